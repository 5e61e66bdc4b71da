"""How much room a text takes, and where it may be broken."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import takewhile
from typing import Literal

from journeylab.views.font_widths import BOLD, CHARACTERS, REGULAR

LINE = 1.2  # from one baseline to the next, in font sizes
ASCENT = 0.93  # from the top of a line to its baseline; ASCENT + DESCENT is the height of a single line
DESCENT = 0.24
TITLE, TEXT, SMALL = 21.0, 13.0, 12.5
_UNKNOWN = 1400  # wider than nearly every letter, so that an unknown one does not run over

_SOFT_HYPHEN = "\u00ad"
# What XML forbids, and marks that turn the direction of what follows.
_UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)

# Not the no-break space: "68 %" stays together.
_SPACES = re.compile("[ \t\n\r\u2028\u2029]+")

# Second parts of German compounds in trade: a break before them reads best.
_HEADS = (
    "abbruch|abfrage|abgleich|abholung|abschluss|abteilung|abwicklung|adresse|(?<!red)aktion|analyse|anfrage|angebot|"
    "anmeldung|anprobe|anruf|anzeige|artikel|assistent|auskunft|austausch|auswahl|bearbeitung|beileger|"
    "benachrichtigung|berater|beratung|bericht|bestätigung|bestellung|bewertung|bogen|brief|buchung|code|design|"
    "dienst|eingabe|eingang|empfehlung|erfahrung|erinnerung|erlebnis|erstattung|fahrt|filter|formular|führung|"
    "funktion|geschäft|gespräch|gewinnung|gutschein|haltung|händler|hilfe|hinweis|information|kampagne|kanal|karte|"
    "kasse|katalog|kauf|kontakt|konto|korb|kosten|kreis|lieferung|liste|management|maschine|meldung|messe|moment|"
    "nachricht|name|option|packung|page|paket|pflicht|phase|plan|portal|post|probe|propaganda|prüfung|punkt|quote|"
    "rabatt|(?<!be)rate|raum|räume|rechner|rechnung|sammlung|schein|schluss|seite|sendung|service|shop|spot|sprung|"
    "sprünge|stand|status|stelle|suche|tabelle|team|termin|test|träger|treffer|überblick|übergabe|übersicht|umfrage|"
    "vereinbarung|verfolgung|vergleich|verlauf|versand|vorschlag|werbung|wunsch|zahlung|zeit|zettel|zufriedenheit|"
    "zwang"
)
_COMPOUND = re.compile(f"(?<=[a-zäöüß]{{3}})(?=(?:{_HEADS}))", re.IGNORECASE)
# A syllable begins with the last consonant before its vowel; some count as one: "Rück-sprünge", "Konto-pflicht",
# "Monats-stand", but "Kos-ten" and "mög-lich".
_VOWEL, _CONSONANT = "[aeiouyäöü]", "[^aeiouyäöü\\W\\d_]"
_BETWEEN_VOWELS = re.compile(f"(?<={_VOWEL})({_CONSONANT}+)(?={_VOWEL})", re.IGNORECASE)
_ONSET = re.compile(
    "(?:sch[rlwmn]?|s[pt]r|spl|pf[lr]|ch|ck|ph|th|sp|zw|(?<=be|ge)st|"
    f"(?<={_CONSONANT})st|[bdfgkpt]r|[bfgkp]l(?!ich)|{_CONSONANT})(?={_VOWEL})",
    re.IGNORECASE,
)


Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels, with its upper left corner at (`x`, `y`)."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """X of the right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Y of the lower edge."""
        return self.y + self.height

    def holds(self, other: Box) -> bool:
        """Tell whether another rectangle lies inside."""
        return self.x <= other.x and other.right <= self.right and self.y <= other.y and other.bottom <= self.bottom

    def meets(self, other: Box) -> bool:
        """Tell whether another rectangle has a part in common with this one."""
        return self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom

    def grown(self, by: float) -> Box:
        """Return the rectangle with this much more on every side."""
        return Box(self.x - by, self.y - by, self.width + 2 * by, self.height + 2 * by)


@dataclass(frozen=True, slots=True)
class Label:
    """Lines of text that stand at a place: what is measured is what is drawn.

    Attributes
    ----------
    lines : tuple of str
    x, y : float
        Where the text is anchored, and the top of its first line or, if
        `middle`, the middle of all lines.
    size : float
        Font size in pixels.
    halo : str or None
        Colour around the letters, which keeps them readable above a line.
    """

    lines: tuple[str, ...]
    x: float
    y: float
    size: float = SMALL
    bold: bool = False
    anchor: Anchor = "start"
    colour: str = "#222222"
    halo: str | None = None
    middle: bool = False

    @property
    def box(self) -> Box:
        """The room that the text takes."""
        width = max((text_width(line, self.size, self.bold) for line in self.lines), default=0.0)
        left = {"start": 0.0, "middle": width / 2, "end": width}[self.anchor]
        return Box(self.x - left, self.top, width, text_height(len(self.lines), self.size))

    @property
    def top(self) -> float:
        """Y of the upper edge of the first line."""
        return self.y - text_height(len(self.lines), self.size) / 2 if self.middle else self.y

    def baselines(self) -> Iterator[tuple[float, str]]:
        """Go through the lines with the y of their baselines."""
        return ((self.top + (ASCENT + i * LINE) * self.size, line) for i, line in enumerate(self.lines))


def clean(text: str) -> str:
    """Return the text on one line, without characters that nobody can see or XML forbids."""
    return _SPACES.sub(" ", _UNWANTED.sub("", text)).strip(" ")


def text_height(lines: int, size: float) -> float:
    """Return the height of so many lines, in pixels."""
    return 0.0 if lines == 0 else ((lines - 1) * LINE + ASCENT + DESCENT) * size


@lru_cache(maxsize=8192)
def text_width(text: str, size: float, bold: bool = False) -> float:
    """Return the width of a line in DejaVu Sans, in pixels.

    Verdana, which stands in where DejaVu Sans is missing, is as wide; other
    fonts are narrower.
    """
    advances = _ADVANCES[bold]
    return sum([advances[character] for character in text]) * size / 2048


@lru_cache(maxsize=4096)
def wrap(text: str, width: float, size: float, *, bold: bool = False, lines: int = 99) -> tuple[str, ...]:
    """Break a text into lines.

    Words are kept whole where they fit; a longer one is broken at its own
    hyphen, before the last part of a German compound, between syllables, and
    at any letter only when nothing else fits.

    Parameters
    ----------
    text : str
        May hold soft hyphens (U+00AD) where its author wants a long word broken.
    width, size : float
        Room and font size in pixels.
    lines : int
        At most so many; what is left out is marked by an ellipsis.

    Returns
    -------
    tuple of str

    Examples
    --------
    >>> wrap("Bestellbestätigung per E-Mail", 90, 13)
    ('Bestell-', 'bestätigung', 'per E-Mail')
    """
    done: list[str] = []
    line = ""
    for word in clean(text).split(" "):
        plain = word.replace(_SOFT_HYPHEN, "")
        joined = f"{line} {plain}" if line else plain
        if text_width(joined, size, bold) <= width:
            line = joined
            continue
        if line:
            done.append(line)
        *full, line = (piece for piece, _quality in _pieces(word, width, size, bold))
        done += full
    if line:
        done.append(line)
    if len(done) <= lines:
        return tuple(done)
    last, hidden = done[lines - 1], done[lines]
    joint = "" if last.endswith("-") else " "
    return (*done[: lines - 1], shorten(last.removesuffix("-") + joint + hidden, width, size, bold))


def shorten(text: str, width: float, size: float, bold: bool = False) -> str:
    """Return a text that does not fit with an ellipsis at its end, one that fits as it is."""
    text = clean(text).replace(_SOFT_HYPHEN, "")
    if text_width(text, size, bold) <= width:
        return text
    while text and text_width(text + "…", size, bold) > width:
        text = text[:-1]
    return text.rstrip(" -,") + "…"


@lru_cache(maxsize=4096)
def splits_badly(text: str, width: float, size: float, bold: bool = False) -> bool:
    """Tell whether some word fits only when it is cut inside a compound or a syllable."""
    return any(quality > 1 for word in clean(text).split(" ") for _, quality in _pieces(word, width, size, bold))


def _pieces(word: str, width: float, size: float, bold: bool) -> Iterator[tuple[str, int]]:
    """Break a word; with each piece goes how well: 0 as written, 1 compound, 2 syllable, 3 anywhere."""

    def fits(place: int) -> bool:
        return text_width(_with_hyphen(word[:place]), size, bold) <= width

    while text_width(plain := word.replace(_SOFT_HYPHEN, ""), size, bold) > width and len(plain) > 1:
        ways = ((list(takewhile(fits, places)), quality) for quality, places in enumerate(_break_places(word)))
        fitting, quality = next((way for way in ways if way[0]), ([1], 3))
        yield _with_hyphen(word[: fitting[-1]]), quality
        word = word[fitting[-1] :]
    yield plain, 0


def _with_hyphen(piece: str) -> str:
    plain = piece.replace(_SOFT_HYPHEN, "")
    return plain if plain[-1:] in "-/–" else plain + "-"


@cache
def _break_places(word: str) -> tuple[tuple[int, ...], ...]:
    written = tuple(m.end() for m in re.finditer(f"[-/–{_SOFT_HYPHEN}](?=.)", word))
    inner = range(3, len(word) - 2)
    compound = tuple(m.start() for m in _COMPOUND.finditer(word) if m.start() in inner)
    onsets = (_ONSET.search(word, m.start(1)).start() for m in _BETWEEN_VOWELS.finditer(word))  # type: ignore[union-attr]
    syllable = tuple(place for place in onsets if place in inner)
    return written, compound, syllable, tuple(range(1, len(word)))


class _Advances(dict[str, int]):
    """Widths by character; an unknown letter is as wide as the letter without its accents."""

    def __init__(self, widths: str) -> None:
        super().__init__(zip(CHARACTERS, map(int, widths.split()), strict=True))
        self[_SOFT_HYPHEN] = 0

    def __missing__(self, character: str) -> int:
        if unicodedata.combining(character):
            return 0
        if unicodedata.east_asian_width(character) in "WF":
            return 2048
        return self.get(unicodedata.normalize("NFD", character)[0], _UNKNOWN)


_ADVANCES = {False: _Advances(REGULAR), True: _Advances(BOLD)}
