"""Marks, passing and the oral supplementary exam: boundaries, cases worked by hand, and what always holds."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journeylab.domain.exam_facts import Rule
from journeylab.domain.exercise.area import Area
from journeylab.errors import UsageError
from journeylab.exam.marks import MARKS, Number, hundredths, mark, points_text
from journeylab.exam.passing import PART_TWO, WEIGHTS, passed
from journeylab.exam.supplement import WRITTEN, after_oral, supplement
from journeylab.i18n import set_language
from journeylab.store.exam_facts import exam_facts

points = st.fractions(min_value=0, max_value=100, max_denominator=8)
results = st.fixed_dictionaries(dict.fromkeys(Area, points))
quick = settings(deadline=None, max_examples=60)


def case(ap1: Number, gp: Number, kk: Number, wiso: Number, fg: Number) -> dict[str, Number]:
    return {"AP1": ap1, "GP": gp, "KK": kk, "WISO": wiso, "FG": fg}


# ---- The 100-point key ----


@pytest.mark.parametrize(
    ("reached", "expected"),
    [
        (100, 1), (92, 1), (Decimal("91.99"), 2), (91.5, 2), (81, 2), (Fraction(80999, 1000), 3), (67, 3),
        (66.99, 4), (50, 4), (49.99, 5), (Fraction(149, 3), 5), (30, 5), (29.99, 6), (0, 6),
    ],
)  # fmt: skip
def test_a_band_begins_with_its_number_and_ends_just_before_the_next(reached: Number, expected: int) -> None:
    """Nothing is rounded: 91.5 is below 92 and therefore "good"."""
    assert mark(reached).number == expected


def test_the_key_is_that_of_the_data() -> None:
    """Papers are marked by the very key that learners read."""
    facts = exam_facts().grades
    for code in ("de", "en"):
        set_language(code)
        assert [(m.number, m.start, m.label) for m in MARKS] == [(g.mark, g.start, str(g.label)) for g in facts]


def test_rounding_is_a_choice() -> None:
    """Rounded to whole points, half a point goes up; to one decimal, 91.94 stays below."""
    assert [mark(91.5, decimals=0).number, mark(66.5, decimals=0).number, mark(91.4, decimals=0).number] == [1, 3, 2]
    assert [mark(91.95, decimals=1).number, mark(91.94, decimals=1).number] == [1, 2]


def test_other_totals_are_scaled() -> None:
    """27 of 54 points are 50 of 100, and 26.5 are not."""
    assert hundredths(20, 30) == Fraction(200, 3)
    assert mark(27, 54).label == "ausreichend"
    assert mark(26.5, 54).label == "mangelhaft"


def test_a_decimal_is_taken_as_it_is_written() -> None:
    """4.6 of 5 points are exactly 92, although the binary number for 4.6 is a little less."""
    assert Fraction(4.6) < Fraction(46, 10)
    assert mark(4.6, 5).number == 1


@pytest.mark.parametrize(("reached", "most"), [(101, 100), (-1, 100), (31, 30), (0, 0), (float("nan"), 100), (True, 1)])
def test_impossible_points_are_refused(reached: Number, most: Number) -> None:
    """More than could be reached, less than none, no number at all: each says so instead of a mark."""
    with pytest.raises(UsageError):
        mark(reached, most)


def test_points_may_come_from_a_table() -> None:
    """Numbers of numpy, whole or not, are read like those of Python."""
    four: Any = np.int64(4)
    assert hundredths(four, 5) == 80
    assert hundredths(np.float64(4.6), 5) == 92


def test_printed_points_never_reach_a_boundary_that_was_missed() -> None:
    """49.999 rounds to 50 and is still no "sufficient": it is printed as just under."""
    assert points_text(Fraction(49999, 1000)) == "knapp 50"
    assert points_text(Fraction(50)) == "50"
    assert points_text(Fraction(125, 2)) == "62,5"


@quick
@given(points, points)
def test_more_points_never_earn_a_worse_mark(a: Fraction, b: Fraction) -> None:
    """The key never falls."""
    low, high = sorted([a, b])
    assert mark(high).number <= mark(low).number


@quick
@given(points, st.integers(min_value=1, max_value=300))
def test_a_mark_does_not_depend_on_the_total(share: Fraction, total: int) -> None:
    """The same share of a paper earns the same mark, whatever the paper's total."""
    assert mark(share * total / 100, total) == mark(share)


# ---- Passing ----


def test_a_case_worked_by_hand() -> None:
    """(25·40 + 30·55 + 15·48 + 10·70 + 20·60) ÷ 100 = 52.7, and (1650 + 720 + 700 + 1200) ÷ 75 = 56.93."""
    verdict = passed(case(40, 55, 48, 70, 60))
    assert (verdict.whole, verdict.part_two) == (Fraction(527, 10), Fraction(4270, 75))
    assert verdict.passed
    assert verdict.mark.label == "ausreichend"


@pytest.mark.parametrize(
    ("given_results", "rules"),
    [
        (case(50, 50, 50, 50, 50), []),
        # Part 1 has no condition of its own.
        (case(0, 70, 70, 70, 70), []),
        (case(0, 66, 66, 66, 66), [Rule.WHOLE]),
        # (30·49 + 15·50 + 10·50 + 20·50) ÷ 75 = 49.6; part 1 lifts the whole above 50.
        (case(100, 49, 50, 50, 50), [Rule.PART_TWO]),
        (case(80, 80, 49, 49, 80), [Rule.THREE_AREAS]),
        (case(80, 80, 29, 80, 80), [Rule.NO_FAIL]),
        (case(20, 20, 20, 20, 20), list(Rule)),
    ],
)
def test_each_condition_fails_by_itself(given_results: dict[str, Number], rules: list[Rule]) -> None:
    """Each of the four conditions can be the only one that does not hold."""
    verdict = passed(given_results)
    assert list(verdict.failed_rules) == rules
    assert verdict.passed == (not rules)


def test_one_poor_area_is_allowed() -> None:
    """30 points in one area of part 2 are no obstacle; just under 30 are."""
    assert passed(case(60, 60, 30, 60, 60)).passed
    assert passed(case(60, 60, 29.99, 60, 60)).failed_rules == (Rule.NO_FAIL,)


def test_the_verdict_can_be_read() -> None:
    """It names the result and, condition by condition, what was found; HTML says the same."""
    verdict = passed(case(60, 60, 29, 60, 60))
    assert repr(verdict).splitlines() == [
        "Nicht bestanden (55,35 Punkte)",
        "✓ ganze Prüfung mindestens ausreichend: 55,35 Punkte",
        "✓ Teil 2 mindestens ausreichend: 53,8 Punkte",
        "✓ mindestens drei der vier Bereiche von Teil 2 mindestens ausreichend: 3 von 4",
        "✗ kein Bereich von Teil 2 ungenügend: Kundenkommunikation im E-Commerce, 29 Punkte",
    ]
    assert all(str(check) in verdict._repr_html_() for check in verdict.checks)


def test_the_weights_are_those_of_the_data() -> None:
    """The exam is weighed as learners read it: 25, 30, 15, 20 and 10 of 100."""
    assert {each.area: each.weight for each in exam_facts().areas} == WEIGHTS
    assert [each.area for each in exam_facts().areas if each.part == 1] == [Area.AP1]


def test_a_missing_or_unknown_area_is_named() -> None:
    """Without FG there is no result, and a misspelt area gets the nearest name."""
    with pytest.raises(UsageError, match="FG"):
        passed({"AP1": 60, "GP": 60, "KK": 60, "WISO": 60})
    with pytest.raises(UsageError, match="WISO"):
        passed({"AP1": 60, "GP": 60, "KK": 60, "WIS": 60, "FG": 60})


@quick
@given(results, st.sampled_from(list(Area)), points)
def test_more_points_never_cost_the_exam(given_results: dict[Area, Fraction], area: Area, more: Fraction) -> None:
    """Whoever passes also passes with more points in any one area."""
    better = given_results | {area: max(more, given_results[area])}
    assert passed(better).passed >= passed(given_results).passed


# ---- The oral supplementary exam ----


def needed(given_results: dict[str, Number]) -> dict[Area, Fraction | None]:
    return {chance.area: chance.needed for chance in supplement(given_results).chances}


def test_two_areas_below_sufficient() -> None:
    """44 needs (3·50 − 2·44) = 62 oral points, 40 needs 70: either lifts the third area to 50."""
    assert needed(case(60, 44, 40, 70, 60)) == {Area.GP: 62, Area.KK: 70, Area.WISO: None}


def test_an_area_below_thirty_only_has_to_reach_thirty() -> None:
    """29 points with three sufficient areas: 3·30 − 2·29 = 32 oral points are enough."""
    assert needed(case(60, 60, 29, 60, 60)) == {Area.GP: None, Area.KK: 32, Area.WISO: None}


def test_the_mean_can_ask_for_more_than_the_area() -> None:
    """With 30·46 + 15·50 + 10·50 + 20·50 = 3630 of 3750, GP must reach 50: 3·50 − 2·46 = 58."""
    assert needed(case(100, 46, 50, 50, 50))[Area.GP] == 58


def test_what_is_out_of_reach_is_no_chance() -> None:
    """From 20 points, 3·50 − 2·20 = 110 oral points would be needed, and there are 100."""
    found = supplement(case(60, 20, 60, 60, 40))
    assert found.chances[0].reason == "nötig wären 110 mündliche Punkte, es gibt aber nur 100"
    assert found.decisive == ()


def test_one_oral_exam_mends_one_area() -> None:
    """A second area with fewer than 30 points, or a third below 50, cannot be mended by it."""
    for beyond in (case(60, 20, 29, 60, 60), case(60, 44, 44, 44, 60)):
        assert supplement(beyond).decisive == ()
        assert "an den anderen Bereichen" in supplement(beyond).chances[1].reason


def test_who_has_passed_gets_no_oral_exam() -> None:
    """48 points in one area need no mending if the exam is passed without it."""
    found = supplement(case(60, 60, 48, 60, 60))
    assert found.decisive == ()
    assert repr(found).splitlines()[0].startswith("Die Prüfung ist bestanden")


def test_the_expert_discussion_cannot_be_mended() -> None:
    """It is oral already: no oral exam can be held in it."""
    assert [chance.area for chance in supplement(case(60, 60, 60, 60, 20)).chances] == list(WRITTEN)
    with pytest.raises(UsageError, match="FG"):
        after_oral(case(60, 60, 60, 60, 20), "FG", 80)


def test_old_and_oral_count_two_to_one() -> None:
    """(2·44 + 62) ÷ 3 = 50."""
    assert after_oral(case(60, 44, 40, 70, 60), "GP", 62)[Area.GP] == 50


@quick
@given(results)
def test_the_needed_points_are_enough_and_no_fewer_are(given_results: dict[Area, Fraction]) -> None:
    """With exactly the needed points the exam is passed, with a thousandth less it is not, elsewhere never."""
    for chance in supplement(given_results).chances:
        if chance.needed is None:
            hopeless = not passed(after_oral(given_results, chance.area, 100)).passed
            assert hopeless or chance.written >= 50 or passed(given_results).passed
        else:
            assert passed(after_oral(given_results, chance.area, chance.needed)).passed
            fewer = chance.needed - Fraction(1, 1000)
            assert not passed(after_oral(given_results, chance.area, fewer)).passed


def test_part_two_is_everything_but_the_first_part() -> None:
    """Its four areas weigh 75 of 100."""
    assert sum(WEIGHTS[area] for area in PART_TWO) == 75
