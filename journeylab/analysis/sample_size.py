"""How many people a real A/B test needs to show an effect: two groups of different people."""

from __future__ import annotations

from math import ceil, sqrt
from statistics import NormalDist

import numpy as np

from journeylab.analysis.ratio import Ratio, Z
from journeylab.errors import UsageError
from journeylab.i18n import _


def people_per_group(as_is: Ratio, to_be: Ratio, effect: float, power: float = 0.8) -> int:
    """Return the people that each group needs, tested at 5 % two-sided.

    Parameters
    ----------
    as_is, to_be : Ratio
        The figure without and with the change; its scatter is read off them.
    effect : float
        The change that the test shall show, in the unit of the figure, with
        its sign; figures in per cent in percentage points.
    power : float
        Chance that the test shows the effect if it is there, between 0 and 1.

    Raises
    ------
    UsageError
        If the effect is 0, no share can change by so much, or `power` is no chance.

    Notes
    -----
    Shares of all people: see `people_for_shares`.  Everything else:
    ``n = (z_alpha + z_beta)^2 * (var_1 + var_2) / effect^2`` (the usual
    comparison of two means), where the variance of a ratio for one person
    comes from the delta method (Deng, Knoblich and Lu 2018).  Our assumption:
    real people scatter as the simulated ones do.  A one-off sum (the investment
    in a ROI) is spread over as many people as were simulated.
    """
    if not effect or not np.isfinite(effect):
        raise UsageError(
            _("For an effect of 0 no number of people is enough."),
            _("Name the smallest effect that would be worth having, for example effect=1."),
        )
    if not 0 < power < 1:
        raise UsageError(
            _("A power of {power} is no chance between 0 and 1.").format(power=power),
            _("Write for example power=0.8 for 80 %."),
        )
    if _is_share_of_all(as_is) and _is_share_of_all(to_be):
        return people_for_shares(as_is.value / as_is.scale, (as_is.value + effect) / as_is.scale, power)
    scatter = sum(len(each.above) ** 2 * float(each.influence().var(ddof=1)) for each in (as_is, to_be))
    return _whole((Z + NormalDist().inv_cdf(power)) ** 2 * scatter / effect**2)


def people_for_shares(first: float, second: float, power: float = 0.8) -> int:
    """Return the people that each group needs to tell two shares apart, tested at 5 % two-sided.

    Parameters
    ----------
    first, second : float
        Shares without and with the change, 0 to 1.
    power : float
        Chance that the test tells them apart, between 0 and 1.

    Raises
    ------
    UsageError
        If `second` is no share.

    Notes
    -----
    Fleiss, Levin and Paik (2003), "Statistical Methods for Rates and
    Proportions", 3rd edition, chapter 4, without continuity correction: the
    formula behind ``power.prop.test`` of R.

    Examples
    --------
    >>> people_for_shares(0.05, 0.06)
    8158
    """
    if not 0 <= second <= 1:
        raise UsageError(
            _("A share cannot change from {first} to {second}.").format(first=f"{first:g}", second=f"{second:g}"),
            _("Name a smaller effect, in percentage points and with its sign."),
        )
    middle = (first + second) / 2
    if_equal = Z * sqrt(2 * middle * (1 - middle))
    if_different = NormalDist().inv_cdf(power) * sqrt(first * (1 - first) + second * (1 - second))
    return _whole((if_equal + if_different) ** 2 / (first - second) ** 2)


def _is_share_of_all(ratio: Ratio) -> bool:
    whole = ratio.above_once == ratio.below_once == 0
    return bool(whole and (ratio.below == 1).all() and np.isin(ratio.above, (0, 1)).all())


def _whole(people: float) -> int:
    return max(ceil(people), 2)
