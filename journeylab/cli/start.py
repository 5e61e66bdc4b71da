"""``journeylab start``: lay the lessons and open them in JupyterLab."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
import webbrowser
from argparse import Namespace
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

from journeylab import __version__
from journeylab.errors import DataError
from journeylab.i18n import _, ngettext
from journeylab.store.lessons import EXERCISES, MANIFEST, NOTEBOOKS, fresh_lesson, in_language, is_checkout, lay_lessons
from journeylab.store.shipped import shipped

HOST = "127.0.0.1"
FIRST_PORT = 8888


def start(arguments: Namespace) -> int:
    """Lay the lessons and run JupyterLab until it is stopped."""
    folder = course_folder(arguments.folder, Path.cwd())
    print(_("Folder: {folder}").format(folder=folder))
    source = shipped(NOTEBOOKS)
    if is_checkout(folder):
        print(_("This is the project itself: its lessons are opened where they are, not copied."))
    else:
        _lay(folder)
    lesson = in_language(folder / NOTEBOOKS) / "00_start.ipynb"
    if arguments.fresh is not None:
        lesson = fresh_lesson(source, folder, arguments.fresh)
        print(_("Clean copy: {file}").format(file=lesson.name))
    port = chosen_port(arguments.port)
    browser = not arguments.no_browser and has_browser()
    if not browser and not arguments.no_browser:
        print(_("No browser was found. Open the address below in a browser of your choice."))
    serve(folder, port, "/lab/tree/" + quote(lesson.relative_to(folder).as_posix()), browser)
    return 0


def course_folder(given: Path | None, here: Path) -> Path:
    """Return the folder to work in, as an absolute path.

    Parameters
    ----------
    given : Path or None
        What the user named; ``~`` is the home folder.
    here : Path
        The current folder.  Where it, or the folder whose ``notebooks`` it is,
        already holds lessons, work goes on there; else in ``journeylab`` below it.
    """
    if given is not None:
        return here / given.expanduser()
    above = (place.parent for place in (here, here.parent) if place.name == NOTEBOOKS)
    for folder in (here, *above):
        if is_checkout(folder) or (folder / MANIFEST).is_file():
            return folder
    return here / "journeylab"


def chosen_port(asked: int | None) -> int:
    """Return the port that was asked for, or else the first free one.

    Raises
    ------
    DataError
        If the port that was asked for is busy: whoever names one (for a
        firewall, a bookmark) is not helped by another one.
    """
    free = next(filter(port_is_free, range(FIRST_PORT, FIRST_PORT + 100)), 0)
    if asked is None and free:
        return free
    if asked is not None and 0 < asked < 65536 and port_is_free(asked):
        return asked
    raise DataError(
        _("Port {port} is used by another program, or may not be used.").format(port=asked or FIRST_PORT),
        _("Take another one: {command}").format(command=f"journeylab start --port {free or 9999}"),
    )


def port_is_free(port: int) -> bool:
    """Tell whether a server could be opened at a port of this computer."""
    try:
        with socket.create_server((HOST, port)):
            return True
    except OSError:
        return False


def has_browser() -> bool:
    """Tell whether a page can be shown; a browser in the terminal cannot show JupyterLab."""
    if sys.platform.startswith("linux") and not any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"))):
        return False
    try:
        webbrowser.get()
    except webbrowser.Error:
        return False
    return True


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
        # Nothing outside this computer is asked.
        "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.extension_manager=readonly",
        "--log-level=ERROR",
    ]


def serve(folder: Path, port: int, page: str, browser: bool) -> None:
    """Run JupyterLab until Ctrl+C, and show where it can be reached.

    Raises
    ------
    DataError
        If JupyterLab ends with an error; the message holds the last lines that it wrote.
    """
    token = secrets.token_hex(24)
    # Not among the arguments: those can be read by every user of the computer.
    environment = {**os.environ, "JUPYTER_TOKEN": token}
    # One more folder of settings, which keeps a question about news from covering the first lesson; the user's own win.
    settings = [str(Path(__file__).parent / "jupyter"), os.environ.get("JUPYTER_CONFIG_PATH", "")]
    environment["JUPYTER_CONFIG_PATH"] = os.pathsep.join(filter(None, settings))
    print(_("JupyterLab is starting ..."))
    with tempfile.TemporaryFile() as log:
        command = command_line(folder, port, page, browser)
        server = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        signal.signal(signal.SIGTERM, lambda *_: server.terminate())
        try:
            if not browser:
                _show_journey()
            if _answers(server, port):
                print(_("JupyterLab is running. Address:"))
                print(f"\n  http://{HOST}:{port}{page}?token={token}\n")
                print(_("To stop, press Ctrl+C in this window."))
            code = server.wait()
        except KeyboardInterrupt:
            print("\n" + _("JupyterLab is being stopped. What you saved is in {folder}").format(folder=folder))
            return
        finally:
            # Ctrl+C has reached JupyterLab as well: it closes its kernels.
            with suppress(subprocess.TimeoutExpired):
                server.wait(timeout=10)
            server.kill()
        if code not in (0, -signal.SIGTERM):
            log.seek(0)
            last = log.read().decode("utf-8", errors="replace").strip().splitlines()[-8:]
            raise DataError(
                _("JupyterLab stopped with an error:") + "".join(f"\n  {line}" for line in last),
                _("See what is missing: {command}").format(command="journeylab doctor"),
            )


def _answers(server: subprocess.Popen[bytes], port: int) -> bool:
    """Wait until JupyterLab answers; False if it ends before that."""
    while server.poll() is None:
        with suppress(OSError), socket.create_connection((HOST, port), timeout=5):
            return True
        time.sleep(0.1)
    return False


def _lay(folder: Path) -> None:
    parts = [lay_lessons(shipped(part), folder, __version__, part) for part in (NOTEBOOKS, EXERCISES)]
    count = sum(len(laid.written) for laid in parts)
    if count:
        print(ngettext("{count} file was laid.", "{count} files were laid.", count).format(count=count))
    beside = _("{file} was changed by you and stays as it is; the newer one lies beside it: {beside}")
    for laid in parts:
        for file, place in laid.beside.items():
            print(beside.format(file=file, beside=place))


def _show_journey() -> None:
    """Print the way of one simulated customer: a first picture where there is no browser."""
    from journeylab.sim.simulate import simulate
    from journeylab.store.maps import scenario

    shop = scenario("fahrrad")
    log = simulate(shop, customers=200, seed=7)
    print(_("A first journey ({shop}, simulated, seed {seed}):").format(shop=shop.title, seed=log.seed))
    print(f"  {log.journey(3)}\n")
