"""Whatever people see speaks the language in use: nothing of the other one is left over."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from languages import left_over, vocabulary
from spoken import of_markup, of_widget, pieces, texts_of_catalogues, texts_of_shop

import journeylab as jl
from journeylab.cli import doctor as examined
from journeylab.cli import main
from journeylab.cli.parser import COMMANDS
from journeylab.errors import JourneyLabError
from journeylab.i18n import read_catalogue
from journeylab.store.fast_yaml import fast_data
from journeylab.store.shipped import shipped
from tools import gallery

Texts = Callable[[], Iterator[str]]
Capture = pytest.CaptureFixture[str]

# What is called the same in both languages.
_NAMES = """
Action Attention Content Conversion Conversions Desire Emotion Interest IT Journey Journeys Linear Marketing Material
Medium NAME Name Phase Problem ROAS Service Touchpoint analog digital neutral normal CAC Newsletter Website Inspiration
App Chatbot Community Download Experiment Fax Showroom Video AFB CODE Moment Operator Pseudonym Simulation Start TEXT
Text"""
_PHRASES = "First Click|Last Click|Last Non-Direct Click|Time Decay|Net Promoter Score|Enter, ← →"
NAMES = {*_NAMES.split(), *_PHRASES.split("|")}


def found(texts: dict[str, Texts], language: str) -> dict[str, dict[str, set[str]]]:
    """Return by what is seen the texts in which something is left over, with the words that betray it."""
    jl.set_language(language)
    seen = {name: {piece: left_over(piece, language) for piece in pieces(make())} for name, make in texts.items()}
    bad = {name: {piece: words for piece, words in each.items() if words} for name, each in seen.items()}
    return {name: each for name, each in bad.items() if each}


@pytest.mark.parametrize("name", gallery.SCENARIOS)
def test_everything_of_a_scenario_changes_its_language(name: str) -> None:
    """Results, pictures, tables, widgets and the report of one and the same log speak German, then English."""
    shown = texts_of_shop(gallery.shop(name, 120))
    assert found(shown, "de") == {}
    assert found(shown, "en") == {}


def test_every_catalogue_changes_its_language() -> None:
    """KPI cards with their calculations, touchpoints, models and scenarios speak German, English, and German again."""
    shown = texts_of_catalogues()
    assert found(shown, "de") == {}
    german = {name: list(make()) for name, make in shown.items()}
    assert found(shown, "en") == {}
    jl.set_language("de")
    assert {name: list(make()) for name, make in shown.items()} == german


SLIPS: dict[str, Callable[[Any, Any], Any]] = {
    "scenario": lambda shop, log: jl.scenario("fahrad"),
    "kpi": lambda shop, log: jl.kpi("xyz"),
    "input": lambda shop, log: jl.kpi("cr").compute(conversions=3),
    "zero": lambda shop, log: jl.kpi("cr").compute(conversions=0, sessions=0),
    "lever": lambda shop, log: shop.with_levers("gratis"),
    "strength": lambda shop, log: shop.with_levers(shop.levers[0].id, "x"),
    "text for a scenario": lambda shop, log: jl.simulate("fahrrad", 10),
    "negative": lambda shop, log: jl.simulate(shop, -1),
    "map": lambda shop, log: jl.touchpoint_map("fahrrad"),
    "phase": lambda shop, log: jl.touchpoint_map(shop, phase="x"),
    "persona": lambda shop, log: jl.touchpoint_map(shop, persona="x"),
    "path": lambda shop, log: jl.touchpoint_map(shop, 99),
    "by": lambda shop, log: jl.kpis(log, by="x"),
    "text for a log": lambda shop, log: jl.kpis("log.csv"),
    "funnel": lambda shop, log: jl.funnel(log, by="x"),
    "stages": lambda shop, log: jl.stage_funnel(log, by="x"),
    "attribution": lambda shop, log: jl.attribution(log, model="x"),
    "difference": lambda shop, log: jl.difference(log, log, "x"),
    "two sizes": lambda shop, log: jl.difference(log, jl.simulate(shop, 30, 7), "conversion_rate"),
    "experiment": lambda shop, log: jl.experiment(shop, "x"),
    "few": lambda shop, log: jl.experiment(shop, shop, customers=1),
    "no log": lambda shop, log: jl.read_log("xyz.csv"),
    "no map": lambda shop, log: jl.read_map("xyz.yaml"),
    "ending": lambda shop, log: jl.write_log(log, "x.docx"),
    "contact": lambda shop, log: jl.Contact(id="A b", label="x", moment="x", touchpoint="x", emotion=9),
    "moment": lambda shop, log: jl.Moment(id="x", label="x", phase="x"),
    "player": lambda shop, log: jl.JourneyPlayer(shop, customers=0),
    "simulator": lambda shop, log: jl.Simulator(shop, customers=1),
    "walk": lambda shop, log: jl.AidaWalk(shop, model="x"),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_every_error_speaks_one_language(slip: str) -> None:
    """Problem and way out of a typical slip are told in German, then in English, and are not the same text."""
    shop = jl.scenario("fahrrad")
    log = jl.simulate(shop, 20, 7)
    told = []
    for language in ("de", "en"):
        jl.set_language(language)
        with pytest.raises(JourneyLabError) as error:
            SLIPS[slip](shop, log)
        told.append(str(error.value))
        # The name of an argument stays.
        lines = told[-1].removeprefix("customers ").splitlines()
        assert {line: left_over(line, language) for line in lines if left_over(line, language)} == {}
    assert told[0] != told[1]


BROKEN = """\
format: journeylab/map
id: k
title: 7
colour: x
moments: [{id: a, label: A, phase: befor}]
channels: [{id: w, label: W, medium: digital}, {id: w, label: W, medium: digital}]
contacts: [{id: c, touchpoint: search_at, label: C, moment: b, channel: w, emotion: 7, kpi: {id: x}}]
"""
LOG = "customer,time,touchpoint,conversion\n1,2026-01-01 10:00,SEO,0\n1,2026-01-02 10:00,E-Mail,1\n2,x,SEO,0\n"
CALLS = (
    "check broken.yaml",
    "check empty.yaml",
    "check log.csv",
    "simulate mode --customers 60 --out out.csv",
    "simulate mode --customers x",
    "simulate mode --lever x",
    "experiment kaffee probebeutel --customers 60",
    "analyse log.csv",
    "analyse broken.yaml",
    "doctor course",
    "new map shop",
    "new scenario cafe",
    "check shop.yaml cafe.yaml",
    "slides 00",
    "slides 99",
    "handout 00",
    "plan 03",
    "pictures kaffee --format gif",
    "exercise new numeric discount",
    "check discount.yaml",
    "exercise show nothing",
    "marks 66.5 --of 90",
    "grade --part1 62 --gp 48 --kk 61 --wiso 50 --fg 70",
    "grade --part1 62 --gp 45 --kk 48 --wiso 61 --fg 40",
    "paper nothing",
    "exam release nothing",
    "exam collect nowhere",
    "export nothing",
    "strat",
    *(f"{command} --help" for command in COMMANDS),
)


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_command_line_speaks_one_language(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    """Whatever is called, what is printed, and each page and template that is written, is in the language of --lang."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(examined, "jupyterlab", lambda: examined.Check("ok", "JupyterLab"))
    Path("broken.yaml").write_text(BROKEN, encoding="utf-8")
    Path("empty.yaml").touch()
    Path("log.csv").write_text(LOG, encoding="utf-8")
    bad = {}
    for call in CALLS:
        main([*call.split(), "--lang", language])
        printed = capsys.readouterr()
        lines = (printed.out + printed.err).replace(str(tmp_path), "").splitlines()
        assert lines, f"{call} says nothing"
        bad |= {(call, line): left_over(line, language) for line in lines if left_over(line, language)}
    for page in tmp_path.glob("*.html"):
        text = pieces(of_markup(page.read_text(encoding="utf-8")))
        bad |= {(page.name, each): left_over(each, language) for each in text if left_over(each, language)}
    assert bad == {}


def test_what_is_the_same_in_both_languages_is_a_name() -> None:
    """No text stands in both languages alike but names and terms: a forgotten translation would."""

    def same(data: Any) -> Iterator[str]:
        if isinstance(data, dict) and data.keys() == {"de", "en"}:
            yield from [data["en"]] if data["de"] == data["en"] else []
        elif isinstance(data, dict | list):
            for value in data.values() if isinstance(data, dict) else data:
                yield from same(value)

    files = [file.read_text(encoding="utf-8") for file in shipped("datasets").glob("**/*.yaml")]
    texts = {text for file in files for text in same(fast_data(file))}
    texts |= {str(m.id) for m in read_catalogue() if m.id == m.string and "{" not in str(m.id)}
    assert texts - NAMES == set()


# The detector itself


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Basket und checkout", "und"),
        ("Warenkorb", "warenkorb"),
        ("The Sorgfaltspflichtverletzung", "sorgfaltspflichtverletzung"),
        ("Verträglichkeit", "verträglichkeit"),
        ("5 contacts, 3 Kunden", "kunden"),
        ("Zögerlich", "zögerlich"),
    ],
)
def test_a_planted_german_word_is_found(text: str, word: str) -> None:
    """A function word, an umlaut, an ending or a word that only our German texts use is found in English."""
    assert left_over(text, "en") == {word}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Die Kunden is da", {"is"}),
        ("Basket", {"basket"}),
        ("Von Kontakt to Kauf", {"to"}),
        ("5 Kunden, 3 customers", {"customers"}),
        ("share of purchases", {"purchases"}),
    ],
)
def test_a_planted_english_word_is_found(text: str, words: set[str]) -> None:
    """A function word, or a word that only our English texts use, is found in German."""
    assert left_over(text, "de") == words


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Rückenwind bicycle shop, conversion rate, touchpoint", "en"),
        ("Run `für der die` or journeylab analyse export.csv --customer Kunde", "en"),
        ("Share of Voice, Customer Journey, First Click, Conversion-Rate", "de"),
        ('cart_abandonment: `the and of`, by="touchpoint", jl.simulate(shop, customers=5)', "de"),
        ("", "de"),
    ],
)
def test_names_terms_and_code_are_left_alone(text: str, language: str) -> None:
    """Proper names, terms of the field, commands and code are the same in every language."""
    assert left_over(text, language) == set()


def test_a_planted_label_is_found_in_every_place_of_a_widget() -> None:
    """Options, tooltips, texts for the script, hidden children: whatever a widget holds is read."""
    import ipywidgets as w

    from journeylab.widgets.slider import Slider

    inside = w.Dropdown(options=[("Warenkorb", 1)], description="Kunden", tooltip="Absprung")
    box = w.VBox([w.HTML('<p title="Kasse">Kauf</p>'), inside, Slider("Rabatt", unit="Stück")])
    seen = set().union(*(left_over(piece, "en") for piece in pieces(of_widget(box))))
    assert seen >= {"warenkorb", "kunden", "kasse", "kauf", "rabatt", "stück"}


def test_words_that_a_picture_broke_are_put_together() -> None:
    """The two halves of a compound are read as one word; a hyphen of its own stays."""
    svg = "<svg><text>Such-</text><text>anzeige</text><text>E-</text><text>Mail</text><text>-2</text></svg>"
    assert list(of_markup(svg)) == ["Suchanzeige", "E-Mail", "-2"]


def test_a_missing_translation_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """A picture whose message lost its German is found, and so is a label that was frozen in German."""
    from journeylab import i18n

    vocabulary("de"), vocabulary("en")
    shown = texts_of_shop(gallery.shop("mode", 30))
    lost = {key: text for key, text in i18n._german().items() if key != "favourite moment"}
    monkeypatch.setattr(i18n, "_german", lambda: lost)
    assert set(found({"map": shown["touchpoint_map"]}, "de")) == {"map"}
    monkeypatch.setattr(i18n, "language", lambda: "de")
    assert found({"kpis": shown["kpis"], "player": shown["JourneyPlayer"]}, "en").keys() == {"kpis", "player"}
