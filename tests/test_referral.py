"""Word of mouth in waves."""

from __future__ import annotations

import numpy as np
import pytest

from journeylab.domain.behaviour import ContactBehaviour, WordOfMouth
from journeylab.domain.scenario import Scenario
from journeylab.errors import ModelError
from journeylab.sim.referral import simulate_waves
from journeylab.sim.simulate import simulate


def talking(scenario: Scenario, promoter: float, detractor: float, mood: float) -> Scenario:
    """Return the scenario with this much talk, and customers who start in this mood."""
    talk = WordOfMouth(contact="suche", per_promoter=promoter, per_detractor=detractor)
    still = {contact: ContactBehaviour(noise=0) for contact in scenario.contact_ids}
    walk = scenario.behaviour.model_copy(update={"word_of_mouth": talk, "contact": still})
    people = tuple(p.model_copy(update={"mood": mood}) for p in scenario.personas)
    return scenario.model_copy(update={"behaviour": walk, "personas": people})


def test_the_first_wave_is_not_disturbed(tiny_scenario: Scenario) -> None:
    """Word of mouth draws from a stream of its own: the first wave walks as it would without it."""
    waves = simulate_waves(tiny_scenario, 500, seed=4)
    assert np.array_equal(waves.logs[0].codes, simulate(tiny_scenario, 500, seed=4).codes)


def test_every_promoter_brings_one_and_the_horizon_ends_it(tiny_scenario: Scenario) -> None:
    """If all customers promote and each brings one, every wave is as large as the first."""
    waves = simulate_waves(talking(tiny_scenario, 1, 0, mood=10), 200, seed=1, waves=4)
    assert [len(log) for log in waves.logs] == [200, 200, 200, 200]
    assert (waves.referrals, waves.died_out) == (1.0, False)


def test_recommended_customers_enter_where_the_file_says(tiny_scenario: Scenario) -> None:
    """The second wave begins at the contact of word of mouth, as customers of their own."""
    shop = talking(tiny_scenario, 1, 0, mood=10)
    shop = shop.model_copy(
        update={
            "behaviour": shop.behaviour.model_copy(
                update={"word_of_mouth": WordOfMouth(contact="kasse", per_promoter=1)}
            )
        }
    )
    second = simulate_waves(shop, 50, seed=1, waves=2).logs[1]
    assert set(second.codes[second.offsets[:-1]].tolist()) == {2}


def test_detractors_end_it(tiny_scenario: Scenario) -> None:
    """Where all warn and nobody recommends, there is no second wave."""
    waves = simulate_waves(talking(tiny_scenario, 0, 1, mood=0), 100, seed=1)
    assert (len(waves.logs), waves.referrals, waves.died_out) == (1, -1.0, True)


def test_growth_beyond_memory_is_refused(tiny_scenario: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wave that would outgrow memory is refused before it is simulated."""
    monkeypatch.setattr("journeylab.sim.referral.MAX_CUSTOMERS", 150)
    with pytest.raises(ModelError, match="100"):
        simulate_waves(talking(tiny_scenario, 1, 0, mood=10), 100, seed=1, waves=2)


def test_silence_is_named(tiny_scenario: Scenario) -> None:
    """A scenario without word of mouth says so."""
    walk = tiny_scenario.behaviour.model_copy(update={"word_of_mouth": None})
    with pytest.raises(ModelError, match="word_of_mouth"):
        simulate_waves(tiny_scenario.model_copy(update={"behaviour": walk}), 10)
