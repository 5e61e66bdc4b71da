"""Who passes where: the customers that each contact meets, and the steps between two contacts."""

from __future__ import annotations

import numpy as np

from journeylab.domain.journey_log import JourneyLog


def reach(log: JourneyLog) -> dict[str, float]:
    """Return the share of customers (0 to 1) who meet each touchpoint at least once; 0 in an empty log."""
    met = np.zeros((len(log), len(log.touchpoints)), dtype=bool)
    met[log.owner(), log.codes] = True
    shares = met.sum(axis=0) / max(len(log), 1)
    return dict(zip(log.touchpoints, shares.tolist(), strict=True))


def step_counts(log: JourneyLog) -> dict[tuple[str, str], int]:
    """Return how often each step occurs, also from a touchpoint to itself; a pair that never occurs is left out."""
    n, owner = len(log.touchpoints), log.owner()
    same = owner[1:] == owner[:-1]
    pairs = log.codes[:-1][same].astype(np.int64) * n + log.codes[1:][same]
    counts = np.bincount(pairs, minlength=1)
    return {
        (log.touchpoints[pair // n], log.touchpoints[pair % n]): int(counts[pair])
        for pair in counts.nonzero()[0].tolist()
    }
