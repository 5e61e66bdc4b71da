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
from journeylab.i18n import set_language
from journeylab.store.lessons import MANIFEST, find_lesson, fingerprint, fresh_lesson, is_checkout, lay_lessons

START = "notebooks/00_start.ipynb"
PATHS = "notebooks/03_wege.ipynb"


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


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def lay(source: Path, folder: Path, version: str = "0.1.0") -> dict[str, tuple[str, str]]:
    return {each.file: (each.what, each.beside) for each in lay_lessons(source, folder, version)}


def test_lessons_are_laid_into_a_new_folder(source: Path, folder: Path) -> None:
    """Everything shipped but hidden files and checkpoints lies in the folder, byte by byte."""
    laid = lay(source, folder)
    assert laid == {START: ("new", ""), PATHS: ("new", ""), "notebooks/bilder/karte.png": ("new", "")}
    assert files(folder) == [MANIFEST, START, PATHS, "notebooks/bilder/karte.png"]
    assert (folder / PATHS).read_bytes() == notebook("shop = 1")


def test_a_second_start_changes_nothing(source: Path, folder: Path) -> None:
    """Where nothing is new, nothing is written."""
    lay(source, folder)
    before = {name: (folder / name).stat().st_mtime_ns for name in files(folder)}
    assert {what for what, _beside in lay(source, folder).values()} == {"same"}
    assert {name: (folder / name).stat().st_mtime_ns for name in files(folder)} == before


def test_an_unchanged_lesson_is_renewed(source: Path, folder: Path) -> None:
    """Who changed nothing has the newer lesson in its place."""
    lay(source, folder)
    (source / "03_wege.ipynb").write_bytes(notebook("shop = 2"))
    assert lay(source, folder, "0.2.0")[PATHS] == ("renewed", "")
    assert (folder / PATHS).read_bytes() == notebook("shop = 2")


def test_a_lesson_that_was_only_run_is_renewed(source: Path, folder: Path) -> None:
    """Outputs, counters and folded cells are no work of a person."""
    lay(source, folder)
    (folder / PATHS).write_bytes(run(notebook("shop = 1")))
    assert lay(source, folder)[PATHS] == ("same", "")
    (source / "03_wege.ipynb").write_bytes(notebook("shop = 2"))
    assert lay(source, folder, "0.2.0")[PATHS] == ("renewed", "")


def test_a_changed_lesson_is_kept_and_the_newer_lies_beside(source: Path, folder: Path) -> None:
    """The work of a person stays where it is; the newer lesson is named after its version, once."""
    lay(source, folder)
    (folder / PATHS).write_bytes(notebook("meine Lösung"))
    assert lay(source, folder)[PATHS] == ("kept", "")
    (source / "03_wege.ipynb").write_bytes(notebook("shop = 2"))
    beside = "notebooks/03_wege (neu 0.2.0).ipynb"
    assert lay(source, folder, "0.2.0")[PATHS] == ("beside", beside)
    assert (folder / PATHS).read_bytes() == notebook("meine Lösung")
    assert (folder / beside).read_bytes() == notebook("shop = 2")
    assert lay(source, folder, "0.2.0")[PATHS] == ("kept", "")
    (folder / beside).unlink()
    assert lay(source, folder, "0.2.1")[PATHS] == ("kept", "")


def test_a_newer_lesson_never_takes_the_place_of_another_file(source: Path, folder: Path) -> None:
    """A name that is taken gets a number."""
    lay(source, folder)
    (folder / PATHS).write_bytes(notebook("meine Lösung"))
    (folder / "notebooks/03_wege (neu 0.2.0).ipynb").write_text("Notiz", encoding="utf-8")
    (source / "03_wege.ipynb").write_bytes(notebook("shop = 2"))
    assert lay(source, folder, "0.2.0")[PATHS][1] == "notebooks/03_wege (neu 0.2.0 2).ipynb"
    assert (folder / "notebooks/03_wege (neu 0.2.0).ipynb").read_text(encoding="utf-8") == "Notiz"


def test_a_file_that_was_there_before_is_kept(source: Path, folder: Path) -> None:
    """A file of the same name that journeylab did not lay belongs to somebody."""
    (folder / "notebooks").mkdir(parents=True)
    (folder / PATHS).write_bytes(notebook("anderer Kurs"))
    assert lay(source, folder)[PATHS] == ("beside", "notebooks/03_wege (neu 0.1.0).ipynb")
    assert (folder / PATHS).read_bytes() == notebook("anderer Kurs")


def test_a_deleted_lesson_is_laid_again(source: Path, folder: Path) -> None:
    """Deleting a lesson and starting again gives it back, so that no door leads nowhere."""
    lay(source, folder)
    (folder / PATHS).unlink()
    assert lay(source, folder)[PATHS] == ("again", "")
    assert (folder / PATHS).read_bytes() == notebook("shop = 1")


@pytest.mark.parametrize("text", ["", "{", "[]", '{"version": 1}', '{"version": 1, "lessons": {"a": 3}}', "\udcff"])
def test_a_damaged_manifest_costs_nothing(source: Path, folder: Path, text: str) -> None:
    """Without its memory journeylab takes every lesson that differs for a person's work, and keeps the damaged file."""
    lay(source, folder)
    (folder / PATHS).write_bytes(notebook("meine Lösung"))
    (folder / MANIFEST).write_bytes(text.encode("utf-8", "surrogateescape"))
    laid = lay(source, folder)
    assert laid[START] == ("same", "")
    assert laid[PATHS][0] == "beside"
    assert (folder / PATHS).read_bytes() == notebook("meine Lösung")
    assert (folder / (MANIFEST + ".damaged")).read_bytes() == text.encode("utf-8", "surrogateescape")
    assert lay(source, folder)[PATHS] == ("kept", "")


def test_the_manifest_of_a_newer_version_is_left_alone(source: Path, folder: Path) -> None:
    """A folder of a later journeylab is not touched by an older one."""
    lay(source, folder)
    newer = b'{"version": 2, "lessons": {}}'
    (folder / MANIFEST).write_bytes(newer)
    with pytest.raises(DataError) as caught:
        lay(source, folder)
    assert "von einem neueren journeylab" in caught.value.problem
    assert (folder / MANIFEST).read_bytes() == newer


def test_a_fresh_copy_lies_beside_and_is_numbered(source: Path, folder: Path) -> None:
    """Every clean copy has a name of its own; the lesson itself stays as it is."""
    lay(source, folder)
    (folder / PATHS).write_bytes(notebook("meine Lösung"))
    names = [fresh_lesson(source, folder, "03").name for _ in range(3)]
    assert names == ["03_wege (frisch).ipynb", "03_wege (frisch 2).ipynb", "03_wege (frisch 3).ipynb"]
    assert (folder / PATHS).read_bytes() == notebook("meine Lösung")
    assert (folder / "notebooks" / names[2]).read_bytes() == notebook("shop = 1")
    set_language("en")
    assert fresh_lesson(source, folder, "03").name == "03_wege (fresh).ipynb"


@pytest.mark.parametrize(
    "name", ["03", "3", "03_wege", "03_wege.ipynb", "notebooks/03_wege.ipynb", "03_WEGE", " 03_w "]
)
def test_a_lesson_is_found_by_what_people_type(source: Path, name: str) -> None:
    """Number, beginning, name, file and path all mean the lesson."""
    assert find_lesson(source, name).name == "03_wege.ipynb"


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("03_wge", "Meinten Sie „03_wege“? Es gibt: 00_start, 03_wege."),
        ("xyz", "Es gibt: 00_start, 03_wege."),
        ("", "Es gibt: 00_start, 03_wege."),
    ],
)
def test_an_unclear_lesson_is_asked_back(source: Path, name: str, answer: str) -> None:
    """A wrong name is answered with the nearest one and with all that there are."""
    with pytest.raises(UsageError) as caught:
        find_lesson(source, name)
    assert caught.value.fix == answer


def test_a_beginning_of_several_lessons_is_asked_back(source: Path) -> None:
    """Where two lessons begin alike, both are named."""
    (source / "03_werte.ipynb").write_bytes(notebook("x"))
    with pytest.raises(UsageError) as caught:
        find_lesson(source, "03_w")
    assert caught.value.fix == "Nennen Sie eine davon: 03_wege, 03_werte."
    assert find_lesson(source, "03_weg").name == "03_wege.ipynb"


def test_a_folder_that_is_a_file_is_refused(source: Path, tmp_path: Path) -> None:
    """A file in the place of the folder, or above it, is named."""
    (tmp_path / "kurs").write_text("", encoding="utf-8")
    for folder in (tmp_path / "kurs", tmp_path / "kurs" / "2026"):
        with pytest.raises(DataError) as caught:
            lay(source, folder)
        assert caught.value.problem == f"„{tmp_path / 'kurs'}“ ist eine Datei, kein Ordner."


def test_a_path_that_is_too_long_is_refused(source: Path, tmp_path: Path) -> None:
    """A name that no file system takes is answered with a shorter one."""
    with pytest.raises(DataError) as caught:
        lay(source, tmp_path / ("k" * 300))
    assert "zu lang" in caught.value.problem


def test_a_folder_without_permission_is_refused(source: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who may not write there is told where to."""

    def refuse(*_args: object, **_options: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(DataError) as caught:
        lay(source, folder)
    assert str(folder) in caught.value.problem
    assert "journeylab start ~/journeylab" in caught.value.fix


def test_a_full_disk_costs_nothing(source: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If renewing fails half-way, the old lesson is still whole."""
    lay(source, folder)
    (source / "03_wege.ipynb").write_bytes(notebook("shop = 2"))

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DataError):
        lay(source, folder, "0.2.0")
    assert (folder / PATHS).read_bytes() == notebook("shop = 1")
    assert files(folder) == [MANIFEST, START, PATHS, "notebooks/bilder/karte.png"]


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (run(notebook("a")), True),
        (notebook("b"), False),
        (notebook("a", tags=["slide"]), False),
        (notebook("a", scrolled=True), True),
        (b"no json", False),
        (b"[" * 100_000, False),
    ],
)
def test_two_notebooks_are_the_same_lesson_if_their_cells_are(other: bytes, same: bool) -> None:
    """Sources and marks of cells count; outputs do not."""
    assert (fingerprint(notebook("a")) == fingerprint(other)) is same


def test_the_project_itself_is_recognised(tmp_path: Path) -> None:
    """A checkout has this project's name in pyproject.toml, and notebooks."""
    assert is_checkout(Path(__file__).parents[1])
    (tmp_path / "notebooks").mkdir()
    assert not is_checkout(tmp_path)
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "journeylab-kurs"\n', encoding="utf-8")
    assert not is_checkout(tmp_path)
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "journeylab"\n', encoding="utf-8")
    assert is_checkout(tmp_path)


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
