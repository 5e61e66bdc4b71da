"""Every picture of every scenario in both languages: nothing collides, is cut, or cannot be read."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest
from rooms import contrast
from svg_boxes import SVG, VISION, collisions, distance, lab, outside, texts

from journeylab.i18n import set_language
from journeylab.views.experiment_picture import BETTER, WORSE
from journeylab.views.lettering import Box, Label
from journeylab.views.map_panels import EMOTION
from journeylab.views.marks import MARKS
from journeylab.views.picture import Picture
from journeylab.views.svg import BACK, FORWARD, document, rectangle, text
from tools.gallery import PICTURES, SCENARIOS, Shop, shop

CUSTOMERS = 300

shown = pytest.mark.parametrize(
    ("name", "scenario", "language"),
    [(name, scenario, code) for name in PICTURES for scenario in SCENARIOS for code in ("de", "en")],
)


@cache
def simulated(scenario: str) -> Shop:
    return shop(scenario, CUSTOMERS)


@cache
def drawn_once(name: str, scenario: str, _language: str) -> Picture:
    return PICTURES[name](simulated(scenario))


def picture(name: str, scenario: str, language: str) -> Picture:
    # Also for a picture that is there already: its table is written when somebody asks for it.
    set_language(language)
    return drawn_once(name, scenario, language)


@shown
def test_no_text_lies_on_another_or_leaves_the_page(name: str, scenario: str, language: str) -> None:
    """Every text has its own room on the page, and no shape is drawn over it."""
    svg = picture(name, scenario, language).svg
    found = texts(svg)
    assert found
    assert collisions(found) == []
    assert outside(found, svg) == []
    assert [each.words for each in found if each.hidden] == []


@shown
def test_every_text_can_be_read(name: str, scenario: str, language: str) -> None:
    """Letters stand out from what they lie on by 4.5 to 1, large bold ones by 3 to 1 (WCAG 2.2, 1.4.3)."""
    pale = [
        (each.words, each.colour, each.ground)
        for each in texts(picture(name, scenario, language).svg)
        if contrast(each.colour, each.ground) < (3 if each.bold and each.size >= 18 else 4.5)
    ]
    assert pale == []


@shown
def test_what_is_shortened_is_said_in_full(name: str, scenario: str, language: str) -> None:
    """Where a text ends in an ellipsis, its full wording stands in a title or in the table."""
    drawn = picture(name, scenario, language)
    table = drawn.table
    full = [node.text or "" for node in ET.fromstring(drawn.svg).iter(f"{SVG}title")]
    full += [str(cell) for cell in (*table.to_numpy().ravel(), *table.index, *table.columns)]
    cut = [each.words for each in texts(drawn.svg) if each.words.endswith("…")]
    assert [words for words in cut if not any(words[:-1].rstrip("-") in whole for whole in full)] == []


@shown
def test_a_picture_says_what_it_shows_and_asks_for_nothing(name: str, scenario: str, language: str) -> None:
    """Title, description and table are there; ids, links and addresses are not."""
    drawn = picture(name, scenario, language)
    root = ET.fromstring(drawn.svg)
    assert root.findtext(f"{SVG}title") == drawn.title
    assert root.findtext(f"{SVG}desc") == drawn.description
    assert len(drawn.title) > 2
    assert len(drawn.description) > 20
    assert drawn.table.size > 0
    assert not [node.tag for node in root.iter() if {"id", "href", "src"} & node.attrib.keys()]
    assert drawn.svg.count("http") == drawn.svg.count("http://www.w3.org/2000/svg") == 1


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_becomes_a_file(name: str, tmp_path: Path) -> None:
    """Each picture can be saved as SVG, which keeps its text, and as PNG."""
    drawn = picture(name, "fahrrad", "de")
    assert drawn.save(tmp_path / "bild.svg").read_text(encoding="utf-8") == drawn.svg
    assert drawn.save(tmp_path / "bild.png", zoom=0.25).read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("vision", VISION)
def test_emotions_stay_apart_for_every_eye(vision: str) -> None:
    """The five colours of emotion differ by at least 15 in Lab, also without one kind of receptor."""
    colours = [colour for level, colour in EMOTION.items() if level is not None]
    assert min(distance(one, other, vision) for one, other in combinations(colours, 2)) >= 15


@pytest.mark.parametrize("vision", VISION)
def test_better_and_worse_stay_apart_for_every_eye(vision: str) -> None:
    """The colours of a better and a worse value differ by at least 15 in Lab; the word stands beside them."""
    assert distance(BETTER, WORSE, vision) >= 15


def test_marks_of_models_differ_without_colour() -> None:
    """Each attribution model has a shape of its own, so that grey loses nothing."""
    assert len({path for path, _lane in MARKS.values()}) == len(MARKS) == 8


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_ways_back_are_dashed(scenario: str) -> None:
    """On the map a way back is told by its dash as well as by its colour, a way forward is solid."""
    root = ET.fromstring(picture("touchpoint_map, path", scenario, "de").svg)
    ways = [node for node in root.iter(f"{SVG}path") if node.get("fill") == "none"]
    assert {node.get("stroke") for node in ways} <= {BACK, FORWARD}
    assert all((node.get("stroke-dasharray") is not None) == (node.get("stroke") == BACK) for node in ways)
    assert abs(lab(BACK)[0] - lab(FORWARD)[0]) > 10


def drawing(*markup: str) -> str:
    return document(100, 100, "T", "D", markup)


def test_overlapping_texts_are_noticed() -> None:
    """Two words at one place collide, two below each other do not."""
    one, other, below = (text(Label(("Wort",), 10, y)) for y in (10, 14, 40))
    assert collisions(texts(drawing(one, other))) == ["'Wort' / 'Wort'"]
    assert collisions(texts(drawing(one, below))) == []


def test_a_text_beyond_the_edge_is_noticed() -> None:
    """A word that ends at the left edge lies outside."""
    assert outside(texts(drawn := drawing(text(Label(("Wort",), 10, 10, anchor="end")))), drawn) == ["Wort"]


def test_the_ground_is_what_lies_on_top() -> None:
    """Half-transparent black on white is grey; what is drawn later lies over the text, not under it."""
    under = rectangle(Box(0, 0, 100, 100), fill="#000000", fill_opacity=0.5)
    later = rectangle(Box(0, 0, 100, 100), fill="#000000", fill_opacity=0.1)
    (found,) = texts(drawing(under, text(Label(("Wort",), 10, 10)), later))
    assert found.ground == "#808080"
    assert found.hidden
    assert contrast(found.colour, found.ground) < 4.5


def test_lab_of_known_colours() -> None:
    """White is L* 100, black 0, and sRGB red is 53.2, 80.1, 67.2."""
    assert lab("#FFFFFF").tolist() == pytest.approx([100, 0, 0], abs=0.02)
    assert lab("#000000").tolist() == pytest.approx([0, 0, 0], abs=0.02)
    assert lab("#FF0000").tolist() == pytest.approx([53.24, 80.09, 67.20], abs=0.02)


def test_red_and_green_come_closer_without_receptors_for_green() -> None:
    """The simulation of deuteranopia makes a red and a green of the same lightness look alike."""
    assert distance("#C00000", "#6B6B00", "deutan") < 0.5 * distance("#C00000", "#6B6B00")
    assert re.fullmatch("#[0-9A-F]{6}", BACK)
