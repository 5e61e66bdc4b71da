"""The one thing to know first about a log, how sure it is, and what to do next.

The rule is fixed and takes the first case that fits: no conversions, too few of
them, buyers only, lost baskets where the log knows baskets, else the channel
about which First Click and Last Click disagree most.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import ceil, isnan, log10, sqrt
from statistics import NormalDist

import numpy as np

from journeylab.analysis.journeys import Journeys, journeys
from journeylab.analysis.log_kpis import figure
from journeylab.analysis.ratio import Ratio
from journeylab.analysis.visits import tally
from journeylab.domain.journey_log import JourneyLog
from journeylab.domain.scenario import Lever, Scenario
from journeylab.domain.vocabulary import Event
from journeylab.i18n import _, ngettext, number, percent

# The intervals rest on the normal approximation, which needs about so many cases.
ENOUGH = 30
# A smaller difference changes no budget, however certain it is.
WORTH_SAYING = 0.01
# A test should find a change by a tenth of the rate, 8 times out of 10.
_CHANGE, _POWER = 0.1, 0.8


@dataclass(frozen=True)
class Headline:
    """What a report says first.

    Attributes
    ----------
    clear : bool
        Whether the numbers carry a finding.
    finding, certainty, step, rule, caution : str
        One or two sentences each: what was found, how sure it is, what to do
        next, by which rule it was chosen, and what it must not be taken for.
    """

    clear: bool
    finding: str
    certainty: str
    step: str
    rule: str = ""
    caution: str = ""


def headline(log: JourneyLog) -> Headline:
    """Choose the finding of a log by the rule of this module."""
    if log.conversion is None or not log.n_events:
        return _nothing_to_count(log)
    rate = figure(log, "conversion_rate_customers")
    # The customer is the unit of every interval here: thirty orders of one customer are one case.
    if rate.numerator < ENOUGH:
        return _too_thin(rate)
    cut = journeys(log, None)
    if cut.success.all():
        return _buyers_only(len(cut))
    if log.events.get(Event.BASKET) and figure(log, "cart_abandonment").denominator >= ENOUGH:
        return _lost_baskets(log)
    return _first_against_last(log, cut, rate)


def customers_needed(rate: float, other: float) -> int:
    """Return how many cases each half of a test needs to tell two rates apart.

    Notes
    -----
    Two-sided test at 5 % with 80 % power, normal approximation (Fleiss,
    Levin and Paik 2003, "Statistical Methods for Rates and Proportions",
    chapter 4, without continuity correction); two significant digits, rounded up.
    """
    z = NormalDist().inv_cdf(0.975) + NormalDist().inv_cdf(_POWER)
    exact = z**2 * (rate * (1 - rate) + other * (1 - other)) / (rate - other) ** 2
    unit = 10 ** max(int(log10(exact)) - 1, 0) if exact >= 1 else 1
    return ceil(exact / unit) * unit


def _nothing_to_count(log: JourneyLog) -> Headline:
    if not log.n_events:
        finding = _("No finding: the log holds no contact.")
        step = _("Check which file was read, and whether the period of the export is the right one.")
    else:
        finding = _("No finding yet: this log does not tell which contacts are conversions.")
        step = _(
            "Export the orders as well, as a column of their own or as a touchpoint, and name it with conversion=."
        )
    return Headline(False, finding, _("Without conversions there is no rate and no credit to compute."), step)


def _too_thin(rate: Ratio) -> Headline:
    buyers = int(rate.numerator)
    found = ngettext(
        "No clear finding: {count} customer with a conversion is too few to compare channels.",
        "No clear finding: {count} customers with a conversion are too few to compare channels.",
        buyers,
    )
    step = _("Collect data until at least {enough} customers have a conversion, then run the report again.")
    if not buyers:
        found = _("No clear finding: no customer has a conversion.")
        step = _("Check whether the right column counts as conversion; if it does, choose a longer period.")
    rule = _("Chosen by rule: below {enough} customers with a conversion the report names no channel.")
    return Headline(
        False,
        found.format(count=number(buyers)),
        _rate_in_words(rate),
        step.format(enough=ENOUGH),
        rule.format(enough=ENOUGH),
    )


def _rate_in_words(rate: Ratio) -> str:
    low, high = rate.interval()
    facts = {"rate": percent(rate.value / 100), "count": number(rate.denominator)}
    if isnan(low):  # One customer alone leaves no interval.
        return _("Share of customers with a conversion: {rate} (n = {count}).").format(**facts)
    return _("Share of customers with a conversion: {rate}, 95% interval {low} to {high} (n = {count}).").format(
        low=percent(low / 100), high=percent(high / 100), **facts
    )


def _buyers_only(count: int) -> Headline:
    return Headline(
        False,
        _("No clear finding: all {count} journeys end in a conversion.").format(count=number(count)),
        _("The export probably holds buyers only. Then nobody can see what keeps customers from buying."),
        _("Export the contacts of all customers in the period, also of those who did not buy."),
        _("Chosen by rule: without journeys that fail there is no rate to compare."),
    )


def _lost_baskets(log: JourneyLog) -> Headline:
    lost = figure(log, "cart_abandonment")
    low, high = lost.interval()
    now = lost.value / 100
    certainty = _("95% interval {low} to {high} (n = {count} journeys with a basket).").format(
        low=percent(max(low, 0.0) / 100), high=percent(min(high, 100.0) / 100), count=number(int(lost.denominator))
    )
    last = _last_of_lost_baskets(log)
    if last:
        name, part = last
        certainty += " " + _("The most frequent last contact of those that fail: {name} ({part}).").format(
            name=name, part=percent(part)
        )
    return Headline(
        True,
        _("{share} of the journeys with a basket end without a purchase.").format(share=percent(now)),
        certainty,
        _basket_step(log, now),
        _("Chosen by rule: the log knows baskets, and nobody is closer to a purchase than a customer who has one."),
        _("The log shows where journeys end, not why: the reason shows only in a test or if you ask customers."),
    )


def _basket_step(log: JourneyLog, now: float) -> str:
    lever = _lever(log)
    if lever and isinstance(log.map, Scenario):
        return _(
            "Try the lever “{lever}” on the same customers and compare: "
            'simulate(scenario("{scenario}").with_levers("{id}"), customers={customers}, seed={seed}).'
        ).format(lever=lever.label, scenario=log.map.id, id=lever.id, customers=len(log), seed=log.seed)
    wanted = now * (1 - _CHANGE)
    if now <= 0:
        return _("Look at the next step after the basket: delivery, returns, a second purchase.")
    return _(
        "Change one thing between basket and order, and show the new version to a randomly chosen half of the "
        "customers (A/B test). To tell {now} from {wanted}, each half needs about {count} journeys with a basket."
    ).format(now=percent(now), wanted=percent(wanted), count=number(customers_needed(now, wanted)))


def _lever(log: JourneyLog) -> Lever | None:
    if not log.simulated or not isinstance(log.map, Scenario):
        return None
    moving = (lever for lever in log.map.levers if lever.moves in ("cart_abandonment", "checkout_abandonment"))
    return next((lever for lever in moving if lever.id not in getattr(log.map, "applied", ())), None)


def _last_of_lost_baskets(log: JourneyLog) -> tuple[str, float] | None:
    """Return where most journeys with a basket and without a purchase end, and their share."""
    cut = journeys(log)
    owner = np.repeat(np.arange(len(cut)), cut.lengths())
    basket = np.isin(cut.codes, log.events[Event.BASKET])
    lost = (tally(owner, len(cut), basket) > 0) & ~cut.success
    if not lost.any():
        return None
    code, count = Counter(cut.codes[cut.offsets[1:][lost] - 1].tolist()).most_common(1)[0]
    return cut.names[code], count / int(lost.sum())


def _first_against_last(log: JourneyLog, cut: Journeys, rate: Ratio) -> Headline:
    won = cut.select(cut.success & (cut.lengths() > 0))
    channels = cut.met()
    if len(channels) < 2 or not len(won):
        return Headline(
            False,
            _("No clear finding: with fewer than two channels there is nothing to compare."),
            _rate_in_words(rate),
            _("Export the contacts of all channels, so that their parts can be compared."),
        )
    first = np.bincount(won.codes[won.offsets[:-1]], minlength=len(cut.names))
    last = np.bincount(won.codes[won.offsets[1:] - 1], minlength=len(cut.names))
    code = int(np.abs(last - first).argmax())
    apart, half = _gap(log, won, code, 1 if last[code] >= first[code] else -1, len(channels))
    clear = apart >= WORTH_SAYING and apart > half
    if not clear:
        finding = _(
            "No clear finding: no channel opens journeys clearly more often than it closes them, "
            "or the other way round."
        )
    elif last[code] > first[code]:
        finding = _("{channel} closes journeys more often than it opens them.")
    else:
        finding = _("{channel} opens journeys more often than it closes them.")
    said = [_("{channel} is the first contact of {first} of the conversions and the last contact of {last}.")]
    if clear:
        said.append(_("How much it seems to be worth depends on which click is counted."))
    words = {
        "channel": cut.names[code],
        "first": percent(first[code] / len(won)),
        "last": percent(last[code] / len(won)),
    }
    return Headline(
        clear,
        finding.format(**words),
        " ".join([*(text.format(**words) for text in said), _gap_in_words(apart, half, len(won), len(channels))]),
        _channel_step(cut.names[code if clear else int(last.argmax())], rate),
        _(
            "Chosen by rule: the channel whose share differs most between First Click and Last Click. It counts as a "
            "finding if the interval lies above 0 and the difference is at least {least} of the conversions."
        ).format(least=percent(WORTH_SAYING, 0)),
        _("Credit is not causation: whether a channel brings about purchases shows only in an incrementality test."),
    )


def _gap(log: JourneyLog, won: Journeys, code: int, sign: int, channels: int) -> tuple[float, float]:
    """Return by how much a channel's shares of last and first contacts differ, and half its 95 % interval.

    All channels were looked at to find this one, so the interval is wider (Bonferroni).
    """
    ends = (won.codes[won.offsets[1:] - 1] == code) * 1.0 - (won.codes[won.offsets[:-1]] == code)
    apart = Ratio(tally(won.customer, len(log), sign * ends), tally(won.customer, len(log)))
    z = NormalDist().inv_cdf(1 - 0.025 / channels)
    return apart.value, z * sqrt(len(log)) * float(apart.influence().std(ddof=1))


def _gap_in_words(apart: float, half: float, conversions: int, channels: int) -> str:
    facts = {"gap": number(100 * apart, 1), "count": number(conversions)}
    if not half:
        return _(
            "Difference: {gap} percentage points (n = {count} conversions, which are all alike in this: "
            "no interval can be computed)."
        ).format(**facts)
    return _(
        "Difference: {gap} percentage points, 95% interval {low} to {high} "
        "(n = {count} conversions; the interval allows for {channels} channels being compared)."
    ).format(
        low=number(100 * max(apart - half, -1.0), 1),
        high=number(100 * min(apart + half, 1.0), 1),
        channels=number(channels),
        **facts,
    )


def _channel_step(name: str, rate: Ratio) -> str:
    now = rate.value / 100
    wanted = now * (1 - _CHANGE)
    return _(
        "Do not shift the budget on these numbers alone; test first: leave out {channel}, or show it less, for a "
        "randomly chosen half of the customers, and compare the conversion rates (incrementality test). "
        "To tell {now} from {wanted}, each half needs about {count} customers."
    ).format(channel=name, now=percent(now), wanted=percent(wanted), count=number(customers_needed(now, wanted)))
