"""Exercises on a shop: pick fields of its map, build a journey, run its simulation."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, model_validator

from journeylab.domain.exercise.common import Exercise, Words
from journeylab.domain.exercise.rubric import ROW_ID, Points
from journeylab.domain.names import repeated
from journeylab.domain.text import Record
from journeylab.domain.vocabulary import Medium, Phase
from journeylab.errors import ModelError
from journeylab.i18n import _

Ids = tuple[Words, ...]


class MapPick(Exercise):
    """Pick contacts on the live map of a shop.

    Attributes
    ----------
    scenario : str
        Id of a shipped scenario.
    right : tuple of str
        Ids of the contacts to pick.
    wrong : dict of str to str
        Contacts that are often picked wrongly, and why each is wrong; at least two.
    """

    kind: Literal["map"] = "map"
    scenario: str
    right: Ids = Field(min_length=1)
    wrong: dict[str, Words] = Field(min_length=2)

    @model_validator(mode="after")
    def _right_or_wrong(self) -> MapPick:
        for contact in self.wrong:
            if contact in self.right:
                problem = _("'{id}' is right and wrong at once.").format(id=contact)
                raise ModelError(problem, _("Take it out of one of the two lists."), ("wrong", contact))
        return self


class JourneyRule(Record):
    """One thing that a journey has to fulfil; exactly one condition.

    Attributes
    ----------
    id : str
        Short and stable.
    points : Decimal
        For fulfilling it.
    expects : str
        What is asked, in a sentence.
    why : str
        What to say where it is not fulfilled.
    starts, ends : tuple of str
        First or last contact is one of these.
    contains : tuple of str
        All of these occur.
    any_of : tuple of str
        At least one of these occurs.
    avoids : tuple of str
        None of these occurs.
    before : tuple of str or None
        The first of two contacts occurs, and later the second.
    phases : tuple of Phase
        Each of these phases occurs.
    media : tuple of Medium
        A contact of each of these media occurs.
    back_jumps : int or None
        At least so many steps lead back to an earlier moment of the map.
    length : tuple of int or None
        At least and at most so many contacts.
    """

    id: str = Field(pattern=ROW_ID)
    points: Points
    expects: Words
    why: Words
    starts: Ids = ()
    ends: Ids = ()
    contains: Ids = ()
    any_of: Ids = ()
    avoids: Ids = ()
    before: tuple[Words, Words] | None = None
    phases: tuple[Phase, ...] = ()
    media: tuple[Medium, ...] = ()
    back_jumps: int | None = Field(default=None, ge=1)
    length: tuple[int, int] | None = None

    @property
    def contacts(self) -> Ids:
        """The ids of contacts that it names."""
        return (*self.starts, *self.ends, *self.contains, *self.any_of, *self.avoids, *(self.before or ()))

    @model_validator(mode="after")
    def _one_condition(self) -> JourneyRule:
        names = ["starts", "ends", "contains", "any_of", "avoids", "before", "phases", "media", "back_jumps", "length"]
        given = [name for name in names if getattr(self, name)]
        if len(given) != 1:
            raise ModelError(
                _("A rule has exactly one condition; here are {count}.").format(count=len(given)),
                _("Write one of: {names}.").format(names=", ".join(names)),
            )
        return self


class Build(Exercise):
    """Build a journey from the contacts of a shop.

    Attributes
    ----------
    scenario : str
        Id of a shipped scenario.
    rules : tuple of JourneyRule
        What it has to fulfil; their points add up to those of the exercise.
    example : tuple of str
        A journey that fulfils all of them.
    """

    kind: Literal["journey"] = "journey"
    scenario: str
    rules: tuple[JourneyRule, ...] = Field(min_length=2)
    example: Ids = Field(min_length=2)

    @model_validator(mode="after")
    def _rules_add_up(self) -> Build:
        for problem in repeated("rules", [rule.id for rule in self.rules]):
            raise problem
        _points_add_up(self.points, [rule.points for rule in self.rules], "rules")
        return self


class Figure(Record):
    """A figure to read off the learner's own simulation.

    Attributes
    ----------
    id : str
        Short and stable.
    figure : str
        Key of a figure of a log, ``"conversion_rate"``.
    of : str
        ``as_is``, ``to_be`` (with the levers) or ``change`` (to be minus as is).
    asks : str
        What is asked, in a sentence.
    points : Decimal
        For reading it off rightly.
    tolerance : float
        How far off an answer may be, in the unit of the figure (per cent: 0.1 is a tenth of a percentage point).
    """

    id: str = Field(pattern=ROW_ID)
    figure: str
    of: Literal["as_is", "to_be", "change"] = "as_is"
    asks: Words
    points: Points
    tolerance: float = Field(default=0.1, gt=0)


class Judgement(Record):
    """What the experiment shows for a figure, judged by its interval.

    Attributes
    ----------
    figure : str
        Key of a figure of a log.
    asks : str
        What is asked, in a sentence.
    points : Decimal
        For the right conclusion.
    up, down, none : str
        What to say where the right answer is: it rises, it falls, no effect is shown.
    """

    figure: str
    asks: Words
    points: Points
    up: Words
    down: Words
    none: Words


class Run(Exercise):
    """Run a simulation with a seed of one's own and say what it shows.

    Attributes
    ----------
    scenario : str
        Id of a shipped scenario.
    levers : tuple of str
        Levers of the to-be state.
    customers : int
        How many customers walk.
    figures : tuple of Figure
        What is read off.
    judgement : Judgement or None
        What is concluded.
    """

    kind: Literal["simulation"] = "simulation"
    scenario: str
    levers: Ids = ()
    customers: Annotated[int, Field(ge=200, le=20_000)] = 2_000
    figures: tuple[Figure, ...] = ()
    judgement: Judgement | None = None

    @model_validator(mode="after")
    def _points_of_questions(self) -> Run:
        for problem in repeated("figures", [figure.id for figure in self.figures]):
            raise problem
        judged = [self.judgement.points] if self.judgement else []
        _points_add_up(self.points, [*(figure.points for figure in self.figures), *judged], "figures")
        asks_for_levers = self.judgement or any(figure.of != "as_is" for figure in self.figures)
        if asks_for_levers and not self.levers:
            raise ModelError(
                _("A comparison is asked for, but no lever is named."), _("Name at least one."), ("levers",)
            )
        return self


def _points_add_up(points: Decimal, parts: list[Decimal], field: str) -> None:
    total = sum(parts, Decimal(0))
    if total != points:
        raise ModelError(
            _("The points under '{field}' add up to {total}, the exercise has {points}.").format(
                field=field, total=total, points=points
            ),
            _("Make them equal."),
            ("points",),
        )
