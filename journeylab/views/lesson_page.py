"""The frame of a trainer's page: one file for screen and print that loads nothing and runs nothing."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files

from journeylab.i18n import language
from journeylab.views import svg
from journeylab.views.report_parts import tag, words

# Whatever a notebook brings along, a page may neither load nor run anything.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
_MADE_BY = "journeylab"


def lesson_page(kind: str, title: str, *body: str, paper: str, styles: Sequence[str] = ("lesson.css",)) -> str:
    """Return a whole page.

    Parameters
    ----------
    kind : str
        Class of the body, for the stylesheet: ``"slides"``, ``"handout"``, ``"solutions"``,
        ``"plan"`` or ``"cheat-sheet"``.
    title : str
    *body : str
        Markup.
    paper : str
        What stands in the rule ``@page`` of the stylesheet.
    styles : sequence of str
        Stylesheets beside this file; a later one has the last word.
    """
    folder = files("journeylab.views")
    style = "\n".join(folder.joinpath(name).read_text(encoding="utf-8") for name in styles)
    head = tag(
        "head",
        '<meta charset="utf-8"/>',
        svg.element("meta", name="generator", content=f"{_MADE_BY} {kind}"),
        svg.element("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        svg.element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        svg.element("meta", name="color-scheme", content="light dark"),
        tag("title", words(title)),
        f"<style>\n{style}\n@page {{ {paper} }}\n</style>",
    )
    return "<!DOCTYPE html>\n" + tag("html", head, tag("body", *body, class_=kind), lang=language()) + "\n"


def is_lesson_page(start: str) -> bool:
    """Tell by its beginning whether a file is such a page, which a new one may replace."""
    return f'<meta name="generator" content="{_MADE_BY} ' in start[:400]
