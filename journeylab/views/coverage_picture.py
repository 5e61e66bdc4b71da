"""What a bank of exercises asks for: letters of the curriculum against kinds and levels; gaps have a shape."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from journeylab.domain.exercise.bank import KINDS
from journeylab.exam.coverage import LEVELS, Coverage
from journeylab.i18n import _, ngettext, number
from journeylab.views import chart, svg
from journeylab.views.flow_chart import shade
from journeylab.views.lesson_page import lesson_page
from journeylab.views.lettering import SMALL, Box, Label, text_height, wrap
from journeylab.views.picture import Picture
from journeylab.views.report_parts import listing, tag, words
from journeylab.views.report_parts import table as report_table
from journeylab.views.svg import BACK, GREY, INK, MARGIN, ROOM, WIDTH, Sheet
from journeylab.views.transition_matrix import DEEPEST

if TYPE_CHECKING:
    import pandas as pd

_PLACES, _TEXTS, _ROW, _LAST, _APART = 62.0, 330.0, 36.0, 70.0, 10.0


def coverage_picture(found: Coverage, title: str | None = None) -> Picture:
    """Draw how many exercises train each letter of the curriculum, by kind and by level.

    Parameters
    ----------
    found : Coverage
        Of `journeylab.exam.coverage.coverage`.
    title : str, optional

    Returns
    -------
    Picture
        Its table has the same numbers.
    """
    title = title or _("What the exercises train")
    sheet, height = drawn(found, title)
    return chart.picture(sheet, height, title, " ".join(sentences(found)), lambda: coverage_table(found))


def coverage_page(found: Coverage) -> str:
    """Return the picture, what is missing, and the table as a page to read and to print."""
    title, table = _("What the exercises train"), coverage_table(found).drop(columns=_("What is learned"))
    gaps = list(dict.fromkeys(map(str, found.gaps()))) or [_("Nothing is missing.")]
    main = tag(
        "main",
        tag("h1", words(title)),
        tag("figure", coverage_picture(found).svg),
        tag("section", tag("h2", words(_("What is missing"))), listing(gaps)),
        # A wide table scrolls by itself; the page does not.
        tag(
            "div", report_table(title, [str(head) for head in table.columns], _written(table)), style="overflow-x: auto"
        ),
    )
    return lesson_page("handout", title, main, paper="size: A4 landscape; margin: 10mm;")


def _written(table: pd.DataFrame) -> list[list[str]]:
    return [
        [cell if isinstance(cell, str) else number(cell) if cell else "–" for cell in row] for row in table.to_numpy()
    ]


def kind_names() -> dict[str, str]:
    """Return what people read for each kind of exercise, a case left out."""
    return {
        "choice": _("choice"),
        "matching": _("matching"),
        "ordering": _("ordering"),
        "numeric": _("calculation"),
        "cloze": _("cloze"),
        "short": _("short answer"),
        "free_text": _("free text"),
        "map": _("map"),
        "journey": _("journey"),
        "simulation": _("simulation"),
    }


def sentences(found: Coverage) -> list[str]:
    """Say how much there is, and what is missing."""
    whole, gaps = found.tally(), found.gaps()
    text = ngettext(
        "{count} exercise (parts of cases counted), {points} points.",
        "{count} exercises (parts of cases counted), {points} points.",
        whole.count,
    )
    said = [text.format(count=number(whole.count), points=number(float(whole.points)))]
    empty = sum(gap.what == "all" for gap in gaps)
    if empty:
        text = ngettext(
            "{count} letter of the curriculum has no exercise.",
            "{count} letters of the curriculum have no exercise.",
            empty,
        )
        said.append(text.format(count=number(empty)))
    else:
        said.append(_("Every letter of the curriculum has exercises."))
    return said


def drawn(found: Coverage, title: str) -> tuple[Sheet, float]:
    """Draw heads, rows and the caption; return them with the height of the picture."""
    sheet, y = chart.headed(title, *sentences(found), gap=6)
    told = _("Number = exercises; an exercise on two letters counts at both. A diamond marks what is missing.")
    y = sheet.write(told, MARGIN, y, ROOM, colour=GREY).bottom + 14
    columns = _columns()
    x = MARGIN + _PLACES + _TEXTS
    width = (WIDTH - MARGIN - x - 2 * _APART - 2 * _LAST) / len(columns)
    places = [x + i * width + (_APART if i >= len(KINDS) else 0) for i in range(len(columns))]
    y = _heads(sheet, places, width, y)
    gaps = {(gap.letter, gap.what) for gap in found.gaps()}
    most = max((found.tally(e.id, **only).count for e in found.curriculum for _key, only in columns), default=0) or 1
    for entry in found.curriculum:
        middle = y + _ROW / 2
        sheet.put(Label((entry.place,), MARGIN, middle, bold=True, middle=True))
        sheet.write(str(entry.text), MARGIN + _PLACES, middle, _TEXTS - 12, lines=2, middle=True)
        for place, (key, only) in zip(places, columns, strict=True):
            count = found.tally(entry.id, **only).count
            box = Box(place, y, width, _ROW)
            sheet.draw(svg.rectangle(box, fill=shade(DEEPEST * count / most) if count else svg.WHITE,
                                     stroke=svg.PALE, stroke_width=0.6))  # fmt: skip
            _cell(sheet, box, number(count) if count else "", missing=(entry.id, key) in gaps)
        whole = found.tally(entry.id)
        box = Box(WIDTH - MARGIN - 2 * _LAST, y, _LAST, _ROW)
        _cell(sheet, box, number(whole.count) if whole.count else "", missing=not whole.count, bold=True)
        _cell(sheet, Box(box.right, y, _LAST, _ROW), number(float(whole.points)), missing=False)
        y += _ROW
    return sheet, y + 16


def _columns() -> list[tuple[str, dict[str, Any]]]:
    """Return the key of each column and what is counted in it."""
    kinds: list[tuple[str, dict[str, Any]]] = [(kind, {"kind": kind}) for kind in KINDS]
    return [*kinds, *((f"afb{level}", {"afb": level}) for level in LEVELS)]


def _heads(sheet: Sheet, places: list[float], width: float, y: float) -> float:
    names = [*kind_names().values(), *(_("AFB {level}").format(level="I" * level) for level in LEVELS)]
    heads = [
        (wrap(name, width - 4, SMALL, lines=3), place + width / 2) for name, place in zip(names, places, strict=True)
    ]
    last = WIDTH - MARGIN - 1.5 * _LAST
    heads += [((_("in all"),), last), ((_("points"),), last + _LAST)]
    bottom = y + max(text_height(len(lines), SMALL) for lines, _x in heads)
    for lines, middle in heads:
        sheet.put(Label(lines, middle, bottom - text_height(len(lines), SMALL), anchor="middle"))
    return bottom + 6


def _cell(sheet: Sheet, box: Box, text: str, *, missing: bool, bold: bool = False) -> None:
    x, y = box.x + box.width / 2, box.y + box.height / 2
    if missing:
        corners = [(x, y - 8), (x + 8, y), (x, y + 8), (x - 8, y)]
        sheet.draw(svg.element("polygon", points=svg.points(corners), fill="none", stroke=BACK, stroke_width=2.2))
    elif text:
        sheet.put(Label((text,), x, y, anchor="middle", middle=True, bold=bold, colour=INK))


def coverage_table(found: Coverage) -> pd.DataFrame:
    """Return a row for each letter of the curriculum: exercises by kind and level, in all, points."""
    import pandas as pd

    columns = _columns()
    heads = [*kind_names().values(), *(_("AFB {level}").format(level="I" * level) for level in LEVELS)]
    rows = []
    for entry in found.curriculum:
        whole = found.tally(entry.id)
        counts = [found.tally(entry.id, **only).count for _key, only in columns]
        rows.append([entry.place, str(entry.text), *counts, whole.count, float(whole.points)])
    return pd.DataFrame(rows, columns=[_("Letter"), _("What is learned"), *heads, _("in all"), _("points")])
