"""One shop's map: contacts at the crossing of moment and channel, and what people say of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from journeylab.domain.map_parts import Channel as Channel
from journeylab.domain.map_parts import Contact as Contact
from journeylab.domain.map_parts import ContactKpi as ContactKpi
from journeylab.domain.map_parts import Goals as Goals
from journeylab.domain.map_parts import Id as Id
from journeylab.domain.map_parts import Level as Level
from journeylab.domain.map_parts import Moment as Moment
from journeylab.domain.map_parts import PathStep as PathStep
from journeylab.domain.map_parts import Persona as Persona
from journeylab.domain.map_parts import RecordedPath as RecordedPath
from journeylab.domain.names import find, repeated, unknown
from journeylab.domain.text import Bilingual, Record
from journeylab.domain.vocabulary import MapState, Outcome, Phase, ValueComponent
from journeylab.errors import ModelError
from journeylab.i18n import _


class JourneyMap(Record):
    """A map of touchpoints: moments in order, channels, contacts.

    A map alone is a valid, useful thing; `journeylab.domain.scenario.Scenario`
    adds how customers behave at its contacts.

    Attributes
    ----------
    format : str
        What the file is: a map alone, or a map on which customers walk.
    version : int
        Version of the format.
    id : str
        Short name of the map.
    title : Text
        Heading of the map.
    state : MapState
        How it is, or how it shall be.
    based_on : str or None
        Id of the as-is map that a to-be map starts from.
    story : Text or None
        What the shop is, and what the team asks itself.
    personas : tuple of Persona
        Typical customers.
    goals : Goals
        What firm and customers want.
    moments : tuple of Moment
        Columns of the map, in their order.
    channels : tuple of Channel
        Rows of the map.
    contacts : tuple of Contact
        Touchpoints of this shop; their place is their code in a log.
    value : dict
        How much each part of the value proposition counts at a moment, 0 to 5.
    paths : tuple of RecordedPath
        Ways that somebody walked or told.
    """

    format: Literal["journeylab/map", "journeylab/scenario"] = "journeylab/map"
    version: Literal[1] = 1
    id: Id
    title: Bilingual
    state: MapState = MapState.AS_IS
    based_on: Id | None = None
    story: Bilingual | None = None
    personas: tuple[Persona, ...] = ()
    goals: Goals = Goals()
    moments: tuple[Moment, ...] = Field(min_length=1)
    channels: tuple[Channel, ...] = Field(min_length=1)
    contacts: tuple[Contact, ...] = ()
    value: dict[ValueComponent, dict[str, Level]] = Field(default_factory=dict)
    paths: tuple[RecordedPath, ...] = ()

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        problems = tuple(self._contradictions())
        if problems:
            first = problems[0]
            raise ModelError(first.problem, first.fix, first.where, problems[1:])
        return self

    def _contradictions(self) -> Iterator[ModelError]:
        """Yield what does not hang together; a subclass adds its own."""
        for field in ("personas", "moments", "channels", "contacts", "paths"):
            yield from repeated(field, [item.id for item in getattr(self, field)])
        moments, channels, contacts = (
            [item.id for item in items] for items in (self.moments, self.channels, self.contacts)
        )
        for i, contact in enumerate(self.contacts):
            yield from unknown(contact.moment, moments, ("contacts", i, "moment"))
            yield from unknown(contact.channel, channels, ("contacts", i, "channel"))
            if contact.id in {str(outcome) for outcome in Outcome}:
                yield ModelError(
                    _("'{id}' is the name of an outcome and cannot name a contact.").format(id=contact.id),
                    _("Choose another id for this contact."),
                    ("contacts", i, "id"),
                )
        for part, levels in self.value.items():
            for moment in levels:
                yield from unknown(moment, moments, ("value", part, moment))
        for i, path in enumerate(self.paths):
            if path.persona is not None:
                yield from unknown(path.persona, [p.id for p in self.personas], ("paths", i, "persona"))
            for j, step in enumerate(path.contacts):
                yield from unknown(step.id, contacts, ("paths", i, "contacts", j, "id"))

    @property
    def contact_ids(self) -> tuple[str, ...]:
        """Ids of all contacts, in the order of the file; their place is their code in a log."""
        return tuple(contact.id for contact in self.contacts)

    def contact(self, contact_id: str) -> Contact:
        """Return the contact with this id."""
        return find(self.contacts, contact_id)

    def moment(self, moment_id: str) -> Moment:
        """Return the moment with this id."""
        return find(self.moments, moment_id)

    def channel(self, channel_id: str) -> Channel:
        """Return the channel with this id."""
        return find(self.channels, channel_id)

    def phase(self, contact_id: str) -> Phase:
        """Return the phase in which a contact lies."""
        return self.moment(self.contact(contact_id).moment).phase

    def with_contact(self, **fields: Any) -> JourneyMap:
        """Return the map with one contact more.

        Of a scenario it is the map alone: nobody knows yet how customers behave at the new contact.

        Parameters
        ----------
        **fields
            Those of a `Contact`: ``id``, ``touchpoint``, ``label``, ``moment``, ``channel``, ...

        Raises
        ------
        ModelError
            If a field is missing or wrong, with the nearest right one.
        """
        left_out = ("format", "contacts", "x_notes")
        data = {name: getattr(self, name) for name in JourneyMap.model_fields if name not in left_out}
        return JourneyMap(**data, **self.x_notes, contacts=(*self.contacts, Contact(**fields)))

    def moment_rank(self) -> dict[str, int]:
        """Return each contact's place on the x axis, 0 = earliest moment; a step to a smaller one goes back."""
        place = {moment.id: i for i, moment in enumerate(self.moments)}
        return {contact.id: place[contact.moment] for contact in self.contacts}

    def emotion_by_moment(self) -> dict[str, float]:
        """Return the mean emotion (-2 to 2) of each moment that has a rated contact."""
        rated: dict[str, list[int]] = {}
        for contact in self.contacts:
            if contact.emotion is not None:
                rated.setdefault(contact.moment, []).append(contact.emotion)
        return {m.id: sum(rated[m.id]) / len(rated[m.id]) for m in self.moments if m.id in rated}

    def __str__(self) -> str:
        """Name the map and its size."""
        return _("{title}: {contacts} contacts, {moments} moments, {channels} channels ({state})").format(
            title=self.title,
            contacts=len(self.contacts),
            moments=len(self.moments),
            channels=len(self.channels),
            state=self.state.label,
        )

    def __repr__(self) -> str:
        """Return the readable form: a notebook shows it."""
        return str(self)
