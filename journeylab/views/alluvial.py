"""Crooked ways made straight: where customers are at their first, second, third contact."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from journeylab.analysis.unrolled import Station, Unrolled, unrolled
from journeylab.domain.expect import expect
from journeylab.domain.journey_log import JourneyLog
from journeylab.errors import UsageError
from journeylab.i18n import _, ngettext, number, percent
from journeylab.views import chart, svg
from journeylab.views.lettering import LINE, SMALL, TEXT, Box, Label, shorten, text_height, wrap
from journeylab.views.picture import Picture
from journeylab.views.svg import BACK, GREY, INK, MARGIN, ROOM, Sheet

if TYPE_CHECKING:
    import pandas as pd

MOST_STEPS, MOST_STATIONS = 8, 6

# Okabe and Ito (2008), without black, and without yellow, which vanishes on white.
_STATIONS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00")
_OTHERS, _BOUGHT, _GONE = "#8C8C8C", INK, "#BDBDBD"
_BAR, _LANE, _WIDEST_GAP = 6.0, 108.0, 260.0
_NODE = _LANE + 2 * _BAR
_PEOPLE = 430.0  # height of all customers together
_PADDING = 5.0
_BETWEEN = 7.0
_SEEN = 3.0  # a ribbon that is thinner has no room for an outline


@dataclass(frozen=True, slots=True)
class Node:
    """A state at one contact: as high as its customers are many, in a slot where its label fits."""

    state: int
    box: Box
    slot: Box


def alluvial(log: JourneyLog, *, steps: int = 6, by: Station = "channel", most: int = 5) -> Picture:
    """Draw where customers are at each of their first contacts, and from where they came.

    A journey that loops becomes a plain way to the right, because every contact
    has a column of its own.

    Parameters
    ----------
    log : JourneyLog
    steps : int
        How many contacts to show, 1 to 8.
    by : {"channel", "moment", "touchpoint"}
        What the stations are; without a map they are the touchpoints of the log.
    most : int
        How many stations stand under their own name, 1 to 6; the rest is counted together.

    Returns
    -------
    Picture
        Its table has one row for each stream from one contact to the next.

    Raises
    ------
    UsageError
        If `by` is another word, or more is asked for than a picture can show.
    """
    expect(log, JourneyLog)
    if steps > MOST_STEPS or most > MOST_STATIONS:
        raise UsageError(
            _("One picture shows at most {steps} contacts and {most} stations by name.").format(
                steps=MOST_STEPS, most=MOST_STATIONS
            ),
            _("Use smaller numbers."),
        )
    counted = unrolled(log, steps, by, most)
    title, facts = _("Paths, contact by contact"), _facts(log, counted)
    sheet, height = drawn(counted, title, facts)
    description = " ".join([facts + ".", *_sentences(counted)])
    return chart.picture(sheet, height, title, description, lambda: _table(counted))


def drawn(counted: Unrolled, title: str, facts: str) -> tuple[Sheet, float]:
    """Draw nodes, ribbons and captions; return them with the height of the picture."""
    sheet, y = chart.headed(title, facts)
    if not counted.nodes.any():
        return chart.alone(sheet, chart.nothing(), y)
    columns = _nodes(counted, y + text_height(1, TEXT) + 8)
    _ribbons(sheet, counted, columns)
    for contact, nodes in enumerate(columns, 1):
        head = _("Contact {number}").format(number=contact)
        sheet.put(Label((head,), nodes[0].box.x, y, TEXT, bold=True))
        for node in nodes:
            _draw_node(sheet, counted, node, int(counted.nodes[contact - 1, node.state]))
    y = max(node.slot.bottom for nodes in columns for node in nodes) + 16
    y = chart.told(sheet, _sentences(counted), y, bold=True)
    told = _("Height = customers; a ribbon has the colour of the state that it leaves.")
    if counted.back.any():
        told += " " + _("Dashed violet: back to an earlier moment.")
    return sheet, sheet.write(told, MARGIN, y, ROOM, colour=GREY).bottom + 14


def _nodes(counted: Unrolled, top: float) -> list[list[Node]]:
    """Place the nodes: stations from the top, those who bought or went at the bottom, so that both are seen to grow."""
    people, states = counted.nodes[0].sum(), counted.nodes.shape[1]
    columns = len(counted.nodes)
    gap = min((ROOM - columns * _NODE) / max(columns - 1, 1), _WIDEST_GAP)
    heights = [{state: _PEOPLE * n / people for state, n in enumerate(row.tolist()) if n} for row in counted.nodes]
    slots = [{state: max(high, _least(counted, state)) for state, high in column.items()} for column in heights]
    whole = max(sum(column.values()) + _BETWEEN * len(column) for column in slots)
    placed = []
    for i, (high, room) in enumerate(zip(heights, slots, strict=True)):
        x, y, nodes = MARGIN + i * (_NODE + gap), top, []
        final = [state for state in room if state >= states - 2]
        for state in room:
            if state in final[:1]:
                y = top + whole - sum(room[other] + _BETWEEN for other in final)
            nodes.append(
                Node(
                    state,
                    Box(x, y + (room[state] - high[state]) / 2, _NODE, high[state]),
                    Box(x, y, _NODE, room[state]),
                )
            )
            y += room[state] + _BETWEEN
        placed.append(nodes)
    return placed


def _least(counted: Unrolled, state: int) -> float:
    """Return the height that name and number need, however few customers there are."""
    lines = wrap(_name(counted, state), _LANE - 2 * _PADDING, SMALL, bold=True, lines=2)
    return text_height(len(lines) + 1, SMALL) + 4


def _ribbons(sheet: Sheet, counted: Unrolled, columns: Sequence[Sequence[Node]]) -> None:
    """Draw the streams; at both ends they stand in the order of the states, so that few of them cross."""
    scale = _PEOPLE / counted.nodes[0].sum()
    outlines = []
    for flows, back, left, right in zip(counted.flows, counted.back, columns, columns[1:], strict=False):
        arrived = {node.state: node.box.y for node in right}
        for node in left:
            y = node.box.y
            for target in arrived:
                returning = int(back[node.state, target])
                for people, returns in ((int(flows[node.state, target]) - returning, False), (returning, True)):
                    if not people:
                        continue
                    high, to = people * scale, arrived[target]
                    shape = partial(_ribbon, (node.box.right, y), (right[0].box.x, to), high)
                    y, arrived[target] = y + high, to + high
                    colour = _colour(counted, node.state)
                    sheet.draw(shape(fill=colour, fill_opacity=0.25 if node.state == len(counted.names) + 1 else 0.45))
                    if returns and high >= _SEEN:
                        outlines.append(shape(fill="none", stroke=BACK, stroke_width=1.3, stroke_dasharray="5 3"))
    sheet.draw(*outlines)


def _ribbon(start: svg.Point, end: svg.Point, high: float, **look: svg.Value) -> str:
    """Return a band between two upper corners that leaves and arrives level."""
    (x1, y1), (x2, y2) = start, end
    middle = (x1 + x2) / 2
    there = svg.points([(middle, y1), (middle, y2), (x2, y2)])
    home = svg.points([(middle, y2 + high), (middle, y1 + high), (x1, y1 + high)])
    d = f"M{svg.points([start])} C{there} L{svg.points([(x2, y2 + high)])} C{home} Z"
    return svg.element("path", d=d, **look)


def _draw_node(sheet: Sheet, counted: Unrolled, node: Node, people: int) -> None:
    """Draw bars at both edges, as high as the customers are many, and between them name and number."""
    colour, box, slot = _colour(counted, node.state), node.box, node.slot
    for x in (box.x, box.right - _BAR):
        sheet.draw(svg.rectangle(Box(x, box.y, _BAR, box.height), fill=colour))
    lane = Box(slot.x + _BAR, slot.y, _LANE, slot.height)
    bought = node.state == len(counted.names)
    sheet.draw(svg.rectangle(lane, fill=svg.WHITE, stroke=colour, stroke_width=1))
    # A node with fewer customers than its label needs room stays white: its bars alone tell how many they are.
    if box.height >= slot.height:
        sheet.draw(svg.rectangle(lane, fill=colour, fill_opacity=1 if bought else 0.2))
    ink = svg.WHITE if bought and box.height >= slot.height else INK
    room = _LANE - 2 * _PADDING
    share = people / counted.nodes[0].sum()
    figure = f"{number(people)} · {percent(share, 0) if share >= 0.005 else '<' + percent(0.01, 0)}"
    if len(wrap(figure, room, SMALL)) > 1:
        figure = number(people)
    lines = int((slot.height - 4 - text_height(1, SMALL)) / (LINE * SMALL))
    name = wrap(_name(counted, node.state), room, SMALL, bold=True, lines=min(3, lines))
    top = slot.y + (slot.height - text_height(len(name) + 1, SMALL)) / 2
    sheet.put(Label(name, lane.x + _PADDING, top, bold=True, colour=ink))
    sheet.put(Label((shorten(figure, room, SMALL),), lane.x + _PADDING, top + len(name) * LINE * SMALL, colour=ink))


def _colour(counted: Unrolled, state: int) -> str:
    if state >= len(counted.names):
        return (_BOUGHT, _GONE)[state - len(counted.names)]
    return _STATIONS[state] if state < counted.named else _OTHERS


def _name(counted: Unrolled, state: int) -> str:
    if state < len(counted.names):
        return counted.names[state]
    if state == len(counted.names):
        return _("BOUGHT")
    return _("gone") if counted.tells_purchases else _("(end)")


def _facts(log: JourneyLog, counted: Unrolled) -> str:
    parts = [chart.customers(len(log)), chart.origin(log.seed)]
    if counted.longer:
        told = ngettext(
            "{count} way is longer than {steps} contacts: its rest is not shown",
            "{count} ways are longer than {steps} contacts: their rest is not shown",
            counted.longer,
        )
        parts.append(told.format(count=number(counted.longer), steps=number(len(counted.nodes))))
    return " · ".join(parts)


def _sentences(counted: Unrolled) -> Iterator[str]:
    """Say what one sees: where it begins, who has bought, who is gone, how much goes back."""
    if not counted.nodes.any():
        return
    people, last = int(counted.nodes[0].sum()), len(counted.nodes)
    first = counted.nodes[0, : len(counted.names)]
    if first.any():
        yield _("{share} begin with {name}.").format(
            share=percent(first.max() / people), name=counted.names[int(first.argmax())]
        )
    bought, gone = (int(n) / people for n in counted.nodes[-1, -2:])
    if counted.tells_purchases:
        text = _("By contact {number}, {bought} have bought and {gone} are gone without a purchase.")
    else:
        text = _("By contact {number}, the contacts of {gone} have ended.")
    yield text.format(number=last, bought=percent(bought), gone=percent(gone))
    back = int(counted.back.sum())
    moves = int(counted.flows[:, : len(counted.names), : len(counted.names)].sum())
    if back:
        yield chart.returns(back, moves)


def _table(counted: Unrolled) -> pd.DataFrame:
    import pandas as pd

    names = [_name(counted, state) for state in range(counted.nodes.shape[1])]
    rows = [
        (t + 1, names[i], names[j], int(counted.flows[t, i, j]), int(counted.back[t, i, j]))
        for t, i, j in zip(*counted.flows.nonzero(), strict=True)
    ]
    return pd.DataFrame(
        rows, columns=[_("contact"), _("from"), _("to"), _("customers"), _("back to an earlier moment")]
    )
