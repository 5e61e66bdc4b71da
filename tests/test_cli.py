"""What a person types, and what comes back."""

from __future__ import annotations

import http.client
import io
import json
import os
import signal
import socket
import subprocess
import sys
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from journeylab import __version__
from journeylab.cli import main, place, work
from journeylab.cli import start as starting
from journeylab.cli.parser import COMMANDS, parse
from journeylab.domain.scenario import Scenario
from journeylab.errors import UsageError

Capture = pytest.CaptureFixture[str]
CHECKOUT = Path(__file__).parents[1]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in an empty folder."""
    folder = tmp_path / "hier"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Ship two small lessons, and note how JupyterLab would be run instead of running it."""
    source = tmp_path / "shipped"
    source.mkdir()
    for name in ("00_start", "03_wege"):
        (source / f"{name}.ipynb").write_text('{"cells": []}', encoding="utf-8")
    calls: dict[str, Any] = {}

    def serve(folder: Path, port: int, page: str, browser: bool) -> int:
        calls.update(folder=folder, port=port, page=page, browser=browser)
        return 0

    monkeypatch.setattr(starting, "shipped", lambda _name: source)
    monkeypatch.setattr(starting, "serve", serve)
    monkeypatch.setattr(starting, "has_browser", lambda: True)
    return calls


@pytest.fixture
def busy_port() -> Iterator[int]:
    """Return a port that a server holds."""
    with socket.create_server((place.HOST, 0)) as server:
        yield server.getsockname()[1]


# What is typed


@pytest.mark.parametrize(
    ("words", "command"),
    [
        ([], "start"),
        (["--no-browser"], "start"),
        (["--lang", "en"], "start"),
        (["--lang=en", "--debug", "--port", "9000"], "start"),
        (["--lang", "en", "doctor"], "doctor"),
        (["check", "a.yaml"], "check"),
    ],
)
def test_without_a_command_it_is_start(words: list[str], command: str) -> None:
    """The first command that anybody types needs no second word."""
    assert parse(words).command == command


@pytest.mark.parametrize("words", [["--lang", "en", "doctor"], ["doctor", "--lang", "en"], ["doctor", "--lang=en"]])
def test_the_language_may_stand_anywhere(words: list[str], monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    """Before the command and after it, ``--lang`` means the same."""
    monkeypatch.setattr("journeylab.cli.doctor.checks", lambda *_arguments: iter(()))
    assert main(words) == 0
    assert "Everything is ready" in capsys.readouterr().out


def test_the_environment_sets_the_language() -> None:
    """``JOURNEYLAB_LANG`` speaks where ``--lang`` does not; German is what nobody has to ask for."""
    for setting, word in ((None, "Aufruf: "), ("en", "Usage: ")):
        environment = {key: value for key, value in os.environ.items() if key != "JOURNEYLAB_LANG"}
        environment |= {} if setting is None else {"JOURNEYLAB_LANG": setting}
        command = [sys.executable, "-m", "journeylab", "--help"]
        done = subprocess.run(command, env=environment, capture_output=True, check=True)
        assert done.stdout.decode("utf-8").startswith(word)


@pytest.mark.parametrize("command", [None, *COMMANDS])
@pytest.mark.parametrize(("lang", "words"), [("de", ("Optionen:", "Beispiele:")), ("en", ("Options:", "Examples:"))])
def test_help_has_examples_in_the_language(
    command: str | None, lang: str, words: tuple[str, ...], capsys: Capture
) -> None:
    """Every command explains itself, with lines to type, and nothing stays in the other language."""
    assert main([*([command] if command else []), "--help", "--lang", lang]) == 0
    text = capsys.readouterr().out
    assert all(word in text for word in words)
    assert ("show this help" in text) is (lang == "en")
    assert "  journeylab" in text


def test_every_example_of_the_help_can_be_typed(capsys: Capture) -> None:
    """What the help shows is understood."""
    import shlex

    found = 0
    for command in COMMANDS:
        main([command, "--help"])
        for line in capsys.readouterr().out.partition("Beispiele:")[2].splitlines():
            if line.strip():
                assert parse(shlex.split(line)[1:]).command == command
                found += 1
    assert found >= 12


def test_version(capsys: Capture) -> None:
    """``--version`` prints name and version."""
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"journeylab {__version__}\n"


@pytest.mark.parametrize(
    ("words", "problem", "fix"),
    [
        (["strat"], "Den Befehl „strat“ gibt es nicht. Meinten Sie „start“?", "Hilfe: journeylab --help"),
        (["xyz"], f"Den Befehl „xyz“ gibt es nicht. Es gibt: {', '.join(COMMANDS)}.", "Hilfe: journeylab --help"),
        (["check"], "Es fehlt: DATEI.", "Hilfe: journeylab check --help"),
        (["start", "--port"], "--port braucht einen Wert.", "Hilfe: journeylab start --help"),
        (["start", "--no-browser=1"], "--no-browser hat keinen Wert.", "Hilfe: journeylab start --help"),
        (["start", "--prot", "1"], "Hier nicht bekannt: --prot.", "Hilfe: journeylab start --help"),
        (
            ["start", "--port", "70000"],
            "--port: „70000“ ist kein Port; schreiben Sie eine Zahl von 1 bis 65535",
            "Hilfe: journeylab start --help",
        ),
        (
            ["simulate", "fahrrad", "--customers", "viele"],
            "--customers: „viele“ ist keine ganze Zahl; schreiben Sie zum Beispiel 10000",
            "Hilfe: journeylab simulate --help",
        ),
        (
            ["simulate", "fahrrad", "--seed", "-1"],
            "--seed: „-1“ ist keine ganze Zahl; schreiben Sie zum Beispiel 7",
            "Hilfe: journeylab simulate --help",
        ),
    ],
)
def test_a_wrong_call_is_two_lines_and_a_two(words: list[str], problem: str, fix: str, capsys: Capture) -> None:
    """What does not fit is named, then what to do; nothing else is printed."""
    assert main(words) == 2
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", f"{problem}\n-> {fix}\n")


def test_an_unknown_language_is_answered_in_both(capsys: Capture) -> None:
    """Nobody knows which language to answer in, so it is both."""
    assert main(["--lang", "fr"]) == 2
    assert capsys.readouterr().err == (
        'Unknown language / unbekannte Sprache: \'fr\'\n-> Use "de" or "en" / Bitte "de" oder "en" angeben.\n'
    )


@pytest.mark.parametrize(("text", "count"), [("10000", 10_000), ("10.000", 10_000), ("1_000_000", 1_000_000), ("0", 0)])
def test_numbers_may_have_thousands_marks(text: str, count: int) -> None:
    """Ten thousand customers can be written as people write them."""
    assert parse(["simulate", "fahrrad", "--customers", text]).customers == count


@pytest.mark.parametrize("text", ["1.5", "1e6", "-5", "1.0000", "", "٣x"])
def test_what_is_no_whole_number_is_refused(text: str) -> None:
    """Half a customer is none."""
    with pytest.raises(UsageError):
        parse(["simulate", "fahrrad", f"--customers={text}"])


def test_debug_shows_where_an_error_arose(capsys: Capture) -> None:
    """The traceback appears when it is asked for, and only then."""
    assert main(["simulate", "gibtsnicht"]) == 2
    assert "Traceback" not in capsys.readouterr().err
    assert main(["--debug", "simulate", "gibtsnicht"]) == 2
    assert "Traceback" in capsys.readouterr().err


def test_an_interruption_is_one_line(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    """Ctrl+C ends a long work without a traceback, with the exit code that shells know."""

    def interrupt(_arguments: Namespace) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(work, "simulate", interrupt)
    assert main(["simulate", "fahrrad"]) == 130
    assert capsys.readouterr().err == "\nAbgebrochen.\n"


def test_a_reader_who_has_seen_enough_is_no_error(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    """``journeylab ... | head`` ends quietly."""

    def broken(_arguments: Namespace) -> int:
        raise BrokenPipeError

    monkeypatch.setattr(sys, "stdout", io.StringIO())
    monkeypatch.setattr(work, "simulate", broken)
    assert main(["simulate", "fahrrad"]) == 1
    assert capsys.readouterr().err == ""
    sys.stdout.close()


# start


def test_start_lays_the_lessons_and_opens_the_first(here: Path, served: dict[str, Any], capsys: Capture) -> None:
    """From an empty folder one word is enough."""
    assert main([]) == 0
    folder = here / "journeylab"
    assert served == {
        "folder": folder,
        "port": served["port"],
        "page": "/lab/tree/notebooks/00_start.ipynb",
        "browser": True,
    }
    assert (folder / "notebooks" / "03_wege.ipynb").is_file()
    assert "2 Dateien wurden angelegt." in capsys.readouterr().out


@pytest.mark.parametrize("inside", ["journeylab", "journeylab/notebooks"])
def test_start_goes_on_where_lessons_lie(
    here: Path, served: dict[str, Any], monkeypatch: pytest.MonkeyPatch, inside: str
) -> None:
    """Whoever stands in the folder of the lessons gets no second one inside it."""
    main([])
    monkeypatch.chdir(here / inside)
    main([])
    assert served["folder"] == here / "journeylab"


def test_start_takes_a_folder_with_spaces_and_umlauts(here: Path, served: dict[str, Any]) -> None:
    """A folder may be called as people call folders."""
    assert main(["start", "Kurs Müller 2026"]) == 0
    assert (here / "Kurs Müller 2026" / "notebooks" / "00_start.ipynb").is_file()


def test_start_knows_the_home_folder(here: Path, served: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """``~`` is understood where the shell does not replace it, as on Windows."""
    monkeypatch.setenv("HOME", str(here / "heim"))
    monkeypatch.setenv("USERPROFILE", str(here / "heim"))
    main(["start", "~/kurs"])
    assert served["folder"] == here / "heim" / "kurs"


def test_in_the_project_itself_nothing_is_copied(
    here: Path, served: dict[str, Any], monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    """In a clone the lessons are opened where they lie, also when it is named from outside."""
    clone = here / "journeylab"
    (clone / "notebooks").mkdir(parents=True)
    (clone / "pyproject.toml").write_text('[project]\nname = "journeylab"\n', encoding="utf-8")
    main([])
    assert served["folder"] == clone
    monkeypatch.chdir(clone)
    main([])
    assert served["folder"] == clone
    assert list((clone / "notebooks").iterdir()) == []
    assert "Das ist das Projekt selbst" in capsys.readouterr().out


def test_what_happened_to_changed_lessons_is_said(here: Path, served: dict[str, Any], capsys: Capture) -> None:
    """A newer lesson beside a changed one, a renewed and a restored one are announced; the rest is silent."""
    main([])
    capsys.readouterr()
    lines = starting.report_lines(
        (
            starting.Laid("notebooks/a.ipynb", "same"),
            starting.Laid("notebooks/b.ipynb", "kept"),
            starting.Laid("notebooks/c.ipynb", "renewed"),
            starting.Laid("notebooks/d.ipynb", "beside", "notebooks/d (neu 0.2.0).ipynb"),
            starting.Laid("notebooks/e.ipynb", "again"),
        )
    )
    assert lines == [
        "notebooks/c.ipynb wurde erneuert; Sie hatten nichts daran geändert.",
        "notebooks/d.ipynb haben Sie geändert, die Datei bleibt, wie sie ist; "
        "die neuere liegt daneben: notebooks/d (neu 0.2.0).ipynb",
        "notebooks/e.ipynb fehlte und wurde wieder angelegt.",
    ]


def test_a_fresh_copy_is_opened(here: Path, served: dict[str, Any], capsys: Capture) -> None:
    """``--fresh 03`` lays a clean copy and opens that one."""
    assert main(["start", "--fresh", "03"]) == 0
    assert served["page"] == "/lab/tree/notebooks/03_wege%20%28frisch%29.ipynb"
    assert "03_wege (frisch).ipynb" in capsys.readouterr().out


def test_a_busy_port_is_told_and_replaced(
    here: Path, served: dict[str, Any], busy_port: int, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    """The usual port may be busy: the next free one is taken, and said."""
    monkeypatch.setattr(starting, "FIRST_PORT", busy_port)
    monkeypatch.setattr(starting, "free_port", lambda *_first: busy_port + 1)
    main(["start"])
    assert served["port"] == busy_port + 1
    assert f"Port {busy_port} ist von einem anderen Programm belegt" in capsys.readouterr().out


def test_a_busy_port_that_was_asked_for_is_an_error(
    here: Path, served: dict[str, Any], busy_port: int, capsys: Capture
) -> None:
    """Whoever names a port is not sent to another one, but told which is free."""
    assert main(["start", "--port", str(busy_port)]) == 1
    assert served == {}
    assert (
        f"-> Nehmen Sie einen anderen: journeylab start --port {place.free_port(busy_port)}" in capsys.readouterr().err
    )


def test_without_a_browser_the_address_is_announced(
    here: Path, served: dict[str, Any], monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    """Where no browser is found, none is opened, and that is said."""
    monkeypatch.setattr(starting, "has_browser", lambda: False)
    main(["start"])
    assert served["browser"] is False
    assert "kein Browser gefunden" in capsys.readouterr().out


def test_without_jupyterlab_a_journey_is_printed(
    here: Path, served: dict[str, Any], monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    """The lessons need JupyterLab; a first journey does not."""
    monkeypatch.setattr(starting, "find_spec", lambda _name: None)
    assert main(["start"]) == 1
    captured = capsys.readouterr()
    assert captured.out.count(" -> ") >= 5
    assert "-m pip install jupyterlab" in captured.err
    assert served == {}


def test_a_folder_that_is_a_file_is_explained(here: Path, served: dict[str, Any], capsys: Capture) -> None:
    """A problem with the folder is two lines, not a traceback."""
    (here / "kurs").write_text("", encoding="utf-8")
    assert main(["start", "kurs"]) == 1
    assert capsys.readouterr().err.splitlines()[1] == (
        "-> Wählen Sie einen anderen Namen für den Ordner: journeylab start NAME"
    )


def test_jupyterlab_asks_nobody_outside(tmp_path: Path) -> None:
    """Its news, its search for updates and its installer are off; it listens to this computer only."""
    line = starting.command_line(tmp_path, 9000, "/lab", False)
    assert line[:4] == [sys.executable, "-P", "-m", "jupyterlab"]
    assert {
        "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.extension_manager=readonly",
        "--ServerApp.ip=127.0.0.1",
        "--ServerApp.open_browser=False",
    } <= set(line)


def test_a_jupyterlab_that_fails_is_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    """The last lines that it wrote are shown, with where to look."""
    failing = [sys.executable, "-c", "import sys; sys.exit('config is broken')"]
    monkeypatch.setattr(starting, "command_line", lambda *_arguments: failing)
    monkeypatch.setattr(starting, "_show_journey", lambda: None)
    monkeypatch.chdir(tmp_path)
    assert main(["start", "--no-browser"]) == 1
    error = capsys.readouterr().err
    assert "config is broken" in error
    assert error.endswith("-> Sehen Sie nach, was fehlt: journeylab doctor\n")


def ask(port: int, page: str, token: str = "") -> http.client.HTTPResponse:
    """Return what a server of this computer answers."""
    connection = http.client.HTTPConnection(place.HOST, port, timeout=30)
    connection.request("GET", page, headers={"Authorization": f"token {token}"} if token else {})
    response = connection.getresponse()
    response.body = response.read()  # type: ignore[attr-defined]
    connection.close()
    return response


def test_jupyterlab_really_answers(tmp_path: Path) -> None:
    """``journeylab start --no-browser`` prints an address that opens the folder, and ends cleanly when told to."""
    port = place.free_port(18_800)
    assert port is not None
    # What a learner may have written must not be taken for Python's own.
    (tmp_path / "random.py").write_text("print('Würfel')\n", encoding="utf-8")
    own = {f"JUPYTER_{name}_DIR": str(tmp_path / name) for name in ("CONFIG", "DATA", "RUNTIME")}
    command = [sys.executable, "-P", "-m", "journeylab", "start", "Kurs Müller", "--no-browser", "--port", str(port)]
    process = subprocess.Popen(
        [*command, "--lang", "de"],
        cwd=tmp_path,
        env={**os.environ, **own, "PYTHONIOENCODING": "cp1252"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    lines: list[str] = []
    while not (lines and lines[-1].startswith("Zum Beenden")) and (line := process.stdout.readline()):
        lines.append(line.decode("cp1252").strip())
    token = "".join(lines).partition("?token=")[2].partition("Zum Beenden")[0]
    try:
        assert ask(port, "/api/contents").status == 403
        answer = ask(port, "/api/contents", token)
        assert [entry["path"] for entry in json.loads(answer.body)["content"]] == ["notebooks"]  # type: ignore[attr-defined]
        assert b'"news": {"disabled": true}' in ask(port, "/lab", token).body  # type: ignore[attr-defined]
    finally:
        process.send_signal(signal.SIGTERM)
        _rest, error = process.communicate(timeout=60)
    assert (process.returncode, error) == (0, b"")
    assert f"Ordner: {tmp_path / 'Kurs Müller'}" in lines
    assert any(line.startswith("Eine erste Customer Journey") for line in lines)
    assert lines[-1] == "Zum Beenden drücken Sie in diesem Fenster Strg+C."
    assert place.port_is_free(port)


# check


@pytest.fixture
def sound(here: Path, tiny_scenario_text: str) -> Path:
    """Return a file in which nothing is wrong."""
    path = here / "karte.yaml"
    path.write_text(tiny_scenario_text, encoding="utf-8")
    return path


def test_a_sound_map_gets_advice(sound: Path, capsys: Capture) -> None:
    """A file without mistakes is called sound; what the map lacks is advice and no mistake."""
    assert main(["check", "karte.yaml"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == ["karte.yaml: alles in Ordnung.", "Was Sie sich noch ansehen könnten:"]
    assert lines[2].startswith("  - ")


def test_a_catalogue_is_sound_and_has_no_gaps(capsys: Capture) -> None:
    """Other files of journeylab are checked as well."""
    assert main(["check", str(CHECKOUT / "datasets" / "models.yaml")]) == 0
    assert capsys.readouterr().out.endswith("models.yaml: alles in Ordnung.\n")


def test_every_mistake_has_file_line_field_and_way_out(sound: Path, capsys: Capture) -> None:
    """All mistakes of all files are printed, and counted."""
    text = sound.read_text(encoding="utf-8")
    sound.write_text(text.replace("emotion: -1", "emotion: -7").replace("price: 4", "price: 9"), encoding="utf-8")
    assert main(["check", "karte.yaml"]) == 1
    out = capsys.readouterr().out
    assert "karte.yaml, Zeile 6: personas[neu].wants.price" in out
    assert "contacts[kasse].emotion" in out
    assert out.count("\n-> ") == 2
    assert out.endswith("\n2 Probleme gefunden.\n")


def test_wildcards_work_without_a_shell(sound: Path, capsys: Capture) -> None:
    """Windows passes ``*.yaml`` on as it is; a file whose name has brackets is still a file."""
    (sound.parent / "b[1].yaml").write_text(sound.read_text(encoding="utf-8"), encoding="utf-8")
    assert main(["check", "*.yaml", "karte.yaml"]) == 0
    assert capsys.readouterr().out.count("alles in Ordnung") == 2
    assert main(["check", "b[1].yaml"]) == 0


def test_a_file_that_is_not_there_is_a_problem(sound: Path, capsys: Capture) -> None:
    """A wrong name gets the nearest right one."""
    assert main(["check", "karten.yaml"]) == 1
    assert "Meinten Sie „karte.yaml“?" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "command"), [("log.csv", "journeylab analyse log.csv"), ("a.ipynb", "journeylab start")]
)
def test_other_kinds_of_files_are_sent_to_their_command(here: Path, name: str, command: str, capsys: Capture) -> None:
    """A log or a notebook is no map, and the message says where it belongs."""
    (here / name).write_text("{}", encoding="utf-8")
    assert main(["check", name]) == 1
    assert f"-> Nehmen Sie: {command}\n" in capsys.readouterr().out


# simulate


def test_simulate_shows_kpis_and_journeys(sound: Path, capsys: Capture) -> None:
    """Title, size, KPIs with their interval and three journeys appear; the seed is visible."""
    assert main(["simulate", "karte.yaml", "--customers", "500", "--seed", "11"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("Kleiner Laden\n500 Kunden, ")
    assert "Startwert 11" in out
    assert "Warenkorbabbruchquote" in out
    assert out.count("\n  Kunde ") == 3


def test_the_same_seed_prints_the_same(sound: Path, capsys: Capture) -> None:
    """Chance comes from the seed alone."""
    printed = []
    for seed in ("3", "3", "4"):
        main(["simulate", "karte.yaml", "--customers", "200", "--seed", seed])
        printed.append(capsys.readouterr().out)
    assert printed[0] == printed[1] != printed[2]


def test_a_lever_is_pulled_and_named(sound: Path, capsys: Capture) -> None:
    """``--lever`` changes the scenario; an unknown one is asked back."""
    assert main(["simulate", "karte.yaml", "--customers", "50", "--lever", "gastkauf"]) == 0
    assert capsys.readouterr().out.startswith("Kleiner Laden + Gastkauf\n")
    assert main(["simulate", "karte.yaml", "--lever", "gastkauff"]) == 1
    assert "Meinten Sie „gastkauf“?" in capsys.readouterr().err


def test_levers_that_do_not_fit_together_are_explained(tiny_scenario: Scenario, sound: Path, capsys: Capture) -> None:
    """Two levers may each be sound and contradict each other together."""
    text = sound.read_text(encoding="utf-8").replace(
        "korb: {kasse: 5, suche: 2, abbruch: 3}", "korb: {kasse: 5, suche: 2}"
    )
    text += """\
  - {id: a, label: A, moves: aov, direction: up, patch: {behaviour: {next: {korb: {kasse: 0}}}}}
  - {id: b, label: B, moves: aov, direction: up, patch: {behaviour: {next: {korb: {suche: 0}}}}}
"""
    sound.write_text(text, encoding="utf-8")
    assert main(["check", "karte.yaml"]) == 0
    assert main(["simulate", "karte.yaml", "--lever", "a", "b"]) == 1
    assert "Traceback" not in capsys.readouterr().err


def test_the_written_log_is_the_simulated_one(sound: Path, tiny_scenario: Scenario, capsys: Capture) -> None:
    """``--out`` writes what ``read_log`` reads back."""
    from journeylab.sim.simulate import simulate
    from journeylab.store.log_reading import read_log

    assert main(["simulate", "karte.yaml", "--customers", "40", "--out", "log.csv"]) == 0
    log = simulate(tiny_scenario, customers=40, seed=7)
    assert read_log("log.csv", map=tiny_scenario).codes.tolist() == log.codes.tolist()
    assert capsys.readouterr().out.endswith("Das Protokoll liegt in log.csv\n")


def test_a_log_is_not_overwritten_unasked(sound: Path, capsys: Capture) -> None:
    """The file may be somebody's own log: only ``--force`` replaces it."""
    own = sound.parent / "log.csv"
    own.write_text("meins", encoding="utf-8")
    assert main(["simulate", "karte.yaml", "--out", "log.csv"]) == 1
    assert own.read_text(encoding="utf-8") == "meins"
    assert "--force" in capsys.readouterr().err
    assert main(["simulate", "karte.yaml", "--customers", "9", "--out", "log.csv", "--force"]) == 0
    assert own.read_text(encoding="utf-8").startswith("customer_id,")


@pytest.mark.parametrize("out", ["log.docx", "log", "fehlt/log.csv"])
def test_a_file_that_cannot_be_written_is_refused_before_the_work(
    sound: Path, out: str, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    """Nobody waits for a simulation whose result has no place to go."""
    monkeypatch.setattr(work, "_scenario", lambda _name: pytest.fail("simulated in vain"))
    assert main(["simulate", "karte.yaml", "--out", out]) == 1
    assert capsys.readouterr().out == ""


def test_nobody_is_a_sensible_empty_picture(sound: Path, capsys: Capture) -> None:
    """Without customers there are no rates and no journeys, and no error."""
    assert main(["simulate", "karte.yaml", "--customers", "0"]) == 0
    out = capsys.readouterr().out
    assert "0 Kunden" in out
    assert "Einige Customer Journeys" not in out


# analyse

LOG = """\
customer,time,touchpoint,conversion
1,2026-01-01 10:00,SEO,0
1,2026-01-02 10:00,E-Mail,1
2,2026-01-01 11:00,SEO,0
2,2026-01-03 11:00,SEO,1
3,2026-01-01 12:00,E-Mail,0
"""


@pytest.fixture
def export(here: Path) -> Path:
    """Return the export of a shop: three customers, two conversions."""
    path = here / "export.csv"
    path.write_text(LOG, encoding="utf-8")
    return path


def test_analyse_writes_a_report_and_says_the_most_important(export: Path, capsys: Capture) -> None:
    """Counts, credit by every model and the place of the report appear; the report is a page."""
    assert main(["analyse", "export.csv"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("3 Kunden, 5 Kontakte, 2 Touchpoints")
    assert "2 Conversions" in out
    assert "First Click" in out
    report = export.parent / "export-report.html"
    assert f"Der Bericht liegt in {report}" in out
    assert report.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_a_report_replaces_a_report_and_nothing_else(export: Path, capsys: Capture) -> None:
    """A report is made again at will; another page, or the log itself, is not touched."""
    assert main(["analyse", "export.csv", "--out", "r.html"]) == 0
    assert main(["analyse", "export.csv", "--out", "r.html"]) == 0
    page = export.parent / "seite.html"
    page.write_text("<html>journeylab</html>", encoding="utf-8")
    assert main(["analyse", "export.csv", "--out", "seite.html"]) == 1
    assert page.read_text(encoding="utf-8") == "<html>journeylab</html>"
    assert main(["analyse", "export.csv", "--out", "seite.html", "--force"]) == 0
    assert main(["analyse", "export.csv", "--out", "export.csv", "--force"]) == 1
    assert export.read_text(encoding="utf-8") == LOG
    assert "Der Bericht würde das Protokoll überschreiben." in capsys.readouterr().err


def test_columns_can_be_named(here: Path, capsys: Capture) -> None:
    """A log with columns of its own, a tab between them, and a purchase that is a touchpoint is read."""
    text = "wer\twann\two\tsumme\nA\t2026-01-01\tSEO\t0\nA\t2026-01-02\tBestellung\t30\nB\t2026-01-02\tSEO\t0\n"
    (here / "x.txt").write_text(text, encoding="cp1252")
    columns = ["--customer", "wer", "--time", "wann", "--touchpoint", "wo", "--value", "summe"]
    options = [*columns, "--conversion", "Bestellung", "--sep", "tab", "--encoding", "cp1252", "--pseudonymise"]
    assert main(["analyse", "x.txt", *options]) == 0
    out = capsys.readouterr().out
    assert out.startswith("2 Kunden, 3 Kontakte")
    assert "1 Conversion" in out


def test_a_log_can_be_read_with_its_map(sound: Path, capsys: Capture) -> None:
    """With the scenario it belongs to, a log shows labels instead of ids."""
    main(["simulate", "karte.yaml", "--customers", "60", "--out", "log.csv"])
    capsys.readouterr()
    assert main(["analyse", "log.csv", "--map", "karte.yaml"]) == 0
    assert "Suchanzeige" in capsys.readouterr().out


def test_the_report_is_opened_if_asked_for(export: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    """``--open`` shows the file in the browser; where there is none, that is said."""
    shown: list[str] = []
    monkeypatch.setattr("webbrowser.open", lambda address: bool(shown.append(address)))
    assert main(["analyse", "export.csv", "--open"]) == 0
    assert shown == [(export.parent / "export-report.html").as_uri()]
    assert "kein Browser gefunden" in capsys.readouterr().out


def test_a_wrong_log_is_one_clear_error(here: Path, capsys: Capture) -> None:
    """What cannot be read is told in two lines, and no report is written."""
    (here / "leer.csv").write_text("", encoding="utf-8")
    assert main(["analyse", "leer.csv"]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 2
    assert [path.name for path in here.iterdir()] == ["leer.csv"]
