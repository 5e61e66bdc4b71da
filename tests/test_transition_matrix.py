"""In the matrix of steps every step has one place, and whatever goes back stands below the stairs."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from path_logs import Event, log_of_events
from rooms import collisions, contrast

from journeylab.analysis.step_matrix import step_matrix
from journeylab.domain.journey_log import JourneyLog
from journeylab.domain.scenario import Scenario
from journeylab.errors import UsageError
from journeylab.i18n import set_language
from journeylab.sim.simulate import simulate
from journeylab.store.maps import scenario
from journeylab.views.flow_chart import shade
from journeylab.views.svg import WIDTH
from journeylab.views.transition_matrix import BACK, DEEPEST, drawn, transition_matrix

SHIPPED = sorted((Path(__file__).parent.parent / "datasets" / "scenarios").glob("*.yaml"))


@pytest.fixture
def mapped(tiny_scenario: Scenario) -> JourneyLog:
    """Return two customers on the tiny map: one goes back to the search and leaves, one buys."""
    ways = ("suche korb suche", "suche korb kasse kauf")
    events = [[(name, name == "kauf") for name in way.split()] for way in ways]
    return replace(log_of_events(events, names=tiny_scenario.contact_ids), map=tiny_scenario)


def crowded(log: JourneyLog, most: int = 20) -> list[str]:
    sheet, height = drawn(step_matrix(log, most), "Schritte", "2 Personen")
    return collisions(sheet, WIDTH, height)


@pytest.mark.parametrize("code", ["de", "en"])
@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_nothing_collides_on_shipped_scenarios(path: Path, code: str) -> None:
    """With all touchpoints, with a few, and without a map, no text lies on another."""
    set_language(code)
    log = simulate(scenario(path), customers=300, seed=7)
    assert crowded(log) == []
    assert crowded(log, most=5) == []
    assert crowded(replace(log, map=None), most=24) == []


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.lists(st.tuples(st.sampled_from(["Mail", "Donaudampfschifffahrt", "W" * 40, "Ä", "<b>", "a b c d"]),
                           st.booleans()), max_size=9),
        max_size=12,
    ),
    st.integers(1, 24),
)  # fmt: skip
def test_every_step_has_one_place(customers: list[list[Event]], most: int) -> None:
    """Rows add up to how often a touchpoint was met, columns as well, and nothing collides on the picture."""
    log = log_of_events(customers)
    counted = step_matrix(log, most)
    left = counted.steps.sum(axis=1) + counted.ends.sum(axis=1)
    assert left[1:].tolist() == counted.steps.sum(axis=0).tolist()
    assert left[1:].sum() == log.n_events
    assert left[0] == sum(map(bool, customers))
    assert crowded(log, most) == []


def test_steps_stand_in_the_order_of_the_map(mapped: JourneyLog) -> None:
    """From the search two go to the basket; from there one goes back, and one on to the checkout."""
    counted = step_matrix(mapped)
    assert counted.names == ("Suchanzeige", "Warenkorb", "Kasse", "Bestellung")
    assert counted.moments == ("Suchen", "Kaufen", "Kaufen", "Kaufen")
    assert counted.steps.tolist() == [[2, 0, 0, 0], [0, 2, 0, 0], [1, 0, 1, 0], [0, 0, 0, 1], [0, 0, 0, 0]]
    assert counted.ends.tolist() == [[0, 0], [0, 1], [0, 0], [0, 0], [1, 0]]
    assert counted.back().tolist() == [[False] * 4, *[[True, False, False, False]] * 3]
    assert counted.returned == 1


def test_ways_back_are_framed_and_counted(mapped: JourneyLog) -> None:
    """On a map the frame is dashed and violet, and the caption names the most frequent way back."""
    set_language("en")
    picture = transition_matrix(mapped)
    assert 'stroke="#882255"' in picture.svg
    assert "1 of 5 steps between contacts leads back to an earlier moment (20.0%)." in picture.description
    assert "Most frequent back-jump: from Basket to Search ad, 1 times." in picture.description


def test_without_a_map_nothing_goes_back(mapped: JourneyLog) -> None:
    """Where nobody knows the order of moments, the most frequent comes first and no step is called a step back."""
    set_language("en")
    log = replace(mapped, map=None)
    assert step_matrix(log).names == ("suche", "korb", "kasse", "kauf")
    picture = transition_matrix(log)
    assert "#882255" not in picture.svg
    assert "back" not in picture.description


def test_a_touchpoint_beside_the_map_has_no_direction(mapped: JourneyLog) -> None:
    """A touchpoint that the map lacks comes last, and no step from it or to it goes back."""
    known = (*mapped.touchpoints[:-1], "fremd")
    log = replace(mapped, touchpoints=known, codes=mapped.codes * 0 + 4)
    counted = step_matrix(log)
    assert counted.names == ("fremd",)
    assert counted.rank == (-1,)
    assert not counted.back().any()


def test_rare_touchpoints_stand_together(mapped: JourneyLog) -> None:
    """With room for two names the others share a row and a column, of which nobody says that it goes back."""
    set_language("en")
    counted = step_matrix(mapped, most=2)
    assert counted.names == ("Search ad", "Basket", "2 others")
    assert counted.back().shape == (2, 2)
    assert counted.steps[1:].sum() == 5


def test_cells_are_per_cent_of_their_row(mapped: JourneyLog) -> None:
    """Of two steps that leave the basket each is 50 per cent; what never happens is empty."""
    sheet, _height = drawn(step_matrix(mapped), "", "")
    told = [name for name, _box in sheet.taken]
    assert told.count("50") == 2
    assert "0" not in told


def test_the_table_holds_counts(mapped: JourneyLog) -> None:
    """One row for the start and each touchpoint, with two columns for the ends."""
    set_language("en")
    table = transition_matrix(mapped).table
    assert table.iloc[2].tolist() == ["Basket", 1, 0, 1, 0, 0, 0]
    assert list(table.columns)[-2:] == ["end, has bought", "end, no purchase"]


def test_unknown_conversions_have_one_end(mapped: JourneyLog) -> None:
    """A log that does not tell conversions does not say who ended with a purchase."""
    set_language("en")
    table = transition_matrix(replace(mapped, conversion=None)).table
    assert list(table.columns)[-1] == "(end)"
    assert table["(end)"].sum() == 2


def test_violet_figures_can_be_read_on_the_deepest_shade() -> None:
    """Figures of ways back keep a contrast of 4.5 on every shade."""
    assert contrast(BACK, shade(DEEPEST)) >= 4.5


@pytest.mark.parametrize("customers", [[], [[]], [[("Mail", False)]]])
def test_few_contacts_make_a_picture(customers: list[list[Event]]) -> None:
    """No customer, no contact, and one contact are drawn as well."""
    assert ET.fromstring(transition_matrix(log_of_events(customers)).svg).tag.endswith("svg")


@pytest.mark.parametrize("most", [0, 25])
def test_more_than_a_picture_shows_is_refused(most: int) -> None:
    """The message names the limit and what was given."""
    with pytest.raises(UsageError, match=f"24.*{most}"):
        transition_matrix(log_of_events([]), most=most)
