"""What a map lacks: rules that a group can check before it goes on, each with a sentence that teaches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape

from journeylab.domain.journey_map import Contact, JourneyMap
from journeylab.domain.vocabulary import AidaStage, Evidence, Medium, Phase
from journeylab.i18n import _, number, percent

MOST_CONTACTS = 20
LONGEST_SURVEY = 2.0  # minutes
MOST_ASSUMPTIONS = 0.5
LEAST_PER_PHASE = 2


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that a map lacks.

    Attributes
    ----------
    rule : str
        Name of the rule, ``"pain_without_owner"``.
    sentence : str
        What is missing and why it matters, in the learner's language.
    contacts : tuple of str
        Ids of the contacts it concerns; empty where it concerns the whole map.
    """

    rule: str
    sentence: str
    contacts: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return the sentence."""
        return self.sentence


class Gaps(tuple[Gap, ...]):
    """What a map lacks; shows itself as a numbered list of questions."""

    __slots__ = ()

    def __repr__(self) -> str:
        """Return one numbered line a gap."""
        return "\n".join(f"{i}. {gap}" for i, gap in enumerate(self, 1)) or _no_gap()

    def _repr_html_(self) -> str:
        items = "".join(f"<li>{escape(str(gap))}</li>" for gap in self)
        return f"<ol>{items}</ol>" if items else f"<p>{escape(_no_gap())}</p>"


def _no_gap() -> str:
    return _("No rule finds a gap. Ask somebody who was not here when the map was drawn.")


def gaps(journey_map: JourneyMap) -> Gaps:
    """Return what a map lacks, in the order in which a group should look at it; nothing for a good map."""
    if not journey_map.contacts:
        return Gaps([Gap("no_contact", _("The map has no contact yet. Where does a customer meet the firm first?"))])
    return Gaps([*_in_the_whole(journey_map), *_in_contacts(journey_map), *_in_duties(journey_map)])


def _in_the_whole(journey_map: JourneyMap) -> Iterator[Gap]:
    """Yield what no single contact is to blame for."""
    contacts = journey_map.contacts
    moments = [journey_map.moment(contact.moment) for contact in contacts]
    phases = [moment.phase for moment in moments]
    media = {journey_map.channel(contact.channel).medium for contact in contacts}

    if not any(str(person.name) for person in journey_map.personas):
        yield Gap(
            "no_persona",
            _("Whose journey is this? Give the map a persona with a name: a map for everybody helps nobody."),
        )
    # Google's step 2.  Nothing at all after the purchase has a rule of its own.
    thin = [phase.label for phase in Phase if phases.count(phase) < LEAST_PER_PHASE]
    if Phase.AFTER not in phases:
        thin.remove(Phase.AFTER.label)
    if thin:
        sentence = _(
            "Fewer than {least} contacts lie in the phase: {phases}. "
            "What happens immediately before and after what you have?"
        )
        yield Gap("thin_phase", sentence.format(least=LEAST_PER_PHASE, phases=", ".join(thin)))
    # Sources 003 and 000 find the strongest emotions there.
    if Phase.AFTER not in phases:
        sentence = _(
            "The map ends with the purchase. Confirmation, parcel tracking, delivery, return and service decide "
            "whether somebody buys again: add what happens after the purchase."
        )
        yield Gap("nothing_after_purchase", sentence)
    missing = [stage.label for stage in AidaStage if stage not in {moment.aida for moment in moments}]
    if missing:
        sentence = _("AIDA as a checklist: no contact serves {stages}. How does a customer get over this step?")
        yield Gap("stage_without_contact", sentence.format(stages=", ".join(missing)))
    # People and places are often forgotten in class (source 002).
    if not media & {Medium.IN_PERSON, Medium.STATIONARY}:
        sentence = _(
            "No contact happens in person or at a place. Sales talks, points of sale, trade fairs and field sales "
            "are easily forgotten: is there really none?"
        )
        yield Gap("nothing_physical", sentence)
    if not _of_kind(contacts, "word_of_mouth", "referral_programme"):
        yield Gap(
            "no_word_of_mouth",
            _("Nobody recommends or warns on this map. Where do customers hear of you from other customers?"),
        )
    # A map is worked with on a wall or a projector.
    if len(contacts) > MOST_CONTACTS:
        sentence = _(
            "{count} contacts on one picture: nobody can read more than {most}. Draw one map for each phase or "
            "persona, or keep only the moments that matter."
        )
        yield Gap("too_many_contacts", sentence.format(count=len(contacts), most=MOST_CONTACTS))
    # A map without figures cannot be steered by (source 004).
    if not any(contact.kpi for contact in contacts):
        yield Gap(
            "no_kpi", _("No contact has a KPI. By which figure would you notice that a contact has become better?")
        )


def _in_contacts(journey_map: JourneyMap) -> Iterator[Gap]:
    """Yield what single contacts lack."""
    contacts = journey_map.contacts
    # Source 000, step 3: each contact has a team.
    orphans = [contact for contact in contacts if str(contact.pain or "") and contact.owner is None]
    if orphans:
        sentence = _("Nobody answers for a pain point: {contacts}. Which team owns the contact, and who could help?")
        yield _gap("pain_without_owner", sentence, orphans)
    # A map of assumptions shows the firm and not its customers.
    assumed = [contact for contact in contacts if contact.evidence is Evidence.ASSUMPTION]
    share = len(assumed) / len(contacts)
    if share > MOST_ASSUMPTIONS:
        sentence = _(
            "{assumed} of {count} contacts ({share}) rest on assumptions. Which of them can you observe yourself, "
            "for which does the shop have figures?"
        )
        rest = {"assumed": len(assumed), "count": len(contacts), "share": percent(share, digits=0)}
        yield _gap("mostly_assumptions", sentence, assumed, **rest)
    # Source 003: a request for feedback takes less than two minutes.
    surveys = _of_kind(contacts, "review_request", "satisfaction_survey")
    long = [contact for contact in surveys if (contact.minutes_needed or 0.0) > LONGEST_SURVEY]
    if long:
        sentence = _(
            "It takes customers {minutes} minutes: {contacts}. Whoever asks for a favour should need no more than "
            "{most} minutes; which question can be left out?"
        )
        worst = max(contact.minutes_needed or 0.0 for contact in long)
        yield _gap("long_survey", sentence, long, minutes=number(worst), most=number(LONGEST_SURVEY))


def _in_duties(journey_map: JourneyMap) -> Iterator[Gap]:
    """Yield what the law demands where people order online, as questions: a map does not know all."""
    ordering = [
        contact
        for contact in _of_kind(journey_map.contacts, "checkout", "order")
        if journey_map.channel(contact.channel).medium is Medium.DIGITAL
    ]
    if ordering and not _of_kind(journey_map.contacts, "order_confirmation"):
        sentence = _(
            "People order online here, but no order confirmation follows. § 312i (1) no. 3 BGB demands that the "
            "receipt of an order is confirmed electronically without delay; "
            "only business customers can agree otherwise."
        )
        yield _gap("no_order_confirmation", sentence, ordering)
    if ordering and not _of_kind(journey_map.contacts, "withdrawal_function"):
        sentence = _(
            "Do consumers with a right of withdrawal order online here? Then § 356a BGB (as of 19 June 2026) demands "
            "an electronic withdrawal function in the shop. If only businesses order, it does not."
        )
        yield _gap("no_withdrawal_function", sentence, ordering)


def _of_kind(contacts: Iterable[Contact], *kinds: str) -> list[Contact]:
    return [contact for contact in contacts if contact.touchpoint in kinds]


def _gap(rule: str, sentence: str, contacts: list[Contact], **words: object) -> Gap:
    names = ", ".join(map(str, contacts))
    return Gap(rule, sentence.format(contacts=names, **words), tuple(contact.id for contact in contacts))
