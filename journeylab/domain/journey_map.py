"""One shop's map: contacts at the crossing of moment and channel, and what people say of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, ValidationError, model_validator

from journeylab.domain.names import find, repeated, unknown
from journeylab.domain.text import Bilingual, Record
from journeylab.domain.vocabulary import (
    AidaStage,
    CustomerKind,
    Engagement,
    Evidence,
    Form,
    MapState,
    Medium,
    Outcome,
    Phase,
    Team,
    ValueComponent,
)
from journeylab.errors import ModelError
from journeylab.i18n import _

# Ids name states of the simulator, columns of exports and parts of addresses: plain ASCII.
Id = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,39}$")]
Level = Annotated[float, Field(ge=0, le=5)]


def _year_month(value: object) -> object:
    # YAML reads 2026-10-01 as a date and 2026-10 as text: both name a period.
    return value.isoformat() if isinstance(value, date) else value


class Persona(Record):
    """A typical customer: what she wants weighs how a contact moves her mood.

    Attributes
    ----------
    kind : CustomerKind
        As what the customer starts.
    share : float
        Weight of this persona among all customers.
    wants : dict of ValueComponent to float
        Importance of each part of the value proposition, 0 to 5.
    mood : float
        Satisfaction at the start, 0 to 10.
    """

    id: Id
    name: Bilingual
    kind: CustomerKind = CustomerKind.NEW
    share: float = Field(default=1.0, ge=0)
    story: Bilingual | None = None
    goals: tuple[Bilingual, ...] = ()
    wants: dict[ValueComponent, Level] = Field(default_factory=dict)
    mood: float = Field(default=5.0, ge=0, le=10)


class Goals(Record):
    """What the firm wants, what customers want, and where both meet (Google's step 1)."""

    firm: tuple[Bilingual, ...] = ()
    customers: tuple[Bilingual, ...] = ()
    shared: Bilingual | None = None


class Moment(Record):
    """A column of the map: a stretch of the journey."""

    id: Id
    label: Bilingual
    phase: Phase
    aida: AidaStage | None = None


class Channel(Record):
    """A row of the map: a way in which customer and firm meet."""

    id: Id
    label: Bilingual
    medium: Medium


class ContactKpi(Record):
    """The figure by which a contact is watched (source 004)."""

    id: str
    value: float | None = None
    unit: str = ""
    period: Annotated[str, BeforeValidator(_year_month)] = ""


class Contact(Record):
    """One touchpoint of this shop, at exactly one moment and one channel.

    Attributes
    ----------
    id : str
        Stable: log, levers and exercises refer to it.
    touchpoint : str
        Key of its kind in the catalogue.
    emotion : int or None
        -2 (angry) to 2 (delighted); None where nobody has said yet.
    minutes_needed : float or None
        What a survey or a form costs the customer, in minutes.
    evidence : Evidence
        What the statements rest on; an assumption unless the file says more.
    """

    id: Id
    touchpoint: str
    label: Bilingual
    moment: Id
    channel: Id
    form: Form = Form.INTERACTION
    engagement: Engagement = Engagement.ACTIVE
    emotion: Annotated[int, Field(ge=-2, le=2)] | None = None
    pain: Bilingual | None = None
    delight: Bilingual | None = None
    owner: Team | None = None
    helpers: tuple[Team, ...] = ()
    evidence: Evidence = Evidence.ASSUMPTION
    source: Bilingual | None = None
    minutes_needed: float | None = Field(default=None, ge=0)
    kpi: ContactKpi | None = None

    def __str__(self) -> str:
        """Return the label in the learner's language."""
        return str(self.label)


class PathStep(Record):
    """One contact of a path that somebody walked."""

    id: Id
    minute: int = Field(default=0, ge=0)


class RecordedPath(Record):
    """A journey that was walked or told, as ids of contacts (Google's step 4)."""

    id: Id
    by: str = "walk"
    persona: Id | None = None
    contacts: tuple[PathStep, ...] = ()


class JourneyMap(Record):
    """A map of touchpoints: moments in order, channels, contacts.

    A map alone is a valid, useful thing; `journeylab.domain.scenario.Scenario`
    adds how customers behave at its contacts.
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
        from journeylab.domain.explain import explain

        try:
            contact = Contact(**fields)
            data = {name: getattr(self, name) for name in JourneyMap.model_fields if name not in ("format", "contacts")}
            return JourneyMap(**data, contacts=(*self.contacts, contact))
        except ValidationError as error:
            raise explain(error, Contact)[0] from None

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
