"""What an oral supplementary exam can change: in which area it can decide, and how many points it takes."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from html import escape

from journeylab.domain.exercise.area import Area
from journeylab.domain.names import expect_known
from journeylab.exam.marks import FULL, POOR, SUFFICIENT, Number, hundredths, points_text
from journeylab.exam.passing import ENOUGH, PART_TWO, WEIGHTS, Results, Verdict, passed, weighted
from journeylab.i18n import _, number

# Where it may be held: the expert discussion is oral already, and part 1 cannot be mended.
WRITTEN = (Area.GP, Area.KK, Area.WISO)
# How the old and the oral result count.
OLD, ORAL = 2, 1


@dataclass(frozen=True)
class Chance:
    """What an oral exam in one area could do.

    Parameters
    ----------
    area : Area
        In which it would be held.
    written : Fraction
        Points of the written paper.
    needed : Fraction or None
        Fewest oral points of 100 with which the exam is passed, exact; None where none are enough.
    reason : str
        Why it cannot be held or cannot help, else empty.
    """

    area: Area
    written: Fraction
    needed: Fraction | None
    reason: str = ""

    @property
    def decisive(self) -> bool:
        """Whether the exam can be passed by it."""
        return self.needed is not None

    @property
    def whole_points(self) -> int | None:
        """Fewest whole oral points that are enough."""
        return None if self.needed is None else math.ceil(self.needed)

    def __str__(self) -> str:
        """Return the answer in a line."""
        if self.needed is None:
            answer = self.reason
        else:
            text = _("from {points} oral points of 100 the exam is passed")
            answer = text.format(points=self.whole_points)
        return f"{self.area.label} ({points_text(self.written)}): {answer}"


@dataclass(frozen=True)
class Supplement:
    """What is open after the written exam.

    Parameters
    ----------
    verdict : Verdict
        The result without an oral exam.
    chances : tuple of Chance
        Each written area of part 2.
    """

    verdict: Verdict
    chances: tuple[Chance, ...]

    @property
    def decisive(self) -> tuple[Chance, ...]:
        """The areas of which one can be chosen."""
        return tuple(chance for chance in self.chances if chance.decisive)

    @property
    def headline(self) -> str:
        """The answer in a sentence."""
        if self.verdict.passed:
            return _("The exam is passed, so that there is no oral supplementary exam.")
        if not self.decisive:
            return _("The exam is not passed, and an oral supplementary exam cannot change that.")
        return _("The exam can still be passed by an oral supplementary exam in one area:")

    def __repr__(self) -> str:
        """Show the answer, and each area in a line."""
        return "\n".join([self.headline, *map(str, self.chances)])

    def _repr_html_(self) -> str:
        lines = "".join(f"<li>{escape(str(chance))}</li>" for chance in self.chances)
        return f"<p><strong>{escape(self.headline)}</strong></p><ul>{lines}</ul>"


def supplement(results: Mapping[Area, Number] | Mapping[str, Number]) -> Supplement:
    """Tell in which written area of part 2 an oral exam can decide, and what it takes.

    Parameters
    ----------
    results : mapping
        Points of 100 in each area: AP1, GP, KK, WISO and FG.

    Raises
    ------
    UsageError
        If an area is missing or unknown, or its points do not lie between 0 and 100.

    Notes
    -----
    EComKflAusbV § 15: about 15 minutes, in *one* written area of part 2 that
    is below "sufficient", if it can decide; old and oral result count 2 to 1.

    Examples
    --------
    >>> supplement({"AP1": 60, "GP": 44, "KK": 40, "WISO": 70, "FG": 60})
    Die Prüfung kann noch durch eine mündliche Ergänzungsprüfung in einem Bereich bestanden werden:
    Geschäftsprozesse im E-Commerce (44): ab 62 mündlichen Punkten von 100 ist die Prüfung bestanden
    Kundenkommunikation im E-Commerce (40): ab 70 mündlichen Punkten von 100 ist die Prüfung bestanden
    Wirtschafts- und Sozialkunde (70): schon mindestens ausreichend
    """
    verdict = passed(results)
    return Supplement(verdict, tuple(_chance(verdict, area) for area in WRITTEN))


def after_oral(
    results: Mapping[Area, Number] | Mapping[str, Number], area: Area | str, oral: Number
) -> dict[Area, Fraction]:
    """Return the results with an oral exam in one area counted in, 2 to 1.

    Raises
    ------
    UsageError
        If no oral exam can be held in the area, or points do not lie between 0 and 100.

    Examples
    --------
    >>> after_oral({"AP1": 60, "GP": 44, "KK": 40, "WISO": 70, "FG": 60}, "GP", 62)[Area.GP]
    Fraction(50, 1)
    """
    expect_known(str(area), list(WRITTEN))
    read = dict(passed(results).results)
    read[Area(area)] = (OLD * read[Area(area)] + ORAL * hundredths(oral)) / (OLD + ORAL)
    return read


def _chance(verdict: Verdict, area: Area) -> Chance:
    written = verdict.results[area]
    if written >= SUFFICIENT.start:
        return Chance(area, written, None, _("at least sufficient already"))
    if verdict.passed:
        return Chance(area, written, None, _("not needed for passing"))
    others = [verdict.results[other] for other in PART_TWO if other is not area]
    sufficient = sum(points >= SUFFICIENT.start for points in others)
    if sufficient < ENOUGH - 1 or min(others) < POOR.start:
        return Chance(area, written, None, _("the other areas of part 2 keep the exam from being passed"))
    # What the area must come to, by each of the four conditions; the strictest counts.
    aims = [
        _aim(verdict.results, area, tuple(WEIGHTS)),
        _aim(verdict.results, area, PART_TWO),
        Fraction(SUFFICIENT.start if sufficient < ENOUGH else 0),
        Fraction(POOR.start),
    ]
    needed = ((OLD + ORAL) * max(aims) - OLD * written) / ORAL
    if needed > FULL:
        text = _("{points} oral points would be needed, and there are 100")
        return Chance(area, written, None, text.format(points=number(math.ceil(needed))))
    return Chance(area, written, needed)


def _aim(results: Results, area: Area, areas: tuple[Area, ...]) -> Fraction:
    """Return the points that an area must have for the mean of `areas` to be sufficient."""
    missing = SUFFICIENT.start - weighted(results, areas)
    return results[area] + missing * sum(WEIGHTS[each] for each in areas) / WEIGHTS[area]
