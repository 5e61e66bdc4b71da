"""``journeylab start``: lay the lessons and open them in JupyterLab."""

from __future__ import annotations

import http.client
import os
import secrets
import signal
import subprocess
import sys
import tempfile
import time
from argparse import Namespace
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

from journeylab import __version__
from journeylab.cli.console import say, wrapped
from journeylab.cli.place import FIRST_PORT, HOST, course_folder, free_port, has_browser, pip_install, port_is_free
from journeylab.errors import DataError, MissingExtraError
from journeylab.i18n import _, ngettext
from journeylab.store.lessons import NOTEBOOKS, Laid, fresh_lesson, is_checkout, lay_lessons
from journeylab.store.shipped import shipped

_FIRST_LESSON = "00_start.ipynb"


def start(arguments: Namespace) -> int:
    """Lay the lessons and run JupyterLab until it is stopped."""
    folder = course_folder(arguments.folder, Path.cwd())
    say(f"journeylab {__version__}")
    say(_("Folder: {folder}").format(folder=folder))
    source = shipped(NOTEBOOKS)
    if is_checkout(folder):
        say(wrapped(_("This is the project itself: its lessons are opened where they are, not copied.")))
    else:
        for line in report_lines(lay_lessons(source, folder, __version__)):
            say(wrapped(line, "  "))
    lesson = folder / NOTEBOOKS / _FIRST_LESSON
    if arguments.fresh is not None:
        lesson = fresh_lesson(source, folder, arguments.fresh)
        say(_("Clean copy: {file}").format(file=lesson.name))
    if find_spec("jupyterlab") is None:
        _show_journey()
        raise MissingExtraError(
            _("JupyterLab is not installed, so the lessons cannot be opened."),
            _("Install it: {command}").format(command=pip_install("jupyterlab")),
        )
    port = chosen_port(arguments.port)
    browser = not arguments.no_browser and has_browser()
    if not browser and not arguments.no_browser:
        say(_("No browser was found. Open the address below in a browser of your choice."))
    page = "/lab"
    if lesson.is_file():
        page += "/tree/" + quote(lesson.relative_to(folder).as_posix())
    return serve(folder, port, page, browser)


def report_lines(laid: tuple[Laid, ...]) -> list[str]:
    """Say what was laid; nothing about lessons that stay as they are."""
    lines = []
    new = sum(each.what == "new" for each in laid)
    if new:
        lines.append(ngettext("{count} file was laid.", "{count} files were laid.", new).format(count=new))
    sentences = {
        "again": _("{file} was missing and was laid again."),
        "renewed": _("{file} was renewed; you had not changed it."),
        "beside": _("{file} was changed by you and stays as it is; the newer one lies beside it: {beside}"),
    }
    for each in laid:
        if each.what in sentences:
            lines.append(sentences[each.what].format(file=each.file, beside=each.beside))
    return lines


def chosen_port(asked: int | None) -> int:
    """Return the port that was asked for, or else the first free one.

    Raises
    ------
    DataError
        If the port that was asked for is busy: whoever names one (for a
        firewall, a bookmark) is not helped by another one.
    """
    if asked is not None:
        if port_is_free(asked):
            return asked
        other = free_port(asked + 1) if asked >= 1024 else free_port()
        raise DataError(
            _("Port {port} is used by another program, or may not be used.").format(port=asked),
            _("Take another one: {command}").format(command=f"journeylab start --port {other or FIRST_PORT}"),
        )
    port = free_port()
    if port is None:
        raise DataError(
            _("No port from {first} on is free.").format(first=FIRST_PORT),
            _("Close other programs, or name a port: {command}").format(command="journeylab start --port 9999"),
        )
    if port != FIRST_PORT:
        say(
            _("Port {busy} is used by another program; port {port} is taken instead.").format(
                busy=FIRST_PORT, port=port
            )
        )
    return port


def command_line(folder: Path, port: int, page: str, browser: bool) -> list[str]:
    """Return how JupyterLab is called; the user's own settings stay in force and as they are."""
    return [
        sys.executable,
        # A learner's random.py in the current folder is not Python's.
        "-P",
        "-m",
        "jupyterlab",
        f"--ServerApp.root_dir={folder}",
        f"--LabApp.default_url={page}",
        f"--ServerApp.ip={HOST}",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        f"--ServerApp.open_browser={browser}",
        # In a container everybody is root; the server is open to this computer only, and behind a token.
        "--ServerApp.allow_root=True",
        # Nothing outside this computer is asked, and no pop-up about news covers the first lesson.
        "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.extension_manager=readonly",
        "--log-level=ERROR",
    ]


def serve(folder: Path, port: int, page: str, browser: bool) -> int:
    """Run JupyterLab until Ctrl+C, and show where it can be reached.

    Raises
    ------
    DataError
        If JupyterLab ends by itself; the message holds the last lines that it wrote.
    """
    token = secrets.token_hex(24)
    # Not among the arguments: those can be read by every user of the computer.
    environment = {**os.environ, "JUPYTER_TOKEN": token}
    # The kernel of this Python first, whatever other kernels the user has.
    environment.setdefault("JUPYTER_PREFER_ENV_PATH", "1")
    say(_("JupyterLab is starting ..."))
    with tempfile.TemporaryFile() as log:
        server = subprocess.Popen(
            command_line(folder, port, page, browser),
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
        before = signal.signal(signal.SIGTERM, lambda *_: server.terminate())
        try:
            if not browser:
                _show_journey()
            if _answers(server, port):
                say(_("JupyterLab is running. Address:"))
                say(f"\n  http://{HOST}:{port}{page}?token={token}\n")
                say(_("To stop, press Ctrl+C in this window."))
            code = server.wait()
        except KeyboardInterrupt:
            say("\n" + _("JupyterLab is being stopped. What you saved is in {folder}").format(folder=folder))
            return 0
        finally:
            _end(server)
            signal.signal(signal.SIGTERM, before)
        if code not in (0, -signal.SIGTERM):
            log.seek(0)
            last = log.read().decode("utf-8", errors="replace").strip().splitlines()[-8:]
            raise DataError(
                _("JupyterLab stopped with an error:") + "".join(f"\n  {line}" for line in last),
                _("See what is missing: {command}").format(command="journeylab doctor"),
            )
    return 0


def _answers(server: subprocess.Popen[bytes], port: int) -> bool:
    """Wait until JupyterLab answers; False if it ends before that."""
    while server.poll() is None:
        # Not urllib: it would ask a school's proxy for this computer.
        connection = http.client.HTTPConnection(HOST, port, timeout=5)
        try:
            connection.request("GET", "/api")
            connection.getresponse()
            return True
        except (OSError, http.client.HTTPException):
            time.sleep(0.1)
        finally:
            connection.close()
    return False


def _end(server: subprocess.Popen[bytes]) -> None:
    """Wait for JupyterLab, which Ctrl+C reaches as well, to close its kernels; end it if it does not."""
    for patience, end in ((3.0, server.terminate), (15.0, server.kill)):
        try:
            server.wait(timeout=patience)
            return
        except subprocess.TimeoutExpired:
            end()
    server.wait()


def _show_journey() -> None:
    """Print the way of one simulated customer: a first picture where there is no browser."""
    from journeylab.cli.work import samples
    from journeylab.sim.simulate import simulate
    from journeylab.store.maps import scenario

    shop = scenario("fahrrad")
    log = simulate(shop, customers=200, seed=7)
    say(_("A first journey ({shop}, simulated, seed {seed}):").format(shop=shop.title, seed=log.seed))
    for i in samples(log, 1, least=6):
        say(wrapped(f"  {log.journey(i)}", "    ") + "\n")
