"""A mock exam keeps its time and every answer, and goes on where it stopped."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from exercises import Shops, exercise
from journeylab.domain.exercise.saved_mock import SavedMock
from journeylab.domain.scenario import Scenario
from journeylab.errors import UsageError
from journeylab.exam.asking import shown_answer
from journeylab.widgets.mock_exam_state import MockExamState
from journeylab.widgets.quiz_work import Stage

NOON = datetime(2026, 11, 29, 12, 0, tzinfo=UTC)


class Clock:
    """A time that moves only when it is told to."""

    def __init__(self) -> None:
        self.time = NOON

    def __call__(self) -> datetime:
        """Return the time."""
        return self.time

    def wait(self, seconds: float) -> None:
        """Let time go by."""
        self.time += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Clock:
    """Return a clock at noon."""
    return Clock()


ITEMS = [exercise("one"), exercise("block"), exercise("free_text")]


def mock(clock: Clock, shop: Scenario, saved: SavedMock | None = None) -> tuple[MockExamState, list[SavedMock]]:
    kept: list[SavedMock] = []
    return MockExamState(ITEMS, Shops(shop), 10, 3, saved=saved, save=kept.append, now=clock), kept


def test_parts_of_a_case_are_tasks_of_their_own(clock: Clock, tiny_scenario: Scenario) -> None:
    """One choice, a case of three parts and a free text are five tasks."""
    state, _kept = mock(clock, tiny_scenario)
    assert [each.id for each in state.overview] == ["eine", "fall.a", "fall.b", "fall.c", "text"]


def test_nothing_can_be_answered_before_the_start(clock: Clock, tiny_scenario: Scenario) -> None:
    """The clock has to run first, so that nobody works outside of the time."""
    state, _kept = mock(clock, tiny_scenario)
    with pytest.raises(UsageError, match="noch nicht begonnen"):
        state.answer([1])


def test_typing_is_kept_every_two_seconds(clock: Clock, tiny_scenario: Scenario) -> None:
    """The first letter after a pause is kept at once, further ones within two seconds together."""
    state, kept = mock(clock, tiny_scenario)
    state.start()
    state.go(4)
    before = len(kept)
    for letters, seconds in (("E", 2.0), ("Ei", 0.5), ("Ein", 0.5), ("Eine", 1.5)):
        clock.wait(seconds)
        state.answer(letters)
    assert [each.answers["text"] for each in kept[before:]] == ["E", "Eine"]


def test_an_exam_goes_on_after_a_crash(clock: Clock, tiny_scenario: Scenario) -> None:
    """Answers, marks, place and clock are as they were; time went on meanwhile."""
    state, kept = mock(clock, tiny_scenario)
    state.start()
    state.answer([1])
    state.go(1)
    state.mark_later(True)
    clock.wait(60)
    again, _kept = mock(clock, tiny_scenario, SavedMock.model_validate_json(kept[-1].model_dump_json()))
    assert again.works[0].shown == [1]
    assert (again.at, again.later, again.seconds_left) == (1, {"fall.a"}, 540)


def test_another_exam_is_not_continued(clock: Clock, tiny_scenario: Scenario) -> None:
    """A file of other tasks is refused before anything is mixed up."""
    state, kept = mock(clock, tiny_scenario)
    state.start()
    with pytest.raises(UsageError, match="andere Aufgaben"):
        MockExamState(ITEMS[:1], Shops(tiny_scenario), 10, 3, saved=kept[-1], now=clock)


def test_the_end_of_the_time_hands_in(clock: Clock, tiny_scenario: Scenario) -> None:
    """After ten minutes the exam is handed in as of the deadline, and answers are refused."""
    state, _kept = mock(clock, tiny_scenario)
    state.start()
    clock.wait(601)
    with pytest.raises(UsageError, match="Zeit ist um"):
        state.answer([1])
    assert state.handed_in == NOON + timedelta(minutes=10)


def test_the_review_marks_by_rule_and_leaves_free_text_to_the_learner(clock: Clock, tiny_scenario: Scenario) -> None:
    """A right choice earns its point, a written answer waits for its assessment, an empty one stays empty."""
    state, _kept = mock(clock, tiny_scenario)
    with pytest.raises(UsageError):
        state.review()
    state.start()
    state.answer(shown_answer(state.work.leaf, [1]))
    state.go(4)
    state.answer("Eine Sendungsverfolgung.")
    state.hand_in()
    review = state.review()
    assert [work.stage for work in review.works] == [
        Stage.CHECKED,
        Stage.CHECKED,
        Stage.CHECKED,
        Stage.RATED,
        Stage.LOCKED,
    ]
    assert (review.points, review.own_points) == (1, 0)
    review.go(4)
    review.rate("m1", Decimal(1))
    review.finish_rating()
    assert (review.points, review.own_points) == (2, 1)


def test_a_mock_exam_reads_as_text(clock: Clock, tiny_scenario: Scenario) -> None:
    """Size and tasks stand in lines, without the time of day: that is what notebooks compare."""
    state, _kept = mock(clock, tiny_scenario)
    assert repr(state).splitlines()[:3] == [
        "Probeprüfung: 5 Aufgaben, 13 Punkte, 10 Minuten",
        "1. Wofür steht das erste A in AIDA? (1 Punkt)",
        "2. Berechnen Sie den CPO. (2 Punkte)",
    ]
