"""Files for other programs: tables as bytes, and writing without replacing anything."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path

from journeylab.errors import DataError
from journeylab.i18n import _, language
from journeylab.store.files import write_bytes_atomically
from journeylab.store.log_files import need
from journeylab.store.log_format import escaped

Cell = str | int | Decimal | None
# Excel takes no more letters in a cell.
_LONGEST_CELL = 32_767


def table_as_csv(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return a table that a German Excel opens by a double click.

    Notes
    -----
    Semicolons, UTF-8 with a mark, decimals as the language in use writes them;
    a text that a spreadsheet would run as a formula stands behind an apostrophe.
    """
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows([_written(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def table_as_xlsx(title: str, headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return a table as a workbook with one sheet: numbers are numbers, no text is a formula.

    Raises
    ------
    MissingExtraError
        If `openpyxl` is not installed.
    """
    need("openpyxl")
    from openpyxl import Workbook
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Alignment, Font

    book = Workbook()
    sheet = book.active
    sheet.title = title[:31]
    sheet.append(list(headings))
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for row in rows:
        sheet.append(
            [
                escaped(ILLEGAL_CHARACTERS_RE.sub("", each))[:_LONGEST_CELL] if isinstance(each, str) else each
                for each in row
            ]
        )
        for cell in sheet[sheet.max_row]:
            cell.alignment = Alignment(vertical="top", wrap_text=True)
    for column in sheet.columns:
        longest = max(len(line) for cell in column for line in str(cell.value or "").splitlines() or [""])
        sheet.column_dimensions[column[0].column_letter].width = min(max(longest + 2, 8), 60)
    sheet.freeze_panes = "B2"
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def write_export(content: bytes, place: Path) -> bool:
    """Write a file where nothing lies yet; return whether something was written.

    Raises
    ------
    DataError
        If another file lies there; it is left as it is.
    """
    if place.exists():
        if place.is_file() and place.read_bytes() == content:
            return False
        raise DataError(
            _("'{file}' exists already and is not overwritten.").format(file=place),
            _("Name another file with --out."),
        )
    write_bytes_atomically(place, content)
    return True


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return escaped(cell)
    figure = format(cell, "f") if isinstance(cell, Decimal) else str(cell)
    return figure.replace(".", ",") if language() == "de" else figure
