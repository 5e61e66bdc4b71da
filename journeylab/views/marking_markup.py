"""What a trainer reads while marking: an answer with its evidence, the rubric with its points."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from html import escape
from itertools import pairwise

from journeylab.domain.exercise.exam_results import MarkedAnswer
from journeylab.domain.exercise.rubric import RubricRow
from journeylab.exam.found import Evidence
from journeylab.i18n import _
from journeylab.views.question_markup import points_number
from journeylab.views.report_parts import tag, words

# Signs that nobody can see and HTML does not know; line breaks belong to an answer.
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def answer_markup(answer: str, evidence: Evidence | None, row: str) -> str:
    """Return an answer as it was written, with words marked that speak for a row of the rubric.

    Parameters
    ----------
    answer : str
    evidence : Evidence or None
    row : str
        The row one is at: its words are marked more strongly.
    """
    quotes = [(each.row.id, quote) for each in evidence.rows for quote in each.quotes] if evidence else []
    borders = sorted({0, len(answer), *(place for _row, quote in quotes for place in (quote.start, quote.end))})
    pieces = []
    for start, end in pairwise(borders):
        piece = escape(_UNSEEN.sub("\ufffd", answer[start:end]))
        here = [(name, quote) for name, quote in quotes if quote.start <= start and end <= quote.end]
        if here:
            looks = ["now"] if any(name == row for name, _quote in here) else []
            looks += ["doubtful"] if all(quote.doubt is not None for _name, quote in here) else []
            piece = tag("mark", piece, class_=" ".join(looks) or None)
        pieces.append(piece)
    label = _("The answer")
    return tag("div", "".join(pieces), class_="jl-answer", dir="auto", tabindex="0", role="group", aria_label=label)


def rubric_markup(rows: Sequence[RubricRow], answer: MarkedAnswer, evidence: Evidence | None, at: int) -> str:
    """Return the rubric as a table: what is expected, what was found, points given.

    Parameters
    ----------
    rows : sequence of RubricRow
    answer : MarkedAnswer
    evidence : Evidence or None
    at : int
        Place of the row one is at.
    """
    found = {each.row.id: each.state.label for each in evidence.rows} if evidence else {}
    head = [_("Row"), _("Expected"), _("Words of it"), _("Points")]
    body = []
    for place, row in enumerate(rows):
        most = points_number(row.most)
        if row.max > 1:
            most += f" ({row.max} × {points_number(row.points)})"
        given = answer.rows.get(row.id)
        points = _("{points} of {most}").format(points="–" if given is None else points_number(given), most=most)
        cells = [
            tag("th", words(f"{'▶ ' if place == at else ''}{place + 1}"), scope="row"),
            tag("td", words(row.expects)),
            tag("td", words(found.get(row.id, "–"))),
            tag("td", words(points), class_="number"),
        ]
        current = {"aria_current": "true", "class_": "jl-current"} if place == at else {}
        body.append(tag("tr", *cells, **current))
    total = "–" if answer.points is None else points_number(answer.points)
    sum_of = _("Sum: {points} of {most} points").format(points=total, most=points_number(answer.most))
    # A table that is cut off by its cap says so.
    offered = sum((row.most for row in rows), Decimal(0))
    capped = " " + _("(more is offered than counts)") if offered > answer.most else ""
    last = tag("th", words(head[-1]), scope="col", class_="number")
    table = tag(
        "table",
        tag("thead", tag("tr", *(tag("th", words(each), scope="col") for each in head[:-1]), last)),
        tag("tbody", *body),
        class_="jl-table jl-rubric",
    )
    return table + tag("p", tag("strong", words(sum_of)), words(capped), class_="jl-sum")


def keys_markup() -> str:
    """Return what the keys do."""
    keys = (
        ("0–9", _("points for the row, then the next row")),
        ("+ −", _("half a point more or less")),
        ("↑ ↓", _("another row")),
        (_("Enter, ← →"), _("another answer")),
        (_("Del"), _("take the points of the row back")),
        ("U", _("undo")),
        ("C", _("write a comment (Esc: back)")),
        ("K", _("keep the comment for others")),
        ("P", _("hide pseudonyms")),
    )
    inside = "".join(tag("dt", tag("kbd", words(key))) + tag("dd", words(said)) for key, said in keys)
    return tag("details", tag("summary", words(_("Keys"))), tag("dl", inside, class_="jl-keys"))


def overview_markup(title: str, questions: Iterable[tuple[str, int, int]]) -> str:
    """Return how far a marking is, question by question."""
    line = _("Task {place}: {done} of {count} marked")
    items = [tag("li", words(line.format(place=place, done=done, count=count))) for place, done, count in questions]
    return tag("h3", words(_("Marking: {title}").format(title=title))) + tag("ul", *items)
