"""What runs over a map: lines from mark to mark, and a pill above each label."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from journeylab.domain.journey_map import JourneyMap
from journeylab.views.lettering import SMALL
from journeylab.views.map_path import Leg, step_numbers, steps


@dataclass(frozen=True)
class Traffic:
    """What is drawn between marks and above their labels.

    Attributes
    ----------
    legs : tuple of Leg
    notes : mapping of str to str or callable
        The text of the pill of each contact, or what writes it as fully as a width in pixels allows.
    least : float
        Width that every text in a pill is given at least, so that other numbers move nothing.
    """

    legs: tuple[Leg, ...] = ()
    notes: Mapping[str, str | Callable[[float], str]] = field(default_factory=dict)
    least: float = 0.0

    def note(self, contact: str, room: float) -> str:
        """Return what the pill of a contact says; empty where it has none."""
        note = self.notes.get(contact, "")
        return note if isinstance(note, str) else note(room)


def traffic_of(shop: JourneyMap, path: Sequence[str]) -> Traffic:
    """Return a journey as traffic: pills hold the numbers of its steps."""
    walked = steps(shop, path)
    notes = {name: partial(step_numbers, numbers, size=SMALL) for name, numbers in walked.visits.items()}
    return Traffic(walked.legs, notes)
