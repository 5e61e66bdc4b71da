"""Which base forms a written word can stand for, with a dictionary and without one.

Base forms are *folded*: lower case, umlauts as two letters, no accents.  "Grüße", "GRUESSE" and "gruesse" are
then one word, however a learner's keyboard writes it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import Protocol

from journeylab.domain.vocabulary import N_
from journeylab.i18n import _

# Longer letter sequences are no words: nobody's compound is this long, and each would cost time.
LONGEST_WORD = 60
_SHORTEST_STEM = 4

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_GENDER_SIGN = re.compile(r"(?<=\w\w)e?(?:[:*_·]|/-?)(?=in(?:nen)?)|(?<=[a-zäöüß])(?=In(?:nen)?(?![A-ZÄÖÜ]))")
_FEMALE = re.compile(r"(?P<stem>\w{3,}?)(?P<ending>in|innen)")
_FEMALE_WITHIN = re.compile(r"(?<=\w{3})innen(?=\w{4})", re.IGNORECASE)
_ASCII_UMLAUT = re.compile(r"[aou]e", re.IGNORECASE)
_TO_UMLAUT = {"ae": "ä", "oe": "ö", "ue": "ü"}

# Signs that are read as words, and "Prozent" in either language.
_SIGNS = {"%": "prozent", "€": "euro", "$": "dollar", "percent": "prozent"}
_ENDINGS = {
    "de": ("innen", "ern", "em", "er", "en", "es", "in", "e", "n", "s", "t"),
    "en": ("ings", "ing", "ies", "ied", "ed", "es", "e", "s", "y"),
}

_DICTIONARY_LIMITS = N_(
    "Words are compared in their base form. What is meant but said in other words than the rubric's is not found, "
    "and whether a sentence is right is not understood."
)
_PLAIN_LIMITS = N_(
    "Words are compared without a dictionary: irregular forms (ging, gegeben) and misspelt words are not recognised. "
    "A dictionary comes with: pip install 'journeylab[text]'."
)


class Words(Protocol):
    """What the search for evidence asks about words."""

    @property
    def language(self) -> str:
        """``"de"`` or ``"en"``."""

    @property
    def limits(self) -> str:
        """What it cannot do, in a sentence or two for learners."""

    @property
    def spells(self) -> bool:
        """Whether `knows` can tell a misspelt word from a known one."""

    def __hash__(self) -> int: ...

    def keys(self, word: str) -> frozenset[str]:
        """Return the folded base forms that a written word can stand for."""

    def knows(self, word: str) -> bool:
        """Tell whether a written word is spelt like one of the language."""

    def joined(self, prefix: str, verb: str) -> frozenset[str]:
        """Return the base forms of a separable verb of which prefix and verb stand apart."""


def fold(word: str) -> str:
    """Return a word in lower case, with umlauts as two letters and without accents or invisible characters.

    Examples
    --------
    >>> fold("Größe"), fold("GROESSE"), fold("Café")
    ('groesse', 'groesse', 'cafe')
    """
    if word in _SIGNS:
        return _SIGNS[word]
    small = unicodedata.normalize("NFC", word).casefold().translate(_UMLAUTS)
    # Signs such as ㏆ fall apart into letters, some of them capital.
    bare = small if small.isascii() else unicodedata.normalize("NFKD", small).casefold()
    return "".join(sign for sign in bare if sign.isalnum() or sign == "-")


def words_for(language: str = "de", *, plain: bool = False) -> Words:
    """Return what knows the words of a language.

    Parameters
    ----------
    language : {"de", "en"}
    plain : bool
        Do without the dictionary even where there is one.

    Notes
    -----
    The dictionary is simplemma's (MIT), of the extra ``text``; without it the plain way is taken, and its `limits`
    say so.
    """
    if not plain and _lemmatizer() is not None:
        return _dictionary(language)
    return _plain(language)


class PlainWords:
    """Words by their letters alone: folded, and without the usual endings.

    Parameters
    ----------
    language : {"de", "en"}

    Examples
    --------
    >>> sorted(PlainWords("de").keys("Bewertungen") & PlainWords("de").keys("Bewertung"))
    ['bewertung']
    """

    spells = False

    def __init__(self, language: str = "de") -> None:
        self.language = language

    @property
    def limits(self) -> str:
        """What it cannot do, for learners."""
        return _(_PLAIN_LIMITS)

    def keys(self, word: str) -> frozenset[str]:
        """Return the word folded, and its stem."""
        if len(word) > LONGEST_WORD:
            return frozenset()
        found = {fold(form) for form in _gendered(word)}
        return frozenset(found | {self._stem(form) for form in found} - {""})

    def knows(self, word: str) -> bool:
        """Return True: without a dictionary no word is called misspelt."""
        return True

    def joined(self, prefix: str, verb: str) -> frozenset[str]:
        """Return prefix and stem in one."""
        stem = self._stem(fold(verb))
        return frozenset({fold(prefix) + stem}) if len(stem) >= _SHORTEST_STEM else frozenset()

    def _stem(self, word: str) -> str:
        for ending in _ENDINGS[self.language]:
            if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
                return word[: -len(ending)]
        return word


class DictionaryWords:
    """Words by simplemma's dictionary, with what it lacks: gender signs, ASCII umlauts, English plurals.

    Parameters
    ----------
    language : {"de", "en"}
    lemma : callable
        Base form of a written word.
    known : callable
        Whether a written word stands in the dictionary.
    """

    spells = True

    def __init__(self, language: str, lemma: Callable[[str], str], known: Callable[[str], bool]) -> None:
        self.language = language
        self._lemma = lemma
        self._known = known

    @property
    def limits(self) -> str:
        """What it cannot do, for learners."""
        return _(_DICTIONARY_LIMITS)

    def keys(self, word: str) -> frozenset[str]:
        """Return the word folded, its base forms, and verbs and nouns of the same root."""
        if len(word) > LONGEST_WORD:
            return frozenset()
        found = set()
        for form in _gendered(unicodedata.normalize("NFC", word).replace("\u00ad", "")):
            found |= self._forms(form)
        return frozenset(filter(None, map(fold, found)))

    def _forms(self, word: str) -> set[str]:
        if not fold(word):
            return set()
        # A learner's capitals cannot be trusted: "die retoure", "Schnell".
        spelt = [form for form in dict.fromkeys((word, word.lower(), word.capitalize())) if self._known(form)]
        found = {word, *map(self._lemma, spelt or [word])}
        if not spelt:
            if self.language == "de" and word.endswith("s"):
                found.add(word[:-1])
            for other in _respelt(word):
                if self._known(other):
                    found |= self._forms(other)
        if self.language == "de":
            for lemma in tuple(found):
                found |= self._male(lemma) | self._relatives(lemma)
        return found

    def _male(self, noun: str) -> set[str]:
        match = _FEMALE.fullmatch(noun)
        return {form for form in (match["stem"], match["stem"] + "e") if self._known(form)} if match else set()

    def _relatives(self, lemma: str) -> set[str]:
        """Return noun and verb of the same root: Bewertung and bewerten, Umtausch and umtauschen."""
        if lemma[:1].isupper():
            stem = lemma.lower().removesuffix("ung")
            endings = ("en", "n") if len(stem) < len(lemma) else ("en",)
            forms = [stem + ending for ending in endings]
        else:
            stem = lemma.removesuffix("en")
            forms = [stem.capitalize(), stem.capitalize() + "ung"] if len(stem) < len(lemma) else []
        # The dictionary also knows "Bestell", as an order to do so: what is a base form of its own counts.
        return {
            form for form in forms if len(stem) >= _SHORTEST_STEM and self._known(form) and self._lemma(form) == form
        }

    def knows(self, word: str) -> bool:
        """Tell whether the dictionary has the word, in whatever case and spelling of umlauts."""
        if len(word) > LONGEST_WORD or not word.isalpha():
            return True
        spelt = (word, *_respelt(word))
        return any(self._known(form) for each in spelt for form in (each, each.lower(), each.capitalize()))

    def joined(self, prefix: str, verb: str) -> frozenset[str]:
        """Return the base form if the dictionary has such a verb."""
        if len(verb) > LONGEST_WORD or not verb.isalpha():
            return frozenset()
        # Joined first, because "schicken" alone may also be a form of the adjective "schick".
        wholes = (prefix.lower() + verb.lower(), prefix.lower() + self._lemma(verb.lower()))
        return frozenset(fold(self._lemma(whole)) for whole in wholes if self._known(whole))


def _gendered(word: str) -> list[str]:
    """Return a word without its gender sign (Kund:innen), and what it is for men where it stands inside a compound."""
    plain = _GENDER_SIGN.sub("", word)
    if plain == word and not _FEMALE_WITHIN.search(word):
        return [word]
    plain = re.sub("In(?=(?:nen)?)", "in", plain)
    return list(dict.fromkeys((plain, _FEMALE_WITHIN.sub("en", plain), _FEMALE_WITHIN.sub("", plain))))


def _respelt(word: str) -> list[str]:
    """Return how a word is spelt that somebody typed without umlauts and ß."""
    umlauts = _ASCII_UMLAUT.sub(lambda match: _TO_UMLAUT[match[0].lower()], word)
    sharp = [form.replace("ss", "ß") for form in (umlauts, word)]
    return [form for form in dict.fromkeys((umlauts, *sharp)) if form != word]


@lru_cache(maxsize=1)
def _lemmatizer() -> tuple[Callable[[str, str], str], Callable[[str, str], bool]] | None:
    try:
        from simplemma import Lemmatizer, is_known
        from simplemma.strategies import DefaultStrategy
    except ImportError:
        return None
    return Lemmatizer(lemmatization_strategy=DefaultStrategy(greedy=True)).lemmatize, is_known


@lru_cache(maxsize=4)
def _dictionary(language: str) -> DictionaryWords:
    found = _lemmatizer()
    assert found is not None
    lemma, known = found
    return DictionaryWords(language, lambda word: lemma(word, language), lambda word: known(word, language))


@lru_cache(maxsize=4)
def _plain(language: str) -> PlainWords:
    return PlainWords(language)
