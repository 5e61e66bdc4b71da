"""The marking sheet of a paper: what is expected, what it earns, and which mark comes of it."""

from __future__ import annotations

import math
from fractions import Fraction

from journeylab.domain.exam_facts import ExamFacts
from journeylab.domain.exercise.block import Block
from journeylab.exam.marks import FULL, MARKS, SUFFICIENT, exact
from journeylab.exam.paper import Paper, Task
from journeylab.exam.supplement import OLD, ORAL, WRITTEN
from journeylab.exam.variants import Variant
from journeylab.i18n import _, day, number, speaking
from journeylab.views.exam_sheet import Box, Fields, Grid, Heading, Node, Note, Part, Prose, Sheet, Shops
from journeylab.views.exam_sheet_html import sheet_page
from journeylab.views.marking_rows import solution
from journeylab.views.paper_page import running_head, task_heading
from journeylab.views.question_markup import points_number, points_text

# Written results for which the table of the oral exam shows what is needed.
_WRITTEN_FROM, _WRITTEN_STEP = 25, 3


def marking_page(paper: Paper, facts: ExamFacts, shops: Shops) -> str:
    """Return the marking sheet as one HTML page in the language of the paper, to print on A4.

    Parameters
    ----------
    paper : Paper
    facts : ExamFacts
        The rules for passing.
    shops : callable
        From the id of a shop to its map.
    """
    return sheet_page(marking_sheet(paper, facts, shops), shops)


def marking_sheet(paper: Paper, facts: ExamFacts, shops: Shops) -> Sheet:
    """Return the marking sheet before it becomes HTML or PDF."""
    with speaking(paper.blueprint.language):
        title = _("Marking sheet: {title}").format(title=paper.blueprint.title)
        parts: list[Node] = [
            Fields((_("Learner"), _("Marked by"), _("Date"))),
            Note(_confidential(paper), "strong"),
            Note(_("Other answers that are right earn the points as well.")),
        ]
        for task in paper.tasks:
            parts += _task(task, shops)
        parts += [*_sums(paper), *(_key(paper) if paper.blueprint.key else [])]
        if paper.blueprint.area is not None:
            parts += [*_rules(facts), *(_oral(facts) if paper.blueprint.area in WRITTEN else [])]
        running = " · ".join((_("Marking sheet"), running_head(paper.blueprint, paper.letter)))
        return Sheet("marking", title, paper.blueprint.language, running, tuple(parts))


def _confidential(paper: Paper) -> str:
    text = _("Variant {letter} · {points} · seed {seed} · not for learners before the paper is written")
    return text.format(letter=paper.letter, points=points_text(paper.points), seed=paper.seed)


def _task(task: Task, shops: Shops) -> list[Node]:
    heading, variant = task_heading(task.number, task.question), task.variant
    if isinstance(variant.item, Block):
        parts = [_part(f"{part.item.id})", part, shops, variant) for part in variant.parts]
        return [heading, Note(task.entry.id, "small"), *parts]
    return [heading, Note(task.entry.id, "small"), _part("", variant, shops, None)]


def _part(label: str, variant: Variant, shops: Shops, case: Variant | None) -> Part:
    item = variant.item
    says: list[Node] = [Prose(item.prompt), *solution(variant, shops, case)]
    if item.explanation:
        says.append(Prose(item.explanation))
    sources = ", ".join(item.source)
    if item.as_of is not None:
        sources = _("{sources} (as of {day})").format(sources=sources, day=day(item.as_of))
    facts = [f"AFB {item.afb}", item.operator.label, *item.curriculum]
    if sources:
        facts.append(_("Source: {sources}").format(sources=sources))
    says.append(Note(" · ".join(facts), "small"))
    return Part(label, points_number(item.points), tuple(says))


def _sums(paper: Paper) -> list[Node]:
    rows = [
        (
            str(task.number),
            task.entry.item.name,
            points_number(task.entry.item.points),
            "",
        )
        for task in paper.tasks
    ]
    rows.append(("", _("Total"), points_number(paper.points), ""))
    head = (_("No."), _("Task"), _("Points"), _("Reached"))
    parts: list[Node] = [
        Heading(_("Result")),
        Grid(head, tuple(rows), (1, 6, 1.5, 1.5), _("Result"), right=(2,), total=True),
    ]
    if paper.points != FULL:
        text = _("In points of 100: reached points ÷ {points} × 100. Nothing is rounded before the mark is read.")
        parts.append(Note(text.format(points=points_number(paper.points))))
    counted = paper.counted
    shares = " · ".join(f"{name} {counted.share(points)}" for name, points in counted.afb.items())
    text = _("Free text {share} of the points · {afb}")
    return [*parts, Note(text.format(share=counted.share(counted.free_text), afb=shares), "small")]


def _key(paper: Paper) -> list[Node]:
    rows, above = [], None
    for mark in MARKS:
        least = _halves(Fraction(mark.start) * exact(paper.points) / FULL)
        band = _("{start} and more") if above is None else _("{start} to below {end}")
        rows.append((str(mark), band.format(start=number(mark.start), end=above), number(float(least))))
        above = number(mark.start)
    head = (_("Mark"), _("Points of 100"), _("From points of this paper"))
    return [
        Heading(_("100-point key")),
        Grid(head, tuple(rows), (4, 4, 4), _("100-point key"), right=(1, 2)),
        Note(_("The mark is read from points that are not rounded: 91.5 of 100 is below 92.")),
        Fields((_("Points of 100"), _("Mark"))),
    ]


def _halves(points: Fraction) -> Fraction:
    """Return the fewest points in halves that are not below these."""
    return Fraction(math.ceil(points * 2), 2)


def _rules(facts: ExamFacts) -> list[Node]:
    lines = tuple(Note(f"☐ {rule.text}") for rule in facts.pass_rules)
    return [Heading(_("Passed (EComKflAusbV § 15) if all four hold")), *lines]


def _oral(facts: ExamFacts) -> list[Node]:
    rows = [
        (number(written), number(needed))
        for written in range(_WRITTEN_FROM, SUFFICIENT.start, _WRITTEN_STEP)
        if (needed := oral_needed(written)) <= FULL
    ]
    line = _("old × {old} + oral × {oral} = result × {both}").format(old=OLD, oral=ORAL, both=OLD + ORAL)
    return [
        Box(
            _("Oral supplementary exam"),
            (
                Note(str(facts.supplement.text)),
                Note(line, "small"),
                Grid(
                    (_("Written points of 100"), _("Oral points for {points}").format(points=SUFFICIENT.start)),
                    tuple(rows),
                    (1, 1),
                    _("Oral supplementary exam"),
                    right=(0, 1),
                ),
                Note(_("Whether it can decide depends on all areas: journeylab grade computes it."), "small"),
            ),
        )
    ]


def oral_needed(written: int) -> int:
    """Return the fewest whole oral points with which a written area becomes sufficient.

    Examples
    --------
    >>> oral_needed(44), oral_needed(25)
    (62, 100)
    """
    return math.ceil(Fraction((OLD + ORAL) * SUFFICIENT.start - OLD * written, ORAL))
