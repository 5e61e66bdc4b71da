"""Printing on any console, also on one that cannot show every character."""

from __future__ import annotations

import codecs
import io
import sys
import unicodedata
from collections.abc import Callable

# Consoles and files of Windows often are cp1252 or cp850.  ASCII only on the right.
_INSTEAD = {
    "→": "->",
    "✓": "OK",
    "−": "-",
    "–": "-",
    "„": '"',
    "“": '"',
    "”": '"',
    "’": "'",
    "€": "EUR",
    "α": "alpha",
    "β": "beta",
    "γ": "gamma",
    "≥": ">=",
    "≤": "<=",
}


def print_anywhere() -> None:
    """Let `print` replace what the console cannot show instead of failing, and show every line at once."""
    for stream in (sys.stdout, sys.stderr):
        # A Windows program without a console (pythonw) has none.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="journeylab", line_buffering=True)


def _similar(error: UnicodeError) -> tuple[str, int]:
    """Return what means the same in ASCII, and where to go on."""
    assert isinstance(error, UnicodeEncodeError)
    similar = ""
    for character in error.object[error.start : error.end]:
        plain = unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode()
        similar += _INSTEAD.get(character) or plain or "?"
    return similar, error.end


codecs.register_error("journeylab", _similar)


def progress(what: str) -> Callable[[int, int], None] | None:
    """Return what shows how much of a long work is done; nothing where nobody watches.

    The returned function takes the amount done and the amount in all.
    """
    if sys.stderr is None or not sys.stderr.isatty():
        return None

    def show(done: int, in_all: int) -> None:
        end = "\n" if done >= in_all else ""
        print(f"\r{what}: {100 * done // max(in_all, 1):3d} %", file=sys.stderr, end=end, flush=True)

    return show
