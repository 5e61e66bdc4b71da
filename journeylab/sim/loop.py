"""The simulator to read: one customer at a time, in plain Python.

This is the specification.  It shares nothing with the fast engine but the
compiled tables; tests hold the two together bit for bit.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from journeylab.sim.compile import MAX_STEPS, MOOD_MAX, SESSION_GAP, Tables

_OPEN = 3


def number(seed: int, customer: int, step: int) -> int:
    """Return the 64 random bits of one customer's step."""

    def mix(z: int) -> int:
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) % 2**64
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) % 2**64
        return z ^ (z >> 31)

    golden = 0x9E3779B97F4A7C15
    key = mix((mix(seed % 2**64) + golden * (customer + 1)) % 2**64)
    return mix((key + golden * (step + 1)) % 2**64)


@dataclass
class Walk:
    """What one customer met: parallel lists, one entry a contact, and how it ended.

    Attributes
    ----------
    persona, kind : int
        Who came, and as what.
    codes, minutes, cents, items : list of int
    moods, attention : list of int
        After the contact and the waiting there; attention may fall below 0.
    waited : list of int
        Minutes.
    outcome : int
    start_mood, mood : int
        Before the first contact and after the last.
    """

    persona: int
    kind: int
    start_mood: int
    codes: list[int] = field(default_factory=list)
    minutes: list[int] = field(default_factory=list)
    cents: list[int] = field(default_factory=list)
    items: list[int] = field(default_factory=list)
    moods: list[int] = field(default_factory=list)
    attention: list[int] = field(default_factory=list)
    waited: list[int] = field(default_factory=list)
    outcome: int = _OPEN
    mood: int = 0


def walk(tables: Tables, seed: int, customer: int, entrance: int | None = None) -> Walk:
    """Walk one customer through the scenario.

    Parameters
    ----------
    tables : Tables
    seed, customer : int
    entrance : int, optional
        Code of the first contact; without it the scenario's start decides.
    """
    pause, start = tables.n_contacts, tables.n_contacts + 1

    draw = number(seed, customer, 0)
    persona = _pick(tables.persona_alias, draw)
    minute = arrival = (draw >> 32 & 0x3FFFFF) * tables.arrivals >> 22
    mood, kind = int(tables.persona_mood[persona]), int(tables.persona_kind[persona])
    attention, basket_items, basket_cents = tables.budget, 0, 0
    way, row = Walk(persona, kind, mood), start

    for step in range(1, MAX_STEPS + 1):
        draw = number(seed, customer, step)
        state = _pick(tables.alias[kind, mood >> 4, row], draw)
        if row == start:
            state = state if entrance is None else entrance
        else:
            gap = int(tables.gap[row, draw >> 32 & 0x3FF])
            minute += gap
            if gap >= SESSION_GAP:
                attention = tables.budget
            if minute - arrival > tables.horizon:
                break
        if state >= tables.n_contacts:
            way.outcome = state - tables.n_contacts
            break

        waited = draw >> 48 & 0x3F
        mood += int(tables.effect[persona, state]) + int(tables.noise[state, draw >> 42 & 0x3F])
        mood = min(max(mood - int(tables.wait_loss[state, waited]), 0), MOOD_MAX)
        attention -= int(tables.attention[state])

        cents = items = 0
        if tables.purchase[state]:
            kind = 1
            items, cents = int(tables.order_items[draw >> 60]), int(tables.order_cents[draw >> 54 & 0x3F])
            basket_items, basket_cents = items, cents
        elif tables.sent_back[state] and basket_items:
            items = 1 + ((basket_items - 1) * (draw >> 60) >> 4)
            cents = basket_cents * items // basket_items
            basket_items, basket_cents = basket_items - items, basket_cents - cents

        way.codes.append(state)
        way.minutes.append(minute)
        way.cents.append(cents)
        way.items.append(items)
        way.moods.append(mood)
        way.attention.append(attention)
        way.waited.append(int(tables.wait[state, waited]))
        minute += way.waited[-1]
        row = pause if tables.budget and attention <= 0 else state

    way.mood = mood
    return way


def _pick(row: object, draw: int) -> int:
    """Draw a state from an alias table with the lowest 32 bits."""
    column, threshold = draw & 0xFF, draw >> 8 & 0xFFFFFF
    entry = int(row[column])  # type: ignore[index]
    return column if threshold < entry >> 8 else entry & 0xFF
