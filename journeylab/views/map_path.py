"""A journey on the map: its steps, what is counted, and lines that keep clear of marks and labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, hypot

from journeylab.domain.journey_map import JourneyMap
from journeylab.views.lettering import Box, text_width

Point = tuple[float, float]

# What it costs a line to pass through a square of 8 x 8 pixels.
_CELL = 8.0
_THROUGH_MARK, _THROUGH_LABEL, _ALONG_LINE, _OUTSIDE = 40.0, 8.0, 5.0, 60.0
_BENDS = (0.0, -0.1, 0.1, -0.2, 0.2, -0.32, 0.32, -0.46, 0.46, -0.62, 0.62)
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
    total, outside : int
        All contacts, and those that the map does not have.
    """

    visits: Mapping[str, tuple[int, ...]]
    legs: tuple[Leg, ...]
    back_jumps: int
    channel_changes: int
    total: int
    outside: int


@dataclass(frozen=True, slots=True)
class Line:
    """A leg as a quadratic curve that ends at the edges of its marks; the arrow has its tip at `tip`."""

    leg: Leg
    start: Point
    bend: Point
    end: Point
    tip: Point


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
        total=len(path),
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
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
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

    Parameters
    ----------
    legs : iterable of Leg
    places : mapping of str to (x, y)
        Centres of the marks; a leg whose ends are not both shown is left out.
    radius : float
        Distance from the centre of a mark that lines keep.
    labels : iterable of Box
        Texts, under which a line would not be seen.
    room : Box
        Lines stay inside.

    Returns
    -------
    tuple of Line
    """
    shown = [leg for leg in legs if leg.start in places and leg.end in places]
    cost: Counter[tuple[int, int]] = Counter()
    for label in labels:
        cost.update(dict.fromkeys(_cells(label), _THROUGH_LABEL))
    marks = {name: set(_cells(Box(x - radius, y - radius, 2 * radius, 2 * radius))) for name, (x, y) in places.items()}
    for cells in marks.values():
        cost.update(dict.fromkeys(cells, _THROUGH_MARK))
    lines = []
    # Short ways have the fewest ways around an obstacle: they choose first.
    for leg in sorted(shown, key=lambda leg: _distance(places[leg.start], places[leg.end])):
        own = marks[leg.start] | marks[leg.end]
        a, b = places[leg.start], places[leg.end]
        # Between neighbours a straight arrow would be all head.
        close = _distance(a, b) < 2 * radius + 4 * _ARROW
        bends = (_bend(a, b, share) for share in (_BENDS[3:] if close else _BENDS))
        bend = min(bends, key=lambda c: _price(a, c, b, cost, own, room))
        lines.append(_cut(leg, a, bend, b, radius))
        cost.update(dict.fromkeys(set(_along(a, bend, b)) - own, _ALONG_LINE))
    return tuple(lines)


def _price(a: Point, c: Point, b: Point, cost: Counter[tuple[int, int]], own: set[tuple[int, int]], room: Box) -> float:
    detour = hypot(c[0] - (a[0] + b[0]) / 2, c[1] - (a[1] + b[1]) / 2)
    total = 0.12 * detour
    for cell in _along(a, c, b):
        if cell not in own:
            total += cost[cell]
        if not (room.x <= cell[0] * _CELL <= room.right and room.y <= cell[1] * _CELL <= room.bottom):
            total += _OUTSIDE
    return total


def _bend(a: Point, b: Point, share: float) -> Point:
    """Return the control point of a curve that bends to the left (share < 0) or right of its way."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    # Short ways need a minimum of pixels to get around a mark at all.
    stretch = share * max(1.0, 150 / (hypot(dx, dy) or 1.0))
    return (a[0] + b[0]) / 2 - dy * stretch, (a[1] + b[1]) / 2 + dx * stretch


def curve_point(a: Point, c: Point, b: Point, t: float) -> Point:
    """Return the point of a quadratic curve at `t` between 0 and 1."""
    u = 1 - t
    return (
        u * u * a[0] + 2 * u * t * c[0] + t * t * b[0],
        u * u * a[1] + 2 * u * t * c[1] + t * t * b[1],
    )


def _along(a: Point, c: Point, b: Point) -> list[tuple[int, int]]:
    """Return the squares that a curve passes, in order."""
    count = max(6, ceil((_distance(a, c) + _distance(c, b)) / 11))
    squares = []
    for i in range(count + 1):
        t = i / count
        first, middle, last = (1 - t) ** 2, 2 * t * (1 - t), t * t
        x = first * a[0] + middle * c[0] + last * b[0]
        y = first * a[1] + middle * c[1] + last * b[1]
        squares.append((int(x // _CELL), int(y // _CELL)))
    return squares


def _cells(box: Box) -> Iterable[tuple[int, int]]:
    return [
        (column, row)
        for column in range(int(box.x // _CELL), int(box.right // _CELL) + 1)
        for row in range(int(box.y // _CELL), int(box.bottom // _CELL) + 1)
    ]


def _distance(a: Point, b: Point) -> float:
    return hypot(a[0] - b[0], a[1] - b[1])


def _cut(leg: Leg, a: Point, c: Point, b: Point, radius: float) -> Line:
    """Return the part of the curve between the edges of two marks."""
    t0 = _leaves(a, c, b, radius)
    tip = 1 - _leaves(b, c, a, radius)
    t1 = 1 - _leaves(b, c, a, radius + _ARROW)
    if not t0 < t1 < tip:
        t0, t1 = tip / 3, tip * 2 / 3
    # The control point of the part follows from the blossom of the curve.
    bend = tuple(
        (1 - t0) * (1 - t1) * p + (t0 * (1 - t1) + t1 * (1 - t0)) * q + t0 * t1 * r
        for p, q, r in zip(a, c, b, strict=True)
    )
    return Line(leg, curve_point(a, c, b, t0), (bend[0], bend[1]), curve_point(a, c, b, t1), curve_point(a, c, b, tip))


def _leaves(a: Point, c: Point, b: Point, radius: float) -> float:
    """Return the `t` at which the curve from `a` is `radius` away from it, found by halving."""
    low, high = 0.0, 0.5
    for _step in range(12):
        middle = (low + high) / 2
        if _distance(a, curve_point(a, c, b, middle)) < radius:
            low = middle
        else:
            high = middle
    return high
