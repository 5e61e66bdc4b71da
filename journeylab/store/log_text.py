"""Tables in text files: encoding, separator and rows that do not fit."""

from __future__ import annotations

import codecs
import csv
import re
import warnings
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from journeylab.errors import DataError
from journeylab.i18n import _
from journeylab.store.raw_table import RawTable, open_unzipped

if TYPE_CHECKING:
    import pandas as pd

_SEPARATORS = (",", ";", "\t", "|")
_HEAD = 1 << 16
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def open_text(path: Path, *, sep: str | None, encoding: str | None) -> RawTable:
    """Open a text file; what is not given is found out and, where it is unusual, said.

    Raises
    ------
    DataError
        If the file is empty or is no text.
    """
    notes: list[str] = []
    if encoding is None:
        encoding = _encoding(path)
        if encoding == "cp1252":
            notes.append(_("The file is not UTF-8; it was read as Windows text (cp1252)."))
    skip, header = _header(path, encoding)
    if header.startswith("sep="):
        # Excel's own hint, which other programs would take for the header.
        sep = sep or header[4:5]
        skip, header = _header(path, encoding, skip + 1)
    if sep is None:
        sep = max(_SEPARATORS, key=lambda mark: len(_fields(header, mark)))
        if sep != ",":
            notes.append(_("Separator: {sep}").format(sep={"\t": _("tab")}.get(sep, sep)))

    def load(columns: Sequence[str], texts: Collection[str]) -> pd.DataFrame:
        return _read(path, sep, encoding, skip, texts)[list(columns)]

    names = tuple(str(name) for name in _read(path, sep, encoding, skip, (), rows=0).columns)
    return RawTable(names, skip + 2, load, tuple(notes), spreadsheet=True)


def _read(
    path: Path, sep: str, encoding: str, skip: int, texts: Collection[str], rows: int | None = None
) -> pd.DataFrame:
    import pandas as pd

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", pd.errors.ParserWarning)
            # All columns are read, not only those in use: with `usecols` pandas
            # no longer says when a row has too many fields, and values would shift.
            return pd.read_csv(
                path,
                sep=sep,
                encoding=encoding,
                skiprows=skip,
                nrows=rows,
                dtype=dict.fromkeys(texts, object),
                index_col=False,
                na_filter=False,
                skip_blank_lines=False,
                skipinitialspace=True,
                low_memory=False,
            )
    except (pd.errors.ParserError, pd.errors.ParserWarning, pd.errors.EmptyDataError) as error:
        raise _misfit(str(error), sep) from error
    except (UnicodeError, LookupError) as error:
        raise _no_text() from error
    except (ValueError, OverflowError) as error:
        raise DataError(_("the file is no table ({reason}).").format(reason=error), _no_table()) from error


def _misfit(reason: str, sep: str) -> DataError:
    found = re.search(r"Expected (\d+) fields in line (\d+), saw (\d+)", reason)
    if found:
        expected, row, count = found.groups()
        return DataError(
            _("row {row} has {count} fields, the rows before it have {expected}.").format(
                row=row, count=count, expected=expected
            ),
            _("Put fields that contain '{sep}' in double quotes, or name the separator: sep=';'.").format(sep=sep),
        )
    if "Length of header" in reason:
        return DataError(
            _("the first row of data has more fields than the header."),
            _("Put fields that contain '{sep}' in double quotes, or name the separator: sep=';'.").format(sep=sep),
        )
    if "EOF inside string" in reason:
        row = str(int(reason.rsplit(" ", 1)[-1]) + 1)
        return DataError(
            _("in row {row} a double quote is opened and never closed.").format(row=row), _("Close or delete it.")
        )
    return DataError(_("the file is no table ({reason}).").format(reason=reason), _no_table())


def _no_table() -> str:
    return _("Save it as CSV with a header, one row a contact.")


def _no_text() -> DataError:
    return DataError(
        _("the file is no text in the encoding expected."), _("Name the encoding, for example encoding='utf-16'.")
    )


def _encoding(path: Path) -> str:
    """Return the encoding that the whole file can be read in."""
    with open_unzipped(path) as file:
        head = file.read(4)
        for mark, name in _MARKS:
            if head.startswith(mark):
                return name
        decode = codecs.getincrementaldecoder("utf-8")().decode
        try:
            decode(head)
            while chunk := file.read(1 << 20):
                decode(chunk)
            decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8"


def _header(path: Path, encoding: str, skip: int = 0) -> tuple[int, str]:
    """Return the number of lines before the header, and the header."""
    with open_unzipped(path) as file:
        try:
            lines = file.read(_HEAD).decode(encoding, errors="replace").splitlines()
        except (UnicodeError, LookupError) as error:
            raise _no_text() from error
    for number, line in enumerate(lines[skip:], start=skip):
        if line.strip():
            return number, line
    raise DataError(_("the file is empty."), _("It needs a header and one row a contact."))


def _fields(line: str, sep: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=sep), [])
    except csv.Error:
        return []
