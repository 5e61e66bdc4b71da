"""Fields for answers: what stands in them is the answer, and setting an answer shows it."""

from __future__ import annotations

from typing import Any

import pytest

from journeylab.domain.scenario import Scenario
from journeylab.exam.answers import is_empty, right_answer
from journeylab.exam.asking import ask, shown_answer, stored_answer
from journeylab.exam.variants import draw
from journeylab.widgets.answer_fields import AnswerField, answer_field
from tests.exercises import ITEMS, Shops, exercise

SINGLE = [name for name in ITEMS if name != "block"]


@pytest.fixture
def shops(tiny_scenario: Scenario) -> Shops:
    return Shops(tiny_scenario)


def field_of(name: str, shops: Shops) -> AnswerField:
    return answer_field(ask(draw(exercise(name))), shops)


@pytest.mark.parametrize("name", SINGLE)
def test_a_new_field_is_empty(name: str, shops: Shops) -> None:
    """Nothing is answered before somebody does something."""
    assert field_of(name, shops).value is None


@pytest.mark.parametrize("name", SINGLE)
def test_a_field_gives_back_the_answer_that_it_was_given(name: str, shops: Shops) -> None:
    """The right answer survives the way through the places shown; emptying empties it, and neither is a change."""
    variant, changes = draw(exercise(name)), list[int]()
    field = field_of(name, shops)
    field.on_change(lambda: changes.append(1))
    right = right_answer(variant, shops)
    field.value = shown_answer(variant, right)
    assert stored_answer(variant, field.value) == right
    field.value = None
    assert is_empty(variant.item, stored_answer(variant, field.value))
    assert changes == []


@pytest.mark.parametrize("name", SINGLE)
def test_a_field_can_be_closed_and_opened(name: str, shops: Shops) -> None:
    """All its controls follow."""
    field = field_of(name, shops)
    field.disabled = True
    assert field.disabled and all(control.disabled for control in field.controls)
    field.disabled = False
    assert not field.disabled


def widgets_below(widget: Any) -> list[Any]:
    return [widget, *(each for child in getattr(widget, "children", ()) for each in widgets_below(child))]


@pytest.mark.parametrize("name", SINGLE)
def test_every_control_has_a_name(name: str, shops: Shops) -> None:
    """A screen reader says what a list, a text or a button is for; a group of radio buttons reads its options."""
    for control in field_of(name, shops).controls:
        if type(control).__name__ != "RadioButtons":
            assert control.description or control.tooltip, control


def test_a_step_moves_and_takes_the_focus_along(shops: Shops) -> None:
    """After the button "down" of the first step, the first two have changed places, and the focus is on the second."""
    field: Any = field_of("ordering", shops)
    sent: list[str] = []
    field.refocus.to = sent.append
    field.downs[0].click()
    assert field.value == [2, 1, 3, 4, 5]
    assert sent == ["jl-move-down-1"]
    assert "steht jetzt an Stelle 2 von 5" in field.said.value


def test_a_step_that_arrives_at_the_end_keeps_the_focus(shops: Shops) -> None:
    """There is no button up at the first place: the one down is taken."""
    field: Any = field_of("ordering", shops)
    sent: list[str] = []
    field.refocus.to = sent.append
    field.ups[1].click()
    assert sent == ["jl-move-down-0"]


def test_the_order_that_is_shown_can_be_taken_as_it_is(shops: Shops) -> None:
    """Whoever thinks that it is right need not move anything."""
    field: Any = field_of("ordering", shops)
    field.keep.click()
    assert field.value == [1, 2, 3, 4, 5]


def test_a_number_that_cannot_be_read_is_said_while_typing(shops: Shops) -> None:
    """The answer stays what was typed."""
    field: Any = field_of("numeric", shops)
    field.entry.value = "viel"
    assert field.value == "viel" and "viel" in field.said.value
    field.entry.value = "2,5 %"
    assert "jl-note" in field.said.value and "viel" not in field.said.value


def test_a_contact_is_picked_once_and_can_be_taken_back(shops: Shops) -> None:
    """Adding it twice changes nothing."""
    field: Any = field_of("map", shops)
    for name in ("korb", "korb", "kasse"):
        field.chooser.value = name
        field.add.click()
    assert field.value == ["korb", "kasse"]
    assert field.picture.value.count('stroke-dasharray="7 3"') == 2
    field.back.click()
    assert field.value == ["korb"]


def test_a_journey_may_meet_a_contact_twice(shops: Shops) -> None:
    """It is drawn as a path and told in words."""
    field: Any = field_of("journey", shops)
    for name in ("suche", "korb", "suche"):
        field.chooser.value = name
        field.add.click()
    assert field.value == ["suche", "korb", "suche"]
    assert "3 Kontakte" in field.told.value


def test_another_seed_takes_the_picture_away(shops: Shops) -> None:
    """What was read off belongs to the seed that was run."""
    field: Any = field_of("simulation", shops)
    field.run.click()
    assert "svg" in field.picture.value
    field.seed.value = 8
    assert field.picture.value == ""
