"""The handout of a lesson, and the same sheet with its solutions."""

from __future__ import annotations

import re

from journeylab.domain.lesson import Cell, Lesson, Tag
from journeylab.domain.lesson_plan import LessonPlan
from journeylab.i18n import _
from journeylab.views.lesson_markup import cell, text
from journeylab.views.lesson_page import lesson_page
from journeylab.views.report_parts import paragraph, tag, words

_LEADING_HEADING = re.compile(r"\s*<h([1-6])>.*?</h\1>", re.DOTALL)


def handout(lesson: Lesson, plan: LessonPlan | None = None, *, solutions: bool = False) -> str:
    """Return the handout of a lesson as one page, to print on A4.

    Parameters
    ----------
    lesson : Lesson
        Its cells tagged ``handout`` and ``task``; a task is numbered and gets
        lines to write on, four unless a tag ``lines-6`` says otherwise.
    plan : LessonPlan, optional
        Tells the situation and the expected answers.
    solutions : bool
        Show expected answers, cells tagged ``solution`` and what a notebook
        folds away, instead of empty lines.

    Returns
    -------
    str
        HTML in the language in use.
    """
    shown = lesson.tagged(Tag.HANDOUT, Tag.TASK, *([Tag.SOLUTION] if solutions else []))
    parts, number = [], 0
    for each in shown:
        if Tag.SOLUTION in each.tags:
            # A solution is one wherever else its author wants to show it.
            parts.append(_solution(cell(each, hidden=True)) if solutions else "")
        elif Tag.TASK in each.tags:
            number += 1
            parts.append(_task(each, number, plan, solutions))
        else:
            parts.append(tag("div", cell(each, hidden=solutions), class_="given"))
    kind = _("Solutions") if solutions else _("Handout")
    head = [tag("h1", words(lesson.title))]
    if solutions:
        head.insert(0, tag("p", words(kind), class_="badge"))
    else:
        head.insert(0, _name_line())
    if plan:
        head.append(tag("div", text(plan.situation), class_="situation"))
    page = _("Page {page} of {pages}").format(page='" counter(page) "', pages='" counter(pages) "')
    paper = f'size: A4 portrait; margin: 15mm 17mm 18mm; @bottom-right {{ content: "{page}"; font: 8.5pt sans-serif; }}'
    title = f"{kind}: {lesson.title}"
    return lesson_page("solutions" if solutions else "handout", title, tag("main", *head, *parts), paper=paper)


def _name_line() -> str:
    fields = (_("Name"), _("Date"), _("Class"))
    return tag("p", *(tag("span", words(field + ":")) for field in fields), class_="name-line")


def _task(task: Cell, number: int, plan: LessonPlan | None, solutions: bool) -> str:
    expected = plan.answers.get(task.id, "") if plan else ""
    # What the notebook folds away says the same as the plan, where both say something.
    asked = cell(task, hidden=solutions and not expected)
    heading = _LEADING_HEADING.match(asked)
    above = heading[0] if heading else ""
    if solutions:
        room = _solution(text(expected)) if expected else ""
    else:
        room = tag("div", *(tag("i") for _line in range(task.writing_lines)), class_="lines", aria_hidden="true")
    label = tag("h3", words(_("Task {number}").format(number=number)))
    return tag("section", above, label, asked[len(above) :], room, class_="task")


def _solution(markup: str) -> str:
    return tag("div", paragraph(_("Expected answer"), "label"), markup, class_="answer") if markup else ""
