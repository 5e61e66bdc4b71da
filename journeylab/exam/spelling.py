"""When two short answers are the same word."""

from __future__ import annotations

import re
import unicodedata

_FOLDED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "&": "und"})
# Shorter words with a wrong letter are often other words: CPC and CPO.
_LONG_ENOUGH = 6


def folded(text: str) -> str:
    """Return a text without what does not matter: capitals, spaces, hyphens, dots, quotes, an article in front.

    Examples
    --------
    >>> folded("  die Conversion - Rate ")
    'conversionrate'
    """
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_FOLDED)
    plain = re.sub(r"^(?:der|die|das|ein|eine|the|an|a|to)\s+", "", plain.strip())
    return re.sub(r"[^\w%€+]+|_", "", plain)


def same_words(given: str, accepted: str, typos: bool = True) -> bool:
    """Tell whether an answer is the accepted one; with `typos` one slip in a long word is overlooked."""
    a, b = folded(given), folded(accepted)
    return a == b or (typos and len(b) >= _LONG_ENOUGH and one_slip(a, b))


def one_slip(a: str, b: str) -> bool:
    """Tell whether two words differ by one letter more, less, wrong, or two neighbours swapped.

    Examples
    --------
    >>> one_slip("attribtuion", "attribution"), one_slip("marge", "marken")
    (True, False)
    """
    if a == b or abs(len(a) - len(b)) > 1:
        return False
    start = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    rest_a, rest_b = a[start:], b[start:]
    return (
        rest_a[1:] == rest_b[1:]
        or rest_a[1:] == rest_b
        or rest_a == rest_b[1:]
        or (rest_a[:2] == rest_b[1::-1] and rest_a[2:] == rest_b[2:])
    )
