"""A variant: an exercise with its numbers drawn and written into its texts."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from hashlib import sha256

from journeylab.domain import formula as arithmetic
from journeylab.domain.exercise.block import Block
from journeylab.domain.exercise.common import Exercise
from journeylab.domain.exercise.numeric import Numeric
from journeylab.domain.exercise.parameters import Numbers, sides
from journeylab.domain.figure import Unit, percentage_points, rounded
from journeylab.errors import ModelError
from journeylab.exam.filling import filled
from journeylab.i18n import _, language, money, number, percent

# So many draws without one that fulfils what is required: the requirement is as good as impossible.
_PATIENCE = 2_000
_COMPARE: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}


@dataclass(frozen=True)
class Variant:
    """An exercise as one learner sees it.

    Attributes
    ----------
    item : Exercise
        With numbers instead of ``{names}`` in its texts.
    seed : int
        Same seed, same numbers, on every machine.
    numbers : mapping of str to Fraction
        By name, exact; derived ones as well.
    parts : tuple of Variant
        Of a case.
    id : str
        Of the exercise; of a part ``"case.part"``.
    """

    item: Exercise
    seed: int
    numbers: Mapping[str, Fraction] = field(default_factory=dict)
    parts: tuple[Variant, ...] = ()
    id: str = ""

    @property
    def leaves(self) -> tuple[Variant, ...]:
        """The parts of a case, or the exercise itself: what is answered one by one."""
        return self.parts or (self,)


def draw(item: Exercise, seed: int = 0) -> Variant:
    """Return the variant of an exercise that belongs to a seed, written in the language in use.

    Parameters
    ----------
    item : Exercise
    seed : int
        The only source of chance; exercises without parameters are the same under every seed.

    Raises
    ------
    ModelError
        If no numbers fulfil what the exercise requires.
    """
    if isinstance(item, Block):
        shared = _numbers(item, item.id, seed, {})
        words = _written(item, shared)
        parts: list[Variant] = []
        for part in item.parts:
            parts.append(_leaf(part, f"{item.id}.{part.id}", seed, shared, words, parts))
        whole = filled(item, words, without="parts")
        if any(part.item is not plain for part, plain in zip(parts, item.parts, strict=True)):
            whole = whole.model_copy(update={"parts": tuple(part.item for part in parts)})
        return Variant(whole, seed, shared, tuple(parts), item.id)
    return _leaf(item, item.id, seed, {}, {}, [])


def _leaf(
    item: Exercise,
    full_id: str,
    seed: int,
    shared: Mapping[str, Fraction],
    words: Mapping[str, str],
    earlier: list[Variant],
) -> Variant:
    numbers = shared
    if isinstance(item, Numeric):
        results = {each.item.id: shown_result(each) for each in earlier if isinstance(each.item, Numeric)}
        numbers = {**shared, **{name: results[part] for name, part in item.follows.items()}}
        numbers = {**numbers, **_numbers(item, full_id, seed, numbers)}
        words = {**words, **_written(item, numbers)}
    return Variant(filled(item, words), seed, numbers, (), full_id)


def result(variant: Variant, formula: str | None = None, numbers: Mapping[str, Fraction] | None = None) -> Fraction:
    """Return the exact solution of a numeric variant, or what another formula gives with its numbers.

    Raises
    ------
    DividedByZeroError
        If a denominator is zero.
    """
    assert isinstance(variant.item, Numeric)
    return arithmetic.compute(arithmetic.parse(formula or variant.item.solution), numbers or variant.numbers)


def shown_result(variant: Variant) -> Fraction:
    """Return the solution of a numeric variant as it is written down: rounded half away from zero."""
    assert isinstance(variant.item, Numeric)
    return rounded(result(variant), 0, variant.item.digits)[0]


def written(value: Fraction, unit: Unit, digits: int | None = None) -> str:
    """Write a number of a task with its unit, as the language in use does.

    Parameters
    ----------
    value : Fraction
        Shares between 0 and 1; per cent as 2 for 2 %.
    unit : Unit
    digits : int, optional
        Decimals; without it as few as the number needs, whole sums of money without cents.
    """
    return _written_as(value, unit, digits, language())


# Babel is slow, and a task writes the same numbers into many texts.
@lru_cache(maxsize=2_048)
def _written_as(value: Fraction, unit: Unit, digits: int | None, _language: str) -> str:
    if unit is Unit.SHARE:
        # A share is told in per cent: nobody says that a margin is 0.35.
        value, unit = value * 100, Unit.PERCENT
    least, most = (0, 4) if digits is None else (digits, digits)
    shown, places = rounded(value, least, most)
    if unit is Unit.PERCENT:
        return percent(float(shown / 100), places)
    if unit is Unit.EUR:
        return money(float(shown), digits=2 if digits is None and places else places)
    if unit is Unit.PERCENTAGE_POINTS:
        return percentage_points(number(float(shown), places), shown)
    return number(float(shown), places) + (" min" if unit is Unit.MINUTES else "")


def _numbers(of: Numbers, name: str, seed: int, given: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """Draw the parameters until everything holds that is required, and compute what is derived."""
    for attempt in range(_PATIENCE):
        drawn = {
            key: parameter.number(_lot(f"{name}/{seed}/{attempt}/{key}", parameter.count))
            for key, parameter in of.parameters.items()
        }
        known = {**given, **drawn}
        for key, derived in of.derived.items():
            known[key] = drawn[key] = arithmetic.compute(arithmetic.parse(derived.formula), known)
        if all(_holds(text, known) for text in of.require):
            return drawn
    raise ModelError(
        _("No numbers were found for '{id}' that fulfil everything under 'require'.").format(id=name),
        _("Widen the ranges of the parameters, or ask for less."),
        ("require",),
    )


def _lot(text: str, count: int) -> int:
    """Return a number from 0 to ``count - 1``; a hash, so that no version of Python draws another one."""
    return int.from_bytes(sha256(text.encode()).digest()[:8], "big") % count


def _holds(text: str, numbers: Mapping[str, Fraction]) -> bool:
    left, sign, right = sides(text)
    return _COMPARE[sign](arithmetic.compute(left, numbers), arithmetic.compute(right, numbers))


def _written(of: Numbers, numbers: Mapping[str, Fraction]) -> dict[str, str]:
    words = {name: written(numbers[name], parameter.unit) for name, parameter in of.parameters.items()}
    derived = {name: written(numbers[name], each.unit, each.digits) for name, each in of.derived.items()}
    return words | derived
