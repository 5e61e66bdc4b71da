"""What this computer offers: a folder to work in, a port, a browser, pip."""

from __future__ import annotations

import os
import socket
import sys
import webbrowser
from pathlib import Path

from journeylab.store.lessons import MANIFEST, NOTEBOOKS, is_checkout

HOST = "127.0.0.1"
FIRST_PORT = 8888
_PORTS_TRIED = 100


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
        return (here / given.expanduser()).absolute()
    for folder in (here, here.parent) if here.name == NOTEBOOKS else (here,):
        if is_checkout(folder) or (folder / MANIFEST).is_file():
            return folder
    return here / "journeylab"


def port_is_free(port: int) -> bool:
    """Tell whether a server could be opened at a port of this computer."""
    try:
        with socket.create_server((HOST, port)):
            return True
    except OSError:
        return False


def free_port(first: int = FIRST_PORT) -> int | None:
    """Return the first free port from `first` on, or None if a hundred are busy."""
    ports = range(first, min(first + _PORTS_TRIED, 65536))
    return next((port for port in ports if port_is_free(port)), None)


def has_browser() -> bool:
    """Tell whether a page can be shown; a browser in the terminal cannot show JupyterLab."""
    if sys.platform.startswith("linux") and not any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"))):
        return False
    try:
        webbrowser.get()
    except webbrowser.Error:
        return False
    return True


def pip_install(what: str) -> str:
    """Return the line that installs something for just this Python."""
    python = f'"{sys.executable}"' if " " in sys.executable else sys.executable
    return f"{python} -m pip install {what}"
