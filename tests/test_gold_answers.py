"""The answers marked by hand keep the promises that the head of their file makes."""

from __future__ import annotations

from collections import Counter

import pytest

from journeylab.domain.exercise.gold import GoldSet
from journeylab.store.gold import gold_set


@pytest.fixture(scope="module")
def answers_by_hand() -> GoldSet:
    """Return the set that comes with journeylab, read once because it is long."""
    return gold_set()


def test_every_third_question_is_held_out(answers_by_hand: GoldSet) -> None:
    """Which questions the matcher was built without is a matter of their place, not of anybody's choice."""
    assert [question.held_out for question in answers_by_hand.questions] == [False, False, True] * 12


def test_there_are_enough_answers_in_both_languages(answers_by_hand: GoldSet) -> None:
    """32 German and 4 English questions have five or six answers each."""
    questions = answers_by_hand.questions
    assert Counter(question.language for question in questions) == {"de": 32, "en": 4}
    assert {len(question.answers) for question in questions} == {5, 6}


def test_every_mark_has_a_reason_and_no_answer_stands_twice(answers_by_hand: GoldSet) -> None:
    """Whoever doubts a mark can read why it was given."""
    answers = [answer for question in answers_by_hand.questions for answer in question.answers]
    assert all(answer.note for answer in answers)
    assert len({answer.text for answer in answers}) == len(answers)


def test_each_question_has_something_to_find_and_something_to_leave(answers_by_hand: GoldSet) -> None:
    """A question whose answers all earned the same could not tell a good search from a bad one."""
    for question in answers_by_hand.questions:
        marks = {answer.points for answer in question.answers}
        assert max(marks) == question.points, question.id
        assert min(marks) == 0, question.id
        assert len(marks) > 2, question.id
