"""The funnel of a stage model as a picture, upright, with the jumps that a funnel hides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from journeylab.analysis.stage_walk import StageWalk, stage_walk
from journeylab.domain.journey_log import JourneyLog
from journeylab.i18n import _, ngettext, number, percent
from journeylab.views import chart, svg
from journeylab.views.lettering import SMALL, TEXT, Anchor, Box, Label, splits_badly, text_width, wrap
from journeylab.views.picture import Picture
from journeylab.views.stage_lanes import FIRST_PORT, PORT, Arc, arcs, in_lanes, lanes, pill_width
from journeylab.views.svg import BACK, BLUE, FORWARD, GREY, MARGIN, WIDTH, Sheet

if TYPE_CHECKING:
    import pandas as pd

_MOST_LANES = 6
_TEXT_BAND, _GAP, _BUYERS = 48.0, 46.0, 52.0
_LEFT, _RIGHT, _LEAVING = 172.0, 130.0, 26.0  # room for texts on both sides, and the arrow of those who leave
_BACK_ROOM, _SKIP_ROOM, _BETWEEN_LANES = 340.0, 240.0, 7.0
BAR, _SLOPE = "#C6DBEC", "#F1F5F9"
_BACK_DASH = "7 4"


def stage_funnel(log: JourneyLog | StageWalk, by: str | Mapping[str, Sequence[str]] = "aida") -> Picture:
    """Draw how many customers reach each stage, and the jumps forward and back.

    Parameters
    ----------
    log : JourneyLog or StageWalk
    by : {"aida", "phase"} or mapping of str to sequence of str
        As in `stage_walk`; a walk that is counted already has its stages.

    Returns
    -------
    Picture
        Its table has one row a stage.

    Raises
    ------
    UsageError
        If `log` is none, or `by` does not fit it.
    """
    walk = log if isinstance(log, StageWalk) else stage_walk(log, by)
    title = _("Funnel with back-jumps: {first} to {last}").format(first=walk.labels[0], last=walk.labels[-1])
    facts = f"{chart.customers(walk.customers)} · {chart.origin(walk.seed)}"
    sheet, height = drawn(walk, title, facts)
    description = " ".join([facts + ".", *_sentences(walk)])
    return chart.picture(sheet, height, title, description, lambda: _table(walk))


def drawn(walk: StageWalk, title: str, facts: str) -> tuple[Sheet, float]:
    """Draw the stages from top to bottom and the arcs beside them; return them with the height of the picture."""
    sheet, y = chart.headed(title, facts)
    if not walk.reached.any():
        text = _("Nobody meets any of these stages, so there is nothing to draw: {stages}.")
        return chart.alone(sheet, text.format(stages=", ".join(walk.labels)), y)
    back, skips = _jumps(walk, back=True), _jumps(walk, back=False)
    widths = {count: pill_width(number(count)) for count in (*back.values(), *skips.values())}
    step = max(widths.values(), default=0) + _BETWEEN_LANES
    back_jumps = in_lanes(back, min(_MOST_LANES, int(_BACK_ROOM / step)))
    forward_jumps = in_lanes(skips, min(_MOST_LANES, int(_SKIP_ROOM / step)))
    left = MARGIN + step * lanes(forward_jumps) + _LEFT
    right = WIDTH - MARGIN - step * lanes(back_jumps)
    field = Box(left + _LEAVING, 0, right - _RIGHT - left - _LEAVING, 0)
    y = _headings(sheet, field, y, bool(forward_jumps), bool(back_jumps)) + 12

    # At both edges of a bar is a band for arcs; between them stands the text.
    band = FIRST_PORT + PORT * min(max(lanes(back_jumps), lanes(forward_jumps)), len(walk.keys) - 1)
    bars = _bars(walk, field, y, 2 * band + _TEXT_BAND)
    sheet.draw(*(_slope(a, b) for a, b in pairwise(bars)))
    left_lanes = [left - _LEFT - step * (lane + 0.5) for lane in range(lanes(forward_jumps))]
    right_lanes = [right + step * (lane + 0.5) for lane in range(lanes(back_jumps))]
    most = max(widths, default=1)
    for arc in arcs(forward_jumps, bars, left_lanes, widths):
        _arc(sheet, arc, FORWARD, 1 + 2 * arc.jump.count / most)
    for arc in arcs(back_jumps, bars, right_lanes, widths):
        _arc(sheet, arc, BACK, 1.2 + 3.3 * arc.jump.count / most, _BACK_DASH)
    for i, bar in enumerate(bars[: len(walk.labels)]):
        _bar(sheet, bar, walk.labels[i], _people(int(walk.reached[i]), walk.customers), right)
        _beside(sheet, walk, i, bar, left, bar.y + band)
    _forward(sheet, walk, bars)
    if walk.buyers is not None:
        _bar(sheet, bars[-1], _("buy at least once"), _people(walk.buyers, walk.customers), right, dark=True)
    notes = _notes(walk, len(back) + len(skips) - len(back_jumps) - len(forward_jumps))
    return sheet, chart.told(sheet, notes, bars[-1].bottom + 18, size=SMALL, colour=GREY) + 10


def _jumps(walk: StageWalk, back: bool) -> dict[tuple[int, int], int]:
    """Return the steps back, or those forward over a stage, which occur at all."""
    pairs = ((i, j) for i in range(len(walk.keys)) for j in range(len(walk.keys)))
    wanted = ((i, j) for i, j in pairs if (j < i if back else j > i + 1))
    return {(i, j): int(walk.steps[i, j]) for i, j in wanted if walk.steps[i, j]}


def _headings(sheet: Sheet, field: Box, y: float, skips: bool, back: bool) -> float:
    middle = field.x + field.width / 2
    text = _("bar: customers who ever reach the stage")
    bottom = sheet.write(text, middle, y, field.width, anchor="middle", colour=GREY).bottom
    if skips:
        text = _("jumps ahead")
        bottom = max(bottom, sheet.write(text, MARGIN, y, _LEFT, bold=True, colour=FORWARD).bottom)
    if back:
        text, x = _("back-jumps"), WIDTH - MARGIN
        bottom = max(bottom, sheet.write(text, x, y, _RIGHT, bold=True, colour=BACK, anchor="end").bottom)
    return bottom


def _bars(walk: StageWalk, field: Box, y: float, height: float) -> list[Box]:
    """Return the rooms of the bars: one a stage, and below them the buyers where they are known."""
    counts = walk.reached.tolist()
    heights = [height] * len(counts)
    if walk.buyers is not None:
        counts, heights = [*counts, walk.buyers], [*heights, _BUYERS]
    bars = []
    for count, height in zip(counts, heights, strict=True):
        width = max(field.width * count / max(counts), 2.0)
        bars.append(Box(field.x + (field.width - width) / 2, y, width, height))
        y += height + _GAP
    return bars


def _slope(upper: Box, lower: Box) -> str:
    corners = [(upper.x, upper.bottom), (upper.right, upper.bottom), (lower.right, lower.y), (lower.x, lower.y)]
    return svg.element("polygon", points=svg.points(corners), fill=_SLOPE)


def _arc(sheet: Sheet, arc: Arc, colour: str, width: float, dash: str | None = None) -> None:
    sheet.draw(*arc.drawn(colour, width, dash))
    count = number(arc.jump.count)
    sheet.draw(svg.text(Label((count,), arc.x, arc.pill.y + arc.pill.height / 2, SMALL, False, "middle", colour,
                              middle=True)))  # fmt: skip
    sheet.take(f"{arc.jump.start} → {arc.jump.end}: {count}", arc.pill)


def _bar(sheet: Sheet, bar: Box, name: str, count: str, right: float, dark: bool = False) -> None:
    """Draw a bar with its texts inside, or beside it where they do not fit."""
    sheet.draw(svg.rectangle(bar, fill=BLUE if dark else BAR))
    middle, room = bar.y + bar.height / 2, bar.width - 16
    lines = wrap(name, room, TEXT, bold=True) if room > 0 else ()
    inside = 0 < len(lines) <= 2 and text_width(count, SMALL) <= room and not splits_badly(name, room, TEXT, True)
    below: tuple[str, ...] = (count,)
    x = bar.x + bar.width / 2
    if not inside:
        sheet.take("bar", bar)
        x = bar.right + 10
        below = wrap(count, right - x, SMALL, lines=2)
        lines = wrap(name, right - x, TEXT, bold=True, lines=3 - len(below))
    colour = svg.WHITE if dark and inside else svg.INK
    anchor: Anchor = "middle" if inside else "start"
    height = Label(lines, 0, 0, TEXT).box.height + 1 + Label(below, 0, 0).box.height
    top = sheet.put(Label(lines, x, middle - height / 2, TEXT, True, anchor, colour)).bottom + 1
    sheet.put(Label(below, x, top, SMALL, False, anchor, colour))


def _beside(sheet: Sheet, walk: StageWalk, i: int, bar: Box, x: float, y: float) -> None:
    """Write at the left how many leave here, and how many came here stage by stage."""
    leave = int(walk.exits[i])
    told = ngettext("{count} leaves here", "{count} leave here", leave).format(count=number(leave))
    order = _("in order: {count}").format(count=number(int(walk.in_order[i])))
    box = sheet.write(told, x - 4, y + 2, _LEFT - 8, bold=leave > 0, anchor="end", lines=1)
    sheet.write(order, x - 4, box.bottom + 2, _LEFT - 8, anchor="end", colour=GREY, lines=2)
    if leave:
        y = (box.y + box.bottom) / 2
        sheet.draw(svg.line(bar.x, y, x + 8, y, stroke=FORWARD, stroke_width=1.6))
        sheet.draw(svg.element("polygon", points=svg.points([(x, y), (x + 9, y - 4), (x + 9, y + 4)]), fill=FORWARD))


def _forward(sheet: Sheet, walk: StageWalk, bars: list[Box]) -> None:
    counts = [int(walk.steps[i, i + 1]) for i in range(len(walk.keys) - 1)]
    for count, (upper, lower) in zip(counts, pairwise(bars), strict=False):
        if count:
            width, x = 2 + 8 * count / max(counts), upper.x + upper.width / 2
            neck = lower.y - 14
            sheet.draw(svg.line(x, upper.bottom + 3, x, neck, stroke=GREY, stroke_width=width))
            head = [(x, lower.y - 3), (x - width / 2 - 5, neck), (x + width / 2 + 5, neck)]
            sheet.draw(svg.element("polygon", points=svg.points(head), fill=GREY))
            sheet.put(Label((number(count),), x + 16, (upper.bottom + lower.y) / 2, SMALL, True, middle=True))


def _people(count: int, customers: int) -> str:
    return f"{chart.customers(count)} · {percent(count / customers)}"


def _notes(walk: StageWalk, hidden: int) -> Iterator[str]:
    yield _(
        "Numbers at arrows count steps from one contact to the next, also in the next round after a purchase; "
        "the more, the thicker. In order: customers who met all stages before, one after the other."
    )
    if walk.buyers is None:
        yield _("This log does not tell who buys: “leave” means the stage of the last contact.")
    else:
        yield _("Leaving: never buys; counted at the stage of the last contact that belongs to one.")
    if hidden:
        text = ngettext(
            "{count} rarer jump stands in the table only.", "{count} rarer jumps stand in the table only.", hidden
        )
        yield text.format(count=number(hidden))


def _sentences(walk: StageWalk) -> Iterator[str]:
    for i, label in enumerate(walk.labels):
        text = _("{stage}: {reached} reach it, {in_order} of them in order; {exits} leave there.")
        counts = {"reached": walk.reached[i], "in_order": walk.in_order[i], "exits": walk.exits[i]}
        yield text.format(stage=label, **{name: number(int(count)) for name, count in counts.items()})
    back = _jumps(walk, back=True)
    if back:
        start, end = max(back, key=lambda jump: back[jump])
        yield _("Most frequent back-jump: from {start} to {end} ({count}).").format(
            start=walk.labels[start], end=walk.labels[end], count=number(back[start, end])
        )
    if walk.buyers is not None:
        yield _("Buy at least once: {people}.").format(people=_people(walk.buyers, max(walk.customers, 1)))


def _table(walk: StageWalk) -> pd.DataFrame:
    import pandas as pd

    columns = {
        _("stage"): walk.labels,
        _("reached"): walk.reached,
        _("in order"): walk.in_order,
        _("begin here"): walk.entries,
        _("leave here"): walk.exits,
    }
    following = [_("then {channel}").format(channel=label) for label in walk.labels]
    return pd.concat([pd.DataFrame(columns), pd.DataFrame(walk.steps, columns=following)], axis=1)
