"""What charts have in common: the head, whose journeys they show, what they say below, and the way to the picture."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from journeylab.domain.journey_log import JourneyLog
from journeylab.i18n import _, ngettext, number, percent
from journeylab.views import svg
from journeylab.views.lettering import TEXT, TITLE
from journeylab.views.picture import Picture
from journeylab.views.svg import GREY, MARGIN, ROOM, WIDTH, Sheet

if TYPE_CHECKING:
    import pandas as pd


def customers(count: int) -> str:
    """Return so many customers in words."""
    return ngettext("{count} customer", "{count} customers", count).format(count=number(count))


def origin(seed: int | None) -> str:
    """Return whether journeys are made up; without a seed they were observed."""
    return _("observed") if seed is None else _("simulated, seed {seed}").format(seed=seed)


def facts(log: JourneyLog, *more: str) -> str:
    """Return how many customers and contacts there are, more if there is more to say, and whether they are made up."""
    contacts = ngettext("{count} contact", "{count} contacts", log.n_events).format(count=number(log.n_events))
    return " · ".join([customers(len(log)), contacts, *more, origin(log.seed)])


def headed(title: str, *below: str, gap: float = 16.0) -> tuple[Sheet, float]:
    """Return a sheet with its title and the lines below it, and the y under them and a gap."""
    sheet = Sheet()
    y = sheet.write(title, MARGIN, 14, ROOM, size=TITLE, bold=True).bottom + 5
    return sheet, told(sheet, below, y, gap=4, colour=GREY) - 4 + gap


def told(
    sheet: Sheet, sentences: Iterable[str], y: float, *, gap: float = 5.0, size: float = TEXT, **look: Any
) -> float:
    """Write sentences below each other, each on lines of its own, and return the y under them; `look` as in `write`."""
    for sentence in sentences:
        y = sheet.write(sentence, MARGIN, y, ROOM, size=size, **look).bottom + gap
    return y


def closing(sheet: Sheet, sentences: Iterable[str], y: float) -> float:
    """Write sentences below a chart; return the height of the picture."""
    return told(sheet, sentences, y, gap=4, lines=4) + 12


def alone(sheet: Sheet, sentence: str, y: float) -> tuple[Sheet, float]:
    """Write what stands where there is nothing to draw; return the sheet with the height of the picture."""
    return sheet, told(sheet, [sentence], y, gap=16, bold=True, lines=9)


def picture(
    sheet: Sheet, height: float, title: str, description: str, rows: Callable[[], pd.DataFrame], width: float = WIDTH
) -> Picture:
    """Return what was drawn as a picture."""
    return Picture(svg.document(width, height, title, description, sheet.markup), title, description, rows)


def nothing() -> str:
    """Return what stands where a log has no contacts."""
    return _("This log holds no contacts yet. Read a file with read_log(...), or simulate journeys.")


def returns(back: int, every: int) -> str:
    """Say how many of all steps between contacts lead back."""
    text = ngettext(
        "{count} of {all} steps between contacts leads back to an earlier moment ({share}).",
        "{count} of {all} steps between contacts lead back to an earlier moment ({share}).",
        back,
    )
    return text.format(count=number(back), all=number(every), share=percent(back / max(every, 1)))
