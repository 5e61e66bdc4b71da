"""The way to the result of a number."""

from __future__ import annotations

from typing import Any

from journeylab.exam.calculation import calculation
from journeylab.exam.variants import draw
from tests.exercises import exercise


def lines(name: str, part: int | None = None, **changed: Any) -> list[str]:
    variant = draw(exercise(name, **changed), 0)
    leaf = variant if part is None else variant.parts[part]
    return [
        str(step).replace("\N{NO-BREAK SPACE}", " ")
        for step in calculation(leaf, variant if part is not None else None)
    ]


def numeric(**changed: Any) -> list[str]:
    fixed = {"sessions": {"label": "Sitzungen", "value": 12000}, "orders": {"label": "Bestellungen", "value": 250}}
    return lines("numeric", parameters=fixed, prompt="Berechnen Sie die Conversion-Rate.", require=[], **changed)


def test_one_line_says_formula_numbers_and_result() -> None:
    """In words, with numbers, rounded."""
    assert numeric() == ["Ergebnis = Bestellungen ÷ Sitzungen × 100 = 250 ÷ 12.000 × 100 ≈ 2,08 %"]


def test_an_exact_result_has_an_equals_sign() -> None:
    """250 / 12,500 is 2 % and no rounding."""
    assert numeric(solution="orders / (sessions + 500) * 100")[0].endswith("= 2,00 %")


def test_a_last_step_that_says_the_result_is_not_repeated() -> None:
    """Steps of the author stand for themselves."""
    steps = [{"label": "CR", "formula": "orders / sessions * 100", "unit": "percent", "digits": 1}]
    assert numeric(steps=steps) == ["CR = Bestellungen ÷ Sitzungen × 100 = 250 ÷ 12.000 × 100 ≈ 2,1 %"]


def test_steps_that_stop_before_the_result_get_it_as_the_last() -> None:
    """The last line is always the answer."""
    steps = [{"label": "Rest", "formula": "sessions - orders", "digits": 0}]
    assert [line.partition(" =")[0] for line in numeric(steps=steps)] == ["Rest", "Ergebnis"]


def test_a_derived_number_reads_as_what_it_is_computed_from() -> None:
    """In words in full, among numbers by its value; alone its numbers are written out."""
    derived = {"rest": {"formula": "sessions - orders", "digits": 0}}
    steps = [{"label": "Rest", "formula": "rest", "digits": 0}]
    assert numeric(derived=derived, steps=steps, solution="orders / rest * 100") == [
        "Rest = Sitzungen − Bestellungen = 12.000 − 250 = 11.750",
        "Ergebnis = Bestellungen ÷ (Sitzungen − Bestellungen) × 100 = 250 ÷ 11.750 × 100 ≈ 2,13 %",
    ]


def test_a_part_names_the_numbers_of_its_case_and_the_result_that_it_goes_on_with() -> None:
    """Part b of the case takes the result of part a."""
    cost = {"label": "Werbekosten", "unit": "EUR", "value": 4500}
    margin = {"label": "Deckungsbeitrag", "unit": "EUR", "value": 50}
    numbers = {"cost": cost, "orders": {"label": "Bestellungen", "value": 200}, "margin": margin}
    assert lines("block", 1, parameters=numbers) == [
        "Ergebnis = Deckungsbeitrag − Ergebnis aus Teil a = 50 € − 22,50 € = 27,50 €"
    ]
