"""The slider in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.browser


def test_a_slider_has_a_name_and_moves_by_keys(run: Callable[..., Any], violations: Callable[..., Any]) -> None:
    """A screen reader finds the slider by its label, an arrow key moves it, and the kernel hears of it."""
    from playwright.sync_api import expect

    page = run(
        [
            "from journeylab.widgets.panel import Panel, pane\n"
            "from journeylab.widgets.slider import Slider\n"
            "from journeylab.views.picture import Picture\n"
            "from types import SimpleNamespace\n"
            "import ipywidgets\n"
            "regler, echo = Slider('Gastkauf', value=40, unit='%'), pane(name='echo')\n"
            "state = SimpleNamespace(picture=Picture('<svg width=\"9\" height=\"9\"/>', 'Titel', 'Text', dict))\n"
            "panel = Panel(state, regler, echo)\n"
            "regler.observe(panel.guarded(lambda c: setattr(echo, 'value', f'{int(c.new)} gehört')), 'value')\n"
            "panel"
        ]
    )
    assert violations(page, ".jl-widget") == []
    slider = page.get_by_role("slider", name="Gastkauf")
    slider.focus()
    slider.press("ArrowRight")
    expect(page.locator(".echo")).to_contain_text("41 gehört")
    assert slider.get_attribute("aria-valuetext") == "41\u00a0%"
