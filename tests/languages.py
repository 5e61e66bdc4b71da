"""Which language a text is written in, told by its function words."""

from __future__ import annotations

import re
from base64 import b64decode

_GERMAN = """
aber als am an auch auf aus bei beim bis da dann das dass dem den der des die dies diese dieser dieses durch
ein eine einem einen einer eines er es fehlt für gibt haben hat ich ihr ihre ihren im ist ja jede jeder jetzt
kann kein keine man mehr mit nach nicht noch nur oder ohne schon sehr sein sich sie sind so über um und uns
unter vom von vor war warum was weil welche welcher wenn werden wie wir wird wo wurde zu zum zur zwischen"""
_ENGLISH = """
about after again all also and another any are as at be because been before between but by can do does each
every for from had has have her here his how if into is it its just many more most much my no not now of on
one only or our out over same she should so some than that the their them then there these they this those to
up was we were what when where which while who why will with without would you your"""
# Words of both languages, and names that are written like one of them, tell nothing.
_BOTH = {
    "so",
    "die",
    "am",
    "an",
    "man",
    "war",
    "was",
    "also",
    "all",
    "her",
    "in",
    "no",
    "do",
    "it",
    "on",
    "hat",
    "will",
}
_WORDS = {"de": set(_GERMAN.split()) - _BOTH, "en": set(_ENGLISH.split()) - _BOTH}
# Code, quotations, addresses and what a notebook calls by its name stay as they are in either language.
_QUOTED = re.compile(r"```.*?```|`[^`\n]*`|„[^“]*“|“[^”]*”|\"[^\"\n]*\"|\]\([^)]*\)|https?://\S+", re.DOTALL)
_MARKUP = re.compile(r"<(style|script)\b.*?</\1>|<[^>]+>", re.DOTALL)
_DRAWN = re.compile(r"data:image/svg\+xml;base64,([A-Za-z0-9+/=]+)")
_PARAGRAPH = re.compile(r"\n\s*\n|\n(?=\s*[-|*\d])")
_SENTENCE = re.compile(r"(?<=[.!?:])\s+")
# Fewer may be a name or a slip of the detector.
_SURE = 2


def foreign(text: str, language: str) -> list[str]:
    """Return the beginning of each paragraph or sentence that speaks the other language more than its own."""
    found = []
    for paragraph in _PARAGRAPH.split(_QUOTED.sub(" ", text)):
        found += [part.strip()[:80] for part in _SENTENCE.split(paragraph) if _is_foreign(part, language)] or (
            [paragraph.strip()[:80]] if _is_foreign(paragraph, language) else []
        )
    return found


def german_spellings(text: str, known: set[str]) -> list[str]:
    """Return the words with umlauts that are no known names: in an English text they were left over."""
    words = re.findall(r"[^\W\d_]+", _QUOTED.sub(" ", text))
    return sorted({word for word in words if re.search("[äöüßÄÖÜ]", word) and word not in known})


def _is_foreign(part: str, language: str) -> bool:
    words = re.findall(r"[^\W\d_]+", part.lower())
    own, other = (
        sum(word in _WORDS[code] for word in words) for code in (language, "en" if language == "de" else "de")
    )
    return other >= _SURE and other > own


def drawn_words(markup: str) -> str:
    """Return what people read in an output: words of HTML, and of the pictures in it, one paragraph a piece."""
    pictures = [b64decode(each).decode("utf-8") for each in _DRAWN.findall(markup)]
    alone = re.sub(r'\s(?:src|alt)="[^"]*"', "", markup)
    return "\n\n".join(_MARKUP.sub("\n\n", each) for each in (alone, *pictures))
