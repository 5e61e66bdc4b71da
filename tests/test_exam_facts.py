"""What the data say about the exam, and how a slip in them is found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from languages import foreign
from pydantic import BaseModel

from journeylab.domain.exam_facts import CURRICULUM_ID, Rule
from journeylab.domain.exercise.area import Area
from journeylab.domain.exercise.operators import AFB_OF, Operator
from journeylab.domain.models import Sourced
from journeylab.domain.text import Text
from journeylab.domain.vocabulary import Confidence
from journeylab.errors import UsageError
from journeylab.i18n import set_language
from journeylab.store.catalogue import touchpoints
from journeylab.store.checking import check_file
from journeylab.store.exam_facts import exam_facts
from journeylab.store.shipped import shipped

FACTS = exam_facts()
FILE = shipped("datasets/exam.yaml")


def inside(value: Any, kind: type[Any]) -> Iterator[Any]:
    """Yield every object of a kind that is nested in a value."""
    if isinstance(value, kind):
        yield value
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from inside(getattr(value, name), kind)
    elif isinstance(value, tuple):
        for item in value:
            yield from inside(item, kind)


# ---- The verbs ----


def test_every_verb_has_its_level() -> None:
    """Each verb fits at least one Anforderungsbereich, and none but 1 to 3."""
    assert set(AFB_OF) == set(Operator)
    assert all(afb and afb <= {1, 2, 3} for afb in AFB_OF.values())


@pytest.mark.parametrize(
    ("verb", "afb"),
    [("nennen", (1,)), ("beschreiben", (1, 2)), ("erläutern", (2,)), ("begründen", (2, 3)), ("stellung_nehmen", (3,))],
)
def test_levels_are_those_of_the_schools(verb: str, afb: tuple[int, ...]) -> None:
    """To name is level 1, to explain 2, to take a position 3."""
    assert FACTS.operator(verb).afb == afb


def test_verbs_are_read_in_both_languages() -> None:
    """A file says ``stellung_nehmen``, people read it as two words or in English."""
    assert Operator("stellung_nehmen").label == "Stellung nehmen"
    assert [verb.label for verb in (Operator.NAME, Operator.EXPLAIN)] == ["nennen", "erläutern"]
    set_language("en")
    assert Operator.EXPLAIN.label == "to explain"


# ---- The areas ----


def test_areas_are_those_of_the_ordinance() -> None:
    """Part 1 counts a quarter; part 2 has 30, 15, 10 and 20 of 100, in 120, 60, 60 and at most 20 minutes."""
    rows = [(each.area.value, each.part, each.minutes, each.weight) for each in FACTS.areas]
    assert rows == [("AP1", 1, 90, 25), ("GP", 2, 120, 30), ("KK", 2, 60, 15), ("WISO", 2, 60, 10), ("FG", 2, 20, 20)]


def test_an_area_says_its_name() -> None:
    """``KK`` is Kundenkommunikation, and all of its tasks are open."""
    assert Area("KK").label == "Kundenkommunikation im E-Commerce"
    assert str(FACTS.area("KK").tasks) == "nur offene Aufgaben"


# ---- Curriculum, school, marks, rules ----


def test_the_customer_journey_is_in_the_curriculum() -> None:
    """Section A, number 7 e) is the place that names the customer journey."""
    entry = FACTS.curriculum_entry("A7e")
    assert (entry.place, entry.weeks) == ("A\u00a07\u00a0e)", 18)
    assert "Customer Journey" in entry.text.de


def test_the_curriculum_has_what_the_kit_touches() -> None:
    """Numbers 1, 2, 5 to 8 of section A and the technical terms of section B."""
    ids = "A1b A1c A2g A5a A5d A6a A6b A6c A6d A6e A7a A7b A7c A7e A7f A7g A7h A8c A8d A8e A8f A8g B6e B6f B6g"
    assert [entry.id for entry in FACTS.curriculum] == ids.split()
    assert all(re.fullmatch(CURRICULUM_ID, entry.id) for entry in FACTS.curriculum)


def test_an_unknown_letter_gets_the_nearest() -> None:
    """Whoever writes A7x is asked whether a letter of number 7 was meant; areas and verbs are asked for likewise."""
    with pytest.raises(UsageError, match="A7"):
        FACTS.curriculum_entry("A7x")
    with pytest.raises(UsageError, match="WISO"):
        FACTS.area("WIS")
    with pytest.raises(UsageError, match="erläutern"):
        FACTS.operator("erklären")


def test_only_checked_learning_fields_are_there() -> None:
    """Titles of the learning fields 9 to 12 could not be checked, so they are not printed."""
    assert [field.number for field in FACTS.learning_fields] == list(range(1, 9))
    assert all(field.verified for field in FACTS.learning_fields)


def test_the_key_of_marks() -> None:
    """The bands of IHK Köln begin at 92, 81, 67, 50, 30 and 0."""
    assert [(grade.start, str(grade.label)) for grade in FACTS.grades] == [
        (92, "sehr gut"), (81, "gut"), (67, "befriedigend"), (50, "ausreichend"), (30, "mangelhaft"), (0, "ungenügend"),
    ]  # fmt: skip


def test_four_rules_for_passing() -> None:
    """The rules are the four of § 15, in its order."""
    assert [rule.rule for rule in FACTS.pass_rules] == list(Rule)
    assert all("§ 15" in str(rule.source) for rule in FACTS.pass_rules)


# ---- The law ----


def test_law_lines_are_sure_and_dated() -> None:
    """Only what stands in an official text is printed, with the day whose law it describes."""
    assert len(FACTS.law) >= 15
    assert {line.confidence for line in FACTS.law} == {Confidence.HIGH}
    assert {line.as_of for line in FACTS.law} == {date(2026, 6, 19)}


def test_law_lines_concern_known_contacts() -> None:
    """Each line names at least one kind of contact of the catalogue."""
    assert all(line.touchpoints and set(line.touchpoints) <= set(touchpoints()) for line in FACTS.law)


def test_three_confirmations_are_told_apart() -> None:
    """Confirmation of receipt and of the contract stand under paragraphs of their own."""
    topics = {str(line.topic): str(line.paragraph) for line in FACTS.law}
    assert topics["Bestellbestätigung"] == "§ 312i Abs. 1 Satz 1 Nr. 3 BGB"
    assert topics["Vertragsbestätigung"] == "§ 312f Abs. 2 BGB"


# ---- Texts ----


def test_everything_is_said_in_both_languages_with_a_source() -> None:
    """No text lacks a language or speaks the other one, and every entry names its source."""
    texts = list(inside(FACTS, Text))
    assert len(texts) > 200
    for code in ("de", "en"):
        assert [text for text in texts if not getattr(text, code) or foreign(getattr(text, code), code)] == []
    assert all(str(entry.source) for entry in inside(FACTS, Sourced))


# ---- Slips ----


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("weight: 25", "weight: 26", "101"),
        ("operator: angeben", "operator: nennen", "nennen"),
        ("  - id: A1c", "  - id: A1b", "A1b"),
        ("start: 81", "start: 93", "Notenschlüssel"),
        ("[order_confirmation]", "[order_confirmaton]", "order_confirmation"),
        ("rule: no_fail", "rule: part_two", "no_fail"),
        ("id: A7e", "id: 7e", "7e"),
    ],
)
def test_a_slip_is_found(tmp_path: Path, old: str, new: str, says: str) -> None:
    """``journeylab check`` names weights, repeated and unknown entries of such a file with their line."""
    path = tmp_path / "exam.yaml"
    text = FILE.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    findings = check_file(path)
    assert findings
    assert all(finding.line for finding in findings)
    assert says in " ".join(f"{finding.problem} {finding.fix}" for finding in findings)
