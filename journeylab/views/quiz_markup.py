"""What is said to an answer, as markup: marks by rule, the solution and the way to it, evidence in a free text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import pairwise

from journeylab.domain.exercise.common import Exercise
from journeylab.domain.exercise.numeric import Numeric
from journeylab.domain.glossary import GlossaryTerm
from journeylab.domain.kpi import Kpi
from journeylab.exam.calculation import calculation
from journeylab.exam.found import Evidence, Quote, RowEvidence
from journeylab.exam.found import State as Found
from journeylab.exam.grade import Feedback, Grade, State
from journeylab.exam.variants import Variant
from journeylab.i18n import _, day, number
from journeylab.views.lesson_markup import text
from journeylab.views.question_markup import points_number, points_text
from journeylab.views.report_parts import listing, paragraph, tag, words


@dataclass(frozen=True)
class Aids:
    """What explains a task; whoever shows tasks reads no files, so it is given.

    Attributes
    ----------
    meanings : mapping of str to str
        What the verb of a task expects, by its value in files.
    terms : mapping of str to GlossaryTerm
        Words of the subject by key.
    kpis : mapping of str to Kpi
    """

    meanings: Mapping[str, str] = field(default_factory=dict)
    terms: Mapping[str, GlossaryTerm] = field(default_factory=dict)
    kpis: Mapping[str, Kpi] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Still:
    """What a page without a kernel shows in the place of a widget."""

    markup: str

    def _repr_html_(self) -> str:
        return self.markup


_SIGNS = {State.RIGHT: "✓", State.PARTLY: "◐", State.WRONG: "✗", State.NOT_ATTEMPTED: "–", State.OPEN: "…"}


def verdict_markup(grade: Grade) -> str:
    """Return how an answer came out, and what there is to say to each part of it."""
    said = grade.state.label
    if grade.state is State.NOT_ATTEMPTED:
        said = _("Not attempted: nothing is answered yet, so nothing was marked.")
    elif grade.points is not None:
        said = _("{state}: {points} of {most} points").format(
            state=said[:1].upper() + said[1:], points=points_number(grade.points), most=points_number(grade.most)
        )
    sign = tag("span", _SIGNS[grade.state], aria_hidden="true", class_="sign")
    items = "".join(map(_remark, grade.feedback))
    return tag("p", sign, words(said), class_=f"verdict verdict-{grade.state}") + (
        tag("ul", items, class_="remarks") if items else ""
    )


def _remark(said: Feedback) -> str:
    sign, name, look = {
        True: ("✓", _("Right."), "right"),
        False: ("✗", _("Not right:"), "wrong"),
        None: ("•", "", "remark"),
    }[said.right]
    # The sign is drawn for eyes; ears get a word, unless the text says it itself.
    spoken = tag("span", words(name), class_="jl-unseen") + " " if name and said.text != name else ""
    # What is asked ends with its own mark.
    colon = "" if said.about.endswith(("?", "!", ".", ":")) else ":"
    about = tag("strong", words(said.about + colon)) + " " if said.about else ""
    return tag("li", tag("span", sign, aria_hidden="true", class_="sign"), spoken, about, words(said.text), class_=look)


def solution_markup(variant: Variant, answer: str, case: Variant | None, aids: Aids) -> str:
    """Return the solution with the way to it, why it is right, and where that stands.

    Parameters
    ----------
    variant : Variant
    answer : str
        The solution as people read it, in lines; of a free text the model answer in Markdown.
    case : Variant or None
        The case around a part.
    aids : Aids
    """
    item = variant.item
    free = item.kind == "free_text"  # type: ignore[attr-defined]
    title = _("Model answer") if free else _("Solution")
    shown = text(answer) if free else tag("p", "<br/>".join(map(words, answer.splitlines())))
    parts = [tag("h4", words(title)), tag("div", shown, class_="answer")]
    if isinstance(item, Numeric):
        lines = [str(step) for step in calculation(variant, case)]
        parts.append(tag("h4", words(_("Calculation"))) + tag("ol", *(tag("li", words(line)) for line in lines)))
    return "".join(parts) + reasons_markup(item, aids)


def reasons_markup(item: Exercise, aids: Aids) -> str:
    """Return why a solution is right, the KPI and the words that belong to it, and sources."""
    parts = [tag("h4", words(_("Why"))), text(item.explanation)] if item.explanation else []
    if isinstance(item, Numeric) and item.kpi is not None and item.kpi in aids.kpis:
        kpi = aids.kpis[item.kpi]
        summary = tag("summary", words(_("KPI: {name}").format(name=kpi)))
        parts.append(tag("details", summary, kpi._repr_html_()))
    known = [aids.terms[key] for key in item.glossary if key in aids.terms]
    if known:
        inside = "".join(term._repr_html_() for term in known)
        names = ", ".join(str(term.label) for term in known)
        parts.append(tag("details", tag("summary", words(_("Glossary: {names}").format(names=names))), inside))
    if item.source:
        said = _("Source: {names}").format(names="; ".join(item.source))
        if item.as_of is not None:
            said += " · " + _("as of {day}").format(day=day(item.as_of))
        parts.append(paragraph(said, "jl-note"))
    return "".join(parts)


def hints_markup(hints: Sequence[str]) -> str:
    """Return the hints that are open."""
    if not hints:
        return ""
    items = [tag("li", text(hint)) for hint in hints]
    return tag("div", tag("h4", words(_("Hints"))), tag("ol", *items), role="status", class_="jl-prose")


def marked_answer(answer: str, evidence: Evidence) -> str:
    """Return a free answer with the words marked that speak for a row of the rubric."""
    quotes = [quote for row in evidence.rows for quote in row.quotes]
    borders = sorted({0, len(answer), *(place for quote in quotes for place in (quote.start, quote.end))})
    pieces = []
    for start, end in pairwise(borders):
        here = [quote for quote in quotes if quote.start <= start and end <= quote.end]
        piece = _kept(answer[start:end])
        if here:
            sure = any(quote.doubt is None for quote in here)
            piece = tag("mark", piece, class_="sure" if sure else "doubtful")
        pieces.append(piece)
    return tag("div", "".join(pieces), class_="own-answer")


def _kept(piece: str) -> str:
    """Return a piece of a text with its spaces and line breaks, which are part of it."""
    shown = "".join(sign for sign in piece if sign.isprintable() or sign in "\n\t")
    return escape(shown, quote=False)


def evidence_markup(found: RowEvidence) -> str:
    """Return what a row of the rubric expects, and what speaks for it in the answer."""
    row = found.row
    most = f"{number(row.max)} × {points_text(row.points)}" if row.max > 1 else points_text(row.most)
    sign = {Found.FOUND: "✓", Found.UNSURE: "?", Found.NOT_FOUND: "–"}[found.state]
    quoted = ", ".join(dict.fromkeys(_quoted(quote) for quote in found.quotes))
    label = found.state.label[:1].upper() + found.state.label[1:]
    said = f"{label}: {quoted}" if quoted else label
    lines = [tag("strong", words(row.expects)), " ", words(f"({most})")]
    mark = tag("span", sign, aria_hidden="true", class_="sign")
    state = tag("p", mark, words(said), class_=f"found found-{found.state}")
    doubts = dict.fromkeys(quote.reason for quote in found.quotes if quote.reason)
    return tag("p", *lines) + state + "".join(paragraph(each, "jl-note") for each in doubts)


def _quoted(quote: Quote) -> str:
    return _("“{text}”").format(text=quote.text)


def hints_on_text(evidence: Evidence) -> str:
    """Return the tips on a free answer as a whole, and what the search cannot do."""
    tips = listing([hint.text for hint in evidence.hints])
    return (tag("h4", words(_("To think about"))) + tips if tips else "") + paragraph(evidence.limits, "jl-note")
