"""Points for the answers of an exam: by rule where there is one, by the trainer's rows where people have to judge."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from journeylab.domain.exercise.attempt import Marker
from journeylab.domain.exercise.common import Exercise
from journeylab.domain.exercise.exam_results import LearnerAnswers, MarkedAnswer
from journeylab.domain.exercise.release import ExamKey, Submission
from journeylab.domain.exercise.rubric import RubricRow
from journeylab.domain.exercise.writing import FreeText
from journeylab.errors import JourneyLabError
from journeylab.exam.answers import Shops, checked, is_empty
from journeylab.exam.grade import Grade
from journeylab.exam.grading import grade
from journeylab.exam.release import drawn, stored
from journeylab.exam.variants import Variant
from journeylab.i18n import _, speaking

WHOLE = "points"
# What an answer can set off that somebody has put together by hand.
_STRANGE = (JourneyLabError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


def leaves(key: ExamKey) -> dict[str, Variant]:
    """Return what is marked one by one, with the numbers of the exam, by the id of its question."""
    return {leaf.id: leaf for variant in drawn(key) for leaf in variant.leaves}


def marked(sent: Submission, key: ExamKey, shops: Shops | None = None, *, confirmed: bool = False) -> LearnerAnswers:
    """Return the answers of a learner, marked as far as a rule can mark them.

    Parameters
    ----------
    sent : Submission
    key : ExamKey
    shops : callable, optional
        From the id of a shop to the `Scenario`.
    confirmed : bool
        Whether the noted receipt code fits.
    """
    answers: list[MarkedAnswer] = []
    with speaking(key.paper.language):
        for variant in drawn(key):
            given = {leaf.id: _stored(key, leaf, sent.answers.get(leaf.id)) for leaf in variant.leaves}
            grades, failed = _grades(variant, {name: answer for name, (answer, _note) in given.items()}, shops)
            for leaf in variant.leaves:
                answer, note = given[leaf.id]
                answers.append(_marked(leaf, answer, grades.get(leaf.id), note or failed))
    return LearnerAnswers(
        learner=sent.learner,
        sha256=sent.sha256,
        confirmed=confirmed,
        started=sent.started,
        handed_in=sent.handed_in,
        answers=tuple(answers),
    )


def _stored(key: ExamKey, leaf: Variant, shown: Any) -> tuple[Any, str]:
    """Return an answer in the numbers of the exercise, and what is wrong with its form."""
    answer = stored(key, leaf, shown)
    try:
        answer = checked(leaf.item, answer)
        # Some forms are only looked at where they are needed: here all of it has to hold.
        return (None if is_empty(leaf.item, answer) else answer), ""
    except _STRANGE:
        return str(shown), _("This answer does not have the form of its question: mark it yourself.")


def _grades(variant: Variant, answers: Mapping[str, Any], shops: Shops | None) -> tuple[dict[str, Grade], str]:
    """Return the grade of each part, and why there are none."""
    try:
        if not variant.parts:
            return {variant.id: grade(variant, answers[variant.id], shops)}, ""
        # A result that was used further is not a second mistake: parts of a case are marked together.
        fine = {leaf.item.id: answers[leaf.id] for leaf in variant.leaves if _fits(leaf, answers[leaf.id])}
        found = grade(variant, fine, shops).parts
        return {leaf.id: found[leaf.item.id] for leaf in variant.leaves}, ""
    except _STRANGE as error:
        problem = error.problem if isinstance(error, JourneyLabError) else str(error)
        return {}, _("It could not be marked by rule: {problem}").format(problem=problem)


def _fits(leaf: Variant, answer: Any) -> bool:
    try:
        checked(leaf.item, answer)
    except _STRANGE:
        return False
    return True


def _marked(leaf: Variant, answer: Any, grade_of: Grade | None, note: str) -> MarkedAnswer:
    item = leaf.item
    if answer is None:
        # What was left out earns nothing, whoever would have had to judge it.
        zero = Decimal(0)
        rows = {row.id: zero for row in item.rubric} if isinstance(item, FreeText) else {}
        return MarkedAnswer(id=leaf.id, most=item.points, points=zero, machine=zero, rows=rows, note=note)
    points = None if note or grade_of is None else grade_of.points
    return MarkedAnswer(id=leaf.id, answer=answer, most=item.points, points=points, machine=points, note=note)


def rows_of(item: Exercise) -> tuple[RubricRow, ...]:
    """Return what a trainer gives points for: the rows of a rubric, or the question as a whole."""
    if isinstance(item, FreeText):
        return item.rubric
    whole = RubricRow(id=WHOLE, points=item.points, expects=_("Points for the whole task"), words=(WHOLE,))
    return (whole,)


def with_row(item: Exercise, answer: MarkedAnswer, row: str, points: Decimal | None) -> MarkedAnswer:
    """Return an answer with points for one row; None takes them back.

    The whole has points as soon as every row has, at most those of the task.
    """
    rows = {name: given for name, given in answer.rows.items() if name != row}
    if points is not None:
        rows[row] = points
    if not rows and not isinstance(item, FreeText):
        return answer.model_copy(update={"rows": {}, "points": answer.machine, "by": Marker.MACHINE})
    wanted = [each.id for each in rows_of(item)]
    done = all(name in rows for name in wanted)
    total = min(sum((rows[name] for name in wanted), Decimal(0)), item.points) if done else None
    return answer.model_copy(update={"rows": rows, "points": total, "by": Marker.TRAINER})
