"""Arcs beside a column of stages: which one runs in which lane, so that no two lie on each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from journeylab.views import svg
from journeylab.views.lettering import SMALL, Box, text_height, text_width
from journeylab.views.svg import Point

PORT, FIRST_PORT = 10.0, 7.0  # from one arc to the next at the edge of a bar, and from its corner to the first
_HEAD, _ROUND, _PILL = 8.0, 16.0, 6.0


@dataclass(frozen=True, slots=True)
class Jump:
    """Steps from one stage to another; lane 0 lies nearest to the bars."""

    start: int
    end: int
    count: int
    lane: int

    @property
    def upper(self) -> int:
        """The earlier of the two stages."""
        return min(self.start, self.end)

    @property
    def lower(self) -> int:
        """The later of the two stages."""
        return max(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Arc:
    """A jump as a line: out of a bar, along its lane, into another bar.

    Attributes
    ----------
    jump : Jump
    start, end : Point
        On the edges of the two bars.
    x : float
        Of the lane; left or right of both bars.
    pill : Box
        Room of the count, on the line and between two bars.
    """

    jump: Jump
    start: Point
    end: Point
    x: float
    pill: Box

    def drawn(self, colour: str, width: float, dash: str | None = None) -> tuple[str, ...]:
        """Return the line, the head of its arrow and the ground of the count."""
        (x1, y1), (x2, y2), x = self.start, self.end, self.x
        side, down = (1 if x > x1 else -1), (1 if y2 > y1 else -1)
        turn = min(_ROUND, abs(y2 - y1) / 2, abs(x - x1), abs(x - x2))
        d = (
            f"M{svg.points([(x1, y1), (x - side * turn, y1)])} Q{svg.points([(x, y1), (x, y1 + down * turn)])} "
            f"L{svg.points([(x, y2 - down * turn)])} Q{svg.points([(x, y2), (x - side * turn, y2)])} "
            f"L{svg.points([(x2 + side * _HEAD, y2)])}"
        )
        half = 3 + width / 2
        head = [(x2, y2), (x2 + side * _HEAD, y2 - half), (x2 + side * _HEAD, y2 + half)]
        return (
            svg.element("path", d=d, fill="none", stroke=colour, stroke_width=width, stroke_dasharray=dash),
            svg.element("polygon", points=svg.points(head), fill=colour),
            svg.rectangle(self.pill, rx=self.pill.height / 2, fill=svg.WHITE, stroke=colour, stroke_width=0.8),
        )


def in_lanes(counts: Mapping[tuple[int, int], int], most: int) -> tuple[Jump, ...]:
    """Give every jump a lane; short ones lie inside long ones.

    Parameters
    ----------
    counts : mapping of (from, to) to int
    most : int
        How many lanes there may be; until they suffice, the rarest jump is left out.
    """
    kept = sorted(counts, key=lambda jump: -counts[jump])
    while True:
        placed: list[Jump] = []
        for start, end in sorted(kept, key=lambda jump: (abs(jump[0] - jump[1]), min(jump))):
            low, high = min(start, end), max(start, end)
            busy = {jump.lane for jump in placed if jump.upper < high and low < jump.lower}
            lane = next(lane for lane in range(len(kept)) if lane not in busy)
            placed.append(Jump(start, end, counts[start, end], lane))
        if lanes(placed) <= most:
            return tuple(placed)
        kept.pop()


def lanes(jumps: list[Jump] | tuple[Jump, ...]) -> int:
    """Return how many lanes these jumps take."""
    return max((jump.lane + 1 for jump in jumps), default=0)


def pill_width(text: str) -> float:
    """Return the width of the ground under a count."""
    return text_width(text, SMALL) + 2 * _PILL


def arcs(jumps: tuple[Jump, ...], bars: list[Box], xs: list[float], widths: Mapping[int, float]) -> list[Arc]:
    """Place the arcs.

    Parameters
    ----------
    jumps : tuple of Jump
    bars : list of Box
        Of the stages, from top to bottom.
    xs : list of float
        Of the lanes.
    widths : mapping of int to float
        Of the ground under a count, by count.

    Notes
    -----
    At the lower edge of a bar the innermost lane comes in lowest, at the
    upper edge highest: arcs that lie inside each other do not cross.
    """
    placed = []
    for jump in jumps:
        above, below = bars[jump.upper], bars[jump.lower]
        inner_above = sum(other.upper == jump.upper and other.lane < jump.lane for other in jumps)
        inner_below = sum(other.lower == jump.lower and other.lane < jump.lane for other in jumps)
        x = xs[jump.lane]
        edges = [bar.right if x > bar.right else bar.x for bar in (above, below)]
        ends = [
            (edges[0], above.bottom - FIRST_PORT - PORT * inner_above),
            (edges[1], below.y + FIRST_PORT + PORT * inner_below),
        ]
        if jump.start > jump.end:
            ends.reverse()
        gap = jump.upper + (jump.lower - jump.upper - 1) // 2
        middle = (bars[gap].bottom + bars[gap + 1].y) / 2
        size = text_height(1, SMALL) + 2
        pill = Box(x - widths[jump.count] / 2, middle - size / 2, widths[jump.count], size)
        placed.append(Arc(jump, ends[0], ends[1], x, pill))
    return placed
