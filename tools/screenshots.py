"""Take the pictures of the READMEs anew: maps, a report, a paper, a lesson and widgets in JupyterLab.

    python -m tools.screenshots

Needs Chromium, like the browser test.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

import journeylab as jl
from journeylab.exam.paper import assemble
from journeylab.facade import kpi_names
from journeylab.store.blueprints import blueprint
from journeylab.store.exam_facts import exam_facts
from journeylab.store.exercises import practice_bank, shop
from journeylab.views.paper_page import paper_page
from journeylab.views.report import report
from tools.lab import FLAGS, Room, chromium, finish, room_in, run_all

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"
LESSON = "03_wege_sind_nicht_linear.ipynb"
LESSON_CELL = 8
_SHOP = "jl.scenario('fahrrad')"
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


def papers(browser: Browser) -> None:
    """Photograph the first page of a paper, in both languages."""
    for code, blueprint_name, name in (
        ("de", "klassenarbeit", "klassenarbeit.de.png"),
        ("en", "en_short_test", "paper.en.png"),
    ):
        jl.set_language(code)
        made = assemble(practice_bank(), blueprint(blueprint_name), blueprints=blueprint)
        page = browser.new_page(viewport={"width": 900, "height": 900})
        page.set_content(paper_page(made, exam_facts(), shop))
        page.screenshot(path=PICTURES / name)
        page.close()


def quizzes(page: Page, room: Room) -> None:
    """Photograph the first task of a case, in both languages."""
    page.set_viewport_size({"width": 1440, "height": 2_000})
    for code, case in (("de", "fall-kk-04"), ("en", "en-case-01")):
        cell = f"import journeylab as jl\njl.set_language({code!r})\njl.Quiz({case!r})"
        run_all(page, room, room.write(f"quiz-{code}.ipynb", [cell]))
        page.wait_for_timeout(1_500)
        page.locator(".jl-widget").first.screenshot(path=PICTURES / f"quiz.{code}.png")


def lab(browser: Browser) -> None:
    """Start JupyterLab as a learner does; photograph a lesson, a customer, levers that are pulled, a quiz."""
    with tempfile.TemporaryDirectory() as home, room_in(Path(home)) as room:
        page = browser.new_page(viewport={"width": 1440, "height": 1000})
        run_all(page, room, LESSON)
        book = "jupyterapp.shell.currentWidget.content"
        finish(page, f"{book}.scrollToItem({LESSON_CELL}, 'start')")
        page.wait_for_timeout(1_500)
        page.screenshot(path=PICTURES / "lesson.png")
        # High enough for a whole widget: what lies outside the window is not drawn.
        page.set_viewport_size({"width": 1440, "height": 1700})
        for code in ("de", "en"):
            begin = f"import journeylab as jl\njl.set_language({code!r})\n"
            run_all(page, room, room.write(f"player-{code}.ipynb", [f"{begin}jl.JourneyPlayer({_SHOP}, customer=127)"]))
            for _step in range(7):
                page.locator(".jl-map").press("ArrowRight")
            page.wait_for_timeout(1_500)
            page.locator(".jl-widget").screenshot(path=PICTURES / f"player.{code}.png")
            run_all(page, room, room.write(f"simulator-{code}.ipynb", [f"{begin}jl.Simulator({_SHOP})"]))
            for _step in range(20):
                page.locator(".jl-levers input").first.press("ArrowRight")
            page.locator(".widget-toggle-buttons button").nth(3).click()
            page.wait_for_timeout(3_000)
            page.locator(".jl-widget").screenshot(path=PICTURES / f"simulator.{code}.png")
        quizzes(page, room)
        page.close()


def main() -> None:
    """Take all of them."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    maps()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        reports(browser)
        papers(browser)
        lab(browser)
        browser.close()


if __name__ == "__main__":
    main()
