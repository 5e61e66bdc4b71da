"""Printing works on every console, whatever characters it can show."""

from __future__ import annotations

import io
import sys

import pytest

from journeylab.cli import main
from journeylab.cli.console import columns, progress, say, showable, wrapped


def stream(encoding: str) -> io.TextIOWrapper:
    """Return a console as Windows has it: it raises at characters that it cannot show."""
    return io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="strict", newline="\n")


def written(console: io.TextIOWrapper) -> str:
    console.flush()
    buffer = console.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode(console.encoding)


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [
        ("utf-8", "Käse → „Kauf“ ✓ 5\u00a0€ …"),
        ("cp1252", "Käse -> „Kauf“ OK 5\u00a0€ …"),
        ("cp850", 'Käse -> "Kauf" OK 5\u00a0EUR ...'),
        ("ascii", 'Kaese -> "Kauf" OK 5 EUR ...'),
    ],
)
def test_a_console_shows_what_it_can(monkeypatch: pytest.MonkeyPatch, encoding: str, shown: str) -> None:
    """Only characters that the console lacks are replaced, by ones that mean the same."""
    console = stream(encoding)
    monkeypatch.setattr(sys, "stdout", console)
    say("Käse → „Kauf“ ✓ 5\u00a0€ …")
    assert written(console) == shown + "\n"


def test_an_unknown_character_becomes_a_question_mark() -> None:
    """What has no likeness is shown as a question mark, also half a character from a broken file name."""
    assert showable("☃ 日 \udcff", "cp1252") == "? ? ?"
    assert showable("\udcff", "utf-8") == "?"


@pytest.mark.parametrize("encoding", [None, "no-such-encoding"])
def test_a_console_of_unknown_encoding_gets_ascii(encoding: str | None) -> None:
    """Where nobody knows what can be shown, ASCII can."""
    assert showable("Ü → ß", encoding) == "Ue -> ss"


def test_every_replacement_is_ascii() -> None:
    """A replacement can itself be shown everywhere."""
    every = "".join(map(chr, range(0x20, 0x2600)))
    assert showable(every, "ascii").isascii()


def test_no_console_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Windows program without a console prints nowhere."""
    monkeypatch.setattr(sys, "stdout", None)
    say("Hallo")


@pytest.mark.parametrize("encoding", ["cp1252", "cp850", "ascii"])
@pytest.mark.parametrize(
    "words", [["--help"], ["start", "--help"], ["analyse", "--help"], ["simulate", "fahrrad", "--customers", "50"]]
)
def test_commands_print_on_old_consoles(monkeypatch: pytest.MonkeyPatch, encoding: str, words: list[str]) -> None:
    """Help, tables and journeys in German appear on a console that knows few characters."""
    console = stream(encoding)
    monkeypatch.setattr(sys, "stdout", console)
    assert main(words) == 0
    assert len(written(console)) > 300


def test_an_error_prints_on_an_old_console(monkeypatch: pytest.MonkeyPatch) -> None:
    """A message about a word with strange characters appears as well."""
    console = stream("ascii")
    monkeypatch.setattr(sys, "stderr", console)
    assert main(["Größe→"]) == 2
    assert "Groesse->" in written(console)


class Terminal(io.StringIO):
    """A stream that somebody watches."""

    def isatty(self) -> bool:
        """Return True."""
        return True


def test_progress_is_shown_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each report overwrites the one before, and the last one ends the line."""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    show = progress("Rechnen")
    assert show is not None
    show(1, 3)
    show(3, 3)
    assert terminal.getvalue() == "\rRechnen:  33 %\rRechnen: 100 %\n"


def test_progress_is_silent_where_nobody_watches(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of messages is not filled with per cents."""
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    assert progress("Rechnen") is None


def test_columns_that_do_not_fit_follow_below(monkeypatch: pytest.MonkeyPatch) -> None:
    """A wide table is continued below, each part with its first column."""
    monkeypatch.setenv("COLUMNS", "41")
    table = columns(["", "a", "b"], [["SEO", "1" * 20, "2" * 20]])
    assert table == f"{'a':>25}\nSEO  {'1' * 20}\n\n{'b':>25}\nSEO  {'2' * 20}"


def test_columns_stand_under_their_headings() -> None:
    """Texts stand to the left, numbers to the right."""
    assert columns(["KPI", "Wert"], [["CR", "2,0 %"], ["Retoure", "12,0 %"]]) == (
        "KPI        Wert\nCR        2,0 %\nRetoure  12,0 %"
    )


def test_long_lines_are_wrapped_but_paths_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line breaks between words only."""
    monkeypatch.setenv("COLUMNS", "41")
    path = "/home/lehrer/" + "kurs-" * 10
    assert path in wrapped(f"Der Bericht liegt in {path}").splitlines()
