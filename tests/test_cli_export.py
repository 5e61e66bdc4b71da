"""``journeylab export``."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from zipfile import is_zipfile

import pytest

from exercises import file_of
from journeylab.cli.export import export
from journeylab.errors import DataError, UsageError
from journeylab.i18n import set_language


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    """Return a file with three exercises."""
    place = tmp_path / "probe.yaml"
    place.write_text(file_of("choice", "numeric", "block"), encoding="utf-8")
    return place


def arguments(target: str, *sources: object, out: Path | None = None, **changed: object) -> Namespace:
    known: dict[str, object] = {
        "topic": None,
        "kind": None,
        "language": None,
        "seed": 0,
        "variants": 2,
        "without_solutions": False,
        "ordering_as_matching": False,
    }
    return Namespace(format=target, sources=[str(each) for each in sources], out=out, **(known | changed))


@pytest.mark.parametrize(
    ("kind", "ending", "start"),
    [
        ("moodle", ".xml", b"<?xml"),
        ("gift", ".txt", b"// journeylab"),
        ("anki", ".apkg", b"PK"),
        ("csv", ".csv", b"\xef\xbb\xbfAufgabe;"),
        ("xlsx", ".xlsx", b"PK"),
        ("cards", ".html", b"<!DOCTYPE html>"),
    ],
)
def test_each_format_is_written(
    kind: str, ending: str, start: bytes, bank: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The file begins as its format does, and the report tells how many exercises it has."""
    place = tmp_path / f"neu{ending}"
    assert export(arguments(kind, bank, out=place)) == 0
    assert place.read_bytes().startswith(start)
    assert is_zipfile(place) is (start == b"PK")
    said = capsys.readouterr().out
    assert " Aufgaben – " in said
    assert f"Die Datei wurde geschrieben: {place}" in said


def test_without_a_name_it_goes_into_this_folder(bank: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The name is in the language in use."""
    monkeypatch.chdir(tmp_path)
    export(arguments("moodle", bank))
    set_language("en")
    export(arguments("cards", bank))
    assert {place.name for place in tmp_path.iterdir()} == {"probe.yaml", "aufgaben.xml", "cards.html"}


def test_exercises_of_the_practice_bank_by_their_ids(tmp_path: Path) -> None:
    """A file and an id may stand side by side."""
    place = tmp_path / "eine.csv"
    export(arguments("csv", "kz-cr-01", out=place, variants=1))
    assert place.read_text(encoding="utf-8-sig").count("\nkz-cr-01;") == 1
    with pytest.raises(UsageError, match="kz-cr-1"):
        export(arguments("csv", "kz-cr-1", out=tmp_path / "keine.csv"))


def test_topic_kind_and_language_narrow_down(bank: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An unknown one is answered with the known ones, none that fits with a way out."""
    export(arguments("csv", bank, out=tmp_path / "a.csv", kind="numeric", variants=1))
    assert "1 Aufgabe" in capsys.readouterr().out
    with pytest.raises(UsageError):
        export(arguments("csv", bank, out=tmp_path / "b.csv", kind="numerisch"))
    with pytest.raises(UsageError):
        export(arguments("csv", bank, out=tmp_path / "b.csv", topic="andere"))
    with pytest.raises(DataError, match="Keine Aufgabe"):
        export(arguments("csv", bank, out=tmp_path / "b.csv", kind="map"))


def test_the_practice_bank_is_exported_in_the_language_in_use(tmp_path: Path) -> None:
    """German exercises for a German session, English ones for an English one."""
    export(arguments("csv", out=tmp_path / "de.csv", variants=1))
    set_language("en")
    export(arguments("csv", out=tmp_path / "en.csv", variants=1))
    german, english = ((tmp_path / name).read_text(encoding="utf-8-sig") for name in ("de.csv", "en.csv"))
    assert "\nkz-cr-01;" in german
    assert "\nkz-cr-01;" not in english


def test_what_lies_there_is_not_overwritten(bank: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The same file once more is fine; a file of somebody else stays."""
    place = tmp_path / "bank.xml"
    export(arguments("moodle", bank, out=place))
    export(arguments("moodle", bank, out=place))
    assert "auf dem neuesten Stand" in capsys.readouterr().out
    place.write_text("fremd", encoding="utf-8")
    with pytest.raises(DataError):
        export(arguments("moodle", bank, out=place))
    assert place.read_text(encoding="utf-8") == "fremd"


def test_a_program_that_marks_needs_the_solutions(bank: Path, tmp_path: Path) -> None:
    """A Moodle file without them would be of no use; a table may go without."""
    with pytest.raises(UsageError, match="enthält immer die Lösungen"):
        export(arguments("moodle", bank, out=tmp_path / "a.xml", without_solutions=True))
    export(arguments("csv", bank, out=tmp_path / "a.csv", without_solutions=True))
    assert "Zähler und Nenner" not in (tmp_path / "a.csv").read_text(encoding="utf-8-sig")


def test_a_wrong_format_or_ending_is_said(bank: Path, tmp_path: Path) -> None:
    """With the nearest format, and the ending that fits."""
    with pytest.raises(UsageError, match="moodle"):
        export(arguments("moodel", bank))
    with pytest.raises(UsageError, match=r"\.apkg"):
        export(arguments("anki", bank, out=tmp_path / "karten.xml"))


def test_an_older_moodle_gets_orders_as_matchings(tmp_path: Path) -> None:
    """One option for the whole file."""
    source = tmp_path / "folge.yaml"
    source.write_text(file_of("ordering"), encoding="utf-8")
    export(arguments("moodle", source, out=tmp_path / "neu.xml", ordering_as_matching=True))
    assert 'type="matching"' in (tmp_path / "neu.xml").read_text(encoding="utf-8")
