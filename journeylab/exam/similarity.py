"""How alike answers are, so that a marker reads like ones one after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from itertools import combinations

from journeylab.exam.lemmas import Words, words_for
from journeylab.exam.sentences import sentences


def similar(a: str, b: str, language: str = "de", words: Words | None = None) -> float:
    """Return how alike two answers are in their words, from 0 to 1.

    Parameters
    ----------
    a, b : str
    language : {"de", "en"}
    words : Words, optional
        Knows the language; the dictionary if it is left out and there is one.

    Notes
    -----
    The order of words and their endings do not count.  With the extra ``text`` it is rapidfuzz's ``token_set_ratio``
    of the base forms, without it the same measure by `difflib`, whose figures differ a little.

    Examples
    --------
    >>> similar("Kunden schicken Retouren", "Die Retoure: Kunde schickt sie.") > 0.6
    True
    """
    words = words or words_for(language)
    return _measure()(_base_forms(a, words), _base_forms(b, words))


def sorted_by_similarity(texts: Sequence[str], language: str = "de", words: Words | None = None) -> list[int]:
    """Return the order in which answers are best read: from the most typical one always to the nearest that is left.

    Parameters
    ----------
    texts : sequence of str
    language : {"de", "en"}
    words : Words, optional

    Returns
    -------
    list of int
        Places in `texts`.  The same texts in the same order always give the same result.

    Examples
    --------
    >>> sorted_by_similarity(["Retoure per Post", "Newsletter lesen", "Retouren per Post schicken", "Newsletter"])
    [0, 2, 1, 3]
    """
    words = words or words_for(language)
    measure, forms = _measure(), [_base_forms(text, words) for text in texts]
    alike = [[1.0] * len(texts) for _text in texts]
    for one, other in combinations(range(len(texts)), 2):
        alike[one][other] = alike[other][one] = measure(forms[one], forms[other])
    left = dict.fromkeys(range(len(texts)))
    order: list[int] = []
    while left:
        nearness = (lambda place: sum(alike[place])) if not order else alike[order[-1]].__getitem__
        # Of equal ones the first, whichever that is: max keeps it.
        order.append(max(left, key=nearness))
        del left[order[-1]]
    return order


def _base_forms(text: str, words: Words) -> tuple[str, ...]:
    """Return one base form for each word that is used, in alphabetical order."""
    tokens = (token.text for sentence in sentences(text) for token in sentence.tokens)
    return tuple(sorted({min(keys, key=lambda key: (len(key), key)) for word in tokens if (keys := words.keys(word))}))


def _measure() -> Callable[[Sequence[str], Sequence[str]], float]:
    try:
        from rapidfuzz.fuzz import token_set_ratio
    except ImportError:
        return _shared
    return lambda a, b: 1.0 if a == b else token_set_ratio(" ".join(a), " ".join(b)) / 100


def _shared(a: Sequence[str], b: Sequence[str]) -> float:
    """Return the ratio of the best pair among the shared words and these with each text's own."""
    both = sorted(set(a) & set(b))
    # In alphabetical order, because difflib's ratio depends on which text comes first.
    texts = sorted(" ".join([*both, *(word for word in own if word not in both)]) for own in (a, b))
    pairs = [(texts[0], texts[1])]
    if both:
        pairs += [(" ".join(both), text) for text in texts]
    return max(SequenceMatcher(None, one, other, autojunk=False).ratio() for one, other in pairs)
