"""The parts that a report's page is made of; every word from people is escaped here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from journeylab.i18n import _, language
from journeylab.views import svg
from journeylab.views.bars import cell_bar

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

# Nothing may be loaded or run, whatever a log or a map brings along.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def tag(name: str, *children: str, **attributes: str | float | None) -> str:
    """Return one HTML element; children are markup, text of people passes through `words` first."""
    made = svg.element(name, *children, **attributes)
    # "<td/>" closes itself in SVG, but not in HTML.
    return made if any(children) else f"{made[:-2]}></{name}>"


def words(text: str) -> str:
    """Return a text as markup that shows it and does nothing else."""
    return svg.words(text)


def paragraph(text: str, kind: str | None = None) -> str:
    """Return a paragraph."""
    return tag("p", words(text), class_=kind)


def paragraphs(texts: Iterable[str], kind: str | None = None) -> str:
    """Return one paragraph a text."""
    return "".join(paragraph(text, kind) for text in texts)


def listing(texts: Sequence[str]) -> str:
    """Return a list, or nothing."""
    return tag("ul", *(tag("li", words(text)) for text in texts)) if texts else ""


def section(anchor: str, title: str, *content: str, kind: str | None = None) -> str:
    """Return a part of the report under its heading."""
    return tag("section", tag("h2", words(title), id=f"{anchor}-title"), *content, id=anchor, class_=kind)


def figure(caption: str, *picture: str) -> str:
    """Return a picture under its caption."""
    return tag("figure", tag("figcaption", words(caption)), *picture)


def tile(label: str, value: str, *notes: str) -> str:
    """Return one key figure: what it is, how much, and one line a note."""
    lines = (tag("span", words(note)) for note in notes)
    return tag("div", tag("dt", words(label)), tag("dd", tag("strong", words(value)), *lines), class_="tile")


def table(
    caption: str,
    headings: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    text_columns: Sequence[int] = (0,),
    bars: Mapping[int, NDArray[np.float64]] | None = None,
    total: Sequence[str] = (),
) -> str:
    """Return a table whose first column names its rows.

    Parameters
    ----------
    caption : str
    headings : sequence of str, length n_columns
    rows : iterable of sequence of str, shape (n_rows, n_columns)
    text_columns : sequence of int
        Columns that hold words; the others hold numbers and stand to the right.
    bars : mapping of int to ndarray of float64, shape (n_rows,), optional
        Shares, 0 to 1, that a column shows as thin bars as well.
    total : sequence of str, length n_columns
        Last row, set apart; empty for none.
    """

    def row(cells: Sequence[str], place: int | None) -> str:
        made = []
        for column, text in enumerate(cells):
            bar = cell_bar(bars[column][place]) if place is not None and column in (bars or {}) and bars else ""
            kind = None if column in text_columns else "number"
            if column:
                made.append(tag("td", words(text), bar, class_=kind))
            else:
                made.append(tag("th", words(text), scope="row"))
        return tag("tr", *made)

    head = tag(
        "tr",
        *(
            tag("th", words(text), scope="col", class_=None if column in text_columns else "number")
            for column, text in enumerate(headings)
        ),
    )
    body = tag("tbody", *(row(cells, place) for place, cells in enumerate(rows)))
    foot = tag("tfoot", row(total, None)) if total else ""
    drawn = tag("table", tag("caption", words(caption)), tag("thead", head), body, foot)
    # Reachable with the keyboard, because a wide table scrolls sideways on a phone.
    return tag("div", drawn, class_="scroll", role="region", aria_label=caption, tabindex="0")


def cells(written: pd.DataFrame, names: Iterable[object] | None = None) -> list[list[str]]:
    """Return the rows of a written table as texts, each with its name in front if there are names."""
    rows = [[str(value) for value in row] for row in written.to_numpy()]
    return rows if names is None else [[str(name), *row] for name, row in zip(names, rows, strict=True)]


def page(title: str, header: str, sections: Sequence[tuple[str, str, str]], footer: str) -> str:
    """Return the whole file.

    Parameters
    ----------
    title : str
    header : str
        Markup of the page's head, with its only first-level heading.
    sections : sequence of (anchor, title, markup)
    footer : str
    """
    style = (Path(__file__).parent / "report.css").read_text(encoding="utf-8")
    links = (tag("li", tag("a", words(heading), href=f"#{anchor}")) for anchor, heading, _markup in sections)
    contents = tag("nav", tag("ol", *links), aria_label=_("Contents"))
    head = tag(
        "head",
        '<meta charset="utf-8"/>',
        svg.element("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        svg.element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        svg.element("meta", name="color-scheme", content="light dark"),
        tag("title", words(title)),
        f"<style>\n{style}</style>",
    )
    body = tag(
        "body",
        tag("header", header),
        contents,
        tag("main", *(markup for _anchor, _heading, markup in sections)),
        tag("footer", footer),
    )
    return "<!DOCTYPE html>\n" + tag("html", head, body, lang=language()) + "\n"
