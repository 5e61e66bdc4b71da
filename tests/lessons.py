"""Small lessons and plans for the tests of what trainers print."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from journeylab.domain.lesson import Cell, Lesson, Output
from journeylab.domain.lesson_plan import LessonPlan


def words(text: str, *tags: str, name: str = "") -> Cell:
    """Return a cell of text."""
    return Cell(name or "cell", "markdown", text, frozenset(tags))


def shown(html: str, *tags: str, source: str = "") -> Cell:
    """Return a code cell that shows some HTML."""
    return Cell("cell", "code", source, frozenset(tags), (Output({"text/html": html, "text/plain": "plain"}),))


def lesson(*cells: Cell) -> Lesson:
    """Return a lesson of these cells, after a first one that names it."""
    return Lesson("07_test", "en", (words("# 07 · Test\n\n**Duration:** 20 minutes"), *cells))


def plan(**changed: Any) -> LessonPlan:
    """Return a plan of two phases of ten minutes."""
    phase = {"step": "do", "minutes": 10, "what": "Count *all* steps", "form": "pairs"}
    whole = {
        "lesson": "07_test",
        "title": "07 · Test",
        "minutes": 20,
        "situation": "A shop wonders.",
        "goals": [{"text": "count *steps*", "curriculum": ["A7e", "A8c"]}],
        "phases": [{"name": "First", **phase}, {"name": "Second", **phase}],
    }
    return LessonPlan.model_validate(whole | changed)


def saved(path: Path, *cells: Cell) -> Path:
    """Write a lesson as JupyterLab saves it."""
    data = {"cells": [_cell(cell) for cell in lesson(*cells).cells], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def _cell(cell: Cell) -> dict[str, Any]:
    made: dict[str, Any] = {"cell_type": cell.kind, "id": cell.id, "metadata": {"tags": sorted(cell.tags)}}
    made["source"] = cell.source.splitlines(keepends=True)
    if cell.kind == "code":
        made |= {"execution_count": 1, "outputs": _outputs(cell.outputs)}
    return made


def _outputs(outputs: Sequence[Output]) -> list[dict[str, Any]]:
    return [{"output_type": "display_data", "data": dict(each.data), "metadata": {}} for each in outputs]
