"""Texts and outputs of a lesson as markup that can be printed: nothing in it runs or loads."""

from __future__ import annotations

import re
from functools import cache
from html import escape
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from journeylab.domain.lesson import Cell, Output
from journeylab.i18n import _
from journeylab.views.report_parts import tag, words

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_DETAILS = re.compile(r"<details>\s*<summary>(?P<title>.*?)</summary>(?P<inside>.*?)</details>", re.DOTALL)
_EMPTY = {"br", "hr", "img"}
_TEXT = {
    "p",
    "div",
    "span",
    "b",
    "strong",
    "i",
    "em",
    "u",
    "s",
    "sub",
    "sup",
    "small",
    "code",
    "pre",
    "kbd",
    "blockquote",
}
_PARTS = {"ul", "ol", "li", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "figure", "figcaption"}
_TABLE = {"table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"}
_DRAWN = {
    "svg",
    "g",
    "title",
    "desc",
    "path",
    "line",
    "polyline",
    "polygon",
    "rect",
    "circle",
    "ellipse",
    "text",
    "tspan",
}
_ALLOWED = _EMPTY | _TEXT | _PARTS | _TABLE | _DRAWN
# Their content is no text that anybody should read.
# What is folded away in a notebook is too much for a page.
_SILENT = {"script", "style", "template", "iframe", "object", "button", "select", "textarea", "details"}
_ATTRIBUTES = {"alt", "class", "colspan", "rowspan", "scope", "start", "lang", "aria-label", "role"}


def text(source: str, *, hidden: bool = False) -> str:
    """Return Markdown as markup; HTML in it is shown as it was typed, pictures and links by their words.

    Parameters
    ----------
    source : str
    hidden : bool
        Also show what a notebook folds away (``<details>``): answers, mostly.
    """
    shown, place = [], 0
    for fold in _DETAILS.finditer(source):
        shown.append(_markdown().render(source[place : fold.start()]))
        if hidden:
            title = tag("p", tag("strong", words(fold["title"].strip())))
            shown.append(tag("div", title, _markdown().render(fold["inside"]), class_="answer"))
        place = fold.end()
    return "".join([*shown, _markdown().render(source[place:])])


def output(shown: Output) -> str:
    """Return one output as markup, in the richest form that paper can show."""
    data = shown.data
    for kind in ("text/html", "image/svg+xml"):
        if kind in data:
            return tag("div", harmless(data[kind]), class_="output")
    for kind in ("image/png", "image/jpeg"):
        if kind in data:
            source = "".join(data[kind].split())
            alt = data.get("text/plain", "")
            return tag("div", f'<img alt="{escape(alt)}" src="data:{kind};base64,{escape(source)}"/>', class_="output")
    if "text/markdown" in data:
        return tag("div", text(data["text/markdown"]), class_="output")
    # Line breaks and columns of blanks are part of it.
    return tag("pre", escape(data["text/plain"].rstrip()), class_="output") if data.get("text/plain") else ""


def cell(shown: Cell, *, code: bool = False, hidden: bool = False) -> str:
    """Return a cell: a text, or what a code cell showed and, if asked for, its code above."""
    if shown.kind == "markdown":
        return text(shown.source, hidden=hidden)
    source = tag("pre", tag("code", escape(shown.source)), class_="code") if code else ""
    return source + "".join(map(output, shown.outputs))


def is_picture(markup: str) -> bool:
    """Tell whether markup is a picture, which takes the room that is left, and no text."""
    return "<img" in markup or "<svg" in markup


def harmless(markup: str) -> str:
    """Return HTML of an output with only what shows something: no script, no style, no address.

    Examples
    --------
    >>> harmless('<p onclick="x()">Hallo<script>x()</script> <a href="https://example.org">dort</a></p>')
    '<p>Hallo dort</p>'
    """
    sieve = _Sieve()
    sieve.feed(markup)
    sieve.close()
    return "".join([*sieve.kept, *(f"</{name}>" for name in reversed(sieve.open))])


class _Sieve(HTMLParser):
    """Lets through what is known to be harmless, and closes what is left open."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.kept: list[str] = []
        self.open: list[str] = []
        self.silent = 0

    def handle_starttag(self, name: str, attributes: list[tuple[str, str | None]]) -> None:
        self.silent += name in _SILENT
        if self.silent or name not in _ALLOWED:
            return
        drawn = name in _DRAWN
        written = "".join(
            f' {key}="{escape(value or "")}"' for key, value in attributes if _is_harmless(key, value or "", drawn)
        )
        self.kept.append(f"<{name}{written}>")
        if name not in _EMPTY:
            self.open.append(name)

    def handle_startendtag(self, name: str, attributes: list[tuple[str, str | None]]) -> None:
        if name in _SILENT:
            return
        self.handle_starttag(name, attributes)
        self.handle_endtag(name)

    def handle_endtag(self, name: str) -> None:
        if name in _SILENT:
            self.silent = max(self.silent - 1, 0)
        elif not self.silent and name in self.open:
            while (last := self.open.pop()) != name:
                self.kept.append(f"</{last}>")
            self.kept.append(f"</{name}>")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.kept.append(escape(data))


def _is_harmless(key: str, value: str, drawn: bool) -> bool:
    if key == "src":
        return value.startswith("data:image/")
    # What is drawn needs its coordinates and colours; none of them is an address.
    return key in _ATTRIBUTES or (drawn and not key.startswith("on") and "href" not in key and "url(" not in value)


@cache
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt

    made = MarkdownIt("commonmark", {"html": False}).enable("table")
    for rule in ("link_open", "link_close"):
        made.renderer.rules[rule] = lambda *_arguments: ""  # type: ignore[attr-defined]
    made.renderer.rules["image"] = lambda tokens, place, *_rest: words(tokens[place].content)  # type: ignore[attr-defined]
    return made


def shown_minutes(minutes: int) -> str:
    """Return a length of time as a plan writes it."""
    return _("{minutes} minutes").format(minutes=minutes)
