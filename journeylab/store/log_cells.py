"""Reading cells: texts, yes or no, numbers in German or English, points in time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from numbers import Number
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
# How spreadsheets, R and databases write "no value".
_NO_VALUE = {"", "-", "na", "n/a", "nan", "none", "null"}
_CURRENCY = re.compile(r"(?i)eur|usd|chf|gbp|[€$£\s]")
_EURO = re.compile(r"(?i)eur|€")
# In the English way, thousands and exponent allowed.
_WRITTEN = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+|(?=\.\d))(\.\d*)?(e[+-]?\d+)?", re.IGNORECASE)
_ENGLISH = str.maketrans(",.", ".,")
_SIGNED = re.compile(r"[+-]?[\d.,]+")
# One sign with three digits behind it: 1.234 may be 1234 as well.
_DOUBTFUL = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")
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
_SLASHED = re.compile(r"(\d\d?)/(\d\d?)/\d")
_CLOCKS = ("", " %H:%M", " %H:%M:%S", " %I:%M %p", " %I:%M:%S %p")


def plain(cells: pd.Series[Any]) -> pd.Series[Any]:
    """Return cells of a typed format as the other readers expect them.

    Numbers, yes/no and points in time keep their type, a number also among
    texts; everything else becomes text, and ``""`` stands for an empty cell.
    """
    import pandas as pd

    if pd.api.types.is_numeric_dtype(cells) or pd.api.types.is_datetime64_any_dtype(cells):
        return cells
    kept = [cell if isinstance(cell, Number) and cell == cell else _as_text(cell) for cell in cells.astype(object)]
    return pd.Series(kept, dtype=object, name=cells.name)


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
    """Return the error that shows the first bad cell; the index of the cells counts the rows of the file from 0."""
    place = int(bad.argmax())
    return DataError(
        _("row {row}, column '{column}': '{text}' cannot stand here.").format(
            row=cells.index[place] + first_row, column=cells.name, text=listing([str(cells.iloc[place])])
        ),
        fix,
    )


def numbers(cells: pd.Series[Any], first_row: int, decimal_comma: bool) -> tuple[NDArray[np.float64], list[str]]:
    """Return cells as numbers, and what to say about their signs.

    Parameters
    ----------
    decimal_comma : bool
        Whether the file looks like one from where the comma is the decimal sign.

    Returns
    -------
    values : ndarray of float64, shape (n_rows,)
        nan where the cell is empty.
    notes : list of str

    Raises
    ------
    DataError
        If a cell is neither empty nor a number.
    """
    import pandas as pd

    codes, found = pd.factorize(cells)
    written = {cell: _CURRENCY.sub("", cell) for cell in found if isinstance(cell, str)}
    sign, doubtful = _decimal_sign(written.values())
    if doubtful:
        # Amounts in euro have two decimals.
        euro = "." in doubtful and any(_EURO.search(cell) for cell in written)
        sign = "," if decimal_comma or euro else "."
    read = {cell: _number(text, sign) for cell, text in written.items()}
    values = np.array([*(read[cell] if isinstance(cell, str) else float(cell) for cell in found), np.nan])[codes]
    blank = np.array([*(isinstance(cell, str) and cell.strip().casefold() in _NO_VALUE for cell in found), True])[codes]
    bad = ~np.isfinite(values) & ~blank
    if bad.any():
        fix = _("Write the numbers of a column alike, 1234.50 or 1234,50; leave the cell empty where there is none.")
        raise misplaced(cells, bad, first_row, fix)
    return values, _said_of_signs(str(cells.name), sign, doubtful)


def _decimal_sign(texts: Iterable[str]) -> tuple[str, str]:
    """Return the decimal sign as the first clear cell shows it, and the first doubtful cell if none is clear."""
    doubtful = ""
    for text in texts:
        last, other = (",", ".") if text.rfind(",") > text.rfind(".") else (".", ",")
        if last not in text or not _SIGNED.fullmatch(text):
            continue
        if other not in text and text.count(last) > 1:
            return other, ""
        if other in text or not _DOUBTFUL.fullmatch(text):
            return last, ""
        doubtful = doubtful or text
    return ".", doubtful


def _number(text: str, sign: str) -> float:
    english = text.translate(_ENGLISH) if sign == "," else text
    return float(english.replace(",", "")) if _WRITTEN.fullmatch(english) else np.nan


def _said_of_signs(column: str, sign: str, doubtful: str) -> list[str]:
    if doubtful:
        note = (
            _("{column}: nothing else tells what the sign in '{text}' is; it was read as the decimal sign.")
            if sign in doubtful
            else _("{column}: nothing else tells what the sign in '{text}' is; it was read as one between thousands.")
        )
        return [note.format(column=column, text=doubtful)]
    return [_("{column}: the comma was read as the decimal sign.").format(column=column)] if sign == "," else []


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


def read_times(cells: pd.Series[Any], first_row: int) -> Times:
    """Return the points in time of a column of texts, numbers or dates.

    Raises
    ------
    DataError
        If dates have slashes and nothing tells the day from the month.
    """
    import pandas as pd

    if pd.api.types.is_datetime64_any_dtype(cells):
        stamps = pd.to_datetime(cells, utc=True).dt.tz_localize(None).to_numpy().astype("datetime64[us]")
        return _checked(stamps, isinstance(cells.dtype, pd.DatetimeTZDtype))
    if not pd.api.types.is_numeric_dtype(cells):
        if pd.api.types.infer_dtype(cells) != "string":
            cells = cells.map(_as_text)
        if not _NUMBER.fullmatch(next((text for text in cells if text), "")):
            return _from_texts(cells, first_row)
    return _from_numbers(pd.to_numeric(cells, errors="coerce").to_numpy(dtype=np.float64, na_value=np.nan))


def _from_numbers(values: NDArray[np.float64]) -> Times:
    import pandas as pd

    bad = ~np.isfinite(values)
    size = 0.0 if bad.all() else float(np.median(values[~bad]))
    if 19_000_101 <= size < 22_000_101:  # a date without signs, 20261121
        return _from_texts(pd.Series(np.where(bad, 0, values).astype(np.int64).astype(str), dtype=object), 0)
    for unit, least, microseconds in _SINCE_1970:
        if size >= least:
            ticks = np.where(bad, 0.0, values) * microseconds
            bad |= (ticks < _EARLIEST) | (ticks >= _LATEST)
            note = _("Times are numbers: read as {unit} since 1970, UTC.").format(unit=unit)
            return Times(np.where(bad, 0.0, ticks).astype(np.int64), bad, True, (note,))
    places = pd.factorize(values, sort=True)[0].astype(np.int64)
    return Times(places, bad, False, (_("Times are small numbers: used for the order only."),))


def _from_texts(cells: pd.Series[Any], first_row: int) -> Times:
    import pandas as pd

    written = cells.to_numpy(dtype=object)
    stamps = np.full(len(written), "NaT", dtype="datetime64[us]")
    # pandas takes these words for the moment of reading.
    rest = np.flatnonzero(~np.isin(written, ["now", "today"]))

    def try_on(forms: Iterable[str]) -> None:
        nonlocal rest
        for form in forms:
            if not len(rest):
                break
            found = pd.to_datetime(written[rest], format=form, utc=True, errors="coerce", cache=False)
            stamps[rest] = found.tz_localize(None).to_numpy()
            rest = rest[found.isna()]

    try_on(_FORMATS)
    order, notes = _order_of_slashes(cells.iloc[rest], first_row)
    try_on(f"{order}/{year}{clock}" for year in ("%Y", "%y") for clock in _CLOCKS if order)
    # A log has many times and few different ends of them.
    return _checked(stamps, any(_ZONE.search(end) for end in {text[-7:] for text in written}), notes)


def _order_of_slashes(cells: pd.Series[Any], first_row: int) -> tuple[str, list[str]]:
    """Return whether day or month comes first in dates with slashes, "" without such dates, and what to say."""
    parts = [_SLASHED.match(text) for text in cells]
    if not any(parts):
        return "", []
    day_first, month_first = (any(part and int(part[place]) > 12 for part in parts) for place in (1, 2))
    if day_first == month_first:
        fix = _("Nothing tells day/month/year from month/day/year: write dates like 2024-01-31 or 31.01.2024.")
        raise misplaced(cells, np.array([part is not None for part in parts]), first_row, fix)
    order = _("day/month/year") if day_first else _("month/day/year")
    note = _("Dates with slashes were read as {order}.").format(order=order)
    return "%d/%m" if day_first else "%m/%d", [note]


def _checked(stamps: NDArray[np.datetime64], zoned: bool, notes: Sequence[str] = ()) -> Times:
    ticks = stamps.astype(np.int64)
    bad = np.isnat(stamps) | (ticks < _EARLIEST) | (ticks >= _LATEST)
    ticks[bad] = 0
    notes = [*notes]
    if zoned:
        notes.append(_("Times have a zone: they are in UTC now; any without a zone were taken as UTC."))
    if not bad.all() and not (ticks[~bad] % _DAY).any():
        notes.append(_("Times are dates without a time of day: within a day the order of the rows counts."))
    return Times(ticks, bad, True, tuple(notes))
