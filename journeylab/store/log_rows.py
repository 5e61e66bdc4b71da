"""What the rows of a table say, and which of them can be used."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from journeylab.errors import DataError
from journeylab.i18n import _
from journeylab.store.log_cells import flags, numbers, texts
from journeylab.store.log_columns import choose_columns, listing
from journeylab.store.log_format import EXTRA, Extras, is_own, read_extras, unescaped
from journeylab.store.log_repair import set_to_zero, usable
from journeylab.store.log_times import Times, read_times
from journeylab.store.raw_table import RawTable

if TYPE_CHECKING:
    import pandas as pd

_LONGEST_ID = 256


@dataclass(frozen=True)
class Rows:
    """Columns in use, in the order of the file; every array has shape (n_rows,).

    Attributes
    ----------
    use : ndarray of int64, shape (n_used,)
        Rows that can be used.
    customer, contact : ndarray of int64
        Places in `ids` and `names`; -1 = empty.
    times : Times or None
    flag : ndarray of bool or None
        Whether the row carries a conversion; None where no column says so.
    value : ndarray of float64 or None
    word : str or None
        Name of the touchpoint that is the conversion, if one was named.
    own : bool
        Whether the file is one of ours.
    extras : Extras
        What only our own files tell.
    notes : tuple of str
    """

    use: NDArray[np.int64]
    customer: NDArray[np.int64]
    ids: Sequence[str]
    contact: NDArray[np.int64]
    names: Sequence[str]
    times: Times | None
    flag: NDArray[np.bool_] | None
    value: NDArray[np.float64] | None
    word: str | None
    own: bool
    extras: Extras
    notes: tuple[str, ...]


def read_rows(table: RawTable, given: Mapping[str, str]) -> Rows:
    """Return what a table says.

    Parameters
    ----------
    given : mapping of str to str
        Columns that the caller named, by role; under ``conversion`` also the
        name of a touchpoint.

    Raises
    ------
    DataError
        If columns cannot be told apart or no row can be used.
    """
    own = not given and is_own(table.names)
    # What is no column must be the name of a touchpoint.
    word = None if given.get("conversion") in table.names else given.get("conversion")
    columns = choose_columns(table.names, given, leave_out=("conversion",) if word else ())
    ga4 = {"event_name", "user_pseudo_id"} <= set(table.names) and columns["touchpoint"] != "event_name"
    extra = [name for name in EXTRA if own and name in table.names]
    as_written = [columns["customer"], columns["touchpoint"], *(["event_name"] if ga4 else [])]
    # What we have written comes back to the last bit, which pandas' fast reading of numbers does not promise.
    as_written += [columns["value"]] if own and "value" in columns else []
    frame = table.load(list(dict.fromkeys([*columns.values(), *as_written, *extra])), as_written)

    customer, ids = texts(frame[columns["customer"]], strip=not own)
    contact, names = texts(frame[columns["touchpoint"]], strip=not own)
    if own and table.spreadsheet:
        ids, names = [unescaped(text) for text in ids], [unescaped(text) for text in names]
    if ga4:
        # A channel is the touchpoint; the purchase stays an event of its own.
        names = [*names, word or "purchase"]
        contact[(frame["event_name"] == names[-1]).to_numpy(dtype=np.bool_)] = len(names) - 1
    times = read_times(frame[columns["time"]]) if "time" in columns else None

    use, dropped = usable(_faults(customer, ids, contact, times), len(frame), table.first_row)
    if len(frame) and not len(use):
        raise DataError(
            _("no row can be used. {reasons}").format(reasons=" ".join(dropped)),
            _("Check the columns ({columns}), or name others: customer=, time=, touchpoint=.").format(
                columns=_said(columns)
            ),
        )
    notes = [_("Columns: {columns}.").format(columns=_said(columns)), *table.notes, *(times.notes if times else ())]
    flag = value = None
    if "conversion" in columns:
        flag = _flags(frame[columns["conversion"]], use, table.first_row)
    if "value" in columns:
        value, more = _values(frame[columns["value"]], use, table.first_row)
        dropped += more
    return Rows(
        use=use,
        customer=customer,
        ids=ids,
        contact=contact,
        names=names,
        times=times,
        flag=flag,
        value=value,
        word=word,
        own=own,
        extras=read_extras(frame[extra], table.first_row),
        notes=(*notes, *dropped),
    )


def _said(columns: Mapping[str, str]) -> str:
    return ", ".join(f"{role} = {column}" for role, column in columns.items())


def _faults(
    customer: NDArray[np.int64], ids: Sequence[str], contact: NDArray[np.int64], times: Times | None
) -> list[tuple[str, NDArray[np.bool_]]]:
    # The last entry stands for code -1: an empty id is not too long.
    too_long = np.array([*(len(text) > _LONGEST_ID for text in ids), False])
    faults = [
        (_("empty row"), (customer < 0) & (contact < 0)),
        (_("no customer"), customer < 0),
        (_("no touchpoint"), contact < 0),
        (_("customer id longer than {most} characters").format(most=_LONGEST_ID), too_long[customer]),
    ]
    if times is not None:
        faults.append((_("no time that can be read"), times.bad))
    return faults


def _flags(cells: pd.Series[Any], use: NDArray[np.int64], first_row: int) -> NDArray[np.bool_]:
    flag, bad = flags(cells)
    if bad[use].any():
        i = int(use[bad[use].argmax()])
        raise DataError(
            _("row {row}, column '{column}': '{text}' is neither yes nor no.").format(
                row=i + first_row, column=cells.name, text=listing([str(cells.iloc[i])])
            ),
            _("Write 1/0, ja/nein, true/false, or name the touchpoint that is the conversion: conversion='Kauf'."),
        )
    return flag


def _values(cells: pd.Series[Any], use: NDArray[np.int64], first_row: int) -> tuple[NDArray[np.float64], list[str]]:
    found, bad, comma = numbers(cells)
    notes = [_("{column}: the comma was read as the decimal sign.").format(column=cells.name)] if comma else []
    faults = [(_("no number"), bad), (_("negative"), found < 0)]
    notes += set_to_zero(str(cells.name), faults, use, first_row)
    return np.maximum(found, 0.0), notes
