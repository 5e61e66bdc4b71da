"""Points for a computed number: tolerance, unit, typical wrong paths, and results carried over."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from journeylab.domain.exercise.numeric import Numeric
from journeylab.domain.figure import Unit, rounded
from journeylab.domain.formula import DividedByZeroError
from journeylab.errors import UsageError
from journeylab.exam.grade import Feedback, Grade, State
from journeylab.exam.numbers import Reading, read_number
from journeylab.exam.variants import Variant, result, written
from journeylab.i18n import _

# Units that people leave out or that go without saying.
_SILENT = (Unit.COUNT, Unit.FACTOR, Unit.SCALE, Unit.SCORE, Unit.PERIODS, Unit.SHARE)


def grade_number(variant: Variant, answer: str, own: Mapping[str, Fraction] | None = None) -> Grade:
    """Grade a number that somebody typed.

    Parameters
    ----------
    variant : Variant
        Of a numeric exercise.
    answer : str
    own : mapping of str to Fraction, optional
        The learner's own results of earlier parts of the same case.

    Notes
    -----
    Rules of ours, documented here because examining boards state none:
    an answer is right if it is off by at most the tolerance, or by half a unit
    of the last digit asked for; a missing unit is pointed out and costs
    nothing, a wrong unit costs half a point (rounded as all points are);
    who goes on with an earlier wrong result of the same case and computes
    correctly with it earns full marks (Folgefehler).
    """
    item = variant.item
    assert isinstance(item, Numeric)
    try:
        reading = read_number(answer)
    except UsageError as error:
        return Grade(Decimal(0), item.points, State.WRONG, (Feedback(f"{error.problem} {error.fix}", False),))
    if _close(item, reading, result(variant)):
        return _right(item, reading, ())
    # With the rounded or the exact result of an earlier part, or with the learner's own.
    for numbers in _carried(item, variant.numbers, own or {}):
        if _close(item, reading, _safe(variant, item.solution, numbers)):
            said = Feedback(_("Computed correctly with your earlier result (no second deduction)."), True)
            return _right(item, reading, (said,), followed=True)
    for path in item.wrong_paths:
        if _close(item, reading, _safe(variant, path.formula, variant.numbers)):
            state = State.PARTLY if path.points else State.WRONG
            return Grade(path.points, item.points, state, (Feedback(path.why, False),))
    return Grade(Decimal(0), item.points, State.WRONG, (_hint(item, reading, result(variant)),))


def own_result(variant: Variant, answer: str | None) -> Fraction | None:
    """Return the number that a learner will go on with; None where there is none."""
    try:
        return read_number(answer or "").values[0]
    except UsageError:
        return None


def tolerance(item: Numeric) -> Fraction:
    """Return by how much an answer may be off: what the item says, at least half a unit of its last digit."""
    return max(Fraction(str(item.tolerance)), Fraction(1, 2 * 10**item.digits))


def _close(item: Numeric, reading: Reading, wanted: Fraction | None) -> bool:
    if wanted is None:
        return False
    return any(
        abs(value - exact) <= tolerance(item) for exact in _in_unit(item, reading, wanted) for value in reading.values
    )


def _in_unit(item: Numeric, reading: Reading, wanted: Fraction) -> tuple[Fraction, ...]:
    # A share may be given as 0.35 and as 35 %; one with its sign is clearly the latter.
    if item.unit is Unit.SHARE:
        return (wanted * 100,) if reading.unit is Unit.PERCENT else (wanted,)
    return (wanted,)


def _right(item: Numeric, reading: Reading, said: tuple[Feedback, ...], *, followed: bool = False) -> Grade:
    expected = Unit.PERCENT if item.unit is Unit.SHARE else item.unit
    if reading.unit is not None and reading.unit is not expected and item.unit is not Unit.POINTS:
        wrong = Feedback(_("The number is right, its unit is not."), False)
        points = max(item.points - Decimal("0.5"), Decimal(0))
        return Grade(points, item.points, State.PARTLY, (*said, wrong), followed)
    if reading.unit is None and item.unit not in _SILENT:
        shown = written(rounded(result_of(reading), 0, item.digits)[0], item.unit, item.digits)
        said = (*said, Feedback(_("Write the unit as well: {shown}.").format(shown=shown)))
    return Grade(item.points, item.points, State.RIGHT, said, followed)


def result_of(reading: Reading) -> Fraction:
    """Return the likeliest number of a reading."""
    return reading.values[0]


def _safe(variant: Variant, formula: str, numbers: Mapping[str, Fraction]) -> Fraction | None:
    try:
        return result(variant, formula, numbers)
    except DividedByZeroError:
        return None


def _carried(
    item: Numeric, numbers: Mapping[str, Fraction], own: Mapping[str, Fraction]
) -> tuple[Mapping[str, Fraction], ...]:
    """Return the numbers with the learner's own earlier results in the place of the right ones."""
    replaced = {name: own[part] for name, part in item.follows.items() if part in own}
    return ({**numbers, **replaced},) if replaced else ()


def _hint(item: Numeric, reading: Reading, wanted: Fraction) -> Feedback:
    """Say what can be said about a wrong number without giving the solution away."""
    value = result_of(reading)
    for factor, said in (
        (Fraction(100), _("Off by the factor 100: look at the step with per cent again.")),
        (Fraction(10), _("Off by the factor 10: look at the decimal point again.")),
        (Fraction(1000), _("Off by the factor 1000: look at the unit again.")),
    ):
        for shifted in (wanted * factor, wanted / factor):
            if wanted and abs(value - shifted) <= abs(shifted) / 200:
                return Feedback(said, False)
    if wanted and value == -wanted:
        return Feedback(_("The amount is right, the sign is not."), False)
    if wanted and abs(value - wanted) <= abs(wanted) / 50:
        return Feedback(_("Close by: round only at the end, and to the digits that the task asks for."), False)
    return Feedback(_("Not this number. Look at the hints, then compute again."), False)
