"""A number to compute: with parameters that vary, typical wrong paths, and a unit."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, model_validator

from journeylab.domain.exercise.common import Exercise, Words
from journeylab.domain.exercise.parameters import NAME, Formula, Numbers, check_formula, check_numbers
from journeylab.domain.exercise.rubric import EarnedPoints
from journeylab.domain.figure import Unit
from journeylab.domain.text import Record
from journeylab.errors import ModelError
from journeylab.i18n import _


class WrongPath(Record):
    """A typical wrong way to compute, and what to say to it.

    Attributes
    ----------
    formula : str
        What it leads to.
    why : str
        What went wrong.
    points : Decimal
        What it still earns.
    """

    formula: Formula
    why: Words
    points: EarnedPoints = Decimal(0)


class Step(Record):
    """A step of the calculation, shown afterwards.

    Attributes
    ----------
    label : str
        What is computed.
    formula : str
        How.
    unit : Unit
        Of its result.
    digits : int
        Decimals that are shown.
    """

    label: Words
    formula: Formula
    unit: Unit = Unit.COUNT
    digits: int = Field(default=2, ge=0, le=4)


class Numeric(Exercise, Numbers):
    """A number to compute.

    Attributes
    ----------
    solution : str
        Formula in the names of the numbers.
    unit : Unit
        Of the result; per cent are given as 2.0 for 2 %.
    digits : int
        Decimals that the task asks for.
    tolerance : float
        How far an answer may be off; where it is 0, half a unit of the last digit.
    kpi : str or None
        Key of the KPI in `datasets/kpis.yaml`, whose card is shown with the solution.
    steps : tuple of Step
        The way to the result where one line does not say it.
    wrong_paths : tuple of WrongPath
        Typical mistakes with a feedback of their own.
    follows : dict of str to str
        Names in the formula that stand for the result of an earlier part of the same case: ``{cr: a}``.
    """

    kind: Literal["numeric"] = "numeric"
    solution: Formula
    unit: Unit
    digits: int = Field(default=2, ge=0, le=4)
    tolerance: float = Field(default=0, ge=0)
    kpi: str | None = None
    steps: tuple[Step, ...] = ()
    wrong_paths: tuple[WrongPath, ...] = ()
    follows: dict[Annotated[str, Field(pattern=NAME)], str] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _wrong_paths_earn_less(self) -> Numeric:
        for i, path in enumerate(self.wrong_paths):
            if path.points >= self.points:
                raise ModelError(
                    _("A wrong path earns as much as the right one."),
                    _("Give it fewer than {points} points.").format(points=self.points),
                    ("wrong_paths", i, "points"),
                )
        return self

    def check_names(self, given: tuple[str, ...] = ()) -> list[ModelError]:
        """Return what refers to a number that does not exist; `given` are names of the case around it."""
        known = (*given, *self.number_names(), *self.follows)
        problems = [*check_numbers(self, (*given, *self.follows)), *check_formula(self.solution, known, ("solution",))]
        for field in ("steps", "wrong_paths"):
            for i, entry in enumerate(getattr(self, field)):
                problems += check_formula(entry.formula, known, (field, i, "formula"))
        return problems
