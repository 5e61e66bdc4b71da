"""A scenario: a map, how customers behave at its contacts, and what could be changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from pydantic import Field

from journeylab.domain.behaviour import Behaviour, Economics
from journeylab.domain.journey_map import Id, JourneyMap
from journeylab.domain.names import find
from journeylab.domain.patch import merged
from journeylab.domain.scenario_checks import contradictions
from journeylab.domain.text import Bilingual, Record
from journeylab.domain.vocabulary import Confidence, Event, MapState, Team
from journeylab.errors import ModelError
from journeylab.i18n import _


class Range(Record):
    """What a rate of this shop should lie within, and who says so."""

    low: float
    high: float
    source: Bilingual
    year: int | None = None
    confidence: Confidence


class LeverCost(Record):
    """What pulling a lever costs."""

    once: float = Field(default=0.0, ge=0)


class Lever(Record):
    """A named change: a patch from one scenario to another.

    Attributes
    ----------
    moves : str
        Key of the KPI that it moves.
    direction : {"up", "down"}
        Which way.
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
    """Because ..., we change ..., and expect ...: a statement that can fail."""

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
    """

    format: Literal["journeylab/scenario"] = "journeylab/scenario"
    behaviour: Behaviour
    economics: Economics
    ranges: dict[str, Range] = Field(default_factory=dict)
    levers: tuple[Lever, ...] = ()
    hypotheses: tuple[Hypothesis, ...] = ()
    applied: tuple[str, ...] = ()

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
        data = self.model_dump(mode="json", exclude_defaults=True)
        invested = self.economics.invested
        for n, lever_id in enumerate(ids):
            lever = self.lever(lever_id)
            if lever_id in self.applied or lever_id in ids[:n]:
                raise ModelError(
                    _("The lever '{id}' is already pulled.").format(id=lever_id), _("Name each lever once.")
                )
            data = merged(data, lever.patch)
            invested += lever.cost.once
        # A patch may have taken the economics away: then the model answers, not a KeyError here.
        if isinstance(data.get("economics"), dict):
            data = merged(data, {"economics": {"invested": invested}})
        data |= {"state": MapState.TO_BE, "based_on": self.based_on or self.id, "applied": [*self.applied, *ids]}
        return type(self).model_validate(data)

    def lever(self, lever_id: str) -> Lever:
        """Return the lever with this id."""
        return find(self.levers, lever_id)

    def event_contacts(self, event: Event) -> tuple[str, ...]:
        """Return the contacts at which something happens, in the order of the file."""
        return self.behaviour.events.get(event, ())

    def _contradictions(self) -> Iterator[ModelError]:
        yield from super()._contradictions()
        yield from contradictions(self)
