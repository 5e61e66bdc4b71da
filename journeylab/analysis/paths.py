"""What the ways of customers look like: how long, how crooked, where in and where out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from journeylab.analysis.figure_table import figure_table
from journeylab.analysis.journeys import journeys
from journeylab.analysis.log_kpis import figure, time_to_purchase
from journeylab.analysis.ratio import Ratio
from journeylab.analysis.table import Table, table
from journeylab.analysis.visits import per_customer, tally, visit_starts
from journeylab.domain.expect import expect
from journeylab.domain.journey_log import JourneyLog
from journeylab.domain.vocabulary import AidaStage, Phase
from journeylab.errors import ModelError
from journeylab.i18n import _, number, percent


@dataclass(frozen=True, eq=False)
class Paths:
    """The shape of all journeys of a log.

    Attributes
    ----------
    measures : Table
        Index: measure.  Columns: ``measure``, ``value``, ``low``, ``high``
        (95 % interval), ``unit``, ``basis``.
    frequent : Table
        The most frequent journeys: ``path``, ``journeys``, ``share``, and
        ``success`` where conversions are known.
    ends : Table
        Index: touchpoint.  Columns: ``entry`` and ``exit``, the customers
        whose contacts begin and end there.
    """

    measures: Table
    frequent: Table
    ends: Table

    def _repr_html_(self) -> str:
        return "".join(part._repr_html_() for part in (self.measures, self.frequent, self.ends))

    def __repr__(self) -> str:
        """Return the three tables as text."""
        return "\n\n".join(repr(part) for part in (self.measures, self.frequent, self.ends))


def paths(log: JourneyLog, top: int = 10) -> Paths:
    """Describe the ways of customers.

    Parameters
    ----------
    top : int
        How many of the most frequent journeys to list.

    Notes
    -----
    Waiting is left out on purpose: a log has the time between two contacts,
    but not who waited for whom.  A loop is a contact that the customer has met
    before; a step back leads to an earlier moment of the map.
    """
    expect(log, JourneyLog)
    rows = {key: (name, r.value, *r.interval(), unit, basis) for key, (name, r, unit, basis) in _measures(log).items()}
    waited = time_to_purchase(log)
    if waited is not None:
        rows["time_to_purchase"] = (_("Time to the first purchase"), *waited, "min", _("median over buyers"))
    frame = pd.DataFrame.from_dict(
        rows,
        orient="index",
        columns=["measure", "value", "low", "high", "unit", "basis"],
    )
    note = _("low and high: 95% interval. Waiting times are not part of a log.")
    return Paths(figure_table(frame, (note,)), frequent_paths(log, top), entry_and_exit(log))


def _measures(log: JourneyLog) -> dict[str, tuple[str, Ratio, str, str]]:
    ones = np.ones(len(log))
    steps = np.maximum(log.lengths() - 1, 0).astype(float)
    starts = visit_starts(log)
    per_step, per_head = _("steps"), _("customers")
    rows: dict[str, tuple[str, Ratio, str, str]] = {
        "length": (_("Contacts per customer"), Ratio(log.lengths().astype(float), ones), "count", per_head),
        "loops": (
            _("Customers who meet a contact again"),
            Ratio((per_customer(log, _met_before(log)) > 0).astype(float), ones, 100),
            "%",
            per_head,
        ),
    }
    if starts is not None:
        rows["visits"] = (_("Visits per customer"), Ratio(per_customer(log, starts), ones), "count", per_head)
    if log.map is not None:
        rows["backward"] = (_("Steps back"), Ratio(per_customer(log, steps_back(log)), steps, 100), "%", per_step)
        rows["channel_changes"] = (
            _("Channel changes per customer"),
            Ratio(per_customer(log, _channel_changes(log)), ones),
            "count",
            per_head,
        )
        if log.conversion is not None:
            rows["phase_skipped"] = _skipped(log, "phase", _("Purchases without any contact in the phase before"))
            rows["stage_skipped"] = _skipped(log, "aida", _("Purchases that skip an AIDA stage before Action"))
    if log.conversion is not None:
        contacts = figure(log, "contacts_to_purchase")
        rows["contacts_to_purchase"] = (_("Contacts to the first purchase"), contacts, "count", _("buyers"))
    return rows


def steps_back(log: JourneyLog) -> NDArray[np.bool_]:
    """Mark contacts that lie at an earlier moment of the map than the one before, shape (n_events,).

    Contacts that are not on the map are passed over.
    """
    if log.map is None:
        raise ModelError(
            _("This log belongs to no map, so it has no order of moments."), _("Read it with map=, or use funnel().")
        )
    rank = log.map.moment_rank()
    place = np.array([rank.get(name, -1) for name in log.touchpoints])[log.codes]
    marked = np.zeros(log.n_events, dtype=np.bool_)
    known = np.flatnonzero(place >= 0)
    owner = log.owner()[known]
    marked[known[1:]] = (np.diff(place[known]) < 0) & (owner[1:] == owner[:-1])
    return marked


def frequent_paths(log: JourneyLog, top: int = 10) -> Table:
    """List the most frequent journeys; without conversions a customer's whole way counts as one."""
    from collections import Counter

    told = log.conversion is not None
    cut = journeys(log) if told else None
    codes, offsets = (cut.codes, cut.offsets) if cut else (log.codes, log.offsets)
    success = cut.success if cut else np.zeros(len(log), dtype=np.bool_)
    raw = codes.tobytes()
    ways = [raw[a:b] for a, b in zip(offsets[:-1].tolist(), offsets[1:].tolist(), strict=True)]
    count = Counter(ways)
    won = Counter(way for way, good in zip(ways, success.tolist(), strict=True) if good)
    labels = log.labels()
    rows = [
        {
            "path": " -> ".join(labels[c] for c in way) or _("(no contact)"),
            "journeys": n,
            "share": n / len(ways),
            **({"success": won[way] / n} if told else {}),
        }
        for way, n in sorted(count.items(), key=lambda item: (-item[1], item[0]))[:top]
    ]
    formats = {"journeys": number, "share": percent, "success": percent}
    note = _("Different ways: {different}; journeys: {all}.").format(
        different=number(len(count)), all=number(len(ways))
    )
    columns = ["path", "journeys", "share", *(["success"] if told else [])]
    headings = {"path": _("way"), "journeys": _("journeys"), "share": _("share"), "success": _("with a purchase")}
    return table(pd.DataFrame(rows, columns=columns, index=range(1, len(rows) + 1)), formats, (note,), headings)


def entry_and_exit(log: JourneyLog) -> Table:
    """Count where customers' contacts begin and where they end."""
    there = log.lengths() > 0
    n = len(log.touchpoints)
    frame = pd.DataFrame(
        {
            "entry": np.bincount(log.codes[log.offsets[:-1][there]], minlength=n),
            "exit": np.bincount(log.codes[log.offsets[1:][there] - 1], minlength=n),
        },
        index=pd.Index(log.labels(), name="touchpoint"),
    )
    headings = {"entry": _("first contact"), "exit": _("last contact")}
    return table(frame, {"entry": number, "exit": number}, headings=headings)


def _met_before(log: JourneyLog) -> NDArray[np.bool_]:
    """Mark contacts that the customer has met before."""
    pair = log.owner() * 256 + log.codes
    first = np.zeros(log.n_events, dtype=np.bool_)
    first[np.unique(pair, return_index=True)[1]] = True
    return ~first


def _channel_changes(log: JourneyLog) -> NDArray[np.bool_]:
    assert log.map is not None
    channel = {contact.id: contact.channel for contact in log.map.contacts}
    ids = [channel.get(name, name) for name in log.touchpoints]
    place = np.array([ids.index(i) for i in ids])[log.codes]
    owner = log.owner()
    changed = np.zeros(log.n_events, dtype=np.bool_)
    changed[1:] = (np.diff(place) != 0) & (owner[1:] == owner[:-1])
    return changed


def _skipped(log: JourneyLog, by: str, label: str) -> tuple[str, Ratio, str, str]:
    """Return the share of purchases whose journey misses the phase before, or an AIDA stage that the map has."""
    assert log.map is not None
    cut = journeys(log)
    moments = {c.id: log.map.moment(c.moment) for c in log.map.contacts}
    of_code = [moments.get(name) for name in log.touchpoints]
    wanted = (Phase.BEFORE,) if by == "phase" else (AidaStage.ATTENTION, AidaStage.INTEREST, AidaStage.DESIRE)
    owner = np.repeat(np.arange(len(cut)), cut.lengths())
    skipped = np.zeros(len(cut), dtype=np.bool_)
    for stage in wanted:
        on = np.array([m is not None and stage in (m.phase, m.aida) for m in of_code])
        if on.any():
            skipped |= np.bincount(owner, weights=on[cut.codes], minlength=len(cut)) == 0
    bought = tally(cut.customer, len(log), cut.success)
    missed = tally(cut.customer, len(log), cut.success & skipped)
    return label, Ratio(missed, bought, 100), "%", _("purchases")
