"""Write the reference of all keys of files, and the schema for editors, from the models that read them.

    python -m tools.reference

``docs/keys.md`` takes the meanings from the docstrings, ``docs/keys.de.md``
from ``tools/reference_de.yaml``; a test fails where a key has none, or where a
page is out of date.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import cache
from inspect import cleandoc
from io import StringIO
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined
from ruamel.yaml import YAML

from journeylab.domain.duration import minutes
from journeylab.domain.exam_facts import ExamFacts
from journeylab.domain.exercise.bank import ALL_KINDS, Exercises
from journeylab.domain.exercise.blueprint import Blueprint
from journeylab.domain.exercise.common import Exercise
from journeylab.domain.exercise.gold import GoldSet
from journeylab.domain.glossary import Glossary
from journeylab.domain.journey_map import JourneyMap
from journeylab.domain.kpi import Kpis
from journeylab.domain.models import Models
from journeylab.domain.scenario import Scenario
from journeylab.domain.text import Record, Text
from journeylab.domain.touchpoint import Touchpoints
from journeylab.domain.vocabulary import Term
from journeylab.i18n import language, set_language
from journeylab.store.fast_yaml import fast_data
from journeylab.store.new_exercise import exercise_template
from journeylab.store.new_file import template
from journeylab.store.schema import exercise_schema
from journeylab.store.shipped import shipped
from tools.reference_words import WORDS

ROOT = Path(__file__).parents[1]
SCHEMA = ROOT / "datasets" / "schema" / "exercises.schema.json"
PAGES = {"en": ROOT / "docs" / "keys.md", "de": ROOT / "docs" / "keys.de.md"}
FILES: tuple[type[Record], ...] = (
    *(JourneyMap, Scenario, Touchpoints, Kpis, Models, Exercises, Blueprint, ExamFacts, Glossary, GoldSet),
)
SUMMARY = "(summary)"
_GERMAN = Path(__file__).with_name("reference_de.yaml")
_LONGEST_EXAMPLE = 12

_Model = type[BaseModel]


@cache
def german() -> dict[str, dict[str, str]]:
    """Return the German meanings, by model and key."""
    data: dict[str, dict[str, str]] = YAML(typ="safe", pure=True).load(_GERMAN.read_text(encoding="utf-8"))
    return data


@cache
def described(model: _Model) -> dict[str, str]:
    """Return what a model's own docstring says: its summary and the meaning of its keys."""
    text = cleandoc(model.__doc__ or "")
    found = {SUMMARY: " ".join(text.split("\n\n")[0].split())}
    section = re.search(r"^Attributes\n-+\n(.*?)(?=^\w+\n-+\n|\Z)", text, re.DOTALL | re.MULTILINE)
    entries = re.findall(r"^(\S[^\n]*)\n((?:[ ]+[^\n]*\n?|\n)*)", section[1] if section else "", re.MULTILINE)
    for names, said in entries:
        for name in names.split(" : ")[0].split(","):
            found[name.strip()] = " ".join(said.split())
    return found


def meaning(model: _Model, key: str) -> str:
    """Return what a key means, in the language in use; empty where nobody has said."""
    for owner in model.__mro__:
        if isinstance(owner, type) and issubclass(owner, BaseModel):
            texts = german().get(owner.__name__, {}) if language() == "de" else described(owner)
            if texts.get(key):
                return texts[key]
    return ""


def keys(model: _Model) -> Iterator[tuple[str, FieldInfo]]:
    """Go through the keys of a model; a scenario's are those a map has not, a kind's what not every exercise has."""
    known: Mapping[str, FieldInfo] = JourneyMap.model_fields if model is Scenario else {}
    if issubclass(model, Exercise) and model is not Exercise:
        known = Exercise.model_fields
    return ((name, field) for name, field in model.model_fields.items() if name != "x_notes" and name not in known)


def models(top: _Model) -> list[_Model]:
    """Return a model and all models within it, each once."""
    found: list[_Model] = []

    def visit(hint: Any) -> None:
        if isinstance(hint, type) and issubclass(hint, BaseModel):
            if issubclass(hint, Exercise) and hint is not Exercise:
                visit(Exercise)
            if hint not in found:
                found.append(hint)
                for _name, field in keys(hint):
                    visit(field.annotation)
        else:
            for inner in get_args(hint):
                visit(inner)

    visit(top)
    return found


def page(lang: str) -> str:
    """Return the reference in a language."""
    before = language()
    set_language(lang)
    try:
        return _page()
    finally:
        set_language(before)


def _page() -> str:
    words = WORDS[language()]
    lines, done = [words["head"]], set[_Model]()
    for top in FILES:
        examples = _examples(top, language())
        lines.append(f"## {words[top.__name__]}\n")
        for model in models(top):
            if model not in done:
                done.add(model)
                lines.append(_section(model, examples.get(model.__name__)))
    return "\n".join(lines).rstrip() + "\n"


def _section(model: _Model, example: Any) -> str:
    words = WORDS[language()]
    rows = [f"| {words['key']} | {words['write']} | {words['default']} | {words['meaning']} |", "|---|---|---|---|"]
    for name, field in keys(model):
        # In Python a kind of exercise knows what it is; in a file it has to stand.
        needed = field.is_required() or (name == "kind" and issubclass(model, Exercise))
        default = f"**{words['required']}**" if needed else _default(field)
        rows.append(f"| `{name}` | {_written(field.annotation, field.metadata)} | {default} | {meaning(model, name)} |")
    parts = [f"### {model.__name__}\n", meaning(model, SUMMARY) + "\n", "\n".join(rows) + "\n"]
    if example is not None:
        text = _yaml(example)
        if text.count("\n") <= _LONGEST_EXAMPLE:
            parts.append(f"{words['example']}\n\n```yaml\n{text}```\n")
    return "\n".join(parts)


@dataclass(frozen=True)
class _Limits:
    """What may be written beyond its type."""

    metadata: list[Any]

    def get(self, name: str) -> Any:
        return next((found for each in self.metadata if (found := getattr(each, name, None)) is not None), None)


def _written(hint: Any, metadata: list[Any]) -> str:
    """Say in plain words what is written for a key."""
    words, limits, origin, inner = WORDS[language()], _Limits(metadata), get_origin(hint), get_args(hint)
    if origin is Annotated:
        # Within another type pydantic keeps a Field as it was written; its limits are inside.
        return _written(inner[0], [limit for each in inner[1:] for limit in getattr(each, "metadata", None) or [each]])
    if origin in (Union, UnionType):
        return " / ".join(_written(each, metadata) for each in inner if each is not NoneType)
    if origin is Literal:
        return (words["one of"] + " " if len(inner) > 1 else "") + ", ".join(f"`{each}`" for each in inner)
    if origin is tuple:
        if Ellipsis in inner:
            return words["list of"] + " " + _written(inner[0], [])
        return words["two"].format(what=_written(inner[0], []))
    if origin is dict:
        key, value = (_written(each, []) for each in inner)
        return words["mapping"].format(key=key, value=value)
    if isinstance(hint, type) and issubclass(hint, Text):
        return words["text2"]
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        return f"[{hint.__name__}](#{hint.__name__.lower()})"
    if isinstance(hint, type) and issubclass(hint, Enum):
        return words["one of"] + " " + ", ".join(_term(each) for each in hint)
    if any(getattr(each, "func", None) is minutes for each in metadata):
        return words["time"]
    if hint is str and (pattern := limits.get("pattern")):
        return words["id"] if pattern.startswith("^[a-z0-9]") else words["pattern"].format(pattern=pattern)
    if hint in (int, float, Decimal):
        return _number(words["whole" if hint is int else "number"], limits)
    return words[getattr(hint, "__name__", "Any")]


def _number(name: str, limits: _Limits) -> str:
    words, low, high = WORDS[language()], limits.get("ge"), limits.get("le")
    if (above := limits.get("gt")) is not None:
        name += " " + words["above"].format(low=f"{above:.12g}")
        return name if high is None else f"{name}, {words['most'].format(high=f'{high:.12g}')}"
    if low is not None and high is not None:
        return f"{name} {words['from to'].format(low=f'{low:.12g}', high=f'{high:.12g}')}"
    return name if low is None else f"{name} {words['least'].format(low=f'{low:.12g}')}"


def _term(term: Enum) -> str:
    label = term.label if isinstance(term, Term) else term.value
    return f"`{term.value}`" if label == term.value else f"`{term.value}` ({label})"


def _default(field: FieldInfo) -> str:
    value = field.get_default(call_default_factory=True)
    if isinstance(value, BaseModel):
        value = value.model_dump(exclude_defaults=True)
    if isinstance(value, dict) and value:
        return "`{" + ", ".join(f"{key}: {each:.12g}" for key, each in value.items()) + "}`"
    if isinstance(value, Enum):
        value = value.value
    if value in (None, "", (), {}):
        return "–"
    if isinstance(value, float):
        return f"`{value:.12g}`"
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


@cache
def _examples(top: _Model, _language: str) -> dict[str, Any]:
    """Return one example of each model, the way a file has it."""
    found: dict[str, Any] = {}

    def visit(hint: Any, data: Any) -> None:
        inner = get_args(hint)
        if isinstance(hint, type) and issubclass(hint, BaseModel):
            other = "kind" in hint.model_fields and hint.model_fields["kind"].default not in (
                PydanticUndefined,
                _kind(data),
            )
            if isinstance(data, dict) and not issubclass(hint, Text) and not other:
                # The fullest one says most.
                if len(data) > len(found.get(hint.__name__, ())):
                    found[hint.__name__] = data
                for name, field in hint.model_fields.items():
                    if name in data:
                        visit(field.annotation, data[name])
        elif get_origin(hint) is dict and isinstance(data, dict):
            for each in data.values():
                visit(inner[1], each)
        elif get_origin(hint) is tuple and isinstance(data, list):
            for each in data:
                visit(inner[0], each)
        else:
            for each in inner:
                visit(each, data)

    for text in _files(top):
        visit(top, fast_data(text))
    return found


def _kind(data: Any) -> Any:
    return data.get("kind") if isinstance(data, dict) else None


def _files(top: _Model) -> Iterator[str]:
    """Go through the files that show how a model is written."""
    if top in (JourneyMap, Scenario):
        yield template("map" if top is JourneyMap else "scenario", "laden")
    elif top is Exercises:
        yield from (exercise_template(kind, "aufgabe") for kind in ALL_KINDS)
    else:
        names = {
            Blueprint: "exercises/blueprints/klassenarbeit",
            ExamFacts: "datasets/exam",
            GoldSet: "datasets/gold/free_text",
        }
        yield shipped(f"{names.get(top, f'datasets/{top.__name__.lower()}')}.yaml").read_text(encoding="utf-8")


def _yaml(data: Any) -> str:
    yaml, text = YAML(typ="safe", pure=True), StringIO()
    yaml.default_flow_style, yaml.sort_base_mapping_type_on_output, yaml.width = None, False, 110  # type: ignore[assignment]
    yaml.allow_unicode = True
    yaml.dump(data, text)
    return text.getvalue()


def schema() -> str:
    """Return the schema of a file of exercises, with the meaning of each key in both languages."""

    def said(model: _Model, key: str) -> str:
        texts = []
        for lang in ("de", "en"):
            set_language(lang)
            texts.append(meaning(model, key or SUMMARY))
        return " / ".join(dict.fromkeys(texts))

    before = language()
    try:
        return json.dumps(exercise_schema(said), ensure_ascii=False, indent=1) + "\n"
    finally:
        set_language(before)


def main() -> int:
    """Write both pages and the schema."""
    SCHEMA.parent.mkdir(exist_ok=True)
    SCHEMA.write_text(schema(), encoding="utf-8", newline="\n")
    print(SCHEMA.relative_to(ROOT))
    for lang, path in PAGES.items():
        path.write_text(page(lang), encoding="utf-8", newline="\n")
        print(path.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
