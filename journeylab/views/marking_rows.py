"""What is right and what it earns, by kind: the rows of a marking sheet."""

from __future__ import annotations

from collections.abc import Sequence
from string import ascii_uppercase

from journeylab.domain.exercise.arranging import Cloze, Matching, Ordering
from journeylab.domain.exercise.choice import Choice
from journeylab.domain.exercise.numeric import Numeric
from journeylab.domain.exercise.shop import Build, MapPick, Run
from journeylab.domain.exercise.writing import FreeText, Short
from journeylab.exam.asking import order_shown
from journeylab.exam.calculation import calculation
from journeylab.exam.variants import Variant, result, written
from journeylab.i18n import _
from journeylab.views.exam_sheet import Box, Grid, Node, Note, Prose, Shops, Ticks
from journeylab.views.question_markup import points_number


def solution(variant: Variant, shops: Shops, case: Variant | None = None) -> tuple[Node, ...]:
    """Return the solution of a variant in the order in which its paper shows it.

    Parameters
    ----------
    variant : Variant
        Of any kind but a case.
    shops : callable
        From the id of a shop to its map.
    case : Variant, optional
        The case that it is a part of.
    """
    item = variant.item
    match item:
        case FreeText():
            return _free_text(item)
        case Choice():
            return _choice(item, order_shown(variant))
        case Matching():
            return _matching(item, order_shown(variant))
        case Ordering():
            return _ordering(item, order_shown(variant))
        case Numeric():
            return _number(item, variant, case)
        case Cloze():
            rows = tuple((f"({place})", " / ".join(gap.accept), gap.why) for place, gap in enumerate(item.in_order, 1))
            return (Grid((_("Gap"), _("Right"), _("Why")), rows, (1, 4, 5), _("Gaps")),)
        case Short():
            right = Note(_("Right: {answers}").format(answers=" / ".join(item.accept)), "strong")
            wrong = tuple((" / ".join(each.answers), each.why) for each in item.wrong_answers)
            return (right, *([_table((_("Typical mistake"), _("What to say to it")), wrong, (3, 7))] if wrong else []))
        case MapPick():
            return _map(item, shops)
        case Build():
            return _journey(item, shops)
    assert isinstance(item, Run)
    return (Note(_("The figures depend on the seed; the notebook computes them.")),)


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]], widths: tuple[float, ...], **more: object) -> Grid:
    return Grid(head, tuple(rows), widths, head[0], **more)  # type: ignore[arg-type]


def _free_text(item: FreeText) -> tuple[Node, ...]:
    rows = [
        (
            row.expects,
            f"{row.max} × {points_number(row.points)}" if row.max > 1 else points_number(row.points),
            "☐ " * row.max,
        )
        for row in item.rubric
    ]
    head = (_("Expected"), _("Points"), _("Reached"))
    notes = [
        Note(_("More can be named than counts: {points} points at most.").format(points=points_number(item.points)))
    ]
    return (
        _table(head, [(text, points, boxes.strip()) for text, points, boxes in rows], (7.2, 1.3, 1.5)),
        *(notes if item.cap else []),
        Box(_("Model answer"), (Prose(item.model_answer),)),
    )


def _choice(item: Choice, order: Sequence[int]) -> tuple[Node, ...]:
    shown = [item.options[place - 1] for place in order]
    ticks = Ticks(tuple(each.text for each in shown), tuple(each.right for each in shown))
    reasons = [(each.text, each.why) for each in shown if each.why]
    table = _table((_("Option"), _("Why")), reasons, (4, 6))
    return (ticks, *([table] if reasons else []))


def _matching(item: Matching, order: Sequence[int]) -> tuple[Node, ...]:
    letter = {number: ascii_uppercase[place] for place, number in enumerate(order)}
    rows = [
        (pair.left, f"{letter[number]}  {pair.right}", pair.why)
        for pair, number in zip(item.pairs, item.solution, strict=True)
    ]
    return (_table((_("Given"), _("Right"), _("Why")), rows, (4, 3, 4)),)


def _ordering(item: Ordering, order: Sequence[int]) -> tuple[Node, ...]:
    rows = [(str(number), item.steps[number - 1]) for number in order]
    return (Grid((_("No."), _("Step")), tuple(rows), (1, 9), _("Steps")),)


def _number(item: Numeric, variant: Variant, case: Variant | None) -> tuple[Node, ...]:
    way = tuple(Note(str(step)) for step in calculation(variant, case))
    rows = [
        (written(result(variant, path.formula), item.unit, item.digits), path.why, points_number(path.points))
        for path in item.wrong_paths
    ]
    head = (_("Wrong result"), _("What went wrong"), _("Points"))
    follows = _("If an earlier result is wrong, what was computed rightly with it earns full points.")
    return (
        *way,
        *([Note(follows, "small")] if item.follows else []),
        *([_table(head, rows, (2.4, 6.2, 1.4), right=(2,))] if rows else []),
    )


def _map(item: MapPick, shops: Shops) -> tuple[Node, ...]:
    labels = _labels(item.scenario, shops)
    wrong = [(labels.get(each, each), why) for each, why in item.wrong.items()]
    return (
        Note(_("Right: {answers}").format(answers=", ".join(labels.get(each, each) for each in item.right)), "strong"),
        _table((_("Typical mistake"), _("What to say to it")), wrong, (3, 7)),
    )


def _journey(item: Build, shops: Shops) -> tuple[Node, ...]:
    labels = _labels(item.scenario, shops)
    rows = [(rule.expects, points_number(rule.points), "☐") for rule in item.rules]
    example = " → ".join(labels.get(each, each) for each in item.example)
    return (
        _table((_("Expected"), _("Points"), _("Reached")), rows, (7.2, 1.3, 1.5)),
        Note(_("For example: {journey}").format(journey=example)),
    )


def _labels(scenario: str, shops: Shops) -> dict[str, str]:
    return {contact.id: str(contact.label) for contact in shops(scenario).contacts}
