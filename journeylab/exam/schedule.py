"""What to repeat today so that as much as possible is known on the day of the exam."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from hashlib import blake2b

from journeylab.domain.exercise.attempt import Attempt
from journeylab.errors import UsageError
from journeylab.exam.repetition import Memory, need_fsrs, remembered, reviews
from journeylab.exam.study_plan import DayOutlook, PlannedItem, PlannedStep, PlanState, Reason, StudyPlan, state_of
from journeylab.i18n import _

__all__ = ["DayOutlook", "PlanState", "PlannedItem", "PlannedStep", "Reason", "StudyPlan", "plan"]

# Of the days that are left: every exercise that was practised comes again before the exam.
_LONGEST_SHARE = 0.5
# At most so much of a day is kept free for new exercises while old ones are due.
_NEW_SHARE = 0.5
# The last two days bring nothing new that was planned before.
_WITHOUT_NEW = 2


def plan(
    items: Sequence[PlannedItem],
    attempts: Iterable[Attempt],
    today: date,
    exam: date,
    minutes: int = 30,
    seed: int = 0,
) -> StudyPlan:
    """Plan what to practise today, and look ahead to the exam.

    Parameters
    ----------
    items : sequence of PlannedItem
        The bank.
    attempts : iterable of Attempt
        Of one learner; those at other items, and those after `today`, do not count.
    today, exam : date
    minutes : int
        That the learner has for practice on one day.
    seed : int
        Decides in which order new exercises come.

    Returns
    -------
    StudyPlan
        The same for the same arguments: no clock is asked and no dice are thrown.

    Raises
    ------
    UsageError
        If an id stands twice, or a time is not more than 0.
    MissingExtraError
        If FSRS is not installed.

    Notes
    -----
    Exercises come again when FSRS expects them to be forgotten with a
    probability of 10 %, but after half of the days that are left at the latest.
    Due and weak ones have the minutes; up to half of them is kept for new ones,
    as many as it takes to have seen all in time.  In the last week all weak ones
    come every day, and first.  An exercise that was practised today does not come
    again today, and its minutes count.  What does not fit is named.  How the day
    is divided is our choice.
    """
    need_fsrs()
    today, exam = _plain(today), _plain(exam)
    _check(items, minutes)
    sittings = reviews(attempts, today)
    longest = max(1, int((exam - today).days * _LONGEST_SHARE))
    known = {
        item.id: remembered(sittings[item.id], item.minutes, today, longest) for item in items if item.id in sittings
    }
    day = _Day(items, known, today, exam, minutes, seed)
    steps, left_over = day.steps() if state_of(day.days_left) in _PRACTICE else ((), ())
    return StudyPlan(
        today=today,
        exam=exam,
        minutes=minutes,
        steps=steps,
        outlook=day.outlook(),
        seen=len(known),
        total=len(items),
        self_assessed=sum(memory.self_assessed for memory in known.values()),
        done_minutes=day.done,
        left_over=left_over,
        seed=seed,
    )


_PRACTICE = (PlanState.ON_THE_WAY, PlanState.LAST_WEEK)


def _plain(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _check(items: Sequence[PlannedItem], minutes: int) -> None:
    twice = [name for name, count in Counter(item.id for item in items).items() if count > 1]
    if twice:
        raise UsageError(
            _("The exercise '{id}' stands twice in the bank.").format(id=twice[0]),
            _("Give every entry an id of its own."),
        )
    if not minutes > 0 or not all(item.minutes > 0 for item in items):
        raise UsageError(_("A plan needs times of more than 0 minutes."), _("Give the minutes, for example 30."))


class _Day:
    """The bank as it stands on one day."""

    def __init__(
        self,
        items: Sequence[PlannedItem],
        known: Mapping[str, Memory],
        today: date,
        exam: date,
        minutes: int,
        seed: int,
    ) -> None:
        self.known = known
        self.today = today
        self.exam = exam
        self.days_left = (exam - today).days
        self.seen = [item for item in items if item.id in known]
        self.new = _balanced([item for item in items if item.id not in known], self.seen, seed)
        self.done = sum(item.minutes for item in self.seen if known[item.id].last == today)
        self.minutes = max(0.0, minutes - self.done)

    def steps(self) -> tuple[tuple[PlannedStep, ...], tuple[PlannedItem, ...]]:
        """Return today's exercises, and what ought to come today but does not fit."""
        wanted = self._wanted()
        weak = [item for item in self._open() if self.known[item.id].weak and item not in wanted]
        kept = self._kept_for_new(bool(wanted))
        chosen, room = list(kept), self.minutes - sum(item.minutes for item in kept)
        for item in (*wanted, *self._by_need(weak), *self.new):
            if item not in chosen and item.minutes <= room:
                chosen.append(item)
                room -= item.minutes
        order = {item.id: place for place, item in enumerate((*wanted, *weak, *self.new))}
        chosen.sort(key=lambda item: order[item.id])
        left_over = tuple(item for item in wanted if item not in chosen)
        return tuple(_interleaved([self._step(item) for item in chosen])), left_over

    def outlook(self) -> tuple[DayOutlook, ...]:
        """Return what comes on each day before the exam if nothing is practised."""
        days = []
        for ahead in range(max(0, self.days_left)):
            day = self.today + timedelta(days=ahead)
            among = self.seen if ahead else self._open()
            due = [item for item in among if self._due(item, day)]
            weak = [item for item in among if item not in due and self._comes_daily(item, day)]
            days.append(DayOutlook(day, len(due), len(weak), sum(item.minutes for item in (*due, *weak))))
        return tuple(days)

    def _open(self) -> list[PlannedItem]:
        return [item for item in self.seen if self.known[item.id].last < self.today]

    def _due(self, item: PlannedItem, day: date) -> bool:
        due = self.known[item.id].due
        return due <= day if day == self.today else due == day

    def _comes_daily(self, item: PlannedItem, day: date) -> bool:
        return self.known[item.id].weak and state_of((self.exam - day).days) is PlanState.LAST_WEEK

    def _wanted(self) -> list[PlannedItem]:
        today = self.today
        return self._by_need(
            [item for item in self._open() if self._due(item, today) or self._comes_daily(item, today)]
        )

    def _by_need(self, items: Iterable[PlannedItem]) -> list[PlannedItem]:
        """Return weak ones first, then what is most likely forgotten, then what brings more points."""
        last_week = state_of(self.days_left) is PlanState.LAST_WEEK

        def need(item: PlannedItem) -> tuple[object, ...]:
            memory = self.known[item.id]
            # In the last week those that had no room yesterday come before those that had.
            return (not memory.weak, memory.last if last_week else self.today, memory.recall, -item.points, item.id)

        return sorted(items, key=need)

    def _kept_for_new(self, needed: bool) -> list[PlannedItem]:
        if not needed or state_of(self.days_left) is PlanState.LAST_WEEK:
            return []
        days = max(1, self.days_left - _WITHOUT_NEW)
        quota = sum(item.minutes for item in self.new) / days
        kept: list[PlannedItem] = []
        # What was new this morning counts too, else the afternoon would bring as much again.
        used = sum(item.minutes for item in self.seen if self.known[item.id].first == self.today)
        for item in self.new:
            if used >= quota:
                break
            if used + item.minutes <= _NEW_SHARE * (self.done + self.minutes):
                kept.append(item)
                used += item.minutes
        return kept

    def _step(self, item: PlannedItem) -> PlannedStep:
        memory = self.known.get(item.id)
        if memory is None:
            return PlannedStep(item, Reason.NEW)
        reason = Reason.WEAK if memory.weak else Reason.DUE
        return PlannedStep(item, reason, memory.due, memory.share, memory.self_assessed)


def _balanced(new: Iterable[PlannedItem], seen: Iterable[PlannedItem], seed: int) -> list[PlannedItem]:
    """Return new exercises so that every topic gets its turn, those first of which least was seen."""
    place = Counter(item.topic for item in seen)
    ranked = []
    for item in sorted(new, key=lambda each: _drawn(each, seed)):
        ranked.append((place[item.topic], _drawn(item, seed), item))
        place[item.topic] += 1
    return [item for _place, _draw, item in sorted(ranked, key=lambda each: each[:2])]


def _drawn(item: PlannedItem, seed: int) -> tuple[bytes, str]:
    # A number of its own for every exercise: the order of the others stays when one is practised.
    return blake2b(f"{seed}/{item.id}".encode(), digest_size=8).digest(), item.id


def _interleaved(steps: Iterable[PlannedStep]) -> list[PlannedStep]:
    """Return steps so that no topic follows itself where that can be avoided."""
    waiting: dict[str, deque[PlannedStep]] = defaultdict(deque)
    for step in steps:
        waiting[step.item.topic].append(step)
    order: list[PlannedStep] = []
    placed: dict[str, int] = {}
    while waiting:
        others = [topic for topic in waiting if not order or topic != order[-1].item.topic] or list(waiting)
        # The topic with most left goes first, else it would be alone at the end; then the one longest ago.
        topic = max(others, key=lambda each: (len(waiting[each]), -placed.get(each, -1)))
        placed[topic] = len(order)
        order.append(waiting[topic].popleft())
        if not waiting[topic]:
            del waiting[topic]
    return order
