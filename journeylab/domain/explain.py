"""What a model has to say against data, in the words of somebody who edits a file."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from itertools import zip_longest
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from journeylab.domain.text import Text
from journeylab.domain.vocabulary import Term
from journeylab.errors import ModelError
from journeylab.i18n import _

Keys = tuple[str | int, ...]
Advice = tuple[str, str]

# What pydantic appends to the path of an error that concerns a key and not its value.
_KEY = "[key]"
_OWN_FIELD = "x_notes"


def explain(error: ValidationError, model: type[BaseModel]) -> list[ModelError]:
    """Return everything that keeps data from being a `model`, each with a way out.

    Parameters
    ----------
    error : ValidationError
    model : type of BaseModel
        The model that was validated; names of fields and allowed terms come from it.

    Returns
    -------
    list of ModelError
        `where` is the path of keys in the data.  A key that is missing only
        because it is misspelt is not named twice.
    """
    details = error.errors(include_url=False)
    meant = {
        (*each["loc"][:-1], near)
        for each in details
        if each["type"] == "extra_forbidden"
        for near in _near(str(each["loc"][-1]), _fields(_at(model, each["loc"][:-1])))
    }
    return [
        ModelError(*_advice(each, model), where=tuple(key for key in each["loc"] if key != _KEY))
        for each in details
        if not (each["type"] == "missing" and each["loc"] in meant) and not _only_counts_sound_entries(each)
    ]


def _only_counts_sound_entries(detail: ErrorDetails) -> bool:
    """Tell whether a list is long enough, and pydantic calls it short because its entries are wrong themselves."""
    return detail["type"] == "too_short" and len(detail["input"]) >= detail["ctx"]["min_length"]


def _advice(detail: ErrorDetails, model: type[BaseModel]) -> Advice:
    """Return problem and fix of one error of pydantic."""
    kind, keys, value, limits = detail["type"], detail["loc"], detail["input"], detail.get("ctx", {})
    key = str(keys[-1]) if keys else ""
    match kind:
        case "extra_forbidden":
            return _unknown_key(key, _fields(_at(model, keys[:-1])))
        case "missing":
            return _("'{key}' is missing here.").format(key=key), _("Add '{key}: ...'.").format(key=key)
        case "invalid_key":
            return _not_text(value)
        case "enum" | "literal_error":
            return _unknown_term(value, _at(model, keys))
        case "string_type":
            return _not_text(value)
        case "string_pattern_mismatch":
            return _wrong_pattern(str(value), str(limits["pattern"]))
        case "value_error" | "assertion_error":
            return f"{str(limits['error']).removesuffix('.')}.", _("Correct this entry.")
        case "model_type" | "model_attributes_type" | "dict_type" | "mapping_type":
            return _no_mapping(value, _at(model, keys))
        case "tuple_type" | "list_type" | "iterable_type" | "set_type":
            return (
                _("A list belongs here, not {what}.").format(what=_what(value)),
                _("Write it as [a, b] or as lines that begin with '- '."),
            )
        case "too_short":
            fix = _("At least {count} entries are needed.").format(count=limits["min_length"])
            return _("{count} entries are too few.").format(count=limits["actual_length"]), fix
        case "int_from_float":
            return _("{value} is no whole number.").format(value=_figure(value)), _("Write a number without decimals.")
        case "float_type" | "float_parsing" | "int_type" | "int_parsing" | "finite_number":
            return _no_number(value)
        case "greater_than_equal" | "greater_than" | "less_than_equal" | "less_than":
            return _out_of_range(value, limits)
    return (
        _("{what} does not fit here: {reason}.").format(what=_capital(_what(value)), reason=detail["msg"]),
        _("Compare it with an entry that works, for example in a shipped scenario."),
    )


def _unknown_key(key: str, fields: Sequence[str]) -> Advice:
    near = _near(key, fields)
    if near:
        fix = _("Did you mean '{near}'?").format(near=near[0])
    else:
        fix = _("Allowed here are: {names}. Keys for your own notes begin with x_.").format(names=", ".join(fields))
    return _("There is no key '{key}' here.").format(key=key), fix


def _unknown_term(value: object, hint: Any) -> Advice:
    terms: list[Any] = [*get_args(hint)] if get_origin(hint) is Literal else [*hint]
    # People write what they read: "vor dem Kauf" means before.
    words = {str(term): str(term) for term in terms}
    words |= {term.label.lower(): str(term) for term in terms if isinstance(term, Term)}
    near = _near(str(value).strip().lower(), words)
    listed = ", ".join(f"{term} ({term.label})" if isinstance(term, Term) else str(term) for term in terms)
    fix = _("Allowed are: {names}.").format(names=listed)
    if near:
        fix = _("Did you mean '{near}'?").format(near=words[near[0]]) + " " + fix
    return _("{what} is not allowed here.").format(what=_capital(_what(value))), fix


def _not_text(value: object) -> Advice:
    problem = _("A text belongs here, not {what}.").format(what=_what(value))
    if isinstance(value, bool | int | float | date):
        written = str(value).lower() if isinstance(value, bool) else value
        return problem, _('Put it in quotes: "{value}".').format(value=written)
    return problem, _("Write a text, in quotes if it holds a colon.")


def _no_mapping(value: object, hint: Any) -> Advice:
    fields = _fields(hint)
    if hint is Text:
        problem, fix = _not_text(value)
        return problem, fix + " " + _("Two languages: {example}.").format(example="{de: ..., en: ...}")
    problem = _("Lines like 'key: value' belong here, not {what}.").format(what=_what(value))
    if fields:
        return problem, _("Keys that may stand here: {names}.").format(names=", ".join(fields))
    return problem, _("Write them below it, indented by two spaces.")


def _no_number(value: object) -> Advice:
    problem = _("A number belongs here, not {what}.").format(what=_what(value))
    if isinstance(value, str) and re.fullmatch(r"\s*-?[\d.]*,\d+\s*", value):
        point = value.strip().replace(".", "").replace(",", ".")
        return problem, _("Write decimals with a point: {value}.").format(value=point)
    return problem, _("Write only the number, without a unit: for example 3 or 0.5.")


def _out_of_range(value: object, limits: Mapping[str, Any]) -> Advice:
    if isinstance(value, float) and math.isnan(value):
        return _no_number(value)
    texts = {
        "ge": (_("{value} is too small."), _("Write a number of at least {limit}.")),
        "gt": (_("{value} is too small."), _("Write a number greater than {limit}.")),
        "le": (_("{value} is too large."), _("Write a number of at most {limit}.")),
        "lt": (_("{value} is too large."), _("Write a number smaller than {limit}.")),
    }
    name = next(name for name in texts if name in limits)
    problem, fix = texts[name]
    return problem.format(value=_figure(value)), fix.format(limit=_figure(limits[name]))


def _wrong_pattern(value: str, pattern: str) -> Advice:
    problem = _("'{value}' is not written as it has to be here.").format(value=_short(value))
    example = slug(value)
    if not re.fullmatch(pattern, example):
        return problem, _("It must match the pattern {pattern}.").format(pattern=pattern)
    fix = _("Use only a to z in lower case, digits, - and _, at most 40 characters: for example '{example}'.")
    return problem, fix.format(example=example)


def slug(text: str) -> str:
    """Return an id made from a text.

    Examples
    --------
    >>> slug("Kasse: Größe wählen")
    'kasse_groesse_waehlen'
    """
    plain = text.lower().translate({ord("ä"): "ae", ord("ö"): "oe", ord("ü"): "ue", ord("ß"): "ss"})
    ascii_only = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9-]+", "_", ascii_only).strip("_-")[:40]


def _at(hint: Any, keys: Keys) -> Any:
    """Return the type that a model wants at a path of keys; None where it says nothing."""
    for key, following in zip_longest(keys, keys[1:]):
        hint = _bare(hint)
        if isinstance(hint, type) and issubclass(hint, BaseModel):
            field = hint.model_fields.get(str(key))
            hint = field.annotation if field else None
        elif get_origin(hint) is dict:
            if following == _KEY:
                return _bare(get_args(hint)[0])
            hint = get_args(hint)[1]
        else:
            hint = next(iter(get_args(hint)), None)
    return _bare(hint)


def _bare(hint: Any) -> Any:
    """Return a type without its annotations and without ``| None``."""
    while get_origin(hint) in (Annotated, Union, UnionType):
        hint = next(each for each in get_args(hint) if each is not NoneType)
    return hint


def _fields(hint: Any) -> list[str]:
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        return [name for name in hint.model_fields if name != _OWN_FIELD]
    return []


def _near(word: str, known: Iterable[str]) -> list[str]:
    return get_close_matches(word, list(known), n=1)


def _what(value: object) -> str:
    """Name a piece of data."""
    match value:
        case None:
            return _("an empty entry")
        case bool():
            return _("the word {value}").format(value=str(value).lower())
        case int() | float():
            return _("the number {value}").format(value=_figure(value))
        case str():
            return _("the text '{value}'").format(value=_short(value))
        case date():
            return _("the date {value}").format(value=value.isoformat())
        case Mapping():
            return _("a group of keys")
    return _("a list")


def _figure(value: object) -> str:
    """Write a number as a file does."""
    return f"{value:g}" if isinstance(value, float) and abs(value) < 1e6 else _short(str(value).removesuffix(".0"))


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
