"""Journeys as a Markov chain, and what would be lost without a channel.

Anderl, Becker, von Wangenheim, Schumann: Mapping the customer journey, IJRM
33(3), 2016, 457-474.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from journeylab.analysis.journeys import By, Journeys, journeys
from journeylab.domain.journey_log import JourneyLog
from journeylab.errors import UsageError
from journeylab.i18n import _, number

if TYPE_CHECKING:
    import pandas as pd

# A dense inverse of this size takes about 200 MB and a few seconds.
MAX_STATES = 3000


@dataclass(frozen=True, eq=False)
class Chain:
    """The maximum-likelihood chain of some journeys; from each state it moves on, converts or ends in null.

    Parameters
    ----------
    current : ndarray of int64, shape (n_states,)
        Code of the channel at which a customer in this state is.
    start : ndarray of float64, shape (n_states,)
        Probability of each first state; sums to 1, or to 0 without journeys.
    step : ndarray of float64, shape (n_states, n_states)
        ``step[i, j]``: probability that state ``j`` follows state ``i``.
    convert : ndarray of float64, shape (n_states,)
        Probability that a conversion follows; the rest of the row is null.
    """

    current: NDArray[np.int64]
    start: NDArray[np.float64]
    step: NDArray[np.float64]
    convert: NDArray[np.float64]

    def conversion_probability(self) -> float:
        """Return the probability to convert; at any order it is the share of journeys with success."""
        return float(self._visits()[0] @ self.convert)

    def removal_effects(self, n_channels: int) -> NDArray[np.float64]:
        """Return the share of the conversion probability that is lost without each channel.

        Without a channel, whoever reaches it goes to null.

        Parameters
        ----------
        n_channels : int

        Returns
        -------
        ndarray of float64, shape (n_channels,)
            ``1 - P(conversion | channel -> null) / P(conversion)``, between 0
            and 1; 0 for all if nothing converts.

        Notes
        -----
        With ``N = inv(I - step)``, ``b = N convert`` and ``R`` the states whose
        current channel is removed, the block inverse gives what the walks
        through ``R`` contribute: ``(start N)[R] inv(N[R, R]) b[R]``.  So one
        inverse serves all channels; nothing is drawn by chance.
        """
        effects = np.zeros(n_channels)
        visits, inverse = self._visits()
        success = inverse @ self.convert
        total = float(visits @ self.convert)
        if total == 0.0:
            return effects
        for channel in np.unique(self.current):
            gone = np.flatnonzero(self.current == channel)
            lost = visits[gone] @ np.linalg.solve(inverse[np.ix_(gone, gone)], success[gone])
            effects[channel] = lost / total
        # Only the dust of rounding lies outside.
        return np.clip(effects, 0.0, 1.0)

    def _visits(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return the expected visits of each state, from the start and from each state."""
        inverse = np.asarray(np.linalg.inv(np.eye(len(self.start)) - self.step), dtype=np.float64)
        return self.start @ inverse, inverse


def chain(cut: Journeys, order: int = 1) -> Chain:
    """Estimate the chain of some journeys by counting.

    Parameters
    ----------
    cut : Journeys
        Journeys without any contact say nothing about channels and are left out.
    order : int
        How many channels a customer remembers: a state is the last `order`
        channels of a journey, fewer at its beginning.

    Raises
    ------
    UsageError
        If `order` is below 1, or leads to more than `MAX_STATES` states.

    Notes
    -----
    Every channel inside a state of higher order was once the current one.  So
    to remove the states whose *current* channel is gone is to lose every walk
    that meets the channel at all, as in the simulated removal effect.
    """
    if not isinstance(order, int) or order < 1:
        raise UsageError(
            _("A Markov chain of order {order} does not exist.").format(order=order),
            _("Use 1 or more: so many channels does a customer remember."),
        )
    lengths = cut.lengths()
    some = lengths > 0
    first, last, success = cut.offsets[:-1][some], cut.offsets[1:][some] - 1, cut.success[some]
    state, current = _states(cut, first, order)
    n = len(current)
    inside = np.ones(len(state), dtype=bool)
    inside[last] = False
    here = np.flatnonzero(inside)
    # Each visit of a state is left exactly once: the visits are the row sums.
    visits = np.bincount(state, minlength=n)
    moves = np.bincount(state[here] * n + state[here + 1], minlength=n * n).reshape(n, n)
    converted = np.bincount(state[last[success]], minlength=n)
    return Chain(
        current=current,
        start=np.bincount(state[first], minlength=n) / max(len(first), 1),
        step=moves / visits[:, None],
        convert=converted / visits,
    )


def _states(cut: Journeys, first: NDArray[np.int64], order: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the state of each contact, and the current channel of each state."""
    n = len(cut.names)
    codes = cut.codes.astype(np.int64)
    current, state = _counted(codes, n)
    for _step in range(order - 1):
        # The last m + 1 channels are the last m one contact earlier, and this one.
        before = np.empty_like(state)
        before[1:] = state[:-1] + 1
        before[first] = 0
        keys, finer = _counted(before * n + codes, (len(current) + 1) * n)
        if len(keys) == len(current):
            break  # Nothing was told apart by this step, so nothing will be by the next.
        if len(keys) > MAX_STATES:
            raise UsageError(
                _("A Markov chain of order {order} has more than {most} states here.").format(
                    order=order, most=number(MAX_STATES)
                ),
                _('Use a lower order, or group touchpoints into channels with by="channel".'),
            )
        current, state = keys % n, finer
    return state, current


def _counted(keys: NDArray[np.int64], bound: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the distinct keys below `bound`, and the place of each key among them; `np.unique` without sorting."""
    distinct = np.flatnonzero(np.bincount(keys, minlength=bound))
    place = np.zeros(bound, dtype=np.int64)
    place[distinct] = np.arange(len(distinct))
    return distinct, place[keys]


def removal_effect(log: JourneyLog, *, by: By | None = None, order: int = 1) -> pd.Series[float]:
    """Return the share of conversions that a Markov chain would lose without each channel.

    Parameters
    ----------
    log : JourneyLog
    by : {"touchpoint", "channel"}, optional
        Channels where the log belongs to a map, touchpoints elsewhere.
    order : int
        How many channels a customer remembers.

    Returns
    -------
    Series of float
        Between 0 and 1, by channel.  The effects do not add up to 1: a journey
        over two channels is lost without either.
    """
    import pandas as pd

    cut = journeys(log, by)
    met = cut.met()
    effects = chain(cut, order).removal_effects(len(cut.names))
    return pd.Series(effects[met], index=pd.Index([cut.names[i] for i in met]), name="removal_effect")
