"""The funnel shows stages, losses and jumps, and no number lies on a line that is not its own."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from path_logs import ORDER, log_of_events
from rooms import collisions, contrast

from journeylab.analysis.stage_walk import StageWalk, stage_walk
from journeylab.domain.journey_log import JourneyLog
from journeylab.errors import UsageError
from journeylab.i18n import set_language
from journeylab.sim.simulate import simulate
from journeylab.store.maps import scenario
from journeylab.views.lettering import Box
from journeylab.views.stage_funnel import BAR, drawn, stage_funnel
from journeylab.views.stage_lanes import arcs, in_lanes, lanes
from journeylab.views.svg import BACK, BLUE, FORWARD, INK, WHITE, WIDTH

SHIPPED = sorted((Path(__file__).parent.parent / "datasets" / "scenarios").glob("*.yaml"))
SVG = "{http://www.w3.org/2000/svg}"
LONG = (
    "Aufmerksamkeit (Attention)",
    "Berücksichtigungsmenge (Consideration)",
    "Do",
    "Weiterempfehlungsbereitschaftsstufe",
    "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW",
    "Fürsorge + Bindung nach dem Kauf mit allem, was dazugehört",
)
EACH = {"a": ["A"], "b": ["B"], "c": ["C"]}


def walks(*ways: str) -> JourneyLog:
    """Return a log of ways like ``"ABC!"``, where ``!`` is an order."""
    customers = [[(ORDER, True) if step == "!" else (step, False) for step in way] for way in ways]
    return log_of_events(customers, names=("A", "B", "C", ORDER))


def crowded(walk: StageWalk) -> list[str]:
    sheet, height = drawn(walk, "Trichter", "5.000 Personen")
    return collisions(sheet, WIDTH, height)


@st.composite
def any_walk(draw: st.DrawFn) -> StageWalk:
    """Return a walk over 2 to 6 stages, with counts from none to millions."""
    n = draw(st.integers(2, 6))
    counts = st.one_of(st.just(0), st.integers(0, 20), st.integers(0, 3_000_000))

    def row() -> np.ndarray:
        return np.array(draw(st.lists(counts, min_size=n, max_size=n)), dtype=np.int64)

    return StageWalk(
        keys=tuple(f"s{i}" for i in range(n)),
        labels=tuple(draw(st.sampled_from(LONG)) for _ in range(n)),
        customers=3_000_000,
        reached=row(),
        in_order=row(),
        steps=np.array([row() for _ in range(n)]),
        exits=row(),
        entries=row(),
        buyers=draw(st.one_of(st.none(), counts)),
    )


@pytest.mark.parametrize("code", ["de", "en"])
@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_nothing_collides_on_shipped_scenarios(path: Path, code: str) -> None:
    """By AIDA and by phase no text lies on another one, on a bar or beyond the edge."""
    set_language(code)
    log = simulate(scenario(path), 500, seed=7)
    assert crowded(stage_walk(log)) == []
    assert crowded(stage_walk(log, "phase")) == []


@settings(max_examples=80, deadline=None)
@given(any_walk())
def test_nothing_collides_on_any_walk(walk: StageWalk) -> None:
    """Whatever stages are called and however many people jump, every text has a room of its own."""
    assert crowded(walk) == []


jumps = st.dictionaries(
    st.tuples(st.integers(0, 5), st.integers(0, 5)).filter(lambda pair: pair[0] != pair[1]), st.integers(1, 99)
)


@given(jumps, st.integers(1, 6))
def test_jumps_in_one_lane_do_not_overlap(counts: dict[tuple[int, int], int], most: int) -> None:
    """There are at most as many lanes as asked for, and two jumps between the same stages never share one."""
    placed = in_lanes(counts, most)
    assert lanes(placed) <= most
    assert placed or not counts
    for one, other in combinations(placed, 2):
        assert one.lane != other.lane or one.lower <= other.upper or other.lower <= one.upper


@given(jumps)
def test_a_count_lies_on_its_own_arc_only(counts: dict[tuple[int, int], int]) -> None:
    """The ground of a count is crossed by its own line, and by no other."""
    bars = [Box(100 - 5 * i, 200.0 * i, 200 + 10 * i, 150) for i in range(6)]
    placed = in_lanes(counts, 15)
    drawn_arcs = arcs(placed, bars, [400 + 50.0 * i for i in range(15)], dict.fromkeys(counts.values(), 40.0))
    for arc in drawn_arcs:
        assert arc.pill.x + arc.pill.width / 2 == arc.x
        for other in drawn_arcs:
            top, bottom = sorted((other.start[1], other.end[1]))
            beside = other.x < arc.pill.x or arc.pill.right < other.x
            passed = bottom < arc.pill.y or arc.pill.bottom < top
            level = any(arc.pill.y < y < arc.pill.bottom and arc.pill.x < other.x for y in (top, bottom))
            assert other is arc or ((beside or passed) and not level)


def test_an_arrow_points_where_the_jump_leads() -> None:
    """A jump back ends at the upper bar, a jump ahead at the lower one."""
    bars = [Box(0, 200.0 * i, 100, 150) for i in range(3)]
    (back,) = arcs(in_lanes({(2, 0): 1}, 1), bars, [200.0], {1: 20.0})
    (ahead,) = arcs(in_lanes({(0, 2): 1}, 1), bars, [-100.0], {1: 20.0})
    assert back.start[1] > 400 > 150 > back.end[1]
    assert ahead.start[1] < 150 < 400 < ahead.end[1]
    assert (back.end[0], ahead.end[0]) == (100, 0)


def test_the_rarest_jump_is_left_out_first() -> None:
    """With one lane the more frequent of two crossing jumps stays."""
    (kept,) = in_lanes({(2, 0): 5, (3, 1): 9}, most=1)
    assert (kept.start, kept.end, kept.count) == (3, 1, 9)


def test_short_jumps_lie_inside_long_ones() -> None:
    """A jump over one stage runs nearer to the bars than the one around it."""
    placed = {(jump.start, jump.end): jump.lane for jump in in_lanes({(3, 0): 9, (2, 1): 1, (1, 0): 4}, most=6)}
    assert placed == {(1, 0): 0, (2, 1): 0, (3, 0): 1}


def texts(walk: JourneyLog | StageWalk, by: str | Mapping[str, Sequence[str]] = EACH) -> list[str]:
    return [element.text or "" for element in ET.fromstring(stage_funnel(walk, by).svg).iter(f"{SVG}text")]


def test_every_number_of_a_small_log() -> None:
    """Three of four reach the second stage, two in order; one jumps back, one ahead, one buys."""
    set_language("en")
    shown = texts(walks("AB!", "BA", "AC", "AB"))
    assert "3 customers · 75.0%" in shown
    assert "in order: 2" in shown
    assert {"jumps ahead", "back-jumps", "buy at least once", "1 customer · 25.0%"} <= set(shown)
    assert shown.count("1 leaves here") == 3
    assert shown.count("0 leave here") == 0


def test_back_jumps_are_dashed_and_dark_red() -> None:
    """A jump back differs from one ahead by colour and by dashes."""
    paths = ET.fromstring(stage_funnel(walks("AC", "CA"), EACH).svg).iter(f"{SVG}path")
    assert {(path.attrib["stroke"], "stroke-dasharray" in path.attrib) for path in paths} == {
        (BACK, True),
        (FORWARD, False),
    }


def test_a_bar_is_as_wide_as_its_stage_is_busy() -> None:
    """Half as many customers have a bar half as wide, in the middle under the other."""
    rects = ET.fromstring(stage_funnel(walks("AB", "A"), {"a": ["A"], "b": ["B"]}).svg).iter(f"{SVG}rect")
    one, other = [rect for rect in rects if rect.attrib["fill"] == BAR]
    assert float(one.attrib["width"]) == pytest.approx(2 * float(other.attrib["width"]), abs=0.02)
    middle = [float(rect.attrib["x"]) + float(rect.attrib["width"]) / 2 for rect in (one, other)]
    assert middle[0] == pytest.approx(middle[1], abs=0.02)


def test_a_long_name_stands_beside_a_narrow_bar() -> None:
    """A name that does not fit into its bar is written to the right of it, in full."""
    log = walks(*["A"] * 99, "B")
    sheet, _height = drawn(stage_walk(log, {"x": ["A"], LONG[0]: ["B"]}), "", "")
    rooms = dict(sheet.taken)
    assert rooms[LONG[0]].x > rooms["bar"].right


def test_unknown_buyers_are_said() -> None:
    """Where the log does not tell who buys, there is no bar of buyers, and a note says so."""
    set_language("en")
    shown = " ".join(texts(replace(walks("AB"), conversion=None)))
    assert "buy at least once" not in shown
    assert "does not tell who buys" in shown


def test_what_is_left_out_is_counted() -> None:
    """With six stages and every jump some arcs are left to the table, and their number is said."""
    set_language("en")
    n = 6
    steps = np.arange(1, n * n + 1).reshape(n, n) * 1000
    ones = np.ones(n, np.int64)
    names = tuple("abcdef")
    walk = StageWalk(names, names, 9, ones, ones, steps, ones, ones, buyers=3)
    picture = stage_funnel(walk)
    arcs_drawn = len(list(ET.fromstring(picture.svg).iter(f"{SVG}path")))
    assert f"{15 + 10 - arcs_drawn} rarer jumps" in picture.svg
    assert picture.table.iloc[5, -6:].tolist() == steps[5].tolist()


@pytest.mark.parametrize("log", [walks(), walks("B!")])
def test_nobody_on_the_stages_is_a_sentence(log: JourneyLog) -> None:
    """Without anybody on a stage there is a sentence instead of a funnel."""
    set_language("en")
    picture = stage_funnel(log, {"a": ["A"]})
    assert "Nobody meets any of these stages" in picture.svg
    assert picture.table["reached"].tolist() == [0]


def test_the_table_and_the_description_say_the_same() -> None:
    """One row a stage: reached, in order, begin, leave, and where the next step leads."""
    set_language("en")
    picture = stage_funnel(walks("AB!", "BA", "AC", "AB"), EACH)
    assert picture.table.to_numpy().tolist() == [
        ["a", 4, 4, 3, 1, 0, 2, 1],
        ["b", 3, 2, 1, 1, 1, 0, 0],
        ["c", 1, 0, 0, 1, 0, 0, 0],
    ]
    assert "4 customers · observed." in picture.description
    assert "b: 3 reach it, 2 of them in order; 1 leave there." in picture.description
    assert "Most frequent back-jump: from b to a (1)." in picture.description


def test_names_of_stages_are_data() -> None:
    """A stage called like markup is shown as it was typed."""
    picture = stage_funnel(walks("A"), {"<script>": ["A"], "&": ["B"]})
    assert "<script" not in picture.svg
    assert ET.fromstring(picture.svg).tag == f"{SVG}svg"


def test_letters_can_be_read() -> None:
    """Every text has a contrast of at least 4.5 on what it lies on."""
    assert min(contrast(INK, BAR), contrast(WHITE, BLUE), contrast(BACK, WHITE), contrast(FORWARD, WHITE)) >= 4.5


def test_simulated_journeys_say_so() -> None:
    """The funnel of a simulated log names its seed, also when only the counts are left."""
    set_language("en")
    log = simulate(scenario(SHIPPED[0]), 50, seed=3)
    assert "simulated, seed 3" in stage_funnel(stage_walk(log)).svg
    assert stage_funnel(log).svg == stage_funnel(stage_walk(log)).svg


def test_something_else_than_a_log_is_refused() -> None:
    """A map is no log, and the message says where one comes from."""
    set_language("en")
    with pytest.raises(UsageError, match="log is needed"):
        stage_funnel(scenario(SHIPPED[0]))  # type: ignore[arg-type]
