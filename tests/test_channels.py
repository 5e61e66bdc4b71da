"""Channels side by side: who meets them, who buys afterwards, what they open, close and cost."""

from __future__ import annotations

import pytest
from path_logs import ORDER, log_of, log_of_events
from rooms import collisions

from journeylab.analysis.channels import channels
from journeylab.analysis.ratio import wilson
from journeylab.domain.journey_log import JourneyLog
from journeylab.domain.scenario import Scenario
from journeylab.errors import UsageError
from journeylab.i18n import set_language
from journeylab.sim.simulate import simulate
from journeylab.views.channel_comparison import MOST_CHANNELS, channel_comparison, drawn
from journeylab.views.svg import WIDTH


@pytest.fixture(autouse=True)
def _english(_german: None) -> None:
    set_language("en")


def test_counts_by_hand() -> None:
    """Two buy after A and B, one leaves after A and B, one buys after B alone."""
    counted = channels(log_of([(("A", "B"), 2, 1), (("B",), 1, 0)]))
    assert list(counted.index) == ["B", "A"]
    assert counted.loc["B", ["contacts", "customers", "bought", "first", "last"]].tolist() == [4, 4, 3, 1, 3]
    assert counted.loc["A", ["contacts", "customers", "bought", "first", "last"]].tolist() == [3, 3, 2, 2, 0]
    assert counted["share"].tolist() == [1.0, 0.75]
    assert counted.loc["A", "rate"] == pytest.approx(2 / 3)
    assert (counted.loc["A", "low"], counted.loc["A", "high"]) == wilson(2, 3)


def test_an_order_of_its_own_is_no_channel() -> None:
    """An event that only marks the conversion has no row; a contact that carries it has one."""
    assert ORDER not in channels(log_of([(("A",), 1, 0)])).index
    assert channels(log_of([(("A", "B"), 1, 0)], contact=True)).loc["B", "bought"] == 1


def test_a_contact_after_the_purchase_wins_nobody() -> None:
    """The tracking mail reaches buyers only, but nobody buys after it."""
    counted = channels(log_of_events([[("Shop", False), (ORDER, True), ("Mail", False)]]))
    assert counted.loc["Mail", "customers"] == 1
    assert counted["rate"].to_dict() == {"Shop": 1.0, "Mail": 0.0}


def test_the_gap_leads_to_the_next_contact_of_the_same_customer() -> None:
    """A is followed after 10 and after 30 minutes, B after 20, and the last contact by nothing."""
    ways = [[("A", False), ("B", False), ("A", False), ("C", False)], [("C", False)]]
    counted = channels(log_of_events(ways, minutes=[0, 10, 30, 60, 999]))
    assert counted["gap"].dropna().to_dict() == {"A": 20.0, "B": 20.0}


def test_a_scenario_tells_medium_and_cost(tiny_scenario: Scenario) -> None:
    """Each search costs 0.50 and nothing else in the web shop does; each return costs 1."""
    log = simulate(tiny_scenario, 400, 7)
    counted = channels(log)
    assert counted["medium"].to_dict() == {"Web shop": "digital", "Parcel service": "analog"}
    searches = int((log.codes == log.touchpoints.index("suche")).sum())
    assert counted.loc["Web shop", "cost"] == pytest.approx(0.5 * searches)
    assert counted.loc["Web shop", "cost_per_buyer"] == pytest.approx(
        0.5 * searches / counted.loc["Web shop", "bought"]
    )
    assert counted.loc["Parcel service", "cost_per_contact"] == 1.0
    assert counted["contacts"].sum() == log.n_events


def test_what_the_log_lacks_is_named() -> None:
    """Without times and costs there are no such columns, and a note says so."""
    counted = channels(log_of([(("A",), 1, 1)]))
    assert not {"gap", "cost", "medium"} & set(counted.columns)
    assert "Not in this log: costs, times." in counted.notes


def test_only_a_log_has_channels() -> None:
    """A list is refused with the way to a log."""
    with pytest.raises(UsageError, match="log"):
        channels([])  # type: ignore[arg-type]


def test_who_stands_out_is_named() -> None:
    """Ninety of a hundred stand out against ten of a hundred, two of three do not against one of three."""
    clear = channel_comparison(log_of([(("A",), 90, 10), (("B",), 10, 90)])).description
    assert "most frequent after a contact with A: 90.0%, 90 of 100 customers." in clear
    assert "No channel stands out" in channel_comparison(log_of([(("A",), 2, 1), (("B",), 1, 2)])).description


def many(count: int) -> JourneyLog:
    return log_of([((f"Kanal {i}", "Ende"), 1, i) for i in range(count)])


@pytest.mark.parametrize("count", [0, 1, 40])
def test_nothing_collides(count: int) -> None:
    """No channel, two or forty: everything has its room."""
    sheet, height = drawn(channels(many(count)), "Title", "Facts")
    assert collisions(sheet, WIDTH, height) == []


def test_what_is_not_drawn_is_counted() -> None:
    """Of 21 channels twelve are drawn, nine are named as more, and the table has all."""
    picture = channel_comparison(many(20))
    assert f"{21 - MOST_CHANNELS} more channels" in picture.svg
    assert len(picture.table) == 21


def test_an_empty_log_says_so() -> None:
    """Without contacts there is a sentence instead of a chart."""
    assert "This log holds no contacts yet." in channel_comparison(log_of([])).svg
