"""The simulator without a browser: its state, and the view that obeys it."""

from __future__ import annotations

import pytest

from journeylab.analysis.experiment import experiment
from journeylab.domain.scenario import Scenario
from journeylab.errors import UsageError
from journeylab.i18n import set_language
from journeylab.widgets.simulator import Simulator
from journeylab.widgets.simulator_state import Scene, SimulatorState

LEVER = "gastkauf"


@pytest.fixture
def state(tiny_scenario: Scenario) -> SimulatorState:
    """Return the tiny shop with 300 customers."""
    return SimulatorState(tiny_scenario, 300, 7)


@pytest.fixture
def view(tiny_scenario: Scenario) -> Simulator:
    """Return the widget on the tiny shop with 300 customers."""
    return Simulator(tiny_scenario, 300, 7)


def test_without_a_lever_nothing_differs(state: SimulatorState) -> None:
    """As long as no lever is pulled, every difference is exactly 0."""
    found = state.experiment.differences
    assert found
    assert all(each.change == 0 and each.error == 0 for each in found.values())
    set_language("en")
    assert state.sentence().startswith("No lever is pulled yet")


def test_a_lever_pulled_all_the_way_is_the_experiment(state: SimulatorState, tiny_scenario: Scenario) -> None:
    """At strength 1 the simulator says what the experiment with the lever says."""
    state.pull(LEVER, 1.0)
    expected = experiment(tiny_scenario, tiny_scenario.with_levers(LEVER), 300, 7)
    assert state.experiment.differences == expected.differences
    assert state.sentence() == expected.sentence()


def test_a_lever_pulled_half_the_way_says_so(state: SimulatorState) -> None:
    """The sentence names the strength of a lever that is not pulled all the way."""
    state.pull(LEVER, 0.5)
    assert "Gastkauf (50\u00a0%)" in state.sentence()
    assert "(50" not in experiment(state.scenario, state.scenario.with_levers(LEVER), 300).change


def test_undo_and_redo(state: SimulatorState) -> None:
    """Moves of one slider are one step; undo and redo walk over steps and stop at the ends."""
    for strength in (0.1, 0.2, 0.3):
        state.pull(LEVER, strength)
    state.invite(200)
    state.undo()
    assert (state.strength(LEVER), state.setting.customers) == (0.3, 300)
    state.undo()
    state.undo()
    assert state.setting.strengths == {}
    state.redo()
    state.redo()
    state.redo()
    assert (state.strength(LEVER), state.setting.customers) == (0.3, 200)


def test_a_new_move_forgets_what_was_undone(state: SimulatorState) -> None:
    """After undo, a new move is the end of the row."""
    state.pull(LEVER, 0.3)
    state.undo()
    state.draw_lots(8)
    state.redo()
    assert (state.strength(LEVER), state.setting.seed) == (0.0, 8)


def test_reset_can_be_undone(state: SimulatorState) -> None:
    """Reset pushes all levers back, and undo brings them again."""
    state.pull(LEVER, 0.3)
    state.reset()
    assert state.strength(LEVER) == 0
    state.undo()
    assert state.strength(LEVER) == 0.3


def test_the_same_setting_is_simulated_once(state: SimulatorState) -> None:
    """What is known is not computed again, and the as-is log stays while only levers move."""
    as_is = state.experiment.as_is
    state.pull(LEVER, 0.5)
    assert state.experiment is state.experiment
    assert state.experiment.as_is is as_is


def test_other_customers_need_another_log(state: SimulatorState) -> None:
    """Number and seed of the customers hold for both logs."""
    state.pull(LEVER, 1.0)
    state.invite(250)
    state.draw_lots(9)
    logs = state.experiment.as_is, state.experiment.to_be
    assert [(len(log), log.seed) for log in logs] == [(250, 9), (250, 9)]


def test_every_scene_has_a_picture(state: SimulatorState) -> None:
    """Map, funnel, figures and experiment are four different pictures."""
    titles = set()
    for state.scene in Scene:
        titles.add(state.picture.title)
    assert len(titles) == 4


@pytest.mark.parametrize("customers", [199, 20_001, 5.5, True])
def test_the_number_of_customers_has_bounds(tiny_scenario: Scenario, customers: int) -> None:
    """Fewer than 200 say nothing, more than 20 000 are not live any more."""
    with pytest.raises(UsageError, match="200"):
        SimulatorState(tiny_scenario, customers)


def test_a_scenario_without_levers_is_refused(tiny_scenario: Scenario) -> None:
    """There must be something to move."""
    with pytest.raises(UsageError, match="Kleiner Laden"):
        SimulatorState(tiny_scenario.model_copy(update={"levers": ()}))


def test_readable_form(state: SimulatorState) -> None:
    """The simulator can be read: shop, customers, levers, figures with intervals, and the sentence."""
    set_language("en")
    state.pull(LEVER, 0.5)
    assert (
        repr(state)
        == """\
Simulator: Tiny shop
300 customers, simulated, seed 7
Levers: Guest checkout 50%
Conversion rate (visits): 22.4% -> 23.6%. Change: 1.2 percentage points (95%: -0.7 to 3.2). No effect is shown.
Basket abandonment: 57.8% -> 55.7%. Change: -2.1 percentage points (95%: -5.7 to 1.6). No effect is shown.
Return rate alpha (parcels): 19.2% -> 18.2%. Change: -1.0 percentage points (95%: -4.0 to 2.0). No effect is shown.
NPS, read off the mood: -94.4 -> -64.9. Change: 29.5 points (95%: 19.1 to 39.9).
Simulated: with 'Guest checkout (50%)' no effect on 'Checkout abandonment' is shown, \
26.3% before and 23.0% after (-3.3 percentage points; 95%: -9.3 to 2.8, which includes 0)."""
    )


def test_readable_form_in_english(state: SimulatorState) -> None:
    """The readable form speaks the learner's language."""
    set_language("en")
    assert repr(state).splitlines()[:3] == [
        "Simulator: Tiny shop",
        "300 customers, simulated, seed 7",
        "Levers: none pulled",
    ]


def test_a_slider_moves_the_state_and_the_picture(view: Simulator) -> None:
    """Moving a slider changes state, sentence, tiles and picture."""
    before = view.told.value, view.tiles.value, view.picture.value
    view.levers[LEVER].value = 60
    assert view.state.strength(LEVER) == 0.6
    assert all(
        old != new for old, new in zip(before, (view.told.value, view.tiles.value, view.picture.value), strict=True)
    )


def test_buttons_move_the_sliders(view: Simulator) -> None:
    """Reset, undo and redo set the sliders as they were, without a step of their own."""
    view.levers[LEVER].value = 60
    view.customers.value = 1000
    view.back.click()
    assert view.levers[LEVER].value == 0
    view.undo.click()
    assert view.levers[LEVER].value == 60
    view.undo.click()
    assert (view.levers[LEVER].value, view.customers.value) == (60, 300)
    view.redo.click()
    assert view.customers.value == 1000


def test_only_what_is_shown_is_drawn(view: Simulator) -> None:
    """Choosing another scene draws it anew, with what was moved meanwhile; the funnel has as-is numbers beside it."""
    view.levers[LEVER].value = 60
    view.scenes.value = Scene.FUNNEL
    assert "jl-table" in view.picture.value
    view.scenes.value = Scene.EXPERIMENT
    assert "Gastkauf (60\u00a0%)" in view.picture.value


def test_an_error_is_shown_and_the_sliders_stay(tiny_scenario: Scenario) -> None:
    """A lever that breaks the shop is told in the panel; pushing it back mends it."""
    broken = {"behaviour": {"next": {"kasse": {"niemand": 1}}}}
    lever = tiny_scenario.levers[0].model_copy(update={"patch": broken})
    view = Simulator(tiny_scenario.model_copy(update={"levers": (lever,)}), 300)
    view.levers[LEVER].value = 50
    assert "niemand" in view.problem.value
    assert view.levers[LEVER].value == 50
    view.levers[LEVER].value = 0
    assert "niemand" not in view.problem.value


def test_three_forms(view: Simulator) -> None:
    """Without a kernel a page shows the picture, and elsewhere the words."""
    bundle = view._repr_mimebundle_()
    assert bundle["text/plain"] == repr(view.state)
    assert "<img" in bundle["text/html"]
