"""The answers of a class with what they earned: the trainer's working file."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal

from pydantic import AwareDatetime, Field

from journeylab.domain.exercise.attempt import Marker
from journeylab.domain.exercise.pseudonym import PSEUDONYM
from journeylab.domain.exercise.release import ExamKey
from journeylab.domain.names import find
from journeylab.domain.text import Record


class MarkedAnswer(Record):
    """One answer of one learner.

    Attributes
    ----------
    id : str
        Of the question.
    answer : any
        In the numbers of the exercise; None where it was left out.
    most : Decimal
        Full marks.
    points : Decimal or None
        None as long as nobody has marked it.
    by : Marker
        Who gave the points.
    machine : Decimal or None
        What the program gave, kept also where the trainer decides otherwise.
    rows : dict
        Points by the id of a row of the rubric.
    comment : str
        For the learner.
    note : str
        What is strange about it, for the trainer.
    """

    id: str
    answer: Any = None
    most: Decimal = Field(gt=0)
    points: Decimal | None = Field(default=None, ge=0)
    by: Marker = Marker.MACHINE
    machine: Decimal | None = None
    rows: dict[str, Decimal] = Field(default_factory=dict)
    comment: str = ""
    note: str = ""


class LearnerAnswers(Record):
    """All answers of one learner.

    Attributes
    ----------
    learner : str
        A pseudonym.
    sha256 : str
        Of what was handed in.
    confirmed : bool
        Whether the receipt code that the trainer noted fits.
    started, handed_in : datetime
        By the clock of the learner's computer.
    answers : tuple of MarkedAnswer
        In the order of the paper.
    """

    learner: str = Field(pattern=PSEUDONYM, max_length=40)
    sha256: str
    confirmed: bool = False
    started: AwareDatetime
    handed_in: AwareDatetime
    answers: tuple[MarkedAnswer, ...]

    @property
    def id(self) -> str:
        """The pseudonym, by which it is found."""
        return self.learner

    @property
    def minutes(self) -> float:
        """How long it took."""
        return (self.handed_in - self.started).total_seconds() / 60

    @property
    def touched(self) -> bool:
        """Whether a trainer has already put work into it."""
        return any(each.by is Marker.TRAINER or each.comment for each in self.answers)


class ExamResults(Record):
    """An exam with the answers of a class.

    Attributes
    ----------
    format, version
        What kind of file this is.
    key : ExamKey
        Tasks and solutions.
    learners : tuple of LearnerAnswers
    comments : tuple of str
        Those that are used again and again.
    """

    format: Literal["journeylab/exam_results"] = "journeylab/exam_results"
    version: Literal[1] = 1
    key: ExamKey
    learners: tuple[LearnerAnswers, ...] = ()
    comments: tuple[str, ...] = ()

    def answer(self, learner: str, question: str) -> MarkedAnswer:
        """Return one answer."""
        return find(find(self.learners, learner).answers, question)

    def with_answer(self, learner: str, changed: MarkedAnswer) -> ExamResults:
        """Return the same with one answer replaced."""
        learners = tuple(
            each
            if each.learner != learner
            else each.model_copy(
                update={"answers": tuple(changed if old.id == changed.id else old for old in each.answers)}
            )
            for each in self.learners
        )
        return self.model_copy(update={"learners": learners})
