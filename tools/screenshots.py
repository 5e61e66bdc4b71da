"""Take the pictures of the READMEs anew: maps, a report, and a lesson in JupyterLab.

    python -m tools.screenshots

Needs Chromium, like the browser test.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

import journeylab as jl
from journeylab.facade import kpi_names
from journeylab.views.report import report

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"
LESSON = "03_wege_sind_nicht_linear.ipynb"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
# A customer of the lesson, who goes back three times and buys in the store.
CUSTOMER = 127


def maps() -> None:
    """Draw the bicycle dealer with one customer's way, in both languages."""
    shop = jl.scenario("fahrrad")
    journey = jl.simulate(shop, customers=500, seed=7).journey(CUSTOMER)
    for code, name in (("en", "map.en.png"), ("de", "karte.de.png")):
        jl.set_language(code)
        jl.touchpoint_map(shop, journey).save(PICTURES / name)


def reports(browser: Browser) -> None:
    """Photograph the top of a report on a simulated log, in both languages."""
    log = jl.simulate(jl.scenario("kaffee"), customers=5_000, seed=7)
    for code, name in (("en", "report.en.png"), ("de", "bericht.de.png")):
        jl.set_language(code)
        page = browser.new_page(viewport={"width": 1024, "height": 900})
        page.set_content(report(log, source="kaffee.csv", kpi_names=kpi_names()))
        page.screenshot(path=PICTURES / name)
        page.close()


def lesson(browser: Browser) -> None:
    """Start JupyterLab as a learner does and photograph the lesson."""
    with tempfile.TemporaryDirectory() as home:
        own = {"JUPYTER_CONFIG_DIR": "config", "JUPYTER_DATA_DIR": "data", "JUPYTER_RUNTIME_DIR": "run"}
        own |= {"JUPYTERLAB_SETTINGS_DIR": "settings", "JUPYTERLAB_WORKSPACES_DIR": "workspaces"}
        places = {name: str(Path(home) / folder) for name, folder in own.items()}
        config = Path(home) / "config"
        config.mkdir()
        (config / "jupyter_lab_config.json").write_text(json.dumps({"LabApp": {"expose_app_in_browser": True}}))
        command = [sys.executable, "-m", "journeylab", "start", str(Path(home) / "Kurs"), "--no-browser"]
        environment = {**os.environ, **places, "PYTHONIOENCODING": "utf-8"}
        with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True, encoding="utf-8") as server:
            assert server.stdout is not None
            address = next(line.strip() for line in server.stdout if line.strip().startswith("http"))
            page = browser.new_page(viewport={"width": 1440, "height": 1000})
            page.goto(address.replace("00_start.ipynb", LESSON) + "&reset")
            page.locator(".jp-Notebook .jp-Cell").first.wait_for(timeout=60_000)
            page.evaluate("async () => { await jupyterapp.shell.currentWidget.sessionContext.ready; }")
            page.evaluate(
                "async () => { const book = jupyterapp.shell.currentWidget.content;"
                "book.activeCellIndex = 12; await book.scrollToItem(12, 'start'); }"
            )
            page.wait_for_timeout(1_500)
            page.screenshot(path=PICTURES / "lesson.png")
            page.close()
            server.terminate()


def main() -> None:
    """Take all of them."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    maps()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        reports(browser)
        lesson(browser)
        browser.close()


if __name__ == "__main__":
    main()
