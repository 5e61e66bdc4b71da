"""Where a journey ends: the same cut for attribution, funnel and figures."""

from __future__ import annotations

import numpy as np
import pytest
from path_logs import ORDER, log_of_events

from journeylab.analysis.journeys import Journeys, journeys
from journeylab.domain.journey_log import JourneyLog
from journeylab.domain.journey_map import JourneyMap
from journeylab.domain.scenario import Scenario
from journeylab.errors import ModelError, UsageError
from journeylab.i18n import set_language

A, B, C = ("A", False), ("B", False), ("C", False)
BUY = (ORDER, True)


def stations(cut: Journeys) -> list[list[str]]:
    """Return the names that each journey met."""
    bounds = zip(cut.offsets[:-1], cut.offsets[1:], strict=True)
    return [[cut.names[code] for code in cut.codes[begin:end]] for begin, end in bounds]


def test_order_of_its_own_ends_a_journey_and_is_no_contact() -> None:
    """An order splits A B | C, and the order itself cannot be credited."""
    cut = journeys(log_of_events([[A, B, BUY, C]]))
    assert stations(cut) == [["A", "B"], ["C"]]
    assert cut.success.tolist() == [True, False]


def test_flagged_contact_belongs_to_its_journey() -> None:
    """A contact that carries the conversion is the last one of its journey."""
    cut = journeys(log_of_events([[A, ("B", True), C]], contact=True))
    assert stations(cut) == [["A", "B"], ["C"]]
    assert cut.success.tolist() == [True, False]


def test_customers_are_never_joined() -> None:
    """Two customers without success make two journeys, each with its customer."""
    cut = journeys(log_of_events([[A, B], [C], [A, BUY, B]]))
    assert stations(cut) == [["A", "B"], ["C"], ["A"], ["B"]]
    assert cut.customer.tolist() == [0, 1, 2, 2]


def test_journey_that_ends_in_an_order_leaves_no_tail() -> None:
    """After an order at the end nothing is left that could be a journey without success."""
    cut = journeys(log_of_events([[A, BUY]]))
    assert stations(cut) == [["A"]]
    assert cut.conversions == 1


def test_orders_without_contact_are_empty_journeys() -> None:
    """Two of three orders in a row had no contact before them."""
    cut = journeys(log_of_events([[A, BUY, BUY, BUY]]))
    assert stations(cut) == [["A"], [], []]
    assert (cut.conversions, cut.empty) == (3, 2)


def test_flagged_contact_is_never_empty() -> None:
    """Where the conversion is a contact, a customer who converts at once still met one channel."""
    cut = journeys(log_of_events([[("A", True), ("A", True)]], contact=True))
    assert stations(cut) == [["A"], ["A"]]
    assert cut.empty == 0


def test_no_conversions_at_all() -> None:
    """Without any conversion every customer is one journey without success."""
    cut = journeys(log_of_events([[A], [B, A]]))
    assert stations(cut) == [["A"], ["B", "A"]]
    assert cut.conversions == 0


def test_customer_without_events_makes_no_journey() -> None:
    """Whoever met nothing is skipped, and the customers after keep their places."""
    cut = journeys(log_of_events([[], [A, BUY], [], [B], []]))
    assert stations(cut) == [["A"], ["B"]]
    assert cut.customer.tolist() == [1, 3]


@pytest.mark.parametrize("customers", [[], [[]]])
def test_log_without_events(customers: list[list[tuple[str, bool]]]) -> None:
    """An empty log has no journeys and is no error."""
    cut = journeys(log_of_events(customers))
    assert (len(cut), cut.conversions, cut.empty) == (0, 0, 0)


def test_one_row() -> None:
    """A single contact is a journey without success."""
    cut = journeys(log_of_events([[A]]))
    assert stations(cut) == [["A"]]
    assert cut.success.tolist() == [False]


def test_names_are_data() -> None:
    """Names that a spreadsheet or a browser would run stay what they are."""
    odd = [("=1+1", False), ("<script>", False), BUY]
    assert stations(journeys(log_of_events([odd]))) == [["=1+1", "<script>"]]


def test_times_and_values_follow_the_cut() -> None:
    """A journey ends at the minute of its order, or of its last contact; only orders have a value."""
    log = log_of_events([[A, B, BUY, C]], minutes=[0, 5, 9, 30], value=[0, 0, 80, 99])
    cut = journeys(log)
    assert cut.minutes is not None and cut.ended is not None and cut.value is not None
    assert cut.minutes.tolist() == [0, 5, 30]
    assert cut.ended.tolist() == [9, 30]
    assert cut.value.tolist() == [80, 0]


def test_what_a_log_cannot_tell_stays_unknown() -> None:
    """Without times and values the journeys have none either."""
    cut = journeys(log_of_events([[A, BUY]]))
    assert cut.minutes is None and cut.ended is None and cut.value is None


def test_select_keeps_whole_journeys() -> None:
    """Chosen journeys keep their contacts, times, values and customers."""
    log = log_of_events([[A, BUY, B, C, BUY], [C]], minutes=[1, 2, 3, 4, 5, 6], value=[0, 10, 0, 0, 20, 0])
    won = journeys(log).select(np.array([False, True, True]))
    assert stations(won) == [["B", "C"], ["C"]]
    assert won.minutes is not None and won.ended is not None and won.value is not None
    assert won.minutes.tolist() == [3, 4, 6]
    assert won.ended.tolist() == [5, 6]
    assert won.value.tolist() == [20, 0]
    assert won.customer.tolist() == [0, 1]


def test_the_log_is_left_as_it_was() -> None:
    """Cutting marks the last events of customers in a copy."""
    log = log_of_events([[A, B]])
    journeys(log)
    assert log.conversion is not None
    assert not log.conversion.any()


def test_log_without_conversions_says_how_to_name_them() -> None:
    """A log that knows no conversions cannot be cut, and the message shows the way out."""
    log = JourneyLog(("A",), np.array([0, 1]), np.array([0], dtype=np.uint8))
    with pytest.raises(ModelError, match="conversion=") as caught:
        journeys(log)
    assert "read_log" in caught.value.fix


def on_map(chart: JourneyMap, names: tuple[str, ...]) -> JourneyLog:
    """Return one journey over some contacts of a map."""
    n = len(names)
    codes = np.arange(n, dtype=np.uint8)
    return JourneyLog(names, np.array([0, n]), codes, conversion=np.zeros(n, dtype=bool), map=chart)


def test_channels_of_a_map(tiny_scenario: Scenario) -> None:
    """Contacts become their channels in the order of the map; unknown names stay by themselves at the end."""
    cut = journeys(on_map(tiny_scenario, ("retoure", "suche", "flyer", "kasse")), by="channel")
    assert cut.names == ("Web-Shop", "Paketdienst", "flyer")
    assert stations(cut) == [["Paketdienst", "Web-Shop", "flyer", "Web-Shop"]]


def test_touchpoints_of_a_map_are_read_by_label(tiny_scenario: Scenario) -> None:
    """By touchpoint the codes are those of the log, and the names follow the language."""
    log = on_map(tiny_scenario, ("suche", "kasse"))
    assert journeys(log).names == ("Suchanzeige", "Kasse")
    set_language("en")
    assert journeys(log).names == ("Search ad", "Checkout")


def test_left_open_the_map_decides(tiny_scenario: Scenario) -> None:
    """None means channels where there is a map, touchpoints where there is none."""
    assert journeys(on_map(tiny_scenario, ("suche", "kasse")), by=None).names == ("Web-Shop",)
    assert journeys(log_of_events([[A, B]]), by=None).names == ("A", "B")


def test_equal_labels_are_told_apart(tiny_scenario: Scenario) -> None:
    """Two contacts with the same label are shown with their ids."""
    contacts = [contact.model_copy(update={"label": "Shop"}) for contact in tiny_scenario.contacts[:2]]
    chart = tiny_scenario.model_copy(update={"contacts": tuple(contacts)})
    assert journeys(on_map(chart, ("suche", "korb"))).names == ("Shop (suche)", "Shop (korb)")


def test_channels_need_a_map() -> None:
    """By channel, a log without a map is refused rather than told by touchpoint."""
    with pytest.raises(UsageError, match='by="touchpoint"'):
        journeys(log_of_events([[A]]), by="channel")


def test_other_words_are_refused() -> None:
    """A wrong word names the two right ones."""
    with pytest.raises(UsageError, match='by="channel"'):
        journeys(log_of_events([[A]]), by="phase")  # type: ignore[arg-type]
