"""What all charts of a log begin with: the title, whose journeys they are, and the way to the picture."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from journeylab.domain.journey_log import JourneyLog
from journeylab.i18n import _, ngettext, number
from journeylab.views import svg
from journeylab.views.lettering import TEXT, TITLE
from journeylab.views.picture import Picture
from journeylab.views.svg import GREY, MARGIN, WIDTH, Sheet

if TYPE_CHECKING:
    import pandas as pd

ROOM = WIDTH - 2 * MARGIN


def facts(log: JourneyLog) -> str:
    """Return how many customers and contacts there are, and whether they are made up."""
    return " · ".join(
        [
            ngettext("{count} customer", "{count} customers", len(log)).format(count=number(len(log))),
            ngettext("{count} contact", "{count} contacts", log.n_events).format(count=number(log.n_events)),
            _("simulated, seed {seed}").format(seed=log.seed) if log.simulated else _("observed"),
        ]
    )


def headed(title: str, *below: str) -> tuple[Sheet, float]:
    """Return a sheet with its title and the lines below it, and the y under them."""
    sheet = Sheet()
    y = sheet.write(title, MARGIN, 14, ROOM, size=TITLE, bold=True).bottom + 5
    for line in below:
        y = sheet.write(line, MARGIN, y, ROOM, size=TEXT, colour=GREY).bottom + 4
    return sheet, y + 12


def closing(sheet: Sheet, sentences: Iterable[str], y: float) -> float:
    """Write sentences below a chart, each on lines of its own; return the height of the picture."""
    for sentence in sentences:
        y = sheet.write(sentence, MARGIN, y, ROOM, size=TEXT, lines=4).bottom + 4
    return y + 12


def picture(sheet: Sheet, height: float, title: str, description: str, rows: Callable[[], pd.DataFrame]) -> Picture:
    """Return what was drawn as a picture."""
    return Picture(svg.document(WIDTH, height, title, description, sheet.markup), title, description, rows)


def nothing() -> str:
    """Return what stands where a log has no contacts."""
    return _("This log holds no contacts yet. Read a file with read_log(...), or simulate journeys.")
