"""Every lesson in a real browser, walked through with the keys that learners use."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tools.lab import CELLS, Room, finish, open_notebook

pytestmark = pytest.mark.browser
LESSONS = sorted((Path(__file__).parents[2] / "notebooks").glob("[0-9]*.ipynb"))

# Pictures may scroll in their own frame; whatever else is wider than its place is cut off.
TOO_WIDE = """() => [...document.querySelectorAll('.jp-RenderedMarkdown, .jp-OutputArea-output pre, .jl-widget')]
.filter(e => e.scrollWidth > e.clientWidth + 2 && e.clientWidth > 0)
.map(e => `${e.scrollWidth} > ${e.clientWidth}: ${e.textContent.trim().slice(0, 80)}`)"""


# Each lesson once: its two languages have the same cells, and every notebook of both is run without a browser as well.
SEEN = [(f"en/{path.name}", "dark") if n % 2 else (path.name, "light") for n, path in enumerate(LESSONS)]


@pytest.mark.parametrize(("notebook", "theme"), SEEN)
def test_a_lesson_runs_by_keys_alone(room: Room, page: Any, notebook: str, theme: str) -> None:
    """From the first cell to the last with Shift+Enter: no error, nothing cut off, nothing asked from outside."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    open_notebook(page, room, notebook, theme)
    page.evaluate("() => { const n = jupyterapp.shell.currentWidget.content; n.activeCellIndex = 0; n.activate(); }")
    # At the last cell Shift+Enter would add an empty one.
    for place in range(1, page.evaluate("jupyterapp.shell.currentWidget.content.model.cells.length")):
        page.keyboard.press("Shift+Enter")
        # Like a learner, who looks where she is before she presses again.
        page.wait_for_function(f"() => jupyterapp.shell.currentWidget.content.activeCellIndex === {place}")
    page.keyboard.press("Control+Enter")
    page.wait_for_function(f"() => ({CELLS})().every(([count, error]) => count || error)", timeout=90_000)
    states = page.evaluate(CELLS)
    assert [count for count, _error in states] == list(range(1, len(states) + 1)), states
    assert not any(error for _count, error in states), states
    assert page.evaluate(TOO_WIDE) == []
    assert page.get_by_text("Jupyter news").count() == 0
    assert [url for url in asked if not url.startswith(("http://127.0.0.1", "data:", "blob:"))] == []
    finish(page, "jupyterapp.shell.currentWidget.sessionContext.shutdown()", 20)
