"""Reading points in time: ISO, German, seconds since 1970, or just an order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from journeylab.i18n import _

if TYPE_CHECKING:
    import pandas as pd

# What stands in logs of customers; anything outside is a slip or another unit.
_EARLIEST, _LATEST = (int(np.datetime64(year, "us").astype(np.int64)) for year in ("1900", "2200"))
_DAY = 86_400_000_000
_ZONE = re.compile(r"(Z|UTC|[+-]\d\d:?\d\d|\+\d\d)\s*$")
_NUMBER = re.compile(r"\s*-?\d+(\.\d+)?\s*")
# Unit, smallest plausible number (1973), microseconds in one.
_SINCE_1970 = (("ns", 1e17, 1e-3), ("µs", 1e14, 1.0), ("ms", 1e11, 1e3), ("s", 1e8, 1e6))
_GERMAN = ("%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M", "%d.%m.%Y", "%d.%m.%y %H:%M", "%d.%m.%y")


@dataclass(frozen=True)
class Times:
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
    clock: bool = True
    notes: tuple[str, ...] = ()


def read_times(cells: pd.Series[Any]) -> Times:
    """Return the points in time of a column of texts, numbers or dates."""
    import pandas as pd

    if pd.api.types.is_datetime64_any_dtype(cells):
        stamps = pd.to_datetime(cells, utc=True).dt.tz_localize(None).to_numpy()
        return _checked(stamps, (_utc(),) if isinstance(cells.dtype, pd.DatetimeTZDtype) else ())
    if pd.api.types.is_numeric_dtype(cells):
        values = cells.to_numpy(dtype=np.float64, na_value=np.nan)
    else:
        cells = cells.astype(object)
        sample = next((text for text in cells if text), "")
        if not _NUMBER.fullmatch(sample):
            return _from_texts(cells.to_numpy(dtype=object))
        values = pd.to_numeric(cells, errors="coerce").to_numpy(dtype=np.float64)
    known = values[np.isfinite(values)]
    size = float(np.median(known)) if len(known) else 0.0
    if 19_000_101 <= size <= 22_000_101:  # a date without signs, 20261121
        whole = np.where(np.isfinite(values), values, 0).astype(np.int64).astype(str).astype(object)
        return _from_texts(whole)
    return _from_numbers(values, size)


def _from_numbers(values: NDArray[np.float64], size: float) -> Times:
    import pandas as pd

    bad = ~np.isfinite(values)
    for unit, least, microseconds in _SINCE_1970:
        if size >= least:
            ticks = np.where(bad, 0.0, values) * microseconds
            bad |= (ticks < _EARLIEST) | (ticks >= _LATEST)
            note = _("Times are numbers: read as {unit} since 1970, UTC.").format(unit=unit)
            return Times(np.where(bad, 0.0, ticks).astype(np.int64), bad, True, (note,))
    places = pd.factorize(values, sort=True)[0]
    note = _("Times are small numbers: used for the order only.")
    return Times(np.where(bad, 0, places).astype(np.int64), bad, False, (note,))


def _from_texts(values: NDArray[Any]) -> Times:
    import pandas as pd

    stamps = _iso(values)
    later = np.flatnonzero(np.isnat(stamps))
    if len(later):
        cleaned = [re.sub(r",| ?(Uhr|Z|UTC)$", "", " ".join(text.split())) for text in values[later]]
        again = np.array(cleaned, dtype=object)
        found = _iso(again)
        for form in _GERMAN:
            open_ = np.isnat(found)
            if not open_.any():
                break
            found[open_] = (
                pd.to_datetime(again[open_], format=form, errors="coerce").to_numpy().astype("datetime64[us]")
            )
        stamps[later] = found
    # pandas takes these words for the moment of reading.
    stamps[pd.Index(values).isin(["now", "today"])] = np.datetime64("NaT")
    return _checked(stamps, _zones(values[~np.isnat(stamps)]))


def _iso(values: NDArray[Any]) -> NDArray[np.datetime64]:
    import pandas as pd

    stamps = pd.to_datetime(values, format="ISO8601", utc=True, errors="coerce", cache=False)
    return stamps.tz_localize(None).to_numpy().astype("datetime64[us]")


def _zones(values: NDArray[Any]) -> tuple[str, ...]:
    """Say what was done about zones."""
    # A log has many times and few different ends of them.
    with_zone = {bool(_ZONE.search(end)) for end in {text[-7:] for text in values}}
    if with_zone == {True, False}:
        return (_("Some times have a zone, some have none: all are in UTC now, those without were taken as UTC."),)
    return (_utc(),) if with_zone == {True} else ()


def _utc() -> str:
    return _("Times have a zone: they are in UTC now.")


def _checked(stamps: NDArray[np.datetime64], notes: tuple[str, ...]) -> Times:
    stamps = stamps.astype("datetime64[us]")
    ticks = stamps.astype(np.int64)
    bad = np.isnat(stamps) | (ticks < _EARLIEST) | (ticks >= _LATEST)
    ticks[bad] = 0
    if not bad.all() and not (ticks[~bad] % _DAY).any():
        notes += (_("Times are dates without a time of day: within a day the order of the rows counts."),)
    return Times(ticks, bad, True, notes)
