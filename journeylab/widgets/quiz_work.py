"""What one learner has done with one task: answer, hints, marks, and for free text the self-assessment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from journeylab.domain.exercise.attempt import Attempt, Marker
from journeylab.domain.exercise.question import Question
from journeylab.domain.exercise.writing import FreeText
from journeylab.domain.vocabulary import N_, Term
from journeylab.exam.answers import is_empty
from journeylab.exam.asking import ask, stored_answer
from journeylab.exam.evidence import find_evidence
from journeylab.exam.found import Evidence
from journeylab.exam.found import State as Found
from journeylab.exam.grade import Grade
from journeylab.exam.variants import Variant
from journeylab.i18n import language


class Stage(Term):
    """How far the work on a task has come."""

    OPEN = "open", N_("open")
    CHECKED = "checked", N_("checked")
    LOCKED = "locked", N_("handed in, not assessed yet")
    RATED = "rated", N_("self-assessed")
    SEEN = "seen", N_("solution seen, not attempted")


# Two tasks are never the same one, even if both are still empty.
@dataclass(eq=False)
class Work:
    """One task in the making.

    Parameters
    ----------
    leaf : Variant
        The task: an exercise, or a part of a case.
    case : Variant, optional
        The case around it.

    Attributes
    ----------
    shown : any
        The answer in the places that are shown.
    hints : int
        How many are open.
    tries : int
        How often something was handed in or checked.
    solution_seen : bool
        Whether the solution was ever open: what comes after it is not one's own any more.
    solution_open : bool
        Whether it is open now.
    grade : Grade or None
        By rule.
    evidence : Evidence or None
        Of a free text that was handed in.
    ratings : dict of str to Decimal
        Points that the learner gave, by row of the rubric.
    rated : bool
        Whether the self-assessment is closed.
    reason : str
        Why it differs from what was found.
    kept : any
        The answer that was recorded last.
    """

    leaf: Variant
    case: Variant | None = None
    shown: Any = None
    hints: int = 0
    tries: int = 0
    solution_seen: bool = False
    solution_open: bool = False
    grade: Grade | None = None
    evidence: Evidence | None = None
    ratings: dict[str, Decimal] = field(default_factory=dict)
    rated: bool = False
    reason: str = ""
    kept: Any = None

    @property
    def question(self) -> Question:
        """What is shown before answering."""
        return ask(self.leaf)

    @property
    def answer(self) -> Any:
        """The answer in the numbers of the exercise; None where it is empty."""
        return stored_answer(self.leaf, self.shown)

    @property
    def free(self) -> bool:
        """Whether people mark it."""
        return isinstance(self.leaf.item, FreeText)

    @property
    def stage(self) -> Stage:
        """How far it has come."""
        if self.rated:
            return Stage.RATED
        if self.evidence is not None:
            return Stage.SEEN if is_empty(self.leaf.item, self.answer) else Stage.LOCKED
        return Stage.OPEN if self.grade is None else Stage.CHECKED

    @property
    def locked(self) -> bool:
        """Whether the answer can no longer be changed: who has seen evidence and rubric would write to them."""
        return self.evidence is not None

    @property
    def points(self) -> Decimal | None:
        """By rule or, of free text, by the learner; None where neither has been done."""
        if self.free:
            return self.own_points if self.rated else None
        return None if self.grade is None else self.grade.points

    @property
    def own_points(self) -> Decimal:
        """Points that the learner gave: the sum of the rows, at most those of the task."""
        return min(sum(self.ratings.values(), Decimal(0)), self.leaf.item.points)

    def lock(self) -> None:
        """Hand in a free answer and look for evidence in it."""
        item = self.leaf.item
        assert isinstance(item, FreeText)
        self.evidence = find_evidence(str(self.answer or ""), item.rubric, item.operator, language())
        self.tries += not is_empty(item, self.answer)

    def attempt(self, learner: str, points: Decimal | None, by: Marker, *, since: datetime, now: datetime) -> Attempt:
        """Return what is kept of the answer as it stands."""
        return Attempt(
            time=now,
            learner=learner,
            item=(self.case or self.leaf).item.id,
            part=None if self.case is None else self.leaf.item.id,
            kind=self.question.kind,
            seed=self.leaf.seed,
            answer=self.answer,
            points=points,
            max_points=self.leaf.item.points,
            points_by=by,
            seconds=max((now - since).total_seconds(), 0),
            hints=self.hints,
            solution_seen=self.solution_seen,
        )

    def differences(self) -> Mapping[str, str]:
        """Return the rows in which self-assessment and evidence do not agree, each with ``"more"`` or ``"less"``.

        ``more``: points were given where no word of the row was found;
        ``less``: none were given where some were found.  Both can be right:
        the search knows words, not meanings.
        """
        item = self.leaf.item
        if self.evidence is None or not isinstance(item, FreeText):
            return {}
        apart = {}
        for row in item.rubric:
            given, found = self.ratings.get(row.id, Decimal(0)), self.evidence.row(row.id).state
            if given and found is Found.NOT_FOUND:
                apart[row.id] = "more"
            elif not given and found is Found.FOUND:
                apart[row.id] = "less"
        return apart
