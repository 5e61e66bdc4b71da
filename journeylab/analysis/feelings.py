"""What people feel at each moment: every rating, the middle of them, and where they differ most."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, median, pvariance

from journeylab.domain.journey_map import Contact, JourneyMap, Moment
from journeylab.domain.names import expect_known
from journeylab.errors import UsageError
from journeylab.i18n import _

LEVELS = range(-2, 3)


@dataclass(frozen=True, slots=True)
class Rated:
    """A contact and what people say of it, -2 to 2; without `ratings` it is the one number on the map."""

    contact: Contact
    levels: tuple[int, ...]

    @property
    def middle(self) -> float:
        """Median of what people say."""
        return median(self.levels)

    @property
    def owner(self) -> str:
        """The team in charge, or that there is none."""
        return self.contact.owner.label if self.contact.owner is not None else _("nobody in charge")

    @property
    def spread(self) -> tuple[int, float]:
        """Steps from the lowest to the highest rating; of equal ones the variance decides (our choice)."""
        return max(self.levels) - min(self.levels), pvariance(self.levels)


@dataclass(frozen=True, slots=True)
class Feeling:
    """A moment with its rated contacts, at least one.

    Attributes
    ----------
    value : float
        Height of the curve: the mean of the map's numbers, or the median of all ratings.
    """

    moment: Moment
    rated: tuple[Rated, ...]
    value: float

    @property
    def levels(self) -> list[int]:
        """All ratings of the moment, the highest first."""
        return sorted((level for one in self.rated for level in one.levels), reverse=True)

    @property
    def best(self) -> Rated:
        """The contact that people like best."""
        return max(self.rated, key=lambda one: one.middle)

    @property
    def worst(self) -> Rated:
        """The contact that people like least."""
        return min(self.rated, key=lambda one: one.middle)

    @property
    def hurts(self) -> bool:
        """Whether some contact annoys, and either the whole moment does or somebody is angry."""
        return self.worst.middle < 0 and (self.value < 0 or min(self.levels) == min(LEVELS))


def feelings(shop: JourneyMap, ratings: Mapping[str, Sequence[int]] | None = None) -> tuple[Feeling, ...]:
    """Return the moments that somebody has rated, in the order of the map.

    Parameters
    ----------
    shop : JourneyMap
    ratings : mapping of str to sequence of int, optional
        Ids of contacts and what several people say of them, -2 to 2; they
        replace the numbers on the map.

    Raises
    ------
    UsageError
        If a contact is not on the map, or a rating is none of the five numbers.
    """
    given: dict[str, tuple[int, ...]] = {c.id: (c.emotion,) for c in shop.contacts if c.emotion is not None}
    if ratings is not None:
        given = dict(_checked(shop, ratings))
    found = []
    for moment in shop.moments:
        rated = tuple(Rated(c, given[c.id]) for c in shop.contacts if c.moment == moment.id and given.get(c.id))
        if rated:
            levels = [level for one in rated for level in one.levels]
            found.append(Feeling(moment, rated, fmean(levels) if ratings is None else median(levels)))
    return tuple(found)


def least_agreed(felt: Sequence[Feeling]) -> tuple[Feeling, Rated] | None:
    """Return the contact of which people think most differently, with its moment; none where all agree."""
    every = [(feeling, one) for feeling in felt for one in feeling.rated]
    widest = max(every, key=lambda pair: pair[1].spread, default=None)
    return widest if widest and widest[1].spread[0] else None


def _checked(shop: JourneyMap, ratings: Mapping[str, Sequence[int]]) -> Iterator[tuple[str, tuple[int, ...]]]:
    example = next(iter(shop.contact_ids), "kasse")
    fix = _('Write for example ratings={{"{id}": [2, -1, 0]}}: the id of a contact and one number for each person.')
    fix = fix.format(id=example)
    listed = _("Here a list of ratings for each contact is needed, not {given}.")
    if not isinstance(ratings, Mapping):
        raise UsageError(listed.format(given=type(ratings).__name__), fix)
    for contact, levels in ratings.items():
        expect_known(contact, shop.contact_ids)
        # Not only `Sequence`: a column of a table is a list of ratings, too.
        if isinstance(levels, str) or not hasattr(levels, "__iter__"):
            raise UsageError(listed.format(given=repr(levels)), fix)
        for level in levels:
            if level not in LEVELS:
                raise UsageError(
                    _("The rating {value} of '{id}' is none of -2, -1, 0, 1, 2.").format(value=level, id=contact),
                    _(
                        "Give one whole number for each person, from -2 (angry) to 2 (delighted); "
                        "leave out who did not answer."
                    ),
                )
        yield contact, tuple(int(level) for level in levels)
