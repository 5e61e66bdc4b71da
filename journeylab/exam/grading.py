"""Points for an answer, where right and wrong are a matter of rule."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

from journeylab.domain.exercise.arranging import Cloze, Matching, Ordering
from journeylab.domain.exercise.block import Block
from journeylab.domain.exercise.choice import Choice
from journeylab.domain.exercise.numeric import Numeric
from journeylab.domain.exercise.shop import Build, MapPick, Run
from journeylab.domain.exercise.writing import Short
from journeylab.exam.answers import Shops, checked, is_empty
from journeylab.exam.grade import Feedback, Grade, State, graded, not_attempted
from journeylab.exam.grading_numbers import grade_number, own_result
from journeylab.exam.grading_shop import grade_build, grade_pick, grade_run
from journeylab.exam.rules import hits_minus_errors, in_order
from journeylab.exam.spelling import folded, same_words
from journeylab.exam.variants import Variant
from journeylab.i18n import _


def grade(variant: Variant, answer: Any, shops: Shops | None = None) -> Grade:
    """Grade an answer.

    Parameters
    ----------
    variant : Variant
        As the learner saw it.
    answer : any
        In the form of its kind, see `journeylab.exam.answers.checked`.
    shops : callable, optional
        From the id of a shop to the `Scenario`; needed for exercises on a shop.

    Returns
    -------
    Grade
        For free text without points: they are given by people.

    Raises
    ------
    UsageError
        If the answer does not have the form of its kind.
    """
    item = variant.item
    answer = checked(item, answer)
    if isinstance(item, Block):
        return _block(variant, answer or {}, shops)
    if is_empty(item, answer):
        return not_attempted(item.points)
    match item:
        case Choice():
            return _choice(item, answer)
        case Matching():
            return _matching(item, answer)
        case Ordering():
            return _ordering(item, answer)
        case Cloze():
            return _cloze(item, answer)
        case Numeric():
            return grade_number(variant, answer)
        case Short():
            return _short(item, answer)
        case MapPick():
            return grade_pick(item, answer, shops)
        case Build():
            return grade_build(item, answer, shops)
        case Run():
            return grade_run(item, answer, shops, variant.seed)
    return Grade(None, item.points, State.OPEN)


def _choice(item: Choice, ticked: list[int]) -> Grade:
    right = {number for number, option in enumerate(item.options, 1) if option.right}
    if item.choose == "one":
        share = Fraction(set(ticked) == right)
    else:
        share = hits_minus_errors(ticked, right, len(item.options))
    return graded(share, item.points, tuple(_on_options(item, ticked)))


def _on_options(item: Choice, ticked: list[int]) -> Iterator[Feedback]:
    for number, option in enumerate(item.options, 1):
        if number in ticked:
            said = option.why or (_("Right.") if option.right else "")
            yield Feedback(said, option.right, option.text)
        elif option.right and item.choose == "many":
            yield Feedback(
                _("This one belongs to it as well.") + (f" {option.why}" if option.why else ""), False, option.text
            )


def _matching(item: Matching, chosen: list[int]) -> Grade:
    said, right = [], 0
    for pair, number, wanted in zip(item.pairs, chosen, item.solution, strict=True):
        right += number == wanted
        if number == wanted:
            said.append(Feedback(pair.why or _("Right."), True, pair.left))
        else:
            belongs = _("Belongs to: {right}.").format(right=pair.right)
            said.append(Feedback(f"{belongs} {pair.why}".strip(), False, pair.left))
    return graded(Fraction(right, len(item.pairs)), item.points, tuple(said))


def _ordering(item: Ordering, placed: list[int]) -> Grade:
    share = in_order(placed)
    if share == 1:
        return graded(share, item.points, (Feedback(_("All steps stand in their order."), True),))
    for before, after in pairwise(placed):
        if before > after:
            first, second = item.steps[after - 1], item.steps[before - 1]
            said = _("'{first}' comes before '{second}'.").format(first=first, second=second)
            return graded(share, item.points, (Feedback(said, False),))
    raise AssertionError  # a permutation that is not in order has a pair that is not


def _cloze(item: Cloze, given: list[str]) -> Grade:
    said, right = [], 0
    for gap, text in zip(item.in_order, given, strict=True):
        fine = any(same_words(text, accepted, typos=not gap.options) for accepted in gap.accept)
        right += fine
        solution = _("Right.") if fine else _("Solution: {solution}.").format(solution=gap.accept[0])
        said.append(Feedback(f"{solution} {gap.why}".strip(), fine, text.strip() or "–"))
    return graded(Fraction(right, len(item.gaps)), item.points, tuple(said))


def _short(item: Short, given: str) -> Grade:
    for wrong in item.wrong_answers:
        if any(folded(given) == folded(answer) for answer in wrong.answers):
            return graded(Fraction(0), item.points, (Feedback(wrong.why, False),))
    exact = any(same_words(given, accepted, typos=False) for accepted in item.accept)
    if exact:
        return graded(Fraction(1), item.points, ())
    if item.typos and any(same_words(given, accepted) for accepted in item.accept):
        spelt = _("It is spelt: {solution}.").format(solution=item.accept[0])
        return graded(Fraction(1), item.points, (Feedback(spelt),))
    return graded(Fraction(0), item.points, ())


def _block(variant: Variant, answers: dict[str, Any], shops: Shops | None) -> Grade:
    """Grade the parts in order; a result that the learner used further is not a second mistake."""
    parts: dict[str, Grade] = {}
    own: dict[str, Fraction] = {}
    for part in variant.parts:
        name, answer = part.item.id, answers.get(part.item.id)
        if isinstance(part.item, Numeric):
            answer = checked(part.item, answer)
            parts[name] = (
                not_attempted(part.item.points) if is_empty(part.item, answer) else grade_number(part, answer, own)
            )
            result = own_result(part, answer)
            if result is not None:
                own[name] = result
        else:
            parts[name] = grade(part, answer, shops)
    told = [each.points for each in parts.values()]
    # As long as people have to mark a part, the whole has no points either.
    points = None if None in told else sum((each for each in told if each is not None), Decimal(0))
    states = {each.state for each in parts.values()}
    state = states.pop() if len(states) == 1 else State.OPEN if points is None else State.PARTLY
    return Grade(points, variant.item.points, state, parts=parts)
