"""The touchpoint map with the traffic on it: who meets which contact, and which steps are frequent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from journeylab.analysis.traffic import reach, step_counts
from journeylab.domain.expect import expect
from journeylab.domain.journey_log import JourneyLog
from journeylab.domain.journey_map import JourneyMap
from journeylab.errors import ModelError
from journeylab.i18n import _, ngettext, number, percent
from journeylab.views import chart, map_panels, svg
from journeylab.views.lettering import SMALL, Box, Label, text_width
from journeylab.views.map_path import Leg, Line, blossom
from journeylab.views.map_selection import Selection, select
from journeylab.views.map_traffic import Traffic
from journeylab.views.picture import Picture
from journeylab.views.svg import BACK, MARGIN, Sheet
from journeylab.views.touchpoint_map import layout
from journeylab.views.touchpoint_map_svg import draw_grid, head, traffic_samples

if TYPE_CHECKING:
    import pandas as pd

_THIN, _THICK = 1.4, 5.6
# Where along a line its number may stand, the best place first.
_PLACES = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82)


@dataclass(frozen=True)
class Count:
    """The traffic of one log, counted on its map.

    Attributes
    ----------
    shop : JourneyMap
    who : str
        How many customers, and where they come from.
    reach : mapping of str to float
        Share of customers, 0 to 1, who meet each contact.
    steps : mapping of (str, str) to int
        How often each step occurs.
    back : int
        How many steps lead to an earlier moment.
    """

    shop: JourneyMap
    who: str
    reach: Mapping[str, float]
    steps: Mapping[tuple[str, str], int]
    back: int

    @property
    def back_share(self) -> float:
        """Share of all steps that lead to an earlier moment; 0 without any step."""
        return self.back / max(sum(self.steps.values()), 1)


def traffic_map(log: JourneyLog, to_be: JourneyLog | None = None, *, lines: int = 14) -> Picture:
    """Draw the map of a log with the share of customers who meet each contact, and the most frequent steps.

    Parameters
    ----------
    log : JourneyLog
        A log that belongs to a map.
    to_be : JourneyLog, optional
        A second log to compare with, for example after a lever.  Its map and
        its lines are drawn, and every contact tells both shares.
    lines : int
        How many of the most frequent steps between two contacts are counted.

    Returns
    -------
    Picture
        Its table has one row for each contact.

    Raises
    ------
    ModelError
        If a log has no map.
    """
    before, after = count(log), None if to_be is None else count(to_be)
    title = heading(after or before)
    sheet, canvas = drawn(before, after, lines)
    description = " ".join([facts(before, after) + ".", *sentences(before, after, lines)])
    return chart.picture(sheet, canvas.height, title, description, lambda: _table(before, after), canvas.width)


def count(log: JourneyLog) -> Count:
    """Count the traffic of a log.

    Raises
    ------
    ModelError
        If the log has no map.
    """
    expect(log, JourneyLog)
    if log.map is None:
        raise ModelError(
            _("This log belongs to no map, so there is nothing to draw its traffic on."),
            _("Simulate a scenario, or read the file with map=."),
        )
    who = f"{chart.customers(len(log))}, {chart.origin(log.seed)}"
    rank, steps = log.map.moment_rank(), step_counts(log)
    back = sum(n for (a, b), n in steps.items() if a in rank and b in rank and rank[b] < rank[a])
    return Count(log.map, who, reach(log), steps, back)


def drawn(before: Count, after: Count | None = None, lines: int = 14) -> tuple[Sheet, Box]:
    """Draw everything, from top to bottom; return it with the size of the picture."""
    shop = (after or before).shop
    chosen, legs = select(shop), frequent_legs(after or before, lines)
    sample, meaning = percent(0.38, 0), _("customers who meet the contact")
    if after is not None:
        sample, meaning = f"38 → {percent(0.44, 0)}", _("customers who meet the contact, as is → to be")
    samples = traffic_samples(sample, meaning, _("frequent step"))
    sheet, top = head(heading(after or before), facts(before, after), _note(shop, chosen), samples)
    # As wide as figures of two digits: while somebody moves a slider, nothing on the map shall move.
    traffic = Traffic(legs, shares(before, after), text_width(sample, SMALL, bold=True))
    grid = layout(shop, chosen=chosen, top=top, traffic=traffic)
    most = max((leg.times for leg in legs), default=1)
    draw_grid(sheet, grid, lambda leg: _THIN + (_THICK - _THIN) * leg.times / most)
    for line in grid.lines:
        if line.leg.back:
            _write_times(sheet, line, grid.field)
    rated, wanted = select(before.shop).contacts, None if after is None else after.shop
    y = map_panels.emotion(sheet, before.shop, rated, grid.columns, wanted, grid.field.bottom + 20) + 14
    y = chart.told(sheet, sentences(before, after, lines), y, bold=True)
    return sheet, Box(0, 0, grid.columns[-1].right + MARGIN, y + 12)


def frequent_legs(counted: Count, lines: int) -> tuple[Leg, ...]:
    """Return the most frequent steps between two contacts that the picture shows."""
    rank = counted.shop.moment_rank()
    shown = {contact.id for contact in select(counted.shop).contacts}
    between = {(a, b): n for (a, b), n in counted.steps.items() if a != b and {a, b} <= shown}
    often = sorted(between, key=lambda pair: (-between[pair], pair))[:lines]
    # In the order of their names: the same steps keep their lines, whichever is more frequent.
    return tuple(Leg(a, b, between[a, b], rank[b] < rank[a]) for a, b in sorted(often))


def shares(before: Count, after: Count | None) -> dict[str, str]:
    """Return the share of customers who meet each contact: "38 %", or as is and to be "38 → 44 %"."""
    if after is None:
        return {name: percent(share, 0) for name, share in before.reach.items()}
    known = before.reach
    return {name: f"{100 * known.get(name, 0):.0f} → {percent(share, 0)}" for name, share in after.reach.items()}


def _write_times(sheet: Sheet, line: Line, field: Box) -> None:
    """Write how often a line is walked, where along it there is room; in a crowd it goes without."""
    for t in _PLACES:
        x, y = blossom(line.start, line.bend, line.end, t, t)
        text = (number(line.leg.times),)
        label = Label(text, x, y, bold=True, anchor="middle", colour=BACK, halo=svg.WHITE, middle=True)
        box = label.box.grown(2)
        if field.holds(box) and not any(box.meets(other) for _name, other in sheet.taken):
            sheet.put(label)
            return


def heading(counted: Count) -> str:
    """Return the title of the picture."""
    return _("Traffic on the map: {title}").format(title=counted.shop.title)


def facts(before: Count, after: Count | None) -> str:
    """Return whose traffic is shown."""
    return before.who if after is None else f"{_('as is')}: {before.who} · {_('to be')}: {after.who}"


def _note(shop: JourneyMap, chosen: Selection) -> str:
    if not chosen.left_out:
        return ""
    shown, every = len(chosen.contacts), len(shop.contacts)
    return _("Shown: {shown} of {count} contacts.").format(shown=number(shown), count=number(every))


def sentences(before: Count, after: Count | None, lines: int) -> Iterator[str]:
    """Say how much of the traffic the lines show, and how much goes back."""
    counted = after or before
    legs = frequent_legs(counted, lines)
    if not any(counted.reach.values()):
        yield chart.nothing()
    if legs:
        changes = {pair: n for pair, n in counted.steps.items() if pair[0] != pair[1]}
        text = ngettext(
            "{count} line for the most frequent of {all} different steps: {share} of all steps to another contact.",
            "{count} lines for the most frequent of {all} different steps: {share} of all steps to another contact.",
            len(legs),
        )
        share = percent(sum(leg.times for leg in legs) / sum(changes.values()))
        yield text.format(count=number(len(legs)), all=number(len(changes)), share=share)
        most = max(legs, key=lambda leg: leg.times)
        start, end = (str(counted.shop.contact(name).label) for name in (most.start, most.end))
        text = _("Most frequent step to another contact: from {start} to {end}, {count} times.")
        yield text.format(start=start, end=end, count=number(most.times))
    if counted.steps:
        told = chart.returns(counted.back, sum(counted.steps.values()))
        if after is not None:
            told += " " + _("As is: {share}.").format(share=percent(before.back_share))
        yield told


def _table(before: Count, after: Count | None) -> pd.DataFrame:
    import pandas as pd

    contacts, moment = (after or before).shop.contacts, (after or before).shop.moment
    columns = {
        _("contact"): [str(contact.label) for contact in contacts],
        _("moment"): [str(moment(contact.moment).label) for contact in contacts],
        _("share of customers"): [before.reach.get(contact.id, 0.0) for contact in contacts],
    }
    if after is not None:
        columns[_("share of customers, to be")] = [after.reach.get(contact.id, 0.0) for contact in contacts]
    return pd.DataFrame(columns)
