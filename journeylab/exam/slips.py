"""Which rubric word a misspelt word may have been meant to be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

_SHORTEST = 5
_LONG = 10
_LONGEST = 32
_ENDINGS = ("", "n", "en", "s")


def osa(a: str, b: str) -> int:
    """Return how many letters must be typed, left out, replaced or swapped with their neighbour to turn `a` into `b`.

    Notes
    -----
    The optimal string alignment distance: no part of the word is changed twice.

    Examples
    --------
    >>> osa("Retuore", "Retoure"), osa("Bewertung", "Bewerbung")
    (1, 1)
    """
    before, row = [0] * (len(b) + 1), list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        above, row, earlier = row, [i], before
        for j, y in enumerate(b, 1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
        before = above
    return row[-1]


def allowed(length: int) -> int:
    """Return how many slips a word of this length may have."""
    return 0 if length < _SHORTEST else 1 if length < _LONG else 2


class MeantWords:
    """Finds the word that is one slip away, in a long word two.

    Parameters
    ----------
    words : iterable of str
        Folded words; their usual endings are tried too.

    Notes
    -----
    Every word is kept under all forms with a letter or two left out.  Two words within the distance share such a
    form, so a look-up takes the same time however many words there are (Garbe, symmetric delete).
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._by_form: dict[str, set[tuple[str, str]]] = {}
        for word in words:
            for ending in _ENDINGS:
                for form in _shortened(word + ending):
                    self._by_form.setdefault(form, set()).add((word + ending, word))

    def nearest(self, typed: str) -> str | None:
        """Return the word that was probably meant, or None if none is near enough."""
        near = [
            (slips, word)
            for spelt, word in {pair for form in _shortened(typed) for pair in self._by_form.get(form, ())}
            if (slips := osa(typed, spelt)) <= min(allowed(len(typed)), allowed(len(spelt)))
        ]
        return min(near)[1] if near else None


def _shortened(word: str) -> Iterator[str]:
    if _SHORTEST <= len(word) <= _LONGEST:
        for left_out in range(allowed(len(word)) + 1):
            for kept in combinations(word, len(word) - left_out):
                yield "".join(kept)
