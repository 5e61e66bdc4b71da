r"""A bank as GIFT, the plain text format that most learning platforms read.

Signs with a meaning in GIFT (``~ = # { } :``) stand behind a backslash, and a
question is a block without empty lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from journeylab.domain.exercise.arranging import Matching
from journeylab.domain.exercise.bank import Bank
from journeylab.domain.exercise.block import Block
from journeylab.domain.exercise.choice import Choice
from journeylab.domain.exercise.numeric import Numeric
from journeylab.domain.exercise.writing import FreeText, Short
from journeylab.domain.vocabulary import N_
from journeylab.exam.answers import Shops
from journeylab.exam.asking import order_shown
from journeylab.exam.export import markup
from journeylab.exam.export.drawn import Drawn, drawn, sources, tags, way_to_the_number
from journeylab.exam.export.essay import for_markers
from journeylab.exam.export.moodle_kinds import (
    NEAREST_WEIGHT,
    NO_CARRYING,
    NO_TYPOS,
    decimal,
    wrong_results,
)
from journeylab.exam.export.report import Exported, Line, Report, Way, line
from journeylab.exam.export.weights import equal_weights, is_exact, weight
from journeylab.exam.grading_numbers import tolerance
from journeylab.exam.variants import Variant, shown_result
from journeylab.i18n import _, speaking

NO_FIELDS = N_("GIFT has no field for points, minutes and hints; units are not checked.")
NO_RUBRIC = N_("GIFT has no field for a rubric; rubric and model answer stand in the feedback.")
NO_KIND = N_("GIFT has no form for this kind.")
CASE_IN_PIECES = N_("A case, as a text without an answer and its parts: keep them together.")
_SPECIAL = re.compile(r"([\\~=#{}:])")


def gift(bank: Bank, *, seed: int = 0, variants: int = 5, shops: Shops | None = None) -> Exported:
    """Return a bank as GIFT in UTF-8.

    Parameters
    ----------
    bank : Bank
    seed : int
        Of the numbers, and of the order of options.
    variants : int
        How many variants of a single number to compute; each is a question of its own.
    shops : callable, optional
        From the id of a shop to the shop; needed for cases with the map of one.
    """
    blocks: list[str] = ["// journeylab, CC BY 4.0"]
    lines: list[Line] = []
    place = ""
    for each in drawn(bank, seed, variants):
        with speaking(each.entry.language):
            for written, told in _questions(each, shops):
                lines.append(told)
                if not written:
                    continue
                category = each.entry.title.replace("/", "//")
                if category != place:
                    blocks.append(f"$CATEGORY: $course$/top/journeylab/{category}")
                    place = category
                blocks.append(written)
    return Exported(("\n\n".join(blocks) + "\n").encode("utf-8"), Report("GIFT", tuple(lines), (NO_FIELDS,)))


def escaped(text: str) -> str:
    r"""Return a text as it may stand in GIFT: in one line, signs with a meaning behind a backslash.

    Examples
    --------
    >>> escaped("a = b: {c}")
    'a \\= b\\: \\{c\\}'
    """
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _questions(each: Drawn, shops: Shops | None) -> Iterator[tuple[str, Line]]:
    if isinstance(each.item, Block):
        documents = "".join(markup.material(document, shops) for document in each.item.materials)
        situation = markup.block(each.item.case) + documents + markup.block(each.item.prompt)
        yield _head(each, situation), line(each.id, each.kind, (CASE_IN_PIECES,))
    for one in each.parts or (each,):
        answers, limits = _answers(one)
        if not answers:
            yield "", Line(one.id, one.kind, Way.LEFT_OUT, (NO_KIND,))
            continue
        feedback = "" if isinstance(one.item, FreeText) else _feedback(one)
        inside = "\n".join([*answers, f"#### {feedback}" if feedback else ""]).strip()
        yield f"{_head(one, markup.block(one.item.prompt))} {{{inside}}}", line(one.id, one.kind, limits)


def _head(each: Drawn, text: str) -> str:
    marks = " ".join([f"[id:{each.id}]", *(f"[tag:{tag}]" for tag in tags(each))])
    return f"// {marks}\n::{escaped(markup.plain(each.name))}::[html]{escaped(text)}"


def _answers(each: Drawn) -> tuple[list[str], tuple[str, ...]]:
    """Return what stands between the braces, and what gets lost; nothing where GIFT has no form."""
    match each.item:
        case Choice() as item:
            return _choice(item, each.variant)
        case Matching() as item:
            pairs = [*((pair.left, pair.right) for pair in item.pairs), *(("", text) for text in item.extra)]
            return [f"={_side(markup.inline(left))} -> {_side(markup.plain(right))}" for left, right in pairs], ()
        case Numeric() as item:
            return _numeric(item, each.variant)
        case Short() as item:
            right = [f"={escaped(markup.plain(text))}" for text in item.accept]
            wrong = [
                f"=%0%{escaped(markup.plain(text))}#{escaped(markup.inline(bad.why))}"
                for bad in item.wrong_answers
                for text in bad.answers
            ]
            return [*right, *wrong], (NO_TYPOS,) if item.typos else ()
        case FreeText() as item:
            return [f"####[html]{escaped(for_markers(item) + markup.block(item.explanation))}"], (NO_RUBRIC,)
    return [], ()


def _choice(item: Choice, variant: Variant) -> tuple[list[str], tuple[str, ...]]:
    options = [item.options[number - 1] for number in order_shown(variant)]
    right = sum(option.right for option in options)
    loss = Fraction(-1, max(len(options) - right, 2))
    gains = iter(equal_weights(right))
    answers = []
    for option in options:
        if item.choose == "one":
            sign = "=" if option.right else "~"
        else:
            sign = f"~%{next(gains) if option.right else weight(loss)}%"
        said = f"#{escaped(markup.inline(option.why))}" if option.why else ""
        answers.append(f"{sign}{escaped(markup.inline(option.text))}{said}")
    exact = item.choose == "one" or (is_exact(Fraction(1, right)) and is_exact(loss))
    return answers, () if exact else (NEAREST_WEIGHT,)


def _numeric(item: Numeric, variant: Variant) -> tuple[list[str], tuple[str, ...]]:
    limits = [NO_CARRYING] if item.follows else []
    off = decimal(tolerance(item))
    right = escaped(_("Right."))
    answers = ["#", f"={decimal(shown_result(variant), item.digits)}:{off}#{right}"]
    for value, share, why in wrong_results(item, variant):
        answers.append(f"=%{weight(share)}%{decimal(value)}:{off}#{escaped(markup.inline(why))}")
        if not is_exact(share):
            limits.append(NEAREST_WEIGHT)
    return answers, tuple(dict.fromkeys(limits))


def _feedback(each: Drawn) -> str:
    way = markup.listing(map(markup.inline, way_to_the_number(each))) if isinstance(each.item, Numeric) else ""
    return escaped(way + markup.block(each.item.explanation) + markup.block(sources(each.item)))


def _side(text: str) -> str:
    """Return a side of a pair without the sign that stands between the two."""
    return escaped(text.replace("->", "→").replace("-&gt;", "→"))
