"""A scenario: a map, how customers behave at its contacts, and what could be changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import Field

from journeylab.domain.behaviour import ABSENT, Behaviour, Economics
from journeylab.domain.journey_map import Id, JourneyMap
from journeylab.domain.names import find
from journeylab.domain.patch import merged, partly
from journeylab.domain.scenario_checks import contradictions
from journeylab.domain.text import Bilingual, Record
from journeylab.domain.vocabulary import Confidence, Event, MapState, Team
from journeylab.errors import ModelError, UsageError
from journeylab.i18n import _


class Range(Record):
    """What a rate of this shop should lie within, and who says so.

    Attributes
    ----------
    low : float
        Lower end, a share for figures in per cent: 0.01 for 1 %.
    high : float
        Upper end.
    source : Text
        Who says so.
    year : int or None
        Year of the source.
    confidence : Confidence
        How sure it is.
    """

    low: float
    high: float
    source: Bilingual
    year: int | None = None
    confidence: Confidence


class LeverCost(Record):
    """What pulling a lever costs.

    Attributes
    ----------
    once : float
        Cost of introducing it, once, in the scenario's currency.
    """

    once: float = Field(default=0.0, ge=0)


class Lever(Record):
    """A named change: a patch from one scenario to another.

    Attributes
    ----------
    id : str
        Short name; commands and hypotheses refer to it.
    label : Text
        What it does, in a few words.
    summary : Text or None
        What it does, in one or two sentences.
    moves : str
        Key of the KPI that it moves.
    direction : {"up", "down"}
        Which way.
    cost : LeverCost
        What it costs.
    patch : dict
        The same keys as the scenario's file.  Mappings are merged, entries of
        lists are matched by id (a new id is added), ``null`` takes a key away.
    """

    id: Id
    label: Bilingual
    summary: Bilingual | None = None
    moves: str
    direction: Literal["up", "down"]
    cost: LeverCost = LeverCost()
    patch: dict[str, Any]


class Expectation(Record):
    """What a hypothesis says will happen.

    Attributes
    ----------
    kpi : str
        Key of the figure.
    direction : {"up", "down"}
        Which way it moves.
    min_effect : float
        By how much at least, in the unit of the table of KPIs; figures in per
        cent in percentage points: 5 for a rate that falls from 50 % to 45 %.
    """

    kpi: str
    direction: Literal["up", "down"]
    min_effect: float = Field(default=0.0, ge=0)


class Hypothesis(Record):
    """Because ..., we change ..., and expect ...: a statement that can fail.

    Attributes
    ----------
    id : str
        Short name.
    because : Text
        The reason: because ...
    change : tuple of str
        Ids of the levers that are pulled together.
    expect : Expectation
        What will happen.
    owner : Team or None
        Team that tests it.
    review : date or str
        When the result is looked at.
    """

    id: Id
    because: Bilingual
    change: tuple[Id, ...]
    expect: Expectation
    owner: Team | None = None
    review: Any = None


class Scenario(JourneyMap):
    """A map whose contacts customers can walk through.

    Codes in a simulated log are places in `contacts`; a lever may add contacts
    at the end, so that codes of two scenarios that are compared stay equal.

    Attributes
    ----------
    format : str
        What the file is.
    behaviour : Behaviour
        How customers walk.
    economics : Economics
        Costs and revenue.
    ranges : dict of KPI to Range
        What figures of this shop should lie within.
    levers : tuple of Lever
        Changes that can be tried.
    hypotheses : tuple of Hypothesis
        Statements that an experiment can refute.
    applied : tuple of str
        Ids of the levers that are pulled.
    strengths : dict of str to float
        How far, for those that are not pulled all the way.
    """

    format: Literal["journeylab/scenario"] = "journeylab/scenario"
    behaviour: Behaviour
    economics: Economics
    ranges: dict[str, Range] = Field(default_factory=dict)
    levers: tuple[Lever, ...] = ()
    hypotheses: tuple[Hypothesis, ...] = ()
    applied: tuple[str, ...] = ()
    strengths: dict[str, Annotated[float, Field(gt=0, lt=1)]] = Field(default_factory=dict)

    def with_levers(self, *ids: str) -> Scenario:
        """Return the scenario with these levers pulled.

        Parameters
        ----------
        *ids : str
            Ids of levers, pulled in this order.

        Returns
        -------
        Scenario
            With ``state`` to-be; contacts keep their ids and codes.

        Raises
        ------
        ModelError
            If a lever is unknown or pulled twice, or if its patch does not fit.
        """
        for n, lever_id in enumerate(ids):
            if lever_id in ids[:n]:
                raise _pulled(lever_id)
        return self.with_lever_strengths(dict.fromkeys(ids, 1.0))

    def with_lever_strengths(self, strengths: Mapping[str, float]) -> Scenario:
        """Return the scenario with levers pulled part of the way.

        Parameters
        ----------
        strengths : mapping of str to float
            From 0 (not pulled) to 1 (all the way) by id of the lever, in the
            order in which they are pulled.

        Returns
        -------
        Scenario
            With ``state`` to-be, or this one if no strength is above 0.
            Numbers lie that part of the way from as is to the full patch;
            weights that a lever adds begin at 0, so that a new contact fades
            in; labels and new contacts are there as soon as the strength is
            above 0, and so is the whole one-off cost: half a project is
            seldom half as cheap.

        Raises
        ------
        UsageError
            If a strength is not between 0 and 1.
        ModelError
            If a lever is unknown or already pulled, or if its patch does not fit.

        Notes
        -----
        Strengths between 0 and 1 are our modelling assumption: `partly`.
        """
        for lever_id, strength in strengths.items():
            self.lever(lever_id)
            if lever_id in self.applied:
                raise _pulled(lever_id)
            if not 0 <= strength <= 1:
                raise UsageError(
                    _("The lever '{id}' cannot be pulled by {strength}.").format(id=lever_id, strength=strength),
                    _("Write a strength from 0 (not at all) to 1 (all the way), for example 0.5."),
                )
        pulled = {lever_id: strength for lever_id, strength in strengths.items() if strength > 0}
        if not pulled:
            return self
        data = self.model_dump(mode="json", exclude_defaults=True)
        invested = self.economics.invested
        for lever_id, strength in pulled.items():
            lever = self.lever(lever_id)
            data = partly(data, lever.patch, strength, ABSENT)
            invested += lever.cost.once
        # A patch may have taken the economics away: then the model answers, not a KeyError here.
        if isinstance(data.get("economics"), dict):
            data = merged(data, {"economics": {"invested": invested}})
        data |= {"state": MapState.TO_BE, "based_on": self.based_on or self.id, "applied": [*self.applied, *pulled]}
        data["strengths"] = self.strengths | {each: strength for each, strength in pulled.items() if strength < 1}
        return type(self).model_validate(data)

    def without(self, contact_id: str) -> Scenario:
        """Return the scenario in which no contact leads to this one any more.

        Who would have gone there goes to one of the other contacts that can
        follow, in proportion to their weights: our assumption.  Journeys that
        begin there still do, so that the same customers set out.

        Raises
        ------
        ModelError
            If the map has no such contact, or if one leads nowhere else.
        """
        gone = self.contact(contact_id).id
        data = self.model_dump(mode="json", exclude_defaults=True)
        for weights in data["behaviour"]["next"].values():
            weights.pop(gone, None)
        return type(self).model_validate(data | {"state": MapState.TO_BE, "based_on": self.based_on or self.id})

    def lever(self, lever_id: str) -> Lever:
        """Return the lever with this id."""
        return find(self.levers, lever_id)

    def event_contacts(self, event: Event) -> tuple[str, ...]:
        """Return the contacts at which something happens, in the order of the file."""
        return self.behaviour.events.get(event, ())

    def _contradictions(self) -> Iterator[ModelError]:
        yield from super()._contradictions()
        yield from contradictions(self)


def _pulled(lever_id: str) -> ModelError:
    return ModelError(_("The lever '{id}' is already pulled.").format(id=lever_id), _("Name each lever once."))
