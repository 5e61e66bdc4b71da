"""On the touchpoint map nothing collides, colour is never alone, and every number can be counted."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace
from itertools import combinations, pairwise, permutations
from math import dist
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rooms import collisions, contrast

from journeylab.domain.journey_log import JourneyLog
from journeylab.domain.journey_map import JourneyMap
from journeylab.domain.scenario import Scenario
from journeylab.domain.vocabulary import Phase
from journeylab.errors import ModelError, UsageError
from journeylab.i18n import set_language
from journeylab.sim.simulate import simulate
from journeylab.store.maps import scenario
from journeylab.views.lettering import Box
from journeylab.views.map_panels import EMOTION, smooth
from journeylab.views.map_path import Leg, Line, blossom, route, step_numbers, steps
from journeylab.views.map_selection import MOST_CONTACTS, select
from journeylab.views.map_words import Way
from journeylab.views.svg import WIDTH, Sheet
from journeylab.views.touchpoint_map import RADIUS, Grid, layout
from journeylab.views.touchpoint_map_svg import drawn, ink, touchpoint_map

SHIPPED = sorted((Path(__file__).parent.parent / "datasets" / "scenarios").glob("*.yaml"))
SVG = "{http://www.w3.org/2000/svg}"

LONG = (
    "Bestellbestätigung",
    "Sendungsverfolgung per E-Mail",
    "Werkstattterminvereinbarung am Telefon",
    "Donaudampfschifffahrtsgesellschaft",
    "Kasse",
    "Beratung + Anprobe in der Filiale mit der ganzen Familie",
    "WWWWWWWWWWWWWWWWWWWWWWWWWW",
    "Größe?",
)


def zigzag(shop: JourneyMap, length: int = 36) -> tuple[str, ...]:
    """Return a long way that jumps back and forth over all contacts."""
    ids = shop.contact_ids
    return tuple(ids[(i * 7 + i // 3) % len(ids)] for i in range(length))


def draw(shop: JourneyMap, path: tuple[str, ...] = (), to_be: JourneyMap | None = None) -> tuple[Sheet, Box]:
    return drawn(shop, select(shop), Way(path, "Test"), title=f"Karte: {shop.title}", to_be=to_be, kpi_names={})


def crowded(shop: JourneyMap, path: tuple[str, ...] = (), to_be: JourneyMap | None = None) -> list[str]:
    sheet, canvas = draw(shop, path, to_be)
    return collisions(sheet, canvas.width, canvas.height)


def make_map(*contacts: dict[str, object], **more: object) -> JourneyMap:
    """Return a map of three moments and two channels."""
    data: dict[str, object] = {
        "id": "probe",
        "title": "Probe",
        "moments": [
            {"id": "vorher", "label": "Vorher", "phase": "before"},
            {"id": "kauf", "label": "Kaufen", "phase": "purchase"},
            {"id": "danach", "label": "Danach", "phase": "after"},
        ],
        "channels": [
            {"id": "web", "label": "Web-Shop", "medium": "digital"},
            {"id": "laden", "label": "Laden", "medium": "stationary"},
        ],
        "contacts": [{"touchpoint": "x", "label": str(c["id"]), **c} for c in contacts],
    }
    return JourneyMap.model_validate(data | more)


SHOP = make_map(
    {"id": "suche", "moment": "vorher", "channel": "web", "emotion": 0},
    {"id": "kasse", "moment": "kauf", "channel": "web", "emotion": -2, "owner": "web_design", "form": "feature"},
    {"id": "theke", "moment": "kauf", "channel": "laden", "emotion": 2, "engagement": "passive"},
    {"id": "dank", "moment": "danach", "channel": "web", "form": "communication", "evidence": "data"},
)


@st.composite
def maps(draw_from: st.DrawFn) -> tuple[JourneyMap, tuple[str, ...]]:
    """Return a random map of 1 to 20 contacts, and a way over it."""
    phases = sorted(draw_from(st.lists(st.sampled_from(list(Phase)), min_size=1, max_size=9)), key=list(Phase).index)
    media = draw_from(st.lists(st.sampled_from(["in_person", "analog", "digital"]), min_size=1, max_size=10))
    words = st.sampled_from(LONG)
    contact = st.fixed_dictionaries(
        {
            "moment": st.integers(0, len(phases) - 1).map("m{}".format),
            "channel": st.integers(0, len(media) - 1).map("k{}".format),
            "label": words,
            "form": st.sampled_from(["feature", "interaction", "communication"]),
            "emotion": st.one_of(st.none(), st.integers(-2, 2)),
            "owner": st.sampled_from([None, "service", "product"]),
            "kpi": st.sampled_from([None, {"id": "cart_abandonment", "value": 68, "unit": "%"}, {"id": "nps"}]),
        }
    )
    contacts = draw_from(st.lists(contact, min_size=1, max_size=MOST_CONTACTS))
    shop = make_map(
        *({"id": f"c{i}", **c} for i, c in enumerate(contacts)),
        moments=[{"id": f"m{i}", "label": draw_from(words), "phase": phase} for i, phase in enumerate(phases)],
        channels=[{"id": f"k{i}", "label": draw_from(words), "medium": medium} for i, medium in enumerate(media)],
        value={"price": {"m0": draw_from(st.floats(0, 5))}},
    )
    return shop, tuple(draw_from(st.lists(st.sampled_from(shop.contact_ids), max_size=45)))


def test_scenarios_are_shipped() -> None:
    """There is something to draw."""
    assert SHIPPED


@pytest.mark.parametrize("code", ["de", "en"])
@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_nothing_collides_on_shipped_scenarios(path: Path, code: str) -> None:
    """With and without a long journey, no text lies on a mark, on another text or beyond the edge."""
    set_language(code)
    shop = scenario(path)
    assert crowded(shop) == []
    assert crowded(shop, zigzag(shop), to_be=shop) == []


@settings(max_examples=60, deadline=None)
@given(maps())
def test_nothing_collides_on_any_map(made: tuple[JourneyMap, tuple[str, ...]]) -> None:
    """Whatever people write, every contact has a room of its own, and all that can be shown is shown."""
    shop, path = made
    assert crowded(shop, path, to_be=shop) == []
    grid = layout(shop, path)
    hidden = sum(int(label.lines[0][1:].split()[0]) for label in grid.labels if label.lines[0].startswith("+"))
    assert len(grid.marks) + hidden == len(shop.contacts)


@settings(max_examples=40, deadline=None)
@given(maps())
def test_any_map_gives_well_formed_svg(made: tuple[JourneyMap, tuple[str, ...]]) -> None:
    """The picture is XML without ids, scripts or anything from outside, and the same each time."""
    shop, _path = made
    picture = touchpoint_map(shop)
    tags = {element.tag.removeprefix(SVG) for element in ET.fromstring(picture.svg).iter()}
    assert tags <= {"svg", "title", "desc", "g", "rect", "line", "circle", "polygon", "polyline", "path", "text"}
    assert " id=" not in picture.svg
    assert "href" not in picture.svg
    assert touchpoint_map(shop).svg == picture.svg


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_letters_stay_readable_at_1024_pixels(path: Path) -> None:
    """A shipped map that is 1024 pixels wide has no letters below 10 pixels."""
    root = ET.fromstring(touchpoint_map(scenario(path)).svg)
    smallest = min(float(element.attrib["font-size"]) for element in root.iter(f"{SVG}text"))
    assert smallest * 1024 / float(root.attrib["width"]) >= 10


@pytest.mark.parametrize("code", ["de", "en"])
@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_without_panels_the_map_has_nearly_the_shape_of_a_slide(path: Path, code: str) -> None:
    """The grid alone stands where it stood, collides nowhere, and is at least a third lower than the whole map."""
    set_language(code)
    shop = scenario(path)
    way = Way(zigzag(shop), "Test")
    sheet, canvas = drawn(shop, select(shop), way, title=shop.title.de, panels=False, kpi_names={})
    assert collisions(sheet, canvas.width, canvas.height) == []
    whole, alone = (ET.fromstring(touchpoint_map(shop, panels=panels).svg) for panels in (True, False))
    marks, same = ([mark[1].attrib for mark in root.iter(f"{SVG}g") if "data-contact" in mark.attrib]
                   for root in (whole, alone))  # fmt: skip
    assert marks == same
    assert float(alone.attrib["height"]) <= 0.667 * float(whole.attrib["height"])
    assert float(alone.attrib["width"]) >= 1.4 * float(alone.attrib["height"])


def test_without_panels_only_the_grid_is_drawn() -> None:
    """Neither the curve nor the figures under the grid are there, while the table keeps every contact."""
    set_language("en")
    picture = touchpoint_map(SHOP, panels=False)
    assert "polyline" not in picture.svg
    assert ">Emotion" not in picture.svg
    assert picture.table.equals(touchpoint_map(SHOP).table)


def test_text_of_people_is_data() -> None:
    """A label that looks like markup is shown as it was typed."""
    evil = "<script>alert('x')</script> & \"=1+1\""
    shop = make_map({"id": "a", "label": evil, "moment": "kauf", "channel": "web", "pain": evil}, title=evil)
    picture = touchpoint_map(shop)
    assert "<script" not in picture.svg
    assert ET.fromstring(picture.svg).findtext(f"{SVG}title", "").endswith(evil)
    assert picture.table.iloc[0, 0] == evil


@pytest.mark.parametrize("emotion", list(EMOTION))
def test_the_number_in_a_mark_can_be_read(emotion: int | None) -> None:
    """On every colour of emotion the number has a contrast of at least 4.5 (WCAG 2.2)."""
    assert contrast(ink(emotion), EMOTION[emotion]) >= 4.5


def test_contrast_follows_its_definition() -> None:
    """Black on white has 21, a colour on itself 1."""
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#2166AC", "#2166AC") == 1


# Simulation of missing red or green receptors at full strength, linear RGB (Machado, Oliveira, Fernandes 2009).
NORMAL = np.eye(3)
DEUTAN = np.array([[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]])
PROTAN = np.array([[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]])


def lab(colour: str, seen: np.ndarray) -> np.ndarray:
    """Return CIE L*a*b* (D65) of a colour as it is seen."""
    rgb = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    linear = np.clip(seen @ np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4), 0, 1)
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    xyz = to_xyz @ linear / np.array([0.9505, 1.0, 1.089])
    f = np.where(xyz > (6 / 29) ** 3, np.cbrt(xyz), xyz / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("seen", [NORMAL, DEUTAN, PROTAN], ids=["normal", "deutan", "protan"])
def test_emotions_differ_for_every_eye(seen: np.ndarray) -> None:
    """Any two of the five colours are at least 20 apart in Lab, also without red or green receptors."""
    colours = [lab(EMOTION[emotion], seen) for emotion in range(-2, 3)]
    assert min(dist(a, b) for a, b in combinations(colours, 2)) >= 20


def test_neighbouring_emotions_differ_in_grey() -> None:
    """On a black-and-white printer each step of the scale changes the lightness by at least 10."""
    lightness = [lab(EMOTION[emotion], NORMAL)[0] for emotion in range(-2, 3)]
    assert all(abs(a - b) >= 10 for a, b in pairwise(lightness))


def test_colour_is_never_alone() -> None:
    """Emotion stands as a number in its mark, form is a shape, a passive contact has a dashed edge."""
    root = ET.fromstring(touchpoint_map(SHOP).svg)
    named = ((group.findtext(f"{SVG}title"), group) for group in root.iter(f"{SVG}g"))
    marks = {name.split(":")[0]: group for name, group in named if name}
    shape = {name: group[1].tag.removeprefix(SVG) for name, group in marks.items()}
    number = {name: group.findtext(f"{SVG}text") for name, group in marks.items()}
    dashed = {name for name, group in marks.items() if "stroke-dasharray" in group[1].attrib}
    assert shape == {"suche": "circle", "kasse": "rect", "theke": "circle", "dank": "polygon"}
    assert number == {"suche": "0", "kasse": "−2", "theke": "+2", "dank": "?"}
    assert dashed == {"theke"}


def test_position_carries_moment_and_channel() -> None:
    """Contacts of a moment stand on one axis, analog channels above digital ones."""
    place = {mark.contact.id: (mark.x, mark.y) for mark in layout(SHOP).marks}
    assert place["kasse"][0] == place["theke"][0] > place["suche"][0]
    assert place["theke"][1] < place["kasse"][1] == place["suche"][1]


def test_the_curve_stands_over_the_marks() -> None:
    """A point of the emotion curve has the x of its moment's marks and the height of their mean."""
    root = ET.fromstring(touchpoint_map(SHOP).svg)
    points = {(dot.attrib["cx"], dot.attrib["cy"]) for dot in root.iter(f"{SVG}circle") if dot.attrib["r"] == "4"}
    axes = {f"{mark.x:g}" for mark in layout(SHOP).marks if mark.contact.id in ("suche", "kasse")}
    (height,) = {y for _x, y in points}
    assert {x for x, _y in points} == axes
    # A square and a circle of -2 and +2 have the mean 0: the point lies on the neutral line.
    assert [line for line in root.iter(f"{SVG}line") if line.attrib["y1"] == height == line.attrib["y2"]]


def test_a_low_names_its_owner() -> None:
    """Where a contact annoys, the team in charge stands below; where none is, that is said."""
    set_language("en")
    assert "▼\u00a0Web" in touchpoint_map(SHOP).svg
    orphan = make_map({"id": "a", "moment": "kauf", "channel": "web", "emotion": -1})
    assert "▼\u00a0nobody in charge" in touchpoint_map(orphan).svg


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_the_name_of_an_owner_is_broken_not_cut(path: Path) -> None:
    """Under the curve of a shipped map every team stands in full, over two lines where it is long."""
    sheet, _canvas = draw(scenario(path))
    owners = [name for name, _box in sheet.taken if name.startswith("▼")]
    assert owners
    assert not [name for name in owners if "…" in name]


def test_nobody_has_rated_yet() -> None:
    """Without any rating there is no curve."""
    set_language("en")
    unrated = touchpoint_map(make_map({"id": "a", "moment": "kauf", "channel": "web"}))
    assert "polyline" not in unrated.svg
    assert ">Emotion" not in unrated.svg


def test_to_be_is_a_second_curve() -> None:
    """The wanted emotion is dashed and named, and only there when it is asked for."""
    set_language("en")
    better = make_map(
        {"id": "suche", "moment": "vorher", "channel": "web", "emotion": 1},
        {"id": "kasse", "moment": "kauf", "channel": "web", "emotion": 2},
        state="to_be",
    )
    both, one = touchpoint_map(SHOP, to_be=better).svg, touchpoint_map(SHOP).svg
    assert 'stroke-dasharray="7 4"' in both
    assert ">to be<" in both
    assert 'stroke-dasharray="7 4"' not in one
    assert ">to be<" not in one


@given(st.lists(st.floats(-2, 2), min_size=2, max_size=9))
def test_the_curve_does_not_invent_feelings(heights: list[float]) -> None:
    """The curve meets the value of each moment, and between two moments it stays between their values."""
    knots = [(100.0 * i, y) for i, y in enumerate(heights)]
    curve = smooth(knots, parts=8)
    assert [y for _x, y in curve[::8]] == pytest.approx(heights)
    for i, (a, b) in enumerate(pairwise(heights)):
        low, high = min(a, b) - 1e-9, max(a, b) + 1e-9
        assert all(low <= y <= high for _x, y in curve[8 * i : 8 * i + 9])


def test_areas_lie_on_their_side() -> None:
    """What is better than neutral is filled above the line, what is worse below it."""
    root = ET.fromstring(touchpoint_map(scenario(SHIPPED[0])).svg)
    (zero,) = {float(line.attrib["y1"]) for line in root.iter(f"{SVG}line") if line.attrib["stroke"] == "#999999"}
    fills = {area.attrib["fill"]: area for area in root.iter(f"{SVG}polygon") if "fill-opacity" in area.attrib}
    upper, lower = (
        [float(point.split(",")[1]) for point in fills[EMOTION[sign]].attrib["points"].split()] for sign in (1, -1)
    )
    assert min(upper) < max(upper) == zero
    assert max(lower) > min(lower) == zero


def test_a_journey_is_counted(tiny_scenario: Scenario) -> None:
    """Search, basket, search, basket, checkout, return: one step back, one change of channel, five legs in three."""
    walked = steps(tiny_scenario, ["suche", "korb", "suche", "korb", "kasse", "retoure"])
    assert (walked.back_jumps, walked.channel_changes, walked.outside) == (1, 1, 0)
    assert walked.visits == {"suche": (1, 3), "korb": (2, 4), "kasse": (5,), "retoure": (6,)}
    assert [(leg.start, leg.end, leg.times, leg.back) for leg in walked.legs] == [
        ("suche", "korb", 2, False),
        ("korb", "suche", 1, True),
        ("korb", "kasse", 1, False),
        ("kasse", "retoure", 1, False),
    ]


def test_staying_is_no_leg() -> None:
    """Two contacts in a row at the same place make two visits and no line."""
    walked = steps(SHOP, ["suche", "suche"])
    assert walked.visits == {"suche": (1, 2)}
    assert walked.legs == ()


def test_what_the_map_does_not_have_is_counted_apart() -> None:
    """No line bridges a contact that the map does not know."""
    walked = steps(SHOP, ["suche", "mars", "kasse"])
    assert (walked.outside, walked.legs) == (1, ())


@pytest.mark.parametrize(
    ("numbers", "room", "text"),
    [
        ((5,), 99, "5"),
        ((1, 2), 99, "1, 2"),
        ((1, 2, 3, 9), 99, "1–3, 9"),
        (tuple(range(1, 60, 2)), 60, "1 … 59"),
        ((1, 30, 60), 30, "3×"),
    ],
)
def test_numbers_of_steps_fit_their_room(numbers: tuple[int, ...], room: float, text: str) -> None:
    """Many visits are shortened to the first and the last, or to their number."""
    assert step_numbers(numbers, room, 12.5) == text


def test_lines_end_at_the_edges_of_marks() -> None:
    """An arrow touches no mark, and its way begins outside the one it leaves."""
    grid = layout(SHOP, ("suche", "kasse", "theke", "suche"))
    place = {mark.contact.id: (mark.x, mark.y) for mark in grid.marks}
    assert len(grid.lines) == 3
    for line in grid.lines:
        assert dist(line.head(4)[0], place[line.leg.end]) >= RADIUS
        assert dist(line.start, place[line.leg.start]) >= RADIUS


def test_a_line_goes_around_a_mark() -> None:
    """The way from the first to the third contact of a column does not run through the second."""
    shop = make_map(
        *({"id": f"c{i}", "moment": "kauf", "channel": f"k{i}"} for i in range(3)),
        channels=[{"id": f"k{i}", "label": "Kanal", "medium": "digital"} for i in range(3)],
    )
    grid = layout(shop, ("c0", "c2"))
    (line,) = grid.lines
    middle = next(mark for mark in grid.marks if mark.contact.id == "c1")
    way = [blossom(line.start, line.bend, line.end, i / 50, i / 50) for i in range(51)]
    assert min(dist(point, (middle.x, middle.y)) for point in way) > middle.box.width / 2


def drawn_way(line: Line) -> list[tuple[float, float]]:
    """Return points of a line, the tip of its arrow last."""
    return [*(blossom(line.start, line.bend, line.end, i / 60, i / 60) for i in range(61)), line.head(4)[0]]


def passed(grid: Grid) -> list[tuple[str, str, str]]:
    """Return start, end and mark where a line runs through a mark that is neither its start nor its end."""
    centres = np.array([(mark.x, mark.y) for mark in grid.marks])
    found = []
    for line in grid.lines:
        gaps = np.linalg.norm(np.array(drawn_way(line))[:, None] - centres, axis=2).min(axis=0)
        near = {mark.contact.id for mark, gap in zip(grid.marks, gaps, strict=True) if gap < RADIUS}
        found += [(line.leg.start, line.leg.end, name) for name in near - {line.leg.start, line.leg.end}]
    return found


@pytest.mark.parametrize("code", ["de", "en"])
@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_no_line_runs_through_a_foreign_mark(path: Path, code: str) -> None:
    """On shipped maps neither a long zigzag, a recorded path, a customer's way nor any single step passes a mark."""
    set_language(code)
    shop = scenario(path)
    log = simulate(shop, customers=128, seed=7)
    ways = [zigzag(shop), *(tuple(step.id for step in way.contacts) for way in shop.paths)]
    ways += [log.journey(customer).contacts() for customer in (0, 1, 2, 3, 127)]
    grids = [layout(shop, way) for way in ways]
    assert sum(len(grid.lines) for grid in grids) > 20
    assert [found for grid in grids for found in passed(grid)] == []
    marks, labels = grids[0].marks, [mark.label.box for mark in grids[0].marks]
    places, room = {mark.contact.id: (mark.x, mark.y) for mark in marks}, grids[0].field.grown(-4)
    single = [route([Leg(*pair, 1, False)], places, RADIUS + 2, labels, room) for pair in permutations(places, 2)]
    assert [found for lines in single for found in passed(replace(grids[0], lines=lines))] == []


def test_a_line_keeps_off_a_label_beside_its_way() -> None:
    """On the bicycle dealer's map the way from the page of a product to the shop leaves the name of an ad free."""
    set_language("de")
    grid = layout(scenario(next(path for path in SHIPPED if path.stem == "fahrrad")), ("produkt", "filiale"))
    (line,) = grid.lines
    label = next(mark.label.box.grown(2) for mark in grid.marks if mark.contact.id == "anzeige")
    assert not any(label.x <= x <= label.right and label.y <= y <= label.bottom for x, y in drawn_way(line))


def test_back_jumps_have_a_line_of_their_own() -> None:
    """A step to an earlier moment is dashed and violet, and the caption counts it."""
    set_language("en")
    log = JourneyLog(SHOP.contact_ids, np.array([0, 3]), np.array([0, 1, 0], dtype=np.uint8), map=SHOP)
    back = touchpoint_map(SHOP, log)
    assert back.svg.count('stroke="#882255"') == 2  # the legend and the line
    assert "Path: 3 contacts, 1 back-jump, 0 channel changes" in back.description
    assert 'stroke="#882255"' not in touchpoint_map(SHOP).svg


def test_of_a_log_the_first_journey_is_drawn() -> None:
    """The caption says whose journey it is and where it comes from."""
    set_language("en")
    log = JourneyLog(
        SHOP.contact_ids, np.array([0, 2, 3]), np.array([0, 3, 1], dtype=np.uint8), customers=np.array(["K7", "K8"])
    )
    assert "2 contacts" in touchpoint_map(SHOP, log).description
    assert "customer number K7 (observed)" in touchpoint_map(SHOP, log).description
    assert "1 contact," in touchpoint_map(SHOP, log.journey(1)).description


def test_simulated_journeys_say_so(tiny_scenario: Scenario) -> None:
    """A journey from the simulator names its seed."""
    set_language("en")
    log = JourneyLog(tiny_scenario.contact_ids, np.array([0, 1]), np.array([0], dtype=np.uint8), seed=7)
    assert "simulated, seed 7" in touchpoint_map(tiny_scenario, log).svg


def test_recorded_paths_can_be_drawn() -> None:
    """A number means a path that the map itself holds; a number too many is named."""
    set_language("en")
    walked = make_map(
        {"id": "a", "moment": "kauf", "channel": "web"}, paths=[{"id": "w1", "contacts": [{"id": "a"}, {"id": "a"}]}]
    )
    assert "recorded path 'w1'" in touchpoint_map(walked, 0).description
    with pytest.raises(UsageError, match="no recorded path number 1"):
        touchpoint_map(walked, 1)


def test_a_journey_of_another_map_is_refused() -> None:
    """A log that shares no contact with the map, and an empty log, end in a message."""
    other = JourneyLog(("mars",), np.array([0, 1]), np.array([0], dtype=np.uint8))
    for log in (other, other[:0]):
        with pytest.raises(UsageError):
            touchpoint_map(SHOP, log)


def test_at_most_twenty_contacts_are_shown() -> None:
    """A larger map shows whole phases in the same type, says so, and the rest can be chosen."""
    set_language("en")
    moments = ["vorher"] * 15 + ["kauf"] * 5 + ["danach"] * 6
    shop = make_map(*({"id": f"c{i}", "moment": moment, "channel": "web"} for i, moment in enumerate(moments)))
    assert len(select(shop).contacts) == 20
    assert [moment.id for moment in select(shop).moments] == ["vorher", "kauf"]
    assert "Shown: before the purchase, purchase (20 of 26 contacts)" in touchpoint_map(shop).svg
    assert len(select(shop, phase="after").contacts) == 6
    assert len(touchpoint_map(shop, phase=Phase.AFTER).table) == 6


def test_a_persona_narrows_a_large_map() -> None:
    """On a map that is too large a persona's recorded paths decide what is shown."""
    shop = make_map(
        *({"id": f"c{i}", "moment": "vorher", "channel": "web"} for i in range(30)),
        personas=[{"id": "lena", "name": "Lena, 29"}],
        paths=[{"id": "w1", "persona": "lena", "contacts": [{"id": "c28"}, {"id": "c3"}]}],
    )
    assert [contact.id for contact in select(shop, persona="lena").contacts] == ["c3", "c28"]
    assert len(select(shop).contacts) == 20
    assert "Lena, 29" in touchpoint_map(shop, persona="lena").svg


def test_words_that_do_not_fit_are_refused() -> None:
    """An unknown phase and an unknown persona are named."""
    with pytest.raises(UsageError, match="nachher"):
        touchpoint_map(SHOP, phase="nachher")
    with pytest.raises(ModelError, match="niemand"):
        touchpoint_map(SHOP, persona="niemand")


def test_a_crowded_cell_shows_three_and_counts_the_rest() -> None:
    """Of five contacts in one cell three are shown, those of the journey first."""
    shop = make_map(*({"id": f"c{i}", "moment": "kauf", "channel": "web"} for i in range(5)))
    grid = layout(shop, ("c4",))
    assert {mark.contact.id for mark in grid.marks} == {"c4", "c0", "c1"}
    assert any(label.lines[0].startswith("+2") for label in grid.labels)


def test_an_empty_map_says_what_to_add() -> None:
    """A map without contacts shows its moments and channels, and the first thing to write."""
    set_language("en")
    picture = touchpoint_map(make_map())
    assert "Add the first one under “contacts:”" in picture.svg
    assert "Web-Shop" in picture.svg
    assert picture.table.empty


def test_assumptions_are_counted_in_the_title() -> None:
    """The second line says whose map it is, which state it shows, and how much of it is assumed."""
    set_language("en")
    assert "state: as is · 3 of 4 statements are assumptions" in touchpoint_map(SHOP).svg


@pytest.mark.parametrize(("code", "value"), [("de", "6,5\u00a0%"), ("en", "6.5\u00a0%")])
def test_numbers_are_written_as_the_language_does(code: str, value: str) -> None:
    """A KPI has a comma in German and a point in English, under the name that it was given."""
    set_language(code)
    kpi = {"id": "cr", "value": 6.5, "unit": "%"}
    shop = make_map({"id": "a", "moment": "kauf", "channel": "web", "kpi": kpi})
    picture = touchpoint_map(shop, kpi_names={"cr": "Conversion-Rate"})
    assert f">{value}<" in picture.svg
    assert picture.table.iloc[0, -1] == f"Conversion-Rate {value}"


def test_the_table_says_the_same() -> None:
    """One row a contact, in words, with what nobody has said left empty."""
    set_language("en")
    table = touchpoint_map(SHOP).table
    assert list(table.columns) == [
        "contact", "moment", "phase", "channel", "medium", "form", "engagement",
        "emotion", "pain", "owner", "evidence", "KPI",
    ]  # fmt: skip
    assert table.iloc[1].tolist()[:8] == [
        "kasse", "Kaufen", "purchase", "Web-Shop", "digital", "feature", "active", "−2",
    ]  # fmt: skip
    assert table.iloc[1]["owner"] == "Web design"


def test_an_endless_word_does_not_stretch_the_picture() -> None:
    """A word of a thousand letters is broken and shortened, and everything else keeps its place."""
    endless = "W" * 1000
    shop = make_map(
        {"id": "a", "label": endless, "moment": "m", "channel": "k"},
        title=endless,
        moments=[{"id": "m", "label": endless, "phase": "before"}],
        channels=[{"id": "k", "label": endless, "medium": "digital"}],
    )
    assert draw(shop)[1].width == WIDTH
    assert crowded(shop) == []


def test_many_long_moments_widen_the_picture() -> None:
    """Fourteen moments get the room they need instead of smaller letters."""
    moments = [{"id": f"m{i}", "label": "Entscheidungsphase", "phase": "before"} for i in range(14)]
    shop = make_map({"id": "a", "moment": "m3", "channel": "web"}, moments=moments)
    assert draw(shop)[1].width > WIDTH
    assert crowded(shop) == []
