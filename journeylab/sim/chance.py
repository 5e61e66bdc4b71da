"""All chance of a simulation: one 64-bit number per customer and step.

The number is a counter hash (the finaliser of splitmix64; Steele, Lea and
Flood 2014, "Fast splittable pseudorandom number generators") of seed, customer
and step.  It depends neither on the order of computing nor on block sizes, and
two scenarios under the same seed meet the same customers (common random numbers).

Bit fields of the number; tests freeze them:

====== ===== ============================================================
bits   size  draws
====== ===== ============================================================
0-7    8     column of the alias table
8-31   24    threshold within the column
32-41  10    quantile of the gap before this contact
42-47  6     noise of the contact's effect on the mood
48-53  6     quantile of waiting at the contact
54-59  6     quantile of the order value
60-63  4     quantile of the number of articles
====== ===== ============================================================

Step 0 draws the persona (bits 0-31) and the minute of arrival (bits 32-53).
Further chance, such as word of mouth, takes a stream of its own.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

COLUMN_BITS, THRESHOLD_BITS, GAP_BITS, NOISE_BITS, WAIT_BITS, VALUE_BITS, ITEM_BITS = 8, 24, 10, 6, 6, 6, 4
ARRIVAL_BITS = GAP_BITS + NOISE_BITS + WAIT_BITS

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_MIX_1 = np.uint64(0xBF58476D1CE4E5B9)
_MIX_2 = np.uint64(0x94D049BB133111EB)


def mix(z: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Scramble 64-bit numbers one to one, modulo 2**64."""
    z = (z ^ (z >> np.uint64(30))) * _MIX_1
    z = (z ^ (z >> np.uint64(27))) * _MIX_2
    return z ^ (z >> np.uint64(31))


def customer_keys(seed: int, first: int, count: int, stream: int = 0) -> NDArray[np.uint64]:
    """Return the key of each customer from which the steps' numbers are made.

    Parameters
    ----------
    seed : int
        Any integer; taken modulo 2**64.
    first, count : int
        Number of the first customer, and how many.
    stream : int
        0 for journeys; others for further chance that must not disturb them.

    Returns
    -------
    ndarray of uint64, shape (count,)
    """
    start = mix(np.array([(seed + stream * 0xD1B54A32D192ED03) & (2**64 - 1)], dtype=np.uint64))
    return mix(start + _GOLDEN * np.arange(first + 1, first + count + 1, dtype=np.uint64))


def step_numbers(keys: NDArray[np.uint64], step: int) -> NDArray[np.uint64]:
    """Return each customer's number for one step, shape like `keys`."""
    # The product is taken in Python: a scalar uint64 product would warn of its overflow.
    return mix(keys + np.uint64((int(_GOLDEN) * (step + 1)) & (2**64 - 1)))


def bits(numbers: NDArray[np.uint64], low: int, size: int) -> NDArray[np.intp]:
    """Cut a field out of the numbers, as an index."""
    # Reading the same bytes as signed numbers costs nothing; the field is far below the sign.
    return ((numbers >> np.uint64(low)) & np.uint64((1 << size) - 1)).view(np.int64).astype(np.intp, copy=False)
