"""The emotion curve shows every rating, names the best and the lowest, and keeps its texts apart."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rooms import collisions

from journeylab.analysis.feelings import feelings, least_agreed
from journeylab.domain.journey_map import JourneyMap
from journeylab.domain.vocabulary import Phase
from journeylab.errors import UsageError
from journeylab.i18n import set_language
from journeylab.store.maps import scenario
from journeylab.views.emotion_curve import drawn, emotion_curve
from journeylab.views.map_panels import EMOTION
from journeylab.views.svg import WIDTH

SHIPPED = sorted((Path(__file__).parent.parent / "datasets" / "scenarios").glob("*.yaml"))
SVG = "{http://www.w3.org/2000/svg}"
LONG = (
    "Bestellbestätigung",
    "Werkstattterminvereinbarung am Telefon",
    "Kasse",
    "Beratung + Anprobe in der Filiale mit der ganzen Familie",
    "WWWWWWWWWWWWWWWWWWWWWWWWWW",
)
MOMENTS = (
    {"id": "vorher", "label": "Vorher", "phase": "before"},
    {"id": "kauf", "label": "Kaufen", "phase": "purchase"},
    {"id": "danach", "label": "Danach", "phase": "after"},
)


def make_map(*contacts: dict[str, object], **more: object) -> JourneyMap:
    """Return a map with one channel."""
    data: dict[str, object] = {
        "id": "probe",
        "title": "Probe",
        "moments": MOMENTS,
        "channels": [{"id": "web", "label": "Web-Shop", "medium": "digital"}],
        "contacts": [{"touchpoint": "x", "label": str(c["id"]).title(), "channel": "web", **c} for c in contacts],
    }
    return JourneyMap.model_validate(data | more)


SHOP = make_map(
    {"id": "suche", "moment": "vorher", "emotion": 1},
    {"id": "kasse", "moment": "kauf", "emotion": -2, "owner": "it"},
    {"id": "hilfe", "moment": "kauf", "emotion": 1},
    {"id": "paket", "moment": "danach", "emotion": 2},
    {"id": "dank", "moment": "danach"},
)


@st.composite
def maps(draw: st.DrawFn) -> tuple[JourneyMap, dict[str, list[int]]]:
    """Return a random map of 1 to 20 contacts, and what up to 30 people say of some of them."""
    phases = sorted(draw(st.lists(st.sampled_from(list(Phase)), min_size=1, max_size=9)), key=list(Phase).index)
    words = st.sampled_from(LONG)
    contact = st.fixed_dictionaries(
        {
            "moment": st.integers(0, len(phases) - 1).map("m{}".format),
            "label": words,
            "emotion": st.one_of(st.none(), st.integers(-2, 2)),
            "owner": st.sampled_from([None, "service", "product"]),
        }
    )
    contacts = draw(st.lists(contact, min_size=1, max_size=20))
    shop = make_map(
        *({"id": f"c{i}", **c} for i, c in enumerate(contacts)),
        moments=[{"id": f"m{i}", "label": draw(words), "phase": phase} for i, phase in enumerate(phases)],
    )
    said = st.lists(st.integers(-2, 2), max_size=30)
    return shop, draw(st.dictionaries(st.sampled_from(shop.contact_ids), said, max_size=4))


def crowded(shop: JourneyMap, ratings: dict[str, list[int]] | None = None) -> list[str]:
    sheet, height = drawn(shop, feelings(shop, ratings), shop, f"Kurve: {shop.title}", ratings is not None)
    return collisions(sheet, WIDTH, height)


def elements(shop: JourneyMap, tag: str, **more: object) -> list[dict[str, str]]:
    svg = emotion_curve(shop, **more).svg  # type: ignore[arg-type]
    return [element.attrib for element in ET.fromstring(svg).iter(f"{SVG}{tag}")]


@pytest.mark.parametrize("code", ["de", "en"])
@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_nothing_collides_on_shipped_scenarios(path: Path, code: str) -> None:
    """With the numbers of the map or those of a class, no text or dot lies on another one or beyond the edge."""
    set_language(code)
    shop = scenario(path)
    assert crowded(shop) == []
    assert crowded(shop, {name: [i % 5 - 2, -(i % 3)] * 12 for i, name in enumerate(shop.contact_ids)}) == []


@settings(max_examples=60, deadline=None)
@given(maps())
def test_nothing_collides_on_any_map(made: tuple[JourneyMap, dict[str, list[int]]]) -> None:
    """Whatever people write and however they rate, every text and every dot has a room of its own."""
    shop, ratings = made
    assert crowded(shop) == []
    assert crowded(shop, ratings) == []


@settings(max_examples=30, deadline=None)
@given(maps())
def test_every_rating_is_a_dot(made: tuple[JourneyMap, dict[str, list[int]]]) -> None:
    """There are as many dots as ratings, whether they are people's or the map's."""
    shop, ratings = made
    for given_ratings, count in (
        (None, sum(contact.emotion is not None for contact in shop.contacts)),
        (ratings, sum(map(len, ratings.values()))),
    ):
        sheet, _height = drawn(shop, feelings(shop, given_ratings), None, "")
        assert sum(name == "dot" for name, _box in sheet.taken) == count


def test_the_curve_is_the_mean_of_the_map() -> None:
    """Checkout −2 and help +1 give −0.5: the curve has its point between them, over its span."""
    assert [feeling.value for feeling in feelings(SHOP)] == [1, -0.5, 2]
    lines = [line for line in elements(SHOP, "line") if line.get("stroke-dasharray") == "2 2"]
    spans = [abs(float(line["y2"]) - float(line["y1"])) for line in lines if line["x1"] == line["x2"]]
    heights = [float(dot["cy"]) for dot in elements(SHOP, "circle") if dot["r"] == "4.5"]
    level = (heights[0] - heights[2]) / (1 - 2)
    assert spans == pytest.approx([0, 3 * abs(level), 0])
    assert heights[1] - heights[0] == pytest.approx(-1.5 * level)


def test_the_mean_of_a_map_is_no_median() -> None:
    """Of −2, +1 and +1 on the map the curve takes the mean, 0."""
    shop = make_map(*({"id": f"c{i}", "moment": "kauf", "emotion": level} for i, level in enumerate([-2, 1, 1])))
    assert [feeling.value for feeling in feelings(shop)] == [0]


def test_the_curve_is_the_median_of_people() -> None:
    """Of five ratings at one moment the curve takes the middle one, whichever contact they are about."""
    (felt,) = feelings(SHOP, {"kasse": [-2, -2, 1], "hilfe": [2, 2]})
    assert felt.value == 1
    assert felt.levels == [2, 2, 1, -2, -2]


def test_people_replace_the_map() -> None:
    """A contact that nobody was asked about has no dot, nor one with an empty list."""
    felt = feelings(SHOP, {"suche": [1], "kasse": []})
    assert [feeling.moment.id for feeling in felt] == ["vorher"]


@pytest.mark.parametrize(
    ("ratings", "contact"),
    [
        ({"suche": [0, 1], "kasse": [-2, 2], "paket": [2, 2, 2]}, "kasse"),
        ({"suche": [-1, 0, 0, 0, 1], "kasse": [-1, -1, 1, 1]}, "kasse"),
        ({"kasse": [-2], "hilfe": [2]}, None),
        ({"suche": [1, 1]}, None),
        ({}, None),
    ],
)
def test_where_people_agree_least(ratings: dict[str, list[int]], contact: str | None) -> None:
    """The widest span of one contact is marked, of equal spans the greater variance; none where all agree."""
    set_language("en")
    marked = least_agreed(feelings(SHOP, ratings))
    assert (marked and marked[1].contact.id) == contact
    assert ("Here you agree least" in emotion_curve(SHOP, ratings=ratings).svg) == (contact is not None)


def test_the_mark_stands_around_its_moment() -> None:
    """A dashed frame surrounds the moment in which people agree least, and only there."""
    ratings = {"kasse": [-2, 2]}
    (frame,) = [rect for rect in elements(SHOP, "rect", ratings=ratings) if "stroke-dasharray" in rect]
    dots = [float(dot["cx"]) for dot in elements(SHOP, "circle", ratings=ratings) if dot["fill"] == EMOTION[2]]
    assert all(float(frame["x"]) < x < float(frame["x"]) + float(frame["width"]) for x in dots)
    assert dots
    assert not [rect for rect in elements(SHOP, "rect") if "stroke-dasharray" in rect]


def test_the_best_and_the_lowest_are_named() -> None:
    """The favourite moment names its contact, a low its contact and the team in charge."""
    set_language("en")
    sheet, _height = drawn(SHOP, feelings(SHOP), None, "")
    rooms = dict(sheet.taken)
    assert "favourite moment: Paket\u00a0▲" in rooms
    assert rooms["IT"].y >= rooms["▼\u00a0Kasse"].bottom
    assert sum(name.startswith("▼") for name in rooms) == 1


def test_nobody_in_charge_is_said() -> None:
    """A low without a team says that nobody is in charge."""
    set_language("en")
    assert "nobody in charge" in emotion_curve(make_map({"id": "a", "moment": "kauf", "emotion": -1})).svg


def test_a_good_moment_has_no_low() -> None:
    """A contact of −1 in a moment that is not bad as a whole is a dot, but no alarm; one of −2 is."""
    calm = make_map(
        {"id": "a", "moment": "kauf", "emotion": -1},
        {"id": "b", "moment": "kauf", "emotion": 1},
    )
    angry = make_map(
        {"id": "a", "moment": "kauf", "emotion": -2},
        {"id": "b", "moment": "kauf", "emotion": 2},
    )
    assert "▼" not in emotion_curve(calm).svg
    assert "▼" in emotion_curve(angry).svg


def test_the_number_stands_in_the_dot() -> None:
    """Colour is not alone: a contact's dot has its number."""
    texts = [e.text for e in ET.fromstring(emotion_curve(SHOP).svg).iter(f"{SVG}text")]
    # Each level stands once at the axis, −2 and +1 together with a name or alone.
    assert (texts.count("−2"), texts.count("+2"), texts.count("+1")) == (1, 1, 3)


def test_to_be_is_dashed_and_only_there_when_asked_for() -> None:
    """The wanted emotion is a second curve with a name of its own."""
    set_language("en")
    both, one = emotion_curve(SHOP, SHOP).svg, emotion_curve(SHOP).svg
    assert ('stroke-dasharray="7 4"' in both, ">to be<" in both) == (True, True)
    assert ('stroke-dasharray="7 4"' in one, ">to be<" in one) == (False, False)


def test_phases_are_bands() -> None:
    """Moments of one phase share one grey band."""
    shop = make_map(
        {"id": "a", "moment": "m0", "emotion": 1},
        moments=[
            {"id": f"m{i}", "label": "M", "phase": phase} for i, phase in enumerate(["before", "before", "after"])
        ],
    )
    bands = [float(rect["width"]) for rect in elements(shop, "rect")[1:]]
    assert bands[0] + 2 == pytest.approx(2 * (bands[1] + 2), abs=0.05)


@pytest.mark.parametrize(
    ("ratings", "problem", "fix"),
    [
        ({"kase": [1]}, "'kase' is not known", "'kasse'"),
        ({"kasse": [3]}, "The rating 3 of 'kasse'", "one whole number for each person"),
        ({"kasse": [0.5]}, "The rating 0.5 of 'kasse'", "one whole number for each person"),
        ({"kasse": [float("nan")]}, "The rating nan of 'kasse'", "leave out who did not answer"),
        ({"kasse": ["gut"]}, "The rating gut of 'kasse'", "one whole number for each person"),
        ({"kasse": -1}, "a list of ratings for each contact is needed, not -1", 'ratings={"suche": [2, -1, 0]}'),
        ({"kasse": "-1"}, "not '-1'", 'ratings={"suche": [2, -1, 0]}'),
        ([1, 2], "not list", 'ratings={"suche": [2, -1, 0]}'),
    ],
)
def test_wrong_ratings_are_explained(ratings: object, problem: str, fix: str) -> None:
    """An unknown contact, a number off the scale and a single number say what is wrong and what to write."""
    set_language("en")
    with pytest.raises(UsageError) as caught:
        emotion_curve(SHOP, ratings=ratings)  # type: ignore[arg-type]
    assert problem in caught.value.problem
    assert fix in caught.value.fix


def test_a_column_of_a_table_is_a_list_of_ratings() -> None:
    """Ratings may come as whole numbers of numpy or pandas."""
    import pandas as pd

    table = pd.DataFrame({"kasse": [-2, 2], "hilfe": [1.0, 1.0]})
    (felt,) = feelings(SHOP, {name: table[name] for name in table})
    assert felt.levels == [2, 1, 1, -2]


def test_nobody_has_rated_yet() -> None:
    """Without any rating there is a sentence that says how to begin."""
    set_language("en")
    picture = emotion_curve(make_map({"id": "a", "moment": "kauf"}), ratings={})
    assert "Nobody has rated a contact yet" in picture.svg
    assert picture.table.empty


def test_the_table_and_the_description_say_the_same() -> None:
    """One row a rated contact, one sentence a moment, one for the low, one for the disagreement."""
    set_language("en")
    ratings = {"kasse": [-2, 1, -1], "paket": [2]}
    picture = emotion_curve(SHOP, SHOP, ratings=ratings)
    assert picture.table.to_numpy().tolist() == [
        ["Kaufen", "purchase", "Kasse", "IT", "−2 +1 −1", -1, "−2"],
        ["Danach", "after the purchase", "Paket", "", "+2", 2, "+2"],
    ]
    assert "4 ratings" in picture.description
    assert "Kaufen: −1, from −2 to +1. Lowest: Kasse (IT). Danach: +2, from +2 to +2." in picture.description
    assert picture.description.endswith("Here you agree least: Kasse (−2 to +1).")


def test_text_of_people_is_data() -> None:
    """A label that looks like markup is shown as it was typed."""
    evil = "<script>alert('x')</script>"
    shop = make_map({"id": "a", "label": evil, "moment": "kauf", "emotion": -2}, title=evil)
    assert "<script" not in emotion_curve(shop).svg
    assert emotion_curve(shop).svg == emotion_curve(shop).svg


def test_something_else_than_a_map_is_refused() -> None:
    """A title is no map, neither as it is nor as it shall be."""
    with pytest.raises(UsageError):
        emotion_curve("fahrrad")  # type: ignore[arg-type]
    with pytest.raises(UsageError):
        emotion_curve(SHOP, "fahrrad")  # type: ignore[arg-type]
