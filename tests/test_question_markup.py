"""A question on the screen and on paper."""

from __future__ import annotations

from decimal import Decimal

import pytest

from journeylab.domain.exercise.material import Material
from journeylab.domain.exercise.operators import Operator
from journeylab.domain.exercise.question import Question
from journeylab.domain.exercise.writing import FreeText
from journeylab.domain.scenario import Scenario
from journeylab.exam.evidence import find_evidence
from journeylab.i18n import speaking
from journeylab.store.exercises import practice_bank
from journeylab.views.question_markup import case_markup, material_markup, points_text, task_markup
from journeylab.views.quiz_markup import evidence_markup


def question(**change: object) -> Question:
    known = {"id": "q", "kind": "short", "prompt": "Nennen Sie **eins**.", "points": 2, "minutes": 1}
    return Question.model_validate(known | {"operator": "nennen"} | change)


def no_shop(_name: str) -> Scenario:
    raise AssertionError


def test_a_task_has_prompt_verb_and_points() -> None:
    """The prompt is Markdown; the verb stands with what it expects."""
    markup = task_markup(question(points=Decimal("2.5")), "nur aufzählen")
    assert "<strong>eins</strong>" in markup
    assert "<strong>nennen</strong>: nur aufzählen" in markup
    assert "2,5 Punkte" in markup


def test_without_a_meaning_the_verb_is_left_out() -> None:
    """Prompt and points remain."""
    assert "operator" not in task_markup(question())


@pytest.mark.parametrize(
    ("points", "german", "english"), [("1", "1 Punkt", "1 point"), ("0.5", "0,5 Punkte", "0.5 points")]
)
def test_points_are_counted_in_words(points: str, german: str, english: str) -> None:
    """One point is the only singular."""
    assert points_text(Decimal(points)) == german
    with speaking("en"):
        assert points_text(Decimal(points)) == english


def test_a_mail_shows_its_head_as_far_as_it_is_known() -> None:
    """Sender, recipient and subject; an unknown sender has no line."""
    mail = Material(
        id="m1", kind="mail", title="Mail", recipient="service@x.example", subject="Frage", text="Guten Tag"
    )
    markup = material_markup(mail, no_shop)
    assert "<dt>An</dt><dd>service@x.example</dd><dt>Betreff</dt><dd>Frage</dd>" in markup
    assert "<dt>Von</dt>" not in markup


def test_numbers_of_a_table_stand_to_the_right() -> None:
    """A column counts as numbers if all its cells are."""
    table = Material(
        id="m1",
        kind="table",
        title="Zahlen",
        columns=("Tag", "Umsatz"),
        rows=(("10.11., 9 Uhr", "1.250,00 €"), ("x", "")),
    )
    markup = material_markup(table, no_shop)
    assert '<th scope="col">Tag</th><th scope="col" class="number">Umsatz</th>' in markup
    assert '<td class="number">1.250,00 €</td>' in markup


def test_words_of_people_do_nothing() -> None:
    """HTML in a document is shown as it was typed."""
    table = Material(id="m1", kind="table", title="<b>T</b>", columns=("<i>",), rows=(("<script>x</script>",),))
    markup = material_markup(table, no_shop)
    assert "<script" not in markup and "<i>" not in markup and "<b>" not in markup


def test_a_map_is_drawn(tiny_scenario: Scenario) -> None:
    """The picture of the shop's map stands under its title."""
    markup = material_markup(Material(id="m1", kind="map", title="Karte", scenario="tiny"), lambda _name: tiny_scenario)
    assert "<svg" in markup and "Suchanzeige" in markup


def test_a_case_shows_its_documents_in_order() -> None:
    """First the situation, then one document after the other."""
    notes = tuple(Material(id=f"m{i}", kind="text", title=f"Anlage {i}", text="Inhalt") for i in (1, 2))
    markup = case_markup(question(kind="block", case="Die Lage", materials=notes), no_shop)
    assert markup.index("Die Lage") < markup.index("Anlage 1") < markup.index("Anlage 2")


def test_every_verb_has_a_name_to_show() -> None:
    """The label is the verb as tasks have it."""
    assert Operator.TAKE_POSITION.label == "Stellung nehmen"


def test_a_row_of_a_rubric_says_its_points_in_words() -> None:
    """One point is "1 Punkt", and a row that counts thrice says how often and how much."""
    item = practice_bank()["ft-nk-01"]
    assert isinstance(item, FreeText)
    shown = [evidence_markup(row) for row in find_evidence("", item.rubric).rows]
    assert "(3 × 1 Punkt)" in shown[0]
    assert not any("1 Punkte)" in row for row in shown)
