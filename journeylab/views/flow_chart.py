"""Channels of a log without a map: how often each is met, and what follows what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from journeylab.analysis.journeys import journeys
from journeylab.analysis.transitions import transitions
from journeylab.domain.journey_log import JourneyLog
from journeylab.i18n import _, ngettext, number, percent
from journeylab.views import svg
from journeylab.views.lettering import Anchor, Box, Label, text_height, wrap
from journeylab.views.picture import Picture

if TYPE_CHECKING:
    import pandas as pd

MOST_CHANNELS = 12

_WIDTH, _MARGIN, _GUTTER = 1240.0, 16.0, 190.0
_TITLE, _TEXT, _SMALL = 21.0, 13.0, 12.5
_BAR_ROW, _BAR, _LONGEST_BAR, _BESIDE_BARS = 34.0, 14.0, 520.0, 840.0
_CELL_WIDEST, _CELL_HEIGHT = 104.0, 34.0
_BAR_COLOUR, _MUTED = "#2166AC", "#555555"
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
    met, won : ndarray of int, shape (n,), or None
        Journeys that meet the channel, and those of them that end in a conversion.
    together : int
        How many rare channels are counted together in the last one; 0 where all are named.
    """

    names: tuple[str, ...]
    contacts: NDArray[np.int64]
    steps: NDArray[np.int64]
    met: NDArray[np.int64] | None
    won: NDArray[np.int64] | None
    together: int = 0


@dataclass(frozen=True, slots=True)
class FlowScene:
    """Everything on the picture, in pixels: bars, shaded cells with their share of the largest, texts."""

    bars: tuple[Box, ...]
    cells: tuple[tuple[Box, float], ...]
    labels: tuple[Label, ...]
    width: float
    height: float


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
    title = _("Channels and what follows them")
    scene = layout(counted, title, _facts(log))
    description = " ".join([_facts(log) + ".", *_sentences(counted)])
    return Picture(
        svg=svg.document(scene.width, scene.height, title, description, list(_body(scene))),
        title=title,
        description=description,
        rows=lambda: _table(flow(log, most=len(log.touchpoints))),
    )


def flow(log: JourneyLog, most: int = MOST_CHANNELS) -> Flow:
    """Count contacts, steps and conversions by channel.

    Parameters
    ----------
    log : JourneyLog
    most : int
        The rarest channels beyond so many are counted together.
    """
    often = np.bincount(log.codes, minlength=len(log.touchpoints))
    order = [int(code) for code in np.argsort(-often, kind="stable") if often[code]]
    kept, rest = order[:most], order[most:]
    names = [log.label(code) for code in kept]
    if rest:
        names.append(ngettext("{count} other", "{count} others", len(rest)).format(count=number(len(rest))))
    group = np.zeros(len(log.touchpoints), dtype=np.uint8)
    group[kept] = range(len(kept))
    group[rest] = len(kept)
    grouped = replace(log, touchpoints=tuple(names), codes=group[log.codes], map=None, events={})
    # `transitions` puts the start first; here the shares of a channel come first, the start last.
    steps = np.roll(transitions(grouped).to_numpy(dtype=np.int64), -1, axis=0)
    met, won = _successes(grouped)
    return Flow(tuple(names), np.bincount(grouped.codes, minlength=len(names)), steps, met, won, len(rest))


def _successes(grouped: JourneyLog) -> tuple[NDArray[np.int64] | None, NDArray[np.int64] | None]:
    if grouped.conversion is None:
        return None, None
    cut = journeys(grouped, "touchpoint")
    n = max(len(grouped.touchpoints), 1)
    owner = np.repeat(np.arange(len(cut)), cut.lengths())
    pairs = np.unique(owner * n + cut.codes)
    won = pairs[cut.success[pairs // n]]
    size = len(grouped.touchpoints)
    return np.bincount(pairs % n, minlength=size), np.bincount(won % n, minlength=size)


def layout(counted: Flow, title: str, facts: str) -> FlowScene:
    """Place the bars and, below them, the matrix.

    Parameters
    ----------
    counted : Flow
    title, facts : str
    """
    labels = [Label((title,), _MARGIN, 14, _TITLE, bold=True)]
    lines = wrap(facts, _WIDTH - 2 * _MARGIN, _TEXT)
    labels.append(Label(lines, _MARGIN, labels[0].box.bottom + 5, _TEXT, colour=_MUTED))
    y = labels[-1].box.bottom + 18
    if not counted.names:
        text = _("This log holds no contacts yet. Read a file with read_log(...), or simulate journeys.")
        labels.append(Label(wrap(text, _WIDTH - 2 * _MARGIN, _TEXT, bold=True), _MARGIN, y, _TEXT, bold=True))
        return FlowScene((), (), tuple(labels), _WIDTH, labels[-1].box.bottom + 16)
    bars, texts, y = _bars(counted, y)
    labels += texts
    cells, texts, y = _matrix(counted, y + 26)
    return FlowScene(tuple(bars), tuple(cells), (*labels, *texts), _WIDTH, y + 16)


def _bars(counted: Flow, y: float) -> tuple[list[Box], list[Label], float]:
    labels = [_heading(_("Contacts by channel"), _MARGIN, y)]
    if counted.met is not None:
        labels.append(_heading(_("Journeys with this channel that end in a conversion"), _BESIDE_BARS, y))
    y = max(label.box.bottom for label in labels) + 8
    bars = []
    largest, total = counted.contacts.max(), counted.contacts.sum()
    for i, name in enumerate(counted.names):
        middle = y + _BAR_ROW / 2
        labels.append(_name(name, middle))
        bars.append(Box(_GUTTER, middle - _BAR / 2, _LONGEST_BAR * counted.contacts[i] / largest, _BAR))
        text = f"{number(int(counted.contacts[i]))} ({percent(counted.contacts[i] / total)})"
        labels.append(_beside(text, bars[-1].right + 8, middle))
        if counted.met is not None and counted.won is not None and counted.met[i]:
            text = _("{won} of {met} ({share})").format(
                won=number(int(counted.won[i])),
                met=number(int(counted.met[i])),
                share=percent(counted.won[i] / counted.met[i]),
            )
            labels.append(_beside(text, _BESIDE_BARS, middle))
        y += _BAR_ROW
    return bars, labels, y


def _matrix(counted: Flow, y: float) -> tuple[list[tuple[Box, float]], list[Label], float]:
    heading = _heading(_("What follows what: row = from, column = to, number = how often"), _MARGIN, y)
    y = heading.box.bottom + 10
    n = len(counted.names)
    width = min((_WIDTH - _GUTTER - _MARGIN) / (n + 1), _CELL_WIDEST)
    columns = [wrap(name, width - 8, _SMALL, lines=3) for name in (*counted.names, _("(end)"))]
    high = max(text_height(len(lines), _SMALL) for lines in columns)
    labels = [heading]
    for j, lines in enumerate(columns):
        top = y + high - text_height(len(lines), _SMALL)
        labels.append(Label(lines, _GUTTER + (j + 0.5) * width, top, _SMALL, anchor="middle"))
    y += high + 6
    largest = max(int(counted.steps.max()), 1)
    cells = []
    for i, name in enumerate((*counted.names, _("(start)"))):
        middle = y + _CELL_HEIGHT / 2
        labels.append(_name(name, middle))
        for j in range(n + 1):
            count = int(counted.steps[i, j])
            cells.append((Box(_GUTTER + j * width, y, width, _CELL_HEIGHT), count / largest))
            if count:
                labels.append(_beside(number(count), _GUTTER + (j + 0.5) * width, middle, "middle"))
        y += _CELL_HEIGHT
    return cells, labels, y


def _heading(text: str, x: float, y: float) -> Label:
    return Label(wrap(text, _WIDTH - _MARGIN - x, _SMALL, bold=True), x, y, _SMALL, bold=True, colour=_MUTED)


def _name(name: str, middle: float) -> Label:
    lines = wrap(name, _GUTTER - _MARGIN - 10, _SMALL, lines=2)
    return Label(lines, _GUTTER - 10, middle - text_height(len(lines), _SMALL) / 2, _SMALL, anchor="end")


def _beside(text: str, x: float, middle: float, anchor: Anchor = "start") -> Label:
    return Label((text,), x, middle - text_height(1, _SMALL) / 2, _SMALL, anchor=anchor)


def _body(scene: FlowScene) -> Iterator[str]:
    for bar in scene.bars:
        yield svg.rectangle(bar, fill=_BAR_COLOUR)
    for cell, share in scene.cells:
        yield svg.rectangle(cell, fill=shade(share), stroke=svg.PALE, stroke_width=0.6)
    yield from map(svg.text, scene.labels)


def shade(share: float) -> str:
    """Return the colour of a cell: white for nothing, blue for the largest number."""
    return "#" + "".join(f"{round(255 - (255 - deepest) * share):02X}" for deepest in _DEEPEST)


def _facts(log: JourneyLog) -> str:
    parts = [
        ngettext("{count} customer", "{count} customers", len(log)).format(count=number(len(log))),
        ngettext("{count} contact", "{count} contacts", log.n_events).format(count=number(log.n_events)),
    ]
    if log.conversion is not None:
        won = int(log.conversion.sum())
        parts.append(ngettext("{count} conversion", "{count} conversions", won).format(count=number(won)))
    parts.append(_("simulated, seed {seed}").format(seed=log.seed) if log.simulated else _("observed"))
    return " · ".join(parts)


def _sentences(counted: Flow) -> Iterator[str]:
    for name, count in zip(counted.names[:3], counted.contacts, strict=False):
        share = percent(count / counted.contacts.sum())
        yield _("{channel}: {count} contacts ({share}).").format(channel=name, count=number(int(count)), share=share)
    n = len(counted.names) - (counted.together > 0)
    inner = counted.steps[:n, :n]
    if inner.any():
        i, j = divmod(int(inner.argmax()), n)
        yield _("Most frequent step: from {start} to {end}, {count} times.").format(
            start=counted.names[i], end=counted.names[j], count=number(int(inner[i, j]))
        )


def _table(counted: Flow) -> pd.DataFrame:
    import pandas as pd

    columns: dict[str, object] = {
        _("channel"): counted.names,
        _("contacts"): counted.contacts,
        _("share"): counted.contacts / max(counted.contacts.sum(), 1),
    }
    if counted.met is not None and counted.won is not None:
        columns |= {_("journeys"): counted.met, _("with conversion"): counted.won}
    facts = pd.DataFrame(columns)
    n = len(counted.names)
    following = pd.DataFrame(
        counted.steps[:n], columns=[_("then {channel}").format(channel=name) for name in (*counted.names, _("(end)"))]
    )
    return pd.concat([facts, following], axis=1)
