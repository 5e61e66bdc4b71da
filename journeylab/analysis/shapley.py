"""A fair share for every channel: the Shapley value of two games.

``v(S)`` is what a set ``S`` of channels earns, and a channel gets its mean
contribution over all orders in which channels can join:
``sum over S of |S|! (n - |S| - 1)! / n! * (v(S + i) - v(S))``.
"""

from __future__ import annotations

from math import factorial

import numpy as np
from numpy.typing import NDArray

from journeylab.analysis.journeys import Journeys
from journeylab.errors import UsageError
from journeylab.i18n import _

MAX_CHANNELS = 20
_BLOCK = 65_536


def equal_split(cut: Journeys, worth: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the Shapley values where ``v(S)`` is the worth of the journeys whose channels all lie in ``S``.

    Parameters
    ----------
    cut : Journeys
        None of length 0.
    worth : ndarray of float64, shape (n_journeys,)
        What each journey earned; 0 without success.

    Returns
    -------
    ndarray of float64, shape (n_names,)
        Sums to the sum of `worth`.

    Notes
    -----
    In this game the formula comes down to sharing each journey equally among
    its distinct channels (Zhao, Mahboobi, Bagheri 2018, arXiv 1804.05327).
    """
    n = len(cut.names)
    credits = np.zeros(n)
    lengths = cut.lengths()
    for begin in range(0, len(cut), _BLOCK):
        part = slice(begin, begin + _BLOCK)
        rows = np.repeat(np.arange(len(lengths[part])), lengths[part])
        contacts = slice(cut.offsets[begin], cut.offsets[begin] + len(rows))
        met = np.zeros((len(lengths[part]), n), dtype=bool)
        met[rows, cut.codes[contacts]] = True
        credits += (worth[part] / met.sum(axis=1)) @ met
    return credits


def of_the_rate(cut: Journeys, worth: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the Shapley values where ``v(S)`` is the conversion rate, times the number of journeys.

    Parameters
    ----------
    cut : Journeys
        With and without success; those without any contact are left out.
    worth : ndarray of float64, shape (n_journeys,)
        What each journey earned; 0 without success.

    Returns
    -------
    ndarray of float64, shape (n_names,)
        Sums to the worth of the journeys with contacts; 0 for names that none of them met.

    Raises
    ------
    UsageError
        If the journeys meet more than `MAX_CHANNELS` channels.

    Notes
    -----
    ``v(S)`` is the worth of the journeys whose channels all lie in ``S``,
    divided by the number of these journeys; 0 where there are none.  The values
    add up to ``v(all)``, the rate of all journeys; times their number they add
    up to the conversions.  More channels can mean a lower rate, so a credit can
    be negative: with this channel journeys convert more seldom than without.
    """
    used = cut.met()
    n = len(used)
    if n > MAX_CHANNELS:
        raise UsageError(
            _("The Shapley value of the rate needs all sets of channels; {count} channels have too many.").format(
                count=n
            ),
            _('Use by="channel", model="shapley", or group the channels to at most {most}.').format(most=MAX_CHANNELS),
        )
    credits = np.zeros(len(cut.names))
    if n == 0:
        return credits
    some = cut.lengths() > 0
    bit = np.zeros(len(cut.names), dtype=np.int64)
    bit[used] = 1 << np.arange(n)
    members = np.bitwise_or.reduceat(bit[cut.codes], cut.offsets[:-1][some])
    earned = _over_subsets(np.bincount(members, worth[some], 1 << n).astype(np.float64))
    count = _over_subsets(np.bincount(members, minlength=1 << n).astype(np.float64))
    rate = np.divide(earned, count, out=np.zeros_like(earned), where=count > 0)

    size = np.zeros(1, dtype=np.intp)
    for _channel in range(n):
        size = np.concatenate([size, size + 1])
    # A set counts for each channel in it as S + i, and against each channel outside it as S.
    join = np.array([0.0, *(factorial(s - 1) * factorial(n - s) / factorial(n) for s in range(1, n + 1))])
    stay = np.array([*(factorial(s) * factorial(n - s - 1) / factorial(n) for s in range(n)), 0.0])
    plus, minus = join[size] * rate, stay[size] * rate
    for i, code in enumerate(used):
        credits[code] = plus.reshape(-1, 2, 1 << i)[:, 1].sum() - minus.reshape(-1, 2, 1 << i)[:, 0].sum()
    return credits * len(members)


def _over_subsets(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return for each set (as a number, one bit a channel) the sum over its subsets, in place."""
    half = 1
    while half < len(values):
        pairs = values.reshape(-1, 2, half)
        pairs[:, 1] += pairs[:, 0]
        half *= 2
    return values
