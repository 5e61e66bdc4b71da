"""Laid side by side by the number of the contact, nobody is lost and nobody is counted twice."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from path_logs import Event, log_of_events

from journeylab.analysis.unrolled import unrolled
from journeylab.domain.journey_log import JourneyLog
from journeylab.domain.scenario import Scenario
from journeylab.errors import UsageError
from journeylab.i18n import set_language


def mapped(shop: Scenario, *ways: str) -> JourneyLog:
    """Return the log of these ways over a map; an order ("kauf") is a conversion."""
    return replace(
        log_of_events([[(name, name == "kauf") for name in way.split()] for way in ways], names=shop.contact_ids),
        map=shop,
    )


def test_customers_are_counted_contact_by_contact() -> None:
    """Of three customers one buys at her second contact, one goes after two, one after three."""
    counted = unrolled(
        log_of_events(
            [
                [("Mail", False), ("Order", True)],
                [("Mail", False), ("Shop", False)],
                [("Shop", False), ("Mail", False), ("Mail", False)],
            ],
        )
    )
    assert counted.names == ("Mail", "Shop")
    assert counted.nodes.tolist() == [
        [2, 1, 0, 0],
        [1, 1, 1, 0],
        [1, 0, 1, 1],
        [0, 0, 1, 2],
    ]
    assert counted.flows[0].tolist() == [[0, 1, 1, 0], [1, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]]
    assert counted.longer == 0


def test_a_contact_that_converts_keeps_its_step() -> None:
    """Where the conversion is a flag on a contact, the contact is seen and "bought" begins behind it."""
    counted = unrolled(log_of_events([[("Mail", True), ("Shop", False)]], contact=True))
    assert counted.names == ("Mail",)
    assert counted.nodes.tolist() == [[1, 0, 0], [0, 1, 0]]


def test_what_follows_the_first_purchase_is_not_counted() -> None:
    """Bought is bought: later contacts move nobody."""
    way = [("Mail", False), ("Order", True), ("Mail", False), ("Order", True), ("Mail", False)]
    assert unrolled(log_of_events([way])).nodes.tolist() == [[1, 0, 0], [0, 1, 0]]


def test_steps_to_an_earlier_moment_are_told_apart(tiny_scenario: Scenario) -> None:
    """From the basket back to the search is one step back, among two customers who leave the basket."""
    counted = unrolled(mapped(tiny_scenario, "suche korb suche", "korb kasse kauf"), by="moment")
    assert counted.names == ("Suchen", "Kaufen")
    assert counted.back.sum() == 1
    assert counted.back[1, 1, 0] == 1
    assert counted.nodes.tolist() == [[1, 1, 0, 0], [0, 2, 0, 0], [1, 0, 1, 0], [0, 0, 1, 1]]


def test_stations_are_channels_moments_or_touchpoints(tiny_scenario: Scenario) -> None:
    """The same journey passes one channel, two moments, three touchpoints."""
    log = mapped(tiny_scenario, "suche korb kasse")
    assert unrolled(log).names == ("Web-Shop",)
    assert unrolled(log, by="moment").names == ("Suchen", "Kaufen")
    assert unrolled(log, by="touchpoint").names == ("Suchanzeige", "Warenkorb", "Kasse")


def test_rare_stations_are_counted_together() -> None:
    """With room for two names the third and fourth become "2 others", and nobody is lost."""
    set_language("en")
    log = log_of_events([[(name, False) for name in "AAAABBBCCD"]])
    counted = unrolled(log, steps=10, most=2)
    assert counted.names == ("A", "B", "2 others")
    assert counted.named == 2
    assert counted.nodes[:, 2].sum() == 3


def test_longer_journeys_are_named() -> None:
    """Of journeys of two and three contacts one goes beyond the second."""
    log = log_of_events([[("A", False)] * 2, [("A", False)] * 3])
    counted = unrolled(log, steps=2)
    assert counted.nodes.tolist() == [[2, 0, 0], [2, 0, 0]]
    assert counted.longer == 1


def test_unknown_conversions_are_no_purchases() -> None:
    """A log that does not tell conversions says so, and nobody has bought."""
    counted = unrolled(replace(log_of_events([[("A", False)]]), conversion=None))
    assert not counted.tells_purchases
    assert counted.nodes.tolist() == [[1, 0, 0], [0, 0, 1]]


@pytest.mark.parametrize(("customers", "nodes"), [([], []), ([[]], [[0, 1]])])
def test_nobody_and_nothing_can_be_counted(customers: list[list[Event]], nodes: list[list[int]]) -> None:
    """An empty log has no step; a customer without any contact is gone from the start."""
    assert unrolled(log_of_events(customers)).nodes.tolist() == nodes


@pytest.mark.parametrize(("wrong", "told"), [({"by": "persona"}, "persona"), ({"steps": 0}, "0"), ({"most": 0}, "0")])
def test_wrong_wishes_are_answered(wrong: dict[str, object], told: str) -> None:
    """Another station, or nothing to count, is an error that names what was given."""
    with pytest.raises(UsageError, match=told):
        unrolled(log_of_events([]), **wrong)  # type: ignore[arg-type]


@given(
    st.lists(st.lists(st.tuples(st.sampled_from("ABCDEFG"), st.booleans()), max_size=9), max_size=12),
    st.integers(1, 8),
    st.integers(1, 6),
    st.booleans(),
)
def test_nobody_is_lost(customers: list[list[Event]], steps: int, most: int, contact: bool) -> None:
    """At every contact all customers are somewhere, and what flows in and out of a state is what stands there."""
    counted = unrolled(log_of_events(customers, contact=contact), steps, most=most)
    assert (counted.nodes.sum(axis=1) == len(customers)).all()
    assert np.array_equal(counted.flows.sum(axis=2), counted.nodes[:-1])
    assert np.array_equal(counted.flows.sum(axis=1), counted.nodes[1:])
    assert (counted.back <= counted.flows).all()
    assert (np.diff(counted.nodes[:, -2:], axis=0) >= 0).all()
