"""What the touchpoint map says in words: facts, captions, the text alternative and the table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from journeylab.domain.journey_log import OUTCOMES, Journey, JourneyLog
from journeylab.domain.journey_map import Contact, JourneyMap, find
from journeylab.domain.vocabulary import Evidence
from journeylab.errors import UsageError
from journeylab.i18n import _, ngettext, number
from journeylab.views.map_panels import kpi_name, kpi_value
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
        return _recorded(shop, journey)
    count = len(journey) if isinstance(journey, JourneyLog) else 1
    if count == 0:
        raise UsageError(_("This log holds no journeys."), _("Simulate at least one customer, or read another file."))
    first = journey.journey(0) if isinstance(journey, JourneyLog) else journey
    contacts = first.contacts()
    if contacts and not set(contacts) & set(shop.contact_ids):
        raise UsageError(
            _("None of the contacts of this journey is on the map '{title}'.").format(title=shop.title),
            _("Draw it on the map that it was made with: log.map"),
        )
    log = first.log
    name = str(first.place) if log.customers is None else str(log.customers[0])
    whose = _("customer number {name}").format(name=name)
    if count > 1:
        whose = _("{customer}, one of {count}").format(customer=whose, count=number(count))
    made = _("simulated, seed {seed}").format(seed=log.seed) if log.simulated else _("observed")
    ends = "" if log.outcome is None else " · " + _("outcome: {name}").format(name=OUTCOMES[int(log.outcome[0])].label)
    return Way(contacts, f"{whose} ({made}){ends}")


def _recorded(shop: JourneyMap, place: int) -> Way:
    if not 0 <= place < len(shop.paths):
        raise UsageError(
            ngettext(
                "The map has {count} recorded path; number {place} is not among them.",
                "The map has {count} recorded paths; number {place} is not among them.",
                len(shop.paths),
            ).format(count=len(shop.paths), place=place),
            _("Count from 0, or simulate a journey: simulate(scenario).journey(0)"),
        )
    path = shop.paths[place]
    return Way(tuple(step.id for step in path.contacts), _("recorded path '{id}'").format(id=path.id))


def facts(shop: JourneyMap, persona: str | None) -> str:
    """Return who, which state, and how much of it is assumed."""
    people = [find(shop.personas, persona)] if persona else list(shop.personas)
    names = "; ".join(str(person.name) for person in people)
    parts = [_("Persona: {names}").format(names=names)] if len(people) == 1 else []
    if len(people) > 1:
        parts = [_("Personas: {names}").format(names=names)]
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
    phases = list(dict.fromkeys(moment.phase.label for moment in chosen.moments))
    return _("Shown: {phases} ({shown} of {count} contacts). Choose with phase=… or persona=…").format(
        phases=", ".join(phases), shown=number(len(chosen.contacts)), count=number(len(shop.contacts))
    )


def caption(shop: JourneyMap, journey: Way) -> str:
    """Return what the journey did, counted; empty without one."""
    if not journey.contacts:
        return ""
    walked = steps(shop, journey.contacts)
    counts = [
        ngettext("{count} contact", "{count} contacts", walked.total).format(count=number(walked.total)),
        ngettext("{count} back-jump", "{count} back-jumps", walked.back_jumps).format(count=number(walked.back_jumps)),
        ngettext("{count} channel change", "{count} channel changes", walked.channel_changes).format(
            count=number(walked.channel_changes)
        ),
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
            sentences.append(f"{moment.label}: {'; '.join(_in_words(shop, contact) for contact in here)}.")
    if extra := note(shop, chosen):
        sentences.append(extra)
    if told := caption(shop, journey):
        sentences.append(told + ".")
        names = {contact.id: str(contact.label) for contact in shop.contacts}
        sentences.append(" → ".join(names.get(name, name) for name in journey.contacts) + ".")
    return " ".join(sentences)


def _in_words(shop: JourneyMap, contact: Contact) -> str:
    return f"{contact.label} ({shop.channel(contact.channel).label}, {emotion(contact.emotion)})"


def emotion(value: int | None) -> str:
    """Write an emotion as it stands in the mark: ``+2``, ``−1``, ``0`` or ``?``."""
    return "?" if value is None else f"{value:+d}".replace("-", "−").replace("+0", "0")


def table(shop: JourneyMap, chosen: Selection, kpis: Mapping[str, str]) -> pd.DataFrame:
    """Return the table twin: one row a contact, in words of the language in use."""
    import pandas as pd

    columns = [
        _("contact"), _("moment"), _("phase"), _("channel"), _("medium"), _("form"), _("engagement"),
        _("emotion"), _("pain"), _("owner"), _("evidence"), _("KPI"),
    ]  # fmt: skip
    rows = [_row(shop, contact, kpis) for contact in chosen.contacts]
    return pd.DataFrame(rows, columns=pd.Index(columns))


def _row(shop: JourneyMap, contact: Contact, kpis: Mapping[str, str]) -> list[object]:
    moment, channel = shop.moment(contact.moment), shop.channel(contact.channel)
    kpi = contact.kpi
    period = f" ({kpi.period})" if kpi is not None and kpi.period else ""
    return [
        str(contact.label),
        str(moment.label),
        moment.phase.label,
        str(channel.label),
        channel.medium.label,
        contact.form.label,
        contact.engagement.label,
        emotion(contact.emotion),
        str(contact.pain or ""),
        contact.owner.label if contact.owner else "",
        contact.evidence.label,
        "" if kpi is None else f"{kpi_name(kpi, kpis)} {kpi_value(kpi)}".strip() + period,
    ]
