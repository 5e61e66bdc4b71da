"""A scenario as integer tables: all that the engines know of it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from journeylab.domain.behaviour import EVERYWHERE, EXITS, ContactBehaviour, Spread, Waiting
from journeylab.domain.journey_map import Persona
from journeylab.domain.scenario import Scenario
from journeylab.domain.vocabulary import CustomerKind, Event, Phase, ValueComponent
from journeylab.sim.alias import alias_row
from journeylab.sim.chance import GAP_BITS, ITEM_BITS, NOISE_BITS, VALUE_BITS, WAIT_BITS

MOOD_LEVELS = 16
MOOD_MAX = 255
MOOD_POINT = MOOD_MAX / 10
SESSION_GAP = 30
MAX_STEPS = 1_000
NEVER = 2**31 - 1
_LONGEST = 5_000_000

# Our assumption: delivering all that is wanted lifts the mood by two of ten points.
STRENGTH = 2 * MOOD_POINT
# Source 004: price weighs more in the early moments.  The factors are our assumption.
_PRICE_BY_PHASE = {Phase.BEFORE: 1.5, Phase.PURCHASE: 1.0, Phase.AFTER: 0.5}
# Mood lost for each doubling of waiting beyond patience: half a point (our assumption).
_LOSS_PER_DOUBLING = MOOD_POINT / 2


@dataclass(frozen=True, eq=False)
class Tables:
    """Integer tables of a scenario with C contacts and P personas.

    Attributes
    ----------
    alias : ndarray of uint32, shape (2, 16, C + 2, 256)
        By customer kind, mood level and row; rows are the contacts, then the
        pause (attention used up), then the start.  States drawn are the
        contacts, then content, gave up, competitor.
    persona_alias : ndarray of uint32, shape (256,)
    persona_kind, persona_mood : ndarray of uint8, shape (P,)
    effect : ndarray of int16, shape (P, C)
        Mood shift, in 1/25.5 points.
    noise : ndarray of int16, shape (C, 64)
    wait : ndarray of int32, shape (C, 64)
        Minutes.
    wait_loss : ndarray of int16, shape (C, 64)
        Mood lost by waiting.
    gap : ndarray of int32, shape (C + 1, 1024)
        Minutes until the next contact; the last row is the pause.
    attention : ndarray of int16, shape (C,)
        Cost of a contact.
    budget : int
        Attention of a visit; 0 where attention never ends one.
    purchase, sent_back : ndarray of bool, shape (C,)
    order_cents : ndarray of int64, shape (64,)
    order_items : ndarray of int64, shape (16,)
    arrivals, horizon : int
        Minutes.
    """

    alias: NDArray[np.uint32]
    persona_alias: NDArray[np.uint32]
    persona_kind: NDArray[np.uint8]
    persona_mood: NDArray[np.uint8]
    effect: NDArray[np.int16]
    noise: NDArray[np.int16]
    wait: NDArray[np.int32]
    wait_loss: NDArray[np.int16]
    gap: NDArray[np.int32]
    attention: NDArray[np.int16]
    budget: int
    purchase: NDArray[np.bool_]
    sent_back: NDArray[np.bool_]
    order_cents: NDArray[np.int64]
    order_items: NDArray[np.int64]
    arrivals: int
    horizon: int

    @property
    def n_contacts(self) -> int:
        """Number of contacts; outcome ``o`` has the state ``n_contacts + o``."""
        return len(self.attention)


def compile_scenario(scenario: Scenario) -> Tables:
    """Turn a scenario into integer tables."""
    walk, money = scenario.behaviour, scenario.economics
    ids = scenario.contact_ids
    places = {state: i for i, state in enumerate([*ids, *EXITS])}
    behaviour = [walk.contact.get(contact, ContactBehaviour()) for contact in ids]
    personas = scenario.personas
    waits = [b.waiting for b in behaviour]
    return Tables(
        alias=_alias_tables(scenario, places),
        persona_alias=alias_row([p.share for p in personas]),
        persona_kind=np.array([list(CustomerKind).index(p.kind) for p in personas], dtype=np.uint8),
        persona_mood=np.array([round(p.mood * MOOD_POINT) for p in personas], dtype=np.uint8),
        effect=np.array(
            [
                [_effect(b, p, scenario.phase(contact)) for contact, b in zip(ids, behaviour, strict=True)]
                for p in personas
            ],
            dtype=np.int16,
        ),
        noise=np.array([[round(z * b.noise * MOOD_POINT) for z in _normal(NOISE_BITS)] for b in behaviour], np.int16),
        wait=np.array([_minutes(w, WAIT_BITS) for w in waits]),
        wait_loss=np.array([_wait_losses(w) for w in waits], np.int16),
        gap=np.array([_minutes(gap, GAP_BITS) for gap in (*(b.gap for b in behaviour), walk.visit.pause)]),
        attention=np.array(
            [max(b.attention - b.impression, 0 if b.attention == 0 else 1) for b in behaviour], np.int16
        ),
        budget=walk.visit.attention if walk.visit.comes_back else 0,
        purchase=_marked(scenario, Event.PURCHASE),
        sent_back=_marked(scenario, Event.RETURN),
        order_cents=np.array([round(v * 100) for v in _quantiles(money.order_value, VALUE_BITS)], np.int64),
        order_items=np.array([min(max(1, round(n)), 99) for n in _quantiles(money.items, ITEM_BITS)], np.int64),
        arrivals=round(walk.arrivals),
        horizon=NEVER if walk.horizon is None else round(walk.horizon),
    )


def next_weights(scenario: Scenario, source: str, kind: CustomerKind, level: int) -> dict[str, float]:
    """Return the weights of what follows a contact, for one customer kind and mood level.

    Parameters
    ----------
    level : int
        0 (worst mood) to 15 (best).

    Notes
    -----
    ``weight * factor(kind) * 2 ** (tilt * m)`` with ``m = (level - 7.5) / 7.5``.
    The form is our assumption; design and data say only that a low mood
    favours leaving and a high one buying.
    """
    walk = scenario.behaviour
    m = (2 * level - MOOD_LEVELS + 1) / (MOOD_LEVELS - 1)
    tilt = {**walk.mood_tilt.get(EVERYWHERE, {}), **walk.mood_tilt.get(source, {})}
    factor: dict[str, float] = {}
    if kind is CustomerKind.EXISTING:
        factor = {**walk.existing_factor.get(EVERYWHERE, {}), **walk.existing_factor.get(source, {})}
    return {
        target: weight * factor.get(target, 1.0) * 2.0 ** (tilt.get(target, 0.0) * m)
        for target, weight in walk.next[source].items()
    }


def _alias_tables(scenario: Scenario, places: dict[str, int]) -> NDArray[np.uint32]:
    walk = scenario.behaviour
    ids = scenario.contact_ids
    table = np.zeros((2, MOOD_LEVELS, len(ids) + 2, 256), dtype=np.uint32)
    for k, kind in enumerate(CustomerKind):
        for level in range(MOOD_LEVELS):
            for row, source in enumerate(ids):
                table[k, level, row] = _row(next_weights(scenario, source, kind, level), places)
        table[k, :, len(ids)] = _row(walk.visit.comes_back, places)
        table[k, :, len(ids) + 1] = _row(walk.start.get(kind, {}), places)
    return table


def _row(weights: dict[str, float], places: dict[str, int]) -> NDArray[np.uint32]:
    if not any(weights.values()):
        # No such row is ever drawn from: no pause, or no customer of this kind.
        return np.zeros(256, dtype=np.uint32)
    full = [0.0] * len(places)
    for target, weight in weights.items():
        full[places[target]] = weight
    return _cached_row(tuple(full))


@lru_cache(maxsize=8192)
def _cached_row(weights: tuple[float, ...]) -> NDArray[np.uint32]:
    # Most rows recur: over mood levels, over kinds, and from one slider move to the next.
    return alias_row(weights)


def _effect(contact: ContactBehaviour, persona: Persona, phase: Phase) -> int:
    """Return the mood shift of a contact for a persona, in mood units.

    ``STRENGTH * intensity * sum(want * (delivers - 2.5) / 2.5) / sum(want)``:
    source 004 names the four parts; the linear form is our assumption.
    """
    wants = {part: persona.wants.get(part, 0.0 if persona.wants else 1.0) for part in ValueComponent}
    wants[ValueComponent.PRICE] *= _PRICE_BY_PHASE[phase]
    total = sum(wants.values())
    if not total:
        return 0
    gain = sum(wants[part] * (level - 2.5) / 2.5 for part, level in contact.delivers.items())
    return round(STRENGTH * contact.intensity * gain / total)


def _wait_losses(waiting: Waiting | None) -> list[int]:
    """Return the mood lost at each quantile of waiting."""
    if waiting is None:
        return [0] * (1 << WAIT_BITS)
    doublings = [math.log2(max(m / waiting.patience, 1)) for m in _quantiles(waiting, WAIT_BITS)]
    return [round(_LOSS_PER_DOUBLING * d) for d in doublings]


@lru_cache
def _normal(size: int) -> tuple[float, ...]:
    """Return the mid quantiles of the standard normal distribution, 2**size of them."""
    n = 1 << size
    return tuple(NormalDist().inv_cdf((i + 0.5) / n) for i in range(n))


_Z90 = NormalDist().inv_cdf(0.9)


def _quantiles(spread: Spread, size: int) -> tuple[float, ...]:
    """Return 2**size quantiles of the log-normal distribution with this median and 90 % quantile."""
    if spread.median == 0 or spread.p90 == spread.median:
        return (spread.median,) * (1 << size)
    sigma = math.log(spread.p90 / spread.median) / _Z90
    # Not numpy's exp: its last bit depends on the processor.
    return tuple(spread.median * math.exp(sigma * z) for z in _normal(size))


def _minutes(spread: Spread | None, size: int) -> NDArray[np.int32]:
    """Return 2**size quantiles in whole minutes; zeros where there is no such time."""
    if spread is None:
        return np.zeros(1 << size, dtype=np.int32)
    return _cached_minutes(spread.median, spread.p90, size)


@lru_cache(maxsize=4096)
def _cached_minutes(median: float, p90: float, size: int) -> NDArray[np.int32]:
    quantiles = _quantiles(Spread(median=median, p90=p90), size)
    return np.array([min(round(value), _LONGEST) for value in quantiles], dtype=np.int32)


def _marked(scenario: Scenario, event: Event) -> NDArray[np.bool_]:
    there = set(scenario.event_contacts(event))
    return np.array([contact in there for contact in scenario.contact_ids], dtype=np.bool_)
