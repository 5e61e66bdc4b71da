"""The KPIs of a log, each with its denominator and its uncertainty."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

import numpy as np
import pandas as pd

from journeylab.analysis.figure_table import figure_table, written
from journeylab.analysis.journeys import journeys
from journeylab.analysis.log_facts import Facts, UntoldError
from journeylab.analysis.log_figures import FIGURES
from journeylab.analysis.ratio import Ratio, Z, paired_difference, wilson
from journeylab.analysis.table import Table, table
from journeylab.analysis.visits import per_customer
from journeylab.domain.expect import expect
from journeylab.domain.journey_log import JourneyLog
from journeylab.domain.names import expect_known
from journeylab.errors import ModelError, UsageError
from journeylab.i18n import _, money, number, percent


def kpis(log: JourneyLog, by: str | None = None) -> Table:
    """Compute every KPI that a log can tell.

    Parameters
    ----------
    log : JourneyLog
    by : {None, "touchpoint", "team"}
        ``None``: the KPIs of the whole log.  Else what happens at each
        touchpoint, or at the touchpoints that each team answers for.

    Returns
    -------
    Table
        For the whole log: index KPI key; columns ``KPI``, ``value`` (per cent
        figures in per cent), ``low`` and ``high`` (95 % interval), ``unit``,
        ``basis`` (what is divided by what).  What the log cannot tell is
        named in a note, never counted as 0.
    """
    expect(log, JourneyLog)
    if by is None:
        return _whole(log)
    if by in ("touchpoint", "team"):
        return _by_contact(log, by)
    raise UsageError(
        _("KPIs cannot be told by '{by}'.").format(by=by), _('Use by="touchpoint" or by="team", or leave it out.')
    )


def figure(log: JourneyLog | Facts, key: str) -> Ratio:
    """Return one figure of a log as a ratio over its customers; `Facts` are counted once for several figures.

    Raises
    ------
    UsageError
        If there is no figure of this name.
    ModelError
        If the log lacks what it needs.
    """
    expect_known(key, FIGURES)
    try:
        return FIGURES[key].ratio(log if isinstance(log, Facts) else Facts(log))
    except UntoldError as missing:
        raise ModelError(
            _("This log cannot tell '{kpi}': it lacks {fact}.").format(kpi=FIGURES[key].label(), fact=missing),
            _("Read the log with that column, or ask another question of it."),
        ) from None


@dataclass(frozen=True)
class Difference:
    """By how much a figure changes when the same customers walk through another scenario.

    Attributes
    ----------
    key : str
    as_is, to_be : float
        The figure in both logs, in its unit (per cent figures in per cent).
    change, error : float
        ``to_be - as_is`` and its standard error.
    """

    key: str
    as_is: float
    to_be: float
    change: float
    error: float

    @classmethod
    def between(cls, key: str, as_is: Ratio, to_be: Ratio) -> Self:
        """Compare a figure of the same customers in two scenarios."""
        return cls(key, as_is.value, to_be.value, *paired_difference(as_is, to_be))

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval of the change."""
        return self.change - Z * self.error, self.change + Z * self.error

    @property
    def shown(self) -> bool:
        """Whether the interval leaves out 0."""
        low, high = self.interval
        return low > 0 or high < 0

    @property
    def better(self) -> bool | None:
        """Whether the change is for the better; None where no effect is shown."""
        return (self.change > 0) is FIGURES[self.key].up if self.shown else None

    def __repr__(self) -> str:
        """Say in words what changed, how surely, or that no effect is shown."""
        fig = FIGURES[self.key]
        digits = 1 if fig.unit in ("%", "points") else 2
        low, high = (number(bound, digits) for bound in self.interval)
        unit = {"%": _("percentage points"), "points": _("points")}.get(fig.unit, "")
        before, after = (
            number(each, digits) if fig.unit == "points" else written(each, fig.unit)
            for each in (self.as_is, self.to_be)
        )
        sentence = _("{kpi}: {before} -> {after}. Change: {change} (95%: {low} to {high}).").format(
            kpi=fig.label(),
            before=before,
            after=after,
            change=f"{number(self.change, digits)} {unit}".strip(),
            low=low,
            high=high,
        )
        return sentence if self.shown else sentence + " " + _("No effect is shown.")


def difference(as_is: JourneyLog, to_be: JourneyLog, key: str) -> Difference:
    """Compare a figure of two logs that hold the same customers.

    Parameters
    ----------
    as_is, to_be : JourneyLog
        Two scenarios simulated with the same number of customers and seed.
    key : str
        Name of a figure, for example ``"cart_abandonment"``.

    Raises
    ------
    UsageError
        If the customers are not the same, or the figure is unknown.
    """
    same_customers(as_is, to_be)
    return Difference.between(key, figure(as_is, key), figure(to_be, key))


def same_customers(as_is: JourneyLog, to_be: JourneyLog) -> None:
    """Raise if the two logs do not hold the same simulated customers."""
    if len(as_is) != len(to_be) or as_is.seed is None or as_is.seed != to_be.seed:
        raise UsageError(
            _("The two logs do not hold the same customers."),
            _("Simulate both scenarios with the same number of customers and the same seed."),
        )


def _whole(log: JourneyLog) -> Table:
    facts, rows, untold = Facts(log), {}, {}
    for key, fig in FIGURES.items():
        try:
            ratio = fig.ratio(facts)
        except UntoldError as missing:
            untold[fig.label()] = str(missing)
            continue
        low, high = ratio.interval()
        rows[key] = (fig.label(), ratio.value, low, high, fig.unit, fig.basis())
    waited = time_to_purchase(log)
    if waited is not None:
        rows["time_to_purchase"] = (_("Time to the first purchase"), *waited, "min", _("median over buyers"))
    columns = ["KPI", "value", "low", "high", "unit", "basis"]
    frame = pd.DataFrame.from_dict(rows, orient="index", columns=columns)
    notes = [_("low and high: 95% interval.")]
    if log.simulated:
        notes.append(_("Simulated, synthetic data, seed {seed}.").format(seed=log.seed))
    if untold:
        listed = "; ".join(_("{kpi} (needs {fact})").format(kpi=k, fact=f) for k, f in untold.items())
        notes.append(_("This log cannot tell: {kpis}.").format(kpis=listed))
    return figure_table(frame, tuple(notes), currency(log))


def currency(log: JourneyLog) -> str:
    """Return the currency of a log's money; euros where it does not say."""
    return log.economics.currency if log.economics else "EUR"


def time_to_purchase(log: JourneyLog) -> tuple[float, float, float] | None:
    """Return the median minutes from first contact to first conversion, with its 95 % interval."""
    if log.minutes is None or log.conversion is None:
        return None
    events = np.append(np.flatnonzero(log.conversion), log.n_events)
    first = events[np.searchsorted(events, log.offsets[:-1])]
    bought = first < log.offsets[1:]
    took = np.sort(log.minutes[first[bought]] - log.minutes[log.offsets[:-1][bought]]).astype(float)
    n = len(took)
    if not n:
        return None
    # Order statistics whose ranks bound the median with 95 % (normal approximation of the binomial).
    half = 0.98 * np.sqrt(n)
    low, high = int(max(np.floor(n / 2 - half), 0)), int(min(np.ceil(n / 2 + half), n - 1))
    return float(np.median(took)), float(took[low]), float(took[high])


def _by_contact(log: JourneyLog, by: str) -> Table:
    """Count what happens at each touchpoint or team: contacts, customers, who buys later, cost, last contacts."""
    owner = log.owner()
    labels = log.labels()
    groups = _groups(log, by)
    bought_later = _bought_later(log)
    lost = np.zeros(len(labels))
    if log.conversion is not None:
        cut = journeys(log)
        failed = ~cut.success & (cut.lengths() > 0)
        lost = np.bincount(cut.codes[cut.offsets[1:][failed] - 1], minlength=len(labels)).astype(float)
    cost = log.economics.cost_per_contact if log.economics else {}
    rows = {}
    for name, codes in groups.items():
        here = np.isin(log.codes, codes)
        people = np.unique(owner[here])
        row: dict[str, float] = {"contacts": int(here.sum()), "customers": len(people)}
        row["share"] = len(people) / len(log) if len(log) else float("nan")
        if bought_later is not None:
            buyers = int(bought_later[people].sum())
            row["bought_later"] = buyers / len(people) if len(people) else float("nan")
            row["low"], row["high"] = wilson(buyers, len(people))
            row["last_contact"] = float(lost[codes].sum())
        if log.economics is not None:
            row["cost"] = float(sum(cost.get(log.touchpoints[c], 0.0) * (log.codes == c).sum() for c in codes))
        rows[name] = row
    formats: dict[str, Callable[[float], str]] = {
        **dict.fromkeys(("contacts", "customers", "last_contact"), number),
        **dict.fromkeys(("share", "bought_later", "low", "high"), percent),
        "cost": lambda amount: money(amount, currency(log)),
    }
    headings = {
        "contacts": _("contacts"),
        "customers": _("customers"),
        "share": _("share of customers"),
        "bought_later": _("of them buyers"),
        "low": _("low"),
        "high": _("high"),
        "last_contact": _("lost here"),
        "cost": _("cost"),
    }
    notes = [_("Lost here: journeys without success whose last contact this is.")]
    if log.economics is None:
        notes.append(_("This log cannot tell: {kpis}.").format(kpis=_("costs")))
    return table(pd.DataFrame.from_dict(rows, orient="index"), formats, tuple(notes), headings)


def _groups(log: JourneyLog, by: str) -> dict[str, list[int]]:
    labels = log.labels()
    if by == "touchpoint":
        return {label: [code] for code, label in enumerate(labels)}
    if log.map is None:
        raise UsageError(
            _("This log belongs to no map, so nobody knows which team owns a touchpoint."),
            _('Use by="touchpoint", or read the log with map=.'),
        )
    known = {contact.id: contact.owner for contact in log.map.contacts}
    groups: dict[str, list[int]] = {}
    for code, name in enumerate(log.touchpoints):
        team = known.get(name)
        groups.setdefault(team.label if team else _("nobody"), []).append(code)
    return groups


def _bought_later(log: JourneyLog) -> np.ndarray | None:
    return None if log.conversion is None else per_customer(log, log.conversion) > 0
