"""Shares of the marks that Moodle knows: it refuses a question with any other."""

from __future__ import annotations

from fractions import Fraction

# As printed in Moodle's own list (question/engine/bank.php); with 0, each counts as a loss as well.
WEIGHTS = (
    "100",
    "90",
    "83.33333",
    "80",
    "75",
    "70",
    "66.66667",
    "60",
    "50",
    "40",
    "33.33333",
    "30",
    "25",
    "20",
    "16.66667",
    "14.28571",
    "12.5",
    "11.11111",
    "10",
    "5",
    "0",
)
_SMALLEST_FIRST = tuple((Fraction(each) / 100, each) for each in reversed(WEIGHTS))
# Half a unit of the last decimal that Moodle prints.
_CLOSE = Fraction(1, 20_000_000)


def weight(share: Fraction) -> str:
    """Return the weight nearest to a share of the marks between -1 and 1; of two the smaller one.

    Examples
    --------
    >>> weight(Fraction(1, 3)), weight(Fraction(-1, 6)), weight(Fraction(3, 8))
    ('33.33333', '-16.66667', '40')
    """
    nearest = min(_SMALLEST_FIRST, key=lambda each: abs(each[0] - abs(share)))[1]
    return f"-{nearest}" if share < 0 and nearest != "0" else nearest


def is_exact(share: Fraction) -> bool:
    """Tell whether Moodle knows a share but for its last decimal."""
    return abs(Fraction(weight(share)) / 100 - share) <= _CLOSE


def equal_weights(count: int) -> tuple[str, ...]:
    """Return so many weights that add up to 100, up to 20; equal ones where Moodle has them.

    Examples
    --------
    >>> equal_weights(3)
    ('33.33333', '33.33333', '33.33333')
    >>> equal_weights(11)
    ('10', '10', '10', '10', '10', '10', '10', '10', '10', '5', '5')
    """
    if is_exact(Fraction(1, count)):
        return (weight(Fraction(1, count)),) * count
    tens = 20 - count
    return ("10",) * tens + ("5",) * (count - tens)
