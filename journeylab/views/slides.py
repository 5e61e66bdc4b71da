"""The slides of a lesson: its marked texts as headings and words, its marked outputs as pictures and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from journeylab.domain.lesson import Cell, Lesson, Tag
from journeylab.domain.lesson_plan import LessonPlan
from journeylab.i18n import _
from journeylab.views.lesson_markup import cell, shown_minutes, text
from journeylab.views.lesson_page import lesson_page
from journeylab.views.report_parts import listing, paragraph, tag, words
from journeylab.views.slide_room import Block, blocks, joined, room_below, spread

_FIRST_HEADING = re.compile(r"<h[1-6]>(?P<words>.*?)</h[1-6]>", re.DOTALL)


def slides(lesson: Lesson, plan: LessonPlan | None = None) -> str:
    """Return the slides of a lesson as one page.

    Parameters
    ----------
    lesson : Lesson
        Its cells tagged ``slide``: a text begins a slide (without a heading it
        goes on with the one before), a code cell shows its output, with the
        tag ``show-code`` its source as well.
    plan : LessonPlan, optional
        Tells goals and minutes for the first slide.

    Returns
    -------
    str
        HTML in the language in use.  What would not fit on a slide goes on
        the next one; printed, each slide is one page.
    """
    made = [_opening(lesson, plan)]
    for heading, pieces in _topics(lesson):
        # A heading alone is a slide as well.
        for place, part in enumerate(list(spread(pieces, room_below(heading))) or [[]]):
            again = " " + tag("small", words(_("(continued)"))) if place else ""
            made.append((tag("h2", heading + again) if heading else "") + _content(part))
    sections = [
        tag(
            "section",
            tag("div", inside, class_="slide"),
            tag("footer", tag("span", words(lesson.title)), tag("span", words(f"{number} / {len(made)}"))),
            id=f"slide-{number}",
        )
        for number, inside in enumerate(made, 1)
    ]
    title = _("Slides: {title}").format(title=lesson.title)
    return lesson_page("slides", title, *sections, paper="size: A4 landscape; margin: 0;")


def _opening(lesson: Lesson, plan: LessonPlan | None) -> str:
    minutes = plan.minutes if plan else lesson.minutes
    inside = [tag("h1", words(lesson.title))]
    if minutes:
        inside.append(paragraph(shown_minutes(minutes), "facts"))
    if plan:
        inside += [paragraph(_("Afterwards you can:")), listing([_plain(goal.text) for goal in plan.goals])]
    return tag("div", *inside, class_="opening")


def _plain(markdown: str) -> str:
    """Return Markdown as words alone."""
    return re.sub(r"[*_`]", "", markdown)


def _topics(lesson: Lesson) -> Iterator[tuple[str, list[Block]]]:
    """Yield each heading as markup, with everything that stands under it."""
    heading, pieces, begun = "", list[Block](), False
    for each in lesson.tagged(Tag.SLIDE):
        if Tag.SOLUTION in each.tags:
            continue
        title, inside = _parted(each)
        if title and begun:
            yield heading, pieces
            pieces = []
        heading, begun = title or heading, True
        pieces += inside
    if begun:
        yield heading, pieces


def _parted(shown: Cell) -> tuple[str, list[Block]]:
    """Return a cell's heading and its pieces."""
    if shown.kind != "markdown":
        code = Tag.SHOW_CODE in shown.tags
        source = cell(Cell(shown.id, "code", shown.source), code=True) if code else ""
        outputs = (cell(Cell(shown.id, "code", "", outputs=(each,))) for each in shown.outputs)
        return "", [piece for markup in (source, *outputs) if markup for piece in blocks(markup)]
    markup = text(shown.source)
    found = _FIRST_HEADING.search(markup)
    return (found["words"], blocks(markup.replace(found[0], "", 1))) if found else ("", blocks(markup))


def _content(part: Sequence[Block]) -> str:
    """Return what stands on one slide; a picture takes the room that the words leave."""
    made, run = "", list[Block]()
    for piece in part:
        if piece.is_picture:
            made += joined(run) + tag("figure", piece.markup)
            run = []
        else:
            run.append(piece)
    return made + joined(run)
