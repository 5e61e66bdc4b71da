"""``journeylab paper``: a paper and its marking sheet from a blueprint."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterator
from pathlib import Path

from journeylab.cli.html_file import write_page
from journeylab.domain.exercise.blueprint import Blueprint
from journeylab.errors import DataError
from journeylab.exam.paper import Paper, assemble
from journeylab.i18n import _, reason, speaking
from journeylab.store.blueprints import blueprint as read_blueprint
from journeylab.store.exam_facts import exam_facts
from journeylab.store.exercises import practice_bank, read_bank, shop
from journeylab.store.files import write_bytes_atomically
from journeylab.views.exam_sheet import Sheet
from journeylab.views.exam_sheet_html import sheet_page
from journeylab.views.marking_sheet import marking_sheet
from journeylab.views.paper_page import paper_sheet
from journeylab.views.paper_pdf import is_our_pdf, sheet_pdf


def paper(arguments: Namespace) -> int:
    """Write paper and marking sheet of each variant that is asked for, and print the report.

    Parameters
    ----------
    arguments : Namespace
        ``blueprint``: name of a shipped one, or a file; ``variant``: A, B, C or all; ``seed``: int or None;
        ``out``: folder or None; ``pdf``: bool; ``solutions``: both, without or only; ``exercises``: files and
        folders instead of the practice bank, or empty.
    """
    wanted = read_blueprint(arguments.blueprint)
    bank = read_bank(arguments.exercises) if arguments.exercises else practice_bank()
    letters = wanted.variants if arguments.variant == "all" else (arguments.variant,)
    papers = [
        assemble(bank, wanted, letter, seed=arguments.seed, blueprints=_beside(arguments.blueprint))
        for letter in letters
    ]
    print(papers[0])
    print()
    folder = arguments.out or Path()
    _make(folder)
    for each in papers:
        for name, sheet in _sheets(each, Path(arguments.blueprint).stem, arguments.solutions):
            if arguments.pdf:
                _write_pdf(sheet_pdf(sheet, shop), folder / f"{name}.pdf")
            else:
                write_page(sheet_page(sheet, shop), folder / f"{name}.html")
    if not arguments.pdf:
        print(_("To print, open it in a browser, press Ctrl+P and choose A4, portrait."))
    return 0


def _beside(name: str) -> Callable[[str], Blueprint]:
    """Return what finds the blueprint that another one is the retake of: a shipped one, or a file beside it."""

    def find(other: str) -> Blueprint:
        own = Path(name).parent / other
        return read_blueprint(own if own.suffix.lower() in (".yaml", ".yml") else other)

    return find


def _sheets(made: Paper, stem: str, solutions: str) -> Iterator[tuple[str, Sheet]]:
    with speaking(made.blueprint.language):
        ending = _("marking_sheet")
    if solutions != "only":
        yield f"{stem}-{made.letter}", paper_sheet(made, exam_facts(), shop)
    if solutions != "without":
        yield f"{stem}-{made.letter}-{ending}", marking_sheet(made, exam_facts(), shop)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DataError(
            _("{file} cannot be written: {reason}.").format(file=folder, reason=reason(error)),
            _("Take another name, and a folder that exists and in which you may write."),
        ) from error


def _write_pdf(data: bytes, place: Path) -> None:
    replaced = place.exists()
    if replaced and not (place.is_file() and is_our_pdf(place.read_bytes())):
        raise DataError(
            _("'{file}' exists already and is not overwritten.").format(file=place),
            _("Name another folder with --out."),
        )
    write_bytes_atomically(place, data)
    said = _("The file was renewed: {file}") if replaced else _("The file was written: {file}")
    print(said.format(file=place.absolute()))
