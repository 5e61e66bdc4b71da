"""From the names in a file to touchpoints: ids of a map, an order, at most 256."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from journeylab.domain.journey_log import MAX_TOUCHPOINTS
from journeylab.domain.journey_map import JourneyMap
from journeylab.domain.scenario import Scenario
from journeylab.domain.vocabulary import Event
from journeylab.i18n import _, ngettext, number
from journeylab.store.log_columns import listing

# Recommended event names of Google Analytics 4, and the German word.
_EVENTS = {
    "add_to_cart": Event.BASKET,
    "begin_checkout": Event.CHECKOUT,
    "purchase": Event.PURCHASE,
    "kauf": Event.PURCHASE,
    "refund": Event.RETURN,
}


def ids_of(names: Sequence[str], chart: JourneyMap | None) -> tuple[list[str], list[str]]:
    """Return names with labels of the map's contacts replaced by ids, and what to say about the rest."""
    if chart is None:
        return list(names), []
    known = {text.casefold(): c.id for c in chart.contacts for text in (c.label.de, c.label.en) if text}
    known |= {contact.id: contact.id for contact in chart.contacts}
    found = [known.get(name.casefold(), name) for name in names]
    strange = [name for name in found if name not in chart.contact_ids]
    if not strange:
        return found, []
    note = ngettext(
        "{count} touchpoint is not on the map: {names}.",
        "{count} touchpoints are not on the map: {names}.",
        len(strange),
    )
    return found, [note.format(count=number(len(strange)), names=listing(sorted(strange)))]


def events_of(names: Collection[str], chart: JourneyMap | None) -> dict[Event, tuple[str, ...]]:
    """Return at which touchpoints something happens: as the scenario says, else by their usual names."""
    if isinstance(chart, Scenario):
        return {event: chart.event_contacts(event) for event in Event if chart.event_contacts(event)}
    found: dict[Event, tuple[str, ...]] = {}
    for name in sorted(names):
        event = _EVENTS.get(name.casefold())
        if event is not None:
            found[event] = (*found.get(event, ()), name)
    return found


def arranged(
    codes: NDArray[np.int64], names: Sequence[str], chart: JourneyMap | None, needed: Collection[str]
) -> tuple[NDArray[np.uint8], tuple[str, ...], list[str]]:
    """Return codes and touchpoints as a log holds them.

    The contacts of a map come first, in its order and all of them; other
    touchpoints follow in alphabetical order, so that the order of the rows does
    not matter.  Of more than 256 the rarest are grouped.

    Parameters
    ----------
    codes : ndarray of int64, shape (n_events,)
        Places in `names`.
    names : sequence of str
        May hold a name twice, or one that no event has.
    needed : collection of str
        Names that are never grouped: something is counted by them.
    """
    counts: dict[str, int] = dict.fromkeys(chart.contact_ids if chart else (), 0)
    fixed = len(counts)
    for name, count in zip(names, np.bincount(codes, minlength=len(names)).tolist(), strict=True):
        if count or name in counts:
            counts[name] = counts.get(name, 0) + count
    free = list(counts)[fixed:]
    order = [*list(counts)[:fixed], *sorted(free)]
    notes: list[str] = []
    place: Mapping[str, int] = {name: i for i, name in enumerate(order)}
    if len(order) > MAX_TOUCHPOINTS:
        frequent = sorted(set(free) - {_("(other)")}, key=lambda name: (name not in needed, -counts[name], name))
        kept = sorted(frequent[: max(MAX_TOUCHPOINTS - 1 - fixed, 0)])
        rare = len(free) - len(kept)
        order = [*order[:fixed], *kept, _("(other)")]
        place = {name: i for i, name in enumerate(order)}
        notes.append(
            _("There are {count} touchpoints; the {rare} rarest are grouped as '{name}'.").format(
                count=number(rare + len(order) - 1), rare=number(rare), name=order[-1]
            )
        )
    new = np.array([place.get(name, len(order) - 1) for name in names] or [0])
    return new[codes].astype(np.uint8), tuple(order), notes
