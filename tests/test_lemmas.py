"""A learner's spelling does not hide the word that was meant."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from journeylab.exam.lemmas import LONGEST_WORD, DictionaryWords, PlainWords, fold, words_for
from journeylab.exam.slips import MeantWords, allowed, osa
from journeylab.i18n import set_language

GERMAN, PLAIN, ENGLISH = words_for("de"), words_for("de", plain=True), words_for("en")


@pytest.mark.parametrize(
    ("written", "base"),
    [
        ("Kundenbewertungen", "kundenbewertung"),
        ("Warenkorbabbrüche", "warenkorbabbruch"),
        ("zurückgeschickt", "zurueckschicken"),
        ("weiterzuempfehlen", "weiterempfehlen"),
        ("ging", "gehen"),
        ("Touchpoints", "touchpoint"),
        ("retouren", "retoure"),
        ("Bestaetigungen", "bestaetigung"),
        ("Groesse", "groesse"),
        ("GRÖSSE", "groesse"),
        ("Ru\u0308ckgaben", "rueckgabe"),
        ("Rück\u00adgaben", "rueckgabe"),
    ],
)
def test_a_written_form_leads_to_its_base(written: str, base: str) -> None:
    """Endings, capitals, umlauts and English plurals do not change which word it is."""
    assert base in GERMAN.keys(written)


@pytest.mark.parametrize("written", ["Kund:innen", "Kund*innen", "Kund_innen", "KundInnen", "Kund/-innen", "Kunde:in"])
def test_gender_signs_are_read(written: str) -> None:
    """Kund:innen are customers, however the sign is written."""
    assert "kunde" in GERMAN.keys(written)
    assert PLAIN.keys("Kunde") & PLAIN.keys(written)


def test_a_compound_with_a_gender_sign_is_the_one_without() -> None:
    """Kund:innenbewertungen are Kundenbewertungen."""
    assert "kundenbewertung" in GERMAN.keys("Kund:innenbewertungen")


@pytest.mark.parametrize(
    ("noun", "verb"), [("Bewertung", "bewertet"), ("Umtausch", "umgetauscht"), ("Kauf", "kauften")]
)
def test_noun_and_verb_of_one_root_meet(noun: str, verb: str) -> None:
    """Whoever writes that people rate a thing has written of ratings."""
    assert GERMAN.keys(noun) & GERMAN.keys(verb)


def test_similar_words_stay_apart() -> None:
    """Bewertung and Bewerbung, Marge and Marke are one letter apart and different words."""
    assert not GERMAN.keys("Bewertung") & GERMAN.keys("Bewerbung")
    assert not GERMAN.keys("Marge") & GERMAN.keys("Marke")


def test_parts_of_a_verb_are_put_together() -> None:
    """'Schickt ... zurück' is zurückschicken; the dictionary knows that there is no verb of 'zurück' and 'Baum'."""
    assert GERMAN.joined("zurück", "schickt") == {"zurueckschicken"}
    assert GERMAN.joined("zurück", "Baum") == frozenset()
    assert PLAIN.joined("zurück", "schickt") <= PLAIN.keys("zurückschicken")


def test_english_words_have_an_english_dictionary() -> None:
    """Deliveries, bought and better lead to delivery, buy and good."""
    assert "delivery" in ENGLISH.keys("deliveries")
    assert "buy" in ENGLISH.keys("bought")
    assert "good" in ENGLISH.keys("better")


def test_the_dictionary_tells_slips_from_words() -> None:
    """Retuore is no word, Retoure and Strasse (for Straße) are."""
    assert [GERMAN.knows(word) for word in ("Retuore", "Retoure", "Strasse")] == [False, True, True]


@pytest.mark.parametrize(
    ("written", "base"), [("Bewertungen", "Bewertung"), ("kauft", "kaufen"), ("Gutscheine", "Gutschein")]
)
def test_without_a_dictionary_usual_endings_are_cut_off(written: str, base: str) -> None:
    """The plain way finds regular forms."""
    assert PLAIN.keys(written) & PLAIN.keys(base)


def test_the_plain_way_says_what_it_cannot_do() -> None:
    """It calls no word misspelt, misses irregular forms, and says both to the learner."""
    assert PLAIN.knows("Retuore")
    assert not PLAIN.keys("ging") & PLAIN.keys("gehen")
    set_language("en")
    assert "irregular" in PLAIN.limits
    assert "misspelt" in PLAIN.limits
    assert PLAIN.limits != GERMAN.limits


def test_words_for_takes_the_dictionary_if_there_is_one() -> None:
    """The extra decides, and `plain` overrules it."""
    assert isinstance(GERMAN, DictionaryWords)
    assert isinstance(PLAIN, PlainWords)


def test_without_the_extra_the_plain_way_is_taken() -> None:
    """A missing simplemma is no error."""
    code = (
        "import sys; sys.modules['simplemma'] = sys.modules['rapidfuzz'] = None\n"
        "from journeylab.exam.lemmas import words_for\n"
        "from journeylab.exam.similarity import similar\n"
        "print(type(words_for('de')).__name__, similar('Retoure', 'Retouren'))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8")
    assert done.stdout.split() == ["PlainWords", "1.0"]


def test_importing_loads_no_dictionary() -> None:
    """The dictionary takes seconds and megabytes: it is loaded when an answer is read."""
    code = (
        "import sys, journeylab.exam.evidence, journeylab.exam.similarity\n"
        "print(*{'simplemma', 'rapidfuzz'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8")
    assert done.stdout.split() == []


@given(st.text(max_size=80))
@example("㏆")
@settings(deadline=None, max_examples=60)
def test_any_text_has_folded_keys(word: str) -> None:
    """Keys are folded already, whatever is typed; what is too long to be a word has none."""
    for words in (GERMAN, PLAIN):
        keys = words.keys(word)
        assert all(key == fold(key) for key in keys)
        assert len(word) <= LONGEST_WORD or not keys


def test_two_neighbours_swapped_are_one_slip() -> None:
    """Retuore is one slip from Retoure; typing a letter twice or leaving one out is one, too."""
    assert [osa("retuore", "retoure"), osa("retouure", "retoure"), osa("retore", "retoure"), osa("abc", "abc")] == [
        1,
        1,
        1,
        0,
    ]


@given(st.text("abcd", max_size=8), st.text("abcd", max_size=8))
@settings(deadline=None, max_examples=80)
def test_the_distance_is_that_of_rapidfuzz(a: str, b: str) -> None:
    """Twenty lines of our own agree with a library that many use."""
    from rapidfuzz.distance import OSA

    assert osa(a, b) == OSA.distance(a, b)


@given(st.text("abcdef", min_size=5, max_size=12), st.text("abcdef", min_size=5, max_size=12))
@settings(deadline=None, max_examples=80)
def test_whatever_is_near_is_met(typed: str, word: str) -> None:
    """Looking up shortened forms misses no word within the distance."""
    near = osa(typed, word) <= min(allowed(len(typed)), allowed(len(word)))
    assert not near or MeantWords([word]).nearest(typed) == word


def test_short_words_have_no_slips() -> None:
    """Four letters with one wrong are another word; nine may have one slip, ten two."""
    meant = MeantWords(["chat", "retouren", "verfolgung"])
    assert meant.nearest("chta") is None
    assert meant.nearest("retuoern") is None
    assert meant.nearest("verfoglugn") == "verfolgung"
