"""The picture of an experiment: for each figure its change, how sure it is, and whether it is for the better."""

from __future__ import annotations

from journeylab.analysis.experiment import Experiment
from journeylab.analysis.figure_table import amount, bare, level
from journeylab.analysis.log_figures import FIGURES
from journeylab.analysis.log_kpis import Difference, currency
from journeylab.i18n import _
from journeylab.views import chart, svg
from journeylab.views.lettering import SMALL, Anchor, Box, Label
from journeylab.views.picture import Picture
from journeylab.views.svg import GREY, INK, MARGIN, ROOM, Sheet

BETTER, WORSE = svg.BLUE, svg.BROWN

_ROW, _PAD = 42.0, 6.0
_NAME, _LEVELS, _TRACK, _ARM, _WORDS = 290.0, 312.0, 700.0, 190.0, 916.0


def experiment_picture(experiment: Experiment) -> Picture:
    """Draw the change of every figure with its 95 % interval.

    Every row has its own scale; to the right of the line always means better.
    """
    title = _("Experiment: {change}").format(change=experiment.change)
    sheet, height = drawn(experiment, title)
    found = [difference.better for difference in experiment.differences.values()]
    summary = _("For the better: {better}. For the worse: {worse}. No effect shown: {open}.").format(
        better=found.count(True), worse=found.count(False), open=found.count(None)
    )
    description = f"{experiment.sentence()} {summary}"
    return chart.picture(sheet, height, title, description, lambda: experiment.table)


def drawn(experiment: Experiment, title: str) -> tuple[Sheet, float]:
    """Draw headings, a row for each figure and what has to be said below; return them with the height."""
    sheet, y = chart.headed(title, _facts(experiment), gap=4)
    y = chart.told(sheet, map(str, experiment.hypotheses), y, gap=4, bold=True)
    if not experiment.differences:
        return sheet, chart.told(sheet, [experiment.sentence()], y + 8, gap=16)
    y = _headings(sheet, y + 12) + 6
    foot = y + _ROW * len(experiment.differences)
    chosen = {tested.hypothesis.expect.kpi for tested in experiment.hypotheses}
    for i, difference in enumerate(experiment.differences.values()):
        if difference.key in chosen:
            sheet.draw(svg.rectangle(Box(MARGIN - 8, y + i * _ROW, ROOM + 16, _ROW), fill=svg.SHADE))
    sheet.draw(svg.line(_TRACK, y, _TRACK, foot, stroke=INK, stroke_width=1.5))
    for i, difference in enumerate(experiment.differences.values()):
        _row(sheet, difference, y + (i + 0.5) * _ROW, difference.key in chosen, currency(experiment.as_is))
    text = _(
        "Line: 95% interval of the change, every row on a scale of its own. Hollow: no effect shown. "
        "Of 20 figures on which nothing acts, one is expected to look like an effect by chance."
    )
    return sheet, sheet.write(text, MARGIN, foot + 10, ROOM, colour=GREY).bottom + 16


def _facts(experiment: Experiment) -> str:
    log = experiment.as_is
    return " · ".join((chart.customers(len(log)), _("the same in both scenarios"), chart.origin(log.seed)))


def _headings(sheet: Sheet, y: float) -> float:
    words: tuple[tuple[str, float, Anchor], ...] = (
        (_("figure"), MARGIN, "start"),
        (_("as is → to be"), _LEVELS, "start"),
        ("◄ " + _("worse"), _TRACK - 10, "end"),
        (_("better") + " ►", _TRACK + 10, "start"),
        (_("change (95% interval)"), _WORDS, "start"),
    )
    return max(
        sheet.put(Label((text,), x, y, bold=True, anchor=anchor, colour=GREY)).bottom for text, x, anchor in words
    )


def _row(sheet: Sheet, difference: Difference, middle: float, chosen: bool, money: str) -> None:
    figure = FIGURES[difference.key]
    before, after = (level(each, figure.unit, money) for each in (difference.as_is, difference.to_be))
    sheet.write(figure.label(), MARGIN, middle, _NAME - MARGIN, bold=chosen, lines=2, middle=True)
    sheet.write(f"{before} → {after}", _LEVELS, middle, _TRACK - _ARM - _LEVELS - 16, lines=2, middle=True)
    word, colour = judged(difference)
    _interval(sheet, difference, middle, colour)
    low, high = (bare(bound, figure.unit, money) for bound in difference.interval)
    change = amount(difference.change, figure.unit, money)
    lines = (f"{change}: {word}", _("{low} to {high}").format(low=low, high=high))
    sheet.put(Label(lines[:1], _WORDS, middle - SMALL * 1.25, bold=difference.shown, colour=colour))
    sheet.put(Label(lines[1:], _WORDS, middle + SMALL * 0.15, colour=GREY))


def _interval(sheet: Sheet, difference: Difference, middle: float, colour: str) -> None:
    """Draw the interval and the change in it: a circle for better, a square for worse, hollow for neither."""
    towards = 1 if FIGURES[difference.key].up else -1
    ends = sorted(towards * bound for bound in difference.interval)
    reach = max(map(abs, ends)) or 1.0
    left, right, dot = (_TRACK + _ARM * value / reach for value in (*ends, towards * difference.change))
    sheet.draw(svg.line(_TRACK - _ARM, middle, _TRACK + _ARM, middle, stroke=svg.PALE, stroke_width=1))
    sheet.draw(svg.line(left, middle, right, middle, stroke=colour, stroke_width=4))
    sheet.draw(*(svg.line(x, middle - 6, x, middle + 6, stroke=colour, stroke_width=2) for x in (left, right)))
    look: dict[str, svg.Value] = {
        "fill": colour if difference.shown else svg.WHITE,
        "stroke": colour,
        "stroke_width": 2,
    }
    if difference.better is False:
        sheet.draw(svg.rectangle(Box(dot - 6, middle - 6, 12, 12), **look))
    else:
        sheet.draw(svg.element("circle", cx=dot, cy=middle, r=6.5, **look))


def judged(difference: Difference) -> tuple[str, str]:
    """Return the word for a change, and its colour."""
    if difference.better is None:
        return _("no effect shown"), GREY
    return (_("better"), BETTER) if difference.better else (_("worse"), WORSE)
