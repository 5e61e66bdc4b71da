"""What one customer felt on the way: mood and attention, contact by contact."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from journeylab.domain.expect import expect
from journeylab.domain.scenario import Scenario
from journeylab.domain.vocabulary import Event, Outcome
from journeylab.sim.compile import MOOD_POINT, compile_scenario
from journeylab.sim.loop import Walk, walk


@dataclass(frozen=True, slots=True)
class Trace:
    """One simulated customer, step by step; every tuple has one entry a contact.

    Attributes
    ----------
    customer, seed : int
    persona : str
        Id of the persona.
    codes : tuple of int
        Places of the contacts in the scenario.
    contacts : tuple of str
        Their ids.
    minutes : tuple of int
        Since the first contact.
    waited : tuple of int
        Minutes that the customer waited for the firm at the contact.
    mood_before, mood : tuple of float
        Satisfaction before and after the contact, 0 to 10.
    attention : tuple of float, or None
        Share of a visit's attention that is left after the contact, 0 to 1;
        None where attention never ends a visit.
    purchase : tuple of bool
    outcome : Outcome
    """

    customer: int
    seed: int
    persona: str
    codes: tuple[int, ...]
    contacts: tuple[str, ...]
    minutes: tuple[int, ...]
    waited: tuple[int, ...]
    mood_before: tuple[float, ...]
    mood: tuple[float, ...]
    attention: tuple[float, ...] | None
    purchase: tuple[bool, ...]
    outcome: Outcome

    def __len__(self) -> int:
        """Return the number of contacts, at least 1."""
        return len(self.codes)


def trace(scenario: Scenario, customer: int = 0, seed: int = 7) -> Trace:
    """Return the steps of one customer: the same whom ``simulate(scenario, seed=seed)`` meets under this number."""
    return traces(scenario, [customer], seed)[0]


def traces(scenario: Scenario, customers: Iterable[int], seed: int = 7) -> tuple[Trace, ...]:
    """Return the steps of some customers, in the order of `customers`.

    Parameters
    ----------
    scenario : Scenario
    customers : iterable of int
        Numbers, counted from 0.  Meant for hundreds: they walk through the
        readable loop, not the fast engine.
    seed : int

    Raises
    ------
    UsageError
        If `scenario` is none.
    """
    expect(scenario, Scenario)
    tables = compile_scenario(scenario)
    return tuple(
        _trace(scenario, tables.budget, walk(tables, seed, customer), customer, seed) for customer in customers
    )


def _trace(scenario: Scenario, budget: int, way: Walk, customer: int, seed: int) -> Trace:
    contacts = tuple(scenario.contact_ids[code] for code in way.codes)
    bought = set(scenario.event_contacts(Event.PURCHASE))
    return Trace(
        customer=customer,
        seed=seed,
        persona=scenario.personas[way.persona].id,
        codes=tuple(way.codes),
        contacts=contacts,
        minutes=tuple(minute - way.minutes[0] for minute in way.minutes),
        waited=tuple(way.waited),
        mood_before=tuple(mood / MOOD_POINT for mood in (way.start_mood, *way.moods[:-1])),
        mood=tuple(mood / MOOD_POINT for mood in way.moods),
        attention=tuple(max(left, 0) / budget for left in way.attention) if budget else None,
        purchase=tuple(contact in bought for contact in contacts),
        outcome=tuple(Outcome)[way.outcome],
    )
