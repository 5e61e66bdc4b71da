"""Whether two tasks are the same task with other nouns and numbers.

A stem is what is left of a prompt without what an author would change in a
copy: numbers, names, and nouns.  German nouns are known by their capital;
a word at the beginning of a sentence is kept, because it is capital anyway.
English has no such mark; there the word behind an article or a numeral,
capitalised words within a sentence and words that end like nouns are taken
out, which is coarser.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations

from journeylab.domain.exercise.bank import Entry
from journeylab.domain.exercise.block import Block
from journeylab.domain.exercise.common import Exercise
from journeylab.domain.exercise.parameters import PLACEHOLDER

# What shorter stems share is only the way in which exams ask: "Berechnen Sie die ... in ...".
SHORTEST = 8
# Measured on the practice bank (355 tasks, 53,000 pairs of German ones): the most alike are mails to be drafted, with
# 0.73; all others lie below 0.63.  Copies with other nouns and numbers lie above 0.9.
LIMIT = 0.75
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*|[.!?:\n]|\d[\d.,]*|\{\w+\}")
_ENDS = frozenset(".!?:\n")
_NUMERAL = re.compile(
    "zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|"
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
)
_ARTICLE = re.compile("an?|the|this|that|its|their|your|his|her|our|each|every|per")
_NOUN = re.compile(
    r"\w{3,}(?:tion|sion|ment|ness|ity|ance|ence|ship|age|ings?|ers?|ors?|ists?|ies|rates?|shops?|costs?|ads?)$"
)


@dataclass(frozen=True, slots=True)
class Alike:
    """Two tasks that are nearly the same.

    Attributes
    ----------
    one, other : str
        Ids; of a part of a case ``"case.part"``.
    share : float
        How much of their stems is the same, 0 to 1.
    """

    one: str
    other: str
    share: float

    def __str__(self) -> str:
        """Name both, and how much they share."""
        return f"{self.one} / {self.other}: {self.share:.2f}"


def stem(prompt: str, language: str = "de") -> tuple[str, ...]:
    """Return the words of a prompt without nouns, names and numbers, in lower case.

    Parameters
    ----------
    prompt : str
    language : str
        ``"de"`` or ``"en"``.

    Examples
    --------
    >>> stem("Ein Shop zählt {sessions} Sitzungen. Berechnen Sie die Conversion-Rate in Prozent.")
    ('ein', 'zählt', 'berechnen', 'sie', 'die', 'in')
    """
    words, before = [], "."
    for found in _WORD.findall(PLACEHOLDER.sub(" 0 ", prompt.replace("*", ""))):
        number = found[0].isdigit() or _NUMERAL.fullmatch(found.lower()) is not None
        if not number and found not in _ENDS and (before in _ENDS or not _replaceable(found, before, language)):
            words.append(found.lower())
        before = "0" if number else found
    return tuple(words)


def _replaceable(word: str, before: str, language: str) -> bool:
    # "Sie" and "Ihr" are no names, although they are capital within a sentence.
    polite = word in ("Sie", "Ihnen", "Ihr", "Ihre", "Ihren", "Ihrem", "Ihrer", "I")
    if word[0].isupper() and not polite:
        return True
    return language == "en" and bool(before == "0" or _ARTICLE.fullmatch(before.lower()) or _NOUN.match(word))


def stems(entries: Iterable[Entry]) -> dict[str, tuple[str, ...]]:
    """Return the stem of every task by its id; a part of a case is read with its own prompt only."""
    found = {}
    for entry in entries:
        for name, item in _tasks(entry.item):
            found[name] = stem(item.prompt, entry.language)
    return found


def _tasks(item: Exercise) -> Iterator[tuple[str, Exercise]]:
    if isinstance(item, Block):
        yield from ((f"{item.id}.{part.id}", part) for part in item.parts)
    else:
        yield item.id, item


def alike(found: dict[str, tuple[str, ...]], limit: float = LIMIT) -> list[Alike]:
    """Return the pairs of tasks whose stems are nearly the same, the most alike first.

    Parameters
    ----------
    found : dict of str to tuple of str
        Stems by id, see `stems`.
    limit : float
        From which share on two are nearly the same.

    Notes
    -----
    Stems of fewer than `SHORTEST` words are compared only for being equal,
    once they have half as many: "Berechnen Sie die ..." is no copy of anything.
    """
    pairs = []
    counts = {name: Counter(words) for name, words in found.items()}
    for one, other in combinations(found, 2):
        a, b = found[one], found[other]
        if min(len(a), len(b)) < SHORTEST:
            share = float(a == b and len(a) >= SHORTEST // 2)
        elif 2 * (counts[one] & counts[other]).total() < limit * (len(a) + len(b)):
            # They cannot share more words in order than they share at all; looking for the order takes long.
            continue
        else:
            share = shared(a, b)
        if share >= limit:
            pairs.append(Alike(one, other, share))
    return sorted(pairs, key=lambda pair: (-pair.share, pair.one, pair.other))


def shared(a: Sequence[str], b: Sequence[str]) -> float:
    """Return how many of the words of two stems stand in the same order in both, as a share of all."""
    return SequenceMatcher(None, a, b, autojunk=False).ratio()
