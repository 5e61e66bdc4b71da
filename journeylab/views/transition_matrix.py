"""What follows what, as a matrix in the order of the moments: below the stairs customers go back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from journeylab.analysis.step_matrix import StepMatrix, step_matrix
from journeylab.domain.expect import expect
from journeylab.domain.journey_log import JourneyLog
from journeylab.errors import UsageError
from journeylab.i18n import _, number
from journeylab.views import chart, svg
from journeylab.views.flow_chart import shade
from journeylab.views.lettering import SMALL, Box, Label, splits_badly, text_height, wrap
from journeylab.views.picture import Picture
from journeylab.views.svg import BACK, GREY, INK, MARGIN, ROOM, WIDTH, Sheet

if TYPE_CHECKING:
    import pandas as pd

MOST = 24

_MOMENTS, _NAMES, _COUNTS, _ROW = 124.0, 196.0, 62.0, 34.0
_WIDEST_CELL, _END = 104.0, 66.0
# On a deeper shade violet figures would have a contrast below 4.5.
DEEPEST = 0.8


def transition_matrix(log: JourneyLog, *, most: int = 20) -> Picture:
    """Draw which touchpoint follows which, as per cent of the steps that leave it.

    On a map touchpoints stand in the order of the moments, so that whatever
    goes back stands below the diagonal, in a dashed frame.

    Parameters
    ----------
    log : JourneyLog
    most : int
        How many touchpoints stand under their own name, 1 to 24; the rest is counted together.

    Returns
    -------
    Picture
        Its table has the counts, one row for each touchpoint and the start.

    Raises
    ------
    UsageError
        If more touchpoints are asked for than a picture can show, or none.
    """
    expect(log, JourneyLog)
    if not 1 <= most <= MOST:
        raise UsageError(
            _("One picture shows 1 to {most} touchpoints by name, not {given}.").format(most=MOST, given=most),
            _("Use a whole number from 1 to {most}.").format(most=MOST),
        )
    counted = step_matrix(log, most)
    title, facts = _("What follows what"), chart.facts(log)
    description = " ".join([facts + ".", *_sentences(counted)])
    sheet, height = drawn(counted, title, facts)
    return chart.picture(sheet, height, title, description, lambda: _table(counted))


@dataclass(frozen=True, slots=True)
class _Field:
    """Where rows and columns of cells stand."""

    x: float
    y: float
    width: float

    def cell(self, i: int, j: int) -> Box:
        return Box(self.x + j * self.width, self.y + i * _ROW, self.width, _ROW)


def drawn(counted: StepMatrix, title: str, facts: str) -> tuple[Sheet, float]:
    """Draw heads, rows, the frame around all ways back, and the caption; return them with the height of the picture."""
    sheet, y = chart.headed(title, facts, gap=5)
    if not counted.names:
        return chart.alone(sheet, chart.nothing(), y + 12)
    told = _("Row = from, column = to. Number = per cent of the steps that leave the row; empty = never.")
    y = sheet.write(told, MARGIN, y, ROOM, colour=GREY).bottom + 14
    x = MARGIN + (_MOMENTS if any(counted.moments) else 0) + _NAMES + _COUNTS
    ends = _ends(counted)
    width = min((WIDTH - MARGIN - x - _END * len(ends)) / len(counted.names), _WIDEST_CELL)
    field = _Field(x, _heads(sheet, counted, x, y, width, list(ends)) + 6, width)
    _rows(sheet, counted, field, ends)
    _moments(sheet, counted, field)
    y = field.cell(len(counted.names) + 1, 0).y + 14
    y = chart.told(sheet, _sentences(counted), y, bold=True)
    if counted.back().any():
        told = _("In the dashed violet frame: steps back to an earlier moment.")
        y = sheet.write(told, MARGIN, y, ROOM, colour=GREY).bottom
    return sheet, y + 14


def _ends(counted: StepMatrix) -> dict[str, NDArray[np.int64]]:
    """Return the last columns with their heads."""
    if not counted.tells_purchases:
        return {_("(end)"): counted.ends.sum(axis=1)}
    return {_("end, has bought"): counted.ends[:, 0], _("end, no purchase"): counted.ends[:, 1]}


def _heads(sheet: Sheet, counted: StepMatrix, x: float, y: float, width: float, ends: list[str]) -> float:
    """Write the numbers of the columns, and their names where these can be read; return the y under them."""
    heads: list[tuple[str, ...]] = [(str(i),) for i in range(1, len(counted.names) + 1)]
    names = [wrap(name, width - 8, SMALL) for name in counted.names]
    if all(len(lines) <= 3 and not splits_badly(name, width - 8, SMALL)
           for name, lines in zip(counted.names, names, strict=True)):  # fmt: skip
        heads = [(*head, *lines) for head, lines in zip(heads, names, strict=True)]
    right = x + width * len(heads)
    places = [(lines, x + (j + 0.5) * width) for j, lines in enumerate(heads)]
    places += [(wrap(end, _END - 6, SMALL, lines=4), right + (j + 0.5) * _END) for j, end in enumerate(ends)]
    base = (_("100% ="),)
    bottom = y + max(text_height(len(lines), SMALL) for lines, _x in [*places, (base, x)])
    for lines, middle in places:
        sheet.put(Label(lines, middle, bottom - text_height(len(lines), SMALL), anchor="middle"))
    sheet.put(Label(base, x - 8, bottom - text_height(len(base), SMALL), anchor="end", colour=GREY))
    return bottom


def _rows(sheet: Sheet, counted: StepMatrix, field: _Field, ends: dict[str, NDArray[np.int64]]) -> None:
    # The start, and the touchpoints that stand together, have no direction.
    back = np.pad(counted.back(), ((1, 0), (0, 0)))
    back = np.pad(back, (0, len(counted.names) - back.shape[1]))
    for i, name in enumerate((_("(start)"), *counted.names)):
        row, last = counted.steps[i].tolist(), [int(column[i]) for column in ends.values()]
        whole, start = sum(row) + sum(last), field.cell(i, 0)
        middle = start.y + _ROW / 2
        left = field.x - _COUNTS - _NAMES
        if i:
            sheet.put(Label((str(i),), left + 24, middle, anchor="end", bold=True, middle=True))
        sheet.write(name, left + 32, middle, _NAMES - 36, lines=2, middle=True)
        sheet.put(Label((number(whole),), field.x - 8, middle, anchor="end", colour=GREY, middle=True))
        right = field.x + len(row) * field.width
        cells = [(field.cell(i, j), count, bool(back[i, j])) for j, count in enumerate(row)]
        cells += [(Box(right + j * _END, start.y, _END, _ROW), count, False) for j, count in enumerate(last)]
        for box, count, returns in cells:
            fill = shade(DEEPEST * count / whole) if count else svg.WHITE
            sheet.draw(svg.rectangle(box, fill=fill, stroke=svg.PALE, stroke_width=0.6))
            if count:
                look = {"colour": BACK, "bold": True} if returns else {"colour": INK}
                sheet.put(Label((_per_cent(count / whole),), box.x + box.width / 2, middle, anchor="middle",
                                middle=True, **look))  # fmt: skip


def _per_cent(share: float) -> str:
    return "<1" if share < 0.005 else number(round(100 * share))


def _moments(sheet: Sheet, counted: StepMatrix, field: _Field) -> None:
    """Write the moments beside their rows, separate them, and frame what goes back."""
    n = len(counted.names)
    right, bottom = field.cell(0, n).x + _END * len(_ends(counted)), field.cell(n + 1, 0).y
    first = field.cell(1, 0).y
    sheet.draw(svg.line(MARGIN, first, right, first, stroke=INK, stroke_width=1.4))
    sheet.draw(svg.line(field.cell(0, n).x, field.y, field.cell(0, n).x, bottom, stroke=INK, stroke_width=1.4))
    if not any(counted.moments):
        return
    for (title, _rank), run in groupby(range(len(counted.rank)), lambda i: (counted.moments[i], counted.rank[i])):
        rows = list(run)
        box = field.cell(rows[0] + 1, rows[0])
        high = len(rows) * _ROW
        lines = wrap(title, _MOMENTS - 10, SMALL, bold=True, lines=max(2, int(high / 16)))
        sheet.put(Label(lines, MARGIN, box.y + high / 2, bold=True, colour=GREY, middle=True))
        sheet.draw(svg.line(MARGIN, box.y + high, right, box.y + high, stroke=GREY, stroke_width=1))
        edge = box.x + len(rows) * field.width
        sheet.draw(svg.line(edge, field.y, edge, bottom, stroke=GREY, stroke_width=1))
    stairs = [(i + 1, int(columns)) for i, columns in enumerate(counted.back().sum(axis=1)) if columns]
    if stairs:
        corners = [(field.x, field.cell(stairs[0][0], 0).y)]
        for i, columns in stairs:
            corners += [
                (field.cell(i, columns).x, field.cell(i, 0).y),
                (field.cell(i, columns).x, field.cell(i, 0).bottom),
            ]
        corners.append((field.x, field.cell(stairs[-1][0], 0).bottom))
        look: dict[str, svg.Value] = {"stroke": BACK, "stroke_width": 2.2, "stroke_dasharray": "8 4"}
        sheet.draw(svg.element("polygon", points=svg.points(corners), fill="none", **look))


def _sentences(counted: StepMatrix) -> Iterator[str]:
    between = counted.steps[1:]
    every, named = int(between.sum()), len(counted.rank)
    inner = between[:named, :named]
    if inner.any():
        start, end, count = _most(counted, inner)
        text = _("Most frequent step: from {start} to {end}, {count} times.")
        yield text.format(start=start, end=end, count=count)
    if any(counted.moments) and every:
        told = chart.returns(counted.returned, every)
        back = np.where(counted.back(), inner, 0)
        if back.any():
            start, end, count = _most(counted, back)
            text = _("Most frequent back-jump: from {start} to {end}, {count} times.")
            told += " " + text.format(start=start, end=end, count=count)
        yield told


def _most(counted: StepMatrix, steps: NDArray[np.int64]) -> tuple[str, str, str]:
    i, j = divmod(int(steps.argmax()), steps.shape[1])
    return counted.names[i], counted.names[j], number(int(steps[i, j]))


def _table(counted: StepMatrix) -> pd.DataFrame:
    import pandas as pd

    ends = _ends(counted)
    columns = [_("from"), *counted.names, *ends]
    rows = [
        [name, *counted.steps[i].tolist(), *(int(column[i]) for column in ends.values())]
        for i, name in enumerate((_("(start)"), *counted.names))
    ]
    return pd.DataFrame(rows if counted.names else [], columns=columns)
