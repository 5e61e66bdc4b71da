"""A lesson as its notebook holds it: cells in order, each with the tags that say where it appears."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

_HEADING = re.compile(r"^#{1,6}\s+(?P<words>.+?)\s*#*$", re.MULTILINE)
# What the first cell of a lesson says of its length, in either language.
_MINUTES = re.compile(r"(\d+)\s*(?:Minuten|minutes)\b")
_LINES = re.compile(r"lines-(\d{1,2})")
_USUAL_LINES = 4


class Tag(StrEnum):
    """What the tags of a cell say; other tags are an author's own."""

    SLIDE = "slide"
    SHOW_CODE = "show-code"
    TASK = "task"
    SOLUTION = "solution"
    HANDOUT = "handout"


@dataclass(frozen=True, slots=True)
class Output:
    """One thing that a code cell showed.

    Attributes
    ----------
    data : dict of str to str
        The same thing by media type: ``"text/html"``, ``"text/plain"``, ...
    """

    data: dict[str, str]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a lesson.

    Attributes
    ----------
    id : str
        Of a task a stable word; the teaching plan names its answer by it.
    outputs : tuple of Output
        Empty for a text.
    """

    id: str
    kind: Literal["markdown", "code", "raw"]
    source: str
    tags: frozenset[str] = frozenset()
    outputs: tuple[Output, ...] = ()

    @property
    def heading(self) -> str:
        """The first heading of a text; empty where it has none."""
        found = _HEADING.search(self.source) if self.kind == "markdown" else None
        return found["words"] if found else ""

    @property
    def writing_lines(self) -> int:
        """How many empty lines a handout leaves for the answer; the tag ``lines-8`` asks for eight."""
        asked = (_LINES.fullmatch(tag) for tag in sorted(self.tags))
        return next((int(found[1]) for found in asked if found), _USUAL_LINES)


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson, executed as it is shipped.

    Attributes
    ----------
    name : str
        Of the file without its ending: ``"03_wege_sind_nicht_linear"``.
    language : str
        ``"de"`` or ``"en"``.
    """

    name: str
    language: str
    cells: tuple[Cell, ...]

    @property
    def title(self) -> str:
        """Its first heading, or its name where it has none."""
        return next(filter(None, (cell.heading for cell in self.cells)), self.name)

    @property
    def minutes(self) -> int | None:
        """How long it takes, as its first cell says; None where it says nothing."""
        found = _MINUTES.search(self.cells[0].source) if self.cells else None
        return int(found[1]) if found else None

    def tagged(self, *tags: str) -> tuple[Cell, ...]:
        """Return the cells that have one of these tags, in order."""
        return tuple(cell for cell in self.cells if cell.tags & set(tags))
