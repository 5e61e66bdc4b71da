"""What a map lacks: rules that a group can check before it goes on, each with a sentence that teaches."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from journeylab.domain.journey_map import Contact, JourneyMap
from journeylab.domain.vocabulary import AidaStage, Evidence, Medium, Phase
from journeylab.i18n import _, number, percent

MOST_CONTACTS = 20
LONGEST_SURVEY = 2.0  # minutes
MOST_ASSUMPTIONS = 0.5
LEAST_PER_PHASE = 2

# Keys of the catalogue that the rules look for.
_SURVEYS = {"review_request", "satisfaction_survey"}
_ORDERING = {"checkout", "order"}
_RECOMMENDING = {"word_of_mouth", "referral_programme"}


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


Found = tuple[str, tuple[str, ...]] | None


def gaps(journey_map: JourneyMap) -> tuple[Gap, ...]:
    """Return what a map lacks, in the order in which a group should look at it; nothing for a good map."""
    if not journey_map.contacts:
        return (Gap("no_contact", _("The map has no contact yet. Where does a customer meet the firm first?")),)
    found = ((rule.__name__, rule(journey_map)) for rule in RULES)
    return tuple(Gap(name, *gap) for name, gap in found if gap is not None)


def no_persona(journey_map: JourneyMap) -> Found:
    """Demand somebody through whose eyes the map is seen."""
    unnamed = [person for person in journey_map.personas if not str(person.name)]
    if journey_map.personas and not unnamed:
        return None
    return _("Whose journey is this? Give the map a persona with a name: a map for everybody helps nobody."), ()


def thin_phase(journey_map: JourneyMap) -> Found:
    """Look immediately before and after each contact of a phase (Google's step 2)."""
    counts = {phase: sum(_in_phase(journey_map, phase)) for phase in Phase}
    thin = [phase for phase, count in counts.items() if count < LEAST_PER_PHASE]
    # Nothing at all after the purchase has a rule of its own.
    if not counts[Phase.AFTER]:
        thin.remove(Phase.AFTER)
    if not thin:
        return None
    sentence = _(
        "Fewer than {least} contacts lie in the phase: {phases}. "
        "What happens immediately before and after what you have?"
    )
    return sentence.format(least=LEAST_PER_PHASE, phases=_listed(phase.label for phase in thin)), ()


def nothing_after_purchase(journey_map: JourneyMap) -> Found:
    """Look beyond the checkout: sources 003 and 000 find the strongest emotions there."""
    if any(_in_phase(journey_map, Phase.AFTER)):
        return None
    return _(
        "The map ends with the purchase. Confirmation, parcel tracking, delivery, return and service decide "
        "whether somebody buys again: add what happens after the purchase."
    ), ()


def stage_without_contact(journey_map: JourneyMap) -> Found:
    """Demand a contact for each stage of AIDA, used as a checklist and not as an order."""
    served = {journey_map.moment(contact.moment).aida for contact in journey_map.contacts}
    missing = [stage.label for stage in AidaStage if stage not in served]
    if not missing:
        return None
    sentence = _("AIDA as a checklist: no contact serves {stages}. How does a customer get over this step?")
    return sentence.format(stages=_listed(missing)), ()


def only_digital(journey_map: JourneyMap) -> Found:
    """Remember that customers have hands: a parcel, a leaflet, a store."""
    if _media(journey_map) - {Medium.DIGITAL}:
        return None
    return _(
        "All contacts are digital. Which ones can be touched or happen between people: parcel, enclosure, telephone, "
        "store, trade fair?"
    ), ()


def nothing_physical(journey_map: JourneyMap) -> Found:
    """Look for people and places, which are often forgotten in class (source 002)."""
    media = _media(journey_map)
    if media & {Medium.IN_PERSON, Medium.STATIONARY} or media <= {Medium.DIGITAL}:
        return None
    return _(
        "No contact happens in person or at a place. Sales talks, points of sale, trade fairs and field sales "
        "are easily forgotten: is there really none?"
    ), ()


def no_word_of_mouth(journey_map: JourneyMap) -> Found:
    """Look for what customers tell each other, which no firm controls."""
    if _of_kind(journey_map, _RECOMMENDING):
        return None
    return _("Nobody recommends or warns on this map. Where do customers hear of you from other customers?"), ()


def too_many_contacts(journey_map: JourneyMap) -> Found:
    """Keep a map readable: it is worked with on a wall or a projector."""
    count = len(journey_map.contacts)
    if count <= MOST_CONTACTS:
        return None
    sentence = _(
        "{count} contacts on one picture: nobody can read more than {most}. Draw one map for each phase or persona, "
        "or keep only the moments that matter."
    )
    return sentence.format(count=count, most=MOST_CONTACTS), ()


def pain_without_owner(journey_map: JourneyMap) -> Found:
    """Demand a team for each pain point (source 000, step 3)."""
    orphans = [contact for contact in journey_map.contacts if str(contact.pain or "") and contact.owner is None]
    if not orphans:
        return None
    sentence = _("Nobody answers for a pain point: {contacts}. Which team owns the contact, and who could help?")
    return sentence.format(contacts=_listed(map(str, orphans))), _ids(orphans)


def mostly_assumptions(journey_map: JourneyMap) -> Found:
    """Ask for evidence: a map of assumptions shows the firm and not its customers."""
    assumed = [contact for contact in journey_map.contacts if contact.evidence is Evidence.ASSUMPTION]
    share = len(assumed) / len(journey_map.contacts)
    if share <= MOST_ASSUMPTIONS:
        return None
    if share == 1:
        sentence = _("Everything on this map is assumed. Go through the purchase yourself, and ask customers.")
        return sentence, _ids(assumed)
    sentence = _(
        "{assumed} of {count} contacts ({share}) rest on assumptions. Which of them can you observe yourself, "
        "for which does the shop have figures?"
    )
    return sentence.format(assumed=len(assumed), count=len(journey_map.contacts), share=percent(share, digits=0)), _ids(
        assumed
    )


def long_survey(journey_map: JourneyMap) -> Found:
    """Keep a request for feedback under two minutes (source 003)."""
    long = [
        contact
        for contact in _of_kind(journey_map, _SURVEYS)
        if contact.minutes_needed is not None and contact.minutes_needed > LONGEST_SURVEY
    ]
    if not long:
        return None
    sentence = _(
        "It takes customers {minutes} minutes: {contacts}. Whoever asks for a favour should need no more than "
        "{most} minutes; which question can be left out?"
    )
    worst = max(contact.minutes_needed or 0.0 for contact in long)
    return sentence.format(minutes=number(worst), most=number(LONGEST_SURVEY), contacts=_listed(map(str, long))), _ids(
        long
    )


def no_kpi(journey_map: JourneyMap) -> Found:
    """Demand figures: a map without them cannot be steered by (source 004)."""
    if any(contact.kpi for contact in journey_map.contacts):
        return None
    return _("No contact has a KPI. By which figure would you notice that a contact has become better?"), ()


def low_without_kpi(journey_map: JourneyMap) -> Found:
    """Demand a figure where customers are unhappy."""
    low = [contact for contact in journey_map.contacts if (contact.emotion or 0) < 0 and contact.kpi is None]
    if not low or no_kpi(journey_map):
        return None
    sentence = _(
        "Customers are unhappy here, and no KPI watches it: {contacts}. Which figure shows how often it happens?"
    )
    return sentence.format(contacts=_listed(map(str, low))), _ids(low)


def no_order_confirmation(journey_map: JourneyMap) -> Found:
    """Remind of § 312i BGB where people order online."""
    ordering = _ordering_online(journey_map)
    if not ordering or _of_kind(journey_map, {"order_confirmation"}):
        return None
    return _(
        "People order online here, but no order confirmation follows. § 312i (1) no. 3 BGB demands that the receipt "
        "of an order is confirmed electronically without delay; only business customers can agree otherwise."
    ), _ids(ordering)


def no_withdrawal_function(journey_map: JourneyMap) -> Found:
    """Remind of § 356a BGB; a question, because a map does not know whether consumers order."""
    ordering = _ordering_online(journey_map)
    if not ordering or _of_kind(journey_map, {"withdrawal_function"}):
        return None
    return _(
        "Do consumers with a right of withdrawal order online here? Then § 356a BGB (as of 19 June 2026) demands an "
        "electronic withdrawal function in the shop. If only businesses order, it does not."
    ), _ids(ordering)


RULES: tuple[Callable[[JourneyMap], Found], ...] = (
    no_persona,
    thin_phase,
    nothing_after_purchase,
    stage_without_contact,
    only_digital,
    nothing_physical,
    no_word_of_mouth,
    too_many_contacts,
    pain_without_owner,
    mostly_assumptions,
    long_survey,
    no_kpi,
    low_without_kpi,
    no_order_confirmation,
    no_withdrawal_function,
)


def _in_phase(journey_map: JourneyMap, phase: Phase) -> list[bool]:
    return [journey_map.moment(contact.moment).phase is phase for contact in journey_map.contacts]


def _media(journey_map: JourneyMap) -> set[Medium]:
    return {journey_map.channel(contact.channel).medium for contact in journey_map.contacts}


def _of_kind(journey_map: JourneyMap, kinds: set[str]) -> list[Contact]:
    return [contact for contact in journey_map.contacts if contact.touchpoint in kinds]


def _ordering_online(journey_map: JourneyMap) -> list[Contact]:
    return [
        contact
        for contact in _of_kind(journey_map, _ORDERING)
        if journey_map.channel(contact.channel).medium is Medium.DIGITAL
    ]


def _ids(contacts: Iterable[Contact]) -> tuple[str, ...]:
    return tuple(contact.id for contact in contacts)


def _listed(names: Iterable[str], most: int = 5) -> str:
    """Return names in a row, the first few of them if they are many."""
    names = list(names)
    more = len(names) - most
    if more <= 0:
        return ", ".join(names)
    return ", ".join(names[:most]) + " " + _("and {count} more").format(count=more)
