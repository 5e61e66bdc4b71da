"""``journeylab slides|handout|plan|pictures``: what a trainer prints, projects and builds slides from."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from journeylab.domain.lesson import Lesson
from journeylab.domain.lesson_plan import LessonPlan
from journeylab.errors import DataError, UsageError
from journeylab.i18n import _, set_language
from journeylab.store.files import write_text_atomically
from journeylab.store.lesson_material import lesson_path, read_lesson, read_plan
from journeylab.views.handout import handout as handout_page
from journeylab.views.lesson_page import is_lesson_page
from journeylab.views.plan_page import plan_page
from journeylab.views.slides import slides as slide_page


def slides(arguments: Namespace) -> int:
    """Write the slides of a lesson."""
    lesson, plan = _read(arguments.lesson)
    _write(slide_page(lesson, plan), _place(arguments.out, lesson, _("slides")))
    print(_("Open it in a browser and press F11; Space and the arrow keys turn the pages."))
    print(_("To print, press Ctrl+P and choose A4, landscape: one slide a page."))
    return 0


def handout(arguments: Namespace) -> int:
    """Write the handout of a lesson, or its solution sheet."""
    lesson, plan = _read(arguments.lesson)
    solved = bool(arguments.solutions)
    out = _place(arguments.out, lesson, _("solutions") if solved else _("handout"))
    _write(handout_page(lesson, plan, solutions=solved), out)
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
    _write(plan_page(found, lesson), _place(arguments.out, lesson, "plan"))
    print(_("To print, open it in a browser, press Ctrl+P and choose A4, portrait."))
    return 0


def _read(name: str) -> tuple[Lesson, LessonPlan | None]:
    """Return a lesson with its plan, and go on in its language."""
    path = lesson_path(name)
    lesson = read_lesson(path)
    set_language(lesson.language)
    return lesson, read_plan(lesson, path)


def _place(out: Path | None, lesson: Lesson, kind: str) -> Path:
    place = out or Path(f"{lesson.name}.{kind}.html")
    if place.suffix.lower() not in (".html", ".htm"):
        raise UsageError(
            _("This is an HTML page and cannot be written as '{file}'.").format(file=place),
            _("Let the name after --out end in .html."),
        )
    return place


def _write(page: str, place: Path) -> None:
    """Write a page where nothing lies, or one of ours, and say so."""
    replaced = place.exists()
    if replaced and not (place.is_file() and is_lesson_page(place.read_bytes()[:400].decode("utf-8", "replace"))):
        raise DataError(
            _("'{file}' exists already and is not overwritten.").format(file=place),
            _("Name another file with --out."),
        )
    write_text_atomically(place, page)
    said = _("The file was renewed: {file}") if replaced else _("The file was written: {file}")
    print(said.format(file=place.absolute()))
