"""``journeylab slides|handout|plan|pictures``: what a trainer prints, projects and builds slides from."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from journeylab.cli.html_file import html_place, write_page
from journeylab.domain.lesson import Lesson
from journeylab.domain.lesson_plan import LessonPlan
from journeylab.errors import DataError
from journeylab.i18n import _, set_language
from journeylab.store.lesson_material import lesson_path, read_lesson, read_plan
from journeylab.views.handout import handout as handout_page
from journeylab.views.plan_page import plan_page
from journeylab.views.slides import slides as slide_page


def slides(arguments: Namespace) -> int:
    """Write the slides of a lesson."""
    lesson, plan = _read(arguments.lesson)
    write_page(slide_page(lesson, plan), _place(arguments.out, lesson, _("slides")))
    print(_("Open it in a browser and press F11; Space and the arrow keys turn the pages."))
    print(_("To print, press Ctrl+P and choose A4, landscape: one slide a page."))
    return 0


def handout(arguments: Namespace) -> int:
    """Write the handout of a lesson, or its solution sheet."""
    lesson, plan = _read(arguments.lesson)
    solved = bool(arguments.solutions)
    out = _place(arguments.out, lesson, _("solutions") if solved else _("handout"))
    write_page(handout_page(lesson, plan, solutions=solved), out)
    print(_("To print, open it in a browser, press Ctrl+P and choose A4, portrait."))
    return 0


def plan(arguments: Namespace) -> int:
    """Write the teaching plan of a lesson."""
    lesson, found = _read(arguments.lesson)
    if found is None:
        raise DataError(
            _("There is no teaching plan for '{name}'.").format(name=lesson.name),
            _("Lay one beside the notebook: {file}").format(file=f"plans/{lesson.name}.yaml"),
        )
    write_page(plan_page(found, lesson), _place(arguments.out, lesson, "plan"))
    print(_("To print, open it in a browser, press Ctrl+P and choose A4, portrait."))
    return 0


def _read(name: str) -> tuple[Lesson, LessonPlan | None]:
    """Return a lesson with its plan, and go on in its language."""
    path = lesson_path(name)
    lesson = read_lesson(path)
    set_language(lesson.language)
    return lesson, read_plan(lesson, path)


def _place(out: Path | None, lesson: Lesson, kind: str) -> Path:
    return html_place(out, f"{lesson.name}.{kind}.html")
