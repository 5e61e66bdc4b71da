"""The stress test finds what was planted: every promise of an exercise that does not hold."""

from __future__ import annotations

from typing import Any

import pytest

from exercises import ITEMS, Shops, exercise
from journeylab.domain.scenario import Scenario
from journeylab.exam.stress import stress, varies
from journeylab.exam.variants import Variant


@pytest.fixture
def shops(tiny_scenario: Scenario) -> Shops:
    """Return what finds the tiny shop."""
    return Shops(tiny_scenario)


@pytest.mark.parametrize("name", ITEMS)
def test_sound_exercises_hold(name: str, shops: Shops) -> None:
    """Each of our small exercises keeps what it promises."""
    assert stress(exercise(name), shops) == []


@pytest.mark.parametrize(
    ("name", "changed", "where", "said"),
    [
        ("choice", {"samples": [{"answer": [1, 2], "points": 3}]}, ("samples", 0), "0 Punkte, nicht 3"),
        ("choice", {"samples": [{"answer": "alles", "points": 3}]}, ("samples", 0), "Form"),
        ("numeric", {"solution": "orders / (sessions - sessions)"}, ("solution",), "Nenner"),
        ("numeric", {"solution": "orders * 10000000000000"}, ("solution",), "zu groß"),
        ("numeric", {"wrong_paths": [{"formula": "100 * orders / sessions", "why": "ja"}]}, ("wrong_paths", 0), "Weg"),
        ("numeric", {"samples": [{"answer": "= sessions / orders", "points": 3}]}, ("samples", 0), "0 Punkte, nicht 3"),
        ("numeric", {"require": ["orders > sessions"]}, ("require",), "require"),
        ("numeric", {"solution": "orders * 0 + 5", "wrong_paths": [], "samples": []}, ("parameters",), "1 "),
        ("journey", {"example": ["korb", "kauf"]}, ("points",), "0,5"),
    ],
)  # fmt: skip
def test_a_planted_fault_is_found(
    name: str, changed: dict[str, Any], where: tuple[str | int, ...], said: str, shops: Shops
) -> None:
    """Samples, solutions, slips, conditions and variety: each is told with its place."""
    found = stress(exercise(name, **changed), shops)
    assert [problem.where for problem in found] == [where]
    assert said in found[0].problem


def test_a_fault_in_a_part_is_found_where_it_is(shops: Shops) -> None:
    """The place names the part."""
    item = exercise("block")
    parts = [part.model_dump(mode="json", exclude_defaults=True) | {"kind": part.kind} for part in item.parts]  # type: ignore[attr-defined]
    parts[0]["solution"] = "cost / (orders - orders)"
    found = stress(exercise("block", parts=[parts[0], *parts[2:]], points=4), shops)
    assert [problem.where for problem in found] == [("parts", 0, "solution")]


def test_what_does_not_vary_is_tried_once(shops: Shops, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hundred seeds make sense only where they make a difference."""
    seeds = []

    def noted(item: Any, seed: int) -> Variant:
        seeds.append(seed)
        return Variant(item, seed, id=item.id)

    monkeypatch.setattr("journeylab.exam.stress.draw", noted)
    stress(exercise("choice"), shops)
    assert seeds == [0]
    assert [name for name in ITEMS if varies(exercise(name))] == ["numeric", "block"]
