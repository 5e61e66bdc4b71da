"""Rules for partial points reward what somebody knows, and neither ticking everything nor leaving everything out."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from journeylab.exam.rules import hits_minus_errors, hits_minus_slips, in_order

RIGHT = {1, 2, 3}


def test_knowing_two_of_three_earns_two_thirds() -> None:
    """A missing hit costs its share and nothing else."""
    assert hits_minus_errors({1, 2}, RIGHT, 6) == Fraction(2, 3)


def test_ticking_everything_or_nothing_earns_nothing() -> None:
    """Three right and three false options take each other's points away."""
    assert hits_minus_errors(range(1, 7), RIGHT, 6) == 0
    assert hits_minus_errors((), RIGHT, 6) == 0


def test_random_ticking_earns_a_sixth() -> None:
    """Over all 64 ways to tick six boxes the mean is 0.16: guessing hardly pays."""
    ways = [set(ticked) for size in range(7) for ticked in combinations(range(1, 7), size)]
    mean = sum((hits_minus_errors(way, RIGHT, 6) for way in ways), Fraction(0)) / len(ways)
    assert round(float(mean), 2) == 0.16


def test_a_single_false_option_costs_half() -> None:
    """With only one false option an error costs 1/2, not everything: max(f, 2)."""
    assert hits_minus_errors({1, 2, 3, 4}, RIGHT, 4) == Fraction(1, 2)


def test_a_wrong_field_takes_back_a_hit() -> None:
    """Of two right fields, both and one wrong one earn a half; more wrong than right earn nothing."""
    assert hits_minus_slips(["a", "b", "x"], ["a", "b"]) == Fraction(1, 2)
    assert hits_minus_slips(["a", "x", "y"], ["a", "b"]) == 0


def test_one_misplaced_card_costs_one_place() -> None:
    """BCDEA, with one card at the wrong end, earns 75 %: four of five stand in order among themselves."""
    assert in_order([2, 3, 4, 5, 1]) == Fraction(3, 4)


def test_the_reversed_order_earns_nothing() -> None:
    """EDCBA shares only single cards with ABCDE."""
    assert in_order([5, 4, 3, 2, 1]) == 0


@given(st.permutations(range(1, 7)))
def test_only_the_right_order_earns_everything(placed: list[int]) -> None:
    """The share lies between 0 and 1, and is 1 for the right order alone."""
    share = in_order(placed)
    assert 0 <= share <= 1
    assert (share == 1) is (placed == sorted(placed))


@given(st.sets(st.integers(1, 6)), st.sets(st.integers(1, 6), min_size=1))
def test_a_further_hit_never_costs(ticked: set[int], right: set[int]) -> None:
    """Ticking one more right option never lowers the share."""
    for one in right:
        assert hits_minus_errors(ticked | {one}, right, 6) >= hits_minus_errors(ticked, right, 6)
