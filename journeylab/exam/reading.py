"""Where the words and phrases of a rubric stand in a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from journeylab.exam.lemmas import Words, fold
from journeylab.exam.rubric_index import Match, Phrase, RubricIndex
from journeylab.exam.sentences import Sentence, Token
from journeylab.exam.word_lists import LINKING, SEPARABLE

# Verb and prefix of a separable verb, and the words of a phrase, stand no further apart.
_VERB_REACH = 15
_LOOSE = 4
_SHARED_REACH = 4


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase of the rubric between two words of a sentence, both included."""

    phrase: Phrase
    first: int
    last: int
    match: Match

    def within(self, other: Hit) -> bool:
        """Tell whether it lies inside another hit and is not all of it."""
        inside = other.first <= self.first and self.last <= other.last
        return inside and (self.first, self.last) != (other.first, other.last)


@dataclass(frozen=True, slots=True)
class _Sighting:
    part: int
    first: int
    last: int
    match: Match


def hits(sentence: Sentence, index: RubricIndex, words: Words) -> list[Hit]:
    """Return every place of a sentence where a phrase of the rubric stands, in order."""
    by_part: dict[int, list[_Sighting]] = {}
    for sighting in _sightings(sentence.tokens, index, words):
        by_part.setdefault(sighting.part, []).append(sighting)
    found: list[Hit] = []
    for phrase in index.phrases:
        if all(part in by_part for part in phrase.parts):
            if len(phrase.parts) == 1:
                found += (Hit(phrase, each.first, each.last, each.match) for each in by_part[phrase.parts[0]])
            else:
                found += _together(phrase, by_part, [token.clause for token in sentence.tokens])
    return sorted(found, key=lambda hit: (hit.first, hit.last))


def _sightings(tokens: Sequence[Token], index: RubricIndex, words: Words) -> Iterator[_Sighting]:
    folded = [fold(token.text) for token in tokens]
    for place, token in enumerate(tokens):
        for part, match in index.read(token.text).items():
            yield _Sighting(part, place, place, match)
        for size in (2, 3):
            if place + size <= len(tokens):
                for part in index.together(tokens[place : place + size]):
                    yield _Sighting(part, place, place + size - 1, Match.WHOLE)
        if token.hanging:
            partner = _shares_with(place, folded, tokens)
            for part in index.shared(token.text, tokens[partner].text) if partner else ():
                yield _Sighting(part, place, partner, Match.WHOLE)
        if words.language == "de" and folded[place] in SEPARABLE and index.begins(folded[place]):
            for verb in range(place - 1, max(place - _VERB_REACH, 0) - 1, -1):
                for part in index.whole(words.joined(token.text, tokens[verb].text)):
                    yield _Sighting(part, verb, place, Match.WHOLE)


def _shares_with(place: int, folded: Sequence[str], tokens: Sequence[Token]) -> int:
    """Return the place of the word that a hanging one shares its end with; 0 if there is none."""
    for other in range(place + 1, min(place + 1 + _SHARED_REACH, len(tokens))):
        if folded[other] not in LINKING and not tokens[other].hanging:
            return other
    return 0


def _together(phrase: Phrase, by_part: dict[int, list[_Sighting]], clauses: Sequence[int]) -> Iterator[Hit]:
    """Yield where all words of a phrase stand close together, each of them another word, in two clauses at most."""
    parts = phrase.parts
    steps = sorted(
        ((sighting, number) for number, part in enumerate(parts) for sighting in by_part[part]),
        key=lambda step: (step[0].last, step[0].first),
    )
    latest: list[_Sighting | None] = [None] * len(parts)
    complete: list[Hit] = []
    for sighting, number in steps:
        latest[number] = sighting
        seen = [each for each in latest if each is not None]
        places = [each.first for each in seen]
        if len(seen) < len(parts) or len(set(places)) < len(parts):
            continue
        first, last = min(places), max(each.last for each in seen)
        close = last - first < len(parts) + _LOOSE and clauses[last] - clauses[first] <= (0 if phrase.denies else 1)
        if close and (not phrase.ordered or places == sorted(places)):
            complete.append(Hit(phrase, first, last, max(each.match for each in seen)))
    taken: set[int] = set()
    for hit in sorted(complete, key=lambda hit: (hit.last - hit.first, hit.first)):
        words = range(hit.first, hit.last + 1)
        if taken.isdisjoint(words):
            taken.update(words)
            yield hit
