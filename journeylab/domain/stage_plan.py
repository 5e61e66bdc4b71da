"""A plan for a model: which contacts serve each of its stages, and what the firm says there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from journeylab.domain.gaps import Gap
from journeylab.domain.journey_map import Contact, JourneyMap, Moment
from journeylab.domain.models import Framework, Stage
from journeylab.domain.names import unknown
from journeylab.domain.vocabulary import Medium, Phase
from journeylab.i18n import _

WITH_PEOPLE = frozenset({Medium.IN_PERSON, Medium.STATIONARY})


@dataclass(frozen=True)
class StagePlan:
    """What somebody has thought of for the stages of a model.

    Parameters
    ----------
    shop : JourneyMap
    model : Framework
    placed : mapping of str to frozenset of str
        Ids of the contacts on each stage, by its key; a contact may stand on
        several stages, and a stage without an entry has none.
    messages : mapping of str to str
        What the firm says on each stage, as it was typed.
    """

    shop: JourneyMap
    model: Framework
    placed: Mapping[str, frozenset[str]]
    messages: Mapping[str, str]

    def __post_init__(self) -> None:
        for stage in (*self.placed, *self.messages):
            for problem in unknown(stage, (each.key for each in self.model.stages), ("stages", stage)):
                raise problem
        for stage, ids in self.placed.items():
            for contact in sorted(ids):
                for problem in unknown(contact, self.shop.contact_ids, ("stages", stage, "contacts")):
                    raise problem

    def contacts(self, stage: str) -> tuple[Contact, ...]:
        """Return the contacts on a stage, in the order of the map."""
        ids = self.placed.get(stage, frozenset())
        return tuple(contact for contact in self.shop.contacts if contact.id in ids)

    def message(self, stage: str) -> str:
        """Return what is said on a stage, as it was typed."""
        return self.messages.get(stage, "")

    def stages_of(self, contact: str) -> tuple[int, ...]:
        """Return the places of the stages on which a contact stands, 1 = the first."""
        return tuple(i for i, stage in enumerate(self.model.stages, 1) if contact in self.placed.get(stage.key, ()))

    def with_contacts(self, stage: str, ids: Iterable[str]) -> StagePlan:
        """Return the plan with exactly these contacts on a stage."""
        return replace(self, placed={**self.placed, stage: frozenset(ids)})

    def with_message(self, stage: str, text: str) -> StagePlan:
        """Return the plan with another message on a stage."""
        return replace(self, messages={**self.messages, stage: text})

    def unplaced(self) -> tuple[Contact, ...]:
        """Return the contacts that stand on no stage, in the order of the map."""
        return tuple(contact for contact in self.shop.contacts if not self.stages_of(contact.id))

    @property
    def ends_with_purchase(self) -> bool:
        """Whether the model has no stage after the purchase."""
        return all(stage.phase is not Phase.AFTER for stage in self.model.stages)

    def beyond(self) -> tuple[Contact, ...]:
        """Return the contacts on no stage that lie after the purchase, where the model ends with it."""
        if not self.ends_with_purchase:
            return ()
        return tuple(contact for contact in self.unplaced() if self.shop.phase(contact.id) is Phase.AFTER)

    def gaps_of(self, stage: Stage) -> Iterator[Gap]:
        """Yield what one stage lacks."""
        contacts = self.contacts(stage.key)
        if not contacts:
            sentence = _("{stage}: no contact yet. Where does somebody meet the firm at this stage?")
            yield Gap("stage_without_contact", sentence.format(stage=stage.label))
        if not self.message(stage.key).strip():
            sentence = _("{stage}: no message yet. What should somebody think, feel or do here?")
            yield Gap("stage_without_message", sentence.format(stage=stage.label))
        if contacts and {self._medium(contact) for contact in contacts} == {Medium.DIGITAL}:
            sentence = _("{stage}: digital contacts only. What can somebody hold, visit or ask here?")
            yield Gap("only_digital", sentence.format(stage=stage.label), tuple(contact.id for contact in contacts))

    def gaps(self) -> tuple[Gap, ...]:
        """Return what the plan lacks: stage by stage, then in the whole; nothing for a full plan."""
        return (*(gap for stage in self.model.stages for gap in self.gaps_of(stage)), *self._in_the_whole())

    def _in_the_whole(self) -> Iterator[Gap]:
        beyond = self.beyond()
        idle = [contact for contact in self.unplaced() if contact not in beyond]
        if idle:
            sentence = _("On no stage: {contacts}. What are these contacts there for?")
            names = ", ".join(map(str, idle))
            yield Gap("contact_without_stage", sentence.format(contacts=names), tuple(contact.id for contact in idle))
        placed = [contact for contact in self.shop.contacts if self.stages_of(contact.id)]
        if placed and not {self._medium(contact) for contact in placed} & WITH_PEOPLE:
            sentence = _("No stage has a contact in person or at a place. Is there really no talk, shop or stand?")
            yield Gap("nobody_in_person", sentence)

    def remarks(self) -> tuple[str, ...]:
        """Return what lies in the model and not in the plan: no gap that anybody could close."""
        beyond = self.beyond()
        if not beyond:
            return ()
        sentence = _("{model} ends with the purchase. It has no stage for: {contacts}.")
        return (sentence.format(model=self.model.label, contacts=", ".join(map(str, beyond))),)

    def _medium(self, contact: Contact) -> Medium:
        return self.shop.channel(contact.channel).medium

    def __str__(self) -> str:
        """Return the plan as lines: title, stages, gaps, remarks."""
        lines = [_("{model} for {shop}").format(model=self.model.label, shop=self.shop.title)]
        for i, stage in enumerate(self.model.stages, 1):
            names = ", ".join(map(str, self.contacts(stage.key))) or _("no contact")
            lines.append(f"{i}. {stage.label}: {names}")
            message = " ".join(self.message(stage.key).split())
            lines.append("   " + _("Message: {text}").format(text=message or _("none yet")))
        return "\n".join([*lines, *(f"- {gap}" for gap in self.gaps()), *self.remarks()])


def empty_plan(shop: JourneyMap, model: Framework) -> StagePlan:
    """Return a plan in which nothing is placed and nothing is said yet."""
    return StagePlan(shop, model, {}, {})


def proposal(shop: JourneyMap, model: Framework) -> dict[str, frozenset[str]]:
    """Return on which stage of a model the map itself would place each contact.

    Returns
    -------
    dict of str to frozenset of str
        Ids of contacts by key of every stage; a contact of a phase that the
        model does not have stands nowhere.

    Notes
    -----
    A stage that the map names for a moment (AIDA) is taken as it is.  For all
    other models the phase decides, and where several stages lie in one phase,
    its moments are spread over them in order.  That is our assumption.
    """
    placed: dict[str, set[str]] = {stage.key: set() for stage in model.stages}
    for contact in shop.contacts:
        key = _stage_of(shop.moment(contact.moment), shop, model)
        if key is not None:
            placed[key].add(contact.id)
    return {key: frozenset(ids) for key, ids in placed.items()}


def _stage_of(moment: Moment, shop: JourneyMap, model: Framework) -> str | None:
    for stage in model.stages:
        if stage.key == moment.aida:
            return stage.key
    near = [stage.key for stage in model.stages if stage.phase is moment.phase]
    if not near:
        return None
    alike = [each.id for each in shop.moments if each.phase is moment.phase]
    share = alike.index(moment.id) / max(len(alike) - 1, 1)
    return near[int(share * (len(near) - 1) + 0.5)]
