"""The form of an answer to each kind of exercise: checked, empty, right, and as text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from journeylab.domain import formula as arithmetic
from journeylab.domain.exercise.arranging import Cloze, Matching, Ordering
from journeylab.domain.exercise.block import Block
from journeylab.domain.exercise.choice import Choice
from journeylab.domain.exercise.common import Exercise
from journeylab.domain.exercise.numeric import Numeric
from journeylab.domain.exercise.shop import Build, MapPick, Run
from journeylab.domain.exercise.writing import FreeText, Short
from journeylab.domain.scenario import Scenario
from journeylab.errors import UsageError
from journeylab.exam.variants import Variant, result, shown_result, written
from journeylab.i18n import _, language

# From the id of a shop to the shop; `exam` reads no files.
Shops = Callable[[str], Scenario]
_LARGEST_SEED = 2**63
# What an experiment can show, as an answer names it.
VERDICTS: dict[str, Callable[[], str]] = {
    "up": lambda: _("It rises."),
    "down": lambda: _("It falls."),
    "none": lambda: _("No effect is shown."),
}


def checked(item: Exercise, answer: Any) -> Any:
    """Return an answer in the form of its kind; None and "" count as empty.

    Raises
    ------
    UsageError
        If it has another form: it belongs to another exercise, or was changed by hand.

    Notes
    -----
    choice: numbers of options, from 1 on.  matching: for each pair the number
    of its right side, 0 for none.  ordering: numbers of the steps as placed.
    cloze: texts in the order of the gaps.  numeric, short, free_text: the text.
    map, journey: ids of contacts.  simulation: ``{"seed": 7, "figures": {id: text}, "verdict": "up"}``.
    block: ``{part: answer}``.
    """
    if answer is None:
        return None
    match item:
        case Choice():
            fine = _numbers(answer, 1, len(item.options)) and len(set(answer)) == len(answer)
            fine = fine and (item.choose == "many" or len(answer) <= 1)
        case Matching():
            fine = answer == [] or (_numbers(answer, 0, len(item.choices)) and len(answer) == len(item.pairs))
        case Ordering():
            fine = answer == [] or (_numbers(answer, 1, len(item.steps)) and len(set(answer)) == len(item.steps))
        case Cloze():
            fine = answer == [] or (_texts(answer) and len(answer) == len(item.gaps))
        case Numeric() | Short() | FreeText():
            if isinstance(item, Numeric) and type(answer) in (int, float):
                answer = _typed(answer)
            fine = isinstance(answer, str)
        case MapPick() | Build():
            fine = _texts(answer)
        case Run():
            fine = (
                isinstance(answer, Mapping)
                and set(answer) <= {"seed", "figures", "verdict"}
                and type(answer.get("seed", 0)) is int
                and abs(answer.get("seed", 0)) < _LARGEST_SEED
                and isinstance(answer.get("figures", {}), Mapping)
                and all(isinstance(each, str) for each in answer.get("figures", {}).values())
                and answer.get("verdict", "") in ("", None, *VERDICTS)
            )
        case Block():
            fine = isinstance(answer, Mapping) and set(answer) <= {part.id for part in item.parts}
        case _:
            fine = False
    if not fine:
        raise UsageError(
            _("This answer does not have the form of exercise '{id}'.").format(id=item.id),
            _("Check that it belongs to this exercise and was not changed by hand."),
        )
    return answer


def is_empty(item: Exercise, answer: Any) -> bool:
    """Tell whether nothing was answered, which is not the same as a wrong answer."""
    if answer in (None, "", [], (), {}):
        return True
    match item:
        case Matching():
            return not any(answer)
        case Cloze():
            return not any(text.strip() for text in answer)
        case Numeric() | Short() | FreeText():
            return not str(answer).strip()
        case Run():
            return not answer.get("verdict") and not any(text.strip() for text in answer.get("figures", {}).values())
        case Block():
            return all(is_empty(part, answer.get(part.id)) for part in item.parts)
    return False


def right_answer(variant: Variant, shops: Shops | None = None, seed: int | None = None) -> Any:
    """Return the answer that earns full marks; of free text the model answer.

    Parameters
    ----------
    variant : Variant
    shops : callable, optional
        Needed for a simulation.
    seed : int, optional
        With which a learner simulated; by default that of the variant.
    """
    item = variant.item
    match item:
        case Choice():
            return [number for number, option in enumerate(item.options, 1) if option.right]
        case Matching():
            return list(item.solution)
        case Ordering():
            return list(range(1, len(item.steps) + 1))
        case Cloze():
            return [gap.accept[0] for gap in item.in_order]
        case Numeric():
            return written(shown_result(variant), item.unit, item.digits)
        case Short():
            return item.accept[0]
        case FreeText():
            return item.model_answer
        case MapPick():
            return list(item.right)
        case Build():
            return list(item.example)
        case Run():
            # Simulating needs numpy; where there is none, all other kinds still work.
            from journeylab.exam.simulated import expected_figures, expected_verdict

            seed = variant.seed if seed is None else seed
            shop = shop_of(item.scenario, shops)
            figures = {key: shown for key, (_value, shown) in expected_figures(item, shop, seed).items()}
            return {"seed": seed, "figures": figures, "verdict": expected_verdict(item, shop, seed)}
    return {part.item.id: right_answer(part, shops, seed) for part in variant.parts}


def shop_of(name: str, shops: Shops | None) -> Scenario:
    """Return the shop that an exercise plays at.

    Raises
    ------
    UsageError
        If nobody said where shops are found.
    """
    if shops is None:
        raise UsageError(
            _("This exercise plays at the shop '{id}', which was not given.").format(id=name),
            _("Give the function that finds shops: shops=journeylab.scenario."),
        )
    return shops(name)


def answer_text(variant: Variant, answer: Any, shops: Shops | None = None) -> str:
    """Return an answer as people read it, in lines; empty where nothing was answered."""
    item = variant.item
    if is_empty(item, answer):
        return ""
    match item:
        case Choice():
            return "\n".join(item.options[number - 1].text for number in answer)
        case Matching():
            lines = zip(item.pairs, answer, strict=True)
            return "\n".join(f"{pair.left} → {item.choices[number - 1] if number else '–'}" for pair, number in lines)
        case Ordering():
            return "\n".join(f"{place}. {item.steps[number - 1]}" for place, number in enumerate(answer, 1))
        case Cloze():
            return " | ".join(text or "–" for text in answer)
        case MapPick() | Build():
            labels = {contact.id: str(contact.label) for contact in shops(item.scenario).contacts} if shops else {}
            return (" → " if isinstance(item, Build) else ", ").join(labels.get(each, each) for each in answer)
        case Run():
            asked = {figure.id: figure.asks for figure in item.figures}
            lines_of = [f"{asked.get(key, key)} {text}" for key, text in answer.get("figures", {}).items() if text]
            if item.judgement and answer.get("verdict"):
                lines_of.append(f"{item.judgement.asks} {VERDICTS[answer['verdict']]()}")
            return "\n".join([_("Seed: {seed}").format(seed=answer.get("seed", variant.seed)), *lines_of])
        case Block():
            return "\n".join(
                f"{part.item.id}) {answer_text(part, answer.get(part.item.id), shops) or '–'}" for part in variant.parts
            )
    return str(answer).strip()


def sample_answer(variant: Variant, answer: Any) -> Any:
    """Return the answer of a sample for this variant: ``"= orders / sessions"`` is computed with its numbers."""
    item = variant.item
    if isinstance(item, Block) and isinstance(answer, Mapping):
        parts = {part.item.id: part for part in variant.parts}
        return {name: sample_answer(parts[name], each) if name in parts else each for name, each in answer.items()}
    if isinstance(item, Numeric) and isinstance(answer, str) and answer.startswith("="):
        names = (*item.number_names(), *variant.numbers)
        formula = answer.removeprefix("=").strip()
        if set(arithmetic.names(arithmetic.parse(formula))) <= set(names):
            return written(result(variant, formula), item.unit, item.digits)
    return answer


def _numbers(answer: Any, low: int, high: int) -> bool:
    return isinstance(answer, list | tuple) and all(type(each) is int and low <= each <= high for each in answer)


def _typed(given: float) -> str:
    """Return a number as somebody would have typed it, with all its decimals; what is none stays none."""
    if not abs(given) < _LARGEST_SEED:
        return "–"
    return f"{Decimal(str(given)):f}".replace(".", "," if language() == "de" else ".")


def _texts(answer: Any) -> bool:
    return isinstance(answer, list | tuple) and all(isinstance(each, str) for each in answer)
