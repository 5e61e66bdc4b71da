"""The touchpoint map as a picture: every box of the scene becomes SVG."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from math import hypot

from journeylab.domain.journey_log import Journey, JourneyLog
from journeylab.domain.journey_map import JourneyMap
from journeylab.domain.vocabulary import Engagement, Form, Phase
from journeylab.i18n import _
from journeylab.views import map_words, svg
from journeylab.views.lettering import Box, Label, text_height
from journeylab.views.map_columns import SMALL
from journeylab.views.map_panels import HIGH, LOW, TO_BE, EmotionPanel, Point, smooth
from journeylab.views.map_path import Line
from journeylab.views.map_scene import LegendEntry, Scene, scene
from journeylab.views.map_selection import select
from journeylab.views.picture import Picture
from journeylab.views.touchpoint_map import Grid, Mark

# Orange to blue stays apart for the colour-blind; the number in the mark says the same.
EMOTION: dict[int | None, str] = {
    -2: "#B35806", -1: "#F1A340", 0: "#EEEEEE", 1: "#92C5DE", 2: "#2166AC", None: svg.WHITE,
}  # fmt: skip
BACK, FORWARD = "#882255", "#6E6E6E"
_PASSIVE, _BACK_DASH = "4 3", "8 4"


def touchpoint_map(
    shop: JourneyMap,
    journey: Journey | JourneyLog | int | None = None,
    *,
    to_be: JourneyMap | None = None,
    persona: str | None = None,
    phase: Phase | str | None = None,
    kpi_names: Mapping[str, str] | None = None,
) -> Picture:
    """Draw a shop's touchpoints: moments across, channels down, emotion below.

    Parameters
    ----------
    shop : JourneyMap
        A map or a scenario.
    journey : Journey, JourneyLog or int, optional
        A way to draw on the map; of a log its first journey, and a number is
        the place of a path that is recorded on the map.
    to_be : JourneyMap, optional
        Its emotion is drawn as a second, dashed curve.
    persona : str, optional
        Id of the persona in the title; on a map with more than 20 contacts only
        those on her recorded paths are shown.
    phase : Phase or str, optional
        Show this phase alone.
    kpi_names : mapping of str to str, optional
        Names of KPIs by id; without them an id is shown as words.

    Returns
    -------
    Picture

    Raises
    ------
    UsageError, ModelError
        If the journey, the phase or the persona does not belong to the map.
    """
    names = dict(kpi_names or {})
    chosen = select(shop, persona, phase)
    way = map_words.way(shop, journey)
    title = _("Touchpoint map: {title}").format(title=shop.title)
    drawn = scene(
        shop,
        chosen,
        way.contacts,
        to_be,
        {
            "title": title,
            "facts": map_words.facts(shop, persona),
            "note": map_words.note(shop, chosen),
            "caption": map_words.caption(shop, way),
        },
        names,
    )
    description = map_words.description(shop, chosen, persona, way)
    return Picture(
        svg=svg.document(drawn.width, drawn.height, title, description, list(_body(drawn))),
        title=title,
        description=description,
        rows=lambda: map_words.table(shop, chosen, names),
    )


def _body(drawn: Scene) -> Iterator[str]:
    yield from map(svg.text, drawn.header)
    for entry in drawn.legend:
        yield from _legend_entry(entry)
    yield from _grid(drawn.grid)
    if drawn.emotion is not None:
        yield from _emotion(drawn.emotion)
    if drawn.value is not None:
        for track, filled in drawn.value.bars:
            yield svg.rectangle(track, fill=svg.SHADE)
            yield svg.rectangle(filled, fill=svg.GREY)
        yield from map(svg.text, drawn.value.labels)
    if drawn.kpis:
        y = drawn.kpis[0].y - 8
        yield svg.line(drawn.grid.field.x, y, drawn.grid.field.right, y, stroke=svg.PALE, stroke_width=1)
    yield from map(svg.text, drawn.kpis)
    yield from map(svg.text, drawn.caption)


def _grid(grid: Grid) -> Iterator[str]:
    for phase, band in grid.phases:
        yield svg.rectangle(band, fill=_ground(phase))
    top = min(label.y for label in grid.headings) - 5
    for phase, band in dict(reversed(grid.phases)).items():
        yield svg.rectangle(Box(band.x + 1, top, band.width - 2, text_height(1, SMALL) + 10), fill=_ground(phase))
    for row in grid.rows:
        y = row.y + row.height
        yield svg.line(grid.field.x, y, grid.field.right, y, stroke=svg.WHITE, stroke_width=2)
    for line in grid.lines:
        yield from _path(line)
    yield from map(svg.text, grid.headings)
    yield from (svg.text(row.label) for row in grid.rows)
    phase_of = {column.moment.id: column.moment.phase for column in grid.columns}
    for mark in grid.marks:
        # Letters above a line stay readable by a rim in the colour of the ground.
        yield _mark(mark, _ground(phase_of[mark.contact.moment]) if grid.lines else None)


def _ground(phase: Phase) -> str:
    return svg.SHADE if phase is Phase.PURCHASE else svg.LIGHT


def _path(line: Line) -> Iterator[str]:
    colour = BACK if line.leg.back else FORWARD
    width = min(2.0 + 0.7 * (line.leg.times - 1), 4.8)
    d = f"M{svg.points([line.start])} Q{svg.points([line.bend, line.end])}"
    yield svg.element(
        "path", d=d, fill="none", stroke=colour, stroke_width=width,
        stroke_dasharray=_BACK_DASH if line.leg.back else None,
    )  # fmt: skip
    yield svg.element("polygon", points=svg.points(_arrow(line.end, line.tip, 3.5 + width / 2)), fill=colour)


def _arrow(tail: Point, tip: Point, half: float) -> list[Point]:
    dx, dy = tip[0] - tail[0], tip[1] - tail[1]
    size = hypot(dx, dy) or 1.0
    across = (-dy / size * half, dx / size * half)
    return [tip, (tail[0] + across[0], tail[1] + across[1]), (tail[0] - across[0], tail[1] - across[1])]


def _mark(mark: Mark, ground: str | None) -> str:
    contact = mark.contact
    colour = EMOTION[contact.emotion]
    return svg.element(
        "g",
        svg.element("title", svg.words(f"{contact.label}: {contact.pain or contact.delight or contact.form.label}")),
        shape(contact.form, mark.x, mark.y, mark.box.width / 2, colour, contact.engagement is Engagement.PASSIVE),
        svg.text(_number(contact.emotion, mark.x, mark.y)),
        svg.text(replace(mark.label, halo=ground)),
        *([_pill(mark.pill), svg.text(mark.badge)] if mark.pill and mark.badge else []),
    )


def _number(emotion: int | None, x: float, y: float) -> Label:
    text = map_words.emotion(emotion)
    return Label((text,), x, y - text_height(1, SMALL) / 2, SMALL, True, "middle", ink(EMOTION[emotion]))


def _pill(box: Box) -> str:
    return svg.rectangle(box, rx=box.height / 2, fill=svg.WHITE, stroke=FORWARD, stroke_width=0.9)


def shape(form: Form, x: float, y: float, reach: float, colour: str, dashed: bool = False) -> str:
    """Return a circle (interaction), a square (feature) or a diamond (communication)."""
    style: dict[str, str | float | None] = {
        "fill": colour,
        "stroke": svg.INK,
        "stroke_width": 1.8,
        "stroke_dasharray": _PASSIVE if dashed else None,
    }
    if form is Form.INTERACTION:
        return svg.element("circle", cx=x, cy=y, r=reach - 1, **style)
    if form is Form.FEATURE:
        return svg.rectangle(Box(x - reach + 1, y - reach + 1, 2 * reach - 2, 2 * reach - 2), rx=2, **style)
    corners = [(x, y - reach + 1), (x + reach - 1, y), (x, y + reach - 1), (x - reach + 1, y)]
    return svg.element("polygon", points=svg.points(corners), **style)


def ink(ground: str) -> str:
    """Return white or near-black, whichever is easier to read on this ground (WCAG 2.2, contrast ratio)."""
    return max((svg.WHITE, svg.INK), key=lambda colour: contrast(colour, ground))


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _legend_entry(entry: LegendEntry) -> Iterator[str]:
    box, sample = entry.box, entry.sample
    x, y = box.x + box.width / 2, box.y + box.height / 2
    if sample == "step":
        number = Label(("3",), x, y - text_height(1, SMALL) / 2, SMALL, bold=True, anchor="middle")
        yield from (_pill(Box(box.x + 1, number.y - 0.5, box.width - 2, number.box.height + 1)), svg.text(number))
    elif sample in ("forward", "back"):
        colour = BACK if sample == "back" else FORWARD
        dash = _BACK_DASH if sample == "back" else None
        yield svg.line(box.x, y, box.right, y, stroke=colour, stroke_width=2.4, stroke_dasharray=dash)
    elif isinstance(sample, Form):
        yield shape(sample, x, y, 10 if sample is Form.COMMUNICATION else 8, svg.WHITE)
    elif isinstance(sample, Engagement):
        yield svg.line(
            box.x, y, box.right, y, stroke=svg.INK, stroke_width=1.8,
            stroke_dasharray=_PASSIVE if sample is Engagement.PASSIVE else None,
        )  # fmt: skip
    elif sample is None or isinstance(sample, int):
        yield svg.rectangle(box.grown(-1), fill=EMOTION[sample], stroke=svg.INK, stroke_width=0.8)
        yield svg.text(_number(sample, x, y))
    yield svg.text(entry.label)


def _emotion(panel: EmotionPanel) -> Iterator[str]:
    plot, zero = panel.plot, panel.zero
    for y in (plot.y, plot.bottom):
        yield svg.line(plot.x, y, plot.right, y, stroke=svg.SHADE, stroke_width=1)
    for colour, upper in ((EMOTION[1], True), (EMOTION[-1], False)):
        for area in areas(panel.as_is, zero, upper):
            yield svg.element("polygon", points=svg.points(area), fill=colour, fill_opacity=0.75)
    yield svg.line(plot.x, zero, plot.right, zero, stroke="#999999", stroke_width=1)
    if len(panel.to_be) > 1:
        yield _curve(panel.to_be, stroke=TO_BE, stroke_dasharray="7 4")
    if len(panel.as_is) > 1:
        yield _curve(panel.as_is, stroke=svg.INK)
    for high, low in panel.spreads:
        yield svg.line(*high, *low, stroke="#777777", stroke_width=1.2, stroke_dasharray="2 2")
        for x, y in (high, low):
            yield svg.line(x - 4, y, x + 4, y, stroke="#777777", stroke_width=1.2)
    for x, y in panel.as_is:
        yield svg.element("circle", cx=x, cy=y, r=4, fill=svg.INK if y == zero else LOW if y > zero else HIGH)
    yield from map(svg.text, panel.labels)


def _curve(knots: Sequence[Point], **style: str) -> str:
    segments = " ".join(f"C{svg.points(segment)}" for segment in smooth(knots))
    return svg.element("path", d=f"M{svg.points(knots[:1])} {segments}", fill="none", stroke_width=2.2, **style)


def areas(knots: Sequence[Point], zero: float, upper: bool) -> list[list[Point]]:
    """Return the areas between the curve and the neutral line, on one side of it.

    The curve is sampled, because a clip path would need an id, and ids of
    several pictures on one page would meet.
    """
    found: list[list[Point]] = []
    current: list[Point] = []
    for point in _samples(knots):
        inside = point[1] < zero if upper else point[1] > zero
        if inside:
            current = current or [(point[0], zero)]
            current.append(point)
        elif current:
            found.append([*current, (point[0], zero)])
            current = []
    if current:
        found.append([*current, (current[-1][0], zero)])
    return found


def _samples(knots: Sequence[Point], parts: int = 16) -> Iterator[Point]:
    yield from knots[:1]
    for start, (c1, c2, end) in zip(knots, smooth(knots), strict=False):
        for i in range(1, parts + 1):
            t = i / parts
            u = 1 - t
            weights = (u**3, 3 * u * u * t, 3 * u * t * t, t**3)
            yield (
                sum(w * p[0] for w, p in zip(weights, (start, c1, c2, end), strict=True)),
                sum(w * p[1] for w, p in zip(weights, (start, c1, c2, end), strict=True)),
            )
