"""Where everything on the touchpoint map stands: moments across, channels down (source 004)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from journeylab.domain.journey_map import Channel, Contact, JourneyMap
from journeylab.domain.vocabulary import Form, Medium, Phase
from journeylab.i18n import _, number
from journeylab.views import map_columns
from journeylab.views.lettering import Box, Label, text_height, wrap
from journeylab.views.map_columns import (
    BESIDE,
    GAP,
    GUTTER,
    INSET,
    LABEL_LINES,
    MARGIN,
    MOST_IN_A_CELL,
    RADIUS,
    SMALL,
    TEXT,
    Cells,
    Column,
    in_cells,
)
from journeylab.views.map_path import Line, Steps, route, step_numbers, steps
from journeylab.views.map_selection import Selection, select

_BADGE = text_height(1, SMALL) + 5  # height of a pill, and the air under it
_LABEL = 128.0  # width that a label may take from empty neighbours
_PILL = 6.0  # from the edge of a pill to its numbers
_ROW_PADDING, _EMPTY_ROW, _GROUP_GAP, _BETWEEN = 5.0, 28.0, 24.0, 4.0


@dataclass(frozen=True, slots=True)
class Row:
    """A channel and its room."""

    channel: Channel
    y: float
    height: float
    label: Label


@dataclass(frozen=True, slots=True)
class Mark:
    """A contact: a shape with a number, a label, and the steps of the journey that lead here."""

    contact: Contact
    x: float
    y: float
    label: Label
    badge: Label | None

    @property
    def pill(self) -> Box | None:
        """The room of the numbers of the steps."""
        if self.badge is None:
            return None
        text = self.badge.box
        return Box(text.x - _PILL, text.y - 0.5, text.width + 2 * _PILL, text.height + 1)

    @property
    def box(self) -> Box:
        """The room of the shape."""
        reach = {Form.INTERACTION: 15.0, Form.FEATURE: 14.0, Form.COMMUNICATION: RADIUS}[self.contact.form]
        return Box(self.x - reach, self.y - reach, 2 * reach, 2 * reach)


@dataclass(frozen=True, slots=True)
class Grid:
    """The field of marks.

    Attributes
    ----------
    field : Box
        From the first to the last row.
    phases : tuple of (Phase, Box)
        Grey bands, one for each run of moments in the same phase and group of channels.
    headings : tuple of Label
        Phases, moments, groups of channels and "+2 more".
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    marks: tuple[Mark, ...]
    lines: tuple[Line, ...]
    field: Box
    phases: tuple[tuple[Phase, Box], ...]
    headings: tuple[Label, ...]
    width: float


def width(chosen: Selection) -> float:
    """Return the width of the picture: the usual one, or what the words of the columns need."""
    return map_columns.columns(chosen.moments, in_cells(chosen.contacts))[-1].right + MARGIN


def layout(shop: JourneyMap, path: Sequence[str] = (), *, chosen: Selection | None = None, top: float = 0.0) -> Grid:
    """Place moments, channels, marks, labels and the path.

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
    """
    chosen = chosen or select(shop)
    walked = steps(shop, path)
    cells = in_cells(chosen.contacts, walked.visits)
    columns = map_columns.columns(chosen.moments, cells)
    phase_labels, moment_labels, top = _headings(columns, top)
    rows: list[Row] = []
    marks: list[Mark] = []
    more: list[Label] = []
    groups: list[tuple[Label, float, float]] = []
    y = top
    for digital, channels in _grouped(shop.channels):
        name = _("digital") if digital else _("people & analog")
        heading = Label((name,), GUTTER - 10, y + 5, SMALL, bold=True, anchor="end", colour="#555555")
        y += _GROUP_GAP
        begin = y
        for channel in channels:
            row, placed, hidden = _row(channel, columns, cells, walked, y)
            rows.append(row)
            marks += placed
            more += hidden
            y += row.height
        groups.append((heading, begin, y))
    field = Box(GUTTER, groups[0][1], columns[-1].right - GUTTER, y - groups[0][1])
    texts = [mark.label.box for mark in marks] + [mark.pill for mark in marks if mark.pill]
    return Grid(
        columns=columns,
        rows=tuple(rows),
        marks=tuple(marks),
        lines=route(walked.legs, {m.contact.id: (m.x, m.y) for m in marks}, RADIUS + 2, texts, field.grown(-4)),
        field=field,
        phases=tuple(
            (phase, Box(run[0].x, begin, run[-1].right - run[0].x, end - begin))
            for _heading, begin, end in groups
            for phase, run in _runs(columns)
        ),
        headings=(*phase_labels, *moment_labels, *(heading for heading, _begin, _end in groups), *more),
        width=columns[-1].right + MARGIN,
    )


def _grouped(channels: Iterable[Channel]) -> Iterator[tuple[bool, list[Channel]]]:
    for digital in (False, True):
        group = [channel for channel in channels if (channel.medium is Medium.DIGITAL) is digital]
        if group:
            yield digital, group


def _runs(columns: Iterable[Column]) -> list[tuple[Phase, list[Column]]]:
    return [(phase, list(run)) for phase, run in groupby(columns, lambda column: column.moment.phase)]


def _headings(columns: Sequence[Column], top: float) -> tuple[list[Label], list[Label], float]:
    phases = []
    for phase, run in _runs(columns):
        room = run[-1].right - run[0].left - 4
        lines = wrap(phase.label.upper(), room, SMALL, bold=True, lines=2)
        phases.append(Label(lines, run[0].left, top + 5, SMALL, bold=True))
    top = max(label.box.bottom for label in phases) + 5
    names = [
        Label(
            wrap(str(c.moment.label), c.width - 2 * INSET, TEXT, bold=True, lines=3), c.left, top + 6, TEXT, bold=True
        )
        for c in columns
    ]
    return phases, names, max(label.box.bottom for label in names) + 2


@dataclass(frozen=True, slots=True)
class _Stack:
    """The contacts of one cell, measured but not yet placed."""

    column: Column
    room: float
    contacts: Sequence[Contact]
    texts: Sequence[tuple[str, ...]]
    heights: Sequence[float]
    hidden: int

    @property
    def height(self) -> float:
        more = text_height(1, SMALL) + _BETWEEN if self.hidden else 0.0
        return sum(self.heights) + _BETWEEN * (len(self.heights) - 1) + more


def _row(
    channel: Channel, columns: Sequence[Column], cells: Cells, walked: Steps, y: float
) -> tuple[Row, list[Mark], list[Label]]:
    occupied = [column for column in columns if (channel.id, column.moment.id) in cells]
    ends = [*(column.x for column in occupied[1:]), columns[-1].right]
    stacks = [
        _stack(column, cells[channel.id, column.moment.id], end, walked)
        for column, end in zip(occupied, ends, strict=False)
    ]
    lines = wrap(str(channel.label), GUTTER - MARGIN - 10, TEXT, lines=2)
    own = text_height(len(lines), TEXT)
    height = max([_EMPTY_ROW, own + 8, *(stack.height + 2 * _ROW_PADDING for stack in stacks)])
    marks, more = [], []
    for stack in stacks:
        at = y + (height - stack.height) / 2
        for contact, text, high in zip(stack.contacts, stack.texts, stack.heights, strict=True):
            marks.append(_mark(contact, stack.column, at + high / 2, text, stack.room, walked))
            at += high + _BETWEEN
        if stack.hidden:
            count = _("+{count} more").format(count=number(stack.hidden))
            more.append(Label((count,), stack.column.left, at, SMALL, colour="#555555"))
    name = Label(lines, GUTTER - 10, y + (height - own) / 2, TEXT, anchor="end")
    return Row(channel, y, height, name), marks, more


def _stack(column: Column, group: Sequence[Contact], end: float, walked: Steps) -> _Stack:
    """Measure the contacts of a cell; labels reach as far as the next contact of the row."""
    room = min(end - column.x - BESIDE, max(_LABEL, column.width - BESIDE), 2 * _LABEL)
    shown = group[:MOST_IN_A_CELL]
    texts = [wrap(str(contact.label), room, TEXT, lines=LABEL_LINES) for contact in shown]
    heights = [
        max(2 * RADIUS, text_height(len(lines), TEXT) + (_BADGE if contact.id in walked.visits else 0.0))
        for contact, lines in zip(shown, texts, strict=True)
    ]
    return _Stack(column, room, shown, texts, heights, len(group) - len(shown))


def _mark(contact: Contact, column: Column, middle: float, lines: tuple[str, ...], room: float, walked: Steps) -> Mark:
    visits = walked.visits.get(contact.id)
    x, y = column.axis + RADIUS + GAP, middle - text_height(len(lines), TEXT) / 2
    badge = None
    if visits:
        # The numbers of the steps stand in a pill over the label.
        badge = Label((step_numbers(visits, room - 2 * _PILL, SMALL),), x + _PILL, y - _BADGE / 2, SMALL, bold=True)
        y += _BADGE / 2
    return Mark(contact, column.axis, middle, Label(lines, x, y, TEXT), badge)
