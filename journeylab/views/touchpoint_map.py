"""Where everything on the touchpoint map stands: moments across, channels down (source 004)."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from journeylab.domain.journey_map import Channel, Contact, JourneyMap, Moment
from journeylab.domain.vocabulary import Form, Medium, Phase
from journeylab.i18n import _, number
from journeylab.views.lettering import SMALL, TEXT, Box, Label, splits_badly, text_height, text_width, wrap
from journeylab.views.map_path import Line, route
from journeylab.views.map_selection import Selection, select
from journeylab.views.map_traffic import Traffic, traffic_of
from journeylab.views.svg import GREY, MARGIN, WIDTH, Point

MOST_IN_A_CELL = 3

GUTTER = 168.0
RADIUS = 18.0  # every mark lies within this distance of its centre
INSET = 6.0  # from the left edge of a column to everything that stands in it
GAP = 4.0  # between a mark and its label, and between a label and the next cell
BESIDE = INSET + 2 * RADIUS + 2 * GAP  # what a label cannot have of its column
LINES = 3
_NARROWEST, _WIDEST = 92.0, 182.0
_BADGE = text_height(1, SMALL) + 5  # height of a pill, and the air under it
_LABEL = 128.0  # width that a label may take from empty neighbours
_PILL = 6.0  # from the edge of a pill to its numbers
_ROW_PADDING, _EMPTY_ROW, _GROUP_GAP, _BETWEEN = 5.0, 28.0, 24.0, 4.0


@dataclass(frozen=True, slots=True)
class Column:
    """A moment and its room."""

    moment: Moment
    x: float
    width: float

    @property
    def axis(self) -> float:
        """X of the marks, over which the curve has its points."""
        return self.x + INSET + RADIUS

    @property
    def left(self) -> float:
        """X of texts."""
        return self.x + INSET

    @property
    def room(self) -> float:
        """Width of texts."""
        return self.width - 2 * INSET

    @property
    def right(self) -> float:
        """X of the right edge."""
        return self.x + self.width


@dataclass(frozen=True, slots=True)
class Mark:
    """A contact: a shape with a number, a label, and what the traffic says of it in a pill."""

    contact: Contact
    x: float
    y: float
    label: Label
    badge: Label | None
    least: float = 0.0

    @property
    def pill(self) -> Box | None:
        """The room of what the traffic says."""
        if self.badge is None:
            return None
        text = self.badge.box
        more = max(self.least - text.width, 0) / 2
        return Box(text.x - _PILL - more, text.y - 0.5, text.width + 2 * (_PILL + more), text.height + 1)

    @property
    def box(self) -> Box:
        """The room of the shape."""
        reach = {Form.INTERACTION: 15.0, Form.FEATURE: 14.0, Form.COMMUNICATION: RADIUS}[self.contact.form]
        return Box(self.x, self.y, 0, 0).grown(reach)


@dataclass(frozen=True, slots=True)
class Grid:
    """The field of marks.

    Attributes
    ----------
    field : Box
        From the first to the last row.
    phases : tuple of (Phase, Box)
        Grey bands behind the moments of a phase, from its name to the last row.
    gaps : tuple of Box
        White stripes over the bands, above each group of channels.
    rules : tuple of float
        Y of the lower edge of each row.
    labels : tuple of Label
        Phases, moments, groups of channels, channels and "+2 more".
    """

    columns: tuple[Column, ...]
    marks: tuple[Mark, ...]
    lines: tuple[Line, ...]
    field: Box
    phases: tuple[tuple[Phase, Box], ...]
    gaps: tuple[Box, ...]
    rules: tuple[float, ...]
    labels: tuple[Label, ...]

    def centres(self) -> dict[str, Point]:
        """Return where the marks stand, by id of the contact; one that is not shown is left out."""
        return {mark.contact.id: (mark.x, mark.y) for mark in self.marks}


def layout(
    shop: JourneyMap, path: Sequence[str] = (), *, chosen: Selection | None = None, top: float = 0.0,
    traffic: Traffic | None = None,
) -> Grid:  # fmt: skip
    """Place moments, channels, marks, labels and the path, or other traffic.

    Every contact gets a room of its own, measured before it is given, so that
    no label can lie on a mark or on another label.

    Parameters
    ----------
    shop : JourneyMap
    path : sequence of str
        Ids of the contacts of a journey, in order.
    chosen : Selection, optional
        What is shown; by default as much as one picture can show.
    top : float
        Y at which the grid begins, in pixels.
    traffic : Traffic, optional
        What is drawn instead of a path.
    """
    chosen = chosen or select(shop)
    traffic = traffic or traffic_of(shop, path)
    cells = _in_cells(chosen.contacts, traffic.notes)
    columns = _columns(chosen.moments, cells, traffic)
    right = columns[-1].right
    runs = [(phase, list(run)) for phase, run in groupby(columns, lambda column: column.moment.phase)]
    labels = []
    for phase, run in runs:
        lines = wrap(phase.label.upper(), run[-1].right - run[0].left - 4, SMALL, bold=True, lines=2)
        labels.append(Label(lines, run[0].left, top + 5, bold=True))
    under = max(label.box.bottom for label in labels) + 5
    for column in columns:
        lines = wrap(str(column.moment.label), column.room, TEXT, bold=True, lines=LINES)
        labels.append(Label(lines, column.left, under + 6, TEXT, bold=True))
    y = max(label.box.bottom for label in labels) + 2
    marks: list[Mark] = []
    gaps: list[Box] = []
    rules: list[float] = []
    for name, digital in ((_("people & analog"), False), (_("digital"), True)):
        channels = [channel for channel in shop.channels if (channel.medium is Medium.DIGITAL) is digital]
        if channels:
            labels.append(Label((name,), GUTTER - 10, y + 5, bold=True, anchor="end", colour=GREY))
            start = y if gaps else under
            y += _GROUP_GAP
            gaps.append(Box(GUTTER, start, right - GUTTER, y - start))
        for channel in channels:
            placed, texts, y = _row(channel, columns, cells, traffic, y)
            marks += placed
            labels += texts
            rules.append(y)
    field = Box(GUTTER, gaps[0].bottom, right - GUTTER, y - gaps[0].bottom)
    rooms = [box for mark in marks for box in (mark.label.box, mark.pill) if box is not None]
    return Grid(
        columns=columns,
        marks=tuple(marks),
        lines=route(traffic.legs, {m.contact.id: (m.x, m.y) for m in marks}, RADIUS + 2, rooms, field.grown(-4)),
        field=field,
        phases=tuple((phase, Box(run[0].x + 1, top, run[-1].right - run[0].x - 2, y - top)) for phase, run in runs),
        gaps=tuple(gaps),
        rules=tuple(rules),
        labels=tuple(labels),
    )


Cells = Mapping[tuple[str, str], list[Contact]]
# A contact (or nothing, for those that are left out) with the lines of its label and the height that it needs.
Slot = tuple[Contact | None, tuple[str, ...], float]


def _row(
    channel: Channel, columns: Sequence[Column], cells: Cells, traffic: Traffic, y: float
) -> tuple[list[Mark], list[Label], float]:
    """Place a channel and its contacts, those of one moment below each other; return the y under it as well."""
    occupied = [column for column in columns if (channel.id, column.moment.id) in cells]
    # A label reaches as far as the next contact of the row.
    ends = [*(column.x for column in occupied[1:]), columns[-1].right]
    stacks = []
    for column, end in zip(occupied, ends, strict=False):
        room = min(end - column.x - BESIDE, max(_LABEL, column.width - BESIDE), 2 * _LABEL)
        slots = _slots(cells[channel.id, column.moment.id], room, traffic)
        stacks.append((column, room, slots, sum(high + _BETWEEN for *_what, high in slots) - _BETWEEN))
    lines = wrap(str(channel.label), GUTTER - MARGIN - 10, TEXT, lines=2)
    height = max(
        [_EMPTY_ROW, text_height(len(lines), TEXT) + 8, *(needed + 2 * _ROW_PADDING for *_what, needed in stacks)]
    )
    marks, labels = [], [Label(lines, GUTTER - 10, y + height / 2, TEXT, anchor="end", middle=True)]
    for column, room, slots, needed in stacks:
        at = y + (height - needed) / 2
        for contact, lines, high in slots:
            if contact is None:
                labels.append(Label(lines, column.left, at, colour=GREY))
            else:
                marks.append(_mark(contact, column, at + high / 2, lines, room, traffic))
            at += high + _BETWEEN
    return marks, labels, y + height


def _slots(group: Sequence[Contact], room: float, traffic: Traffic) -> list[Slot]:
    slots: list[Slot] = []
    for contact in group[:MOST_IN_A_CELL]:
        lines = wrap(str(contact.label), room, TEXT, lines=LINES)
        badge = _BADGE if contact.id in traffic.notes else 0.0
        slots.append((contact, lines, max(2 * RADIUS, text_height(len(lines), TEXT) + badge)))
    if hidden := len(group) - len(slots):
        slots.append((None, (_("+{count} more").format(count=number(hidden)),), text_height(1, SMALL)))
    return slots


def _mark(
    contact: Contact,
    column: Column,
    middle: float,
    lines: tuple[str, ...],
    room: float,
    traffic: Traffic,
) -> Mark:
    x, y = column.axis + RADIUS + GAP, middle - text_height(len(lines), TEXT) / 2
    badge = None
    if text := traffic.note(contact.id, room - 2 * _PILL):
        more = max(traffic.least - text_width(text, SMALL, bold=True), 0) / 2
        badge = Label((text,), x + _PILL + more, y - _BADGE / 2, bold=True)
        y += _BADGE / 2
    return Mark(contact, column.axis, middle, Label(lines, x, y, TEXT), badge, traffic.least)


def _in_cells(contacts: Iterable[Contact], visited: Container[str] = ()) -> Cells:
    """Return the contacts by channel and moment; where not all can be shown, those of a journey come first."""
    cells: dict[tuple[str, str], list[Contact]] = {}
    for contact in contacts:
        cells.setdefault((contact.channel, contact.moment), []).append(contact)
    for group in cells.values():
        if len(group) > MOST_IN_A_CELL:
            group.sort(key=lambda contact: contact.id not in visited)
    return cells


def _columns(moments: Sequence[Moment], cells: Cells, traffic: Traffic) -> tuple[Column, ...]:
    """Share the width equally, but give a column what its words need."""
    followers = [*moments[1:], None]
    needs = [_need(moment, following, cells, traffic) for moment, following in zip(moments, followers, strict=True)]
    x, placed = GUTTER, []
    for moment, width in zip(moments, _shared(needs, WIDTH - GUTTER - MARGIN), strict=True):
        placed.append(Column(moment, x, width))
        x += width
    return tuple(placed)


def _need(moment: Moment, following: Moment | None, cells: Cells, traffic: Traffic) -> float:
    contacts = [
        contact
        for (channel, place), group in cells.items()
        # An empty neighbour lends its room.
        if place == moment.id and (following is None or (channel, following.id) in cells)
        for contact in group[:MOST_IN_A_CELL]
    ]
    labels = [str(contact.label) for contact in contacts]
    notes = [text_width(traffic.note(c.id, 0), SMALL, bold=True) for c in contacts if c.id in traffic.notes]
    width = max([_NARROWEST, *(BESIDE + 2 * _PILL + max(note, traffic.least) for note in notes)])
    while width < _WIDEST and not (
        _fits(str(moment.label), width - 2 * INSET, True) and all(_fits(text, width - BESIDE) for text in labels)
    ):
        width += 4
    return width


def _fits(text: str, width: float, bold: bool = False) -> bool:
    return not splits_badly(text, width, TEXT, bold) and len(wrap(text, width, TEXT, bold=bold)) <= LINES


def _shared(needs: Sequence[float], total: float) -> list[float]:
    """Return widths that add up to `total`, or more where the needs do, as equal as the needs allow."""
    rest, free = total, sorted(needs)
    while free and free[-1] > rest / len(free):
        rest -= free.pop()
    level = rest / len(free) if free else 0.0
    return [max(need, level) for need in needs]
