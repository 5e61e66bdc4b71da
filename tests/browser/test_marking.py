"""Marking in a real browser: three answers with two rows each, by keys alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from exams import exam, file_of, submission

from journeylab.domain.exercise.exam_results import ExamResults
from journeylab.exam.collecting import collect
from journeylab.store.release_folder import TASKS, as_json, read_record, write_record
from tools.lab import Room

pytestmark = pytest.mark.browser
KEY = exam(("one", "free_text"))
TEXTS = {
    "adler": "Eine Sendungsverfolgung entlastet den Service,\nweil weniger Rückfragen kommen.",
    "biber": "Der Newsletter wird öfter verschickt. <b>Das hilft.</b>",
    "dachs": "Die Sendungsverfolgung entlastet den Service sehr.",
}
CELLS = ["from journeylab.practice import Marking\nMarking()"]
ROOM = ["from journeylab.practice import ExamRoom\nExamRoom()"]


@pytest.fixture
def results(room: Room) -> Path:
    """Lay the answers of three learners into the room."""
    files = {f"{name}.json": file_of(submission(KEY, name, {"text": text})) for name, text in TEXTS.items()}
    write_record(room.folder / "ergebnisse.json", collect(files, KEY, {}).results)
    return room.folder / "ergebnisse.json"


def test_a_class_is_marked_by_keys_alone(
    run: Callable[..., Any], violations: Callable[..., Any], results: Path
) -> None:
    """Digits, Enter, a comment and undo, in the dark: every step is saved, and no rule of WCAG A or AA is broken."""
    from playwright.sync_api import expect

    page = run(CELLS, theme="dark")
    told = page.locator(".jl-marking .jl-told")
    expect(told).to_contain_text("0 von 3 bewertet")
    keyboard = page.get_by_role("application", name="Hier mit Tasten bewerten")
    keyboard.focus()
    for first, second, done in (("1", "2", 1), ("0", "0", 2), ("2", "4", 3)):
        page.keyboard.press(first)
        expect(told).to_contain_text("Zeile 2 von 2")
        page.keyboard.press(second)
        expect(told).to_contain_text(f"{done} von 3 bewertet")
        page.keyboard.press("Enter")
    page.keyboard.press("c")
    expect(page.get_by_label("Kommentar", exact=True)).to_be_focused()
    page.keyboard.type("Die Wirkung fehlt.")
    page.keyboard.press("Escape")
    expect(keyboard).to_be_focused()
    page.keyboard.press("k")
    expect(page.get_by_label("Oft gebraucht").locator("option")).to_have_count(2)
    page.keyboard.press("p")
    expect(told).to_contain_text("Antwort 3 von 3, ")
    page.keyboard.press("ArrowLeft")
    expect(told).to_contain_text("Antwort 2 von 3, ")
    assert violations(page, ".jl-widget") == []
    assert page.locator(".jl-marking").evaluate("(e) => e.scrollWidth <= e.clientWidth")

    read = read_record(results, ExamResults, "")
    given = [read.answer(name, "text") for name in TEXTS]
    assert sorted(each.points for each in given if each.points is not None) == [0, 3, 6]
    assert [each.comment for each in given if each.comment] == ["Die Wirkung fehlt."]
    page.keyboard.press("u")
    page.keyboard.press("u")
    page.keyboard.press("u")
    expect(told).to_contain_text("2 von 3 bewertet")
    outside = [url for url in page.asked if not url.startswith(("http://127.0.0.1", "data:", "blob:"))]
    assert not outside


def test_an_exam_is_written_by_keys_alone(run: Callable[..., Any], violations: Callable[..., Any], room: Room) -> None:
    """Pseudonym, answers and handing in need no mouse; the code stands large on the page, and the file lies there."""
    from playwright.sync_api import expect

    (room.folder / TASKS).write_bytes(as_json(KEY.paper))
    page = run(ROOM)
    name = page.get_by_label("Pseudonym")
    name.fill("Kluger Fuchs 7")
    page.get_by_role("button", name="Start", exact=True).press("Enter")
    expect(page.get_by_role("heading", name="Aufgabe 1 von 2")).to_be_visible()
    page.get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Weiter").press("Enter")
    field = page.get_by_label("Ihre Antwort")
    field.focus()
    page.keyboard.type("Eine Statusmeldung.")
    expect(page.get_by_role("button", name="2 ✓")).to_be_visible()
    assert violations(page, ".jl-widget") == []
    page.get_by_role("button", name="Abgeben", exact=True).press("Enter")
    page.get_by_role("button", name="Ja, abgeben").press("Enter")
    code = page.locator(".jl-code")
    expect(code).to_be_visible()
    assert len(code.inner_text()) == 19
    assert violations(page, ".jl-widget") == []
    assert (room.folder / "abgabe-kluger-fuchs-7.json").exists()
