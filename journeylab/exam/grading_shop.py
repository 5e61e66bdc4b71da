"""Points for exercises on a shop: fields of its map, a journey, a simulation of one's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

from journeylab.domain.exercise.shop import Build, JourneyRule, MapPick, Run
from journeylab.domain.names import unknown
from journeylab.domain.scenario import Scenario
from journeylab.errors import UsageError
from journeylab.exam.answers import Shops, shop_of
from journeylab.exam.grade import Feedback, Grade, State, graded
from journeylab.exam.numbers import read_number
from journeylab.exam.rules import hits_minus_slips
from journeylab.i18n import _


def grade_pick(item: MapPick, picked: Sequence[str], shops: Shops | None) -> Grade:
    """Grade picked contacts of a map."""
    shop = shop_of(item.scenario, shops)
    labels = _labels(shop, picked)
    said = []
    for contact in dict.fromkeys(picked):
        if contact in item.right:
            said.append(Feedback(_("Right."), True, labels[contact]))
        else:
            why = item.wrong.get(contact) or _("This contact does not belong to the solution.")
            said.append(Feedback(why, False, labels[contact]))
    said += [
        Feedback(_("This one belongs to it as well."), False, labels[contact])
        for contact in item.right
        if contact not in picked
    ]
    return graded(hits_minus_slips(picked, item.right), item.points, tuple(said))


def grade_build(item: Build, journey: Sequence[str], shops: Shops | None) -> Grade:
    """Grade a journey rule by rule."""
    shop = shop_of(item.scenario, shops)
    _labels(shop, journey)
    points, said = Decimal(0), []
    for rule in item.rules:
        fine = fulfils(rule, journey, shop)
        points += rule.points if fine else 0
        said.append(Feedback(rule.expects if fine else f"{rule.expects} {rule.why}", fine))
    state = State.RIGHT if points == item.points else State.PARTLY if points else State.WRONG
    return Grade(points, item.points, state, tuple(said))


def fulfils(rule: JourneyRule, journey: Sequence[str], shop: Scenario) -> bool:
    """Tell whether a journey of at least one contact fulfils a rule."""
    if rule.starts:
        return journey[0] in rule.starts
    if rule.ends:
        return journey[-1] in rule.ends
    if rule.contains:
        return set(rule.contains) <= set(journey)
    if rule.any_of:
        return bool(set(rule.any_of) & set(journey))
    if rule.avoids:
        return not set(rule.avoids) & set(journey)
    if rule.before:
        first, second = rule.before
        return first in journey and second in journey[journey.index(first) + 1 :]
    if rule.phases:
        return set(rule.phases) <= {shop.phase(contact) for contact in journey}
    if rule.media:
        channels = (shop.contact(contact).channel for contact in journey)
        return set(rule.media) <= {shop.channel(channel).medium for channel in channels}
    if rule.back_jumps:
        rank = shop.moment_rank()
        ranks = [rank[contact] for contact in journey]
        jumps = sum(after < before for before, after in pairwise(ranks))
        return jumps >= rule.back_jumps
    assert rule.length
    return rule.length[0] <= len(journey) <= rule.length[1]


def grade_run(item: Run, answer: Mapping[str, Any], shops: Shops | None, seed: int) -> Grade:
    """Grade what somebody read off a simulation with a seed of one's own."""
    from journeylab.exam.simulated import expected_figures, expected_verdict

    shop, seed = shop_of(item.scenario, shops), answer.get("seed", seed)
    expected = expected_figures(item, shop, seed)
    given: Mapping[str, str] = answer.get("figures", {})
    points, said = Decimal(0), []
    for figure in item.figures:
        value, shown = expected[figure.id]
        fine = _reads(given.get(figure.id, ""), value, figure.tolerance)
        points += figure.points if fine else 0
        text = _("Right.") if fine else _("With seed {seed} it is {shown}.").format(seed=seed, shown=shown)
        said.append(Feedback(text, fine, figure.asks))
    if item.judgement:
        verdict = expected_verdict(item, shop, seed)
        fine = answer.get("verdict") == verdict
        points += item.judgement.points if fine else 0
        said.append(Feedback(getattr(item.judgement, str(verdict)), fine, item.judgement.asks))
    state = State.RIGHT if points == item.points else State.PARTLY if points else State.WRONG
    return Grade(points, item.points, state, tuple(said))


def _reads(text: str, value: Fraction, tolerance: float) -> bool:
    try:
        reading = read_number(text)
    except UsageError:
        return False
    return any(abs(each - value) <= Fraction(str(tolerance)) for each in reading.values)


def _labels(shop: Scenario, contacts: Sequence[str]) -> dict[str, str]:
    """Return what people read for all contacts of a shop.

    Raises
    ------
    UsageError
        If one of `contacts` is none of them.
    """
    labels = {contact.id: str(contact.label) for contact in shop.contacts}
    for contact in contacts:
        for problem in unknown(contact, labels, ()):
            raise UsageError(problem.problem, problem.fix)
    return labels
