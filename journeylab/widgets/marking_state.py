"""What a trainer's marking knows without a screen: one question, all answers, rubric rows, comments, undo."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from journeylab.domain.exercise.exam_results import ExamResults, MarkedAnswer
from journeylab.domain.exercise.rubric import RubricRow, half_points
from journeylab.domain.exercise.writing import FreeText
from journeylab.errors import UsageError
from journeylab.exam.answers import Shops
from journeylab.exam.evidence import find_evidence
from journeylab.exam.found import Evidence
from journeylab.exam.marking import leaves, rows_of, with_row
from journeylab.exam.results import places_of, written
from journeylab.exam.similarity import sorted_by_similarity
from journeylab.exam.variants import Variant
from journeylab.i18n import _
from journeylab.views.marking_markup import overview_markup
from journeylab.views.question_markup import points_number
from journeylab.views.quiz_markup import Still

# So much of a text is enough to tell which answers are alike, and to look for evidence in.
_ALIKE, _LOOKED_AT = 4_000, 20_000
_STEPS_BACK = 200
_HALF = Decimal("0.5")


@dataclass(frozen=True)
class _Before:
    results: ExamResults
    question: int
    at: int
    row: int


class MarkingState:
    """Answers to one question after the other, marked row by row.

    Parameters
    ----------
    results : ExamResults
    save : callable, optional
        Keeps the results after every change.
    shops : callable, optional
        From the id of a shop to the `Scenario`.
    everything : bool
        Also what was marked by rule, to decide otherwise where the rule is wrong.

    Attributes
    ----------
    results : ExamResults
        With everything that was marked so far.
    question, at, row : int
        Where one is: which question, which answer, which row of the rubric.
    hidden : bool
        Whether pseudonyms are hidden, so that nobody is recognised.
    unsaved : bool
        Whether the last change could not be saved; it is tried again with the next one.
    """

    def __init__(
        self,
        results: ExamResults,
        save: Callable[[ExamResults], None] | None = None,
        shops: Shops | None = None,
        *,
        everything: bool = False,
    ) -> None:
        self.results, self._save, self.shops = results, save, shops
        self.variants = leaves(results.key)
        self.places = places_of(results)
        answers = [answer for each in results.learners for answer in each.answers if answer.answer is not None]
        waiting = {answer.id for answer in answers if everything or answer.machine is None}
        self.questions = [name for name in self.variants if name in waiting]
        if not self.questions:
            raise UsageError(
                _("There is nothing for you to mark: a rule has marked every answer."),
                _("To look at them all the same: Marking(..., everything=True)."),
            )
        self._orders: dict[str, list[str]] = {}
        self._evidence: dict[tuple[str, str], Evidence] = {}
        self._steps: list[_Before] = []
        self.question = self.at = self.row = 0
        self.hidden = self.unsaved = False
        self._go_on()

    @property
    def name(self) -> str:
        """Id of the question."""
        return self.questions[self.question]

    @property
    def variant(self) -> Variant:
        """The question, with its solution."""
        return self.variants[self.name]

    @property
    def order(self) -> list[str]:
        """Pseudonyms of those who answered, like answers beside each other; it stays while one marks."""
        if self.name not in self._orders:
            learners = [each.learner for each in self.results.learners]
            given = [each for each in learners if self.results.answer(each, self.name).answer is not None]
            texts = [self.text(learner)[:_ALIKE] for learner in given]
            places = sorted_by_similarity(texts, self.results.key.paper.language)
            self._orders[self.name] = [given[place] for place in places]
        return self._orders[self.name]

    @property
    def learner(self) -> str:
        """Whose answer is shown."""
        return self.order[self.at]

    @property
    def answer(self) -> MarkedAnswer:
        """The answer that is shown, with its points so far."""
        return self.results.answer(self.learner, self.name)

    def text(self, learner: str) -> str:
        """Return what somebody wrote."""
        return written(self.variants[self.name], self.results.answer(learner, self.name), self.shops)

    @property
    def rows(self) -> tuple[RubricRow, ...]:
        """What points are given for."""
        return rows_of(self.variant.item)

    @property
    def evidence(self) -> Evidence | None:
        """What speaks for the rows of a rubric; a help to read, never points."""
        item = self.variant.item
        if not isinstance(item, FreeText):
            return None
        key = self.name, self.learner
        if key not in self._evidence:
            language = self.results.key.paper.language
            looked_at = self.text(self.learner)[:_LOOKED_AT]
            self._evidence[key] = find_evidence(looked_at, item.rubric, item.operator, language)
        return self._evidence[key]

    @property
    def done(self) -> int:
        """How many answers to this question have their points."""
        return sum(self.results.answer(learner, self.name).points is not None for learner in self.order)

    @property
    def progress(self) -> str:
        """How far one is with this question."""
        return _("{done} of {count} marked").format(done=self.done, count=len(self.order))

    def choose(self, question: int) -> None:
        """Go to another question, to its first answer that is not marked."""
        if not 0 <= question < len(self.questions):
            raise UsageError(_("There is no such question."), _("Choose one from the list."))
        self.question = question
        self._go_on()

    def _go_on(self) -> None:
        marked = [self.results.answer(learner, self.name).points is not None for learner in self.order]
        self.at, self.row = (marked.index(False) if False in marked else 0), 0

    def move(self, by: int) -> None:
        """Go to another answer; beyond the ends nothing happens."""
        if 0 <= self.at + by < len(self.order):
            self.at, self.row = self.at + by, 0

    def move_row(self, by: int) -> None:
        """Go to another row; beyond the ends nothing happens."""
        self.row = min(max(self.row + by, 0), len(self.rows) - 1)

    def give(self, points: Decimal | int) -> None:
        """Give points for the row one is at, and go to the next one.

        Raises
        ------
        UsageError
            If the row has fewer points, or they are no halves.
        """
        row, given = self.rows[self.row], Decimal(points)
        if not 0 <= given <= row.most or given * 2 % 1:
            raise UsageError(
                _("{points} points do not fit this row.").format(points=points_number(given)),
                _("Give 0 to {most} points, in halves.").format(most=points_number(row.most)),
            )
        try:
            self._change(with_row(self.variant.item, self.answer, row.id, half_points(given)))
        finally:
            # The points are given, even if they could not be saved yet.
            self.move_row(1)

    def adjust(self, by: Decimal) -> None:
        """Give half a point more or less for the row one is at."""
        row = self.rows[self.row]
        now = self.answer.rows.get(row.id, Decimal(0))
        wanted = min(max(now + by, Decimal(0)), row.most)
        self._change(with_row(self.variant.item, self.answer, row.id, half_points(wanted)))

    def clear(self) -> None:
        """Take the points of the row back."""
        self._change(with_row(self.variant.item, self.answer, self.rows[self.row].id, None))

    def comment(self, text: str) -> None:
        """Write a comment for the learner."""
        if text != self.answer.comment:
            self._change(self.answer.model_copy(update={"comment": text}))

    def keep_comment(self) -> None:
        """Put the comment on the list of those that can be used again."""
        text = self.answer.comment.strip()
        if text and text not in self.results.comments:
            self._take(self.results.model_copy(update={"comments": (*self.results.comments, text)}))

    def use_comment(self, place: int) -> None:
        """Add a comment of the list to what is written."""
        known = self.results.comments
        if not 0 <= place < len(known):
            raise UsageError(_("There is no such comment."), _("Choose one from the list."))
        text = known[place]
        if text not in self.answer.comment:
            self.comment(f"{self.answer.comment} {text}".strip())

    def undo(self) -> None:
        """Take the last change back, and go where it was made."""
        if not self._steps:
            raise UsageError(
                _("There is nothing to undo."), _("Only changes since this view was opened can be undone.")
            )
        before = self._steps.pop()
        self.question, self.at, self.row = before.question, before.at, before.row
        self.results = before.results
        self._keep()

    def press(self, key: str) -> None:
        """Do what a key stands for; other keys do nothing."""
        if len(key) == 1 and key in "0123456789":
            self.give(int(key))
            return
        actions: dict[str, Callable[[], None]] = {
            "Enter": lambda: self.move(1),
            "ArrowRight": lambda: self.move(1),
            "ArrowLeft": lambda: self.move(-1),
            "ArrowDown": lambda: self.move_row(1),
            "ArrowUp": lambda: self.move_row(-1),
            "+": lambda: self.adjust(_HALF),
            "-": lambda: self.adjust(-_HALF),
            "Delete": self.clear,
            "Backspace": self.clear,
            "u": self.undo,
            "p": self.hide,
            "k": self.keep_comment,
        }
        if key in actions:
            actions[key]()

    def hide(self) -> None:
        """Hide pseudonyms, or show them again."""
        self.hidden = not self.hidden

    def _change(self, answer: MarkedAnswer) -> None:
        if answer != self.answer:
            self._take(self.results.with_answer(self.learner, answer))
        elif self.unsaved:
            self._keep()

    def _take(self, results: ExamResults) -> None:
        self._steps = [*self._steps[-_STEPS_BACK:], _Before(self.results, self.question, self.at, self.row)]
        self.results = results
        self._keep()

    def _keep(self) -> None:
        self.unsaved = True
        if self._save is not None:
            self._save(self.results)
        self.unsaved = False

    @property
    def picture(self) -> Still:
        """What a page without a kernel shows: how far the marking is; no answers."""
        return Still(overview_markup(self.results.key.paper.title, self.overview))

    @property
    def overview(self) -> list[tuple[str, int, int]]:
        """For each question its number, how many answers are marked, and how many there are."""
        found = []
        for name in self.questions:
            answers = [self.results.answer(each.learner, name) for each in self.results.learners]
            given = [each for each in answers if each.answer is not None]
            found.append((self.places[name], sum(each.points is not None for each in given), len(given)))
        return found

    def __repr__(self) -> str:
        """Return how far the marking is, in lines; no answers."""
        title = _("Marking: {title}").format(title=self.results.key.paper.title)
        line = _("Task {place}: {done} of {count} marked")
        lines = [line.format(place=place, done=done, count=count) for place, done, count in self.overview]
        return "\n".join([title, *lines])
