"""What each customer of a log did, or what the log lacks to tell it."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from journeylab.analysis.journeys import Journeys, journeys
from journeylab.analysis.visits import tally, visit_starts
from journeylab.domain.journey_log import MAX_TOUCHPOINTS, JourneyLog
from journeylab.domain.vocabulary import Event
from journeylab.i18n import _

Array = NDArray[np.float64]


class UntoldError(Exception):
    """The log lacks what a figure needs; the text says what."""


class Facts:
    """What each customer of a log did: arrays of shape (n_customers,).

    What several figures need is counted once: ask one object for all of them.
    """

    def __init__(self, log: JourneyLog) -> None:
        self.log = log
        self.ones = np.ones(len(log))

    @cached_property
    def _owner(self) -> NDArray[np.int64]:
        return self.log.owner()

    @cached_property
    def _cut(self) -> Journeys:
        return journeys(self.log)

    @cached_property
    def _conversions(self) -> Array:
        if self.log.conversion is None:
            raise UntoldError(_("conversions"))
        return self._added(self.log.conversion)

    def _added(self, events: NDArray[Any], where: NDArray[np.bool_] | None = None) -> Array:
        """Add up an event array for each customer, where it is not 0 or where asked."""
        # Few events are orders or returns: it is quicker to pick them than to add up all.
        places = np.flatnonzero(events if where is None else where)
        return tally(self._owner[places], len(self.log), events[places])

    def conversions(self) -> Array:
        """Return conversions."""
        return self._conversions

    def visits(self) -> Array:
        """Return visits: a gap of half an hour ends one."""
        starts = visit_starts(self.log)
        if starts is None:
            raise UntoldError(_("times"))
        return self._added(starts)

    def journeys(self) -> Array:
        """Return journeys: a conversion closes one."""
        self.conversions()
        return tally(self._cut.customer, len(self.log))

    def at(self, event: Event) -> NDArray[np.bool_]:
        """Mark the events, shape (n_events,), at which something happens."""
        codes = self.log.events.get(event, ())
        if not codes:
            raise UntoldError(event.label)
        there = np.zeros(MAX_TOUCHPOINTS, dtype=np.bool_)
        there[list(codes)] = True
        return there[self.log.codes]

    def begun(self, event: Event) -> tuple[Array, Array]:
        """Return journeys that touched an event's contact, and those of them that ended in a conversion."""
        self.conversions()
        begins = self._begins
        touched = np.zeros(len(begins), dtype=np.bool_)
        touched[np.searchsorted(begins, np.flatnonzero(self.at(event)), side="right") - 1] = True
        cut = self._cut
        count = len(self.log)
        return tally(cut.customer, count, touched), tally(cut.customer, count, touched & cut.success)

    @cached_property
    def _begins(self) -> NDArray[np.int64]:
        assert self.log.conversion is not None
        last = self.log.conversion.copy()
        last[self.log.offsets[1:][self.log.lengths() > 0] - 1] = True
        ends = np.flatnonzero(last)
        return np.concatenate([[0], ends[:-1] + 1]) if len(ends) else np.zeros(0, np.int64)

    def orders(self) -> Array:
        """Return orders."""
        return self._added(self.at(Event.PURCHASE)) if self.log.events else self.conversions()

    def of(self, array: NDArray[np.float64] | NDArray[np.uint8] | None, event: Event, name: str) -> Array:
        """Add up values or articles at an event's contacts."""
        if array is None:
            raise UntoldError(name)
        if event is Event.PURCHASE and not self.log.events:
            return self._added(array, self._converted())
        return self._added(array, self.at(event))

    def _converted(self) -> NDArray[np.bool_]:
        if self.log.conversion is None:
            raise UntoldError(_("conversions"))
        return self.log.conversion

    def revenue(self) -> Array:
        """Return the value of orders, in the log's currency."""
        return self.of(self.log.value, Event.PURCHASE, _("values"))

    def parcels_back(self) -> Array:
        """Return parcels that came back."""
        if self.log.items is None:
            raise UntoldError(_("articles"))
        return self._added(self.at(Event.RETURN) & (self.log.items > 0))

    def costs(self, advertising: bool) -> Array:
        """Return contact costs: of advertising, or of all other contacts."""
        if self.log.economics is None:
            raise UntoldError(_("costs"))
        money = self.log.economics
        each = [
            money.cost_per_contact.get(name, 0.0) if (name in money.advertising) == advertising else 0.0
            for name in self.log.touchpoints
        ]
        return self._added(np.array(each)[self.log.codes])

    def contribution(self) -> Array:
        """Return contribution before advertising.

        ``margin * (revenue - goods returned) - other contact costs - parcels back * cost per return``
        """
        other = self.costs(advertising=False)
        assert self.log.economics is not None
        returned, parcels = 0.0 * self.ones, 0.0 * self.ones
        if self.log.events.get(Event.RETURN):
            returned, parcels = self.of(self.log.value, Event.RETURN, _("values")), self.parcels_back()
        money = self.log.economics
        return money.margin * (self.revenue() - returned) - other - parcels * money.cost_per_return

    def before_first(self) -> tuple[Array, Array]:
        """Return contacts before the first conversion (0 without one), and who converted."""
        self.conversions()
        cut = self._cut
        first = np.concatenate([[True], np.diff(cut.customer) > 0]) & cut.success if len(cut) else cut.success
        # A customer's first journey with success may follow none without: failures only end the log.
        count = len(self.log)
        return tally(cut.customer[first], count, cut.lengths()[first]), tally(cut.customer[first], count)

    def score(self) -> NDArray[np.int64]:
        """Return the willingness to recommend, 0 to 10."""
        scores = self.log.scores()
        if scores is None:
            raise UntoldError(_("mood"))
        return scores
