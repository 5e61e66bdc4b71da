"""The teaching plan of a lesson: what happens when, what is expected, and what to do when it does not come."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from journeylab.domain.text import Record
from journeylab.domain.vocabulary import N_, Term
from journeylab.errors import ModelError
from journeylab.i18n import _

# Abschnitt, Nummer and Buchstabe of the Ausbildungsrahmenplan (KflEComAusbV, Anlage): "A7e".
Reference = Annotated[str, Field(pattern=r"^[AB][1-9][0-9]?[a-z]$")]


class Step(Term):
    """Step of the complete action, by which vocational lessons are built."""

    INFORM = "inform", N_("inform")
    PLAN = "plan", N_("plan")
    DECIDE = "decide", N_("decide")
    DO = "do", N_("carry out")
    CHECK = "check", N_("check")
    REFLECT = "reflect", N_("reflect")


class SocialForm(Term):
    """Who works with whom."""

    PLENUM = "plenum", N_("whole class")
    SINGLE = "single", N_("on one's own")
    PAIRS = "pairs", N_("in pairs")
    GROUP = "group", N_("in groups")


class LearningGoal(Record):
    """What learners can do afterwards, and where the training framework plan asks for it."""

    text: str
    curriculum: tuple[Reference, ...] = ()


class LessonPhase(Record):
    """A stretch of the lesson."""

    name: str
    step: Step
    minutes: int = Field(ge=1)
    what: str
    form: SocialForm
    material: str = ""


class Mistake(Record):
    """What learners often get wrong, and what helps then."""

    mistake: str
    response: str


class LessonPlan(Record):
    """A teaching plan in one language.

    Attributes
    ----------
    lesson : str
        Name of the notebook without its ending.
    minutes : int
        Length of the whole lesson, in minutes; the phases add up to it.
    board : str
        What stands on the board at the end, as Markdown.
    answers : dict of str to str
        Expected answer by the id of the task's cell, as Markdown.  Its first
        paragraph is its short form: the plan, which has one page, shows that alone.
    """

    format: Literal["journeylab/plan"] = "journeylab/plan"
    version: Literal[1] = 1
    lesson: str
    title: str
    minutes: int = Field(ge=1)
    situation: str
    goals: tuple[LearningGoal, ...] = Field(min_length=1)
    preparation: tuple[str, ...] = ()
    phases: tuple[LessonPhase, ...] = Field(min_length=1)
    board: str = ""
    answers: dict[str, str] = Field(default_factory=dict)
    mistakes: tuple[Mistake, ...] = ()
    easier: tuple[str, ...] = ()
    harder: tuple[str, ...] = ()
    homework: str = ""
    sources: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _fills_its_time(self) -> Self:
        total = sum(phase.minutes for phase in self.phases)
        if total != self.minutes:
            raise ModelError(
                _("The phases take {total} minutes in all, the lesson takes {minutes}.").format(
                    total=total, minutes=self.minutes
                ),
                _("Change 'minutes' of a phase, or of the plan, so that they add up."),
                ("minutes",),
            )
        return self
