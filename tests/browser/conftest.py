"""A real browser and a real JupyterLab, started as a learner starts it, once for all browser tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tools.lab import FLAGS, Room, chromium, finish, room_in, run_all


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Use the system's Chromium; the flags keep it from asking addresses outside."""
    found = chromium()
    assert found, "the browser tests need Chromium: apt-get install chromium"
    return {"executable_path": found, "args": FLAGS}


@pytest.fixture(scope="session")
def browser_context_args() -> dict[str, Any]:
    """Look at everything as on a small laptop."""
    return {"viewport": {"width": 1024, "height": 768}}


@pytest.fixture(scope="session")
def context(browser: Any, browser_context_args: dict[str, Any]) -> Iterator[Any]:
    """Keep one profile for all tests: JupyterLab's scripts are loaded once, as for a learner's second tab."""
    shared = browser.new_context(**browser_context_args)
    yield shared
    shared.close()


@pytest.fixture
def page(context: Any) -> Iterator[Any]:
    """Open a tab of its own for each test."""
    opened = context.new_page()
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """Start ``journeylab start --no-browser`` in an empty folder."""
    with room_in(tmp_path_factory.mktemp("Kurs Müller")) as started:
        yield started


@pytest.fixture
def run(room: Room, page: Any) -> Iterator[Callable[..., Any]]:
    """Return a function that opens a notebook (a path, or the cells of a new one), runs it all, and gives the page.

    It fails if a cell fails, and notes every address that the page asks for in ``page.asked``.
    """
    page.asked = []
    page.on("request", lambda request: page.asked.append(request.url))

    def opened(notebook: str | list[str], *, theme: str = "light") -> Any:
        if not isinstance(notebook, str):
            # Every test has a file of its own: an open notebook is not read again.
            name = f"probe-{abs(hash((tuple(notebook), theme, page)))}.ipynb"
            notebook = room.write(name, notebook)
        run_all(page, room, notebook, theme)
        return page

    yield opened
    leave(page)


def leave(page: Any) -> None:
    """Stop the kernel of the open notebook: twenty of them would not fit into a small machine."""
    finish(page, "jupyterapp.shell.currentWidget?.sessionContext?.shutdown()", 20)


@pytest.fixture
def violations() -> Callable[[Any, str], list[str]]:
    """Return a function that asks axe-core what in a part of the page breaks WCAG A or AA."""
    from axe_core_python.sync_playwright import Axe

    def found(page: Any, selector: str) -> list[str]:
        rules = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
        answer = Axe().run(page, context=selector, options=rules)
        assert answer["passes"], "axe-core has checked nothing"
        return [f"{v['id']}: {n['html'][:200]}" for v in answer["violations"] for n in v["nodes"]]

    return found
