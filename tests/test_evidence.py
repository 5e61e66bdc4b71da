"""What is found in a free answer, with which doubt, and in which words."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from journeylab.domain.exercise.rubric import RubricRow
from journeylab.exam.evidence import find_evidence
from journeylab.exam.found import Doubt, Evidence, HintKind, State
from journeylab.exam.lemmas import words_for
from journeylab.exam.negation import negations
from journeylab.exam.sentences import sentences

KIND = {"id": "m1", "points": 1, "expects": "nennt Kontakte nach dem Kauf"}
CONTACTS = RubricRow(
    **KIND,
    words=("Sendungsverfolgung", "Retoure", "Rücksendung", "Bewertungsanfrage", "Bewertung", "Newsletter", "Umfrage"),
    counter=("andere Kunden", "vor dem Kauf", "Suchanzeige"),
    max=3,
)
EFFECT = RubricRow(
    id="w1",
    points=2,
    expects="erläutert die Wirkung auf die Bindung",
    words=("weiterempfehlen", "wiederkommen", "erneut kaufen", "Vertrauen", "zufrieden"),
)
ROWS = (CONTACTS, EFFECT)
PLAIN = words_for("de", plain=True)


def look(answer: str, *words: str, counter: tuple[str, ...] = (), most: int = 1, language: str = "de") -> Evidence:
    """Look for one row with these words."""
    row = RubricRow(**KIND, words=words, counter=counter, max=most)
    return find_evidence(answer, [row], language=language)


def quoted(evidence: Evidence, row: str = "m1") -> list[str]:
    """Return the words of the answer that speak for a row."""
    return [quote.text for quote in evidence.row(row).quotes]


def test_a_good_answer_in_the_words_of_the_rubric_is_found() -> None:
    """Three contacts and their effect: every row is found, with the learner's words."""
    answer = (
        "Nach dem Kauf begegnen die Käuferinnen der Sendungsverfolgung, der Rücksendung und einer Umfrage. "
        "Weil eine Rücksendung leicht geht, fassen sie Vertrauen und kaufen dort erneut."
    )
    found = find_evidence(answer, ROWS, "erläutern")
    assert [each.state for each in found.rows] == [State.FOUND, State.FOUND]
    assert found.row("m1").mentions == 3
    assert quoted(found, "w1") == ["Vertrauen", "kaufen dort erneut"]
    assert found.hints == ()


def test_a_good_answer_with_slips_and_split_verbs_is_seen() -> None:
    """Slips are doubts with a question; 'kommen gern wieder' and 'empfehlen ... weiter' are verbs of the rubric."""
    answer = (
        "Im Konto läuft eine Sendungsverfolgng mit, und der Shop bittet um eine Bewretung. "
        "Dadurch kommen die Leute gern wieder und empfehlen den Laden ihren Freunden weiter."
    )
    found = find_evidence(answer, ROWS, "erläutern")
    contacts, effect = found.rows
    assert (contacts.state, contacts.mentions, contacts.possible) == (State.UNSURE, 0, 2)
    assert contacts.reason == "Meinten Sie „Sendungsverfolgung“?"
    assert (effect.state, quoted(found, "w1")[1]) == (State.FOUND, "empfehlen den Laden ihren Freunden weiter")


def test_the_wrong_phase_is_a_doubt() -> None:
    """Ratings that others wrote are read before a purchase: a counter word beside a hit takes the certainty away."""
    row = find_evidence("Sie lesen die Bewertungen anderer Kunden und klicken dann.", ROWS).row("m1")
    assert (row.state, row.quotes[0].doubt, row.quotes[0].because) == (State.UNSURE, Doubt.COUNTER, "anderer Kunden")


def test_a_negated_answer_is_a_doubt() -> None:
    """What is said not to be is not found, over the whole list that is denied."""
    found = find_evidence("Der Shop hat keine Newsletter, Umfragen und Retouren. Niemand ist zufrieden.", ROWS)
    assert [each.state for each in found.rows] == [State.UNSURE, State.UNSURE]
    assert {quote.doubt for each in found.rows for quote in each.quotes} == {Doubt.NEGATED}
    assert found.row("m1").reason == "„keine“ steht dabei: Sagt die Antwort das Gegenteil?"


def test_a_list_of_catchwords_is_found_and_called_what_it_is() -> None:
    """The words are there, the explanation is not: rows are found, and two hints say what is missing."""
    answer = "Retoure, Newsletter, Umfrage, Vertrauen, zufrieden, weiterempfehlen"
    found = find_evidence(answer, ROWS, "erläutern")
    assert [each.state for each in found.rows] == [State.FOUND, State.FOUND]
    assert [hint.kind for hint in found.hints] == [HintKind.REASON, HintKind.CATCHWORDS]


@pytest.mark.parametrize(
    ("answer", "word", "quote"),
    [
        ("Die Kundenbewertungen helfen.", "Bewertung", "Kundenbewertungen"),
        ("Es gibt eine Follow-up-Mail.", "Mail", "Follow-up-Mail"),
        ("Der Online Shop ist schnell.", "Onlineshop", "Online Shop"),
        ("Der Online-Shop ist schnell.", "Onlineshop", "Online-Shop"),
        ("Die Versand- und Eingangsbestätigung kommt.", "Versandbestätigung", "Versand- und Eingangsbestätigung"),
        ("Sie schicken die Ware einfach zurück.", "zurückschicken", "schicken die Ware einfach zurück"),
        ("Man muss es zurück schicken.", "zurückschicken", "zurück schicken"),
        ("Kund*innen freuen sich.", "Kunde", "Kund*innen"),
        ("Die Rueckgabe ist frei.", "Rückgabe", "Rueckgabe"),
        ("Alle Touchpoints zählen.", "Touchpoint", "Touchpoints"),
        ("So kaufen viele gern erneut.", "erneut kaufen", "kaufen viele gern erneut"),
        ("Es geht auch ohne Konto.", "ohne Konto", "ohne Konto"),
        ("Das sind 33 %.", "33 Prozent", "33 %"),
    ],
)
def test_a_word_is_found_in_every_form(answer: str, word: str, quote: str) -> None:
    """Heads of compounds, hyphens, split verbs, phrases in any order: found, and quoted as it was written."""
    found = look(answer, word)
    assert found.row("m1").state is State.FOUND
    assert quoted(found) == [quote]


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        ("Die Bewerbung war gut.", "Werbung"),
        ("Sie verlangen den Preis.", "langen"),
        ("Gekauft wird vor dem Test.", "nach dem Kauf"),
        (
            "Sie kaufen ein und in fernen Ländern wird viel später manches ganz anders und erneut gesehen.",
            "erneut kaufen",
        ),
        ("Widerruf, Frist, Knopf, Vertrag", "Vertrag widerrufen"),
        ("Man muss nicht fragen, weil es vergleichbar ist.", "nicht vergleichbar"),
        ("Die Marge sinkt.", "Marke"),
    ],
)
def test_another_word_is_not_found(answer: str, word: str) -> None:
    """Bewerbung is no Werbung; words of a phrase that lie far apart, or in a list, are no phrase."""
    assert look(answer, word).row("m1").state is State.NOT_FOUND


@pytest.mark.parametrize(
    ("answer", "word", "doubt"),
    [
        ("Ein Retourenlabel liegt bei.", "Retoure", Doubt.PART),
        ("Der Nachkauf zählt.", "Kauf", Doubt.PART),
        ("Viele sind unzufrieden.", "zufrieden", Doubt.NEGATED),
        ("Es gibt eine Retuore.", "Retoure", Doubt.TYPO),
        ("Das lässt sich ohne Newsletter sagen.", "Newsletter", Doubt.NEGATED),
        ("Statt einer Umfrage kommt nichts.", "Umfrage", Doubt.NEGATED),
        ("Weder Umfrage noch Chat helfen.", "Chat", Doubt.NEGATED),
        ("Umfragen gibt es hier keine.", "Umfrage", Doubt.NEGATED),
        ("Der Shop kann Umfragen schicken, muss er aber nicht.", "Umfrage", Doubt.NEGATED),
        ("Sie sind nicht froh und kaufen nie erneut.", "erneut kaufen", Doubt.NEGATED),
    ],
)
def test_a_doubtful_word_is_unsure(answer: str, word: str, doubt: Doubt) -> None:
    """The beginning of a compound, an opposite, a slip and what is denied are shown, but not as found."""
    row = look(answer, word).row("m1")
    assert (row.state, row.quotes[0].doubt) == (State.UNSURE, doubt)


@pytest.mark.parametrize(
    "answer",
    [
        "Nicht nur die Retoure, sondern auch der Preis zählt.",
        "Keine Werbung, sondern die Retoure zählt.",
        "Kein Kauf geht ohne Retoure.",
        "Die Retoure darf nicht fehlen.",
        "Die Retoure ist kein Problem.",
        "Die Retoure verursacht keine Kosten.",
        "Werbung hilft nicht. Die Retoure schon.",
        "Nicht digitale Kontakte sind Messe und Retoure.",
    ],
)
def test_a_negation_of_something_else_is_no_doubt(answer: str) -> None:
    """'Nicht nur', two negations that cancel out, and those of another clause leave a hit as it is."""
    assert look(answer, "Retoure").row("m1").state is State.FOUND


def test_a_counter_word_that_is_part_of_the_hit_is_none() -> None:
    """'Bewertung nach dem Kauf' holds the counter word 'Kauf' itself."""
    assert look("Es folgt die Bewertung nach dem Kauf.", "Bewertung nach dem Kauf", counter=("Kauf",)).row("m1").named


def test_one_word_shows_one_thing() -> None:
    """Kundenbewertung matches 'Bewertung' too, and is one mention; what counts ends at the row's limit."""
    row = look("Kundenbewertung", "Bewertung", "Kundenbewertung", most=3).row("m1")
    assert (row.named, row.mentions) == (1, 1)
    row = look("Umfrage, Chat, Mail", "Umfrage", "Chat", "Mail", most=2).row("m1")
    assert (row.named, row.mentions) == (3, 2)


def test_the_same_word_twice_is_one_mention() -> None:
    """Repeating a word earns nothing."""
    assert look("Umfrage und Umfragen", "Umfrage", "Chat", most=2).row("m1").mentions == 1


@pytest.mark.parametrize(
    ("answer", "operator", "kinds"),
    [
        ("Die Retoure bindet, weil sie leicht ist.", "erläutern", [HintKind.FEWER]),
        ("Die Retoure bindet.", "begründen", [HintKind.REASON, HintKind.FEWER]),
        ("Eine leichte Retoure führt zu Vertrauen.", "beurteilen", [HintKind.FEWER]),
        ("Sie fragen nach, um die Umfrage zu verbessern.", "erläutern", [HintKind.FEWER]),
        ("Die Retoure bindet.", "beschreiben", [HintKind.FEWER]),
        ("Die Retoure ist leicht, also bindet sie.", "stellung_nehmen", [HintKind.FEWER]),
        ("Retoure: 4; Newsletter: 5; Umfrage: 6; Bewertung: 7", "ermitteln", [HintKind.MORE]),
        ("Retoure: 4; Newsletter: 5; Umfrage: 6; Bewertung: 7", "vergleichen", [HintKind.CATCHWORDS, HintKind.MORE]),
        ("Retoure, Newsletter, Umfrage", "nennen", []),
        ("Retoure, Newsletter, Umfrage, Bewertung", "nennen", [HintKind.MORE]),
        ("Retoure, Newsletter, Umfrage" + " und der Shop" * 30, "nennen", [HintKind.PROSE]),
        ("", "erläutern", []),
    ],
)
def test_hints_look_at_what_the_task_asks_for(answer: str, operator: str, kinds: list[HintKind]) -> None:
    """Reasons where they are asked for, catchwords where they are enough, and as many things as are asked for."""
    assert [hint.kind for hint in find_evidence(answer, [CONTACTS], operator).hints] == kinds


def test_a_hint_says_how_many_are_missing() -> None:
    """The text names the row and both numbers."""
    (hint,) = find_evidence("Die Umfrage.", [CONTACTS], "nennen").hints
    assert hint.text == "nennt Kontakte nach dem Kauf: 1 von 3 gefunden."


def test_english_answers_are_read_as_english() -> None:
    """Irregular verbs, plurals and "n't" of English are understood."""
    assert quoted(look("They bought it again after deliveries.", "buy", "delivery", language="en")) == [
        "bought",
        "deliveries",
    ]
    assert look("They don't trust the shop.", "trust", language="en").row("m1").state is State.UNSURE
    assert look("An overview of the letters.", "view", language="en").row("m1").state is State.NOT_FOUND


def test_without_a_dictionary_regular_forms_are_found_and_the_limits_stated() -> None:
    """The plain way works on its own and says that slips go unnoticed."""
    found = find_evidence("Retouren und Bewretung; sie schickt alles zurück.", ROWS, words=PLAIN)
    assert quoted(found) == ["Retouren"]
    assert "ohne Wörterbuch" in found.limits


def test_sentences_end_where_readers_see_it() -> None:
    """Full stops end sentences also before small letters; those of abbreviations and numbers do not."""
    text = "Es gibt z. B. am 3. Mai bzw. sonst eine Mail. dann nichts\n- Retoure\n2) Chat"
    assert [each.tokens[0].text for each in sentences(text)] == ["Es", "dann", "Retoure", "2"]


def test_a_full_line_goes_on_in_the_next_one() -> None:
    """A text that was wrapped at the right margin keeps its phrases; short lines are points of a list."""
    wrapped = "Ein passender Kontakt wäre aus der Sicht der Leute ein kleiner Code am\nHebeband."
    assert len(sentences(wrapped)) == 1
    assert len(sentences("Code\nHebeband\nMesse")) == 3
    assert len(sentences(wrapped.replace("\n", "\n\n"))) == len(sentences(wrapped.replace("\n", "\n- "))) == 2


def test_two_negations_cancel_out_only_around_without() -> None:
    """'Kein Kauf ohne Test' affirms the test, 'nicht gut und nie schnell' affirms nothing."""
    (one,) = sentences("kein Kauf ohne Test")
    assert negations(one.tokens) == [(), (0,), (0,), ()]
    (two,) = sentences("nicht gut und nie schnell")
    assert negations(two.tokens)[1] == (0, 3)


SNIPPETS = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        [
            "Retoure",
            "keine ",
            "Umfragen",
            ", ",
            ". ",
            "\n- ",
            "empfehlen ",
            "weiter",
            "Kund:innen",
            "-",
            "Versand- und ",
        ]
    ),
    st.sampled_from(
        ["<b>Newsletter</b>", "\u202eRetoure\u202c", "👩‍👩‍👧 Umfrage", "\x00", "u\u0308", "Bewretung ", "vor dem Kauf "]
    ),
)
TEXTS = st.lists(SNIPPETS, max_size=12).map("".join)


@given(TEXTS)
@settings(deadline=None, max_examples=60)
@example("\u0308\u0308Retoure:in_in/-in")
@example("ı̇İßﬁ Retoure")
def test_every_quote_stands_in_the_answer(answer: str) -> None:
    """Whatever is typed, a quote is the answer's own text at its place, and states agree with the quotes."""
    for words in (None, PLAIN):
        for row in find_evidence(answer, ROWS, "erläutern", words=words).rows:
            for quote in row.quotes:
                assert 0 <= quote.start < quote.end <= len(answer)
                assert answer[quote.start : quote.end] == quote.text
            sure = any(quote.doubt is None for quote in row.quotes)
            assert row.state is (State.FOUND if sure else State.UNSURE if row.quotes else State.NOT_FOUND)
            assert (row.named > 0) is sure
            assert 0 <= row.mentions <= row.possible <= row.row.max


@given(TEXTS, TEXTS)
@settings(deadline=None, max_examples=40)
def test_a_further_paragraph_takes_nothing_away(answer: str, more: str) -> None:
    """What was surely found stays found, whatever is written below it."""
    before, after = find_evidence(answer, ROWS), find_evidence(f"{answer}\n\n{more}", ROWS)
    for one, other in zip(before.rows, after.rows, strict=True):
        assert one.named <= other.named
        assert {q for q in one.quotes if q.doubt is None} <= set(other.quotes)


@pytest.mark.parametrize("answer", ["", " \n\t", "…", "👍"])
def test_an_empty_answer_shows_nothing(answer: str) -> None:
    """Where no word is, nothing is found and nothing hinted."""
    found = find_evidence(answer, ROWS, "erläutern")
    assert {each.state for each in found.rows} == {State.NOT_FOUND}
    assert found.hints == ()


@pytest.mark.parametrize(
    "piece", ["nicht Retoure ", "a:", ".", "\n", "zurück ", "Versand- ", "Bewretung", "andere Kunden Bewertung "]
)
def test_a_very_long_answer_is_read_to_its_end(piece: str) -> None:
    """Eight thousand characters of anything, and the sentence below them is still found."""
    answer = piece * (8_000 // len(piece)) + "\n\nSie sind zufrieden."
    assert find_evidence(answer, ROWS).row("w1").quotes[-1].end == len(answer) - 1
