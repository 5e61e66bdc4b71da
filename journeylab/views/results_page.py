"""The results of an exam as a page: points of the class, and what to change in which task."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from journeylab.domain.exercise.exam_results import ExamResults
from journeylab.exam.item_analysis import ItemReport
from journeylab.exam.results import Cell, Sheet, item_reports, points_sheet
from journeylab.i18n import _, number, percent
from journeylab.views.lesson_page import lesson_page
from journeylab.views.report_parts import paragraph, tag, words


def results_page(results: ExamResults) -> str:
    """Return points and item analysis as one page, in the language in use."""
    title = _("Results: {title}").format(title=results.key.paper.title)
    reports = item_reports(results)
    labels = [
        paragraph(_("Marks follow the 100-point key on unrounded points, and only where everything is marked.")),
        _table(points_sheet(results)),
        tag("h2", words(_("How good the tasks were"))),
        paragraph(
            _(
                "Difficulty is the mean share of the points. Discrimination tells whether learners who are good at the "
                "other tasks are good at this one; below 0 look at the key first."
            )
        ),
        *map(_report, reports),
    ]
    body = tag("main", tag("h1", words(title)), *labels)
    return lesson_page(
        "results-page",
        title,
        body,
        paper="size: A4 landscape; margin: 12mm;",
        styles=("lesson.css", "results_page.css"),
    )


def _report(report: ItemReport) -> str:
    low, high = (percent(bound, 0) for bound in report.difficulty_range)
    difficulty = _("Difficulty {share} ({low} to {high})").format(
        share=percent(report.difficulty, 0), low=low, high=high
    )
    facts = [difficulty]
    if report.discrimination is not None:
        facts.append(_("discrimination {value}").format(value=number(report.discrimination, 2)))
    facts += [concern.label for concern in report.concerns]
    options = ""
    if report.options:
        headings = (_("Option"), _("right"), _("chosen"), _("by strong learners"), _("by weak learners"))
        rows = tuple(
            (each.option, {True: _("yes"), False: _("no"), None: "–"}[each.right], each.chosen, each.strong, each.weak)
            for each in report.options
        )
        options = _table(Sheet("", headings, rows))
    return tag(
        "section",
        tag("h3", words(_("Task {number}").format(number=report.item))),
        paragraph(" · ".join(facts), "facts"),
        tag("p", tag("strong", words(_("What to change:"))), " ", words(report.change)),
        paragraph(report.note, "note"),
        options,
    )


def _table(sheet: Sheet) -> str:
    head = tag("tr", *(tag("th", words(heading), scope="col") for heading in sheet.headings))
    body = [tag("tr", *_cells(row)) for row in sheet.rows]
    table = tag("table", tag("thead", head), tag("tbody", *body))
    return tag("div", table, class_="scroll", tabindex="0", role="group", aria_label=sheet.title or _("Options"))


def _cells(row: Sequence[Cell]) -> list[str]:
    first, *rest = row
    return [
        tag("th", words(_shown(first)), scope="row"),
        *(tag("td", words(_shown(cell)), class_=None if isinstance(cell, str) else "number") for cell in rest),
    ]


def _shown(cell: Cell) -> str:
    if cell is None:
        return "–"
    if isinstance(cell, Fraction):
        return percent(float(cell))
    return number(float(cell)) if isinstance(cell, Decimal) else str(cell)
