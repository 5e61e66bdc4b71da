"""Journeys from a scenario, as a log."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import numpy as np

from journeylab.domain.expect import expect
from journeylab.domain.journey_log import JourneyLog
from journeylab.domain.scenario import Scenario
from journeylab.domain.vocabulary import Event
from journeylab.errors import UsageError
from journeylab.i18n import _
from journeylab.sim.compile import compile_scenario
from journeylab.sim.engine import run_block

# Small enough for the cache, large enough that numpy's overhead per call does not show.
BLOCK = 131_072
MAX_CUSTOMERS = 10_000_000
# An arbitrary Monday: simulated time has no date of its own.
START = datetime(2026, 1, 5)


def simulate(
    scenario: Scenario,
    customers: int = 10_000,
    seed: int = 7,
    *,
    first: int = 0,
    entrance: str | None = None,
    block: int = BLOCK,
    progress: Callable[[int, int], None] | None = None,
) -> JourneyLog:
    """Let customers walk through a scenario.

    Parameters
    ----------
    scenario : Scenario
    customers : int
        How many, 0 to 10 million.
    seed : int
        Same seed, same customers, whatever the block size; two scenarios under
        one seed meet the same customers.
    first : int
        Number of the first customer; ``first=10_000`` goes on where a run of
        10 000 customers ended.
    entrance : str, optional
        Id of everybody's first contact, instead of the scenario's start.
    block : int
        Customers simulated at a time; changes memory and speed, never the journeys.
    progress : callable, optional
        Called with customers done and customers in all after each block.

    Returns
    -------
    JourneyLog
        Labelled as simulated, with outcome, customer kind and final mood.

    Raises
    ------
    UsageError
        If `scenario` is none, or a number is not whole or out of range.
    ModelError
        If `entrance` is no contact.
    """
    expect(scenario, Scenario)
    _whole_number("customers", customers, 0)
    _whole_number("seed", seed, None)
    _whole_number("first", first, 0)
    _whole_number("block", block, 1)
    if customers > MAX_CUSTOMERS:
        raise UsageError(
            _("{count} customers do not fit into memory on most machines.").format(count=customers),
            _("Simulate at most {most} at once; continue with first=... under the same seed.").format(
                most=MAX_CUSTOMERS
            ),
        )
    door = None if entrance is None else scenario.contact_ids.index(scenario.contact(entrance).id)
    tables = compile_scenario(scenario)
    blocks = []
    for begin in range(0, max(customers, 1), block):
        count = min(block, customers - begin)
        blocks.append(run_block(tables, seed, first + begin, count, door))
        if progress is not None:
            progress(begin + count, customers)

    codes = np.concatenate([b.codes for b in blocks])
    places = {contact: i for i, contact in enumerate(scenario.contact_ids)}
    return JourneyLog(
        touchpoints=scenario.contact_ids,
        offsets=np.concatenate([[0], np.cumsum(np.concatenate([b.lengths for b in blocks]))]).astype(np.int64),
        codes=codes,
        minutes=np.concatenate([b.minutes for b in blocks]),
        start=START,
        conversion=tables.purchase[codes],
        value=np.concatenate([b.cents for b in blocks]) / 100,
        items=np.concatenate([b.items for b in blocks]),
        outcome=np.concatenate([b.outcome for b in blocks]),
        kind=np.concatenate([b.kind for b in blocks]),
        mood=np.concatenate([b.mood for b in blocks]),
        map=scenario,
        economics=scenario.economics,
        events={event: tuple(places[c] for c in scenario.event_contacts(event)) for event in Event},
        seed=seed,
    )


def _whole_number(name: str, given: object, least: int | None) -> None:
    fits = isinstance(given, int | np.integer) and not isinstance(given, bool)
    if not fits or (least is not None and given < least):  # type: ignore[operator]
        range_ = "" if least is None else " " + _("from {least} on").format(least=least)
        raise UsageError(
            _("{name} must be a whole number{range}, not {given!r}.").format(name=name, range=range_, given=given),
            _("Write for example simulate(shop, customers=10_000, seed=7)."),
        )
