"""The words of the subject in German and English, each with what it means."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from html import escape
from typing import Literal

from pydantic import Field, model_validator

from journeylab.domain.models import Sourced
from journeylab.domain.names import expect_known, repeated, unknown
from journeylab.domain.problems import raise_all
from journeylab.domain.text import Bilingual, Record
from journeylab.domain.vocabulary import N_, Term
from journeylab.errors import UsageError
from journeylab.i18n import _, language


class Topic(Term):
    """Part of the subject that a word belongs to."""

    JOURNEY = "journey", N_("Touchpoints and journey")
    MAP = "map", N_("Journey map")
    MODEL = "model", N_("Models")
    CHANNEL = "channel", N_("Channels")
    MARKETING = "marketing", N_("Online marketing")
    SHOP = "shop", N_("Shop and order")
    SERVICE = "service", N_("Communication and service")
    KPI = "kpi", N_("Key figures")
    ATTRIBUTION = "attribution", N_("Attribution models")
    TEST = "test", N_("Tests and data")
    RETURNS = "returns", N_("Returns")
    LAW = "law", N_("Law")
    PRIVACY = "privacy", N_("Data protection")
    EXAM = "exam", N_("Exam")


class GlossaryTerm(Sourced):
    """One word of the subject.

    Attributes
    ----------
    key : str
        Stable ASCII name used in files, ``"customer_journey"``.
    label : Text
        The word in both languages.
    abbreviation : Text or None
        ``CTA``; it may differ by language (TKP, CPM).
    also : tuple of str
        Other words for the same, in either language.
    topic : Topic
        Part of the subject.
    explanation : Text
        What it means, in one or two sentences.
    see : tuple of str
        Keys of related words.
    kpi : str or None
        Key in ``datasets/kpis.yaml`` if it is a key figure.
    law : Text or None
        Where it stands in the law; of the right of withdrawal, as of which day.
    """

    key: str = Field(pattern=r"^[a-z][a-z0-9_]{1,39}$")
    label: Bilingual
    abbreviation: Bilingual | None = None
    also: tuple[str, ...] = ()
    topic: Topic
    explanation: Bilingual
    see: tuple[str, ...] = ()
    kpi: str | None = None
    law: Bilingual | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Everything that it is called, in both languages."""
        texts = [text for text in (self.label, self.abbreviation) if text]
        return tuple(dict.fromkeys([*(name for text in texts for name in (text.de, text.en)), *self.also]))

    @property
    def other(self) -> str:
        """The word in the language that is not in use."""
        return self.label.en if language() == "de" else self.label.de

    def __str__(self) -> str:
        """Return the word with its abbreviation."""
        return f"{self.label} ({self.abbreviation})" if self.abbreviation else str(self.label)

    def __repr__(self) -> str:
        """Show the word in both languages, and what it means."""
        lines = [f"{self} | {self.other}", str(self.explanation)]
        return "\n".join([*lines, str(self.law)] if self.law else lines)

    def _repr_html_(self) -> str:
        law = f"<br><small>{escape(str(self.law))}</small>" if self.law else ""
        head = f"<strong>{escape(str(self))}</strong> | {escape(self.other)}"
        return f"<p>{head}<br>{escape(str(self.explanation))}{law}</p>"


class Glossary(Record):
    """Everything in ``datasets/glossary.yaml``.  Shows itself as a table.

    Attributes
    ----------
    format : str
        What the file is.
    version : int
        Version of the format.
    terms : tuple of GlossaryTerm
        The words, by topic.
    """

    format: Literal["journeylab/glossary"]
    version: Literal[1]
    terms: tuple[GlossaryTerm, ...]

    @model_validator(mode="after")
    def _words_are_told_apart(self) -> Glossary:
        keys = [term.key for term in self.terms]
        problems = list(repeated("terms", keys))
        for i, term in enumerate(self.terms):
            others = [key for key in keys if key != term.key]
            for j, key in enumerate(term.see):
                problems += unknown(key, others, ("terms", i, "see", j))
        raise_all(problems)
        return self

    def find(self, word: str) -> GlossaryTerm:
        """Return a word by its key, its German or English name or its abbreviation, in any case.

        Raises
        ------
        UsageError
            If it is not there; the message names the nearest.
        """
        wanted = " ".join(str(word).split()).casefold()
        names = {name.casefold(): term for term in self.terms for name in (term.key, *term.names)}
        if wanted in names:
            return names[wanted]
        # Whoever types a part of a name is led to the words that have it.
        shown = {name.casefold(): name for term in self.terms for name in term.names}
        part = sorted((name for folded, name in shown.items() if len(wanted) > 2 and wanted in folded), key=len)
        near = [shown[folded] for folded in get_close_matches(wanted, shown, n=1)]
        if part or near:
            fix = _("Did you mean {names}?").format(names=", ".join(f"'{name}'" for name in (part or near)[:5]))
        else:
            fix = _("All words: write glossary() in a cell.")
        raise UsageError(_("The glossary has no word '{word}'.").format(word=word), fix)

    def of(self, topic: Topic | str) -> tuple[GlossaryTerm, ...]:
        """Return the words of a topic, in alphabetical order.

        Raises
        ------
        UsageError
            If there is no such topic; the message names the nearest.
        """
        expect_known(topic, Topic)
        return _sorted(term for term in self.terms if term.topic == topic)

    def __repr__(self) -> str:
        """Show the words in both languages, in alphabetical order."""
        terms = _sorted(self.terms)
        width = max((len(str(term)) for term in terms), default=0)
        return "\n".join(f"{term!s:<{width}}  {term.other}" for term in terms)

    def _repr_html_(self) -> str:
        second = _("English") if language() == "de" else _("German")
        head = "".join(f"<th>{escape(title)}</th>" for title in (_("Word"), second, _("What it means")))
        rows = "".join(
            "<tr>"
            + "".join(f"<td>{escape(cell)}</td>" for cell in (str(term), term.other, str(term.explanation)))
            + "</tr>"
            for term in _sorted(self.terms)
        )
        return f"<table><tr>{head}</tr>{rows}</table>"


# A letter with a mark stands where the letter without it does, as in a dictionary.
_PLAIN = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss", "é": "e"})


def _sorted(terms: Iterable[GlossaryTerm]) -> tuple[GlossaryTerm, ...]:
    return tuple(sorted(terms, key=lambda term: str(term.label).casefold().translate(_PLAIN)))
