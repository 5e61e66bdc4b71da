"""Rules that turn an answer into a share of the full marks."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence
from fractions import Fraction


def hits_minus_errors(ticked: Collection[int], right: Collection[int], count: int) -> Fraction:
    """Return the share for ticked options: ``+1/r`` for a hit, ``-1/max(f, 2)`` for an error, never below 0.

    Parameters
    ----------
    ticked, right : collection of int
        Numbers of options.
    count : int
        How many options there are: r right and f false ones.

    Notes
    -----
    Rule ``false2`` of R/exams.  Ticking everything or nothing earns nothing,
    and partial knowledge earns something; random ticking of three right and
    three false options earns 0.16 on average.

    Examples
    --------
    >>> hits_minus_errors({1, 2, 4}, {1, 2, 3}, 6)
    Fraction(1, 3)
    """
    hits = len(set(ticked) & set(right))
    errors = len(set(ticked) - set(right))
    false = count - len(set(right))
    return max(Fraction(0), Fraction(hits, len(set(right))) - Fraction(errors, max(false, 2)))


def hits_minus_slips(picked: Collection[str], right: Collection[str]) -> Fraction:
    """Return the share for picked fields: each wrong one takes back a hit, never below 0.

    Notes
    -----
    Our own choice: a map has so many fields that the penalty of `hits_minus_errors` would vanish.
    """
    hits, wrong = len(set(picked) & set(right)), len(set(picked) - set(right))
    return max(Fraction(0), Fraction(hits - wrong, len(set(right))))


def in_order(placed: Sequence[int]) -> Fraction:
    """Return the share for steps in an order: ``(LCS - 1) / (n - 1)``.

    Parameters
    ----------
    placed : sequence of int
        A permutation of 1 to n, n >= 2; 1, 2, 3, ... is right.

    Notes
    -----
    LCS is the longest run of steps that stand in the right order among
    themselves.  One misplaced card costs one place; the reversed order earns 0.

    Examples
    --------
    >>> in_order([2, 3, 4, 5, 1])
    Fraction(3, 4)
    """
    # The longest increasing subsequence of a permutation is its longest common subsequence with 1, 2, 3, ...
    ends: list[int] = []
    for step in placed:
        place = bisect_left(ends, step)
        ends[place : place + 1] = [step]
    return Fraction(len(ends) - 1, len(placed) - 1)
