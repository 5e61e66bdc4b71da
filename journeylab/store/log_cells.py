"""Reading cells: texts, yes or no, numbers in German or English, points in time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from journeylab.errors import DataError
from journeylab.i18n import _
from journeylab.store.log_columns import listing

if TYPE_CHECKING:
    import pandas as pd

_YES = {"1", "1.0", "true", "wahr", "ja", "j", "yes", "y", "x"}
_NO = {"", "0", "0.0", "false", "falsch", "nein", "n", "no", "-"}
_CURRENCY = re.compile(r"(?i)eur|usd|chf|gbp|[€$£\s]")
_POINT = re.compile(r"-?(\d+|\d{1,3}(,\d{3})+)(\.\d*)?")
_COMMA = re.compile(r"-?(\d+|\d{1,3}(\.\d{3})+)(,\d*)?")
# What stands in logs of customers; anything outside is a slip or another unit.
_EARLIEST, _LATEST = (int(np.datetime64(year, "us").astype(np.int64)) for year in ("1900", "2200"))
_DAY = 86_400_000_000
_ZONE = re.compile(r"(Z|UTC|[+-]\d\d:?\d\d|\+\d\d)$")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
# Unit, smallest plausible number (1973), microseconds in one.
_SINCE_1970 = (("ns", 1e17, 1e-3), ("µs", 1e14, 1.0), ("ms", 1e11, 1e3), ("s", 1e8, 1e6))
_FORMATS = (
    "ISO8601",
    "%Y-%m-%d %H:%M:%S UTC",
    "%d.%m.%Y %H:%M:%S",
    "%d.%m.%Y %H:%M",
    "%d.%m.%Y",
    "%d.%m.%y %H:%M",
    "%d.%m.%y",
)


def plain(cells: pd.Series[Any]) -> pd.Series[Any]:
    """Return cells of a typed format as the other readers expect them.

    Numbers, yes/no and points in time keep their type; everything else becomes
    text, and ``""`` stands for an empty cell.
    """
    import pandas as pd

    if pd.api.types.is_numeric_dtype(cells) or pd.api.types.is_datetime64_any_dtype(cells):
        return cells
    return pd.Series([_as_text(cell) for cell in cells.astype(object)], dtype=object, name=cells.name)


def texts(cells: pd.Series[Any]) -> tuple[NDArray[np.int64], list[str]]:
    """Return cells as codes and the texts they stand for, in order of first appearance.

    Returns
    -------
    codes : ndarray of int64, shape (n_rows,)
        -1 = empty.
    names : list of str
        Without blanks at both ends.
    """
    import pandas as pd

    first, values = pd.factorize(cells)
    # Stripping may make two texts one, or none.
    bare = [(value if isinstance(value, str) else _as_text(value)).strip() or None for value in values]
    second, names = pd.factorize(np.array(bare, dtype=object))
    return np.append(second, -1).astype(np.int64)[first], [str(name) for name in names]


def flags(cells: pd.Series[Any], first_row: int) -> NDArray[np.bool_]:
    """Return which cells say yes.

    Raises
    ------
    DataError
        If a cell says neither yes nor no.
    """
    codes, names = texts(cells)
    words = [*(name.casefold() for name in names), ""]
    unclear = np.array([word not in _YES | _NO for word in words])[codes]
    if unclear.any():
        fix = _("Write 1/0, ja/nein, true/false, or name the touchpoint that is the conversion: conversion='Kauf'.")
        raise misplaced(cells, unclear, first_row, fix)
    return np.array([word in _YES for word in words])[codes]


def misplaced(cells: pd.Series[Any], bad: NDArray[np.bool_], first_row: int, fix: str) -> DataError:
    """Return the error that shows the first bad cell."""
    place = int(bad.argmax())
    return DataError(
        _("row {row}, column '{column}': '{text}' cannot stand here.").format(
            row=place + first_row, column=cells.name, text=listing([str(cells.iloc[place])])
        ),
        fix,
    )


def numbers(cells: pd.Series[Any]) -> tuple[NDArray[np.float64], bool]:
    """Return cells as numbers, and whether the comma was read as the decimal sign.

    Returns
    -------
    values : ndarray of float64, shape (n_rows,)
        0 where the cell is empty, nan where it is no number.
    comma : bool
    """
    import pandas as pd

    if pd.api.types.is_numeric_dtype(cells):
        return cells.to_numpy(dtype=np.float64, na_value=0.0), False
    codes, names = texts(cells)
    values, comma = _parsed(names)
    values = np.append(values, 0.0)[codes]
    return np.where(np.isfinite(values), values, np.nan), comma


def _parsed(names: Sequence[str]) -> tuple[NDArray[np.float64], bool]:
    try:
        return np.array(names, dtype=object).astype(np.float64), False
    except ValueError:
        bare = [_CURRENCY.sub("", name) for name in names]
    point = [float(text.replace(",", "")) if _POINT.fullmatch(text) else np.nan for text in bare]
    comma = [float(text.replace(".", "").replace(",", ".")) if _COMMA.fullmatch(text) else np.nan for text in bare]
    # The whole column decides: what makes more of its cells a number is how it was meant.
    gain = int(np.isfinite(comma).sum()) - int(np.isfinite(point).sum())
    is_comma = gain > 0 or (gain == 0 and any("," in text for text in bare))
    return np.array(comma if is_comma else point), is_comma


def _as_text(value: object) -> str:
    # A spreadsheet keeps the id 4711 as the number 4711.0.
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    # Missing values differ from themselves.
    if value is None or value != value:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)


class Times(NamedTuple):
    """When the rows happened.

    Attributes
    ----------
    ticks : ndarray of int64, shape (n_rows,)
        Microseconds since 1970 (UTC where the file has a zone), or mere places
        in an order if not `clock`; 0 where `bad`.
    bad : ndarray of bool, shape (n_rows,)
    clock : bool
    notes : tuple of str
    """

    ticks: NDArray[np.int64]
    bad: NDArray[np.bool_]
    clock: bool
    notes: tuple[str, ...]


def read_times(cells: pd.Series[Any]) -> Times:
    """Return the points in time of a column of texts, numbers or dates."""
    import pandas as pd

    if pd.api.types.is_datetime64_any_dtype(cells):
        stamps = pd.to_datetime(cells, utc=True).dt.tz_localize(None).to_numpy().astype("datetime64[us]")
        return _checked(stamps, isinstance(cells.dtype, pd.DatetimeTZDtype))
    if not pd.api.types.is_numeric_dtype(cells):
        written = cells.to_numpy(dtype=object)
        if not _NUMBER.fullmatch(next((text for text in written if text), "")):
            return _from_texts(written)
    return _from_numbers(pd.to_numeric(cells, errors="coerce").to_numpy(dtype=np.float64, na_value=np.nan))


def _from_numbers(values: NDArray[np.float64]) -> Times:
    import pandas as pd

    bad = ~np.isfinite(values)
    size = 0.0 if bad.all() else float(np.median(values[~bad]))
    if 19_000_101 <= size < 22_000_101:  # a date without signs, 20261121
        return _from_texts(np.where(bad, 0, values).astype(np.int64).astype(str).astype(object))
    for unit, least, microseconds in _SINCE_1970:
        if size >= least:
            ticks = np.where(bad, 0.0, values) * microseconds
            bad |= (ticks < _EARLIEST) | (ticks >= _LATEST)
            note = _("Times are numbers: read as {unit} since 1970, UTC.").format(unit=unit)
            return Times(np.where(bad, 0.0, ticks).astype(np.int64), bad, True, (note,))
    places = pd.factorize(values, sort=True)[0].astype(np.int64)
    return Times(places, bad, False, (_("Times are small numbers: used for the order only."),))


def _from_texts(written: NDArray[Any]) -> Times:
    import pandas as pd

    stamps = np.full(len(written), "NaT", dtype="datetime64[us]")
    # pandas takes these words for the moment of reading.
    rest = np.flatnonzero(~np.isin(written, ["now", "today"]))
    for form in _FORMATS:
        if not len(rest):
            break
        found = pd.to_datetime(written[rest], format=form, utc=True, errors="coerce", cache=False)
        stamps[rest] = found.tz_localize(None).to_numpy()
        rest = rest[found.isna()]
    # A log has many times and few different ends of them.
    return _checked(stamps, any(_ZONE.search(end) for end in {text[-7:] for text in written}))


def _checked(stamps: NDArray[np.datetime64], zoned: bool) -> Times:
    ticks = stamps.astype(np.int64)
    bad = np.isnat(stamps) | (ticks < _EARLIEST) | (ticks >= _LATEST)
    ticks[bad] = 0
    notes = []
    if zoned:
        notes.append(_("Times have a zone: they are in UTC now; any without a zone were taken as UTC."))
    if not bad.all() and not (ticks[~bad] % _DAY).any():
        notes.append(_("Times are dates without a time of day: within a day the order of the rows counts."))
    return Times(ticks, bad, True, tuple(notes))
