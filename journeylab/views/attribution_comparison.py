"""What each channel gets by each attribution model: one row a channel, one mark a model."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from journeylab.analysis.compare import compare_attribution, model_labels, why_models_differ
from journeylab.analysis.journeys import By
from journeylab.analysis.rare import others
from journeylab.analysis.table import Table
from journeylab.domain.journey_log import JourneyLog
from journeylab.i18n import _, number, percent
from journeylab.views import chart, svg
from journeylab.views.lettering import SMALL, Box, Label, text_width
from journeylab.views.marks import LANE, LANES, MARKS
from journeylab.views.picture import Picture
from journeylab.views.svg import GREY, INK, MARGIN, WIDTH, Sheet

MOST_CHANNELS = 12

_GUTTER, _ROW, _LEGEND_ROW, _SAMPLE, _REACH, _SPAN = 190.0, 54.0, 26.0, 20.0, 9.0, LANES * LANE + 6
_WARM, _MAIN = svg.BROWN, svg.STRONG_BLUE
# Colour repeats what the shape says already.
_LOOK: dict[str, dict[str, svg.Value]] = {
    "first": {"fill": _WARM, "stroke": _WARM},
    "last": {"fill": _MAIN, "stroke": _MAIN},
    "last_non_direct": {"fill": "none", "stroke": INK},
    "linear": {"fill": INK, "stroke": INK},
    "position": {"fill": "none", "stroke": GREY},
    "time_decay": {"fill": "none", "stroke": INK},
    "markov": {"fill": svg.WHITE, "stroke": _WARM},
    "shapley": {"fill": "none", "stroke": _MAIN},
}
_NOTICEABLE = 0.005


@dataclass(frozen=True, slots=True)
class Credits:
    """What the picture shows.

    Attributes
    ----------
    names : tuple of str
        Channels, the one with most credit on average first; the last may stand for several.
    models : tuple of str
    credits : ndarray of float, shape (n_channels, n_models)
        In conversions.
    total : float
        All conversions.
    """

    names: tuple[str, ...]
    models: tuple[str, ...]
    credits: NDArray[np.float64]
    total: float


def attribution_comparison(log: JourneyLog, by: By | None = None) -> Picture:
    """Compare what the attribution models give to each channel.

    Parameters
    ----------
    log : JourneyLog
    by : {"channel", "touchpoint"}, optional
        What is credited; by default the channels of its map, without a map its touchpoints.

    Returns
    -------
    Picture
        Its table is that of `compare_attribution`, with every channel.

    Raises
    ------
    ModelError
        If the log does not tell conversions.
    """
    compared = compare_attribution(log, by=by)
    shown, title = credits_of(compared), _("Attribution models compared")
    facts = chart.facts(log)
    said = list(sentences(shown))
    notes = [_last_sentence(compared), *_left_out(compared)]
    sheet, height = drawn(shown, title, facts, [*said, *notes])
    return chart.picture(sheet, height, title, " ".join([facts + ".", *said]), compared.written)


def credits_of(compared: Table, most: int = MOST_CHANNELS) -> Credits:
    """Put the channels in order and sum up those beyond `most` rows.

    Parameters
    ----------
    compared : Table
        What `compare_attribution` returns.
    """
    models = [str(model) for model in compared.columns if model in MARKS]
    credits = compared[models].to_numpy(dtype=float)
    order = np.argsort(-credits.mean(axis=1), kind="stable")
    names, credits = [str(compared.index[i]) for i in order], credits[order]
    total = float(credits[:, 0].sum()) if len(credits) else 0.0
    if len(names) > most:
        names[most - 1 :] = [others(len(names) - most + 1)]
        credits = np.vstack([credits[: most - 1], credits[most - 1 :].sum(axis=0)])
    return Credits(tuple(names), tuple(models), credits, total)


def drawn(shown: Credits, title: str, facts: str, said: list[str]) -> tuple[Sheet, float]:
    """Draw the legend, and the channels below each other; return them with the height of the picture."""
    explained = _("Each mark is the credit by one model, as a share of all conversions; the numbers are conversions.")
    sheet, y = chart.headed(title, facts, explained)
    if not shown.total:
        return sheet, chart.closing(sheet, said, y)
    y = _legend(sheet, shown.models, y + 6)
    most = max(float(shown.credits.max()) / shown.total, 1e-9)
    ends = text_width(number(round(shown.total)), SMALL) + _REACH + 8
    field = Box(_GUTTER + ends, y + 28, WIDTH - MARGIN - _GUTTER - 2 * ends, len(shown.names) * _ROW)
    _scale(sheet, field, most)
    for i, (name, row) in enumerate(zip(shown.names, shown.credits, strict=True)):
        middle = field.y + (i + 0.5) * _ROW
        sheet.write(name, MARGIN, middle, _GUTTER - MARGIN - 10, bold=True, lines=2, middle=True)
        places = field.x + row / shown.total / most * field.width
        low, high = float(places.min()), float(places.max())
        span = Box(low - _REACH, middle - _SPAN / 2, high - low + 2 * _REACH, _SPAN)
        sheet.draw(svg.rectangle(span, fill=svg.SHADE, rx=4))
        sheet.take("span", span)
        sheet.draw(*(_mark(model, x, middle) for model, x in zip(shown.models, places.tolist(), strict=True)))
        least, largest = (number(round(float(credit), 1)) for credit in (row.min(), row.max()))
        sheet.put(Label((least,), span.x - 6, middle, anchor="end", middle=True))
        sheet.put(Label((largest,), span.right + 6, middle, middle=True))
    return sheet, chart.closing(sheet, said, field.bottom + 14)


def _legend(sheet: Sheet, models: tuple[str, ...], y: float) -> float:
    """Draw each mark with its name, the lanes as they lie in a row; return the y below."""
    labels = model_labels()
    x, bottom = MARGIN, y
    for model in models:
        label = Label((labels[model],), x + _SAMPLE + 4, y + _LEGEND_ROW / 2, middle=True)
        if label.box.right > WIDTH - MARGIN:
            x, y = MARGIN, y + _LEGEND_ROW
            label = Label(label.lines, x + _SAMPLE + 4, y + _LEGEND_ROW / 2, middle=True)
        sheet.draw(_path(model, x + _SAMPLE / 2, label.y))
        sheet.take(f"mark {model}", Box(x, y + 3, _SAMPLE, _LEGEND_ROW - 6))
        x, bottom = sheet.put(label).right + 18, y + _LEGEND_ROW
    return bottom


def _scale(sheet: Sheet, field: Box, most: float) -> None:
    step = next(each for each in (0.02, 0.05, 0.1, 0.2, 0.25) if most / each <= 6 + 1e-9)
    for i in range(int(most / step + 1e-9) + 1):
        x = field.x + i * step / most * field.width
        sheet.draw(svg.line(x, field.y, x, field.bottom, stroke=svg.PALE, stroke_width=1))
        sheet.put(Label((percent(i * step, 0),), x, field.y - 20, anchor="middle", colour=GREY))


def _mark(model: str, x: float, middle: float) -> str:
    return _path(model, x, middle + (MARKS[model][1] - 1) * LANE)


def _path(model: str, x: float, y: float) -> str:
    look = _LOOK[model] | {"transform": f"translate({svg.short(x)} {svg.short(y)})"}
    return svg.element("path", d=MARKS[model][0], stroke_width=2, **look)


def sentences(shown: Credits) -> Iterator[str]:
    """Say which channel gains and which loses most from Last Click to the other models."""
    if not shown.total:
        yield _("No conversion, no credit to share.")
        return
    share = shown.credits / shown.total
    last = shown.models.index("last")
    mean = np.delete(share, last, axis=1).mean(axis=1)
    gain = mean - share[:, last]
    if np.abs(gain).max() < _NOTICEABLE:
        yield _("All other models give the channels nearly the same as Last Click.")
        return
    for i, text in (
        (
            int(gain.argmax()),
            _("Compared with Last Click, {channel} gains most: {last} there, {mean} on average of the other models."),
        ),
        (
            int(gain.argmin()),
            _("Compared with Last Click, {channel} loses most: {last} there, {mean} on average of the other models."),
        ),
    ):
        yield text.format(channel=shown.names[i], last=percent(share[i, last]), mean=percent(float(mean[i])))


def _last_sentence(compared: Table) -> str:
    # It closes what is said about the models: credit is not causation.
    return why_models_differ(compared).splitlines()[-1]


def _left_out(compared: Table) -> Iterator[str]:
    labels = model_labels()
    for model, reason in compared.attrs["left_out"].items():
        if model in MARKS:
            yield _("Left out: {model} ({reason}).").format(model=labels[model], reason=reason)
