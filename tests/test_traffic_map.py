"""The traffic on the map is counted, keeps clear of words, and stays where it is while numbers change."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from path_logs import log_of_events
from rooms import collisions

from journeylab.analysis.traffic import reach, step_counts
from journeylab.domain.journey_log import JourneyLog
from journeylab.domain.scenario import Scenario
from journeylab.errors import ModelError
from journeylab.i18n import set_language
from journeylab.sim.simulate import simulate
from journeylab.store.maps import scenario
from journeylab.views.svg import short
from journeylab.views.touchpoint_map_svg import grid_of, touchpoint_map
from journeylab.views.traffic_map import count, drawn, traffic_map

SHIPPED = sorted((Path(__file__).parent.parent / "datasets" / "scenarios").glob("*.yaml"))


def on_map(shop: Scenario, *ways: str) -> JourneyLog:
    """Return the log of these ways over a map."""
    return replace(log_of_events([[(name, False) for name in way.split()] for way in ways], names=shop.contact_ids),
                   map=shop)  # fmt: skip


def crowded(log: JourneyLog, to_be: JourneyLog | None = None) -> list[str]:
    sheet, canvas = drawn(count(log), None if to_be is None else count(to_be))
    return collisions(sheet, canvas.width, canvas.height)


def test_reach_counts_customers_and_steps_count_steps(tiny_scenario: Scenario) -> None:
    """Who meets a contact twice is one customer; every step counts, never one from customer to customer."""
    log = on_map(tiny_scenario, "suche korb suche", "suche")
    assert reach(log) == {"suche": 1.0, "korb": 0.5, "kasse": 0, "kauf": 0, "retoure": 0}
    assert step_counts(log) == {("suche", "korb"): 1, ("korb", "suche"): 1}


def test_shares_stand_in_the_pills(tiny_scenario: Scenario) -> None:
    """Every contact tells who meets it; with a second log as is and to be."""
    set_language("en")
    log, after = on_map(tiny_scenario, "suche korb", "suche"), on_map(tiny_scenario, "suche", "suche")
    assert ">50%<" in traffic_map(log).svg
    assert ">50 → 0%<" in traffic_map(log, after).svg


def test_the_caption_counts_lines_and_ways_back(tiny_scenario: Scenario) -> None:
    """Two lines stand for two of three different steps, and one of four steps goes back."""
    set_language("en")
    log = on_map(tiny_scenario, "suche korb suche korb kasse")
    text = traffic_map(log, lines=2).description
    assert "2 lines for the most frequent of 3 different steps: 75.0% of all steps to another contact." in text
    assert "Most frequent step to another contact: from Search ad to Basket, 2 times." in text
    assert "1 of 4 steps between contacts leads back to an earlier moment (25.0%)." in text
    assert "As is: 25.0%." in traffic_map(log, log).description


def test_ways_back_are_dashed_and_numbered(tiny_scenario: Scenario) -> None:
    """The line back to the search is dashed violet, with its count beside it."""
    sheet, _canvas = drawn(count(on_map(tiny_scenario, *["suche korb suche"] * 3)))
    assert [name for name, _box in sheet.taken].count("3") == 1
    assert sum('stroke="#882255"' in markup and "<path" in markup for markup in sheet.markup) == 1


@pytest.mark.parametrize("code", ["de", "en"])
@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_nothing_collides_on_shipped_scenarios(path: Path, code: str) -> None:
    """As is alone and against every lever, no text lies on a mark, on another text or beyond the edge."""
    set_language(code)
    shop = scenario(path)
    log = simulate(shop, customers=200, seed=7)
    assert crowded(log) == []
    for lever in shop.levers[:4]:
        assert crowded(log, simulate(shop.with_levers(lever.id), customers=200, seed=7)) == []


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_nothing_collides_on_any_log(tiny_scenario: Scenario, data: st.DataObject) -> None:
    """Whatever customers do, numbers on lines keep clear of marks, pills and labels."""
    ways = st.lists(st.lists(st.sampled_from(tiny_scenario.contact_ids), max_size=9).map(" ".join), max_size=12)
    assert crowded(on_map(tiny_scenario, *data.draw(ways)), on_map(tiny_scenario, *data.draw(ways))) == []


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_nothing_moves_while_numbers_change(path: Path) -> None:
    """Marks and pills stand where they stood, whichever seed is simulated."""
    shop = scenario(path)
    log = simulate(shop, customers=300, seed=1)
    rooms = []
    for seed in (2, 3):
        sheet, _canvas = drawn(count(log), count(simulate(shop, customers=300, seed=seed)))
        rooms.append([(name, box) for name, box in sheet.taken if name.startswith(("mark ", "steps "))])
    assert rooms[0] == rooms[1]
    assert len(rooms[0]) == 2 * len(shop.contacts)


def test_a_new_contact_is_on_the_map(tiny_scenario: Scenario) -> None:
    """A contact that only the to-be map has begins at 0 per cent."""
    set_language("en")
    after = tiny_scenario.with_contact(id="chat", touchpoint="chat", label="Chat", moment="suchen", channel="web")
    both = log_of_events([[("chat", False)]], names=after.contact_ids)
    picture = traffic_map(on_map(tiny_scenario, "suche"), replace(both, map=after))
    assert ">0 → 100%<" in picture.svg
    assert picture.table.iloc[-1].tolist() == ["Chat", "Searching", 0.0, 1.0]


def test_a_log_without_a_map_is_told_the_way_out() -> None:
    """Without a map there is nothing to draw on; the message says how to get one."""
    with pytest.raises(ModelError, match="map="):
        traffic_map(log_of_events([]))


def test_an_empty_log_says_so(tiny_scenario: Scenario) -> None:
    """The map is drawn, and a sentence tells that nobody has walked on it."""
    set_language("en")
    picture = traffic_map(on_map(tiny_scenario))
    assert "no contacts yet" in picture.svg
    assert picture.table["share of customers"].sum() == 0


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_centres_are_those_of_the_plain_map(path: Path) -> None:
    """Every mark is drawn around its centre, inside of a picture as large as it says."""
    shop = scenario(path)
    picture, centres = touchpoint_map(shop), grid_of(shop).centres()
    width, height = picture.size
    assert list(centres) and set(centres) <= set(shop.contact_ids)
    assert all(0 < x < width and 0 < y < height for x, y in centres.values())
    groups = {part.split('"', 1)[0]: part.split("</g>", 1)[0] for part in picture.svg.split('data-contact="')[1:]}
    assert set(groups) == set(centres)
    assert all(f' x="{short(x)}"' in groups[name] for name, (x, _y) in centres.items())
    circles = [name for name in centres if "<circle" in groups[name]]
    assert circles
    assert all(f'cy="{short(centres[name][1])}"' in groups[name] for name in circles)
