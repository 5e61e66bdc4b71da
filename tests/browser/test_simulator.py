"""The simulator in a real browser: keys, names, colours, room."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.browser
CELLS = [
    "import journeylab as jl\nfrom journeylab.widgets.simulator import Simulator",
    "Simulator(jl.scenario('fahrrad'), customers=500)",
]


def test_levers_move_by_keys(run: Callable[..., Any], violations: Callable[..., Any]) -> None:
    """A lever is found by its name and moved by arrow keys; sentence, figures and picture follow; reset pushes back."""
    from playwright.sync_api import expect

    page = run(CELLS)
    told, picture = page.locator(".jl-told"), page.locator(".jl-board svg")
    expect(picture).to_be_visible()
    before = told.inner_text(), page.locator(".jl-tiles").inner_text(), picture.get_attribute("aria-label")
    slider = page.get_by_role("slider", name="Gastkauf anbieten", exact=True)
    slider.focus()
    for _press in range(4):
        slider.press("ArrowRight")
    expect(told).to_contain_text("Gastkauf anbieten (20\u00a0%)")
    after = told.inner_text(), page.locator(".jl-tiles").inner_text(), picture.get_attribute("aria-label")
    assert all(old != new for old, new in zip(before, after, strict=True))
    assert violations(page, ".jl-widget") == []

    page.get_by_role("button", name="Alles zurück").press("Enter")
    expect(told).to_have_text(before[0])
    assert slider.input_value() == "0"
    outside = [url for url in page.asked if not url.startswith(("http://127.0.0.1", "data:", "blob:"))]
    assert not outside


def test_scenes_change_by_keys_in_the_dark(run: Callable[..., Any], violations: Callable[..., Any]) -> None:
    """In the dark theme a key chooses each scene, which breaks no rule of WCAG A or AA and keeps to its place."""
    from playwright.sync_api import expect

    page = run(CELLS, theme="dark")
    titles = set()
    for button in page.locator(".jl-widget .widget-toggle-button").all():
        button.press("Enter")
        expect(button).to_have_class(re.compile("mod-active"))
        page.wait_for_function(
            "(seen) => !seen.includes(document.querySelector('.jl-board svg title').textContent)", arg=list(titles)
        )
        titles.add(page.locator(".jl-board svg > title").text_content())
        assert violations(page, ".jl-widget") == []
        room = "(e) => e.scrollWidth <= e.clientWidth"
        assert page.locator(".jl-widget").evaluate(room)
    assert len(titles) == 4
