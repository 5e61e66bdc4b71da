"""How a number is computed: each step in words, with the numbers of the variant, and its result."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from journeylab.domain import formula as arithmetic
from journeylab.domain.exercise.block import Block
from journeylab.domain.exercise.numeric import Numeric
from journeylab.domain.exercise.parameters import Numbers
from journeylab.domain.figure import Unit, rounded
from journeylab.exam.variants import Variant, written
from journeylab.i18n import _


@dataclass(frozen=True, slots=True)
class CalculationStep:
    """One step.

    Attributes
    ----------
    label : str
        What is computed.
    in_words : str
        ``Bestellungen ÷ Sitzungen × 100``.
    with_numbers : str
        ``250 ÷ 10.000 × 100``.
    result : str
        ``2,50 %``.
    exact : bool
        Whether the result is more than rounded.
    """

    label: str
    in_words: str
    with_numbers: str
    result: str
    exact: bool

    def __str__(self) -> str:
        """Return the step as it is written on paper."""
        sign = "=" if self.exact else "≈"
        way = [f"{self.label} = {self.in_words}"] if self.in_words != self.with_numbers else []
        # Where there is nothing to compute, the numbers would only repeat the result.
        way += [f"= {self.with_numbers}"] if way else [f"{self.label} = {self.with_numbers}"]
        return " ".join([*way, sign, self.result])


def calculation(variant: Variant, case: Variant | None = None) -> tuple[CalculationStep, ...]:
    """Return the way to the result of a number.

    Parameters
    ----------
    variant : Variant
        Of a numeric exercise.
    case : Variant, optional
        The case that it is a part of: its numbers have their names there.
    """
    item = variant.item
    assert isinstance(item, Numeric)
    around = case.item if case is not None else None
    named = (around, item) if isinstance(around, Block) else (item,)
    names = _Names(variant, case, named)
    steps = [names.step(each.label, each.formula, each.unit, each.digits) for each in item.steps]
    if not item.steps or names.value(item.steps[-1].formula) != names.value(item.solution):
        steps.append(names.step(_("Result"), item.solution, item.unit, item.digits))
    return tuple(steps)


class _Names:
    """What the names in formulas stand for, in words and in numbers."""

    def __init__(self, variant: Variant, case: Variant | None, named: tuple[Numbers, ...]) -> None:
        item = variant.item
        assert isinstance(item, Numeric)
        self.exact = variant.numbers
        parameters = {name: each for numbers in named for name, each in numbers.parameters.items()}
        derived = {name: each for numbers in named for name, each in numbers.derived.items()}
        earlier = {part.item.id: part.item for part in (case.parts if case is not None else ())}
        self.trees: dict[str, ast.expr] = {}
        for name, each in derived.items():
            self.trees[name] = _put_in(arithmetic.parse(each.formula), self.trees)
        self.words = {name: each.label for name, each in parameters.items()}
        self.words |= {name: _("result of part {part}").format(part=part) for name, part in item.follows.items()}
        units: dict[str, tuple[Unit, int | None]] = {name: (each.unit, None) for name, each in parameters.items()}
        units |= {name: (each.unit, each.digits) for name, each in derived.items()}
        for name, part in item.follows.items():
            source = earlier.get(part)
            if isinstance(source, Numeric):
                units[name] = source.unit, source.digits
        # Formulas divide per cent by 100 themselves: "2 % ÷ 100" would be a hundred times too small.
        plain = {name: (Unit.COUNT if unit is Unit.PERCENT else unit, digits) for name, (unit, digits) in units.items()}
        self.numbers = {
            name: written(value, *plain.get(name, (Unit.COUNT, None))) for name, value in variant.numbers.items()
        }

    def value(self, formula: str) -> Fraction:
        """Return the exact value."""
        return arithmetic.compute(arithmetic.parse(formula), self.exact)

    def step(self, label: str, formula: str, unit: Unit, digits: int) -> CalculationStep:
        """Return a step with its formula written in words and in numbers."""
        tree, value = arithmetic.parse(formula), self.value(formula)
        # A derived number has no name of its own: in words it reads as what it is computed from.
        in_words = arithmetic.write(_put_in(tree, self.trees), self.words)
        # Its value will do among the numbers, unless it is all that there is.
        whole = _put_in(tree, self.trees) if isinstance(tree, ast.Name) else tree
        told = value * 100 if unit is Unit.SHARE else value
        exact = rounded(told, 0, digits)[0] == told
        return CalculationStep(
            label, in_words, arithmetic.write(whole, self.numbers), written(value, unit, digits), exact
        )


def _put_in(tree: ast.expr, trees: Mapping[str, ast.expr]) -> ast.expr:
    """Return a formula with other formulas in the place of names."""
    match tree:
        case ast.Name(id=name):
            return trees.get(name, tree)
        case ast.BinOp(left=left, op=op, right=right):
            return ast.BinOp(_put_in(left, trees), op, _put_in(right, trees))
    return tree
