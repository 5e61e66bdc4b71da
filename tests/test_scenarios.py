"""The four shops keep what their files promise."""

from __future__ import annotations

from functools import cache

import pytest

from journeylab.analysis.log_kpis import difference, figure
from journeylab.domain.gaps import gaps
from journeylab.domain.journey_log import JourneyLog
from journeylab.domain.vocabulary import AidaStage, Confidence, CustomerKind, Medium, Phase
from journeylab.sim.simulate import simulate
from journeylab.store import maps
from journeylab.store.maps import scenarios

SHOPS = ("b2b", "fahrrad", "kaffee", "mode")
CUSTOMERS = 20_000
SEED = 7
scenario = cache(maps.scenario)
PROMISED = ("conversion_rate", "cart_abandonment", "return_rate_alpha", "repurchase_rate")
LEVERS = [(shop, lever.id) for shop in SHOPS for lever in scenario(shop).levers]


@cache
def walked(shop: str, *levers: str) -> JourneyLog:
    """Return the same customers in a shop, with and without levers."""
    return simulate(scenario(shop).with_levers(*levers) if levers else scenario(shop), CUSTOMERS, SEED)


def test_there_are_four_shops() -> None:
    """A bicycle dealer, a B2B supplier, a coffee subscription and a fashion shop."""
    assert tuple(sorted(scenarios())) == SHOPS


@pytest.mark.parametrize("key", PROMISED)
@pytest.mark.parametrize("shop", SHOPS)
def test_simulated_rates_lie_in_the_range_of_the_file(shop: str, key: str) -> None:
    """Conversion, abandonment, returns and repurchases come out inside the stated range."""
    promised = scenario(shop).ranges[key]
    assert promised.low <= figure(walked(shop), key).value / 100 <= promised.high


@pytest.mark.parametrize("shop", SHOPS)
def test_every_range_has_a_source_or_is_a_narrow_assumption(shop: str) -> None:
    """A range is backed by a source with its year, or is an assumption no wider than 30 % around its middle."""
    for key, promised in scenario(shop).ranges.items():
        if promised.confidence is Confidence.ASSUMPTION:
            middle = (promised.low + promised.high) / 2
            assert promised.high <= 1.3 * middle + 1e-9, key
        else:
            assert promised.year is not None, key
            assert str(promised.source), key


@pytest.mark.parametrize(("shop", "lever_id"), LEVERS)
def test_every_lever_moves_its_kpi(shop: str, lever_id: str) -> None:
    """For the same customers the lever moves the KPI that it names, in its direction, by over three standard errors."""
    lever = scenario(shop).lever(lever_id)
    found = difference(walked(shop), walked(shop, lever_id), lever.moves)
    assert found.change * (1 if lever.direction == "up" else -1) > 3 * found.error


@pytest.mark.parametrize("shop", SHOPS)
def test_levers_keep_ids_and_codes(shop: str) -> None:
    """With all levers pulled at once the old contacts keep their places; new ones stand at the end."""
    before = scenario(shop)
    after = before.with_levers(*(lever.id for lever in before.levers))
    assert after.contact_ids[: len(before.contact_ids)] == before.contact_ids
    assert after.based_on == before.id
    assert after.economics.invested == sum(lever.cost.once for lever in before.levers)


@pytest.mark.parametrize("shop", SHOPS)
def test_every_shop_is_complete(shop: str) -> None:
    """Story, both customer kinds, 15 to 20 contacts, all phases and AIDA stages, and eight levers or more."""
    it = scenario(shop)
    assert str(it.story)
    assert {persona.kind for persona in it.personas} == set(CustomerKind)
    assert 15 <= len(it.contacts) <= 20
    assert {moment.phase for moment in it.moments} == set(Phase)
    assert {moment.aida for moment in it.moments} >= set(AidaStage)
    assert {channel.medium for channel in it.channels} & {Medium.IN_PERSON, Medium.STATIONARY, Medium.ANALOG}
    assert len(it.levers) >= 8
    assert set(it.behaviour.contact) == set(it.contact_ids)
    assert set(PROMISED) <= set(it.ranges)


@pytest.mark.parametrize("shop", SHOPS)
def test_texts_are_in_both_languages(shop: str) -> None:
    """Title, story, labels, levers and hypotheses are German and English."""
    it = scenario(shop)
    texts = [it.title, it.story, *(c.label for c in it.contacts), *(x.label for x in it.levers)]
    texts += [x.summary for x in it.levers] + [h.because for h in it.hypotheses]
    texts += [t for c in it.contacts for t in (c.pain, c.delight) if t is not None]
    assert all(text is not None and text.de and text.en for text in texts)
    assert it.story is not None
    assert it.story.de != it.story.en


@pytest.mark.parametrize("shop", SHOPS)
def test_journeys_go_back_and_come_back(shop: str) -> None:
    """Customers jump back, meet contacts again, and some come back after the purchase to buy again."""
    from journeylab.analysis.paths import paths

    measures = paths(walked(shop)).measures["value"]
    assert measures["backward"] > 5
    assert measures["loops"] > 20
    assert figure(walked(shop), "repurchase_rate").value > 5


@pytest.mark.parametrize("shop", SHOPS)
def test_gap_rules_find_what_a_shop_forgot(shop: str) -> None:
    """What the rules say about a shipped map is advice on single contacts, not a missing phase or stage."""
    found = {gap.rule for gap in gaps(scenario(shop))}
    assert not found & {
        "thin_phase",
        "nothing_after_purchase",
        "stage_without_contact",
        "nothing_physical",
    }


def test_without_a_contact_nobody_is_led_to_it() -> None:
    """A contact that is switched off is met only by those whose journey begins there; the others go elsewhere."""
    shop = scenario("kaffee").without("freunde_werben")
    log = simulate(shop, customers=300, seed=7)
    assert shop.contact_ids == scenario("kaffee").contact_ids
    assert shop.contact_ids.index("freunde_werben") not in log.codes
