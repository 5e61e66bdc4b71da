"""Channels side by side: how many meet them, who buys afterwards, what opens and closes, what it costs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from journeylab.analysis.channels import channels
from journeylab.analysis.table import Table
from journeylab.domain.journey_log import JourneyLog
from journeylab.i18n import _, ngettext, number, percent
from journeylab.views import chart, svg
from journeylab.views.lettering import SMALL, Box, Label, text_height, text_width, wrap
from journeylab.views.picture import Picture
from journeylab.views.svg import GREY, INK, MARGIN, WIDTH, Sheet

MOST_CHANNELS = 12

_GUTTER, _ROW, _BAR, _BETWEEN, _BESIDE = 190.0, 44.0, 14.0, 22.0, 6.0
_COLOUR, _DOT = svg.STRONG_BLUE, 4.0


@dataclass(frozen=True, slots=True)
class Panel:
    """One column of small charts.

    Attributes
    ----------
    column : str
        Of the table; "rate" is drawn as a dot with its interval.
    parts : float
        Share of the width.
    bars : bool
        Whether the number has a bar before it.
    """

    column: str
    heading: str
    parts: float
    bars: bool = True


def channel_comparison(log: JourneyLog) -> Picture:
    """Compare the channels of a log, one row a channel.

    Parameters
    ----------
    log : JourneyLog
        Channels are those of its map; without a map each touchpoint is one.

    Returns
    -------
    Picture
        Shows the channels that most customers meet; its table has all of them.
    """
    counted = channels(log)
    title = _("Channels compared")
    sheet, height = drawn(counted, title, chart.facts(log))
    description = " ".join([chart.facts(log) + ".", *_sentences(counted)])
    return chart.picture(sheet, height, title, description, counted.written)


def drawn(counted: Table, title: str, facts: str) -> tuple[Sheet, float]:
    """Draw the panels beside each other; return them with the height of the picture."""
    sheet, y = chart.headed(title, facts)
    if not len(counted):
        return sheet, chart.closing(sheet, [chart.nothing()], y)
    shown = counted.head(MOST_CHANNELS)
    panels = [panel for panel in _panels() if panel.column in shown]
    unit = (WIDTH - MARGIN - _GUTTER - _BETWEEN * (len(panels) - 1)) / sum(panel.parts for panel in panels)
    heads = [wrap(panel.heading, panel.parts * unit, SMALL, bold=True) for panel in panels]
    top = y + max(text_height(len(lines), SMALL) for lines in heads)
    x = _GUTTER
    for panel, lines in zip(panels, heads, strict=True):
        head = Label(lines, x, top - text_height(len(lines), SMALL), bold=True, colour=GREY)
        sheet.put(head)
        written = [counted.formats[panel.column](value) for value in shown[panel.column]]
        room = Box(x, top + 8, panel.parts * unit, len(shown) * _ROW)
        if panel.column == "rate":
            _shares(sheet, shown, written, room)
        else:
            _bars(sheet, shown[panel.column].tolist(), written, room, panel.bars)
        x = room.right + _BETWEEN
    for i, name in enumerate(shown.index):
        _name(sheet, str(name), str(shown["medium"].iloc[i]) if "medium" in shown else "", top + 8 + i * _ROW)
    hidden = len(counted) - len(shown)
    said = list(_sentences(counted)) + list(counted.notes)
    if hidden:
        text = ngettext(
            "{count} more channel, met by fewer customers, is in the table.",
            "{count} more channels, met by fewer customers, are in the table.",
            hidden,
        )
        said.append(text.format(count=number(hidden)))
    return sheet, chart.closing(sheet, said, top + 20 + len(shown) * _ROW)


def _panels() -> list[Panel]:
    return [
        Panel("contacts", _("Contacts"), 1.3),
        Panel("share", _("Customers who meet it"), 1.25),
        Panel("rate", _("Of them, buy afterwards (95% interval)"), 2.0),
        Panel("first", _("First contact of a purchase"), 1.0),
        Panel("last", _("Last contact of a purchase"), 1.0),
        Panel("cost_per_contact", _("Cost per contact"), 0.85, bars=False),
        Panel("cost_per_buyer", _("Cost per buyer"), 1.4),
        Panel("gap", _("Until the next contact (median)"), 0.9, bars=False),
    ]


def _name(sheet: Sheet, name: str, medium: str, top: float) -> None:
    room = _GUTTER - MARGIN - 14
    lines = wrap(name, room, SMALL, bold=True, lines=1 if medium else 2)
    height = text_height(len(lines), SMALL) + (text_height(1, SMALL) if medium else 0)
    y = top + (_ROW - height) / 2
    box = sheet.put(Label(lines, MARGIN, y, bold=True))
    if medium:
        sheet.put(Label((medium,), MARGIN, box.bottom, colour=GREY))


def _bars(sheet: Sheet, values: list[float], written: list[str], room: Box, bars: bool) -> None:
    widest = max(text_width(text, SMALL) for text in written)
    most = max((value for value in values if value == value), default=0.0)
    for i, (value, text) in enumerate(zip(values, written, strict=True)):
        middle, x = room.y + (i + 0.5) * _ROW, room.x
        if bars and value == value and value > 0:
            bar = Box(x, middle - _BAR / 2, max((room.width - widest - _BESIDE) * value / most, 1.0), _BAR)
            sheet.draw(svg.rectangle(bar, fill=_COLOUR))
            sheet.take("bar", bar)
            x = bar.right + _BESIDE
        sheet.put(Label((text,), x, middle, middle=True))


def _shares(sheet: Sheet, shown: Table, written: list[str], room: Box) -> None:
    """Draw shares as dots on a common scale, with their intervals as whiskers and the numbers on the right."""
    widest = max(text_width(text, SMALL) for text in written)
    most = max(float(shown["high"].max()), 1e-9)
    scale = (room.width - widest - 2 * _BESIDE - 2 * _DOT) / most
    left = room.x + _DOT
    sheet.draw(svg.line(left, room.y, left, room.bottom, stroke=svg.PALE, stroke_width=1))
    triples = zip(shown["rate"], shown["low"], shown["high"], strict=True)
    for i, ((rate, low, high), text) in enumerate(zip(triples, written, strict=True)):
        middle = room.y + (i + 0.5) * _ROW
        a, b = left + low * scale, left + high * scale
        sheet.draw(
            svg.line(a, middle, b, middle, stroke=INK, stroke_width=1.6),
            *(svg.line(x, middle - 6, x, middle + 6, stroke=INK, stroke_width=1.6) for x in (a, b)),
            svg.element("circle", cx=left + rate * scale, cy=middle, r=_DOT, fill=_COLOUR, stroke=svg.WHITE),
        )
        sheet.take("interval", Box(a, middle - 6, b - a, 12))
        sheet.put(Label((text,), room.right, middle, anchor="end", middle=True))


def _sentences(counted: Table) -> Iterator[str]:
    if not len(counted):
        yield chart.nothing()
        return
    names = [str(name) for name in counted.index]
    yield _("The channel that most customers meet: {channel} ({share}).").format(
        channel=names[0], share=percent(float(counted["share"].iloc[0]))
    )
    if "rate" not in counted:
        return
    if counted["low"].max() <= counted["high"].min():
        yield _("No channel stands out by its share of buyers: the intervals have a common part.")
    else:
        best = counted.iloc[int(counted["rate"].to_numpy().argmax())]
        yield _(
            "Purchases are most frequent after a contact with {channel}: {rate}, {bought} of {met} customers."
        ).format(
            channel=best.name,
            rate=percent(float(best["rate"])),
            bought=number(int(best["bought"])),
            met=number(int(best["customers"])),
        )
    first, last = int(counted["first"].to_numpy().argmax()), int(counted["last"].to_numpy().argmax())
    if counted["first"].iloc[first]:
        yield _(
            "Journeys with a purchase: most frequent first contact {first}, most frequent last contact {last}."
        ).format(first=names[first], last=names[last])
