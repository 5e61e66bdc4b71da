"""What an attempt is: marked or not, right or left out, and under which pseudonym."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeylab.domain.exercise.attempt import Attempt, AttemptState, Marker, is_empty
from journeylab.domain.exercise.pseudonym import pseudonym, suggest_pseudonym
from journeylab.errors import ModelError, UsageError

NOON = datetime(2026, 11, 29, 12, tzinfo=UTC)


def attempt(**changes: Any) -> Attempt:
    """Return a right answer, changed where a test asks for it."""
    fields = {"time": NOON, "learner": "kluger-fuchs-17", "item": "aida-01", "kind": "choice", "answer": ["a"]}
    return Attempt(**fields | {"points": 2, "max_points": 2} | changes)


@pytest.mark.parametrize(
    ("answer", "points", "state"),
    [
        (["a"], "2", AttemptState.RIGHT),
        (["a"], "0.5", AttemptState.PARTLY),
        (["a"], "0", AttemptState.WRONG),
        (["a"], None, AttemptState.UNMARKED),
        ([], "0", AttemptState.NOT_ATTEMPTED),
        ("  ", None, AttemptState.NOT_ATTEMPTED),
        ({"links": "", "rechts": None}, "0", AttemptState.NOT_ATTEMPTED),
        (0, "0", AttemptState.WRONG),
        (False, "0", AttemptState.WRONG),
    ],
)
def test_left_out_is_not_wrong(answer: Any, points: str | None, state: AttemptState) -> None:
    """An empty answer is "not attempted" even with 0 points; the number 0 and "no" are answers."""
    assert attempt(answer=answer, points=points).state is state


def test_a_time_is_kept_in_utc() -> None:
    """13:00 in Berlin's winter is 12:00 UTC."""
    berlin = datetime(2026, 11, 29, 13, tzinfo=timezone(timedelta(hours=1)))
    assert attempt(time=berlin).time.isoformat() == "2026-11-29T12:00:00+00:00"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"time": datetime(2026, 11, 29, 12)}, "time"),
        ({"time": datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14)))}, "time"),
        ({"learner": "Erika Mustermann"}, "learner"),
        ({"points": "2.5"}, "points"),
        ({"points": "-1"}, "points"),
        ({"points": "NaN"}, "points"),
        ({"max_points": 0}, "max_points"),
        ({"seconds": -1}, "seconds"),
        ({"seconds": float("inf")}, "seconds"),
        ({"points_by": "examiner"}, "points_by"),
        ({"answer": float("nan")}, "answer"),
        ({"answer": {"a": {1, 2}}}, "answer"),
        ({"version": 2}, "version"),
        ({"name": "Erika"}, "name"),
    ],
)
def test_what_cannot_be_is_named(changes: dict[str, Any], field: str) -> None:
    """A wrong field is named in the message; there is no field for a name."""
    with pytest.raises(ModelError, match=field):
        attempt(**changes)


def test_an_attempt_does_not_change_with_the_list_it_was_made_from() -> None:
    """The answer is a copy."""
    chosen = ["a"]
    made = attempt(answer=chosen)
    chosen.append("b")
    assert made.answer == ["a"]


def test_a_share_is_points_of_the_most() -> None:
    """Half a point of two is a quarter; what is not marked has no share."""
    assert attempt(points="0.5").share == 0.25
    assert attempt(points=None).share is None
    assert attempt().points == Decimal(2)


def test_who_gave_points_reads_in_german() -> None:
    """A learner's own points are called self-assessed."""
    assert Marker.SELF.label == "selbst eingeschätzt"
    assert attempt(points_by="self").points_by is Marker.SELF


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("Kluger Fuchs 7", "kluger-fuchs-7"),
        ("  KÜHNER löwe!! ", "kuehner-loewe"),
        ("ku\u0308hner", "kuehner"),
        ("Société/../x", "societe-x"),
    ],
)
def test_a_pseudonym_is_a_safe_file_name(typed: str, slug: str) -> None:
    """Whatever is typed becomes small letters, digits and single hyphens."""
    assert pseudonym(typed) == slug


@pytest.mark.parametrize("typed", ["", "…", "erika@example.org", "x" * 41, "CON", "com1"])
def test_what_cannot_be_a_pseudonym_is_said(typed: str) -> None:
    """Nothing, too much, an address and Windows' own words are refused with an example that works."""
    with pytest.raises(UsageError, match=r"'[a-z]+-[a-z]+-\d\d'"):
        pseudonym(typed)


@given(st.integers())
def test_a_suggestion_is_a_pseudonym(seed: int) -> None:
    """Every seed gives two words and a number that stay as they are."""
    suggested = suggest_pseudonym(seed)
    assert pseudonym(suggested) == suggested
    assert suggested.count("-") == 2


@given(st.recursive(st.none() | st.just(" "), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_fields_left_empty_say_nothing(answer: Any) -> None:
    """However deep empty fields are nested, nothing was answered."""
    assert is_empty(answer)
    assert not is_empty([answer, "x"])
