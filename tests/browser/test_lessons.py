"""The main job in a real browser: JupyterLab opens a lesson, and every cell runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.browser
LESSON = "03_wege_sind_nicht_linear.ipynb"


def test_lesson_runs_from_top_to_bottom(run: Callable[..., Any]) -> None:
    """Lesson 03 opens, all its cells run without an error, and the map of the shop is on the page."""
    from playwright.sync_api import expect

    page = run(LESSON)
    expect(page.locator("img[alt^=Touchpoint]").first).to_be_attached(timeout=60_000)
    expect(page.get_by_text("Jupyter news")).to_have_count(0)
    outside = [url for url in page.asked if not url.startswith(("http://127.0.0.1", "data:", "blob:"))]
    assert not outside
