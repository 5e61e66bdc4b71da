"""The emotion curve on its own: how the journey feels, and how far contacts or people lie apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from journeylab.analysis.feelings import LEVELS, Feeling, Rated, feelings, least_agreed
from journeylab.domain.expect import expect
from journeylab.domain.journey_map import JourneyMap
from journeylab.domain.vocabulary import Phase
from journeylab.i18n import _, ngettext, number
from journeylab.views import chart, map_words, svg
from journeylab.views.lettering import SMALL, Box, Label
from journeylab.views.map_panels import EMOTION, areas, smooth
from journeylab.views.picture import Picture
from journeylab.views.svg import BLUE, BROWN, GREY, MARGIN, WIDTH, Sheet
from journeylab.views.touchpoint_map import GUTTER, INSET, Column
from journeylab.views.touchpoint_map_svg import ink

if TYPE_CHECKING:
    import pandas as pd

_AIM = "7 4"
_PLOT, _EDGE = 340.0, 42.0  # height between -2 and +2, and above and below for dots
_AXIS, _DOTS = 14.0, 26.0  # from the left edge of a column to the curve, and to the first dot
_DOT_SIZES = (23.0, 18.0, 14.0, 10.0, 7.0, 5.0, 3.0, 2.0)
_LABEL = 190.0


def emotion_curve(
    shop: JourneyMap, to_be: JourneyMap | None = None, *, ratings: Mapping[str, Sequence[int]] | None = None
) -> Picture:
    """Draw how customers feel from moment to moment, with every single rating.

    Parameters
    ----------
    shop : JourneyMap
        A map or a scenario.
    to_be : JourneyMap, optional
        Its emotion is drawn as a second, dashed curve.
    ratings : mapping of str to sequence of int, optional
        Ids of contacts and what several people say of them, -2 (angry) to 2
        (delighted).  They replace the numbers on the map: every dot is a
        person, the curve is the median, and the contact of which people think
        most differently is marked.

    Returns
    -------
    Picture
        Its table has one row a rated contact.

    Raises
    ------
    UsageError
        If a contact is not on the map, or a rating is none of the five numbers.
    """
    expect(shop, JourneyMap)
    if to_be is not None:
        expect(to_be, JourneyMap)
    felt = feelings(shop, ratings)
    title = _("Emotion curve: {title}").format(title=shop.title)
    people = ratings is not None
    sheet, height = drawn(shop, felt, to_be, title, people)
    description = " ".join([_facts(shop, felt, people) + ".", *_sentences(felt, people)])
    return chart.picture(sheet, height, title, description, lambda: _table(felt, to_be))


def drawn(
    shop: JourneyMap, felt: Sequence[Feeling], to_be: JourneyMap | None, title: str, people: bool = False
) -> tuple[Sheet, float]:
    """Draw everything, from top to bottom; return it with the height of the picture.

    With `people` a dot is a person's rating, without it a contact.
    """
    sheet, y = chart.headed(title, _facts(shop, felt, people), gap=10)
    if not felt:
        text = _("Nobody has rated a contact yet. Give contacts an “emotion:” from -2 to 2, or pass ratings={…}.")
        return chart.alone(sheet, text, y)
    y = _legend(sheet, y, to_be is not None and bool(to_be.emotion_by_moment()), people) + 14
    width = (WIDTH - MARGIN - GUTTER) / len(shop.moments)
    columns = {m.id: Column(m, GUTTER + i * width, width) for i, m in enumerate(shop.moments)}
    # The grey of a phase lies under everything, but how far it reaches is known last.
    ground, band_top = len(sheet.markup), y
    y = _headings(sheet, list(columns.values()), y)
    marked = least_agreed(felt) if people else None
    y = _above(sheet, felt, columns, marked, y)
    plot = Box(GUTTER, y + _EDGE, WIDTH - MARGIN - GUTTER, _PLOT)
    bottom = plot.bottom + _EDGE
    sheet.markup[ground:ground] = _bands(list(columns.values()), band_top, bottom)
    _scale(sheet, plot)
    if marked is not None:
        column = columns[marked[0].moment.id]
        frame = Box(column.x + 2, y + 2, column.width - 4, bottom - y - 4)
        sheet.draw(svg.rectangle(frame, rx=6, fill="none", stroke=svg.INK, stroke_width=1.4, stroke_dasharray="3 3"))
    _curves(sheet, felt, columns, to_be, plot)
    _dots(sheet, felt, columns, plot, people)
    return sheet, _below(sheet, felt, columns, plot, bottom + 8) + 16


def _facts(shop: JourneyMap, felt: Sequence[Feeling], people: bool) -> str:
    count = sum(len(feeling.levels) for feeling in felt)
    told = ngettext("{count} rating", "{count} ratings", count).format(count=number(count))
    return map_words.facts(shop, None) + (f" · {told}" if people else "")


def _legend(sheet: Sheet, y: float, aims: bool, people: bool) -> float:
    middle, x = y + 10, MARGIN
    name = _("as is: median of all ratings of a moment") if people else _("as is: mean of the contacts of a moment")
    lines = [(name, svg.INK, None, 2.4), (_("from the best to the worst"), GREY, "2 2", 1.5)]
    if aims:
        lines.insert(1, (_("to be"), BLUE, _AIM, 2.4))
    for text, colour, dash, thick in lines:
        sheet.draw(svg.line(x, middle, x + 28, middle, stroke=colour, stroke_width=thick, stroke_dasharray=dash))
        x = sheet.put(Label((text,), x + 34, middle, middle=True)).right + 22
    sheet.draw(svg.element("circle", cx=x + 8, cy=middle, r=6, fill=svg.WHITE, stroke=svg.INK, stroke_width=1))
    text = _("one person's rating") if people else _("one contact")
    return sheet.put(Label((text,), x + 20, middle, middle=True)).bottom


def _phases(columns: Sequence[Column]) -> Iterator[tuple[Phase, float, float]]:
    """Go through neighbouring moments of one phase: the phase, and where they begin and end."""
    for phase, group in groupby(columns, key=lambda column: column.moment.phase):
        those = list(group)
        yield phase, those[0].x, those[-1].right


def _bands(columns: Sequence[Column], top: float, bottom: float) -> list[str]:
    return [
        svg.rectangle(
            Box(x, top, right - x - 2, bottom - top), fill=svg.SHADE if phase is Phase.PURCHASE else svg.LIGHT
        )
        for phase, x, right in _phases(columns)
    ]


def _headings(sheet: Sheet, columns: Sequence[Column], y: float) -> float:
    """Write phases, and below them moments; return the y under them."""
    boxes = [
        sheet.write(phase.label, x + INSET, y + 6, right - x - 2 * INSET, bold=True, colour=GREY)
        for phase, x, right in _phases(columns)
    ]
    top = max(box.bottom for box in boxes) + 6
    names = [
        sheet.write(str(column.moment.label), column.left, top, column.room, bold=True, lines=4) for column in columns
    ]
    return max(box.bottom for box in names) + 10


def _above(
    sheet: Sheet, felt: Sequence[Feeling], columns: Mapping[str, Column], marked: tuple[Feeling, Rated] | None, y: float
) -> float:
    """Name the favourite moment and where people agree least, each on lines of its own."""
    best = max(felt, key=lambda feeling: feeling.value)
    if best.value > 0:
        text = _("favourite moment: {contact}").format(contact=best.best.contact.label)
        y = _over(sheet, "▲", text, columns[best.moment.id], y, BLUE)
    if marked is not None:
        feeling, one = marked
        y = _over(sheet, "↕", _disagreement(one), columns[feeling.moment.id], y, svg.INK)
    return y


def _over(sheet: Sheet, sign: str, text: str, column: Column, y: float, colour: str) -> float:
    """Write a text whose sign stands over its column; return the y under it."""
    if column.x > WIDTH / 2:
        text, x, room, anchor = f"{text}\u00a0{sign}", column.x + 2 * _AXIS, column.x - GUTTER, "end"
    else:
        text, x, room, anchor = f"{sign}\u00a0{text}", column.left, WIDTH - MARGIN - column.left, "start"
    return sheet.write(text, x, y, room, bold=True, colour=colour, anchor=anchor).bottom + 6


def _height(level: float, plot: Box) -> float:
    return plot.y + (max(LEVELS) - level) / (max(LEVELS) - min(LEVELS)) * plot.height


def _scale(sheet: Sheet, plot: Box) -> None:
    names = {2: _("delighted"), 0: _("neutral"), -2: _("angry")}
    for level in LEVELS:
        y = _height(level, plot)
        text = " ".join([*([names[level]] if level in names else []), map_words.emotion(level)])
        sheet.write(text, GUTTER - 10, y, GUTTER - MARGIN, anchor="end", colour=GREY, middle=True)
        sheet.draw(svg.line(plot.x, y, plot.right, y, stroke=svg.PALE if level else "#999999", stroke_width=1))


def _curves(
    sheet: Sheet, felt: Sequence[Feeling], columns: Mapping[str, Column], to_be: JourneyMap | None, plot: Box
) -> None:
    points = [(columns[feeling.moment.id].x + _AXIS, _height(feeling.value, plot)) for feeling in felt]
    curve = smooth(points)
    sheet.draw(*areas(curve, _height(0, plot), 0.6))
    if to_be is not None:
        wanted = to_be.emotion_by_moment()
        aims = [(c.x + _AXIS, _height(wanted[m], plot)) for m, c in columns.items() if m in wanted]
        sheet.draw(svg.polyline(smooth(aims), stroke=BLUE, stroke_width=2.4, stroke_dasharray=_AIM))
        for x, y in aims:
            sheet.draw(svg.element("circle", cx=x, cy=y, r=4.5, fill=svg.WHITE, stroke=BLUE, stroke_width=2))
    sheet.draw(svg.polyline(curve, stroke=svg.INK, stroke_width=2.4))
    for feeling, (x, y) in zip(felt, points, strict=True):
        high, low = _height(feeling.levels[0], plot), _height(feeling.levels[-1], plot)
        sheet.draw(svg.line(x, high, x, low, stroke=GREY, stroke_width=1.5, stroke_dasharray="2 2"))
        sheet.draw(svg.element("circle", cx=x, cy=y, r=4.5, fill=svg.INK))


def _dots(sheet: Sheet, felt: Sequence[Feeling], columns: Mapping[str, Column], plot: Box, people: bool) -> None:
    """Draw every rating beside its moment, side by side and then in rows around its level."""
    room = next(iter(columns.values())).width - _DOTS - 4
    heaps = [[feeling.levels.count(level) for level in LEVELS] for feeling in felt]
    most = max(max(heap) for heap in heaps)
    high = plot.height / (len(LEVELS) - 1) - 8
    size = next((s for s in _DOT_SIZES if max(int(room / s), 1) * int(high / s) >= most), _DOT_SIZES[-1])
    side = max(int(room / size), 1)
    for feeling, heap in zip(felt, heaps, strict=True):
        left = columns[feeling.moment.id].x + _DOTS
        for level, count in zip(LEVELS, heap, strict=True):
            rows = -(-count // side)
            for i in range(count):
                x = left + (i % side + 0.5) * size
                y = _height(level, plot) + (i // side - (rows - 1) / 2) * size
                sheet.draw(svg.element("circle", cx=x, cy=y, r=size * 0.45, fill=EMOTION[level], stroke=svg.INK,
                                       stroke_width=size / 20))  # fmt: skip
                if size == _DOT_SIZES[0] and not people:
                    text = map_words.emotion(level)
                    sheet.draw(svg.text(Label((text,), x, y, SMALL, True, "middle", ink(level), middle=True)))
                sheet.take("dot", Box(x, y, 0, 0).grown(size / 2 - 0.1))


def _below(sheet: Sheet, felt: Sequence[Feeling], columns: Mapping[str, Column], plot: Box, y: float) -> float:
    """Name the lowest contact of each moment that hurts, and who is in charge; return the y under all."""
    bottom, right = y, WIDTH - MARGIN
    for feeling in reversed(felt):
        if not feeling.hurts:
            continue
        column, contact = columns[feeling.moment.id], feeling.worst.contact
        x = column.x + _AXIS
        low = _height(feeling.levels[-1], plot)
        sheet.draw(svg.line(x, low, x, y - 2, stroke=BROWN, stroke_width=1, stroke_dasharray="1 3"))
        room = min(right - column.left - INSET, _LABEL)
        box = sheet.write(f"▼\u00a0{contact.label}", column.left, y, room, bold=True, colour=BROWN, lines=5)
        box = sheet.write(feeling.worst.owner, column.left, box.bottom + 1, room, colour=GREY, lines=3)
        bottom, right = max(bottom, box.bottom), column.x
    return bottom


def _disagreement(one: Rated) -> str:
    low, high = map_words.emotion(min(one.levels)), map_words.emotion(max(one.levels))
    text = _("Here you agree least: {contact} ({low} to {high})")
    return text.format(contact=one.contact.label, low=low, high=high)


def _value(value: float) -> str:
    return f"{'+' if value > 0 else ''}{number(round(value, 1))}".replace("-", "−")


def _sentences(felt: Sequence[Feeling], people: bool) -> Iterator[str]:
    for feeling in felt:
        low, high = map_words.emotion(feeling.levels[-1]), map_words.emotion(feeling.levels[0])
        text = _("{moment}: {value}, from {low} to {high}.")
        yield text.format(moment=feeling.moment.label, value=_value(feeling.value), low=low, high=high)
        if feeling.hurts:
            yield _("Lowest: {contact} ({owner}).").format(
                contact=feeling.worst.contact.label, owner=feeling.worst.owner
            )
    marked = least_agreed(felt) if people else None
    if marked is not None:
        yield _disagreement(marked[1]) + "."


def _table(felt: Sequence[Feeling], to_be: JourneyMap | None) -> pd.DataFrame:
    import pandas as pd

    rows = [(feeling.moment, one) for feeling in felt for one in feeling.rated]
    columns = {
        _("moment"): [str(moment.label) for moment, _one in rows],
        _("phase"): [moment.phase.label for moment, _one in rows],
        _("contact"): [str(one.contact.label) for _moment, one in rows],
        _("owner"): [one.contact.owner.label if one.contact.owner else "" for _moment, one in rows],
        _("ratings"): [" ".join(map(map_words.emotion, one.levels)) for _moment, one in rows],
        _("median"): [one.middle for _moment, one in rows],
    }
    if to_be is not None:
        aims = {contact.id: contact.emotion for contact in to_be.contacts}
        columns[_("to be")] = [map_words.emotion(aims.get(one.contact.id)) for _moment, one in rows]
    return pd.DataFrame(columns)
