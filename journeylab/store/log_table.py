"""From a file of some format to raw columns."""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from journeylab.errors import DataError, MissingExtraError
from journeylab.i18n import _
from journeylab.store.log_cells import plain
from journeylab.store.log_columns import listing, nearest
from journeylab.store.log_text import open_text
from journeylab.store.raw_table import RawTable
from journeylab.store.xes import FIRST_ROW, read_xes

if TYPE_CHECKING:
    import pandas as pd

_TEXT = (".csv", ".tsv", ".txt")
_READABLE = ".csv .tsv .txt .csv.gz .xlsx .parquet .xes .xes.gz"


def open_table(path: Path, *, sep: str | None, encoding: str | None, sheet: str | int | None) -> RawTable:
    """Open a file by the ending of its name.

    Raises
    ------
    DataError
        If the file is missing, damaged or of another format.
    MissingExtraError
        If a package for this format is not installed.
    """
    if not path.is_file():
        raise DataError(_("there is no such file."), _neighbour(path))
    kind = path.name.removesuffix(".gz").lower()
    try:
        if kind.endswith(_TEXT):
            return open_text(path, sep=sep, encoding=encoding)
        if kind.endswith(".xes"):
            frame = read_xes(path)
            return RawTable(tuple(frame.columns), FIRST_ROW, lambda names, _texts: frame[list(names)])
        if kind.endswith((".xlsx", ".xlsm")):
            return _open_excel(path, sheet)
        if kind.endswith((".parquet", ".pq")):
            return _open_parquet(path)
    except (OSError, EOFError, zlib.error) as error:
        raise DataError(
            _("the file cannot be read: {reason}.").format(reason=error), _("Save or download it again.")
        ) from error
    raise DataError(
        _("files of this kind cannot be read."), _("Save it as one of these: {formats}.").format(formats=_READABLE)
    )


def need(package: str) -> None:
    """Raise with the line to type if an optional package is not installed."""
    if find_spec(package) is None:
        raise MissingExtraError(
            _("This kind of file needs the package '{package}', which is not installed.").format(package=package),
            _("Type: {line}").format(line='pip install "journeylab[files]"'),
        )


def _open_excel(path: Path, sheet: str | int | None) -> RawTable:
    import warnings

    import pandas as pd

    need("openpyxl")
    # openpyxl warns of what it cannot show (styles, drop-down lists); no cell is lost by that.
    with warnings.catch_warnings(), _damage_is_a_data_error(), pd.ExcelFile(path, engine="openpyxl") as book:
        warnings.simplefilter("ignore")
        sheets = [str(name) for name in book.sheet_names]
        chosen = sheets[sheet] if isinstance(sheet, int) and 0 <= sheet < len(sheets) else sheet
        if chosen is None and sheets:
            chosen = sheets[0]
        if chosen not in sheets:
            raise DataError(_("there is no sheet '{sheet}'.").format(sheet=sheet), nearest(str(sheet), sheets))
        frame = book.parse(chosen, dtype=object, na_filter=False)
    frame.columns = [str(name) for name in frame.columns]
    notes: tuple[str, ...] = ()
    if len(sheets) > 1 and sheet is None:
        notes = (
            _("Sheet '{sheet}' was read; the file also has: {others}.").format(
                sheet=chosen, others=listing([name for name in sheets if name != chosen])
            ),
        )
    frame = frame.apply(plain)
    return RawTable(tuple(frame.columns), 2, lambda names, _texts: frame[list(names)], notes, spreadsheet=True)


def _open_parquet(path: Path) -> RawTable:
    need("pyarrow")
    import pandas as pd
    import pyarrow.parquet as pq

    with _damage_is_a_data_error():
        names = pq.read_schema(path).names

    def load(columns: Sequence[str], _texts: Collection[str]) -> pd.DataFrame:
        with _damage_is_a_data_error():
            table = pq.read_table(path, columns=list(columns))
            # Column by column: a whole table would take some of them for its index.
            return pd.DataFrame({name: plain(table[name].to_pandas()) for name in columns})

    return RawTable(tuple(names), 1, load)


@contextmanager
def _damage_is_a_data_error() -> Iterator[None]:
    try:
        yield
    except DataError:
        raise
    except Exception as error:
        # On a damaged file the libraries raise whatever their depths do: KeyError, BadZipFile, ArrowInvalid ...
        raise DataError(
            _("the file is damaged or is not what its ending says ({reason}).").format(reason=error),
            _("Save or download it again."),
        ) from error


def _neighbour(path: Path) -> str:
    try:
        names = [other.name for other in path.parent.iterdir() if other.is_file()]
    except OSError:
        return _("There is no such folder: check the path.")
    return nearest(path.name, names)
