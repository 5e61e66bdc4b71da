"""``journeylab marks|grade``: which mark points earn, and whether the exam is passed."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from journeylab.domain.exercise.area import Area
from journeylab.errors import UsageError
from journeylab.exam.marks import FULL, MARKS, hundredths, mark, points_text
from journeylab.exam.supplement import supplement
from journeylab.i18n import _, number

# Words of the command line, because "--fg" says more to trainers than the name of the area.
AREAS: Mapping[str, Area] = {
    "part1": Area.AP1,
    "gp": Area.GP,
    "kk": Area.KK,
    "wiso": Area.WISO,
    "fg": Area.FG,
}


def marks(arguments: Namespace) -> int:
    """Print the mark of points by the 100-point key, and the whole key.

    Parameters
    ----------
    arguments : Namespace
        ``points``: text of a number; ``of``: text of the points that could be reached, 100 by default.
    """
    points, most = read_points(arguments.points), read_points(arguments.of)
    share = hundredths(points, most)
    text = _("{points} of {most} points are {share} of 100: {mark}")
    print(
        text.format(
            points=number(float(points)), most=number(float(most)), share=points_text(share), mark=mark(points, most)
        )
    )
    print()
    for each in MARKS:
        least = Decimal(each.start) * most / Decimal(int(FULL))
        line = _("{mark}: from {start} of 100, here from {least}")
        print("  " + line.format(mark=each, start=each.start, least=number(float(least))))
    return 0


def grade(arguments: Namespace) -> int:
    """Print whether the exam is passed (EComKflAusbV § 15), and in which area an oral exam could still help.

    Parameters
    ----------
    arguments : Namespace
        ``part1``, ``gp``, ``kk``, ``wiso``, ``fg``: texts of points of 100.
    """
    found = supplement({area: read_points(getattr(arguments, name)) for name, area in AREAS.items()})
    print(found.verdict)
    if not found.verdict.passed:
        print()
        print(found)
    return 0


def read_points(text: str) -> Decimal:
    """Return points that somebody typed, with a comma or a point for the decimals.

    Raises
    ------
    UsageError
        If it is no number.
    """
    try:
        return Decimal(text.strip().replace(",", "."))
    except InvalidOperation as error:
        problem = _("Points are a number, not {value}.").format(value=repr(text))
        raise UsageError(problem, _("Write for example 67 or {half}.").format(half=number(66.5))) from error
