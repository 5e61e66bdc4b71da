"""Small charts for a page: bars in parts, and dots by model.

Places across are per cent and letters are pixels, so that the charts fill the
width of a phone, a screen and a sheet with letters of the same size.  Colours
come from the classes of ``report.css``, so that they follow light and dark.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from journeylab.i18n import percent
from journeylab.views import svg
from journeylab.views.marks import LANE, LANES, MARKS

_LABEL, _BAR, _ROW = 16.0, 16.0, 50.0
_DOT_ROW = _LABEL + LANES * LANE + 20
LONGEST_LABEL = 34


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: a name, what to say about it, and its parts from left to right.

    Attributes
    ----------
    label, note : str
        Stand above the bar, left and right.
    parts : sequence of (str, float)
        Class of the style sheet and share of the whole width, 0 to 1.
    outline : float
        Width of a frame around the bar, 0 for none.
    """

    label: str
    note: str
    parts: Sequence[tuple[str, float]]
    outline: float = 0.0


def bar_chart(bars: Sequence[Bar], title: str, description: str) -> str:
    """Return bars below each other as one SVG element."""
    return _chart(len(bars) * _ROW, title, description, _bars(bars))


def _bars(bars: Sequence[Bar]) -> Iterator[str]:
    for i, bar in enumerate(bars):
        y = i * _ROW + _LABEL
        yield svg.element("text", svg.words(shortened(bar.label)), x=0, y=y - 3, class_="label")
        yield svg.element("text", svg.words(bar.note), x="100%", y=y - 3, text_anchor="end", class_="note")
        yield svg.element("rect", x=0, y=y + 3, width="100%", height=_BAR, class_="track")
        x = 0.0
        for name, share in bar.parts:
            yield svg.element("rect", x=_place(x), y=y + 3, width=_place(share), height=_BAR, class_=name)
            x += share
        if bar.outline:
            yield svg.element("rect", x=0, y=y + 3, width=_place(bar.outline), height=_BAR, class_="frame")


def mark(model: str) -> str:
    """Return the mark of a model as a small picture for the legend; the word stands beside it."""
    drawn = svg.element("path", d=MARKS[model][0], class_=f"mark {model}")
    return svg.element("svg", drawn, width=20, height=20, viewBox="-10 -10 20 20", aria_hidden="true")


def dot_chart(rows: Mapping[str, Mapping[str, float]], title: str, description: str) -> str:
    """Return one line a row, with a mark for each model that has one.

    Parameters
    ----------
    rows : mapping of str to mapping of str to float
        Label -> model -> share, 0 to 1.
    """
    top = max((share for row in rows.values() for share in row.values()), default=0.0)
    step = _tick(top)
    ticks = [step * i for i in range(ceil(top / step - 1e-9) + 1)]
    # Room at both ends, so that a mark at 0 or at the last tick is not cut.
    scale = 0.94 / ticks[-1]
    height = _LABEL + 6 + len(rows) * _DOT_ROW
    return _chart(height, title, description, _dots(rows, ticks, scale, height))


def _dots(
    rows: Mapping[str, Mapping[str, float]], ticks: Sequence[float], scale: float, height: float
) -> Iterator[str]:
    for tick in ticks:
        x = _place(0.02 + tick * scale)
        yield svg.element("line", x1=x, x2=x, y1=_LABEL + 2, y2=height, class_="grid")
        written = percent(tick, 0 if round(100 * tick, 6) % 1 == 0 else 1)
        anchor = "middle" if tick else "start"
        yield svg.element(
            "text", svg.words(written), x=x if tick else 0, y=_LABEL - 4, text_anchor=anchor, class_="note"
        )
    for i, (label, shares) in enumerate(rows.items()):
        y = _LABEL + 6 + i * _DOT_ROW
        yield svg.element("text", svg.words(shortened(label)), x=0, y=y + _LABEL, class_="label halo")
        middle = y + _LABEL + 14 + LANE
        low, high = min(shares.values()), max(shares.values())
        yield svg.element(
            "rect",
            x=_place(0.02 + low * scale),
            y=middle - 1.5 * LANE,
            width=_place((high - low) * scale),
            height=3 * LANE,
            class_="span",
        )
        for model, share in shares.items():
            path, lane = MARKS[model]
            drawn = svg.element("path", d=path, class_=f"mark {model}")
            at = middle + (lane - 1) * LANE
            yield svg.element("svg", drawn, x=_place(0.02 + share * scale), y=at, width=1, height=1, overflow="visible")


def cell_bar(share: float) -> str:
    """Return a thin bar that repeats the number of a table's cell for the eye."""
    drawn = svg.element("rect", width=_place(min(max(share, 0.0), 1.0)), height=4, class_="main")
    return svg.element("svg", drawn, width="100%", height=4, aria_hidden="true", class_="cell")


def shortened(label: str, longest: int = LONGEST_LABEL) -> str:
    """Return a label that fits above a bar, or into so many characters."""
    return label if len(label) <= longest else label[: longest - 1].rstrip() + "…"


def _tick(top: float) -> float:
    """Return the distance of ticks: 1, 2 or 5 times a power of ten, at most five of them."""
    if top <= 0:
        return 1.0
    unit: float = 10.0 ** floor(log10(top))
    return next(unit * f for f in (0.2, 0.5, 1.0, 2.0) if top / (unit * f) <= 5 + 1e-9)


def _place(share: float) -> str:
    return f"{svg.short(round(100 * share, 2))}%"


def _chart(height: float, title: str, description: str, body: Iterator[str]) -> str:
    return svg.element(
        "svg",
        svg.element("title", svg.words(title)),
        svg.element("desc", svg.words(description)),
        *body,
        xmlns="http://www.w3.org/2000/svg",
        width="100%",
        height=height,
        role="img",
        aria_label=f"{title}. {description}",
        class_="chart",
    )
