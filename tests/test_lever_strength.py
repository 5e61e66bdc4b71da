"""Levers that are pulled part of the way."""

from __future__ import annotations

import pytest

from journeylab.domain.behaviour import ABSENT, ContactBehaviour
from journeylab.domain.scenario import Scenario
from journeylab.errors import ModelError, UsageError
from journeylab.store.maps import scenario

SHOPS = ("b2b", "fahrrad", "kaffee", "mode")
LEVERS = [(shop, lever.id) for shop in SHOPS for lever in scenario(shop).levers]


@pytest.mark.parametrize(("shop", "lever"), LEVERS)
def test_the_ends_of_a_lever_are_exact(shop: str, lever: str) -> None:
    """Strength 0 is the scenario itself, strength 1 the lever pulled all the way."""
    before = scenario(shop)
    assert before.with_lever_strengths({lever: 0}) == before
    assert before.with_lever_strengths({lever: 1}) == before.with_levers(lever)


@pytest.mark.parametrize(("shop", "lever"), LEVERS)
def test_every_lever_can_be_pulled_a_little(shop: str, lever: str) -> None:
    """At any strength the scenario is valid, and contacts keep their places."""
    before = scenario(shop)
    for strength in (0.01, 0.5, 0.99):
        after = before.with_lever_strengths({lever: strength})
        assert after.contact_ids[: len(before.contact_ids)] == before.contact_ids
        assert after.strengths == {lever: strength}


def test_half_a_lever_moves_numbers_half_the_way(tiny_scenario: Scenario) -> None:
    """Guest checkout at one half: giving up weighs 1.5 instead of 2 or 1, and the whole project is paid."""
    half = tiny_scenario.with_lever_strengths({"gastkauf": 0.5})
    assert half.behaviour.next["kasse"] == {"kauf": 6, "korb": 2, "abbruch": 1.5}
    assert half.behaviour.contact["kasse"].delivers == {"service": 2.5}
    assert half.economics.invested == 1000
    assert half.applied == ("gastkauf",)


def test_lengths_of_time_and_labels_at_half_strength() -> None:
    """The bicycle dealer's checkout takes 4 minutes between 5 and 3, costs 6 of attention, and has its new name."""
    half = scenario("fahrrad").with_lever_strengths({"gastkauf": 0.5})
    full = scenario("fahrrad").with_levers("gastkauf")
    assert half.behaviour.contact["kasse"].gap.median == 4
    assert isinstance(half.behaviour.contact["kasse"].attention, int)
    assert half.contact("kasse").label == full.contact("kasse").label


def test_a_new_contact_fades_in() -> None:
    """At a tenth of its strength a new contact is as it will be, but few are led there."""
    weak = scenario("fahrrad").with_lever_strengths({"tracking_mail": 0.1})
    full = scenario("fahrrad").with_levers("tracking_mail")
    assert weak.behaviour.next["bestaetigung"]["tracking"] == pytest.approx(9)
    assert full.behaviour.next["bestaetigung"]["tracking"] == 90
    assert weak.behaviour.contact["tracking"] == full.behaviour.contact["tracking"]


def test_a_way_that_is_closed_fades_out() -> None:
    """A weight that the lever takes away shrinks with its strength."""
    weak = scenario("mode").with_lever_strengths({"sendungsverfolgung": 0.25})
    assert weak.behaviour.next["bestaetigung"] == {"lieferung": 0.75, "sendungsverfolgung": 0.25}


def test_a_part_of_the_offer_that_was_never_touched_starts_in_the_middle() -> None:
    """Personalisation of 3 at half strength is 2.75: what is not delivered leaves the mood as it is, like 2.5."""
    half = scenario("kaffee").with_lever_strengths({"kuendigung_fair": 0.5})
    assert half.behaviour.contact["kuendigung"].delivers["personalisation"] == 2.75


def test_absent_numbers_of_a_contact_mean_its_defaults() -> None:
    """What a contact does not say about attention, noise and intensity is what the model assumes."""
    said = ABSENT["behaviour"]["contact"]["*"]
    assert {name: said[name] for name in ("attention", "impression", "intensity", "noise")} == {
        name: getattr(ContactBehaviour(), name) for name in ("attention", "impression", "intensity", "noise")
    }


@pytest.mark.parametrize("strength", [-0.1, 1.1, float("nan")])
def test_a_strength_lies_between_0_and_1(tiny_scenario: Scenario, strength: float) -> None:
    """Other strengths are refused, with an example of a right one."""
    with pytest.raises(UsageError, match=r"0\.5"):
        tiny_scenario.with_lever_strengths({"gastkauf": strength})


def test_unknown_and_repeated_levers_are_refused(tiny_scenario: Scenario) -> None:
    """A lever must exist, even at strength 0, and cannot be pulled again, not even after a part."""
    with pytest.raises(ModelError, match="gastkauf"):
        tiny_scenario.with_lever_strengths({"gastkauff": 0})
    half = tiny_scenario.with_lever_strengths({"gastkauf": 0.5})
    with pytest.raises(ModelError, match="schon gezogen"):
        half.with_levers("gastkauf")
