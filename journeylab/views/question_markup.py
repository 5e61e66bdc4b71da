"""A question as markup: its case, its documents and its task, the same on the screen and on paper."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from journeylab.domain.exercise.material import Material
from journeylab.domain.exercise.operators import Operator
from journeylab.domain.exercise.question import Question
from journeylab.domain.journey_map import JourneyMap
from journeylab.i18n import _, ngettext, number
from journeylab.views.lesson_markup import text
from journeylab.views.report_parts import tag, words
from journeylab.views.touchpoint_map_svg import touchpoint_map

Shops = Callable[[str], JourneyMap]

# "1.250,00 €", "€1,250.00", "4,5 %", "-12", "3 h": such cells stand to the right, digits below digits.
_NUMBER = re.compile(r"[-+−±]?\s*[€£]?[\d.,\s\u00a0\u202f]*\d\s*(%|€|‰|h|min|Min\.|Tage|days)?")


def case_markup(question: Question, shops: Shops) -> str:
    """Return the situation of a case and all its documents.

    Parameters
    ----------
    question : Question
        Of the kind ``block``.
    shops : callable
        From the id of a shop to its map, for documents that are maps.
    """
    documents = "".join(material_markup(material, shops) for material in question.materials)
    return tag("div", tag("div", text(question.case), class_="situation"), documents, class_="case")


def material_markup(material: Material, shops: Shops) -> str:
    """Return one document of a case: a table, a text, a mail or the map of a shop."""
    inside = {"table": _table, "text": _text, "mail": _mail}.get(material.kind)
    content = inside(material) if inside else _map(material, shops)
    return tag("figure", tag("figcaption", words(material.title)), content, class_=f"material material-{material.kind}")


def task_markup(question: Question, meaning: str = "") -> str:
    """Return what is to be done: the prompt, its verb with what it asks for, and the points.

    Parameters
    ----------
    question : Question
        Any kind but a case.
    meaning : str
        What the verb of the task expects; without it the verb is left out.
    """
    verb = tag("p", operator_markup(question.operator, meaning), class_="operator") if meaning else ""
    points = tag("p", words(points_text(question.points)), class_="points")
    return tag("div", tag("div", text(question.prompt), class_="prompt"), verb, points, class_="task")


def operator_markup(operator: Operator, meaning: str) -> str:
    """Return the verb of a task in bold, with what it expects."""
    return tag("strong", words(operator.label)) + words(f": {meaning}")


def points_text(points: Decimal) -> str:
    """Return points in words.

    Examples
    --------
    >>> points_text(Decimal("2.5"))
    '2,5 Punkte'
    """
    # One half is "0.5 points" in both languages.
    few = 1 if points == 1 else 2
    return ngettext("{points} point", "{points} points", few).format(points=points_number(points))


def points_number(points: Decimal) -> str:
    """Return points as a number, without a decimal where there is no half."""
    return number(float(points), 0 if points == points.to_integral_value() else 1)


def is_number(cell: str) -> bool:
    """Tell whether a cell of a table holds a number, which stands to the right.

    Examples
    --------
    >>> is_number("1.250,00 €"), is_number("3 Tage"), is_number("A 3")
    (True, True, False)
    """
    return bool(_NUMBER.fullmatch(cell.strip()))


def _text(material: Material) -> str:
    return text(material.text)


def _mail(material: Material) -> str:
    lines = [(_("From"), material.sender), (_("To"), material.recipient), (_("Subject"), material.subject)]
    head = "".join(tag("dt", words(name)) + tag("dd", words(value)) for name, value in lines if value)
    return tag("dl", head) + tag("div", text(material.text), class_="letter")


def _table(material: Material) -> str:
    columns = range(len(material.columns))
    right = [all(is_number(row[i]) for row in material.rows if row[i].strip()) for i in columns]
    looks = ["number" if right[i] and any(row[i].strip() for row in material.rows) else None for i in columns]
    head = tag("tr", *(tag("th", words(material.columns[i]), scope="col", class_=looks[i]) for i in columns))
    rows = [
        tag("tr", *(tag("td", words(cell), class_=look) for cell, look in zip(row, looks, strict=True)))
        for row in material.rows
    ]
    drawn = tag("table", tag("thead", head), tag("tbody", *rows))
    # Reachable with the keyboard, because a wide table scrolls sideways on a narrow screen.
    place = tag("div", drawn, class_="scroll", role="group", aria_label=material.title, tabindex="0")
    return place + (tag("div", text(material.text), class_="below") if material.text else "")


def _map(material: Material, shops: Shops) -> str:
    assert material.scenario is not None
    drawn = touchpoint_map(shops(material.scenario), panels=False).svg
    note = text(material.text) if material.text else ""
    return tag("div", drawn, class_="map", role="group", aria_label=material.title, tabindex="0") + note
