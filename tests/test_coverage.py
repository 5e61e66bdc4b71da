"""The coverage report counts every exercise at each of its letters, and names what is missing."""

from __future__ import annotations

from argparse import Namespace
from decimal import Decimal
from pathlib import Path

import pytest
from rooms import collisions
from svg_boxes import texts

from exercises import exercise, file_of
from journeylab.cli.coverage import coverage as command
from journeylab.domain.exam_facts import CurriculumEntry
from journeylab.domain.exercise.bank import Entry
from journeylab.domain.exercise.operators import Operator
from journeylab.errors import UsageError
from journeylab.exam.coverage import Coverage, Tally, coverage
from journeylab.i18n import set_language
from journeylab.store.exam_facts import exam_facts
from journeylab.views.coverage_picture import coverage_page, coverage_picture, coverage_table, drawn
from journeylab.views.svg import WIDTH

CURRICULUM = [
    CurriculumEntry(id=letter, text=f"Etwas zu {letter}", source="§ 4", confidence="H")
    for letter in ("A7e", "A8c", "A8d")
]


@pytest.fixture
def small() -> Coverage:
    """Return three exercises: a choice on A7e, a free text on A7e and A8c, and a case without letters."""
    items = [
        exercise("choice", curriculum=["A7e"]),
        exercise("free_text", curriculum=["A7e", "A8c"]),
        exercise("block"),
    ]
    return coverage([Entry(item, "probe", "Probe", "de", "probe.yaml") for item in items], CURRICULUM)


def test_an_exercise_on_two_letters_counts_at_both(small: Coverage) -> None:
    """The free text of 6 points trains A7e and A8c; in the whole it is one of five, for the case has three parts."""
    assert small.tally("A7e") == Tally(2, Decimal(9))
    assert small.tally("A8c") == Tally(1, Decimal(6))
    assert small.tally() == Tally(5, Decimal(15))
    assert small.tally("A7e", kind="free_text", afb=2) == Tally(1, Decimal(6))
    assert small.tally(operator=Operator.CALCULATE).count == 2


def test_what_is_missing_is_named(small: Coverage) -> None:
    """A8d has nothing, A8c has one level only, and no exercise puts anything in order."""
    gaps = small.gaps()
    assert str(gaps[0]) == "A\u00a08\u00a0d) hat keine Aufgabe: Etwas zu A8d"
    assert {(gap.letter, gap.what) for gap in gaps if gap.letter} == {("A8d", "all"), ("A8c", "afb1"), ("A8c", "afb3")}
    assert {gap.what for gap in gaps if not gap.letter} >= {"ordering", "simulation", "übersetzen"}


def test_a_letter_without_free_text_is_a_gap() -> None:
    """The exam asks mostly for free text, so choice alone does not cover a letter."""
    found = coverage([Entry(exercise("choice", curriculum=["A8d"]), "probe", "Probe", "de", "x")], CURRICULUM)
    assert ("A8d", "free_text") in {(gap.letter, gap.what) for gap in found.gaps()}


@pytest.mark.parametrize("code", ["de", "en"])
def test_nothing_collides_with_all_letters(code: str, small: Coverage) -> None:
    """All letters of the real curriculum fit, whatever is missing."""
    set_language(code)
    sheet, height = drawn(Coverage(small.counted, exam_facts().curriculum), "Übersicht")
    assert collisions(sheet, WIDTH, height) == []


def test_a_gap_has_a_shape(small: Coverage) -> None:
    """Three diamonds: two levels of A8c, and A8d as a whole; where there is something stands its number."""
    svg = coverage_picture(small).svg
    assert svg.count("<polygon") == 3
    assert "A\u00a07\u00a0e)" in {each.words for each in texts(svg)}


def test_the_table_says_the_same(small: Coverage) -> None:
    """A row a letter; its last two cells are the exercises and points in all."""
    table = coverage_table(small)
    assert table.iloc[:, -2].tolist() == [2, 1, 0]
    assert table.iloc[:, -1].tolist() == [9, 6, 0]


def test_the_page_is_one_of_ours_and_holds_picture_and_table(small: Coverage) -> None:
    """A later run may replace it, nothing else."""
    page = coverage_page(small)
    assert 'content="journeylab ' in page
    assert page.count("<svg ") == page.count("<table>") == 1


def test_the_command_reads_files_and_writes_what_is_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of a file of one's own everything counts; pictures and pages are written by their ending."""
    own = tmp_path / "eigene.yaml"
    own.write_text(file_of("choice", "short"), encoding="utf-8")
    for name in ("bild.svg", "seite.html"):
        assert command(Namespace(sources=[own], language=None, out=tmp_path / name)) == 0
        assert (tmp_path / name).stat().st_size > 1000
    said = capsys.readouterr().out
    assert said.startswith(
        "2 Aufgaben (Teilaufgaben gezählt), 4 Punkte.\n25 Buchstaben des Rahmenplans haben keine Aufgabe."
    )
    with pytest.raises(UsageError):
        command(Namespace(sources=[own], language=None, out=tmp_path / "bild.gif"))
