"""Lessons in a folder of the user's choice: laid, renewed, and never written over a person's work."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from journeylab.errors import DataError, UsageError
from journeylab.i18n import LANGUAGES, _, language, reason

# Only the standard library above: 'journeylab doctor' asks about folders where packages are missing.

MANIFEST = ".journeylab.json"
NOTEBOOKS = "notebooks"
EXERCISES = "exercises"
# Teaching plans hold the expected answers: they come with journeylab, but are not laid into a learner's folder.
PLANS = "plans"
# What running a cell leaves in it, and what JupyterLab notes when somebody looks at it or folds it.
_PASSING = {"outputs", "execution_count", "id", "collapsed", "execution", "jupyter", "scrolled", "trusted"}


@dataclass(frozen=True, slots=True)
class Laid:
    """What happened to the lessons in a folder.

    Attributes
    ----------
    written : list of str
        Files that were missing, or that nobody had changed and are renewed;
        paths below the folder, with slashes.
    beside : dict of str to str
        Files that somebody changed, and where the newer one lies now.
    """

    written: list[str]
    beside: dict[str, str]


def is_checkout(folder: Path) -> bool:
    """Tell whether a folder is a copy of the project itself, whose lessons are used where they are."""
    project = folder / "pyproject.toml"
    if not (project.is_file() and (folder / NOTEBOOKS).is_dir()):
        return False
    return '\nname = "journeylab"\n' in project.read_text(encoding="utf-8", errors="replace")


def lay_lessons(source: Path, folder: Path, version: str, part: str = NOTEBOOKS) -> Laid:
    """Lay the shipped lessons into a folder.

    Parameters
    ----------
    source : Path
        The shipped notebooks, or what belongs to them.
    folder : Path
        Created where it is missing.
    version : str
        Of journeylab; it names newer lessons that are laid beside changed ones.
    part : str
        Folder inside `folder` that they go into.

    Returns
    -------
    Laid
        Nothing about lessons that stay as they are.

    Raises
    ------
    DataError
        If the folder cannot be used; nothing that was there is lost.

    Notes
    -----
    A hidden file in the folder remembers by file the fingerprints of what the
    user was given: what has none of them is a person's work.  A notebook that
    was only run counts as unchanged.  A deleted lesson is laid again, so that
    no link between lessons leads nowhere.
    """
    written, beside = [], {}
    with explained(folder):
        known = _read_manifest(folder)
        for path in _files(source):
            file = f"{part}/{path.relative_to(source).as_posix()}"
            place = _lay(path.read_bytes(), folder / file, version, known.setdefault(file, []))
            if place == folder / file:
                written.append(file)
            elif place is not None:
                beside[file] = place.relative_to(folder).as_posix()
        memory = json.dumps({"lessons": known}, indent=1).encode("utf-8")
        if not (folder / MANIFEST).is_file() or (folder / MANIFEST).read_bytes() != memory:
            _write(folder / MANIFEST, memory)
    return Laid(written, beside)


def fresh_lesson(source: Path, folder: Path, name: str) -> Path:
    """Lay a clean copy of a lesson beside the one in use, under a name of its own, and return where.

    Parameters
    ----------
    source, folder : Path
        As in `lay_lessons`.
    name : str
        Name of the lesson, or how it begins: ``"03"``.

    Raises
    ------
    UsageError
        If no lesson begins like this, or several do.
    DataError
        If the folder cannot be used.
    """
    found = find_lesson(in_language(source), name)
    with explained(folder):
        return _write_beside(folder / NOTEBOOKS / found.relative_to(source), found.read_bytes(), _("fresh"))


def in_language(folder: Path) -> Path:
    """Return where the lessons in the language in use lie: German ones at the top, others in a folder of their own."""
    own = folder / language()
    return own if language() != LANGUAGES[0] and own.is_dir() else folder


def find_lesson(folder: Path, name: str) -> Path:
    """Return the one lesson of a folder whose name begins like this.

    Raises
    ------
    UsageError
        If no lesson begins like this, or several do.
    """
    lessons = sorted(path for path in folder.glob("*.ipynb") if not path.name.startswith("."))
    wanted = Path(name.strip()).name.removesuffix(".ipynb").lower()

    def begin_with(word: str) -> list[Path]:
        return [path for path in lessons if word and path.stem.lower().startswith(word)]

    # Nobody types the zero of "03" when speaking of lesson 3.
    found = begin_with(wanted) or (begin_with(wanted.zfill(2)) if wanted.isdecimal() else [])
    if len(found) != 1:
        problem = _("Several lessons begin with '{name}'.") if found else _("There is no lesson '{name}'.")
        raise UsageError(
            problem.format(name=name), _("There are: {names}.").format(names=", ".join(path.stem for path in lessons))
        )
    return found[0]


def fingerprint(data: bytes) -> str:
    """Return what tells two lessons apart: of a notebook its cells without outputs, of another file every byte."""
    try:
        cells = [
            {
                **{key: value for key, value in cell.items() if key not in _PASSING},
                "source": "".join(cell["source"]),
                "metadata": {key: value for key, value in cell["metadata"].items() if key not in _PASSING},
            }
            for cell in json.loads(data)["cells"]
        ]
        data = json.dumps(cells, sort_keys=True).encode()
    except (ValueError, KeyError, TypeError, AttributeError):
        pass
    return hashlib.sha256(data).hexdigest()


@contextmanager
def explained(folder: Path, fix: str | None = None) -> Iterator[None]:
    """Turn what the operating system says about a folder into a `DataError` with a way out."""
    try:
        yield
    except OSError as error:
        raise DataError(
            _("The folder {folder} cannot be used: {reason}.").format(folder=folder, reason=reason(error)),
            fix or _("Choose a folder in which you may write: journeylab start {folder}").format(folder="~/journeylab"),
        ) from error


def _files(source: Path) -> list[Path]:
    """Return every shipped file but teaching plans and hidden ones, among them ``.ipynb_checkpoints``."""
    files = (path.relative_to(source) for path in source.rglob("*") if path.is_file())
    laid = (file for file in files if PLANS not in file.parts and not any(part.startswith(".") for part in file.parts))
    return sorted(source / file for file in laid)


def _lay(data: bytes, target: Path, version: str, given: list[str]) -> Path | None:
    """Lay a lesson in its place or, where somebody's work is, beside it; return where it was written, if it was."""
    shipped = fingerprint(data)
    present = fingerprint(target.read_bytes()) if target.exists() else None
    place = None
    if present is None or (present in given and present != shipped):
        place = _write(target, data)
    elif present != shipped and shipped not in given:
        place = _write_beside(target, data, _("new {version}").format(version=version))
    if shipped not in given:
        given.append(shipped)
    return place


def _write(target: Path, data: bytes) -> Path:
    from journeylab.store.files import write_bytes_atomically

    target.parent.mkdir(parents=True, exist_ok=True)
    write_bytes_atomically(target, data)
    return target


def _write_beside(target: Path, data: bytes, word: str) -> Path:
    """Write under the first free name: ``03 (fresh).ipynb``, ``03 (fresh 2).ipynb``."""
    place = target.with_name(f"{target.stem} ({word}){target.suffix}")
    number = 1
    while place.exists():
        number += 1
        place = target.with_name(f"{target.stem} ({word} {number}){target.suffix}")
    return _write(place, data)


def _read_manifest(folder: Path) -> dict[str, list[str]]:
    """Return what the user was given; nothing if it cannot be told, so that what differs counts as a person's work."""
    try:
        lessons = json.loads((folder / MANIFEST).read_bytes())["lessons"]
        return {file: [str(each) for each in given] for file, given in lessons.items()}
    except (FileNotFoundError, ValueError, KeyError, TypeError, AttributeError):
        return {}
