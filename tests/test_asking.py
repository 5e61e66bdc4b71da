"""What is shown can be answered in the places shown, is stored in the numbers of the file, and gives nothing away."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exercises import ITEMS, Shops, exercise
from journeylab.domain.exercise.arranging import Matching, Ordering
from journeylab.domain.exercise.choice import Choice
from journeylab.domain.exercise.question import Question
from journeylab.domain.scenario import Scenario
from journeylab.exam.answers import right_answer
from journeylab.exam.asking import ask, order_shown, shown_answer, stored_answer
from journeylab.exam.variants import draw

ITEM = {name: exercise(name) for name in ITEMS}


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(["choice", "one", "matching", "ordering"]), st.integers(0, 10**6), st.data())
def test_what_was_shown_comes_back(name: str, seed: int, data: st.DataObject) -> None:
    """Shown, stored and shown again is the same, whatever the seed has shuffled."""
    variant = draw(ITEM[name], seed)
    match variant.item:
        case Choice():
            answer = sorted(data.draw(st.sets(st.integers(1, len(variant.item.options)))))
        case Matching():
            answer = [data.draw(st.integers(0, len(variant.item.choices))) for _pair in variant.item.pairs]
        case Ordering():
            answer = data.draw(st.permutations(range(1, len(variant.item.steps) + 1)))
        case _:
            raise AssertionError
    assert shown_answer(variant, stored_answer(variant, answer)) == answer
    assert stored_answer(variant, shown_answer(variant, answer)) == answer


def test_ticking_what_is_right_stores_what_is_right() -> None:
    """The first option shown is stored by its number in the file."""
    variant = draw(ITEM["choice"], 4)
    texts = ask(variant).options
    ticked = [place for place, text in enumerate(texts, 1) if text in ("Bestellbestätigung", "Retoure", "Dankeskarte")]
    assert stored_answer(variant, ticked) == [1, 3, 5]


def test_steps_are_never_shown_in_their_order() -> None:
    """With three steps chance would show the solution to every sixth learner."""
    item = exercise("ordering", steps=["eins", "zwei", "drei"])
    assert (1, 2, 3) not in {order_shown(draw(item, seed)) for seed in range(200)}


def test_the_order_of_a_seed_never_changes() -> None:
    """Answers on paper are stored in the places that were printed."""
    assert [order_shown(draw(ITEM["choice"], seed)) for seed in (0, 1)] == [(3, 5, 1, 2, 4, 6), (5, 2, 6, 3, 1, 4)]


@pytest.mark.parametrize("name", ITEMS)
def test_a_question_has_no_field_for_a_solution(name: str, tiny_scenario: Scenario) -> None:
    """Of all that a question says, nothing is an explanation, a hint, a rubric, a formula or a right answer."""
    secret = {
        *("explanation", "hints", "rubric", "solution", "right", "accept", "why", "model_answer", "example", "rules"),
        *("wrong", "wrong_paths", "samples", "pairs", "formula", "source", "glossary"),
    }
    assert not secret & set(Question.model_fields)
    variant = draw(ITEM[name], 2)
    told = ask(variant).model_dump_json()
    for text in ("Ein Plakat wirkt vor dem Kauf.", "Sie führt in den Shop.", "entlasten", "Gesucht wird vor dem Kauf."):
        assert text not in told
    right: Any = right_answer(variant, Shops(tiny_scenario))
    if isinstance(right, str):
        assert right not in told
