"""A real browser and a real JupyterLab, started as a learner starts it, once for all browser tests."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import pytest

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


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Use the system's Chromium; the flags keep it from asking addresses outside."""
    flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
    flags += ["--disable-component-update", "--disable-sync"]
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert found, "the browser tests need Chromium: apt-get install chromium"
    return {"executable_path": found, "args": flags}


@pytest.fixture(scope="session")
def browser_context_args() -> dict[str, Any]:
    """Look at everything as on a small laptop."""
    return {"viewport": {"width": 1024, "height": 768}}


@pytest.fixture(scope="session")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """Start ``journeylab start --no-browser`` in an empty folder."""
    home = tmp_path_factory.mktemp("Kurs Müller")
    config = home / "config"
    config.mkdir()
    # Only the test needs the application's object in the page: to run all cells without guessing when a menu is ready.
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


@pytest.fixture
def run(room: Room, page: Any) -> Callable[..., Any]:
    """Return a function that opens a notebook (a path, or the cells of a new one), runs it all, and gives the page.

    It fails if a cell fails, and notes every address that the page asks for in ``page.asked``.
    """
    from playwright.sync_api import expect

    page.asked = []
    page.on("request", lambda request: page.asked.append(request.url))

    def opened(notebook: str | list[str], *, theme: str = "light") -> Any:
        if not isinstance(notebook, str):
            made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in notebook])
            # Without it JupyterLab asks which kernel to take, and waits.
            made.metadata["kernelspec"] = {"display_name": "Python 3", "language": "python", "name": "python3"}
            # Every test has a file of its own: an open notebook is not read again.
            notebook = f"probe-{abs(hash((tuple(notebook), theme, page)))}.ipynb"
            nbformat.write(made, room.folder / notebook)
        page.goto(room.url(notebook))
        expect(page.locator(".jp-Notebook .jp-Cell").first).to_be_visible(timeout=60_000)
        name = "JupyterLab Dark" if theme == "dark" else "JupyterLab Light"
        for step in (
            "jupyterapp.shell.currentWidget.sessionContext.ready",
            f"jupyterapp.commands.execute('apputils:change-theme', {{theme: '{name}'}})",
            "jupyterapp.commands.execute('notebook:clear-all-cell-outputs')",
            "jupyterapp.commands.execute('notebook:run-all-cells')",
        ):
            # `evaluate` knows no time limit: a dialog that nobody answers would hold the tests for ever.
            done = page.evaluate(
                f"() => Promise.race([{step}.then(() => true), new Promise(r => setTimeout(r, 90000, false))])"
            )
            assert done, f"{step} does not come to an end"
        states = page.evaluate(CELLS)
        assert [count for count, _error in states] == list(range(1, len(states) + 1)), states
        assert not any(error for _count, error in states), states
        return page

    return opened


@pytest.fixture
def violations() -> Callable[[Any, str], list[str]]:
    """Return a function that asks axe-core what in a part of the page breaks WCAG A or AA."""
    from axe_core_python.sync_playwright import Axe

    def found(page: Any, selector: str) -> list[str]:
        rules = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
        answer = Axe().run(page, context=selector, options=rules)
        assert answer["passes"], "axe-core has checked nothing"
        return [f"{v['id']}: {n['html'][:200]}" for v in answer["violations"] for n in v["nodes"]]

    return found
