"""Bringing rows in order: what is dropped, sorted, repeated, and how that is said."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from journeylab.i18n import _, ngettext, number

Mask = NDArray[np.bool_]


def usable(faults: Sequence[tuple[str, Mask]], n_rows: int, first_row: int) -> tuple[NDArray[np.int64], list[str]]:
    """Return the rows that have no fault, and a sentence for each reason.

    Parameters
    ----------
    faults : sequence of (reason, mask of shape (n_rows,))
        A row counts for the first reason that it meets.
    first_row : int
        Number that people see for row 0.
    """
    keep = np.ones(n_rows, dtype=np.bool_)
    notes = []
    for reason, mask in faults:
        where = np.flatnonzero(mask & keep)
        if len(where):
            notes.append(
                ngettext(
                    "{count} row dropped: {reason} (row {row}).",
                    "{count} rows dropped: {reason} (the first is row {row}).",
                    len(where),
                ).format(count=number(len(where)), reason=reason, row=where[0] + first_row)
            )
            keep[where] = False
    return np.flatnonzero(keep).astype(np.int64), notes


def set_to_zero(column: str, faults: Sequence[tuple[str, Mask]], rows: NDArray[np.int64], first_row: int) -> list[str]:
    """Say which numbers of the rows in use are counted as 0, and why."""
    notes = []
    for reason, mask in faults:
        where = rows[mask[rows]]
        if len(where):
            notes.append(
                ngettext(
                    "{column}: {count} entry counted as 0, {reason} (row {row}).",
                    "{column}: {count} entries counted as 0, {reason} (the first is row {row}).",
                    len(where),
                ).format(column=column, count=number(len(where)), reason=reason, row=where.min() + first_row)
            )
    return notes


def in_order(customer: NDArray[np.int64], ticks: NDArray[np.int64] | None) -> tuple[NDArray[np.int64], list[str]]:
    """Return the rows by customer, then time, then place in the file.

    Parameters
    ----------
    customer : ndarray of int64, shape (n_rows,)
        Place of the customer in order of first appearance.
    ticks : ndarray of int64, shape (n_rows,), or None
        None: the file is in the order of time.
    """
    if ticks is None:
        rows = np.argsort(customer, kind="stable")
        return rows.astype(np.int64), [_("There is no time column: the order of the rows counts.")]
    step = np.diff(customer)
    if bool(np.all((step > 0) | ((step == 0) & (np.diff(ticks) >= 0)))):
        return np.arange(len(customer)), []
    # Both sorts are stable, so that rows of one moment stay as they were.  One key
    # sorts many times faster than two where the rows of a customer stand together.
    span = int(ticks.max()) - int(ticks.min()) + 1
    if span * len(customer) < 2**63:
        rows = np.argsort(customer * span + (ticks - ticks.min()), kind="stable")
    else:
        rows = np.lexsort((ticks, customer))
    return rows, [_("The rows were not in order; they were sorted by customer and time.")]


def repeats(customer: NDArray[np.int64], ticks: NDArray[np.int64], others: Sequence[NDArray[np.generic]]) -> Mask:
    """Return which rows say exactly what an earlier row of the same customer and moment says.

    All arrays have shape (n_rows,) and are sorted by customer and time.
    """
    import pandas as pd

    twin = (np.diff(customer) == 0) & (np.diff(ticks) == 0)
    # Only rows that share their moment with a neighbour can be repeated: mostly few.
    tied = np.flatnonzero(np.append(twin, False) | np.insert(twin, 0, False)) if len(twin) else np.arange(0)
    again = np.zeros(len(customer), dtype=np.bool_)
    columns = {str(i): array[tied] for i, array in enumerate([customer, ticks, *others])}
    again[tied] = pd.DataFrame(columns).duplicated().to_numpy()
    return again
