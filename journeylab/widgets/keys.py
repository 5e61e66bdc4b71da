"""Takes the keys of a panel, so that work with many small steps needs no mouse."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib.resources import files
from typing import Any

import anywidget
import traitlets as t


class Keys(anywidget.AnyWidget):
    """A place that has the focus while somebody works by keys.

    Parameters
    ----------
    label : str
        What a screen reader reads there.
    known : sequence of str
        Keys that are taken, by their names in a browser; all others stay the page's.
    """

    _esm = files("journeylab.widgets").joinpath("keys.js").read_text(encoding="utf-8")

    label = t.Unicode().tag(sync=True)
    known = t.List(t.Unicode()).tag(sync=True)

    def __init__(self, label: str, known: Sequence[str]) -> None:
        super().__init__(label=label, known=list(known))

    def on_key(self, callback: Callable[[str], None]) -> None:
        """Call back with the name of a key that was pressed."""

        def received(_widget: Any, content: Any, _buffers: Any) -> None:
            if isinstance(content, dict) and content.get("key") in self.known:
                callback(content["key"])

        self.on_msg(received)

    def focus(self) -> None:
        """Put the focus here."""
        self.send({"do": "focus"})

    def __repr__(self) -> str:
        """Return the label."""
        return self.label
