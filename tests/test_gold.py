"""How well evidence and people's marks agree: counted right, written down, and not made prettier than it is."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from pydantic import ValidationError

from journeylab.domain.exercise.gold import GoldAnswer, GoldQuestion, GoldSet
from journeylab.domain.exercise.rubric import RubricRow
from journeylab.exam.gold import Agreement, agreement, compare
from journeylab.i18n import set_language
from journeylab.store.checking import check_file
from journeylab.store.finding import FileError
from journeylab.store.gold import gold_set
from tools.gold import PAGES, compared, marked, page

SMALL = """\
format: journeylab/gold
version: 1
marked_by: {de: wir, en: us}
questions:
  - id: mail
    prompt: Nennen Sie zwei Kontakte.
    operator: nennen
    points: 3
    held_out: false
    rubric:
      - {id: k, points: 1, expects: nennt Kontakte, words: [Retoure, Newsletter], max: 2}
      - {id: g, points: 1, expects: nennt einen Grund, words: [Vertrauen]}
    answers:
      - {text: "Retoure, Newsletter, Vertrauen", marks: {k: 2, g: 1}}
      - {text: "Rücksendung, kein Vertrauen", marks: {k: 0.5}}
      - {text: "Retoure", note: "falsche Phase"}
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Return a file with three answers that can be counted by hand."""
    path = tmp_path / "gold.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return path


def test_agreement_is_counted_by_row_and_answer(small: Path) -> None:
    """Six rows: two found with points and one without, one unsure without, one missed, one rightly not found."""
    found = agreement(compare(gold_set(small).questions))
    assert found == Agreement(
        found_earned=2, found_unearned=1, unsure_earned=0, unsure_unearned=1, missed=1, absent=1, same_count=4
    )
    assert (found.rows, found.earned) == (6, 3)
    assert (found.precision, found.recall, found.recall_with_unsure) == (2 / 3, 2 / 3, 2 / 3)


def test_where_nothing_was_compared_there_is_no_share() -> None:
    """No division by nothing: precision and recall are unknown."""
    empty = agreement(())
    assert (empty.rows, empty.precision, empty.recall, empty.recall_with_unsure) == (0, None, None, None)


def test_a_row_without_a_mark_earned_nothing(small: Path) -> None:
    """The third answer names no marks: people gave none."""
    third = gold_set(small).questions[0].answers[2]
    assert (third.points, third.marks) == (0, {})


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        ("marks: {k: 2, g: 1}", "marks: {k: 2, x: 1}", 14, "'x' is not known here."),
        ("marks: {k: 0.5}", "marks: {g: 1.5}", 15, "1.5 points are more than the row 'g' can earn: 1."),
        ("    points: 3", "    points: 4", 8, "The rows offer 3 points, the question is worth 4."),
        ("    points: 3", "    points: 2", 14, "The marks add up to 3 points, the question is worth 2."),
        ("{id: g,", "{id: k,", 12, "The id 'k' is used 2 times in 'rubric'."),
        ("operator: nennen", "operator: nenne", 7, "'nenne' is not known here."),
        ("k: 0.5", "k: 0.3", 15, "Points come in halves, such as 2 or 2.5."),
    ],
)
def test_a_mark_that_cannot_be_given_is_named_with_its_line(
    small: Path, old: str, new: str, line: int, problem: str
) -> None:
    """Marks belong to rows and fit into what rows and question are worth; the line says where not."""
    set_language("en")
    assert old in SMALL
    small.write_text(SMALL.replace(old, new), encoding="utf-8")
    assert (line, problem) in [(each.line, each.problem) for each in check_file(small)]
    with pytest.raises(FileError):
        gold_set(small)


def test_two_questions_have_two_ids(small: Path) -> None:
    """Figures are told apart by the ids of questions."""
    question = gold_set(small).questions[0]
    with pytest.raises(ValidationError) as caught:
        GoldSet.model_validate(
            {"marked_by": "wir", "questions": [question.model_dump(), {**question.model_dump(), "id": "Mail"}]}
        )
    assert caught.value.errors()[0]["loc"] == ("questions", 1, "id")
    with pytest.raises(Exception, match="mail"):
        GoldSet(marked_by="wir", questions=(question, question))


def test_parts_are_told_apart() -> None:
    """What is held out is in one part, all else in the other."""
    parts = {held_out: marked().part(held_out=held_out) for held_out in (True, False)}
    assert {each.held_out for each in parts[True]} == {True}
    assert sorted(each.id for part in parts.values() for each in part) == sorted(q.id for q in marked().questions)


@pytest.mark.parametrize("lang", PAGES)
def test_the_committed_figures_are_reproduced(lang: str) -> None:
    """Whoever changes the search or the set runs ``python -m tools.gold`` and commits the figures, better or worse."""
    assert PAGES[lang].read_text(encoding="utf-8") == page(lang)


@pytest.mark.parametrize("lang", PAGES)
def test_nothing_held_out_is_shown(lang: str) -> None:
    """The page names no question that must not be looked at."""
    text = PAGES[lang].read_text(encoding="utf-8")
    assert not [question.id for question in marked().part(held_out=True) if f"`{question.id}`" in text]


@pytest.mark.parametrize("lang", PAGES)
def test_the_page_says_what_it_is_not(lang: str) -> None:
    """The machine awards no points, and no examiner marked the set."""
    text = " ".join(PAGES[lang].read_text(encoding="utf-8").split())
    for said in {"de": ("vergibt nie Punkte", "keine Prüfer"), "en": ("never awards points", "no examiners")}[lang]:
        assert said in text


def test_the_dictionary_finds_no_less_than_the_plain_way() -> None:
    """On the questions that may be looked at, the dictionary is worth its megabytes."""
    with_it, without = (agreement(compared(held_out=False, plain=plain)) for plain in (False, True))
    assert with_it.found_earned > without.found_earned


def test_half_points_are_no_whole_mention() -> None:
    """People gave half a point for what was found once: found agrees, the number does not."""
    row = RubricRow(id="k", points=1, expects="nennt einen Kontakt", words=("Retoure",))
    answer = GoldAnswer(text="Retoure", marks={"k": Decimal("0.5")})
    question = GoldQuestion(
        id="q",
        prompt="Nennen Sie einen.",
        operator="nennen",
        points=1,
        held_out=False,
        rubric=(row,),
        answers=(answer,),
    )
    (only,) = compare([question])
    assert (only.earned, only.same_count, only.row.id) == (True, False, "k")
