"""What a model has to say against data, in the words of somebody who edits a file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from journeylab.domain.names import unknown
from journeylab.errors import ModelError
from journeylab.i18n import _


def explain(error: ValidationError, model: type[BaseModel], *, in_python: bool = False) -> list[ModelError]:
    """Return everything that keeps data from being a `model`, each with a way out.

    Parameters
    ----------
    error : ValidationError
    model : type of BaseModel
        The model that was validated; names of fields come from it.
    in_python : bool
        Whether somebody wrote a call and not a file, so that the ways out are spelt as one.

    Returns
    -------
    list of ModelError
        `where` is the path of keys in the data.  A key that is missing only
        because it is misspelt is not named twice.
    """
    details = error.errors(include_url=False)
    misspelt = [each["loc"] for each in details if each["type"] == "extra_forbidden"]
    problems: list[ModelError] = []
    for each in details:
        *outer, key = each["loc"] or ("",)
        meant = (typo for *place, typo in misspelt if place == outer)
        if each["type"] == "missing" and any(get_close_matches(str(typo), [str(key)]) for typo in meant):
            continue
        # Pydantic also calls a list too short when its entries are wrong themselves.
        if each["type"] == "too_short" and len(each["input"]) >= each["ctx"]["min_length"]:
            continue
        where = _path(each["loc"])
        own = each.get("ctx", {}).get("error")
        if isinstance(own, ModelError):
            # A record that contradicts itself says so in its own words, with the place within it.
            problems += (ModelError(one.problem, one.fix, (*where, *one.where)) for one in (own, *own.more))
            continue
        if each["type"] in ("union_tag_invalid", "union_tag_not_found"):
            where = (*where, "kind")
        problems.append(ModelError(*_advice(each, model, in_python), where=where))
    return problems


def _path(loc: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """Return the path of keys in the data.

    Pydantic appends "[key]" where an error concerns a key and not its value, and puts the mark of a kind,
    "<choice>", behind an entry that may be of several kinds.
    """
    return tuple(step for step in loc if step != "[key]" and not _kind(step))


def _kind(step: str | int) -> str:
    """Return the kind that a mark stands for; empty for a key of the data."""
    return step[1:-1] if isinstance(step, str) and step[:1] == "<" and step[-1:] == ">" else ""


def explain_call(error: ValidationError | ModelError, model: type[BaseModel]) -> ModelError:
    """Return what is wrong with a model that was built in Python; the message names the model and the place."""
    found = explain(error, model, in_python=True) if isinstance(error, ValidationError) else [error, *error.more]
    first, *more = (ModelError(f"{_place(model, each.where)}: {each.problem}", each.fix, each.where) for each in found)
    problem = first.problem
    if more:
        problem += " " + _("(Further problems: {count}.)").format(count=len(more))
    return ModelError(problem, first.fix, first.where, tuple(more))


def _place(model: type[BaseModel], where: tuple[str | int, ...]) -> str:
    """Write a path of keys as code does: ``JourneyMap.contacts[0].moment``."""
    return model.__name__ + "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in where)


def _advice(detail: ErrorDetails, model: type[BaseModel], in_python: bool) -> tuple[str, str]:
    """Return problem and fix of one error of pydantic."""
    kind, keys, limits, value = detail["type"], detail["loc"], detail.get("ctx", {}), detail["input"]
    problem = _("{what} is not allowed here.").format(what=_what(value))
    match kind:
        case "extra_forbidden":
            return _not_among(keys[-1], [*_fields(model, keys[:-1]), _("x_... (notes of your own)")])
        case "enum" | "literal_error" if "'" in limits["expected"]:
            return _not_among(value, re.findall("'(.*?)'", limits["expected"]))
        case "literal_error":
            fix = _("Known are: {names}.").format(names=limits["expected"])
        case "union_tag_invalid" | "union_tag_not_found":
            given = value.get("kind") if isinstance(value, Mapping) else None
            known = re.findall("<(.*?)>", limits.get("expected_tags", ""))
            if given:
                return _not_among(given, known)
            problem = _("'{key}' is missing here.").format(key="kind")
            fix = _("Add '{key}: ...'.").format(key="kind")
        case "missing":
            problem = _("'{key}' is missing here.").format(key=keys[-1])
            fix = _("Add {entry} to the call.") if in_python else _("Add '{key}: ...'.")
            fix = fix.format(key=keys[-1], entry=f"{keys[-1]}=...")
        case "value_error":
            problem, fix = f"{limits['error']}.", _("Correct this entry.")
        case "multiple_of" | "decimal_parsing" | "decimal_type":
            fix = _("Write only the number, decimals with a point and without a unit: for example 3 or 0.5.")
        case "greater_than_equal":
            fix = _("Write a number of at least {limit}.").format(limit=f"{limits['ge']:g}")
        case "greater_than":
            fix = _("Write a number greater than {limit}.").format(limit=f"{limits['gt']:g}")
        case "less_than_equal":
            fix = _("Write a number of at most {limit}.").format(limit=f"{limits['le']:g}")
        case "too_short":
            problem = _("{count} entries are too few.").format(count=limits["actual_length"])
            fix = _("At least {count} entries are needed.").format(count=limits["min_length"])
        case "string_pattern_mismatch":
            fix = _("It has to match {pattern}; ids have only a to z in lower case, digits, - and _.")
            fix = fix.format(pattern=limits["pattern"])
        case "model_type" if limits["class_name"] == "Text":
            fix = _("Write a text, or one for each language: {example}.").format(example="{de: ..., en: ...}")
        case "string_type" | "invalid_key":
            fix = _("Write a text, in quotes if it looks like a number or a date or holds a colon.")
        case "model_type" if in_python:
            fix = _("Give {name}(...) or a dictionary with its keys.").format(name=limits["class_name"])
        case "model_type" | "dict_type":
            fix = _("Write lines like 'key: value' below it, indented by two spaces.")
        case "tuple_type":
            fix = _("Write it as [a, b] or as lines that begin with '- '.")
        case "int_type" | "int_parsing" | "int_from_float":
            fix = _("Write a whole number, without a unit.")
        case "float_type" | "float_parsing" | "finite_number":
            fix = _("Write only the number, decimals with a point and without a unit: for example 3 or 0.5.")
        case _:
            fix = detail["msg"]
    return problem, fix


def _not_among(value: object, known: list[str]) -> tuple[str, str]:
    problem = next(unknown(_short(value), known, ()))
    return problem.problem, problem.fix


def _fields(hint: Any, keys: tuple[str | int, ...]) -> list[str]:
    """Return the keys that may stand at a place of a model."""
    inside: Any = hint
    for key in keys:
        # A place in a list and a key of a plain mapping lead to no other model.
        if key in hint.model_fields:
            inside = hint.model_fields[key].annotation
            hint = _model_within(inside) or hint
        elif kind := _kind(key):
            hint = _model_within(inside, kind) or hint
    return [name for name in hint.model_fields if name != "x_notes"]


def _model_within(hint: Any, kind: str = "") -> Any:
    """Return the model within a type such as ``tuple[Model, ...] | None``, of several kinds the one named."""
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        field = hint.model_fields.get("kind")
        return hint if not kind or (field and field.default == kind) else None
    return next(filter(None, (_model_within(inner, kind) for inner in get_args(hint))), None)


def _what(value: object) -> str:
    """Name a piece of data at the beginning of a sentence."""
    match value:
        case None:
            return _("An empty entry")
        case Mapping():
            return _("A group of keys")
        case list():
            return _("A list")
        case str():
            return _("The text '{value}'").format(value=_short(value))
    return _short(value)


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 40 else text[:39] + "…"
