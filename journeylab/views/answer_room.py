"""Room for an answer on paper: lines, boxes and tables, by the kind of the question."""

from __future__ import annotations

import re
from string import ascii_uppercase

from journeylab.domain.exercise.arranging import GAP
from journeylab.domain.exercise.question import Question
from journeylab.domain.figure import Unit
from journeylab.i18n import _
from journeylab.views.exam_sheet import Drawing, Grid, Lines, Node, Note, Prose, Shops, Ticks
from journeylab.views.touchpoint_map_svg import touchpoint_map

# Lines for the working of a number: two for a single step, more for more points.
_WORKING = 2
_BUILT = 8
# A backslash before each, so that Markdown leaves them alone.
_ROOM = r"\_" * 18


def answer_room(question: Question, shops: Shops) -> tuple[Node, ...]:
    """Return what a learner writes into, for any kind but a case.

    Parameters
    ----------
    question : Question
    shops : callable
        From the id of a shop to its map.
    """
    match question.kind:
        case "choice":
            how = _("Tick one answer.") if question.choose == "one" else _("Several answers can be right. Tick them.")
            return (Note(how, "small"), Ticks(question.options))
        case "matching":
            return _matching(question)
        case "ordering":
            how = _("Number the steps from 1 to {count}.").format(count=len(question.steps))
            rows = tuple(("", step) for step in question.steps)
            return (Note(how, "small"), Grid((_("No."), _("Step")), rows, (1, 9), _("Steps")))
        case "numeric":
            # A number that is asked for to the cent and one in whole pieces need the same room.
            unit = _shown_unit(question.unit)
            label = _("Result in {unit}:").format(unit=unit) if unit else _("Result:")
            return (
                Note(_("Working:"), "small"),
                Lines(_WORKING + round(float(question.points) / 2)),
                Lines(1, (label,)),
            )
        case "cloze":
            return _cloze(question)
        case "short":
            return (Lines(1),)
        case "map":
            return (Note(_("Tick the contacts."), "small"), _contacts(question, shops))
        case "journey":
            how = _("Write the contacts one below the other, in their order.")
            labels = tuple(f"{number}." for number in range(1, _BUILT + 1))
            return (Note(how, "small"), Lines(_BUILT, labels))
        case "simulation":
            asked = [*question.asked, *([question.judged] if question.judged else [])]
            return tuple(node for each in asked for node in (Note(each.asks), Lines(1)))
    labels = (_("Subject:"),) if question.form == "mail" else ()
    return (Lines(question.lines, labels),)


def _matching(question: Question) -> tuple[Node, ...]:
    letters = ascii_uppercase[: len(question.choices)]
    how = _("Write the letter that belongs to each. A letter can fit several times or not at all.")
    chosen = tuple(f"{letter}  {text}" for letter, text in zip(letters, question.choices, strict=True))
    lefts = tuple((left, "") for left in question.lefts)
    return (
        Note(how, "small"),
        Grid((_("Given"), _("Letter")), lefts, (8.4, 1.6), _("Given")),
        Grid((_("To choose from"),), tuple((each,) for each in chosen), (1,), _("To choose from")),
    )


def _cloze(question: Question) -> tuple[Node, ...]:
    places = {blank.id: place for place, blank in enumerate(question.blanks, 1)}
    shown = GAP.sub(lambda found: f"({places[found[1]]}) {_ROOM}", question.text)
    offers = tuple(
        Note(f"({place}) " + " · ".join(blank.options), "small")
        for place, blank in enumerate(question.blanks, 1)
        if blank.options
    )
    return (Prose(re.sub(r"\n(?!\n)", " ", shown)), *offers)


def shop_map(question: Question, shops: Shops) -> tuple[Node, ...]:
    """Return the map of the shop that a question plays at."""
    assert question.scenario is not None
    drawn = touchpoint_map(shops(question.scenario), panels=False)
    return (Drawing(drawn.svg, drawn.title),)


def _contacts(question: Question, shops: Shops) -> Node:
    assert question.scenario is not None
    return Ticks(tuple(str(contact.label) for contact in shops(question.scenario).contacts), columns=2)


def _shown_unit(unit: Unit | None) -> str:
    names = {
        Unit.EUR: "€",
        Unit.PERCENT: "%",
        Unit.MINUTES: _("minutes"),
        Unit.POINTS: _("points"),
        Unit.PERCENTAGE_POINTS: _("percentage points"),
    }
    return names.get(unit, "") if unit is not None else ""
