"""Whether two questions are one: compared by their words, the same on every machine.

The measure of `journeylab.exam.similarity` is finer where the extra ``text`` is
installed; a paper must not depend on what is installed.
"""

from __future__ import annotations

import re

# Two questions with so many words in common are one question: own setting, compared on the practice bank.
_SAME = 0.8


def stem(prompt: str) -> frozenset[str]:
    """Return the words of a question without its numbers.

    Examples
    --------
    >>> sorted(stem("Ein Shop zählt {sessions} Sitzungen und 250 Käufe."))
    ['ein', 'käufe', 'shop', 'sitzungen', 'und', 'zählt']
    """
    plain = re.sub(r"\{\w+\}|\d[\d.,]*", " ", prompt.lower())
    return frozenset(word for word in re.findall(r"\w+", plain) if len(word) > 2)


def same(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether two questions share most of their words.

    Examples
    --------
    >>> same(stem("Berechnen Sie die Quote von 3."), stem("Berechnen Sie die Quote von 5 bitte."))
    True
    >>> same(stem("Berechnen Sie die Quote."), stem("Erläutern Sie die Phase."))
    False
    """
    both = len(one) + len(other)
    # Most pairs differ too much in length to have so many words in common: nothing else needs to be looked at.
    return 2 * min(len(one), len(other)) >= _SAME * both > 0 and 2 * len(one & other) >= _SAME * both
