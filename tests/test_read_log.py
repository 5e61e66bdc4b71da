"""What a table of contacts becomes: columns, conversions, values, order, names."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from journeylab.domain.journey_log import JourneyLog
from journeylab.domain.scenario import Scenario
from journeylab.domain.vocabulary import Event
from journeylab.errors import DataError
from journeylab.i18n import set_language
from journeylab.store.log_reading import read_log

Read = Callable[..., JourneyLog]


@pytest.fixture(autouse=True)
def _english() -> None:
    """Messages are checked in the language of the code."""
    set_language("en")


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Return a function that reads a text as a CSV file."""

    def read(text: str, **options: object) -> JourneyLog:
        path = tmp_path / "log.csv"
        path.write_text(text, encoding="utf-8")
        return read_log(path, **options)  # type: ignore[arg-type]

    return read


def ways(log: JourneyLog) -> list[tuple[str, ...]]:
    return [journey.contacts() for journey in log]


def test_a_log_is_read_with_nothing_but_its_path(read: Read) -> None:
    """Customer, time, touchpoint, conversion and value are found by their usual names."""
    log = read(
        "customer_id,time,interaction,conversion,conversion_value,channel\n"
        "A1,2018-07-22T20:40:41Z,impression,0,0,Display\n"
        "A1,2018-07-08T21:53:37Z,click,0,0,Video\n"
        "A2,2018-07-08T21:53:00Z,click,1,6.5,Video\n"
    )
    assert ways(log) == [("Video", "Display"), ("Video",)]
    assert log.customers is not None and log.customers.tolist() == ["A1", "A2"]
    assert log.start == datetime(2018, 7, 8, 21, 53)
    assert log.minutes is not None and log.minutes.tolist() == [0, 14 * 24 * 60 - 73, 0]
    assert log.conversion is not None and log.conversion.tolist() == [False, False, True]
    assert log.conversion_is_contact
    assert log.value is not None and log.value.tolist() == [0, 0, 6.5]
    assert not log.simulated
    assert log.report == (
        "Columns: customer = customer_id, time = time, touchpoint = channel, "
        "conversion = conversion, value = conversion_value.",
        "Times have a zone: they are in UTC now; any without a zone were taken as UTC.",
        "The rows were not in order; they were sorted by customer and time.",
    )


@pytest.mark.parametrize(
    ("customer", "time", "touchpoint"),
    [
        ("Kunde", "Zeit", "Kontakt"),
        ("Kunden-ID", "Zeitpunkt", "Kanal"),
        ("Kunden Nr.", "Datum", "Touchpoint"),
        ("case_id", "Timestamp", "activity"),
        ("user_pseudo_id", "event_timestamp", "event_name"),
        ("case:concept:name", "time:timestamp", "concept:name"),
        ("\ufeffcustomer", " datetime ", "channel"),
    ],
)
def test_columns_are_recognised_in_german_and_english(read: Read, customer: str, time: str, touchpoint: str) -> None:
    """Case, blanks, hyphens and colons in the name of a column do not matter."""
    log = read(f"{touchpoint},{time},{customer}\nTV,2026-01-01,A\n")
    assert ways(log) == [("TV",)]
    assert log.start == datetime(2026, 1, 1)


def test_a_channel_is_asked_for_before_what_happened_there(read: Read) -> None:
    """Beside impressions and clicks the channel is the touchpoint; without it they are."""
    assert ways(read("kunde,interaction,channel\nA,click,TV\n")) == [("TV",)]
    assert ways(read("kunde,interaction\nA,click\n")) == [("click",)]


def test_a_user_id_gives_way_to_the_pseudonym(read: Read) -> None:
    """Google's user_pseudo_id is always filled, user_id only for those who log in."""
    log = read("user_id,user_pseudo_id,event_name\n,x.1,scroll\n")
    assert log.customers is not None and log.customers.tolist() == ["x.1"]


def test_two_candidates_are_a_question_not_a_guess(read: Read) -> None:
    """With two columns of the same rank the message names both and the argument."""
    with pytest.raises(DataError) as caught:
        read("kunde,customer_id,kontakt\nA,1,TV\n")
    assert caught.value.problem == "log.csv: more than one column could be 'customer': kunde, customer_id."
    assert caught.value.fix == 'Name one of them: read_log(..., customer="kunde").'
    log = read("kunde,customer_id,kontakt\nA,1,TV\n", customer="customer_id")
    assert log.customers is not None and log.customers.tolist() == ["1"]


def test_a_column_that_nobody_recognises_is_named_by_the_caller(read: Read) -> None:
    """The message lists the columns that are there."""
    with pytest.raises(DataError) as caught:
        read("wer,was\nA,TV\n")
    assert caught.value.problem == "log.csv: no column is recognisable as 'customer' (columns: wer, was)."
    assert ways(read("wer,was\nA,TV\n", customer="wer", touchpoint="was")) == [("TV",)]


def test_a_slip_in_the_name_of_a_column_is_mended(read: Read) -> None:
    """The nearest column is proposed."""
    with pytest.raises(DataError) as caught:
        read("kunde,kontakt\nA,TV\n", touchpoint="kontakte")
    assert caught.value.problem == "log.csv: there is no column 'kontakte' for touchpoint=."
    assert caught.value.fix == "Did you mean 'kontakt'?"


@pytest.mark.parametrize(
    ("yes", "no"), [("1", "0"), ("true", "false"), ("ja", "nein"), ("Yes", "No"), ("x", ""), ("WAHR", "FALSCH")]
)
def test_a_flag_may_be_written_in_many_ways(read: Read, yes: str, no: str) -> None:
    """A flag belongs to the contact of its row."""
    log = read(f"kunde,kontakt,kauf\nA,TV,{no}\nA,Shop,{yes}\n")
    assert log.conversion is not None and log.conversion.tolist() == [False, True]
    assert log.conversion_is_contact
    assert Event.PURCHASE not in log.events


def test_a_flag_that_says_neither_yes_nor_no_is_shown_with_its_row(read: Read) -> None:
    """Row numbers are those that a spreadsheet shows."""
    with pytest.raises(DataError) as caught:
        read("kunde,kontakt,kauf\nA,TV,0\nA,Shop,vielleicht\n")
    assert caught.value.problem == "log.csv: row 3, column 'kauf': 'vielleicht' cannot stand here."
    assert "conversion='Kauf'" in caught.value.fix


def test_a_purchase_may_be_an_event_of_its_own(read: Read) -> None:
    """With conversion='Bestellung' the conversion is that touchpoint, not a flag on another."""
    log = read("kunde,kontakt\nA,TV\nA,Bestellung\nB,TV\n", conversion="Bestellung")
    assert log.touchpoints == ("Bestellung", "TV")
    assert log.conversion is not None and log.conversion.tolist() == [False, True, False]
    assert not log.conversion_is_contact
    assert log.events == {Event.PURCHASE: (0,)}
    assert "Conversion: the touchpoint 'Bestellung', an event of its own." in log.report


def test_the_named_touchpoint_wins_over_a_column_of_flags(read: Read) -> None:
    """What the caller says counts more than what the names of columns suggest."""
    log = read("kunde,kontakt,conversion\nA,TV,1\nA,Kauf,0\n", conversion="Kauf")
    assert log.conversion is not None and log.conversion.tolist() == [False, True]


@pytest.mark.parametrize("name", ["Kauf", "purchase"])
def test_the_usual_name_of_a_purchase_is_enough(read: Read, name: str) -> None:
    """Without any other hint a touchpoint called purchase or Kauf is the conversion."""
    log = read(f"kunde,kontakt\nA,TV\nA,{name}\n")
    assert log.conversion is not None and log.conversion.tolist() == [False, True]


def test_an_unknown_conversion_is_a_slip(read: Read) -> None:
    """What is neither a column nor a touchpoint gets the nearest touchpoint as an answer."""
    with pytest.raises(DataError) as caught:
        read("kunde,kontakt\nA,TV\nA,Kauf\n", conversion="Kaif")
    assert caught.value.problem == "log.csv: 'Kaif' for conversion= is neither a column nor a touchpoint."
    assert caught.value.fix == "Did you mean 'Kauf'?"


def test_a_log_without_conversions_says_so(read: Read) -> None:
    """Unknown is not zero."""
    log = read("kunde,kontakt\nA,TV\n")
    assert log.conversion is None
    assert "No conversions found: name a column or a touchpoint with conversion=." in log.report


@pytest.mark.parametrize(
    ("written", "values"),
    [
        (["1.234,50 €", "7"], [1234.5, 7]),
        (["12,5", "0,25"], [12.5, 0.25]),
        (["1,234.50", "$2"], [1234.5, 2]),
        (["1,234,567", "$2"], [1234567, 2]),
        (["1.234.567", "1.000"], [1234567, 1000]),
        (["12.5", "1.234"], [12.5, 1.234]),
        (["EUR 3", ""], [3, 0]),
    ],
)
def test_numbers_are_read_as_their_column_writes_them(read: Read, written: list[str], values: list[float]) -> None:
    """Whether comma or point separates the decimals is seen from the whole column."""
    rows = "".join(f'A;TV;"{text}"\n' for text in written)
    log = read("kunde;kontakt;wert\n" + rows)
    assert log.value is not None and log.value.tolist() == values


def test_a_decimal_comma_is_said_aloud(read: Read) -> None:
    """A guess that could be wrong by a factor of 100 is never silent."""
    assert "wert: the comma was read as the decimal sign." in read("kunde;kontakt;wert\nA;TV;12,50\n").report


DECIMAL = "wert: nothing else tells what the sign in '{}' is; it was read as the decimal sign."
THOUSANDS = "wert: nothing else tells what the sign in '{}' is; it was read as one between thousands."


@pytest.mark.parametrize(
    ("sep", "written", "values", "said"),
    [
        (";", ["1.234", "950"], [1234, 950], THOUSANDS.format("1.234")),
        (";", ["950", "2.500", "12.000"], [950, 2500, 12000], THOUSANDS.format("2.500")),
        (",", ["1.234", "950"], [1.234, 950], DECIMAL.format("1.234")),
        (",", ["1.234 €", "950 €"], [1234, 950], THOUSANDS.format("1.234")),
        (",", ["1.234", "12,50"], [1234, 12.5], "wert: the comma was read as the decimal sign."),
        (";", ["1,234", "950"], [1.234, 950], DECIMAL.format("1,234")),
        (",", ["1,234", "950"], [1234, 950], THOUSANDS.format("1,234")),
        (",", ["1,234 €"], [1234], THOUSANDS.format("1,234")),
    ],
)
def test_three_digits_behind_a_sign_are_read_as_the_file_suggests(
    read: Read, sep: str, written: list[str], values: list[float], said: str
) -> None:
    """Where 1.234 may be 1234 the whole column, the separator or the euro decides, and it is said aloud."""
    log = read(sep.join(["kunde", "kontakt", "wert\n"]) + "".join(f'A{sep}TV{sep}"{text}"\n' for text in written))
    assert log.value is not None and log.value.tolist() == values
    assert said in log.report


@pytest.mark.parametrize("written", [["1.234", "0.5"], ["1.234", "0.125"], ["1,234.5", "2.500"], ["12.50", "3"]])
def test_a_sign_that_is_clear_is_not_spoken_of(read: Read, written: list[str]) -> None:
    """One clear cell settles the others, though the separator is that of German files."""
    log = read("kunde;kontakt;wert\n" + "".join(f"A;TV;{text}\n" for text in written))
    assert log.value is not None and log.value.tolist() == [float(text.replace(",", "")) for text in written]
    assert not any("wert:" in line for line in log.report)


@pytest.mark.parametrize("cell", ["viel", "12.50", "inf", "€", "1.2.3"])
def test_a_value_that_is_no_number_is_shown_with_its_row(read: Read, cell: str) -> None:
    """What a log cannot tell is not counted as 0; rows dropped before do not shift the number."""
    with pytest.raises(DataError) as caught:
        read(f"kunde;kontakt;wert\n;TV;nichts\nA;TV;12,50\nA;TV;{cell}\n")
    assert caught.value.problem == f"log.csv: row 4, column 'wert': '{cell}' cannot stand here."
    assert "leave the cell empty" in caught.value.fix


def test_negative_values_are_counted_as_nothing(read: Read) -> None:
    """They become 0, counted with the first row."""
    log = read("kunde,kontakt,wert\n,TV,-1\nA,TV,5\nA,TV,-3\n")
    assert log.value is not None and log.value.tolist() == [5, 0]
    assert "Counted as 0, negative (wert): 1 row (row 4)." in log.report


@pytest.mark.parametrize(
    "text", ["kunde,kontakt,wert,kauf\nA,TV,,0\nA,Shop,,1\n", "kunde,kontakt,wert\nA,TV,\nA,Kauf,\n"]
)
def test_a_conversion_without_a_value_is_said_aloud(read: Read, text: str) -> None:
    """An empty value is 0: expected of a contact, worth a line for a conversion."""
    log = read(text)
    assert log.value is not None and log.value.tolist() == [0, 0]
    assert "1 conversion without a value, counted as 0." in log.report


def test_an_empty_value_of_a_mere_contact_is_not_spoken_of(read: Read) -> None:
    """Only what is missing is said."""
    log = read("kunde,kontakt,wert,kauf\nA,TV,,0\nA,Shop,7,1\n")
    assert log.value is not None and log.value.tolist() == [0, 7]
    assert not any("without a value" in line for line in log.report)


def test_every_dropped_row_is_counted_with_its_reason(read: Read) -> None:
    """A row without customer, touchpoint or time is left out, never silently."""
    log = read(
        "kunde,zeit,kontakt\n"
        "A,2026-01-01,TV\n"
        ",2026-01-01,TV\n"
        "A,gestern,TV\n"
        "A,2026-01-02,\n"
        "\n"
        "A,morgen,TV\n"
        f"{'A' * 257},2026-01-01,TV\n"
    )
    assert log.n_events == 1
    assert log.report[2:6] == (
        "Dropped, empty: 1 row (row 6).",
        "Dropped, no customer: 1 row (row 3).",
        "Dropped, no touchpoint: 1 row (row 5).",
        "Dropped, customer id longer than 256 characters: 1 row (row 8).",
    )
    assert log.report[6] == "Dropped, no time that can be read: 2 rows (the first is row 4)."


def test_a_file_in_which_no_row_can_be_used_is_an_error(read: Read) -> None:
    """A wrong column must not give an empty log."""
    with pytest.raises(DataError) as caught:
        read("kunde,zeit,kontakt\n,,TV\n,,TV\n")
    assert caught.value.problem == ("log.csv: no row can be used. Dropped, no customer: 2 rows (the first is row 2).")
    assert "time = zeit" in caught.value.fix


def test_a_column_without_any_time_is_quoted(read: Read) -> None:
    """The first cell shows why, and the formats that are known show how."""
    with pytest.raises(DataError) as caught:
        read("kunde,zeit,kontakt\nA,,TV\nA,gestern,TV\nA,heute,TV\n")
    assert caught.value.problem == "log.csv: no time can be read in column 'zeit'; the first cell is 'gestern'."
    assert "31.01.2024 14:05" in caught.value.fix


def test_contacts_of_one_moment_stay_as_they_were(read: Read) -> None:
    """Sorting is stable: within a minute the order of the file counts."""
    log = read("kunde,zeit,kontakt\nA,2026-01-02,C\nA,2026-01-01,B\nA,2026-01-01,A\nA,2026-01-01,B\n")
    assert ways(log) == [("B", "A", "B", "C")]


def test_seconds_count_for_the_order_though_a_log_holds_minutes(read: Read) -> None:
    """Two contacts of one minute are sorted by their seconds."""
    log = read("kunde,zeit,kontakt\nA,2026-01-01T10:00:30,B\nA,2026-01-01T10:00:10,A\n")
    assert ways(log) == [("A", "B")]
    assert log.minutes is not None and log.minutes.tolist() == [0, 0]


def test_without_times_the_order_of_the_rows_counts(read: Read) -> None:
    """Customers may be mixed in the file; each one's contacts stay in order."""
    log = read("kunde,kontakt\nB,1\nA,2\nB,3\nA,1\n")
    assert ways(log) == [("1", "3"), ("2", "1")]
    assert log.minutes is None and log.start is None
    assert "There is no time column: the order of the rows counts." in log.report


def test_repeated_rows_are_kept_and_counted(read: Read) -> None:
    """Two clicks in the same minute are real as often as not."""
    text = "kunde,zeit,kontakt,wert\nA,2026-01-01,TV,1\nA,2026-01-01,Shop,1\nA,2026-01-01,TV,1\nA,2026-01-01,TV,2\n"
    log = read(text)
    assert log.n_events == 4
    assert "Kept, repeats an earlier row (drop_duplicates=True drops it): 1 row (row 4)." in log.report
    log = read(text, drop_duplicates=True)
    assert ways(log) == [("TV", "Shop", "TV")]
    assert log.value is not None and log.value.tolist() == [1, 1, 2]
    assert "Dropped, repeats an earlier row: 1 row (row 4)." in log.report


def test_touchpoints_do_not_depend_on_the_order_of_the_rows(read: Read) -> None:
    """Without a map they stand in alphabetical order, customers in order of first appearance."""
    log = read("kunde,kontakt\n9,b\n10,a\n")
    assert log.touchpoints == ("a", "b")
    assert log.customers is not None and log.customers.tolist() == ["9", "10"]


def test_ids_are_texts_not_numbers(read: Read) -> None:
    """007 and 7 are two customers, and NA is a channel."""
    log = read("kunde,kontakt\n007,NA\n7,null\n")
    assert log.customers is not None and log.customers.tolist() == ["007", "7"]
    assert log.touchpoints == ("NA", "null")


def test_more_touchpoints_than_a_log_can_hold_are_refused(read: Read) -> None:
    """A column with hundreds of names is hardly one of touchpoints; nothing is cut off silently."""
    with pytest.raises(DataError) as caught:
        read("kunde,kontakt\n" + "".join(f"A,t{i}\n" for i in range(257)))
    assert caught.value.problem == "log.csv: A log can hold 256 different touchpoints; this one has 257."


def test_names_become_the_ids_of_a_map(read: Read, tiny_scenario: Scenario) -> None:
    """Ids and labels in both languages are recognised; the codes are those of the map."""
    log = read("kunde,kontakt\nA,Suchanzeige\nA,basket\nA,KASSE\nA,kauf\nB,Radio\nB,Order\n", map=tiny_scenario)
    assert ways(log) == [("suche", "korb", "kasse", "kauf"), ("Radio", "kauf")]
    assert log.touchpoints == ("suche", "korb", "kasse", "kauf", "retoure", "Radio")
    assert "Not on the map: Radio." in log.report


def test_a_scenario_brings_events_and_economics(read: Read, tiny_scenario: Scenario) -> None:
    """Where the scenario has its purchase, there is the conversion."""
    log = read("kunde,kontakt\nA,Suchanzeige\nA,Bestellung\n", map=tiny_scenario)
    assert log.map is tiny_scenario and log.economics is tiny_scenario.economics
    assert log.events == {Event.BASKET: (1,), Event.CHECKOUT: (2,), Event.PURCHASE: (3,), Event.RETURN: (4,)}
    assert log.conversion is not None and log.conversion.tolist() == [False, True]


def test_a_conversion_may_be_named_as_the_map_names_it(read: Read, tiny_scenario: Scenario) -> None:
    """The id of a contact serves, though the file writes its label."""
    log = read("kunde,kontakt\nA,Suchanzeige\nA,Bestellung\n", map=tiny_scenario, conversion="suche")
    assert log.conversion is not None and log.conversion.tolist() == [True, False]


def test_pseudonyms_stand_for_customers(read: Read) -> None:
    """Who has one id before has one id after, and the original is nowhere."""
    text = "kunde,kontakt\nanna@example.org,TV\nben@example.org,TV\nanna@example.org,Shop\n"
    log = read(text, pseudonymise=True)
    assert log.lengths().tolist() == [2, 1]
    assert log.customers is not None and log.customers[0] != log.customers[1]
    assert "example" not in repr(log) + "".join(log.customers)
    assert "Customer ids were replaced by pseudonyms." in log.report


def test_the_same_salt_gives_the_same_pseudonyms(read: Read) -> None:
    """Without a salt nobody can match two readings."""

    def pseudonym(**options: object) -> str:
        log = read("kunde,kontakt\nanna,TV\n", **options)
        assert log.customers is not None
        return str(log.customers[0])

    assert pseudonym(salt="s") == pseudonym(salt=b"s", pseudonymise=True) != pseudonym(salt="t")
    assert pseudonym(pseudonymise=True) != pseudonym(pseudonymise=True)
    assert pseudonym(salt="long" * 100) != "anna"


@pytest.mark.parametrize("name", ["=1+1", "<script>alert(1)</script>", "Größe ↗ 🚲", "'", "a,b"])
def test_any_text_may_name_a_channel(read: Read, name: str) -> None:
    """Names are data: they come out as they went in."""
    assert ways(read(f'kunde,kanal\nA,"{name}"\n')) == [(name,)]


def test_a_header_without_rows_is_an_empty_log(read: Read) -> None:
    """Nobody met anything: 0 customers, 0 contacts."""
    log = read("kunde,zeit,kontakt,kauf\n")
    assert (len(log), log.n_events, log.touchpoints) == (0, 0, ())


def test_blanks_around_names_do_not_make_two_of_one(read: Read) -> None:
    """'TV ' and 'TV' are the same channel, and a blank alone is nothing."""
    log = read("kunde,kontakt\nA,TV \nA , TV\nA,  \n")
    assert ways(log) == [("TV", "TV")]


def test_messages_never_show_more_than_the_name_of_a_file(tmp_path: Path) -> None:
    """The folders of a path are nobody's business."""
    with pytest.raises(DataError) as caught:
        read_log(tmp_path / "fehlt.csv")
    assert caught.value.problem == "fehlt.csv: there is no such file."


def test_a_folder_is_not_a_missing_file(tmp_path: Path) -> None:
    """Who names the folder learns that it is one."""
    with pytest.raises(DataError, match="this is a folder"):
        read_log(tmp_path)


def test_words_for_no_value_are_empty_cells(tmp_path: Path) -> None:
    """NA, NULL and a dash say that there is no value; they are neither numbers nor mistakes."""
    file = tmp_path / "r.csv"
    file.write_text(
        "customer,touchpoint,conversion,value\n1,a,1,5.5\n2,a,0,NA\n3,a,0,NULL\n4,a,0,-\n", encoding="utf-8"
    )
    value = read_log(file).value
    assert value is not None
    assert value.tolist() == [5.5, 0, 0, 0]
