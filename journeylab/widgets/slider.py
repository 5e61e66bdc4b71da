"""A slider with a name: those of ipywidgets have none that a screen reader could say."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import anywidget
import traitlets as t

from journeylab.i18n import language


class Slider(anywidget.AnyWidget):
    """A range from `low` to `high` with a label and its value beside it.

    Parameters
    ----------
    label : str
    low, high, step, value : float
    unit : str
        Stands after the value, for example ``"%"``.
    """

    _esm = files("journeylab.widgets").joinpath("slider.js").read_text(encoding="utf-8")

    label = t.Unicode().tag(sync=True)
    low = t.Float(0.0).tag(sync=True)
    high = t.Float(100.0).tag(sync=True)
    step = t.Float(1.0).tag(sync=True)
    value = t.Float(0.0).tag(sync=True)
    unit = t.Unicode("").tag(sync=True)
    note = t.Unicode("").tag(sync=True)
    lang = t.Unicode().tag(sync=True)

    def __init__(self, label: str, **settings: Any) -> None:
        super().__init__(label=label, lang=language(), **settings)
        self.add_class("jl-slider")

    def __repr__(self) -> str:
        """Return name and value."""
        return f"{self.label}: {self.value:g}{self.unit}"
