"""The names that a notebook uses."""

from __future__ import annotations

import pytest

import journeylab as jl
from journeylab.domain.scenario import Scenario


@pytest.mark.parametrize("name", jl.__all__)
def test_every_public_name_is_there_and_explained(name: str) -> None:
    """Each name loads, is listed by dir(), and has a docstring."""
    assert getattr(jl, name).__doc__
    assert name in dir(jl)


def test_an_unknown_name_is_an_attribute_error() -> None:
    """A slip in a name is Python's usual answer."""
    with pytest.raises(AttributeError, match="simulat"):
        jl.simulat  # noqa: B018


def test_kpis_on_the_map_have_their_names() -> None:
    """The map writes "Warenkorbabbruchquote" (wrapped), not the key cart_abandonment."""
    drawn = jl.touchpoint_map(jl.scenario("fahrrad"))
    assert "cart" not in drawn.svg
    assert "abbruchquote" in drawn.svg.lower()


def test_one_way_from_shop_to_attribution(tiny_scenario: Scenario) -> None:
    """A notebook's first five lines work in a row, and the credits add up to the purchases."""
    log = jl.simulate(tiny_scenario, customers=500, seed=7)
    better = jl.simulate(tiny_scenario.with_levers("gastkauf"), customers=500, seed=7)
    assert log.conversion is not None
    for model in ("first", "last", "linear", "position", "time_decay", "markov", "shapley"):
        assert jl.attribution(log, model=model).sum() == pytest.approx(log.conversion.sum())
    assert jl.difference(log, better, "checkout_abandonment").change < 0
