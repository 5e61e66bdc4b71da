"""Journeys as flat arrays, simulated and observed alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from html import escape
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from journeylab.domain.behaviour import Economics
from journeylab.domain.journey_map import JourneyMap
from journeylab.domain.vocabulary import CustomerKind, Event, Outcome
from journeylab.errors import ModelError
from journeylab.i18n import _, number

if TYPE_CHECKING:
    import pandas as pd

OUTCOMES = tuple(Outcome)
KINDS = tuple(CustomerKind)
MAX_TOUCHPOINTS = 256
_PER_EVENT = ("minutes", "conversion", "value", "items")
_PER_CUSTOMER = ("customers", "outcome", "kind", "mood")


@dataclass(frozen=True, eq=False)
class JourneyLog:
    """What customers met, in order; one row of `offsets` per customer.

    Customer ``i`` met the contacts ``codes[offsets[i]:offsets[i + 1]]``.  What
    a log cannot tell is ``None`` and is named by `missing`, never counted as 0.

    Parameters
    ----------
    touchpoints : tuple of str
        Names by code; ids of contacts where a map belongs to the log.
    offsets : ndarray of int64, shape (n_customers + 1,)
    codes : ndarray of uint8, shape (n_events,)
    minutes : ndarray of int32, shape (n_events,), or None
        Whole minutes since `start`.
    start : datetime or None
        Clock time of minute 0 (for simulated logs an arbitrary date).
    customers : ndarray of str, shape (n_customers,), or None
        Ids of the source; without them customers are counted from 0.
    conversion : ndarray of bool, shape (n_events,), or None
        Events that are, or carry, a conversion.
    value : ndarray of float64, shape (n_events,), or None
        Money: order value at a purchase, value of the goods at a return, else 0.
    items : ndarray of uint8, shape (n_events,), or None
        Articles ordered at a purchase, sent back at a return, else 0.
    outcome : ndarray of uint8, shape (n_customers,), or None
        Place in `OUTCOMES`.
    kind : ndarray of uint8, shape (n_customers,), or None
        Place in `KINDS`: as what the customer started.
    mood : ndarray of uint8, shape (n_customers,), or None
        Satisfaction at the end, 0 (worst) to 255.
    map, economics : JourneyMap, Economics or None
        What the log belongs to.
    events : mapping of Event to tuple of int
        Codes at which something happens that figures are counted by.
    conversion_is_contact : bool
        True where the conversion is a flag on a contact, which then belongs to
        the journey and can be credited; False where it is an event of its own.
    seed : int or None
        The seed of a simulated log; ``None`` means observed.
    report : tuple of str
        What was guessed, repaired or dropped when the log was read.
    """

    touchpoints: tuple[str, ...]
    offsets: NDArray[np.int64]
    codes: NDArray[np.uint8]
    minutes: NDArray[np.int32] | None = None
    start: datetime | None = None
    customers: NDArray[np.str_] | None = None
    conversion: NDArray[np.bool_] | None = None
    value: NDArray[np.float64] | None = None
    items: NDArray[np.uint8] | None = None
    outcome: NDArray[np.uint8] | None = None
    kind: NDArray[np.uint8] | None = None
    mood: NDArray[np.uint8] | None = None
    map: JourneyMap | None = None
    economics: Economics | None = None
    events: Mapping[Event, tuple[int, ...]] = field(default_factory=dict)
    conversion_is_contact: bool = False
    seed: int | None = None
    report: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if len(self.touchpoints) > MAX_TOUCHPOINTS:
            raise ModelError(
                _("A log can hold {most} different touchpoints; this one has {count}.").format(
                    most=MAX_TOUCHPOINTS, count=len(self.touchpoints)
                ),
                _("Group the rare ones under one name first."),
            )
        n = self.n_events
        per_event, per_customer = self._known(*_PER_EVENT), self._known(*_PER_CUSTOMER)
        fits = (
            len(self.offsets) >= 1
            and self.offsets[0] == 0
            and self.offsets[-1] == n
            and bool((np.diff(self.offsets) >= 0).all())
            and all(len(array) == n for array in per_event.values())
            and all(len(array) == len(self) for array in per_customer.values())
            and (n == 0 or int(self.codes.max()) < len(self.touchpoints))
        )
        if not fits:
            raise ModelError(
                _("The arrays of this log do not fit together."),
                _("Every event array needs one entry an event, every customer array one a customer."),
            )
        for array in (self.offsets, self.codes, *per_event.values(), *per_customer.values()):
            array.flags.writeable = False

    def _known(self, *names: str) -> dict[str, Any]:
        """Return those of these arrays that there are."""
        return {name: array for name in names if (array := getattr(self, name)) is not None}

    def __len__(self) -> int:
        """Return the number of customers."""
        return len(self.offsets) - 1

    @property
    def n_events(self) -> int:
        """Number of contacts of all customers together."""
        return len(self.codes)

    @property
    def simulated(self) -> bool:
        """Whether the journeys come from a simulator."""
        return self.seed is not None

    def lengths(self) -> NDArray[np.int64]:
        """Return the number of contacts of each customer, shape (n_customers,)."""
        return np.diff(self.offsets)

    def owner(self) -> NDArray[np.int64]:
        """Return for each event the place of its customer, shape (n_events,)."""
        return np.repeat(np.arange(len(self)), self.lengths())

    def buyers(self) -> NDArray[np.bool_]:
        """Mark the customers with a conversion, shape (n_customers,); nobody where the log knows none."""
        bought = np.zeros(len(self), dtype=np.bool_)
        if self.conversion is not None:
            bought[self.owner()[self.conversion]] = True
        return bought

    def scores(self) -> NDArray[np.int64] | None:
        """Return each customer's answer to "would you recommend us", 0 to 10, read off the final mood.

        Notes
        -----
        Mood 255 is score 10; 9 and 10 promote, 0 to 6 detract (NPS).  That mood
        alone decides the answer is our assumption.
        """
        return None if self.mood is None else np.rint(self.mood / 25.5).astype(np.int64)

    def labels(self) -> tuple[str, ...]:
        """Return what people read for every code: the contact's label, else its name."""
        if self.map is None:
            return self.touchpoints
        known = {contact.id: str(contact.label) for contact in self.map.contacts}
        return tuple(known.get(name, name) for name in self.touchpoints)

    def missing(self) -> tuple[str, ...]:
        """Name in words what this log cannot tell."""
        facts = {
            _("times"): self.minutes,
            _("conversions"): self.conversion,
            _("values"): self.value,
            _("articles"): self.items,
            _("outcomes"): self.outcome,
            _("new or existing customers"): self.kind,
            _("mood"): self.mood,
            _("a map with phases"): self.map,
            _("costs"): self.economics,
        }
        return tuple(name for name, fact in facts.items() if fact is None)

    def journey(self, i: int) -> Journey:
        """Return what one customer met, readable.

        Parameters
        ----------
        i : int
            Place of the customer; negative counts from the end.
        """
        place = range(len(self))[i] if -len(self) <= i < len(self) else None
        if place is None:
            raise ModelError(
                _("There is no customer {i}: the log has {count}.").format(i=i, count=len(self)),
                _("Count from 0 to {last}.").format(last=max(len(self) - 1, 0)),
            )
        return Journey(self[place : place + 1], place)

    def __getitem__(self, which: int | slice | NDArray[Any]) -> JourneyLog:
        """Return the log of some customers: a slice, a mask or places; one alone is `journey`."""
        chosen = np.atleast_1d(np.arange(len(self))[which])
        lengths = self.lengths()[chosen]
        offsets = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
        rows = np.arange(offsets[-1]) + np.repeat(self.offsets[chosen] - offsets[:-1], lengths)
        picked = {name: array[rows] for name, array in self._known("codes", *_PER_EVENT).items()}
        picked |= {name: array[chosen] for name, array in self._known(*_PER_CUSTOMER).items()}
        return replace(self, offsets=offsets, **picked)

    def __iter__(self) -> Iterator[Journey]:
        """Go through the journeys, one customer at a time."""
        return (self.journey(i) for i in range(len(self)))

    def to_frame(self) -> pd.DataFrame:
        """Return the tidy table: one row an event.

        Returns
        -------
        DataFrame
            customer_id, step, timestamp, touchpoint, phase, stage, channel,
            conversion, value, items: only the columns that the log can tell.
        """
        import pandas as pd

        owner = self.owner()
        columns: dict[str, Any] = {
            "customer_id": owner.astype(np.int32) if self.customers is None else self.customers[owner],
            "step": (np.arange(self.n_events) - self.offsets[owner]).astype(np.int32),
        }
        if self.minutes is not None:
            base = np.datetime64(self.start or datetime(1970, 1, 1), "s")
            columns["timestamp"] = base + self.minutes.astype("timedelta64[m]")
        columns["touchpoint"] = pd.Categorical.from_codes(self.codes.astype(np.int16), pd.Index(self.touchpoints))
        if self.map is not None:
            for name, of_contact in self._map_columns(self.map).items():
                kinds = list(dict.fromkeys(value for value in of_contact if value))
                code = np.array([kinds.index(value) if value else -1 for value in of_contact], dtype=np.int16)
                columns[name] = pd.Categorical.from_codes(code[self.codes], pd.Index(kinds))
        columns |= self._known("conversion", "value", "items")
        return pd.DataFrame(columns, copy=False)

    def _map_columns(self, chart: JourneyMap) -> dict[str, list[str]]:
        moments = {contact.id: chart.moment(contact.moment) for contact in chart.contacts}
        channels = {contact.id: contact.channel for contact in chart.contacts}
        here = [moments.get(name) for name in self.touchpoints]
        return {
            "phase": [moment.phase.value if moment else "" for moment in here],
            "stage": [moment.aida.value if moment and moment.aida else "" for moment in here],
            "channel": [channels.get(name, "") for name in self.touchpoints],
        }

    def __repr__(self) -> str:
        """Say in words what is in the log, and what it cannot tell."""
        origin = _("simulated, synthetic data, seed {seed}").format(seed=self.seed) if self.simulated else _("observed")
        lines = [
            _("Customers: {customers}, contacts: {events}, touchpoints: {kinds} ({origin})").format(
                customers=number(len(self)), events=number(self.n_events), kinds=len(self.touchpoints), origin=origin
            )
        ]
        if self.conversion is not None:
            lines.append(_("Conversions: {count}").format(count=number(int(self.conversion.sum()))))
        if len(self):
            lines.append(_("First journey: {journey}").format(journey=self.journey(0)))
        if self.missing():
            lines.append(_("Not in this log: {facts}").format(facts=", ".join(self.missing())))
        return "\n".join([*lines, *self.report])


@dataclass(frozen=True, eq=False)
class Journey:
    """One customer's way; it reads as a line: ``TV-Spot -> Suche -> Filiale``."""

    log: JourneyLog
    place: int

    def contacts(self) -> tuple[str, ...]:
        """Return the names of the contacts, in order."""
        return tuple(self.log.touchpoints[code] for code in self.log.codes)

    def __len__(self) -> int:
        """Return the number of contacts."""
        return self.log.n_events

    def __str__(self) -> str:
        """Return the way in one line, with the outcome where it is known."""
        labels = self.log.labels()
        stations = [labels[code] for code in self.log.codes]
        if self.log.outcome is not None:
            stations.append(f"[{OUTCOMES[int(self.log.outcome[0])].label}]")
        return " -> ".join(stations)

    def __repr__(self) -> str:
        """Return the readable form."""
        return str(self)

    def _repr_html_(self) -> str:
        return f"<p><b>{self.place}</b> &nbsp; {escape(str(self)).replace('-&gt;', '&rarr;')}</p>"
