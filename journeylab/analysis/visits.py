"""Where one visit ends and the next begins."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from journeylab.domain.journey_log import JourneyLog

# Half an hour without a contact ends a visit: a convention of web analysis, not a law of nature.
SESSION_GAP = 30


def visit_starts(log: JourneyLog, gap: int = SESSION_GAP) -> NDArray[np.bool_] | None:
    """Mark the contacts at which a visit begins.

    Parameters
    ----------
    gap : int
        Minutes without a contact after which a new visit begins.

    Returns
    -------
    ndarray of bool, shape (n_events,), or None
        None where the log has no times.
    """
    if log.minutes is None:
        return None
    starts = np.ones(log.n_events, dtype=np.bool_)
    starts[1:] = np.diff(log.minutes) >= gap
    starts[log.offsets[:-1][log.lengths() > 0]] = True
    return starts


def per_customer(log: JourneyLog, events: NDArray[Any]) -> NDArray[np.float64]:
    """Add up an event array for each customer.

    Parameters
    ----------
    events : ndarray, shape (n_events,)

    Returns
    -------
    ndarray of float64, shape (n_customers,)
    """
    return tally(log.owner(), len(log), events)


def tally(places: NDArray[np.int64], size: int, weights: NDArray[Any] | None = None) -> NDArray[np.float64]:
    """Add up weights (else ones) by place; like `numpy.bincount`, but always float64, shape (size,)."""
    return np.bincount(places, weights=weights, minlength=size).astype(np.float64)
