"""Maps and scenarios: from files, into files, and what is wrong with a file."""

from __future__ import annotations

import copy
import math
from collections.abc import Callable
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from journeylab.domain.journey_map import JourneyMap
from journeylab.domain.scenario import Scenario
from journeylab.errors import DataError, ModelError, UsageError
from journeylab.i18n import set_language
from journeylab.store import maps
from journeylab.store.checking import check_file
from journeylab.store.finding import FileError
from journeylab.store.maps import read_map, scenario, scenarios, write_map
from journeylab.store.shipped import shipped

MAP = """\
format: journeylab/map
version: 1
id: karte
title: Laden
x_class: 11b
personas: [{id: lena, name: Lena, x_seat: 4}]
moments:
  - {id: suchen, label: Suchen, phase: before}
channels:
  - {id: web, label: Web, medium: digital}
contacts:
  - id: suche
    touchpoint: search_ad
    label: Suche
    moment: suchen
    channel: web
    kpi: {id: cart_abandonment, value: 68, unit: "%", period: 2026-10}
    x_note: {seen: 2026-10-01, by: [Ayşe, "=1+1"]}
"""

Write = Callable[[str], Path]


@pytest.fixture
def written(tmp_path: Path) -> Write:
    """Return a function that writes a text to a file."""

    def write(text: str) -> Path:
        path = tmp_path / "karte.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_a_map_is_read(written: Write) -> None:
    """A file with moments, channels and contacts is a map; a scenario is not needed."""
    journey_map = read_map(written(MAP))
    assert type(journey_map) is JourneyMap
    assert journey_map.contact_ids == ("suche",)
    assert journey_map.x_notes == {"x_class": "11b"}


def test_a_scenario_is_a_map(written: Write, tiny_scenario_text: str, tiny_scenario: Scenario) -> None:
    """Reading a scenario as a map gives the scenario; by path it is found like a shipped one."""
    path = written(tiny_scenario_text)
    assert read_map(path) == tiny_scenario
    assert scenario(path) == scenario(str(path)) == tiny_scenario


def test_a_map_is_no_scenario(written: Write) -> None:
    """Customers cannot walk on a map that says nothing about them, and a catalogue is no map."""
    set_language("en")
    with pytest.raises(FileError, match=r"line 1: format: This file holds 'journeylab/map', which cannot be used"):
        scenario(written(MAP))
    with pytest.raises(FileError, match="This file holds 'journeylab/touchpoints'"):
        read_map(shipped("datasets/touchpoints.yaml"))


def test_every_shipped_file_is_sound() -> None:
    """What comes with journeylab has nothing wrong in it."""
    files = [shipped(f"datasets/{name}.yaml") for name in ("touchpoints", "kpis", "models")]
    files += shipped("datasets/scenarios").glob("*.yaml")
    assert {path.name: check_file(path) for path in files} == {path.name: [] for path in files}


def test_every_shipped_teaching_plan_is_sound() -> None:
    """What trainers write beside a lesson can be checked like a map."""
    plans = list(shipped("notebooks").glob("**/plans/*.yaml"))
    assert plans
    assert {path: check_file(path) for path in plans} == {path: [] for path in plans}


def test_a_mistake_in_a_teaching_plan_has_line_and_field(written: Write) -> None:
    """A plan whose phases do not fill it is told so, at the line of its minutes."""
    phase = "{name: a, step: do, minutes: 15, what: b, form: pairs}"
    head = "format: journeylab/plan\nlesson: x\ntitle: x\nminutes: 20\nsituation: x\ngoals: [{text: x}]\n"
    text = f"{head}phases: [{phase}]\n"
    assert [(found.line, found.field) for found in check_file(written(text))] == [(4, "minutes")]
    assert check_file(written(text.replace("15", "20"))) == []


def test_a_saved_plan_for_a_model_can_be_checked(written: Write) -> None:
    """JSON is YAML: what a learner has saved while walking through a model is a file like the others."""
    saved = '{"format": "journeylab/stage_plan", "version": 1, "shop": "x", "model": "aida", "stages": {}}'
    assert check_file(written(saved)) == []
    assert [found.field for found in check_file(written(saved.replace("shop", "shpo")))] != []


def test_shipped_scenarios_are_named() -> None:
    """A scenario is called by its id, which is the name of its file."""
    name = scenarios()[0]
    assert scenario(name).id == name
    assert list(scenarios()) == sorted(scenarios())


def test_unknown_scenario() -> None:
    """A misspelt id is answered with the nearest one, any other with all there are."""
    name = scenarios()[0]
    with pytest.raises(UsageError) as caught:
        scenario(name + "x")
    assert caught.value.problem == f"Das Szenario „{name}x“ gibt es nicht."
    assert caught.value.fix.startswith(f"Meinten Sie „{name}“? ")
    with pytest.raises(UsageError, match=f"Bekannt sind: {', '.join(scenarios())}"):
        scenario("zzz")


def test_list_of_scenarios_shows_titles() -> None:
    """The list shows id and title in the language in use."""
    assert repr(scenarios()).splitlines()[1] == f"fahrrad  {scenario('fahrrad').title.de}"
    set_language("en")
    assert repr(scenarios()).splitlines()[1] == f"fahrrad  {scenario('fahrrad').title.en}"


@pytest.mark.parametrize(
    ("old", "new", "line", "field", "says"),
    [
        ("format: journeylab/map\n", "", 1, "", "format: journeylab/map"),
        ("journeylab/map", "journeylab/mapp", 1, "format", "Meinten Sie „journeylab/map“?"),
        ("journeylab/map", "[a]", 1, "format", "journeylab/scenario"),
        ("version: 1", "version: 2", 2, "version", "Bekannt sind: 1."),
        ("version: 1", "version: one", 2, "version", "Bekannt sind: 1."),
        ("touchpoint: search_ad", "touchpoint: serch_ad", 13, "contacts[suche].touchpoint", "search_ad"),
        ("id: cart_abandonment", "id: cart_abandon", 17, "contacts[suche].kpi.id", "cart_abandonment"),
        ("id: cart_abandonment", "id: zzz", 17, "contacts[suche].kpi.id", "conversion_rate"),
        ("x_class: 11b", "class: 11b", 5, "class", "x_"),
    ],
)
def test_problems_of_a_map(written: Write, old: str, new: str, line: int, field: str, says: str) -> None:
    """Each problem has its line, its field and a way out."""
    (found,) = check_file(written(MAP.replace(old, new, 1)))
    assert (found.file, found.line, found.field) == ("karte.yaml", line, field)
    assert says in found.fix


def test_reading_names_the_first_problem(written: Write) -> None:
    """The error of reading is the first finding in full; it says how many others there are."""
    path = written(MAP.replace("title: Laden", "titel: Laden").replace("phase: before", "phase: vorher"))
    with pytest.raises(DataError) as caught:
        read_map(path)
    assert caught.value.problem.startswith("karte.yaml, Zeile 4: titel: „titel“ ist hier nicht bekannt.")
    assert caught.value.fix == "Meinten Sie „title“?"
    assert len(check_file(path)) == 2


def test_names_of_kpis_in_a_scenario(written: Write, tiny_scenario_text: str) -> None:
    """Ranges, levers and hypotheses name figures that are computed from a log, or KPIs of the catalogue."""
    text = tiny_scenario_text.replace("moves: checkout_abandonment", "moves: checkout_abandon") + (
        "ranges: {conversion: {low: 0, high: 1, source: x, confidence: M}}\n"
        "hypotheses: [{id: h1, because: x, change: [gastkauf], expect: {kpi: rois, direction: up}}]\n"
    )
    fixes = {found.field: found.fix for found in check_file(written(text))}
    assert fixes == {
        "levers[gastkauf].moves": "Meinten Sie „checkout_abandonment“?",
        "ranges.conversion": "Meinten Sie „conversion_rate“?",
        "hypotheses[h1].expect.kpi": "Meinten Sie „roi“?",
    }


@pytest.mark.parametrize(
    ("text", "field", "line"),
    [
        ("format: journeylab/kpis\nversion: 1\nkpis: 5\n", "kpis", 3),
        ("format: journeylab/kpis\nversion: 1\n", "", 1),
        ("format: journeylab/touchpoints\nversion: 1\ntouchpoints:\n- {key: a}\n", "touchpoints[a].key", 4),
        ("format: journeylab/touchpoints\nversion: 1\ntouchpoints: [5]\n", "touchpoints[#1]", 3),
        ("format: journeylab/models\nversion: 1\nphases: 5\n", "phases", 3),
    ],
)
def test_problems_of_catalogues(written: Write, text: str, field: str, line: int) -> None:
    """Touchpoints, KPIs and models are checked entry by entry."""
    found = check_file(written(text))
    assert (field, line) in [(each.field, each.line) for each in found]


def test_a_key_of_the_catalogue_is_used_once(written: Write) -> None:
    """Two touchpoints of the same key are refused, at the second."""
    text = shipped("datasets/touchpoints.yaml").read_text(encoding="utf-8")
    assert "  - key: radio_ad\n" in text
    (found,) = check_file(written(text.replace("  - key: radio_ad\n", "  - key: tv_ad\n")))
    assert found.field == "touchpoints[tv_ad]"


def test_a_file_that_cannot_be_read_is_a_finding(tmp_path: Path) -> None:
    """A check reports what an editor would trip over instead of raising it."""
    (found,) = check_file(tmp_path / "nowhere.yaml")
    assert (found.file, found.line) == ("nowhere.yaml", None)
    assert str(found).startswith("nowhere.yaml: Diese Datei gibt es nicht.\n-> ")


def test_what_is_written_is_read_again(written: Write, tmp_path: Path) -> None:
    """Own notes, dates and the numbers of a map survive writing."""
    journey_map = read_map(written(MAP))
    copy_path = tmp_path / "kopie.yaml"
    write_map(journey_map, copy_path)
    again = read_map(copy_path)
    assert again == journey_map
    assert again.personas[0].x_notes == {"x_seat": 4}
    assert again.contacts[0].x_notes == {"x_note": {"seen": date(2026, 10, 1), "by": ["Ayşe", "=1+1"]}}


def test_shipped_scenarios_survive_writing(tmp_path: Path) -> None:
    """Every shipped scenario is the same after writing and reading."""
    for name in scenarios():
        shop = scenario(name)
        write_map(shop, tmp_path / "copy.yaml")
        assert scenario(tmp_path / "copy.yaml") == shop


def test_a_written_file_is_pleasant_to_edit(written: Write, tmp_path: Path) -> None:
    """Keys stand in the order of the model, short entries on one line, and defaults are left out."""
    path = tmp_path / "kopie.yaml"
    write_map(read_map(written(MAP)), path)
    assert (
        path.read_text(encoding="utf-8")
        == """\
format: journeylab/map
version: 1
id: karte
title: Laden
personas:
  - {id: lena, name: Lena, x_seat: 4}
moments:
  - {id: suchen, label: Suchen, phase: before}
channels:
  - {id: web, label: Web, medium: digital}
contacts:
  - id: suche
    touchpoint: search_ad
    label: Suche
    moment: suchen
    channel: web
    kpi: {id: cart_abandonment, value: 68, unit: "%", period: 2026-10}
    x_note: {seen: 2026-10-01, by: [Ayşe, "=1+1"]}
x_class: 11b
"""
    )


def test_contacts_called_like_languages(written: Write, tiny_scenario_text: str) -> None:
    """Equal weights of contacts that are called de and en are no text in two languages."""
    renamed = tiny_scenario_text.replace("korb", "de").replace("kasse", "en").replace("{de: 4", "{en: 4, de: 4")
    path = written(renamed.replace(", suche: 2, abbruch: 3, wettbewerber: 1}", "}"))
    write_map(scenario(path), path)
    assert scenario(path).behaviour.next["suche"] == {"de": 4.0, "en": 4.0}


TEXT = st.text(st.characters(codec="utf-8"), max_size=300) | st.text(":-?#,{}[]'\"\\ \nab1", max_size=300)
# Anything that an author may note, as JSON knows it; whole numbers stay below what a float holds exactly.
NOTES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False) | st.dates() | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=40, deadline=None)
@given(title=TEXT, english=TEXT, unit=TEXT, note=NOTES, patch=NOTES)
def test_any_text_and_note_survives_writing(
    tmp_path_factory: pytest.TempPathFactory, title: str, english: str, unit: str, note: object, patch: object
) -> None:
    """Whatever people write into a map is read again as they wrote it."""
    path = tmp_path_factory.getbasetemp() / "round.yaml"
    path.write_text(MAP, encoding="utf-8")
    data = read_map(path).model_dump(exclude_defaults=True)
    data["title"] = {"de": title, "en": english}
    data["contacts"][0]["kpi"]["unit"] = unit
    data["contacts"][0]["x_note"] = note
    data["x_patch"] = {"patch": patch}
    journey_map = JourneyMap.model_validate(data)
    write_map(journey_map, path)
    assert read_map(path) == journey_map


JUNK: list[Any] = [
    None, True, -1, 0, 3.5, math.nan, math.inf, 10**30, "", " ", "x", "ü", "1,5", "=1+1", "<script>", "ende",
    [], {}, [1], [None], {"a": 1}, {"id": "x"}, [{"id": [1]}], {1: 2}, {"x_": 1}, date(2026, 1, 1), "x" * 500,
]  # fmt: skip


def _places(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [path, *(place for key, value in inner for place in _places(value, (*path, key)))]


@settings(max_examples=40, deadline=None)
@given(choices=st.data())
def test_a_spoilt_scenario_is_sound_or_explained(
    tmp_path_factory: pytest.TempPathFactory, tiny_scenario_text: str, choices: st.DataObject
) -> None:
    """However a scenario is spoilt, the answer is a scenario or a message with line and way out."""
    data = YAML(typ="safe", pure=True).load(tiny_scenario_text)
    for _ in range(choices.draw(st.integers(1, 3))):
        places = [place for place in _places(data) if place]
        if not places:
            break
        *outer, key = choices.draw(st.sampled_from(places))
        parent = data
        for step in outer:
            parent = parent[step]
        match choices.draw(st.sampled_from(["delete", "junk", "rename", "double"])):
            case "delete":
                del parent[key]
            case "junk":
                parent[key] = copy.deepcopy(choices.draw(st.sampled_from(JUNK)))
            case "rename" if isinstance(parent, dict):
                parent[choices.draw(st.sampled_from(["x", "id", "kasse", "notiz", 5, "y" * 50]))] = parent.pop(key)
            case _:
                if isinstance(parent, list):
                    parent.append(copy.deepcopy(parent[key]))
    text = StringIO()
    YAML(typ="safe", pure=True).dump(data, text)
    path = tmp_path_factory.getbasetemp() / "spoilt.yaml"
    path.write_text(text.getvalue(), encoding="utf-8")
    try:
        assert isinstance(read_map(path), JourneyMap)
    except FileError as error:
        for found in error.findings:
            assert found.line is not None
            assert 1 <= found.line <= text.getvalue().count("\n")
            assert found.problem
            assert found.fix


@settings(max_examples=100, deadline=None)
@given(
    at=st.integers(0, 3000), length=st.integers(0, 20), instead=st.text(alphabet="ab:{}[]'\"-#&*!|>% \n\t,", max_size=4)
)
def test_a_slip_of_the_pen_is_sound_or_explained(
    tmp_path_factory: pytest.TempPathFactory, tiny_scenario_text: str, at: int, length: int, instead: str
) -> None:
    """However the text of a scenario is damaged, the answer is a scenario or a message in this file."""
    path = tmp_path_factory.getbasetemp() / "damaged.yaml"
    path.write_text(tiny_scenario_text[:at] + instead + tiny_scenario_text[at + length :], encoding="utf-8")
    for each in check_file(path):
        assert each.file == "damaged.yaml"
        assert each.problem
        assert each.fix


def test_a_failed_write_keeps_the_old_file(
    written: Write, tiny_scenario: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If a map cannot be turned into text, the file that was there is untouched."""
    path = written(MAP)

    def fail(_map: JourneyMap) -> str:
        raise DataError("no", "way")

    monkeypatch.setattr(maps, "map_text", fail)
    with pytest.raises(DataError):
        write_map(tiny_scenario, path)
    assert path.read_text(encoding="utf-8") == MAP


def test_a_contact_more_makes_a_new_map(tiny_scenario: Scenario) -> None:
    """A learner sets a contact on a map in a notebook: the old map stays, and of a scenario comes its map."""
    larger = tiny_scenario.with_contact(id="chat", touchpoint="chat", label="Chat", moment="kaufen", channel="web")
    assert larger.contact_ids == (*tiny_scenario.contact_ids, "chat")
    assert larger.format == "journeylab/map"
    assert "chat" not in tiny_scenario.contact_ids


def test_a_contact_more_keeps_a_map_s_own_keys() -> None:
    """What people noted on a map under keys of their own stays as it is, and nothing is added to it."""
    moments = [{"id": "kauf", "label": "Kauf", "phase": "purchase"}]
    channels = [{"id": "web", "label": "Web", "medium": "digital"}]
    empty = JourneyMap(id="a", title="A", moments=moments, channels=channels, contacts=[], x_class="11b")
    larger = empty.with_contact(id="chat", touchpoint="chat", label="Chat", moment="kauf", channel="web")
    assert larger.x_notes == {"x_class": "11b"}


@pytest.mark.parametrize(
    ("slip", "way_out"),
    [({"moment": "kaufn"}, "kaufen"), ({"lable": "x"}, "label"), ({"emotion": 7}, "2"), ({"id": "suche"}, "suche")],
)
def test_a_slip_in_a_new_contact_is_answered(tiny_scenario: Scenario, slip: dict[str, object], way_out: str) -> None:
    """An unknown moment or field, an emotion beyond the scale, a used id: each message names the way out."""
    fields: dict[str, object] = {
        "id": "neu",
        "touchpoint": "chat",
        "label": "Chat",
        "moment": "kaufen",
        "channel": "web",
    }
    with pytest.raises(ModelError) as caught:
        tiny_scenario.with_contact(**{**fields, **slip})
    assert way_out in str(caught.value)
