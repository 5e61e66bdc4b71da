"""A sheet of an exam as one HTML page for screen and print."""

from __future__ import annotations

import re
from functools import singledispatch

from journeylab.i18n import _, speaking
from journeylab.views.exam_sheet import (
    Box,
    Drawing,
    Fields,
    Grid,
    Heading,
    Lines,
    Node,
    Note,
    Pairs,
    Part,
    Prose,
    Sheet,
    Shops,
    Situation,
    Ticks,
)
from journeylab.views.lesson_markup import text
from journeylab.views.lesson_page import lesson_page
from journeylab.views.question_markup import case_markup
from journeylab.views.report_parts import paragraph, tag, words

_STYLES = ("lesson.css", "exam_sheet.css")


def sheet_page(sheet: Sheet, shops: Shops) -> str:
    """Return a sheet as a page that prints on A4; it loads nothing and runs nothing."""
    with speaking(sheet.language):
        heading = tag("h1", words(sheet.title))
        main = tag("main", heading, *(_node(part, shops) for part in sheet.parts))
        page = _("Page {page} of {pages}").format(page='" counter(page) "', pages='" counter(pages) "')
        small = "font: 8pt sans-serif; color: #57606a;"
        paper = (
            "size: A4 portrait; margin: 16mm 14mm 16mm 18mm; "
            f'@top-left {{ content: "{_css_text(sheet.running)}"; {small} }} '
            f'@bottom-right {{ content: "{page}"; {small} }}'
        )
        return lesson_page(f"exam-sheet {sheet.kind}", sheet.title, main, paper=paper, styles=_STYLES)


def _css_text(text_: str) -> str:
    """Return a text as it may stand in a string of a stylesheet, which may stand in a page."""
    return re.sub(r"[^\w ,.;:()·–-]", lambda found: f"\\{ord(found[0]):06x}", text_)


@singledispatch
def _node(node: Node, shops: Shops) -> str:
    raise NotImplementedError(node)


@_node.register
def _heading(node: Heading, _shops: Shops) -> str:
    return tag(f"h{node.level}", words(node.text))


@_node.register
def _prose(node: Prose, _shops: Shops) -> str:
    return tag("div", text(node.source), class_="prose")


@_node.register
def _note(node: Note, _shops: Shops) -> str:
    return paragraph(node.text, f"note-{node.kind}")


@_node.register
def _grid(node: Grid, _shops: Shops) -> str:
    def row(cells: tuple[str, ...], kind: str) -> str:
        scope = "col" if kind == "th" else None
        return tag(
            "tr",
            *(
                tag(kind, words(cell), scope=scope, class_="number" if place in node.right else None)
                for place, cell in enumerate(cells)
            ),
        )

    body, foot = (node.rows[:-1], node.rows[-1:]) if node.total else (node.rows, ())
    columns = tag("colgroup", *(f'<col style="width:{100 * each / sum(node.widths):.1f}%"/>' for each in node.widths))
    return tag(
        "table",
        columns,
        tag("thead", row(node.head, "th")),
        tag("tbody", *(row(cells, "td") for cells in body)),
        tag("tfoot", *(row(cells, "td") for cells in foot)) if foot else "",
        aria_label=node.name,
        class_="grid",
    )


@_node.register
def _ticks(node: Ticks, _shops: Shops) -> str:
    ticked = node.ticked or (False,) * len(node.texts)
    entries = (
        tag(
            "li",
            tag("span", words("☒" if on else "☐"), class_="tick"),
            tag("span", text(each), class_="option"),
            class_="ticked" if on else None,
        )
        for each, on in zip(node.texts, ticked, strict=True)
    )
    return tag("ul", *entries, class_=f"ticks columns-{node.columns}")


@_node.register
def _lines(node: Lines, _shops: Shops) -> str:
    labels = node.labels + ("",) * (node.count - len(node.labels))
    return tag("div", *(tag("i", words(label) if label else "") for label in labels), class_="lines")


@_node.register
def _fields(node: Fields, _shops: Shops) -> str:
    return tag("p", *(tag("span", words(f"{name}:")) for name in node.names), class_="name-line")


@_node.register
def _drawing(node: Drawing, _shops: Shops) -> str:
    return tag("div", node.svg, class_="map")


@_node.register
def _situation(node: Situation, shops: Shops) -> str:
    return case_markup(node.question, shops)


@_node.register
def _box(node: Box, shops: Shops) -> str:
    inside = (_node(part, shops) for part in node.parts)
    return tag("aside", paragraph(node.title, "label"), *inside, class_=f"box {node.kind}")


@_node.register
def _pairs(node: Pairs, _shops: Shops) -> str:
    return tag(
        "dl", *(tag("div", tag("dt", words(f"{term}:")), " ", tag("dd", words(said))) for term, said in node.entries)
    )


@_node.register
def _part(node: Part, shops: Shops) -> str:
    label = tag("div", words(node.label), class_="part-label") if node.label else ""
    inside = tag("div", *(_node(part, shops) for part in node.parts), class_="asked")
    worth = tag("div", tag("span", words(f"/ {node.points}")), class_="worth", aria_label=_("Points"), role="group")
    return tag("section", label, inside, worth, class_="part labelled" if node.label else "part")
