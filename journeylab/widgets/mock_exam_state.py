"""What a mock exam knows without a screen: tasks, clock, marks for later, and how to go on after a crash."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any

from journeylab.domain.exercise.common import Exercise
from journeylab.domain.exercise.question import Question
from journeylab.domain.exercise.saved_mock import SavedMock
from journeylab.errors import UsageError
from journeylab.exam.answers import Shops, is_empty
from journeylab.exam.asking import ask
from journeylab.exam.variants import draw
from journeylab.i18n import _
from journeylab.views.question_markup import points_text
from journeylab.views.quiz_markup import Still
from journeylab.widgets.mock_exam_words import facts, front_markup
from journeylab.widgets.quiz_state import QuizState, Recorder
from journeylab.widgets.quiz_work import Work

# Seconds between two automatic saves while somebody writes; a crash loses at most so much.
PAUSE = 2.0


@dataclass(frozen=True, slots=True)
class Overview:
    """One task in the list of all.

    Attributes
    ----------
    id : str
    points : Decimal
    answered, later : bool
    """

    id: str
    points: Decimal
    answered: bool
    later: bool


class MockExamState:
    """An exam against the clock, then its review.

    Parameters
    ----------
    items : sequence of Exercise
    shops : callable
        From the id of a shop to the `Scenario`.
    minutes : float
    seed : int
    title : str
    saved : SavedMock, optional
        Go on with this one; it must hold the same items.
    save : callable, optional
        Keeps a `SavedMock`.
    now : callable, optional
        Tells the time, in UTC.

    Raises
    ------
    UsageError
        If `saved` belongs to another exam.
    """

    def __init__(
        self,
        items: Sequence[Exercise],
        shops: Shops,
        minutes: float,
        seed: int = 0,
        *,
        title: str = "",
        saved: SavedMock | None = None,
        save: Callable[[SavedMock], None] | None = None,
        now: Callable[[], datetime] | None = None,
    ) -> None:
        if not items:
            raise UsageError(_("A mock exam needs at least one exercise."), _("Choose another blueprint."))
        if not 1 <= minutes <= 600:
            raise UsageError(
                _("{minutes} minutes are no time for an exam.").format(minutes=minutes), _("Give 1 to 600.")
            )
        if saved is not None and (list(saved.items) != [item.id for item in items] or saved.seed != seed):
            raise UsageError(
                _("The saved exam has other tasks."), _("Begin a new one, or give the blueprint it was made from.")
            )
        self.items, self.shops, self.seed, self.minutes = tuple(items), shops, seed, minutes
        self._now = now or (lambda: datetime.now(UTC))
        self._save = save
        self.title = title or _("Mock exam")
        variants = [draw(item, seed) for item in items]
        self.works = [Work(leaf, whole if whole.parts else None) for whole in variants for leaf in whole.leaves]
        self.at, self.later = 0, set[str]()
        self.started: datetime | None = None
        self.handed_in: datetime | None = None
        self._saved_at: datetime | None = None
        if saved is not None:
            self._resume(saved)

    def _resume(self, saved: SavedMock) -> None:
        known = {work.leaf.id: work for work in self.works}
        for name, answer in saved.answers.items():
            if name in known:
                known[name].shown = answer
        self.at = min(saved.at, len(self.works) - 1)
        self.later = set(saved.later) & set(known)
        self.started, self.handed_in = saved.started, saved.handed_in

    @property
    def picture(self) -> Still:
        """What a page without a kernel shows: what there is to do, and the rules."""
        return Still(front_markup(self))

    def __repr__(self) -> str:
        """Return title, size and tasks as a text; no answers."""
        lines = [f"{self.title}: {facts(self.works, self.minutes)}"]
        for number, (work, each) in enumerate(zip(self.works, self.overview, strict=True), 1):
            lines.append(f"{number}. {work.leaf.item.name} ({points_text(each.points)})")
        return "\n".join(lines)

    @property
    def work(self) -> Work:
        """The task that is shown."""
        return self.works[self.at]

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """The tasks as they are shown."""
        return tuple(work.question for work in self.works)

    @cached_property
    def cases(self) -> dict[str, Question]:
        """The case around each task that has one, by the id of the task."""
        return {work.leaf.id: ask(work.case) for work in self.works if work.case is not None}

    @property
    def answers(self) -> dict[str, Any]:
        """What is answered so far, in the places shown, by the id of the task."""
        return {work.leaf.id: work.shown for work in self.works if not is_empty(work.leaf.item, work.answer)}

    @property
    def running(self) -> bool:
        """Whether answers can be given."""
        return self.started is not None and self.handed_in is None

    @property
    def deadline(self) -> datetime | None:
        """When the time is over; None before the start."""
        return None if self.started is None else self.started + timedelta(minutes=self.minutes)

    @property
    def seconds_left(self) -> float:
        """Seconds until the time is over, at least 0."""
        if self.deadline is None:
            return self.minutes * 60
        return max((self.deadline - self._now()).total_seconds(), 0.0)

    @property
    def overview(self) -> list[Overview]:
        """All tasks, with what has an answer and what is marked for later."""
        return [
            Overview(
                work.leaf.id,
                work.leaf.item.points,
                not is_empty(work.leaf.item, work.answer),
                work.leaf.id in self.later,
            )
            for work in self.works
        ]

    def start(self) -> None:
        """Start the clock; a second call changes nothing."""
        if self.started is None:
            self.started = self._now()
            self.save()

    def go(self, place: int) -> None:
        """Show another task; beyond the ends nothing happens."""
        if 0 <= place < len(self.works):
            self.at = place
            self.save()

    def answer(self, shown: Any) -> None:
        """Take over what stands in the field; kept after at most `PAUSE` seconds.

        Raises
        ------
        UsageError
            If the clock has not been started or the time is over.
        """
        self._expect_running()
        self.work.shown = shown
        if self._saved_at is None or (self._now() - self._saved_at).total_seconds() >= PAUSE:
            self.save()

    def mark_later(self, on: bool) -> None:
        """Mark the task to come back to, or take the mark away."""
        self._expect_running()
        name = self.work.leaf.id
        self.later = self.later | {name} if on else self.later - {name}
        self.save()

    def hand_in(self) -> None:
        """End the exam; a second call changes nothing."""
        if self.running:
            deadline = self.deadline
            assert deadline is not None
            self.handed_in = min(self._now(), deadline)
            self.save()

    def tick(self) -> bool:
        """Hand in if the time is over; return whether it did."""
        if self.running and self.seconds_left <= 0:
            self.hand_in()
            return True
        return False

    def review(self, learner: str | None = None, recorder: Recorder | None = None) -> QuizState:
        """Return the tasks with their answers as a quiz: marked by rule, free text open for self-assessment.

        Raises
        ------
        UsageError
            If the exam still runs.
        """
        if self.handed_in is None:
            raise UsageError(_("The exam is still running."), _("Hand it in first."))
        quiz = QuizState(
            self.items,
            self.shops,
            self.seed,
            learner=learner,
            recorder=recorder,
            now=self._now,
            session=self._session(),
        )
        for place, (work, mine) in enumerate(zip(quiz.works, self.works, strict=True)):
            work.shown = mine.shown
            quiz.at = place
            if work.free:
                work.lock()
                # What was left empty in the exam stays empty, and earns nothing.
                work.rated = is_empty(work.leaf.item, work.answer)
            else:
                quiz.check()
        quiz.at = 0
        return quiz

    def _session(self) -> str:
        assert self.started is not None
        return f"mock-{self.started:%Y%m%dT%H%M%SZ}"

    def save(self) -> None:
        """Keep the exam as it stands."""
        self._saved_at = self._now()
        if self._save is not None and self.started is not None:
            self._save(self.saved())

    def saved(self) -> SavedMock:
        """Return the exam as it is kept."""
        assert self.started is not None
        answers: Mapping[str, Any] = {work.leaf.id: work.shown for work in self.works if work.shown is not None}
        return SavedMock(
            items=tuple(item.id for item in self.items),
            seed=self.seed,
            minutes=self.minutes,
            started=self.started,
            at=self.at,
            answers=dict(answers),
            later=tuple(sorted(self.later)),
            handed_in=self.handed_in,
        )

    def _expect_running(self) -> None:
        self.tick()
        if not self.running:
            began = self.started is not None
            raise UsageError(
                _("The time is over: answers can no longer be changed.") if began else _("The exam has not begun yet."),
                _("Go on to the review.") if began else _("Press 'Start'."),
            )
