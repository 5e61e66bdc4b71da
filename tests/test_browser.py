"""The main job in a real browser: JupyterLab opens a lesson, and every cell runs."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

pytestmark = pytest.mark.browser
LESSON = "03_wege_sind_nicht_linear.ipynb"


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
    """Look at the lesson as on a small laptop."""
    return {"viewport": {"width": 1024, "height": 768}}


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start ``journeylab start --no-browser`` in an empty folder and return the address it prints."""
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
        yield address
    finally:
        server.terminate()
        server.wait(20)
        server.stdout.close()


def test_lesson_runs_from_top_to_bottom(lab: str, page: Any) -> None:
    """Lesson 03 opens, all its cells run without an error, and the map of the shop is on the page."""
    from playwright.sync_api import expect

    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(lab.replace("00_start.ipynb", LESSON) + "&reset")
    expect(page.locator(".jp-Notebook .jp-Cell").first).to_be_visible(timeout=60_000)
    page.evaluate("async () => { await jupyterapp.shell.currentWidget.sessionContext.ready; }")
    page.evaluate("async () => { await jupyterapp.commands.execute('notebook:clear-all-cell-outputs'); }")
    done = page.evaluate("async () => await jupyterapp.commands.execute('notebook:run-all-cells')")
    assert done is not False
    expect(page.locator("img[alt^=Touchpoint]").first).to_be_attached(timeout=60_000)
    states = page.evaluate(
        "() => jupyterapp.shell.currentWidget.content.model.sharedModel.cells"
        ".filter(c => c.cell_type === 'code')"
        ".map(c => [c.execution_count, c.outputs.some(o => o.output_type === 'error')])"
    )
    assert [count for count, _error in states] == list(range(1, len(states) + 1))
    assert not any(error for _count, error in states)
    expect(page.get_by_text("Jupyter news")).to_have_count(0)
    outside = [url for url in asked if not url.startswith(("http://127.0.0.1", "data:", "blob:"))]
    assert not outside
