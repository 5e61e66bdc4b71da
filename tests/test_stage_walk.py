"""How customers walk over the stages of a model: counted on logs small enough to count by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from path_logs import ORDER, log_of_events

from journeylab.analysis.funnel import back_jumps, funnel
from journeylab.analysis.stage_walk import StageWalk, stage_walk
from journeylab.domain.journey_log import JourneyLog
from journeylab.domain.scenario import Scenario
from journeylab.errors import UsageError
from journeylab.i18n import set_language
from journeylab.sim.simulate import simulate

NAMES = ("A", "B", "C", "X", ORDER)
EACH = {"a": ["A"], "b": ["B"], "c": ["C"]}


def walks(*ways: str) -> JourneyLog:
    """Return a log of ways like ``"ABC!"``, where ``!`` is an order and ``X`` stands on no stage."""
    customers = [[(ORDER, True) if step == "!" else (step, False) for step in way] for way in ways]
    return log_of_events(customers, names=NAMES)


SMALL = walks("ABC!", "AXCA", "X", "BB")


def test_every_figure_of_a_small_log() -> None:
    """Of four customers one buys, two leave at a stage, and one meets none."""
    walk = stage_walk(SMALL, EACH)
    assert walk.keys == walk.labels == ("a", "b", "c")
    assert walk.customers == 4
    assert walk.reached.tolist() == [2, 2, 2]
    assert walk.in_order.tolist() == [2, 1, 1]
    assert walk.steps.tolist() == [[0, 1, 1], [0, 1, 1], [1, 0, 0]]
    assert walk.entries.tolist() == [2, 1, 0]
    assert walk.exits.tolist() == [1, 1, 0]
    assert walk.buyers == 1


def test_who_bought_once_never_leaves() -> None:
    """A customer who buys, comes back and then vanishes is a buyer, not a loss."""
    walk = stage_walk(walks("A!BA"), EACH)
    assert walk.exits.tolist() == [0, 0, 0]
    assert walk.buyers == 1
    assert walk.steps[1, 0] == 1


def test_unknown_conversions_are_not_counted_as_none() -> None:
    """Where a log does not tell who buys, the number of buyers is unknown and everybody leaves somewhere."""
    walk = stage_walk(replace(SMALL, conversion=None), EACH)
    assert walk.buyers is None
    assert walk.exits.tolist() == [1, 1, 1]


def test_a_stage_without_contacts_stops_nobody() -> None:
    """A gap of the model has no customers itself, and the stage behind it is still reached in order."""
    walk = stage_walk(SMALL, {"a": ["A"], "gap": [], "c": ["C"]})
    assert walk.reached.tolist() == [2, 0, 2]
    assert walk.in_order.tolist() == [2, 0, 2]
    assert walk.steps.tolist() == [[0, 0, 2], [0, 0, 0], [1, 0, 0]]


@pytest.mark.parametrize(
    ("way", "entries", "steps"),
    [
        ("B", [1, 0, 0], {}),
        ("AB", [1, 0, 0], {(0, 0): 1}),
        ("CB", [0, 0, 1], {(2, 2): 1}),
        ("XB", [0, 1, 0], {(1, 2): 1}),
    ],
)
def test_a_contact_on_two_stages_counts_at_the_nearest(
    way: str, entries: list[int], steps: dict[tuple[int, int], int]
) -> None:
    """A contact of the first and third stage counts where she is; from the second forwards, at the start first."""
    walk = stage_walk(walks(way), {"one": ["A", "B"], "two": ["X"], "three": ["C", "B"]})
    assert walk.entries.tolist() == entries
    assert {(i, j): walk.steps[i, j] for i, j in zip(*np.nonzero(walk.steps), strict=True)} == steps


def slowly(ways: list[str], stages: dict[str, str]) -> tuple[list[list[int]], list[int], list[int]]:
    """Return steps, entries and exits, customer by customer and step by step."""
    keys = list(stages)
    steps, entries, exits = [[0] * len(keys) for _ in keys], [0] * len(keys), [0] * len(keys)
    for way in ways:
        here = -1
        for name in way:
            places = [i for i, key in enumerate(keys) if name in stages[key]]
            if places:
                there = min(places, key=lambda place: (abs(place - here), -place))
                if here < 0:
                    entries[there] += 1
                else:
                    steps[here][there] += 1
                here = there
        if here >= 0 and "!" not in way:
            exits[here] += 1
    return steps, entries, exits


@given(
    st.lists(st.text("ABCX!", max_size=12), max_size=12),
    st.dictionaries(st.sampled_from("abcdef"), st.text("ABCX", max_size=3), min_size=1, max_size=6),
)
def test_any_placement_is_counted_as_it_is_defined(ways: list[str], stages: dict[str, str]) -> None:
    """However contacts stand on stages, the fast count is the one that goes step by step."""
    walk = stage_walk(walks(*ways), {key: list(names) for key, names in stages.items()})
    assert (walk.steps.tolist(), walk.entries.tolist(), walk.exits.tolist()) == slowly(ways, stages)
    strangers = sum("!" not in way and not set(way) & set("".join(stages.values())) for way in ways)
    assert walk.buyers is not None
    assert walk.customers == walk.buyers + walk.exits.sum() + strangers


@given(st.lists(st.text("ABCX!", max_size=12), min_size=1, max_size=12))
def test_the_walk_agrees_with_the_funnel(ways: list[str]) -> None:
    """Customers in order, customers at all and back-jumps are those of the funnel over the same contacts."""
    log = walks(*ways)
    walk, counted = stage_walk(log, EACH), funnel(log, ["A", "B", "C"])
    assert walk.in_order.tolist() == counted["reached"].tolist()
    assert walk.reached.tolist() == counted["met"].tolist()
    assert np.tril(walk.steps, -1).tolist() == back_jumps(log, ["A", "B", "C"]).to_numpy().tolist()


def test_stages_of_the_map(tiny_scenario: Scenario) -> None:
    """AIDA has its four stages even where the map has contacts at two, and phases are those of the moments."""
    set_language("en")
    log = simulate(tiny_scenario, 50, seed=1)
    walk = stage_walk(log)
    assert walk.keys == ("attention", "interest", "desire", "action")
    assert walk.labels == ("Attention", "Interest", "Desire", "Action")
    assert walk.in_order[[1, 3]].tolist() == funnel(log, "aida")["reached"].tolist()
    assert walk.reached[[0, 2]].tolist() == [0, 0]
    assert walk.seed == 1
    assert stage_walk(log, "phase").in_order.tolist() == funnel(log, "phase")["reached"].tolist()


def test_contacts_by_label_and_names_for_stages(tiny_scenario: Scenario) -> None:
    """A contact may be named by id or label, and a stage has the name that it is given."""
    set_language("en")
    log = simulate(tiny_scenario, 50, seed=1)
    walk = stage_walk(log, {"see": ["suche"], "do": ["Basket", "kasse"]}, labels={"see": "See (notice)"})
    assert walk.labels == ("See (notice)", "do")
    assert walk.reached.tolist() == funnel(log, ["suche", "korb"])["met"].tolist()


def test_a_contact_of_the_map_that_nobody_met_is_known(tiny_scenario: Scenario) -> None:
    """A log read with a map may lack one of its contacts: then nobody is on its stage."""
    log = JourneyLog(("suche",), np.array([0, 1]), np.array([0], np.uint8), map=tiny_scenario)
    assert stage_walk(log, {"see": ["suche"], "care": ["retoure"]}).reached.tolist() == [1, 0]


def walk_of(log: JourneyLog, by: object = "aida", labels: object = None) -> StageWalk:
    return stage_walk(log, by, labels)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("by", "labels", "problem", "fix"),
    [
        ("adia", None, "no stage model 'adia'", 'by="aida"'),
        ({}, None, "at least one", "each stage with its contacts"),
        (["A"], None, "at least one", "each stage with its contacts"),
        ({"a": ["Anzeigge"]}, None, "'Anzeigge' is not known", "Known are: A, B"),
        (EACH, {"d": "Desire"}, "'d' is not known", "a, b, c"),
        ("aida", None, "belongs to no map", "map="),
    ],
)
def test_what_does_not_fit_is_explained(by: object, labels: object, problem: str, fix: str) -> None:
    """A wrong model, an empty one, an unknown contact, and a log without a map say what to write instead."""
    set_language("en")
    with pytest.raises(UsageError) as caught:
        walk_of(SMALL, by, labels)
    assert problem in caught.value.problem
    assert fix in caught.value.fix


def test_nobody_walks_in_an_empty_log() -> None:
    """A log without customers has zeros everywhere."""
    for by in (EACH, {"a": ["A"], "b": ["A", "B"]}):
        walk = stage_walk(walks(), by)
        assert (walk.customers, walk.buyers, int(walk.steps.sum()), int(walk.reached.sum())) == (0, 0, 0, 0)
