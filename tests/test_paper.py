"""Papers: exact points, limits kept, variants, retakes, and what is missing where a blueprint cannot be met."""

from __future__ import annotations

from argparse import Namespace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journeylab.cli.marks import grade, marks
from journeylab.cli.paper import paper as paper_command
from journeylab.domain.exercise.bank import Bank, Entry
from journeylab.domain.exercise.blueprint import LETTERS, Blueprint
from journeylab.domain.exercise.writing import FreeText
from journeylab.errors import DataError, ModelError, UsageError
from journeylab.exam.paper import Paper, UnmetBlueprintError, assemble, paper_of
from journeylab.exam.paper_fit import candidate, fit_for, near
from journeylab.store.blueprints import blueprint, blueprints
from journeylab.store.checking import check_file
from journeylab.store.exercises import practice_bank
from journeylab.store.finding import FileError
from tests.exercises import exercise

SEEDS = range(10)


def plan(**keys: Any) -> Blueprint:
    """Return a small blueprint."""
    return Blueprint.model_validate(
        {"format": "journeylab/blueprint", "version": 1, "title": "Probe", "minutes": 20, "points": 10} | keys
    )


def entry(name: str, id: str, **changed: Any) -> Entry:
    """Return an exercise of the tests under another id."""
    return Entry(exercise(name, id=id, **changed), "probe", "Probe", "de", "probe.yaml")


def bank(*entries: Entry) -> Bank:
    return Bank(entries)


SMALL = bank(
    entry("choice", "wahl-1"),
    entry("matching", "paare-1"),
    entry("ordering", "folge-1"),
    entry("short", "wort-1"),
    entry("numeric", "zahl-1"),
    entry("free_text", "text-1"),
    entry("block", "fall-1"),
)


@pytest.mark.parametrize("name", blueprints())
def test_every_shipped_blueprint_is_met_by_the_practice_bank(name: str) -> None:
    """Points are exact, minutes and shares within their limits, and no question is asked twice: ten seeds."""
    wanted, offered = blueprint(name), practice_bank()
    for seed in SEEDS:
        made = assemble(offered, wanted, seed=seed, blueprints=blueprint)
        assert made.points == wanted.points
        assert abs(made.minutes / wanted.minutes - 1) <= wanted.minutes_tolerance / 100 + 1e-9
        low, high = wanted.free_text.limits(wanted.tolerance)
        assert low <= 100 * float(made.counted.free_text / made.points) <= high
        for afb, share in wanted.afb.items():
            low, high = share.limits(wanted.tolerance)
            assert low <= 100 * float(made.counted.afb.get(f"AFB {afb}", Decimal(0)) / made.points) <= high
        taken = [candidate(task.entry) for task in made.tasks]
        assert fit_for(wanted, taken).twins(taken) == []


def test_seeds_give_different_papers() -> None:
    """Ten seeds give at least nine different class tests, and the same seed twice the same one."""
    wanted = blueprint("klassenarbeit")
    made = [assemble(practice_bank(), wanted, seed=seed) for seed in SEEDS]
    assert len({frozenset(each.ids) for each in made}) >= 9
    assert assemble(practice_bank(), wanted, seed=3).ids == made[3].ids


def test_a_retake_repeats_nothing() -> None:
    """The retake and the class test of one seed have no exercise in common."""
    first = assemble(practice_bank(), blueprint("klassenarbeit"), seed=4)
    retake = assemble(practice_bank(), blueprint("nachschreiben"), seed=4, blueprints=blueprint)
    assert not set(first.ids) & set(retake.ids)


def test_without_bars_ids_and_papers() -> None:
    """What `without` names is not taken, whether it is an id or a whole paper."""
    first = assemble(practice_bank(), blueprint("kurztest"))
    second = assemble(practice_bank(), blueprint("kurztest"), without=[first, "tp-c-01"])
    assert not {*first.ids, "tp-c-01"} & set(second.ids)


def test_variants_have_the_same_exercises_in_another_order() -> None:
    """A, B and C of the business paper share their exercises and differ in order; cases stay behind single ones."""
    made = [assemble(practice_bank(), blueprint("geschaeftsprozesse"), letter) for letter in LETTERS]
    assert len({frozenset(each.ids) for each in made}) == 1
    assert len({each.ids for each in made}) == 3
    assert all([bool(task.question.parts) for task in each.tasks][-2:] == [True, True] for each in made)


def test_variants_differ_in_numbers_and_options() -> None:
    """The same exercise has other numbers, and its options another order, in each variant."""
    entries = [entry("numeric", "zahl-1"), entry("choice", "wahl-1")]
    made = [paper_of(entries, plan(), letter) for letter in LETTERS]
    assert len({tuple(each.tasks[0].variant.numbers.values()) for each in made}) == 3
    assert len({each.tasks[1].question.options for each in made}) == 3


def test_points_are_exact_or_the_paper_is_refused() -> None:
    """Of seven small exercises 10 points can be made, and 26.5 cannot: all together have 26."""
    assert assemble(SMALL, plan(minutes_tolerance=60)).points == 10
    with pytest.raises(UnmetBlueprintError) as caught:
        assemble(SMALL, plan(points=26.5, minutes=25))
    assert str(caught.value).splitlines()[:2] == [
        "Aus den Aufgaben, die zur Wahl stehen, lässt sich diese Arbeit nicht bauen. Der nächsten möglichen fehlt:",
        "  - Punkte: 26 statt 26,5. Die Aufgaben, die zur Wahl stehen, haben davon 26 Punkte: "
        "Nehmen Sie Aufgaben hinzu oder verlangen Sie weniger.",
    ]
    assert caught.value.nearest.points == 26


def test_scaling_allows_five_per_cent() -> None:
    """With `scale` 26 points do for 27, and 13 reached ones count 13.5."""
    made = assemble(SMALL, plan(points=27, minutes=25, scale=True))
    assert (made.points, made.scaled(13)) == (26, Decimal("13.5"))
    assert made.warnings == ("Die Aufgaben haben 26 Punkte; Ergebnisse werden auf 27 umgerechnet.",)


def test_a_share_that_cannot_be_met_is_named_with_what_there_is() -> None:
    """Free text for 90 % of 10 points needs 9 points; the exercises have 8."""
    with pytest.raises(UnmetBlueprintError) as caught:
        assemble(SMALL, plan(free_text={"min": 90}, minutes_tolerance=60))
    gap = next(each for each in caught.value.nearest.gaps if each.what == "Freitext")
    assert (gap.wanted, gap.advice.split(":")[0]) == (
        "mindestens 90\u00a0%",
        "Die Aufgaben, die zur Wahl stehen, haben davon 8 Punkte",
    )


def test_kinds_topics_and_ids_are_chosen_and_barred() -> None:
    """What is included is in, what is excluded is out, and only the kinds that are asked for are taken."""
    made = assemble(SMALL, plan(points=9, minutes=10, minutes_tolerance=60, include=["zahl-1"], exclude=["text-1"]))
    assert "zahl-1" in made.ids and "text-1" not in made.ids
    free = assemble(SMALL, plan(points=6, minutes=5, kinds=["free_text"]))
    assert free.ids == ("text-1",)
    with pytest.raises(UsageError, match="wahl-1"):
        assemble(SMALL, plan(include=["wahl-11"]))
    with pytest.raises(UsageError, match=r"(?s)verlangt das Thema „prob“.*probe"):
        assemble(SMALL, plan(only_topics=["prob"]))


def test_cases_are_counted_and_taken_whole() -> None:
    """With one case its three parts are in; with none it is not there."""
    one = assemble(SMALL, plan(cases=1, minutes_tolerance=60))
    assert "fall-1" in one.ids and len(one.tasks[-1].question.parts) == 3
    assert "fall-1" not in assemble(SMALL, plan(cases=0, minutes_tolerance=60)).ids


def test_nobody_simulates_on_paper() -> None:
    """A simulation is never taken."""
    with pytest.raises(UnmetBlueprintError):
        assemble(bank(entry("simulation", "lauf-1")), plan(points=3, minutes=4))


def test_questions_that_differ_in_numbers_only_are_near() -> None:
    """Two prompts with other numbers are one question; two on other things are not."""
    one, other = candidate(entry("numeric", "a1")), candidate(entry("numeric", "a2"))
    assert near(one, other) and not near(one, candidate(entry("choice", "w1")))
    with pytest.raises(UnmetBlueprintError, match="a1 und a2"):
        assemble(bank(one.entry, other.entry), plan(points=6, minutes=6))


@pytest.mark.parametrize(
    ("minutes", "points", "said"),
    [(60, 100, ()), (40, 100, ("knapp",)), (100, 100, ()), (20, 10, ("reichlich",))],
)
def test_a_paper_says_when_its_minutes_do_not_fit(minutes: int, points: int, said: tuple[str, ...]) -> None:
    """The exam leaves 0.6 to 1.2 minutes a point; a paper far outside says so."""
    lines = Paper(plan(minutes=minutes, points=points), "A", 1, ()).warnings[: len(said)]
    scaled = [line for line in Paper(plan(minutes=minutes, points=points), "A", 1, ()).warnings if "Punkt," in line]
    assert all(word in line for word, line in zip(said, lines, strict=True)) and len(scaled) == len(said)


def test_the_report_counts_points() -> None:
    """The report names exercises and points by topic, level, kind and verb."""
    made = paper_of([entry("numeric", "zahl-1"), entry("free_text", "text-1")], plan(points=9, minutes=9))
    lines = repr(made).splitlines()
    assert lines[:2] == ["Probe, Variante A: 9 Punkte, Aufgaben für 8 Minuten in 9 Minuten", "Freitext: 67\u00a0%"]
    assert "  Freitext      6   67\u00a0%" in lines
    assert lines[-1].split()[:2] == ["2", "text-1"]


@pytest.mark.parametrize(
    ("keys", "where"),
    [
        ({"free_text": {"min": 60, "max": 40}}, ("free_text", "min")),
        ({"topics": {"probe": 80, "andere": 60}}, ("topics",)),
        ({"afb": {1: 20, 2: 20, 3: 20}}, ("afb",)),
        ({"kinds": ["freetext"]}, ("kinds", 0)),
        ({"variants": []}, ("variants",)),
        ({"include": ["a1"], "exclude": ["a1"]}, ("include", 0)),
    ],
)
def test_a_blueprint_that_contradicts_itself_is_refused(keys: dict[str, Any], where: tuple[str | int, ...]) -> None:
    """The message names the key."""
    with pytest.raises(ModelError) as caught:
        Blueprint(**({"format": "journeylab/blueprint", "version": 1, "title": "Probe", "minutes": 20} | keys))
    assert caught.value.where == where


@settings(deadline=None, max_examples=10)
@given(st.integers(1, 52), st.integers(0, 99))
def test_points_are_exact_or_a_gap_says_so(halves: int, seed: int) -> None:
    """For any points and seed: the paper has exactly these points, or the error says which ones it could have."""
    wanted = plan(points=halves / 2, minutes=halves / 2, minutes_tolerance=100)
    try:
        assert assemble(SMALL, wanted, seed=seed).points * 2 == halves
    except UnmetBlueprintError as error:
        assert error.nearest.gaps


def test_free_texts_alone_make_the_communication_paper() -> None:
    """The paper on customer communication has four cases and nothing but answers in sentences."""
    made = assemble(practice_bank(), blueprint("kundenkommunikation"))
    leaves = [leaf for task in made.tasks for leaf in task.entry.leaves]
    assert len(made.tasks) == 4 and all(isinstance(leaf, FreeText) for leaf in leaves)


def test_shipped_blueprints_are_sound_files() -> None:
    """`journeylab check` finds nothing; a wrong name is answered with the nearest, another format with a line."""
    for path in sorted(Path("exercises/blueprints").glob("*.yaml")):
        assert check_file(path) == []
    with pytest.raises(UsageError, match="klassenarbeit"):
        blueprint("klasenarbeit")
    with pytest.raises(FileError, match="journeylab/exercises"):
        blueprint("exercises/kennzahlen.yaml")


def command(**keys: Any) -> Namespace:
    """Return the arguments of ``journeylab paper``."""
    given = {"blueprint": "kurztest", "variant": "A", "seed": None, "out": None, "pdf": False, "solutions": "both"}
    return Namespace(**(given | {"exercises": []} | keys))


def test_the_command_writes_paper_and_marking_sheet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All variants, twice: what is ours is renewed, what is not stays, and is named."""
    assert paper_command(command(variant="all", out=tmp_path)) == 0
    names = ["kurztest-A-loesung.html", "kurztest-A.html", "kurztest-B-loesung.html", "kurztest-B.html"]
    assert sorted(path.name for path in tmp_path.iterdir()) == names
    paper_command(command(out=tmp_path, solutions="without"))
    assert "erneuert" in capsys.readouterr().out
    (tmp_path / "kurztest-A.html").write_text("meins", encoding="utf-8")
    with pytest.raises(DataError, match="nicht überschrieben"):
        paper_command(command(out=tmp_path))
    assert (tmp_path / "kurztest-A.html").read_text(encoding="utf-8") == "meins"


def test_marks_and_grade_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """41.5 of 45 is "very good"; 44 points in business processes can be mended by 93 oral ones."""
    marks(Namespace(points="41,5", of="45"))
    assert capsys.readouterr().out.startswith("41,5 von 45 Punkten sind 92,22 von 100: sehr gut (1)\n")
    grade(Namespace(part1="35", gp="44", kk="41", wiso="50", fg="60"))
    assert "ab 93 mündlichen Punkten" in capsys.readouterr().out
    with pytest.raises(UsageError, match="viel"):
        marks(Namespace(points="viel", of="45"))
