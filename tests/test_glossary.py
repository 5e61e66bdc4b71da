"""What the glossary says, how it is searched, and how a slip in it is found."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from languages import foreign

from journeylab.domain.glossary import GlossaryTerm, Topic
from journeylab.domain.vocabulary import AidaStage
from journeylab.errors import UsageError
from journeylab.i18n import set_language
from journeylab.store.catalogue import models
from journeylab.store.checking import check_file
from journeylab.store.glossary import glossary
from journeylab.store.kpi_catalogue import kpis_catalogue

ALL = glossary()
# Provisions that were read, in their wording or in a good secondary source.
CHECKED = {
    "BGB": {"312f", "312g", "312i", "312j", "312k", "355", "356", "356a", "357"},
    "UWG": {"5b", "7", "7a"},
    "DDG": {"5"},
}
WITHDRAWAL = re.compile(r"§ (312g|355|356a?|357)\b")


def keys(topic: Topic) -> set[str]:
    return {term.key for term in ALL.of(topic)}


# ---- What it says ----


def test_the_words_of_the_subject_are_there() -> None:
    """At least 160 words, some of each topic."""
    assert len(ALL.terms) >= 160
    assert all(len(keys(topic)) >= 8 for topic in Topic)


def test_every_key_figure_is_a_word() -> None:
    """All forty KPIs are explained, under the names that they have in their own catalogue."""
    by_kpi = {term.kpi: term for term in ALL.terms if term.kpi}
    assert set(by_kpi) == set(kpis_catalogue())
    for key, entry in kpis_catalogue().items():
        assert (by_kpi[key].label, by_kpi[key].abbreviation) == (entry.label, entry.abbreviation)
        assert by_kpi[key].topic is Topic.KPI


def test_models_and_their_stages_are_words() -> None:
    """Every framework and every stage of AIDA can be looked up."""
    assert {ALL.find(framework.label.de).key for framework in models().frameworks} <= keys(Topic.MODEL)
    assert {ALL.find(stage.value).key for stage in AidaStage} == {"attention", "interest", "desire", "action"}


def test_no_name_means_two_things() -> None:
    """A name, an abbreviation or a key in either language leads to one word only."""
    meant: dict[str, str] = {}
    for term in ALL.terms:
        for name in {each.casefold() for each in (term.key, *term.names)}:
            assert meant.setdefault(name, term.key) == term.key, name


def test_explanations_are_short_and_in_their_language() -> None:
    """One or two sentences in each language, in the language that they belong to."""
    for term in ALL.terms:
        for code in ("de", "en"):
            text = getattr(term.explanation, code)
            assert 20 <= len(text) <= 260, term.key
            assert text.endswith(".")
            assert foreign(text, code) == []


def test_the_law_is_cited_as_checked() -> None:
    """Only paragraphs that were read are cited, and of the right of withdrawal with the day of the law."""
    cited = [term for term in ALL.terms if term.law]
    assert len(cited) >= 15
    for term in cited:
        assert term.law is not None
        for code in re.findall(r"BGB|UWG|DDG", term.law.de):
            assert set(re.findall(r"§ (\d+[a-z]?)", term.law.de)) <= CHECKED[code], term.key
        assert bool(WITHDRAWAL.search(term.law.de)) == ("Stand: 19.06.2026" in term.law.de), term.key
        assert bool(WITHDRAWAL.search(term.law.en)) == ("as of 19 June 2026" in term.law.en), term.key


def test_three_confirmations_are_told_apart() -> None:
    """Receipt, contract and acceptance are three words."""
    three = [ALL.find(word).key for word in ("Bestellbestätigung", "Vertragsbestätigung", "Auftragsbestätigung")]
    assert three == ["order_confirmation", "contract_confirmation", "order_acceptance"]


def test_related_words_are_reached() -> None:
    """Nearly every word leads to another one."""
    assert sum(bool(term.see) for term in ALL.terms) > 0.95 * len(ALL.terms)


# ---- Looking up ----


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("Customer Journey", "customer_journey"), ("Kundenreise", "customer_journey"), ("DSGVO", "gdpr"),
        ("cpm", "cpm"), ("TKP", "cpm"), ("  call   to action ", "call_to_action"), ("seo", "seo"), ("CAC", "cac"),
        ("withdrawal_period", "withdrawal_period"), ("Widerrufsbutton", "withdrawal_function"),
    ],
)  # fmt: skip
def test_a_word_is_found_by_any_of_its_names(word: str, key: str) -> None:
    """German, English, abbreviation, another word for it or its key; case and spaces do not matter."""
    assert ALL.find(word).key == key


@given(st.sampled_from(ALL.terms), st.booleans())
@settings(deadline=None, max_examples=60)
def test_every_name_finds_its_word(term: GlossaryTerm, loud: bool) -> None:
    """Whatever a word is called, shouted or not, it is found."""
    assert all(ALL.find(name.upper() if loud and "ß" not in name else name) == term for name in term.names)


@pytest.mark.parametrize(
    ("word", "fix"),
    [("touchpiont", "'touchpoint'"), ("Retour", "'Retoure'"), ("zzzz", "glossary()"), ("", "glossary()")],
)
def test_an_unknown_word_is_answered(word: str, fix: str) -> None:
    """A slip gets the nearest word, a part of a word those that have it, and nonsense the way to all."""
    set_language("en")
    with pytest.raises(UsageError) as caught:
        ALL.find(word)
    assert fix in caught.value.fix


def test_an_unknown_topic_is_answered() -> None:
    """A topic that does not exist gets the nearest one, not an empty list."""
    with pytest.raises(UsageError, match="service"):
        ALL.of("servise")


def test_a_word_shows_both_languages() -> None:
    """It shows its name in the language in use, the other name, the meaning and the place in the law."""
    term = ALL.find("DOI")
    assert repr(term).splitlines()[0] == "Double-Opt-In (DOI) | double opt-in"
    assert "Art. 7 Abs. 1 DSGVO" in term._repr_html_()
    set_language("en")
    assert repr(term).splitlines()[0] == "double opt-in (DOI) | Double-Opt-In"


def test_the_glossary_is_a_table_in_alphabetical_order() -> None:
    """Ö stands with O, and English has an order of its own."""
    assert ALL._repr_html_().count("<tr>") == len(ALL.terms) + 1
    lines = repr(ALL).splitlines()
    assert len(lines) == len(ALL.terms)
    words = [str(term.label) for term in ALL.of(Topic.KPI)]
    assert words.index("Öffnungsrate") < words.index("Opt-in-Rate (Double-Opt-In)") < words.index("Promotor (NPS)")
    assert lines[0].startswith("100-Punkte-Schlüssel")
    set_language("en")
    assert repr(ALL).splitlines()[0].startswith("100-point key")


# ---- Slips ----

SMALL = """\
format: journeylab/glossary
version: 1
terms:
  - {key: basket, label: {de: Warenkorb, en: basket}, topic: shop, explanation: Liste., see: [aov], source: x, confidence: M}
  - {key: aov, label: AOV, topic: kpi, explanation: Umsatz., kpi: aov, source: x, confidence: M}
"""  # noqa: E501 - a row of the file


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("key: basket", "key: aov", "„aov“"),
        ("see: [aov]", "see: [aoy]", "„aov“"),
        ("see: [aov]", "see: [basket]", "„basket“"),
        ("kpi: aov,", "kpi: roaz,", "„roas“"),
        ("topic: shop", "topic: shopp", "„shop“"),
    ],
)
def test_a_slip_is_found(tmp_path: Path, old: str, new: str, says: str) -> None:
    """``journeylab check`` names repeated keys, words that point to themselves or nowhere, and unknown figures."""
    path = tmp_path / "glossary.yaml"
    path.write_text(SMALL, encoding="utf-8")
    assert check_file(path) == []
    assert old in SMALL
    path.write_text(SMALL.replace(old, new, 1), encoding="utf-8")
    findings = check_file(path)
    assert findings[0].line in (4, 5)
    assert says in " ".join(f"{finding.problem} {finding.fix}" for finding in findings)
