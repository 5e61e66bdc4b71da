"""From a file of some format to raw columns: CSV, Excel, Parquet, XES."""

from __future__ import annotations

import gzip
import re
import warnings
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from journeylab.errors import DataError, JourneyLabError, MissingExtraError
from journeylab.i18n import _, reason
from journeylab.store.log_cells import plain
from journeylab.store.log_columns import listing

if TYPE_CHECKING:
    import pandas as pd

_TEXT = (".csv", ".tsv", ".txt")
_SEPARATORS = ",;\t|"


@dataclass(frozen=True)
class RawTable:
    """Raw columns of any format.

    Attributes
    ----------
    names : tuple of str
    load : callable
        Takes the columns to load, and those of them in which every character
        counts (``007`` is not 7).  Others may come as numbers or points in time;
        an empty text is an empty cell.
    first_row : int
        Number that people see for the first row of data.
    notes : sequence of str
        What was guessed on opening.
    spreadsheet : bool
        Whether spreadsheets open this format, so that formulas are escaped in it.
    decimal_comma : bool
        Whether the separator is one of countries in which the comma separates decimals.
    """

    names: tuple[str, ...]
    load: Callable[[Sequence[str], Collection[str]], pd.DataFrame]
    first_row: int = 1
    notes: Sequence[str] = ()
    spreadsheet: bool = False
    decimal_comma: bool = False


def open_table(path: Path, *, sep: str | None, encoding: str | None, sheet: str | int | None) -> RawTable:
    """Open a file by the ending of its name, which may end in ``.gz``.

    Raises
    ------
    DataError
        If the file is missing, damaged or of another format.
    MissingExtraError
        If a package for this format is not installed.
    """
    if path.is_dir():
        raise DataError(_("this is a folder."), _("Name a file in it."))
    if not path.is_file():
        raise DataError(_("there is no such file."), _("Check its name and its folder."))
    kind = path.name.lower().removesuffix(".gz")
    with _one_clear_error():
        data = gzip.decompress(path.read_bytes()) if path.suffix.lower() == ".gz" else path.read_bytes()
        if kind.endswith(_TEXT):
            return _text(data, sep, encoding)
        if kind.endswith(".xlsx"):
            return _excel(data, sheet)
        if kind.endswith(".parquet"):
            return _parquet(data)
        if kind.endswith(".xes"):
            return _xes(data)
    formats = " ".join([*_TEXT, ".csv.gz", ".xlsx", ".parquet", ".xes"])
    raise DataError(
        _("files of this kind cannot be read."), _("Save it as one of these: {formats}.").format(formats=formats)
    )


def need(package: str) -> None:
    """Raise with the line to type if an optional package is not installed."""
    if find_spec(package) is None:
        raise MissingExtraError(
            _("This kind of file needs the package '{package}', which is not installed.").format(package=package),
            _("Type: {line}").format(line='pip install "journeylab[files]"'),
        )


@contextmanager
def _one_clear_error() -> Iterator[None]:
    # openpyxl warns of what it cannot show (styles, drop-down lists); no cell is lost by that.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        except JourneyLabError:
            raise
        except Exception as error:
            # On a damaged file the libraries raise whatever their depths do: KeyError, BadZipFile, ArrowInvalid ...
            raise DataError(
                _("the file cannot be read: {reason}.").format(reason=reason(error)),
                _("Check the options; else save or download the file again."),
            ) from error


def _text(data: bytes, sep: str | None, encoding: str | None) -> RawTable:
    notes = []
    text, found = _decoded(data, encoding)
    if not text or text.isspace():
        raise DataError(_("the file is empty."), _("It needs a header and one row a contact."))
    if found == "cp1252" != encoding:
        notes.append(_("The file is not UTF-8; it was read as Windows text (cp1252)."))
    if sep is None:
        sep = max(_SEPARATORS, key=text[: text.find("\n")].count)
        if sep != ",":
            notes.append(_("Separator: {sep}").format(sep=_("tab") if sep == "\t" else sep))

    def load(columns: Sequence[str], texts: Collection[str]) -> pd.DataFrame:
        return _rows(data, sep, found, texts)[list(columns)]

    names = tuple(str(name) for name in _rows(data, sep, found, (), rows=0).columns)
    return RawTable(names, load, 2, notes, spreadsheet=True, decimal_comma=sep == ";")


def _decoded(data: bytes, encoding: str | None) -> tuple[str, str]:
    # "Unicode text" of Excel begins with a mark; as cp1252 it would be read as well, but as nonsense.
    guesses = ["utf-16"] if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else ["utf-8-sig", "cp1252"]
    for guess in [encoding] if encoding else guesses:
        try:
            return data.decode(guess), guess
        except (UnicodeError, LookupError):
            continue
    raise DataError(
        _("the file is no text in the encoding expected."), _("Name the encoding, for example encoding='utf-16'.")
    )


def _rows(data: bytes, sep: str, encoding: str, texts: Collection[str], rows: int | None = None) -> pd.DataFrame:
    import pandas as pd

    try:
        with _one_clear_error():
            warnings.simplefilter("error", pd.errors.ParserWarning)
            # All columns are read, not only those in use: with `usecols` pandas
            # no longer says when a row has too many fields, and values would shift.
            return pd.read_csv(
                BytesIO(data),
                sep=sep,
                encoding=encoding,
                nrows=rows,
                dtype=dict.fromkeys(texts, object),
                index_col=False,
                na_filter=False,
                skip_blank_lines=False,
                skipinitialspace=True,
                low_memory=False,
            )
    except DataError as error:
        # pandas counts lines from 1, but rows that open a quote from 0.
        found = re.search(r"in line (\d+)|at row (\d+)|Length of header", str(error))
        if not found:
            raise
        raise DataError(
            _("row {row} does not fit the header.").format(row=found[1] or int(found[2] or 1) + 1),
            _(
                "Put fields that contain '{sep}' in double quotes and close each quote, or name the separator: sep=';'."
            ).format(sep=sep),
        ) from error


def _excel(data: bytes, sheet: str | int | None) -> RawTable:
    need("openpyxl")
    import pandas as pd

    with pd.ExcelFile(BytesIO(data), engine="openpyxl") as book:
        first, *others = [str(name) for name in book.sheet_names]
        frame = book.parse(first if sheet is None else sheet, dtype=object, na_filter=False)
    note = _("Sheet '{sheet}' was read; the file also has: {others}.").format(sheet=first, others=listing(others))
    return _table(frame, 2, [note] if others and sheet is None else [], spreadsheet=True)


def _parquet(data: bytes) -> RawTable:
    need("pyarrow")
    import pyarrow.parquet as pq

    # Without its notes for pandas, which would make an index of some columns.
    return _table(pq.read_table(BytesIO(data)).to_pandas(ignore_metadata=True))


def _xes(data: bytes) -> RawTable:
    """Read an event log (IEEE 1849): a trace is a customer, an event a contact."""
    import pandas as pd

    rows = []
    for trace in ElementTree.fromstring(data).iterfind("{*}trace"):
        case = {"case:concept:name": _attributes(trace).get("concept:name")}
        rows += [_attributes(event) | case for event in trace.iterfind("{*}event")]
    if not rows:
        raise DataError(_("there is no event in this file."), _("Export the log again as XES."))
    return _table(pd.DataFrame(rows, dtype=object))


def _attributes(element: ElementTree.Element) -> dict[str, str | None]:
    """Return the element's own attributes: nested ones say something of these, not of it."""
    return {child.get("key", ""): child.get("value") for child in element}


def _table(frame: pd.DataFrame, first_row: int = 1, notes: Sequence[str] = (), spreadsheet: bool = False) -> RawTable:
    import pandas as pd

    frame.columns = [str(name) for name in frame.columns]

    def load(columns: Sequence[str], _texts: Collection[str]) -> pd.DataFrame:
        return pd.DataFrame({name: plain(frame[name]) for name in columns})

    return RawTable(tuple(frame.columns), load, first_row, notes, spreadsheet)
