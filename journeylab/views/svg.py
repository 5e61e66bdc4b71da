"""SVG as text: every word from people is escaped, every number is short."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from journeylab.views.lettering import Box, Label, clean

# Verdana is as wide as DejaVu Sans, for which everything is measured.
FONTS = "DejaVu Sans, Verdana, sans-serif"

INK, GREY, PALE = "#222222", "#555555", "#C9C9C9"
WHITE, LIGHT, SHADE = "#FFFFFF", "#F5F5F5", "#E9E9E9"

Number = float | int


def element(tag: str, *children: str, **attributes: str | Number | None) -> str:
    """Return one SVG element.

    Parameters
    ----------
    tag : str
    *children : str
        Markup that goes inside; text of people passes through `words` first.
    **attributes : str or number
        ``stroke_width=2`` becomes ``stroke-width="2"``; `None` is left out.
    """
    written = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{_value(value)}"'
        for name, value in attributes.items()
        if value is not None
    )
    inner = "".join(children)
    return f"<{tag}{written}>{inner}</{tag}>" if inner else f"<{tag}{written}/>"


def words(text: str) -> str:
    """Return a text as markup that shows it and does nothing else."""
    return escape(clean(text), quote=False)


def short(value: Number) -> str:
    """Write a number for SVG, with at most two decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if value % 1 else str(int(value))


def _value(value: str | Number) -> str:
    return escape(clean(value)) if isinstance(value, str) else short(value)


def rectangle(box: Box, **attributes: str | Number | None) -> str:
    """Return a rectangle."""
    return element("rect", x=box.x, y=box.y, width=box.width, height=box.height, **attributes)


def line(x1: Number, y1: Number, x2: Number, y2: Number, **attributes: str | Number | None) -> str:
    """Return a straight line."""
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, **attributes)


def points(corners: Iterable[tuple[float, float]]) -> str:
    """Write corners for a polygon, a polyline or, after an M, a path."""
    return " ".join(f"{short(x)},{short(y)}" for x, y in corners)


def text(label: Label) -> str:
    """Return the lines of a label."""
    attributes: dict[str, str | Number | None] = {
        "font_size": label.size,
        "font_weight": "700" if label.bold else None,
        "text_anchor": None if label.anchor == "start" else label.anchor,
        "fill": label.colour,
        "stroke": label.halo,
        "stroke_width": 4 if label.halo else None,
        "stroke_linejoin": "round" if label.halo else None,
        "paint_order": "stroke" if label.halo else None,
    }
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
