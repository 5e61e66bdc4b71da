"""Markdown as typst: every word of an author becomes a string literal, so that a text can only be text."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING
from unicodedata import category

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

# What a token of Markdown opens in typst; what is not here is shown by its words alone.
_OPENS = {
    "paragraph_open": "#par[",
    "heading_open": "#par[#strong[",
    "blockquote_open": "#quote(block: true)[",
    "bullet_list_open": "#list(",
    "list_item_open": "[",
    "strong_open": "#strong[",
    "em_open": "#emph[",
    "tr_open": "",
}
_CLOSES = {
    "paragraph_close": "]",
    "heading_close": "]]",
    "blockquote_close": "]",
    "bullet_list_close": ")",
    "ordered_list_close": ")",
    "list_item_close": "],",
    "strong_close": "]",
    "em_close": "]",
    "thead_open": "table.header(",
    "thead_close": "),",
    "th_close": "]],",
    "td_close": "],",
    "table_close": ")",
}


def literal(text: str) -> str:
    r"""Return a text as a string of typst.

    Examples
    --------
    >>> print(literal('Say "a" \\ #b'))
    "Say \"a\" \\ #b"
    """
    # No control characters and no half of a pair; hard spaces and soft hyphens stay.
    kept = "".join(each for each in text if each == "\n" or category(each) not in ("Cc", "Cs"))
    return '"' + kept.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def shown(text: str) -> str:
    """Return a text as content: within ``[ ]`` it shows itself and does nothing else."""
    return f"#{literal(text)};" if text else ""


def prose(source: str) -> str:
    """Return Markdown as the inside of a content block of typst; links and pictures are shown by their words."""
    return _blocks(_markdown().parse(source))


@cache
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable("table")


def _blocks(tokens: Sequence[Token]) -> str:
    made: list[str] = []
    for place, token in enumerate(tokens):
        if token.type == "inline":
            made.append(_inline(token.children or []))
        elif token.type in ("fence", "code_block"):
            made.append(f"#raw({literal(token.content.rstrip())}, block: true)")
        elif token.type == "hr":
            made.append("#line(length: 100%)")
        elif token.type == "ordered_list_open":
            made.append(f"#enum(start: {int(token.attrGet('start') or 1)}, ")
        elif token.type == "table_open":
            made.append(f"#md-table({_columns(tokens, place)}, ")
        elif token.type in ("th_open", "td_open"):
            made.append("[#strong[" if token.type == "th_open" else "[")
        elif not token.hidden:
            # Hidden are the paragraphs of a tight list.
            made.append(_OPENS.get(token.type, _CLOSES.get(token.type, "")))
    return "".join(made)


def _columns(tokens: Sequence[Token], place: int) -> int:
    count = 0
    for token in tokens[place:]:
        if token.type == "th_open":
            count += 1
        elif token.type == "thead_close":
            break
    return count


def _inline(tokens: Sequence[Token]) -> str:
    made: list[str] = []
    for token in tokens:
        if token.type == "softbreak":
            made.append(shown(" "))
        elif token.type == "hardbreak":
            made.append("#linebreak();")
        elif token.type == "code_inline":
            made.append(f"#raw({literal(token.content)});")
        elif token.type in _OPENS or token.type in _CLOSES:
            made.append(_OPENS.get(token.type, _CLOSES.get(token.type, "")))
        else:
            made.append(shown(token.content))
    return "".join(made)
