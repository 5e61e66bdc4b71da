"""Templates of exercises, the schema for editors, and what the command line does with exercises."""

from __future__ import annotations

import json
from argparse import Namespace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from exercises import ITEMS, file_of
from journeylab.cli.check import check
from journeylab.cli.exercise import SCHEMA, exercise
from journeylab.domain.exercise.bank import ALL_KINDS
from journeylab.errors import DataError, ModelError, UsageError
from journeylab.i18n import set_language
from journeylab.store.exercises import exercise_files
from journeylab.store.fast_yaml import fast_data
from journeylab.store.new_exercise import exercise_template, new_exercise
from journeylab.store.schema import exercise_schema
from journeylab.store.shipped import shipped
from journeylab.store.yaml_file import parse_yaml
from tools.reference import schema

Capture = pytest.CaptureFixture[str]
VALIDATOR = Draft202012Validator(exercise_schema())


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def plain(data: Any) -> Any:
    """Return data as JSON has them: dates are texts there."""
    if isinstance(data, dict):
        return {key: plain(value) for key, value in data.items()}
    if isinstance(data, list):
        return [plain(value) for value in data]
    return data.isoformat() if isinstance(data, date) else data


def fits(text: str) -> bool:
    return VALIDATOR.is_valid(plain(parse_yaml(text, "probe.yaml").data))


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_template_is_sound_as_it_is(language: str, capsys: Capture) -> None:
    """What was just written passes the check with all its seeds, and fits the schema."""
    set_language(language)
    for kind in ALL_KINDS:
        path = new_exercise(kind)
        assert path.name == f"{kind}.yaml"
        assert fits(path.read_text(encoding="utf-8"))
    assert check(Namespace(files=["."])) == 0, capsys.readouterr().out
    assert capsys.readouterr().out.count("\n") == len(ALL_KINDS)


def test_id_and_title_come_from_the_name() -> None:
    """An id begins with a letter and has no umlauts, whatever the file is called."""
    data = parse_yaml(exercise_template("short", "2. Übung: Kauf"), "x").data
    assert (data["title"], data["items"][0]["id"]) == ("2. Übung: Kauf", "uebung-kauf-01")
    assert parse_yaml(exercise_template("free_text", "7"), "x").data["items"][0]["id"] == "free-text-01"


def test_an_unknown_kind_is_answered_with_the_nearest() -> None:
    """Nobody knows all names by heart."""
    with pytest.raises(UsageError, match="numeric"):
        new_exercise("numerik")


def test_nothing_is_overwritten() -> None:
    """A file that is there stays as it was."""
    new_exercise("choice", "meine")
    before = Path("meine.yaml").read_text(encoding="utf-8")
    with pytest.raises(DataError, match="meine-2"):
        new_exercise("short", "meine")
    assert Path("meine.yaml").read_text(encoding="utf-8") == before


def test_the_committed_schema_is_up_to_date() -> None:
    """Whoever changes a model of exercises runs ``python -m tools.reference`` and commits the schema."""
    text = shipped(f"datasets/schema/{SCHEMA}").read_text(encoding="utf-8")
    assert text == schema()
    Draft202012Validator.check_schema(json.loads(text))
    assert json.loads(text)["$defs"]["Choice"]["properties"]["minutes"]["description"] == (
        "Wie lange sie dauert. / How long it takes."
    )


def test_every_file_of_the_bank_fits_the_schema() -> None:
    """An editor underlines nothing in what we wrote ourselves."""
    wrong = []
    for path, _named in exercise_files([shipped("exercises")]):
        data = fast_data(path.read_text(encoding="utf-8"))
        if data["format"] == "journeylab/exercises" and not VALIDATOR.is_valid(plain(data)):
            wrong.append(path.name)
    assert wrong == []


@pytest.mark.parametrize("name", ITEMS)
def test_a_misspelt_key_of_any_kind_does_not_fit(name: str) -> None:
    """The editor underlines it, and a missing one, and a kind that does not exist; own notes are fine."""
    text = file_of(name)
    assert fits(text)
    assert fits(text.replace("    operator:", "    x_idea: [später]\n    operator:", 1))
    assert not fits(text.replace("    operator:", "    operater:", 1))
    assert not fits(text.replace("    operator:", "    x_operator:", 1))
    assert not fits(text.replace("    kind: ", "    kind: new_", 1))
    assert not fits(text.replace("    minutes: ", "    minutes: lange", 1))


def test_the_schema_is_laid_beside_own_files(capsys: Capture) -> None:
    """It may be renewed, but nothing else of that name is replaced."""
    for _time in range(2):
        assert exercise(Namespace(action="schema", out=None)) == 0
    assert Path(SCHEMA).read_text(encoding="utf-8") == schema()
    assert "yaml-language-server" in capsys.readouterr().out
    Path("eigenes.json").write_text("{}", encoding="utf-8")
    with pytest.raises(DataError):
        exercise(Namespace(action="schema", out="eigenes.json"))


def test_an_exercise_is_shown_with_its_solution(capsys: Capture) -> None:
    """A case with its documents, parts and numbers in the format of the language."""
    Path("fall.yaml").write_text(file_of("block", "choice"), encoding="utf-8")
    exercise(Namespace(action="show", id="fall", sources=["fall.yaml"], seed=1))
    told = capsys.readouterr().out
    assert told.startswith("fall: Bearbeiten Sie alle Teilaufgaben. (6 Punkte, 8 Minuten)")
    assert "Werbekosten | " in told
    assert "fall.b: Was bleibt je Bestellung vom Deckungsbeitrag? (2 Punkte, 2 Minuten)" in told
    assert "{" not in told
    exercise(Namespace(action="show", id="wahl", sources=["fall.yaml"], seed=0))
    assert "Lösung:\n  Bestellbestätigung\n  Retoure\n  Dankeskarte\nErklärung: " in capsys.readouterr().out
    with pytest.raises(ModelError, match="wahl"):
        exercise(Namespace(action="show", id="whal", sources=["fall.yaml"], seed=0))


def test_a_new_one_is_announced(capsys: Capture) -> None:
    """The command says what was written and how to check it."""
    exercise(Namespace(action="new", kind="cloze", name="meine"))
    assert 'journeylab check "meine.yaml"' in capsys.readouterr().out
