"""Which files can be read: separators, encodings, times, Excel, Parquet, Google Analytics, XES."""

from __future__ import annotations

import gzip
from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeylab.domain.journey_log import JourneyLog
from journeylab.domain.vocabulary import Event
from journeylab.errors import DataError, MissingExtraError
from journeylab.i18n import set_language
from journeylab.store import log_files
from journeylab.store.log_reading import read_log

UTC_NOW = "Times have a zone: they are in UTC now; any without a zone were taken as UTC."
NOON = datetime(2026, 11, 21, 14, 5)
PLAIN = "kunde{0}zeit{0}kontakt\nA{0}21.11.2026 14:05{0}Größe\n"
XES = """<?xml version="1.0" encoding="UTF-8"?>
<log xmlns="http://www.xes-standard.org/">
  <string key="concept:name" value="orders"/>
  <global scope="event"><string key="concept:name" value="none"/></global>
  <trace>
    <string key="concept:name" value="c1"/>
    <event>
      <string key="org:resource" value="Frau Muster"/>
      <string key="concept:name" value="Kauf"><string key="concept:name" value="nested"/></string>
      <date key="time:timestamp" value="2026-11-21T16:05:00.000+02:00"/>
      <float key="revenue" value="12.5"/>
    </event>
    <event>
      <string key="concept:name" value="Suche"/>
      <date key="time:timestamp" value="2026-11-21T14:00:00.000+00:00"/>
    </event>
  </trace>
  <trace><string key="concept:name" value="c2"/></trace>
</log>
"""


@pytest.fixture(autouse=True)
def _english() -> None:
    """Messages are checked in the language of the code."""
    set_language("en")


def times_of(tmp_path: Path, *cells: str, sep: str = ";") -> JourneyLog:
    path = tmp_path / "log.csv"
    path.write_text(f"kunde{sep}kontakt{sep}zeit\n" + "".join(f"A{sep}TV{sep}{cell}\n" for cell in cells), "utf-8")
    return read_log(path)


@pytest.mark.parametrize("sep", [",", ";", "\t", "|"])
def test_the_separator_is_seen_from_the_header(tmp_path: Path, sep: str) -> None:
    """Comma, semicolon, tab and bar are told apart."""
    path = tmp_path / "log.csv"
    path.write_text(PLAIN.format(sep), encoding="utf-8")
    assert read_log(path).journey(0).contacts() == ("Größe",)


def test_an_unusual_separator_is_said_aloud(tmp_path: Path) -> None:
    """Nothing is said of the comma, which everybody expects."""
    path = tmp_path / "log.csv"
    path.write_text(PLAIN.format(";"), encoding="utf-8")
    assert "Separator: ;" in read_log(path).report
    path.write_text(PLAIN.format(","), encoding="utf-8")
    assert not any("Separator" in line for line in read_log(path).report)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_the_encoding_is_found_out(tmp_path: Path, encoding: str) -> None:
    """UTF-8 with and without a mark, UTF-16 with one and old Windows files are read; the last is said aloud."""
    path = tmp_path / "log.csv"
    path.write_text(PLAIN.format(","), encoding=encoding)
    log = read_log(path)
    assert log.touchpoints == ("Größe",)
    assert any("cp1252" in line for line in log.report) == (encoding == "cp1252")


@pytest.mark.parametrize(("mark", "encoding"), [(b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")])
def test_unicode_text_of_excel_is_read(tmp_path: Path, mark: bytes, encoding: str) -> None:
    """Tabs and two bytes a character, in either order."""
    path = tmp_path / "log.txt"
    path.write_bytes(mark + PLAIN.format("\t").encode(encoding))
    log = read_log(path)
    assert log.touchpoints == ("Größe",)
    assert log.start == NOON


def test_an_encoding_can_be_given(tmp_path: Path) -> None:
    """What the caller knows is not guessed; a wrong name is a clear error."""
    path = tmp_path / "log.csv"
    path.write_text(PLAIN.format(","), encoding="cp850")
    assert read_log(path, encoding="cp850").touchpoints == ("Größe",)
    for wrong in ("klingonisch", "ascii"):
        with pytest.raises(DataError, match=r"log\.csv: the file is no text in the encoding expected"):
            read_log(path, encoding=wrong)


def test_a_packed_text_file_is_unpacked(tmp_path: Path) -> None:
    """A .csv.gz is read like the .csv in it, and half of one is an error."""
    path = tmp_path / "log.csv.gz"
    path.write_bytes(gzip.compress(PLAIN.format(",").encode()))
    assert read_log(path).touchpoints == ("Größe",)
    path.write_bytes(path.read_bytes()[:30])
    with pytest.raises(DataError, match="cannot be read"):
        read_log(path)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "the file is empty."),
        ("\n \n", "the file is empty."),
        ("kunde,kontakt\nA,TV\nA,TV,3,4\n", "row 3 does not fit the header."),
        ("kunde,kontakt\nA,TV,3\nA,TV,4\n", "row 2 does not fit the header."),
        ('kunde,kontakt\nA,TV\nB,"TV\nC,TV\n', "row 3 does not fit the header."),
    ],
)
def test_a_text_file_that_is_no_table_says_where(tmp_path: Path, text: str, problem: str) -> None:
    """Row and reason are named; nothing is guessed about rows that do not fit."""
    path = tmp_path / "log.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        read_log(path)
    assert caught.value.problem == f"log.csv: {problem}"


@pytest.mark.parametrize(
    "cell",
    [
        "2026-11-21T14:05:00",
        "2026-11-21 14:05",
        "2026-11-21T14:05:59.999Z",
        "2026-11-21T16:05:00+02:00",
        "2026-11-21T09:05:00-0500",
        "2026-11-21 14:05:00 UTC",
        "21.11.2026 14:05",
        "21.11.2026 14:05:10",
        "21.11.26 14:05",
        "1795269900",
        "1795269900000",
        "1795269900000000",
        "1795269900.5",
    ],
)
def test_a_moment_may_be_written_in_many_ways(tmp_path: Path, cell: str) -> None:
    """ISO with and without zone, German, and seconds, milliseconds or microseconds since 1970."""
    assert int(NOON.replace(tzinfo=UTC).timestamp()) == 1795269900
    log = times_of(tmp_path, cell, cell)
    assert log.start == NOON
    assert log.minutes is not None and log.minutes.tolist() == [0, 0]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (["2026-11-21T14:05Z"], UTC_NOW),
        (["2026-11-21T14:05", "2026-11-21T14:05+02:00"], UTC_NOW),
        (["1795269900000"], "Times are numbers: read as ms since 1970, UTC."),
        (["1", "2"], "Times are small numbers: used for the order only."),
        (["2026-11-21"], "Times are dates without a time of day: within a day the order of the rows counts."),
        (["21.11.2026"], "Times are dates without a time of day: within a day the order of the rows counts."),
        (["20261121"], "Times are dates without a time of day: within a day the order of the rows counts."),
    ],
)
def test_what_was_guessed_about_times_is_said(tmp_path: Path, cells: list[str], said: str) -> None:
    """Zone, unit and precision change what a report may claim."""
    assert said in times_of(tmp_path, *cells).report


@pytest.mark.parametrize(
    ("cells", "order", "days"),
    [
        (["01/02/2024", "13/02/2024"], "day/month/year", [0, 12]),
        (["1/2/24 0:00", "13/2/24 00:00:00"], "day/month/year", [0, 12]),
        (["01/02/2024", "01/13/2024"], "month/day/year", [0, 11]),
        (["1/2/2024 12:00 AM", "01/13/2024 12:00:00 am"], "month/day/year", [0, 11]),
    ],
)
def test_dates_with_slashes_are_read_as_their_column_shows(
    tmp_path: Path, cells: list[str], order: str, days: list[int]
) -> None:
    """A part above 12 is a day; it decides for all cells, and that is said aloud."""
    log = times_of(tmp_path, *cells)
    assert log.minutes is not None and (log.minutes // 1440).tolist() == days
    assert f"Dates with slashes were read as {order}." in log.report


@pytest.mark.parametrize("cells", [["01/02/2024", "03/04/2024"], ["01/02/2024 10:00"], ["01/02/2024", "13/14/2024"]])
def test_dates_with_slashes_that_nothing_explains_are_refused(tmp_path: Path, cells: list[str]) -> None:
    """January or February is not guessed: the message says how to write it."""
    with pytest.raises(DataError) as caught:
        times_of(tmp_path, *cells)
    assert caught.value.problem == f"log.csv: row 2, column 'zeit': '{cells[0]}' cannot stand here."
    assert "2024-01-31 or 31.01.2024" in caught.value.fix


def test_times_of_several_zones_are_compared_in_utc(tmp_path: Path) -> None:
    """16:00 in Berlin in summer is before 15:00 in London in winter time."""
    log = times_of(tmp_path, "2026-07-01T15:00:00+00:00", "2026-07-01T16:00:00+02:00")
    assert log.start == datetime(2026, 7, 1, 14)
    assert log.minutes is not None and log.minutes.tolist() == [0, 60]


def test_steps_are_an_order_not_a_clock(tmp_path: Path) -> None:
    """A column of small numbers sorts the contacts and tells no times."""
    path = tmp_path / "log.csv"
    path.write_text("kunde,zeit,kontakt\nA,10,c\nA,2,b\nA,1,a\n", encoding="utf-8")
    log = read_log(path)
    assert log.journey(0).contacts() == ("a", "b", "c")
    assert log.minutes is None and log.start is None


@pytest.mark.parametrize("cell", ["31.02.2026", "now", "today", "0001-01-01", "2026-13-01", "11/31/2026", "99991231"])
def test_an_impossible_time_drops_its_row(tmp_path: Path, cell: str) -> None:
    """Slips, words and the far past are no times; the rest of the file is read."""
    log = times_of(tmp_path, "2026-11-21", cell)
    assert log.n_events == 1
    assert "Dropped, no time that can be read: 1 row (row 3)." in log.report


def test_google_analytics_rows_are_recognised(tmp_path: Path) -> None:
    """Microseconds in UTC; a purchase is an event of its own; basket, checkout and refund are known."""
    path = tmp_path / "ga4.csv"
    path.write_text(
        "event_date,event_timestamp,event_name,user_id,user_pseudo_id,purchase_revenue\n"
        "20261121,1795269900000000,session_start,,1.2,\n"
        "20261121,1795269960000000,add_to_cart,,1.2,\n"
        "20261121,1795270020000000,begin_checkout,,1.2,\n"
        "20261121,1795270080000000,purchase,,1.2,49.9\n"
        "20261121,1795356480000000,refund,,1.2,49.9\n",
        encoding="utf-8",
    )
    log = read_log(path)
    assert log.start == NOON
    assert log.journey(0).contacts() == ("session_start", "add_to_cart", "begin_checkout", "purchase", "refund")
    assert log.conversion is not None and log.conversion.tolist() == [False, False, False, True, False]
    assert not log.conversion_is_contact
    assert {event: log.touchpoints[codes[0]] for event, codes in log.events.items()} == {
        Event.BASKET: "add_to_cart",
        Event.CHECKOUT: "begin_checkout",
        Event.PURCHASE: "purchase",
        Event.RETURN: "refund",
    }
    assert log.value is not None and log.value.tolist() == [0, 0, 0, 49.9, 49.9]


def test_channels_of_google_analytics_keep_the_purchase_apart(tmp_path: Path) -> None:
    """Asked for channels, the purchase is still an event of its own, not one more visit by its channel."""
    path = tmp_path / "ga4.csv"
    path.write_text(
        "event_timestamp,event_name,user_pseudo_id,session_default_channel_group\n"
        "1795269900000000,session_start,1.2,Organic Search\n"
        "1795270080000000,purchase,1.2,Organic Search\n",
        encoding="utf-8",
    )
    log = read_log(path, touchpoint="session_default_channel_group")
    assert log.journey(0).contacts() == ("Organic Search", "purchase")
    assert log.conversion is not None and log.conversion.tolist() == [False, True]
    log = read_log(path, touchpoint="session_default_channel_group", conversion="session_start")
    assert log.journey(0).contacts() == ("session_start", "Organic Search")
    assert log.conversion is not None and log.conversion.tolist() == [True, False]


def test_channels_of_google_analytics_without_a_purchase(tmp_path: Path) -> None:
    """A week in which nobody bought is a log without conversions, not an error."""
    path = tmp_path / "ga4.csv"
    path.write_text("event_timestamp,event_name,user_pseudo_id,source\n1795269900000000,scroll,1.2,google\n", "utf-8")
    log = read_log(path, touchpoint="source")
    assert log.touchpoints == ("google",)
    assert log.conversion is None


def test_process_mining_logs_are_read(tmp_path: Path) -> None:
    """A trace is a customer, an event a contact."""
    path = tmp_path / "log.xes"
    path.write_text(XES, encoding="utf-8")
    log = read_log(path)
    assert log.customers is not None and log.customers.tolist() == ["c1"]
    assert log.journey(0).contacts() == ("Suche", "Kauf")
    assert log.minutes is not None and log.minutes.tolist() == [0, 5]
    assert log.value is not None and log.value.tolist() == [0, 12.5]


def test_a_packed_process_mining_log_is_read(tmp_path: Path) -> None:
    """Logs of this kind are usually passed on as .xes.gz."""
    path = tmp_path / "log.xes.gz"
    path.write_bytes(gzip.compress(XES.encode()))
    assert read_log(path).n_events == 2


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("<log><trace>", "no element found: line 1, column 12"),
        ("<log/>", "there is no event in this file"),
    ],
)
def test_a_broken_xml_file_says_where(tmp_path: Path, text: str, problem: str) -> None:
    """Row and column are those of the text."""
    path = tmp_path / "log.xes"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=problem):
        read_log(path)


def test_a_workbook_is_read(tmp_path: Path) -> None:
    """Numbers are ids without decimals, cells with dates are times, empty rows are dropped."""
    path = tmp_path / "log.xlsx"
    rows = [[4711.0, NOON, "TV", "ja"], [4711.0, "21.11.2026 14:06", "Shop", None], [None] * 4]
    pd.DataFrame(rows, columns=["Kunde", "Zeit", "Kontakt", "Kauf"]).to_excel(path, index=False)
    log = read_log(path)
    assert log.customers is not None and log.customers.tolist() == ["4711"]
    assert log.start == NOON
    assert log.minutes is not None and log.minutes.tolist() == [0, 1]
    assert log.conversion is not None and log.conversion.tolist() == [True, False]


def test_numbers_of_a_workbook_are_not_read_as_texts(tmp_path: Path) -> None:
    """Only its texts have a sign to interpret: the number 1.234 stays, '1.234,50 €' beside it is read in German."""
    path = tmp_path / "log.xlsx"
    pd.DataFrame({"kunde": "A", "kontakt": "TV", "wert": [1.234, "1.234,50 €", 12.5, None]}).to_excel(path, index=False)
    log = read_log(path)
    assert log.value is not None and log.value.tolist() == [1.234, 1234.5, 12.5, 0]


def test_sheets_of_a_workbook_are_chosen_by_name_or_place(tmp_path: Path) -> None:
    """The first is read unless another is asked for, and the others are named."""
    path = tmp_path / "log.xlsx"
    with pd.ExcelWriter(path) as book:
        for name in ("Januar", "Februar"):
            pd.DataFrame({"kunde": ["A"], "kontakt": [name]}).to_excel(book, sheet_name=name, index=False)
    log = read_log(path)
    assert log.touchpoints == ("Januar",)
    assert "Sheet 'Januar' was read; the file also has: Februar." in log.report
    assert read_log(path, sheet="Februar").touchpoints == read_log(path, sheet=1).touchpoints == ("Februar",)
    for wrong in ("Februra", 2):
        with pytest.raises(DataError, match=f"cannot be read: .*{wrong}"):
            read_log(path, sheet=wrong)


def test_parquet_keeps_its_types(tmp_path: Path) -> None:
    """Times with a zone become UTC, categories are names, missing entries are empty."""
    path = tmp_path / "log.parquet"
    frame = pd.DataFrame(
        {
            "kunde": pd.array([7, 7, None], dtype="Int64"),
            "zeit": pd.to_datetime([NOON, NOON, NOON]).tz_localize("Europe/Berlin"),
            "kontakt": pd.Categorical(["Shop", "TV", "TV"]),
            "kauf": [True, False, False],
            "wert": [9.5, None, 0.0],
        }
    )
    frame.to_parquet(path)
    log = read_log(path)
    assert log.customers is not None and log.customers.tolist() == ["7"]
    assert log.start == datetime(2026, 11, 21, 13, 5)
    assert log.journey(0).contacts() == ("Shop", "TV")
    assert log.conversion is not None and log.conversion.tolist() == [True, False]
    assert log.value is not None and log.value.tolist() == [9.5, 0]
    assert "Dropped, no customer: 1 row (row 3)." in log.report


def test_a_reason_from_a_library_ends_in_one_full_stop(tmp_path: Path) -> None:
    """Messages of others come with and without one."""
    path = tmp_path / "log.parquet"
    path.write_bytes(b"no table at all")
    with pytest.raises(DataError) as caught:
        read_log(path)
    assert caught.value.problem.endswith("not a parquet file.")


def test_the_index_of_a_frame_is_a_column_of_its_file(tmp_path: Path) -> None:
    """Who made the customer the index of the frame finds the customer again."""
    path = tmp_path / "log.parquet"
    pd.DataFrame({"kunde": ["A", "B"], "kontakt": ["TV", "Shop"]}).set_index("kunde").to_parquet(path)
    log = read_log(path)
    assert log.customers is not None and log.customers.tolist() == ["A", "B"]


def test_dates_of_parquet_are_times(tmp_path: Path) -> None:
    """A column of dates, which pandas knows only as objects, is read as well."""
    path = tmp_path / "log.parquet"
    pd.DataFrame({"kunde": ["A"], "datum": [date(2026, 11, 21)], "kontakt": ["TV"]}).to_parquet(path)
    assert read_log(path).start == datetime(2026, 11, 21)


@pytest.mark.parametrize("ending", ["xlsx", "parquet"])
def test_a_missing_package_names_the_line_to_type(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str) -> None:
    """Who has installed only the core learns in one line what is missing."""
    path = tmp_path / f"log.{ending}"
    path.write_bytes(b"")
    monkeypatch.setattr(log_files, "find_spec", lambda name: None)
    with pytest.raises(MissingExtraError) as caught:
        read_log(path)
    assert caught.value.fix == 'Type: pip install "journeylab[files]"'


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    """The formats that can be read are listed."""
    path = tmp_path / "log.pdf"
    path.write_bytes(b"%PDF")
    with pytest.raises(DataError) as caught:
        read_log(path)
    assert ".csv" in caught.value.fix and ".xes" in caught.value.fix


NOISE = st.one_of(
    st.binary(max_size=300),
    st.text(alphabet='kunde,ziteo;\n\r"\t|\x00=1.2-:Tß\ufeff <>/', max_size=200).map(str.encode),
    st.tuples(
        st.sampled_from([b"kunde,kontakt,zeit,kauf,wert\n", b"kunde;kontakt\n", b"customer_id,step,touchpoint,mood\n"]),
        st.one_of(st.binary(max_size=200), st.text(alphabet=',;"\n01aT-: .e\x00', max_size=200).map(str.encode)),
    ).map(b"".join),
    st.binary(max_size=50).map(lambda tail: b"PK\x03\x04" + tail),
    st.binary(max_size=50).map(lambda tail: b"PAR1" + tail + b"PAR1"),
    st.binary(max_size=50).map(lambda tail: b"\x1f\x8b\x08\x00" + tail),
    st.tuples(st.integers(0, len(XES)), st.binary(max_size=5)).map(
        lambda cut: XES[: cut[0]].encode() + cut[1] + XES[cut[0] :].encode()
    ),
)


@pytest.mark.parametrize("ending", ["csv", "csv.gz", "tsv", "xlsx", "parquet", "xes", "xes.gz"])
def test_noise_is_a_log_or_one_clear_error(tmp_path_factory: pytest.TempPathFactory, ending: str) -> None:
    """Whatever bytes a file holds, the answer is a log or a DataError."""
    path = tmp_path_factory.mktemp("noise") / f"log.{ending}"

    @given(NOISE)
    def check(data: bytes) -> None:
        path.write_bytes(data)
        try:
            log = read_log(path)
        except DataError as error:
            assert error.problem.startswith(f"log.{ending}: ") and error.fix
        else:
            assert log.report

    check()
