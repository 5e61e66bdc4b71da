"""The doctor says in plain words what is wrong with a computer, and what to do."""

from __future__ import annotations

import socket
import subprocess
import sys
import webbrowser
from importlib import metadata
from pathlib import Path

import pytest

from journeylab.cli import doctor as examined
from journeylab.cli import main
from journeylab.cli.doctor import Check
from journeylab.cli.start import HOST


@pytest.fixture(autouse=True)
def _jupyterlab_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """JupyterLab is not really started."""
    done = subprocess.CompletedProcess([], 0, b"4.4.0\n", b"")
    monkeypatch.setattr(subprocess, "run", lambda *_arguments, **_options: done)


def test_a_sound_computer_gets_zero(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where nothing is missing, every line says OK and the last one says how to go on."""
    monkeypatch.setattr(examined, "has_browser", lambda: True)
    assert main(["doctor", str(tmp_path)]) == 0
    *lines, empty, last = capsys.readouterr().out.splitlines()
    assert [line[:9] for line in lines] == ["OK       "] * 6
    assert f"numpy {metadata.version('numpy')}" in lines[1]
    assert "pytest" not in lines[1]
    assert lines[2].endswith("JupyterLab 4.4.0 startet")
    assert (empty, last) == ("", "Alles ist bereit: journeylab start")


def test_a_problem_gets_one_and_a_way_out(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """One problem among all checks decides, and stands with what to do about it."""
    checks = [Check("ok", "gut"), Check("problem", "kaputt", "heilen"), Check("hint", "naja", "lassen")]
    monkeypatch.setattr(examined, "checks", lambda *_arguments: iter(checks))
    assert main(["doctor"]) == 1
    assert capsys.readouterr().out == (
        "OK       gut\nProblem  kaputt\n         -> heilen\nHinweis  naja\n         -> lassen\n\n1 Problem gefunden.\n"
    )


def test_packages_that_are_missing_or_too_old_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each one comes with the line that mends it; extras and what belongs to another system are not asked for."""
    needed = ["numpy>=99", "no-such-package", "pydantic>=1", 'winonly; sys_platform == "none"', 'x0; extra == "files"']
    monkeypatch.setattr(metadata, "requires", lambda _name: needed)
    old, missing, fine = examined.packages()
    version = metadata.version("numpy")
    assert (old.status, old.found) == ("problem", f"numpy {version} ist installiert; journeylab braucht >=99.")
    assert old.fix.endswith('-m pip install "numpy>=99"')
    assert (missing.status, missing.found) == ("problem", "Das Paket no-such-package fehlt.")
    assert fine == Check("ok", f"Pakete: pydantic {metadata.version('pydantic')}")


def test_a_clone_that_is_not_installed_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run from its own folder, journeylab does not know what it needs, and says how to install it."""

    def unknown(name: str) -> None:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "requires", unknown)
    (check,) = examined.packages()
    assert (check.status, check.found) == ("problem", "Das Paket journeylab fehlt.")
    assert check.fix.endswith("-m pip install .")


def test_a_missing_packaging_does_not_stop_the_doctor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the package that reads version ranges the other checks are still made."""
    monkeypatch.setitem(sys.modules, "packaging.requirements", None)
    checks = list(examined.checks(tmp_path, None))
    assert checks[1].status == "problem"
    assert len(checks) == 6


def test_an_old_python_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    """The version that runs is compared with the one that the package asks for."""
    assert metadata.metadata("journeylab")["Requires-Python"] == f">={'.'.join(map(str, examined.PYTHON))}"
    monkeypatch.setattr(examined, "PYTHON", (99, 1))
    check = examined.python()
    assert (check.status, check.fix) == ("problem", "journeylab braucht Python >=99.1.")


def test_a_jupyterlab_that_fails_shows_its_last_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """What JupyterLab says when it cannot start is passed on."""
    failed = subprocess.CompletedProcess([], 1, b"", b"Traceback\nImportError: tornado\n")
    monkeypatch.setattr(subprocess, "run", lambda *_arguments, **_options: failed)
    check = examined.jupyterlab()
    assert (check.status, check.found) == ("problem", "JupyterLab startet nicht: ImportError: tornado")


def test_a_busy_port_that_was_asked_for_is_a_problem() -> None:
    """Whoever names a port wants that one; else a free one is taken and nothing need be done."""
    with socket.create_server((HOST, 0)) as server:
        check = examined.port(server.getsockname()[1])
    assert (check.status, "journeylab start --port" in check.fix) == ("problem", True)
    assert examined.port(70_000).status == "problem"
    assert examined.port(None).status == "ok"


def test_a_missing_browser_is_a_hint(monkeypatch: pytest.MonkeyPatch) -> None:
    """An address can be opened elsewhere; a browser in the terminal of Linux is not one that shows JupyterLab."""
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(webbrowser, "get", lambda: object())
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"):
        monkeypatch.delenv(name, raising=False)
    assert examined.browser().status == "hint"
    monkeypatch.setattr(sys, "platform", "win32")
    assert examined.browser().status == "ok"

    def none() -> None:
        raise webbrowser.Error

    monkeypatch.setattr(webbrowser, "get", none)
    assert examined.browser().status == "hint"


def test_a_folder_that_cannot_be_written_to_is_a_problem(tmp_path: Path) -> None:
    """A file in the place of a folder is no folder; a folder that does not exist yet is fine and not created."""
    (tmp_path / "datei").write_text("", encoding="utf-8")
    check = examined.write_access(tmp_path / "datei" / "kurs")
    assert check.status == "problem"
    assert "journeylab start ~/journeylab" in check.fix
    assert examined.write_access(tmp_path / "Kurs Müller" / "2026").status == "ok"
    assert [path.name for path in tmp_path.iterdir()] == ["datei"]


def test_without_babel_the_doctor_speaks_english(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """German texts are read through Babel; where it is missing the doctor can still say so."""
    monkeypatch.setattr("journeylab.cli.find_spec", lambda _name: None)
    monkeypatch.setattr(metadata, "requires", lambda _name: ["no-such-package"])
    assert main(["doctor"]) == 1
    assert "The package no-such-package is missing." in capsys.readouterr().out
