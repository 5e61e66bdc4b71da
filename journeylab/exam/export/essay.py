"""What markers need: the Erwartungshorizont of a free answer, the rules of a journey, the questions of a run."""

from __future__ import annotations

from decimal import Decimal

from journeylab.domain.exercise.shop import Build, Run
from journeylab.domain.exercise.writing import FreeText
from journeylab.exam.answers import VERDICTS, Shops, answer_text
from journeylab.exam.export import markup
from journeylab.exam.variants import Variant
from journeylab.i18n import _, ngettext, number


def rubric(item: FreeText, *, words: bool = True) -> str:
    """Return the rows of a rubric as a table; the words that show each on demand."""
    headings = [_("Expected"), _("Points each"), _("Times at most")]
    rows = [[row.expects, points(row.points), str(row.max)] for row in item.rubric]
    if words:
        headings.append(_("Shown by words such as"))
        rows = [[*cells, ", ".join(row.words)] for cells, row in zip(rows, item.rubric, strict=True)]
    cap = markup.element("p", _("No more than {points} points in all.").format(points=points(item.points)))
    return markup.table(headings, rows) + (cap if item.cap else "")


def for_markers(item: FreeText) -> str:
    """Return rubric and model answer of a free text."""
    return markup.labelled(_("What is expected"), rubric(item)) + model_answer(item)


def model_answer(item: FreeText) -> str:
    """Return the model answer under its name."""
    return markup.labelled(_("Model answer"), markup.block(item.model_answer))


def journey_rules(variant: Variant, shops: Shops | None) -> str:
    """Return what a journey has to fulfil, and one that does."""
    item = variant.item
    assert isinstance(item, Build)
    rows = [(rule.expects, points(rule.points), rule.why) for rule in item.rules]
    rules = markup.table((_("Expected"), _("Points"), _("Where it is missing")), rows)
    example = answer_text(variant, list(item.example), shops)
    return markup.labelled(_("What is expected"), rules) + markup.labelled(
        _("A journey that fulfils everything"), markup.element("p", markup.inline(example))
    )


def run_questions(item: Run) -> str:
    """Return what is to be read off a simulation, as a list."""
    asked = [(each.asks, each.points) for each in item.figures]
    asked += [(item.judgement.asks, item.judgement.points)] if item.judgement else []
    return markup.listing(
        (markup.inline(f"{asks} ({points_text(worth)})") for asks, worth in asked),
        ordered=True,
    )


def run_answers(item: Run) -> str:
    """Return how the answers to a simulation are checked: they depend on the seed that the learner names."""
    told = _("The figures depend on the seed: run the simulation with the seed of the answer, then compare.")
    rows = [(each.asks, f"± {number(each.tolerance)}", points(each.points)) for each in item.figures]
    table = markup.table((_("Question"), _("May be off by"), _("Points")), rows) if rows else ""
    judged = item.judgement
    if judged is None:
        return markup.element("p", told) + table
    says = {"up": judged.up, "down": judged.down, "none": judged.none}
    conclusions = markup.table(
        (_("What the interval shows"), _("What is expected")), [(VERDICTS[key](), text) for key, text in says.items()]
    )
    return markup.element("p", told) + table + markup.labelled(judged.asks, conclusions)


def points_text(worth: Decimal) -> str:
    """Return points in words."""
    # One half is "0.5 points" in both languages.
    return ngettext("{points} point", "{points} points", 1 if worth == 1 else 2).format(points=points(worth))


def points(worth: Decimal) -> str:
    """Return points as a number."""
    return number(float(worth))
