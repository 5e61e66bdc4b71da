"""Channels of a log without a map: how often each is met, and what follows what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from journeylab.analysis.journeys import journeys
from journeylab.analysis.rare import most_frequent, with_others
from journeylab.analysis.transitions import transitions
from journeylab.domain.journey_log import JourneyLog
from journeylab.i18n import _, ngettext, number, percent
from journeylab.views import chart, svg
from journeylab.views.lettering import SMALL, Anchor, Box, Label, text_height, wrap
from journeylab.views.picture import Picture
from journeylab.views.svg import GREY, MARGIN, WIDTH, Sheet

if TYPE_CHECKING:
    import pandas as pd

MOST_CHANNELS = 12

_GUTTER, _ROW = 190.0, 34.0
_BAR, _LONGEST_BAR, _BESIDE_BARS, _WIDEST_CELL = 14.0, 520.0, 840.0, 104.0
# Dark text reads well even on the deepest shade.
_DEEPEST = (0x7D, 0xB8, 0xD8)


@dataclass(frozen=True, slots=True)
class Flow:
    """What the picture shows, counted.

    Attributes
    ----------
    names : tuple of str
        Channels, most frequent first; the last may stand for several rare ones.
    contacts : ndarray of int, shape (n,)
    steps : ndarray of int, shape (n + 1, n + 1)
        Row = from, the last row the start; column = to, the last column the end.
    success : ndarray of int, shape (2, n), or None
        Journeys that meet the channel, and those of them that end in a conversion.
    named : int
        How many channels stand under their own name.
    """

    names: tuple[str, ...]
    contacts: NDArray[np.int64]
    steps: NDArray[np.int64]
    success: NDArray[np.int64] | None
    named: int


def channel_picture(log: JourneyLog) -> Picture:
    """Draw how often each channel is met, and which one follows which.

    Parameters
    ----------
    log : JourneyLog
        Any log; one that belongs to a map is better drawn by `touchpoint_map`.

    Returns
    -------
    Picture
        Its table has one row a channel, and no channel is left out of it.
    """
    counted = flow(log)
    title, facts = _("Channels and what follows them"), _facts(log)
    description = " ".join([facts + ".", *_sentences(counted)])
    sheet, height = drawn(counted, title, facts)
    return chart.picture(sheet, height, title, description, lambda: _table(flow(log, most=len(log.touchpoints))))


def flow(log: JourneyLog, most: int = MOST_CHANNELS) -> Flow:
    """Count contacts, steps and conversions by channel.

    Parameters
    ----------
    log : JourneyLog
    most : int
        The rarest channels beyond so many are counted together.
    """
    often = np.bincount(log.codes, minlength=len(log.touchpoints))
    kept, rest = most_frequent(often, most)
    grouped = with_others(log, kept, rest)
    # `transitions` puts the start first; here the shares of a channel come first, the start last.
    steps = np.roll(transitions(grouped).to_numpy(dtype=np.int64), -1, axis=0)
    contacts = np.bincount(grouped.codes, minlength=len(grouped.touchpoints))
    return Flow(grouped.touchpoints, contacts, steps, _success(grouped), len(kept))


def _success(log: JourneyLog) -> NDArray[np.int64] | None:
    if log.conversion is None:
        return None
    cut, n = journeys(log, "touchpoint"), max(len(log.touchpoints), 1)
    met = np.unique(np.repeat(np.arange(len(cut)), cut.lengths()) * n + cut.codes)
    won = met[cut.success[met // n]]
    return np.array([np.bincount(pairs % n, minlength=len(log.touchpoints)) for pairs in (met, won)])


def drawn(counted: Flow, title: str, facts: str) -> tuple[Sheet, float]:
    """Draw the bars and, below them, the matrix; return them with the height of the picture."""
    sheet, y = chart.headed(title, facts, gap=18)
    if not counted.names:
        return chart.alone(sheet, chart.nothing(), y)
    return sheet, _matrix(sheet, counted, _bars(sheet, counted, y) + 26) + 16


def _bars(sheet: Sheet, counted: Flow, y: float) -> float:
    top = _heading(sheet, _("Contacts by channel"), MARGIN, y)
    if counted.success is not None:
        heading = _("Journeys with this channel that end in a conversion")
        top = max(top, _heading(sheet, heading, _BESIDE_BARS, y))
    for i, (name, count) in enumerate(zip(counted.names, counted.contacts.tolist(), strict=True)):
        middle = top + 8 + (i + 0.5) * _ROW
        _name(sheet, name, middle)
        bar = Box(_GUTTER, middle - _BAR / 2, _LONGEST_BAR * count / counted.contacts.max(), _BAR)
        sheet.draw(svg.rectangle(bar, fill=svg.STRONG_BLUE))
        sheet.take("bar", bar)
        _figure(sheet, f"{number(count)} ({percent(count / counted.contacts.sum())})", bar.right + 8, middle)
        met, won = (0, 0) if counted.success is None else counted.success[:, i].tolist()
        if met:
            text = _("{won} of {met} ({share})")
            text = text.format(won=number(won), met=number(met), share=percent(won / met))
            _figure(sheet, text, _BESIDE_BARS, middle)
    return top + 8 + len(counted.names) * _ROW


def _matrix(sheet: Sheet, counted: Flow, y: float) -> float:
    y = _heading(sheet, _("What follows what: row = from, column = to, number = how often"), MARGIN, y) + 10
    width = min((WIDTH - _GUTTER - MARGIN) / len(counted.steps), _WIDEST_CELL)
    columns = [wrap(name, width - 8, SMALL, lines=4) for name in (*counted.names, _("(end)"))]
    y += max(text_height(len(lines), SMALL) for lines in columns)
    for j, lines in enumerate(columns):
        top = y - text_height(len(lines), SMALL)
        sheet.put(Label(lines, _GUTTER + (j + 0.5) * width, top, anchor="middle"))
    y += 6
    for name, row in zip((*counted.names, _("(start)")), counted.steps.tolist(), strict=True):
        _name(sheet, name, y + _ROW / 2)
        for j, count in enumerate(row):
            colour = shade(count / counted.steps.max())
            cell = Box(_GUTTER + j * width, y, width, _ROW)
            sheet.draw(svg.rectangle(cell, fill=colour, stroke=svg.PALE, stroke_width=0.6))
            if count:
                _figure(sheet, number(count), cell.x + width / 2, y + _ROW / 2, "middle")
        y += _ROW
    return y


def _heading(sheet: Sheet, text: str, x: float, y: float) -> float:
    return sheet.write(text, x, y, WIDTH - MARGIN - x, bold=True, colour=GREY).bottom


def _name(sheet: Sheet, name: str, middle: float) -> None:
    sheet.write(name, _GUTTER - 10, middle, _GUTTER - MARGIN - 10, lines=2, anchor="end", middle=True)


def _figure(sheet: Sheet, text: str, x: float, middle: float, anchor: Anchor = "start") -> None:
    sheet.put(Label((text,), x, middle, anchor=anchor, middle=True))


def shade(share: float) -> str:
    """Return the colour of a cell: white for nothing, blue for the largest number."""
    return "#" + "".join(f"{round(255 - (255 - deepest) * share):02X}" for deepest in _DEEPEST)


def _facts(log: JourneyLog) -> str:
    if log.conversion is None:
        return chart.facts(log)
    won = int(log.conversion.sum())
    return chart.facts(log, ngettext("{count} conversion", "{count} conversions", won).format(count=number(won)))


def _sentences(counted: Flow) -> Iterator[str]:
    for name, count in zip(counted.names[:3], counted.contacts.tolist(), strict=False):
        share = percent(count / counted.contacts.sum())
        yield _("{channel}: {count} contacts ({share}).").format(channel=name, count=number(count), share=share)
    inner = counted.steps[: counted.named, : counted.named]
    if inner.any():
        i, j = divmod(int(inner.argmax()), counted.named)
        yield _("Most frequent step: from {start} to {end}, {count} times.").format(
            start=counted.names[i], end=counted.names[j], count=number(int(inner[i, j]))
        )


def _table(counted: Flow) -> pd.DataFrame:
    import pandas as pd

    total = max(counted.contacts.sum(), 1)
    facts = {_("channel"): counted.names, _("contacts"): counted.contacts, _("share"): counted.contacts / total}
    if counted.success is not None:
        facts |= {_("journeys"): counted.success[0], _("with conversion"): counted.success[1]}
    following = [_("then {channel}").format(channel=name) for name in (*counted.names, _("(end)"))]
    return pd.concat([pd.DataFrame(facts), pd.DataFrame(counted.steps[:-1], columns=following)], axis=1)
