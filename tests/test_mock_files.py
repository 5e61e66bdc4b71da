"""A mock exam is kept whole, and a file that cannot be used is left as it is."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from journeylab.domain.exercise.saved_mock import SavedMock
from journeylab.errors import DataError
from journeylab.store.mock_exams import MockFile

SAVED = SavedMock(
    items=("eine", "fall"),
    seed=3,
    minutes=45,
    started=datetime(2026, 11, 29, 12, tzinfo=UTC),
    answers={"eine": [1], "fall.a": "1.234,5 €"},
    later=("fall.a",),
)


def test_what_was_kept_comes_back_equal(tmp_path: Path) -> None:
    """Answers, marks and clock survive; before anything was kept there is nothing."""
    file = MockFile("Klassenarbeit Müller", tmp_path / "neu")
    assert file.read() is None
    file.write(SAVED)
    assert file.path.name == "probepruefung-klassenarbeit-mueller.json"
    assert file.read() == SAVED


def test_a_new_exam_sets_the_old_one_aside(tmp_path: Path) -> None:
    """Nothing is overwritten: the kept exam gets the next free name."""
    file = MockFile("probe", tmp_path)
    assert file.set_aside() is None
    for number in (1, 2):
        file.write(SAVED)
        aside = file.set_aside()
        assert aside is not None
        assert aside.name == f"probepruefung-probe-{number}.json"
    assert file.read() is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"format": "journeylab/mock_exam", "version": 2}', "neueren journeylab"),
        ("{", "kann nicht gelesen werden"),
        ("[1]", "kann nicht gelesen werden"),
        ('{"format": "journeylab/mock_exam", "version": 1}', "keine Probeprüfung"),
    ],
)
def test_a_file_that_cannot_be_used_is_left_as_it_is(tmp_path: Path, text: str, said: str) -> None:
    """Newer, torn or foreign: the message names the way out, and the file keeps its bytes."""
    file = MockFile("probe", tmp_path)
    file.path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=said):
        file.read()
    assert file.path.read_text(encoding="utf-8") == text


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """A file where the folder should be ends in a message, not in a lost exam."""
    (tmp_path / "belegt").write_text("x", encoding="utf-8")
    with pytest.raises(DataError, match="belegt"):
        MockFile("probe", tmp_path / "belegt").write(SAVED)
