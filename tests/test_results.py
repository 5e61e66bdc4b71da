"""Results of an exam: marks only where everything is marked, tables in which nothing runs, advice on tasks."""

from __future__ import annotations

import csv
from decimal import Decimal
from fractions import Fraction
from io import BytesIO, StringIO
from typing import Any

import pytest
from exams import exam, file_of, right, shown, submission
from hypothesis import given, settings
from hypothesis import strategies as st

from journeylab.domain.exercise.attempt import Marker
from journeylab.domain.exercise.exam_results import ExamResults
from journeylab.errors import MissingExtraError
from journeylab.exam.collecting import collect
from journeylab.exam.marking import leaves, with_row
from journeylab.exam.results import Sheet, answers_sheet, item_reports, items_sheet, points_sheet, standing
from journeylab.i18n import speaking
from journeylab.store.results_files import Table, as_csv, as_xlsx, harmless
from journeylab.views.results_page import results_page

KEY = exam(("one", "choice", "free_text"))


def collected(answers: dict[str, dict[str, Any]]) -> ExamResults:
    return collect(
        {f"{name}.json": file_of(submission(KEY, name, each)) for name, each in answers.items()}, KEY, {}
    ).results


def with_text(results: ExamResults, learner: str, *points: str) -> ExamResults:
    item, answer = leaves(KEY)["text"].item, results.answer(learner, "text")
    for row, each in zip(("m1", "w1"), points, strict=True):
        answer = with_row(item, answer, row, Decimal(each))
    return results.with_answer(learner, answer)


FULL = {"eine": right(KEY, "eine"), "wahl": right(KEY, "wahl"), "text": "Eine Statusmeldung."}


def test_no_mark_as_long_as_something_is_open() -> None:
    """Four of ten points by rule are no mark while sentences wait for the trainer."""
    results = collected({"fuchs": FULL})
    reached = standing(results.learners[0])
    assert (reached.total, reached.most, reached.open, reached.mark) == (4, 10, 1, None)


def test_the_mark_follows_unrounded_points() -> None:
    """9 of 10 points are 90 of 100, "good"; 91.5 are not rounded up to "very good"."""
    done = standing(with_text(collected({"fuchs": FULL}), "fuchs", "1", "4").learners[0])
    assert (done.total, str(done.mark)) == (9, "gut (2)")
    almost = standing(with_text(collected({"fuchs": FULL}), "fuchs", "1.5", "4").learners[0])
    assert (almost.share, str(almost.mark)) == (Fraction(95, 100), "sehr gut (1)")


def test_self_assessed_points_are_never_a_mark() -> None:
    """Points that learners gave themselves are labelled, and no mark stands beside them."""
    results = with_text(collected({"fuchs": FULL}), "fuchs", "2", "4")
    own = results.answer("fuchs", "text").model_copy(update={"by": Marker.SELF})
    results = results.with_answer("fuchs", own)
    assert standing(results.learners[0]).mark is None
    assert "keine Note: Punkte aus Selbsteinschätzung" in points_sheet(results).rows[0]
    assert answers_sheet(results).rows[2][5] == "selbst eingeschätzt"


def test_a_row_for_each_learner() -> None:
    """Points of each question, sum, share and mark stand in one line."""
    results = with_text(collected({"fuchs": FULL, "leer": {}}), "fuchs", "2", "4")
    sheet = points_sheet(results)
    assert sheet.headings[2:5] == ("1 (1)", "2 (3)", "3 (6)")
    assert sheet.rows[0] == ("fuchs", "nicht notiert", 1, 3, 6, 10, 10, 1, "sehr gut (1)", 0)
    assert sheet.rows[1] == ("leer", "nicht notiert", 0, 0, 0, 0, 10, 0, "ungenügend (6)", 0)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1+1", "\u200b=1", "\n=1", "＝1+1"])
def test_no_text_becomes_a_formula(text: str) -> None:
    """What begins like a formula stands behind an apostrophe, also behind spaces and signs nobody sees."""
    assert harmless(text) == "'" + text


def table(text: str) -> Table:
    return "Antworten", ("Text", "Punkte"), [(text, Decimal("2.5")), (None, Fraction(1, 3))]


def test_a_csv_opens_in_a_german_excel() -> None:
    """Semicolons, a mark for UTF-8, decimals with a comma."""
    assert as_csv(table("Café; „gut“")).decode("utf-8").startswith("\ufeffText;Punkte\r\n")
    rows = list(csv.reader(StringIO(as_csv(table("Café; „gut“")).decode("utf-8-sig")), delimiter=";"))
    assert rows[1:] == [["Café; „gut“", "2,5"], ["", "33,3 %"]]
    with speaking("en"):
        assert b"2.5" in as_csv(table(""))


@given(st.text(st.characters(codec=None), max_size=40))
@settings(deadline=None, max_examples=25)
def test_no_cell_of_a_workbook_is_a_formula(text: str) -> None:
    """Whatever learners write, it can be saved, and it is text in the cell, never a formula."""
    from openpyxl import load_workbook

    cell = load_workbook(BytesIO(as_xlsx([table(text)])))["Antworten"]["A2"]
    assert cell.data_type in ("s", "inlineStr", "n")
    assert not str(cell.value or "").lstrip().startswith(("=", "+", "-", "@"))


def test_numbers_stay_numbers_in_a_workbook() -> None:
    """Points can be added up there, and a share is shown in per cent."""
    from openpyxl import load_workbook

    sheet = load_workbook(BytesIO(as_xlsx([table("a" * 100_000)])))["Antworten"]
    assert (sheet["B2"].value, sheet["B3"].number_format) == (2.5, "0.0%")
    assert "gekürzt" in sheet["A2"].value and len(sheet["A2"].value) < 32_767


def test_without_openpyxl_the_line_to_type_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """The CSV files need nothing."""
    import sys

    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(MissingExtraError, match=r"journeylab\[files\]"):
        as_xlsx([table("")])


def class_of(count: int) -> ExamResults:
    """Return a class in which the strong half falls for the second wrong option of the first question."""
    answers = {}
    for i in range(count):
        strong = i % 2
        answers[f"l{i}"] = {
            "eine": shown(KEY, "eine", [2 if strong else 1]),
            "wahl": right(KEY, "wahl") if strong else shown(KEY, "wahl", [2]),
        }
    return collected(answers)


def test_a_misleading_task_is_found() -> None:
    """Strong learners choose "Action" more often than weak ones: the advice is to check the key."""
    results = class_of(12)
    report = item_reports(results)[0]
    assert (report.item, report.learners) == ("1", 12)
    assert report.discrimination is not None and report.discrimination < 0
    assert report.options[1].option == "Action" and report.options[1].attracts_strong
    assert "Prüfen Sie zuerst" in report.change
    assert "Arbeit" in report.change
    sheet = items_sheet(results)
    assert [row[0] for row in sheet.rows] == ["1", "2", "3"]


def test_the_page_shows_results_and_runs_nothing() -> None:
    """Marks, advice and options stand on one page; a pseudonym or an option is text on it."""
    page = results_page(with_text(collected({"fuchs": FULL}), "fuchs", "2", "4"))
    assert "sehr gut (1)" in page and "Wie gut die Aufgaben waren" in page
    assert "<script" not in page


def test_answers_are_readable() -> None:
    """Numbers of options are written as their words; who gave the points is named."""
    sheet: Sheet = answers_sheet(collected({"fuchs": FULL}))
    assert [row[2] for row in sheet.rows] == [
        "Attention",
        "Bestellbestätigung\nRetoure\nDankeskarte",
        "Eine Statusmeldung.",
    ]
    assert [row[5] for row in sheet.rows] == ["vom Programm bewertet", "vom Programm bewertet", ""]
