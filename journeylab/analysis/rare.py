"""Counting rare touchpoints together, so that a picture has room for the frequent ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from journeylab.domain.journey_log import JourneyLog
from journeylab.i18n import ngettext, number


def most_frequent(often: NDArray[np.int64], most: int) -> tuple[list[int], list[int]]:
    """Return the places of the largest counts, at most `most` of them, and of all others but 0; the largest first.

    Parameters
    ----------
    often : ndarray of int, shape (n,)
    most : int
    """
    order = [int(i) for i in np.argsort(-often, kind="stable") if often[i]]
    return order[:most], order[most:]


def others(count: int) -> str:
    """Return the name under which so many rare ones stand together."""
    return ngettext("{count} other", "{count} others", count).format(count=number(count))


def with_others(log: JourneyLog, kept: Sequence[int], rest: Sequence[int]) -> JourneyLog:
    """Return the log with the labels of the kept codes in this order, and all others as one touchpoint.

    Without its map the log keeps the order that it is given here.
    """
    labels = log.labels()
    names = [labels[code] for code in kept] + ([others(len(rest))] if rest else [])
    group = np.full(len(log.touchpoints), len(kept), dtype=np.uint8)
    group[kept] = range(len(kept))
    return replace(log, touchpoints=tuple(names), codes=group[log.codes], map=None, events={})
