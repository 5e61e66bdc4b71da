"""The names that a notebook uses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import journeylab as jl
from journeylab.domain.scenario import Scenario
from journeylab.errors import UsageError


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


def test_a_notebook_gets_the_wide_map() -> None:
    """``panels=False`` leaves out the figures under the grid."""
    drawn = jl.touchpoint_map(jl.scenario("fahrrad"), panels=False)
    assert "abbruchquote" not in drawn.svg.lower()
    assert "Warenkorb" in drawn.svg


def test_one_way_from_shop_to_attribution(tiny_scenario: Scenario) -> None:
    """A notebook's first five lines work in a row, and the credits add up to the purchases."""
    log = jl.simulate(tiny_scenario, customers=500, seed=7)
    better = jl.simulate(tiny_scenario.with_levers("gastkauf"), customers=500, seed=7)
    assert log.conversion is not None
    for model in ("first", "last", "linear", "position", "time_decay", "markov", "shapley"):
        assert jl.attribution(log, model=model).sum() == pytest.approx(log.conversion.sum())
    assert jl.difference(log, better, "checkout_abandonment").change < 0


@pytest.mark.parametrize(
    "call",
    [
        lambda: jl.simulate("fahrrad", 10),
        lambda: jl.touchpoint_map("fahrrad"),
        lambda: jl.kpis("log.csv"),
        lambda: jl.paths(jl.scenario("fahrrad")),
        lambda: jl.funnel(None),
        lambda: jl.transitions([]),
        lambda: jl.attribution(3),
    ],
)
def test_the_wrong_kind_of_thing_is_answered_with_the_way_to_the_right_one(call: Callable[[], object]) -> None:
    """Whoever passes a name instead of a shop or a log learns how to get one."""
    with pytest.raises(UsageError, match=r"gebraucht[^\n]*\n-> .*jl\."):
        call()


@pytest.mark.parametrize("wrong", [{"seed": "x"}, {"seed": 1.5}, {"block": 0}, {"first": -1}])
def test_numbers_of_a_simulation_are_whole(tiny_scenario: Scenario, wrong: dict[str, Any]) -> None:
    """Seed, block and first customer are checked like the number of customers, by name."""
    with pytest.raises(UsageError, match=next(iter(wrong))):
        jl.simulate(tiny_scenario, 10, **wrong)


def test_a_notebook_shows_the_message_and_not_our_code() -> None:
    """IPython asks an exception how to show itself: problem and way out, no line of the package."""
    with pytest.raises(jl.JourneyLabError) as caught:
        jl.kpi("cr").compute(conversions=200, sessions=0)
    problem, way_out = caught.value._render_traceback_()
    assert "durch 0" in problem
    assert way_out.startswith("-> ")


@pytest.mark.parametrize("wrong", [{"model": "time_decay", "half_life": "3 d"}, {"model": "markov", "order": 1.5}])
def test_options_of_attribution_are_numbers(tiny_scenario: Scenario, wrong: dict[str, Any]) -> None:
    """A half-life in words and half an order are answered, not handed to numpy."""
    with pytest.raises(UsageError):
        jl.attribution(jl.simulate(tiny_scenario, 50), **wrong)
