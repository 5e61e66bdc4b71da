"""How well the evidence that is found agrees with the marks that people gave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from journeylab.domain.exercise.gold import GoldAnswer, GoldQuestion
from journeylab.domain.exercise.rubric import RubricRow
from journeylab.exam.evidence import find_evidence
from journeylab.exam.found import RowEvidence, State
from journeylab.exam.lemmas import words_for


@dataclass(frozen=True, slots=True)
class Comparison:
    """One row of one answer: what people gave, and what was found.

    Attributes
    ----------
    question : GoldQuestion
    answer : GoldAnswer
    evidence : RowEvidence
    """

    question: GoldQuestion
    answer: GoldAnswer
    evidence: RowEvidence

    @property
    def row(self) -> RubricRow:
        """The row of the rubric."""
        return self.evidence.row

    @property
    def earned(self) -> bool:
        """Whether people gave points."""
        return self.answer.marks.get(self.row.id, 0) > 0

    @property
    def same_count(self) -> bool:
        """Whether as many mentions were surely found as people gave points for."""
        return self.evidence.mentions * self.row.points == self.answer.marks.get(self.row.id, 0)


@dataclass(frozen=True, slots=True)
class Agreement:
    """How often evidence and marks agree, over many rows of many answers.

    Attributes
    ----------
    found_earned, found_unearned : int
        Rows that were found, with points from people and without.
    unsure_earned, unsure_unearned : int
        Rows that were unsure.
    missed, absent : int
        Rows that were not found, with points from people and without.
    same_count : int
        Rows of which as many mentions were found as people gave points for.
    """

    found_earned: int
    found_unearned: int
    unsure_earned: int
    unsure_unearned: int
    missed: int
    absent: int
    same_count: int

    @property
    def rows(self) -> int:
        """How many rows were compared."""
        found = self.found_earned + self.found_unearned
        return found + self.unsure_earned + self.unsure_unearned + self.missed + self.absent

    @property
    def earned(self) -> int:
        """How many rows people gave points for."""
        return self.found_earned + self.unsure_earned + self.missed

    @property
    def precision(self) -> float | None:
        """Share of "found" for which people gave points; None where nothing was found."""
        return _share(self.found_earned, self.found_earned + self.found_unearned)

    @property
    def recall(self) -> float | None:
        """Share of what people gave points for that was found; None where they gave none."""
        return _share(self.found_earned, self.earned)

    @property
    def recall_with_unsure(self) -> float | None:
        """Share of what people gave points for that was found or shown as unsure."""
        return _share(self.found_earned + self.unsure_earned, self.earned)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def compare(questions: Iterable[GoldQuestion], *, plain: bool = False) -> Iterator[Comparison]:
    """Yield every row of every answer with what was found for it.

    Parameters
    ----------
    questions : iterable of GoldQuestion
    plain : bool
        Do without the dictionary.
    """
    for question in questions:
        words = words_for(question.language, plain=plain)
        for answer in question.answers:
            found = find_evidence(answer.text, question.rubric, question.operator, question.language, words)
            yield from (Comparison(question, answer, evidence) for evidence in found.rows)


def agreement(comparisons: Iterable[Comparison]) -> Agreement:
    """Count how often evidence and marks agree."""
    compared = list(comparisons)
    count = Counter((each.evidence.state, each.earned) for each in compared)
    return Agreement(
        found_earned=count[State.FOUND, True],
        found_unearned=count[State.FOUND, False],
        unsure_earned=count[State.UNSURE, True],
        unsure_unearned=count[State.UNSURE, False],
        missed=count[State.NOT_FOUND, True],
        absent=count[State.NOT_FOUND, False],
        same_count=sum(each.same_count for each in compared),
    )
