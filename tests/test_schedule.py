"""Repetition towards an exam: what comes today, why, and when it comes again."""

from __future__ import annotations

import sys
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journeylab.domain.exercise.attempt import Attempt
from journeylab.errors import MissingExtraError, UsageError
from journeylab.exam.repetition import Rating, Review, rated, remembered, reviews
from journeylab.exam.schedule import PlannedItem, PlanState, Reason, StudyPlan, plan
from journeylab.i18n import set_language

TODAY = date(2026, 10, 1)
EXAM = date(2026, 11, 24)


def item(name: str, topic: str = "aida", minutes: float = 5, points: int = 4) -> PlannedItem:
    """Return an exercise of the bank."""
    return PlannedItem(name, topic, minutes, Decimal(points))


def attempt(name: str, day: date, share: float = 1, **changes: Any) -> Attempt:
    """Return an answer at noon that earned a share of ten points."""
    fields = {"time": datetime.combine(day, time(12), UTC), "learner": "kluger-fuchs-17", "item": name}
    fields |= {"kind": "short", "answer": "x", "points": Decimal(str(share)) * 10, "max_points": 10}
    return Attempt(**fields | changes)


def ago(days: int) -> date:
    """Return the day so many days before today."""
    return TODAY - timedelta(days=days)


def ids(made: StudyPlan) -> list[str]:
    """Return today's exercises in their order."""
    return [step.item.id for step in made.steps]


def review(share: float = 1, seconds: float | None = None, hints: int = 0, **changes: bool) -> Review:
    """Return a sitting."""
    flags = {"solution_seen": False, "self_assessed": False} | changes
    return Review(datetime(2026, 9, 1, 12, tzinfo=UTC), share, seconds, hints, **flags)


@pytest.mark.parametrize(
    ("sitting", "rating"),
    [
        (review(0.39), Rating.AGAIN),
        (review(0.4), Rating.HARD),
        (review(0.69), Rating.HARD),
        (review(0.7), Rating.GOOD),
        (review(1), Rating.GOOD),
        (review(1, seconds=150), Rating.EASY),
        (review(1, seconds=151), Rating.GOOD),
        (review(0.95, seconds=10), Rating.GOOD),
        (review(1, seconds=10, hints=1), Rating.GOOD),
        (review(1, seconds=10, hints=2), Rating.HARD),
        (review(1, seconds=10, self_assessed=True), Rating.GOOD),
        (review(1, seconds=10, solution_seen=True), Rating.AGAIN),
    ],
)
def test_points_hints_and_time_rate_an_answer(sitting: Review, rating: Rating) -> None:
    """At five minutes: below 40 % again, below 70 % hard, half the time easy, one's own points never easy."""
    assert rated(sitting, minutes=5) is rating


def test_ratings_are_those_of_fsrs() -> None:
    """The numbers mean the same there."""
    import fsrs

    assert [(each.name.title(), each.value) for each in Rating] == [(each.name, each.value) for each in fsrs.Rating]


def test_what_is_not_marked_or_left_out_is_no_sitting() -> None:
    """An empty answer, one without points and one of tomorrow tell nothing about memory."""
    attempts = [
        attempt("a", TODAY, 0, answer=""),
        attempt("b", TODAY, points=None),
        attempt("c", TODAY + timedelta(days=1)),
    ]
    assert reviews(attempts, TODAY) == {}


def test_parts_of_a_block_are_one_sitting() -> None:
    """Parts of one day and session add up, the last try at a part counts; another session is another sitting."""
    attempts = [
        attempt("fall", TODAY, 0.0, part="a", seconds=60),
        attempt("fall", TODAY, 0.5, part="a", seconds=30, hints=1, time=datetime(2026, 10, 1, 13, tzinfo=UTC)),
        attempt("fall", TODAY, 1.0, part="b", seconds=90, max_points=20, points=20, points_by="self"),
        attempt("fall", TODAY, 1.0, part="a", session="probe", time=datetime(2026, 10, 1, 14, tzinfo=UTC)),
    ]
    first, second = reviews(attempts, TODAY)["fall"]
    assert first == Review(datetime(2026, 10, 1, 13, tzinfo=UTC), 25 / 30, 120, 1, False, True)
    assert (second.share, second.seconds) == (1.0, None)


def test_memory_is_that_of_fsrs() -> None:
    """Good after one sitting: stability 2.3065 days, so due in two; 90 % of it is left after 2.3065 days."""
    memory = remembered([review()], 5, today=date(2026, 9, 3), longest=100)
    assert memory.due == date(2026, 9, 3)
    # (1 + f * t / s) ** -d with d = 0.1542 and f = 0.9 ** (-1 / d) - 1
    factor = 0.9 ** (-1 / 0.1542) - 1
    assert memory.recall == pytest.approx((1 + factor * 2 / 2.3065) ** -0.1542)
    assert (memory.first, memory.last, memory.weak) == (date(2026, 9, 1), date(2026, 9, 1), False)


def test_an_interval_is_at_most_half_of_the_days_left() -> None:
    """Easy would come again in eight days; three days are the most where six are left."""
    easy = review(seconds=10)
    assert remembered([easy], 5, date(2026, 9, 1), 100).due == date(2026, 9, 9)
    assert remembered([easy], 5, date(2026, 9, 1), 3).due == date(2026, 9, 4)
    near = plan([item("a")], [attempt("a", ago(3), seconds=9)], TODAY, TODAY + timedelta(days=6))
    far = plan([item("a")], [attempt("a", ago(3), seconds=9)], TODAY, EXAM)
    assert (ids(near), ids(far)) == (["a"], [])


def test_each_exercise_has_its_reason() -> None:
    """Due, weak and new ones come with a sentence that says why."""
    bank = [item("a"), item("b", "kpi"), item("c", "recht"), item("d", "mail")]
    attempts = [attempt("a", ago(9)), attempt("b", ago(2), 0.3), attempt("c", ago(2), 0.5, points_by="self")]
    made = plan(bank, attempts, TODAY, EXAM)
    assert {step.item.id: step.why for step in made.steps} == {
        "a": "Fällig: zu wiederholen seit 24.09.2026.",
        "b": "Schwach: zuletzt 30\u00a0% der Punkte.",
        "c": "Schwach: zuletzt 50\u00a0% der Punkte (selbst eingeschätzt).",
        "d": "Neu: noch nicht geübt.",
    }
    assert made.message == (
        "Noch 54 Tage bis zur Prüfung am 24.11.2026. Heute 4 Aufgaben, etwa 20 Minuten. "
        "Sie haben 75\u00a0% der Aufgabensammlung geübt (3 von 4). "
        "Bei 1 davon haben Sie sich die Punkte selbst gegeben."
    )
    assert repr(made).splitlines()[1].startswith("1. ")
    set_language("en")
    assert made.message.startswith("54 days until the exam on 24 Nov 2026. Today 4 exercises")


def test_the_minutes_are_kept_and_the_rest_is_named() -> None:
    """Ten due exercises of ten minutes: three fit into 30, seven are left over."""
    bank = [item(f"i{number}", f"t{number}", 10) for number in range(10)]
    made = plan(bank, [attempt(each.id, ago(20)) for each in bank], TODAY, EXAM, minutes=30)
    assert (len(made.steps), made.planned_minutes, len(made.left_over)) == (3, 30, 7)
    assert "7 weitere fällige oder schwache Aufgaben passen nicht mehr hinein; sie dauern 70 Minuten." in made.message


def test_too_little_time_is_said() -> None:
    """Five minutes for a case of 25."""
    made = plan([item("fall", minutes=25)], [], TODAY, EXAM, minutes=5)
    assert made.steps == ()
    assert "Keine Aufgabe passt in 5 Minuten: Planen Sie mehr Zeit ein." in made.message


def test_weak_comes_before_due_and_forgotten_before_known() -> None:
    """Where only two fit, the weak one and the one most likely forgotten come; equal ones go by points."""
    bank = [item("neu", "a"), item("alt", "b"), item("schwach", "c"), item("viel", "d", points=9)]
    attempts = [attempt("neu", ago(3)), attempt("alt", ago(30)), attempt("schwach", ago(1), 0.1)]
    attempts.append(attempt("viel", ago(3)))
    assert ids(plan(bank, attempts, TODAY, EXAM, minutes=10)) == ["schwach", "alt"]
    assert ids(plan(bank, attempts, TODAY, EXAM, minutes=15)) == ["schwach", "alt", "viel"]


def test_new_ones_keep_their_share_beside_a_pile_of_due_ones() -> None:
    """With much due, as many new ones come as it takes to have seen all; half of the minutes at most."""
    old = [item(f"alt{number}", f"t{number}") for number in range(20)]
    new = [item(f"neu{number}", "z") for number in range(52)]
    attempts = [attempt(each.id, ago(20)) for each in old]
    reasons = Counter(step.reason for step in plan(old + new, attempts, TODAY, EXAM, minutes=30).steps)
    assert reasons == {Reason.DUE: 5, Reason.NEW: 1}
    soon = plan(old + new, attempts, TODAY, TODAY + timedelta(days=10), minutes=30)
    assert Counter(step.reason for step in soon.steps) == {Reason.DUE: 3, Reason.NEW: 3}


def test_new_ones_give_every_topic_its_turn() -> None:
    """Of three topics with ten new exercises each, six that fit are two of each."""
    bank = [item(f"{topic}{number}", topic) for topic in ("a", "b", "c") for number in range(10)]
    made = plan(bank, [], TODAY, EXAM)
    assert Counter(step.item.topic for step in made.steps) == {"a": 2, "b": 2, "c": 2}


def test_topics_are_mixed_not_only_apart() -> None:
    """Two of a, two of b, one of c and d: a b, then what was not there yet."""
    bank = [
        item(f"{topic}{number}", topic)
        for topic, many in (("a", 2), ("b", 2), ("c", 1), ("d", 1))
        for number in range(many)
    ]
    topics = [step.item.topic for step in plan(bank, [], TODAY, EXAM).steps]
    assert (set(topics[:2]), set(topics[2:4]), set(topics[4:])) == (set("ab"), set("cd"), set("ab"))


def test_a_seed_decides_which_new_ones_come() -> None:
    """The same seed gives the same plan; another one other exercises; never chance."""
    bank = [item(f"i{number}", f"t{number % 4}") for number in range(40)]
    assert plan(bank, [], TODAY, EXAM, seed=1) == plan(bank[::-1], [], TODAY, EXAM, seed=1)
    assert ids(plan(bank, [], TODAY, EXAM, seed=1)) != ids(plan(bank, [], TODAY, EXAM, seed=2))


def test_working_through_the_plan_empties_it() -> None:
    """What was practised today does not come again today, and its minutes count: the others stay."""
    old = [item(f"alt{number}", f"t{number}") for number in range(20)]
    bank = old + [item(f"neu{number}", "z") for number in range(52)]
    attempts = [attempt(each.id, ago(20)) for each in old]
    morning = plan(bank, attempts, TODAY, EXAM)
    rest = set(ids(morning))
    for done in ids(morning):
        attempts.append(attempt(done, TODAY, 0.2))
        rest.remove(done)
        assert set(ids(plan(bank, attempts, TODAY, EXAM))) == rest
    evening = plan(bank, attempts, TODAY, EXAM)
    assert evening.done_minutes == 30
    assert "Genug für heute" in evening.message


def test_in_the_last_week_all_weak_ones_come_every_day() -> None:
    """Each day from the seventh before the exam on, whether due or not; before it only when due."""
    bank = [item(name, name, 2) for name in ("a", "b", "c")]
    start = EXAM - timedelta(days=20)
    # Hard after many good ones: the next repetition would be days away.
    attempts = [attempt("a", start + timedelta(days=day)) for day in (0, 3, 6)]
    attempts += [attempt("a", EXAM - timedelta(days=11), 0.5), attempt("b", EXAM - timedelta(days=9), 0.1)]
    for days_left in range(7, 0, -1):
        today = EXAM - timedelta(days=days_left)
        made = plan(bank, attempts, today, EXAM)
        assert made.state is PlanState.LAST_WEEK
        assert {step.item.id for step in made.steps if step.reason is Reason.WEAK} == {"a", "b"}
        attempts += [attempt(name, today, 0.5) for name in ("a", "b")]


def test_in_the_last_week_weak_ones_take_turns_where_not_all_fit() -> None:
    """Those that had no room yesterday come first today, even if the others were weaker."""
    bank = [item(f"i{number}", f"t{number}", 10) for number in range(6)]
    today = EXAM - timedelta(days=5)
    shares = (0.2, 0.2, 0.2, 0.5, 0.5, 0.5)
    attempts = [attempt(each.id, EXAM - timedelta(days=6), share) for each, share in zip(bank, shares, strict=True)]
    first = ids(plan(bank, attempts, today, EXAM, minutes=30))
    attempts += [attempt(name, today, 0.2) for name in first]
    second = ids(plan(bank, attempts, today + timedelta(days=1), EXAM, minutes=30))
    assert sorted(first + second) == [each.id for each in bank]


def test_the_plan_changes_when_the_date_does() -> None:
    """What is far from due with an exam in a year is due with an exam next week."""
    attempts = [attempt("a", ago(40)), attempt("a", ago(37)), attempt("a", ago(20))]
    far = plan([item("a")], attempts, TODAY, TODAY + timedelta(days=365))
    near = plan([item("a")], attempts, TODAY, TODAY + timedelta(days=8))
    assert ids(far) == []
    assert ids(near) == ["a"]
    assert "Heute ist nichts fällig." in far.message


def test_the_outlook_says_what_comes_each_day() -> None:
    """Overdue ones count today, the others on their day, weak ones every day of the last week."""
    exam = TODAY + timedelta(days=9)
    bank = [item("alt", minutes=3), item("gut", minutes=4), item("schwach", minutes=5), item("neu")]
    attempts = [attempt("alt", ago(9)), attempt("gut", TODAY), attempt("schwach", TODAY, 0.1)]
    outlook = plan(bank, attempts, TODAY, exam).outlook
    assert [each.day for each in outlook] == [TODAY + timedelta(days=ahead) for ahead in range(9)]
    assert [each.due for each in outlook] == [1, 1, 1, 0, 0, 0, 0, 0, 0]
    assert [each.weak for each in outlook] == [0, 0, 1, 1, 1, 1, 1, 1, 1]
    assert [each.minutes for each in outlook] == [3, 5, 9, 5, 5, 5, 5, 5, 5]


@pytest.mark.parametrize(
    ("days", "state", "message"),
    [
        (0, PlanState.EXAM_DAY, "Heute ist die Prüfung."),
        (-1, PlanState.OVER, "Die Prüfung war am 30.09.2026."),
        (1, PlanState.LAST_WEEK, "Noch 1 Tag bis zur Prüfung am 02.10.2026. In der letzten Woche"),
        (8, PlanState.ON_THE_WAY, "Noch 8 Tage bis zur Prüfung am 09.10.2026. Heute 1 Aufgabe,"),
    ],
)
def test_the_exam_day_and_the_time_after_it_have_their_message(days: int, state: PlanState, message: str) -> None:
    """On the day and after it nothing is planned."""
    made = plan([item("a")], [attempt("a", ago(9), 0.1)], TODAY, TODAY + timedelta(days=days))
    assert made.state is state
    assert made.days_left == days
    assert made.message.startswith(message)
    assert bool(made.steps) == bool(made.outlook) == (days > 0)


def test_an_empty_bank_has_a_plan_without_exercises() -> None:
    """Nothing to practise is said, not raised."""
    made = plan([], [attempt("a", TODAY)], TODAY, EXAM)
    assert (made.steps, made.seen_share) == ((), 0.0)
    assert "Die Aufgabensammlung ist leer." in made.message


def test_a_moment_counts_as_its_day() -> None:
    """A datetime, as pickers give it, is taken for its date."""
    assert plan([item("a")], [], datetime(2026, 10, 1, 8), datetime(2026, 11, 24)) == plan([item("a")], [], TODAY, EXAM)


@pytest.mark.parametrize(
    ("bank", "minutes"), [([item("a"), item("a")], 30), ([item("a")], 0), ([item("a", minutes=0)], 30)]
)
def test_what_cannot_be_planned_is_said(bank: list[PlannedItem], minutes: int) -> None:
    """The same id twice, and no time."""
    with pytest.raises(UsageError):
        plan(bank, [], TODAY, EXAM, minutes)


def test_without_fsrs_the_line_to_type_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """The part is optional; the message says how to get it."""
    monkeypatch.setitem(sys.modules, "fsrs", None)
    with pytest.raises(MissingExtraError) as caught:
        plan([], [], TODAY, EXAM)
    assert '%pip install "journeylab[repeat]"' in caught.value.fix


BANKS = st.lists(st.tuples(st.sampled_from("abcd"), st.integers(1, 12)), max_size=25)
TRIES = st.lists(st.tuples(st.integers(0, 24), st.integers(0, 40), st.integers(0, 10)), max_size=40)


@settings(deadline=None, max_examples=120)
@given(BANKS, TRIES, st.integers(-2, 60), st.integers(5, 60), st.integers())
def test_every_plan_keeps_its_promises(
    bank: list[tuple[str, int]], tries: list[tuple[int, int, int]], days: int, minutes: int, seed: int
) -> None:
    """The minutes hold, nothing comes twice or is lost, and topics are apart wherever that is possible."""
    items = [item(f"i{number}", topic, length) for number, (topic, length) in enumerate(bank)]
    attempts = [attempt(f"i{number}", ago(day), share / 10) for number, day, share in tries]
    made = plan(items, attempts, TODAY, TODAY + timedelta(days=days), minutes, seed)
    assert made.planned_minutes + min(made.done_minutes, minutes) <= minutes
    today = [*ids(made), *(each.id for each in made.left_over)]
    assert len(set(today)) == len(today)
    if days > 0:
        assert made.outlook[0].due + made.outlook[0].weak <= len(today)
    topics = [step.item.topic for step in made.steps]
    most = max(Counter(topics).values(), default=0)
    repeated = sum(one == two for one, two in pairwise(topics))
    # A topic with n exercises among m others leaves n - 1 - m of them side by side.
    assert repeated == max(0, most - 1 - (len(topics) - most))
    assert made.message
