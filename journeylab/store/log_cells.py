"""Reading cells: texts, yes or no, numbers in German or English."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import pandas as pd

_YES = {"1", "1.0", "true", "wahr", "ja", "j", "yes", "y", "x"}
_NO = {"", "0", "0.0", "false", "falsch", "nein", "n", "no", "-"}
_CURRENCY = re.compile(r"(?i)eur|usd|chf|gbp|[€$£\s'’]")
_GROUPS_OF_THREE = re.compile(r"-?\d{1,3}([.,]\d{3})+")


def plain(cells: pd.Series[Any]) -> pd.Series[Any]:
    """Return cells of a typed format as the other readers expect them.

    Numbers, yes/no and points in time keep their type; everything else becomes
    text, and ``""`` stands for an empty cell.
    """
    import pandas as pd

    if pd.api.types.is_numeric_dtype(cells) or pd.api.types.is_datetime64_any_dtype(cells):
        return cells
    return pd.Series([_as_text(cell) for cell in cells.astype(object)], dtype=object, name=cells.name)


def texts(cells: pd.Series[Any], *, strip: bool = True) -> tuple[NDArray[np.int64], list[str]]:
    """Return cells as codes and the texts they stand for, in order of first appearance.

    Returns
    -------
    codes : ndarray of int64, shape (n_rows,)
        -1 = empty.
    names : list of str
        Without blanks at both ends unless `strip` is false.
    """
    import pandas as pd

    first, values = pd.factorize(cells)
    names = [value if isinstance(value, str) else _as_text(value) for value in values]
    if strip:
        names = [name.strip() for name in names]
    # Stripping may have made two texts one, or none.
    second, kept = pd.factorize(np.array([name or None for name in names], dtype=object))
    with_empty = np.append(second, -1).astype(np.int64)
    return with_empty[first], [str(name) for name in kept]


def flags(cells: pd.Series[Any]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return which cells say yes, and which say neither yes nor no."""
    codes, names = texts(cells)
    words = [name.casefold() for name in names] + [""]
    yes = np.array([word in _YES for word in words])
    bad = np.array([word not in _YES and word not in _NO for word in words])
    return yes[codes], bad[codes]


def numbers(cells: pd.Series[Any]) -> tuple[NDArray[np.float64], NDArray[np.bool_], bool]:
    """Return cells as numbers.

    Returns
    -------
    values : ndarray of float64, shape (n_rows,)
        0 where the cell is empty or bad.
    bad : ndarray of bool, shape (n_rows,)
    comma : bool
        Whether the comma was read as the decimal sign.
    """
    import pandas as pd

    comma = False
    if pd.api.types.is_numeric_dtype(cells):
        values = cells.to_numpy(dtype=np.float64, na_value=np.nan)
        empty = np.isnan(values)
    else:
        codes, names = texts(cells)
        parsed, comma = _parsed(names)
        values = np.append(parsed, 0.0)[codes]
        empty = codes < 0
    bad = ~np.isfinite(values) & ~empty
    return np.where(bad | empty, 0.0, values), bad, comma


def _parsed(names: Sequence[str]) -> tuple[NDArray[np.float64], bool]:
    try:
        return np.array(names, dtype=object).astype(np.float64), False
    except ValueError:
        bare = [_CURRENCY.sub("", name).replace("−", "-") for name in names]
    comma = _comma_is_decimal(bare)
    return np.array([_number(text, *((".", ",") if comma else (",", "."))) for text in bare]), comma


def _comma_is_decimal(bare: Sequence[str]) -> bool:
    """Tell from all numbers of a column which sign separates the decimals."""
    both = [text for text in bare if "," in text and "." in text]
    if both:
        return both[0].rfind(",") > both[0].rfind(".")
    if any("," in text for text in bare):
        return not any(text.count(",") > 1 and _GROUPS_OF_THREE.fullmatch(text) for text in bare)
    return any(text.count(".") > 1 and _GROUPS_OF_THREE.fullmatch(text) for text in bare)


def _number(text: str, thousands: str, decimal: str) -> float:
    whole, *rest = text.split(decimal)
    # 1,5 beside 1,234,567 is a slip, not 15.
    if thousands in "".join(rest) or (thousands in whole and not _GROUPS_OF_THREE.fullmatch(whole)):
        return np.nan
    try:
        return float(".".join([whole.replace(thousands, ""), *rest]))
    except ValueError:
        return np.nan


def _as_text(value: object) -> str:
    # A spreadsheet keeps the id 4711 as the number 4711.0.
    if isinstance(value, float):
        if np.isnan(value):
            return ""
        return str(int(value)) if value.is_integer() else str(value)
    # NaT and other missing values differ from themselves.
    if value is None or value != value:
        return ""
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value)
