"""The journey player without a browser: who walks, what is told, what the view hands on."""

from __future__ import annotations

from base64 import b64decode

import pytest

from journeylab.domain.scenario import Scenario
from journeylab.errors import UsageError
from journeylab.i18n import set_language
from journeylab.sim.simulate import simulate
from journeylab.store.maps import scenario, scenarios
from journeylab.widgets.journey_player import JourneyPlayer, JourneyPlayerState
from journeylab.widgets.journey_story import tour
from journeylab.widgets.stage import mood_level


@pytest.fixture(autouse=True)
def _english() -> None:
    """Sentences are compared in the language in which they are written."""
    set_language("en")


@pytest.fixture
def player(tiny_scenario: Scenario) -> JourneyPlayerState:
    """Return the player at customer 114 of seed 7, whose way is worked out by hand in ``test_loop.py``."""
    return JourneyPlayerState(tiny_scenario, customer=114)


def test_the_way_reads_as_a_numbered_list(player: JourneyPlayerState) -> None:
    """The text form tells every contact with mood, waiting and change of channel, and how it ended."""
    player.step = 3
    assert repr(player) == (
        "Tiny shop, customer number 114: Nina (new customer, simulated, seed 7)\n"
        "  1. Search ad (Web shop) · first contact · mood 5.0 → 5.4\n"
        "  2. Basket (Web shop) · 1 min after the first contact · mood 5.4 → 5.2\n"
        "> 3. Checkout (Web shop) · 2 min after the first contact · mood 5.2 → 4.5\n"
        "  4. Order (Web shop) · 51 min after the first contact · then waits 3 days · mood 4.5 → 5.2\n"
        "  5. Return (Parcel service) · 3 days after the first contact · change of channel, before: Web shop"
        " · mood 5.2 → 5.1 · end of the way: content"
    )


def test_a_step_is_one_sentence(player: JourneyPlayerState) -> None:
    """The sentence of a step has its number before what happens."""
    player.forward()
    assert player.sentence() == "Step 2 of 5 · Basket (Web shop) · 1 min after the first contact · mood 5.4 → 5.2"


def test_a_back_jump_and_attention_are_told() -> None:
    """A contact that lies earlier on the map is called a back-jump; where attention counts it is told."""
    shop = scenario("fahrrad")
    told = repr(JourneyPlayerState(shop, customer=2)).splitlines()
    assert "Product page" in told[2] and "back-jump" not in told[2]
    assert "Search result" in told[3] and "back-jump" in told[3]
    assert [line.split("attention ")[1][:3] for line in told[1:]] == ["83%", "67%", "50%", "33%"]


def test_steps_stay_within_the_way(player: JourneyPlayerState) -> None:
    """Before the first step and after the last there is none."""
    player.back()
    assert player.step == 1
    player.to_end()
    player.forward()
    assert player.step == player.last == 5
    player.to_start()
    assert player.step == 1


def test_play_begins_again_at_the_end(player: JourneyPlayerState) -> None:
    """Who plays from the last step sees the way from its start."""
    player.to_end()
    player.play()
    assert (player.step, player.playing) == (1, True)
    player.pause()
    assert not player.playing


def test_customers_go_round(tiny_scenario: Scenario) -> None:
    """Before the first customer comes the last; every customer begins at the first step, at rest."""
    player = JourneyPlayerState(tiny_scenario, customers=3)
    player.to_end()
    player.playing = True
    player.previous_customer()
    assert (player.customer, player.step, player.playing) == (2, 1, False)
    player.next_customer()
    assert player.customer == 0


def test_a_seed_brings_other_customers(player: JourneyPlayerState) -> None:
    """Under another seed the same number is the customer that the simulator has there."""
    player.seed = 8
    log = simulate(player.scenario, 200, seed=8)
    assert player.trace.contacts == log.journey(114).contacts()
    assert [trace.contacts for trace in player.crowd] == [journey.contacts() for journey in log]


def test_all_customers_are_counted(tiny_scenario: Scenario) -> None:
    """At the first step everybody is under way, at the last nobody; the three counts always add up to all."""
    player = JourneyPlayerState(tiny_scenario, customers=50)
    player.mode = "all"
    assert player.sentence().startswith(f"Step 1 of {player.last} · 50 under way, 0 of them have bought · 0 at the end")
    for told in player.tour:
        under_way, with_purchase, without = (int(part.split()[0]) for part in told.split(" · ")[1:])
        assert under_way + with_purchase + without == 50
    player.to_end()
    log = simulate(tiny_scenario, 50)
    assert log.conversion is not None
    buyers = len(set(log.owner()[log.conversion].tolist()))
    assert player.sentence().endswith(
        f" · 0 under way, 0 of them have bought · {buyers} at the end with a purchase"
        f" · {50 - buyers} at the end without a purchase"
    )
    assert repr(player) == f"Tiny shop (simulated, seed 7)\n{player.sentence()}"


def test_one_customer_alone_makes_a_tour(player: JourneyPlayerState) -> None:
    """Customer 114 has bought at the fourth contact and ends after the fifth."""
    told = tour([player.trace])
    assert len(told) == 6
    assert "1 under way, 0 of them have bought" in told[2]
    assert "1 under way, 1 of them have bought" in told[3]
    assert "0 under way" in told[5] and "1 at the end with a purchase" in told[5]


@pytest.mark.parametrize("wrong", [-1, 1.5, "two", "", True, None, 10**9])
def test_a_wrong_seed_is_refused(player: JourneyPlayerState, wrong: object) -> None:
    """A seed is a whole number; after a wrong one the player is as it was."""
    with pytest.raises(UsageError, match="The seed"):
        player.seed = wrong
    assert player.seed == 7


@pytest.mark.parametrize("wrong", [-1, 200, "Anna"])
def test_a_wrong_customer_is_refused(player: JourneyPlayerState, wrong: object) -> None:
    """The message says which numbers there are."""
    with pytest.raises(UsageError, match="from 0 to 199"):
        player.customer = wrong
    assert player.customer == 114


@pytest.mark.parametrize("customers", [0, 501, "all"])
def test_a_wrong_number_of_customers_is_refused(tiny_scenario: Scenario, customers: object) -> None:
    """Nobody cannot walk, and more than 500 dots nobody can follow."""
    with pytest.raises(UsageError, match="from 1 to 500"):
        JourneyPlayer(tiny_scenario, customers)  # type: ignore[arg-type]


def test_no_scenario_no_player() -> None:
    """Whoever gives the name of a shop is told how to get the shop."""
    with pytest.raises(UsageError, match="scenario"):
        JourneyPlayer("fahrrad")  # type: ignore[arg-type]


def test_the_view_follows_the_state(tiny_scenario: Scenario) -> None:
    """What is changed in a cell is seen on the stage."""
    view = JourneyPlayer(tiny_scenario, customer=114)
    view.state.forward()
    view.state.speed = "fast"
    assert (view.stage.step, view.stage.speed) == (2, "fast")
    view.state.customer = 3
    assert (view.stage.step, view.stage.customer, view.stage.story["customer"]) == (1, "3", 3)
    view.state.mode = "all"
    assert view.stage.mode == "all"
    assert len(view.stage.people) == 200


def test_the_state_follows_the_view(tiny_scenario: Scenario) -> None:
    """What the browser reports is in the state, so that the text form agrees with what is seen."""
    view = JourneyPlayer(tiny_scenario, customer=114)
    view.stage.step = 4
    assert "> 4. Order" in repr(view)
    view.stage.customer = "5"
    assert view.state.customer == 5
    view.stage.seed = " 9 "
    assert (view.state.seed, view.stage.seed) == (9, "9")
    view.stage.playing = True
    assert view.state.playing


def test_a_slip_is_answered_on_the_page(tiny_scenario: Scenario) -> None:
    """A number that is none is answered in the widget, and the answer goes when the number is right."""
    view = JourneyPlayer(tiny_scenario)
    view.stage.customer = "Anna"
    assert "Anna" in view.problem.value and "from 0 to 199" in view.problem.value
    assert view.state.customer == 0
    view.stage.customer = "1"
    assert "Anna" not in view.problem.value


def test_the_stage_has_all_that_it_plays(tiny_scenario: Scenario) -> None:
    """Codes, fifths of the mood and lines of the way go to the browser once; a loop at a contact has no line."""
    view = JourneyPlayer(tiny_scenario, customers=115, customer=114)
    assert view.stage.people[114] == {"codes": [0, 1, 2, 3, 4], "levels": [2, 2, 2, 2, 2], "bought": True}
    steps = view.stage.story["steps"]
    assert [step["mood"] for step in steps] == [5.4, 5.2, 4.5, 5.2, 5.1]
    assert [step["line"] is None for step in steps] == [True, False, False, False, False]
    assert view.stage.story["start"] == 5.0


@pytest.mark.parametrize(("mood", "level"), [(0, 0), (1.99, 0), (2, 1), (5, 2), (6, 3), (8, 4), (10, 4)])
def test_levels_of_mood(mood: float, level: int) -> None:
    """The scale from 0 to 10 has five equal parts; 10 belongs to the last."""
    assert mood_level(mood) == level


@pytest.mark.parametrize("shop_id", list(scenarios()))
def test_the_frame_holds_every_mark(shop_id: str) -> None:
    """The part of the map that is shown has all marks, and neither the header above nor the panels below."""
    stage = JourneyPlayer(scenario(shop_id), customers=1).stage
    x, y, width, height = stage.frame
    centres = [mark for mark in stage.marks if mark]
    assert len(centres) == len(scenario(shop_id).contacts)
    for across, down in centres:
        assert x < across < x + width and y + 18 < down < y + height - 18
    assert y > 60
    assert height < 800


def test_the_way_can_be_saved(tiny_scenario: Scenario) -> None:
    """The link holds the map with this customer's way, and its file has a name that says which."""
    view = JourneyPlayer(tiny_scenario, customer=114)
    assert 'download="tiny-7-114.svg"' in view.export.value
    svg = b64decode(view.export.value.split("base64,")[1].split('"')[0]).decode("utf-8")
    assert svg == view.state.picture.svg
    assert "customer number 114" in svg


def test_without_a_kernel_there_is_a_picture_and_words(tiny_scenario: Scenario) -> None:
    """A page without a kernel shows the map with the way; a text shows the list."""
    view = JourneyPlayer(tiny_scenario, customer=114)
    bundle = view._repr_mimebundle_()
    assert "customer number 114" in bundle["text/html"]
    assert bundle["text/plain"] == repr(view.state)
    assert set(bundle) >= {"application/vnd.jupyter.widget-view+json"}
