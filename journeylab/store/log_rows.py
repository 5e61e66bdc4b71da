"""What the rows of a table say: which can be used, in which order, and what was repaired."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from journeylab.errors import DataError
from journeylab.i18n import _, ngettext, number
from journeylab.store.log_cells import flags, numbers, read_times, texts
from journeylab.store.log_columns import choose_columns, listing
from journeylab.store.log_files import RawTable
from journeylab.store.log_format import EXTRA, SYNTHETIC, is_own, read_extra, read_seed, unescaped

if TYPE_CHECKING:
    import pandas as pd

_LONGEST_ID = 256


@dataclass(frozen=True)
class Rows:
    """The rows that can be used, by customer and time.

    Attributes
    ----------
    frame : DataFrame, shape (n_used, ...)
        ``customer`` and ``contact`` are places in `ids` and `names`; ``time``
        (microseconds since 1970), ``conversion`` and ``value`` are there if the
        file tells them, and so is what only our own files tell.  ``value`` is nan
        where the cell is empty.
    ids, names : list of str
    word : str or None
        Name of the touchpoint that is the conversion, if one was named.
    seed : int or None
    own : bool
        Whether the file is one of ours.
    notes : list of str
    """

    frame: pd.DataFrame
    ids: list[str]
    names: list[str]
    word: str | None
    seed: int | None
    own: bool
    notes: list[str]


def read_rows(table: RawTable, given: Mapping[str, str], drop_duplicates: bool) -> Rows:
    """Return what a table says.

    Parameters
    ----------
    given : mapping of str to str
        Columns that the caller named, by role; under ``conversion`` also the
        name of a touchpoint.
    drop_duplicates : bool

    Raises
    ------
    DataError
        If columns cannot be told apart or no row can be used.
    """
    import pandas as pd

    own = not given and is_own(table.names)
    # What is no column must be the name of a touchpoint.
    word = None if given.get("conversion") in table.names else given.get("conversion")
    columns = choose_columns(table.names, given, leave_out="conversion" if word else "")
    ga4 = {"event_name", "user_pseudo_id"} <= set(table.names) and columns["touchpoint"] != "event_name"
    extra = [name for name in EXTRA if own and name in table.names]
    exact = {columns["customer"], columns["touchpoint"], *(["event_name"] if ga4 else [])}
    seed = [SYNTHETIC] if own and SYNTHETIC in table.names else []
    # What we have written comes back to the last bit, which pandas' fast reading of numbers does not promise.
    # And in numbers of German files a point stands between thousands.
    exact |= {columns["value"]} if "value" in columns else set()
    cells = table.load(list({*columns.values(), *exact, *extra, *seed}), exact)

    customer, ids = texts(cells[columns["customer"]])
    contact, names = texts(cells[columns["touchpoint"]])
    if own and table.spreadsheet:
        ids, names = [unescaped(text) for text in ids], [unescaped(text) for text in names]
    if ga4:
        # A channel is the touchpoint; the purchase stays an event of its own.
        names.append(word or "purchase")
        contact[(cells["event_name"] == names[-1]).to_numpy(dtype=np.bool_)] = len(names) - 1
    frame = pd.DataFrame({"customer": customer, "contact": contact})
    said = ", ".join(f"{role} = {column}" for role, column in columns.items())
    notes = [_("Columns: {columns}.").format(columns=said), *table.notes]
    # The last entry stands for code -1: an empty id is not too long.
    too_long = np.array([*(len(text) > _LONGEST_ID for text in ids), False])
    faults = {
        _("Dropped, empty"): (customer < 0) & (contact < 0),
        _("Dropped, no customer"): customer < 0,
        _("Dropped, no touchpoint"): contact < 0,
        _("Dropped, customer id longer than {most} characters").format(most=_LONGEST_ID): too_long[customer],
    }
    clock = False
    if "time" in columns:
        frame["time"], unreadable, clock, guessed = read_times(cells[columns["time"]], table.first_row)
        faults[_("Dropped, no time that can be read")] = unreadable
        notes += guessed
    good, dropped = _usable(faults, table.first_row)
    if len(frame) and not good.any():
        if "time" in columns:
            _need_time(cells[columns["time"]], unreadable)
        raise DataError(
            _("no row can be used. {reasons}").format(reasons=" ".join(dropped)),
            _("Check the columns ({columns}), or name others: customer=, time=, touchpoint=.").format(columns=said),
        )
    notes += dropped
    if not good.all():
        frame, cells = frame[good], cells[good]
    if "conversion" in columns:
        frame["conversion"] = flags(cells[columns["conversion"]], table.first_row)
    if "value" in columns:
        found, signs = numbers(cells[columns["value"]], table.first_row, table.decimal_comma)
        frame["value"] = np.where(found < 0, 0.0, found)
        what = _("Counted as 0, negative ({column})").format(column=columns["value"])
        notes += [*signs, *_counted(what, frame.index[found < 0].to_numpy(), table.first_row)]
    for name in extra:
        frame[name] = read_extra(cells[name], table.first_row)
    frame, sorting = _sorted(frame, drop_duplicates, table.first_row)
    return Rows(
        frame=frame if clock else frame.drop(columns="time", errors="ignore"),
        ids=ids,
        names=names,
        word=word,
        seed=read_seed(cells[SYNTHETIC], table.first_row) if seed else None,
        own=own,
        notes=notes + sorting,
    )


def _counted(what: str, places: NDArray[np.int64], first_row: int) -> list[str]:
    """Say what was done to how many rows, and which is the first; nothing if there are none."""
    if not len(places):
        return []
    note = ngettext("{what}: {count} row (row {row}).", "{what}: {count} rows (the first is row {row}).", len(places))
    return [note.format(what=what, count=number(len(places)), row=places.min() + first_row)]


def _need_time(cells: pd.Series[Any], unreadable: NDArray[np.bool_]) -> None:
    """Raise if a column has no time that can be read."""
    written = cells[(cells != "").to_numpy()]
    if len(written) and unreadable.all():
        raise DataError(
            _("no time can be read in column '{column}'; the first cell is '{text}'.").format(
                column=cells.name, text=listing([str(written.iloc[0])])
            ),
            _(
                "Write times like 2024-01-31 14:05, 2024-01-31T14:05Z, 31.01.2024 14:05 or seconds since 1970, "
                "or name another column: time=."
            ),
        )


def _usable(faults: Mapping[str, NDArray[np.bool_]], first_row: int) -> tuple[NDArray[np.bool_], list[str]]:
    """Return which rows have no fault, each counted for the first reason that it meets."""
    good = np.ones(len(next(iter(faults.values()))), dtype=np.bool_)
    notes = []
    for reason, mask in faults.items():
        notes += _counted(reason, np.flatnonzero(mask & good), first_row)
        good &= ~mask
    return good, notes


def _sorted(frame: pd.DataFrame, drop_duplicates: bool, first_row: int) -> tuple[pd.DataFrame, list[str]]:
    """Return rows by customer and time; what repeats an earlier row is counted and may be dropped."""
    key = next((name for name in ("step", "time") if name in frame), None)
    if key is None:
        note = _("There is no time column: the order of the rows counts.")
        return frame.sort_values("customer", kind="stable"), [note]
    notes = []
    order = np.lexsort((frame[key], frame["customer"]))
    if (np.diff(order) < 0).any():
        frame = frame.iloc[order]
        notes.append(_("The rows were not in order; they were sorted by customer and time."))
    # Only rows that share their moment with a neighbour can be repeated: mostly few.
    same = (np.diff(frame["customer"]) == 0) & (np.diff(frame[key]) == 0)
    tied = frame[np.append(same, False) | np.append(False, same)] if len(frame) else frame
    again = tied.index[tied.duplicated()]
    if drop_duplicates:
        what = _("Dropped, repeats an earlier row")
        frame = frame.drop(again)
    else:
        what = _("Kept, repeats an earlier row (drop_duplicates=True drops it)")
    return frame, [*notes, *_counted(what, again.to_numpy(), first_row)]
