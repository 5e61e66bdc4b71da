"""Which words of a rubric a written word stands for: itself, as the head of a compound, in part, or misspelt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from journeylab.domain.exercise.rubric import RubricRow
from journeylab.exam.lemmas import LONGEST_WORD, Words, fold
from journeylab.exam.sentences import Token, sentences
from journeylab.exam.slips import MeantWords
from journeylab.exam.word_lists import ARTICLES, BOUND, NEGATIONS, NEGATIONS_AHEAD, NONE, OPPOSITE, ORDERING, SEPARABLE

_SHORTEST_HEAD = 4
_SHORTEST_START = 5
_SHORTEST_REST = 3
# A front that the dictionary lacks is a compound or a foreign word itself, if it is longer than this.
_LONG_FRONT = 6
_MOST_KEPT = 20_000
_LINKS = ("", "s", "es", "n", "en", "e")


class Match(IntEnum):
    """How well a written word matches; less is better."""

    WHOLE = 0
    OPPOSITE = 1
    PART = 2
    TYPO = 3


@dataclass(frozen=True, slots=True)
class Phrase:
    """A word of a rubric row, or several that belong together.

    Attributes
    ----------
    row : int
        Number of the row.
    text : str
        As the rubric has it.
    counter : bool
        Whether it speaks against the row.
    parts : tuple of int
        Numbers of its words in the index.
    ordered : bool
        Whether they mean something in this order alone.
    denies : bool
        Whether a negation is one of its words.
    """

    row: int
    text: str
    counter: bool
    parts: tuple[int, ...]
    ordered: bool
    denies: bool


def rubric_index(rows: Sequence[RubricRow], words: Words) -> RubricIndex:
    """Return the words of a rubric; one that was asked for lately is not made again for the next answer."""
    return _made(tuple((row.words, row.counter) for row in rows), words)


class RubricIndex:
    """The words of a rubric, to be looked up by written words.

    Parameters
    ----------
    rows : sequence of pairs
        Of each row its words and its counter words.
    words : Words
        Knows the language of the rubric.
    """

    def __init__(self, rows: Sequence[tuple[tuple[str, ...], tuple[str, ...]]], words: Words) -> None:
        self._words = words
        self._parts: dict[frozenset[str], int] = {}
        self._by_key: dict[str, set[int]] = {}
        self._fronts: set[str] = set()
        self._seen: dict[str, dict[int, Match]] = {}
        self._meant: MeantWords | None = None
        self.phrases: list[Phrase] = []
        for number, (own, against) in enumerate(rows):
            for text in dict.fromkeys(own):
                self._add(number, text, counter=False)
            for text in dict.fromkeys(against):
                self._add(number, text, counter=True)

    def _add(self, row: int, text: str, *, counter: bool) -> None:
        written = [token.text for sentence in sentences(text) for token in sentence.tokens]
        written = [word for word in written if fold(word) not in ARTICLES] or written
        parts = tuple(number for word in written if (number := self._part(word)) is not None)
        if parts:
            small = {fold(word) for word in written}
            ordered = len(parts) > 1 and bool(small & ORDERING)
            denies = bool(small & (NEGATIONS | NEGATIONS_AHEAD | NONE))
            self.phrases.append(Phrase(row, text, counter, parts, ordered, denies))

    def _part(self, word: str) -> int | None:
        keys = frozenset(self._keys(word))
        if not keys:
            return None
        number = self._parts.setdefault(keys, len(self._parts))
        for key in keys:
            self._by_key.setdefault(key, set()).add(number)
            self._fronts.update(key[:place] for place in range(1, len(key)))
        return number

    def _keys(self, word: str) -> set[str]:
        return {key.replace("-", "") for key in self._words.keys(word)} - {""}

    def read(self, word: str) -> dict[int, Match]:
        """Return the parts that a written word stands for, each with how well."""
        if word not in self._seen:
            if len(self._seen) >= _MOST_KEPT:
                self._seen.clear()
            self._seen[word] = self._read(word)
        return self._seen[word]

    def _read(self, word: str) -> dict[int, Match]:
        found: dict[int, Match] = {}
        if len(word) > LONGEST_WORD:
            return found
        keys = self._words.keys(word)
        for match, part in self._within(keys):
            found[part] = min(match, found.get(part, match))
        if not found and self._words.spells and not self._words.knows(word):
            if self._meant is None:
                self._meant = MeantWords(sorted(self._by_key))
            near = self._meant.nearest(fold(word).replace("-", ""))
            if near is not None:
                found = dict.fromkeys(self._by_key[near], Match.TYPO)
        return found

    def _within(self, keys: frozenset[str]) -> Iterator[tuple[Match, int]]:
        for key in keys:
            for part in self._by_key.get(key.replace("-", ""), ()):
                yield Match.WHOLE, part
            for place in range(1, len(key)):
                match = self._head(key[:place], key[place:])
                if match is not None:
                    yield from ((match, part) for part in self._by_key.get(key[place:].replace("-", ""), ()))
                if self._starts(key, place):
                    yield from ((Match.PART, part) for part in self._by_key.get(key[:place].replace("-", ""), ()))

    def _head(self, before: str, head: str) -> Match | None:
        """Return what it says that a word stands at the end of a longer one; None if it says nothing."""
        if head.replace("-", "") not in self._by_key or head.startswith("-"):
            return None
        if before in OPPOSITE or before.rstrip("-") in OPPOSITE:
            return Match.OPPOSITE
        if before.endswith("-"):
            return Match.WHOLE
        if self._words.language != "de" or len(head) < _SHORTEST_HEAD or before in BOUND:
            return None
        if before in SEPARABLE:
            return Match.PART
        if len(before) < _SHORTEST_REST or not self._is_word(before):
            return None
        return Match.WHOLE

    def _is_word(self, before: str) -> bool:
        """Tell whether the front of a compound is a word, with or without the letters that link it."""
        last = before.rpartition("-")[2]
        forms = [last.removesuffix(link) for link in _LINKS if last.endswith(link)]
        return any(len(form) >= _SHORTEST_REST and self._words.knows(form) for form in forms) or len(last) > _LONG_FRONT

    def _starts(self, key: str, place: int) -> bool:
        if key[place] == "-":
            return place >= 2
        return self._words.language == "de" and place >= _SHORTEST_START and len(key) - place >= _SHORTEST_REST

    def begins(self, front: str) -> bool:
        """Tell whether a word of the rubric begins with these letters; most words of an answer are done with here."""
        return front in self._fronts

    def whole(self, keys: frozenset[str]) -> set[int]:
        """Return the parts that have one of these base forms."""
        return {part for key in keys for part in self._by_key.get(key.replace("-", ""), ())}

    def together(self, tokens: Sequence[Token]) -> set[int]:
        """Return the parts that words stand for when they are written as one: "Online Shop"."""
        front = "".join(fold(token.text) for token in tokens[:-1]).replace("-", "")
        if not self.begins(front):
            return set()
        return self.whole(frozenset(front + key for key in self._words.keys(tokens[-1].text)))

    def shared(self, front: str, word: str) -> set[int]:
        """Return the parts for which a front stands that shares its end: "Versand- und Lieferbestätigung"."""
        start = fold(front)
        if not self.begins(start):
            return set()
        ends = (key[place:] for key in self._words.keys(word) for place in range(3, len(key) - 2))
        return self.whole(frozenset(start + end for end in ends))


@lru_cache(maxsize=32)
def _made(rows: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...], words: Words) -> RubricIndex:
    return RubricIndex(rows, words)
