"""A trainer marks a class: row by row, by keys, with undo, and nothing is lost."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from exams import exam, file_of, right, submission
from hypothesis import given, settings
from hypothesis import strategies as st

from journeylab.domain.exercise.attempt import Marker
from journeylab.domain.exercise.exam_results import ExamResults
from journeylab.errors import DataError, UsageError
from journeylab.exam.collecting import collect
from journeylab.widgets.marking import MarkingView
from journeylab.widgets.marking_state import MarkingState

KEY = exam(("choice", "free_text", "short"))
TEXTS = {
    "adler": "Eine Sendungsverfolgung entlastet den Service.",
    "biber": "Der Newsletter wird öfter verschickt.",
    "dachs": "Die Sendungsverfolgung entlastet den Service sehr.",
    "elch": "",
}


def results() -> ExamResults:
    files = {
        f"{name}.json": file_of(submission(KEY, name, {"text": text, "wahl": right(KEY, "wahl"), "wort": "Berührung"}))
        for name, text in TEXTS.items()
    }
    return collect(files, KEY, {}).results


RESULTS = results()


def marking(**options: Any) -> tuple[MarkingState, list[ExamResults]]:
    kept: list[ExamResults] = []
    return MarkingState(RESULTS, kept.append, **options), kept


def test_only_what_people_have_to_judge_is_shown() -> None:
    """One question of sentences, with those who wrote something; everything else is marked already."""
    state, _kept = marking()
    assert state.questions == ["text"]
    assert sorted(state.order) == ["adler", "biber", "dachs"]


def test_like_answers_stand_beside_each_other() -> None:
    """The two on parcel tracking follow each other."""
    state, _kept = marking()
    places = [state.order.index(name) for name in ("adler", "dachs")]
    assert abs(places[0] - places[1]) == 1


def test_digits_give_points_row_by_row() -> None:
    """A digit gives points and goes to the next row; with the last row the answer has its sum."""
    state, kept = marking()
    state.press("1")
    assert (state.row, state.answer.points) == (1, None)
    state.press("2")
    assert (state.answer.points, state.answer.by) == (3, Marker.TRAINER)
    assert state.progress == "1 von 3 bewertet"
    assert kept[-1] == state.results


def test_halves_are_given_by_plus_and_minus() -> None:
    """Half a point more or less, within the points of the row."""
    state, _kept = marking()
    for key in "+++++++":
        state.press(key)
    assert state.answer.rows["m1"] == 2
    state.press("-")
    assert state.answer.rows["m1"] == Decimal("1.5")


@pytest.mark.parametrize("points", [Decimal(3), Decimal(-1), Decimal("0.3")])
def test_points_that_do_not_fit_are_refused(points: Decimal) -> None:
    """A row of two points takes 0 to 2, in halves; nothing changes otherwise."""
    state, kept = marking()
    with pytest.raises(UsageError, match="passen nicht"):
        state.give(points)
    assert kept == []


def test_enter_goes_to_the_next_answer() -> None:
    """Arrows and Enter walk through answers and rows and stop at the ends."""
    state, _kept = marking()
    for key in ("Enter", "ArrowRight", "Enter", "Enter"):
        state.press(key)
    assert (state.at, state.row) == (2, 0)
    state.press("ArrowDown")
    state.press("ArrowDown")
    state.press("ArrowLeft")
    assert (state.at, state.row) == (1, 0)
    state.press("F5")
    assert (state.at, state.row) == (1, 0)


def test_undo_goes_back_to_where_the_change_was_made() -> None:
    """Points are taken back one by one, at their own place, and that is kept as well."""
    state, kept = marking()
    state.press("1")
    state.press("Enter")
    state.press("2")
    state.press("u")
    assert (state.at, state.row, state.answer.rows) == (1, 0, {})
    state.press("u")
    assert (state.at, state.row) == (0, 0)
    assert kept[-1] == RESULTS
    with pytest.raises(UsageError, match="nichts rückgängig"):
        state.press("u")


@given(st.lists(st.sampled_from(["0", "1", "2", "+", "-", "Enter", "ArrowUp", "ArrowDown", "Delete", "k", "p"])))
@settings(deadline=None, max_examples=30)
def test_undo_leads_back_to_the_beginning(keys: list[str]) -> None:
    """However many keys were pressed: as many steps back, and everything is as it was."""
    state, _kept = marking()
    for key in keys:
        state.press(key)
    with pytest.raises(UsageError):
        for _step in range(len(keys) + 1):
            state.undo()
    assert state.results == RESULTS


def test_comments_are_used_again() -> None:
    """What was kept once can be added to any answer, and not twice."""
    state, _kept = marking()
    state.comment("Die Wirkung fehlt.")
    state.press("k")
    state.move(1)
    state.comment("Gut.")
    state.use_comment(0)
    state.use_comment(0)
    assert state.answer.comment == "Gut. Die Wirkung fehlt."
    assert state.results.comments == ("Die Wirkung fehlt.",)


def test_pseudonyms_can_be_hidden() -> None:
    """Then the answer has a number only."""
    view = MarkingView(marking()[0])
    learner = view.state.learner
    assert f"Antwort 1 von 3 ({learner}), Zeile 1 von 2" in view.told.value
    view._pressed("p")
    assert learner not in view.told.value


def test_evidence_gives_no_points() -> None:
    """Words of the rubric are found in an answer, and it still has no points."""
    state, _kept = marking()
    state.at = state.order.index("adler")
    assert state.evidence is not None
    assert state.evidence.row("m1").state == "found"
    assert state.answer.points is None


def test_a_trainer_can_decide_against_the_rule() -> None:
    """Where the rule was too strict, points for the whole task replace its own, which stay known."""
    state, _kept = marking(everything=True)
    state.choose(state.questions.index("wort"))
    assert (state.answer.points, state.answer.by) == (0, Marker.MACHINE)
    state.press("1")
    assert (state.answer.points, state.answer.by, state.answer.machine) == (1, Marker.TRAINER, 0)
    state.press("Delete")
    assert (state.answer.points, state.answer.by) == (0, Marker.MACHINE)


def test_what_nobody_answered_is_not_shown() -> None:
    """A question that all have left out has nothing to read, also where everything is asked for."""
    found = collect({"a.json": file_of(submission(KEY, "a", {"wahl": [1]}))}, KEY, {}).results
    assert MarkingState(found, everything=True).questions == ["wahl"]


def test_nothing_to_mark_is_said() -> None:
    """An exam without sentences needs no marking by people."""
    key = exam(("choice",))
    found = collect({"a.json": file_of(submission(key, "a", {"wahl": [1]}))}, key, {}).results
    with pytest.raises(UsageError, match="nichts zu bewerten"):
        MarkingState(found)


def test_the_view_shows_what_the_state_knows() -> None:
    """Progress, the answer with its marked words, rubric with points; the text form says how far one is."""
    state, _kept = marking()
    view = MarkingView(state)
    view._pressed("2")
    assert "2 von 2 (2 × 1)" in view.rubric.value
    assert "Zeile 2 von 2" in view.told.value
    state.at = state.order.index("adler")
    view._show()
    assert '<mark class="now">entlastet</mark>' in view.given.value
    assert repr(view) == "Bewertung: Probe\nAufgabe 2: 0 von 3 bewertet"


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "\x00\x1b[31m", "\u202eabc", "😀", "\ud83d", "x" * 100_000]
)
def test_any_answer_can_be_shown(text: str) -> None:
    """HTML stays text, control characters and half a surrogate pair become a sign, long texts stay whole."""
    found = collect({"a.json": file_of(submission(KEY, "a", {"text": text}))}, KEY, {}).results
    shown = MarkingView(MarkingState(found)).given.value
    assert "<script" not in shown and "\x00" not in shown
    shown.encode("utf-8")


def test_what_cannot_be_saved_stays_in_memory() -> None:
    """A full disk is said beside the answer, and the points are there when it can be saved again."""
    full, kept = [True], list[ExamResults]()

    def save(changed: ExamResults) -> None:
        if full[0]:
            raise DataError("Der Datenträger ist voll.", "Schaffen Sie Platz.")
        kept.append(changed)

    view = MarkingView(MarkingState(RESULTS, save))
    view.guarded(view._pressed)("1")
    assert "Der Datenträger ist voll." in view.problem.value
    assert view.state.answer.rows == {"m1": 1}
    full[0] = False
    view.guarded(view._pressed)("1")
    assert kept[-1].answer(view.state.learner, "text").points == 2
