"""A bank as Moodle XML: every kind that Moodle knows, the others in the form that comes nearest."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from xml.etree import ElementTree as ET

from journeylab.domain.exercise.bank import Bank
from journeylab.domain.exercise.block import Block
from journeylab.domain.vocabulary import N_
from journeylab.exam.answers import Shops
from journeylab.exam.export import markup
from journeylab.exam.export import moodle_xml as xml
from journeylab.exam.export.drawn import Drawn, drawn, sources, tags, way_to_the_number
from journeylab.exam.export.moodle_kinds import moodle_question
from journeylab.exam.export.report import Exported, Line, Report, line
from journeylab.i18n import _, speaking

EXACT_SHARES = N_("Moodle gives exact shares of the points; journeylab rounds them down to halves.")
CASE_AS_CATEGORY = N_("A case, as a category of its own: situation and documents as a description, then its parts.")
MAP_AS_TABLE = N_("The map of a shop stands as a table of its contacts.")
# Above it, in every course, lies what belongs to nobody.
_CATEGORY = "journeylab"


def moodle(
    bank: Bank, *, seed: int = 0, variants: int = 5, shops: Shops | None = None, ordering_as_matching: bool = False
) -> Exported:
    """Return a bank as a file for Moodle's question bank.

    Parameters
    ----------
    bank : Bank
    seed : int
        Of the numbers, and of the order of options.
    variants : int
        How many variants of a single number to compute; each is a question of its own.
    shops : callable, optional
        From the id of a shop to the shop; needed for exercises on one.
    ordering_as_matching : bool
        For Moodle before 4.4, which has no question type for an order.

    Notes
    -----
    Shares of the marks come from Moodle's list alone; every question has its
    id (idnumber), tags, hints, feedback on each answer and, afterwards, the
    explanation with its source; free answers have rubric and model answer for
    the marker.  Whoever imports the file again gets the questions again: Moodle
    replaces none.
    """
    questions: list[ET.Element] = []
    lines: list[Line] = []
    place: tuple[str, ...] = ()
    for each in drawn(bank, seed, variants):
        with speaking(each.entry.language):
            for path, made, told in _questions(each, shops, ordering_as_matching):
                if path != place:
                    questions.append(xml.category(path))
                    place = path
                questions.append(made)
                lines.append(told)
    return Exported(xml.document(questions), Report("Moodle XML", tuple(lines), (EXACT_SHARES,)))


def _questions(
    each: Drawn, shops: Shops | None, as_matching: bool
) -> Iterator[tuple[tuple[str, ...], ET.Element, Line]]:
    """Yield the questions of an exercise, each with its category."""
    path: tuple[str, ...] = (_CATEGORY, each.entry.title)
    if isinstance(each.item, Block):
        path = (*path, each.item.name)
        limits = (CASE_AS_CATEGORY,) + ((MAP_AS_TABLE,) if _has_map(each.item) else ())
        yield path, _description(each, each.item, shops), line(each.id, each.kind, limits)
    for one in each.parts or (each,):
        made = moodle_question(one, _head(one), shops, as_matching=as_matching)
        yield path, made.question, line(one.id, one.kind, made.limits)


def _head(each: Drawn) -> xml.Head:
    item = each.item
    steps = markup.listing(map(markup.inline, way_to_the_number(each)))
    way = markup.labelled(_("The way to the result"), steps) if way_to_the_number(each) else ""
    return xml.Head(
        id=each.id,
        name=markup.plain(each.name),
        text=markup.block(item.prompt),
        points=item.points,
        feedback=way + markup.block(item.explanation) + markup.block(sources(item)),
        hints=tuple(map(markup.block, item.hints)),
        tags=tags(each),
    )


def _description(each: Drawn, case: Block, shops: Shops | None) -> ET.Element:
    text = markup.block(case.case) + "".join(markup.material(document, shops) for document in case.materials)
    head = xml.Head(each.id, markup.plain(each.name), text + markup.block(case.prompt), Decimal(0), tags=tags(each))
    with xml.question("description", head) as made:
        pass
    return made


def _has_map(case: Block) -> bool:
    return any(document.kind == "map" for document in case.materials)
