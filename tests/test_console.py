"""Printing works on every console, whatever characters it can show."""

from __future__ import annotations

import io
import sys

import pytest

from journeylab.cli import main
from journeylab.cli.console import print_anywhere, progress


def stream(encoding: str) -> io.TextIOWrapper:
    """Return a console as Windows has it: it raises at characters that it cannot show."""
    return io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="strict", newline="\n")


def written(console: io.TextIOWrapper) -> str:
    buffer = console.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode(console.encoding)


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [
        ("utf-8", "Käse → „Kauf“ ✓ 5\u00a0€ … ☃ ?"),
        ("cp1252", "Käse -> „Kauf“ OK 5\u00a0€ … ? ?"),
        ("cp850", 'Käse -> "Kauf" OK 5\u00a0EUR ... ? ?'),
        ("ascii", 'Kase -> "Kauf" OK 5 EUR ... ? ?'),
    ],
)
def test_a_console_shows_what_it_can(monkeypatch: pytest.MonkeyPatch, encoding: str, shown: str) -> None:
    """Only characters that the console lacks are replaced, also half a character from a broken file name."""
    console = stream(encoding)
    monkeypatch.setattr(sys, "stdout", console)
    print_anywhere()
    print("Käse → „Kauf“ ✓ 5\u00a0€ … ☃ \udcff")
    assert written(console) == shown + "\n"


def test_every_character_has_a_replacement(monkeypatch: pytest.MonkeyPatch) -> None:
    """A replacement can itself be shown everywhere."""
    console = stream("ascii")
    monkeypatch.setattr(sys, "stdout", console)
    print_anywhere()
    print("".join(map(chr, range(0x20, 0x2600))))
    assert len(written(console)) > 0x2600 - 0x20


def test_no_console_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Windows program without a console prints nowhere."""
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert main(["--help"]) == 0
    assert main(["strat"]) == 2
    assert progress("Rechnen") is None


@pytest.mark.parametrize("encoding", ["cp1252", "cp850", "ascii"])
@pytest.mark.parametrize("words", [["--help"], ["analyse", "--help"], ["simulate", "fahrrad", "--customers", "50"]])
def test_commands_print_on_old_consoles(monkeypatch: pytest.MonkeyPatch, encoding: str, words: list[str]) -> None:
    """Help, tables and journeys in German appear on a console that knows few characters."""
    console = stream(encoding)
    monkeypatch.setattr(sys, "stdout", console)
    assert main(words) == 0
    assert len(written(console)) > 300


def test_an_error_prints_on_an_old_console(monkeypatch: pytest.MonkeyPatch) -> None:
    """A message about a word with strange characters appears as well."""
    console = stream("cp1252")
    monkeypatch.setattr(sys, "stderr", console)
    assert main(["Größe→"]) == 2
    assert "Größe->" in written(console)


class Terminal(io.StringIO):
    """A stream that somebody watches."""

    def isatty(self) -> bool:
        """Return True."""
        return True


def test_progress_is_shown_in_one_line_where_somebody_watches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each report overwrites the one before, the last one ends the line; a file is not filled with per cents."""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    show = progress("Rechnen")
    assert show is not None
    show(1, 3)
    show(3, 3)
    assert terminal.getvalue() == "\rRechnen:  33 %\rRechnen: 100 %\n"
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    assert progress("Rechnen") is None
