"""A quiz without a screen and its view: what is checked, said, kept and shown."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from journeylab.domain.exercise.attempt import Attempt, Marker
from journeylab.domain.scenario import Scenario
from journeylab.errors import DataError, UsageError
from journeylab.exam.answers import right_answer
from journeylab.exam.asking import shown_answer
from journeylab.exam.grade import State
from journeylab.exam.variants import draw
from journeylab.i18n import speaking
from journeylab.widgets.quiz import QuizView
from journeylab.widgets.quiz_state import QuizState
from journeylab.widgets.quiz_work import Stage
from tests.exercises import ITEMS, Shops, exercise

RULED = [name for name in ITEMS if name not in ("free_text", "block")]
# One wrong answer a kind, in the places shown under seed 0.
WRONG = {
    "choice": [4],
    "one": [1],
    "matching": [4, 4, 4],
    "ordering": None,
    "cloze": ["nichts", "Klicks"],
    "short": "Kanal",
    "numeric": "1 %",
    "map": ["suche"],
    "journey": ["kasse", "kauf"],
    "simulation": {"seed": 7, "figures": {"cr": "99"}, "verdict": "up"},
}


class Kept:
    """Keeps attempts in a list, or refuses."""

    def __init__(self, *, refuses: bool = False) -> None:
        self.attempts: list[Attempt] = []
        self.refuses = refuses

    def append(self, attempt: Attempt) -> None:
        """Keep it."""
        self.attempts.append(attempt)
        if self.refuses:
            raise DataError("No room.", "Make some.")


@pytest.fixture
def shops(tiny_scenario: Scenario) -> Shops:
    return Shops(tiny_scenario)


def quiz(shops: Shops, *names: str, **options: Any) -> QuizState:
    now = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
    return QuizState([exercise(name) for name in names], shops, now=lambda: now, **options)


def right(state: QuizState) -> Any:
    leaf = state.work.leaf
    return shown_answer(leaf, right_answer(leaf, state.shops))


@pytest.mark.parametrize("name", RULED)
def test_the_right_answer_earns_all_points(name: str, shops: Shops) -> None:
    """And says so in the text form."""
    state = quiz(shops, name)
    state.answer(right(state))
    state.check()
    grade = state.work.grade
    assert grade is not None and grade.state is State.RIGHT
    assert "richtig: " in repr(state) and "Lösung: " in repr(state)


@pytest.mark.parametrize("name", RULED)
def test_an_empty_answer_is_not_attempted(name: str, shops: Shops) -> None:
    """It is neither wrong nor kept."""
    kept = Kept()
    state = quiz(shops, name, learner="fuchs", recorder=kept)
    state.check()
    assert state.work.grade is not None and state.work.grade.state is State.NOT_ATTEMPTED
    assert kept.attempts == [] and "nicht bearbeitet" in repr(state)


@pytest.mark.parametrize("name", [name for name in RULED if WRONG[name] is not None])
def test_a_wrong_answer_is_told_and_kept(name: str, shops: Shops) -> None:
    """Without full points, with something to say, and as one attempt however often it is checked."""
    kept = Kept()
    state = quiz(shops, name, learner="fuchs", recorder=kept)
    state.answer(WRONG[name])
    state.check()
    state.check()
    assert state.work.points is not None and state.work.points < state.most
    (attempt,) = kept.attempts
    assert (attempt.item, attempt.points_by, attempt.learner) == (state.items[0].id, Marker.MACHINE, "fuchs")


def test_the_text_form_of_a_wrong_choice(shops: Shops) -> None:
    """Prompt, verb, options, answer and what there is to say, the same in every run."""
    state = quiz(shops, "one")
    state.answer([1])
    state.check()
    assert repr(state) == "\n".join(
        [
            "eine",
            "Wofür steht das erste A in AIDA?",
            "[angeben · 1 Punkt]",
            "( ) 1. Action",
            "( ) 2. Attention",
            "( ) 3. Arbeit",
            "Antwort: Action",
            "noch nicht richtig: 0 von 1 Punkten",
            "  - Action: Das ist das letzte A.",
        ]
    )


def test_the_text_form_speaks_english(shops: Shops) -> None:
    """What is not part of the exercise is translated."""
    with speaking("en"):
        assert "Task 1 of 2" in repr(quiz(shops, "one", "short")) and "Answer: –" in repr(quiz(shops, "one", "short"))


def test_changing_an_answer_takes_its_marks_away(shops: Shops) -> None:
    """They belonged to what stood there before."""
    state = quiz(shops, "short")
    state.answer("Kanal")
    state.check()
    state.answer("Touchpoint")
    assert state.work.stage is Stage.OPEN


def test_a_number_that_cannot_be_read_is_not_wrong(shops: Shops) -> None:
    """It is to be written again."""
    state = quiz(shops, "numeric")
    state.answer("viel")
    with pytest.raises(UsageError):
        state.expect_readable()


def test_a_solution_seen_first_is_kept_as_seen(shops: Shops) -> None:
    """What is answered afterwards carries the mark as well."""
    kept = Kept()
    state = quiz(shops, "short", learner="fuchs", recorder=kept)
    state.show_solution()
    state.answer("Touchpoint")
    state.check()
    assert [(each.answer, each.points, each.solution_seen) for each in kept.attempts] == [
        (None, None, True),
        ("Touchpoint", Decimal(1), True),
    ]


def test_an_error_while_saving_is_shown_and_the_quiz_goes_on(shops: Shops) -> None:
    """The answer is marked all the same."""
    state = quiz(shops, "short", "one", learner="fuchs", recorder=Kept(refuses=True))
    view = QuizView(state)
    state.answer("Touchpoint")
    view.check.click()
    assert "No room." in view.problem.value and "verdict-right" in view.told.value


def test_a_result_used_further_is_no_second_mistake(shops: Shops) -> None:
    """Part b of the case is marked with the learner's own wrong result of part a."""
    state = quiz(shops, "block")
    numbers = draw(exercise("block")).numbers
    state.answer("20 €")
    state.check()
    state.go(1)
    state.answer(f"{int(numbers['margin']) - 20} €")
    state.check()
    grade = state.work.grade
    assert grade is not None and grade.followed and grade.state is State.RIGHT


def test_other_numbers_empty_the_answer(shops: Shops) -> None:
    """The next seed draws another variant."""
    state = quiz(shops, "numeric")
    state.answer("1 %")
    before = state.work.leaf.numbers
    state.renew()
    assert state.work.shown is None and state.work.leaf.numbers != before


def test_only_what_was_not_right_comes_again(shops: Shops) -> None:
    """With new numbers and empty answers."""
    state = quiz(shops, "one", "short")
    state.answer(right(state))
    state.check()
    state.sum_up()
    assert repr(state).splitlines()[0] == "Ergebnis: 1 von 2 Punkten"
    state.repeat_weak()
    assert [item.id for item in state.items] == ["wort"] and not state.summing_up and state.seed == 1


ANSWER = "Eine Sendungsverfolgung entlastet den Service, weil Fragen ausbleiben."


def handed_in(shops: Shops, **options: Any) -> QuizState:
    state = quiz(shops, "free_text", **options)
    state.answer(ANSWER)
    state.check()
    return state


def test_a_free_text_is_locked_and_has_no_points(shops: Shops) -> None:
    """Evidence is shown; points come from people alone."""
    kept = Kept()
    state = handed_in(shops, learner="fuchs", recorder=kept)
    assert state.work.locked and state.work.points is None
    assert [each.points for each in kept.attempts] == [None]
    with pytest.raises(UsageError):
        state.answer("anders")


def test_points_of_ones_own_are_labelled(shops: Shops) -> None:
    """In the text form, in the summary, and in what is kept."""
    kept = Kept()
    state = handed_in(shops, learner="fuchs", recorder=kept)
    state.rate("m1", Decimal(1))
    state.rate("w1", Decimal(2))
    state.finish_rating("Nur eine Maßnahme.")
    assert "Selbsteinschätzung: 3 von 6 Punkten" in repr(state)
    state.sum_up()
    assert "(davon 3 nach Selbsteinschätzung)" in repr(state)
    assert (kept.attempts[-1].points_by, kept.attempts[-1].comment) == (Marker.SELF, "Nur eine Maßnahme.")


def test_a_difference_asks_for_a_reason(shops: Shops) -> None:
    """No points for what was found: the view names it and waits for a sentence, then shows the model answer."""
    state = handed_in(shops)
    view = QuizView(state)
    (box,) = view.room.children
    box.close_it.click()
    assert "Noch nicht eingeschätzte Zeilen: 2." in view.problem.value
    for chooser in box.lists.values():
        chooser.value = Decimal(0)
    assert "keine Punkte gegeben" in box.apart.value
    box.close_it.click()
    assert not state.work.rated and "begründen" in box.apart.value
    assert view.solved.value == ""
    box.reason.value = "Das steht so nicht da."
    box.close_it.click()
    assert state.work.rated and "Musterlösung" in view.solved.value


def test_handing_in_asks_before_it_locks(shops: Shops) -> None:
    """A click on "not yet" leaves the answer open."""
    state = quiz(shops, "free_text")
    view = QuizView(state)
    state.answer(ANSWER)
    view.check.click()
    assert not state.work.locked
    view.not_yet.click()
    view.sure.click()
    assert not state.work.locked
    view.check.click()
    view.sure.click()
    assert state.work.locked and "Sendungsverfolgung</mark> <mark" in view.room.children[0].children[0].value


def test_an_empty_free_text_is_not_handed_in(shops: Shops) -> None:
    """The view says that nothing is written, and asks nothing."""
    view = QuizView(quiz(shops, "free_text"))
    view.check.click()
    assert "Hier steht noch nichts." in view.problem.value and view.asking.layout.display == "none"


@pytest.mark.parametrize("name", [*ITEMS])
def test_the_view_shows_every_kind_and_its_solution(name: str, shops: Shops) -> None:
    """With title, field, buttons, and after a request the solution; a page without a kernel has the task as well."""
    view = QuizView(quiz(shops, name))
    bundle = view._repr_mimebundle_()
    assert "Punkt" in bundle["text/html"] and bundle["text/plain"] == repr(view.state)
    view.solution.click()
    if name == "free_text":
        view.sure.click()
    assert view.problem.value == '<div role="alert" class="jl-problem"></div>'
    assert "jl-solution" in view.solved.value


def test_html_in_an_answer_is_shown_and_not_run(shops: Shops) -> None:
    """Also where words are marked in it."""
    state = quiz(shops, "free_text")
    state.answer("<img src=x onerror=alert(1)> Sendungsverfolgung\u202e\x00 🚲" + "ü" * 100_000)
    state.check()
    view = QuizView(state)
    markup = view.room.children[0].children[0].value
    assert "<img" not in markup and "\x00" not in markup and "🚲" in markup
    assert "<img" not in state.picture._repr_html_()


def test_the_summary_lists_every_task(shops: Shops) -> None:
    """With what to repeat."""
    view = QuizView(quiz(shops, "one", "short"))
    view.end.click()
    assert view.heading.text == "Auswertung" and "Zum Wiederholen" in view.summary.value
    view.back.click()
    assert view.page.layout.display is None
