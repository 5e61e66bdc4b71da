"""The fixed terms of the subject.  Files write the value, learners read the label."""

from __future__ import annotations

from enum import StrEnum

from journeylab.i18n import _


class Term(StrEnum):
    """A fixed term: its value stands in files, its label is read by people."""

    @property
    def label(self) -> str:
        """Name in the learner's language."""
        return _labels()[self]


class Phase(Term):
    """Where a contact lies relative to the purchase (sources 000 to 003)."""

    BEFORE = "before"
    PURCHASE = "purchase"
    AFTER = "after"


class AidaStage(Term):
    """Stage of the AIDA model; its origin is disputed, see `datasets/models.yaml`."""

    ATTENTION = "attention"
    INTEREST = "interest"
    DESIRE = "desire"
    ACTION = "action"


class Medium(Term):
    """How a contact reaches people; finer than the analog/digital of source 004."""

    IN_PERSON = "in_person"
    STATIONARY = "stationary"
    ANALOG = "analog"
    DIGITAL = "digital"


class Engagement(Term):
    """Active contacts ask for an action, passive ones only hint (source 003)."""

    ACTIVE = "active"
    PASSIVE = "passive"


class Ownership(Term):
    """Who controls a contact: the firm, somebody paid for it, or other people."""

    OWNED = "owned"
    PAID = "paid"
    EARNED = "earned"


class ValueComponent(Term):
    """Part of the value proposition (source 004)."""

    PRICE = "price"
    SERVICE = "service"
    PERSONALISATION = "personalisation"
    CLOSENESS = "closeness"


class Form(Term):
    """What a contact on the map is (source 004)."""

    FEATURE = "feature"
    INTERACTION = "interaction"
    COMMUNICATION = "communication"


class Evidence(Term):
    """What a statement on a map rests on."""

    ASSUMPTION = "assumption"
    OBSERVATION = "observation"
    DATA = "data"


class MapState(Term):
    """Whether a map shows what is or what shall be."""

    AS_IS = "as_is"
    TO_BE = "to_be"


class CustomerKind(Term):
    """New until the first purchase, existing from then on."""

    NEW = "new"
    EXISTING = "existing"


class Outcome(Term):
    """How a journey ends.  These ids may stand in `next` beside contacts."""

    CONTENT = "ende"
    GAVE_UP = "abbruch"
    COMPETITOR = "wettbewerber"
    OPEN = "offen"


class Event(Term):
    """What happens at a contact that figures are counted by."""

    BASKET = "basket"
    CHECKOUT = "checkout"
    PURCHASE = "purchase"
    RETURN = "return"


class Team(Term):
    """Team that answers for a contact (source 000, step 3)."""

    MARKETING = "marketing"
    CONTENT = "content"
    COPY = "copy"
    WEB_DESIGN = "web_design"
    IT = "it"
    SALES = "sales"
    STORE = "store"
    SERVICE = "service"
    LOGISTICS = "logistics"
    FINANCE = "finance"
    PRODUCT = "product"
    MANAGEMENT = "management"
    EXTERNAL = "external"


class Confidence(Term):
    """How sure a stated fact is: official or computed, good secondary, one weak source, or our own assumption."""

    HIGH = "H"
    MEDIUM = "M"
    LOW = "L"
    ASSUMPTION = "assumption"


def _labels() -> dict[Term, str]:
    # A function, not a constant: the language may change while a notebook runs.
    return {
        Phase.BEFORE: _("before the purchase"),
        Phase.PURCHASE: _("purchase"),
        Phase.AFTER: _("after the purchase"),
        AidaStage.ATTENTION: _("Attention"),
        AidaStage.INTEREST: _("Interest"),
        AidaStage.DESIRE: _("Desire"),
        AidaStage.ACTION: _("Action"),
        Medium.IN_PERSON: _("in person"),
        Medium.STATIONARY: _("stationary"),
        Medium.ANALOG: _("analog"),
        Medium.DIGITAL: _("digital"),
        Engagement.ACTIVE: _("active"),
        Engagement.PASSIVE: _("passive"),
        Ownership.OWNED: _("owned"),
        Ownership.PAID: _("paid"),
        Ownership.EARNED: _("earned"),
        ValueComponent.PRICE: _("Price"),
        ValueComponent.SERVICE: _("Service"),
        ValueComponent.PERSONALISATION: _("Personalisation"),
        ValueComponent.CLOSENESS: _("Closeness"),
        Form.FEATURE: _("feature"),
        Form.INTERACTION: _("interaction"),
        Form.COMMUNICATION: _("communication"),
        Evidence.ASSUMPTION: _("assumption"),
        Evidence.OBSERVATION: _("observation"),
        Evidence.DATA: _("data"),
        MapState.AS_IS: _("as is"),
        MapState.TO_BE: _("to be"),
        CustomerKind.NEW: _("new customer"),
        CustomerKind.EXISTING: _("existing customer"),
        Outcome.CONTENT: _("content"),
        Outcome.GAVE_UP: _("gave up"),
        Outcome.COMPETITOR: _("went to a competitor"),
        Outcome.OPEN: _("still open"),
        Event.BASKET: _("basket started"),
        Event.CHECKOUT: _("checkout started"),
        Event.PURCHASE: _("purchase"),
        Event.RETURN: _("return"),
        Team.MARKETING: _("Marketing"),
        Team.CONTENT: _("Content"),
        Team.COPY: _("Copywriting"),
        Team.WEB_DESIGN: _("Web design"),
        Team.IT: _("IT"),
        Team.SALES: _("Sales"),
        Team.STORE: _("Store"),
        Team.SERVICE: _("Customer service"),
        Team.LOGISTICS: _("Logistics"),
        Team.FINANCE: _("Accounting"),
        Team.PRODUCT: _("Product management"),
        Team.MANAGEMENT: _("Management"),
        Team.EXTERNAL: _("outside the firm"),
        Confidence.HIGH: _("official or computed"),
        Confidence.MEDIUM: _("good secondary source"),
        Confidence.LOW: _("one weak source"),
        Confidence.ASSUMPTION: _("own assumption"),
    }
