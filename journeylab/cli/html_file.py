"""Where a page goes that a command writes, and what it never overwrites."""

from __future__ import annotations

from pathlib import Path

from journeylab.errors import DataError, UsageError
from journeylab.i18n import _
from journeylab.store.files import write_text_atomically
from journeylab.views.lesson_page import is_lesson_page


def html_place(out: Path | None, default: str) -> Path:
    """Return where a page shall lie.

    Raises
    ------
    UsageError
        If the name does not end as that of an HTML page does.
    """
    place = out or Path(default)
    if place.suffix.lower() not in (".html", ".htm"):
        raise UsageError(
            _("This is an HTML page and cannot be written as '{file}'.").format(file=place),
            _("Let the name after --out end in .html."),
        )
    return place


def write_page(page: str, place: Path) -> None:
    """Write a page where nothing lies, or one of ours, and say so.

    Raises
    ------
    DataError
        If something else lies there; it is left as it is.
    """
    replaced = place.exists()
    if replaced and not (place.is_file() and is_lesson_page(place.read_bytes()[:400].decode("utf-8", "replace"))):
        raise DataError(
            _("'{file}' exists already and is not overwritten.").format(file=place),
            _("Name another file with --out."),
        )
    write_text_atomically(place, page)
    said = _("The file was renewed: {file}") if replaced else _("The file was written: {file}")
    print(said.format(file=place.absolute()))
