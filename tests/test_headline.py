"""The finding that a report states first, and the funnel that needs no map."""

from __future__ import annotations

from dataclasses import replace

import pytest
from path_logs import ORDER, log_of, log_of_events

from journeylab.analysis.contact_funnel import contact_funnel
from journeylab.analysis.headline import customers_needed, headline
from journeylab.domain.scenario import Scenario
from journeylab.domain.vocabulary import Event
from journeylab.i18n import set_language
from journeylab.sim.simulate import simulate


@pytest.fixture(autouse=True)
def _english(_german: None) -> None:
    set_language("en")


def test_first_against_last() -> None:
    """Of 40 conversions A opens 30 and closes 10: half of them apart, by hand 19.1 to 80.9 for two channels."""
    found = headline(log_of([(("A", "B"), 30, 0), (("B", "A"), 10, 0), (("A",), 0, 40)]))
    assert found.clear
    assert found.finding == "A opens journeys more often than it closes them."
    assert "first contact of 75.0% of the conversions and the last contact of 25.0%" in found.certainty
    # 30 customers pull by (1 - 0.5) / 40, 10 by (-1 - 0.5) / 40, the others by 0; z = 2.2414 for two channels.
    assert "50.0 percentage points, 95% interval 19.1 to 80.9 (n = 40 conversions" in found.certainty


def test_who_closes_is_named_too() -> None:
    """A channel that no journey begins with and every one ends with closes journeys."""
    found = headline(log_of([(("A", "B"), 30, 5), (("C", "B"), 30, 5)]))
    assert found.finding == "B closes journeys more often than it opens them."
    assert "all alike" in found.certainty


def test_agreement_is_no_finding() -> None:
    """Where each channel opens as often as it closes, no channel is blamed."""
    found = headline(log_of([(("A", "B"), 20, 5), (("B", "A"), 20, 5)]))
    assert not found.clear
    assert found.finding.startswith("No clear finding:")


@pytest.mark.parametrize(("buyers", "clear"), [(29, False), (30, True)])
def test_thirty_buyers_are_enough(buyers: int, clear: bool) -> None:
    """Below thirty customers with a conversion no channel is named, however plain the numbers look."""
    found = headline(log_of([(("A", "B"), buyers, 5)]))
    assert found.clear is clear
    assert ("29 customers with a conversion are too few" in found.finding) is not clear


def test_one_customer_is_one_case() -> None:
    """Thirty orders of one customer say nothing about the others."""
    found = headline(log_of_events([[("A", False), (ORDER, True)] * 30, [("B", False)]]))
    assert "1 customer with a conversion is too few" in found.finding


def test_no_order_bounds_the_rate() -> None:
    """None of 60 customers bought: the Wilson interval still reaches to 6.0 %."""
    found = headline(log_of([(("A",), 0, 60)]))
    assert found.finding == "No clear finding: no customer has a conversion."
    assert "0.0%, 95% interval 0.0% to 6.0% (n = 60)." in found.certainty


def test_buyers_only() -> None:
    """An export of buyers cannot show what keeps others from buying, and the report asks for the rest."""
    found = headline(log_of([(("A", "B"), 60, 0)]))
    assert not found.clear
    assert "all 60 journeys end in a conversion" in found.finding
    assert "did not buy" in found.step


@pytest.mark.parametrize("paths", [[], [(("A", "B"), 3, 3)]])
def test_nothing_to_count(paths: list[tuple[tuple[str, ...], int, int]]) -> None:
    """Without contacts, or without known conversions, there is a next step and no finding."""
    found = headline(replace(log_of(paths), conversion=None))
    assert not found.clear
    assert found.finding.startswith("No finding") and found.step


def test_a_single_channel() -> None:
    """With one channel there is a rate, and nothing to compare."""
    assert "fewer than two channels" in headline(log_of([(("A", "A"), 40, 60)])).finding


def test_lost_baskets_come_first() -> None:
    """Where baskets are known, the lost ones are the finding: 60 of 100, most of them last seen at the basket."""
    log = log_of([(("A", "Korb"), 40, 45), (("Korb", "A"), 0, 15), (("A",), 0, 100)])
    log = replace(log, events={Event.BASKET: (log.touchpoints.index("Korb"),)})
    found = headline(log)
    assert found.finding == "60.0% of the journeys with a basket end without a purchase."
    assert "(n = 100 journeys with a basket)" in found.certainty
    assert "Korb (75.0%)" in found.certainty
    assert "A/B test" in found.step and "60.0% from 54.0%" in found.step


def test_a_simulated_shop_can_try_a_lever(tiny_scenario: Scenario) -> None:
    """A simulation can answer at once: the step is a call with a lever of the scenario, under the same seed."""
    step = headline(simulate(tiny_scenario, 400, 7)).step
    assert 'scenario("tiny").with_levers("gastkauf"), customers=400, seed=7)' in step


def test_size_of_a_test() -> None:
    """50 % against 45 %: (1.960 + 0.842)^2 (0.25 + 0.2475) / 0.05^2 = 1 562, rounded up."""
    assert customers_needed(0.5, 0.45) == 1600


def test_contacts_of_journeys() -> None:
    """Of 7 journeys 1 succeeds and 3 end at the first contact; of the other 3, two succeed at the second."""
    counted = contact_funnel(log_of([(("A", "B"), 2, 1), (("A",), 1, 3)]))
    assert counted[["reached", "converted", "ended", "goes_on"]].to_numpy().tolist() == [[7, 1, 3, 3], [3, 2, 1, 0]]
    assert counted["rate"].tolist() == [1 / 7, 2 / 3]


def test_contacts_are_counted_up_to_a_limit() -> None:
    """Beyond the limit nothing is lost: it goes on."""
    counted = contact_funnel(log_of([(("A",) * 5, 1, 1)]), most=2)
    assert counted["goes_on"].tolist() == [2, 2]


def test_orders_without_contact_are_left_out_aloud() -> None:
    """A conversion with no contact before it has no first contact; a note counts it."""
    counted = contact_funnel(log_of_events([[(ORDER, True)], [("A", False), (ORDER, True)]]))
    assert counted["reached"].tolist() == [1]
    assert "1 conversion without any contact before it is left out." in counted.notes


def test_contacts_without_conversions() -> None:
    """Where conversions are not known, nothing is said about them."""
    counted = contact_funnel(replace(log_of([(("A", "B"), 0, 2)]), conversion=None))
    assert list(counted) == ["reached", "share", "ended", "goes_on"]
