"""What the room of an exam knows without a screen: questions without solutions, a clock, answers, the receipt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from journeylab.domain.exercise.attempt import is_empty
from journeylab.domain.exercise.pseudonym import pseudonym
from journeylab.domain.exercise.question import Question
from journeylab.domain.exercise.release import Draft, ExamPaper, Submission
from journeylab.errors import DataError, UsageError
from journeylab.exam.release import paper_digest, receipt, sealed
from journeylab.i18n import _, number
from journeylab.views.question_markup import points_text
from journeylab.views.quiz_markup import Still
from journeylab.views.report_parts import tag, words

# Seconds between two automatic saves while somebody writes; a crash loses at most so much.
PAUSE = 2.0


class ExamRoomState:
    """An exam that is being written.

    Parameters
    ----------
    paper : ExamPaper
        Tasks; nothing here knows what is right.
    drafts : sequence of Draft
        What was begun of this exam and not handed in, the latest first.
    keep : callable, optional
        Keeps a `Draft`.
    hand_over : callable, optional
        Writes what is handed in and returns the name of its file.
    now : callable, optional
        Tells the time, in UTC.

    Attributes
    ----------
    at : int
        Which question is shown.
    answers : dict
        By id of the question, in the places that are shown.
    later : set of str
        Questions to come back to.
    submission : Submission or None
        What is handed in; from then on nothing can be changed.
    file : str
        Where it lies; empty as long as it could not be written.
    """

    def __init__(
        self,
        paper: ExamPaper,
        *,
        drafts: Sequence[Draft] = (),
        keep: Callable[[Draft], None] | None = None,
        hand_over: Callable[[Submission], str] | None = None,
        now: Callable[[], datetime] | None = None,
    ) -> None:
        self.paper = paper
        self.cases = {leaf.id: each for each in paper.questions for leaf in each.parts}
        self.questions: tuple[Question, ...] = paper.leaves
        self._drafts = {draft.learner: draft for draft in reversed(drafts)}
        self.suggested = drafts[0].learner if drafts else ""
        self._keep, self._hand_over = keep, hand_over
        self._now = now or (lambda: datetime.now(UTC))
        self.learner = ""
        self.started: datetime | None = None
        self.submission: Submission | None = None
        self.file = ""
        self.at, self.later = 0, set[str]()
        self.answers: dict[str, Any] = {}
        self.seconds: dict[str, float] = {}
        self._since = self._saved_at = self._now()

    @property
    def question(self) -> Question:
        """The question that is shown."""
        return self.questions[self.at]

    @property
    def running(self) -> bool:
        """Whether answers can be given."""
        return self.started is not None and self.submission is None

    @property
    def seconds_left(self) -> float:
        """Seconds until the time is over, at least 0."""
        if self.started is None:
            return self.paper.minutes * 60
        return max((self.deadline - self._now()).total_seconds(), 0.0)

    @property
    def deadline(self) -> datetime:
        """When the time is over."""
        assert self.started is not None
        return self.started + timedelta(minutes=self.paper.minutes)

    @property
    def code(self) -> str:
        """The code to read out to the trainer."""
        return receipt(self.submission.sha256) if self.submission else ""

    def start(self, name: str) -> None:
        """Start the clock under a pseudonym, or go on where somebody stopped.

        Raises
        ------
        UsageError
            If it cannot be a pseudonym.
        DataError
            If nothing can be saved here, or somebody has handed in under this pseudonym: better now than at the end.
        """
        if self.started is not None:
            return
        self.learner = pseudonym(name)
        self.started = self._since = self._now()
        draft = self._drafts.get(self.learner)
        if draft is not None:
            known = {question.id for question in self.questions}
            self.started = draft.started
            self.answers = {name: answer for name, answer in draft.answers.items() if name in known}
            self.seconds = dict(draft.seconds)
            self.at, self.later = min(draft.at, len(self.questions) - 1), set(draft.later) & known
        try:
            self.save()
        except DataError:
            self.started = None
            raise

    def go(self, place: int) -> None:
        """Show another question; beyond the ends nothing happens."""
        if 0 <= place < len(self.questions) and place != self.at:
            self._count()
            self.at = place
            self.save()

    def answer(self, shown: Any) -> None:
        """Take over what stands in the field; kept after at most `PAUSE` seconds.

        Raises
        ------
        UsageError
            If the exam has not begun, or the time is over.
        """
        self._expect_running()
        if is_empty(shown):
            self.answers.pop(self.question.id, None)
        else:
            self.answers[self.question.id] = shown
        if (self._now() - self._saved_at).total_seconds() >= PAUSE:
            self.save()

    def mark_later(self, on: bool) -> None:
        """Mark the question to come back to, or take the mark away."""
        self._expect_running()
        self.later = self.later | {self.question.id} if on else self.later - {self.question.id}
        self.save()

    def tick(self) -> bool:
        """Hand in if the time is over; return whether it did."""
        if self.running and self.seconds_left <= 0:
            self.hand_in()
            return True
        return False

    def hand_in(self) -> None:
        """End the exam; once more, where the file could not be written."""
        if self.submission is None:
            if self.started is None:
                raise UsageError(_("The exam has not begun yet."), _("Press 'Start'."))
            self._count()
            made = Submission(
                exam=self.paper.exam,
                paper=paper_digest(self.paper),
                learner=self.learner,
                started=self.started,
                handed_in=min(self._now(), self.deadline),
                answers=self.answers,
                seconds={name: round(seconds) for name, seconds in self.seconds.items()},
            )
            # From here on nothing changes: the code belongs to these answers, wherever they are written.
            self.submission = sealed(made)
        if self._hand_over is not None and not self.file:
            self.file = self._hand_over(self.submission)

    def save(self) -> None:
        """Keep the answers as they stand."""
        self._saved_at = self._now()
        if self._keep is not None and self.running:
            self._keep(self.draft())

    def draft(self) -> Draft:
        """Return the exam as it is kept."""
        assert self.started is not None
        return Draft(
            exam=self.paper.exam,
            learner=self.learner,
            started=self.started,
            at=self.at,
            answers=self.answers,
            seconds={name: round(seconds) for name, seconds in self.seconds.items()},
            later=tuple(sorted(self.later)),
        )

    def _count(self) -> None:
        now = self._now()
        name = self.question.id
        self.seconds[name] = self.seconds.get(name, 0.0) + max((now - self._since).total_seconds(), 0.0)
        self._since = now

    def _expect_running(self) -> None:
        self.tick()
        if self.submission is not None:
            raise UsageError(_("The exam is handed in: answers can no longer be changed."), _("Read out the code."))
        if self.started is None:
            raise UsageError(_("The exam has not begun yet."), _("Press 'Start'."))

    @property
    def facts(self) -> str:
        """How much there is to do in how much time."""
        return _("{tasks} tasks, {points}, {minutes} minutes").format(
            tasks=number(len(self.questions)), points=points_text(self.paper.points), minutes=number(self.paper.minutes)
        )

    @property
    def front(self) -> str:
        """The first page, as markup."""
        rules = [
            _("The clock runs from 'Start' on; it also runs while this page is closed."),
            _("Everything you write is saved as you go. After a crash run the cell again: you go on where you were."),
            _("At the end you get a code of 16 signs. Read it out to your trainer, who notes it."),
        ]
        aids = tag("p", words(_("Aids: {aids}").format(aids=self.paper.aids))) if self.paper.aids else ""
        head = tag("h3", words(self.paper.title)) + tag("p", words(self.facts)) + aids
        return head + tag("ul", *(tag("li", words(rule)) for rule in rules))

    @property
    def picture(self) -> Still:
        """What a page without a kernel shows: what there is to do, and the rules."""
        return Still(self.front)

    def __repr__(self) -> str:
        """Return title, size and questions as a text; no answers."""
        lines = [f"{self.paper.title}: {self.facts}"]
        for place, question in enumerate(self.questions, 1):
            lines.append(f"{place}. {question.title or question.prompt[:60]} ({points_text(question.points)})")
        return "\n".join(lines)
