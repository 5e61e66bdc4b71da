"""The walk through the stages in a real browser, by keys alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.browser

# In English, so that names of buttons are those of the code.
CELL = """\
import journeylab as jl
from journeylab.facade import AidaWalk
jl.set_language("en")
AidaWalk(jl.scenario("fahrrad"))"""


def test_the_walk_works_by_keys(run: Callable[..., Any], violations: Callable[..., Any]) -> None:
    """Somebody without a mouse places contacts, writes, goes on, and sees the funnel; errors are announced."""
    from playwright.sync_api import expect

    page = run([CELL])
    walk = page.locator(".jl-walk")
    heading = walk.get_by_role("heading", level=3)
    expect(heading).to_contain_text("1 of 4 · Attention")
    assert violations(page, ".jl-walk") == []

    for step in ("2 of 4 · Interest", "3 of 4 · Desire", "4 of 4 · Action", "Result: AIDA"):
        walk.get_by_role("button", name="Next").or_(walk.get_by_role("button", name="To the result")).press("Enter")
        expect(heading).to_contain_text(step)
        expect(heading).to_be_focused()
    walk.get_by_role("button", name="Send the customers").press("Enter")
    expect(walk.get_by_role("alert")).to_contain_text("tick at least one contact")
    assert violations(page, ".jl-walk") == []

    for _step in range(4):
        walk.get_by_role("button", name="Back").press("Enter")
    expect(heading).to_contain_text("1 of 4")
    walk.get_by_role("checkbox", name="Poster on the cycle route").press("Space")
    expect(walk.locator("li[aria-current]")).to_contain_text("1 contact")
    message = walk.get_by_role("textbox", name="Message")
    message.focus()
    page.keyboard.type("Runter vom Sofa <b>!", delay=30)
    expect(walk.locator(".jl-walk-counter")).to_contain_text("20 characters")
    assert message.input_value() == "Runter vom Sofa <b>!"

    for _step in range(4):
        walk.get_by_role("button", name="Next").or_(walk.get_by_role("button", name="To the result")).press("Enter")
    expect(heading).to_contain_text("Result")
    walk.get_by_role("button", name="Send the customers").press("Enter")
    expect(walk.get_by_role("img", name="Funnel with back-jumps")).to_be_visible()
    expect(walk.get_by_text("What to try next")).to_be_visible()
    assert violations(page, ".jl-walk") == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_is_cut_off_at_1024(run: Callable[..., Any], violations: Callable[..., Any], theme: str) -> None:
    """In both themes everything fits a small laptop, on a stage and at the end, and can be read."""
    from playwright.sync_api import expect

    page = run([CELL], theme=theme)
    walk = page.locator(".jl-walk")
    walk.get_by_role("button", name="Show the map's proposal").click()
    expect(walk.locator(".jl-walk-proposal")).to_contain_text("The map would place here")
    walk.get_by_role("button", name="Take over for this stage").click()
    expect(walk.get_by_role("checkbox", name="Poster on the cycle route")).to_be_checked()
    assert too_wide(page) == []
    assert violations(page, ".jl-walk") == []
    for _step in range(4):
        walk.get_by_role("button", name="Next").or_(walk.get_by_role("button", name="To the result")).click()
    expect(walk.locator(".jl-walk-gaps")).to_contain_text("What is missing")
    walk.get_by_role("button", name="Send the customers").click()
    expect(walk.get_by_role("img", name="Funnel with back-jumps")).to_be_visible()
    assert too_wide(page) == []
    assert violations(page, ".jl-walk") == []


def too_wide(page: Any) -> list[str]:
    """Return every part of the widget that leaves it at the right, or hides its own text; a picture may scroll."""
    found: list[str] = page.evaluate(
        """() => {
        const walk = document.querySelector('.jl-walk'), right = walk.getBoundingClientRect().right + 1;
        const parts = [...walk.querySelectorAll('button, label, select, textarea, h3, h4, li, p, .jl-picture')];
        const hides = e => e.clientWidth && e.scrollWidth > e.clientWidth + 1 && !e.matches('.jl-picture');
        return parts.filter(e => e.offsetParent !== null)
            .filter(e => e.getBoundingClientRect().right > right || hides(e))
            .map(e => `${e.tagName}: ${e.textContent.slice(0, 60)}`);
    }"""
    )
    return found
