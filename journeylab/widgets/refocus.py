"""Moves the focus of the keyboard to a control, by the class that it carries."""

from __future__ import annotations

from importlib.resources import files

import anywidget


class Refocus(anywidget.AnyWidget):
    """Shows nothing; ``to("jl-next")`` puts the focus on the first button or field of that class in its panel."""

    _esm = files("journeylab.widgets").joinpath("refocus.js").read_text(encoding="utf-8")

    def to(self, name: str) -> None:
        """Put the focus on the control with this class."""
        self.send({"to": name})

    def __repr__(self) -> str:
        """Return nothing that could differ from run to run."""
        return "Refocus()"
