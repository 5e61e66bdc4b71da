"""Answers earn what the rule of their kind says, and the feedback explains."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from exercises import ITEMS, Shops, exercise
from journeylab.domain.scenario import Scenario
from journeylab.errors import UsageError
from journeylab.exam.answers import answer_text, right_answer
from journeylab.exam.grade import Grade, State
from journeylab.exam.grading import grade
from journeylab.exam.variants import draw
from journeylab.i18n import set_language


@pytest.fixture
def shops(tiny_scenario: Scenario) -> Shops:
    """Return what finds the tiny shop."""
    return Shops(tiny_scenario)


def graded(name: str, answer: Any, shops: Shops | None = None, **changed: Any) -> Grade:
    return grade(draw(exercise(name, **changed)), answer, shops)


@pytest.mark.parametrize("name", ITEMS)
def test_the_solution_earns_everything_and_nothing_earns_nothing(name: str, shops: Shops) -> None:
    """The right answer of every kind earns full marks, or waits for people; an empty one is not attempted."""
    variant = draw(exercise(name))
    full, nothing = grade(variant, right_answer(variant, shops), shops), grade(variant, None, shops)
    assert full.points == (None if name in ("free_text", "block") else variant.item.points)
    assert not nothing.points
    assert name == "block" or nothing.state is State.NOT_ATTEMPTED


@pytest.mark.parametrize(
    ("name", "answer", "points"),
    [
        ("choice", [1, 3], 2),
        ("choice", [1, 3, 5, 2], 2),
        ("choice", [2, 4, 6], 0),
        ("one", [1], 1),
        ("one", [2], 0),
        ("matching", [1, 2, 4], 2),
        ("matching", [0, 0, 3], 1),
        ("ordering", [2, 3, 4, 5, 1], 3),
        ("ordering", [5, 4, 3, 2, 1], 0),
        ("cloze", ["cr", "Klicks"], 1),
        ("cloze", ["Konversion", "Sitzungen"], 1),
        ("short", "touch-point", 1),
        ("short", "Tuchpoint", 1),
        ("short", "Kanal", 0),
        ("map", ["korb"], 1),
        ("map", ["korb", "kasse", "suche"], 1),
        ("journey", ["suche", "korb", "kauf"], 1.5),
        ("journey", ["korb"], 0),
    ],
)
def test_answers_earn_their_share(name: str, answer: Any, points: float, shops: Shops) -> None:
    """Partly right answers earn the part that the rule gives, rounded down to halves."""
    assert graded(name, answer, shops).points == Decimal(str(points))


def test_every_wrong_tick_is_explained() -> None:
    """A ticked wrong option shows its reason, a missed one is named."""
    said = {each.about: (each.right, each.text) for each in graded("choice", [1, 2, 3]).feedback}
    assert said == {
        "Bestellbestätigung": (True, "Sie folgt auf die Bestellung."),
        "Suchanzeige": (False, "Anzeigen wirken vor dem Kauf."),
        "Retoure": (True, "Richtig."),
        "Dankeskarte": (False, "Das gehört auch dazu."),
    }


def test_the_number_of_ticks_is_checked() -> None:
    """Where one option is asked for, two ticks are no answer at all."""
    with pytest.raises(UsageError):
        graded("one", [1, 2])


FIXED = {
    "parameters": {"sessions": {"label": "Sitzungen", "value": 20_000}, "orders": {"label": "Käufe", "value": 425}}
}


@pytest.mark.parametrize(
    ("answer", "points", "said"),
    [
        ("2,125 %", 3, None),
        ("2,13", 3, "Schreiben Sie die Einheit dazu: 2,13\u00a0%."),
        ("2,12 %", 3, None),
        ("2,13 €", 2.5, "Die Zahl stimmt, die Einheit nicht."),
        ("47,06", 0, "Zähler und Nenner sind vertauscht."),
        ("0,02", 1, "Es fehlt noch mal 100."),
        ("212,5 %", 0, "Um den Faktor 100 daneben: Sehen Sie sich den Schritt mit den Prozenten noch einmal an."),
        ("2,16 %", 0, "Knapp daneben: Runden Sie erst am Ende, und so genau, wie es die Aufgabe verlangt."),
        ("-2,125 %", 0, "Der Betrag stimmt, das Vorzeichen nicht."),
        ("7 %", 0, "Diese Zahl ist es nicht. Sehen Sie sich die Hinweise an, und rechnen Sie dann noch einmal."),
    ],
)
def test_numbers_are_marked_with_tolerance_unit_and_wrong_paths(answer: str, points: float, said: str | None) -> None:
    """425 of 20,000 is 2.125 %: both roundings count, and each typical slip has its own remark."""
    found = graded("numeric", answer, **FIXED)
    assert found.points == Decimal(str(points))
    assert [each.text for each in found.feedback] == ([] if said is None else [said])


def test_what_is_no_number_is_wrong_and_says_how_to_write_one() -> None:
    """Words in the place of a number earn nothing and cost nothing else."""
    found = graded("numeric", "keine Ahnung")
    assert (found.points, found.state) == (0, State.WRONG)
    assert "lässt sich nicht als Zahl lesen" in found.feedback[0].text


CASE = {"cost": {"label": "Kosten", "unit": "EUR", "value": 6000}, "orders": {"label": "Käufe", "value": 150}}


def case(answers: dict[str, Any]) -> Grade:
    parameters = CASE | {"margin": {"label": "DB", "unit": "EUR", "value": 50}}
    return graded("block", answers, parameters=parameters)


def test_a_result_carried_over_is_no_second_mistake() -> None:
    """CPO 40 € is the solution; who has 45 € and computes 50 − 45 correctly earns part b in full."""
    found = case({"a": "45 €", "b": "5 €"})
    assert (found.parts["a"].points, found.parts["b"].points, found.parts["b"].followed) == (0, 2, True)


def test_a_wrong_step_after_a_wrong_result_stays_wrong() -> None:
    """From 45 € nobody gets to 12 €."""
    assert case({"a": "45 €", "b": "12 €"}).parts["b"].points == 0


def test_the_right_result_counts_whatever_stood_before() -> None:
    """50 − 40 = 10 is right even where part a was left out."""
    found = case({"b": "10 €"})
    assert (found.parts["a"].state, found.parts["b"].points, found.parts["b"].followed) == (
        State.NOT_ATTEMPTED,
        2,
        False,
    )


def test_a_case_with_free_text_has_no_points_of_its_own() -> None:
    """As long as people have to mark a part, the machine adds nothing up."""
    assert case({"a": "40 €", "b": "10 €", "c": "Das lohnt sich."}).points is None


def test_a_simulation_is_marked_by_the_learners_own_seed(shops: Shops) -> None:
    """What is right under seed 3 is right because it was computed from seed 3, not because it is typical."""
    variant = draw(exercise("simulation"))
    right = right_answer(variant, shops, seed=3)
    assert right["seed"] == 3
    assert grade(variant, right, shops).points == 3
    other = grade(variant, {**right, "figures": {"cr": "99 %"}}, shops)
    assert other.points == 2
    assert other.feedback[0].text == f"Mit dem Startwert 3 ist es {right['figures']['cr']}."


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("choice", "1"),
        ("choice", [7]),
        ("choice", [1, 1]),
        ("choice", [True]),
        ("matching", [1]),
        ("ordering", [1, 1, 2, 3, 4]),
        ("cloze", ["CR"]),
        ("short", 7),
        ("map", ["korb", 3]),
        ("map", ["nirgends"]),
        ("simulation", {"seed": "7"}),
        ("simulation", {"seed": 7, "verdict": "sideways"}),
        ("block", {"z": "1"}),
        ("block", ["1"]),
    ],
)
def test_an_answer_of_another_form_is_refused(name: str, answer: Any, shops: Shops) -> None:
    """What cannot be an answer to this exercise is named, never marked."""
    with pytest.raises(UsageError):
        graded(name, answer, shops)


def test_a_grade_reads_as_text() -> None:
    """State, points and remarks stand in lines: that is what notebooks compare."""
    assert str(graded("one", [2])) == "noch nicht richtig: 0 von 1 Punkten\n  - Action: Das ist das letzte A."
    set_language("en")
    assert str(graded("one", [1])) == "right: 1 of 1 points\n  + Attention: Right."


def test_answers_read_as_text(shops: Shops) -> None:
    """An answer is written as people would: options by their words, an order with places."""
    assert answer_text(draw(exercise("choice")), [1, 3]) == "Bestellbestätigung\nRetoure"
    assert answer_text(draw(exercise("ordering")), [2, 1, 3, 4, 5]).startswith("1. vergleichen\n2. suchen")
    assert answer_text(draw(exercise("journey")), ["suche", "korb"], shops) == "Suchanzeige → Warenkorb"
