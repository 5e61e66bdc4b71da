"""A file that is open: its columns are known, its cells are read on demand."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class RawTable:
    """Raw columns of any format.

    Attributes
    ----------
    names : tuple of str
    first_row : int
        Number that people see for the first row of data.
    load : callable
        Takes the columns to load, and those of them in which every character
        counts (``007`` is not 7).  Others may come as numbers or points in time
        where the format or the reader knows them; an empty text is an empty cell.
    notes : tuple of str
        What was guessed on opening.
    spreadsheet : bool
        Whether spreadsheets open this format, so that formulas are escaped in it.
    """

    names: tuple[str, ...]
    first_row: int
    load: Callable[[Sequence[str], Collection[str]], pd.DataFrame]
    notes: tuple[str, ...] = ()
    spreadsheet: bool = False


def open_unzipped(path: Path) -> IO[bytes]:
    """Open a file for reading, unpacked if its name ends in ``.gz``."""
    return cast("IO[bytes]", gzip.open(path)) if path.suffix.lower() == ".gz" else path.open("rb")
