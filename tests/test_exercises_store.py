"""A bank is read from files and folders, with everything that is wrong in all of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from exercises import HEAD, ITEMS, file_of
from journeylab.errors import DataError, ModelError
from journeylab.store.exercises import read_bank
from journeylab.store.finding import FileError


def put(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_folder_is_read_with_all_below_it(tmp_path: Path) -> None:
    """In the order of names; other formats and hidden folders are passed over."""
    put(tmp_path, "b.yaml", file_of("choice"))
    put(tmp_path, "a/c.yml", file_of("short"))
    put(tmp_path, "karte.yaml", "format: journeylab/map\n")
    put(tmp_path, ".versteckt/d.yaml", file_of("cloze"))
    bank = read_bank([tmp_path])
    assert [entry.id for entry in bank] == ["wort", "wahl"]
    assert bank.topics == {"probe": "Probe"}
    assert [entry.file for entry in bank] == ["c.yml", "b.yaml"]
    assert [entry.id for entry in bank.only(kind="choice")] == ["wahl"]
    with pytest.raises(ModelError, match="wahl"):
        bank["whal"]


def test_a_file_that_is_named_has_to_hold_exercises(tmp_path: Path) -> None:
    """In a folder a map is passed over, by name it is a mistake."""
    with pytest.raises(FileError, match="format"):
        read_bank([put(tmp_path, "karte.yaml", "format: journeylab/map\n")])


def test_an_id_that_stands_in_two_files_is_told(tmp_path: Path) -> None:
    """Answers that were stored must belong to one exercise."""
    for name in ("a.yaml", "b.yaml"):
        put(tmp_path, name, file_of("choice"))
    with pytest.raises(FileError) as told:
        read_bank([tmp_path])
    assert [(found.file, found.field) for found in told.value.findings] == [("b.yaml", "items[wahl].id")]


def test_an_id_that_stands_twice_in_a_file_is_told(tmp_path: Path) -> None:
    """The second one is named."""
    with pytest.raises(FileError) as told:
        read_bank([put(tmp_path, "a.yaml", HEAD + ITEMS["short"] + ITEMS["short"])])
    assert told.value.findings[0].field == "items[wort].id"


def test_everything_wrong_in_all_files_is_told(tmp_path: Path) -> None:
    """One run names all, by file and line."""
    put(tmp_path, "a.yaml", file_of("choice").replace("points: 3", "points: viel"))
    put(tmp_path, "b.yaml", file_of("short").replace("    afb: 1", "    afb: 3"))
    with pytest.raises(FileError) as told:
        read_bank([tmp_path])
    assert [(found.file, found.line) for found in told.value.findings] == [("a.yaml", 9), ("b.yaml", 12)]


@pytest.mark.parametrize(
    ("name", "old", "new", "field"),
    [
        ("choice", "afb: 1", "afb: 1\n    curriculum: [A7z]", "curriculum[#1]"),
        ("choice", "afb: 1", "afb: 1\n    glossary: [touchpoint, tuchpoint]", "glossary[#2]"),
        ("numeric", "kpi: cr", "kpi: crr", "kpi"),
        ("map", "scenario: tiny", "scenario: farrad", "scenario"),
        ("map", "scenario: tiny", "scenario: fahrrad", "right[#1]"),
        ("simulation", "scenario: tiny\n    levers: [gastkauf]", "scenario: fahrrad\n    levers: [gast]", "levers[#1]"),
    ],
)
def test_what_does_not_exist_elsewhere_is_told(tmp_path: Path, name: str, old: str, new: str, field: str) -> None:
    """Letters of the curriculum, words of the glossary, KPIs, shops, contacts and levers are looked up."""
    with pytest.raises(FileError) as told:
        read_bank([put(tmp_path, "a.yaml", file_of(name).replace(old, new))])
    assert told.value.findings[0].field.endswith(f"].{field}")


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    """Whoever names the wrong folder is told so."""
    with pytest.raises(DataError):
        read_bank([tmp_path])
