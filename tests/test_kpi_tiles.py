"""KPIs as tiles: values by hand, the word for a change, and what cannot be told or compared."""

from __future__ import annotations

import pytest
from path_logs import log_of
from rooms import collisions

from journeylab.analysis.log_facts import Facts
from journeylab.analysis.log_figures import FIGURES
from journeylab.analysis.log_kpis import difference
from journeylab.analysis.told import MOST, USUAL, told
from journeylab.domain.journey_log import JourneyLog
from journeylab.domain.scenario import Scenario
from journeylab.errors import ModelError, UsageError
from journeylab.i18n import set_language
from journeylab.sim.simulate import simulate
from journeylab.views.kpi_tiles import drawn, kpi_tiles
from journeylab.views.svg import WIDTH


@pytest.fixture(autouse=True)
def _english(_german: None) -> None:
    set_language("en")


@pytest.fixture(scope="module")
def as_is(tiny_scenario: Scenario) -> JourneyLog:
    return simulate(tiny_scenario, 2_000, 7)


@pytest.fixture(scope="module")
def to_be(tiny_scenario: Scenario) -> JourneyLog:
    return simulate(tiny_scenario.with_levers("gastkauf"), 2_000, 7)


def test_value_interval_and_basis_stand_on_the_tile() -> None:
    """One of four customers buys: 25 per cent, Wilson 4.6 to 69.9, and the division itself."""
    picture = kpi_tiles(log_of([(("A",), 1, 3)]), ["conversion_rate_customers"])
    for words in ("25.0%", "95%: 4.6% to 69.9%", "customers with a conversion / customers", "1 / 4"):
        assert f">{words}<" in picture.svg


def test_the_usual_figures_are_eight(as_is: JourneyLog) -> None:
    """A simulated log can tell the first eight, a log without times and values only what it can."""
    assert [tile.key for tile in told(as_is)] == list(USUAL[:MOST])
    assert [tile.key for tile in told(log_of([(("A",), 1, 3)]))] == [
        "repurchase_rate", "conversion_rate_customers", "contacts_to_purchase", "conversion_rate_journeys",
    ]  # fmt: skip


@pytest.mark.parametrize("key", USUAL)
def test_the_change_is_that_of_the_difference(as_is: JourneyLog, to_be: JourneyLog, key: str) -> None:
    """Tiles say what `difference` says, also where one object counts for several figures."""
    found = next(tile for tile in told(as_is, USUAL, to_be) if tile.key == key).difference
    assert found == difference(as_is, to_be, key)


def test_counting_once_changes_nothing(as_is: JourneyLog) -> None:
    """Facts that are shared by all figures give each the same sums as facts of its own."""
    shared = Facts(as_is)
    for figure in FIGURES.values():
        one, other = figure.ratio(shared), figure.ratio(Facts(as_is))
        assert (one.numerator, one.denominator) == (other.numerator, other.denominator)


def test_less_abandonment_is_better(as_is: JourneyLog, to_be: JourneyLog) -> None:
    """Fewer leave the checkout with guest checkout: better, although the number falls; the reverse is worse."""
    effect = _effect(as_is, to_be)
    assert effect["effect"] == "better"
    assert effect["change"].startswith("-")
    assert _effect(to_be, as_is)["effect"] == "worse"


def test_no_change_is_no_effect(as_is: JourneyLog) -> None:
    """The same log twice shows no effect, with an interval of 0 to 0."""
    effect = _effect(as_is, as_is)
    assert effect["effect"] == "no effect shown"
    assert effect["interval"] == "95%: 0.0 to 0.0"


def _effect(as_is: JourneyLog, to_be: JourneyLog) -> dict[str, str]:
    rows = kpi_tiles(as_is, ["checkout_abandonment"], to_be=to_be).table
    return {str(name): str(value) for name, value in rows.iloc[0].items()}


def test_nothing_to_divide_by_is_no_change(as_is: JourneyLog, to_be: JourneyLog) -> None:
    """Where nobody buys there is no average order value, and the tile says that nothing can be compared."""
    silent = as_is[as_is.lengths() == 1]
    picture = kpi_tiles(silent, ["aov"], to_be=silent)
    assert "Cannot be compared" in picture.svg
    assert picture.table.iloc[0]["change"] == "-"


def test_other_customers_are_refused(as_is: JourneyLog, tiny_scenario: Scenario) -> None:
    """A paired change needs the same seed."""
    with pytest.raises(UsageError, match="same customers"):
        kpi_tiles(as_is, to_be=simulate(tiny_scenario, 2_000, 8))


def test_an_unknown_figure_is_refused(as_is: JourneyLog) -> None:
    """A slip in a name gets the likeliest name."""
    with pytest.raises(UsageError, match="repurchase_rate"):
        kpi_tiles(as_is, ["repurchase_rat"])


def test_a_figure_that_is_asked_for_must_be_told() -> None:
    """What is left out of the usual eight is an error where somebody names it."""
    with pytest.raises(ModelError, match="values"):
        kpi_tiles(log_of([(("A",), 1, 3)]), ["aov"])


def test_nothing_collides(as_is: JourneyLog, to_be: JourneyLog) -> None:
    """All figures, alone and compared, have their room."""
    for after in (None, to_be):
        sheet, height = drawn(told(as_is, list(FIGURES), after), "Title", "Facts")
        assert collisions(sheet, WIDTH, height) == []


def test_a_log_without_figures_says_so() -> None:
    """A log that tells no conversions has no tile, but a sentence."""
    from dataclasses import replace

    assert "none of the usual KPIs" in kpi_tiles(replace(log_of([(("A",), 0, 3)]), conversion=None)).svg
