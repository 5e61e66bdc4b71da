"""A formula from a file: computed exactly, written as people write it, never evaluated as code."""

from __future__ import annotations

import ast
import operator
import warnings
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import cache
from math import inf
from typing import Any

from journeylab.i18n import _, number

# Operator of the file -> how it computes, how people write it, how tightly it binds.
_OPERATORS: dict[type[ast.operator], tuple[Callable[[Any, Any], Any], str, int]] = {
    ast.Add: (operator.add, "+", 1),
    ast.Sub: (operator.sub, "−", 1),
    ast.Mult: (operator.mul, "×", 2),
    ast.Div: (operator.truediv, "÷", 2),
}

_LONGEST, _SHOWN = 500, 80


class DividedByZeroError(ArithmeticError):
    """A denominator is zero; `args` are the names of the inputs that it consists of."""


@cache
def parse(text: str) -> ast.expr:
    """Return the tree of a formula that has only names, numbers, ``+ - * /`` and brackets.

    Raises
    ------
    ValueError
        If there is anything else in it.
    """
    problem = _("'{text}' is no formula; allowed are names, numbers, + - * / and brackets")
    problem = problem.format(text=text if len(text) <= _SHOWN else text[:_SHOWN] + "…")
    # Nobody writes a longer one, and one of a million brackets would be too deep to follow.
    if len(text) > _LONGEST:
        raise ValueError(problem)
    try:
        with warnings.catch_warnings():
            # Python frowns at "1or 2", which is no formula either way.
            warnings.simplefilter("ignore")
            tree = ast.parse(text, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise ValueError(problem) from error
    known = (ast.Name, ast.expr_context, ast.BinOp, *_OPERATORS)
    for node in ast.walk(tree):
        is_number = isinstance(node, ast.Constant) and type(node.value) in (int, float) and node.value != inf
        if not is_number and not isinstance(node, known):
            raise ValueError(problem)
    return tree


def names(tree: ast.expr) -> tuple[str, ...]:
    """Return the names in a formula in the order of the text, each once."""
    match tree:
        case ast.Name(id=name):
            return (name,)
        case ast.BinOp(left=left, right=right):
            return tuple(dict.fromkeys(names(left) + names(right)))
    return ()


def compute(tree: ast.expr, values: Mapping[str, Fraction]) -> Fraction:
    """Return the exact value of a formula.

    Raises
    ------
    DividedByZeroError
        If a denominator is zero.
    """
    return Fraction(_compute(tree, values))


def _compute(tree: ast.expr, values: Mapping[str, Fraction]) -> Fraction | int:
    # Whole numbers stay int as long as they are whole: most are, and fractions are twenty times slower.
    if isinstance(tree, ast.Name):
        return _whole(values[tree.id])
    if isinstance(tree, ast.BinOp):
        a, b = _compute(tree.left, values), _compute(tree.right, values)
        if not isinstance(tree.op, ast.Div):
            computed: Fraction | int = _OPERATORS[type(tree.op)][0](a, b)
            return computed
        if b == 0:
            raise DividedByZeroError(*names(tree.right))
        return _whole(Fraction(a, b))
    assert isinstance(tree, ast.Constant)
    return _whole(_exact(tree.value))


def _whole(exact: Fraction) -> Fraction | int:
    return exact.numerator if exact.denominator == 1 else exact


@cache
def _exact(constant: Any) -> Fraction:
    return Fraction(str(constant))


def write(tree: ast.expr, words: Mapping[str, str], tightness: int = 0) -> str:
    """Write a formula with ``×`` and ``÷`` and a word or a number for each name.

    Examples
    --------
    >>> write(parse("(1 - orders / carts) * 100"), {"orders": "Käufe", "carts": "Warenkörbe"})
    '(1 − Käufe ÷ Warenkörbe) × 100'
    """
    match tree:
        case ast.Name(id=name):
            return words[name]
        case ast.BinOp(left=left, op=op, right=right):
            _operation, sign, binds = _OPERATORS[type(op)]
            # a − (b + c) and a ÷ (b × c) keep their brackets on the right.
            closer = binds + isinstance(op, ast.Sub | ast.Div)
            written = f"{write(left, words, binds)} {sign} {write(right, words, closer)}"
            return f"({written})" if binds < tightness else written
    assert isinstance(tree, ast.Constant)
    return number(float(str(tree.value)))
