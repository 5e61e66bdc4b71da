"""An attempt: what one learner answered to one exercise, and what it earned."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, AwareDatetime, Field, model_validator

from journeylab.domain.exercise.pseudonym import PSEUDONYM
from journeylab.domain.text import Record
from journeylab.domain.vocabulary import N_, Term
from journeylab.errors import ModelError
from journeylab.i18n import _


class Marker(Term):
    """Who gave the points; a learner's own are named wherever they are counted."""

    MACHINE = "machine", N_("marked by the program")
    SELF = "self", N_("self-assessed")
    TRAINER = "trainer", N_("marked by the trainer")


class AttemptState(Term):
    """What became of an answer: leaving it out is another thing than being wrong."""

    NOT_ATTEMPTED = "not_attempted", N_("not attempted")
    UNMARKED = "unmarked", N_("not marked yet")
    WRONG = "wrong", N_("wrong")
    PARTLY = "partly", N_("partly right")
    RIGHT = "right", N_("right")


def _in_utc(moment: datetime) -> datetime:
    if not 2000 <= moment.year < 2200:
        raise ValueError(_("The year {year} cannot be right here").format(year=moment.year))
    return moment.astimezone(UTC)


def _plain_json(value: Any) -> Any:
    """Return a copy that JSON can hold: nobody changes an attempt through the list that was its answer."""
    try:
        return json.loads(json.dumps(value, allow_nan=False))
    except (TypeError, ValueError, RecursionError) as error:
        raise ValueError(_("An answer consists of texts, numbers, yes/no, lists and mappings")) from error


class Attempt(Record):
    """What one learner answered to one exercise, and what it earned.

    Attributes
    ----------
    version : int
        Of the format in which it is stored.
    time : datetime
        When it was handed in, in UTC.
    learner : str
        A pseudonym, never a name; see `pseudonym`.
    item : str
        Id of the exercise.
    kind : str
        Kind of the exercise, ``"choice"``.
    fingerprint : str
        Of the item's text: it tells answers to an older wording apart.
    seed : int or None
        The variant that was shown.
    answer : JSON value
        As the learner left it.
    points : Decimal or None
        None as long as nobody has marked it.
    max_points : Decimal
    points_by : Marker
        ``"machine"``, ``"self"`` or ``"trainer"``.
    seconds : float or None
        How long it took, where that was measured.
    hints : int
        How many hints were opened.
    solution_seen : bool
        Whether the solution was open before the answer was handed in.
    part : str or None
        The part of a block that this answers.
    session : str or None
        What it belongs to, such as one mock exam.
    comment : str
        Of whoever marked it.
    """

    version: Literal[1] = 1
    time: Annotated[AwareDatetime, AfterValidator(_in_utc)]
    learner: str = Field(pattern=PSEUDONYM, max_length=40)
    item: str = Field(min_length=1, max_length=100)
    kind: str = Field(min_length=1, max_length=40)
    fingerprint: str = Field(default="", max_length=100)
    seed: int | None = None
    answer: Annotated[Any, AfterValidator(_plain_json)] = None
    points: Decimal | None = Field(default=None, ge=0)
    max_points: Decimal = Field(gt=0, le=1000)
    points_by: Marker = Marker.MACHINE
    seconds: float | None = Field(default=None, ge=0)
    hints: int = Field(default=0, ge=0)
    solution_seen: bool = False
    part: str | None = Field(default=None, min_length=1, max_length=100)
    session: str | None = Field(default=None, min_length=1, max_length=100)
    comment: str = ""

    @model_validator(mode="after")
    def _not_above_the_most(self) -> Self:
        if self.points is not None and self.points > self.max_points:
            raise ModelError(
                _("{points} points are more than the {most} that there are.").format(
                    points=self.points, most=self.max_points
                ),
                _("Give at most the points of the exercise."),
                ("points",),
            )
        return self

    @property
    def state(self) -> AttemptState:
        """What became of the answer."""
        if is_empty(self.answer):
            return AttemptState.NOT_ATTEMPTED
        if self.points is None:
            return AttemptState.UNMARKED
        if self.points == self.max_points:
            return AttemptState.RIGHT
        return AttemptState.PARTLY if self.points else AttemptState.WRONG

    @property
    def share(self) -> float | None:
        """Points as a share of all that there are, None as long as it is not marked."""
        return None if self.points is None else float(self.points / self.max_points)


def is_empty(answer: Any) -> bool:
    """Tell whether an answer says nothing: no text, no choice, only empty fields.

    Examples
    --------
    >>> is_empty({"a": " ", "b": []}), is_empty(0), is_empty(False)
    (True, False, False)
    """
    if isinstance(answer, str):
        return not answer.strip()
    if isinstance(answer, dict):
        answer = list(answer.values())
    return all(map(is_empty, answer)) if isinstance(answer, list) else answer is None
