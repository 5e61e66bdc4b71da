"""A log that was written is the log that is read."""

from __future__ import annotations

import csv
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeylab.domain.journey_log import KINDS, OUTCOMES, JourneyLog
from journeylab.domain.scenario import Scenario
from journeylab.domain.vocabulary import Event
from journeylab.errors import DataError, MissingExtraError, UsageError
from journeylab.i18n import set_language
from journeylab.store import log_files
from journeylab.store.log_reading import read_log
from journeylab.store.log_writing import write_log

ENDINGS = ["csv", "csv.gz", "parquet", "xlsx"]
ARRAYS = ("offsets", "minutes", "conversion", "value", "items", "outcome", "kind", "mood", "customers")


@pytest.fixture(autouse=True)
def _english() -> None:
    """Messages are checked in the language of the code."""
    set_language("en")


def simulated(scenario: Scenario) -> JourneyLog:
    """Return three customers as a simulator would."""
    return JourneyLog(
        touchpoints=scenario.contact_ids,
        offsets=np.array([0, 2, 3, 6]),
        codes=np.array([0, 3, 0, 0, 1, 0], dtype=np.uint8),
        minutes=np.array([5, 9, 0, 100, 100, 9000], dtype=np.int32),
        start=datetime(2026, 1, 1),
        conversion=np.array([False, True, False, False, False, False]),
        value=np.array([0, 49.9, 0, 0, 0, 0]),
        items=np.array([0, 2, 0, 0, 0, 0], dtype=np.uint8),
        outcome=np.array([0, 1, 3], dtype=np.uint8),
        kind=np.array([0, 1, 0], dtype=np.uint8),
        mood=np.array([255, 0, 128], dtype=np.uint8),
        map=scenario,
        economics=scenario.economics,
        events={Event.BASKET: (1,), Event.CHECKOUT: (2,), Event.PURCHASE: (3,), Event.RETURN: (4,)},
        seed=7,
    )


def observed(*names: str, customers: tuple[str, ...] | None = None) -> JourneyLog:
    """Return a log of one contact a customer, of which nothing else is known."""
    return JourneyLog(
        touchpoints=tuple(sorted(set(names))),
        offsets=np.arange(len(names) + 1),
        codes=np.array([sorted(set(names)).index(name) for name in names], dtype=np.uint8),
        customers=None if customers is None else np.array(customers),
    )


def assert_same(log: JourneyLog, back: JourneyLog) -> None:
    names = [np.array([*one.touchpoints, ""], dtype=object)[one.codes].tolist() for one in (log, back)]
    assert names[0] == names[1]
    for field in ARRAYS:
        one, other = getattr(log, field), getattr(back, field)
        assert (one is None) == (other is None), field
        if one is not None:
            assert one.dtype.kind == other.dtype.kind and one.tolist() == other.tolist(), field
    assert (back.start, back.seed) == (log.start, log.seed)
    if log.conversion is not None:
        assert back.conversion_is_contact == log.conversion_is_contact


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_simulated_log_comes_back_as_it_was(tmp_path: Path, tiny_scenario: Scenario, ending: str) -> None:
    """With its scenario every array, every code and the seed are the same again."""
    log = simulated(tiny_scenario)
    path = write_log(log, tmp_path / f"log.{ending}")
    back = read_log(path, map=tiny_scenario)
    assert_same(log, back)
    assert back.touchpoints == log.touchpoints and back.codes.tolist() == log.codes.tolist()
    assert back.events == log.events and back.economics is log.economics
    assert back.simulated and "seed 7" in repr(back)


def test_a_simulated_log_is_complete_without_its_scenario(tmp_path: Path, tiny_scenario: Scenario) -> None:
    """Without the map the names are those that occur; nothing else is lost."""
    log = simulated(tiny_scenario)
    back = read_log(write_log(log, tmp_path / "log.csv"))
    assert_same(log, back)
    assert back.touchpoints == ("kauf", "korb", "suche")


def test_the_table_is_readable_by_people_and_other_programs(tmp_path: Path, tiny_scenario: Scenario) -> None:
    """One header, one row an event, ISO times, terms of the subject; the seed marks every row as synthetic."""
    path = write_log(simulated(tiny_scenario), tmp_path / "log.csv")
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0] == (
        "customer_id,step,timestamp,touchpoint,phase,stage,channel,conversion,value,items,"
        "minute,conversion_is_contact,outcome,customer_kind,mood,synthetic"
    )
    assert lines[2] == "0,1,2026-01-01T00:09:00,kauf,purchase,action,web,1,49.9,2,9,0,ende,new,255,7"
    assert len(lines) == 7 and all(line.endswith(",7") for line in lines[1:])


def test_an_observed_log_is_not_marked_as_synthetic(tmp_path: Path) -> None:
    """Only what the log can tell becomes a column."""
    path = write_log(observed("TV", customers=("A",)), tmp_path / "log.csv")
    assert path.read_text(encoding="utf-8") == "customer_id,step,touchpoint\nA,0,TV\n"
    assert not read_log(path).simulated


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("is_contact", [True, False])
def test_what_a_conversion_is_survives(tmp_path: Path, ending: str, is_contact: bool) -> None:
    """A flag on a contact and an event of its own are told apart after reading."""
    log = JourneyLog(
        touchpoints=("TV", "Order"),
        offsets=np.array([0, 2]),
        codes=np.array([0, 1], dtype=np.uint8),
        customers=np.array(["A"]),
        conversion=np.array([False, True]),
        conversion_is_contact=is_contact,
    )
    back = read_log(write_log(log, tmp_path / f"log.{ending}"))
    assert_same(log, back)
    assert back.events == ({} if is_contact else {Event.PURCHASE: (0,)})
    assert back.touchpoints == ("Order", "TV")


@pytest.mark.parametrize(
    "name", ["=1+1", "+49 30 123", "-", "@home", "'=1", "''@", "'quoted'", "<b>", "a,b", 'a"b', "TV"]
)
@pytest.mark.parametrize("ending", ENDINGS)
def test_a_name_that_looks_like_a_formula_comes_back(tmp_path: Path, ending: str, name: str) -> None:
    """Names of touchpoints and of customers are escaped, and the escape is undone."""
    log = observed(name, customers=(name,))
    assert_same(log, read_log(write_log(log, tmp_path / f"log.{ending}")))


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_no_cell_is_a_formula(tmp_path: Path, start: str) -> None:
    """A spreadsheet takes a cell for a formula by its first character; an apostrophe goes before it."""
    path = write_log(observed(f"{start}1+1", customers=(f"{start}cmd",)), tmp_path / "log.csv")
    with path.open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file))[1] == [f"'{start}cmd", "0", f"'{start}1+1"]


def test_an_apostrophe_in_a_file_of_others_stays(tmp_path: Path) -> None:
    """Only our own files are unescaped."""
    path = tmp_path / "log.csv"
    path.write_text("kunde,kontakt\nA,'=1\n", encoding="utf-8")
    assert read_log(path).touchpoints == ("'=1",)


def test_our_table_sorted_by_a_spreadsheet_is_still_the_log(tmp_path: Path, tiny_scenario: Scenario) -> None:
    """The step, not the row, says which contact came first: minutes may tie."""
    log = simulated(tiny_scenario)
    path = write_log(log, tmp_path / "log.csv")
    head, *rows = path.read_text(encoding="utf-8").splitlines()
    # The first contact of each customer stays in front, so that customers keep their order.
    path.write_text("\n".join([head, *sorted(rows, key=lambda row: row.split(",")[1] != "0")]), encoding="utf-8")
    assert_same(log, read_log(path))


def test_mixed_simulations_are_refused(tmp_path: Path, tiny_scenario: Scenario) -> None:
    """Customers of two logs bear the same numbers: together they would make journeys that nobody made."""
    path = write_log(simulated(tiny_scenario), tmp_path / "log.csv")
    text = path.read_text(encoding="utf-8")
    path.write_text(text + text.split("\n", 1)[1].replace(",7\n", ",8\n"), encoding="utf-8")
    with pytest.raises(DataError, match="row 8, column 'synthetic': '8' cannot stand here"):
        read_log(path)


@pytest.mark.parametrize(
    ("was", "now", "problem"),
    [
        (",ende,", ",Ende gut,", "row 2, column 'outcome': 'Ende gut' cannot stand here"),
        (",255,", ",256,", "row 2, column 'mood': '256' cannot stand here"),
        (",128,7", ",128,seven", "row 5, column 'synthetic': 'seven' cannot stand here"),
        (",7\n", ",seven\n", "row 2, column 'synthetic': 'seven' cannot stand here"),
    ],
)
def test_our_table_changed_by_hand_says_where(
    tmp_path: Path, tiny_scenario: Scenario, was: str, now: str, problem: str
) -> None:
    """What cannot stand in a column of ours is shown with row and column."""
    path = write_log(simulated(tiny_scenario), tmp_path / "log.csv")
    path.write_text(path.read_text(encoding="utf-8").replace(was, now), encoding="utf-8")
    with pytest.raises(DataError, match=problem):
        read_log(path)


def test_columns_named_by_the_caller_make_it_a_file_like_any_other(tmp_path: Path, tiny_scenario: Scenario) -> None:
    """Asked for channels, our table gives channels."""
    path = write_log(simulated(tiny_scenario), tmp_path / "log.csv")
    assert read_log(path, touchpoint="channel").touchpoints == ("web",)


def test_the_frame_of_a_log_saved_by_pandas_is_understood(tmp_path: Path, tiny_scenario: Scenario) -> None:
    """`to_frame().to_csv` writes fewer columns; what is there is read."""
    log = simulated(tiny_scenario)
    log.to_frame().to_csv(tmp_path / "frame.csv", index=False)
    back = read_log(tmp_path / "frame.csv", map=tiny_scenario)
    assert back.codes.tolist() == log.codes.tolist()
    assert back.minutes is not None and back.minutes.tolist() == [5, 9, 0, 100, 100, 9000]


def test_the_same_log_gives_the_same_file(tmp_path: Path, tiny_scenario: Scenario) -> None:
    """A packed file holds no time of writing, so that files can be compared."""
    first, second = (write_log(simulated(tiny_scenario), tmp_path / f"{i}.csv.gz") for i in "12")
    assert first.read_bytes() == second.read_bytes()


def test_a_customer_without_contact_cannot_be_written(tmp_path: Path) -> None:
    """A file has one row a contact; the way out is in the message."""
    log = JourneyLog(touchpoints=("TV",), offsets=np.array([0, 1, 1]), codes=np.zeros(1, dtype=np.uint8))
    with pytest.raises(UsageError) as caught:
        write_log(log, tmp_path / "log.csv")
    assert caught.value.problem == "A customer has no contact, but a file has one row a contact."
    assert "log[log.lengths() > 0]" in caught.value.fix
    assert not (tmp_path / "log.csv").exists()


def test_an_ending_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    """The endings that can be written are listed."""
    with pytest.raises(UsageError) as caught:
        write_log(observed("TV"), tmp_path / "log.json")
    assert caught.value.problem == "A log cannot be written as 'log.json'."


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    """Nothing is written anywhere else."""
    with pytest.raises(DataError):
        write_log(observed("TV"), tmp_path / "nirgends" / "log.csv")


def test_what_excel_refuses_is_refused_in_words(tmp_path: Path) -> None:
    """A control character is no text for Excel; the other formats are named."""
    with pytest.raises(DataError) as caught:
        write_log(observed("a\x07b"), tmp_path / "log.xlsx")
    assert caught.value.problem.startswith("Excel cannot hold this log: ")
    assert caught.value.fix == "Write it as .csv or .parquet."


@pytest.mark.parametrize("ending", ["xlsx", "parquet"])
def test_a_missing_package_names_the_line_to_type(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str) -> None:
    """Writing needs the same packages as reading."""
    monkeypatch.setattr(log_files, "find_spec", lambda name: None)
    with pytest.raises(MissingExtraError):
        write_log(observed("TV"), tmp_path / f"log.{ending}")


def test_an_empty_log_can_be_written_and_read(tmp_path: Path) -> None:
    """Nobody met anything, and that is what the file says."""
    log = JourneyLog(touchpoints=(), offsets=np.array([0]), codes=np.zeros(0, dtype=np.uint8))
    assert len(read_log(write_log(log, tmp_path / "log.csv"))) == 0


# As files hold them: without control characters and surrogates, and without blanks around them.
NAMES = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=8).map(str.strip).filter(bool)


@st.composite
def logs(draw: st.DrawFn) -> JourneyLog:
    """Draw logs of all kinds: observed or simulated, with and without times, conversions, outcomes."""
    lengths = draw(st.lists(st.integers(1, 4), min_size=1, max_size=5))
    n, m = sum(lengths), len(lengths)
    names = draw(st.lists(NAMES, min_size=1, max_size=5, unique=True))

    def column(low: int, high: int, dtype: type, size: int) -> np.ndarray | None:
        return draw(
            st.none() | st.lists(st.integers(low, high), min_size=size, max_size=size).map(lambda v: np.array(v, dtype))
        )

    values = st.lists(st.floats(0, 1e9), min_size=n, max_size=n).map(np.array)
    minutes = column(0, 10**6, np.int32, n)
    start = draw(st.none() | st.integers(0, 10**9).map(lambda s: datetime(1990, 1, 1) + timedelta(seconds=s)))
    return JourneyLog(
        touchpoints=tuple(names),
        offsets=np.concatenate([[0], np.cumsum(lengths)]),
        codes=np.array(draw(st.lists(st.integers(0, len(names) - 1), min_size=n, max_size=n)), dtype=np.uint8),
        minutes=minutes,
        start=None if minutes is None else start,
        customers=draw(
            st.none() | st.lists(NAMES.map(lambda s: f"c{s}"), min_size=m, max_size=m, unique=True).map(np.array)
        ),
        conversion=column(0, 1, np.bool_, n),
        value=draw(st.none() | values),
        items=column(0, 255, np.uint8, n),
        outcome=column(0, len(OUTCOMES) - 1, np.uint8, m),
        kind=column(0, len(KINDS) - 1, np.uint8, m),
        mood=column(0, 255, np.uint8, m),
        conversion_is_contact=draw(st.booleans()),
        seed=draw(st.none() | st.integers(-(2**70), 2**70)),
    )


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_any_log_comes_back(tmp_path_factory: pytest.TempPathFactory, ending: str) -> None:
    """Whatever a log holds, reading what was written gives the same arrays."""
    path = tmp_path_factory.mktemp("round") / f"log.{ending}"

    @given(logs())
    def check(log: JourneyLog) -> None:
        assert_same(log, read_log(write_log(log, path)))

    check()


def test_parquet_holds_types(tmp_path: Path, tiny_scenario: Scenario) -> None:
    """Times are times and names are not escaped: no spreadsheet opens this format."""
    frame = pd.read_parquet(write_log(simulated(tiny_scenario), tmp_path / "log.parquet"))
    assert frame["timestamp"].dtype.kind == "M"
    named = pd.read_parquet(write_log(observed("=1"), tmp_path / "named.parquet"))
    assert named["touchpoint"].tolist() == ["=1"]
