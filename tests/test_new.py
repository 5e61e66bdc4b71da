"""Templates of a map and a scenario: commented, sound at once, and never written over anybody's file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from journeylab.cli import main
from journeylab.domain import vocabulary
from journeylab.domain.gaps import gaps
from journeylab.domain.journey_map import JourneyMap
from journeylab.domain.scenario import Scenario
from journeylab.facade import touchpoint_map
from journeylab.i18n import set_language
from journeylab.sim.simulate import simulate
from journeylab.store.checking import check_file
from journeylab.store.maps import read_map, write_map
from journeylab.store.new_file import KINDS, new_file, template

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_fresh_template_is_sound(kind: str, language: str) -> None:
    """What was just written passes the check, can be drawn, and survives being written and read again."""
    set_language(language)
    path = new_file(kind, "Café Müller")
    assert path.name == "Café Müller.yaml"
    assert check_file(path) == []
    shop = read_map(path)
    assert type(shop) is (Scenario if kind == "scenario" else JourneyMap)
    assert (shop.id, str(shop.title)) == ("cafe-mueller", "Café Müller")
    assert "Café Müller" in touchpoint_map(shop, 0).svg
    write_map(shop, "noch_einmal.yaml")
    assert read_map("noch_einmal.yaml") == shop
    assert list(gaps(shop))


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_scenario_can_be_walked_and_its_hypothesis_tested(language: str) -> None:
    """Customers buy, send parcels back and leave; the lever of the template fits it."""
    set_language(language)
    shop = read_map(new_file("scenario", "laden"))
    assert isinstance(shop, Scenario)
    log = simulate(shop, 500)
    assert log.conversion is not None
    assert 0 < log.conversion.sum() < len(log)
    assert set(log.codes.tolist()) == set(range(len(shop.contacts)))
    assert shop.with_levers(*shop.hypotheses[0].change).applied == shop.hypotheses[0].change


def skeleton(data: Any) -> Any:
    """Return the shape of data: ids and texts differ by language, all else must not."""
    if isinstance(data, dict):
        return [skeleton(value) for value in data.values()]
    return [skeleton(item) for item in data] if isinstance(data, list) else type(data)


@pytest.mark.parametrize("kind", KINDS)
def test_both_languages_have_the_same_template(kind: str) -> None:
    """German and English templates say the same with the same keys in the same order."""
    shapes, tops = [], []
    for language in ("de", "en"):
        set_language(language)
        data = YAML(typ="safe", pure=True).load(template(kind, "x"))
        shapes.append(skeleton(data))
        tops.append(list(data))
    assert shapes[0] == shapes[1]
    assert tops[0] == tops[1]


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_comments_name_every_allowed_term(language: str) -> None:
    """Whoever fills in the template need not look up which words a key takes."""
    set_language(language)
    text = template("scenario", "x")
    terms = (
        vocabulary.Phase, vocabulary.AidaStage, vocabulary.Medium, vocabulary.Form, vocabulary.Engagement,
        vocabulary.Evidence, vocabulary.Team, vocabulary.CustomerKind, vocabulary.ValueComponent, vocabulary.Event,
        vocabulary.MapState, vocabulary.Confidence,
    )  # fmt: skip
    assert [str(term) for kind in terms for term in kind if str(term) not in text] == []
    assert all(str(outcome) in text for outcome in list(vocabulary.Outcome)[:3])
    assert max(map(len, text.splitlines())) <= 125


@pytest.mark.parametrize(
    ("name", "file", "own_id"),
    [
        ("laden", "laden.yaml", "laden"),
        ("laden.yaml", "laden.yaml", "laden"),
        ("Größe & Maß", "Größe & Maß.yaml", "groesse-mass"),
        ('"a": #b', '"a": #b.yaml', "a-b"),
        ("店", "店.yaml", "map"),
        ("v1.2", "v1.2.yaml", "v1-2"),
        ("x" * 60, "x" * 60 + ".yaml", "x" * 40),
    ],
)
def test_any_name_becomes_title_and_id(name: str, file: str, own_id: str) -> None:
    """The title is the name as it was typed, the id its plain form."""
    # Windows refuses quotes and colons in names of files: the text is what matters there.
    text = template("map", file.removesuffix(".yaml"))
    data = YAML(typ="safe", pure=True).load(text)
    assert (data["id"], data["title"]) == (own_id, file.removesuffix(".yaml"))
    if '"' not in name:
        assert new_file("map", name) == Path(file)


def test_a_file_that_is_there_stays(capsys: Capture) -> None:
    """Nothing is overwritten; the message names a free name."""
    Path("laden.yaml").write_text("meins", encoding="utf-8")
    Path("laden-2.yaml").touch()
    assert main(["new", "map", "laden"]) == 1
    assert Path("laden.yaml").read_text(encoding="utf-8") == "meins"
    assert "laden-3" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "code", "hint"),
    [
        (["new", "karte", "laden"], 2, "map, scenario"),
        (["new", "map", " "], 2, "journeylab new map laden"),
        (["new", "map", "nix/laden"], 1, "nix/laden.yaml"),
        (["new", "map"], 2, "--help"),
    ],
)
def test_a_wrong_call_writes_nothing(words: list[str], code: int, hint: str, capsys: Capture) -> None:
    """An unknown kind, no name, no such folder: each ends in a message, and no file is left."""
    assert main(words) == code
    assert hint in capsys.readouterr().err
    assert list(Path.cwd().iterdir()) == []


def test_from_nothing_to_an_experiment(capsys: Capture) -> None:
    """The commands that the template names work one after the other."""
    for words in (
        ["new", "scenario", "laden", "--lang", "en"],
        ["check", "laden.yaml"],
        ["simulate", "laden.yaml", "--customers", "50", "--lever", "guest_checkout"],
        ["experiment", "laden.yaml", "guest_checkout", "--customers", "300"],
    ):
        assert main(words) == 0
    out = capsys.readouterr().out
    assert 'journeylab check "laden.yaml"' in out
    assert "laden + Offer guest checkout" in out
    assert "with 'Offer guest checkout' the figure 'Basket abandonment' falls" in out


def test_a_lever_changes_what_is_simulated(tiny_scenario_text: str, capsys: Capture) -> None:
    """With a lever the same customers walk differently; an unknown one is answered with the nearest."""
    Path("karte.yaml").write_text(tiny_scenario_text, encoding="utf-8")
    printed = []
    for lever in ([], ["--lever", "gastkauf"]):
        assert main(["simulate", "karte.yaml", "--customers", "200", *lever]) == 0
        printed.append(capsys.readouterr().out)
    assert printed[0] != printed[1]
    assert printed[1].splitlines()[0] == "Kleiner Laden + Gastkauf"
    assert main(["experiment", "karte.yaml", "gastkaufs"]) == 1
    assert "gastkauf" in capsys.readouterr().err
