"""Printing on any console, also on one that cannot show every character."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Callable, Sequence
from typing import TextIO

# Windows consoles of schools often write cp1252 or cp850.  ASCII only on the right.
_INSTEAD = {
    "→": "->",
    "←": "<-",
    "✓": "OK",
    "✗": "x",
    "…": "...",
    "–": "-",
    "—": "-",
    "−": "-",
    "·": "-",
    "„": '"',
    "“": '"',
    "”": '"',
    "‚": "'",
    "‘": "'",
    "’": "'",
    "\u00a0": " ",
    "\u202f": " ",
    "€": "EUR",
    "§": "Par.",
    "α": "alpha",
    "β": "beta",
    "γ": "gamma",
    "≥": ">=",
    "≤": "<=",
    "ä": "ae",
    "ö": "oe",
    "ü": "ue",
    "Ä": "Ae",
    "Ö": "Oe",
    "Ü": "Ue",
    "ß": "ss",
}


def say(text: str = "", *, err: bool = False, end: str = "\n") -> None:
    """Print a text, with characters that the console cannot show replaced.

    Parameters
    ----------
    text : str
    err : bool
        Print to the error output.
    end : str
        What follows the text.
    """
    stream = sys.stderr if err else sys.stdout
    if stream is None:
        # A Windows program without a console (pythonw).
        return
    stream.write(showable(text, stream.encoding) + end)
    stream.flush()


def showable(text: str, encoding: str | None) -> str:
    """Return a text that can be written in an encoding.

    Examples
    --------
    >>> showable("Suche → Kauf ✓", "cp1252")
    'Suche -> Kauf OK'
    """
    try:
        text.encode(encoding or "ascii")
        return text
    except LookupError:
        encoding = "ascii"
    except UnicodeEncodeError:
        pass
    return "".join(_showable(character, encoding or "ascii") for character in text)


def _showable(character: str, encoding: str) -> str:
    try:
        character.encode(encoding)
        return character
    except UnicodeEncodeError:
        return _INSTEAD.get(character, "?")


def width() -> int:
    """Return how many characters fit in a line of the console."""
    return max(shutil.get_terminal_size((100, 24)).columns - 1, 40)


def wrapped(text: str, indent: str = "") -> str:
    """Return a text in lines that fit the console, all but the first indented."""
    lines = (
        textwrap.fill(line, width(), subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
        for line in text.splitlines()
    )
    return "\n".join(lines)


def progress(what: str) -> Callable[[int, int], None] | None:
    """Return what shows how much of a long work is done; nothing where nobody watches.

    The returned function takes the amount done and the amount in all.
    """
    stream: TextIO | None = sys.stderr
    if stream is None or not stream.isatty():
        return None

    def show(done: int, in_all: int) -> None:
        share = 100 * done // max(in_all, 1)
        say(f"\r{what}: {share:3d} %", err=True, end="\n" if done >= in_all else "")

    return show


def columns(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table in columns: the first one to the left, numbers to the right.

    What does not fit beside each other in the console follows below, the first
    column repeated.
    """
    widths = [max(map(len, column)) for column in zip(headings, *rows, strict=True)]
    room = width() - widths[0]
    blocks: list[list[int]] = [[]]
    for place in range(1, len(widths)):
        if blocks[-1] and sum(widths[i] + 2 for i in blocks[-1]) + widths[place] + 2 > room:
            blocks.append([])
        blocks[-1].append(place)
    return "\n\n".join("\n".join(_line(row, block, widths) for row in (headings, *rows)) for block in blocks)


def _line(row: Sequence[str], places: Sequence[int], widths: Sequence[int]) -> str:
    return (row[0].ljust(widths[0]) + "".join("  " + row[i].rjust(widths[i]) for i in places)).rstrip()
