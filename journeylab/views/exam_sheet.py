"""What a sheet of an exam is made of, before it becomes HTML or PDF: both show the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from journeylab.domain.exercise.question import Question
from journeylab.domain.journey_map import JourneyMap

Shops = Callable[[str], JourneyMap]


@dataclass(frozen=True)
class Heading:
    """A heading of the second or third level."""

    text: str
    level: Literal[2, 3] = 2


@dataclass(frozen=True)
class Prose:
    """A text of an author, in Markdown."""

    source: str


@dataclass(frozen=True)
class Note:
    """A sentence of ours; small ones say how to fill something in, strong ones are results."""

    text: str
    kind: Literal["plain", "small", "strong"] = "plain"


@dataclass(frozen=True)
class Grid:
    """A table.

    Attributes
    ----------
    head : tuple of str
    rows : tuple of tuple of str
    widths : tuple of float
        Shares of the width, one a column.
    right : tuple of int
        Columns whose cells stand to the right, such as numbers.
    total : bool
        Whether the last row is a sum.
    name : str
        What the table is, for those who do not see it.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    name: str
    right: tuple[int, ...] = ()
    total: bool = False


@dataclass(frozen=True)
class Ticks:
    """Boxes to tick, some of them ticked already.

    Attributes
    ----------
    texts : tuple of str
    ticked : tuple of bool
        Empty where none is.
    columns : int
        Side by side.
    """

    texts: tuple[str, ...]
    ticked: tuple[bool, ...] = ()
    columns: int = 1


@dataclass(frozen=True)
class Lines:
    """Empty lines to write on.

    Attributes
    ----------
    count : int
    labels : tuple of str
        Stand before the first lines, ``"Betreff:"``.
    """

    count: int
    labels: tuple[str, ...] = ()


@dataclass(frozen=True)
class Fields:
    """Short lines side by side, each behind its name."""

    names: tuple[str, ...]


@dataclass(frozen=True)
class Drawing:
    """A picture as SVG text."""

    svg: str
    title: str


@dataclass(frozen=True)
class Situation:
    """The situation of a case with its documents."""

    question: Question


@dataclass(frozen=True)
class Box:
    """Something set apart under a title."""

    title: str
    parts: tuple[Node, ...]
    kind: Literal["verbs", "answer"] = "answer"


@dataclass(frozen=True)
class Pairs:
    """Terms with what is said of each."""

    entries: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Part:
    """Something that earns points, with the column for them at its right.

    Attributes
    ----------
    label : str
        ``"a)"``; empty where a task has no parts.
    points : str
        Full marks.
    parts : tuple
        What stands at the left of the column.
    """

    label: str
    points: str
    parts: tuple[Node, ...]


Node = Heading | Prose | Note | Grid | Ticks | Lines | Fields | Drawing | Situation | Box | Pairs | Part


@dataclass(frozen=True)
class Sheet:
    """A whole sheet.

    Attributes
    ----------
    kind : str
        ``paper`` or ``marking``.
    title : str
    language : str
    running : str
        Stands at the head of every page.
    parts : tuple
    """

    kind: Literal["paper", "marking"]
    title: str
    language: str
    running: str
    parts: tuple[Node, ...]
