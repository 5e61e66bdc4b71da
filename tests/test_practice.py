"""Lines in a notebook that open quizzes, progress and today's set."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from journeylab.domain.exercise.attempt import Attempt, Marker
from journeylab.errors import UsageError
from journeylab.practice import Progress, Quiz, Today, check_answer, exercise, exercises
from journeylab.store import progress as kept
from journeylab.store.exercises import practice_bank, read_bank
from journeylab.widgets.quiz import QuizView
from journeylab.widgets.quiz_choice import QuizChoice
from tests.exercises import file_of


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "eigene.yaml"
    path.write_text(file_of("one", "short", "block"), encoding="utf-8")
    return path


def test_right_wrong_and_empty_are_told_apart(file: Path) -> None:
    """As text, so that a notebook can compare it."""
    bank = read_bank([file])
    assert repr(check_answer("wort", "Touchpoint", bank=bank)) == "richtig: 1 von 1 Punkten"
    assert repr(check_answer("wort", "Kanal", bank=bank)).splitlines() == [
        "noch nicht richtig: 0 von 1 Punkten",
        "  - Der Kanal ist der Weg, nicht der Moment.",
    ]
    assert repr(check_answer("wort", None, bank=bank)) == "nicht bearbeitet: 0 von 1 Punkten"


def test_a_part_of_a_case_is_checked_by_its_own_id(file: Path) -> None:
    """Case and part with a point between."""
    assert check_answer("fall.a", "", bank=read_bank([file])).most == Decimal(2)
    with pytest.raises(UsageError):
        check_answer("fall.x", "", bank=read_bank([file]))


def test_an_unknown_id_names_the_nearest() -> None:
    """Or, where none is near, what shows all."""
    with pytest.raises(UsageError, match="ai-c-01"):
        exercise("ai-c-1")
    with pytest.raises(UsageError, match=r"exercises\(\)"):
        exercise("???")


def test_a_choice_that_nothing_fits_says_how_to_widen_it() -> None:
    """With the kinds that the topic has."""
    with pytest.raises(UsageError, match="free_text"):
        exercises("recht", "map")


def test_a_bank_shows_itself_as_a_table() -> None:
    """One line an exercise."""
    bank = exercises("recht", "choice")
    assert bank._repr_html_().count("<tr>") == len(bank) + 1


@pytest.mark.parametrize("what", ["ai-c-01", ["ai-c-01"], practice_bank()["ai-c-01"], practice_bank().entries[0]])
def test_a_quiz_is_made_of_whatever_names_exercises(what: Any) -> None:
    """An id, a list, an exercise, an entry."""
    quiz = Quiz(what)
    assert isinstance(quiz, QuizView) and len(quiz.state.items) == 1


def test_a_quiz_is_made_of_a_file_of_ones_own(file: Path) -> None:
    """Named as a text or a path; a case counts as its parts."""
    for named in (file, str(file)):
        quiz = Quiz(named)
        assert isinstance(quiz, QuizView) and len(quiz.state.works) == 5


def test_another_seed_draws_other_exercises() -> None:
    """The same seed the same ones."""
    drawn = [tuple(item.id for item in Quiz(topic="kennzahlen", count=3, seed=seed).state.items) for seed in (0, 0, 1)]
    assert drawn[0] == drawn[1] != drawn[2]


def test_what_is_no_exercise_is_refused() -> None:
    """With an example of what works."""
    with pytest.raises(UsageError, match="kennzahlen"):
        Quiz([3])  # type: ignore[list-item]


def test_without_anything_one_chooses_on_the_screen() -> None:
    """The text form lists the topics; the button begins with what was chosen."""
    choice = Quiz()
    assert isinstance(choice, QuizChoice) and 'Quiz(topic="' in repr(choice)
    choice.topic.value, choice.kind.value, choice.count.value = "recht", "ordering", 1
    choice.begin.click()
    (quiz,) = choice.room.children
    assert [type(item).__name__ for item in quiz.state.items] == ["Ordering"]


def test_answers_of_a_learner_are_kept_and_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A quiz writes into the folder from which progress reads; deleting asks first."""
    monkeypatch.chdir(tmp_path)
    quiz = Quiz("ai-c-01", learner="Flinker Fuchs 7")
    quiz.state.answer([1])
    quiz.state.check()
    panel = Progress("flinker-fuchs-7")
    assert "flinker-fuchs-7: 1 Versuch" in repr(panel) and "1 von" in repr(panel)
    assert "Die Stufe hinter der Maßnahme" in panel.told.value and "flinker-fuchs-7.csv" in panel.links.value
    panel.delete.click()
    assert len(panel.state.attempts) == 1
    panel.sure.click()
    assert panel.state.attempts == () and "Noch ist nichts geübt" in panel.told.value


def test_a_pseudonym_is_suggested_and_can_be_chosen(tmp_path: Path) -> None:
    """Another click, another suggestion."""
    panel = Progress(folder=tmp_path)
    first = panel.name.value
    panel.another.click()
    assert panel.name.value != first
    panel.take.click()
    assert repr(panel) == f"{panel.name.value}: 0 Versuche"


def test_own_points_are_labelled_in_the_progress(tmp_path: Path) -> None:
    """A topic with free texts says that some of its points are the learner's own."""
    keeper = kept.Progress(tmp_path, learner="fuchs")
    time = datetime(2026, 11, 2, 8, tzinfo=UTC)
    keeper.append(
        Attempt(
            time=time, learner="fuchs", item="ft-tp-03", kind="free_text", answer="x", points=Decimal(1),
            max_points=Decimal(5), points_by=Marker.SELF,
        )
    )  # fmt: skip
    assert "20 % (zum Teil Selbsteinschätzung)" in repr(Progress("fuchs", tmp_path)).replace("\xa0", " ")


def test_the_plan_of_today_follows_the_date(tmp_path: Path) -> None:
    """Another day of the exam, another message; a button begins with the set."""
    today = Today("2027-05-12", date(2027, 4, 1), learner="fuchs", folder=tmp_path)
    assert "Noch 41 Tage" in today.told.value
    today.exam.value = date(2027, 4, 3)
    assert "Noch 2 Tage" in today.told.value and "Noch 2 Tage" in repr(today)
    today.begin.click()
    (quiz,) = today.room.children
    assert [item.id for item in quiz.state.items] == [step.item.id for step in today.state.plan.steps]


def test_without_fsrs_the_line_to_type_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And nothing breaks."""
    monkeypatch.setitem(sys.modules, "fsrs", None)
    today = Today("2027-05-12", "2027-04-01", learner="fuchs", folder=tmp_path)
    assert "journeylab[repeat]" in today.problem.value and "journeylab[repeat]" in repr(today)
    assert today.begin.disabled


def test_a_day_that_is_none_is_refused() -> None:
    """With an example of how to write one."""
    with pytest.raises(UsageError, match="2027-05-12"):
        Today("12.05.2027", learner="fuchs")
