"""Lessons in a folder of the user's choice: laid, renewed, and never written over a person's work."""

from __future__ import annotations

import errno
import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Literal

from journeylab.errors import DataError, UsageError
from journeylab.i18n import _

# Only the standard library above: 'journeylab doctor' asks about folders where packages are missing.

MANIFEST = ".journeylab.json"
NOTEBOOKS = "notebooks"
_FORMAT, _VERSION = "journeylab/lessons", 1
# What JupyterLab notes in a cell when somebody looks at it, runs it or folds it.
_PASSING = {"collapsed", "execution", "jupyter", "scrolled", "trusted"}

What = Literal["new", "again", "same", "kept", "renewed", "beside"]


@dataclass(frozen=True, slots=True)
class Laid:
    """What happened to one lesson.

    Attributes
    ----------
    file : str
        Path below the folder, with slashes.
    what : {"new", "again", "same", "kept", "renewed", "beside"}
        ``new``: it was not there.  ``again``: it had been deleted.  ``same``:
        it is the shipped one.  ``kept``: somebody changed it, and nothing newer
        exists.  ``renewed``: nobody had changed it.  ``beside``: somebody
        changed it, and the newer one lies beside it.
    beside : str
        Where the newer one lies; else empty.
    """

    file: str
    what: What
    beside: str = ""


def is_checkout(folder: Path) -> bool:
    """Tell whether a folder is a copy of the project itself, whose lessons are used where they are."""
    try:
        text = (folder / "pyproject.toml").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return False
    return '\nname = "journeylab"\n' in text.replace("\r\n", "\n") and (folder / NOTEBOOKS).is_dir()


def lay_lessons(source: Path, folder: Path, version: str) -> tuple[Laid, ...]:
    """Lay the shipped lessons into a folder.

    Parameters
    ----------
    source : Path
        The shipped notebooks.
    folder : Path
        Created where it is missing; the lessons go into its ``notebooks``.
    version : str
        Of journeylab; it names newer lessons that are laid beside changed ones.

    Returns
    -------
    tuple of Laid
        One entry a file, in alphabetical order.

    Raises
    ------
    DataError
        If the folder cannot be used; nothing that was there is lost.

    Notes
    -----
    A hidden file in the folder remembers what was laid.  A notebook that was
    only run, so that its cells are as they came, counts as unchanged.  A
    deleted lesson is laid again, so that no link between lessons leads nowhere.
    """
    with _explained(folder):
        (folder / NOTEBOOKS).mkdir(parents=True, exist_ok=True)
        known = _read_manifest(folder)
        before = json.dumps(known)
        report = tuple(_lay(path, source, folder, version, known) for path in _files(source))
        if json.dumps(known) != before:
            _write_manifest(folder, version, known)
    return report


def fresh_lesson(source: Path, folder: Path, name: str) -> Path:
    """Lay a clean copy of a lesson beside the one in use, under a name of its own.

    Parameters
    ----------
    source, folder : Path
        As in `lay_lessons`.
    name : str
        Name of the lesson, or how it begins: ``"03"``.

    Returns
    -------
    Path
        The copy.

    Raises
    ------
    UsageError
        If there is no such lesson, or if several begin like this.
    DataError
        If the folder cannot be used.
    """
    lesson = find_lesson(source, name)
    with _explained(folder):
        target = folder / NOTEBOOKS / lesson.relative_to(source)
        target.parent.mkdir(parents=True, exist_ok=True)
        return _write_beside(target, lesson.read_bytes(), _("fresh"))


def find_lesson(source: Path, name: str) -> Path:
    """Return the shipped lesson that a person means."""
    lessons = {path.stem: path for path in _files(source) if path.suffix == ".ipynb"}
    wanted = name.strip().removesuffix(".ipynb").replace("\\", "/").rpartition("/")[2]
    if wanted in lessons:
        return lessons[wanted]
    if wanted.isdecimal():
        wanted = wanted.zfill(2)
    matching = [stem for stem in lessons if wanted and stem.lower().startswith(wanted.lower())]
    if len(matching) == 1:
        return lessons[matching[0]]
    if matching:
        problem = _("Several lessons begin with '{name}'.").format(name=name)
        raise UsageError(problem, _("Name one of them: {names}.").format(names=", ".join(matching)))
    near = get_close_matches(wanted, lessons, n=1, cutoff=0.5)
    fix = _("Did you mean '{near}'?").format(near=near[0]) + " " if near else ""
    fix += _("There are: {names}.").format(names=", ".join(lessons) or "-")
    raise UsageError(_("There is no lesson '{name}'.").format(name=name), fix)


def fingerprint(data: bytes) -> str:
    """Return what tells two lessons apart: of a notebook its cells, of another file every byte.

    Outputs do not count, so that running a lesson does not make it a changed one.
    """
    try:
        cells = [
            (
                cell["cell_type"],
                "".join(cell["source"]),
                {key: value for key, value in cell.get("metadata", {}).items() if key not in _PASSING},
                cell.get("attachments", {}),
            )
            for cell in json.loads(data)["cells"]
        ]
        data = json.dumps(cells, sort_keys=True).encode()
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        pass
    return hashlib.sha256(data).hexdigest()


def _files(source: Path) -> list[Path]:
    """Return every shipped file but hidden ones, among them ``.ipynb_checkpoints``."""
    found = (path for path in source.rglob("*") if path.is_file())
    return sorted(path for path in found if not _hidden(path.relative_to(source)))


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") or part == "__pycache__" for part in path.parts)


# By file: the fingerprint of what was laid in its place, and of the newest that the user was given.
_Known = dict[str, dict[str, str]]


def _lay(path: Path, source: Path, folder: Path, version: str, known: _Known) -> Laid:
    file = f"{NOTEBOOKS}/{path.relative_to(source).as_posix()}"
    target = folder / file
    data = path.read_bytes()
    shipped = fingerprint(data)
    noted = known.get(file, {})
    if not target.exists():
        _write(target, data)
        known[file] = {"laid": shipped, "given": shipped}
        return Laid(file, "again" if noted else "new")
    present = fingerprint(target.read_bytes())
    if present == shipped:
        known[file] = {"laid": shipped, "given": shipped}
        return Laid(file, "same")
    if present == noted.get("laid"):
        _write(target, data)
        known[file] = {"laid": shipped, "given": shipped}
        return Laid(file, "renewed")
    if noted.get("given") == shipped:
        return Laid(file, "kept")
    beside = _write_beside(target, data, _("new {version}").format(version=version))
    known[file] = {"laid": noted.get("laid", ""), "given": shipped}
    return Laid(file, "beside", beside.relative_to(folder).as_posix())


def _write(target: Path, data: bytes) -> None:
    from journeylab.store.files import write_bytes_atomically

    target.parent.mkdir(parents=True, exist_ok=True)
    write_bytes_atomically(target, data)


def _write_beside(target: Path, data: bytes, word: str) -> Path:
    """Write under the first free name: ``03 (fresh).ipynb``, ``03 (fresh 2).ipynb``."""
    number = 1
    while True:
        mark = word if number == 1 else f"{word} {number}"
        place = target.with_name(f"{target.stem} ({mark}){target.suffix}")
        if not place.exists():
            _write(place, data)
            return place
        number += 1


def _read_manifest(folder: Path) -> _Known:
    path = folder / MANIFEST
    try:
        text = path.read_bytes()
    except FileNotFoundError:
        return {}
    try:
        noted = json.loads(text)
        version = int(noted["version"])
        known = {str(file): {str(k): str(v) for k, v in entry.items()} for file, entry in noted["lessons"].items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        # Without it every lesson that differs counts as changed by a person: nothing is lost.
        path.replace(path.with_name(MANIFEST + ".damaged"))
        return {}
    if version > _VERSION:
        raise DataError(
            _("A newer journeylab has laid the lessons in {folder}.").format(folder=folder),
            _("Install a newer journeylab, or choose another folder."),
        )
    return known


def _write_manifest(folder: Path, version: str, known: _Known) -> None:
    noted = {"format": _FORMAT, "version": _VERSION, "journeylab": version, "lessons": known}
    _write(folder / MANIFEST, (json.dumps(noted, indent=1, ensure_ascii=False) + "\n").encode("utf-8"))


@contextmanager
def _explained(folder: Path) -> Iterator[None]:
    """Turn what the operating system says about a folder into a message with a way out."""
    try:
        yield
    except OSError as error:
        raise _unusable(folder, error) from error


def _unusable(folder: Path, error: OSError) -> DataError:
    file = next((place for place in (folder, *folder.parents) if _is_file(place)), None)
    if file is not None:
        problem = _("'{name}' is a file, not a folder.").format(name=file)
        return DataError(problem, _("Choose another name for the folder: journeylab start NAME"))
    # Windows says "not found" for a path that is too long for it.
    too_long = os.name == "nt" and len(str(folder)) > 180
    if error.errno == errno.ENAMETOOLONG or too_long:
        problem = _("The path of the folder is too long ({count} characters).").format(count=len(str(folder)))
        return DataError(
            problem, _("Choose a shorter one, for example: journeylab start {folder}").format(folder="~/kurs")
        )
    problem = _("The folder {folder} cannot be used: {reason}.").format(folder=folder, reason=error.strerror or error)
    return DataError(
        problem, _("Choose a folder in which you may write: journeylab start {folder}").format(folder="~/journeylab")
    )


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False
