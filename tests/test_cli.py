"""What a person types, and what comes back."""

from __future__ import annotations

import http.client
import json
import os
import re
import shlex
import signal
import socket
import subprocess
import sys
from argparse import Namespace
from pathlib import Path
from typing import Any

import pytest

from journeylab import __version__
from journeylab.cli import main
from journeylab.cli import simulate as simulating
from journeylab.cli import start as starting
from journeylab.cli.parser import COMMANDS, parse, split_language
from journeylab.domain.scenario import Scenario
from journeylab.sim.simulate import simulate
from journeylab.store.log_reading import read_log
from journeylab.store.log_writing import write_log

Capture = pytest.CaptureFixture[str]
Patch = pytest.MonkeyPatch
Served = dict[str, Any]
CHECKOUT = Path(__file__).parents[1]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: Patch) -> Path:
    """Stand in an empty folder."""
    folder = tmp_path / "hier"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def served(tmp_path: Path, monkeypatch: Patch) -> Served:
    """Ship two small lessons, and note how JupyterLab would be run instead of running it."""
    source = tmp_path / "shipped"
    source.mkdir()
    for name in ("00_start", "03_wege"):
        (source / f"{name}.ipynb").write_text('{"cells": []}', encoding="utf-8")
    calls: Served = {}

    def serve(folder: Path, port: int, page: str, browser: bool) -> None:
        calls.update(folder=folder, port=port, page=page, browser=browser)

    monkeypatch.setattr(starting, "shipped", lambda _name: source)
    monkeypatch.setattr(starting, "serve", serve)
    monkeypatch.setattr(starting, "has_browser", lambda: True)
    return calls


@pytest.fixture
def sound(here: Path, tiny_scenario_text: str) -> Path:
    """Return a file in which nothing is wrong."""
    path = here / "karte.yaml"
    path.write_text(tiny_scenario_text, encoding="utf-8")
    return path


# What is typed


@pytest.mark.parametrize(
    ("words", "command"),
    [([], "start"), (["--no-browser"], "start"), (["--port", "9000"], "start"), (["check", "a.yaml"], "check")],
)
def test_without_a_command_it_is_start(words: list[str], command: str) -> None:
    """The first command that anybody types needs no second word."""
    assert parse(words).command == command


@pytest.mark.parametrize(
    "words", [["--lang", "en", "simulate"], ["simulate", "--lang", "en"], ["simulate", "--lang=en"]]
)
def test_the_language_may_stand_anywhere(words: list[str], capsys: Capture) -> None:
    """Before the command and after it, ``--lang`` means the same, also in an error."""
    assert main(words) == 2
    assert capsys.readouterr().err == "Missing: SCENARIO.\n-> Help: journeylab simulate --help\n"


def test_the_environment_sets_the_language() -> None:
    """``JOURNEYLAB_LANG`` speaks where ``--lang`` does not; German is what nobody has to ask for."""
    for setting, word in (("", "Aufruf: "), ("en", "Usage: ")):
        command = [sys.executable, "-m", "journeylab", "--help"]
        done = subprocess.run(command, env={**os.environ, "JOURNEYLAB_LANG": setting}, capture_output=True, check=True)
        assert done.stdout.decode("utf-8").startswith(word)


@pytest.mark.parametrize(("lang", "words"), [("de", ("Optionen:", "Beispiele:")), ("en", ("Options:", "Examples:"))])
def test_help_has_examples_that_can_be_typed(lang: str, words: tuple[str, str], capsys: Capture) -> None:
    """Every command explains itself in one language, with lines that are understood; the program says its version."""
    with pytest.raises(SystemExit):
        parse(["--version"])
    assert capsys.readouterr().out == f"journeylab {__version__}\n"
    for command in COMMANDS:
        assert main([command, "--help", "--lang", lang]) == 0
        text, _examples, examples = capsys.readouterr().out.partition(words[1])
        assert words[0] in text
        assert ("show this help" in text) is (lang == "en")
        lines = examples.strip().splitlines()
        assert len(lines) >= 2
        for line in lines:
            program, *typed = shlex.split(line)
            assert program == "journeylab"
            assert parse(split_language(typed)[1]).command == command


@pytest.mark.parametrize(
    ("words", "problem", "program"),
    [
        ("strat", "Den Befehl „strat“ gibt es nicht. Meinten Sie „start“?", ""),
        ("xyz", f"Den Befehl „xyz“ gibt es nicht. Es gibt: {', '.join(COMMANDS)}.", ""),
        ("check", "Es fehlt: DATEI.", " check"),
        ("start --port", "--port braucht einen Wert.", " start"),
        ("start --no-browser=1", "Zu --no-browser gehört kein Wert.", " start"),
        ("start --prot 1", "Hier nicht bekannt: --prot.", ""),
        ("start --port x", "--port: „x“ ist keine ganze Zahl; schreiben Sie zum Beispiel 10000", " start"),
        ("simulate a --seed -1", "--seed: „-1“ ist keine ganze Zahl; schreiben Sie zum Beispiel 10000", " simulate"),
    ],
)
def test_a_wrong_call_is_two_lines_and_a_two(words: str, problem: str, program: str, capsys: Capture) -> None:
    """What does not fit is named, then what to do; nothing else is printed."""
    assert main(words.split()) == 2
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", f"{problem}\n-> Hilfe: journeylab{program} --help\n")


def test_an_unknown_language_is_answered_in_both(capsys: Capture) -> None:
    """Nobody knows which language to answer in, so it is both."""
    assert main(["--lang", "fr"]) == 2
    assert capsys.readouterr().err == (
        'Unknown language / unbekannte Sprache: \'fr\'\n-> Use "de" or "en" / Bitte "de" oder "en" angeben.\n'
    )


def test_an_interruption_is_one_line(monkeypatch: Patch, capsys: Capture) -> None:
    """Ctrl+C ends a long work without a traceback, with the exit code that shells know."""

    def interrupt(_arguments: Namespace) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(simulating, "simulate", interrupt)
    assert main(["simulate", "fahrrad"]) == 130
    assert capsys.readouterr().err == "\nAbgebrochen.\n"


# start


def test_start_lays_the_lessons_and_opens_the_first(here: Path, served: Served, capsys: Capture) -> None:
    """From an empty folder one word is enough."""
    assert main([]) == 0
    folder = here / "journeylab"
    page = "/lab/tree/notebooks/00_start.ipynb"
    assert served == {"folder": folder, "port": served["port"], "page": page, "browser": True}
    assert (folder / "notebooks" / "03_wege.ipynb").is_file()
    laid = [path for part in ("notebooks", "exercises") for path in (folder / part).rglob("*") if path.is_file()]
    assert f"{len(laid)} Dateien wurden angelegt." in capsys.readouterr().out


def test_start_goes_on_where_lessons_lie(here: Path, served: Served, monkeypatch: Patch) -> None:
    """Whoever stands in the folder of the lessons gets no second one inside it."""
    main([])
    for inside in ("journeylab", "journeylab/notebooks"):
        monkeypatch.chdir(here / inside)
        main([])
        assert served["folder"] == here / "journeylab"


@pytest.mark.parametrize("name", ["Kurs Müller 2026", "~/Kurs Müller 2026"])
def test_start_takes_a_folder_as_people_name_them(here: Path, served: Served, monkeypatch: Patch, name: str) -> None:
    """Spaces, umlauts and ``~`` are understood, also where the shell does not replace it, as on Windows."""
    monkeypatch.setenv("HOME", str(here))
    monkeypatch.setenv("USERPROFILE", str(here))
    assert main(["start", name]) == 0
    assert (here / "Kurs Müller 2026" / "notebooks" / "00_start.ipynb").is_file()


def test_in_the_project_itself_nothing_is_copied(
    here: Path, served: Served, monkeypatch: Patch, capsys: Capture
) -> None:
    """In a clone the lessons are opened where they lie, also when it is named from outside."""
    clone = here / "journeylab"
    (clone / "notebooks").mkdir(parents=True)
    (clone / "pyproject.toml").write_text('[project]\nname = "journeylab"\n', encoding="utf-8")
    for folder in (here, clone):
        monkeypatch.chdir(folder)
        main([])
        assert served["folder"] == clone
        assert "Das ist das Projekt selbst" in capsys.readouterr().out
    assert list((clone / "notebooks").iterdir()) == []


def test_a_newer_lesson_beside_a_changed_one_is_announced(here: Path, served: Served, capsys: Capture) -> None:
    """Who changed a lesson keeps it and is told where the newer one lies."""
    own = here / "journeylab" / "notebooks" / "03_wege.ipynb"
    own.parent.mkdir(parents=True)
    own.write_text("meins", encoding="utf-8")
    main([])
    assert (
        "notebooks/03_wege.ipynb haben Sie geändert, die Datei bleibt, wie sie ist; "
        f"die neuere liegt daneben: notebooks/03_wege (neu {__version__}).ipynb\n"
    ) in capsys.readouterr().out


def test_a_fresh_copy_is_opened(here: Path, served: Served, capsys: Capture) -> None:
    """``--fresh 03`` lays a clean copy and opens that one."""
    assert main(["start", "--fresh", "03"]) == 0
    assert served["page"] == "/lab/tree/notebooks/03_wege%20%28frisch%29.ipynb"
    assert "03_wege (frisch).ipynb" in capsys.readouterr().out


def test_a_busy_port_is_replaced_unless_it_was_asked_for(
    here: Path, served: Served, monkeypatch: Patch, capsys: Capture
) -> None:
    """Of the usual ports the next free one is taken; whoever names a port is told which one is free."""
    with socket.create_server((starting.HOST, 0)) as server:
        busy = server.getsockname()[1]
        monkeypatch.setattr(starting, "FIRST_PORT", busy)
        main(["start"])
        free = served.pop("port")
        assert busy < free < busy + 100
        served.clear()
        assert main(["start", "--port", str(busy)]) == 1
    assert served == {}
    assert capsys.readouterr().err == (
        f"Port {busy} ist von einem anderen Programm belegt oder darf nicht benutzt werden.\n"
        f"-> Nehmen Sie einen anderen: journeylab start --port {free}\n"
    )


def test_without_a_browser_the_address_is_announced(
    here: Path, served: Served, monkeypatch: Patch, capsys: Capture
) -> None:
    """Where no browser is found, none is opened, and that is said."""
    monkeypatch.setattr(starting, "has_browser", lambda: False)
    main(["start"])
    assert served["browser"] is False
    assert "kein Browser gefunden" in capsys.readouterr().out


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


def test_a_jupyterlab_that_fails_is_explained(here: Path, monkeypatch: Patch, capsys: Capture) -> None:
    """The last lines that it wrote are shown, with where to look."""
    failing = [sys.executable, "-c", "import sys; sys.exit('config is broken')"]
    monkeypatch.setattr(starting, "command_line", lambda *_arguments: failing)
    monkeypatch.setattr(starting, "_show_journey", lambda: None)
    assert main(["start", "--no-browser"]) == 1
    error = capsys.readouterr().err
    assert "config is broken" in error
    assert error.endswith("-> Sehen Sie nach, was fehlt: journeylab doctor\n")


def ask(port: int, page: str, token: str = "") -> tuple[int, bytes]:
    """Return what a server of this computer answers."""
    connection = http.client.HTTPConnection(starting.HOST, port, timeout=30)
    connection.request("GET", page, headers={"Authorization": f"token {token}"} if token else {})
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response.status, body


def test_jupyterlab_really_answers(tmp_path: Path) -> None:
    """``journeylab start --no-browser`` prints an address that opens the folder, and ends cleanly when told to."""
    port = starting.chosen_port(None)
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
        assert ask(port, "/api/contents")[0] == 403
        status, body = ask(port, "/api/contents", token)
        assert (status, [entry["path"] for entry in json.loads(body)["content"]]) == (200, ["exercises", "notebooks"])
        assert b'"news": {"disabled": true}' in ask(port, "/lab", token)[1]
    finally:
        process.send_signal(signal.SIGTERM)
        _rest, error = process.communicate(timeout=60)
    assert (process.returncode, error) == (0, b"")
    assert f"Ordner: {tmp_path / 'Kurs Müller'}" in lines
    assert any(line.startswith("Eine erste Customer Journey") for line in lines)
    assert starting.port_is_free(port)


# check


def test_a_sound_map_gets_advice(sound: Path, capsys: Capture) -> None:
    """What a sound map lacks is advice and no mistake; a catalogue lacks nothing."""
    assert main(["check", "karte.yaml", str(CHECKOUT / "datasets" / "models.yaml")]) == 0
    first, *advice, last = capsys.readouterr().out.splitlines()
    assert first == "karte.yaml: alles in Ordnung."
    assert advice[0].startswith("  - ")
    assert last.endswith("models.yaml: alles in Ordnung.")


def test_wildcards_work_without_a_shell(sound: Path, capsys: Capture) -> None:
    """Windows passes ``*.yaml`` on as it is; a file whose name has brackets is still a file."""
    sound.rename("b[1].yaml")
    assert main(["check", "*.yaml", "b[1].yaml"]) == 0
    assert capsys.readouterr().out.count("alles in Ordnung") == 2


def test_every_mistake_has_file_line_field_and_way_out(sound: Path, capsys: Capture) -> None:
    """All mistakes of all files are printed, and counted."""
    text = sound.read_text(encoding="utf-8")
    sound.write_text(text.replace("emotion: -1", "emotion: -7").replace("price: 4", "price: 9"), encoding="utf-8")
    assert main(["check", "karte.yaml", "karten.yaml"]) == 1
    out = capsys.readouterr().out
    assert "karte.yaml, Zeile 6: personas[neu].wants.price" in out
    assert "contacts[kasse].emotion" in out
    assert "Meinten Sie „karte.yaml“?" in out
    assert out.count("\n-> ") == 3
    assert out.endswith("\n3 Probleme gefunden.\n")


# simulate


def test_simulate_shows_what_the_seed_brings(sound: Path, capsys: Capture) -> None:
    """Title, size, a journey and KPIs appear, also of nobody; chance comes from the seed alone."""
    assert main(["simulate", "karte.yaml", "--customers", "0"]) == 0
    assert "Kunden: 0, " in capsys.readouterr().out
    printed = []
    for seed in ("11", "11", "4"):
        assert main(["simulate", "karte.yaml", "--customers", "500", "--seed", seed]) == 0
        printed.append(capsys.readouterr().out)
    assert printed[0] == printed[1] != printed[2]
    lines = printed[0].splitlines()
    assert lines[0] == "Kleiner Laden"
    assert lines[1].startswith("Kunden: 500, ")
    assert "Startwert 11" in lines[1]
    assert any(line.startswith("Warenkorbabbruchquote ") for line in lines)


def test_the_written_log_is_the_simulated_one(sound: Path, tiny_scenario: Scenario, capsys: Capture) -> None:
    """``--out`` writes what ``read_log`` reads back, and never over a file that may be somebody's own log."""
    call = ["simulate", "karte.yaml", "--customers", "40", "--out", "log.csv"]
    assert main(call) == 0
    assert capsys.readouterr().out.endswith("Das Protokoll liegt in log.csv\n")
    log = simulate(tiny_scenario, customers=40, seed=7)
    assert read_log("log.csv", map=tiny_scenario).codes.tolist() == log.codes.tolist()
    before = Path("log.csv").read_bytes()
    assert main([*call, "--seed", "8"]) == 1
    assert Path("log.csv").read_bytes() == before
    assert "--out" in capsys.readouterr().err


@pytest.mark.parametrize("out", ["log.docx", "fehlt/log.csv"])
def test_a_log_that_cannot_be_written_is_one_clear_error(sound: Path, out: str, capsys: Capture) -> None:
    """A strange ending and a missing folder are told in two lines."""
    assert main(["simulate", "karte.yaml", "--customers", "9", "--out", out]) in (1, 2)
    captured = capsys.readouterr()
    assert (captured.out, len(captured.err.splitlines())) == ("", 2)


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


def test_analyse_writes_a_report_and_says_what_it_read(export: Path, capsys: Capture) -> None:
    """Counts and the place of the report appear; the report is a page."""
    assert main(["analyse", "export.csv"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("Kunden: 3, Kontakte: 5, Touchpoints: 2")
    assert "Conversions: 2" in out
    report = export.parent / "export-report.html"
    assert out.endswith(f"Der Bericht liegt in {report}\n")
    assert report.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


@pytest.mark.parametrize("text", [LOG.replace(",1\n", ",0\n"), re.sub(",[^,]*\n", "\n", LOG)])
def test_a_log_without_conversions_gets_a_report_and_a_hint(export: Path, text: str, capsys: Capture) -> None:
    """Paths can be told without a purchase; the line says how to name it."""
    export.write_text(text, encoding="utf-8")
    assert main(["analyse", "export.csv"]) == 0
    assert "journeylab analyse export.csv --conversion ..." in capsys.readouterr().out
    assert (export.parent / "export-report.html").is_file()


def test_a_report_replaces_a_report_and_nothing_else(export: Path, capsys: Capture) -> None:
    """A report is made again at will; another page, or the log itself, is not touched."""
    for _again in range(2):
        assert main(["analyse", "export.csv", "--out", "r.html"]) == 0
    page = export.parent / "seite.html"
    page.write_text("<html>journeylab</html>", encoding="utf-8")
    for own, code in ((page, 1), (export, 2)):
        before = own.read_bytes()
        assert main(["analyse", "export.csv", "--out", own.name]) == code
        assert own.read_bytes() == before


def test_columns_can_be_named(here: Path, capsys: Capture) -> None:
    """A log with columns of its own and a purchase that is a touchpoint is read."""
    text = "wer|wann|wo|summe\nA|2026-01-01|SEO|0\nA|2026-01-02|Bestellung|30\nB|2026-01-02|SEO|0\n"
    (here / "x.txt").write_text(text, encoding="cp1252")
    columns = ["--customer", "wer", "--time", "wann", "--touchpoint", "wo", "--value", "summe"]
    assert main(["analyse", "x.txt", *columns, "--conversion", "Bestellung", "--sep", "|", "--pseudonymise"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("Kunden: 2, Kontakte: 3")
    assert "Conversions: 1" in out


def test_a_log_can_be_read_with_its_map(sound: Path, tiny_scenario: Scenario, capsys: Capture) -> None:
    """With the scenario it belongs to, a log shows labels instead of ids."""
    write_log(simulate(tiny_scenario, customers=60, seed=7), "log.csv")
    assert main(["analyse", "log.csv", "--map", "karte.yaml"]) == 0
    assert "Suchanzeige" in capsys.readouterr().out


def test_a_wrong_log_is_one_clear_error(here: Path, capsys: Capture) -> None:
    """What cannot be read is told in two lines, and no report is written."""
    (here / "leer.csv").write_text("", encoding="utf-8")
    assert main(["analyse", "leer.csv"]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 2
    assert [path.name for path in here.iterdir()] == ["leer.csv"]
