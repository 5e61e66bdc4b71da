"""What one learner has done with one task: answer, hints, marks, and for free text the self-assessment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from journeylab.domain.exercise.question import Question
from journeylab.domain.exercise.writing import FreeText
from journeylab.domain.vocabulary import N_, Term
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


@dataclass
class Work:
    """One task in the making.

    Parameters
    ----------
    leaf : Variant
        The task: an exercise, or a part of a case.
    case : Variant, optional
        The case around it.
    """

    leaf: Variant
    case: Variant | None = None
    shown: Any = None
    hints: int = 0
    tries: int = 0
    solution_seen: bool = False
    grade: Grade | None = None
    evidence: Evidence | None = None
    ratings: dict[str, Decimal] = field(default_factory=dict)
    rated: bool = False
    reason: str = ""

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
            return Stage.LOCKED
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
        self.tries += 1

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
