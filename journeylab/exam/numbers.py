"""Numbers as learners type them: ``1.234,5 €``, ``12 %``, ``3/4``, ``−20``."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction

from journeylab.domain.figure import Unit
from journeylab.errors import UsageError
from journeylab.i18n import _, language

# More is a slip of the finger, and a number of a thousand digits would only cost time.
_LONGEST = 40
_NUMBER = re.compile(
    r"^(?P<before>[€$]?)\s*(?P<sign>[+-]?)\s*(?P<front>[€$]?)\s*"
    r"(?P<digits>\d[\d.,' ]*|[.,]\d+)(?:/(?P<below>\d[\d.,' ]*))?(?P<unit>[^\d]*)$"
)
# In small letters, without spaces, hyphens and dots.
_UNITS = {
    Unit.PERCENT: ("%", "prozent", "percent", "vh"),
    Unit.PERCENTAGE_POINTS: (
        *("prozentpunkte", "prozentpunkten", "prozentpunkt", "%punkte", "%punkt", "%pkt"),
        *("percentagepoints", "percentagepoint", "%points", "pp", "%p"),
    ),
    Unit.EUR: ("€", "eur", "euro", "euros"),
    Unit.MINUTES: ("min", "minuten", "minute", "minutes"),
    Unit.POINTS: ("punkte", "punkten", "punkt", "points", "point", "p", "pkt"),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """A number that somebody typed.

    Attributes
    ----------
    values : tuple of Fraction
        What it says; a second one where a point or comma can be read in two ways.
    unit : Unit or None
        The unit behind it, where it is one that we know.
    """

    values: tuple[Fraction, ...]
    unit: Unit | None = None


def read_number(text: str) -> Reading:
    """Read a number with its unit in the way of the language in use.

    Parameters
    ----------
    text : str
        In German a comma before the decimals and points between thousands,
        in English the other way round.  ``1.234`` is a thousand in German;
        since many type a decimal point, 1.234 is the second reading.

    Raises
    ------
    UsageError
        If it is no number; the message shows how to write one.

    Examples
    --------
    >>> read_number("1.234,5 €")
    Reading(values=(Fraction(2469, 2),), unit=<Unit.EUR: 'EUR'>)
    >>> read_number("3/4").values
    (Fraction(3, 4),)
    """
    plain = unicodedata.normalize("NFKC", text).translate({0x2212: "-", 0x2013: "-", 0xA0: " ", 0x202F: " "}).strip()
    # NFKC writes ¾ as 3⁄4 with a fraction slash.
    plain = plain.replace("\u2044", "/")
    found = _NUMBER.match(plain.lower().removeprefix("=").removeprefix("≈").strip()) if len(plain) <= _LONGEST else None
    if not found:
        raise _no_number(text)
    values = _values(found["digits"])
    if found["below"]:
        below = _values(found["below"])[:1]
        if not below or not below[0]:
            raise _no_number(text)
        values = tuple(value / below[0] for value in values[:1])
    if not values:
        raise _no_number(text)
    factor = -1 if found["sign"] == "-" else 1
    name = found["before"] or found["front"] or re.sub(r"[\s.\u00ad-]", "", found["unit"])
    unit = next((unit for unit, names in _UNITS.items() if name in names), None)
    return Reading(tuple(factor * value for value in values), unit)


def _no_number(text: str) -> UsageError:
    shown = text if len(text) <= 40 else text[:39] + "…"
    examples = ("1.234,5", "12,5 %") if language() == "de" else ("1,234.5", "12.5%")
    return UsageError(
        _("'{text}' is no number that can be read.").format(text="".join(c for c in shown if c.isprintable())),
        _("Write only the number and its unit, for example {number} or {share}.").format(
            number=examples[0], share=examples[1]
        ),
    )


def _values(digits: str) -> tuple[Fraction, ...]:
    """Return what digits with separators can mean, the likeliest first."""
    digits = digits.replace(" ", "").replace("'", "").rstrip(".,")
    comma, point = (",", ".") if language() == "de" else (".", ",")
    readings = []
    for decimal, thousands in ((comma, point), (point, comma)):
        whole, *rest = digits.split(decimal)
        groups = whole.split(thousands)
        in_groups = len(groups) == 1 or (len(groups[0]) in (1, 2, 3) and all(len(group) == 3 for group in groups[1:]))
        if len(rest) <= 1 and in_groups and not any(thousands in part for part in rest):
            readings.append(
                Fraction("".join(groups) + "." + (rest[0] if rest else "0") if groups[0] else "0." + rest[0])
            )
    return tuple(dict.fromkeys(readings))
