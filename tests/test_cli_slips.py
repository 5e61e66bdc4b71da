"""The likeliest slips around exercises end in a message that says the way out, and in no file."""

from __future__ import annotations

from pathlib import Path

import pytest

from journeylab.cli import main

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every call is made from an empty folder."""
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ("export csv nowhere.yaml", "nowhere.yaml: Diese Datei gibt es nicht."),
        ("coverage --language fr", "Bekannt sind: de, en."),
        ("marks abc", "Schreiben Sie zum Beispiel 67 oder 66,5."),
        ("export anki fall-kk-01 --out leer.apkg", "deshalb wurde keine Datei geschrieben"),
    ],
)
def test_a_slip_is_named_and_writes_nothing(call: str, said: str, capsys: Capture) -> None:
    """A missing file, an unknown language, a format that can carry nothing of what was chosen, points that are none."""
    assert main(call.split()) != 0
    assert said in capsys.readouterr().err
    assert list(Path().iterdir()) == []


def test_a_file_in_the_place_of_a_folder_is_named(capsys: Capture) -> None:
    """The operating system's "File exists" is told in the learner's language, and the file stays."""
    Path("belegt").write_text("meins", encoding="utf-8")
    assert main(["paper", "kurztest", "--out", "belegt"]) == 1
    assert "dort liegt schon eine Datei dieses Namens" in capsys.readouterr().err
    assert Path("belegt").read_text(encoding="utf-8") == "meins"


def test_a_free_text_is_shown_with_its_rubric(capsys: Capture) -> None:
    """Whoever reads an exercise at the terminal sees what each point is for, without signs of Markdown."""
    assert main(["exercise", "show", "ft-nk-01"]) == 0
    shown = capsys.readouterr().out
    assert "Erwartungshorizont:\n  [3 × 1] nennt einen Vorteil (je Nennung)" in shown
    assert "**" not in shown


def test_a_verb_of_two_words_is_written_as_people_write_it(capsys: Capture) -> None:
    """The key ``stellung_nehmen`` of the files is nothing to be read."""
    assert main(["coverage"]) == 0
    shown = capsys.readouterr().out
    assert "Stellung nehmen" in shown
    assert "stellung_nehmen" not in shown
