"""A bank as a table: a row for each exercise, each case and each part, with or without solutions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from journeylab.domain.exercise.arranging import GAP, Cloze
from journeylab.domain.exercise.bank import Bank
from journeylab.domain.exercise.block import Block
from journeylab.domain.exercise.material import Material
from journeylab.domain.exercise.shop import Run
from journeylab.domain.exercise.writing import FreeText
from journeylab.domain.vocabulary import N_
from journeylab.exam.answers import Shops, answer_text, right_answer
from journeylab.exam.asking import ask
from journeylab.exam.export.drawn import Drawn, drawn, way_to_the_number
from journeylab.exam.export.essay import points
from journeylab.exam.export.report import Report, line
from journeylab.i18n import _, day, speaking

ONE_ROW = N_("Texts stand as they are written (Markdown).")
_HEADINGS = (
    N_("Exercise"),
    N_("Part"),
    N_("Variant"),
    N_("Topic"),
    N_("Language"),
    N_("Kind"),
    N_("Title"),
    N_("Text"),
    N_("To choose from"),
    N_("Points"),
    N_("Minutes"),
    N_("Operator"),
    N_("AFB"),
    N_("Curriculum"),
    N_("Learning field"),
    N_("Area"),
    N_("Source"),
    N_("As of"),
)
_SOLVED = (N_("Solution"), N_("Rubric"), N_("Explanation"), N_("Hints"))

Cell = str | int | Decimal | None


@dataclass(frozen=True, slots=True)
class ExportTable:
    """A table for a spreadsheet, and what it could not carry.

    Attributes
    ----------
    headings : tuple of str
    rows : tuple of tuple
        Numbers as numbers, texts as they are.
    report : Report
    """

    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    report: Report


def bank_table(
    bank: Bank, *, seed: int = 0, variants: int = 1, shops: Shops | None = None, solutions: bool = True
) -> ExportTable:
    """Return a bank as a table.

    Parameters
    ----------
    bank : Bank
    seed : int
        Of the numbers, and of the order of options.
    variants : int
        How many variants of a single number to compute; each has a row.
    shops : callable, optional
        From the id of a shop to the shop: contacts have their names instead of their ids.
    solutions : bool
        With solution, rubric, explanation and hints.

    Notes
    -----
    A case has a row for its situation, without points: its parts have them.
    """
    lines, rows = [], []
    for each in drawn(bank, seed, variants):
        with speaking(each.entry.language):
            for one in (each, *each.parts):
                rows.append((*_row(one), *(_solution(one, shops) if solutions else ())))
                lines.append(line(one.id, one.kind))
    headings = tuple(_(heading) for heading in (*_HEADINGS, *(_SOLVED if solutions else ())))
    return ExportTable(headings, tuple(rows), Report(_("Table"), tuple(lines), (ONE_ROW,)))


def _row(each: Drawn) -> Iterator[Cell]:
    item, entry = each.item, each.entry
    case = each.case or each.variant
    yield case.id
    yield item.id if each.case else ""
    yield each.number
    yield entry.title
    yield entry.language
    yield each.kind
    yield item.title
    yield _text(each)
    yield _to_choose_from(each)
    # Otherwise every case would count twice in a sum.
    counts = not isinstance(item, Block)
    yield item.points if counts else None
    yield Decimal(str(item.minutes)) if counts else None
    yield item.operator.value
    yield item.afb
    yield " ".join(item.curriculum)
    yield item.learning_field
    yield item.area.value if item.area else ""
    yield "; ".join(item.source)
    yield day(item.as_of) if item.as_of else ""


def _text(each: Drawn) -> str:
    item = each.item
    match item:
        case Cloze():
            return f"{item.prompt}\n{GAP.sub('____', item.text)}"
        case Run():
            asked = [figure.asks for figure in item.figures] + ([item.judgement.asks] if item.judgement else [])
            return "\n".join([item.prompt, *asked])
        case Block():
            return "\n\n".join([item.case.strip(), *map(_document, item.materials), item.prompt.strip()])
    return item.prompt


def _document(document: Material) -> str:
    rows = [" | ".join(cells) for cells in (document.columns, *document.rows) if cells]
    head = [document.sender, document.recipient, document.subject]
    return "\n".join([document.title, *rows, *filter(None, head), *filter(None, [document.text.strip()])])


def _to_choose_from(each: Drawn) -> str:
    question = ask(each.variant) if not isinstance(each.item, Block) else None
    if question is None:
        return ""
    if question.lefts:
        return "\n".join([" | ".join(question.lefts), " | ".join(question.choices)])
    gaps = [" / ".join(blank.options) for blank in question.blanks if blank.options]
    return "\n".join([*question.options, *question.steps, *gaps])


def _solution(each: Drawn, shops: Shops | None) -> Iterator[Cell]:
    item = each.item
    match item:
        case Block():
            yield ""
        case Run():
            yield _("The figures depend on the seed of whoever answers.")
        case _:
            steps = way_to_the_number(each)
            yield "\n".join([answer_text(each.variant, right_answer(each.variant), shops), *steps])
    rubric = item.rubric if isinstance(item, FreeText) else ()
    yield "\n".join(f"{row.id}: {row.expects} ({points(row.points)} × {row.max})" for row in rubric)
    yield item.explanation
    yield "\n".join(item.hints)
