"""Which mark points earn: the 100-point key of the chambers."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from numbers import Rational, Real
from typing import TypeAlias

from journeylab.domain.vocabulary import N_
from journeylab.errors import UsageError
from journeylab.i18n import _, number

Number: TypeAlias = int | float | Decimal | Fraction

FULL = Fraction(100)


@dataclass(frozen=True, order=True)
class Mark:
    """A mark from 1 (best) to 6.

    Parameters
    ----------
    number : int
        The mark as a figure.
    start : int
        Fewest points of 100 that earn it.
    message : str
        Its English name; `label` is in the learner's language.
    """

    number: int
    start: int
    message: str

    @property
    def label(self) -> str:
        """The mark in words, ``ausreichend``."""
        return _(self.message)

    def __str__(self) -> str:
        """Return words and figure, ``ausreichend (4)``."""
        return f"{self.label} ({self.number})"

    def __repr__(self) -> str:
        """Show the mark as it is read."""
        return str(self)


MARKS = (
    Mark(1, 92, N_("very good")),
    Mark(2, 81, N_("good")),
    Mark(3, 67, N_("satisfactory")),
    Mark(4, 50, N_("sufficient")),
    Mark(5, 30, N_("poor")),
    Mark(6, 0, N_("unsatisfactory")),
)
SUFFICIENT, POOR, UNSATISFACTORY = MARKS[3:]


def exact(value: Number) -> Fraction:
    """Return a number as it is written: 91.9 is 919/10 and not the nearest binary fraction.

    Raises
    ------
    UsageError
        If it is no finite number.
    """
    if isinstance(value, bool) or not isinstance(value, Real | Decimal) or not math.isfinite(value):
        problem = _("Points are a number, not {value}.").format(value=repr(value))
        raise UsageError(problem, _("Write for example 67 or 66.5, with a point for the decimals."))
    if isinstance(value, Rational | Decimal):
        return Fraction(value)
    # float() first: a number of numpy shows its type, too.
    return Fraction(repr(float(value)))


def hundredths(points: Number, out_of: Number = FULL) -> Fraction:
    """Return points of any paper as points of 100, unrounded.

    Parameters
    ----------
    points : number
        What was reached, between 0 and `out_of`.
    out_of : number
        What could be reached; above 0.

    Raises
    ------
    UsageError
        If there are more points than could be reached, or fewer than none.

    Examples
    --------
    >>> hundredths(20, out_of=30)
    Fraction(200, 3)
    """
    reached, most = exact(points), exact(out_of)
    if most <= 0:
        problem = _("A paper of {points} points cannot be marked.").format(points=number(float(most)))
        raise UsageError(problem, _("Give the points that can be reached, such as out_of=100."))
    if not 0 <= reached <= most:
        problem = _("{points} points do not lie between 0 and {most}.")
        fix = _("Check the points, and how many can be reached.")
        raise UsageError(problem.format(points=number(float(reached)), most=number(float(most))), fix)
    return reached / most * FULL


def mark(points: Number, out_of: Number = FULL, *, decimals: int | None = None) -> Mark:
    """Return the mark of a result by the 100-point key.

    Parameters
    ----------
    points : number
        Points that were reached.
    out_of : number
        Points that could be reached; other totals are scaled to 100.
    decimals : int, optional
        Round the points of 100 to so many decimals first, halves up.  Without
        it nothing is rounded: 91.5 is "good", because it is below 92.

    Raises
    ------
    UsageError
        If the points do not lie between 0 and `out_of`.

    Notes
    -----
    Bands of IHK Köln, Prüfungsordnung § 21: 92, 81, 67, 50, 30.  A band begins
    with its number and ends just before the next.

    Examples
    --------
    >>> mark(91.5), mark(92), mark(91.5, decimals=0)
    (gut (2), sehr gut (1), sehr gut (1))
    >>> mark(40, out_of=60)
    ausreichend (4)
    """
    share = hundredths(points, out_of)
    if decimals is not None:
        # Halves go up as on paper; round() would take 66.5 down to the even 66.
        step = Fraction(10) ** decimals
        share = Fraction(math.floor(share * step + Fraction(1, 2))) / step
    return _mark(share)


def _mark(share: Fraction) -> Mark:
    return next(each for each in MARKS if share >= each.start)


def points_text(share: Fraction) -> str:
    """Write points of 100 for people: two decimals at most, and never a boundary that was not reached.

    Examples
    --------
    >>> points_text(Fraction(200, 3)), points_text(Fraction(49999, 1000))
    ('66,67', 'knapp 50')
    """
    rounded = round(share, 2)
    text = number(float(rounded))
    return text if _mark(rounded) == _mark(share) else _("just under {points}").format(points=text)
