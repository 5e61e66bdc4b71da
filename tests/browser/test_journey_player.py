"""The journey player in a real browser: clicks, keys, moving dots."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.browser
PLAYER = [
    "import journeylab as jl\n"
    "from journeylab.widgets.journey_player import JourneyPlayer\n"
    "jl.set_language('en')\n"
    # Customer 49 meets 99 contacts: long enough to see that something stops.
    "player = JourneyPlayer(jl.scenario('fahrrad'), customer=49)\n"
    "player"
]
DOTS = "() => [...document.querySelectorAll('.jl-dot')].map(dot => dot.getAttribute('transform')).join()"


def shown_step(page: Any) -> int:
    """Return the number of the step that can be read on the page."""
    return int(page.locator(".jl-sentence").inner_text().split()[1])


def test_one_customer_by_clicks_and_keys(run: Callable[..., Any], violations: Callable[..., Any]) -> None:
    """Buttons and arrow keys step, play goes on by itself, pause stops, and a wrong number is answered."""
    from playwright.sync_api import expect

    page = run(PLAYER)
    panel = page.locator(".jl-widget").first
    sentence = page.locator(".jl-sentence")
    expect(sentence).to_contain_text("Step 1 of 99")
    panel.get_by_role("button", name="Forward", exact=True).click()
    expect(sentence).to_contain_text("Step 2 of 99")
    panel.get_by_role("button", name="Back", exact=True).focus()
    page.keyboard.press("Enter")
    expect(sentence).to_contain_text("Step 1 of 99")
    page.locator(".jl-map").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(sentence).to_contain_text("Step 3 of 99")
    page.keyboard.press("ArrowLeft")
    expect(sentence).to_contain_text("Step 2 of 99")
    page.keyboard.press("End")
    expect(sentence).to_contain_text("end of the way")
    page.keyboard.press("Home")
    mood = panel.get_by_role("meter", name="Mood")
    assert mood.get_attribute("aria-valuetext").endswith(" of 10")
    assert violations(page, ".jl-widget") == []

    panel.get_by_label("Speed", exact=True).select_option("fast")
    play = panel.get_by_role("button", name="Play", exact=True)
    play.click()
    expect(play).to_have_attribute("aria-pressed", "true")
    expect(sentence).not_to_contain_text("Step 1 of")
    play.click()
    expect(play).to_have_attribute("aria-pressed", "false")
    stopped = shown_step(page)
    page.wait_for_timeout(900)
    assert shown_step(page) == stopped

    panel.get_by_role("button", name="next customer").click()
    expect(page.locator(".jl-who")).to_contain_text("50")
    number = panel.get_by_label("Customer (0 to 199)")
    number.fill("Anna")
    number.press("Enter")
    expect(panel.get_by_role("alert").filter(has_text="Anna")).to_be_visible(timeout=20_000)
    number.fill("2")
    number.press("Enter")
    expect(sentence).to_contain_text("Step 1 of 4")
    expect(panel.get_by_role("alert").filter(has_text="Anna")).to_have_count(0)
    assert panel.evaluate("panel => panel.scrollWidth - panel.clientWidth") <= 0
    assert not [url for url in page.asked if not url.startswith(("http://127.0.0.1", "data:", "blob:"))]


def test_all_customers_move(run: Callable[..., Any], violations: Callable[..., Any]) -> None:
    """In the mode for all 200 dots move between two frames; in the dark theme as well nothing is hard to read."""
    from playwright.sync_api import expect

    page = run(PLAYER, theme="dark")
    panel = page.locator(".jl-widget").first
    panel.get_by_label("Show", exact=True).select_option("all")
    expect(page.locator(".jl-dot")).to_have_count(200)
    expect(page.locator(".jl-sentence")).to_contain_text("200 under way")
    panel.get_by_role("button", name="Play", exact=True).click()
    expect(page.locator(".jl-sentence")).not_to_contain_text("Step 1 of")
    before = page.evaluate(DOTS)
    page.wait_for_function(f"before => ({DOTS})() !== before", arg=before)
    panel.get_by_role("button", name="Play", exact=True).click()
    assert violations(page, ".jl-widget") == []


def test_reduced_motion_jumps_and_counts(run: Callable[..., Any], page: Any) -> None:
    """Whoever wants no motion sees no dot glide, and of all customers the numbers at each contact."""
    from playwright.sync_api import expect

    page.emulate_media(reduced_motion="reduce")
    page = run(PLAYER)
    panel = page.locator(".jl-widget").first
    panel.get_by_role("button", name="Forward", exact=True).click()
    where = page.evaluate(DOTS)
    page.wait_for_timeout(300)
    assert page.evaluate(DOTS) == where
    panel.get_by_label("Show", exact=True).select_option("all")
    expect(page.locator(".jl-count").first).to_be_visible()
    expect(page.locator(".jl-dot")).to_have_count(0)
    assert sum(int(text) for text in page.locator(".jl-count").all_text_contents()) == 200
