"""What a model has to say against data, as somebody reads it who edits a file."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import Any, Literal

import pytest
from pydantic import Field, ValidationError

from journeylab.domain.behaviour import Spread
from journeylab.domain.duration import Minutes
from journeylab.domain.explain import explain, slug
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
    level: float = Field(default=1, gt=0, lt=9)
    count: int = Field(default=0, ge=0, le=5)
    wants: dict[ValueComponent, float] = Field(default_factory=dict)


class Shop(Record):
    """Something with everything in it that a model can demand."""

    name: str
    shelves: tuple[Shelf, ...] = ()
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
    assert only(shelfes=[]) == (("shelfes",), "Den Schlüssel „shelfes“ gibt es hier nicht.", "Meinten Sie „shelves“?")
    where, problem, fix = only(shelves=[{}, {"fase": "before"}])
    assert where == ("shelves", 1, "fase")
    assert problem == "Den Schlüssel „fase“ gibt es hier nicht."
    assert fix == "Meinten Sie „phase“?"


def test_unknown_key_without_a_near_one_gets_the_list() -> None:
    """Where nothing is near, the message lists what may stand there and names the way for own notes."""
    _, _, fix = only(shelves=[{"zzz": 1}])
    assert fix == (
        "Erlaubt sind hier: id, label, phase, level, count, wants. Schlüssel für eigene Notizen beginnen mit x_."
    )


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


def test_wrong_term_lists_the_allowed_ones_with_their_meaning() -> None:
    """A term that does not exist is answered with those that do, and what they mean."""
    set_language("en")
    where, problem, fix = only(shelves=[{"phase": "befor"}])
    assert where == ("shelves", 0, "phase")
    assert problem == "The text 'befor' is not allowed here."
    assert fix == (
        "Did you mean 'before'? "
        "Allowed are: before (before the purchase), purchase (purchase), after (after the purchase)."
    )


def test_a_label_leads_to_its_term() -> None:
    """Who writes the word that a map shows is led to the word that a file needs."""
    set_language("en")
    assert only(shelves=[{"phase": "After the Purchase"}])[2].startswith("Did you mean 'after'?")


def test_wrong_term_as_a_key_of_a_mapping() -> None:
    """A mapping whose keys are terms refuses other keys, at the place of the key."""
    set_language("en")
    where, _, fix = only(shelves=[{"wants": {"pric": 3}}])
    assert where == ("shelves", 0, "wants", "pric")
    assert fix.startswith("Did you mean 'price'? Allowed are: price (Price), service")


def test_words_of_a_closed_list() -> None:
    """Terms that have no label are listed as they are."""
    assert only(kind="wep")[2] == "Meinten Sie „web“? Erlaubt sind: web, store."
    assert only(kind=["web"])[1] == "Eine Liste ist hier nicht erlaubt."


@pytest.mark.parametrize(
    ("field", "value", "problem", "fix"),
    [
        ("count", -1, "-1 ist zu klein.", "Schreiben Sie eine Zahl von mindestens 0."),
        ("count", 6, "6 ist zu groß.", "Schreiben Sie eine Zahl von höchstens 5."),
        ("level", 0, "0 ist zu klein.", "Schreiben Sie eine Zahl, die größer ist als 0."),
        ("level", 9.5, "9.5 ist zu groß.", "Schreiben Sie eine Zahl, die kleiner ist als 9."),
        ("count", 2.5, "2.5 ist keine ganze Zahl.", "Schreiben Sie eine Zahl ohne Nachkommastellen."),
        (
            "level",
            "1.234,5",
            "Hierher gehört eine Zahl, nicht der Text „1.234,5“.",
            "Schreiben Sie Nachkommastellen mit Punkt: 1234.5.",
        ),
        (
            "level",
            "40 %",
            "Hierher gehört eine Zahl, nicht der Text „40 %“.",
            "Schreiben Sie nur die Zahl ohne Einheit, zum Beispiel 3 oder 0.5.",
        ),
    ],
)
def test_numbers_out_of_range(field: str, value: object, problem: str, fix: str) -> None:
    """A number that does not fit is named with the limit that it breaks."""
    assert only(shelves=[{field: value}]) == (("shelves", 0, field), problem, fix)


def test_not_a_number_is_no_number() -> None:
    """The value .nan of YAML is told apart from a number that is too large."""
    assert only(shelves=[{"level": float("nan")}])[1].startswith("Hierher gehört eine Zahl")


@pytest.mark.parametrize(
    ("value", "what"),
    [
        (None, "ein leerer Eintrag"),
        (True, "das Wort true"),
        (12, "die Zahl 12"),
        (date(2026, 10, 1), "das Datum 2026-10-01"),
        ({"a": 1}, "eine Gruppe von Schlüsseln"),
        ([1], "eine Liste"),
    ],
)
def test_a_text_is_needed(value: object, what: str) -> None:
    """What is no text is called by what it is."""
    assert only(name=value)[1] == f"Hierher gehört ein Text, nicht {what}."


def test_a_number_as_text_needs_quotes() -> None:
    """A name that YAML takes for a number or a yes is put in quotes."""
    assert only(name=12)[2] == 'Setzen Sie den Wert in Anführungszeichen: "12".'
    assert only(name=True)[2] == 'Setzen Sie den Wert in Anführungszeichen: "true".'
    assert only(ways={404: {}})[0] == ("ways", 404)
    assert only(ways={404: {}})[2] == 'Setzen Sie den Wert in Anführungszeichen: "404".'


def test_a_bilingual_text_may_be_written_in_two_ways() -> None:
    """A field for a text in two languages says that it takes both ways of writing."""
    assert only(shelves=[{"label": 5}])[2] == (
        'Setzen Sie den Wert in Anführungszeichen: "5". Zwei Sprachen: {de: ..., en: ...}.'
    )


def test_lists_and_groups() -> None:
    """A list in place of a group of keys, and the other way round, is told how it is written."""
    assert only(shelves="a")[2] == "Schreiben Sie sie als [a, b] oder als Zeilen, die mit „- “ beginnen."
    assert only(shelves=[[]])[2].startswith("Hier dürfen diese Schlüssel stehen: id, label")
    where, problem, fix = only(ways={"a": ["b"]})
    assert where == ("ways", "a")
    assert problem == "Hierher gehören Zeilen wie „Schlüssel: Wert“, nicht eine Liste."
    assert fix == "Schreiben Sie sie darunter, um zwei Leerzeichen eingerückt."
    assert only(tags=[])[2] == "Nötig sind mindestens 1."


def test_a_wrong_entry_does_not_make_a_list_short() -> None:
    """A list whose only entry is wrong has one problem: that entry."""
    assert only(tags=[5])[0] == ("tags", 0)


def test_an_id_is_proposed() -> None:
    """An id with umlauts and spaces is answered with one that works."""
    assert only(shelves=[{"id": "Große Kasse"}])[2].endswith("zum Beispiel „grosse_kasse“.")
    assert only(code="Euro")[2] == "Der Wert muss dem Muster ^[A-Z]{2}$ entsprechen."


def test_what_a_model_says_itself_is_passed_on() -> None:
    """A sentence that a validator wrote reaches the reader as it is."""
    set_language("en")
    where, problem, _ = only(spread={"median": 5, "p90": 1})
    assert where == ("spread",)
    assert problem == "p90 is smaller than the median: one in ten cannot lie below the half."
    assert only(wait="3 Lichtjahre")[1].startswith("'3 Lichtjahre' is no length of time")


def test_what_nobody_foresaw_is_still_a_message() -> None:
    """An error without words of its own quotes what the validation said."""
    where, problem, fix = only(when="gestern")
    assert where == ("when",)
    assert problem.startswith("Der Text „gestern“ passt hier nicht: ")
    assert fix


def test_long_values_are_cut() -> None:
    """A text of many pages in the wrong place does not flood the message."""
    assert len(only(kind="x" * 10_000)[1]) < 100


def test_every_error_is_explained() -> None:
    """Two errors give two explanations, in the order of the data."""
    errors = explained(kind="x", shelves=[{"count": 9}, {"level": -1}])
    assert [error.where for error in errors] == [("shelves", 0, "count"), ("shelves", 1, "level"), ("kind",)]


@pytest.mark.parametrize("text", ["Kasse: Größe wählen", "Œuvre & Crème", "--x--", "ÄÖÜß", "1 + 1 = 2"])
def test_a_slug_is_an_id(text: str) -> None:
    """What is proposed as an id is one."""
    proposal: Any = slug(text)
    assert Shelf(id=proposal).id == proposal
