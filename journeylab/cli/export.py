"""``journeylab export``: exercises for Moodle, Anki and other programs, or as cards to print."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Sequence
from pathlib import Path

from journeylab.cli.html_file import html_place, write_page
from journeylab.domain.exercise.bank import ALL_KINDS, Bank
from journeylab.domain.names import expect_known
from journeylab.errors import DataError, UsageError
from journeylab.exam.export.anki import anki
from journeylab.exam.export.flashcards import flashcards
from journeylab.exam.export.gift import gift
from journeylab.exam.export.moodle import moodle
from journeylab.exam.export.report import Exported, Line, Report, Way, line
from journeylab.exam.export.tables import bank_table
from journeylab.i18n import _, language
from journeylab.store.exercises import practice_bank, read_bank, shop
from journeylab.store.exports import table_as_csv, table_as_xlsx, write_export
from journeylab.views.learning_cards import SHORTENED, TOO_LONG, CardSheets, learning_cards

ENDINGS = {"moodle": ".xml", "gift": ".txt", "anki": ".apkg", "csv": ".csv", "xlsx": ".xlsx", "cards": ".html"}
# What these write is of no use without the solutions.
_ALWAYS_SOLVED = ("moodle", "gift", "anki")


def export(arguments: Namespace) -> int:
    """Write exercises for another program, and say what it cannot carry."""
    kind: str = arguments.format
    expect_known(kind, ENDINGS)
    if arguments.without_solutions and kind in _ALWAYS_SOLVED:
        raise UsageError(
            _("'{format}' always holds the solutions: the program marks answers with them.").format(format=kind),
            _("Leave out --without-solutions, or take csv, xlsx or cards."),
        )
    bank = _chosen(arguments)
    name = _("cards") if kind == "cards" else _("exercises")
    place = arguments.out or Path(name + ENDINGS[kind])
    if kind == "cards":
        return _cards(bank, arguments, html_place(place, place.name))
    if place.suffix.lower() != ENDINGS[kind]:
        raise UsageError(
            _("This file cannot be written as '{file}'.").format(file=place),
            _("Let the name after --out end in {ending}.").format(ending=ENDINGS[kind]),
        )
    made = _made(bank, arguments)
    if made.report.lines and made.report.count(Way.LEFT_OUT) == len(made.report.lines):
        print(made.report)
        raise DataError(
            _("Nothing of these exercises fits into '{format}', so no file was written.").format(format=kind),
            _("Choose other exercises or another format; the report above says why."),
        )
    written = write_export(made.content, place)
    print(made.report)
    said = _("The file was written: {file}") if written else _("The file is up to date: {file}")
    print(said.format(file=place.absolute()))
    return 0


def _made(bank: Bank, arguments: Namespace) -> Exported:
    seed, variants = arguments.seed, arguments.variants
    makers: dict[str, Callable[[], Exported]] = {
        "moodle": lambda: moodle(
            bank, seed=seed, variants=variants, shops=shop, ordering_as_matching=arguments.ordering_as_matching
        ),
        "gift": lambda: gift(bank, seed=seed, variants=variants, shops=shop),
        "anki": lambda: anki(bank, seed=seed),
    }
    return makers[arguments.format]() if arguments.format in makers else _table(bank, arguments)


def _table(bank: Bank, arguments: Namespace) -> Exported:
    table = bank_table(
        bank,
        seed=arguments.seed,
        variants=arguments.variants,
        shops=shop,
        solutions=not arguments.without_solutions,
    )
    if arguments.format == "csv":
        return Exported(table_as_csv(table.headings, table.rows), table.report)
    return Exported(table_as_xlsx(_("Exercises"), table.headings, table.rows), table.report)


def _cards(bank: Bank, arguments: Namespace, place: Path) -> int:
    made = list(flashcards(bank, arguments.seed))
    sheets = learning_cards([card for card, _told in made if card], backs=not arguments.without_solutions)
    print(Report(_("Cards"), tuple(_on_cards(told, sheets) for _card, told in made)))
    write_page(sheets.page, place)
    return 0


def _on_cards(told: Line, sheets: CardSheets) -> Line:
    if told.id in sheets.too_long:
        return Line(told.id, told.kind, Way.LEFT_OUT, (TOO_LONG,))
    return line(told.id, told.kind, (*told.reasons, SHORTENED)) if told.id in sheets.shortened else told


def _chosen(arguments: Namespace) -> Bank:
    """Return the exercises that are meant: of files, folders and ids, or else of the practice bank."""
    # What is written like a file is meant as one, also where it is missing.
    paths = [name for name in arguments.sources if Path(name).exists() or Path(name).suffix or "/" in name]
    ids = [name for name in arguments.sources if name not in paths]
    bank = _named(paths, ids) if arguments.sources else practice_bank()
    spoken = arguments.language or (None if arguments.sources else language())
    for wanted, known in ((arguments.topic, bank.topics), (arguments.kind, ALL_KINDS), (spoken, ("de", "en"))):
        if wanted is not None:
            expect_known(wanted, known)
    found = bank.only(arguments.topic, arguments.kind, spoken)
    if not len(found):
        raise DataError(
            _("No exercise fits all of these conditions."),
            _("Leave out one of --topic, --kind and --language."),
        )
    return found


def _named(paths: Sequence[str], ids: Sequence[str]) -> Bank:
    entries = list(read_bank(paths)) if paths else []
    known = {entry.id: entry for entry in practice_bank()} if ids else {}
    for name in ids:
        expect_known(name, known)
        if all(entry.id != name for entry in entries):
            entries.append(known[name])
    return Bank(tuple(entries))
