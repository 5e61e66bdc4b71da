"""What a model has to say against data, as somebody reads it who edits a file."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import Literal

import pytest
from pydantic import Field, ValidationError

from journeylab.domain.behaviour import Spread
from journeylab.domain.duration import Minutes
from journeylab.domain.explain import explain
from journeylab.domain.journey_map import Id
from journeylab.domain.text import Bilingual, Record
from journeylab.domain.vocabulary import Phase, ValueComponent
from journeylab.errors import ModelError
from journeylab.i18n import set_language


class Size(Enum):
    """Terms without labels."""

    SMALL = "s"
    LARGE = "l"


class Shelf(Record):
    """An entry of a list."""

    id: Id = "a"
    label: Bilingual | None = None
    phase: Phase = Phase.BEFORE
    level: float = Field(default=1, gt=0)
    count: int = Field(default=0, ge=0, le=5)
    wants: dict[ValueComponent, float] = Field(default_factory=dict)


class Shop(Record):
    """Something with everything in it that a model can demand."""

    name: str
    shelves: tuple[Shelf, ...] = ()
    places: dict[str, Shelf] = Field(default_factory=dict)
    ways: dict[str, dict[str, float]] = Field(default_factory=dict)
    spread: Spread | None = None
    wait: Minutes = 0.0
    kind: Literal["web", "store"] = "web"
    size: Size | None = None
    code: str = Field(default="AB", pattern=r"^[A-Z]{2}$")
    tags: tuple[str, ...] = Field(default=("x",), min_length=1)
    when: date | None = None


def explained(**data: object) -> list[ModelError]:
    """Return what is wrong with a shop."""
    with pytest.raises(ValidationError) as caught:
        Shop.model_validate({"name": "Laden"} | data)
    return explain(caught.value, Shop)


def only(**data: object) -> tuple[tuple[str | int, ...], str, str]:
    """Return place, problem and fix of a shop with one error."""
    (error,) = explained(**data)
    return error.where, error.problem, error.fix


def test_unknown_key_meets_the_nearest_field_of_its_place() -> None:
    """A misspelt key is answered with the key that is meant at this place, in a list too."""
    assert only(shelfes=[]) == (("shelfes",), "„shelfes“ ist hier nicht bekannt.", "Meinten Sie „shelves“?")
    where, problem, fix = only(shelves=[{}, {"fase": "before"}])
    assert where == ("shelves", 1, "fase")
    assert problem == "„fase“ ist hier nicht bekannt."
    assert fix == "Meinten Sie „phase“?"


def test_unknown_key_without_a_near_one_gets_the_list() -> None:
    """Where nothing is near, the message lists what may stand there and names the way for own notes."""
    set_language("en")
    fix = only(shelves=[{"zzz": 1}])[2]
    assert fix == "Known are: id, label, phase, level, count, wants, x_... (notes of your own)."


def test_a_misspelt_key_is_one_problem() -> None:
    """A required key that is there but misspelt is not reported as missing as well."""
    with pytest.raises(ValidationError) as caught:
        Shop.model_validate({"nam": "Laden"})
    (error,) = explain(caught.value, Shop)
    assert error.fix == "Meinten Sie „name“?"


def test_missing_key() -> None:
    """A missing key is named, with the line to add."""
    with pytest.raises(ValidationError) as caught:
        Shop.model_validate({})
    (error,) = explain(caught.value, Shop)
    assert (error.where, error.problem, error.fix) == (
        ("name",),
        "Hier fehlt „name“.",
        "Ergänzen Sie „name: ...“.",
    )


def test_wrong_term() -> None:
    """A term that does not exist is answered with the nearest one that does, else with all."""
    where, problem, fix = only(shelves=[{"phase": "befor"}])
    assert where == ("shelves", 0, "phase")
    assert problem == "„befor“ ist hier nicht bekannt."
    assert fix == "Meinten Sie „before“?"
    assert only(size="m")[2] == "Bekannt sind: s, l."
    assert only(kind="wep")[2] == "Meinten Sie „web“?"


def test_wrong_term_as_a_key_of_a_mapping() -> None:
    """A mapping whose keys are terms refuses other keys, at the place of the key."""
    where, _, fix = only(shelves=[{"wants": {"pric": 3}}])
    assert where == ("shelves", 0, "wants", "pric")
    assert fix == "Meinten Sie „price“?"


@pytest.mark.parametrize(
    ("field", "value", "fix"),
    [
        ("count", -1, "Schreiben Sie eine Zahl von mindestens 0."),
        ("count", 6, "Schreiben Sie eine Zahl von höchstens 5."),
        ("level", 0, "Schreiben Sie eine Zahl, die größer ist als 0."),
    ],
)
def test_numbers_out_of_range(field: str, value: object, fix: str) -> None:
    """A number that does not fit is named with the limit that it breaks."""
    assert only(shelves=[{field: value}]) == (("shelves", 0, field), f"{value} ist hier nicht erlaubt.", fix)


@pytest.mark.parametrize(
    ("data", "problem", "fix"),
    [
        ({"name": None}, "An empty entry", "Write a text"),
        ({"name": 12}, "12", "in quotes if it looks like a number"),
        ({"name": {"a": 1}}, "A group of keys", "Write a text"),
        ({"ways": {404: {}}}, "404", "Write a text"),
        ({"shelves": [{"label": 5}]}, "5", "{de: ..., en: ...}"),
        ({"shelves": [{"count": 2.5}]}, "2.5", "Write a whole number"),
        ({"shelves": [{"level": "1,5"}]}, "The text '1,5'", "decimals with a point"),
        ({"shelves": [{"level": "40 %"}]}, "The text '40 %'", "without a unit"),
        ({"shelves": [{"level": float("nan")}]}, "nan", "Write only the number"),
        ({"shelves": "a"}, "The text 'a'", "lines that begin with '- '"),
        ({"shelves": [[]]}, "A list", "lines like 'key: value'"),
        ({"ways": {"a": ["b"]}}, "A list", "lines like 'key: value'"),
        ({"code": "Euro"}, "The text 'Euro'", "match ^[A-Z]{2}$"),
        # Nobody foresaw a date: the answer quotes what the validation said.
        ({"when": "gestern"}, "The text 'gestern'", "valid date"),
    ],
)
def test_what_has_another_shape(data: dict[str, object], problem: str, fix: str) -> None:
    """What does not fit is called by what it is, and the answer says how it is written."""
    set_language("en")
    error = only(**data)
    assert error[1] == f"{problem} is not allowed here."
    assert fix in error[2]


def test_a_list_too_short() -> None:
    """A list that needs more entries says how many; a wrong entry does not make it short."""
    assert only(tags=[])[1:] == ("Die Liste ist zu kurz; Einträge: 0.", "Nötig sind mindestens 1.")
    assert only(tags=[5])[0] == ("tags", 0)


def test_a_contact_called_like_a_field() -> None:
    """A key of an author's own choice that is also a field's name leads nobody astray."""
    assert only(places={"wants": {"fase": "after"}})[2] == "Meinten Sie „phase“?"


def test_what_a_model_says_itself_is_passed_on() -> None:
    """A sentence that a validator wrote reaches the reader as it is."""
    set_language("en")
    where, problem, _ = only(spread={"median": 5, "p90": 1})
    assert where == ("spread",)
    assert problem == "p90 is smaller than the median: one in ten cannot lie below the half."
    assert only(wait="3 Lichtjahre")[1].startswith("'3 Lichtjahre' is no length of time")


def test_long_values_are_cut() -> None:
    """A text of many pages in the wrong place does not flood the message."""
    assert len(only(kind="x" * 10_000)[1]) < 100


def test_every_error_is_explained() -> None:
    """Two errors give two explanations, in the order of the data."""
    errors = explained(kind="x", shelves=[{"count": 9}, {"level": -1}])
    assert [error.where for error in errors] == [("shelves", 0, "count"), ("shelves", 1, "level"), ("kind",)]
