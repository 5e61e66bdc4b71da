"""A mock exam in a real browser, with the keys alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.browser


def test_a_mock_exam_is_sat_by_keys(run: Callable[..., Any], violations: Callable[..., Any]) -> None:
    """The clock runs, a task is answered and marked for later, handing in is asked for once more, a review follows."""
    from playwright.sync_api import expect

    page = run(["import journeylab as jl\njl.MockExam('kurztest', folder='probe-ordner', fresh=True)"], theme="dark")
    panel = page.locator(".jl-mock")
    page.get_by_role("button", name="Start", exact=True).press("Enter")
    clock = panel.locator(".jl-clock span").first
    expect(clock).to_have_text("14:59")
    field = panel.locator("input[type=checkbox], input[type=radio], input[type=text], textarea, select").first
    expect(field).to_be_visible()
    page.get_by_role("checkbox", name="Später bearbeiten").press("Space")
    expect(panel.locator(".jl-tasks button").first).to_have_class(re.compile("jl-later"))
    assert violations(page, ".jl-mock") == []
    page.get_by_role("button", name="Weiter", exact=True).press("Enter")
    expect(panel.get_by_role("heading", name="Aufgabe 2 von")).to_be_visible()
    page.get_by_role("button", name="Abgeben", exact=True).press("Enter")
    expect(panel.get_by_role("status").filter(has_text="Jetzt abgeben?")).to_be_visible()
    page.get_by_role("button", name="Ja, abgeben").press("Enter")
    expect(panel.locator(".jl-quiz")).to_be_visible()
    assert violations(page, ".jl-mock") == []
    assert panel.evaluate("(e) => e.scrollWidth <= e.clientWidth")
    outside = [url for url in page.asked if not url.startswith(("http://127.0.0.1", "data:", "blob:"))]
    assert not outside
