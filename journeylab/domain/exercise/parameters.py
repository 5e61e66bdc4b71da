"""Numbers that differ from variant to variant, and what is computed from them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from functools import cache
from typing import Annotated, Any

from pydantic import AfterValidator, Field, model_validator

from journeylab.domain import formula as arithmetic
from journeylab.domain.figure import Unit
from journeylab.domain.names import unknown
from journeylab.domain.text import Record
from journeylab.errors import ModelError
from journeylab.i18n import _

NAME = r"^[a-z][a-z0-9_]{0,39}$"
PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]{0,39})\}")
_COMPARISON = re.compile(r"^(?P<left>[^<>=]+)(?P<sign><=|>=|<|>)(?P<right>[^<>=]+)$")


def formula(text: str) -> str:
    """Return a formula if it is one.

    Raises
    ------
    ValueError
        If there is anything but names, numbers, ``+ - * /`` and brackets in it.
    """
    arithmetic.parse(text)
    return text


def comparison(text: str) -> str:
    """Return a comparison of two formulas if it is one, ``"orders < sessions"``."""
    sides(text)
    return text


@cache
def sides(text: str) -> tuple[ast.expr, str, ast.expr]:
    """Return left side, sign and right side of a comparison.

    Raises
    ------
    ValueError
        If it is none.
    """
    found = _COMPARISON.match(text)
    if not found:
        raise ValueError(_("'{text}' is no comparison; write for example: orders < sessions").format(text=text))
    return arithmetic.parse(found["left"].strip()), found["sign"], arithmetic.parse(found["right"].strip())


Formula = Annotated[str, AfterValidator(formula)]
Comparison = Annotated[str, AfterValidator(comparison)]


class Parameter(Record):
    """A number of the task: fixed (`value`), from a list (`values`), or from a range in steps.

    Attributes
    ----------
    label : str
        What people read, ``"Sitzungen"``.
    unit : Unit
        What it is counted in; shares lie between 0 and 1.
    value : float or None
        The same in every variant.
    values : tuple of float
        One of these.
    low, high, step : float or None
        One of low, low + step, ... up to high.
    """

    label: str = Field(min_length=1)
    unit: Unit = Unit.COUNT
    value: float | None = None
    values: tuple[float, ...] = ()
    low: float | None = None
    high: float | None = None
    step: float | None = Field(default=None, gt=0)

    @model_validator(mode="after")
    def _one_way(self) -> Parameter:
        ranged = None not in (self.low, self.high, self.step)
        begun = any(each is not None for each in (self.low, self.high, self.step))
        if (self.value is not None) + bool(self.values) + begun != 1 or begun != ranged:
            raise ModelError(
                _("A number needs exactly one of: value; values; low, high and step."),
                _("Write for example {example}.").format(
                    example="{label: Sitzungen, low: 8000, high: 40000, step: 500}"
                ),
            )
        if ranged and not Fraction(str(self.low)) <= Fraction(str(self.high)):
            raise ModelError(_("'low' is larger than 'high'."), _("Swap the two."), ("low",))
        return self

    @property
    def count(self) -> int:
        """How many different numbers it can take."""
        if self.value is not None:
            return 1
        if self.values:
            return len(self.values)
        return _steps(self.low, self.high, self.step)

    def number(self, index: int) -> Fraction:
        """Return the number with this index, 0 to ``count - 1``, as exactly as its decimals say."""
        if self.value is not None:
            return _exact(self.value)
        if self.values:
            return _exact(self.values[index])
        return _exact(self.low) + index * _exact(self.step)


@cache
def _exact(number: float | None) -> Fraction:
    """Return what the decimals of a number say, not the float beside it."""
    return Fraction(str(number))


@cache
def _steps(low: float | None, high: float | None, step: float | None) -> int:
    return int((_exact(high) - _exact(low)) / _exact(step)) + 1


class Derived(Record):
    """A number that is computed from others, for texts and model answers.

    Attributes
    ----------
    formula : str
        In names of parameters and of derived numbers above it.
    unit : Unit
        What it is counted in.
    digits : int
        Decimals that are shown.
    """

    formula: Formula
    unit: Unit = Unit.COUNT
    digits: int = Field(default=2, ge=0, le=4)


class Numbers(Record):
    """The numbers of a task and what has to hold between them.

    Attributes
    ----------
    parameters : dict of str to Parameter
        By the name that texts (``{sessions}``) and formulas use.
    derived : dict of str to Derived
        Computed from them.
    require : tuple of str
        Comparisons that every variant has to fulfil, ``"orders < sessions"``.
    """

    parameters: dict[Annotated[str, Field(pattern=NAME)], Parameter] = Field(default_factory=dict)
    derived: dict[Annotated[str, Field(pattern=NAME)], Derived] = Field(default_factory=dict)
    require: tuple[Comparison, ...] = ()

    def number_names(self) -> tuple[str, ...]:
        """Return the names that a text or a formula may use."""
        return (*self.parameters, *self.derived)


def check_numbers(numbers: Numbers, given: Iterable[str] = ()) -> Iterator[ModelError]:
    """Yield what refers to a number that does not exist.

    Parameters
    ----------
    numbers : Numbers
    given : iterable of str
        Names that come from elsewhere, from the case around a part.
    """
    known = [*given, *numbers.parameters]
    for name, derived in numbers.derived.items():
        yield from check_formula(derived.formula, known, ("derived", name, "formula"))
        known.append(name)
    for i, text in enumerate(numbers.require):
        left, _sign, right = sides(text)
        for name in arithmetic.names(left) + arithmetic.names(right):
            yield from unknown(name, known, ("require", i))


def check_formula(text: str, known: Iterable[str], where: tuple[str | int, ...]) -> Iterator[ModelError]:
    """Yield a problem for every name in a formula that is not known."""
    names = list(known)
    for name in arithmetic.names(arithmetic.parse(text)):
        yield from unknown(name, names, where)


def placeholders(data: Any, where: tuple[str | int, ...] = ()) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """Yield every ``{name}`` in the texts of a record, with the path of keys to its text."""
    if isinstance(data, str):
        for found in PLACEHOLDER.finditer(data):
            yield found[1], where
    elif isinstance(data, Record):
        for name in type(data).model_fields:
            if name != "x_notes":
                yield from placeholders(getattr(data, name), (*where, name))
    elif isinstance(data, Mapping):
        for key, value in data.items():
            yield from placeholders(value, (*where, key))
    elif isinstance(data, tuple):
        for i, value in enumerate(data):
            yield from placeholders(value, (*where, i))
