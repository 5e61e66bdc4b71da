"""How much of a slide a piece of a lesson takes, and where a slide that would overflow is continued.

A slide is measured in its own letter height: at 1024 x 768, the smallest
projector, it is 42 2/3 letters wide and 32 high (24 px each); on any wider
screen it is as high and wider, so that what fits here fits there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from math import ceil

from journeylab.views.lesson_markup import is_picture
from journeylab.views.lettering import text_width, wrap

# In letter heights: what the title, the footer and the edges leave; see lesson.css.
WIDTH, HEIGHT = 38.5, 24.5
_LINE, _GAP, _PICTURE, _HEADING = 1.35, 0.6, 15.0, 1.6
# Words are broken as a whole: a line is hardly ever quite full.
_FILLED = 0.94
_FIXED = 0.603  # width of a letter in a fixed-width font
_CELL = 0.8  # edges of a table's cell, left and right together
_BLOCK = re.compile(r"<(p|pre|blockquote|ul|ol|dl|table|h[1-6])\b.*?</\1>", re.DOTALL)
_DRAWN = re.compile(r"(?:<div\b[^>]*>\s*)*(?:<img\b[^>]*>|<svg\b.*?</svg>)(?:\s*</div>)*", re.DOTALL)
_PRINTED = re.compile(r"(<pre\b[^>]*>(?:<code\b[^>]*>)?)(.*?)((?:</code>)?</pre>)", re.DOTALL)
_FRAME = re.compile(r"</?div\b[^>]*>")
_ITEM, _ROW = re.compile(r"<li>.*?</li>", re.DOTALL), re.compile(r"<tr\b.*?</tr>", re.DOTALL)
_ENTRY = re.compile(r"<dt\b.*?</dd>", re.DOTALL)
_TAGS, _TEXT = re.compile(r"<[^>]+>"), re.compile(r"(?<=>)[^<>&]+(?=<)")
_CELLS = re.compile(r"<t[hd]\b.*?</t[hd]>", re.DOTALL)
_HEAD_CELLS = re.compile(r"<th\b.*?</th>", re.DOTALL)
_SOFT_HYPHEN = "\u00ad"
_PARTS = re.compile(rf"[\s{_SOFT_HYPHEN}]+|(?<=_)(?=\w)")
# The words of a table's cell, and whether they are bold.
_CellText = tuple[str, bool]


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a slide that is not torn apart.

    Attributes
    ----------
    markup : str
    height : float
        In letter heights; of a picture the least that it needs.
    open, close : str
        What a run of equal neighbours stands in: pieces of a list or a table are put together again.
    head : float
        Height that `open` adds once a run, such as the head of a table.
    """

    markup: str
    height: float
    open: str = ""
    close: str = ""
    head: float = 0.0

    @property
    def is_picture(self) -> bool:
        """Tell whether it takes all the room that is left."""
        return is_picture(self.markup)


def blocks(markup: str) -> list[Block]:
    """Return markup as pieces, with the room that each needs."""
    drawn = _DRAWN.search(markup)
    if drawn:
        # An experiment says a sentence and shows its picture: the sentence stands beside the picture.
        before, after = markup[: drawn.start()], markup[drawn.end() :]
        return [*blocks(before), Block(drawn[0], _PICTURE), *blocks(after)]
    found: list[Block] = []
    plain, place = _FRAME.sub("", markup), 0
    for match in _BLOCK.finditer(plain):
        found += [*_loose(plain[place : match.start()]), *_pieces(match[0], match[1])]
        place = match.end()
    return [*found, *_loose(plain[place:])]


def spread(pieces: Sequence[Block], room: float = HEIGHT) -> Iterator[list[Block]]:
    """Yield what stands together on a slide, in order; a picture shares its slide with a few lines at most."""
    on: list[Block] = []
    for piece in pieces:
        if on and (_height([*on, piece]) > room or (piece.is_picture and on[-1].is_picture)):
            yield on
            on = []
        on.append(piece)
    if on:
        yield on


def room_below(heading: str) -> float:
    """Return the height that a heading leaves on a slide; a long one takes several lines."""
    lines = ceil(text_width(_words(heading), _HEADING, bold=True) / (WIDTH * _FILLED))
    return HEIGHT - max(lines - 1, 0) * 1.2 * _HEADING


def joined(pieces: Iterable[Block]) -> str:
    """Return the markup of pieces, with lists and tables put together again."""
    made, standing = "", Block("", 0)
    for piece in pieces:
        if (piece.open, piece.close) != (standing.open, standing.close):
            made += standing.close + piece.open
        made += piece.markup
        standing = piece
    return made + standing.close


def _height(pieces: Sequence[Block]) -> float:
    heads = (
        piece.head
        for before, piece in zip([None, *pieces], pieces, strict=False)
        if not before or before.open != piece.open
    )
    return sum(piece.height for piece in pieces) + sum(heads)


def _loose(words: str) -> list[Block]:
    """Return text that stands in no paragraph as one."""
    return _pieces(f"<p>{words}</p>", "p") if _words(words) else []


def _pieces(markup: str, name: str) -> list[Block]:
    if name in ("ul", "ol") and markup.count("<ul") + markup.count("<ol") == 1:
        room = WIDTH - 1.6
        items = [
            Block(item, _wrapped(item, room) * _LINE + 0.3, f"<{name}>", f"</{name}>") for item in _ITEM.findall(markup)
        ]
        if name == "ul":
            return items
        # Numbers go on where the slide before ended.
        return [
            Block(item.markup.replace("<li>", f'<li value="{number}">'), item.height, item.open, item.close)
            for number, item in enumerate(items, 1)
        ]
    if name == "dl":
        entries = _ENTRY.findall(markup)
        return [Block(entry, _inner(entry) * _LINE + 0.3, "<dl>", "</dl>") for entry in entries]
    if name == "table":
        return _rows(markup)
    if name == "pre":
        return _lines(markup)
    return [Block(markup, _inner(markup, WIDTH - 2 * (name == "blockquote")) * _LINE + _GAP)]


def _inner(markup: str, room: float = WIDTH - 2) -> float:
    """Return how many lines the parts of a markup take below each other."""
    return sum(_wrapped(part, room) for part in re.split(r"<br\s*/?>|</(?:p|li|div|d[dt])>", markup))


def _lines(markup: str) -> list[Block]:
    """Return code or printed text line by line."""
    opening, inner, closing = _PRINTED.fullmatch(markup).groups()  # type: ignore[union-attr]
    return [
        Block(line + "\n", ceil(max(len(_words(line)), 1) * _FIXED / (WIDTH - 0.5)) * _LINE, opening, closing, 1.4)
        for line in inner.rstrip("\n").split("\n")
    ]


def _rows(markup: str) -> list[Block]:
    """Return a table row by row; its head goes along to each slide."""
    rows = [_HEAD_CELLS.sub(lambda cell: _TEXT.sub(_breakable, cell[0]), row) for row in _ROW.findall(markup)]
    head = len(_ROW.findall(markup.partition("<thead>")[2].partition("</thead>")[0]))
    texts = [[(_words(cell), cell.startswith("<th")) for cell in _CELLS.findall(row)] for row in rows]
    widths, tight = _columns(texts)
    heights = [max(map(_cell_lines, row, widths), default=1) * _LINE + 0.45 for row in texts]
    opening = f'<table class="{"tight" if tight else "loose"}">'
    opening += f"<thead>{''.join(rows[:head])}</thead><tbody>" if head else "<tbody>"
    first = sum(heights[:head]) + _GAP
    return [
        Block(row, height, opening, "</tbody></table>", first)
        for row, height in zip(rows[head:], heights[head:], strict=True)
    ]


def _columns(texts: Sequence[Sequence[_CellText]]) -> tuple[list[float], bool]:
    """Return the width of each column as browsers share it out, and whether words have to be broken anywhere."""
    number = max(map(len, texts), default=0)
    columns = [[row[place] for row in texts if place < len(row)] for place in range(number)]
    full = [max(text_width(text, 1, bold) for text, bold in column) + _CELL for column in columns]
    parts = [[(part, bold) for text, bold in column for part in _PARTS.split(text)] for column in columns]
    least = [max(text_width(part, 1, bold) for part, bold in column) + _CELL for column in parts]
    spare, wanted = WIDTH - sum(least), sum(full) - sum(least)
    if sum(full) <= WIDTH or spare < 0:
        scale = min(1.0, WIDTH / sum(full)) if full else 1.0
        return [width * scale for width in full], spare < 0
    return [low + (high - low) * spare / wanted for low, high in zip(least, full, strict=True)], False


def _cell_lines(text: _CellText, width: float) -> int:
    """Return how many lines a cell takes; the last word of a line seldom fills it."""
    words, bold = text
    lines, line = 1, 0.0
    for part in _PARTS.split(words):
        wide = text_width(part + " ", 1, bold)
        if line and line + wide > width - _CELL + 0.3:
            lines, line = lines + 1, 0.0
        line += wide
        lines += int(line > 1.2 * width) * int(line / width)
    return lines


def _breakable(text: re.Match[str]) -> str:
    """Allow long words to be broken where they may be, and names of columns behind an underscore."""
    shown = re.sub(r"(?<=\w)_(?=\w)", "_<wbr>", text[0])
    return re.sub(r"[^\W\d_]{9,}", lambda word: _SOFT_HYPHEN.join(_syllables(word[0])), shown)


def _syllables(word: str) -> list[str]:
    pieces = wrap(word, 5.2, 1, bold=True)
    return [piece.removesuffix("-") for piece in pieces] if "-" not in word else [word]


def _wrapped(markup: str, room: float) -> int:
    """Return how many lines a text takes."""
    width = text_width(_words(markup), 1)
    return ceil(width / (room * _FILLED)) if width else 0


def _words(markup: str) -> str:
    return unescape(_TAGS.sub("", markup)).strip()
