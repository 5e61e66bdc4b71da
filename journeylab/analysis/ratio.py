"""A figure as sum over sum, and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

# 97.5 % quantile of the standard normal distribution: intervals of 95 %.
Z = 1.959964


@dataclass(frozen=True, eq=False)
class Ratio:
    """``scale * (sum(above) + above_once) / (sum(below) + below_once)``, one entry a customer.

    Parameters
    ----------
    above, below : ndarray of float64, shape (n_customers,)
        What each customer adds to numerator and denominator.
    scale : float
        100 for a figure in per cent.
    above_once, below_once : float
        Added to the sums once, free of chance (for example an investment).
    """

    above: NDArray[np.float64]
    below: NDArray[np.float64]
    scale: float = 1.0
    above_once: float = 0.0
    below_once: float = 0.0

    @property
    def numerator(self) -> float:
        """Sum above the line."""
        return float(self.above.sum() + self.above_once)

    @property
    def denominator(self) -> float:
        """Sum below the line."""
        return float(self.below.sum() + self.below_once)

    @property
    def value(self) -> float:
        """The figure; NaN where the denominator is 0."""
        return self.scale * self.numerator / self.denominator if self.denominator else float("nan")

    def influence(self) -> NDArray[np.float64]:
        """Return by how much each customer pulls the figure, shape (n_customers,).

        The figure's variance is the number of customers times the variance of these.
        """
        return self.scale * (self.above - self.value / self.scale * self.below) / self.denominator

    def interval(self) -> tuple[float, float]:
        """Return the 95 % interval.

        Notes
        -----
        Shares of customers: Wilson (1927).  Everything else: the delta method
        for a ratio with customers as clusters, because the visits of one
        customer are not independent (Deng, Knoblich and Lu 2018, "Applying the
        delta method in metric analytics").
        """
        n = len(self.above)
        if not self.denominator or n < 2:
            return float("nan"), float("nan")
        if self._is_share_of_customers():
            low, high = wilson(self.numerator, self.denominator)
            return self.scale * low, self.scale * high
        half = Z * sqrt(n) * float(self.influence().std(ddof=1))
        return self.value - half, self.value + half

    def _is_share_of_customers(self) -> bool:
        whole = self.above_once == self.below_once == 0
        return bool(
            whole and np.isin(self.below, (0, 1)).all() and ((self.above == 0) | (self.above == self.below)).all()
        )


def wilson(hits: float, n: float) -> tuple[float, float]:
    """Return the 95 % interval of a share ``hits / n`` (Wilson 1927); NaN for ``n = 0``."""
    if not n:
        return float("nan"), float("nan")
    p = hits / n
    middle = (p + Z**2 / (2 * n)) / (1 + Z**2 / n)
    half = Z / (1 + Z**2 / n) * sqrt(p * (1 - p) / n + Z**2 / (4 * n**2))
    return max(middle - half, 0.0), min(middle + half, 1.0)


def paired_difference(as_is: Ratio, to_be: Ratio) -> tuple[float, float]:
    """Return ``to_be - as_is`` and its standard error for the same customers.

    Raises
    ------
    ValueError
        If the two have not the same number of customers.
    """
    if len(as_is.above) != len(to_be.above):
        raise ValueError("paired figures need the same customers")
    pull = to_be.influence() - as_is.influence()
    return to_be.value - as_is.value, sqrt(len(pull)) * float(pull.std(ddof=1))
