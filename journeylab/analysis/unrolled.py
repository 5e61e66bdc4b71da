"""Journeys laid side by side by the number of the contact: loops become plain steps to the right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from journeylab.analysis.paths import steps_back
from journeylab.analysis.rare import most_frequent, others
from journeylab.domain.expect import expect
from journeylab.domain.journey_log import JourneyLog
from journeylab.errors import UsageError
from journeylab.i18n import _

Station = Literal["channel", "moment", "touchpoint"]


@dataclass(frozen=True, eq=False)
class Unrolled:
    """Where customers are at their first, second, third contact, counted.

    Attributes
    ----------
    names : tuple of str
        Stations; the last may stand for several rare ones.
    named : int
        How many stations stand under their own name.
    nodes : ndarray of int, shape (n_steps, n + 2)
        Customers by contact number and state.  The states are the stations,
        then "has bought" (column -2) and "is gone without a purchase" (column
        -1), which nobody leaves again; every row adds up to all customers.
    flows : ndarray of int, shape (max(n_steps - 1, 0), n + 2, n + 2)
        ``flows[t, i, j]`` customers go from state i at contact t to state j.
    back : ndarray of int, same shape
        Those of `flows` that lead to an earlier moment; 0 without a map.
    longer : int
        Customers who are still on their way after the last contact that is counted.
    tells_purchases : bool
        False where the log knows no conversions: nobody is then said to have bought.
    """

    names: tuple[str, ...]
    named: int
    nodes: NDArray[np.int64]
    flows: NDArray[np.int64]
    back: NDArray[np.int64]
    longer: int
    tells_purchases: bool


def unrolled(log: JourneyLog, steps: int = 6, by: Station = "channel", most: int = 5) -> Unrolled:
    """Count where customers are at each of their first contacts, and from where they came.

    A conversion that is an event of its own takes its step; where it is a flag
    on a contact, the contact keeps its step and "has bought" begins at the next.
    Only the way to the first conversion is counted.

    Parameters
    ----------
    log : JourneyLog
    steps : int
        How many contacts to count; fewer where nobody has so many.
    by : {"channel", "moment", "touchpoint"}
        What the stations are; without a map they are the touchpoints of the log.
    most : int
        The rarest stations beyond so many are counted together.

    Raises
    ------
    UsageError
        If `by` is another word, or `steps` or `most` is smaller than 1.
    """
    expect(log, JourneyLog)
    _check(steps, by, most)
    names, station = _stations(log, by)
    owner = log.owner()
    step = np.arange(log.n_events) - log.offsets[owner]
    # The step from which on a customer needs no further counting: bought or gone.
    bought_at = np.full(len(log), np.iinfo(np.int64).max)
    if log.conversion is not None:
        at = np.flatnonzero(log.conversion)
        np.minimum.at(bought_at, owner[at], step[at] + log.conversion_is_contact)
    ends = np.minimum(log.lengths(), bought_at)
    columns = min(steps, int(ends.max(initial=-1)) + 1)

    shown = (step < columns) & (step < bought_at[owner])
    often = np.bincount(station[log.codes[shown]], minlength=len(names))
    kept, rest = most_frequent(often, most)
    if log.map is not None:
        kept.sort()
    place = np.full(len(names), len(kept))
    place[kept] = range(len(kept))
    chosen = [names[i] for i in kept] + ([others(len(rest))] if rest else [])

    bought, gone = len(chosen), len(chosen) + 1
    state = np.full((len(log), columns), gone)
    state[owner[shown], step[shown]] = place[station[log.codes[shown]]]
    state[np.arange(columns) >= bought_at[:, None]] = bought
    returns = np.zeros((len(log), columns), dtype=bool)
    if log.map is not None:
        returns[owner[shown], step[shown]] = steps_back(log)[shown]
    every = np.ones(len(log), dtype=bool)
    pairs = range(1, columns)
    return Unrolled(
        names=tuple(chosen),
        named=len(kept),
        nodes=np.array([np.bincount(column, minlength=gone + 1) for column in state.T]).reshape(columns, gone + 1),
        flows=_flows([(state[:, t - 1], state[:, t], every) for t in pairs], gone + 1),
        back=_flows([(state[:, t - 1], state[:, t], returns[:, t]) for t in pairs], gone + 1),
        longer=int((ends > columns).sum()),
        tells_purchases=log.conversion is not None,
    )


def _check(steps: int, by: str, most: int) -> None:
    if by not in get_args(Station):
        raise UsageError(
            _("Journeys cannot be told by '{by}'.").format(by=by),
            _("Use one of: {names}.").format(names=", ".join(get_args(Station))),
        )
    if min(steps, most) < 1:
        raise UsageError(
            _("steps={steps} and most={most} leave nothing to count.").format(steps=steps, most=most),
            _("Use whole numbers from 1 on."),
        )


def _flows(pairs: list[tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]], n: int) -> NDArray[np.int64]:
    counts = [np.bincount((a * n + b)[which], minlength=n * n) for a, b, which in pairs]
    return np.array(counts, dtype=np.int64).reshape(len(pairs), n, n)


def _stations(log: JourneyLog, by: Station) -> tuple[list[str], NDArray[np.int64]]:
    """Return the names of all stations in the order of the map, and the station of each code."""
    labels = log.labels()
    if log.map is None:
        return list(labels), np.arange(len(labels))
    rank = log.map.moment_rank()
    if by == "touchpoint":
        ids, names = list(log.touchpoints), dict(zip(log.touchpoints, labels, strict=True))
        order = sorted(ids, key=lambda name: rank.get(name, len(rank)))
    else:
        items = log.map.channels if by == "channel" else log.map.moments
        of_contact = {contact.id: getattr(contact, by) for contact in log.map.contacts}
        # A touchpoint that the map lacks is a station of its own.
        ids = [of_contact.get(name, name) for name in log.touchpoints]
        names = {item.id: str(item.label) for item in items}
        order = list(dict.fromkeys([*names, *ids]))
    return [names.get(i, i) for i in order], np.array([order.index(i) for i in ids], dtype=np.int64)
