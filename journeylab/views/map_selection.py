"""What one picture of a map can show: never smaller type, but less at a time."""

from __future__ import annotations

from dataclasses import dataclass

from journeylab.domain.journey_map import Contact, JourneyMap, Moment
from journeylab.domain.names import find
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
    moments = shop.moments
    if phase is not None:
        if phase not in tuple(Phase):
            raise UsageError(
                _("'{phase}' is no phase.").format(phase=phase),
                _("Use one of: {names}.").format(names=", ".join(Phase)),
            )
        moments = tuple(moment for moment in moments if moment.phase == phase)
    # In the order of the journey: where there are too many, its beginning is shown.
    contacts = [contact for moment in moments for contact in shop.contacts if contact.moment == moment.id]
    if persona is not None:
        find(shop.personas, persona)
        if len(contacts) > MOST_CONTACTS:
            met = {step.id for path in shop.paths if path.persona == persona for step in path.contacts}
            contacts = [contact for contact in contacts if contact.id in met] or contacts
    if len(contacts) > MOST_CONTACTS:
        while len(contacts) > MOST_CONTACTS and contacts[0].moment != (last := contacts[-1].moment):
            contacts = [contact for contact in contacts if contact.moment != last]
        contacts = contacts[:MOST_CONTACTS]
        shown = {contact.moment for contact in contacts}
        moments = tuple(moment for moment in moments if moment.id in shown)
    return Selection(moments, tuple(contacts), len(shop.contacts) - len(contacts))
