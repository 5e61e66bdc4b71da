"""A JupyterLab as a learner starts it, for everything that looks at it in a real browser."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat

# They keep Chromium from asking addresses outside.
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
CELLS = """() => jupyterapp.shell.currentWidget.content.model.sharedModel.cells
.filter(c => c.cell_type === 'code')
.map(c => [c.execution_count, c.outputs.filter(o => o.output_type === 'error').map(o => o.evalue).join()])"""


@dataclass(frozen=True)
class Room:
    """A running JupyterLab: where it lies on disk, and the address of any notebook in it."""

    folder: Path
    address: str

    def url(self, notebook: str) -> str:
        """Return the address that opens a notebook, named by its path below the folder."""
        return self.address.replace("00_start.ipynb", notebook) + "&reset"

    def write(self, name: str, cells: Sequence[str]) -> str:
        """Write a notebook of code cells into the room and return its name."""
        made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in cells])
        # Without it JupyterLab asks which kernel to take, and waits.
        made.metadata["kernelspec"] = {"display_name": "Python 3", "language": "python", "name": "python3"}
        nbformat.write(made, self.folder / name)
        return name


def chromium() -> str | None:
    """Return where the system's Chromium lies, or None."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@contextmanager
def room_in(home: Path) -> Iterator[Room]:
    """Run ``journeylab start --no-browser`` in an empty folder as long as the room is used."""
    config = home / "config"
    config.mkdir()
    # Only we need the application's object in the page: to run all cells without guessing when a menu is ready.
    (config / "jupyter_lab_config.json").write_text(json.dumps({"LabApp": {"expose_app_in_browser": True}}))
    own = {f"JUPYTER_{name}_DIR": str(home / name.lower()) for name in ("DATA", "RUNTIME")}
    own |= {"JUPYTER_CONFIG_DIR": str(config), "JUPYTERLAB_SETTINGS_DIR": str(home / "settings")}
    own |= {"JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces"), "PYTHONIOENCODING": "utf-8"}
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    command = [sys.executable, "-m", "journeylab", "start", str(home / "Kurs"), "--no-browser", "--port", port]
    server = subprocess.Popen(command, env={**os.environ, **own}, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    assert server.stdout is not None
    try:
        address = next(line.strip() for line in server.stdout if line.strip().startswith("http"))
        folder = next(path.parent for path in (home / "Kurs").rglob("00_start.ipynb") if path.parent.name != "en")
        yield Room(folder, address)
    finally:
        server.terminate()
        server.wait(20)
        server.stdout.close()


def open_notebook(page: Any, room: Room, notebook: str, theme: str = "light") -> None:
    """Open a notebook in a page, without outputs, its kernel ready.

    Parameters
    ----------
    page : playwright Page
    room : Room
    notebook : str
        Path below the folder of the room.
    theme : {"light", "dark"}
    """
    page.goto(room.url(notebook))
    page.locator(".jp-Notebook .jp-Cell").first.wait_for(timeout=60_000)
    name = "JupyterLab Dark" if theme == "dark" else "JupyterLab Light"
    finish(page, "jupyterapp.shell.currentWidget.sessionContext.ready")
    finish(page, f"jupyterapp.commands.execute('apputils:change-theme', {{theme: '{name}'}})")
    finish(page, "jupyterapp.commands.execute('notebook:clear-all-cell-outputs')")


def run_all(page: Any, room: Room, notebook: str, theme: str = "light") -> None:
    """Open a notebook in a page and run all its cells; fail if one fails."""
    open_notebook(page, room, notebook, theme)
    finish(page, "jupyterapp.commands.execute('notebook:run-all-cells')")
    states = page.evaluate(CELLS)
    assert [count for count, _error in states] == list(range(1, len(states) + 1)), states
    assert not any(error for _count, error in states), states


def finish(page: Any, promise: str, seconds: float = 90) -> None:
    """Wait for a promise in the page; fail if it does not come to an end.

    `evaluate` alone knows no time limit: a dialog that nobody answers would hold it for ever.
    """
    late = f"new Promise(r => setTimeout(r, {1000 * seconds}, false))"
    done = page.evaluate(f"() => Promise.race([Promise.resolve({promise}).then(() => true), {late}])")
    assert done, f"{promise} does not come to an end"
