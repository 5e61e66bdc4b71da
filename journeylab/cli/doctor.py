"""``journeylab doctor``: what is missing on this computer, and what to do about it."""

from __future__ import annotations

import platform
import subprocess
import sys
import tempfile
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Literal

from journeylab.cli.start import chosen_port, course_folder, has_browser
from journeylab.errors import DataError
from journeylab.i18n import _, ngettext
from journeylab.store.lessons import explained

PYTHON = (3, 11)


@dataclass(frozen=True, slots=True)
class Check:
    """What one look at the computer found, and what to do where it is not fine."""

    status: Literal["ok", "hint", "problem"]
    found: str
    fix: str = ""


def doctor(arguments: Namespace) -> int:
    """Print every check; 1 if something keeps the lessons from running."""
    problems = 0
    words = {"ok": "OK", "hint": _("Hint"), "problem": _("Problem")}
    for check in checks(arguments.folder, arguments.port):
        print(f"{words[check.status]:<9}{check.found}")
        if check.fix:
            print(f"{'':<9}-> {check.fix}")
        problems += check.status == "problem"
    if problems:
        print("\n" + ngettext("{count} problem found.", "{count} problems found.", problems).format(count=problems))
        return 1
    print("\n" + _("Everything is ready: {command}").format(command="journeylab start"))
    return 0


def checks(folder: Path | None, asked: int | None) -> Iterator[Check]:
    """Look at everything that the lessons need."""
    yield python()
    yield from packages()
    yield jupyterlab()
    yield browser()
    yield port(asked)
    yield write_access(course_folder(folder, Path.cwd()))


def python() -> Check:
    """Look at the version of Python."""
    found = _("Python {version} ({where})").format(version=platform.python_version(), where=sys.executable)
    if sys.version_info >= PYTHON:
        return Check("ok", found)
    wanted = ">=" + ".".join(map(str, PYTHON))
    return Check("problem", found, _("journeylab needs Python {range}.").format(range=wanted))


def packages() -> Iterator[Check]:
    """Compare what is installed with what journeylab says it needs."""
    try:
        from packaging.requirements import Requirement

        needed = map(Requirement, metadata.requires("journeylab") or ())
    except ImportError as error:
        # Also where journeylab runs in its own folder without being installed.
        name = str(error.name)
        yield _missing(name, "." if name == "journeylab" else name)
        return
    fine = []
    for each in needed:
        if each.marker is not None and not each.marker.evaluate({"extra": ""}):
            continue
        try:
            version = metadata.version(each.name)
        except metadata.PackageNotFoundError:
            yield _missing(each.name, f'"{each.name}{each.specifier}"')
            continue
        if each.specifier.contains(version, prereleases=True):
            fine.append(f"{each.name} {version}")
        else:
            found = _("{name} {version} is installed; journeylab needs {range}.")
            found = found.format(name=each.name, version=version, range=each.specifier)
            yield Check("problem", found, _install(f'"{each.name}{each.specifier}"'))
    yield Check("ok", _("Packages: {names}").format(names=", ".join(fine)))


def jupyterlab() -> Check:
    """See whether JupyterLab starts."""
    command = [sys.executable, "-P", "-m", "jupyterlab", "--version"]
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode:
        reason = done.stderr.decode("utf-8", errors="replace").strip().rpartition("\n")[2]
        fix = _install("--force-reinstall jupyterlab")
        return Check("problem", _("JupyterLab does not start: {reason}").format(reason=reason), fix)
    return Check("ok", _("JupyterLab {version} starts").format(version=done.stdout.decode("ascii").strip()))


def browser() -> Check:
    """See whether there is a browser."""
    if has_browser():
        return Check("ok", _("A browser is there"))
    fix = _("journeylab start prints an address; open it in a browser of your choice.")
    return Check("hint", _("No browser was found."), fix)


def port(asked: int | None) -> Check:
    """See whether JupyterLab gets the port that was asked for, or any."""
    try:
        return Check("ok", _("Port {port} is free").format(port=chosen_port(asked)))
    except DataError as error:
        return Check("problem", error.problem, error.fix)


def write_access(folder: Path) -> Check:
    """See whether the folder can be written to."""
    try:
        with explained(folder):
            # What does not exist yet will be made in what does.
            existing = next(place for place in (folder, *folder.parents) if place.exists())
            with tempfile.TemporaryFile(dir=existing):
                return Check("ok", _("Folder: {folder}").format(folder=folder))
    except DataError as error:
        return Check("problem", error.problem, error.fix)


def _missing(name: str, what: str) -> Check:
    return Check("problem", _("The package {name} is missing.").format(name=name), _install(what))


def _install(what: str) -> str:
    """Return the line that installs something for just this Python."""
    python = f'"{sys.executable}"' if " " in sys.executable else sys.executable
    return _("Install it: {command}").format(command=f"{python} -m pip install {what}")
