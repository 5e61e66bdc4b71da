"""Mood and attention of one customer, contact by contact."""

from __future__ import annotations

import numpy as np
import pytest

from journeylab.domain.scenario import Scenario
from journeylab.domain.vocabulary import Outcome
from journeylab.errors import UsageError
from journeylab.sim.simulate import simulate
from journeylab.sim.trace import trace, traces
from journeylab.store.maps import scenario, scenarios


@pytest.mark.parametrize("shop_id", list(scenarios()))
def test_traces_tell_the_engines_journeys(shop_id: str) -> None:
    """Contacts, times, outcome and final mood of the first 50 customers are those of the engine's log."""
    shop = scenario(shop_id)
    log = simulate(shop, 50, seed=11)
    assert log.minutes is not None and log.outcome is not None and log.mood is not None and log.conversion is not None
    for i, told in enumerate(traces(shop, range(50), seed=11)):
        rows = slice(log.offsets[i], log.offsets[i + 1])
        assert told.codes == tuple(log.codes[rows])
        assert told.contacts == log.journey(i).contacts()
        assert told.minutes == tuple(log.minutes[rows] - log.minutes[rows][0])
        assert told.purchase == tuple(log.conversion[rows])
        assert told.outcome is list(Outcome)[log.outcome[i]]
        assert told.mood[-1] * 25.5 == pytest.approx(log.mood[i])
        assert told.mood_before[1:] == told.mood[:-1]


def test_mood_by_hand(tiny_scenario: Scenario) -> None:
    """Customer 114 of seed 7 goes through the moods that the test of the readable loop works out by hand."""
    told = trace(tiny_scenario, 114, seed=7)
    units = [128, 128 + 9, 137 - 5, 132 - 10 - 7, 115 + 10 + 7, 132 - 3]
    assert [told.mood_before[0], *told.mood] == [unit / 25.5 for unit in units]
    assert told.contacts == ("suche", "korb", "kasse", "kauf", "retoure")
    assert told.minutes == (0, 1, 2, 51, 51 + 4321 + 1)
    assert told.waited == (0, 0, 0, 4321, 0)
    assert told.purchase == (False, False, False, True, False)
    assert (told.persona, told.outcome, len(told)) == ("neu", Outcome.CONTENT, 5)


def test_without_a_way_back_there_is_no_attention(tiny_scenario: Scenario) -> None:
    """Where attention never ends a visit, none is told."""
    assert trace(tiny_scenario, 114).attention is None


def test_attention_by_hand(tiny_scenario_text: str) -> None:
    """Of a budget of 6 every contact takes 2; the pause after the third brings all 6 back."""
    from ruamel.yaml import YAML

    data = YAML(typ="safe", pure=True).load(tiny_scenario_text)
    data["behaviour"]["visit"] = {"attention": 6, "pause": "1 d", "comes_back": {"kauf": 1000, "abbruch": 1}}
    told = trace(Scenario.model_validate(data), 114, seed=7)
    assert told.attention is not None
    assert told.contacts[:4] == ("suche", "korb", "kasse", "kauf")
    assert told.minutes[3] == 2 + 1440
    assert told.attention[:4] == pytest.approx((4 / 6, 2 / 6, 0, 4 / 6))


def test_attention_is_a_share() -> None:
    """Attention lies between nothing and all, whatever a contact costs."""
    for told in traces(scenario("fahrrad"), range(50)):
        assert told.attention is not None
        assert min(told.attention) >= 0 and max(told.attention) <= 1
        assert np.isfinite(told.mood).all()


def test_a_map_alone_is_refused() -> None:
    """Nobody can walk without behaviour; the message says where a scenario comes from."""
    with pytest.raises(UsageError, match="Szenario"):
        trace("fahrrad")  # type: ignore[arg-type]
