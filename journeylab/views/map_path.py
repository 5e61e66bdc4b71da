"""A journey on the map: its steps, what is counted, and lines that keep clear of marks and labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise
from math import ceil, dist, hypot, inf

from journeylab.domain.journey_map import JourneyMap
from journeylab.views.lettering import Box, text_width
from journeylab.views.svg import Point

Square = tuple[int, int]

_CELL = 8.0
# What a point of a line costs, next to the length of its detour; nothing is worth a line through a mark.
_THROUGH_MARK, _THROUGH_LABEL, _ALONG_LINE, _OUTSIDE = 1000.0, 8.0, 5.0, 60.0
_CLEAR, _RIM = 2.0, 3.0  # pixels that lines keep from the room of a mark, and from a label
_BENDS = (0.0, -0.1, 0.1, -0.2, 0.2, -0.32, 0.32, -0.46, 0.46, -0.62, 0.62)
# Where along its way a line bends.  Only if the middle costs more than this, it leans to one end, so as to leave
# or reach a mark on its free side.
_PLACES, _CHEAP = (0.5, 0.85, 0.15, 1.0, 0.0, 0.7, 0.3), 3 * _THROUGH_LABEL
_ARROW = 8.0


@dataclass(frozen=True, slots=True)
class Leg:
    """Steps from one contact to another, however often."""

    start: str
    end: str
    times: int
    back: bool


@dataclass(frozen=True, slots=True)
class Steps:
    """A journey in numbers.

    Attributes
    ----------
    visits : dict of str to tuple of int
        Numbers of the steps at each contact, counted from 1.
    legs : tuple of Leg
        Bundled: a way that is walked three times is one leg.
    back_jumps : int
        Steps to an earlier moment.
    channel_changes : int
    outside : int
        Contacts that the map does not have.
    """

    visits: Mapping[str, tuple[int, ...]]
    legs: tuple[Leg, ...]
    back_jumps: int
    channel_changes: int
    outside: int


@dataclass(frozen=True, slots=True)
class Line:
    """A leg as a quadratic curve from the edge of a mark to where the head of its arrow begins."""

    leg: Leg
    start: Point
    bend: Point
    end: Point

    def head(self, half: float) -> list[Point]:
        """Return the corners of the head of the arrow, the tip first; it is twice `half` wide."""
        (x, y), size = self.end, dist(self.bend, self.end) or 1.0
        dx, dy = (x - self.bend[0]) / size, (y - self.bend[1]) / size
        return [
            (x + dx * _ARROW, y + dy * _ARROW),
            (x - dy * half, y + dx * half),
            (x + dy * half, y - dx * half),
        ]


def steps(shop: JourneyMap, path: Sequence[str]) -> Steps:
    """Count what a journey does on the map.

    Parameters
    ----------
    shop : JourneyMap
    path : sequence of str
        Ids of contacts in order.  A step between contacts of which the map
        lacks one is no leg: nobody knows where it leads.
    """
    rank = shop.moment_rank()
    channel = {contact.id: contact.channel for contact in shop.contacts}
    visits: dict[str, tuple[int, ...]] = {}
    for number, name in enumerate(path, 1):
        if name in rank:
            visits[name] = (*visits.get(name, ()), number)
    pairs = [(a, b) for a, b in pairwise(path) if a in rank and b in rank]
    return Steps(
        visits=visits,
        legs=tuple(Leg(a, b, n, rank[b] < rank[a]) for (a, b), n in Counter(pairs).items() if a != b),
        back_jumps=sum(rank[b] < rank[a] for a, b in pairs),
        channel_changes=sum(channel[a] != channel[b] for a, b in pairs),
        outside=sum(name not in rank for name in path),
    )


def step_numbers(numbers: Sequence[int], room: float, size: float) -> str:
    """Write the numbers of steps as fully as the room allows: all, the first and the last, or how many.

    Parameters
    ----------
    numbers : sequence of int
        In rising order.
    room, size : float
        In pixels; the numbers are bold.

    Examples
    --------
    >>> step_numbers((2, 3, 4, 9), 100, 12)
    '2–4, 9'
    >>> step_numbers((1, 3, 5, 7, 9, 11), 70, 12)
    '1, 3 … 11'
    >>> step_numbers((1, 3, 5, 7, 9, 11), 30, 12)
    '6×'
    """
    runs = [[n for _place, n in run] for _gap, run in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0])]
    written = [str(run[0]) if len(run) == 1 else f"{run[0]}{', ' if len(run) == 2 else '–'}{run[-1]}" for run in runs]
    shorter = (f"{', '.join(written[:kept])} … {written[-1]}" for kept in range(len(written) - 2, 0, -1))
    for text in (", ".join(written), *shorter):
        if text_width(text, size, bold=True) <= room:
            return text
    return f"{len(numbers)}×"


def route(
    legs: Iterable[Leg], places: Mapping[str, Point], radius: float, labels: Iterable[Box], room: Box
) -> tuple[Line, ...]:
    """Lead a line from mark to mark around other marks, labels and earlier lines.

    Of a fixed choice of curves the cheapest is taken.  One that passes a mark
    costs more than any detour, yet where marks stand so close that every
    curve passes one, the line does too; labels are crossed where the way
    around them is long.

    Parameters
    ----------
    legs : iterable of Leg
    places : mapping of str to (x, y)
        Centres of the marks; a leg whose ends are not both shown is left out.
    radius : float
        Distance from the centre of a mark at which lines begin and end, and
        which other lines keep.
    labels : iterable of Box
        Texts, under which a line would not be seen.
    room : Box
        Lines stay inside.

    Returns
    -------
    tuple of Line
    """
    shown = [leg for leg in legs if leg.start in places and leg.end in places]
    pairs = tuple((leg.start, leg.end) for leg in shown)
    ways = _ways(pairs, tuple(places.items()), radius, tuple(labels), room)
    # Short ways have the fewest ways around an obstacle: they chose first, and lie lowest.
    return tuple(_cut(shown[i], *way, radius) for i, way in ways)


@lru_cache(maxsize=128)
def _ways(
    pairs: tuple[tuple[str, str], ...], marked: tuple[tuple[str, Point], ...], radius: float, labels: tuple[Box, ...],
    room: Box,
) -> list[tuple[int, tuple[Point, Point, Point]]]:  # fmt: skip
    """Return start, control point and end of a curve for each pair, with its place in `pairs`, the shortest first."""
    places = dict(marked)
    cost: Counter[Square] = Counter()
    for label in labels:
        cost.update(dict.fromkeys(_squares(label.grown(_RIM)), _THROUGH_LABEL))
    clear = radius + _CLEAR
    marks = {name: set(_squares(Box(*at, 0, 0).grown(radius))) for name, at in places.items()}
    near: dict[Square, list[Point]] = {}
    for at in places.values():
        for square in _squares(Box(*at, 0, 0).grown(clear)):
            near.setdefault(square, []).append(at)

    def price(a: Point, b: Point, own: set[Square], c: Point, limit: float) -> float:
        """Return what a curve costs, or as soon as it reaches the limit, some price beyond it."""
        paid = 0.12 * hypot(c[0] - (a[0] + b[0]) / 2, c[1] - (a[1] + b[1]) / 2)
        for point in _along(a, c, b):
            square = _square(point)
            if square not in own:
                paid += cost[square]
            if square in near:
                paid += _THROUGH_MARK * sum(at != a and at != b and dist(at, point) < clear for at in near[square])
            elif not (room.x <= point[0] <= room.right and room.y <= point[1] <= room.bottom):
                paid += _OUTSIDE
            if paid >= limit:
                break
        return paid

    ways = []
    ends = [(places[start], places[end]) for start, end in pairs]
    for i in sorted(range(len(pairs)), key=lambda i: dist(*ends[i])):
        a, b = ends[i]
        own = marks[pairs[i][0]] | marks[pairs[i][1]]
        # Between neighbours a straight arrow would be all head.
        shares = _BENDS[3:] if dist(a, b) < 2 * radius + 4 * _ARROW else _BENDS
        paid, bend = inf, a
        for place in _PLACES:
            if paid <= _CHEAP:
                break
            for share in shares:
                tried = _bend(a, b, share, place)
                if (asked := price(a, b, own, tried, paid)) < paid:
                    paid, bend = asked, tried
        ways.append((i, (a, bend, b)))
        cost.update(dict.fromkeys({_square(point) for point in _along(a, bend, b)} - own, _ALONG_LINE))
    return ways


def _bend(a: Point, b: Point, share: float, place: float) -> Point:
    """Return the control point of a curve that bends left (share < 0) or right, most at this `place` of its way."""
    # Short ways need a minimum of pixels to get around a mark at all.
    stretch = share * max(1.0, 150 / (dist(a, b) or 1.0))
    dx, dy = b[0] - a[0], b[1] - a[1]
    return a[0] + dx * place - dy * stretch, a[1] + dy * place + dx * stretch


def blossom(a: Point, c: Point, b: Point, s: float, t: float) -> Point:
    """Return the point of a quadratic curve at `t` (``s = t``), or the control point of its part from `s` to `t`."""
    first, middle, last = (1 - s) * (1 - t), s * (1 - t) + t * (1 - s), s * t
    return first * a[0] + middle * c[0] + last * b[0], first * a[1] + middle * c[1] + last * b[1]


def _along(a: Point, c: Point, b: Point) -> Iterator[Point]:
    """Yield points of a curve, dense enough for its squares."""
    count = max(6, ceil((dist(a, c) + dist(c, b)) / 11))
    # Powers of t, not `blossom`: most of the time that a map takes is spent here.
    x, y, x1, y1 = *a, 2 * (c[0] - a[0]), 2 * (c[1] - a[1])
    x2, y2 = a[0] - 2 * c[0] + b[0], a[1] - 2 * c[1] + b[1]
    for i in range(count + 1):
        t = i / count
        yield x + t * (x1 + t * x2), y + t * (y1 + t * y2)


def _square(point: Point) -> Square:
    return int(point[0] // _CELL), int(point[1] // _CELL)


def _squares(box: Box) -> list[Square]:
    return [
        (column, row)
        for column in range(int(box.x // _CELL), int(box.right // _CELL) + 1)
        for row in range(int(box.y // _CELL), int(box.bottom // _CELL) + 1)
    ]


def _cut(leg: Leg, a: Point, c: Point, b: Point, radius: float) -> Line:
    """Return the part of the curve between the edges of two marks, with room for the head of an arrow."""
    start, end = _leaves(a, c, b, radius), 1 - _leaves(b, c, a, radius + _ARROW)
    if start >= end:
        start, end = 1 / 3, 2 / 3
    return Line(leg, blossom(a, c, b, start, start), blossom(a, c, b, start, end), blossom(a, c, b, end, end))


def _leaves(a: Point, c: Point, b: Point, radius: float) -> float:
    """Return the `t` at which the curve from `a` is `radius` away from it, found by halving."""
    low, high = 0.0, 0.5
    for _step in range(12):
        middle = (low + high) / 2
        if dist(a, blossom(a, c, b, middle, middle)) < radius:
            low = middle
        else:
            high = middle
    return high
