"""Logs from written-out paths, for tests of everything that counts journeys."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from journeylab.domain.journey_log import JourneyLog

ORDER = "Bestellung"
Path = tuple[Sequence[str], int, int]
Event = tuple[str, bool]


def log_of(paths: Sequence[Path], *, contact: bool = False) -> JourneyLog:
    """Return a log with one customer for each conversion and each failure of each path.

    Parameters
    ----------
    paths : sequence of (channels, conversions, nulls)
    contact : bool
        True: the last contact carries the conversion; False: an order follows it.
    """
    customers: list[list[Event]] = []
    for channels, conversions, nulls in paths:
        failed = [(channel, False) for channel in channels]
        won = [*failed[:-1], (channels[-1], True)] if contact else [*failed, (ORDER, True)]
        customers += [won] * conversions + [failed] * nulls
    return log_of_events(customers, contact=contact)


def log_of_events(
    customers: Sequence[Sequence[Event]],
    *,
    contact: bool = False,
    minutes: Sequence[int] | None = None,
    value: Sequence[float] | None = None,
    names: Sequence[str] | None = None,
) -> JourneyLog:
    """Return a log of customers whose events are (name, whether it converts)."""
    events = [event for customer in customers for event in customer]
    known = tuple(names if names is not None else dict.fromkeys(name for name, _converts in events))
    return JourneyLog(
        touchpoints=known,
        offsets=np.cumsum([0, *map(len, customers)]).astype(np.int64),
        codes=np.array([known.index(name) for name, _converts in events], dtype=np.uint8),
        minutes=None if minutes is None else np.array(minutes, dtype=np.int32),
        conversion=np.array([converts for _name, converts in events], dtype=bool),
        value=None if value is None else np.array(value, dtype=float),
        conversion_is_contact=contact,
    )
