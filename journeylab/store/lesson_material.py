"""Lessons and their teaching plans: from files to objects."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from journeylab.domain.lesson import Cell, Lesson, Output
from journeylab.domain.lesson_plan import LessonPlan
from journeylab.errors import DataError, UsageError
from journeylab.i18n import LANGUAGES, _, language, reason
from journeylab.store.lessons import NOTEBOOKS, PLANS, find_lesson, in_language
from journeylab.store.shipped import shipped
from journeylab.store.yaml_file import read_yaml, shown

_SAYS_ITS_LANGUAGE = re.compile(r"""set_language\(["'](\w+)["']\)""")


def lesson_path(name: str | Path) -> Path:
    """Return where a lesson's notebook lies.

    Parameters
    ----------
    name : str or Path
        Path of any notebook, or how the name of a shipped lesson begins, in
        the language in use: ``"03"``.

    Raises
    ------
    UsageError
        If no lesson begins like this, or several do.
    """
    path = Path(name).expanduser()
    if path.suffix.lower() == ".ipynb" and path.is_file():
        return path
    if path.suffix.lower() == ".ipynb" and path.parent != Path():
        raise UsageError(
            _("There is no lesson '{name}'.").format(name=name), _("Check folder and spelling of the name.")
        )
    return find_lesson(in_language(shipped(NOTEBOOKS)), str(name))


def read_lesson(path: Path) -> Lesson:
    """Return the lesson that a notebook holds.

    Raises
    ------
    DataError
        If the file cannot be read or is no notebook of format 4.
    """
    try:
        data = json.loads(path.read_bytes())
        cells = tuple(_cell(number, cell) for number, cell in enumerate(data["cells"]))
    except OSError as error:
        raise DataError(
            _("The file cannot be read: {reason}.").format(reason=reason(error)),
            _("Check that it is a file and that you may read it."),
        ) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DataError(
            _("{file} is no Jupyter notebook.").format(file=shown(path)),
            _("Name a file that JupyterLab has saved, with the ending .ipynb."),
        ) from error
    return Lesson(path.stem, _language(path, cells), cells)


def read_plan(lesson: Lesson, path: Path) -> LessonPlan | None:
    """Return the teaching plan of a lesson: the one beside its notebook, else the shipped one; None if there is none.

    Raises
    ------
    FileError
        If the file is no valid plan; `findings` names everything that is wrong.
    """
    home = shipped(NOTEBOOKS)
    beside = [path.parent, home if lesson.language == LANGUAGES[0] else home / lesson.language]
    plans = (folder / PLANS / f"{lesson.name}.yaml" for folder in beside)
    return next((read_yaml(plan).read_as(LessonPlan) for plan in plans if plan.is_file()), None)


def _cell(number: int, cell: dict[str, Any]) -> Cell:
    outputs = (_output(output) for output in cell.get("outputs", []))
    return Cell(
        id=str(cell.get("id", number)),
        kind=cell["cell_type"],
        source=_joined(cell["source"]),
        tags=frozenset(map(str, cell.get("metadata", {}).get("tags", []))),
        outputs=tuple(output for output in outputs if output.data),
    )


def _output(output: dict[str, Any]) -> Output:
    """Return an output; what a program wrote to its error channel concerns no reader and is left out."""
    if output["output_type"] == "stream":
        return Output({"text/plain": _joined(output["text"])} if output.get("name") == "stdout" else {})
    if output["output_type"] == "error":
        return Output({"text/plain": f"{output.get('ename', '')}: {output.get('evalue', '')}"})
    # Of a widget only its data without a program behind it is of use on paper.
    texts = {kind: data for kind, data in output.get("data", {}).items() if isinstance(data, str | list)}
    return Output({kind: _joined(data) for kind, data in texts.items()})


def _joined(text: str | list[str]) -> str:
    return text if isinstance(text, str) else "".join(text)


def _language(path: Path, cells: tuple[Cell, ...]) -> str:
    """Return the language of a lesson: the one that it sets, else that of its folder, else the one in use."""
    said = (_SAYS_ITS_LANGUAGE.search(cell.source) for cell in cells if cell.kind == "code")
    known = [found[1] for found in said if found and found[1] in LANGUAGES]
    return known[0] if known else path.parent.name if path.parent.name in LANGUAGES else language()
