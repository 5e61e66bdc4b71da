"""The teaching plan of a lesson on one page."""

from __future__ import annotations

from collections.abc import Sequence

from journeylab.domain.lesson import Lesson, Tag
from journeylab.domain.lesson_plan import LearningGoal, LessonPlan
from journeylab.i18n import _
from journeylab.views.lesson_markup import shown_minutes, text
from journeylab.views.lesson_page import lesson_page
from journeylab.views.report_parts import paragraph, tag, words


def plan_page(plan: LessonPlan, lesson: Lesson) -> str:
    """Return a teaching plan as HTML that fills one page of A4 at most.

    Parameters
    ----------
    plan : LessonPlan
    lesson : Lesson
        Its tasks number the expected answers, as on the handout; of an answer
        the first paragraph is shown.

    Returns
    -------
    str
        HTML in the language in use.
    """
    facts = " · ".join([_("Teaching plan"), shown_minutes(plan.minutes)])
    boxes = [
        _box(_("Board"), text(plan.board) if plan.board else ""),
        _box(_("Expected answers"), _answers(plan, lesson)),
        _box(_("Typical mistakes"), _mistakes(plan)),
        _box(_("Easier"), _list(plan.easier)),
        _box(_("Harder"), _list(plan.harder)),
        _box(_("Homework"), text(plan.homework) if plan.homework else ""),
        _box(_("Sources"), _list(plan.sources)),
    ]
    main = tag(
        "main",
        tag("h1", words(plan.title)),
        paragraph(facts, "facts"),
        tag("div", text(plan.situation), class_="situation"),
        tag(
            "div",
            _box(_("Learning goals"), tag("ul", *(tag("li", _goal(goal)) for goal in plan.goals))),
            _box(_("Preparation"), _list(plan.preparation)),
            class_="pair",
        ),
        _phases(plan),
        tag("div", *boxes, class_="columns"),
    )
    title = _("Teaching plan: {title}").format(title=plan.title)
    return lesson_page("plan", title, main, paper="size: A4 portrait; margin: 9mm 11mm;")


def _box(heading: str, markup: str) -> str:
    return tag("section", tag("h2", words(heading)), markup) if markup else ""


def _inline(markdown: str) -> str:
    """Return one paragraph of Markdown without the paragraph."""
    return text(markdown).strip().removeprefix("<p>").removesuffix("</p>")


def _list(entries: Sequence[str]) -> str:
    return tag("ul", *(tag("li", _inline(entry)) for entry in entries)) if entries else ""


def _goal(goal: LearningGoal) -> str:
    """Return a goal with its places in the Ausbildungsrahmenplan, written as there: ``A 7 e)``."""
    places = ", ".join(f"{place[0]}\u00a0{place[1:-1]}\u00a0{place[-1]})" for place in goal.curriculum)
    return _inline(goal.text) + (" " + tag("small", words(f"· {places}")) if places else "")


def _phases(plan: LessonPlan) -> str:
    headings = (_("min"), _("Phase"), _("What happens"), _("Social form"), _("Material"))
    rows = (
        tag(
            "tr",
            tag("td", words(str(phase.minutes)), class_="number"),
            tag("th", words(phase.name), tag("small", words(phase.step.label)), scope="row"),
            tag("td", _inline(phase.what)),
            tag("td", words(phase.form.label)),
            tag("td", _inline(phase.material)),
        )
        for phase in plan.phases
    )
    head = tag("tr", *(tag("th", words(heading), scope="col") for heading in headings))
    return tag("table", tag("thead", head), tag("tbody", *rows))


def _answers(plan: LessonPlan, lesson: Lesson) -> str:
    """Return the short forms of all answers, numbered as the tasks are."""
    short = (plan.answers.get(task.id, "").strip().partition("\n\n")[0] for task in lesson.tagged(Tag.TASK))
    entries = [tag("li", _inline(answer), value=str(number)) for number, answer in enumerate(short, 1) if answer]
    return tag("ol", *entries) if entries else ""


def _mistakes(plan: LessonPlan) -> str:
    lines = (tag("li", _inline(each.mistake), " → ", tag("em", _inline(each.response))) for each in plan.mistakes)
    return tag("ul", *lines) if plan.mistakes else ""
