"""The fixed terms of the subject.  Files write the value, learners read the label."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from journeylab.i18n import _


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for "translate later"
    """Mark a message for the catalogue; it is translated when it is read."""
    return message


class Term(StrEnum):
    """A fixed term: its value stands in files, its label is read by people."""

    message: str

    def __new__(cls, value: str, message: str = "") -> Self:
        """Make the member with this value and remember its English label."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.message = message
        return member

    def __repr__(self) -> str:
        """Show the value, as a file has it."""
        return repr(self.value)

    @property
    def label(self) -> str:
        """Name in the learner's language."""
        return _(self.message)


class Phase(Term):
    """Where a contact lies relative to the purchase (sources 000 to 003)."""

    BEFORE = "before", N_("before the purchase")
    PURCHASE = "purchase", N_("purchase")
    AFTER = "after", N_("after the purchase")


class AidaStage(Term):
    """Stage of the AIDA model; its origin is disputed, see `datasets/models.yaml`."""

    ATTENTION = "attention", N_("Attention")
    INTEREST = "interest", N_("Interest")
    DESIRE = "desire", N_("Desire")
    ACTION = "action", N_("Action")


class Medium(Term):
    """How a contact reaches people; finer than the analog/digital of source 004."""

    IN_PERSON = "in_person", N_("in person")
    STATIONARY = "stationary", N_("stationary")
    ANALOG = "analog", N_("analog")
    DIGITAL = "digital", N_("digital")


class Engagement(Term):
    """Active contacts ask for an action, passive ones only hint (source 003)."""

    ACTIVE = "active", N_("active")
    PASSIVE = "passive", N_("passive")


class Ownership(Term):
    """Who controls a contact: the firm, somebody paid for it, or other people."""

    OWNED = "owned", N_("owned")
    PAID = "paid", N_("paid")
    EARNED = "earned", N_("earned")


class ValueComponent(Term):
    """Part of the value proposition (source 004)."""

    PRICE = "price", N_("Price")
    SERVICE = "service", N_("Service")
    PERSONALISATION = "personalisation", N_("Personalisation")
    CLOSENESS = "closeness", N_("Closeness")


class Form(Term):
    """What a contact on the map is (source 004)."""

    FEATURE = "feature", N_("feature")
    INTERACTION = "interaction", N_("interaction")
    COMMUNICATION = "communication", N_("communication")


class Evidence(Term):
    """What a statement on a map rests on."""

    ASSUMPTION = "assumption", N_("assumption")
    OBSERVATION = "observation", N_("observation")
    DATA = "data", N_("data")


class MapState(Term):
    """Whether a map shows what is or what shall be."""

    AS_IS = "as_is", N_("as is")
    TO_BE = "to_be", N_("to be")


class CustomerKind(Term):
    """New until the first purchase, existing from then on."""

    NEW = "new", N_("new customer")
    EXISTING = "existing", N_("existing customer")


class Outcome(Term):
    """How a journey ends.  These ids may stand in `next` beside contacts."""

    CONTENT = "ende", N_("content")
    GAVE_UP = "abbruch", N_("gave up")
    COMPETITOR = "wettbewerber", N_("went to a competitor")
    OPEN = "offen", N_("still open")


class Event(Term):
    """What happens at a contact that figures are counted by."""

    BASKET = "basket", N_("basket started")
    CHECKOUT = "checkout", N_("checkout started")
    PURCHASE = "purchase", N_("purchase")
    RETURN = "return", N_("return")


class Team(Term):
    """Team that answers for a contact (source 000, step 3)."""

    MARKETING = "marketing", N_("Marketing")
    CONTENT = "content", N_("Content")
    COPY = "copy", N_("Copywriting")
    WEB_DESIGN = "web_design", N_("Web design")
    IT = "it", N_("IT")
    SALES = "sales", N_("Sales")
    STORE = "store", N_("Store")
    SERVICE = "service", N_("Customer service")
    LOGISTICS = "logistics", N_("Logistics")
    FINANCE = "finance", N_("Accounting")
    PRODUCT = "product", N_("Product management")
    MANAGEMENT = "management", N_("Management")
    EXTERNAL = "external", N_("outside the firm")


class Confidence(Term):
    """How sure a stated fact is: official or computed, good secondary, one weak source, or our own assumption."""

    HIGH = "H", N_("official or computed")
    MEDIUM = "M", N_("good secondary source")
    LOW = "L", N_("one weak source")
    ASSUMPTION = "assumption", N_("own assumption")
