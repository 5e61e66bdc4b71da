"""What a log holds, how it is cut, and what it says of itself."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields, replace
from datetime import datetime
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from journeylab.domain.journey_log import JourneyLog
from journeylab.domain.scenario import Scenario
from journeylab.errors import ModelError
from journeylab.i18n import set_language

START = datetime(2026, 1, 1, 12)
PER_EVENT = ("codes", "minutes", "conversion", "value", "items")
PER_CUSTOMER = ("customers", "outcome", "kind", "mood")
EVERY_FACT = (
    "times",
    "conversions",
    "values",
    "articles",
    "outcomes",
    "new or existing customers",
    "mood",
    "a map with phases",
    "costs",
)


@pytest.fixture(autouse=True)
def _english() -> None:
    """Texts are checked in the language of the code."""
    set_language("en")


@pytest.fixture
def full(tiny_scenario: Scenario) -> JourneyLog:
    """Return a log of three customers that knows everything."""
    return JourneyLog(
        touchpoints=tiny_scenario.contact_ids,
        offsets=np.array([0, 2, 3, 6]),
        codes=np.array([0, 3, 0, 1, 2, 3], dtype=np.uint8),
        minutes=np.array([0, 61, 5, 7, 8, 2000], dtype=np.int32),
        start=START,
        customers=np.array(["A", "B", "C"]),
        conversion=np.array([0, 1, 0, 0, 0, 1], dtype=np.bool_),
        value=np.array([0, 20.5, 0, 0, 0, 7]),
        items=np.array([0, 2, 0, 0, 0, 1], dtype=np.uint8),
        outcome=np.array([0, 1, 3], dtype=np.uint8),
        kind=np.array([0, 1, 0], dtype=np.uint8),
        mood=np.array([255, 0, 128], dtype=np.uint8),
        map=tiny_scenario,
        economics=tiny_scenario.economics,
        seed=7,
    )


@pytest.fixture
def bare() -> JourneyLog:
    """Return a log of three customers that knows only who met what."""
    return log_of([2, 1, 3])


def log_of(lengths: list[int]) -> JourneyLog:
    n = sum(lengths)
    codes = (np.arange(n) % 3).astype(np.uint8)
    return JourneyLog(("TV", "Shop", "Kauf"), np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64), codes)


def test_customers_are_counted_by_offsets(full: JourneyLog) -> None:
    """Customer i met the contacts from offsets[i] to offsets[i + 1]."""
    assert (len(full), full.n_events) == (3, 6)
    assert full.lengths().tolist() == [2, 1, 3]
    assert full.owner().tolist() == [0, 0, 1, 2, 2, 2]


def test_buyers_have_a_conversion(full: JourneyLog, bare: JourneyLog) -> None:
    """Who has a conversion is a buyer; where a log knows none, nobody is said to be one."""
    assert full.buyers().tolist() == [True, False, True]
    assert not bare.buyers().any()


def test_a_seed_is_what_makes_a_log_simulated(full: JourneyLog, bare: JourneyLog) -> None:
    """Observed journeys have none; 0 is a seed like any other."""
    assert full.simulated and not bare.simulated
    assert replace(bare, seed=0).simulated


def test_what_a_log_cannot_tell_is_named(full: JourneyLog, bare: JourneyLog) -> None:
    """Unknown is said in words, never counted as 0."""
    assert full.missing() == ()
    assert bare.missing() == EVERY_FACT
    set_language("de")
    assert len(bare.missing()) == len(EVERY_FACT)


@pytest.mark.parametrize(
    "which",
    [slice(1, 3), slice(None, None, -1), slice(0, 0), np.array([True, False, True]), np.array([2, 2, 0]), [1]],
    ids=str,
)
def test_a_part_of_a_log_holds_the_chosen_customers(full: JourneyLog, which: Any) -> None:
    """A slice, a mask or places choose customers, with all that is known of them, in this order."""
    chosen = np.arange(3)[which]
    part = full[which]
    assert len(part) == len(chosen)
    for new, old in enumerate(chosen):
        now, then = (slice(log.offsets[i], log.offsets[i + 1]) for log, i in ((part, new), (full, old)))
        for name in PER_EVENT:
            assert getattr(part, name)[now].tolist() == getattr(full, name)[then].tolist()
        for name in PER_CUSTOMER:
            assert getattr(part, name)[new] == getattr(full, name)[old]
    assert (part.map, part.seed, part.start, part.touchpoints) == (full.map, full.seed, full.start, full.touchpoints)


def test_a_part_keeps_types_and_unknowns(full: JourneyLog, bare: JourneyLog) -> None:
    """Cutting neither widens an array nor invents one."""
    part = full[:2]
    for name in (*PER_EVENT, *PER_CUSTOMER, "offsets"):
        assert getattr(part, name).dtype.kind == getattr(full, name).dtype.kind
        assert getattr(part, name).dtype.itemsize == getattr(full, name).dtype.itemsize
    assert bare[:2].missing() == bare.missing()


@given(st.data())
def test_any_mask_chooses_what_it_marks(data: st.DataObject) -> None:
    """A masked log has the journeys of the marked customers, and a full mask changes nothing."""
    log = log_of(data.draw(st.lists(st.integers(0, 4), max_size=6)))
    mask = data.draw(hnp.arrays(np.bool_, len(log)))
    ways = [journey.contacts() for journey in log]
    assert [j.contacts() for j in log[mask]] == [way for way, on in zip(ways, mask, strict=True) if on]
    assert [j.contacts() for j in log[np.ones(len(log), dtype=np.bool_)]] == ways


def test_a_mask_of_another_length_is_refused(bare: JourneyLog) -> None:
    """A mask made for another log must not choose anybody."""
    with pytest.raises(IndexError):
        bare[np.array([True])]


def test_the_frame_says_what_the_arrays_say(full: JourneyLog) -> None:
    """One row an event; phase, stage and channel come from the map."""
    frame = full.to_frame()
    known_by_map = ["phase", "stage", "channel"]
    assert list(frame.columns) == [
        *("customer_id", "step", "timestamp", "touchpoint"),
        *known_by_map,
        *("conversion", "value", "items"),
    ]
    assert frame["customer_id"].tolist() == ["A", "A", "B", "C", "C", "C"]
    assert frame["step"].tolist() == [0, 1, 0, 0, 1, 2]
    assert frame["timestamp"].iloc[1].to_pydatetime() == datetime(2026, 1, 1, 13, 1)
    assert frame["touchpoint"].tolist() == ["suche", "kauf", "suche", "korb", "kasse", "kauf"]
    assert frame["phase"].tolist() == ["before", "purchase", "before", "purchase", "purchase", "purchase"]
    assert frame["stage"].tolist() == ["interest", "action", "interest", "action", "action", "action"]
    assert frame["channel"].tolist() == ["web"] * 6
    for name in ("conversion", "value", "items"):
        assert frame[name].tolist() == getattr(full, name).tolist()


def test_the_frame_has_only_columns_that_the_log_can_tell(bare: JourneyLog) -> None:
    """Without ids customers are counted from 0."""
    frame = bare.to_frame()
    assert list(frame.columns) == ["customer_id", "step", "touchpoint"]
    assert frame["customer_id"].tolist() == [0, 0, 1, 2, 2, 2]


def test_a_contact_after_the_purchase_has_a_phase_and_no_stage(tiny_scenario: Scenario) -> None:
    """AIDA ends with the purchase; what is on no map has neither."""
    log = JourneyLog(("retoure", "Radio"), np.array([0, 2]), np.array([0, 1], dtype=np.uint8), map=tiny_scenario)
    frame = log.to_frame().astype(object)
    assert frame["phase"].tolist()[0] == "after" and frame["channel"].tolist()[0] == "post"
    assert frame["stage"].isna().tolist() == [True, True]
    assert frame[["phase", "channel"]].iloc[1].isna().all()


def test_an_empty_log_is_a_log() -> None:
    """Nobody: no journeys, no rows, and no error."""
    log = JourneyLog((), np.array([0]), np.array([], dtype=np.uint8))
    assert (len(log), log.n_events, list(log), len(log.to_frame())) == (0, 0, [], 0)
    assert repr(log).startswith("Customers: 0, contacts: 0, touchpoints: 0 (observed)")


def test_a_journey_reads_as_a_line(full: JourneyLog, bare: JourneyLog) -> None:
    """Labels of the map in the learner's language, and the outcome where it is known."""
    assert str(full.journey(0)) == "Search ad -> Order -> [content]"
    assert str(full.journey(-1)) == "Basket -> Checkout -> Order -> [still open]"
    assert str(bare.journey(0)) == repr(bare.journey(0)) == "TV -> Shop"
    set_language("de")
    assert str(full.journey(0)).startswith("Suchanzeige -> Bestellung -> [")


def test_a_journey_has_the_names_of_its_contacts(full: JourneyLog) -> None:
    """Ids, not labels: they can be found on the map."""
    journey = full.journey(2)
    assert journey.contacts() == ("korb", "kasse", "kauf")
    assert (len(journey), journey.place) == (3, 2)
    assert [one.place for one in full] == [0, 1, 2]


@pytest.mark.parametrize("i", [3, -4])
def test_a_customer_who_is_not_there_is_a_clear_error(bare: JourneyLog, i: int) -> None:
    """The message says how many there are."""
    with pytest.raises(ModelError) as caught:
        bare.journey(i)
    assert caught.value.problem == f"There is no customer {i}: the log has 3."
    assert caught.value.fix == "Count from 0 to 2."


def test_a_label_falls_back_to_the_name(full: JourneyLog) -> None:
    """What is not on the map is shown as the file named it."""
    log = replace(full, touchpoints=("suche", "Radio", "kasse", "kauf", "retoure"))
    assert log.labels()[:2] == ("Search ad", "Radio")
    assert replace(log, map=None).labels() == log.touchpoints


def test_a_log_shows_its_size_origin_and_report(full: JourneyLog, bare: JourneyLog) -> None:
    """Simulated data say so and name their seed; what was repaired on reading stands below."""
    assert repr(full).splitlines() == [
        "Customers: 3, contacts: 6, touchpoints: 5 (simulated, synthetic data, seed 7)",
        "Conversions: 2",
        "First journey: Search ad -> Order -> [content]",
    ]
    shown = repr(replace(bare, report=("1 row dropped.",))).splitlines()
    assert shown[0] == "Customers: 3, contacts: 6, touchpoints: 3 (observed)"
    assert shown[-2:] == [f"Not in this log: {', '.join(EVERY_FACT)}", "1 row dropped."]


@pytest.mark.parametrize(
    "name", [f.name for f in fields(JourneyLog) if f.name in (*PER_EVENT, *PER_CUSTOMER, "offsets")]
)
def test_arrays_are_frozen(full: JourneyLog, name: str) -> None:
    """A cell of a notebook cannot change what another one has measured."""
    with pytest.raises(ValueError, match="read-only"):
        getattr(full, name)[0] = getattr(full, name)[-1]
    with pytest.raises(FrozenInstanceError):
        setattr(full, name, None)


@pytest.mark.parametrize(
    "change",
    [
        {"offsets": np.array([0, 2, 3, 5])},
        {"offsets": np.array([1, 2, 3, 6])},
        {"offsets": np.array([], dtype=np.int64)},
        {"codes": np.array([0, 0, 0, 0, 0, 5], dtype=np.uint8)},
        *({name: np.zeros(5)} for name in ("minutes", "conversion", "value", "items")),
        *({name: np.zeros(4)} for name in PER_CUSTOMER),
    ],
    ids=lambda change: "-".join(change),
)
def test_arrays_that_do_not_fit_are_refused(full: JourneyLog, change: dict[str, Any]) -> None:
    """One entry an event, one a customer, and every code has a name."""
    with pytest.raises(ModelError, match="do not fit together"):
        replace(full, **change)


def test_a_log_holds_at_most_256_touchpoints() -> None:
    """A code is one byte."""
    names = tuple(f"t{i}" for i in range(257))
    codes = np.array([255], dtype=np.uint8)
    assert JourneyLog(names[:256], np.array([0, 1]), codes).journey(0).contacts() == ("t255",)
    with pytest.raises(ModelError, match="can hold 256 different touchpoints; this one has 257"):
        JourneyLog(names, np.array([0, 1]), codes)


def test_one_customer_is_a_log_of_one() -> None:
    """A single place gives the log of this customer."""
    log = JourneyLog(("a", "b"), np.array([0, 1, 3]), np.array([0, 1, 0], np.uint8))
    assert log[1].codes.tolist() == [1, 0]


def test_offsets_never_go_down() -> None:
    """A customer cannot have fewer than no contacts."""
    with pytest.raises(ModelError):
        JourneyLog(("a",), np.array([0, 2, 1, 3]), np.array([0, 0, 0], np.uint8))
