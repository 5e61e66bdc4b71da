"""Lessons come into a person's folder without ever costing that person a line."""

from __future__ import annotations

import errno
import json
import os
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journeylab.errors import DataError, UsageError
from journeylab.store.lessons import MANIFEST, Laid, fingerprint, fresh_lesson, is_checkout, lay_lessons

START = "notebooks/00_start.ipynb"
PATHS = "notebooks/03_wege.ipynb"
PICTURE = "notebooks/bilder/karte.png"
NOTHING = Laid([], {})


def notebook(text: str, **metadata: Any) -> bytes:
    """Return a notebook with one code cell, as it is shipped."""
    cell = {"cell_type": "code", "source": [text], "metadata": metadata, "outputs": [], "execution_count": None}
    return json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()


def run(data: bytes) -> bytes:
    """Return a notebook as JupyterLab saves it after it was run."""
    content = json.loads(data)
    for cell in content["cells"]:
        cell["execution_count"] = 4
        cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": ["42\n"]}]
        cell["metadata"]["jupyter"] = {"outputs_hidden": False}
        cell["source"] = "".join(cell["source"])
    content["metadata"]["language_info"] = {"name": "python", "version": "3.12.1"}
    return json.dumps(content, indent=1).encode()


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Return a folder of two lessons, a picture, and what is not shipped."""
    folder = tmp_path / "shipped"
    for name, data in {
        "00_start.ipynb": notebook("Willkommen"),
        "03_wege.ipynb": notebook("shop = 1"),
        "bilder/karte.png": b"\x89PNG",
        ".ipynb_checkpoints/03_wege-checkpoint.ipynb": notebook("alt"),
        "bilder/.DS_Store": b"?",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder that does not exist yet, with a name as teachers give it."""
    return tmp_path / "Schule" / "Kurs Müller 2026"


@pytest.fixture
def laid(source: Path, folder: Path) -> Path:
    """Return the folder with the lessons in it."""
    lay_lessons(source, folder, "0.1.0")
    return folder


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_lessons_are_laid_into_a_new_folder(source: Path, folder: Path) -> None:
    """Everything shipped but hidden files and checkpoints lies in the folder, byte by byte, and is written once."""
    assert lay_lessons(source, folder, "0.1.0") == Laid([START, PATHS, PICTURE], {})
    assert files(folder) == [MANIFEST, START, PATHS, PICTURE]
    assert (folder / PATHS).read_bytes() == notebook("shop = 1")
    before = [(folder / name).stat().st_mtime_ns for name in files(folder)]
    assert lay_lessons(source, folder, "0.1.0") == NOTHING
    assert [(folder / name).stat().st_mtime_ns for name in files(folder)] == before


@pytest.mark.parametrize("present", [notebook("shop = 1"), run(notebook("shop = 1"))])
def test_an_unchanged_lesson_is_renewed(source: Path, laid: Path, present: bytes) -> None:
    """Who changed nothing has the newer lesson in its place; outputs, counters and folded cells are no changes."""
    (laid / PATHS).write_bytes(present)
    assert lay_lessons(source, laid, "0.1.0") == NOTHING
    (source / "03_wege.ipynb").write_bytes(notebook("shop = 2"))
    assert lay_lessons(source, laid, "0.2.0") == Laid([PATHS], {})
    assert (laid / PATHS).read_bytes() == notebook("shop = 2")


def test_a_changed_lesson_is_kept_and_the_newer_lies_beside(source: Path, laid: Path) -> None:
    """The work of a person stays where it is; the newer lesson is laid once, named after its version."""
    (laid / PATHS).write_bytes(notebook("meine Lösung"))
    assert lay_lessons(source, laid, "0.1.0") == NOTHING
    (source / "03_wege.ipynb").write_bytes(notebook("shop = 2"))
    beside = "notebooks/03_wege (neu 0.2.0).ipynb"
    assert lay_lessons(source, laid, "0.2.0") == Laid([], {PATHS: beside})
    assert (laid / PATHS).read_bytes() == notebook("meine Lösung")
    assert (laid / beside).read_bytes() == notebook("shop = 2")
    (laid / beside).unlink()
    assert lay_lessons(source, laid, "0.2.1") == NOTHING


def test_a_file_that_was_there_before_is_kept(source: Path, folder: Path) -> None:
    """A file that journeylab did not lay belongs to somebody, also one that has the name of a newer lesson."""
    taken = folder / "notebooks/03_wege (neu 0.1.0).ipynb"
    taken.parent.mkdir(parents=True)
    for path in (taken, folder / PATHS):
        path.write_bytes(notebook("anderer Kurs"))
    beside = "notebooks/03_wege (neu 0.1.0 2).ipynb"
    assert lay_lessons(source, folder, "0.1.0") == Laid([START, PICTURE], {PATHS: beside})
    assert (folder / PATHS).read_bytes() == taken.read_bytes() == notebook("anderer Kurs")


def test_a_deleted_lesson_is_laid_again(source: Path, laid: Path) -> None:
    """Deleting a lesson and starting again gives it back, so that no door leads nowhere."""
    (laid / PATHS).unlink()
    assert lay_lessons(source, laid, "0.1.0") == Laid([PATHS], {})
    assert (laid / PATHS).read_bytes() == notebook("shop = 1")


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"lessons": {"a": 3}}', '{"lessons": []}', "\udcff"])
def test_a_damaged_manifest_costs_nothing(source: Path, laid: Path, text: str) -> None:
    """Without its memory journeylab takes every lesson that differs for a person's work."""
    (laid / PATHS).write_bytes(notebook("meine Lösung"))
    (laid / MANIFEST).write_bytes(text.encode("utf-8", "surrogateescape"))
    assert list(lay_lessons(source, laid, "0.1.0").beside) == [PATHS]
    assert (laid / PATHS).read_bytes() == notebook("meine Lösung")
    assert lay_lessons(source, laid, "0.1.0") == NOTHING


def test_a_fresh_copy_lies_beside_and_is_numbered(source: Path, laid: Path) -> None:
    """Every clean copy has a name of its own, whatever people type for the lesson, which stays as it is."""
    (laid / PATHS).write_bytes(notebook("meine Lösung"))
    typed = ("03", "03_WEGE.ipynb", " notebooks/03_w ")
    names = [fresh_lesson(source, laid, name).name for name in typed]
    assert names == ["03_wege (frisch).ipynb", "03_wege (frisch 2).ipynb", "03_wege (frisch 3).ipynb"]
    assert (laid / PATHS).read_bytes() == notebook("meine Lösung")
    assert (laid / "notebooks" / names[2]).read_bytes() == notebook("shop = 1")


@pytest.mark.parametrize("name", ["xyz", "", "0"])
def test_an_unclear_lesson_is_asked_back(source: Path, folder: Path, name: str) -> None:
    """A wrong name, or how several lessons begin, is answered with all that there are."""
    with pytest.raises(UsageError) as caught:
        fresh_lesson(source, folder, name)
    assert caught.value.fix == "Es gibt: 00_start, 03_wege."


def test_a_folder_that_cannot_be_used_is_refused(source: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file in its place, a name too long, no permission: the folder is named, and one that can be used."""
    folder.parent.mkdir()
    folder.write_text("", encoding="utf-8")
    for unusable in (folder, folder / "2026", folder.parent / ("k" * 300)):
        with pytest.raises(DataError, match="journeylab start ~/journeylab") as caught:
            lay_lessons(source, unusable, "0.1.0")
        assert str(unusable) in caught.value.problem

    def refuse(*_args: object, **_options: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(DataError, match="journeylab start ~/journeylab"):
        lay_lessons(source, folder.parent / "neu", "0.1.0")


def test_a_full_disk_costs_nothing(source: Path, laid: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If renewing fails half-way, the old lesson is still whole."""
    (source / "03_wege.ipynb").write_bytes(notebook("shop = 2"))

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DataError):
        lay_lessons(source, laid, "0.2.0")
    assert (laid / PATHS).read_bytes() == notebook("shop = 1")
    assert files(laid) == [MANIFEST, START, PATHS, PICTURE]


def test_two_notebooks_are_the_same_lesson_if_their_cells_are() -> None:
    """Sources and marks of cells count; outputs do not, nor that somebody scrolled."""
    lesson = fingerprint(notebook("a"))
    assert fingerprint(run(notebook("a"))) == fingerprint(notebook("a", scrolled=True)) == lesson
    assert lesson not in map(fingerprint, (notebook("b"), notebook("a", tags=["slide"]), b"no json"))


def test_the_project_itself_is_recognised(tmp_path: Path) -> None:
    """A checkout has this project's name in pyproject.toml, and notebooks."""
    assert is_checkout(Path(__file__).parents[1])
    (tmp_path / "notebooks").mkdir()
    assert not is_checkout(tmp_path)
    for name, checkout in (("journeylab-kurs", False), ("journeylab", True)):
        (tmp_path / "pyproject.toml").write_text(f'[project]\nname = "{name}"\n', encoding="utf-8")
        assert is_checkout(tmp_path) is checkout


EVENT = st.one_of(
    st.tuples(st.just("ship"), st.sampled_from("ABC")),
    st.tuples(st.just("edit"), st.sampled_from(["eins", "zwei", "A", "B"])),
    st.tuples(st.sampled_from(["run", "delete", "forget"]), st.just("")),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(EVENT, max_size=12))
def test_no_start_ever_loses_what_a_person_wrote(events: list[tuple[str, str]]) -> None:
    """Whatever is shipped, edited, run, deleted or forgotten in between: a start keeps it."""
    with tempfile.TemporaryDirectory() as place:
        source, folder = Path(place, "shipped"), Path(place, "kurs")
        source.mkdir()
        mine = folder / "notebooks" / "03.ipynb"
        (source / "03.ipynb").write_bytes(notebook("A"))
        lay_lessons(source, folder, "0")
        for version, (what, text) in enumerate(events, start=1):
            if what == "ship":
                (source / "03.ipynb").write_bytes(notebook(text))
            elif what == "edit":
                mine.write_bytes(notebook(text))
            elif what == "run":
                mine.write_bytes(run(mine.read_bytes()))
            elif what == "delete":
                mine.unlink()
            else:
                (folder / MANIFEST).unlink()
            before = [path.read_bytes() for path in folder.rglob("*.ipynb")]
            lay_lessons(source, folder, str(version))
            after = {path.read_bytes() for path in folder.rglob("*.ipynb")}
            own = {data for data in before if "".join(json.loads(data)["cells"][0]["source"]) in ("eins", "zwei")}
            assert own <= after
            assert mine.exists()
