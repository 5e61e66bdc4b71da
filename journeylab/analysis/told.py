"""Some figures of a log, or of two logs with the same customers: only those that are asked for are computed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from journeylab.analysis.log_facts import Facts
from journeylab.analysis.log_figures import told_by_all
from journeylab.analysis.log_kpis import Difference, figure, same_customers
from journeylab.analysis.ratio import Ratio
from journeylab.domain.expect import expect
from journeylab.domain.journey_log import JourneyLog

# What a shop asks first, and what takes the place of a figure that the log cannot tell.
USUAL = (
    "conversion_rate", "cart_abandonment", "checkout_abandonment", "aov",
    "cost_per_order", "return_rate_alpha", "repurchase_rate", "nps",
    "conversion_rate_customers", "contacts_to_purchase", "conversion_rate_journeys", "mood",
)  # fmt: skip
MOST = 8


@dataclass(frozen=True, eq=False)
class Told:
    """One figure of a log, and of a second one if there is one.

    Attributes
    ----------
    key : str
        Of `FIGURES`.
    as_is : Ratio
    to_be : Ratio or None
    """

    key: str
    as_is: Ratio
    to_be: Ratio | None = None

    @cached_property
    def difference(self) -> Difference | None:
        """What changes; None without a second log, or where nothing can be compared."""
        before, after = self.as_is, self.to_be
        if after is None or not before.denominator or not after.denominator or len(before.above) < 2:
            return None
        return Difference.between(self.key, before, after)


def told(log: JourneyLog, keys: Sequence[str] | None = None, to_be: JourneyLog | None = None) -> list[Told]:
    """Compute some figures.

    Parameters
    ----------
    log : JourneyLog
    keys : sequence of str, optional
        By default the eight most usual figures that the log can tell.
    to_be : JourneyLog, optional
        The same customers in another scenario.

    Raises
    ------
    UsageError
        If there is no figure of a name, or the customers are not the same.
    ModelError
        If a log lacks what a figure needs that was asked for by name.
    """
    expect(log, JourneyLog)
    facts = [Facts(log)]
    if to_be is not None:
        expect(to_be, JourneyLog)
        same_customers(log, to_be)
        facts.append(Facts(to_be))
    if keys is not None:
        return [Told(key, *(figure(each, key) for each in facts)) for key in keys]
    return [Told(key, *ratios) for key, ratios in islice(told_by_all(USUAL, *facts), MOST)]
