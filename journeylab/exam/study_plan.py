"""A study plan: what to practise today, why, and what comes until the exam."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from journeylab.domain.vocabulary import N_, Term
from journeylab.i18n import _, day, ngettext, number, percent

LAST_DAYS = 7


class Reason(Term):
    """Why an exercise comes today."""

    WEAK = "weak", N_("weak")
    DUE = "due", N_("due")
    NEW = "new", N_("new")


class PlanState(Term):
    """Where today lies before or after the exam."""

    ON_THE_WAY = "on_the_way", N_("on the way to the exam")
    LAST_WEEK = "last_week", N_("last week before the exam")
    EXAM_DAY = "exam_day", N_("day of the exam")
    OVER = "over", N_("after the exam")


@dataclass(frozen=True, slots=True)
class PlannedItem:
    """What a plan needs to know of an exercise.

    Attributes
    ----------
    id : str
    topic : str
        Exercises of one topic are kept apart.
    minutes : float
        That it is meant to take, more than 0.
    points : Decimal
        Between two that are equally urgent, the one with more points comes first.
    """

    id: str
    topic: str
    minutes: float
    points: Decimal


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """One exercise of today.

    Attributes
    ----------
    item : PlannedItem
    reason : Reason
    due : date or None
        None for what was never practised.
    share : float or None
        Of the points in the last sitting.
    self_assessed : bool
        Whether these points are the learner's own.
    """

    item: PlannedItem
    reason: Reason
    due: date | None = None
    share: float | None = None
    self_assessed: bool = False

    @property
    def why(self) -> str:
        """The reason as a sentence."""
        if self.due is None or self.share is None:
            return _("New: not practised yet.")
        if self.reason is Reason.DUE:
            return _("Due: to be repeated since {day}.").format(day=day(self.due))
        text = (
            _("Weak: {share} of the points last time ({by}).")
            if self.self_assessed
            else _("Weak: {share} of the points last time.")
        )
        return text.format(share=percent(self.share, 0), by=_("self-assessed"))


@dataclass(frozen=True, slots=True)
class DayOutlook:
    """What comes on one day if nothing is practised before it.

    Attributes
    ----------
    day : date
    due : int
        Exercises that become due; today, also those that were due before.
    weak : int
        Weak ones that come besides, as they do every day of the last week.
    minutes : float
        That all of them are meant to take.
    """

    day: date
    due: int
    weak: int
    minutes: float


@dataclass(frozen=True, slots=True, repr=False)
class StudyPlan:
    """What to practise today, why, and what comes until the exam.

    Attributes
    ----------
    today, exam : date
    minutes : int
        That the learner has today.
    steps : tuple of PlannedStep
        Today's exercises in the order in which to practise them.
    outlook : tuple of DayOutlook
        From today to the day before the exam.
    seen, total : int
        Exercises of the bank that were practised so far, and all.
    self_assessed : int
        How many of those seen rest on the learner's own points.
    done_minutes : float
        Of exercises that were practised today already.
    left_over : tuple of PlannedItem
        What is due or weak and does not fit into the minutes.
    seed : int
        Decides in which order new exercises come.
    """

    today: date
    exam: date
    minutes: int
    steps: tuple[PlannedStep, ...]
    outlook: tuple[DayOutlook, ...]
    seen: int
    total: int
    self_assessed: int
    done_minutes: float
    left_over: tuple[PlannedItem, ...]
    seed: int

    @property
    def days_left(self) -> int:
        """Days until the exam; 0 on its day, negative after it."""
        return (self.exam - self.today).days

    @property
    def state(self) -> PlanState:
        """Where today lies before or after the exam."""
        return state_of(self.days_left)

    @property
    def planned_minutes(self) -> float:
        """Minutes that today's exercises are meant to take."""
        return sum(step.item.minutes for step in self.steps)

    @property
    def seen_share(self) -> float:
        """Share of the bank that was practised at least once."""
        return self.seen / self.total if self.total else 0.0

    @property
    def message(self) -> str:
        """What to know about today, in sentences."""
        if self.state is PlanState.OVER:
            return _(
                "The exam was on {day}. If there is another one, set its date: the plan goes on from what you know."
            ).format(day=day(self.exam))
        if self.state is PlanState.EXAM_DAY:
            return _("Today is the exam. Nothing new any more: read slowly, mind the operators, and good luck!")
        return " ".join(filter(None, (self._days(), self._today(), self._rest(), self._bank())))

    def _days(self) -> str:
        left = ngettext("{count} day until the exam on {day}.", "{count} days until the exam on {day}.", self.days_left)
        text = left.format(count=self.days_left, day=day(self.exam))
        if self.state is PlanState.LAST_WEEK:
            text += " " + _("In the last week, all that is weak comes every day.")
        return text

    def _today(self) -> str:
        if self.steps:
            count = len(self.steps)
            text = ngettext(
                "Today {count} exercise, about {minutes} minutes.",
                "Today {count} exercises, about {minutes} minutes.",
                count,
            )
            return text.format(count=count, minutes=number(self.planned_minutes, 0))
        if self.left_over or self.seen < self.total:
            if self.done_minutes:
                return _("Enough for today: nothing else fits into {minutes} minutes.").format(minutes=self.minutes)
            return _("No exercise is as short as {minutes} minutes: plan more time.").format(minutes=self.minutes)
        return _("Nothing is due today.")

    def _rest(self) -> str:
        if not self.left_over:
            return ""
        text = ngettext(
            "{count} more that is due or weak does not fit in; it takes {minutes} minutes.",
            "{count} more that are due or weak do not fit in; they take {minutes} minutes.",
            len(self.left_over),
        )
        return text.format(count=len(self.left_over), minutes=number(sum(item.minutes for item in self.left_over), 0))

    def _bank(self) -> str:
        if not self.total:
            return _("The bank holds no exercises.")
        text = _("You have practised {share} of the bank ({seen} of {total}).").format(
            share=percent(self.seen_share, 0), seen=self.seen, total=self.total
        )
        if self.self_assessed:
            own = _("For {count} of them the points are your own assessment.")
            text += " " + own.format(count=self.self_assessed)
        return text

    def __repr__(self) -> str:
        """Return message and exercises as a notebook shows them."""
        lines = (f"{place}. {step.item.id} ({step.item.topic}): {step.why}" for place, step in enumerate(self.steps, 1))
        return "\n".join((self.message, *lines))


def state_of(days_left: int) -> PlanState:
    """Return where a day lies that is so many days before the exam."""
    if days_left < 0:
        return PlanState.OVER
    if days_left == 0:
        return PlanState.EXAM_DAY
    return PlanState.LAST_WEEK if days_left <= LAST_DAYS else PlanState.ON_THE_WAY
