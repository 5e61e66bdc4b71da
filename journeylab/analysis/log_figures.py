"""Which figures a log can tell: each as a sum over customers above another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass

from journeylab.analysis.log_facts import Facts, UntoldError
from journeylab.analysis.ratio import Ratio
from journeylab.domain.vocabulary import Event
from journeylab.i18n import _


@dataclass(frozen=True)
class Figure:
    """One figure of a log.

    Attributes
    ----------
    label, basis : callable
        Name, and what is divided by what, in the learner's language.
    unit : str
        ``"%"``, a currency sign by ``"money"``, ``"factor"``, ``"points"``, ``"min"``, ``"count"``.
    ratio : callable
        From `Facts` to `Ratio`; raises `UntoldError` where the log cannot tell it.
    up : bool
        Whether more is better.
    """

    label: Callable[[], str]
    basis: Callable[[], str]
    unit: str
    ratio: Callable[[Facts], Ratio]
    up: bool = True


def _abandonment(event: Event) -> Callable[[Facts], Ratio]:
    def ratio(facts: Facts) -> Ratio:
        begun, ended_well = facts.begun(event)
        return Ratio(begun - ended_well, begun, 100)

    return ratio


def _returned(array: str, name: Callable[[], str]) -> Callable[[Facts], Ratio]:
    def ratio(facts: Facts) -> Ratio:
        each = getattr(facts.log, array)
        return Ratio(facts.of(each, Event.RETURN, name()), facts.of(each, Event.PURCHASE, name()), 100)

    return ratio


def _roi(facts: Facts) -> Ratio:
    spent = facts.costs(advertising=True)
    assert facts.log.economics is not None
    invested = facts.log.economics.invested
    return Ratio(facts.contribution() - spent, spent, 100, -invested, invested)


def _nps(facts: Facts) -> Ratio:
    # Shops ask those who bought; what the others would say is not in any survey.
    score, buyer = facts.score(), (facts.conversions() > 0).astype(float)
    return Ratio(((score >= 9).astype(float) - (score <= 6)) * buyer, buyer, 100)


FIGURES: dict[str, Figure] = {
    "conversion_rate": Figure(
        lambda: _("Conversion rate (visits)"),
        lambda: _("conversions / visits"),
        "%",
        lambda f: Ratio(f.conversions(), f.visits(), 100),
    ),
    "conversion_rate_customers": Figure(
        lambda: _("Conversion rate (customers)"),
        lambda: _("customers with a conversion / customers"),
        "%",
        lambda f: Ratio((f.conversions() > 0).astype(float), f.ones, 100),
    ),
    "conversion_rate_journeys": Figure(
        lambda: _("Conversion rate (journeys)"),
        lambda: _("conversions / journeys"),
        "%",
        lambda f: Ratio(f.conversions(), f.journeys(), 100),
    ),
    "cart_abandonment": Figure(
        lambda: _("Basket abandonment"),
        lambda: _("journeys with a basket and no purchase / journeys with a basket"),
        "%",
        _abandonment(Event.BASKET),
        up=False,
    ),
    "checkout_abandonment": Figure(
        lambda: _("Checkout abandonment"),
        lambda: _("journeys with a checkout and no purchase / journeys with a checkout"),
        "%",
        _abandonment(Event.CHECKOUT),
        up=False,
    ),
    "return_rate_alpha": Figure(
        lambda: _("Return rate alpha (parcels)"),
        lambda: _("parcels sent back / orders"),
        "%",
        lambda f: Ratio(f.parcels_back(), f.orders(), 100),
        up=False,
    ),
    "return_rate_beta": Figure(
        lambda: _("Return rate beta (articles)"),
        lambda: _("articles sent back / articles ordered"),
        "%",
        _returned("items", lambda: _("articles")),
        up=False,
    ),
    "return_rate_gamma": Figure(
        lambda: _("Return rate gamma (value)"),
        lambda: _("value sent back / value ordered"),
        "%",
        _returned("value", lambda: _("values")),
        up=False,
    ),
    "repurchase_rate": Figure(
        lambda: _("Repurchase rate"),
        lambda: _("customers with two or more purchases / buyers"),
        "%",
        lambda f: Ratio((f.conversions() > 1).astype(float), (f.conversions() > 0).astype(float), 100),
    ),
    "contacts_to_purchase": Figure(
        lambda: _("Contacts to the first purchase"),
        lambda: _("contacts before it / buyers"),
        "count",
        lambda f: Ratio(*f.before_first()),
        up=False,
    ),
    "aov": Figure(
        lambda: _("Average order value"),
        lambda: _("revenue / orders"),
        "money",
        lambda f: Ratio(f.revenue(), f.orders()),
    ),
    "cost_per_order": Figure(
        lambda: _("Cost per order (CPO)"),
        lambda: _("advertising cost / orders"),
        "money",
        lambda f: Ratio(f.costs(advertising=True), f.orders()),
        up=False,
    ),
    "roas": Figure(
        lambda: _("ROAS"),
        lambda: _("revenue / advertising cost"),
        "factor",
        lambda f: Ratio(f.revenue(), f.costs(advertising=True)),
    ),
    "kur": Figure(
        lambda: _("Cost-to-revenue ratio (KUR)"),
        lambda: _("advertising cost / revenue"),
        "%",
        lambda f: Ratio(f.costs(advertising=True), f.revenue(), 100),
        up=False,
    ),
    "roi": Figure(
        lambda: _("ROI on contribution"),
        lambda: _("(contribution - advertising - investment) / (advertising + investment)"),
        "%",
        _roi,
    ),
    "clv": Figure(
        lambda: _("Customer value in the observed time (CLV)"),
        lambda: _("(contribution - advertising) / buyers"),
        "money",
        lambda f: Ratio(f.contribution() - f.costs(advertising=True), (f.conversions() > 0).astype(float)),
    ),
    "nps": Figure(
        lambda: _("NPS, read off the mood"),
        lambda: _("(promoters - detractors) / buyers"),
        "points",
        _nps,
    ),
    "mood": Figure(
        lambda: _("Mood at the end (0 to 10)"),
        lambda: _("sum of moods / customers"),
        "count",
        lambda f: Ratio(f.score().astype(float), f.ones),
    ),
}


def told_by_all(keys: Iterable[str], *logs: Facts) -> Iterator[tuple[str, list[Ratio]]]:
    """Yield those of some figures that every log can tell, each with its ratio in each log."""
    for key in keys:
        with suppress(UntoldError):
            yield key, [FIGURES[key].ratio(log) for log in logs]
