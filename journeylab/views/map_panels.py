"""What stands under the grid and shares its x axis: emotion, value proposition, KPIs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from journeylab.domain.journey_map import Contact, ContactKpi, JourneyMap
from journeylab.domain.vocabulary import ValueComponent
from journeylab.i18n import _, money, number
from journeylab.views.lettering import Box, Label, text_height, wrap
from journeylab.views.map_columns import GUTTER, INSET, SMALL, TEXT, Column

Point = tuple[float, float]

LOW, HIGH, TO_BE, MUTED = "#8A4406", "#1A559B", "#1A559B", "#555555"
_PLOT = 92.0
_VALUE_ROW, _TRACK = 20.0, 8.0
_MOST_KPIS = 2


@dataclass(frozen=True, slots=True)
class EmotionPanel:
    """The emotion along the moments.

    Attributes
    ----------
    plot : Box
        From +2 at its top to -2 at its bottom.
    as_is, to_be : tuple of (x, y)
        Points of the moments that somebody has rated: means of their contacts.
    spreads : tuple of (upper point, lower point)
        Best and worst contact of a moment where they differ.
    labels : tuple of Label
    bottom : float
    """

    plot: Box
    as_is: tuple[Point, ...]
    to_be: tuple[Point, ...]
    spreads: tuple[tuple[Point, Point], ...]
    labels: tuple[Label, ...]
    bottom: float

    @property
    def zero(self) -> float:
        """Y of the neutral emotion."""
        return self.plot.y + self.plot.height / 2


@dataclass(frozen=True, slots=True)
class ValuePanel:
    """How strongly each part of the value proposition is delivered: (track, filled part)."""

    bars: tuple[tuple[Box, Box], ...]
    labels: tuple[Label, ...]
    bottom: float


def emotion_panel(
    shop: JourneyMap, contacts: Sequence[Contact], columns: Sequence[Column], to_be: JourneyMap | None, top: float
) -> EmotionPanel | None:
    """Place the curve, owners at its lows, the favourite moment at its top; `None` where nobody has rated."""
    means = shop.emotion_by_moment()
    if not any(column.moment.id in means for column in columns):
        return None
    shown = [column for column in columns if column.moment.id in means]
    best = max(shown, key=lambda column: means[column.moment.id])
    labels = [_in_gutter(_("Emotion"), top, bold=True)]
    if means[best.moment.id] > 0:
        room = columns[-1].right - best.left
        labels.append(
            Label(
                wrap("▲ " + _("favourite moment"), room, SMALL, bold=True, lines=1),
                best.left,
                top,
                SMALL,
                True,
                colour=HIGH,
            )
        )
    plot = Box(GUTTER, top + text_height(1, SMALL) + 12, columns[-1].right - GUTTER, _PLOT)
    for share, word in ((0.0, _("delighted")), (0.5, _("neutral")), (1.0, _("angry"))):
        labels.append(_in_gutter(word, plot.y + share * _PLOT - text_height(1, SMALL) / 2))
    # Names of owners stand in a lane of their own, where no curve can cross them.
    lane = plot.bottom + 10
    rated = {m.id: [c.emotion for c in contacts if c.moment == m.id and c.emotion is not None] for m in shop.moments}
    lows = [column for column in shown if means[column.moment.id] < 0 or -2 in rated[column.moment.id]]
    for column in lows:
        limit = min((c.x for c in lows if c.x > column.x), default=columns[-1].right)
        owner = _owner(contacts, column.moment.id)
        lines = wrap(f"▼\u00a0{owner}", min(limit - column.left - INSET, 160), SMALL, bold=True, lines=3)
        labels.append(Label(lines, column.left, lane, SMALL, bold=True, colour=LOW))
    as_is = _points(means, columns, plot)
    wanted = _points(to_be.emotion_by_moment(), columns, plot) if to_be is not None else ()
    labels += _curve_names(as_is, wanted, columns[-1].right, plot)
    spreads = tuple(
        ((column.axis, _height(max(found), plot)), (column.axis, _height(min(found), plot)))
        for column in shown
        if len(set(found := rated[column.moment.id])) > 1
    )
    return EmotionPanel(plot, as_is, wanted, spreads, tuple(labels), max(label.box.bottom for label in labels))


def _points(means: Mapping[str, float], columns: Sequence[Column], plot: Box) -> tuple[Point, ...]:
    return tuple(
        (column.axis, _height(means[column.moment.id], plot)) for column in columns if column.moment.id in means
    )


def _height(emotion: float, plot: Box) -> float:
    return plot.y + (2 - emotion) / 4 * plot.height


def _owner(contacts: Sequence[Contact], moment: str) -> str:
    rated = [c for c in contacts if c.moment == moment and c.emotion is not None and c.emotion < 0]
    worst = min(rated, key=lambda contact: contact.emotion or 0, default=None)
    return worst.owner.label if worst is not None and worst.owner is not None else _("nobody in charge")


def _curve_names(as_is: Sequence[Point], to_be: Sequence[Point], right: float, plot: Box) -> list[Label]:
    """Name both curves behind their ends; one curve alone needs no name."""
    if not as_is or not to_be:
        return []
    x = max(as_is[-1][0], to_be[-1][0]) + 12
    half = text_height(1, SMALL) / 2
    upper, lower = sorted(((to_be[-1][1], _("to be"), TO_BE), (as_is[-1][1], _("as is"), "#222222")))
    middle = min(max((upper[0] + lower[0]) / 2, plot.y + 2 * half), plot.bottom - 2 * half)
    apart = max((lower[0] - upper[0]) / 2, half + 1)
    return [
        Label(
            (name,), min(x, right - 40), middle + side * apart - half, SMALL, bold=True, colour=colour, halo="#FFFFFF"
        )
        for side, (_y, name, colour) in ((-1, upper), (1, lower))
    ]


def smooth(knots: Sequence[Point]) -> list[tuple[Point, Point, Point]]:
    """Return cubic segments (two control points and the end) that never leave the range of their ends.

    Notes
    -----
    Monotone cubic interpolation after Fritsch and Carlson (1980): between two
    moments the curve does not rise above the better or fall below the worse.
    """
    slopes = [(b[1] - a[1]) / (b[0] - a[0]) for a, b in pairwise(knots)]
    if not slopes:
        return []
    inner = [2 * m * n / (m + n) if m * n > 0 else 0.0 for m, n in pairwise(slopes)]
    tangents = [slopes[0] if len(slopes) == 1 else 0.0, *inner, slopes[-1] if len(slopes) == 1 else 0.0]
    segments = []
    for (a, b), m, n in zip(pairwise(knots), tangents, tangents[1:], strict=False):
        third = (b[0] - a[0]) / 3
        segments.append(((a[0] + third, a[1] + m * third), (b[0] - third, b[1] - n * third), b))
    return segments


def value_panel(shop: JourneyMap, columns: Sequence[Column], top: float) -> ValuePanel | None:
    """Place four rows of bars, 0 to 5; `None` where the map says nothing about value."""
    if not any(shop.value.values()):
        return None
    labels = [_in_gutter(_("Value proposition"), top, bold=True)]
    bars = []
    y = top + text_height(1, SMALL) + 6
    for part in ValueComponent:
        half = text_height(1, SMALL) / 2
        labels.append(_in_gutter(part.label, y + _VALUE_ROW / 2 - half))
        for column in columns:
            level = shop.value.get(part, {}).get(column.moment.id)
            if level is None:
                continue
            track = Box(column.left, y + (_VALUE_ROW - _TRACK) / 2, column.width - 2 * INSET - 26, _TRACK)
            bars.append((track, Box(track.x, track.y, track.width * level / 5, _TRACK)))
            text = number(round(level, 1))
            labels.append(Label((text,), track.right + 6, y + _VALUE_ROW / 2 - half, SMALL, colour=MUTED))
        y += _VALUE_ROW
    return ValuePanel(tuple(bars), tuple(labels), y)


def kpi_labels(
    contacts: Sequence[Contact], columns: Sequence[Column], names: Mapping[str, str], top: float
) -> tuple[Label, ...]:
    """Place the KPIs of each moment: the value, under it the name; empty where no contact has one."""
    labels = []
    for column in columns:
        watched = [(c, c.kpi) for c in contacts if c.moment == column.moment.id and c.kpi is not None]
        ids = [kpi.id for _contact, kpi in watched]
        y = top
        for contact, kpi in watched[:_MOST_KPIS]:
            room = column.width - 2 * INSET
            value = Label(wrap(kpi_value(kpi) or "?", room, TEXT, bold=True, lines=2), column.left, y, TEXT, bold=True)
            whose = f" ({contact.label})" if ids.count(kpi.id) > 1 else ""
            name = wrap(kpi_name(kpi, names) + whose, room, SMALL, lines=3)
            labels += [value, Label(name, column.left, value.box.bottom + 1, SMALL, colour=MUTED)]
            y = labels[-1].box.bottom + 6
        if len(watched) > _MOST_KPIS:
            count = _("+{count} more").format(count=number(len(watched) - _MOST_KPIS))
            labels.append(Label((count,), column.left, y, SMALL, colour=MUTED))
    return (_in_gutter(_("KPI"), top, bold=True), *labels) if labels else ()


def kpi_name(kpi: ContactKpi, names: Mapping[str, str]) -> str:
    """Return what people call the figure, else its id as words."""
    return names.get(kpi.id) or kpi.id.replace("_", " ")


def kpi_value(kpi: ContactKpi) -> str:
    """Write the figure with its unit, ``68 %``; empty where nobody has measured it."""
    if kpi.value is None:
        return ""
    if kpi.unit in ("EUR", "€"):
        return money(kpi.value, digits=0 if kpi.value == int(kpi.value) else 2)
    return f"{number(kpi.value)}\u00a0{kpi.unit}".strip().replace("-", "−")


def _in_gutter(text: str, y: float, bold: bool = False) -> Label:
    return Label((text,), GUTTER - 10, y, SMALL, bold=bold, anchor="end", colour=MUTED)
