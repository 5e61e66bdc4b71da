"""The doctor says in plain words what is wrong with a computer, and what to do."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import webbrowser
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest

from journeylab.cli import doctor as examined
from journeylab.cli import main, place
from journeylab.cli.doctor import Check


@pytest.fixture
def busy_port() -> Iterator[int]:
    """Return a port that a server holds."""
    with socket.create_server((place.HOST, 0)) as server:
        yield server.getsockname()[1]


@pytest.fixture(autouse=True)
def _jupyterlab_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """JupyterLab is not really started."""

    def run(command: list[str], **_options: object) -> subprocess.CompletedProcess[bytes]:
        assert command[1:] == ["-P", "-m", "jupyterlab", "--version"]
        return subprocess.CompletedProcess(command, 0, b"4.4.0\n", b"")

    monkeypatch.setattr(subprocess, "run", run)


def test_a_sound_computer_gets_zero(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where nothing is missing, every line says OK and the last one says how to go on."""
    monkeypatch.setattr(examined, "has_browser", lambda: True)
    assert main(["doctor", str(tmp_path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("OK ")
    assert any("JupyterLab 4.4.0 startet" in line for line in lines)
    assert not any(line.startswith("Problem") for line in lines)
    assert lines[-1] == "Alles ist bereit: journeylab start"


def test_a_problem_gets_one_and_a_way_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One problem among all checks decides, and stands with what to do about it."""
    checks = [Check("ok", "gut"), Check("problem", "kaputt", "heilen"), Check("hint", "naja", "lassen")]
    monkeypatch.setattr(examined, "checks", lambda *_arguments: iter(checks))
    assert main(["doctor"]) == 1
    out = capsys.readouterr().out
    assert out == (
        "OK       gut\nProblem  kaputt\n         -> heilen\nHinweis  naja\n         -> lassen\n\n1 Problem gefunden.\n"
    )


def test_this_environment_has_what_it_needs() -> None:
    """What is installed for the tests fits the ranges of the package, whose names all appear."""
    (found,) = examined.packages()
    assert found.status == "ok"
    assert f"numpy {metadata.version('numpy')}" in found.found
    assert "pytest" not in found.found
    assert examined.python().status == "ok"


def test_packages_that_are_missing_or_too_old_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each one comes with the line that mends it; what belongs to another system is not asked for."""
    needed = [
        "numpy>=99",
        "no-such-package",
        "pydantic>=1",
        'winonly; sys_platform == "none"',
        'openpyxl0; extra == "files"',
    ]
    monkeypatch.setattr(metadata, "requires", lambda _name: needed)
    old, missing, fine, extra = examined.packages()
    version = metadata.version("numpy")
    assert old.found == f"numpy {version} ist installiert; journeylab braucht >=99."
    assert old.fix.endswith('-m pip install "numpy>=99"')
    assert missing.found == "Das Paket no-such-package fehlt."
    assert (old.status, missing.status) == ("problem", "problem")
    assert fine == Check("ok", f"Pakete: pydantic {metadata.version('pydantic')}")
    assert (extra.status, extra.fix.split(" install ")[1]) == ("hint", '"journeylab[files]"')


def test_a_clone_that_is_not_installed_is_a_hint(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run from its own folder, journeylab does not know what it needs, and says how to install it."""

    def unknown(name: str) -> None:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "requires", unknown)
    (check,) = examined.packages()
    assert check.status == "hint"
    assert check.fix.endswith("-m pip install .")


def test_an_old_python_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    """The version that the package asks for is compared with the one that runs."""
    monkeypatch.setattr("platform.python_version", lambda: "3.9.2")
    check = examined.python()
    assert (check.status, check.fix) == ("problem", "journeylab braucht Python >=3.11.")


def test_a_missing_packaging_does_not_stop_the_doctor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the package that reads version ranges the other checks are still made."""
    found = examined.find_spec
    monkeypatch.setattr(examined, "find_spec", lambda name: None if name == "packaging" else found(name))
    checks = list(examined.checks(tmp_path, None))
    assert checks[0].found == "Das Paket packaging fehlt."
    assert len(checks) > 5


def test_a_jupyterlab_that_fails_shows_its_last_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """What JupyterLab says when it cannot start is passed on."""
    failed = subprocess.CompletedProcess([], 1, b"", b"Traceback\nImportError: tornado\n")
    monkeypatch.setattr(subprocess, "run", lambda *_arguments, **_options: failed)
    check = examined.jupyterlab()
    assert (check.status, check.found) == ("problem", "JupyterLab startet nicht: ImportError: tornado")


def test_a_missing_jupyterlab_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without JupyterLab no lesson opens."""
    monkeypatch.setattr(examined, "find_spec", lambda _name: None)
    assert examined.jupyterlab().found == "JupyterLab ist nicht installiert."


def test_a_busy_port_is_a_problem_only_if_asked_for(busy_port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever names a port wants that one; else the next free one is taken and nothing need be done."""
    assert examined.port_for_jupyterlab(busy_port).status == "problem"
    monkeypatch.setattr(examined, "FIRST_PORT", busy_port)
    hint = examined.port_for_jupyterlab(None)
    assert hint.status == "hint"
    assert str(place.free_port(busy_port)) in hint.fix


def test_a_missing_browser_is_a_hint(monkeypatch: pytest.MonkeyPatch) -> None:
    """An address can be opened elsewhere."""
    monkeypatch.setattr(sys, "platform", "win32")

    def none() -> None:
        raise webbrowser.Error

    monkeypatch.setattr(webbrowser, "get", none)
    assert examined.browser().status == "hint"
    monkeypatch.setattr(webbrowser, "get", lambda: object())
    assert examined.browser().status == "ok"


def test_linux_without_a_screen_has_no_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    """A browser in the terminal is not one that shows JupyterLab."""
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(webbrowser, "get", lambda: object())
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"):
        monkeypatch.delenv(name, raising=False)
    assert not place.has_browser()
    monkeypatch.setenv("DISPLAY", ":0")
    assert place.has_browser()


def test_a_folder_that_cannot_be_written_to_is_a_problem(tmp_path: Path) -> None:
    """A file in the place of a folder is no folder; a folder that does not exist yet is fine and not created."""
    (tmp_path / "datei").write_text("", encoding="utf-8")
    (check,) = examined.place(tmp_path / "datei" / "kurs")
    assert check.status == "problem"
    assert "journeylab start ~/journeylab" in check.fix
    fine = list(examined.place(tmp_path / "Kurs Müller" / "2026"))
    assert [each.status for each in fine] == ["ok", "ok"]
    assert [path.name for path in tmp_path.iterdir()] == ["datei"]


@pytest.mark.parametrize(("free", "status"), [(1e6, "problem"), (100e6, "hint"), (1e9, "ok")])
def test_little_space_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: float, status: str) -> None:
    """A full disk keeps lessons from being saved."""
    usage = type(shutil.disk_usage(tmp_path))(int(2e9), int(2e9 - free), int(free))
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)
    *_folder, space = examined.place(tmp_path)
    assert space.status == status


def test_without_babel_the_doctor_speaks_english(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """German texts are read through Babel; where it is missing the doctor can still say so."""
    monkeypatch.setattr("journeylab.cli.find_spec", lambda _name: None)
    monkeypatch.setattr(examined, "find_spec", lambda _name: None)
    monkeypatch.setattr(examined, "checks", lambda *_arguments: iter([examined.tongue()]))
    assert main(["doctor"]) == 0
    assert capsys.readouterr().out.startswith("Hint     Language: English, because the package Babel is missing.")
