"""How well a learner still knows an exercise: ratings of attempts, and memory after them (FSRS)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import IntEnum
from typing import TYPE_CHECKING

from journeylab.domain.exercise.attempt import Attempt, AttemptState, Marker
from journeylab.errors import MissingExtraError
from journeylab.i18n import _

if TYPE_CHECKING:
    from types import ModuleType

# Of the points: below the first one starts again, below the second it was hard.
_AGAIN, _HARD = 0.4, 0.7
_MANY_HINTS = 2
# An answer in half the time that the exercise is meant to take came easily.
_FAST = 0.5
_END_OF_DAY = time(23, 59)


class Rating(IntEnum):
    """How an answer came, in the numbers of FSRS."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


@dataclass(frozen=True, slots=True)
class Review:
    """One sitting at one exercise; the parts of a block that were answered in it count together.

    Attributes
    ----------
    when : datetime
        In UTC.
    share : float
        Points as a share of all that there were.
    seconds : float or None
    hints : int
    solution_seen : bool
    self_assessed : bool
        Whether any of the points are the learner's own.
    """

    when: datetime
    share: float
    seconds: float | None
    hints: int
    solution_seen: bool
    self_assessed: bool


@dataclass(frozen=True, slots=True)
class Memory:
    """What is left of an exercise today.

    Attributes
    ----------
    first, last : date
        Of the first and the last sitting, in UTC.
    due : date
        When it should come again.
    recall : float
        Probability that it is still known today.
    share : float
        Of the points in the last sitting.
    weak : bool
        Whether the last sitting was rated again or hard.
    self_assessed : bool
        Whether the last rating rests on the learner's own points.
    """

    first: date
    last: date
    due: date
    recall: float
    share: float
    weak: bool
    self_assessed: bool


def reviews(attempts: Iterable[Attempt], until: date) -> dict[str, tuple[Review, ...]]:
    """Return the sittings at each exercise up to the end of a day, oldest first.

    What was left out or is not marked yet tells nothing about memory.
    """
    sittings: dict[str, dict[object, dict[str | None, Attempt]]] = defaultdict(lambda: defaultdict(dict))
    for number, each in enumerate(sorted(attempts, key=lambda attempt: attempt.time)):
        if each.time.date() > until or each.points is None or each.state is AttemptState.NOT_ATTEMPTED:
            continue
        sitting = number if each.part is None else (each.session, each.time.date())
        sittings[each.item][sitting][each.part] = each
    return {
        item: tuple(sorted((_review(parts.values()) for parts in each.values()), key=lambda review: review.when))
        for item, each in sittings.items()
    }


def _review(parts: Iterable[Attempt]) -> Review:
    parts = tuple(parts)
    seconds = [part.seconds for part in parts if part.seconds is not None]
    return Review(
        when=max(part.time for part in parts),
        share=float(sum(part.points or 0 for part in parts) / sum(part.max_points for part in parts)),
        seconds=sum(seconds) if len(seconds) == len(parts) else None,
        hints=sum(part.hints for part in parts),
        solution_seen=any(part.solution_seen for part in parts),
        self_assessed=any(part.points_by is Marker.SELF for part in parts),
    )


def rated(review: Review, minutes: float) -> Rating:
    """Return how an answer came.

    Parameters
    ----------
    review : Review
    minutes : float
        That the exercise is meant to take.

    Returns
    -------
    Rating
        Below 40 % of the points, or with the solution open, again; below 70 %, or
        with two hints, hard; in half the time with all points that are not the
        learner's own, and without a hint, easy; else good.

    Notes
    -----
    The limits are ours: FSRS leaves it to people to rate themselves, which
    learners before an exam do too kindly.
    """
    if review.solution_seen or review.share < _AGAIN:
        return Rating.AGAIN
    if review.share < _HARD or review.hints >= _MANY_HINTS:
        return Rating.HARD
    fast = review.seconds is not None and review.seconds <= _FAST * 60 * minutes
    if fast and review.share == 1 and not review.hints and not review.self_assessed:
        return Rating.EASY
    return Rating.GOOD


def remembered(sittings: Sequence[Review], minutes: float, today: date, longest: int) -> Memory:
    """Return what is left of an exercise after its sittings.

    Parameters
    ----------
    sittings : sequence of Review
        Oldest first, at least one.
    minutes : float
        That the exercise is meant to take.
    today : date
    longest : int
        Days after which it comes again at the latest.

    Raises
    ------
    MissingExtraError
        If FSRS is not installed.

    Notes
    -----
    FSRS-6 with its published weights, 90 % wanted retention, without fuzz and
    without steps of minutes: a plan by days needs none (Ye, Su, Cao 2022, "A
    Stochastic Shortest Path Algorithm for Optimizing Spaced Repetition
    Scheduling", and the weights of py-fsrs).
    """
    fsrs = need_fsrs()
    scheduler = fsrs.Scheduler(learning_steps=(), relearning_steps=(), maximum_interval=longest, enable_fuzzing=False)
    # With number and date of its own the card asks no clock.
    card = fsrs.Card(card_id=1, due=sittings[0].when)
    for each in sittings:
        card, _log = scheduler.review_card(card, fsrs.Rating(rated(each, minutes)), each.when)
    last = sittings[-1]
    return Memory(
        first=sittings[0].when.date(),
        last=last.when.date(),
        due=card.due.date(),
        recall=scheduler.get_card_retrievability(card, datetime.combine(today, _END_OF_DAY, UTC)),
        share=last.share,
        weak=rated(last, minutes) <= Rating.HARD,
        self_assessed=last.self_assessed,
    )


def need_fsrs() -> ModuleType:
    """Return the package that plans repetition.

    Raises
    ------
    MissingExtraError
        If it is not installed.
    """
    try:
        import fsrs
    except ImportError as error:
        raise MissingExtraError(
            _("Planning your repetition needs a part that is not installed."),
            _("Type in a notebook cell: {line}").format(line='%pip install "journeylab[repeat]"'),
        ) from error
    return fsrs
