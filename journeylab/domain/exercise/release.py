"""An exam in class: the tasks that leave, the answers that come back, and what stays with the trainer."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal

from pydantic import AwareDatetime, Field

from journeylab.domain.exercise.bank import Item
from journeylab.domain.exercise.pseudonym import PSEUDONYM
from journeylab.domain.exercise.question import Question
from journeylab.domain.text import Record

EXAM_ID = r"^[a-z0-9]{8,40}$"
_SHA256 = r"^[0-9a-f]{64}$"


class ExamPaper(Record):
    """The tasks of an exam as learners get them: nothing in it tells what is right.

    Attributes
    ----------
    format, version
        What kind of file this is.
    exam : str
        Which exam; drawn anew for every release.
    title : str
    language : str
        In which its texts are written.
    minutes : float
        Time to work.
    aids : str
        What may be used, ``"Taschenrechner"``.
    questions : tuple of Question
        In the order of the paper.
    """

    format: Literal["journeylab/exam_paper"] = "journeylab/exam_paper"
    version: Literal[1] = 1
    exam: str = Field(pattern=EXAM_ID)
    title: str = Field(min_length=1, max_length=120)
    language: Literal["de", "en"] = "de"
    minutes: float = Field(gt=0, le=600)
    aids: str = ""
    questions: tuple[Question, ...] = Field(min_length=1)

    @property
    def leaves(self) -> tuple[Question, ...]:
        """What is answered one by one: the parts of cases, and all other questions."""
        return tuple(leaf for question in self.questions for leaf in question.parts or (question,))

    @property
    def points(self) -> Decimal:
        """Full marks."""
        return sum((question.points for question in self.questions), Decimal(0))


class ExamKey(Record):
    """What a trainer needs to mark an exam; it never lies where learners can read it.

    Attributes
    ----------
    format, version
        What kind of file this is.
    paper : ExamPaper
        As it was given out.
    created : datetime
    seed : int
        With which the numbers were drawn.
    secret : str
        By which options, right sides and steps were shuffled.
    items : tuple of Exercise
        As they were on that day: a later change of the bank does not change what was asked.
    orders : dict
        By the id of a question: the numbers of its options, right sides or steps in the order shown.
    """

    format: Literal["journeylab/exam_key"] = "journeylab/exam_key"
    version: Literal[1] = 1
    paper: ExamPaper
    created: AwareDatetime
    seed: int
    secret: str = Field(min_length=16)
    items: tuple[Item, ...] = Field(min_length=1)
    orders: dict[str, tuple[int, ...]] = Field(default_factory=dict)


class Submission(Record):
    """What one learner hands in.

    Attributes
    ----------
    format, version
        What kind of file this is.
    exam : str
        Which exam it answers.
    paper : str
        SHA-256 of the tasks as the learner saw them.
    learner : str
        A pseudonym, never a name.
    started, handed_in : datetime
    answers : dict
        By the id of the question, in the places that were shown; what was left out is missing.
    seconds : dict
        By the id of the question: how long it was on the screen.
    sha256 : str
        Over everything else, as canonical JSON.
    """

    format: Literal["journeylab/submission"] = "journeylab/submission"
    version: Literal[1] = 1
    exam: str = Field(pattern=EXAM_ID)
    paper: str = Field(pattern=_SHA256)
    learner: str = Field(pattern=PSEUDONYM, max_length=40)
    started: AwareDatetime
    handed_in: AwareDatetime
    answers: dict[str, Any] = Field(default_factory=dict)
    seconds: dict[str, int] = Field(default_factory=dict)
    sha256: str = Field(default="", pattern=r"^([0-9a-f]{64})?$")


class Draft(Record):
    """An exam that somebody is working on, kept so that a crash loses nothing.

    Attributes
    ----------
    format, version
        What kind of file this is.
    exam : str
    learner : str
    started : datetime
    at : int
        Which question is shown.
    answers, seconds : dict
        As in a `Submission`.
    later : tuple of str
        Questions to come back to.
    """

    format: Literal["journeylab/exam_draft"] = "journeylab/exam_draft"
    version: Literal[1] = 1
    exam: str = Field(pattern=EXAM_ID)
    learner: str = Field(pattern=PSEUDONYM, max_length=40)
    started: AwareDatetime
    at: int = Field(default=0, ge=0)
    answers: dict[str, Any] = Field(default_factory=dict)
    seconds: dict[str, int] = Field(default_factory=dict)
    later: tuple[str, ...] = ()
