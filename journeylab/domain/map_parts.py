"""The parts of a map: personas, goals, moments, channels, contacts, recorded paths."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BeforeValidator, Field

from journeylab.domain.text import Bilingual, Record
from journeylab.domain.vocabulary import (
    AidaStage,
    CustomerKind,
    Engagement,
    Evidence,
    Form,
    Medium,
    Phase,
    Team,
    ValueComponent,
)

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
    id : str
        Short name; paths refer to it.
    name : Text
        Name and age, perhaps what is typical.
    kind : CustomerKind
        As what the customer starts.
    share : float
        Weight of this persona among all customers.
    story : Text or None
        A sentence or two about her day.
    goals : tuple of Text
        What she wants to reach.
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
    """What the firm wants, what customers want, and where both meet (Google's step 1).

    Attributes
    ----------
    firm : tuple of Text
        What the firm wants.
    customers : tuple of Text
        What customers want.
    shared : Text or None
        Where both meet.
    """

    firm: tuple[Bilingual, ...] = ()
    customers: tuple[Bilingual, ...] = ()
    shared: Bilingual | None = None


class Moment(Record):
    """A column of the map: a stretch of the journey.

    Attributes
    ----------
    id : str
        Short name; contacts refer to it.
    label : Text
        What stands above the column.
    phase : Phase
        Where it lies relative to the purchase.
    aida : AidaStage or None
        Stage of AIDA; None after the purchase.
    """

    id: Id
    label: Bilingual
    phase: Phase
    aida: AidaStage | None = None


class Channel(Record):
    """A row of the map: a way in which customer and firm meet.

    Attributes
    ----------
    id : str
        Short name; contacts refer to it.
    label : Text
        What stands beside the row.
    medium : Medium
        How it reaches people.
    """

    id: Id
    label: Bilingual
    medium: Medium


class ContactKpi(Record):
    """The figure by which a contact is watched (source 004).

    Attributes
    ----------
    id : str
        Key of a KPI of the catalogue, or of a figure of a log.
    value : float or None
        What was measured.
    unit : str
        Unit of the value.
    period : str
        When it was measured.
    """

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
    label : Text
        Name on the map.
    moment : str
        Id of the moment in which it stands.
    channel : str
        Id of the channel in which it stands.
    form : Form
        What it is: a feature, an interaction, a communication.
    engagement : Engagement
        Whether it asks for an action or only hints.
    emotion : int or None
        -2 (angry) to 2 (delighted); None where nobody has said yet.
    pain : Text or None
        What annoys people here.
    delight : Text or None
        What people like here.
    owner : Team or None
        Team that answers for it; None is a finding.
    helpers : tuple of Team
        Teams that take part.
    evidence : Evidence
        What the statements rest on; an assumption unless the file says more.
    source : Text or None
        Where the statements are from.
    minutes_needed : float or None
        What a survey or a form costs the customer, in minutes.
    kpi : ContactKpi or None
        The figure by which it is watched.
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
    """One contact of a path that somebody walked.

    Attributes
    ----------
    id : str
        Id of the contact.
    minute : int
        Minutes since the first contact.
    """

    id: Id
    minute: int = Field(default=0, ge=0)


class RecordedPath(Record):
    """A journey that was walked or told, as ids of contacts (Google's step 4).

    Attributes
    ----------
    id : str
        Short name of the path.
    by : str
        Who or what recorded it, for example a walk or an interview.
    persona : str or None
        Id of the persona who walked it.
    contacts : tuple of PathStep
        The contacts, in order.
    """

    id: Id
    by: str = "walk"
    persona: Id | None = None
    contacts: tuple[PathStep, ...] = ()
