"""A heading that takes the focus: those of an HTML widget cannot."""

from __future__ import annotations

from importlib.resources import files

import anywidget
import traitlets as t


class Heading(anywidget.AnyWidget):
    """A heading of the third level; ``focus()`` lets a screen reader read it.

    Parameters
    ----------
    text : str
    """

    _esm = files("journeylab.widgets").joinpath("heading.js").read_text(encoding="utf-8")

    text = t.Unicode().tag(sync=True)

    def __repr__(self) -> str:
        """Return the text."""
        return self.text
