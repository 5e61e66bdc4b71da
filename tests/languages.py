"""Which language a text is written in, told by its function words."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator
from functools import cache
from typing import Any

from journeylab.i18n import read_catalogue
from journeylab.store.fast_yaml import fast_data
from journeylab.store.shipped import shipped

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


# Words that betray a language wherever they stand.  "an", "am", "die" and their like belong to both.
_GERMAN_ALONE = """
ab aber auch auf aus bei beim bis das dass dem den der des dieser dieses durch ein eine einem einen einer für ist kein
keine mit nach nicht noch nur oder ohne sich sie sind und unter vom von vor wenn werden wie wird zu zum zur zwischen"""
_ENGLISH_ALONE = """
and are as back be because but by can customer customers does each every first for from has have here how if into is
its last many more most not of one only other or per same since than that the their them there they this those to
until what when where which who why with without you your"""
_ALONE = {"de": frozenset(_GERMAN_ALONE.split()), "en": frozenset(_ENGLISH_ALONE.split())}
_GERMAN_SHAPE = re.compile(r"[äöüß]|\w{3}(?:ung|ungen|keit|keiten|heit|heiten|schaft)$")
# People, shops, terms of the law, keys of files and code, and words that are spelt alike in British English.
_IN_ENGLISH_TOO = """
rückenwind müller hakenberg dritte tasse kaffee fahrrad mode passform auftragsbestätigung bestellbestätigung
bestätigen ausbildungsverordnung babel kur analyse"""
# Names of models and KPIs, and words that German has as well.
_IN_GERMAN_TOO = """
an per first last click of share voice point sale action attention desire interest touchpoint customer journey
conversion rate messy middle see think do care mood length visits loops cpm position packaging exercises"""
# Commands in a list, calls, options, names of files, keys, and lists of keys in a message.
_CODE = re.compile(
    r"^ {4}[a-z][\w-]*(?= {2})|`[^`]*`|\bjourneylab \w[^\n]*|--[\w-]+|\b\w+\([^)]*\)|\(\w+\)|\w+=\S*"
    r"|<\w+:|[\w./\\~-]*[./\\]\w[^\s,;]*|\b\w*_\w*"
    r"|\{[^}]*\}|„\w+“|'\w+'|\b\w+(?:\|\w+)+\b|\d: [\w.#\[\]-]+:"
    r"|(?:Known are|Possible are|Bekannt sind|Möglich sind):.*"
)
_CITED = re.compile("The Behavioural Architects|The Psychology of Selling and Advertising|Think with Google")


def left_over(text: str, language: str) -> set[str]:
    """Return the words of a text that belong to the other language alone; names, terms and code are no findings.

    A word counts if it is a function word of the other language, if it is
    written as only German is, or if our own texts use it in the other language and never in this one.
    """
    other = "en" if language == "de" else "de"
    allowed = _IN_GERMAN_TOO if language == "de" else _IN_ENGLISH_TOO
    words = {word.lower() for word in re.findall(r"[^\W\d_]+", _CODE.sub(" ", _CITED.sub(" ", text)))} - set(
        allowed.split()
    )
    betrayed = _betraying(language)
    return {word for word in words if word in betrayed or (other == "de" and _GERMAN_SHAPE.search(word))}


@cache
def _betraying(language: str) -> frozenset[str]:
    other = "en" if language == "de" else "de"
    return _ALONE[other] | (vocabulary(other) - vocabulary(language))


@cache
def vocabulary(language: str) -> frozenset[str]:
    """Return every word of our own texts in a language: the messages, and what stands in the data files."""
    data = [fast_data(file.read_text(encoding="utf-8")) for file in shipped("datasets").glob("**/*.yaml")]
    texts = [text[language] for each in data for text in _pairs(each)]
    for message in read_catalogue():
        texts.append(str(message.id if language == "en" else message.string))
    return frozenset(
        word.lower() for text in texts for word in re.findall(r"[^\W\d_]+", _CODE.sub(" ", _CITED.sub(" ", text)))
    )


def _pairs(data: Any) -> Iterator[dict[str, str]]:
    if isinstance(data, dict) and data.keys() == {"de", "en"}:
        yield data
    elif isinstance(data, dict | list):
        for value in data.values() if isinstance(data, dict) else data:
            yield from _pairs(value)
