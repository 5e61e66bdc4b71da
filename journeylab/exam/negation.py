"""Which words of a sentence a negation takes back."""

from __future__ import annotations

from collections.abc import Sequence

from journeylab.exam.lemmas import fold
from journeylab.exam.sentences import Token
from journeylab.exam.word_lists import (
    AFTER_NONE,
    AFTER_NOT,
    LACKING,
    LINKING,
    NEGATIONS,
    NEGATIONS_AHEAD,
    NONE,
    NOT,
    SONDERN,
    WITHOUT,
)

_AHEAD = 5
# Longer clauses are no clauses: somebody left out every full stop and comma.
_AROUND = 25
_AT_THE_BEGINNING = 2
_SHORT_CLAUSE = 3
_ELLIPSIS = 4


def negations(tokens: Sequence[Token]) -> list[tuple[int, ...]]:
    """Return for each word of a sentence the places of the negations that take it back; none if two cancel out.

    Notes
    -----
    By rule, not by grammar: "nicht" concerns its whole clause, "kein" and "ohne" the few words after them and what is
    listed with these.  "Nicht nur" takes nothing back, nor does "darf nicht fehlen".
    """
    folded = [fold(token.text) for token in tokens]
    ends = _clause_ends(tokens)
    reach: list[list[int]] = [[] for _token in tokens]
    for place in range(len(tokens)):
        for reached in _reach(place, folded, tokens, ends):
            reach[reached].append(place)
    return [() if _cancel_out([folded[place] for place in found]) else tuple(found) for found in reach]


def _cancel_out(found: Sequence[str]) -> bool:
    """Tell whether one negation takes back another: "kein Kauf ohne Bewertung", but not "nicht gut und nie schnell"."""
    return len(found) == 2 and sum(word in WITHOUT for word in found) == 1


def _clause_ends(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Return first word, and first word after the end, of the clause of each word."""
    found: list[tuple[int, int]] = []
    start = 0
    for place in range(1, len(tokens) + 1):
        if place == len(tokens) or tokens[place].clause != tokens[start].clause:
            found += [(start, place)] * (place - start)
            start = place
    return found


def _reach(place: int, folded: Sequence[str], tokens: Sequence[Token], ends: Sequence[tuple[int, int]]) -> range:
    word = folded[place]
    after = folded[place + 1] if place + 1 < len(folded) else ""
    start, end = max(ends[place][0], place - _AROUND), min(ends[place][1], place + _AROUND)
    if word in NONE:
        if after in AFTER_NONE:
            return range(0)
        # "keine Kosten" concerns the costs; "Retouren gibt es keine" what stands before.
        if place + 1 == end:
            return range(start, end)
        return range(place + 1, _listed(min(place + 1 + _AHEAD, end), end, folded, ends))
    if word in NEGATIONS_AHEAD:
        return range(place + 1, _listed(min(place + 1 + _AHEAD, end), end, folded, ends))
    if word in NEGATIONS or tokens[place].text.lower().endswith(("n't", "n’t")):
        if after in AFTER_NOT or any(each in LACKING for each in folded[start:end]):
            return range(0)
        if place == ends[place][0] and word in NOT:
            # "Nicht digital sind Messe und Telefon": at the beginning it concerns what comes next.
            return range(place + 1, min(place + 1 + _AT_THE_BEGINNING, end))
        return range(_answered(place, tokens, ends), _listed(end, end, folded, ends))
    return range(0)


def _answered(place: int, tokens: Sequence[Token], ends: Sequence[tuple[int, int]]) -> int:
    """Return where the clause begins that is denied: "Der Shop kann das, muss er aber nicht" denies the first one."""
    start, end = ends[place]
    earliest = max(place - _AROUND, 0)
    while earliest < start and end - start <= _ELLIPSIS and not any(t.text[:1].isupper() for t in tokens[start:end]):
        start, end = ends[start - 1]
    return max(start, earliest)


def _listed(reached: int, end: int, folded: Sequence[str], ends: Sequence[tuple[int, int]]) -> int:
    """Go on over the short clauses of a list: "keine Retouren, Newsletter und Umfragen"."""
    furthest = reached + _AROUND
    while reached == end < min(len(folded), furthest):
        start, following = ends[end]
        linked = folded[start] in LINKING
        if folded[start] in SONDERN or (following - start > _SHORT_CLAUSE and not linked):
            break
        reached = end = following
    return reached
