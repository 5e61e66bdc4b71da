"""Channels side by side: who meets them, who buys afterwards, and what that costs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from journeylab.analysis.journeys import Journeys, journeys
from journeylab.analysis.log_kpis import currency
from journeylab.analysis.ratio import wilson
from journeylab.analysis.table import Table, table
from journeylab.domain.expect import expect
from journeylab.domain.journey_log import JourneyLog
from journeylab.i18n import _, duration, money, number, percent

Array = NDArray[np.float64]
Columns = dict[str, NDArray[Any] | list[str]]


def channels(log: JourneyLog) -> Table:
    """Count for each channel what its contacts are followed by.

    Parameters
    ----------
    log : JourneyLog
        Channels are those of its map; without a map each touchpoint is one.

    Returns
    -------
    Table
        Index channel, the one that most customers meet first; only the columns
        that the log can tell:

        - ``medium``: digital, analog, stationary or in person, as a word;
        - ``contacts``; ``customers`` who have at least one of them, and their ``share`` of all;
        - ``bought``: customers of these who buy at or after one of them, their
          ``rate`` among ``customers``, ``low`` and ``high`` its 95 % interval (Wilson 1927);
        - ``first``, ``last``: conversions whose journey begins or ends in the channel;
        - ``cost``, ``cost_per_contact``, ``cost_per_buyer`` (cost of all contacts / ``bought``);
        - ``gap``: median minutes to the customer's next contact in any channel.

    Notes
    -----
    A conversion that is an event of its own is no contact unless it stands on the map.
    """
    expect(log, JourneyLog)
    # Where nothing is a conversion, every event is a station: so each keeps its place in the log.
    met = journeys(replace(log, conversion=np.zeros(log.n_events, dtype=bool)), None)
    contact = np.ones(log.n_events, dtype=bool)
    if log.conversion is not None and log.map is None and not log.conversion_is_contact:
        contact = ~log.conversion
    n = len(met.names)
    columns: Columns = {}
    if log.map is not None:
        columns["medium"] = _media(log, met)
    count = np.bincount(met.codes[contact], minlength=n)
    columns["contacts"] = count
    columns["customers"] = people = _people(log, met, contact)
    columns["share"] = people / max(len(log), 1)
    if log.conversion is not None:
        columns |= _success(log, met, contact, people)
    if log.economics is not None:
        # What the map has and no price is given for is free; of a name that it lacks nobody knows the cost.
        known = set(log.touchpoints if log.map is None else log.map.contact_ids)
        free = [0.0 if name in known else np.nan for name in log.touchpoints]
        prices = log.economics.cost_per_contact
        price = np.array([prices.get(name, rest) for name, rest in zip(log.touchpoints, free, strict=True)])
        cost = np.bincount(met.codes[contact], weights=price[log.codes[contact]], minlength=n)
        columns |= {"cost": cost, "cost_per_contact": _over(cost, count)}
        if "bought" in columns:
            columns["cost_per_buyer"] = _over(cost, np.asarray(columns["bought"]))
    if log.minutes is not None:
        columns["gap"] = _gaps(log, met, contact)
    frame = pd.DataFrame(columns, index=pd.Index(met.names, dtype=object))[count > 0]
    order = np.lexsort((-frame["contacts"], -frame["customers"]))
    return table(frame.iloc[order], _formats(log), _notes(log), _headings())


def _media(log: JourneyLog, met: Journeys) -> list[str]:
    assert log.map is not None
    medium = {channel.id: channel.medium.label for channel in log.map.channels}
    channel = {contact.id: contact.channel for contact in log.map.contacts}
    codes, places = np.unique(log.codes, return_index=True)
    words = [""] * len(met.names)
    for code, place in zip(codes.tolist(), places.tolist(), strict=True):
        words[met.codes[place]] = medium.get(channel.get(log.touchpoints[code], ""), "")
    return words


def _people(log: JourneyLog, met: Journeys, chosen: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Count for each channel the customers with a chosen contact, shape (n_channels,)."""
    n = max(len(met.names), 1)
    pairs = np.unique(log.owner()[chosen] * n + met.codes[chosen])
    return np.bincount(pairs % n, minlength=len(met.names))


def _success(log: JourneyLog, met: Journeys, contact: NDArray[np.bool_], people: NDArray[np.int64]) -> Columns:
    assert log.conversion is not None
    owner, events = log.owner(), np.flatnonzero(log.conversion)
    last = np.full(len(log), -1)
    last[owner[events]] = events
    bought = _people(log, met, contact & (np.arange(log.n_events) <= last[owner]))
    low, high = np.array([wilson(*pair) for pair in zip(bought, people, strict=True)]).reshape(-1, 2).T
    cut = journeys(log, None)
    won = cut.select(cut.success & (cut.lengths() > 0))
    begins, ends = won.codes[won.offsets[:-1]], won.codes[won.offsets[1:] - 1]
    return {
        "bought": bought,
        "rate": _over(bought, people),
        "low": low,
        "high": high,
        "first": np.bincount(begins, minlength=len(met.names)),
        "last": np.bincount(ends, minlength=len(met.names)),
    }


def _gaps(log: JourneyLog, met: Journeys, contact: NDArray[np.bool_]) -> Array:
    assert log.minutes is not None
    places = np.flatnonzero(contact)
    same = np.diff(log.owner()[places]) == 0
    gaps, here = np.diff(log.minutes[places])[same], met.codes[places[:-1]][same]
    each = (gaps[here == code] for code in range(len(met.names)))
    return np.array([np.median(some) if len(some) else np.nan for some in each])


def _over(above: NDArray[Any], below: NDArray[Any]) -> Array:
    """Divide; NaN where nothing stands below."""
    quotient = np.full(len(below), np.nan)
    np.divide(above, below, out=quotient, where=below > 0)
    return quotient


def _formats(log: JourneyLog) -> dict[str, Callable[[float], str]]:
    def priced(amount: float) -> str:
        return "-" if np.isnan(amount) else money(amount, currency(log))

    return {
        **dict.fromkeys(("contacts", "customers", "bought", "first", "last"), number),
        **dict.fromkeys(("share", "rate", "low", "high"), percent),
        **dict.fromkeys(("cost", "cost_per_contact", "cost_per_buyer"), priced),
        "gap": lambda minutes: "-" if np.isnan(minutes) else duration(minutes),
    }


def _headings() -> dict[str, str]:
    return {
        "medium": _("medium"),
        "contacts": _("contacts"),
        "customers": _("customers"),
        "share": _("share of customers"),
        "bought": _("bought afterwards"),
        "rate": _("share of buyers"),
        "low": _("low"),
        "high": _("high"),
        "first": _("first contact"),
        "last": _("last contact"),
        "cost": _("cost"),
        "cost_per_contact": _("cost per contact"),
        "cost_per_buyer": _("cost per buyer"),
        "gap": _("median gap"),
    }


def _notes(log: JourneyLog) -> tuple[str, ...]:
    notes = [
        _("A customer can meet several channels: the shares add up to more than 100 %."),
        _("Bought afterwards is not bought because of it: only a test shows what a channel brings about."),
    ]
    told = {
        _("conversions"): log.conversion,
        _("costs"): log.economics,
        _("times"): log.minutes,
    }
    lacking = [name for name, fact in told.items() if fact is None]
    if lacking:
        notes.append(_("Not in this log: {facts}").format(facts=", ".join(lacking)) + ".")
    return tuple(notes)
