"""What one picture of a map can show: never smaller type, but less at a time."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from journeylab.domain.journey_map import Contact, JourneyMap, Moment, find
from journeylab.domain.vocabulary import Phase
from journeylab.errors import UsageError
from journeylab.i18n import _

MOST_CONTACTS = 20


@dataclass(frozen=True, slots=True)
class Selection:
    """What is shown, and how many contacts are not."""

    moments: tuple[Moment, ...]
    contacts: tuple[Contact, ...]
    left_out: int


def select(shop: JourneyMap, persona: str | None = None, phase: Phase | str | None = None) -> Selection:
    """Choose what one picture can show: a phase, a persona's contacts, at most 20.

    Parameters
    ----------
    shop : JourneyMap
    persona : str, optional
        Id; where the map is too large, only contacts on this persona's paths are shown.
    phase : Phase or str, optional

    Raises
    ------
    UsageError
        If the phase is none of the three.
    ModelError
        If the map has no such persona.
    """
    contacts, moments = shop.contacts, shop.moments
    if persona is not None:
        find(shop.personas, persona)
    if phase is not None:
        wanted = _phase(phase)
        moments = tuple(moment for moment in moments if moment.phase is wanted)
        contacts = tuple(contact for contact in contacts if shop.phase(contact.id) is wanted)
    if persona is not None and len(contacts) > MOST_CONTACTS:
        met = {step.id for path in shop.paths if path.persona == persona for step in path.contacts}
        contacts = tuple(contact for contact in contacts if contact.id in met) or contacts
    if len(contacts) > MOST_CONTACTS:
        moments, contacts = _first_moments(moments, contacts)
    return Selection(moments, contacts, len(shop.contacts) - len(contacts))


def _phase(phase: Phase | str) -> Phase:
    for known in Phase:
        if phase in (known, known.label):
            return known
    raise UsageError(
        _("'{phase}' is no phase.").format(phase=phase), _("Use one of: {names}.").format(names=", ".join(Phase))
    )


def _first_moments(
    moments: tuple[Moment, ...], contacts: tuple[Contact, ...]
) -> tuple[tuple[Moment, ...], tuple[Contact, ...]]:
    """Keep whole phases, else whole moments, else the first contacts, from the start of the journey."""
    in_moment = {moment.id: [c for c in contacts if c.moment == moment.id] for moment in moments}
    for key in (lambda moment: moment.phase, lambda moment: moment.id):
        kept: list[Moment] = []
        for _key, run in groupby(moments, key):
            longer = [*kept, *run]
            if sum(len(in_moment[moment.id]) for moment in longer) > MOST_CONTACTS:
                break
            kept = longer
        if any(in_moment[moment.id] for moment in kept):
            return tuple(kept), tuple(c for moment in kept for c in in_moment[moment.id])
    first = next(moment for moment in moments if in_moment[moment.id])
    return (first,), tuple(in_moment[first.id][:MOST_CONTACTS])
