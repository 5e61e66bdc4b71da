"""How wide each moment of the map is: as equal as its words allow."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from journeylab.domain.journey_map import Contact, Moment
from journeylab.views.lettering import splits_badly, wrap

MOST_IN_A_CELL = 3

WIDTH, MARGIN, GUTTER = 1240.0, 16.0, 168.0
TEXT, SMALL, TITLE = 13.0, 12.5, 21.0
RADIUS = 18.0  # every mark lies within this distance of its centre
INSET = 6.0  # from the left edge of a column to everything that stands in it
GAP = 4.0  # between a mark and its label, and between a label and the next cell
BESIDE = INSET + 2 * RADIUS + 2 * GAP  # what a label cannot have of its column
LABEL_LINES = 3
_NARROWEST, _WIDEST = 92.0, 182.0


@dataclass(frozen=True, slots=True)
class Column:
    """A moment and its room; marks stand on the axis, over which the curve has its points."""

    moment: Moment
    x: float
    width: float

    @property
    def axis(self) -> float:
        """X of the marks."""
        return self.x + INSET + RADIUS

    @property
    def left(self) -> float:
        """X of texts."""
        return self.x + INSET

    @property
    def right(self) -> float:
        """X of the right edge."""
        return self.x + self.width


Cells = Mapping[tuple[str, str], list[Contact]]


def in_cells(contacts: Iterable[Contact], visited: Container[str] = ()) -> Cells:
    """Return the contacts by channel and moment, in a crowded cell those first that a journey visits."""
    cells: dict[tuple[str, str], list[Contact]] = {}
    for contact in contacts:
        cells.setdefault((contact.channel, contact.moment), []).append(contact)
    return {
        place: sorted(group, key=lambda c: c.id not in visited) if len(group) > MOST_IN_A_CELL else group
        for place, group in cells.items()
    }


def columns(moments: Sequence[Moment], cells: Cells) -> tuple[Column, ...]:
    """Share the width equally, but give a column what its words need."""
    needs = [_need(i, moments, cells) for i in range(len(moments))]
    widths = _shared(needs, WIDTH - GUTTER - MARGIN)
    x = GUTTER
    placed = []
    for moment, width in zip(moments, widths, strict=True):
        placed.append(Column(moment, x, width))
        x += width
    return tuple(placed)


def _need(i: int, moments: Sequence[Moment], cells: Cells) -> float:
    width = _NARROWEST
    while width < _WIDEST and splits_badly(str(moments[i].label), width - 2 * INSET, TEXT, bold=True):
        width += 4
    right = moments[i + 1].id if i + 1 < len(moments) else None
    for (channel, moment), group in cells.items():
        if moment != moments[i].id or (right is not None and (channel, right) not in cells):
            continue  # an empty neighbour lends its room
        for contact in group[:MOST_IN_A_CELL]:
            while width < _WIDEST and not _fits(str(contact.label), width - BESIDE):
                width += 4
    return width


def _fits(text: str, width: float) -> bool:
    return len(wrap(text, width, TEXT)) <= LABEL_LINES and not splits_badly(text, width, TEXT)


def _shared(needs: Sequence[float], total: float) -> list[float]:
    """Return widths that add up to `total`, or more where the needs do, as equal as the needs allow."""
    rest, free = total, list(needs)
    while free and max(free) > rest / len(free):
        rest -= max(free)
        free.remove(max(free))
    level = rest / len(free) if free else 0.0
    return [max(need, level) for need in needs]
