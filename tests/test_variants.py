"""The same seed draws the same numbers for ever, and texts show them as the language writes numbers."""

from __future__ import annotations

from fractions import Fraction

import pytest

from exercises import exercise
from journeylab.domain.exercise.block import Block
from journeylab.domain.figure import Unit
from journeylab.errors import ModelError
from journeylab.exam.filling import filled
from journeylab.exam.variants import draw, result, shown_result, written
from journeylab.i18n import set_language


def test_numbers_of_a_seed_never_change() -> None:
    """Papers that were printed have to be marked years later: these numbers are fixed for ever."""
    drawn = [
        tuple(int(draw(exercise("numeric"), seed).numbers[name]) for name in ("sessions", "orders"))
        for seed in (0, 1, 7, 99)
    ]
    assert drawn == [(14500, 480), (30500, 740), (27000, 590), (21500, 320)]


def test_what_is_required_holds_in_every_variant() -> None:
    """At most every twentieth session ends in an order, under a hundred seeds."""
    for seed in range(100):
        numbers = draw(exercise("numeric"), seed).numbers
        assert numbers["orders"] * 20 < numbers["sessions"]


def test_what_cannot_be_fulfilled_is_said() -> None:
    """Nobody waits for numbers that do not exist."""
    with pytest.raises(ModelError, match="zahl"):
        draw(exercise("numeric", require=["orders > sessions * 2"]))


def test_placeholders_become_numbers_of_the_language() -> None:
    """Thousands and units are written in German or in English; a name that is none stays."""
    item = exercise("block")
    german = draw(item, 1)
    assert isinstance(german.item, Block)
    assert german.item.materials[0].rows[0][1] == written(german.numbers["cost"], Unit.EUR)
    assert written(Fraction(4500), Unit.EUR) == "4.500\u00a0€"
    set_language("en")
    assert written(Fraction(4500), Unit.EUR) == "€4,500"
    assert written(Fraction("0.125"), Unit.SHARE) == "12.5%"
    assert "{" not in draw(item, 1).item.prompt + draw(item, 1).parts[2].item.model_dump()["model_answer"]


def test_a_text_without_numbers_is_left_as_it_is() -> None:
    """Nothing is copied where there is nothing to fill in."""
    item = exercise("choice")
    assert draw(item, 5).item is item
    assert filled(item, {"a": "1"}) is item


def test_a_name_without_a_number_stays() -> None:
    """What looks like a name and is none is text."""
    item = exercise("choice").model_copy(update={"prompt": "Was heißt {x} und {y} hier?"})
    assert filled(item, {"x": "5"}).prompt == "Was heißt 5 und {y} hier?"
    assert filled(item, {"x": "6"}, without="prompt").prompt == item.prompt


def test_a_part_goes_on_with_the_rounded_result_of_an_earlier_one() -> None:
    """A learner computes on with what was written down, so the solution does, too."""
    variant = draw(exercise("block"), 3)
    a, b = variant.parts[0], variant.parts[1]
    assert b.id == "fall.b"
    assert b.numbers["own"] == shown_result(a)
    assert result(b) == 50 - shown_result(a)


def test_results_are_rounded_half_away_from_zero() -> None:
    """1/8 with two decimals is 0.13, as taught at school."""
    changed = {"parameters": {"n": {"label": "n", "value": 1}}, "require": [], "solution": "n / 8", "wrong_paths": []}
    item = exercise("numeric", prompt="Teilen Sie durch acht.", samples=[], **changed)
    assert shown_result(draw(item)) == Fraction("0.13")
