"""What every exercise has, whatever its kind."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from pydantic import Field, model_validator

from journeylab.domain.exercise.area import Area
from journeylab.domain.exercise.operators import AFB_OF, Operator
from journeylab.domain.exercise.rubric import EarnedPoints, Points
from journeylab.domain.lesson_plan import Reference
from journeylab.domain.text import Record
from journeylab.domain.vocabulary import N_, Term
from journeylab.errors import ModelError
from journeylab.i18n import _

ITEM_ID = r"^[a-z][a-z0-9-]{0,59}$"
Words = Annotated[str, Field(min_length=1)]


class Status(Term):
    """How far an exercise has come."""

    DRAFT = "draft", N_("draft")
    CHECKED = "checked", N_("checked")


class Sample(Record):
    """An answer and what it must earn: with it an exercise proves itself.

    Attributes
    ----------
    answer : any
        As the kind stores answers; of a number ``"= orders / sessions * 100"`` is computed for each variant.
    points : Decimal
        What the machine must award.
    """

    answer: Any
    points: EarnedPoints


class Exercise(Record):
    """What every kind of exercise has.

    Attributes
    ----------
    id : str
        Unique for ever: exported cards and questions keep referring to it; within a case ``"a"``, ``"b"`` ...
    kind : str
        What kind of exercise it is; every kind has keys of its own besides these.
    title : str
        A short name for lists; the beginning of the prompt serves where it is missing.
    prompt : str
        The question, in Markdown.
    points : Decimal
        Full marks, in halves.
    minutes : float
        How long it takes.
    operator : Operator
        The verb that says what is to be done.
    afb : int
        Anforderungsbereich: 1 reproduce, 2 apply, 3 judge; it has to fit the operator.
    curriculum : tuple of str
        Places in the Ausbildungsrahmenplan, ``"A7e"``.
    learning_field : int or None
        Lernfeld of the Rahmenlehrplan; only those whose title is verified, 1 to 8.
    area : Area or None
        The part of the exam; a part of a case has that of the case.
    hints : tuple of str
        Steps of help, each says a little more.
    explanation : str
        Why the solution is right; shown afterwards.
    glossary : tuple of str
        Keys of `datasets/glossary.yaml` that help.
    source : tuple of str
        Where the facts stand, ``"§ 312j III BGB"``.
    as_of : date or None
        The state of the law that the exercise describes.
    tags : tuple of str
        An author's own keywords.
    author : str
        Who wrote it.
    status : Status
        Whether somebody else has checked it.
    samples : tuple of Sample
        Answers and what they earn.
    """

    id: str = Field(pattern=ITEM_ID)
    title: str = ""
    prompt: str = Field(min_length=8)
    points: Points
    minutes: float = Field(gt=0, le=180)
    operator: Operator
    afb: int = Field(ge=1, le=3)
    curriculum: tuple[Reference, ...] = ()
    learning_field: int | None = Field(default=None, ge=1, le=8)
    area: Area | None = None
    hints: tuple[Words, ...] = ()
    explanation: str = ""
    glossary: tuple[str, ...] = ()
    source: tuple[Words, ...] = ()
    as_of: date | None = None
    tags: tuple[str, ...] = ()
    author: str = "journeylab"
    status: Status = Status.CHECKED
    samples: tuple[Sample, ...] = ()

    @model_validator(mode="after")
    def _afb_fits_the_operator(self) -> Exercise:
        fitting = sorted(AFB_OF[self.operator])
        if self.afb not in fitting:
            raise ModelError(
                _("AFB {afb} does not fit the operator '{operator}'.").format(afb=self.afb, operator=self.operator),
                _("Write one of {known}, or take another operator.").format(known=", ".join(map(str, fitting))),
                ("afb",),
            )
        return self

    @property
    def name(self) -> str:
        """The title, or else the first words of the prompt."""
        if self.title:
            return self.title
        first = self.prompt.strip().splitlines()[0]
        return first if len(first) <= 70 else first[:69].rstrip() + "…"
