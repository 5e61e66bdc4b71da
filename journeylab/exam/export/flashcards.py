"""An exercise as a card to learn with: the question in front, the answer with its reasons behind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from journeylab.domain.exercise.arranging import GAP, Cloze, Matching, Ordering
from journeylab.domain.exercise.bank import Bank
from journeylab.domain.exercise.choice import Choice
from journeylab.domain.exercise.numeric import Numeric
from journeylab.domain.exercise.writing import FreeText, Short
from journeylab.domain.vocabulary import N_
from journeylab.exam.answers import right_answer
from journeylab.exam.asking import ask, order_shown
from journeylab.exam.export import essay, markup
from journeylab.exam.export.drawn import Drawn, drawn, is_case, sources, tags, way_to_the_number
from journeylab.exam.export.report import Line, Way, line
from journeylab.i18n import _, speaking

CASE_TOO_LONG = N_("A case with its documents is too long for a card.")
NEEDS_A_SHOP = N_("It is worked on at the live map or in the simulation of a shop.")
ONE_VARIANT = N_("The numbers are always the same on a card.")


@dataclass(frozen=True, slots=True)
class Card:
    """A card.

    Attributes
    ----------
    id : str
        Of the exercise.
    topic, title : str
        Of the file of exercises: slug, and what people read.
    language : str
    name : str
        Of the exercise.
    front : str
        In HTML.
    backs : tuple of str
        In HTML, from the fullest with explanation and source to one with the bare answer, for where room is short.
    cloze : str
        Of a gap text: its HTML with Anki's marks ``{{c1::answer}}``.
    tags : tuple of str
    """

    id: str
    topic: str
    title: str
    language: str
    name: str
    front: str
    backs: tuple[str, ...]
    cloze: str = ""
    tags: tuple[str, ...] = ()


def flashcards(bank: Bank, seed: int = 0) -> Iterator[tuple[Card | None, Line]]:
    """Yield a card for each exercise that fits on one, and what became of every exercise.

    Parameters
    ----------
    bank : Bank
    seed : int
        Of the numbers, and of the order of options.
    """
    for each in drawn(bank, seed):
        with speaking(each.entry.language):
            sides = _sides(each)
        if sides is None:
            reason = CASE_TOO_LONG if is_case(each.item) else NEEDS_A_SHOP
            yield None, Line(each.id, each.kind, Way.LEFT_OUT, (reason,))
            continue
        front, backs, cloze = sides
        about = (each.entry.topic, each.entry.title, each.entry.language, markup.plain(each.name))
        card = Card(each.id, *about, front, backs, cloze, tags(each))
        varies = isinstance(each.item, Numeric) and any(given.count > 1 for given in each.item.parameters.values())
        yield card, line(each.id, each.kind, (ONE_VARIANT,) if varies else ())


def _sides(each: Drawn) -> tuple[str, tuple[str, ...], str] | None:
    """Return front, backs, and a gap text with its marks; None where there is no card."""
    item, variant, prompt = each.item, each.variant, markup.block(each.item.prompt)
    more, bare, cloze = markup.block(item.explanation) + markup.block(sources(item)), "", ""
    match item:
        case Choice():
            shown = [item.options[number - 1] for number in order_shown(variant)]
            front = prompt + markup.listing(markup.inline(option.text) for option in shown)
            back = markup.listing(_judged(option.text, option.right, option.why) for option in shown)
            bare = markup.listing(_judged(option.text, option.right, "") for option in shown)
        case Matching():
            question = ask(variant)
            front = prompt + markup.listing(map(markup.inline, question.lefts))
            front += markup.element("p", " · ".join(map(markup.inline, question.choices)))
            back = markup.listing(
                f"{markup.inline(pair.left)} → {markup.element('b', markup.inline(pair.right))}{_because(pair.why)}"
                for pair in item.pairs
            )
        case Ordering():
            front = prompt + markup.listing(map(markup.inline, ask(variant).steps))
            back = markup.listing(map(markup.inline, item.steps), ordered=True)
        case Numeric():
            front, bare = prompt, markup.element("p", markup.element("b", escape(right_answer(variant))))
            back = bare + markup.listing(map(markup.inline, way_to_the_number(each)))
        case Cloze():
            front, back, cloze = _gaps(item, prompt)
        case Short():
            front, back = prompt, markup.element("p", markup.element("b", markup.inline(item.accept[0])))
            if item.accept[1:]:
                others = _("Right as well: {answers}").format(answers=", ".join(item.accept[1:]))
                back += markup.element("p", markup.inline(others))
        case FreeText():
            rows = (f"{markup.inline(row.expects)} ({essay.points(row.points)} × {row.max})" for row in item.rubric)
            front = prompt + markup.element("p", essay.points_text(item.points))
            bare = markup.labelled(_("What is expected"), markup.listing(rows))
            back = bare + essay.model_answer(item)
        case _:
            return None
    return front, (back + more, back, *([bare] if bare else [])), cloze


def _judged(text: str, right: bool, why: str) -> str:
    shown = markup.inline(text)
    return f"✓ {markup.element('b', shown)}{_because(why)}" if right else f"✗ {shown}{_because(why)}"


def _because(why: str) -> str:
    return f" – {markup.inline(why)}" if why else ""


def _gaps(item: Cloze, prompt: str) -> tuple[str, str, str]:
    """Return front and back of a gap text, and its text with the marks of Anki."""
    gaps = {gap.id: gap for gap in item.gaps}
    numbers = {name: place for place, name in enumerate(item.marks, 1)}
    empty = {name: f"___ ({' / '.join(gap.options)})" if gap.options else "______" for name, gap in gaps.items()}
    source = markup.block(item.text)

    def marked(name: str) -> str:
        told = [gaps[name].accept[0], *([" / ".join(gaps[name].options)] if gaps[name].options else [])]
        # Two colons or braces within an answer would end the mark.
        inside = (escape(text).replace("::", ": :").replace("}", "&#125;") for text in told)
        return f"{{{{c{numbers[name]}::{'::'.join(inside)}}}}}"

    front = prompt + GAP.sub(lambda found: escape(empty[found[1]]), source)
    filled = GAP.sub(lambda found: markup.element("b", escape(gaps[found[1]].accept[0])), source)
    reasons = [gap.why for gap in item.in_order if gap.why]
    back = filled + (markup.listing(map(markup.inline, reasons)) if reasons else "")
    return front, back, prompt + GAP.sub(lambda found: marked(found[1]), source)
