"""Tables of results as files for a spreadsheet; nothing that learners wrote can run in it."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from io import BytesIO, StringIO

from journeylab.errors import MissingExtraError
from journeylab.i18n import _, language

Cell = str | int | Decimal | Fraction | None
# Title, headings, rows.
Table = tuple[str, Sequence[str], Sequence[Sequence[Cell]]]
# How a spreadsheet recognises a formula, also behind spaces and signs that are not seen.
_FORMULA = re.compile(r"[\s\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]*[=+\-@\t\r＝＋－＠]")
# What no cell can hold.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST = 32_000


def harmless(text: str) -> str:
    """Return a text that a spreadsheet shows as it is: never a formula, never too long for a cell.

    Examples
    --------
    >>> harmless("=1+1"), harmless("-5 Grad"), harmless("5 = 5")
    ("'=1+1", "'-5 Grad", '5 = 5')
    """
    formula = bool(_FORMULA.match(text)) or text.startswith(("\t", "\r"))
    shown = _CONTROL.sub("\ufffd", text)
    if len(shown) > _LONGEST:
        shown = shown[:_LONGEST] + " … " + _("(shortened; the whole text is in ergebnisse.json)")
    return "'" + shown if formula else shown


def as_csv(table: Table) -> bytes:
    """Return a table that a German Excel opens by a double click.

    Semicolons, UTF-8 with a mark, decimals as the language in use writes them.
    """
    _title, headings, rows = table
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([harmless(heading) for heading in headings])
    for row in rows:
        writer.writerow([_shown(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def _shown(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return harmless(cell)
    if isinstance(cell, Fraction):
        figure = f"{float(cell) * 100:.1f} %"
    else:
        figure = format(cell, "f") if isinstance(cell, Decimal) else str(cell)
    return figure.replace(".", ",") if language() == "de" else figure


def as_xlsx(tables: Sequence[Table]) -> bytes:
    """Return tables as sheets of one Excel file.

    Raises
    ------
    MissingExtraError
        If openpyxl is not installed.
    """
    try:
        from openpyxl import Workbook
        from openpyxl.styles import Alignment, Font
        from openpyxl.utils import get_column_letter
    except ImportError as error:
        raise MissingExtraError(
            _("Excel files need the package openpyxl."), _('Install it with: pip install "journeylab[files]"')
        ) from error
    book = Workbook()
    book.remove(book.active)
    for title, headings, rows in tables:
        sheet = book.create_sheet(title[:31])
        for across, heading in enumerate(headings, 1):
            cell = sheet.cell(1, across)
            cell.value, cell.font = harmless(heading), Font(bold=True)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            longest = max((len(str(row[across - 1] or "")) for row in rows), default=0)
            sheet.column_dimensions[get_column_letter(across)].width = min(max(len(heading), longest, 8) + 2, 60)
        for down, row in enumerate(rows, 2):
            for across, value in enumerate(row, 1):
                cell = sheet.cell(down, across)
                if isinstance(value, str):
                    cell.value = harmless(value)
                    # Whatever it looks like, it is a text.
                    cell.data_type = "s"
                    cell.alignment = Alignment(wrap_text=True, vertical="top")
                elif isinstance(value, Fraction):
                    cell.value, cell.number_format = float(value), "0.0%"
                else:
                    cell.value = value
        sheet.freeze_panes = "B2"
    made = BytesIO()
    book.save(made)
    return made.getvalue()
