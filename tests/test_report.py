"""The report on a log: one page that holds, says and shows what it should."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from path_logs import log_of, log_of_events

from journeylab.domain.journey_log import JourneyLog
from journeylab.domain.scenario import Scenario
from journeylab.i18n import set_language
from journeylab.sim.simulate import simulate
from journeylab.views.report import report

SVG = "{http://www.w3.org/2000/svg}"
SECTIONS = ["finding", "glance", "picture", "paths", "funnel", "kpis", "attribution", "method"]
HOSTILE = ("=1+1", "<script>alert(1)</script>", "{x}", "\"&'", "\u0000\u202ex" * 200)
SHOP = log_of([(("Suche", "Shop"), 30, 5), (("Shop", "Suche"), 10, 20), (("Suche",), 0, 20)], contact=True)

ODD: dict[str, JourneyLog] = {
    "one row": log_of_events([[("A", False)]]),
    "one row that converts": log_of_events([[("A", True)]], contact=True),
    "one order without contact": log_of_events([[("A", True)]]),
    "one channel": log_of([(("A", "A"), 40, 60)]),
    "one customer": log_of_events([[("A", True)] * 50], contact=True),
    "no conversion": log_of([(("A", "B"), 0, 60)]),
    "conversions not known": replace(SHOP, conversion=None),
    "buyers only": log_of([(("A", "B"), 60, 0)]),
    "no customers": log_of_events([]),
    "customers without contacts": replace(log_of_events([]), offsets=np.zeros(4, dtype=np.int64)),
    "strange names": log_of([(HOSTILE[i:] + HOSTILE[:i], 10, 20) for i in range(5)], contact=True),
    "256 channels": log_of([((f"K{i}", f"K{i * 7 % 256}"), 1, 2) for i in range(256)], contact=True),
    "long journey": log_of_events([[("A", False)] * 400 + [("B", True)]], contact=True),
}


def parsed(page: str) -> ET.Element:
    """Return the page as a tree; it is well-formed XML as well as HTML."""
    assert page.startswith("<!DOCTYPE html>\n")
    return ET.fromstring(page.split("\n", 1)[1])


def text_of(element: ET.Element) -> str:
    """Return all words of an element."""
    return " ".join(" ".join(element.itertext()).split())


def part(page: str, name: str) -> ET.Element:
    """Return one section of a page."""
    found = parsed(page).find(f".//section[@id='{name}']")
    assert found is not None
    return found


def rows_of(table: ET.Element) -> dict[str, list[str]]:
    """Return the cells of a table's rows by the heading of the row."""
    rows = {}
    for row in [*table.findall("tbody/tr"), *table.findall("tfoot/tr")]:
        first, *others = (text_of(cell) for cell in row)
        rows[first] = others
    return rows


def test_the_parts_stand_in_order() -> None:
    """The finding comes first, how it was made last, and headings skip no level."""
    tree = parsed(report(SHOP, source="log.csv"))
    assert [section.get("id") for section in tree.iter("section")] == SECTIONS
    assert [link.get("href") for link in tree.iter("a")] == [f"#{name}" for name in SECTIONS]
    levels = [int(e.tag[1]) for e in tree.iter() if re.fullmatch("h[1-6]", e.tag)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_numbers_of_a_small_log() -> None:
    """85 customers, 40 of them with a conversion: the tiles say so, with the denominator of each rate."""
    tiles = {text_of(tile[0]): text_of(tile[1]) for tile in part(report(SHOP, source="x"), "glance").iter("div")}
    assert tiles["Kunden"].startswith("85 ")
    assert tiles["Conversions"].startswith("40 ")
    assert tiles["Conversion-Rate (Kunden)"].startswith("47,1 % Kunden mit Conversion ÷ Kunden 95 %: 36,8 %")


@pytest.mark.parametrize("name", ["one channel", "strange names", "256 channels"])
def test_each_model_shares_out_all_conversions(name: str) -> None:
    """The rows that are shown, those that are put together, and the sum below agree in every column."""
    log = ODD[name]
    assert log.conversion is not None
    *rows, total = rows_of(part(report(log, source="x"), "attribution").findall(".//table")[-1]).values()
    numbers = np.array([[float(cell.replace(".", "").replace(",", ".")) for cell in row] for row in rows])
    assert set(total) == {f"{int(log.conversion.sum())},0"}
    assert numbers.sum(axis=0) == pytest.approx(log.conversion.sum(), abs=0.05 * len(rows))


def test_credit_by_hand() -> None:
    """Of 40 conversions Shop closes 30 and opens 10; linear, both get half of each."""
    rows = rows_of(part(report(SHOP, source="x"), "attribution").findall(".//table")[-1])
    assert rows["Shop"][:2] == ["10,0", "30,0"]
    assert rows["Suche"][3] == rows["Shop"][3] == "20,0"
    assert rows["Summe"][0] == "40,0"


@pytest.mark.parametrize("name", ODD)
def test_odd_logs_give_a_sensible_page(name: str) -> None:
    """Whatever a log lacks, the page is well-formed, no table is empty and no figure is written as nan."""
    page = report(ODD[name], source="x")
    tree = parsed(page)
    assert all(table.find("tbody/tr") is not None for table in tree.iter("table"))
    assert not re.search(r"\b(nan|inf|None)\b", text_of(tree))
    assert all(len(text_of(section).split()) > 8 for section in tree.iter("section"))


@pytest.mark.parametrize("name", ["no customers", "customers without contacts"])
def test_an_empty_log_has_a_finding_and_a_way_out(name: str) -> None:
    """Without contacts there is nothing to draw, but something to check."""
    page = report(ODD[name], source="x")
    assert [section.get("id") for section in parsed(page).iter("section")] == ["finding", "glance", "method"]
    assert "Prüfen Sie" in text_of(part(page, "finding"))


def test_words_of_people_stay_words() -> None:
    """Names from a file are shown as they are and do nothing; the same holds for the file's own name and the notes."""
    log = replace(ODD["strange names"], report=("<b>bold</b> & more",))
    page = report(log, source="/data/<i>log</i>.csv")
    tags = {element.tag for element in parsed(page).iter()}
    assert not tags & {"script", "b", "i", "img", "iframe"}
    assert "<script>alert(1)</script>" in text_of(part(page, "attribution"))
    assert "<b>bold</b> & more" in text_of(part(page, "method"))


def test_nothing_comes_from_outside(tiny_scenario: Scenario) -> None:
    """The page names no address but that of the SVG namespace, and has no script."""
    for page in (report(SHOP, source="log.csv"), report(simulate(tiny_scenario, 300, 7), source="tiny")):
        assert set(re.findall(r"\w+://[^\s\"'<]*", page)) == {"http://www.w3.org/2000/svg"}
        assert not re.search(r"<script|<link|@import|url\(|\bsrc=|\bon\w+=", page)


@pytest.mark.parametrize("source", ["/home/anna/geheim/log.csv", "C:\\Users\\Anna\\geheim\\log.csv", "log.csv"])
def test_only_the_name_of_the_file_is_shown(source: str) -> None:
    """Folders are nobody else's business."""
    page = report(SHOP, source=source)
    assert text_of(parsed(page).findall(".//h1")[0]) == "log.csv"
    assert "geheim" not in page


def test_customer_ids_stay_at_home() -> None:
    """A report is passed on; the ids of customers are not in it."""
    log = replace(SHOP, customers=np.array([f"geheim-{i}" for i in range(len(SHOP))]))
    assert "geheim" not in report(log, source="log.csv")


def test_period_in_dates() -> None:
    """The first and the last day of the contacts stand below the title."""
    log = log_of_events([[("A", False), ("B", True)]], contact=True, minutes=[0, 3 * 1440])
    header = parsed(report(replace(log, start=datetime(2026, 3, 30, 8)), source="x")).findall(".//header")[0]
    assert "30.03.2026 bis 02.04.2026 (3 Tage)" in text_of(header)


def test_simulated_logs_are_labelled(tiny_scenario: Scenario) -> None:
    """Invented customers are called synthetic, with their seed; observed ones are not."""
    made = parsed(report(simulate(tiny_scenario, 300, 7), source="tiny")).findall(".//header")[0]
    assert "synthetisch" in text_of(made) and "Startwert 7" in text_of(made)
    assert "synthetisch" not in text_of(parsed(report(SHOP, source="x")))


def test_a_log_with_a_map_has_map_and_stages(tiny_scenario: Scenario) -> None:
    """The map is drawn, and the funnel follows its phases and AIDA stages."""
    page = report(simulate(tiny_scenario, 300, 7), source="tiny")
    assert "Kleiner Laden" in text_of(part(page, "picture"))
    captions = [text_of(caption) for caption in part(page, "funnel").iter("figcaption")]
    assert captions == ["Trichter nach Phasen", "Trichter nach AIDA-Stufen"]


def test_funnel_without_a_map_counts_contacts() -> None:
    """Of 85 journeys 65 have a second contact."""
    rows = rows_of(part(report(SHOP, source="x"), "funnel").findall(".//table")[0])
    assert rows["Kontakt 1"][:2] == ["85", "100,0 %"]
    assert rows["Kontakt 2"][0] == "65"


def test_what_is_missing_is_named() -> None:
    """A log without costs says which figures this costs the reader."""
    rows = rows_of(part(report(SHOP, source="x"), "kpis").findall(".//table")[-1])
    assert "Kosten pro Bestellung" in rows["Kosten"][0]


def test_money_without_a_currency_is_called_a_guess() -> None:
    """A file's values have no currency: the page says that it writes them as euros."""
    log = log_of_events([[("A", False), ("B", True)]] * 2, contact=True, value=[0, 5.5, 0, 4.5])
    assert "keine Währung" in text_of(part(report(log, source="x"), "method"))
    assert "10 €" in text_of(part(report(log, source="x"), "glance"))


def test_tables_and_pictures_can_be_heard(tiny_scenario: Scenario) -> None:
    """Every table has a caption and marked headings, every picture a role, a title and a description."""
    for page in (report(SHOP, source="x"), report(simulate(tiny_scenario, 300, 7), source="tiny")):
        tree = parsed(page)
        assert len(list(tree.iter("table"))) >= 6
        for table in tree.iter("table"):
            assert text_of(table.findall("caption")[0])
            assert all(cell.get("scope") in ("col", "row") for cell in table.iter("th"))
            widths = {len(row) for row in table.iter("tr")}
            assert len(widths) == 1
        pictures = [e for e in tree.iter(f"{SVG}svg") if e.get("role") == "img"]
        assert pictures
        assert all(e.find(f"{SVG}title") is not None and e.find(f"{SVG}desc") is not None for e in pictures)


@pytest.mark.parametrize(("code", "words"), [
    ("de", {"the", "and", "of", "with", "which", "contacts", "share", "first", "between", "none"}),
    ("en", {"der", "die", "das", "und", "mit", "von", "Kunden", "Kontakte", "Anteil", "bei", "kein"}),
])  # fmt: skip
def test_one_language(code: str, words: set[str], tiny_scenario: Scenario) -> None:
    """A page is in one language from its lang attribute to its last note."""
    set_language(code)
    for page in (report(SHOP, source="x"), report(simulate(tiny_scenario, 300, 7), source="x")):
        assert parsed(page).get("lang") == code
        said = set(re.findall(r"\w+", text_of(parsed(page).findall("body")[0])))
        assert words & said == set()


def test_the_same_log_gives_the_same_page() -> None:
    """Nothing on the page is drawn at random or tells the time."""
    assert report(SHOP, source="x") == report(SHOP, source="x")


def test_every_class_of_the_page_has_its_style(tiny_scenario: Scenario) -> None:
    """Page and stylesheet speak of the same classes; an attribute name never ends in a hyphen."""
    page = report(simulate(tiny_scenario, 300, seed=7), source="x.csv") + report(
        log_of([(("A", "B"), 40, 60)]), source="y.csv"
    )
    body = page.split("</style>", 1)[1]
    used = {name for value in re.findall(r' class="([^"]*)"', body) for name in value.split()}
    assert {"tile", "picture"} <= used
    styled = set(re.findall(r"\.([a-z][\w-]*)", page.split("<style>", 1)[1].split("</style>", 1)[0]))
    assert used <= styled
    assert not re.search(r'-="', body)
