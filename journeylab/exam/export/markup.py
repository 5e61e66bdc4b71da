"""Texts of exercises as HTML that other programs show, or as text without any markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from html import escape
from typing import TYPE_CHECKING

from journeylab.domain.exercise.material import Material
from journeylab.domain.journey_map import JourneyMap
from journeylab.exam.answers import Shops, shop_of
from journeylab.i18n import _

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

# Neither XML nor a spreadsheet can hold them.
_UNPRINTABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    r"""Return a text without the characters that XML 1.0 forbids.

    Examples
    --------
    >>> clean("Käufe\x0b < 5")
    'Käufe < 5'
    """
    return _UNPRINTABLE.sub("", text)


def block(source: str) -> str:
    """Return Markdown as paragraphs, lists and tables; HTML in it is shown as it was typed.

    Examples
    --------
    >>> block("A & **B** <br>")
    '<p>A &amp; <strong>B</strong> &lt;br&gt;</p>'
    """
    return str(_markdown().render(clean(source))).strip()


def inline(source: str) -> str:
    """Return Markdown of a single line as HTML without a paragraph around it."""
    return str(_markdown().renderInline(clean(source))).strip()


def plain(source: str) -> str:
    """Return Markdown as text, for places that take no markup.

    Examples
    --------
    >>> plain("**Conversion-Rate** & `CR`")
    'Conversion-Rate & CR'
    """
    tokens = (child for token in _markdown().parseInline(clean(source)) for child in token.children or ())
    return "".join(" " if each.type in ("softbreak", "hardbreak") else each.content for each in tokens).strip()


def element(name: str, *inside: str) -> str:
    """Return an HTML element around markup."""
    return f"<{name}>{''.join(inside)}</{name}>"


def labelled(label: str, *markup: str) -> str:
    """Return markup below its name."""
    return element("p", element("strong", escape(label))) + "".join(markup)


def listing(entries: Iterable[str], *, ordered: bool = False) -> str:
    """Return a list of markup."""
    return element("ol" if ordered else "ul", *(element("li", entry) for entry in entries))


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table of texts; programs that know no stylesheet of ours draw its lines."""
    head = element("tr", *(element("th", escape(clean(heading))) for heading in headings))
    body = (element("tr", *(element("td", inline(cell)) for cell in row)) for row in rows)
    inside = element("thead", head) + element("tbody", *body)
    return f'<table border="1" cellpadding="4">{inside}</table>'


def material(document: Material, shops: Shops | None) -> str:
    """Return a document of a case; the map of a shop becomes a table of its contacts."""
    match document.kind:
        case "table":
            inside = table(document.columns, document.rows) + block(document.text)
        case "mail":
            lines = ((_("From"), document.sender), (_("To"), document.recipient), (_("Subject"), document.subject))
            head = "<br>".join(f"{escape(name)}: {escape(clean(value))}" for name, value in lines if value)
            inside = element("p", head) + element("blockquote", block(document.text))
        case "map":
            assert document.scenario is not None
            inside = contacts_table(shop_of(document.scenario, shops)) + block(document.text)
        case _:
            inside = block(document.text)
    return labelled(document.title, inside)


def contacts_table(shop: JourneyMap) -> str:
    """Return the contacts of a shop by moment, with their channels."""
    channels = {channel.id: str(channel.label) for channel in shop.channels}
    rows = [
        (
            str(moment.label),
            ", ".join(f"{each.label} ({channels[each.channel]})" for each in shop.contacts if each.moment == moment.id),
        )
        for moment in shop.moments
    ]
    return table((_("Moment"), _("Contacts")), rows)


@cache
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt

    # Pictures would be loaded from elsewhere.
    return MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
