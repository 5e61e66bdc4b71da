"""The touchpoint map as a picture: header, legend, grid, panels, caption."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from journeylab.domain.journey_log import Journey, JourneyLog
from journeylab.domain.journey_map import JourneyMap
from journeylab.domain.vocabulary import Engagement, Form, Phase
from journeylab.i18n import _
from journeylab.views import chart, map_panels, map_words, svg
from journeylab.views.lettering import SMALL, Box, Label, text_height
from journeylab.views.map_panels import EMOTION
from journeylab.views.map_path import Leg, Line
from journeylab.views.map_selection import Selection, select
from journeylab.views.map_words import Way
from journeylab.views.picture import Picture
from journeylab.views.svg import BACK, BROWN, FORWARD, GREY, MARGIN, ROOM, Sheet
from journeylab.views.touchpoint_map import Grid, Mark, layout

_PASSIVE, _BACK_DASH = "4 3", "8 4"
_SAMPLE, _LEGEND_ROW = 24.0, 27.0

# A meaning, the width of what is drawn before it, and its markup from x = 0 on, around y = 0.
Sample = tuple[str, float, str]


def touchpoint_map(
    shop: JourneyMap,
    journey: Journey | JourneyLog | int | None = None,
    *,
    to_be: JourneyMap | None = None,
    persona: str | None = None,
    phase: Phase | str | None = None,
    panels: bool = True,
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
    panels : bool
        Whether emotion, value, KPIs and captions stand under the grid; without them the picture has nearly
        the shape of a slide, which makes its letters larger there.  `to_be` is one of them.
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
    names = kpi_names or {}
    chosen = select(shop, persona, phase)
    way = map_words.way(shop, journey)
    title = _title(shop)
    description = map_words.description(shop, chosen, persona, way)
    sheet, canvas = drawn(shop, chosen, way, title=title, persona=persona, to_be=to_be, panels=panels, kpi_names=names)
    return chart.picture(
        sheet, canvas.height, title, description, lambda: map_words.table(shop, chosen, names), canvas.width
    )


def drawn(
    shop: JourneyMap, chosen: Selection, way: Way, *, title: str, persona: str | None = None,
    to_be: JourneyMap | None = None, panels: bool = True, kpi_names: Mapping[str, str],
) -> tuple[Sheet, Box]:  # fmt: skip
    """Draw everything, from top to bottom; return it with the size of the picture."""
    samples = traffic_samples("3", _("step"), _("path")) if way.contacts else ()
    sheet, top = head(title, map_words.facts(shop, persona), map_words.note(shop, chosen), samples)
    grid = layout(shop, way.contacts, chosen=chosen, top=top)
    draw_grid(sheet, grid)
    width = grid.columns[-1].right + MARGIN
    if not panels:
        return sheet, Box(0, 0, width, grid.field.bottom + MARGIN)
    curve = grid.field.bottom + 20
    y = map_panels.emotion(sheet, shop, chosen.contacts, grid.columns, to_be, curve)
    rated = y > curve
    y = map_panels.value(sheet, shop, grid.columns, y + 18)
    y = map_panels.kpis(sheet, chosen.contacts, grid.columns, kpi_names, y + 8) + 12
    if told := map_words.caption(shop, way):
        y = chart.told(sheet, [told], y, bold=True)
    if rated:
        told = _("Emotion: mean of the contacts of a moment; a dotted line spans the best and the worst of them.")
        y = chart.told(sheet, [told], y, size=SMALL, colour=GREY)
    return sheet, Box(0, 0, width, y + 12)


def grid_of(shop: JourneyMap) -> Grid:
    """Return the grid as it stands in ``touchpoint_map(shop)``, for everything that is laid over the picture."""
    chosen = select(shop)
    _sheet, top = head(_title(shop), map_words.facts(shop, None), map_words.note(shop, chosen))
    return layout(shop, chosen=chosen, top=top)


def _title(shop: JourneyMap) -> str:
    return _("Touchpoint map: {title}").format(title=shop.title)


def head(title: str, facts: str, note: str, samples: Sequence[Sample] = ()) -> tuple[Sheet, float]:
    """Return a sheet with title, facts, a note if there is one, and the legend, and the y at which the grid begins."""
    sheet, y = chart.headed(title, facts, gap=5)
    y = chart.told(sheet, [note] if note else [], y, bold=True, colour=BROWN)
    return sheet, _legend(sheet, y + 17, MARGIN + ROOM, samples) + 20


def traffic_samples(pill: str, meaning: str, line: str) -> list[Sample]:
    """Return the samples of a legend for what runs over the map: a pill, lines, lines back."""
    label = Label((pill,), 0, 0, bold=True, anchor="middle", middle=True)
    width = max(label.box.width + 10, _SAMPLE)
    box = Box(1, -text_height(1, SMALL) / 2, width - 2, text_height(1, SMALL))
    return [
        (meaning, width, _pill(box) + svg.text(replace(label, x=width / 2))),
        (line, _SAMPLE, _stroke(None, FORWARD)),
        (_("back-jump"), _SAMPLE, _stroke(_BACK_DASH, BACK)),
    ]


def _legend(sheet: Sheet, y: float, right: float, more: Sequence[Sample]) -> float:
    """Draw samples and their meanings around this y, in as many lines as they need; return the y of the last."""
    middle = _SAMPLE / 2
    samples = [
        (form.label, _SAMPLE, shape(form, middle, 0, 10 if form is Form.COMMUNICATION else 8, svg.WHITE))
        for form in (Form.INTERACTION, Form.FEATURE, Form.COMMUNICATION)
    ]
    for kind, dash in ((Engagement.ACTIVE, None), (Engagement.PASSIVE, _PASSIVE)):
        samples.append((kind.label, _SAMPLE, _stroke(dash, svg.INK)))
    scale = "".join(_square(level, middle + i * (_SAMPLE + 2)) for i, level in enumerate(range(-2, 3)))
    samples += [
        (_("angry"), 0.0, ""),
        (_("delighted"), 5 * _SAMPLE + 8, scale),
        (_("not rated"), _SAMPLE, _square(None, middle)),
    ]
    x = MARGIN
    for name, width, markup in (*samples, *more):
        label = Label((name,), x + width + (5 if width else 0), y, middle=True)
        if label.box.right > right:
            label = replace(label, x=label.x - x + MARGIN, y=y + _LEGEND_ROW)
            x, y = MARGIN, label.y
        if width:
            sheet.draw(svg.element("g", markup, transform=f"translate({svg.short(x)} {svg.short(y)})"))
            sheet.take(f"sample {name}", Box(x, y - middle, width, _SAMPLE))
        x = sheet.put(label).right + (16 if width else 5)
    return y


def _stroke(dash: str | None, colour: str) -> str:
    return svg.line(0, 0, _SAMPLE, 0, stroke=colour, stroke_width=2.2, stroke_dasharray=dash)


def _square(level: int | None, x: float) -> str:
    box = Box(x, 0, 0, 0).grown(_SAMPLE / 2 - 1)
    return svg.rectangle(box, fill=EMOTION[level], stroke=svg.INK, stroke_width=0.8) + _number(level, x, 0)


def _number(level: int | None, x: float, y: float) -> str:
    text = map_words.emotion(level)
    return svg.text(Label((text,), x, y, bold=True, anchor="middle", colour=ink(level), middle=True))


def ink(level: int | None) -> str:
    """Return the colour of letters that can be read on the colour of an emotion."""
    return svg.WHITE if level in (-2, 2) else svg.INK


def path_width(leg: Leg) -> float:
    """Return how thick the line of a journey is: a little more for every time it goes the same way."""
    return min(2.0 + 0.7 * (leg.times - 1), 4.8)


def draw_grid(sheet: Sheet, grid: Grid, width: Callable[[Leg], float] = path_width) -> None:
    """Draw bands, lines and marks; `width` says how thick a line is, in pixels."""
    ground = {phase: svg.SHADE if phase is Phase.PURCHASE else svg.LIGHT for phase in Phase}
    sheet.draw(*(svg.rectangle(band, fill=ground[phase]) for phase, band in grid.phases))
    sheet.draw(*(svg.rectangle(gap, fill=svg.WHITE) for gap in grid.gaps))
    for y in grid.rules:
        sheet.draw(svg.line(grid.field.x, y, grid.field.right, y, stroke=svg.WHITE, stroke_width=2))
    for line in grid.lines:
        sheet.draw(*_path(line, width(line.leg)))
    for label in grid.labels:
        sheet.put(label)
    phase_of = {column.moment.id: column.moment.phase for column in grid.columns}
    for mark in grid.marks:
        # Letters above a line stay readable by a rim in the colour of the ground.
        halo = ground[phase_of[mark.contact.moment]] if grid.lines else None
        _mark(sheet, mark, replace(mark.label, halo=halo))


def _path(line: Line, width: float) -> tuple[str, str]:
    colour, dash = (BACK, _BACK_DASH) if line.leg.back else (FORWARD, None)
    d = f"M{svg.points([line.start])} Q{svg.points([line.bend, line.end])}"
    return (
        svg.element("path", d=d, fill="none", stroke=colour, stroke_width=width, stroke_dasharray=dash),
        svg.element("polygon", points=svg.points(line.head(3.5 + width / 2)), fill=colour),
    )


def _mark(sheet: Sheet, mark: Mark, label: Label) -> None:
    contact = mark.contact
    told = svg.words(f"{contact.label}: {contact.pain or contact.delight or contact.form.label}")
    passive = contact.engagement is Engagement.PASSIVE
    parts = [
        svg.element("title", told),
        shape(contact.form, mark.x, mark.y, mark.box.width / 2, EMOTION[contact.emotion], passive),
        _number(contact.emotion, mark.x, mark.y),
        svg.text(label),
    ]
    sheet.take(f"mark {contact.id}", mark.box)
    sheet.take(" ".join(label.lines), label.box)
    if mark.pill and mark.badge:
        parts += [_pill(mark.pill), svg.text(mark.badge)]
        sheet.take(f"steps {contact.id}", mark.pill)
    sheet.draw(svg.element("g", *parts, data_contact=contact.id))


def _pill(box: Box) -> str:
    return svg.rectangle(box, rx=box.height / 2, fill=svg.WHITE, stroke=FORWARD, stroke_width=0.9)


def shape(form: Form, x: float, y: float, reach: float, colour: str, dashed: bool = False) -> str:
    """Return a circle (interaction), a square (feature) or a diamond (communication)."""
    dash = _PASSIVE if dashed else None
    style: dict[str, svg.Value] = {"fill": colour, "stroke": svg.INK, "stroke_width": 1.8, "stroke_dasharray": dash}
    reach -= 1
    if form is Form.INTERACTION:
        return svg.element("circle", cx=x, cy=y, r=reach, **style)
    if form is Form.FEATURE:
        return svg.rectangle(Box(x, y, 0, 0).grown(reach), rx=2, **style)
    corners = [(x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)]
    return svg.element("polygon", points=svg.points(corners), **style)
