"""SVG as text: every word from people is escaped, every number is short."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

from journeylab.views.lettering import SMALL, Box, Label, clean, wrap

# Verdana is as wide as DejaVu Sans, for which everything is measured.
FONTS = "DejaVu Sans, Verdana, sans-serif"

INK, GREY, PALE = "#222222", "#555555", "#C9C9C9"
WHITE, LIGHT, SHADE = "#FFFFFF", "#F5F5F5", "#E9E9E9"
# The blue of the emotion scale, and its two dark ends, in which text can be read on white.
STRONG_BLUE, BLUE, BROWN = "#2166AC", "#1A559B", "#8A4406"
BACK, FORWARD = "#882255", "#6E6E6E"  # steps to an earlier moment, and all others
WIDTH, MARGIN = 1240.0, 16.0
ROOM = WIDTH - 2 * MARGIN

Value = str | float | None
Point = tuple[float, float]


class Sheet:
    """A picture in the making.

    Attributes
    ----------
    markup : list of str
        What is drawn, the lowest first.
    taken : list of (str, Box)
        What stands in each room; no room may overlap another.
    """

    def __init__(self) -> None:
        self.markup: list[str] = []
        self.taken: list[tuple[str, Box]] = []

    def draw(self, *markup: str) -> None:
        """Add elements that may lie under others."""
        self.markup += markup

    def take(self, name: str, box: Box) -> None:
        """Note that a room is in use."""
        self.taken.append((name, box))

    def put(self, label: Label) -> Box:
        """Write a label and return its room."""
        box = label.box
        if label.lines:
            self.draw(text(label))
            self.take(" ".join(label.lines), box)
        return box

    def write(
        self, words: str, x: float, y: float, room: float, *, size: float = SMALL, bold: bool = False, lines: int = 3,
        **look: Any,
    ) -> Box:  # fmt: skip
        """Break a text to its room, write it and return the box that it takes; `look` goes to `Label`."""
        return self.put(Label(wrap(words, room, size, bold=bold, lines=lines), x, y, size, bold, **look))


def element(tag: str, *children: str, **attributes: Value) -> str:
    """Return one SVG element.

    Parameters
    ----------
    tag : str
    *children : str
        Markup that goes inside; text of people passes through `words` first.
    **attributes : str or number
        ``stroke_width=2`` becomes ``stroke-width="2"``, ``class_="a"`` becomes
        ``class="a"``; `None` is left out.
    """
    written = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escape(clean(value)) if isinstance(value, str) else short(value)}"'
        for name, value in attributes.items()
        if value is not None
    )
    inner = "".join(children)
    return f"<{tag}{written}>{inner}</{tag}>" if inner else f"<{tag}{written}/>"


def words(text: str) -> str:
    """Return a text as markup that shows it and does nothing else."""
    return escape(clean(text), quote=False)


def short(value: float) -> str:
    """Write a number for SVG, with at most two decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def rectangle(box: Box, **attributes: Value) -> str:
    """Return a rectangle."""
    return element("rect", x=box.x, y=box.y, width=box.width, height=box.height, **attributes)


def line(x1: float, y1: float, x2: float, y2: float, **attributes: Value) -> str:
    """Return a straight line."""
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, **attributes)


def polyline(corners: Iterable[Point], **attributes: Value) -> str:
    """Return a line through these points."""
    return element("polyline", points=points(corners), fill="none", **attributes)


def points(corners: Iterable[Point]) -> str:
    """Write the corners of a polygon or a polyline."""
    return " ".join(f"{short(x)},{short(y)}" for x, y in corners)


def text(label: Label) -> str:
    """Return the lines of a label."""
    attributes: dict[str, Value] = {
        "font_size": label.size,
        "font_weight": "700" if label.bold else None,
        "text_anchor": None if label.anchor == "start" else label.anchor,
        "fill": label.colour,
    }
    if label.halo:
        attributes |= {"stroke": label.halo, "stroke_width": 4, "stroke_linejoin": "round", "paint_order": "stroke"}
    return "".join(element("text", words(line), x=label.x, y=y, **attributes) for y, line in label.baselines())


def document(width: float, height: float, title: str, description: str, body: Sequence[str]) -> str:
    """Return a whole picture.

    Its ground is white, because black letters vanish in a dark theme; it has
    no ids, because several pictures may stand on one page.
    """
    return element(
        "svg",
        element("title", words(title)),
        element("desc", words(description)),
        rectangle(Box(0, 0, width, height), fill=WHITE),
        *body,
        xmlns="http://www.w3.org/2000/svg",
        width=width,
        height=height,
        viewBox=f"0 0 {short(width)} {short(height)}",
        role="img",
        aria_label=f"{title}. {description}",
        font_family=FONTS,
    )
