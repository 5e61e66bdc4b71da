"""A clock that counts down in the browser and says when the time is over."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from typing import Any

import anywidget
import traitlets as t

from journeylab.i18n import _


class Clock(anywidget.AnyWidget):
    """Time that is left.

    Parameters
    ----------
    seconds : float
        When `running` was last set; the browser counts on from there.
    running : bool
    """

    _esm = files("journeylab.widgets").joinpath("clock.js").read_text(encoding="utf-8")

    seconds = t.Float(0.0).tag(sync=True)
    running = t.Bool(False).tag(sync=True)
    words = t.Unicode().tag(sync=True)

    def __init__(self, seconds: float, running: bool = False) -> None:
        super().__init__(seconds=seconds, running=running, words=_("{minutes} minutes left"))

    def on_over(self, callback: Callable[[], None]) -> None:
        """Call back when the time is over; it may be called more than once."""

        def received(_widget: Any, content: Any, _buffers: Any) -> None:
            if content.get("over"):
                callback()

        self.on_msg(received)

    def __repr__(self) -> str:
        """Return the state without the time, which differs from run to run."""
        return f"Clock(running={self.running})"
