"""Whether the exam is passed: the four conditions of § 15 EComKflAusbV, in exact fractions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from html import escape
from types import MappingProxyType

from journeylab.domain.exam_facts import Rule
from journeylab.domain.exercise.area import Area
from journeylab.domain.names import expect_known
from journeylab.errors import UsageError
from journeylab.exam.marks import SUFFICIENT, UNSATISFACTORY, Mark, Number, hundredths, mark, points_text
from journeylab.i18n import _

# Per cent of the whole exam.
WEIGHTS: Mapping[Area, int] = MappingProxyType({Area.AP1: 25, Area.GP: 30, Area.KK: 15, Area.FG: 20, Area.WISO: 10})
PART_TWO = (Area.GP, Area.KK, Area.FG, Area.WISO)
ENOUGH = 3

Results = Mapping[Area, Fraction]


@dataclass(frozen=True)
class RuleCheck:
    """One of the four conditions, whether it holds, and what was found."""

    rule: Rule
    holds: bool
    found: str

    def __str__(self) -> str:
        """Return condition, answer and finding in one line."""
        return f"{'✓' if self.holds else '✗'} {self.rule.label}: {self.found}"


@dataclass(frozen=True)
class Verdict:
    """Whether the exam is passed, and by which of the four conditions not.

    Parameters
    ----------
    results : mapping of Area to Fraction
        Points of 100 in each area.
    whole, part_two : Fraction
        Weighted points of 100, unrounded.
    checks : tuple of RuleCheck
        The four conditions in the order of the paragraph.
    """

    results: Results
    whole: Fraction
    part_two: Fraction
    checks: tuple[RuleCheck, ...]

    @property
    def passed(self) -> bool:
        """Whether all four conditions hold."""
        return all(check.holds for check in self.checks)

    @property
    def failed_rules(self) -> tuple[Rule, ...]:
        """The conditions that do not hold."""
        return tuple(check.rule for check in self.checks if not check.holds)

    @property
    def mark(self) -> Mark:
        """Mark of the weighted points; a certificate has it only if the exam is passed."""
        return mark(self.whole)

    @property
    def headline(self) -> str:
        """The result in a sentence."""
        text = _("Passed with {points} points: {mark}") if self.passed else _("Not passed ({points} points)")
        return text.format(points=points_text(self.whole), mark=self.mark)

    def __repr__(self) -> str:
        """Show the result and the four conditions."""
        return "\n".join([self.headline, *map(str, self.checks)])

    def _repr_html_(self) -> str:
        lines = "".join(f"<li>{escape(str(check))}</li>" for check in self.checks)
        return f'<p><strong>{escape(self.headline)}</strong></p><ul style="list-style: none">{lines}</ul>'


def read_results(results: Mapping[Area, Number] | Mapping[str, Number]) -> Results:
    """Return points of 100 in each of the five areas, exact.

    Raises
    ------
    UsageError
        If an area is missing or unknown, or its points do not lie between 0 and 100.
    """
    for name in results:
        expect_known(str(name), list(Area))
    given = {Area(name): hundredths(points) for name, points in results.items()}
    missing = [area for area in Area if area not in given]
    if missing:
        names = ", ".join(f"{area.value} ({area.label})" for area in missing)
        problem = _("The result needs the points of every area; missing: {names}.").format(names=names)
        raise UsageError(problem, _("Write for example {call}").format(call=_CALL))
    return MappingProxyType({area: given[area] for area in WEIGHTS})


_CALL = 'passed({"AP1": 62, "GP": 55, "KK": 48, "WISO": 70, "FG": 81})'


def weighted(results: Results, areas: tuple[Area, ...] = tuple(WEIGHTS)) -> Fraction:
    """Return the mean of these areas by their weights, in points of 100."""
    return sum((results[area] * WEIGHTS[area] for area in areas), Fraction()) / sum(WEIGHTS[area] for area in areas)


def passed(results: Mapping[Area, Number] | Mapping[str, Number]) -> Verdict:
    """Tell whether the exam is passed, and which of the four conditions hold.

    Parameters
    ----------
    results : mapping
        Points of 100 in each area: AP1, GP, KK, WISO and FG.  Nothing is
        rounded; if your chamber rounds a result, give it rounded.

    Raises
    ------
    UsageError
        If an area is missing or unknown, or its points do not lie between 0 and 100.

    Notes
    -----
    EComKflAusbV § 15: whole exam and part 2 at least "sufficient", at least
    three of the four areas of part 2 too, and none "unsatisfactory".  Part 1
    has no condition of its own.

    Examples
    --------
    >>> passed({"AP1": 40, "GP": 55, "KK": 48, "WISO": 70, "FG": 60})
    Bestanden mit 52,7 Punkten: ausreichend (4)
    ✓ ganze Prüfung mindestens ausreichend: 52,7 Punkte
    ✓ Teil 2 mindestens ausreichend: 56,93 Punkte
    ✓ mindestens drei der vier Bereiche von Teil 2 mindestens ausreichend: 3 von 4
    ✓ kein Bereich von Teil 2 ungenügend: keiner
    """
    read = read_results(results)
    whole, part_two = weighted(read), weighted(read, PART_TWO)
    good = [area for area in PART_TWO if read[area] >= SUFFICIENT.start]
    bad = [area for area in PART_TWO if mark(read[area]) == UNSATISFACTORY]
    named = "; ".join(f"{area.label}, {_points(read[area])}" for area in bad)
    checks = (
        RuleCheck(Rule.WHOLE, whole >= SUFFICIENT.start, _points(whole)),
        RuleCheck(Rule.PART_TWO, part_two >= SUFFICIENT.start, _points(part_two)),
        RuleCheck(
            Rule.THREE_AREAS,
            len(good) >= ENOUGH,
            _("{good} of {all}").format(good=len(good), all=len(PART_TWO)),
        ),
        RuleCheck(Rule.NO_FAIL, not bad, named or _("none is")),
    )
    return Verdict(read, whole, part_two, checks)


def _points(share: Fraction) -> str:
    return _("{points} points").format(points=points_text(share))
