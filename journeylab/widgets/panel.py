"""What all widgets share: the style, a place for errors, and a readable form without a browser."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Container, Sequence
from importlib.resources import files
from typing import Any

import anywidget
import ipywidgets as w

from journeylab.errors import JourneyLabError
from journeylab.i18n import _
from journeylab.views.picture import Picture
from journeylab.views.svg import element, words


class Frame(anywidget.AnyWidget):
    """Brings the style sheet, and keeps the keys of the panel that it lies in from JupyterLab."""

    _esm = files("journeylab.widgets").joinpath("frame.js").read_text(encoding="utf-8")
    _css = files("journeylab.widgets").joinpath("style.css").read_text(encoding="utf-8")


class Panel(w.VBox):
    """The view of a state: controls and pictures below each other.

    A class that builds on it makes its controls, gives them to ``__init__``,
    and connects them through `guarded`, so that no error is lost.

    Parameters
    ----------
    state : object
        Knows no widget; its ``repr`` is the text form of the whole widget,
        and its ``picture`` what a page without a kernel shows.
    *children : Widget
    below : sequence of Widget
        What stands under the place for errors: an error belongs where the click was, above a picture that fills
        the screen.
    """

    def __init__(self, state: Any, *children: w.Widget, below: Sequence[w.Widget] = ()) -> None:
        self.problem = w.HTML(_alert(""))
        super().__init__([Frame(), *children, self.problem, *below])
        self.state = state
        self._running = 0
        self.add_class("jl-widget")

    def guarded(self, act: Callable[..., None]) -> Callable[..., None]:
        """Return a callback that shows an error under the widget instead of losing it.

        Jupyter sends what goes wrong in a callback to a log that nobody reads.
        """

        def run(*args: Any) -> None:
            # A callback may set off another one: what that has to say stays.
            if not self._running:
                self.problem.value = _alert("")
            self._running += 1
            try:
                act(*args)
            except Exception as error:
                self.show(error)
            finally:
                self._running -= 1

        return run

    def show(self, error: Exception) -> None:
        """Say what went wrong, and how to go on."""
        if isinstance(error, JourneyLabError):
            said = [error.problem, error.fix]
        else:
            what = f"{type(error).__name__}: {error}"
            said = [
                _("Something went wrong here: {what}").format(what=what),
                _("Nothing that you entered is lost. Change the last setting back, or run the cell again."),
            ]
        self.problem.value = _alert("".join(element("p", words(each)) for each in said))

    def __repr__(self) -> str:
        """Return the readable form: what the state says of itself."""
        return repr(self.state)

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        # Three forms: alive where there is a kernel, the first picture on a page without one, words elsewhere.
        bundle: dict[str, Any] = super()._repr_mimebundle_(**kwargs)
        return {**bundle, "text/html": self.state.picture._repr_html_(), "text/plain": repr(self)}


def shown(picture: Picture) -> str:
    """Return a picture as markup for an `HTML` widget: as wide as its place, and not wider than it is drawn."""
    return scrolling(picture.svg, picture.title, "jl-picture")


def scrolling(markup: str, name: str, look: str | None = None) -> str:
    """Return markup in a place that scrolls sideways where the screen is narrow, with the keys as well."""
    return element("div", markup, class_=look, tabindex="0", role="group", aria_label=name)


def pane(markup: str = "", name: str | None = None) -> w.HTML:
    """Return a place for markup that takes the whole width; `name` is a class of its own, for styles and tests."""
    made = w.HTML(markup, layout=w.Layout(width="100%"))
    if name:
        made.add_class(name)
    return made


def row(*children: w.Widget) -> w.HBox:
    """Return controls beside each other; they go to the next line where the screen is narrow."""
    made = w.HBox(children)
    made.add_class("jl-row")
    return made


def download(label: str, file: str, content: str, kind: str) -> str:
    """Return a link that saves a text as a file, without asking the kernel.

    Parameters
    ----------
    label, file, content : str
    kind : str
        MIME type, for example ``image/svg+xml``.
    """
    href = f"data:{kind};base64,{b64encode(content.encode('utf-8')).decode('ascii')}"
    return element("a", words(label), href=href, download=file, class_="jl-download")


def table(
    headings: Sequence[str], rows: Sequence[Sequence[str]], caption: str, *, text_columns: Container[int] = (0,)
) -> str:
    """Return a table as markup: what a picture shows, for those who read rather than look.

    Columns of words begin at the left, those of numbers end at the right.
    """

    def cell(column: int, text: str) -> str:
        side = "words" if column in text_columns else None
        return element("td", words(text), class_=side) if column else element("th", words(text), scope="row")

    head = (
        element("th", words(text), scope="col", class_="words" if column in text_columns else None)
        for column, text in enumerate(headings)
    )
    body = (element("tr", *(cell(column, text) for column, text in enumerate(row))) for row in rows)
    return element(
        "table",
        element("caption", words(caption)),
        element("thead", element("tr", *head)),
        element("tbody", *body),
        class_="jl-table",
    )


def _alert(markup: str) -> str:
    # The region is always there: a screen reader announces what appears in it.
    return f'<div role="alert" class="jl-problem">{markup}</div>'
