"""The results of an exam as tables: points, shares and marks of a class, its answers, and how good the tasks were."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from journeylab.domain.exercise.attempt import Marker
from journeylab.domain.exercise.choice import Choice
from journeylab.domain.exercise.exam_results import ExamResults, LearnerAnswers, MarkedAnswer
from journeylab.exam.answers import Shops, answer_text
from journeylab.exam.item_analysis import ItemKey, ItemReport, ItemResult, analyse_items
from journeylab.exam.marking import leaves
from journeylab.exam.marks import Mark, mark
from journeylab.exam.variants import Variant
from journeylab.i18n import _, number, speaking

Cell = str | int | Decimal | Fraction | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table for people.

    Attributes
    ----------
    title : str
    headings : tuple of str
    rows : tuple of tuple of Cell
        A `Fraction` is a share, shown in per cent.
    """

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """What one learner has reached.

    Attributes
    ----------
    learner : str
    points : tuple of Decimal or None
        Of each question; None where nobody has marked it.
    total : Decimal
        Of what is marked.
    most : Decimal
    open : int
        Questions that nobody has marked.
    own : bool
        Whether points are among them that the learner gave: then there is no mark.
    """

    learner: str
    points: tuple[Decimal | None, ...]
    total: Decimal
    most: Decimal
    open: int
    own: bool = False

    @property
    def share(self) -> Fraction:
        """Points as a share of all that there are, unrounded."""
        return Fraction(self.total) / Fraction(self.most)

    @property
    def mark(self) -> Mark | None:
        """The mark by the 100-point key; None as long as people have something left to mark."""
        return None if self.open or self.own else mark(self.total, self.most)


def standing(answers: LearnerAnswers) -> Standing:
    """Return what a learner has reached."""
    points = tuple(each.points for each in answers.answers)
    return Standing(
        answers.learner,
        points,
        sum((each for each in points if each is not None), Decimal(0)),
        sum((each.most for each in answers.answers), Decimal(0)),
        points.count(None),
        any(each.by is Marker.SELF for each in answers.answers),
    )


def points_sheet(results: ExamResults) -> Sheet:
    """Return a row for each learner: points of each question, sum, share, mark."""
    questions = results.key.paper.leaves
    places = places_of(results)
    columns = tuple(f"{places[each.id]} ({number(float(each.points))})" for each in questions)
    headings = (
        _("Pseudonym"), _("Receipt code"), *columns, _("Sum"), _("of"), _("Share"), _("Mark"), _("Not marked yet"),
    )  # fmt: skip
    rows = []
    for each in results.learners:
        reached = standing(each)
        if reached.own:
            said = _("no mark: points are self-assessed")
        else:
            said = str(reached.mark) if reached.mark else _("open")
        code = _("confirmed") if each.confirmed else _("not noted")
        rows.append(
            (each.learner, code, *reached.points, reached.total, reached.most, reached.share, said, reached.open)
        )
    return Sheet(_("Points"), headings, tuple(rows))


def answers_sheet(results: ExamResults, shops: Shops | None = None) -> Sheet:
    """Return a row for each answer: what was written, its points, who gave them, the comment."""
    variants, places = leaves(results.key), places_of(results)
    headings = (_("Pseudonym"), _("Task"), _("Answer"), _("Points"), _("of"), _("Points by"), _("Comment"), _("Remark"))
    rows = tuple(
        (
            each.learner,
            places[answer.id],
            written(variants[answer.id], answer, shops),
            answer.points,
            answer.most,
            answer.by.label if answer.points is not None else "",
            answer.comment,
            answer.note,
        )
        for each in results.learners
        for answer in each.answers
    )
    return Sheet(_("Answers"), headings, rows)


def places_of(results: ExamResults) -> dict[str, str]:
    """Return how the paper numbers its questions, by their ids: ``"2 b"``."""
    return {
        leaf.id: f"{place} {leaf.part_id}" if question.parts else str(place)
        for place, question in enumerate(results.key.paper.questions, 1)
        for leaf in question.parts or (question,)
    }


def written(variant: Variant, answer: MarkedAnswer, shops: Shops | None = None) -> str:
    """Return an answer as people read it."""
    if answer.note and isinstance(answer.answer, str):
        return answer.answer
    return answer_text(variant, answer.answer, shops)


def item_reports(results: ExamResults) -> tuple[ItemReport, ...]:
    """Return how good each question was, of those that are marked."""
    with speaking(results.key.paper.language):
        variants = leaves(results.key)
    places = places_of(results)
    keys = {
        places[name]: ItemKey(
            tuple(option.text for option in leaf.item.options),
            frozenset(option.text for option in leaf.item.options if option.right),
        )
        for name, leaf in variants.items()
        if isinstance(leaf.item, Choice)
    }
    found = [
        ItemResult(each.learner, places[answer.id], answer.points, answer.most, _options(variants[answer.id], answer))
        for each in results.learners
        for answer in each.answers
        if answer.points is not None
    ]
    return analyse_items(sorted(found, key=lambda each: list(places.values()).index(each.item)), keys)


def _options(variant: Variant, answer: MarkedAnswer) -> tuple[str, ...]:
    item = variant.item
    if not isinstance(item, Choice) or not isinstance(answer.answer, list | tuple):
        return ()
    return tuple(item.options[place - 1].text for place in answer.answer)


def items_sheet(results: ExamResults) -> Sheet:
    """Return a row for each question: how hard it was, how well it tells learners apart, what to change in it."""
    headings = (
        _("Task"), _("Learners"), _("Difficulty (share of the points)"), _("Discrimination"), _("Remarkable"),
        _("How sure this is"), _("What to change"),
    )  # fmt: skip
    rows = tuple(
        (
            each.item,
            each.learners,
            Fraction(each.difficulty).limit_denominator(10_000),
            "" if each.discrimination is None else number(each.discrimination, 2),
            ", ".join(concern.label for concern in each.concerns),
            each.note,
            each.change,
        )
        for each in item_reports(results)
    )
    return Sheet(_("Tasks"), headings, rows)
