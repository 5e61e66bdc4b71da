"""Whatever is typed into a file of exercises or into an answer: a message says where, or it is fine; nothing breaks."""

from __future__ import annotations

import re
from copy import deepcopy
from decimal import Decimal
from functools import cache
from io import StringIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from exercises import HEAD, ITEMS, Shops, exercise, file_of
from journeylab.domain.scenario import Scenario
from journeylab.errors import JourneyLabError
from journeylab.exam.answers import answer_text, right_answer
from journeylab.exam.asking import ask, shown_answer, stored_answer
from journeylab.exam.grading import grade
from journeylab.exam.stress import stress
from journeylab.exam.variants import Variant, draw
from journeylab.store.exercises import load_exercises
from journeylab.store.finding import FileError
from journeylab.store.yaml_file import parse_yaml

# The tiny shop of the tests is no shipped one: what plays at a shop plays at a shipped one here.
_SHIPPED = {"tiny": "fahrrad", "korb": "warenkorb", "kauf": "bestellung"}


def shipped(text: str) -> str:
    return re.sub(r"\b(?:tiny|korb|kauf)\b", lambda found: _SHIPPED[found[0]], text)


WHOLE = shipped(file_of())
FILES = {name: shipped(file_of(name)) for name in ITEMS}
WILD = [
    *(
        None,
        True,
        0,
        -1,
        10**30,
        1e300,
        float("inf"),
        float("nan"),
        "",
        " ",
        "ja",
        "{x}",
        "{{",
        "[[a]]",
        "\u202e",
        "🙂",
    ),
    *("a" * 5000, [], {}, [[]], [None], {"a": {"b": []}}, "§", "1,5", "2026-13-01", "= 1 / 0", "a / (b - b)", "((((1"),
    *("x < ", "1e400", "1or 2", "__import__('os')", "0x_", "a" + "+a" * 400),
]


@cache
def plain(name: str) -> Any:
    return YAML(typ="safe", pure=True).load(FILES[name])


@cache
def variant(name: str) -> Variant:
    return draw(exercise(name), 3)


def places(data: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Return the path of every key and entry."""
    inside = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [found for key, each in inside for found in ((*path, key), *places(each, (*path, key)))]


@cache
def every_place() -> list[tuple[str, tuple[str | int, ...]]]:
    return [(name, path) for name in FILES for path in places(plain(name))]


def written(data: Any) -> str:
    text = StringIO()
    yaml = YAML()
    yaml.allow_unicode = True
    yaml.dump(data, text)
    return text.getvalue()


def said(text: str) -> None:
    """Read a file; it is sound, or every message names its line and a way out."""
    lines = text.count("\n") + text.count("\r") + 2
    try:
        load_exercises(parse_yaml(text, "probe.yaml"))
    except FileError as error:
        assert error.findings
        for found in error.findings:
            assert found.line is None or 1 <= found.line <= lines
            # Brackets too deep to follow are the only thing without a line.
            assert found.line is not None or "maximum recursion depth" in found.problem
            assert found.problem
            assert found.fix


def changed(name: str, path: tuple[str | int, ...], change: str, value: Any) -> Any:
    data = deepcopy(plain(name))
    *outer, key = path
    place = data
    for step in outer:
        place = place[step]
    if change == "drop":
        del place[key]
    elif change == "rename" and isinstance(place, dict):
        place[f"{key}s"] = place.pop(key)
    elif change == "nest":
        place[key] = {key: place[key]}
    elif change == "list":
        place[key] = [place[key], place[key]]
    else:
        place[key] = value
    return data


def test_the_file_itself_is_sound() -> None:
    """One file holds every kind, so that every model meets the mutations."""
    loaded = load_exercises(parse_yaml(WHOLE, "probe.yaml"))
    assert len(loaded.items) == len(ITEMS)


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_data_that_do_not_fit_are_located(data: st.DataObject) -> None:
    """Keys dropped, renamed, nested, doubled, or with a wild value: each is told by line."""
    name, path = data.draw(st.sampled_from(every_place()))
    change = data.draw(st.sampled_from(["drop", "rename", "nest", "list", "wild", "wild", "wild"]))
    value = (
        data.draw(st.sampled_from(WILD) | st.text(max_size=20) | st.integers() | st.floats())
        if change == "wild"
        else None
    )
    said(written(changed(name, path, change, value)))


JUNK = [
    *(
        "\t",
        "&a ",
        "*a",
        "<<: *a",
        ": ",
        "- ",
        "%",
        "@",
        "`",
        '"',
        "'",
        "[",
        "}",
        "---",
        "...",
        "!!python/x ",
        "#",
        "? ",
    ),
    *("| ", "> ", "\x00", "\x07", "\ufeff", "\u2028", "🙂"),
]


@settings(deadline=None, max_examples=120)
@given(st.data())
def test_text_that_was_spoilt_is_located(data: st.DataObject) -> None:
    """Lines lost, doubled, indented otherwise, with a tab, an anchor or a control character; or the rest is missing."""
    lines = FILES[data.draw(st.sampled_from(list(FILES)))].split("\n")
    i = data.draw(st.integers(0, len(lines) - 2))
    junk = data.draw(st.sampled_from(JUNK) | st.text(max_size=8))
    match data.draw(st.sampled_from(["lost", "twice", "in", "out", "junk", "behind", "cut", "cut inside"])):
        case "lost":
            del lines[i]
        case "twice":
            lines.insert(i, lines[i])
        case "in":
            lines[i] = "  " + lines[i]
        case "out":
            lines[i] = lines[i].removeprefix("  ")
        case "junk":
            at = data.draw(st.integers(0, len(lines[i])))
            lines[i] = lines[i][:at] + junk + lines[i][at:]
        case "behind":
            lines[i] += junk
        case "cut":
            del lines[i:]
        case "cut inside":
            lines[i:] = [lines[i][: data.draw(st.integers(0, len(lines[i])))]]
    said("\n".join(lines))


@pytest.mark.parametrize(
    "text",
    [
        *(WHOLE.replace("\n", "\r\n"), "\ufeff" + WHOLE, WHOLE.replace("\n", "\r"), "", "\n", "a", "- a", "null", "{}"),
        *("[" * 400, "a: " * 400, "a: &x [*x]", "format: journeylab/exercises", HEAD, HEAD + "  - *nirgends\n"),
        HEAD + "  - &a\n    <<: *a\n",
        HEAD + "  []\n",
        HEAD + "  - 1\n  - null\n  - {kind: choice}\n  - {kind: 7}\n  - {kind: [choice]}\n  - {kind: {a: b}}\n",
        HEAD + ITEMS["numeric"].replace("orders / sessions * 100", "(" * 500 + "orders" + ")" * 500),
        HEAD + ITEMS["numeric"].replace("orders / sessions * 100", "-" * 5000 + "orders"),
        HEAD + ITEMS["numeric"].replace("orders / sessions * 100", "orders" + " + orders" * 5000),
        HEAD + ITEMS["numeric"].replace("orders / sessions * 100", "1e400 * orders"),
        HEAD + ITEMS["numeric"].replace("low: 8000", "low: 1e-300"),
        HEAD + ITEMS["numeric"].replace("step: 500", "step: 1e-300"),
        HEAD + ITEMS["numeric"].replace("high: 40000", "high: .inf"),
        HEAD + ITEMS["choice"].replace("[x]", "[y]"),
        HEAD + ITEMS["cloze"].replace("[[b]]", "[[a]]"),
        HEAD + ITEMS["free_text"].replace("points: 6", "points: 1e400"),
    ],
)
def test_odd_files_are_told_what_is_odd(text: str) -> None:
    """Line ends of other systems and a mark of byte order are fine; nothing at all, loops and huge things are told."""
    said(text)


@pytest.mark.parametrize("lines", ["\r\n", "\r"])
def test_line_ends_of_other_systems_change_nothing(lines: str) -> None:
    """A file from Windows holds the same exercises."""
    assert load_exercises(parse_yaml(WHOLE.replace("\n", lines), "p")) == load_exercises(parse_yaml(WHOLE, "p"))


@pytest.mark.parametrize(
    ("solution", "require"),
    [
        ("orders / (sessions - sessions)", "orders > 0"),
        ("orders * 1000000000000000", "orders > 0"),
        ("orders", "orders > 1000000"),
    ],
)
def test_numbers_that_cannot_work_are_found_by_the_stress_test(
    solution: str, require: str, tiny_scenario: Scenario
) -> None:
    """A denominator of 0, a result without end, a condition that nothing fulfils: told, not raised."""
    item = exercise("numeric", solution=solution, require=[require], wrong_paths=[], samples=[])
    assert stress(item, Shops(tiny_scenario))


NASTY = [
    *(
        "x" * 100_000,
        "9" * 100_000,
        "<script>alert(1)</script>",
        "a\x00b\x1b[31m",
        "\u202eabc\u202c",
        "🙂" * 500,
        "\ud800",
        "'\"`;--",
    ),
    *("1.234,5 €", "3/4", "1e400", "NaN", "∞", "１２", "12,5%", "=1+1", "{sessions}", "[[a]]", "%s %d {0}"),
]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12) | st.sampled_from(NASTY),
    lambda inner: (
        st.lists(inner, max_size=7)
        | st.dictionaries(
            st.sampled_from(["a", "b", "c", "seed", "figures", "verdict", "cr"]) | st.text(max_size=3),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)


def marked(name: str, answer: Any, shops: Shops) -> None:
    """Grade an answer; it is refused with words, or it earns points within bounds and can be read."""
    of = variant(name)
    try:
        found = grade(of, answer, shops)
        told = answer_text(of, answer, shops)
    except JourneyLabError as error:
        assert error.problem
        assert error.fix
        return
    assert isinstance(told, str)
    assert found.points is None or Decimal(0) <= found.points <= found.most == of.item.points
    assert found.points is None or found.points * 2 % 1 == 0
    assert re.search(r"\d", str(found))


@pytest.mark.parametrize("name", ITEMS)
def test_nasty_texts_as_answers_are_marked_or_refused(name: str, tiny_scenario: Scenario) -> None:
    """100 kB, markup, control characters, right-to-left marks, emoji, half characters, odd numbers: at every place."""
    shops = Shops(tiny_scenario)
    right = right_answer(variant(name), shops)
    for nasty in NASTY:
        spoilt: list[Any] = [nasty, [nasty], {"a": nasty}, {"seed": 1, "figures": {"cr": nasty}, "verdict": "up"}]
        if isinstance(right, list):
            spoilt += [[nasty, *right[1:]], [*right, nasty]]
        if isinstance(right, dict):
            spoilt += [{**right, key: nasty} for key in right]
        for answer in spoilt:
            marked(name, answer, shops)


@settings(deadline=None, max_examples=150)
@given(st.sampled_from([name for name in ITEMS if name != "simulation"]), JSON)
def test_any_json_as_an_answer_is_marked_or_refused(tiny_scenario: Scenario, name: str, answer: Any) -> None:
    """Lists, mappings, numbers and texts of any kind; a simulation has a test of its own, for it takes long."""
    marked(name, answer, Shops(tiny_scenario))


@pytest.mark.parametrize("seed", [-1, 0, 2**63, 10**30, True, "7", None, 1.5])
def test_any_seed_of_a_simulation_is_run_or_refused(seed: Any, tiny_scenario: Scenario) -> None:
    """Whole numbers of a sensible size are run, all else is refused."""
    marked("simulation", {"seed": seed, "figures": {"cr": "3 %"}}, Shops(tiny_scenario))


@settings(deadline=None, max_examples=80)
@given(st.sampled_from(list(ITEMS)), JSON)
def test_any_json_goes_through_the_places_shown(tiny_scenario: Scenario, name: str, answer: Any) -> None:
    """Whatever was stored can be translated; what is no answer is refused later, when it is marked."""
    ask(variant(name))
    stored_answer(variant(name), answer)
    shown_answer(variant(name), answer)
