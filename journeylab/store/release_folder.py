"""The folder that learners get for an exam, and the file beside it that only the trainer gets."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from journeylab.domain.exercise.release import ExamKey, ExamPaper
from journeylab.domain.explain import explain
from journeylab.domain.text import Record
from journeylab.errors import DataError, ModelError, UsageError
from journeylab.i18n import _, reason
from journeylab.store.files import write_bytes_atomically, write_text_atomically
from journeylab.store.finding import FileError, Finding
from journeylab.store.yaml_file import shown

TASKS, NOTEBOOK, SHEET, README = "aufgaben.json", "klausur.ipynb", "klausur.html", "LIESMICH.txt"
OURS = (TASKS, NOTEBOOK, SHEET, README)
_Model = TypeVar("_Model", bound=Record)


def expect_a_place(folder: Path, key: Path, bank: Sequence[Path]) -> None:
    """Raise if an exam must not be laid there.

    Parameters
    ----------
    folder : Path
        For learners.
    key : Path
        The trainer's file.
    bank : sequence of Path
        Files and folders that the exercises come from.

    Raises
    ------
    UsageError
        If whoever gets the folder would get solutions as well.
    DataError
        If something lies there that is not ours, or that would be lost.
    """
    place = folder.resolve()
    if _inside(key.resolve(), place):
        raise UsageError(
            _("The trainer's file '{file}' would lie in the learners' folder.").format(file=key.name),
            _("Choose a place outside of it."),
        )
    for source in map(Path.resolve, bank):
        home = source if source.is_dir() else source.parent
        root = _repository(place)
        if _inside(place, home) or _inside(source, place):
            raise UsageError(
                _("The folder '{folder}' and the exercises with their solutions lie in one place.").format(
                    folder=folder.name
                ),
                _("Choose a folder that does not lie beside or inside the bank: --out."),
            )
        if root is not None and _inside(source, root):
            raise UsageError(
                _("The folder '{folder}' lies in the git repository that holds the solutions.").format(
                    folder=folder.name
                ),
                _("Choose a folder outside of the repository: --out."),
            )
    if key.exists():
        raise DataError(
            _("'{file}' exists already and is not overwritten.").format(file=shown(key)),
            _("It is needed to mark an earlier exam. Choose another name for the folder."),
        )
    _expect_free(folder)


def _expect_free(folder: Path) -> None:
    if not folder.exists():
        return
    fix = _("Choose a new folder: --out.")
    if not folder.is_dir():
        raise DataError(_("'{folder}' is no folder.").format(folder=shown(folder)), fix)
    there = {path.name for path in folder.iterdir()}
    if not there:
        return
    strange = sorted(there - set(OURS))
    if strange or TASKS not in there:
        raise DataError(
            _("The folder '{folder}' is not empty: {files}.").format(
                folder=shown(folder), files=", ".join((strange or sorted(there))[:5])
            ),
            fix,
        )


def _inside(path: Path, folder: Path) -> bool:
    return path == folder or folder in path.parents


def _repository(place: Path) -> Path | None:
    return next((each for each in (place, *place.parents) if (each / ".git").exists()), None)


def write_release(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the files of an exam into a folder, which is made where it is missing.

    Raises
    ------
    DataError
        If they cannot be written; then none of them is left.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DataError(
            _("The folder {folder} cannot be made: {reason}.").format(folder=shown(folder), reason=reason(error)),
            _("Choose a place in which you may write."),
        ) from error
    try:
        for name, data in files.items():
            write_bytes_atomically(folder / name, data)
    except DataError:
        take_back(folder, files)
        raise


def take_back(folder: Path, names: Mapping[str, bytes] | Sequence[str]) -> None:
    """Delete what was written, and the folder if nothing else is in it."""
    for name in names:
        with suppress(OSError):
            (folder / name).unlink()
    with suppress(OSError):
        folder.rmdir()


def read_all(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder and below it, by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def as_json(record: Record) -> bytes:
    """Return a record as people can read it in an editor; half a surrogate pair stays what it is."""
    return (json.dumps(record.model_dump(mode="json"), indent=1, ensure_ascii=True) + "\n").encode("ascii")


def write_record(path: Path, record: Record) -> None:
    """Write a record so that the file holds either the old or the new one.

    Raises
    ------
    DataError
        If it cannot be written.
    """
    write_text_atomically(path, as_json(record).decode("ascii"))


def write_key(path: Path, key: ExamKey) -> None:
    """Write the trainer's file; nobody but its owner needs to read it."""
    write_record(path, key)
    with suppress(OSError):
        path.chmod(0o600)


def read_record(path: Path, kind: type[_Model], what: str) -> _Model:
    """Read a record from a JSON file.

    Parameters
    ----------
    path : Path
    kind : type
    what : str
        How people call such a file.

    Raises
    ------
    FileError
        If there is none, it is no JSON, of another format or of a newer version.
    """
    name = shown(path)
    try:
        data = json.loads(path.read_bytes().decode("utf-8-sig"))
        if isinstance(data, dict) and data.get("format") == kind.model_fields["format"].default:
            if is_newer(data):
                raise newer_file(name)
            return kind.model_validate(data)
        problem = _("This is no file of the kind: {what}.").format(what=what)
    except OSError as error:
        problem = _("The file cannot be read: {reason}.").format(reason=reason(error))
    except (ValueError, RecursionError) as error:
        if isinstance(error, ValidationError):
            first = next(iter(explain(error, kind)))
            problem = first.problem
        elif isinstance(error, ModelError):
            problem = error.problem
        else:
            problem = _("This is no file of the kind: {what}.").format(what=what)
    raise FileError([Finding(name, None, "", problem, _("Take the file as it was made, unchanged."))])


def is_newer(data: Any) -> bool:
    """Tell whether a newer journeylab has written this."""
    return isinstance(data, dict) and type(data.get("version")) is int and data["version"] > 1


def newer_file(name: str) -> FileError:
    """Return the error for a file of a newer journeylab."""
    problem = _("The file was made by a newer version of journeylab.")
    return FileError([Finding(name, None, "version", problem, _("Update journeylab, then open it again."))])


def read_paper(path: Path) -> ExamPaper:
    """Read the tasks of an exam, from their file or the folder that holds it."""
    return read_record(path / TASKS if path.is_dir() else path, ExamPaper, _("tasks of an exam"))


def notebook(cells: Sequence[tuple[str, str]], language: str) -> bytes:
    """Return a notebook that was never run: no outputs, no counts, no traces of who made it.

    Parameters
    ----------
    cells : sequence of (str, str)
        Kind (``"markdown"`` or ``"code"``) and source.
    language : {"de", "en"}
    """
    made: list[dict[str, Any]] = []
    for place, (kind, source) in enumerate(cells):
        cell: dict[str, Any] = {"cell_type": kind, "id": f"cell-{place:02d}", "metadata": {}, "source": source}
        made.append(cell | ({"execution_count": None, "outputs": []} if kind == "code" else {}))
    spec = {"display_name": "Python 3", "language": "python", "name": "python3"}
    metadata = {"kernelspec": spec, "language_info": {"name": "python"}}
    data = {"cells": made, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return (json.dumps(data, indent=1, ensure_ascii=False, sort_keys=True) + "\n").encode()
