"""What a quiz knows without a screen: tasks, where one is, what was answered, and what it earned."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Protocol

from journeylab.domain.exercise.attempt import Attempt, Marker
from journeylab.domain.exercise.common import Exercise
from journeylab.domain.exercise.numeric import Numeric
from journeylab.domain.exercise.shop import Run
from journeylab.domain.exercise.writing import FreeText
from journeylab.errors import JourneyLabError, UsageError
from journeylab.exam.answers import Shops, is_empty
from journeylab.exam.grade import State
from journeylab.exam.grading import grade
from journeylab.exam.numbers import read_number
from journeylab.exam.variants import draw
from journeylab.i18n import _
from journeylab.views.quiz_markup import Still
from journeylab.widgets.quiz_text import still_markup, summary_markup, summary_text, summed_up, work_text
from journeylab.widgets.quiz_work import Stage, Work


class Recorder(Protocol):
    """What keeps attempts; a `Progress` of the store is one."""

    def append(self, attempt: Attempt) -> None:
        """Keep an attempt."""


class QuizState:
    """Tasks to practise, one after the other.

    Parameters
    ----------
    items : sequence of Exercise
        At least one; a case counts as its parts.
    shops : callable
        From the id of a shop to the `Scenario`.
    seed : int
        Draws the numbers and the order of what is shown.
    learner : str, optional
        Pseudonym under which attempts are kept.
    recorder : Recorder, optional
        Keeps them; without it nothing is kept.
    now : callable, optional
        Tells the time, in UTC.
    session : str, optional
        What the attempts belong to, such as one mock exam.

    Attributes
    ----------
    at : int
        Which task is shown, from 0 on.
    summing_up : bool
        Whether the end of the quiz is shown instead.
    trouble : JourneyLabError or None
        Why the last attempt could not be kept; the quiz goes on.
    """

    def __init__(
        self,
        items: Sequence[Exercise],
        shops: Shops,
        seed: int = 0,
        *,
        learner: str | None = None,
        recorder: Recorder | None = None,
        now: Callable[[], datetime] | None = None,
        session: str | None = None,
    ) -> None:
        if not items:
            raise UsageError(
                _("There is no exercise to practise."), _("Choose another topic or kind, or leave the choice out.")
            )
        self.items, self.shops, self.seed = tuple(items), shops, seed
        self.learner, self.recorder, self.session = learner, recorder, session
        self._now = now or (lambda: datetime.now(UTC))
        self.works = [work for item in items for work in _works(item, seed)]
        self.at = 0
        self.summing_up = False
        self.trouble: JourneyLabError | None = None
        self._since = self._now()

    @property
    def work(self) -> Work:
        """The task that is shown."""
        return self.works[self.at]

    @property
    def siblings(self) -> list[Work]:
        """All parts of the case that is shown; the task alone where there is none."""
        if self.work.case is None:
            return [self.work]
        return [work for work in self.works if work.case is self.work.case]

    def go(self, place: int) -> None:
        """Show another task; beyond the ends nothing happens."""
        if 0 <= place < len(self.works):
            self.summing_up = False
            if place != self.at:
                self.at = place
                self._since = self._now()

    def sum_up(self) -> None:
        """Show the end: what was earned, and what to repeat."""
        self.summing_up = True

    def answer(self, shown: Any) -> None:
        """Take over what stands in the field; what was checked before is open again."""
        work = self.work
        if work.locked:
            raise UsageError(
                _("This answer is handed in and can no longer be changed."),
                _("Go on with the self-assessment, or practise the task once more."),
            )
        work.shown, work.grade, work.solution_open = shown, None, False

    def expect_readable(self) -> None:
        """Let a number that cannot be read be mended before it counts as wrong.

        Raises
        ------
        UsageError
            If a number cannot be read; the message shows how to write it.
        """
        item, answer = self.work.leaf.item, self.work.answer
        numbers: Iterable[str] = ()
        if isinstance(item, Numeric) and isinstance(answer, str):
            numbers = [answer]
        elif isinstance(item, Run) and answer:
            numbers = answer.get("figures", {}).values()
        for text in filter(str.strip, numbers):
            read_number(text)

    def check(self) -> None:
        """Mark the answer by rule, or hand a free answer in.

        Raises
        ------
        UsageError
            If a free answer is still empty: there would be nothing to compare.
        """
        work = self.work
        if work.free:
            if is_empty(work.leaf.item, work.answer):
                raise UsageError(
                    _("Nothing is written yet."), _("Write your answer first; key words are better than nothing.")
                )
            work.lock()
            self._record(work, None, Marker.SELF)
            return
        work.grade = self._graded(work)
        if work.grade.state is not State.NOT_ATTEMPTED:
            work.tries += 1
            # Who presses the button twice has not answered twice.
            if work.answer != work.kept:
                self._record(work, work.grade.points, Marker.MACHINE)

    def hint(self) -> str | None:
        """Open the next hint and return it; None where all are open."""
        work = self.work
        if work.hints >= len(work.leaf.item.hints):
            return None
        work.hints += 1
        return work.leaf.item.hints[work.hints - 1]

    def show_solution(self) -> None:
        """Show the solution; an answer after that is no longer one's own."""
        work = self.work
        first = not work.tries and not work.solution_seen
        work.solution_seen = work.solution_open = True
        if work.free and not work.locked:
            # Who looks first has nothing left to compare.
            work.shown = work.shown or ""
            work.lock()
        elif not work.free and work.grade is None:
            work.grade = self._graded(work)
        if first:
            # That the solution was seen before any answer is kept as well.
            self._record(work, None, Marker.SELF if work.free else Marker.MACHINE)

    def rate(self, row: str, points: Decimal) -> None:
        """Give oneself points for a row of the rubric."""
        item, work = self.work.leaf.item, self.work
        if not isinstance(item, FreeText) or not work.locked:
            raise UsageError(_("Hand the answer in first."), _("Then you can assess it row by row."))
        most = next(each.most for each in item.rubric if each.id == row)
        if not 0 <= points <= most:
            raise UsageError(
                _("{points} points do not fit this row.").format(points=points),
                _("Give 0 to {most} points.").format(most=most),
            )
        work.ratings[row] = points
        work.rated = False

    def finish_rating(self, reason: str = "") -> None:
        """Close the self-assessment: the points are kept, labelled as one's own."""
        work = self.work
        item = work.leaf.item
        if not isinstance(item, FreeText) or not work.locked:
            raise UsageError(_("Hand the answer in first."), _("Then you can assess it row by row."))
        for row in item.rubric:
            work.ratings.setdefault(row.id, Decimal(0))
        work.reason, work.rated = reason.strip(), True
        self._record(work, work.own_points, Marker.SELF, work.reason)

    def renew(self) -> None:
        """Draw the task, or the whole case, again with other numbers and an empty answer."""
        whole = self.work.case or self.work.leaf
        source = next(item for item in self.items if item.id == whole.item.id)
        seed = whole.seed + 1
        first = self.works.index(self.siblings[0])
        fresh = _works(source, seed)
        self.works[first : first + len(fresh)] = fresh
        self._since = self._now()

    def repeat_weak(self) -> None:
        """Begin again with what was not fully right, with other numbers."""
        weak = self.weak()
        if not weak:
            raise UsageError(_("Everything is right: there is nothing to repeat."), _("Choose other exercises."))
        self.items, self.seed = tuple(weak), self.seed + 1
        self.works = [work for item in weak for work in _works(item, self.seed)]
        self.at, self.summing_up = 0, False
        self._since = self._now()

    def weak(self) -> list[Exercise]:
        """Return the exercises of which something was not fully right; not attempted ones count as well."""
        wanted = {
            (work.case or work.leaf).item.id
            for work in self.works
            if work.points is None or work.points < work.leaf.item.points
        }
        return [item for item in self.items if item.id in wanted]

    @property
    def done(self) -> int:
        """How many tasks are checked or self-assessed."""
        return sum(work.stage in (Stage.CHECKED, Stage.RATED, Stage.SEEN) for work in self.works)

    @property
    def points(self) -> Decimal:
        """Points so far, by rule and by self-assessment together."""
        return sum((work.points or Decimal(0) for work in self.works), Decimal(0))

    @property
    def own_points(self) -> Decimal:
        """The part of `points` that the learner gave: it is labelled wherever it is shown."""
        return sum((work.points or Decimal(0) for work in self.works if work.free), Decimal(0))

    @property
    def most(self) -> Decimal:
        """Full marks of all tasks."""
        return sum((work.leaf.item.points for work in self.works), Decimal(0))

    @property
    def picture(self) -> Still:
        """What a page without a kernel shows: the task, and what there is to say to the answer."""
        return Still(summary_markup(summed_up(self.works)) if self.summing_up else still_markup(self.work, self.shops))

    def __repr__(self) -> str:
        """Return the task as a text, with the answer and, after checking, what there is to say to it."""
        if self.summing_up:
            return summary_text(summed_up(self.works))
        count = len(self.works)
        head = _("Task {number} of {count}").format(number=self.at + 1, count=count)
        return "\n".join([*([head] if count > 1 else []), work_text(self.work, self.shops)])

    def _graded(self, work: Work) -> Any:
        if work.case is None:
            return grade(work.leaf, work.answer, self.shops)
        # Earlier parts go along: a result that was used further is not a second mistake.
        answers = {each.leaf.item.id: each.answer for each in self.siblings if not each.free}
        return grade(work.case, answers, self.shops).parts[work.leaf.item.id]

    def _record(self, work: Work, points: Decimal | None, by: Marker, comment: str = "") -> None:
        if self.recorder is None or self.learner is None:
            return
        work.kept, self.trouble = work.answer, None
        try:
            self.recorder.append(
                work.attempt(self.learner, points, by, since=self._since, now=self._now()).model_copy(
                    update={"session": self.session, "comment": comment}
                )
            )
        except JourneyLabError as error:
            # A full disk is no reason to stop practising; the store tries again with the next answer.
            self.trouble = error


def _works(item: Exercise, seed: int) -> list[Work]:
    variant = draw(item, seed)
    return [Work(leaf, variant if variant.parts else None) for leaf in variant.leaves]
