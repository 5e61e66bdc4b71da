"""The simulator to use: many customers at a time, with numpy.

It walks a block of customers step by step; those who have ended drop out.
What it means to walk is said by `journeylab.sim.loop`, whose journeys it
reproduces bit for bit.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from journeylab.sim.chance import ARRIVAL_BITS, bits, customer_keys, step_numbers
from journeylab.sim.compile import MAX_STEPS, MOOD_MAX, SESSION_GAP, Tables

_OPEN = 3


@dataclass(frozen=True, eq=False)
class Block:
    """Journeys of some customers, customer after customer.

    Attributes
    ----------
    lengths : ndarray of int64, shape (n_customers,)
    codes : ndarray of uint8, shape (n_events,)
    minutes : ndarray of int32, shape (n_events,)
    cents : ndarray of int64, shape (n_events,)
    items : ndarray of uint8, shape (n_events,)
    outcome, kind, mood : ndarray of uint8, shape (n_customers,)
    """

    lengths: NDArray[np.int64]
    codes: NDArray[np.uint8]
    minutes: NDArray[np.int32]
    cents: NDArray[np.int64]
    items: NDArray[np.uint8]
    outcome: NDArray[np.uint8]
    kind: NDArray[np.uint8]
    mood: NDArray[np.uint8]


def run_block(tables: Tables, seed: int, first: int, count: int, entrance: int | None = None) -> Block:
    """Simulate customers ``first`` to ``first + count - 1``.

    Parameters
    ----------
    entrance : int, optional
        Code of everybody's first contact; without it the scenario's start decides.
    """
    n, rows = tables.n_contacts, tables.n_contacts + 2
    pause = n
    alias, gap = tables.alias.reshape(-1), tables.gap.reshape(-1)
    effect = tables.effect.reshape(-1).astype(np.int32)
    noise, wait, wait_loss = (t.reshape(-1).astype(np.int32) for t in (tables.noise, tables.wait, tables.wait_loss))

    crowd, kind = _arrive(tables, seed, first, count)
    outcome = np.full(count, _OPEN, dtype=np.uint8)
    final_mood = np.zeros(count, dtype=np.uint8)
    steps: list[_Step] = []

    for step in range(1, MAX_STEPS + 1):
        draw = step_numbers(crowd.keys, step)
        state = _pick(alias, ((crowd.kind * 16 + (crowd.mood >> 4)) * rows + crowd.row) << 8, draw)
        if step == 1:
            if entrance is not None:
                state[:] = entrance
            late = np.zeros(count, dtype=np.bool_)
        else:
            passed = gap.take((crowd.row << 10) + bits(draw, 32, 10))
            crowd.minute += passed
            crowd.attention[passed >= SESSION_GAP] = tables.budget
            late = crowd.minute - crowd.arrival > tables.horizon
        ended = late | (state >= n)
        if ended.any():
            gone = crowd.who[ended]
            outcome[gone] = np.where(late, _OPEN, state - n)[ended]
            final_mood[gone] = crowd.mood[ended]
            stay = np.flatnonzero(~ended)
            crowd, draw, state = crowd.only(stay), draw.take(stay), state.take(stay)
        if not len(state):
            break

        waited = (state << 6) + bits(draw, 48, 6)
        shift = effect.take(crowd.persona * n + state) + noise.take((state << 6) + bits(draw, 42, 6))
        shift -= wait_loss.take(waited)
        np.clip(crowd.mood + shift, 0, MOOD_MAX, out=crowd.mood)
        crowd.attention -= tables.attention[state]
        crowd.kind[tables.purchase[state]] = 1
        traded = _trade(tables, state, draw, crowd)
        steps.append(_Step(crowd.who, state.astype(np.uint8), crowd.minute.copy(), *traded))
        crowd.minute += wait.take(waited)
        crowd.row = np.where(crowd.attention <= 0, pause, state) if tables.budget else state
    final_mood[crowd.who] = crowd.mood
    return _by_customer(steps, count, outcome, kind, final_mood)


@dataclass(eq=False)
class _Crowd:
    """Everybody who is still under way: one row a customer in every array."""

    who: NDArray[np.intp]
    keys: NDArray[np.uint64]
    persona: NDArray[np.intp]
    kind: NDArray[np.intp]
    arrival: NDArray[np.int32]
    minute: NDArray[np.int32]
    mood: NDArray[np.int32]
    attention: NDArray[np.int32]
    row: NDArray[np.intp]
    basket_items: NDArray[np.int64]
    basket_cents: NDArray[np.int64]

    def only(self, places: NDArray[np.intp]) -> _Crowd:
        """Return those at these places."""
        return _Crowd(*(getattr(self, f.name).take(places) for f in fields(self)))


def _arrive(tables: Tables, seed: int, first: int, count: int) -> tuple[_Crowd, NDArray[np.uint8]]:
    """Draw who comes and when; return the crowd and as what kind each of them starts."""
    keys = customer_keys(seed, first, count)
    draw = step_numbers(keys, 0)
    persona = _pick(tables.persona_alias, np.intp(0), draw)
    arrival = ((bits(draw, 32, ARRIVAL_BITS).astype(np.int64) * tables.arrivals) >> ARRIVAL_BITS).astype(np.int32)
    kind = tables.persona_kind[persona]
    crowd = _Crowd(
        who=np.arange(count),
        keys=keys,
        persona=persona,
        kind=kind.astype(np.intp),
        arrival=arrival,
        minute=arrival.copy(),
        mood=tables.persona_mood[persona].astype(np.int32),
        attention=np.full(count, tables.budget, dtype=np.int32),
        row=np.full(count, tables.n_contacts + 1, dtype=np.intp),
        basket_items=np.zeros(count, np.int64),
        basket_cents=np.zeros(count, np.int64),
    )
    return crowd, kind


@dataclass(frozen=True, eq=False)
class _Step:
    """One contact of everybody who is under way; `traders` are places in `who`."""

    who: NDArray[np.intp]
    codes: NDArray[np.uint8]
    minutes: NDArray[np.int32]
    traders: NDArray[np.intp]
    cents: NDArray[np.int64]
    items: NDArray[np.int64]


def _pick(alias: NDArray[np.uint32], row: NDArray[np.intp] | np.intp, draw: NDArray[np.uint64]) -> NDArray[np.intp]:
    """Draw states from rows of the flat alias table with the lowest 32 bits."""
    column = bits(draw, 0, 8)
    entry = alias.take(row + column).astype(np.intp)
    return np.where(bits(draw, 8, 24) < entry >> 8, column, entry & 0xFF)


def _trade(
    tables: Tables,
    state: NDArray[np.intp],
    draw: NDArray[np.uint64],
    crowd: _Crowd,
) -> tuple[NDArray[np.intp], NDArray[np.int64], NDArray[np.int64]]:
    """Fill and empty baskets in place; return who traded, for how many cents, how many articles."""
    buys = np.flatnonzero(tables.purchase[state])
    crowd.basket_items[buys] = tables.order_items[bits(draw[buys], 60, 4)]
    crowd.basket_cents[buys] = tables.order_cents[bits(draw[buys], 54, 6)]
    bought = crowd.basket_cents[buys], crowd.basket_items[buys]

    returns = np.flatnonzero(tables.sent_back[state] & ~tables.purchase[state] & (crowd.basket_items > 0))
    items = 1 + ((crowd.basket_items[returns] - 1) * bits(draw[returns], 60, 4) >> 4)
    cents = crowd.basket_cents[returns] * items // crowd.basket_items[returns]
    crowd.basket_items[returns] -= items
    crowd.basket_cents[returns] -= cents
    return (
        np.concatenate([buys, returns]),
        np.concatenate([bought[0], cents]),
        np.concatenate([bought[1], items]),
    )


def _by_customer(
    steps: list[_Step],
    count: int,
    outcome: NDArray[np.uint8],
    kind: NDArray[np.uint8],
    mood: NDArray[np.uint8],
) -> Block:
    """Turn step after step into customer after customer."""
    lengths = np.zeros(count, dtype=np.int64)
    for step in steps:
        lengths[step.who] += 1
    begin = np.concatenate([[0], np.cumsum(lengths)])
    total = int(begin[-1])
    codes, minutes = np.empty(total, np.uint8), np.empty(total, np.int32)
    cents, items = np.zeros(total, np.int64), np.zeros(total, np.uint8)
    for t, step in enumerate(steps):
        # Nobody skips a step, so that a customer's t-th contact is t places after the first.
        place = begin[step.who] + t
        codes[place], minutes[place] = step.codes, step.minutes
        cents[place[step.traders]], items[place[step.traders]] = step.cents, step.items
    return Block(lengths, codes, minutes, cents, items, outcome, kind, mood)
