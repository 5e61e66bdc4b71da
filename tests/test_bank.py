"""The practice bank has what a learner needs for the exam, and each of its exercises holds what it promises."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pytest

from journeylab.domain.exercise.bank import Bank, Entry
from journeylab.domain.exercise.block import Block
from journeylab.domain.exercise.common import Exercise
from journeylab.domain.exercise.numeric import Numeric
from journeylab.domain.exercise.writing import FreeText
from journeylab.exam.copies import alike, stems
from journeylab.exam.coverage import coverage
from journeylab.exam.lint import lint
from journeylab.exam.stress import stress
from journeylab.i18n import set_language
from journeylab.store.exam_facts import exam_facts
from journeylab.store.exercises import practice_bank, shop
from journeylab.store.kpi_catalogue import kpis_catalogue

# What only we know, and what nobody has checked, stays with us.
_INTERNAL = re.compile(r"domain\.md|exercises\.md|design\.md|\bsources?\s+00\d|\bQuellen?\s+00\d|\[[HMLR]\]", re.I)
_PARAGRAPH = re.compile(r"§§?\s*\d+|\bArt\.\s*\d+|\bBGH\b")
_LAW = "recht"


@pytest.fixture(scope="module")
def german() -> Bank:
    """Return the German part of the practice bank."""
    return practice_bank().only(language="de")


@pytest.fixture(scope="module")
def english() -> Bank:
    """Return the English part of the practice bank."""
    return practice_bank().only(language="en")


def cases(bank: Bank) -> list[Block]:
    return [entry.item for entry in bank if isinstance(entry.item, Block)]


def kinds(bank: Bank) -> Counter[str]:
    return Counter(leaf.kind for entry in bank for leaf in entry.leaves)  # type: ignore[attr-defined]


def every(bank: Bank) -> Iterator[tuple[str, Exercise]]:
    for entry in bank:
        for leaf in entry.leaves:
            yield (entry.id if leaf is entry.item else f"{entry.id}.{leaf.id}"), leaf


def test_there_are_enough_exercises_of_every_kind(german: Bank) -> None:
    """At least 240 German ones, and of each group of kinds as many as the exam makes necessary."""
    count = kinds(german)
    assert count.total() >= 240
    assert count["free_text"] >= 110
    assert count["numeric"] >= 50
    assert count["matching"] + count["ordering"] + count["cloze"] >= 30
    assert count["choice"] >= 30
    assert count["map"] + count["journey"] + count["simulation"] >= 20


def test_cases_are_like_those_of_the_exam(german: Bank) -> None:
    """Sixteen cases of 20 to 25 points with four to six parts; eight ask for free text alone; 80 such parts in all."""
    found = cases(german)
    assert len(found) >= 16
    assert [case.id for case in found if not 20 <= case.points <= 25] == []
    assert [case.id for case in found if not 4 <= len(case.parts) <= 6] == []
    assert [case.id for case in found if case.scenario is None] == []
    free = [sum(isinstance(part, FreeText) for part in case.parts) for case in found]
    assert sum(free) >= 80
    assert sum(count == len(case.parts) for count, case in zip(free, found, strict=True)) >= 8


def test_the_english_edition_has_sixty_exercises_and_four_cases(english: Bank) -> None:
    """The exam also tests English terms."""
    assert kinds(english).total() >= 60
    assert len(cases(english)) >= 4


def test_every_letter_of_the_curriculum_is_asked_for(german: Bank) -> None:
    """None is without exercises, without free text, or asked for on a single level; every kind and verb occurs."""
    assert [str(gap) for gap in coverage(german, exam_facts().curriculum).gaps()] == []


def test_every_key_figure_is_computed(german: Bank) -> None:
    """Each KPI of the catalogue is asked by a calculation."""
    asked = {leaf.kpi for _name, leaf in every(german) if isinstance(leaf, Numeric)}
    assert set(kpis_catalogue()) - asked == set()


@pytest.mark.parametrize("code", ["de", "en"])
def test_every_exercise_helps_and_says_where_it_comes_from(code: str) -> None:
    """Hints, explanation, source, area and letter are there, points fit minutes, wrong options say why."""
    set_language(code)
    found = [f"{entry.id}: {problem}" for entry in practice_bank().only(language=code) for problem in lint(entry.item)]
    assert found == []


def test_every_exercise_links_to_the_glossary(german: Bank) -> None:
    """One to four words that help, named by their keys; a case names them for its parts."""
    assert [entry.id for entry in german if not 1 <= len(entry.item.glossary) <= 4] == []


def test_exercises_on_law_cite_the_paragraph() -> None:
    """Whoever learns the law has to find it."""
    silent = [
        entry.id
        for entry in practice_bank()
        if entry.topic == _LAW and not _PARAGRAPH.search(" ".join(entry.item.source))
    ]
    assert silent == []


def told(entry: Entry) -> str:
    return entry.item.model_dump_json()


def test_nothing_internal_is_told_to_learners() -> None:
    """Names of our own notes and marks of doubt stand in no exercise."""
    assert [entry.id for entry in practice_bank() if _INTERNAL.search(told(entry))] == []


@pytest.mark.parametrize("text", ["siehe domain.md 6.1", "laut Quelle 003", "Source 002 says", "umstritten [R]"])
def test_what_is_internal_would_be_noticed(text: str) -> None:
    """The search finds what it is meant to find."""
    assert _INTERNAL.search(text)


@pytest.mark.parametrize("code", ["de", "en"])
def test_no_two_tasks_differ_only_in_nouns_or_numbers(code: str) -> None:
    """Copies with other shops would train the shop, not the subject."""
    assert [str(pair) for pair in alike(stems(practice_bank().only(language=code)))] == []


@pytest.mark.parametrize("code", ["de", "en"])
def test_every_exercise_holds_under_a_hundred_seeds(code: str) -> None:
    """Numbers are drawn, solutions are finite and distinct, samples earn what they say, typical slips differ."""
    set_language(code)
    found = [
        f"{entry.id}: {problem.problem}"
        for entry in practice_bank().only(language=code)
        for problem in stress(entry.item, shop)
    ]
    assert found == []
