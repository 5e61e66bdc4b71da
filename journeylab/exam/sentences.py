"""Where sentences, clauses and words of an answer begin and end, in characters of the answer itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from journeylab.exam.lemmas import fold
from journeylab.exam.word_lists import ABBREVIATIONS, CLAUSE_WORDS

# Letters and digits, with marks that stand above them (typed apart on some keyboards) and invisible hyphens.
_LETTER = "[\\w\u0300-\u036f\u00ad]"
_WORD = re.compile(rf"(?:[^\W_]|(?<=\w)_(?=in)){_LETTER}*(?:(?:[-'’*:·_]|/-?(?=in)){_LETTER}+)*|[%€$]")
_GENDER_SIGN = re.compile(r"[:*_·]|/-?")
_CLAUSE_END = re.compile(r"[,;:()\[\]+=|→]|\s[-–—]+\s|[–—]")
# Every part begins only where none of its kind stands before it, or is short: a text of 100 kB of dots takes no longer.
_SENTENCE_END = re.compile(
    r"(?<![.!?…])[.!?…]+[\"'”“‘’»«)\]]{0,9}(?=\s|$)|"
    r"[\n\r\u2028\u2029](?=[ \t]{0,20}(?:[-–—*•·▪✓+>\n\r]|\d{1,2}[.)]|[^\W\d_a-zäöüß]))"
)
_LINE_ENDS = ("\n", "\r", "\u2028", "\u2029")
_FULL_LINE = 60


@dataclass(frozen=True, slots=True)
class Token:
    """One written word; ``answer[start:end]`` is its text."""

    start: int
    end: int
    text: str
    clause: int
    hanging: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """What stands between two full stops, or in one point of a list.

    Attributes
    ----------
    start, end : int
        ``answer[start:end]`` is its text.
    tokens : tuple of Token
        Its words in order; each knows the number of its clause within the sentence.
    """

    start: int
    end: int
    tokens: tuple[Token, ...]


def sentences(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of a text that have words in them.

    Examples
    --------
    >>> [[token.text for token in each.tokens] for each in sentences("Sie kaufen, z. B. online. Danke!")]
    [['Sie', 'kaufen', 'z', 'B', 'online'], ['Danke']]
    """
    found = (_sentence(text, start, end) for start, end in _spans(text))
    return tuple(sentence for sentence in found if sentence.tokens)


def _spans(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _SENTENCE_END.finditer(text):
        if (match[0][0] == "." and not _ends(text, start, match)) or _wrapped(text, match):
            continue
        yield start, match.end()
        start = match.end()
    yield start, len(text)


def _ends(text: str, start: int, match: re.Match[str]) -> bool:
    """Tell whether a full stop ends a sentence and not an abbreviation or an ordinal number."""
    # No abbreviation and no number is longer than this.
    before = re.search(r"[\w.]*$", text[max(start, match.start() - 12) : match.start()])
    word = before[0].rpartition(".")[2] if before else ""
    if not text[match.end() : match.end() + 9].strip():
        return True
    return not (fold(word) in ABBREVIATIONS or len(word) == 1 or (word.isdigit() and len(word) <= 2))


def _wrapped(text: str, match: re.Match[str]) -> bool:
    """Tell whether a line ends because it is full; what follows a short one is the next point of a list."""
    if match[0] not in _LINE_ENDS:
        return False
    after = text[match.end() : match.end() + 20].lstrip(" \t")
    full = match.start() >= _FULL_LINE and not any(
        sign in text[match.start() - _FULL_LINE : match.start()] for sign in _LINE_ENDS
    )
    return full and after[:1].isalpha()


def _sentence(text: str, start: int, end: int) -> Sentence:
    tokens: list[Token] = []
    clause, place = 0, start
    for match in _WORD.finditer(text, start, end):
        for first, last, word in _parts(match):
            between = text[place:first]
            if tokens and (_CLAUSE_END.search(between) or fold(word) in CLAUSE_WORDS):
                clause += 1
            hanging = text[last : last + 1] == "-" and not text[last + 1 : last + 2].isalnum()
            tokens.append(Token(first, last, word, clause, hanging))
            place = last
    return Sentence(start, end, tuple(tokens))


def _parts(match: re.Match[str]) -> Iterator[tuple[int, int, str]]:
    """Yield a word whole, or in parts where a sign inside it is no gender sign: "Vorteil:Preis"."""
    start, word = match.start(), match[0]
    place = 0
    for sign in _GENDER_SIGN.finditer(word):
        if not word[sign.end() :].startswith("in") and not word[sign.end() :].startswith("r"):
            if place < sign.start():
                yield start + place, start + sign.start(), word[place : sign.start()]
            place = sign.end()
    if place < len(word):
        yield start + place, start + len(word), word[place:]
