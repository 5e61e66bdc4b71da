"""Cards for Anki: a deck for each topic; a card keeps its learner's progress whenever the file is imported again."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from io import BytesIO
from types import ModuleType
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from journeylab.domain.exercise.bank import Bank
from journeylab.domain.vocabulary import N_
from journeylab.errors import MissingExtraError
from journeylab.exam.export.flashcards import Card, flashcards
from journeylab.exam.export.report import Exported, Report
from journeylab.i18n import _

UPDATING = N_("When you import the file again: let Anki update existing notes always.")
# Anki knows a kind of note by its number, so these must never change.
_CARD_MODEL, _GAP_MODEL = 1_732_000_101, 1_732_000_102
# A fixed moment: the same bank gives the same file, byte by byte.
_MOMENT = 1_767_225_600.0
_ZIP_DAY = (2026, 1, 1, 0, 0, 0)
_STYLE = """.card { font-family: sans-serif; font-size: 18px; line-height: 1.4; text-align: left; }
.topic { opacity: .7; font-size: .8em; }
table { border-collapse: collapse; } td, th { padding: .2em .5em; text-align: left; }
"""
_TOPIC = '<div class="topic">{{Topic}}</div>'


def anki(bank: Bank, *, seed: int = 0) -> Exported:
    """Return a bank as a package of cards (.apkg).

    Parameters
    ----------
    bank : Bank
    seed : int
        Of the numbers, and of the order of options.

    Raises
    ------
    MissingExtraError
        If `genanki` is not installed.

    Notes
    -----
    The id of an exercise is the id of its note, so that a corrected exercise
    replaces its older form and the learner's progress stays.
    """
    genanki = _genanki()
    made = list(flashcards(bank, seed))
    lines = tuple(told for _card, told in made)
    package = genanki.Package(_decks(genanki, [card for card, _told in made if card is not None]))
    written = BytesIO()
    package.write_to_file(written, timestamp=_MOMENT)
    return Exported(_timeless(written), Report("Anki", lines, (UPDATING,)))


def _decks(genanki: ModuleType, cards: Iterable[Card]) -> list[Any]:
    models = _models(genanki)
    decks: dict[str, Any] = {}
    for card in cards:
        name = f"journeylab::{card.title.replace('::', ': ')}"
        if name not in decks:
            decks[name] = genanki.Deck(_number(f"{card.language}/{card.topic}"), name)
        fields = [card.id, card.title, card.cloze or card.front, card.backs[0]]
        decks[name].add_note(
            genanki.Note(model=models[bool(card.cloze)], fields=fields, guid=card.id, tags=list(card.tags))
        )
    return list(decks.values())


def _models(genanki: ModuleType) -> dict[bool, Any]:
    """Return the two kinds of notes: with front and back, and with gaps."""
    fields = [{"name": name} for name in ("Id", "Topic", "Front", "Back")]
    plain = genanki.Model(
        _CARD_MODEL,
        "journeylab",
        fields=fields,
        templates=[
            {"name": "1", "qfmt": _TOPIC + "{{Front}}", "afmt": '{{FrontSide}}<hr id="answer">{{Back}}'},
        ],
        css=_STYLE,
    )
    gaps = genanki.Model(
        _GAP_MODEL,
        "journeylab cloze",
        fields=fields,
        templates=[
            {"name": "1", "qfmt": _TOPIC + "{{cloze:Front}}", "afmt": _TOPIC + "{{cloze:Front}}<hr>{{Back}}"},
        ],
        css=_STYLE,
        model_type=genanki.Model.CLOZE,
    )
    return {False: plain, True: gaps}


def _number(name: str) -> int:
    """Return a number of its own for a deck, the same for ever."""
    return (1 << 30) + int.from_bytes(sha256(name.encode()).digest()[:4], "big") % (1 << 30)


def _timeless(package: BytesIO) -> bytes:
    """Return a package whose files do not tell when they were written."""
    written = BytesIO()
    with ZipFile(package) as old, ZipFile(written, "w") as new:
        for name in old.namelist():
            info = ZipInfo(name, _ZIP_DAY)
            info.compress_type = ZIP_DEFLATED
            new.writestr(info, old.read(name))
    return written.getvalue()


def _genanki() -> ModuleType:
    try:
        import genanki
    except ImportError as error:
        raise MissingExtraError(
            _("Cards for Anki need a part that is not installed."),
            _("Type: {line}").format(line='pip install "journeylab[anki]"'),
        ) from error
    module: ModuleType = genanki
    return module
