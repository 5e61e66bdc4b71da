"""Trainer's pages in a real browser: nothing overflows, keys turn the slides, the plan is one page of paper."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from journeylab.domain.lesson import Cell, Lesson
from journeylab.i18n import set_language
from journeylab.store.lesson_material import read_lesson, read_plan
from journeylab.store.shipped import shipped
from journeylab.views.handout import handout
from journeylab.views.plan_page import plan_page
from journeylab.views.slides import slides

pytestmark = pytest.mark.browser

HOME = shipped("notebooks")
LESSONS = sorted(HOME.glob("*.ipynb")) + sorted((HOME / "en").glob("*.ipynb"))
every_lesson = pytest.mark.parametrize("path", LESSONS, ids=lambda path: f"{path.parent.name}-{path.stem}")

# What stands below the footer, beyond the edge or in letters that are too small, slide by slide.
MISFITS = """smallest => [...document.querySelectorAll('section')].flatMap(slide => {
  const edge = slide.getBoundingClientRect(), foot = slide.querySelector('footer').getBoundingClientRect();
  return [...slide.querySelectorAll('.slide *')].filter(each => {
    const box = each.getBoundingClientRect();
    const words = [...each.childNodes].some(node => node.nodeType === 3 && node.textContent.trim());
    return box.width && !each.closest('svg') && (box.bottom > foot.top + 1 || box.right > edge.right + 1
      || (words && parseFloat(getComputedStyle(each).fontSize) < smallest));
  }).map(each => `${slide.id}: ${each.tagName} ${each.textContent.trim().slice(0, 40)}`);
})"""


def opened(page: Any, markup: str, place: Path) -> Any:
    place.write_text(markup, encoding="utf-8")
    page.goto(place.as_uri())
    return page


def paper(page: Any) -> int:
    """Return how many pages it prints on."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))


@every_lesson
@pytest.mark.parametrize(("width", "height"), [(1024, 768), (1920, 1080)])
def test_slides_fit_the_projector(page: Any, tmp_path: Path, path: Path, width: int, height: int) -> None:
    """Nothing overflows its slide, and letters have 24 px at least, on the smallest projector and a large one."""
    lesson = read_lesson(path)
    set_language(lesson.language)
    page.set_viewport_size({"width": width, "height": height})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    opened(page, slides(lesson, read_plan(lesson, path)), tmp_path / "slides.html")
    assert page.evaluate(MISFITS, 23.9) == []
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert paper(page) == page.locator("section").count()


def wholly(lesson: Lesson) -> Lesson:
    """Return a lesson that wants all its texts and outputs on slides."""

    def tagged(cell: Cell) -> Cell:
        return replace(cell, tags=(cell.tags | {"slide"}) - {"solution", "show-code"})

    return replace(lesson, cells=tuple(map(tagged, lesson.cells)))


@every_lesson
def test_whatever_is_put_on_slides_fits(page: Any, tmp_path: Path, path: Path) -> None:
    """Even when a whole lesson becomes slides, each long text, table and picture finds its room."""
    lesson = read_lesson(path)
    set_language(lesson.language)
    opened(page, slides(wholly(lesson)), tmp_path / "slides.html")
    assert page.evaluate(MISFITS, 23.9) == []
    shortest = "Math.min(1, ...[...document.querySelectorAll('figure')].map(e => e.clientHeight / innerHeight))"
    assert page.evaluate(shortest) > 0.4


def test_a_misfit_is_noticed(page: Any, tmp_path: Path) -> None:
    """A table that nobody can break, a text too long for its slide and small letters are found by the test above."""
    tall = '<section id="a"><div class="slide"><p style="height:200vh">x</p></div><footer>1</footer></section>'
    small = '<section id="b"><div class="slide"><p style="font-size:12px">y</p></div><footer>2</footer></section>'
    style = "section{position:relative;height:100vh}footer{position:absolute;bottom:0}"
    opened(page, f"<!DOCTYPE html><style>{style}</style>{tall}{small}", tmp_path / "a.html")
    assert page.evaluate(MISFITS, 23.9) == ["a: P x", "b: P y"]


@pytest.mark.parametrize("key", [" ", "PageDown", "ArrowDown"])
def test_a_key_turns_the_slide(page: Any, tmp_path: Path, key: str) -> None:
    """Space, the arrow and the key that a presenter sends each go on by just one slide."""
    path = HOME / "03_wege_sind_nicht_linear.ipynb"
    lesson = read_lesson(path)
    listed = "".join(f"<section><div class='slide'>{n}</div><footer>{n}</footer></section>" for n in range(5))
    markup = slides(lesson, read_plan(lesson, path))
    opened(page, re.sub(r"<section .*</section>", listed, markup, flags=re.DOTALL), tmp_path / "slides.html")
    # A press while the page still moves belongs to the same movement: the title tells when it stands.
    page.evaluate("document.title = 'at '; addEventListener('scrollend', () => { document.title += '.'; })")
    for slide in (1, 2):
        page.keyboard.press(key)
        expect(page).to_have_title(re.compile(rf"\.{{{slide}}}"))
        expect(page.locator("section").nth(slide)).to_be_in_viewport(ratio=0.99)


@every_lesson
def test_the_plan_is_one_page(page: Any, tmp_path: Path, path: Path) -> None:
    """A teaching plan prints on one sheet of A4, in letters of 8.5 pt at least."""
    lesson = read_lesson(path)
    set_language(lesson.language)
    plan = read_plan(lesson, path)
    assert plan is not None
    opened(page, plan_page(plan, lesson), tmp_path / "plan.html")
    assert paper(page) == 1
    sizes = page.evaluate("[...document.querySelectorAll('main *')].map(e => parseFloat(getComputedStyle(e).fontSize))")
    assert min(sizes) >= 8.5 * 96 / 72 - 0.01


@every_lesson
def test_sheets_fit_their_paper(page: Any, tmp_path: Path, path: Path) -> None:
    """Nothing of a handout or a solution sheet is wider than A4 leaves room for."""
    lesson = read_lesson(path)
    set_language(lesson.language)
    page.emulate_media(media="print")
    # 210 mm less the margins, in pixels.
    page.set_viewport_size({"width": round((210 - 34) / 25.4 * 96), "height": 900})
    for solutions in (False, True):
        opened(page, handout(lesson, read_plan(lesson, path), solutions=solutions), tmp_path / "handout.html")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_slides_follow_the_dark_theme(page: Any, tmp_path: Path) -> None:
    """In the dark theme the page is dark and its pictures keep their white paper; in print all is white."""
    path = HOME / "03_wege_sind_nicht_linear.ipynb"
    lesson = read_lesson(path)
    page.emulate_media(color_scheme="dark")
    opened(page, slides(lesson) + '<img src="data:,">', tmp_path / "slides.html")
    ground = "getComputedStyle(document.querySelector('{}')).backgroundColor"
    assert page.evaluate(ground.format("body")) == "rgb(20, 24, 29)"
    assert page.evaluate(ground.format("img")) == "rgb(255, 255, 255)"
    page.emulate_media(color_scheme="dark", media="print")
    assert page.evaluate(ground.format("body")) == "rgb(255, 255, 255)"
