"""What stands under the grid and shares its x axis: emotion, value proposition, KPIs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from journeylab.domain.journey_map import Contact, JourneyMap
from journeylab.domain.vocabulary import ValueComponent
from journeylab.i18n import _, number
from journeylab.views import svg
from journeylab.views.lettering import SMALL, TEXT, Box, Label, text_height
from journeylab.views.map_words import kpi_name, kpi_value
from journeylab.views.svg import BLUE, BROWN, GREY, MARGIN, Point, Sheet
from journeylab.views.touchpoint_map import GUTTER, INSET, Column

# Orange to blue stays apart for the colour-blind; the number in the mark says the same.
EMOTION: dict[int | None, str] = {
    -2: "#B35806", -1: "#F1A340", 0: "#EEEEEE", 1: "#92C5DE", 2: svg.STRONG_BLUE, None: svg.WHITE,
}  # fmt: skip
_AIM = "7 4"
_PLOT, _VALUE_ROW, _TRACK = 92.0, 20.0, 8.0
_MOST_KPIS = 2


def emotion(
    sheet: Sheet, shop: JourneyMap, contacts: Sequence[Contact], columns: Sequence[Column], to_be: JourneyMap | None,
    y: float,
) -> float:  # fmt: skip
    """Draw the curve, owners at its lows, the favourite moment at its top; nothing where nobody has rated.

    Returns
    -------
    float
        Y under everything that was drawn.
    """
    means = shop.emotion_by_moment()
    shown = [column for column in columns if column.moment.id in means]
    if not shown:
        return y
    right = columns[-1].right
    _in_gutter(sheet, _("Emotion"), y, bold=True)
    best = max(shown, key=lambda column: means[column.moment.id])
    if means[best.moment.id] > 0:
        text = "▲ " + _("favourite moment")
        sheet.write(text, best.left, y, right - best.left, lines=1, bold=True, colour=BLUE)
    plot = Box(GUTTER, y + text_height(1, SMALL) + 12, right - GUTTER, _PLOT)
    zero = _height(0, plot)
    for level, word in ((2, _("delighted")), (0, _("neutral")), (-2, _("angry"))):
        _in_gutter(sheet, word, _height(level, plot), middle=True)
        sheet.draw(_rule(plot, _height(level, plot), svg.SHADE if level else "#999999"))
    points = [(column.axis, _height(means[column.moment.id], plot)) for column in shown]
    curve = smooth(points)
    sheet.draw(*areas(curve, zero, 0.75))
    bottom = lane = plot.bottom + 10
    if to_be is not None:
        wanted = to_be.emotion_by_moment()
        aims = [(c.axis, _height(wanted[c.moment.id], plot)) for c in columns if c.moment.id in wanted]
        sheet.draw(svg.polyline(smooth(aims), stroke=BLUE, stroke_width=2.2, stroke_dasharray=_AIM))
        for name, colour, dash in ((_("as is"), svg.INK, None), (_("to be"), BLUE, _AIM)):
            box = _in_gutter(sheet, name, bottom)
            y, bottom = (box.y + box.bottom) / 2, box.bottom
            sheet.draw(svg.line(box.x - 32, y, box.x - 6, y, stroke=colour, stroke_width=2.2, stroke_dasharray=dash))
    sheet.draw(svg.polyline(curve, stroke=svg.INK, stroke_width=2.2))
    for column, (x, y) in reversed(list(zip(shown, points, strict=True))):
        rated = [(c.emotion, c) for c in contacts if c.moment == column.moment.id and c.emotion is not None]
        levels = [level for level, _contact in rated] or [0]
        low, high = _height(min(levels), plot), _height(max(levels), plot)
        sheet.draw(svg.line(x, low, x, high, stroke=GREY, stroke_width=1.5, stroke_dasharray="2 2"))
        sheet.draw(svg.element("circle", cx=x, cy=y, r=4, fill=svg.INK if y == zero else BROWN if y > zero else BLUE))
        if y > zero or -2 in levels:
            # Names of owners stand in a lane of their own, where no curve can cross them.
            worst = min(rated, key=lambda pair: pair[0], default=(0, None))[1]
            owner = worst.owner.label if worst is not None and worst.owner is not None else _("nobody in charge")
            room = min(right - column.left - INSET, 160)
            box = sheet.write(f"▼\u00a0{owner}", column.left, lane, room, bold=True, colour=BROWN)
            bottom, right = max(bottom, box.bottom), column.x
    return bottom


def _height(level: float, plot: Box) -> float:
    return plot.y + (2 - level) / 4 * plot.height


def _rule(box: Box, y: float, colour: str) -> str:
    return svg.line(box.x, y, box.right, y, stroke=colour, stroke_width=1)


def areas(curve: Sequence[Point], zero: float, opacity: float) -> list[str]:
    """Return what lies between a curve and the line at `zero`: in the colour of delight above it, of anger below it."""
    (left, _left), (right, _right) = curve[0], curve[-1]
    return [
        svg.element(
            "polygon",
            points=svg.points([(left, zero), *((x, side(y, zero)) for x, y in curve), (right, zero)]),
            fill=colour,
            fill_opacity=opacity,
        )
        for colour, side in ((EMOTION[1], min), (EMOTION[-1], max))
    ]


def smooth(knots: Sequence[Point], parts: int = 16) -> list[Point]:
    """Return a smooth curve as points; between two knots it never leaves the range of their heights.

    Notes
    -----
    Monotone cubic interpolation after Fritsch and Carlson (1980): between two
    moments the curve does not rise above the better or fall below the worse.
    """
    slopes = [(b[1] - a[1]) / (b[0] - a[0]) for a, b in pairwise(knots)]
    tangents = [0.0, *(2 * m * n / (m + n) if m * n > 0 else 0.0 for m, n in pairwise(slopes)), 0.0]
    curve = list(knots[:1])
    for (a, b), m, n in zip(pairwise(knots), tangents, tangents[1:], strict=False):
        step = b[0] - a[0]
        for t in (i / parts for i in range(1, parts + 1)):
            rise = t * t * (3 - 2 * t)
            slant = step * t * (1 - t) * (m * (1 - t) - n * t)
            curve.append((a[0] + t * step, a[1] + (b[1] - a[1]) * rise + slant))
    return curve


def value(sheet: Sheet, shop: JourneyMap, columns: Sequence[Column], y: float) -> float:
    """Draw four rows of bars, 0 to 5; nothing where the map says nothing about value."""
    if not any(shop.value.values()):
        return y
    y = _in_gutter(sheet, _("Value proposition"), y, bold=True).bottom + 6
    for part in ValueComponent:
        middle = y + _VALUE_ROW / 2
        _in_gutter(sheet, part.label, middle, middle=True)
        for column in columns:
            level = shop.value.get(part, {}).get(column.moment.id)
            if level is not None:
                track = Box(column.left, middle - _TRACK / 2, column.room - 26, _TRACK)
                sheet.draw(svg.rectangle(track, fill=svg.SHADE))
                sheet.draw(svg.rectangle(Box(track.x, track.y, track.width * level / 5, _TRACK), fill=GREY))
                sheet.put(Label((number(round(level, 1)),), track.right + 6, middle, colour=GREY, middle=True))
        y += _VALUE_ROW
    return y


def kpis(
    sheet: Sheet, contacts: Sequence[Contact], columns: Sequence[Column], names: Mapping[str, str], top: float
) -> float:
    """Write the KPIs of each moment: the value, under it the name; nothing where no contact has one."""
    watched = [(contact, contact.kpi) for contact in contacts if contact.kpi is not None]
    if not watched:
        return top
    sheet.draw(_rule(Box(GUTTER, top, columns[-1].right - GUTTER, 0), top, svg.PALE))
    bottom = _in_gutter(sheet, _("KPI"), top + 8, bold=True).bottom
    for column in columns:
        here = [(contact, kpi) for contact, kpi in watched if contact.moment == column.moment.id]
        ids = [kpi.id for _contact, kpi in here]
        y = top + 8
        for contact, kpi in here[:_MOST_KPIS]:
            y = sheet.write(kpi_value(kpi) or "?", column.left, y, column.room, size=TEXT, bold=True).bottom + 1
            whose = f" ({contact.label})" if ids.count(kpi.id) > 1 else ""
            name = kpi_name(kpi, names) + whose
            y = sheet.write(name, column.left, y, column.room, lines=4, colour=GREY).bottom + 6
        if more := len(here[_MOST_KPIS:]):
            text = _("+{count} more").format(count=number(more))
            y = sheet.write(text, column.left, y, column.room, colour=GREY).bottom
        bottom = max(bottom, y)
    return bottom


def _in_gutter(sheet: Sheet, text: str, y: float, bold: bool = False, middle: bool = False) -> Box:
    return sheet.write(text, GUTTER - 10, y, GUTTER - MARGIN, bold=bold, anchor="end", colour=GREY, middle=middle)
