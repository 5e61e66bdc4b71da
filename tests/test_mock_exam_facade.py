"""A mock exam from a blueprint is the same paper for the same seed, and is kept under its name."""

from __future__ import annotations

from pathlib import Path

import pytest

from journeylab.errors import UsageError
from journeylab.practice import MockExam


def test_a_mock_exam_follows_its_blueprint(tmp_path: Path) -> None:
    """The short test takes fifteen minutes; the same seed gives the same tasks, another one others."""
    first, same, other = (MockExam("kurztest", seed=seed, folder=tmp_path).state for seed in (1, 1, 2))
    assert first.minutes == 15
    assert [item.id for item in first.items] == [item.id for item in same.items]
    assert [item.id for item in first.items] != [item.id for item in other.items]


def test_a_begun_exam_goes_on_and_a_fresh_one_sets_it_aside(tmp_path: Path) -> None:
    """The cell run again shows the exam as it stood; ``fresh=True`` begins anew and keeps the old file."""
    MockExam("kurztest", learner="kluger-fuchs-17", folder=tmp_path).state.start()
    again = MockExam("kurztest", learner="kluger-fuchs-17", folder=tmp_path)
    assert again.state.running
    fresh = MockExam("kurztest", learner="kluger-fuchs-17", folder=tmp_path, fresh=True)
    assert not fresh.state.running
    assert sorted(path.name for path in tmp_path.iterdir()) == ["probepruefung-kurztest-0-kluger-fuchs-17-1.json"]


def test_an_unknown_blueprint_is_named(tmp_path: Path) -> None:
    """The message has the nearest one."""
    with pytest.raises(UsageError, match="kurztst"):
        MockExam("kurztst", folder=tmp_path)
