"""A bank as GIFT, read back by an independent reader."""

from __future__ import annotations

import re
import warnings
from functools import cache
from html import unescape
from io import StringIO
from typing import Any

import pytest
from golden_exports import kept, made, small_bank, tiny_shops
from hypothesis import given, settings
from hypothesis import strategies as st

from exercises import exercise
from journeylab.domain.exercise.bank import Bank, Entry
from journeylab.exam.export import gift as gift_module
from journeylab.exam.export.drawn import drawn
from journeylab.exam.export.gift import escaped, gift
from journeylab.exam.export.markup import block
from journeylab.exam.export.report import Exported, Way
from journeylab.i18n import speaking
from journeylab.store.exercises import practice_bank, shop

with warnings.catch_warnings():
    # The reader uses a function of Python that will go, and escapes that are none.
    warnings.simplefilter("ignore")
    from pygiftparser.parser import parseFile
    from pygiftparser.utils import transformSpecials

# The reader knows no numbers below zero, though Moodle does.
NEGATIVE = re.compile(r"^=(%[\d.]+%)?-\d", re.MULTILINE)


def read(export: Exported) -> dict[str, Any]:
    """Return the questions by their ids, which stand in a comment."""
    found = parseFile(StringIO(export.content.decode("utf-8")))
    ids = [re.search(r"\[id:(.*?)\]", each.full) for each in found]
    return {name[1]: each for name, each in zip(ids, found, strict=True) if name}


@cache
def whole() -> Exported:
    """Return the practice bank as GIFT."""
    with speaking("de"):
        return gift(practice_bank(), variants=1, shops=shop)


@cache
def small() -> dict[str, Any]:
    """Return the questions of the small bank."""
    with speaking("de"):
        return read(gift(small_bank(), variants=1, shops=tiny_shops()))


def test_the_small_bank_is_written_as_before() -> None:
    """What every kind looks like is kept in a file; ``python -m tools.golden`` writes it anew."""
    assert made("bank.gift.txt") == kept("bank.gift.txt")


def test_the_whole_bank_is_read_back() -> None:
    """Every question but those with numbers below zero is valid, and its prompt is the same."""
    found = read(whole())
    written = [line.id for line in whole().report.lines if line.way is not Way.LEFT_OUT]
    assert list(found) == written
    prompts = {one.id: one.item for each in drawn(practice_bank()) for one in (each, *each.parts)}
    for name, question in found.items():
        assert question.valid or NEGATIVE.search(question.full), name
        assert " ".join(block(prompts[name].prompt).split()) in transformSpecials(question.text.replace("\\\\", "\\"))


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("wahl", "MultipleChoicesSet"),
        ("eine", "SelectSet"),
        ("paare", "MatchingSet"),
        ("zahl", "NumericAnswerSet"),
        ("text", "Essay"),
        ("fall", "Description"),
        ("fall.b", "NumericAnswerSet"),
    ],
)
def test_each_kind_has_its_form(name: str, kind: str) -> None:
    """The reader takes it for what it is."""
    assert type(small()[name].answers).__name__ == kind


def test_shares_and_reasons_of_a_choice() -> None:
    """Hits share the marks, errors take away, and every wrong option says why."""
    answers = {each.answer: (each.fraction, each.feedback) for each in small()["wahl"].answers.answers}
    assert answers["Suchanzeige"] == (-33.33333, "Anzeigen wirken vor dem Kauf.")
    assert answers["Bestellbestätigung"] == (33.33333, "Sie folgt auf die Bestellung.")
    assert sum(share for share, _why in answers.values() if share > 0) == pytest.approx(100, abs=0.01)


def test_a_number_has_tolerance_and_wrong_paths() -> None:
    """The right one comes first; a forgotten "times 100" earns a third."""
    answers = [(each.value, each.tolerance, each.fraction) for each in small()["zahl"].answers.answers]
    assert answers == [(3.31, 0.005, 100), (30.20833333, 0.005, 0), (0.03310345, 0.005, 33.33333)]
    assert "3,31" in small()["zahl"].generalFeedback


def test_pairs_and_what_belongs_to_none() -> None:
    """A further right side has no left one; an arrow within a side is none of the notation's."""
    pairs = [(each.question.strip(), each.answer.strip()) for each in small()["paare"].answers.answers]
    assert pairs == [
        ("Suchanzeige", "vor dem Kauf"),
        ("Kasse", "Kauf"),
        ("Retoure", "nach dem Kauf"),
        ("", "in keiner Phase"),
    ]
    # The reader ends an answer at a brace, even behind a backslash, so this one is looked at as it was written.
    assert r"=a → b \= \{C\} -> x & y" in small()["zeichen-paare"].source
    assert r"=<strong>d</strong> &lt; e -> \~z \#1" in small()["zeichen-paare"].source


def test_short_answers_and_frequent_mistakes() -> None:
    """All accepted ones are right, a frequent mistake earns nothing and is told why."""
    answers = {each.answer: (each.fraction, each.feedback) for each in small()["wort"].answers.answers}
    assert answers["Kontaktpunkt"] == (100, "")
    assert answers["Kanal"] == (0, "Der Kanal ist der Weg, nicht der Moment.")


def test_signs_with_a_meaning_pass_unharmed() -> None:
    """Tildes, braces, equals signs, hashes and colons are read back as they were written."""
    question = small()["zeichen"]
    text = unescape(re.sub("<.*?>", "", transformSpecials(question.text)))
    assert text == "Käufe & Größen: 3 < 5 > 2, ]]>, {x = 1} ~ # \\\\ fett <script>"
    assert r"~%-50%\{\=falsch\} \~ \##weil 1 &lt; 2 &amp; &quot;so&quot; \= \{X\}" in question.source
    assert "~%50%a &lt; b &amp; c &gt; d" in question.source


def test_what_gift_cannot_carry_is_named() -> None:
    """Orders, gaps and work at a shop are left out; a rubric moves into the feedback."""
    report = gift(small_bank(), shops=tiny_shops()).report
    left_out = [line.id for line in report.lines if line.way is Way.LEFT_OUT]
    assert left_out == ["folge", "luecken", "karte", "weg", "lauf", "zeichen-luecken"]
    reasons = {line.id: line.reasons for line in report.lines}
    assert reasons["folge"] == (gift_module.NO_KIND,)
    assert reasons["text"] == (gift_module.NO_RUBRIC,)
    assert reasons["fall"] == (gift_module.CASE_IN_PIECES,)
    assert "GIFT kennt diese Aufgabenart nicht. (folge, luecken," in str(report)


@settings(deadline=None, max_examples=80)
@given(st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z"), exclude_characters="\\"), min_size=1))
def test_any_text_is_read_back(text: str) -> None:
    """Escaped and read again, a prompt is what it was."""
    item = exercise("one", prompt=f"Frage: {text}")
    export = gift(Bank((Entry(item, "probe", "Probe", "de", "probe.yaml"),)))
    ((_name, question),) = read(export).items()
    assert transformSpecials(question.text) == " ".join(block(item.prompt).split())


def test_a_question_is_a_block_without_empty_lines() -> None:
    """GIFT would take an empty line for the end of a question."""
    assert escaped("eins\n\nzwei") == "eins zwei"
    blocks = whole().content.decode().strip().split("\n\n")
    told = [line for line in whole().report.lines if line.way is not Way.LEFT_OUT]
    assert sum("::[html]" in each for each in blocks) == len(told)
