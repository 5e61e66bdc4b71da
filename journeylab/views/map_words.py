"""What the touchpoint map says in words: facts, captions, the text alternative and the table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from journeylab.domain.journey_log import OUTCOMES, Journey, JourneyLog
from journeylab.domain.journey_map import Contact, ContactKpi, JourneyMap
from journeylab.domain.names import find
from journeylab.domain.vocabulary import Evidence
from journeylab.errors import UsageError
from journeylab.i18n import _, money, ngettext, number
from journeylab.views.chart import origin
from journeylab.views.map_path import steps
from journeylab.views.map_selection import Selection

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Way:
    """A journey to draw: the ids of its contacts, and a sentence that says whose it is."""

    contacts: tuple[str, ...] = ()
    origin: str = ""


def way(shop: JourneyMap, journey: Journey | JourneyLog | int | None) -> Way:
    """Return the contacts of a journey, however it was given.

    Parameters
    ----------
    shop : JourneyMap
    journey : Journey, JourneyLog, int or None
        Of a log the first journey is drawn; a number counts the paths that are
        recorded on the map, from 0.

    Raises
    ------
    UsageError
        If the log is empty or belongs to another map, or the map has no such path.
    """
    if journey is None:
        return Way()
    if isinstance(journey, int):
        if not 0 <= journey < len(shop.paths):
            raise UsageError(
                _("The map has no recorded path number {place}; it has {count}, counted from 0.").format(
                    place=journey, count=len(shop.paths)
                ),
                _("Simulate a journey instead: simulate(scenario).journey(0)"),
            )
        path = shop.paths[journey]
        return Way(tuple(step.id for step in path.contacts), _("recorded path '{id}'").format(id=path.id))
    if isinstance(journey, JourneyLog):
        if not len(journey):
            raise UsageError(
                _("This log holds no journeys."), _("Simulate at least one customer, or read another file.")
            )
        journey = journey.journey(0)
    contacts, log = journey.contacts(), journey.log
    if contacts and not set(contacts) & set(shop.contact_ids):
        raise UsageError(
            _("None of the contacts of this journey is on the map '{title}'.").format(title=shop.title),
            _("Draw it on the map that it was made with: log.map"),
        )
    whose = _("customer number {name}").format(name=journey.place if log.customers is None else log.customers[0])
    ends = "" if log.outcome is None else " · " + _("outcome: {name}").format(name=OUTCOMES[int(log.outcome[0])].label)
    return Way(contacts, f"{whose} ({origin(log.seed)}){ends}")


def facts(shop: JourneyMap, persona: str | None) -> str:
    """Return who, which state, and how much of it is assumed."""
    people = [find(shop.personas, persona)] if persona else list(shop.personas)
    parts = []
    if people:
        names = "; ".join(str(person.name) for person in people)
        parts.append(ngettext("Persona: {names}", "Personas: {names}", len(people)).format(names=names))
    parts.append(_("state: {state}").format(state=shop.state.label))
    if shop.contacts:
        assumed = sum(contact.evidence is Evidence.ASSUMPTION for contact in shop.contacts)
        text = ngettext(
            "{assumed} of {count} statements is an assumption",
            "{assumed} of {count} statements are assumptions",
            assumed,
        )
        parts.append(text.format(assumed=number(assumed), count=number(len(shop.contacts))))
    return " · ".join(parts)


def note(shop: JourneyMap, chosen: Selection) -> str:
    """Return what is missing on the picture and how to get it; empty where nothing is."""
    if not shop.contacts:
        return _("No contacts yet. Add the first one under “contacts:” with id, touchpoint, label, moment and channel.")
    if not chosen.left_out:
        return ""
    phases = dict.fromkeys(moment.phase.label for moment in chosen.moments)
    return _("Shown: {phases} ({shown} of {count} contacts). Choose with phase=… or persona=…").format(
        phases=", ".join(phases), shown=number(len(chosen.contacts)), count=number(len(shop.contacts))
    )


def caption(shop: JourneyMap, journey: Way) -> str:
    """Return what the journey did, counted; empty without one."""
    if not journey.contacts:
        return ""
    walked = steps(shop, journey.contacts)
    total, back, changes = len(journey.contacts), walked.back_jumps, walked.channel_changes
    counts = [
        ngettext("{count} contact", "{count} contacts", total).format(count=number(total)),
        ngettext("{count} back-jump", "{count} back-jumps", back).format(count=number(back)),
        ngettext("{count} channel change", "{count} channel changes", changes).format(count=number(changes)),
    ]
    if walked.outside:
        counts.append(_("{count} not on this map").format(count=number(walked.outside)))
    return _("Path: {counts} · {origin}").format(counts=", ".join(counts), origin=journey.origin)


def description(shop: JourneyMap, chosen: Selection, persona: str | None, journey: Way) -> str:
    """Return the picture in sentences, for those who do not see it."""
    sentences = [facts(shop, persona) + "."]
    for moment in chosen.moments:
        here = [contact for contact in chosen.contacts if contact.moment == moment.id]
        if here:
            told = (f"{c.label} ({shop.channel(c.channel).label}, {emotion(c.emotion)})" for c in here)
            sentences.append(f"{moment.label}: {'; '.join(told)}.")
    if extra := note(shop, chosen):
        sentences.append(extra)
    if counted := caption(shop, journey):
        names = {contact.id: str(contact.label) for contact in shop.contacts}
        sentences += [counted + ".", " → ".join(names.get(name, name) for name in journey.contacts) + "."]
    return " ".join(sentences)


def emotion(value: int | None) -> str:
    """Write an emotion as it stands in the mark: ``+2``, ``−1``, ``0`` or ``?``."""
    return "?" if value is None else f"{value:+d}".replace("-", "−").replace("+0", "0")


def kpi_name(kpi: ContactKpi, names: Mapping[str, str]) -> str:
    """Return what people call the figure, else its id as words."""
    return names.get(kpi.id) or kpi.id.replace("_", " ")


def kpi_value(kpi: ContactKpi) -> str:
    """Write the figure with its unit, ``68 %``; empty where nobody has measured it."""
    if kpi.value is None:
        return ""
    if kpi.unit in ("EUR", "€"):
        return money(kpi.value, digits=0 if kpi.value == int(kpi.value) else 2)
    return f"{number(kpi.value)}\u00a0{kpi.unit}".strip().replace("-", "−")


def table(shop: JourneyMap, chosen: Selection, kpis: Mapping[str, str]) -> pd.DataFrame:
    """Return the table twin: one row a contact, in words of the language in use."""
    import pandas as pd

    def figure(contact: Contact) -> str:
        if contact.kpi is None:
            return ""
        period = f" ({contact.kpi.period})" if contact.kpi.period else ""
        return f"{kpi_name(contact.kpi, kpis)} {kpi_value(contact.kpi)}".strip() + period

    contacts = chosen.contacts
    moments = [shop.moment(contact.moment) for contact in contacts]
    channels = [shop.channel(contact.channel) for contact in contacts]
    return pd.DataFrame(
        {
            _("contact"): [str(contact.label) for contact in contacts],
            _("moment"): [str(moment.label) for moment in moments],
            _("phase"): [moment.phase.label for moment in moments],
            _("channel"): [str(channel.label) for channel in channels],
            _("medium"): [channel.medium.label for channel in channels],
            _("form"): [contact.form.label for contact in contacts],
            _("engagement"): [contact.engagement.label for contact in contacts],
            _("emotion"): [emotion(contact.emotion) for contact in contacts],
            _("pain"): [str(contact.pain or "") for contact in contacts],
            _("owner"): [contact.owner.label if contact.owner else "" for contact in contacts],
            _("evidence"): [contact.evidence.label for contact in contacts],
            _("KPI"): [figure(contact) for contact in contacts],
        }
    )
