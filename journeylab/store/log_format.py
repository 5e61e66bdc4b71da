"""Our own log files: what stands in them, and what only they can tell."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from journeylab.domain.journey_log import KINDS, OUTCOMES, JourneyLog
from journeylab.errors import DataError
from journeylab.i18n import _
from journeylab.store.log_cells import numbers, texts
from journeylab.store.log_columns import listing

if TYPE_CHECKING:
    import pandas as pd

# One constant column marks simulated data in every row, wherever a row is copied to.
SYNTHETIC = "synthetic"
OWN = (
    "customer_id",
    "step",
    "timestamp",
    "minute",
    "touchpoint",
    "phase",
    "stage",
    "channel",
    "conversion",
    "conversion_is_contact",
    "value",
    "items",
    "outcome",
    "customer_kind",
    "mood",
    SYNTHETIC,
)
EXTRA = ("step", "minute", "conversion_is_contact", "items", "outcome", "customer_kind", "mood", SYNTHETIC)
_TERMS: dict[str, Sequence[str]] = {"outcome": OUTCOMES, "customer_kind": KINDS}
_MOST = {"items": 255, "mood": 255, "conversion_is_contact": 1, "minute": 2**31 - 1}
# A spreadsheet would run a cell that begins like this as a formula.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")


def is_own(names: Collection[str]) -> bool:
    """Tell whether a file with these columns was written by `write_log`."""
    return {"customer_id", "step", "touchpoint"} <= set(names) <= set(OWN)


def own_frame(log: JourneyLog) -> pd.DataFrame:
    """Return a log as the table that is written: one row an event."""
    import pandas as pd

    frame = log.to_frame()
    owner = log.owner()
    columns: dict[str, Any] = {str(name): frame[name] for name in frame.columns}
    columns["step"] = np.arange(log.n_events) - log.offsets[owner]
    if log.minutes is not None:
        columns["minute"] = log.minutes
    if log.start is None:
        columns.pop("timestamp", None)
    if log.conversion is not None:
        columns["conversion"] = log.conversion.astype(np.uint8)
        columns["conversion_is_contact"] = np.uint8(log.conversion_is_contact)
    if log.outcome is not None:
        columns["outcome"] = _words(OUTCOMES, log.outcome[owner])
    if log.kind is not None:
        columns["customer_kind"] = _words(KINDS, log.kind[owner])
    if log.mood is not None:
        columns["mood"] = log.mood[owner]
    if log.seed is not None:
        columns[SYNTHETIC] = log.seed if abs(log.seed) < 2**63 else str(log.seed)
    return pd.DataFrame({name: columns[name] for name in OWN if name in columns}, index=frame.index)


def escaped(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return "'" + text if _FORMULA.match(text) else text


def unescaped(text: str) -> str:
    """Undo `escaped`."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


@dataclass(frozen=True)
class Extras:
    """What only our own files tell; shapes as in the file, before sorting.

    Attributes
    ----------
    columns : dict of str to ndarray of float64, shape (n_rows,)
        Numbers, places in `OUTCOMES` and `KINDS`.
    seed : int or None
        The seed of a simulated log.
    """

    columns: dict[str, NDArray[np.float64]]
    seed: int | None

    def rows(self, name: str, rows: NDArray[np.int64], dtype: type[np.generic]) -> NDArray[Any] | None:
        """Return a column at these rows, or None if the file has none."""
        return self.columns[name][rows].astype(dtype) if name in self.columns else None

    @property
    def conversion_is_contact(self) -> bool:
        """Whether the conversion is a flag on a contact."""
        return bool(self.columns.get("conversion_is_contact", np.ones(1))[:1].all())


def read_extras(frame: pd.DataFrame, first_row: int) -> Extras:
    """Return the columns that only our own files have.

    Raises
    ------
    DataError
        If one of them was changed to something that cannot stand there.
    """
    columns: dict[str, NDArray[np.float64]] = {}
    for name in (str(name) for name in frame.columns if name != SYNTHETIC):
        if name in _TERMS:
            values, bad = _places(_TERMS[name], frame[name])
        else:
            values, bad, _comma = numbers(frame[name])
            bad = bad | (values != np.floor(values)) | (values < 0) | (values > _MOST.get(name, 2**53))
        if bad.any():
            raise _stranger(frame[name], int(bad.argmax()), first_row)
        columns[name] = values
    return Extras(columns, _seed(frame[SYNTHETIC], first_row) if SYNTHETIC in frame else None)


def _seed(cells: pd.Series[Any], first_row: int) -> int | None:
    codes, names = texts(cells)
    if len(names) > 1:
        # Their customers bear the same numbers and would be taken for one.
        raise DataError(
            _("the file mixes simulated logs with the seeds {seeds}.").format(seeds=listing(names)),
            _("Put each log into a file of its own."),
        )
    try:
        return int(names[0]) if names else None
    except ValueError as error:
        raise _stranger(cells, int((codes >= 0).argmax()), first_row) from error


def _stranger(cells: pd.Series[Any], i: int, first_row: int) -> DataError:
    return DataError(
        _("row {row}, column '{column}': '{text}' cannot stand here.").format(
            row=i + first_row, column=cells.name, text=listing([str(cells.iloc[i])])
        ),
        _("Write the log again with write_log, or name the columns to read: customer=, touchpoint=."),
    )


def _words(terms: Sequence[str], places: NDArray[np.uint8]) -> NDArray[Any]:
    return np.array([str(term) for term in terms], dtype=object)[places]


def _places(terms: Sequence[str], cells: pd.Series[Any]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    codes, names = texts(cells)
    place = {str(term): float(i) for i, term in enumerate(terms)}
    found = np.array([*(place.get(name, np.nan) for name in names), np.nan])[codes]
    bad = np.isnan(found)
    return np.where(bad, 0.0, found), bad
