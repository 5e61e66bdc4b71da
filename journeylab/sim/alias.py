"""Weights as an alias table of integers, so that every platform draws the same."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from journeylab.sim.chance import COLUMN_BITS, THRESHOLD_BITS

COLUMNS = 1 << COLUMN_BITS
CAPACITY = 1 << THRESHOLD_BITS


def masses(weights: Sequence[float]) -> list[int]:
    """Share out 2**32 among weights in proportion, by largest remainder.

    Parameters
    ----------
    weights : sequence of float
        Not negative, at least one positive.

    Returns
    -------
    list of int
        Sums to exactly 2**32; a weight of zero gets zero.
    """
    whole = COLUMNS * CAPACITY
    # Rounding the weights first keeps a last-bit difference of a platform's 2**x out of the table.
    parts = [round(w / max(weights) * 10**12) for w in weights]
    total = sum(parts)
    shared = [part * whole // total for part in parts]
    by_remainder = sorted(range(len(parts)), key=lambda i: (-(parts[i] * whole % total), i))
    for i in by_remainder[: whole - sum(shared)]:
        shared[i] += 1
    return shared


def alias_row(weights: Sequence[float]) -> NDArray[np.uint32]:
    """Build the alias table of one distribution (Walker 1977; construction of Vose 1991).

    Column ``c`` belongs to state ``c`` below its threshold and to its alias
    above it; columns without a state of their own have threshold 0.

    Parameters
    ----------
    weights : sequence of float, at most 256
        Weight of each state.

    Returns
    -------
    ndarray of uint32, shape (256,)
        ``threshold << 8 | alias``.
    """
    left = masses(weights)
    left += [0] * (COLUMNS - len(left))
    row = [0] * COLUMNS
    small = [c for c in range(COLUMNS) if left[c] < CAPACITY]
    large = [c for c in range(COLUMNS) if left[c] >= CAPACITY]
    while small:
        column, giver = small.pop(), large[-1]
        row[column] = left[column] << COLUMN_BITS | giver
        left[giver] -= CAPACITY - left[column]
        if left[giver] < CAPACITY:
            small.append(large.pop())
    for column in large:
        # A full column is its own alias, so that a threshold of 2**24 needs no 25th bit.
        row[column] = column
    return np.array(row, dtype=np.uint32)
