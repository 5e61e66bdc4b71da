"""A plan for a model as cards: each stage with its contacts and what is said there; and the same as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from journeylab.domain.journey_map import Contact
from journeylab.domain.models import Stage
from journeylab.domain.stage_plan import WITH_PEOPLE, StagePlan
from journeylab.i18n import _, ngettext, number
from journeylab.views import chart, svg
from journeylab.views.lettering import SMALL, TEXT, Box, Label, clean, text_height, wrap
from journeylab.views.picture import Picture
from journeylab.views.svg import GREY, INK, LIGHT, MARGIN, PALE, ROOM, WHITE, WIDTH, Sheet

if TYPE_CHECKING:
    import pandas as pd

_PAD, _GAP = 10.0, 6.0
_NAME, _SAID = 236.0, 330.0  # widths of the first and the last column; the contacts have the rest
_WIDEST = 250.0  # of a contact
WARNING = "#8A3A00"
_LONGEST = 9  # lines of a message; all of it stands in the table


def stage_plan_picture(plan: StagePlan) -> Picture:
    """Draw a plan, one card a stage.

    Parameters
    ----------
    plan : StagePlan

    Returns
    -------
    Picture
        Its table has one row a stage: contacts, message, what is missing.
    """
    title = _("{model} for {shop}: the plan").format(model=plan.model.label, shop=plan.shop.title)
    facts = _facts(plan)
    sheet, height = drawn(plan, title, facts)
    description = " ".join([facts + ".", *_missing(plan)])
    return chart.picture(sheet, height, title, description, lambda: _table(plan))


def drawn(plan: StagePlan, title: str, facts: str) -> tuple[Sheet, float]:
    """Draw the cards from top to bottom; return them with the height of the picture."""
    sheet, y = chart.headed(title, facts, gap=5)
    legend = _("Thick frame: in person or at a place. Thin frame: analog or digital.")
    y = sheet.write(legend, MARGIN, y, ROOM, colour=GREY).bottom + 12
    for i, stage in enumerate(plan.model.stages, 1):
        y = _card(sheet, plan, stage, i, y) + 10
    beyond = plan.beyond()
    idle = [contact for contact in plan.unplaced() if contact not in beyond]
    for heading, contacts in ((_("On no stage"), idle), (_("After the purchase, without a stage"), beyond)):
        if contacts:
            y = sheet.write(heading, MARGIN, y + 4, ROOM, size=TEXT, bold=True).bottom + 6
            y = _chips(sheet, plan, contacts, MARGIN, y, ROOM) + 8
    return sheet, y + 8


def _card(sheet: Sheet, plan: StagePlan, stage: Stage, place: int, top: float) -> float:
    """Draw one stage and return the lower edge of its card."""
    below = len(sheet.markup)
    left, y = MARGIN + _PAD, top + _PAD
    said = WIDTH - MARGIN - _PAD - _SAID
    middle = left + _NAME + 2 * _PAD
    name = sheet.write(f"{place} · {stage.label}", left, y, _NAME, size=TEXT, bold=True)
    ends = [sheet.write(str(stage.summary), left, name.bottom + 4, _NAME, colour=GREY, lines=5).bottom]

    contacts = plan.contacts(stage.key)
    if contacts:
        ends.append(_chips(sheet, plan, contacts, middle, y, said - 2 * _PAD - middle))
    else:
        ends.append(_lack(sheet, _("no contact yet"), middle, y))

    message = clean(plan.message(stage.key))
    if message:
        quoted = _("“{text}”").format(text=message)
        ends.append(sheet.write(quoted, said, y, _SAID, size=TEXT, lines=_LONGEST).bottom)
    else:
        ends.append(_lack(sheet, _("no message yet"), said, y))
    bottom = max(ends) + _PAD
    card = Box(MARGIN, top, ROOM, bottom - top)
    edge = svg.line(said - _PAD, top + _PAD, said - _PAD, bottom - _PAD, stroke=PALE)
    # How high the card is, is known last; it lies lowest.
    sheet.markup[below:below] = [svg.rectangle(card, fill=LIGHT, stroke=PALE, rx=6), edge]
    return bottom


def _lack(sheet: Sheet, text: str, x: float, y: float) -> float:
    return sheet.write(text, x, y, _SAID, size=TEXT, bold=True, colour=WARNING).bottom


def _chips(sheet: Sheet, plan: StagePlan, contacts: Iterable[Contact], x: float, y: float, room: float) -> float:
    """Draw contacts beside each other, in as many lines as they need, and return the lower edge."""
    at, bottom = x, y
    for contact in contacts:
        label = Label(wrap(str(contact), _WIDEST, SMALL, lines=2), 0, 0)
        width, height = label.box.width + 2 * _PAD, label.box.height + 8
        if at > x and at + width > x + room:
            at, y = x, bottom + _GAP
        people = plan.shop.channel(contact.channel).medium in WITH_PEOPLE
        frame = Box(at, y, width, height)
        stroke, thick = (INK, 2.4) if people else (GREY, 1.0)
        sheet.draw(svg.rectangle(frame, fill=WHITE, rx=4, stroke=stroke, stroke_width=thick))
        sheet.put(Label(label.lines, at + _PAD, y + 4))
        at, bottom = at + width + _GAP, max(bottom, y + height)
    return max(bottom, y + text_height(1, SMALL))


def _facts(plan: StagePlan) -> str:
    count = len(plan.shop.contacts) - len(plan.unplaced())
    text = ngettext("{count} of {all} contact placed", "{count} of {all} contacts placed", len(plan.shop.contacts))
    placed = text.format(count=number(count), all=number(len(plan.shop.contacts)))
    return f"{placed} · " + _("a plan, nothing simulated yet")


def _missing(plan: StagePlan) -> list[str]:
    gaps = [gap.sentence for gap in plan.gaps()]
    return [*(gaps or [_("No gap found.")]), *plan.remarks()]


def _rows(plan: StagePlan) -> list[tuple[str, str, str, str]]:
    """Return stage, contacts, message and what is missing, for each stage."""
    return [
        (
            str(stage.label),
            ", ".join(map(str, plan.contacts(stage.key))),
            plan.message(stage.key),
            " ".join(gap.sentence for gap in plan.gaps_of(stage)),
        )
        for stage in plan.model.stages
    ]


def _columns() -> list[str]:
    return [_("Stage"), _("Contacts"), _("Message"), _("Gap")]


def _table(plan: StagePlan) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(_rows(plan), columns=_columns())


def markdown(plan: StagePlan, more: Sequence[str] = ()) -> str:
    """Return a plan as a page to keep: a table of the stages, what is missing, and further sentences."""
    title = _("{model} for {shop}").format(model=plan.model.label, shop=plan.shop.title)
    rows = [_columns(), ["---"] * 4, *([_plain(cell) for cell in row] for row in _rows(plan))]
    lines = [f"# {_plain(title)}", "", *("| " + " | ".join(row) + " |" for row in rows), ""]
    lines += [f"## {_('What is missing')}", "", *(f"- {_plain(each)}" for each in _missing(plan)), ""]
    if more:
        lines += [f"## {_('What the simulated customers did')}", "", *(f"- {_plain(each)}" for each in more), ""]
    return "\n".join(lines)


def _plain(text: str) -> str:
    # What people type shows as they typed it: no markup of Markdown or HTML takes effect.
    return re.sub(r"([\\`*_\[\]|~$#!])", r"\\\1", svg.words(text))
