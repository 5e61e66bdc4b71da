"""Learning cards to print: eight on a sheet of A4, their backs on the page behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape

from journeylab.domain.vocabulary import N_
from journeylab.exam.export.flashcards import Card
from journeylab.i18n import _
from journeylab.views.lesson_page import lesson_page
from journeylab.views.report_parts import tag, words

TOO_LONG = N_("It does not fit on a card of 9 by 6 cm in letters that can be read.")
SHORTENED = N_("Only the answer fits on the back, without all that explains it.")
COLUMNS, ROWS = 2, 4
# Classes of the stylesheet with letters of 10, 8.5 and 7 pt, and how many lines of how many letters each holds.
_SIZES = (("large", 12.0, 46), ("medium", 14.8, 54), ("small", 19.0, 62))
# What stands between two paragraphs or entries of a list, in lines.
_SPACE = 0.35
_BREAKS = re.compile(r"</(?:p|li|tr|h\d|blockquote)>|<br ?/?>")
_MARKUP = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class CardSheets:
    """The page with the cards, and which cards are too long for it.

    Attributes
    ----------
    page : str
        HTML in the language in use; it loads nothing and runs nothing.
    too_long : tuple of str
        Ids of the exercises that were left out.
    shortened : tuple of str
        Ids of those whose back does not hold everything.
    """

    page: str
    too_long: tuple[str, ...]
    shortened: tuple[str, ...]


def learning_cards(cards: Sequence[Card], *, backs: bool = True) -> CardSheets:
    """Return cards as sheets of A4.

    Parameters
    ----------
    cards : sequence of Card
    backs : bool
        Each sheet of fronts is followed by its backs, in an order that fits
        where the paper is turned over its long edge.
    """
    fitting: list[tuple[Card, str]] = []
    for card in cards:
        back = next((each for each in card.backs if _size(each)), "")
        if _size(card.front) and (back or not backs):
            fitting.append((card, back))
    shown = {card.id: back for card, back in fitting}
    too_long = tuple(card.id for card in cards if card.id not in shown)
    shortened = tuple(card.id for card, back in fitting if backs and back != card.backs[0])
    whole = COLUMNS * ROWS
    sheets = [fitting[start : start + whole] for start in range(0, len(fitting), whole)]
    sides = [side for number, sheet in enumerate(sheets, 1) for side in _sides(sheet, number, backs)]
    title = _("Learning cards")
    how = _("Print on both sides, at 100 %, turned over the long edge; then cut along the lines.")
    note = tag("p", words(how), class_="screen-only")
    main = tag("main", tag("h1", words(title), class_="screen-only"), note, *sides)
    paper = "size: A4 portrait; margin: 0;"
    page = lesson_page("cards", title, main, paper=paper, styles=("lesson.css", "cards.css"))
    return CardSheets(page, too_long, shortened)


def _sides(sheet: list[tuple[Card, str]], number: int, backs: bool) -> Iterator[str]:
    """Return the fronts of a sheet, and the backs behind them."""
    yield tag("section", *(_face(card, card.front, number) for card, _back in sheet), class_="sheet fronts")
    if backs:
        places: list[tuple[Card, str] | None] = [*sheet, *[None] * (COLUMNS * ROWS - len(sheet))]
        rows = [places[start : start + COLUMNS] for start in range(0, len(places), COLUMNS)]
        # Turned over the long edge, left and right change places.
        turned = [place for row in rows for place in reversed(row)]
        faces = (_face(*place, number) if place else tag("article", class_="empty") for place in turned)
        yield tag("section", *faces, class_="sheet backs")


def _face(card: Card, markup: str, sheet: int) -> str:
    foot = tag("footer", tag("span", words(card.title)), tag("span", words(f"{card.id} · {sheet}")))
    return tag("article", tag("div", markup, class_=f"face {_size(markup)}"), foot, lang=card.language)


def _size(markup: str) -> str:
    """Return the largest size in which a side fits on its card; nothing where it fits in none."""
    blocks = [text for line in _BREAKS.split(markup) if (text := " ".join(unescape(_MARKUP.sub("", line)).split()))]
    for name, room, width in _SIZES:
        if sum(-(-len(text) // width) + _SPACE for text in blocks) <= room:
            return name
    return ""
