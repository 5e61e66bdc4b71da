"""The blueprint of a paper: how long it is, what it counts, and what it is made of."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from journeylab.domain.exercise.area import Area
from journeylab.domain.exercise.bank import ALL_KINDS
from journeylab.domain.exercise.common import ITEM_ID, Words
from journeylab.domain.exercise.rubric import Points
from journeylab.domain.names import unknown
from journeylab.domain.problems import raise_all
from journeylab.domain.text import Record
from journeylab.errors import ModelError
from journeylab.i18n import _

Letter = Literal["A", "B", "C"]
LETTERS: tuple[Letter, ...] = ("A", "B", "C")
# A whole number (A 7) stands for all its letters.
_PLACE = r"^[AB][1-9][0-9]?[a-z]?$"
_TOPIC = r"^[a-z][a-z0-9_]{1,39}$"
_PerCent = Annotated[float, Field(ge=0, le=100)]


class Share(Record):
    """How much of the points something shall have, in per cent.

    Attributes
    ----------
    about : float or None
        A target; how far off it may be says the blueprint's `tolerance`.  A plain number in a file means this.
    min, max : float
        Limits instead of a target.
    """

    about: _PerCent | None = None
    min: _PerCent = 0
    max: _PerCent = 100

    @model_validator(mode="after")
    def _is_a_range(self) -> Share:
        if self.min > self.max:
            raise ModelError(_("'min' is larger than 'max'."), _("Swap the two."), ("min",))
        return self

    def limits(self, tolerance: float) -> tuple[float, float]:
        """Return the least and the most per cent that are allowed."""
        if self.about is None:
            return self.min, self.max
        return max(self.min, self.about - tolerance, 0), min(self.max, self.about + tolerance, 100)


def _plain_number(given: Any) -> Any:
    return {"about": given} if isinstance(given, int | float) and not isinstance(given, bool) else given


Shares = Annotated[Share, BeforeValidator(_plain_number)]


class Blueprint(Record):
    """What a paper shall be; `journeylab.exam.paper.assemble` finds the exercises.

    Attributes
    ----------
    format, version
        What kind of file this is.
    language : str
        Of the exercises and of the paper.
    title : str
        Heading of the paper.
    area : Area or None
        Only exercises of this part of the exam; without it those of all parts.
    minutes : float
        Working time.
    points : Decimal
        Full marks.
    seed : int
        Same seed and same exercises, same paper.
    variants : tuple of str
        ``A``, ``B``, ``C``: the same exercises with other numbers and in another order.
    free_text : Share
        Share of the points for answers in sentences.
    topics, curriculum : dict of str to Share
        Shares of topics, and of places in the Ausbildungsrahmenplan (``A7e``, or ``A7`` for all its letters).
    only_topics : tuple of str
        Only exercises of these topics; empty for all.
    kinds, without_kinds : tuple of str
        Only these kinds of exercises, and none of those.
    afb : dict of int to Share
        Shares of the Anforderungsbereiche 1, 2 and 3.
    cases : int or None
        How many cases; without it as many as fit.
    tolerance : float
        How many percentage points a share may be off its target.
    minutes_tolerance : float
        How many per cent the minutes of the exercises may be off the working time.
    scale : bool
        Whether the points of the exercises may miss `points` by up to 5 %; results then are scaled to it.
    include, exclude : tuple of str
        Ids of exercises that must be in, and that must not.
    retake_of : str or None
        Name of the blueprint whose exercises this paper shall not repeat.
    school : str
        Stands at the head of every page.
    fields : tuple of str
        What learners fill in at the head; without it name, class and date.
    aids : tuple of str
        Aids that are allowed.
    notes : tuple of str
        What else learners have to know before they begin.
    key : bool
        Whether the marking sheet has the 100-point key.
    """

    format: Literal["journeylab/blueprint"]
    version: Literal[1]
    language: Literal["de", "en"] = "de"
    title: str = Field(min_length=3)
    area: Area | None = None
    minutes: float = Field(gt=0, le=300)
    points: Points = Decimal(100)
    seed: int = Field(default=1, ge=0)
    variants: tuple[Letter, ...] = LETTERS
    free_text: Shares = Share()
    topics: dict[Annotated[str, Field(pattern=_TOPIC)], Shares] = Field(default_factory=dict)
    only_topics: tuple[Annotated[str, Field(pattern=_TOPIC)], ...] = ()
    curriculum: dict[Annotated[str, Field(pattern=_PLACE)], Shares] = Field(default_factory=dict)
    kinds: tuple[str, ...] = ()
    without_kinds: tuple[str, ...] = ()
    afb: dict[Annotated[int, Field(ge=1, le=3)], Shares] = Field(default_factory=dict)
    cases: int | None = Field(default=None, ge=0, le=10)
    tolerance: float = Field(default=10, ge=0, le=100)
    minutes_tolerance: float = Field(default=10, ge=0, le=100)
    scale: bool = False
    include: tuple[Annotated[str, Field(pattern=ITEM_ID)], ...] = ()
    exclude: tuple[Annotated[str, Field(pattern=ITEM_ID)], ...] = ()
    retake_of: str | None = None
    school: str = ""
    fields: tuple[Words, ...] = ()
    aids: tuple[Words, ...] = ()
    notes: tuple[Words, ...] = ()
    key: bool = True

    @model_validator(mode="after")
    def _can_be_met(self) -> Blueprint:
        problems: list[ModelError] = []
        for field in ("kinds", "without_kinds"):
            for i, kind in enumerate(getattr(self, field)):
                problems += unknown(kind, ALL_KINDS, (field, i))
        if not self.variants or len(set(self.variants)) < len(self.variants):
            problem = _("A paper needs at least one variant, and each once.")
            problems.append(
                ModelError(problem, _("Write for example {example}.").format(example="[A, B]"), ("variants",))
            )
        problems += (
            ModelError(
                _("'{id}' must be in the paper and must not.").format(id=each),
                _("Take it out of 'include' or of 'exclude'."),
                ("include", i),
            )
            for i, each in enumerate(self.include)
            if each in self.exclude
        )
        problems += self._sums("topics", self.topics)
        if set(self.afb) == {1, 2, 3}:
            problems += self._sums("afb", self.afb, whole=True)
        else:
            problems += self._sums("afb", self.afb)
        raise_all(problems)
        return self

    def _sums(self, field: str, shares: Mapping[Any, Share], *, whole: bool = False) -> list[ModelError]:
        """Return a problem if shares that exclude each other cannot hold at once."""
        limits = [share.limits(self.tolerance) for share in shares.values()]
        least, most = sum(low for low, _high in limits), sum(high for _low, high in limits)
        if least > 100:
            problem = _("The shares under '{field}' come to at least {total} %, which is more than all.")
            return [ModelError(problem.format(field=field, total=f"{least:g}"), _("Make them smaller."), (field,))]
        if whole and most < 100:
            problem = _("The shares under '{field}' come to {total} % at most; some points belong to none of them.")
            return [ModelError(problem.format(field=field, total=f"{most:g}"), _("Make them larger."), (field,))]
        return []
