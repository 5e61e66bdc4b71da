"""KPIs as tiles: a number, how sure it is, what it rests on, and what a change does to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from journeylab.analysis.figure_table import bounds, level, signed
from journeylab.analysis.log_figures import FIGURES
from journeylab.analysis.log_kpis import Difference, currency
from journeylab.analysis.ratio import Ratio
from journeylab.analysis.told import Told, told
from journeylab.domain.journey_log import JourneyLog
from journeylab.i18n import _, number
from journeylab.views import chart, svg
from journeylab.views.experiment_picture import judged
from journeylab.views.lettering import SMALL, TEXT, Box, Label, text_height, text_width, wrap
from journeylab.views.picture import Picture
from journeylab.views.svg import BLUE, GREY, INK, MARGIN, ROOM, Sheet

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = 4

_BETWEEN, _INSET, _SIZES = 16.0, 14.0, (28.0, 21.0, 17.0, 15.0, TEXT)
_BAR, _DOT, _LINE = 18.0, 4.5, text_height(1, SMALL)


def kpi_tiles(log: JourneyLog, keys: Sequence[str] | None = None, *, to_be: JourneyLog | None = None) -> Picture:
    """Show figures of a log as tiles.

    Parameters
    ----------
    log : JourneyLog
    keys : sequence of str, optional
        Names of figures, for example ``["aov", "nps"]``; by default the eight
        most usual ones that the log can tell.
    to_be : JourneyLog, optional
        The same customers in another scenario: each tile shows both values and
        the change with its 95 % interval.

    Returns
    -------
    Picture

    Raises
    ------
    UsageError, ModelError
        If a figure is unknown or cannot be told, or the customers are not the same.
    """
    tiles = told(log, keys, to_be)
    money = currency(log)
    title = _("KPIs, as is and to be") if to_be is not None else _("KPIs")
    sheet, height = drawn(tiles, title, chart.facts(log), money)
    description = " ".join([chart.facts(log) + ".", *(_sentence(tile, money) for tile in tiles)])
    return chart.picture(sheet, height, title, description, lambda: _table(tiles, money))


def drawn(tiles: Sequence[Told], title: str, facts: str, money: str = "EUR") -> tuple[Sheet, float]:
    """Draw the tiles, four in a row; return them with the height of the picture."""
    compared = any(tile.to_be is not None for tile in tiles)
    below = [_("as is → to be, below it the change with its 95% interval; the dashed line is 0: no change")]
    sheet, y = chart.headed(title, facts, *(below if compared else ()))
    if not tiles:
        return sheet, chart.closing(sheet, [_("This log can tell none of the usual KPIs.")], y)
    width = (ROOM - (COLUMNS - 1) * _BETWEEN) / COLUMNS
    for start in range(0, len(tiles), COLUMNS):
        row = tiles[start : start + COLUMNS]
        lefts = [MARGIN + i * (width + _BETWEEN) for i in range(len(row))]
        pairs = list(zip(row, lefts, strict=True))
        lines = max(len(wrap(FIGURES[tile.key].label(), width - 2 * _INSET, TEXT, bold=True)) for tile in row)
        bottom = max(_tile(sheet, tile, Box(x, y, width, text_height(lines, TEXT)), money) for tile, x in pairs) + 12
        # Frames have no ground, so that they may be drawn last, when the tallest tile is known.
        sheet.draw(
            *(
                svg.rectangle(Box(x, y, width, bottom - y), rx=6, fill="none", stroke=svg.PALE, stroke_width=1.2)
                for _tile_, x in pairs
            )
        )
        y = bottom + _BETWEEN
    return sheet, y


def _tile(sheet: Sheet, tile: Told, frame: Box, money: str) -> float:
    """Draw the content of a tile; the frame is as high as the longest name of its row.  Return the y under it."""
    fig = FIGURES[tile.key]
    x, room = frame.x + _INSET, frame.width - 2 * _INSET
    sheet.write(fig.label(), x, frame.y + 10, room, size=TEXT, bold=True)
    y = frame.bottom + 18
    before = level(tile.as_is.value, fig.unit, money)
    if tile.to_be is None:
        y = _values(sheet, [(before, INK)], x, y, room)
        y = sheet.write(_interval(tile.as_is, fig.unit, money), x, y, room, colour=GREY).bottom + 6
    else:
        y = _values(sheet, [(before, INK), ("→", GREY), (level(tile.to_be.value, fig.unit, money), BLUE)], x, y, room)
        y = _change(sheet, tile.difference, fig.unit, money, x, y, room)
    y = sheet.write(fig.basis(), x, y, room, colour=GREY).bottom
    return max(sheet.write(line, x, y + i * _LINE, room, colour=GREY, lines=1).bottom for i, line in _parts(tile))


def _values(sheet: Sheet, words: Sequence[tuple[str, str]], x: float, y: float, room: float) -> float:
    """Write the large numbers beside each other in the largest size that fits."""

    def takes(size: float) -> float:
        return sum(text_width(word, size, bold=True) + size / 2 for word, _colour in words)

    sizes = _SIZES if len(words) == 1 else _SIZES[1:]
    size = next((size for size in sizes if takes(size) <= room + size / 2), _SIZES[-1])
    bottom = y + text_height(1, sizes[0])
    for word, colour in words:
        label = Label((word,), x, bottom - text_height(1, size), size, bold=True, colour=colour)
        x = sheet.put(label).right + size / 2
    return bottom + 2


def _change(sheet: Sheet, found: Difference | None, unit: str, money: str, x: float, y: float, room: float) -> float:
    if found is None:
        return sheet.write(_("Cannot be compared: one of the two has no basis."), x, y, room).bottom + 6
    low, high = found.interval
    word, colour = judged(found)
    y = sheet.write(signed(found.change, unit, money), x, y, room, size=TEXT, bold=True).bottom
    y = sheet.write(bounds(found.interval, unit, money), x, y, room, colour=GREY).bottom + 4
    centre, half = x + room / 2, max(abs(low), abs(high)) or 1.0
    a, b, at = (centre + value / half * (room / 2 - _DOT) for value in (low, high, found.change))
    middle = y + _BAR / 2
    sheet.draw(
        svg.line(x, middle, x + room, middle, stroke=svg.PALE, stroke_width=1),
        svg.line(centre, y, centre, y + _BAR, stroke=INK, stroke_width=1.4, stroke_dasharray="3 2"),
        svg.line(a, middle, b, middle, stroke=colour, stroke_width=3.4),
        *(svg.line(end, middle - 5, end, middle + 5, stroke=colour, stroke_width=1.8) for end in (a, b)),
        svg.element("circle", cx=at, cy=middle, r=_DOT, fill=colour, stroke=svg.WHITE),
    )
    sheet.take("interval", Box(x, y, room, _BAR))
    return sheet.write(word, x, y + _BAR + 3, room, size=TEXT, bold=True, colour=colour).bottom + 6


def _interval(ratio: Ratio, unit: str, money: str) -> str:
    low, high = ratio.interval()
    if low != low:
        return _("no interval: too few")
    return _("95%: {low} to {high}").format(low=level(low, unit, money), high=level(high, unit, money))


def _parts(tile: Told) -> Iterator[tuple[int, str]]:
    """Go through numerator and denominator in numbers, of each log."""
    both = [("", tile.as_is)]
    if tile.to_be is not None:
        both = [(_("as is") + ": ", tile.as_is), (_("to be") + ": ", tile.to_be)]
    for i, (name, ratio) in enumerate(both):
        above, below = (number(round(part)) for part in (ratio.numerator, ratio.denominator))
        yield i, name + _("{above} / {below}").format(above=above, below=below)


def _sentence(tile: Told, money: str) -> str:
    fig, found = FIGURES[tile.key], tile.difference
    if found is None:
        return f"{fig.label()}: {level(tile.as_is.value, fig.unit, money)}."
    return _("{kpi}: {before} → {after}, {change} ({interval}): {word}.").format(
        kpi=fig.label(),
        before=level(found.as_is, fig.unit, money),
        after=level(found.to_be, fig.unit, money),
        change=signed(found.change, fig.unit, money),
        interval=bounds(found.interval, fig.unit, money),
        word=judged(found)[0],
    )


def _table(tiles: Sequence[Told], money: str) -> pd.DataFrame:
    import pandas as pd

    rows = []
    for tile in tiles:
        fig = FIGURES[tile.key]
        parts = [part for _i, part in _parts(tile)]
        row = {_("figure"): fig.label(), _("as is"): level(tile.as_is.value, fig.unit, money)}
        if tile.to_be is None:
            row[_("interval")] = _interval(tile.as_is, fig.unit, money)
        else:
            found = tile.difference
            row[_("to be")] = level(tile.to_be.value, fig.unit, money)
            row[_("change")] = signed(found.change, fig.unit, money) if found else "-"
            row[_("interval")] = bounds(found.interval, fig.unit, money) if found else "-"
            row[_("effect")] = judged(found)[0] if found else "-"
        rows.append(row | {_("basis"): fig.basis(), _("in numbers"): "; ".join(parts)})
    return pd.DataFrame(rows)
