"""A figure with its unit: read strictly, rounded as taught, written as people do."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from numbers import Real
from typing import Any

from pydantic import Field

from journeylab.domain.text import Bilingual, Record
from journeylab.errors import UsageError
from journeylab.i18n import _, money, ngettext, number, percent


class Unit(StrEnum):
    """What an input or a result is counted in."""

    COUNT = "count"
    EUR = "EUR"
    MINUTES = "minutes"
    PERIODS = "periods"
    SHARE = "share"
    SCORE = "score"
    PERCENT = "percent"
    PERCENTAGE_POINTS = "pp"
    FACTOR = "factor"
    POINTS = "points"
    SCALE = "scale"


_TOO_LARGE = 1e15  # more than any shop counts or earns: a slip of the pen

# Fewest and most decimals of a result; nobody knows an NPS to a hundredth of a point.
_DECIMALS = {Unit.EUR: (2, 2), Unit.PERIODS: (0, 2), Unit.POINTS: (0, 1), Unit.MINUTES: (0, 1)}


class KpiInput(Record):
    """A figure that a KPI is computed from.

    Attributes
    ----------
    name : str
        Name in the formula.
    label : Text
        What people read.
    unit : Unit
        What it is counted in; shares lie between 0 and 1.
    """

    name: str = Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")
    label: Bilingual
    unit: Unit

    def read(self, given: Any) -> Fraction:
        """Return a given number as the fraction that its decimals say.

        Raises
        ------
        UsageError
            If it is not a number, negative, or a share above 1.
        """
        is_number = isinstance(given, Real | Decimal) and not isinstance(given, bool)
        if not is_number or not 0 <= given < _TOO_LARGE:
            raise UsageError(
                _("{name} = {value} is not a number to compute with.").format(name=self.name, value=repr(given)),
                _(
                    "Give '{label}' as a number from 0 upwards, without quotes and separators, decimals with a point: "
                    "10000 or 0.4."
                ).format(label=self.label),
            )
        if self.unit is Unit.SHARE and given > 1:
            raise UsageError(
                _("{name} = {value} is meant as a share and must lie between 0 and 1.").format(
                    name=self.name, value=given
                ),
                _("For 40 % write {name}=0.4.").format(name=self.name),
            )
        return Fraction(repr(float(given)))

    def write(self, amount: Fraction) -> str:
        """Write the figure as it stands in the exam: round sums of money without cents."""
        is_money = self.unit is Unit.EUR
        shown, digits = rounded(amount, 2 if is_money and amount.denominator > 1 else 0, 6)
        if is_money:
            return money(float(shown), digits=digits)
        return number(float(shown), digits) + (" min" if self.unit is Unit.MINUTES else "")

    def __str__(self) -> str:
        """Return label and name, so that the learner knows which word to type."""
        return self.name if self.name == str(self.label) else f"{self.label} ({self.name})"


def rounded(exact: Fraction, least: int, most: int) -> tuple[Fraction, int]:
    """Round half away from zero; return the result and how many decimals to show.

    All decimals are shown where something was rounded off, else as few as the number needs.

    Examples
    --------
    >>> rounded(Fraction("2.125"), least=1, most=2)
    (Fraction(213, 100), 2)
    >>> rounded(Fraction(2), least=1, most=2)
    (Fraction(2, 1), 1)
    """
    units = int(abs(exact) * 10**most + Fraction(1, 2))
    shown = Fraction(units if exact >= 0 else -units, 10**most)
    digits = most
    while shown == exact and digits > least and units % 10 == 0:
        units, digits = units // 10, digits - 1
    return shown, digits


def percentage_points(written: str, value: Fraction) -> str:
    """Return a written number with its unit: the difference between two percentages is none itself."""
    many = ngettext("{number} percentage point", "{number} percentage points", 1 if abs(value) == 1 else 2)
    return many.format(number=written)


def result(exact: Fraction, unit: Unit, scale: tuple[float, float] | None = None) -> tuple[str, int | None]:
    """Write a result with its unit; return also the decimals it was rounded to, if it was.

    Examples
    --------
    >>> result(Fraction(140, 3), Unit.MINUTES)
    ('46,7 min', 1)
    """
    shown, digits = rounded(exact, *_DECIMALS.get(unit, (1, 2)))
    written = number(float(shown), digits)
    match unit:
        case Unit.PERCENT:
            written = percent(float(shown / 100), digits)
        case Unit.EUR:
            written = money(float(shown))
        case Unit.MINUTES:
            written = f"{written} min"
        case Unit.POINTS:
            written = ngettext("{number} point", "{number} points", int(abs(shown) == 1)).format(number=written)
        case Unit.PERCENTAGE_POINTS:
            written = percentage_points(written, shown)
        case Unit.PERIODS:
            written = ngettext("{number} period", "{number} periods", int(shown == 1)).format(number=written)
        case Unit.SCALE if scale:
            low, high = map(number, scale)
            written = _("{number} (scale {low} to {high})").format(number=written, low=low, high=high)
    return written, None if shown == exact else digits
