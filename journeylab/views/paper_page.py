"""The paper of an exam: what learners get, without anything that tells a solution."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal

from journeylab.domain.exam_facts import ExamFacts
from journeylab.domain.exercise.blueprint import Blueprint
from journeylab.domain.exercise.operators import Operator
from journeylab.domain.exercise.question import Question
from journeylab.exam.paper import Paper
from journeylab.i18n import _, number, speaking
from journeylab.views.answer_room import answer_room, shop_map
from journeylab.views.exam_sheet import (
    Box,
    Fields,
    Grid,
    Heading,
    Node,
    Note,
    Pairs,
    Part,
    Prose,
    Sheet,
    Shops,
    Situation,
)
from journeylab.views.exam_sheet_html import sheet_page
from journeylab.views.question_markup import points_number, points_text

# So many tasks side by side in the row of points.
_ACROSS = 15


def paper_page(paper: Paper, facts: ExamFacts, shops: Shops) -> str:
    """Return the paper as one HTML page in its language, to print on A4; it loads nothing and runs nothing.

    Parameters
    ----------
    paper : Paper
    facts : ExamFacts
        What the verbs of the tasks ask for.
    shops : callable
        From the id of a shop to its map.
    """
    return sheet_page(paper_sheet(paper, facts, shops), shops)


def paper_sheet(paper: Paper, facts: ExamFacts, shops: Shops) -> Sheet:
    """Return the paper before it becomes HTML or PDF.

    Notes
    -----
    Only blueprint, letter and questions are read: what a `Question` does not have cannot get onto the paper.
    """
    with speaking(paper.blueprint.language):
        questions = [task.question for task in paper.tasks]
        parts: list[Node] = [*_head(paper.blueprint, paper.letter, paper.points), *_verbs(questions, facts)]
        parts += _overview(questions)
        for place, question in enumerate(questions, 1):
            parts += task_parts(place, question, shops)
        running = running_head(paper.blueprint, paper.letter)
        return Sheet("paper", paper.blueprint.title, paper.blueprint.language, running, tuple(parts))


def running_head(blueprint: Blueprint, letter: str) -> str:
    """Return what stands at the head of every page."""
    variant = _("Variant {letter}").format(letter=letter)
    return " · ".join(filter(None, (blueprint.school, blueprint.title, variant)))


def name_fields(blueprint: Blueprint) -> Fields:
    """Return the line for name, class and date."""
    return Fields(blueprint.fields or (_("Name"), _("Class"), _("Date")))


def task_heading(place: int, question: Question) -> Heading:
    """Return the heading of an exercise, with its points if it is a case."""
    named = _("Task {number}").format(number=place) + (f": {question.title}" if question.title else "")
    return Heading(f"{named} ({points_text(question.points)})" if question.parts else named)


def task_parts(place: int, question: Question, shops: Shops) -> list[Node]:
    """Return an exercise as it stands on the paper."""
    heading = task_heading(place, question)
    if not question.parts:
        return [heading, *_maps(question, shops), _part("", question, shops)]
    return [
        heading,
        Situation(question),
        Prose(question.prompt),
        *(node for part in question.parts for node in (*_maps(part, shops), _part(f"{part.part_id})", part, shops))),
    ]


def _maps(question: Question, shops: Shops) -> tuple[Node, ...]:
    """Return the map that a question is about, over the whole width: its letters are small enough."""
    return shop_map(question, shops) if question.kind in ("map", "journey") else ()


def _part(label: str, question: Question, shops: Shops) -> Part:
    return Part(label, points_number(question.points), (Prose(question.prompt), *answer_room(question, shops)))


def _head(blueprint: Blueprint, letter: str, points: Decimal) -> list[Node]:
    facts = [
        _("Variant {letter}").format(letter=letter),
        _("{minutes} minutes").format(minutes=number(blueprint.minutes)),
        points_text(points),
    ]
    head: list[Node] = [name_fields(blueprint), Note(" · ".join(facts), "strong")]
    aids = ", ".join(blueprint.aids) or _("none")
    head.append(Note(_("Aids: {aids}").format(aids=aids)))
    return [*head, *(Note(note) for note in blueprint.notes)]


def _verbs(questions: Sequence[Question], facts: ExamFacts) -> list[Node]:
    used = {leaf.operator for question in questions for leaf in (question.parts or (question,))}
    entries = tuple((verb.label, str(facts.operator(verb).expectation)) for verb in Operator if verb in used)
    return [Box(_("What the verbs ask for"), (Pairs(entries),), "verbs")]


def _overview(questions: Sequence[Question]) -> list[Node]:
    """Return the row of points as it stands on the front of every German exam paper; long ones take two rows."""
    total = points_number(sum((question.points for question in questions), Decimal(0)))
    columns = [(str(place), points_number(question.points)) for place, question in enumerate(questions, 1)]
    columns.append((_("Total"), total))
    # Bands of one length, so that their boxes stand below each other.
    across = math.ceil(len(columns) / math.ceil(len(columns) / _ACROSS))
    bands = []
    for start in range(0, len(columns), across):
        band = columns[start : start + across]
        band += [("", "")] * (across - len(band))
        head = (_("Task"), *(name for name, _points in band))
        rows = ((_("Points"), *(points for _name, points in band)), (_("Reached"), *("" for _each in band)))
        widths = (2.0, *(1.8 if place == len(columns) else 1.0 for place in range(start + 1, start + across + 1)))
        bands.append(Grid(head, rows, widths, _("Points")))
    return list(bands)
