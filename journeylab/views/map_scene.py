"""The whole touchpoint map as boxes: header, legend, grid, panels, caption."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from journeylab.domain.journey_map import JourneyMap
from journeylab.domain.vocabulary import Engagement, Form
from journeylab.i18n import _
from journeylab.views import touchpoint_map
from journeylab.views.lettering import Box, Label, text_height, wrap
from journeylab.views.map_columns import MARGIN, SMALL, TEXT, TITLE
from journeylab.views.map_panels import EmotionPanel, ValuePanel, emotion_panel, kpi_labels, value_panel
from journeylab.views.map_selection import Selection
from journeylab.views.touchpoint_map import Grid, layout

_SAMPLE = 24.0
Sample = Form | Engagement | Literal["forward", "back", "step", "word"] | int | None


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """A sample of a shape, an outline, a colour or a line, and what it means."""

    sample: Sample
    box: Box
    label: Label


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything on the picture, in pixels from the upper left corner."""

    header: tuple[Label, ...]
    legend: tuple[LegendEntry, ...]
    grid: Grid
    emotion: EmotionPanel | None
    value: ValuePanel | None
    kpis: tuple[Label, ...]
    caption: tuple[Label, ...]
    width: float
    height: float

    def labels(self) -> Iterator[Label]:
        """Go through every text on the picture."""
        yield from self.header
        yield from (entry.label for entry in self.legend if entry.label.lines)
        yield from self.grid.headings
        yield from (row.label for row in self.grid.rows)
        for mark in self.grid.marks:
            yield mark.label
            if mark.badge is not None:
                yield mark.badge
        if self.emotion is not None:
            yield from self.emotion.labels
        if self.value is not None:
            yield from self.value.labels
        yield from self.kpis
        yield from self.caption


def scene(
    shop: JourneyMap,
    chosen: Selection,
    path: Sequence[str],
    to_be: JourneyMap | None,
    texts: Mapping[Literal["title", "facts", "note", "caption"], str],
    kpis: Mapping[str, str],
) -> Scene:
    """Place everything, from top to bottom.

    Parameters
    ----------
    shop : JourneyMap
    chosen : Selection
    path : sequence of str
        Ids of the contacts of a journey.
    to_be : JourneyMap, optional
        Adds its emotion as a second curve.
    texts : mapping
        Title, facts, note and caption; empty ones take no room.
    kpis : mapping of str to str
        Names of KPIs by their ids.
    """
    room = touchpoint_map.width(chosen) - 2 * MARGIN
    header, y = _stacked(
        MARGIN, 14, room, (texts["title"], TITLE, True, "#222222"), (texts["facts"], TEXT, False, "#555555"),
        (texts["note"], TEXT, True, "#8A4406"),
    )  # fmt: skip
    legend, y = _legend(y + 10, room, bool(path))
    grid = layout(shop, path, chosen=chosen, top=y + 12)
    y = grid.field.bottom + 20
    emotion = emotion_panel(shop, chosen.contacts, grid.columns, to_be, y)
    y = emotion.bottom + 18 if emotion is not None else y
    value = value_panel(shop, grid.columns, y)
    y = value.bottom + 16 if value is not None else y
    figures = kpi_labels(chosen.contacts, grid.columns, kpis, y)
    y = max((label.box.bottom for label in figures), default=y - 16) + 16
    explained = _("Emotion: mean of the contacts of a moment; a dotted line spans the best and the worst of them.")
    caption, y = _stacked(
        MARGIN, y, room, (texts["caption"], TEXT, True, "#222222"),
        (explained if emotion is not None and emotion.spreads else "", SMALL, False, "#555555"),
    )  # fmt: skip
    return Scene(header, legend, grid, emotion, value, figures, caption, grid.width, y + 12)


def _stacked(x: float, y: float, room: float, *texts: tuple[str, float, bool, str]) -> tuple[tuple[Label, ...], float]:
    labels = []
    for text, size, bold, colour in texts:
        if text:
            labels.append(Label(wrap(text, room, size, bold=bold, lines=3), x, y, size, bold, colour=colour))
            y = labels[-1].box.bottom + 5
    return tuple(labels), y


def _legend(y: float, room: float, with_path: bool) -> tuple[tuple[LegendEntry, ...], float]:
    """Place samples and their meanings in lines; the five emotions stand close, as one scale."""
    groups: list[list[tuple[Sample, str]]] = [
        [(form, form.label)] for form in (Form.INTERACTION, Form.FEATURE, Form.COMMUNICATION)
    ]
    groups += [[(kind, kind.label)] for kind in Engagement]
    groups.append([("word", _("angry")), *((emotion, "") for emotion in range(-2, 2)), (2, _("delighted"))])
    groups.append([(None, _("not rated"))])
    if with_path:
        groups += [[("step", _("step"))], [("forward", _("path"))], [("back", _("back-jump"))]]
    entries: list[LegendEntry] = []
    x = MARGIN
    height = text_height(1, SMALL)
    for group in groups:
        placed, right = _entries(group, x, y, height)
        if right > MARGIN + room and x > MARGIN:
            y += height + 12
            placed, right = _entries(group, MARGIN, y, height)
        entries += placed
        x = right + 16
    return tuple(entries), y + height


def _entries(group: Sequence[tuple[Sample, str]], x: float, y: float, height: float) -> tuple[list[LegendEntry], float]:
    entries = []
    for sample, name in group:
        size = 0.0 if sample == "word" else _SAMPLE
        label = Label((name,) if name else (), x + size + (5 if size else 0), y, SMALL)
        entries.append(LegendEntry(sample, Box(x, y + (height - _SAMPLE) / 2, size, _SAMPLE), label))
        x = label.box.right + (5 if sample == "word" else 0) if name else x + size + 2
    return entries, x
