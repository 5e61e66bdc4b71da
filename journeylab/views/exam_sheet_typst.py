"""A sheet of an exam as typst source: the same parts as on the page, every text a string."""

from __future__ import annotations

import math
from functools import singledispatch
from importlib.resources import files

from journeylab.domain.exercise.material import Material
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
from journeylab.views.markdown_typst import literal, prose
from journeylab.views.question_markup import is_number
from journeylab.views.touchpoint_map_svg import touchpoint_map

# A task that is lower, in millimetres, stays on one page; below its heading there are 230.
_WHOLE = 180.0
_LINE, _RULED, _LETTERS = 5.0, 8.5, 80


def sheet_source(sheet: Sheet, shops: Shops) -> str:
    """Return a sheet as the source of a whole document of typst."""
    with speaking(sheet.language):
        template = files("journeylab.views").joinpath("exam_sheet.typ").read_text(encoding="utf-8")
        # Where the two numbers stand decides the language.
        before, _page, rest = _("Page {page} of {pages}").partition("{page}")
        between, _pages, after = rest.partition("{pages}")
        named = {
            "title": sheet.title,
            "running": sheet.running,
            "page-before": before,
            "page-between": between,
            "page-after": after,
            "language": sheet.language,
        }
        given = ", ".join(f"{name}: {literal(value)}" for name, value in named.items())
        body = "\n".join(_node(part, shops) for part in sheet.parts)
        return f"{template}\n#show: sheet.with({given})\n{body}\n"


def _call(name: str, *arguments: str) -> str:
    return f"#{name}({', '.join(arguments)})"


def _strings(texts: tuple[str, ...]) -> str:
    return "(" + "".join(f"{literal(each)}, " for each in texts) + ")"


@singledispatch
def _node(node: Node, shops: Shops) -> str:
    raise NotImplementedError(node)


@_node.register
def _heading(node: Heading, _shops: Shops) -> str:
    return _call("heading", f"level: {node.level}", literal(node.text))


@_node.register
def _prose(node: Prose, _shops: Shops) -> str:
    return prose(node.source)


@_node.register
def _note(node: Note, _shops: Shops) -> str:
    return _call(f"note-{node.kind}", literal(node.text))


@_node.register
def _grid(node: Grid, _shops: Shops) -> str:
    body, total = (node.rows[:-1], node.rows[-1]) if node.total else (node.rows, ())
    widths = "(" + "".join(f"{each:g}fr, " for each in node.widths) + ")"
    right = "(" + "".join(f"{each}, " for each in node.right) + ")"
    cells = (literal(cell) for row in body for cell in row)
    return _call("sheet-grid", widths, right, _strings(node.head), _strings(total), *cells)


@_node.register
def _ticks(node: Ticks, _shops: Shops) -> str:
    ticked = node.ticked or (False,) * len(node.texts)
    entries = (f"({str(on).lower()}, [{prose(each)}])" for each, on in zip(node.texts, ticked, strict=True))
    return _call("ticks", str(node.columns), *entries)


@_node.register
def _lines(node: Lines, _shops: Shops) -> str:
    return _call("lines", *map(literal, (*node.labels, *("",) * (node.count - len(node.labels)))))


@_node.register
def _fields(node: Fields, _shops: Shops) -> str:
    return _call("fields", *(literal(f"{name}:") for name in node.names))


@_node.register
def _drawing(node: Drawing, _shops: Shops) -> str:
    return _call("drawing", literal(node.svg), literal(node.title))


@_node.register
def _situation(node: Situation, shops: Shops) -> str:
    told = f"#situation[{prose(node.question.case)}]"
    return "\n".join([told, *(_material(each, shops) for each in node.question.materials)])


@_node.register
def _box(node: Box, shops: Shops) -> str:
    inside = "".join(_node(part, shops) for part in node.parts)
    return f"#aside({literal(node.kind)}, {literal(node.title)})[{inside}]"


@_node.register
def _pairs(node: Pairs, _shops: Shops) -> str:
    return _call("pairs", *(f"({literal(term)}, {literal(said)})" for term, said in node.entries))


@_node.register
def _part(node: Part, shops: Shops) -> str:
    inside = "".join(_node(part, shops) for part in node.parts)
    whole = str(sum(map(_height, node.parts)) < _WHOLE).lower()
    return f"#part({literal(node.label)}, {literal(f'/ {node.points}')}, {whole})[{inside}]"


def _height(node: Node) -> float:
    """Return about how many millimetres a part takes: a guess that decides only what is kept together."""
    match node:
        case Lines(count=count):
            return _RULED * count
        case Ticks(texts=texts, columns=columns):
            return sum(_LINE + _LINE * math.ceil(len(each) / _LETTERS) for each in texts) / columns
        case Grid(rows=rows, widths=widths):
            rooms = [_LETTERS * width / sum(widths) for width in widths]
            deep = (max(math.ceil(len(cell) / room) for cell, room in zip(row, rooms, strict=True)) for row in rows)
            return 2 * _LINE + sum(_LINE / 2 + _LINE * max(each, 1) for each in deep)
        case Box(parts=parts):
            return 3 * _LINE + sum(map(_height, parts))
        case Prose(source=text) | Note(text=text):
            return sum(_LINE + _LINE * (len(line) // _LETTERS) for line in text.splitlines())
    return _WHOLE


def _material(material: Material, shops: Shops) -> str:
    framed = str(material.kind in ("text", "mail")).lower()
    inside = prose(material.text) if material.text else ""
    if material.kind == "table":
        inside = _table(material) + inside
    elif material.kind == "mail":
        lines = [(_("From"), material.sender), (_("To"), material.recipient), (_("Subject"), material.subject)]
        entries = (f"({literal(name)}, {literal(value)})" for name, value in lines if value)
        inside = _call("mail-head", *entries) + inside
    elif material.kind == "map":
        assert material.scenario is not None
        drawn = touchpoint_map(shops(material.scenario), panels=False)
        inside = _call("drawing", literal(drawn.svg), literal(drawn.title)) + inside
    return f"#material({literal(material.title)}, {framed})[{inside}]"


def _table(material: Material) -> str:
    right = [
        str(place)
        for place in range(len(material.columns))
        if all(is_number(row[place]) for row in material.rows if row[place].strip())
    ]
    widths = "(" + "".join(f"{_width(material, place)}fr, " for place in range(len(material.columns))) + ")"
    cells = (literal(cell) for row in material.rows for cell in row)
    numbers = "(" + "".join(f"{place}, " for place in right) + ")"
    return _call("sheet-grid", widths, numbers, _strings(material.columns), "()", *cells)


def _width(material: Material, place: int) -> int:
    """Return the share of a column: as its longest cell, but no word is squeezed and no column takes it all."""
    longest = max(len(row[place]) for row in (material.columns, *material.rows))
    return min(max(longest, 10), 45)
