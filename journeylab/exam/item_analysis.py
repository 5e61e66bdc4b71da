"""How good the exercises of a test were: difficulty, discrimination, distractors, and what to change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from math import atanh, sqrt, tanh
from statistics import NormalDist, StatisticsError, correlation, fmean, median

from journeylab.errors import UsageError
from journeylab.exam.item_advice import Concern, change, note
from journeylab.i18n import _

__all__ = ["Concern", "ItemKey", "ItemReport", "ItemResult", "OptionReport", "analyse_items"]

# Fewer learners tell nothing about an exercise; up to the second number they tell little.  Both are our choice.
FEWEST, ENOUGH = 10, 30
_HARDEST, _EASIEST = 0.2, 0.8
_LEAST_DISCRIMINATION = 0.2
# One strong learner may err.
_FEWEST_STRONG = 2

Range = tuple[float, float]


@dataclass(frozen=True, slots=True)
class ItemResult:
    """What one learner earned at one exercise.

    Attributes
    ----------
    learner : str
        A pseudonym.
    item : str
    points, max_points : Decimal
    chosen : tuple of str
        Keys of the options that were chosen, where the exercise has some.
    """

    learner: str
    item: str
    points: Decimal
    max_points: Decimal
    chosen: tuple[str, ...] = ()

    @property
    def share(self) -> float:
        """Points as a share of all that there were."""
        return float(self.points / self.max_points)


@dataclass(frozen=True, slots=True)
class ItemKey:
    """All options of an exercise, and those that are right."""

    options: tuple[str, ...]
    right: frozenset[str]


@dataclass(frozen=True, slots=True)
class OptionReport:
    """Who chose an option.

    Attributes
    ----------
    option : str
    right : bool or None
        None where no key was given.
    chosen : int
        Learners who chose it.
    strong, weak : int
        Those of them whose other points lie above, or below, the median.
    strong_share, weak_share : float
        The same as a share of all strong, or weak, learners.
    """

    option: str
    right: bool | None
    chosen: int
    strong: int
    weak: int
    strong_share: float
    weak_share: float

    @property
    def unused(self) -> bool:
        """Whether it is a distractor that nobody chose."""
        return self.right is False and self.chosen == 0

    @property
    def attracts_strong(self) -> bool:
        """Whether it is a distractor that strong learners choose more often than weak ones."""
        return self.right is False and self.strong >= _FEWEST_STRONG and self.strong_share > self.weak_share


@dataclass(frozen=True, slots=True)
class ItemReport:
    """How good one exercise was.

    Attributes
    ----------
    item : str
    learners : int
        Whose results count.
    difficulty : float
        Mean share of the points: 1 is very easy.
    difficulty_range : tuple of float
        95 % interval of it.
    discrimination : float or None
        Correlation with the points of the other exercises; None where one of both is the same for all.
    discrimination_range : tuple of float or None
        95 % interval of it; None for fewer than four learners, or where the correlation is perfect.
    options : tuple of OptionReport
    concerns : tuple of Concern
        What is remarkable, the most important first.
    note : str
        How sure this is.
    change : str
        What to change in the exercise.
    """

    item: str
    learners: int
    difficulty: float
    difficulty_range: Range
    discrimination: float | None
    discrimination_range: Range | None
    options: tuple[OptionReport, ...]
    concerns: tuple[Concern, ...]
    note: str = field(repr=False)
    change: str = field(repr=False)


def analyse_items(results: Iterable[ItemResult], keys: Mapping[str, ItemKey] | None = None) -> tuple[ItemReport, ...]:
    """Tell how good the exercises of a test were.

    Parameters
    ----------
    results : iterable of ItemResult
        One for each learner and exercise.  What was left out has 0 points; what a
        learner was not given has no result.
    keys : mapping of str to ItemKey, optional
        Options of the exercises, so that those are seen that nobody chose.

    Returns
    -------
    tuple of ItemReport
        In the order in which exercises appear.

    Raises
    ------
    UsageError
        If a learner has two results at one exercise, or points that cannot be.

    Notes
    -----
    Classical test theory (Lord and Novick 1968, "Statistical Theories of Mental
    Test Scores"):

    - Difficulty is the mean share of the points; below 0.2 and above 0.8 an
      exercise tells little (usual limits, as in Lienert and Raatz 1998,
      "Testaufbau und Testanalyse").  Its interval is that of Wilson (1927), which
      is too wide rather than too narrow for part points, since a share between 0
      and 1 varies at most as much as right or wrong.
    - Discrimination is the Pearson correlation of the share with the share of all
      *other* points, so that an exercise does not correlate with itself (the
      corrected item-total correlation); for right or wrong it is the
      point-biserial one.  Below 0.2 counts as poor: Ebel and Frisbie (1991,
      "Essentials of Educational Measurement") say so of their index D; that we
      use it for the correlation is our choice.  Its interval is Fisher's (1921).
    - A learner is strong (weak) if the share of the other points lies above
      (below) the median; those on it are neither.
    """
    rows: dict[str, dict[str, ItemResult]] = defaultdict(dict)
    for each in results:
        if each.learner in rows[each.item]:
            raise UsageError(
                _("'{learner}' has two results at exercise '{item}'.").format(learner=each.learner, item=each.item),
                _("Keep one of them."),
            )
        if not 0 <= each.points <= each.max_points or not each.max_points:
            raise UsageError(
                _("{points} of {most} points at exercise '{item}' cannot be.").format(
                    points=each.points, most=each.max_points, item=each.item
                ),
                _("Points lie between 0 and the points of the exercise."),
            )
        rows[each.item][each.learner] = each
    return tuple(_report(item, rows, (keys or {}).get(item)) for item in rows)


def discrimination_range(correlated: float, count: int) -> Range | None:
    """Return Fisher's 95 % interval of a correlation, None where there is none.

    Examples
    --------
    >>> low, high = discrimination_range(0.5, 28)
    >>> round(low, 3), round(high, 3)
    (0.156, 0.736)
    """
    if count < 4 or abs(correlated) > 1 - 1e-9:
        return None
    half = NormalDist().inv_cdf(0.975) / sqrt(count - 3)
    return tanh(atanh(correlated) - half), tanh(atanh(correlated) + half)


def _report(item: str, rows: Mapping[str, Mapping[str, ItemResult]], key: ItemKey | None) -> ItemReport:
    # Imported here, since it needs numpy, which marking an exercise does not.
    from journeylab.analysis.ratio import wilson

    own = rows[item]
    rest = {learner: share for learner in own if (share := _rest(learner, item, rows)) is not None}
    difficulty = fmean(each.share for each in own.values())
    discrimination = _correlated([own[learner].share for learner in rest], list(rest.values()))
    options = _options(own, rest, key)
    spread = None if discrimination is None else discrimination_range(discrimination, len(rest))
    concerns = _concerns(len(own), difficulty, discrimination, options)
    return ItemReport(
        item=item,
        learners=len(own),
        difficulty=difficulty,
        difficulty_range=wilson(difficulty * len(own), len(own)),
        discrimination=discrimination,
        discrimination_range=spread,
        options=options,
        concerns=concerns,
        note=note(concerns, len(own), spread),
        change=change(
            concerns,
            difficulty,
            unused=[each.option for each in options if each.unused],
            attractive=[each.option for each in options if each.attracts_strong],
        ),
    )


def _rest(learner: str, item: str, rows: Mapping[str, Mapping[str, ItemResult]]) -> float | None:
    """Return the share of all other points that a learner was given the chance to earn."""
    others = [results[learner] for name, results in rows.items() if name != item and learner in results]
    if not others:
        return None
    return float(sum(each.points for each in others) / sum(each.max_points for each in others))


def _correlated(shares: Sequence[float], rest: Sequence[float]) -> float | None:
    try:
        return correlation(shares, rest)
    except StatisticsError:
        # Fewer than two learners, or all of them alike.
        return None


def _options(own: Mapping[str, ItemResult], rest: Mapping[str, float], key: ItemKey | None) -> tuple[OptionReport, ...]:
    middle = median(rest.values()) if rest else 0.0
    strong = {learner for learner, share in rest.items() if share > middle}
    weak = {learner for learner, share in rest.items() if share < middle}
    seen = sorted({option for each in own.values() for option in each.chosen})
    reports = []
    for option in dict.fromkeys((*(key.options if key else ()), *seen)):
        who = {learner for learner, each in own.items() if option in each.chosen}
        reports.append(
            OptionReport(
                option=option,
                right=option in key.right if key else None,
                chosen=len(who),
                strong=len(who & strong),
                weak=len(who & weak),
                strong_share=len(who & strong) / len(strong) if strong else 0.0,
                weak_share=len(who & weak) / len(weak) if weak else 0.0,
            )
        )
    return tuple(reports)


def _concerns(
    count: int, difficulty: float, discrimination: float | None, options: Iterable[OptionReport]
) -> tuple[Concern, ...]:
    if count < FEWEST:
        return (Concern.TOO_FEW,)
    negative = discrimination is not None and discrimination < 0
    low = discrimination is not None and 0 <= discrimination < _LEAST_DISCRIMINATION
    options = tuple(options)
    found = {
        Concern.NEGATIVE: negative,
        Concern.ATTRACTIVE: any(each.attracts_strong for each in options),
        Concern.TOO_HARD: difficulty < _HARDEST,
        Concern.TOO_EASY: difficulty > _EASIEST,
        Concern.LOW: low,
        Concern.UNUSED: any(each.unused for each in options),
        Concern.FEW: count < ENOUGH,
    }
    return tuple(concern for concern, there in found.items() if there)
