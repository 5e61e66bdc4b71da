"""A sheet of an exam as PDF: tagged, with its own fonts, and the same bytes on every machine."""

from __future__ import annotations

from journeylab.errors import MissingExtraError
from journeylab.i18n import _
from journeylab.views.exam_sheet import Sheet, Shops
from journeylab.views.exam_sheet_typst import sheet_source
from journeylab.views.picture import font_folder

# The template names us as the author.
_MARK = b"/Author(journeylab)"


def sheet_pdf(sheet: Sheet, shops: Shops) -> bytes:
    """Return a sheet as PDF on A4.

    Parameters
    ----------
    sheet : Sheet
        From `paper_sheet` or `marking_sheet`.
    shops : callable
        From the id of a shop to its map, for documents that are maps.

    Raises
    ------
    MissingExtraError
        If typst is not installed; the HTML page says the same and prints as well.
    """
    try:
        import typst
    except ImportError as error:
        raise MissingExtraError(
            _("A paper as PDF needs a part that is not installed."),
            _('Type: pip install "journeylab[pdf]" – or print the HTML page from a browser (Ctrl+P).'),
        ) from error
    return typst.compile(
        sheet_source(sheet, shops).encode(),
        format="pdf",
        font_paths=typst.Fonts(include_system_fonts=False, font_paths=[str(font_folder())]),
        timestamp=0,
    )


def is_our_pdf(data: bytes) -> bool:
    """Tell whether a file is such a sheet, which a new one may replace."""
    return data.startswith(b"%PDF") and _MARK in data
