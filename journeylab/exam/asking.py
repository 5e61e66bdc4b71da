"""From a variant to the question that is shown, and from what was shown back to the exercise.

Options, right sides and steps are shuffled by the seed of the variant; answers
are stored in the numbers of the exercise's file, so that they stay valid
whatever order somebody saw.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from journeylab.domain.exercise.arranging import Cloze, Matching, Ordering
from journeylab.domain.exercise.choice import Choice
from journeylab.domain.exercise.common import Exercise
from journeylab.domain.exercise.numeric import Numeric
from journeylab.domain.exercise.question import Asked, Blank, Question
from journeylab.domain.exercise.shop import Build, MapPick, Run
from journeylab.domain.exercise.writing import FreeText
from journeylab.exam.variants import Variant

# Empty lines for a point of a free answer: room for about ten words of handwriting each.
_LINES_A_POINT = 2


def ask(variant: Variant) -> Question:
    """Return what a learner sees of a variant before answering."""
    item = variant.item
    shown = {
        "id": variant.id,
        "kind": item.kind,  # type: ignore[attr-defined]
        "title": item.title,
        "prompt": item.prompt,
        "points": item.points,
        "minutes": item.minutes,
        "operator": item.operator,
        "area": item.area,
    }
    return Question.model_validate(shown | _of_kind(variant))


def _of_kind(variant: Variant) -> dict[str, Any]:
    item, order = variant.item, order_shown(variant)
    match item:
        case Choice():
            return {"options": tuple(item.options[i - 1].text for i in order), "choose": item.choose}
        case Matching():
            lefts = tuple(pair.left for pair in item.pairs)
            return {"lefts": lefts, "choices": tuple(item.choices[i - 1] for i in order)}
        case Ordering():
            return {"steps": tuple(item.steps[i - 1] for i in order)}
        case Cloze():
            blanks = tuple(
                Blank(id=gap.id, options=_shuffled(gap.options, f"{variant.id}/{variant.seed}/{gap.id}"))
                for gap in item.in_order
            )
            return {"text": item.text, "blanks": blanks}
        case Numeric():
            return {"unit": item.unit, "digits": item.digits}
        case FreeText():
            return {"form": item.form, "lines": item.lines or max(3, round(float(item.points) * _LINES_A_POINT))}
        case MapPick() | Build():
            return {"scenario": item.scenario}
        case Run():
            asked = tuple(Asked(id=each.id, asks=each.asks, points=each.points) for each in item.figures)
            judged = item.judgement and Asked(id="verdict", asks=item.judgement.asks, points=item.judgement.points)
            shown = {"scenario": item.scenario, "levers": item.levers, "customers": item.customers}
            return shown | {"asked": asked, "judged": judged}
    if variant.parts:
        parts = tuple(ask(part) for part in variant.parts)
        return {name: getattr(item, name) for name in ("case", "materials", "scenario")} | {"parts": parts}
    return {}


def order_shown(variant: Variant) -> tuple[int, ...]:
    """Return the numbers of options, right sides or steps in the order in which they are shown.

    Notes
    -----
    Steps are never shown in their right order.
    """
    count = _count(variant.item)
    order = _shuffled(tuple(range(1, count + 1)), f"{variant.id}/{variant.seed}")
    if isinstance(variant.item, Ordering) and order == tuple(sorted(order)):
        return (*order[1:], order[0])
    return order


def stored_answer(variant: Variant, shown: Any) -> Any:
    """Return an answer in the numbers of the exercise, from one in the places that were shown.

    Examples
    --------
    If option 3 was shown first, ticking the first one stores ``[3]``.
    """
    return _translated(variant, shown, back=False)


def shown_answer(variant: Variant, stored: Any) -> Any:
    """Return an answer in the places that are shown, from one in the numbers of the exercise."""
    return _translated(variant, stored, back=True)


def _translated(variant: Variant, answer: Any, *, back: bool) -> Any:
    if variant.parts and isinstance(answer, Mapping):
        parts = {part.item.id: part for part in variant.parts}
        return {
            name: _translated(parts[name], each, back=back) if name in parts else each for name, each in answer.items()
        }
    if not isinstance(answer, list | tuple) or not _count(variant.item):
        return answer
    order = order_shown(variant)
    table = dict(enumerate(order, 1))
    if back:
        table = {number: place for place, number in table.items()}
    # What is none of the numbers, such as 0 for "nothing chosen", stays what it is.
    changed = [table.get(each, each) if type(each) is int else each for each in answer]
    return (
        sorted(changed) if isinstance(variant.item, Choice) and all(type(each) is int for each in changed) else changed
    )


def _count(item: Exercise) -> int:
    match item:
        case Choice():
            return len(item.options)
        case Matching():
            return len(item.choices)
        case Ordering():
            return len(item.steps)
    return 0


def _shuffled(things: tuple[Any, ...], name: str) -> tuple[Any, ...]:
    """Return things in an order that belongs to a name; by hashes, so that it is the same on every machine for ever."""
    return tuple(sorted(things, key=lambda thing: sha256(f"{name}/{thing}".encode()).digest()))
