"""The simulator: specification, fast engine and closed form tell the same."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from journeylab.domain.journey_log import JourneyLog
from journeylab.domain.scenario import Scenario
from journeylab.domain.vocabulary import Outcome
from journeylab.errors import ModelError, UsageError
from journeylab.sim.chance import bits, customer_keys, step_numbers
from journeylab.sim.compile import compile_scenario
from journeylab.sim.exact import expected, without_state
from journeylab.sim.loop import number, walk
from journeylab.sim.simulate import simulate
from journeylab.store.maps import scenario, scenarios


def same(log: JourneyLog, shop: Scenario, seed: int, first: int = 0, entrance: int | None = None) -> bool:
    """Compare every array of a log with the readable loop, customer by customer."""
    tables = compile_scenario(shop)
    for i in range(len(log)):
        way = walk(tables, seed, first + i, entrance)
        a, b = log.offsets[i], log.offsets[i + 1]
        assert log.minutes is not None and log.value is not None and log.items is not None
        assert log.outcome is not None and log.kind is not None and log.mood is not None
        events = (log.codes[a:b].tolist(), log.minutes[a:b].tolist(), log.items[a:b].tolist())
        ends = (int(log.outcome[i]), int(log.kind[i]), int(log.mood[i]))
        if events != (way.codes, way.minutes, way.items) or ends != (way.outcome, way.kind, way.mood):
            return False
        if np.rint(log.value[a:b] * 100).astype(int).tolist() != way.cents:
            return False
    return True


def test_numbers_are_those_of_splitmix64() -> None:
    """The finaliser turns the counter of seed 0 into the first number that splitmix64 publishes."""
    from journeylab.sim.chance import mix

    assert mix(np.array([0x9E3779B97F4A7C15], dtype=np.uint64))[0] == 0xE220A8397B1DCDAF


FROZEN = 0xF2FDA9D5C4322F3D


def test_bits_are_frozen() -> None:
    """Customer 3 of seed 7 draws this number in step 2, for ever."""
    assert number(7, 3, 2) == FROZEN
    assert int(step_numbers(customer_keys(7, 3, 1), 2)[0]) == FROZEN


def test_fields_cover_the_whole_number() -> None:
    """Column, threshold, gap, noise, waiting, value and articles use 64 bits without overlap."""
    ones = np.array([2**64 - 1], dtype=np.uint64)
    fields = [(0, 8), (8, 24), (32, 10), (42, 6), (48, 6), (54, 6), (60, 4)]
    assert sum(int(bits(ones, low, size)[0]) << low for low, size in fields) == 2**64 - 1


@pytest.mark.parametrize("shop_id", list(scenarios()))
def test_engine_equals_loop_on_every_scenario(shop_id: str) -> None:
    """The block engine walks every shipped scenario bit for bit like the readable loop."""
    shop = scenario(shop_id)
    assert same(simulate(shop, 150, seed=2026), shop, 2026)


@pytest.mark.parametrize("shop_id", list(scenarios()))
def test_engine_equals_loop_with_all_levers(shop_id: str) -> None:
    """With every lever pulled the two engines still agree."""
    shop = scenario(shop_id)
    better = shop.with_levers(*(lever.id for lever in shop.levers))
    assert same(simulate(better, 60, seed=1), better, 1)


@settings(max_examples=15, deadline=None)
@given(
    seed=st.integers(-(2**70), 2**70),
    block=st.integers(1, 70),
    customers=st.integers(0, 70),
    first=st.integers(0, 10**9),
)
def test_engine_equals_loop_for_any_seed_and_block(
    tiny_scenario: Scenario, seed: int, block: int, customers: int, first: int
) -> None:
    """Seed, block size and the number of the first customer never part the engines."""
    log = simulate(tiny_scenario, customers, seed, first=first, block=block)
    assert len(log) == customers
    assert same(log, tiny_scenario, seed, first)


def test_a_run_goes_on_where_another_ended(tiny_scenario: Scenario) -> None:
    """Customers 50 to 99 are the same whether simulated at once or as a second run."""
    whole, second = simulate(tiny_scenario, 100, seed=5), simulate(tiny_scenario, 50, seed=5, first=50)
    assert np.array_equal(whole[50:].codes, second.codes)


def test_entrance_replaces_the_start(tiny_scenario: Scenario) -> None:
    """Everybody begins at the entrance, and the loop agrees."""
    log = simulate(tiny_scenario, 80, seed=3, entrance="kasse")
    place = tiny_scenario.contact_ids.index("kasse")
    assert set(log.codes[log.offsets[:-1]].tolist()) == {place}
    assert same(log, tiny_scenario, 3, entrance=place)


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("shop_id", ["tiny", *scenarios()])
def test_outcomes_and_visits_match_the_closed_form(tiny_scenario: Scenario, shop_id: str, seed: int) -> None:
    """Without state the shares of outcomes and the visits of contacts are those of the absorbing chain."""
    shop = without_state(tiny_scenario if shop_id == "tiny" else scenario(shop_id))
    one_kind = shop.personas[0].kind
    shop = shop.model_copy(update={"personas": tuple(p for p in shop.personas if p.kind is one_kind)})
    n = 20_000
    log, truth = simulate(shop, n, seed), expected(shop, one_kind)
    assert log.outcome is not None
    for o, outcome in enumerate(list(Outcome)[:3]):
        p = truth.outcomes[outcome]
        share = (log.outcome == o).mean()
        assert abs(share - p) <= 4 * np.sqrt(p * (1 - p) / n) + 1e-12, outcome
    visits = np.zeros((n, len(truth.contacts)))
    np.add.at(visits, (log.owner(), log.codes), 1)
    error = visits.std(axis=0, ddof=1) / np.sqrt(n)
    assert (np.abs(visits.mean(axis=0) - truth.visits) <= 4 * error + 1e-12).all()


def test_chi_square_of_outcomes(tiny_scenario: Scenario) -> None:
    """Over 40 seeds the chi-square of the three outcomes has the mean 2 of its two degrees of freedom."""
    shop = without_state(tiny_scenario)
    n, truth = 2_000, np.array(list(expected(shop).outcomes.values()))
    chi = []
    for seed in range(40):
        outcome = simulate(shop, n, seed).outcome
        assert outcome is not None
        seen = np.bincount(outcome, minlength=4)[:3]
        chi.append((((seen - n * truth) ** 2) / (n * truth)).sum())
    # The mean of 40 chi-squares with 2 degrees of freedom has the standard error 2 / sqrt(40) = 0.316.
    assert abs(np.mean(chi) - 2) < 4 * 0.316


def test_low_mood_gives_up_more_often(tiny_scenario: Scenario) -> None:
    """With a tilt of -1 the worst mood doubles the weight of giving up at the checkout."""
    from journeylab.domain.vocabulary import CustomerKind
    from journeylab.sim.compile import next_weights

    worst = next_weights(tiny_scenario, "kasse", CustomerKind.NEW, 0)
    best = next_weights(tiny_scenario, "kasse", CustomerKind.NEW, 15)
    assert (worst["abbruch"], best["abbruch"]) == (4.0, 1.0)
    assert worst["kauf"] == best["kauf"] == 6.0


def test_existing_customers_have_weights_of_their_own(tiny_scenario: Scenario) -> None:
    """The factor 1.5 makes 6 of the weight 4, for existing customers only."""
    from journeylab.domain.vocabulary import CustomerKind
    from journeylab.sim.compile import next_weights

    assert next_weights(tiny_scenario, "suche", CustomerKind.EXISTING, 7)["korb"] == 6.0
    assert next_weights(tiny_scenario, "suche", CustomerKind.NEW, 7)["korb"] == 4.0


def test_a_buyer_becomes_an_existing_customer(tiny_scenario: Scenario) -> None:
    """The log keeps as what a customer came; the simulator itself goes on with an existing one."""
    log = simulate(tiny_scenario, 2_000, seed=1)
    assert log.kind is not None
    assert set(log.kind.tolist()) == {0, 1}
    assert 0.2 < log.kind.mean() < 0.3


def test_one_million_customers_and_none(tiny_scenario: Scenario) -> None:
    """Nobody, one and a million customers are all fine."""
    assert len(simulate(tiny_scenario, 0)) == 0
    assert len(simulate(tiny_scenario, 1)) == 1
    million = simulate(tiny_scenario, 1_000_000)
    assert len(million) == 1_000_000
    assert np.array_equal(million[:10].codes, simulate(tiny_scenario, 10).codes)


@pytest.mark.parametrize("customers", [-1, 2.5, True, "10", 10**9])
def test_a_wrong_number_of_customers_is_refused(tiny_scenario: Scenario, customers: object) -> None:
    """A count must be a whole number that memory can hold."""
    with pytest.raises(UsageError):
        simulate(tiny_scenario, customers)  # type: ignore[arg-type]


def test_an_unknown_entrance_is_named(tiny_scenario: Scenario) -> None:
    """A slip in the entrance is answered with the nearest contact."""
    with pytest.raises(ModelError, match="kasse"):
        simulate(tiny_scenario, 1, entrance="kase")


def test_progress_counts_up_to_all(tiny_scenario: Scenario) -> None:
    """Progress is told after each block, and the last word is all."""
    told: list[tuple[int, int]] = []
    simulate(tiny_scenario, 25, block=10, progress=lambda done, of: told.append((done, of)))
    assert told == [(10, 25), (20, 25), (25, 25)]


def test_returns_never_exceed_the_order(tiny_scenario: Scenario) -> None:
    """A customer sends back at most what she bought, in articles and in money."""
    log = simulate(tiny_scenario, 5_000, seed=9)
    assert log.items is not None and log.value is not None
    back = log.codes == tiny_scenario.contact_ids.index("retoure")
    owner = log.owner()
    for array in (log.items.astype(float), log.value):
        bought = np.bincount(owner, weights=array * ~back, minlength=len(log))
        returned = np.bincount(owner, weights=array * back, minlength=len(log))
        assert (returned <= bought + 1e-9).all()
        assert returned.sum() > 0


def test_253_contacts_and_three_outcomes_fill_a_byte(tiny_scenario: Scenario) -> None:
    """The largest scenario that a byte can number simulates like the smallest, in both engines."""
    data = tiny_scenario.model_dump(mode="json", exclude_defaults=True)
    names = [f"k{i}" for i in range(248)]
    data["contacts"] += [
        {"id": n, "touchpoint": "search_ad", "label": n, "moment": "suchen", "channel": "web"} for n in names
    ]
    data["behaviour"]["next"] |= {n: {names[(i + 1) % 248]: 1, "korb": 1, "abbruch": 1} for i, n in enumerate(names)}
    data["behaviour"]["start"] = {"suche": 1, **dict.fromkeys(names, 1)}
    large = Scenario.model_validate(data)
    assert len(large.contacts) == 253
    log = simulate(large, 300, seed=5)
    assert same(log, large, 5)
    assert len(set(log.codes.tolist())) > 200
    data["contacts"].append(data["contacts"][-1] | {"id": "zu-viel"})
    with pytest.raises(ValidationError, match="253"):
        Scenario.model_validate(data)
