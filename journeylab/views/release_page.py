"""The tasks of an exam as a page to print, for those who work without a computer."""

from __future__ import annotations

from journeylab.domain.exercise.arranging import GAP
from journeylab.domain.exercise.question import Question
from journeylab.domain.exercise.release import ExamPaper
from journeylab.i18n import _, number, speaking
from journeylab.views.lesson_markup import text
from journeylab.views.lesson_page import lesson_page
from journeylab.views.question_markup import Shops, case_markup, points_text
from journeylab.views.report_parts import paragraph, tag, words
from journeylab.views.touchpoint_map_svg import touchpoint_map

# A line to write on holds about ten words of handwriting; a journey or a judgement needs a few.
_SHORT, _LONG = 1, 4


def release_page(paper: ExamPaper, shops: Shops) -> str:
    """Return the tasks of an exam as one page without scripts, in the language of the exam.

    Parameters
    ----------
    paper : ExamPaper
    shops : callable
        From the id of a shop to its map.
    """
    with speaking(paper.language):
        facts = [_("Time: {minutes} minutes").format(minutes=number(paper.minutes)), points_text(paper.points)]
        if paper.aids:
            facts.append(_("Aids: {aids}").format(aids=paper.aids))
        head = (
            tag("p", *(tag("span", words(name)) for name in (_("Pseudonym"), _("Class"), _("Date"))), class_="fill"),
            tag("h1", words(paper.title)),
            tag("p", words(" · ".join(facts)), class_="facts"),
        )
        tasks = [_question(question, str(place), shops) for place, question in enumerate(paper.questions, 1)]
        page = _("Page {page} of {pages}").format(page='" counter(page) "', pages='" counter(pages) "')
        foot = f'@bottom-right {{ content: "{page}"; font: 8.5pt sans-serif; }}'
        sheet = f"size: A4 portrait; margin: 15mm 17mm 18mm; {foot}"
        styles = ("lesson.css", "release_page.css")
        return lesson_page("release-page", paper.title, tag("main", *head, *tasks), paper=sheet, styles=styles)


def _question(question: Question, place: str, shops: Shops) -> str:
    points = tag("small", words(points_text(question.points)))
    if not question.parts:
        heading = tag("h2", words(_("Task {number}").format(number=place)), " ", points)
        return tag("section", heading, tag("div", text(question.prompt), class_="prompt"), _answer(question, shops))
    heading = tag("h2", words(f"{_('Task {number}').format(number=place)}: {question.title}".rstrip(": ")), " ", points)
    parts = [_question(part, f"{place} {part.part_id})", shops) for part in question.parts]
    return tag("section", heading, case_markup(question, shops), text(question.prompt), *parts, class_="case-task")


def _answer(question: Question, shops: Shops) -> str:
    match question.kind:
        case "choice":
            note = _("One option is right.") if question.choose == "one" else _("Several options can be right.")
            options = tag("ul", *(tag("li", words(option)) for option in question.options), class_="boxes")
            return paragraph(note, "note") + options
        case "matching":
            letters = [chr(ord("A") + i) for i in range(len(question.choices))]
            lettered = [f"{letter}  {choice}" for letter, choice in zip(letters, question.choices, strict=True)]
            choices = tag("ul", *(tag("li", words(each)) for each in lettered), class_="plain")
            rows = [tag("tr", tag("td", words(left)), tag("td", "", class_="empty")) for left in question.lefts]
            return paragraph(_("Write the letter into the box."), "note") + choices + tag("table", tag("tbody", *rows))
        case "ordering":
            rows = [tag("tr", tag("td", "", class_="empty"), tag("td", words(step))) for step in question.steps]
            note = paragraph(_("Write the place into the box: 1 for the first."), "note")
            return note + tag("table", tag("tbody", *rows))
        case "cloze":
            lists = {blank.id: " / ".join(blank.options) for blank in question.blanks}
            offered = {name: f" ({options})" if options else "" for name, options in lists.items()}
            gaps = GAP.sub(lambda gap: "_" * 14 + offered[gap[1]], question.text)
            return tag("p", words(gaps), class_="gaps")
        case "free_text":
            return _lines(question.lines)
        case "map" | "journey":
            assert question.scenario is not None
            drawn = touchpoint_map(shops(question.scenario), panels=False).svg
            return tag("div", drawn, class_="map") + _lines(_LONG)
        case "simulation":
            asked = [*question.asked, *([question.judged] if question.judged else [])]
            inside = [tag("li", words(each.asks), _lines(_SHORT)) for each in asked]
            return paragraph(_("This task needs a computer with journeylab."), "note") + tag("ol", *inside)
    return _lines(_SHORT)


def _lines(count: int) -> str:
    return tag("div", *(tag("div", "", class_="line") for _line in range(count)), class_="lines")
