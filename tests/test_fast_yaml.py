"""Shipped files are read by a faster reader, which says the same as the careful one."""

from __future__ import annotations

from pathlib import Path

import pytest

from journeylab.store import fast_yaml
from journeylab.store.exercises import exercise_files, practice_bank
from journeylab.store.fast_yaml import fast_data
from journeylab.store.shipped import shipped
from journeylab.store.yaml_file import parse_yaml

FILES = [path for path, _named in exercise_files([shipped("exercises")])]
FILES += [shipped(f"datasets/{name}.yaml") for name in ("exam", "glossary", "kpis", "models", "touchpoints")]
FILES += sorted(shipped("datasets/scenarios").glob("*.yaml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_both_readers_see_the_same_data(path: Path) -> None:
    """Every shipped file is the same for libyaml and for the reader that knows the lines."""
    text = path.read_text(encoding="utf-8")
    assert fast_data(text) == parse_yaml(text, "x.yaml").data


@pytest.mark.parametrize(
    "text",
    [
        "a: no",
        "a: on",
        "a: 1:30",
        "a: 0.5",
        "a: -3",
        "a: +2",
        "a: 2026-06-19",
        "a: null",
        "a:",
        "a: ~",
        "a: true",
        "a: 1e3",
        "a: .5",
        "a: '007'",
        "a: 3,1",
        "a: [x, 'y', 1]",
        "b: &b {x: 1}\na: {<<: *b, y: 2}",
        "a: |\n  zwei\n  Zeilen\n",
        "a: >-\n  gefaltet\n  hier\n",
    ],
)
def test_plain_words_are_read_by_the_rules_of_today(text: str) -> None:
    """``no`` is a word, 1:30 is no 90, and a date is a date: as YAML 1.2 has it."""
    assert fast_data(text) == parse_yaml(text, "x.yaml").data


def test_the_bank_has_every_item_once() -> None:
    """The bank that is read fast has ids that are unique over all files."""
    ids = [entry.id for entry in practice_bank()]
    assert len(ids) == len(set(ids))


def test_without_libyaml_the_careful_reader_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where PyYAML came without libyaml, data and errors are the same, only later."""
    monkeypatch.setattr(fast_yaml, "_loader", lambda: None)
    assert fast_data("a: 1:30") == {"a": "1:30"}
    with pytest.raises(ValueError, match="Klammer"):
        fast_data("a: [1")
