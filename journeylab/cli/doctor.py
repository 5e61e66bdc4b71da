"""``journeylab doctor``: what is missing on this computer, and what to do about it."""

from __future__ import annotations

import platform
import shutil
import subprocess
import sys
import tempfile
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from journeylab.cli.console import say, showable, wrapped
from journeylab.cli.place import FIRST_PORT, course_folder, free_port, has_browser, pip_install, port_is_free
from journeylab.i18n import _, language, ngettext

_LITTLE_SPACE = 200e6  # bytes: less is worth a hint
_NO_SPACE = 20e6
_PATIENCE = 120.0  # seconds, for the first start on a slow disk

Status = Literal["ok", "hint", "problem"]


@dataclass(frozen=True, slots=True)
class Check:
    """What one look at the computer found, and what to do where it is not fine."""

    status: Status
    found: str
    fix: str = ""


def doctor(arguments: Namespace) -> int:
    """Print every check; 1 if something keeps the lessons from running."""
    problems = 0
    words = {"ok": "OK", "hint": _("Hint"), "problem": _("Problem")}
    column = max(map(len, words.values())) + 2
    for check in checks(arguments.folder, arguments.port):
        say(wrapped(f"{words[check.status]:<{column}}{check.found}", " " * column))
        if check.fix:
            say(wrapped(f"{'':<{column}}-> {check.fix}", " " * (column + 3)))
        problems += check.status == "problem"
    say()
    if problems:
        say(ngettext("{count} problem found.", "{count} problems found.", problems).format(count=problems))
        return 1
    say(_("Everything is ready: {command}").format(command="journeylab start"))
    return 0


def checks(folder: Path | None, port: int | None) -> Iterator[Check]:
    """Look at everything that the lessons need, quick things first."""
    if find_spec("packaging") is None:
        yield Check("problem", _("The package {name} is missing.").format(name="packaging"), _install("packaging"))
    else:
        yield python()
        yield from packages()
    yield jupyterlab()
    yield browser()
    yield port_for_jupyterlab(port)
    yield from place(course_folder(folder, Path.cwd()))
    yield tongue()
    yield console()


def python() -> Check:
    """Look at the version of Python."""
    found = _("Python {version} ({where})").format(version=platform.python_version(), where=sys.executable)
    wanted = _metadata().get("Requires-Python") or ""
    if wanted and not _fits(platform.python_version(), wanted):
        return Check("problem", found, _("journeylab needs Python {range}.").format(range=wanted))
    return Check("ok", found)


def packages() -> Iterator[Check]:
    """Compare what is installed with what journeylab says it needs."""
    from packaging.requirements import Requirement

    try:
        needed = [Requirement(text) for text in metadata.requires("journeylab") or ()]
    except metadata.PackageNotFoundError:
        yield Check("hint", _("journeylab is not installed; it runs in its own folder only."), _install("."))
        return
    core = [each for each in needed if each.marker is None or each.marker.evaluate({"extra": ""})]
    fine = []
    for each in core:
        version = _installed(each.name)
        if version is not None and each.specifier.contains(version, prereleases=True):
            fine.append(f"{each.name} {version}")
            continue
        if version is None:
            found = _("The package {name} is missing.").format(name=each.name)
        else:
            found = _("{name} {version} is installed; journeylab needs {range}.").format(
                name=each.name, version=version, range=each.specifier
            )
        yield Check("problem", found, _install(f'"{each.name}{each.specifier}"'))
    if fine:
        yield Check("ok", _("Packages: {names}").format(names=", ".join(fine)))
    extra = [
        each.name for each in needed if each not in core and each.marker and each.marker.evaluate({"extra": "files"})
    ]
    missing = [name for name in extra if _installed(name) is None]
    if missing:
        found = _("Excel and Parquet files cannot be read or written: {names} missing.").format(
            names=", ".join(missing)
        )
        yield Check("hint", found, _install('"journeylab[files]"'))


def jupyterlab() -> Check:
    """See whether JupyterLab starts."""
    if find_spec("jupyterlab") is None:
        return Check("problem", _("JupyterLab is not installed."), _install("jupyterlab"))
    command = [sys.executable, "-P", "-m", "jupyterlab", "--version"]
    try:
        done = subprocess.run(command, capture_output=True, timeout=_PATIENCE, stdin=subprocess.DEVNULL, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        return Check("problem", _("JupyterLab does not start: {reason}").format(reason=error), _reinstall())
    if done.returncode:
        said = done.stderr.decode("utf-8", errors="replace").strip().splitlines() or ["?"]
        return Check("problem", _("JupyterLab does not start: {reason}").format(reason=said[-1]), _reinstall())
    return Check("ok", _("JupyterLab {version} starts").format(version=done.stdout.decode("ascii", "replace").strip()))


def browser() -> Check:
    """See whether there is a browser."""
    if has_browser():
        return Check("ok", _("A browser is there"))
    fix = _("journeylab start prints an address; open it in a browser of your choice.")
    return Check("hint", _("No browser was found."), fix)


def port_for_jupyterlab(asked: int | None) -> Check:
    """See whether the port is free."""
    port = asked or FIRST_PORT
    if port_is_free(port):
        return Check("ok", _("Port {port} is free").format(port=port))
    found = _("Port {port} is used by another program, or may not be used.").format(port=port)
    other = free_port(FIRST_PORT)
    if other is None:
        return Check("problem", found, _("Close other programs."))
    if asked is not None:
        return Check(
            "problem", found, _("Take another one: {command}").format(command=f"journeylab start --port {other}")
        )
    return Check(
        "hint", found, _("journeylab start takes port {port} instead; you need not do anything.").format(port=other)
    )


def place(folder: Path) -> Iterator[Check]:
    """See whether the folder can be written to, and how much space there is."""
    fix = _("Choose a folder in which you may write: journeylab start {folder}").format(folder="~/journeylab")
    try:
        # What does not exist yet will be made in what does.
        existing = next(parent for parent in (folder, *folder.parents) if parent.exists())
        with tempfile.TemporaryFile(dir=existing):
            pass
        free = shutil.disk_usage(existing).free
    except OSError as error:
        found = _("The folder {folder} cannot be used: {reason}.").format(folder=folder, reason=error.strerror or error)
        yield Check("problem", found, fix)
        return
    yield Check("ok", _("Folder: {folder}").format(folder=folder))
    space = _("{size} MB are free on the disk").format(size=int(free / 1e6))
    if free < _NO_SPACE:
        yield Check("problem", space, _("Free some space on the disk, or choose another folder."))
    elif free < _LITTLE_SPACE:
        yield Check("hint", space, _("Free some space on the disk, or choose another folder."))
    else:
        yield Check("ok", space)


def tongue() -> Check:
    """Name the language, and how to change it."""
    if find_spec("babel") is None:
        return Check("hint", _("Language: English, because the package Babel is missing."), _install("babel"))
    name = {"de": _("German"), "en": _("English")}[language()]
    return Check("ok", _("Language: {name} (to change it: {how})").format(name=name, how="--lang, JOURNEYLAB_LANG"))


def console() -> Check:
    """See whether the console can show what is printed."""
    encoding = getattr(sys.stdout, "encoding", None) or "ascii"
    if showable("ä → ✓ €", encoding) == "ä → ✓ €":
        return Check("ok", _("The console shows every character ({encoding})").format(encoding=encoding))
    return Check(
        "hint",
        _("The console cannot show every character ({encoding}); similar ones are printed instead.").format(
            encoding=encoding
        ),
    )


def _metadata() -> dict[str, str]:
    try:
        return dict(metadata.metadata("journeylab").items())  # type: ignore[attr-defined]
    except metadata.PackageNotFoundError:
        return {}


def _fits(version: str, wanted: str) -> bool:
    from packaging.specifiers import SpecifierSet

    return SpecifierSet(wanted).contains(version, prereleases=True)


def _installed(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _install(what: str) -> str:
    return _("Install it: {command}").format(command=pip_install(what))


def _reinstall() -> str:
    return _install("--force-reinstall jupyterlab")
