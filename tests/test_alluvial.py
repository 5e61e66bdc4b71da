"""On the picture of unrolled paths every state has a room for its name, and heights are customers."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from path_logs import Event, log_of_events
from rooms import collisions

from journeylab.analysis.unrolled import unrolled
from journeylab.domain.journey_log import JourneyLog
from journeylab.errors import UsageError
from journeylab.i18n import set_language
from journeylab.sim.simulate import simulate
from journeylab.store.maps import scenario
from journeylab.views.alluvial import alluvial, drawn
from journeylab.views.svg import WIDTH

SHIPPED = sorted((Path(__file__).parent.parent / "datasets" / "scenarios").glob("*.yaml"))

SMALL = log_of_events(
    [
        [("Mail", False), ("Order", True)],
        [("Mail", False), ("Shop", False)],
        [("Shop", False), ("Mail", False), ("Mail", False)],
    ]
)


def crowded(log: JourneyLog, **wishes: object) -> list[str]:
    sheet, height = drawn(unrolled(log, **wishes), "Wege", "2.000 Personen")  # type: ignore[arg-type]
    return collisions(sheet, WIDTH, height)


@pytest.mark.parametrize("code", ["de", "en"])
@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_nothing_collides_on_shipped_scenarios(path: Path, code: str) -> None:
    """By channel, moment or touchpoint, with few and with many columns, no text lies on another."""
    set_language(code)
    log = simulate(scenario(path), customers=300, seed=7)
    assert crowded(log) == []
    assert crowded(log, by="moment", steps=8, most=6) == []
    assert crowded(log, by="touchpoint", steps=2, most=6) == []


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.lists(st.tuples(st.sampled_from(["Mail", "Donaudampfschifffahrt", "W" * 40, "Ä", "<b>", "a b c d"]),
                           st.booleans()), max_size=9),
        max_size=12,
    ),
    st.integers(1, 8),
    st.integers(1, 6),
)  # fmt: skip
def test_nothing_collides_on_any_log(customers: list[list[Event]], steps: int, most: int) -> None:
    """Whatever the stations are called, every label has a room of its own."""
    assert crowded(log_of_events(customers), steps=steps, most=most) == []


def test_every_state_is_labelled_with_its_customers() -> None:
    """Name, number and share stand in each node; everybody who bought or went stays in sight."""
    set_language("en")
    sheet, _height = drawn(unrolled(SMALL), "Paths", "3 customers")
    told = [name for name, _box in sheet.taken]
    assert told.count("BOUGHT") == 3
    assert told.count("2 · 67%") == 2
    assert [name for name in told if name.startswith("Contact ")] == [f"Contact {i}" for i in range(1, 5)]


def test_the_caption_counts() -> None:
    """The picture says in words where it begins and how many have bought by the last contact."""
    set_language("en")
    text = alluvial(SMALL).description
    assert "3 customers · observed." in text
    assert "66.7% begin with Mail." in text
    assert "By contact 4, 33.3% have bought and 66.7% are gone without a purchase." in text


def test_longer_ways_are_named() -> None:
    """What the picture leaves out, its second line says."""
    set_language("en")
    assert "1 way is longer than 2 contacts: its rest is not shown" in alluvial(SMALL, steps=2).svg


def test_unknown_purchases_are_not_shown() -> None:
    """Where a log knows no conversions nobody "has bought", and ways just end."""
    set_language("en")
    log = JourneyLog(("Mail",), SMALL.offsets[:2], SMALL.codes[:2] * 0)
    told = alluvial(log).svg
    assert "BOUGHT" not in told
    assert "(end)" in told


def test_ways_back_are_dashed_and_counted() -> None:
    """On a map, steps to an earlier moment have a dashed violet rim and a sentence; without a map there are none."""
    set_language("en")
    log = simulate(scenario(SHIPPED[0]), customers=300, seed=7)
    back = int(unrolled(log).back.sum())
    picture = alluvial(log)
    assert 'stroke="#882255"' in picture.svg
    assert f"{back} of " in picture.description
    assert picture.table["back to an earlier moment"].sum() == back
    assert "#882255" not in alluvial(SMALL).svg


def test_the_table_has_one_row_for_each_stream() -> None:
    """What flows out of the first contact is three customers in three streams."""
    set_language("en")
    table = alluvial(SMALL).table
    assert table[table["contact"] == 1].to_numpy().tolist() == [
        [1, "Mail", "Shop", 1, 0],
        [1, "Mail", "BOUGHT", 1, 0],
        [1, "Shop", "Mail", 1, 0],
    ]


@pytest.mark.parametrize("customers", [[], [[("Mail", False)]], [[("Mail", False)], [("Shop", False)]]])
def test_few_and_short_journeys_make_a_picture(customers: list[list[Event]]) -> None:
    """No customer, one customer, and journeys of one contact are drawn as well."""
    picture = alluvial(log_of_events(customers))
    assert ET.fromstring(picture.svg).tag.endswith("svg")
    assert bool(len(picture.table)) == bool(customers)


@pytest.mark.parametrize("wrong", [{"steps": 9}, {"most": 7}])
def test_more_than_a_picture_shows_is_refused(wrong: dict[str, int]) -> None:
    """Nine columns or seven colours could not be read: the message names the limits."""
    with pytest.raises(UsageError, match="8"):
        alluvial(SMALL, **wrong)


def test_letters_can_be_read_on_black() -> None:
    """A node of buyers that is high enough is black, and its letters are white."""
    set_language("en")
    assert 'fill="#FFFFFF">BOUGHT<' in alluvial(log_of_events([[("Mail", True)]], contact=True)).svg
