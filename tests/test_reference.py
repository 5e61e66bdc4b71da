"""The reference of keys: made from the models, complete in both languages, up to date."""

from __future__ import annotations

import pytest
from pydantic import Field

from journeylab.domain.behaviour import Waiting
from journeylab.domain.journey_map import Contact
from journeylab.domain.text import Record
from journeylab.i18n import language, set_language
from tools.reference import FILES, PAGES, SUMMARY, described, german, keys, meaning, models, page

EVERY = [model for top in FILES for model in models(top)]


@pytest.mark.parametrize("lang", PAGES)
def test_the_committed_page_is_up_to_date(lang: str) -> None:
    """Whoever changes a model runs ``python -m tools.reference`` and commits the pages."""
    assert PAGES[lang].read_text(encoding="utf-8") == page(lang)


@pytest.mark.parametrize("lang", PAGES)
def test_every_key_has_a_meaning(lang: str) -> None:
    """No key of any model is without a sentence in either language, and no model without a summary."""
    set_language(lang)
    silent = [f"{model.__name__}.{name}" for model in EVERY for name, _field in keys(model) if not meaning(model, name)]
    silent += [model.__name__ for model in EVERY if not meaning(model, SUMMARY)]
    assert silent == []


@pytest.mark.parametrize("lang", PAGES)
def test_every_key_stands_on_the_page(lang: str) -> None:
    """Each model has its heading and each of its keys a row below it."""
    sections = dict(part.split("\n", 1) for part in PAGES[lang].read_text(encoding="utf-8").split("\n### ")[1:])
    for model in EVERY:
        rows = [line for line in sections[model.__name__].splitlines() if line.startswith("| `")]
        assert [row.split("`")[1] for row in rows] == [name for name, _field in keys(model)]
        assert all(row.count(" | ") == 3 for row in rows)


def test_no_german_meaning_is_left_over() -> None:
    """What stands in the German file belongs to a key that a model still has."""
    owners = (
        {owner.__name__: owner for model in EVERY for owner in model.__mro__ if issubclass(owner, Record)}
        if EVERY
        else {}
    )
    left = [
        f"{name}.{key}"
        for name, texts in german().items()
        for key in texts
        if key != SUMMARY and key not in getattr(owners.get(name), "model_fields", {})
    ]
    assert left == []


def test_meanings_come_from_the_docstring() -> None:
    """Several names may share an entry, lines are joined, and other sections do not count."""

    class Shelf(Record):
        """A shelf.

        Something that is not said here.

        Attributes
        ----------
        wide, high : float
            Its size,
            in metres.
        name : str
            What it is called.

        Notes
        -----
        label : str
            Not a key.
        """

        wide: float = Field(default=1, ge=0)

    assert described(Shelf) == {
        SUMMARY: "A shelf.",
        "wide": "Its size, in metres.",
        "high": "Its size, in metres.",
        "name": "What it is called.",
    }


def test_an_inherited_key_has_the_meaning_of_its_owner() -> None:
    """Waiting has the median of a length of time, not that of any spread."""
    set_language("en")
    assert meaning(Waiting, "median") == "Half are shorter, in minutes."


@pytest.mark.parametrize(
    ("lang", "row"),
    [
        ("en", "| `emotion` | whole number from -2 to 2 | – |"),
        ("de", "| `emotion` | ganze Zahl von -2 bis 2 | – |"),
        (
            "en",
            "| `phase` | one of `before` (before the purchase), `purchase`, `after` (after the purchase) |",
        ),
        ("de", "| `mood` | Zahl von 0 bis 10 | `5` |"),
        ("de", "| `kpi` | [ContactKpi](#contactkpi) | – |"),
        ("en", "| `moments` | list of [Moment](#moment) | **required** |"),
        ("de", "| `patience` | Zeitspanne wie `30 s`, `3 min`, `2 h`, `1 d`; eine bloße Zahl zählt Minuten | `5` |"),
    ],
)
def test_values_are_told_in_plain_words(lang: str, row: str) -> None:
    """Limits, terms, lists and lengths of time are written as people write them."""
    assert row in PAGES[lang].read_text(encoding="utf-8")


def test_making_a_page_leaves_the_language_as_it_was() -> None:
    """The pages are made in their own language and nobody notices."""
    set_language("de")
    page("en")
    assert language() == "de"
    assert Contact in EVERY
