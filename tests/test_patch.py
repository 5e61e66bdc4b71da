"""A change laid over data, in full and in part."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeylab.domain.patch import merged, partly

NUMBERS = st.integers(-50, 50) | st.floats(-50, 50)
TREES = st.recursive(
    NUMBERS | st.sampled_from(["an", "aus", "3 min"]),
    lambda inner: st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=8,
)
DATA = st.dictionaries(st.sampled_from("abc"), TREES, max_size=3)
PATCHES = st.dictionaries(st.sampled_from("abc"), TREES | st.none(), max_size=3)


@pytest.mark.parametrize(
    ("data", "patch", "share", "expected"),
    [
        ({"w": 10.0}, {"w": 20}, 0.25, {"w": 12.5}),
        ({"n": 8}, {"n": 5}, 0.5, {"n": 6}),
        ({"gap": 5.0}, {"gap": "3 min"}, 0.5, {"gap": 4.0}),
        ({"gap": 5.0}, {"gap": "2 d"}, 0.5, {"gap": 1442.5}),
        ({"label": "Kasse"}, {"label": "Gastkasse"}, 0.01, {"label": "Gastkasse"}),
        ({"on": False}, {"on": True}, 0.01, {"on": True}),
        ({"a": 1}, {"a": None}, 0.01, {}),
        ({"a": 1}, {"b": 4}, 0.5, {"a": 1, "b": 4}),
        ({"list": [1, 2]}, {"list": [3]}, 0.01, {"list": [3]}),
        ({"c": [{"id": "a", "n": 2}]}, {"c": [{"id": "a", "n": 4}]}, 0.5, {"c": [{"id": "a", "n": 3}]}),
        ({"c": [{"id": "a"}]}, {"c": [{"id": "b", "n": 4}]}, 0.5, {"c": [{"id": "a"}, {"id": "b", "n": 4}]}),
    ],
)
def test_part_of_a_change(data: Any, patch: Any, share: float, expected: Any) -> None:
    """Numbers and lengths of time move part of the way, whole numbers stay whole, all else applies in full."""
    assert partly(data, patch, share) == expected


@pytest.mark.parametrize(
    ("data", "patch", "expected"),
    [
        ({}, {"new": 20}, {"new": 5.0}),
        ({"gone": 8.0}, {"gone": None}, {"gone": 6.0}),
        ({}, {"row": {"new": 20}}, {"row": {"new": 5.0}}),
    ],
)
def test_what_is_absent_counts_as_the_number_that_is_named_for_it(data: Any, patch: Any, expected: Any) -> None:
    """Where absence means 0, a new number starts there, one that is taken away goes there, and so below new keys."""
    assert partly({"next": data}, {"next": patch}, 0.25, {"next": 0.0}) == {"next": expected}


def test_any_key_can_be_named_by_a_star() -> None:
    """A factor that is new at any contact starts at 1, and a new contact has its own numbers at once."""
    absent = {"contact": {"*": {"factor": 1.0}}}
    data = {"contact": {"a": {}}}
    patch = {"contact": {"a": {"factor": 3}, "b": {"factor": 3}}}
    assert partly(data, patch, 0.5, absent) == {"contact": {"a": {"factor": 2.0}, "b": {"factor": 3}}}


def test_neither_data_nor_patch_is_changed() -> None:
    """Laying a change over data leaves both as they were."""
    data, patch = {"a": {"n": 1.0}, "c": [{"id": "x", "n": 1.0}]}, {"a": {"n": 3}, "c": [{"id": "x", "n": 3}]}
    assert partly(data, patch, 0.5) == {"a": {"n": 2.0}, "c": [{"id": "x", "n": 2.0}]}
    assert data == {"a": {"n": 1.0}, "c": [{"id": "x", "n": 1.0}]}
    assert patch == {"a": {"n": 3}, "c": [{"id": "x", "n": 3}]}


@given(DATA, PATCHES)
def test_the_ends_of_a_change_are_exact(data: Any, patch: Any) -> None:
    """At strength 0 nothing has changed, at strength 1 the whole patch is merged."""
    assert partly(data, patch, 0.0, {"*": 0.0}) == data
    assert partly(data, patch, 1.0, {"*": 0.0}) == merged(data, patch)


@given(st.floats(-50, 50), st.floats(-50, 50), st.floats(0.01, 0.99))
def test_a_number_stays_between_its_ends(before: float, after: float, share: float) -> None:
    """A number that moves part of the way lies between old and new."""
    low, high = sorted((before, after))
    assert low - 1e-9 <= partly({"n": before}, {"n": after}, share)["n"] <= high + 1e-9
