"""What an answer earned, and what there is to say about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_FLOOR, Decimal
from fractions import Fraction

from journeylab.domain.vocabulary import N_, Term
from journeylab.i18n import _, number


class State(Term):
    """How an answer came out; not attempted is not wrong."""

    NOT_ATTEMPTED = "not_attempted", N_("not attempted")
    WRONG = "wrong", N_("not right yet")
    PARTLY = "partly", N_("partly right")
    RIGHT = "right", N_("right")
    OPEN = "open", N_("for people to mark")


@dataclass(frozen=True, slots=True)
class Feedback:
    """One thing to say about an answer.

    Attributes
    ----------
    text : str
    right : bool or None
        Whether it confirms or corrects; None for a remark.
    about : str
        The option, pair, gap or rule that it is about.
    """

    text: str
    right: bool | None = None
    about: str = ""


@dataclass(frozen=True, slots=True)
class Grade:
    """What an answer earned.

    Attributes
    ----------
    points : Decimal or None
        None where only people can tell: the machine awards no points for free text.
    most : Decimal
        Full marks.
    state : State
    feedback : tuple of Feedback
    followed : bool
        Whether an earlier result of the learner's own was used (Folgefehler).
    parts : dict of str to Grade
        Of a case, by the id of the part.
    """

    points: Decimal | None
    most: Decimal
    state: State
    feedback: tuple[Feedback, ...] = ()
    followed: bool = False
    parts: Mapping[str, Grade] = field(default_factory=dict)

    def __str__(self) -> str:
        """Say points and state in a line, and what there is to say below."""
        if self.points is None:
            head = _("{state} ({most} points)").format(state=self.state.label, most=number(float(self.most)))
        else:
            head = _("{state}: {points} of {most} points").format(
                state=self.state.label, points=number(float(self.points)), most=number(float(self.most))
            )
        signs = {True: "+", False: "-", None: " "}
        lines = (
            f"  {signs[each.right]} {f'{each.about}: ' if each.about else ''}{each.text}".rstrip()
            for each in self.feedback
        )
        parts = (f"  {name}) {part}".replace("\n", "\n  ") for name, part in self.parts.items())
        return "\n".join([head, *lines, *parts])


def halves(share: Fraction, most: Decimal) -> Decimal:
    """Return a share of the full marks, rounded down to halves: a rule never gives more than was earned.

    Examples
    --------
    >>> halves(Fraction(2, 3), Decimal(2))
    Decimal('1')
    """
    exact = share * Fraction(most) * 2
    return (Decimal(exact.numerator) / Decimal(exact.denominator)).to_integral_value(ROUND_FLOOR) / 2


def graded(share: Fraction, most: Decimal, feedback: tuple[Feedback, ...]) -> Grade:
    """Return the grade for a share of the full marks between 0 and 1."""
    state = State.RIGHT if share == 1 else State.WRONG if not share else State.PARTLY
    return Grade(halves(share, most), most, state, feedback)


def not_attempted(most: Decimal) -> Grade:
    """Return the grade for an empty answer."""
    return Grade(Decimal(0), most, State.NOT_ATTEMPTED)
