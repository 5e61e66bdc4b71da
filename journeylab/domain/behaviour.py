"""How customers behave at the contacts of a map, and what that costs and earns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, model_validator

from journeylab.domain.duration import Minutes
from journeylab.domain.journey_map import Id, Level
from journeylab.domain.text import Record
from journeylab.domain.vocabulary import CustomerKind, Event, Outcome, ValueComponent
from journeylab.i18n import _

EVERYWHERE = "*"
EXITS = (Outcome.CONTENT, Outcome.GAVE_UP, Outcome.COMPETITOR)

Weight = Annotated[float, Field(ge=0, le=1_000_000)]
Weights = dict[str, Weight]


class Spread(Record):
    """A skewed quantity by two figures that a person can guess: half are below `median`, one in ten above `p90`.

    It is drawn from the log-normal distribution with these two quantiles (our assumption).

    Attributes
    ----------
    median : float
        Half are below it; a single figure instead of both means no spread.
    p90 : float
        One in ten is above it.
    """

    median: float = Field(ge=0)
    p90: float = Field(ge=0)

    @model_validator(mode="before")
    @classmethod
    def _one_figure(cls, data: Any) -> Any:
        # A single figure, or only a median: no spread.
        if isinstance(data, Mapping):
            return {"p90": data.get("median"), **data}
        return {"median": data, "p90": data}

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.p90 < self.median:
            raise ValueError(_("p90 is smaller than the median: one in ten cannot lie below the half"))
        return self


class TimeSpread(Spread):
    """A length of time in minutes, written ``{median: 3 min, p90: 12 min}``.

    Attributes
    ----------
    median : float
        Half are shorter, in minutes.
    p90 : float
        One in ten is longer, in minutes.
    """

    median: Minutes
    p90: Minutes


class Waiting(TimeSpread):
    """How long customers wait for the firm here, and how long they do so gladly.

    Waiting beyond `patience` lowers the mood, half a point (of 10) for each
    doubling: our assumption that people feel ratios, not minutes.

    Attributes
    ----------
    patience : float
        How long people wait gladly, in minutes.
    """

    patience: Minutes = Field(default=5.0, gt=0)


class ContactBehaviour(Record):
    """What a contact does to a customer.

    Attributes
    ----------
    delivers : dict of ValueComponent to float
        How well it delivers each part of the value proposition, 0 to 5;
        2.5 leaves the mood as it is, a part that is not named is not touched.
    intensity : float
        How strongly it is felt; source 003 calls the last mile the most emotional.
    noise : float
        Standard deviation of its effect, in mood points (mood goes from 0 to 10).
    attention : int
        What it costs of the attention budget of a visit.
    impression : int
        How much an impressive message saves of that cost (source 004).
    gap : TimeSpread
        Time until the next contact.
    waiting : Waiting or None
        Time that the customer waits for the firm here, before the gap.
    """

    delivers: dict[ValueComponent, Level] = Field(default_factory=dict)
    intensity: float = Field(default=1.0, ge=0, le=5)
    noise: float = Field(default=0.3, ge=0, le=5)
    attention: int = Field(default=2, ge=0, le=100)
    impression: int = Field(default=0, ge=0, le=100)
    gap: TimeSpread = TimeSpread(median=2, p90=8)
    waiting: Waiting | None = None


class Visit(Record):
    """What holds a visit together: attention, which a pause refills.

    Attributes
    ----------
    attention : int
        Budget of one visit.  A gap of at least half an hour refills it
        (the session limit that web analysis uses by convention).
    pause : TimeSpread
        Time until a customer whose attention is used up comes back.
    comes_back : dict of str to float
        Where to, or which outcome; weights.  Empty: attention never ends a visit.
    """

    attention: int = Field(default=30, ge=1, le=1000)
    pause: TimeSpread = TimeSpread(median=1440, p90=7200)
    comes_back: Weights = Field(default_factory=dict)


class WordOfMouth(Record):
    """What customers tell others when their journey is over.

    Attributes
    ----------
    contact : str
        Contact at which a recommended customer begins.
    per_promoter, per_detractor : float
        Chance that a promoter (mood 9 to 10) brings, and that a detractor
        (0 to 6) keeps away, one customer.
    """

    contact: Id
    per_promoter: float = Field(ge=0, le=1)
    per_detractor: float = Field(default=0.0, ge=0, le=1)


def _for_both_kinds(value: object) -> object:
    by_kind = isinstance(value, Mapping) and any(isinstance(weights, Mapping) for weights in value.values())
    return value if by_kind else dict.fromkeys(CustomerKind, value)


class Behaviour(Record):
    """How customers walk.

    Attributes
    ----------
    start : dict of CustomerKind to weights
        First contact; one table in the file serves both kinds.
    next : dict of contact id to weights
        Weight of each next contact or outcome; scaled when compiled.
    mood_tilt : dict of contact id to dict of next id to float
        A weight is multiplied by ``2 ** (tilt * m)``, where m runs from -1
        (worst mood) to 1 (best).  ``"*"`` stands for every contact.
    existing_factor : dict of contact id to dict of next id to float
        A weight is multiplied by it for existing customers.
    contact : dict of contact id to ContactBehaviour
        What a contact does to a customer.
    visit : Visit
        What holds a visit together.
    events : dict of Event to contact ids
        Where a basket is begun, a purchase made, a parcel sent back.
    word_of_mouth : WordOfMouth or None
        What customers tell others; None: they are silent.
    arrivals : float
        Minutes over which the first contacts are spread, evenly.
    horizon : float or None
        Minutes after the first contact at which observation ends.
    """

    start: Annotated[dict[CustomerKind, Weights], BeforeValidator(_for_both_kinds)]
    next: dict[str, Weights]
    mood_tilt: dict[str, dict[str, Annotated[float, Field(ge=-10, le=10)]]] = Field(default_factory=dict)
    existing_factor: dict[str, dict[str, Annotated[float, Field(gt=0, le=100)]]] = Field(default_factory=dict)
    contact: dict[str, ContactBehaviour] = Field(default_factory=dict)
    visit: Visit = Visit()
    events: dict[Event, tuple[str, ...]] = Field(default_factory=dict)
    word_of_mouth: WordOfMouth | None = None
    arrivals: Minutes = 28 * 1440.0
    horizon: Minutes | None = None


class Economics(Record):
    """Costs and revenue.

    Attributes
    ----------
    currency : str
        Three letters, ``EUR``.
    margin : float
        Contribution margin as a share of revenue, 0 to 1.
    order_value : Spread
        Value of one order.
    items : Spread
        Articles in one order.
    cost_per_contact : dict of contact id to float
        Cost each time a customer meets the contact.
    advertising : tuple of contact ids
        Contacts whose cost counts as advertising (for ROAS and KUR).
    cost_per_return : float
        Transport and handling of one parcel that comes back.
    invested : float
        One-off cost of the levers in use.
    """

    currency: str = Field(default="EUR", pattern=r"^[A-Z]{3}$")
    margin: float = Field(ge=0, le=1)
    order_value: Spread
    items: Spread = Spread(median=1, p90=3)
    cost_per_contact: dict[str, Annotated[float, Field(ge=0)]] = Field(default_factory=dict)
    advertising: tuple[str, ...] = ()
    cost_per_return: float = Field(default=0.0, ge=0)
    invested: float = Field(default=0.0, ge=0)


def _numbers(model: type[Record]) -> dict[str, float]:
    defaults = {name: field.default for name, field in model.model_fields.items()}
    return {name: value for name, value in defaults.items() if isinstance(value, int | float)}


# What it means that a number is not in a file: no weight, no factor, no effect on the mood, or its default.
ABSENT = {
    "behaviour": {
        **_numbers(Behaviour),
        **dict.fromkeys(("start", "next", "mood_tilt"), 0.0),
        "existing_factor": 1.0,
        "contact": {"*": {**_numbers(ContactBehaviour), "delivers": 2.5}},
        "visit": {**_numbers(Visit), "comes_back": 0.0},
    },
    "economics": {**_numbers(Economics), "cost_per_contact": 0.0},
}
