"""A teaching plan fills its lesson, and says what is expected."""

from __future__ import annotations

from pathlib import Path

import pytest
from lessons import lesson, plan, saved, words
from pydantic import ValidationError

from journeylab.domain.explain import explain
from journeylab.domain.lesson_plan import LessonPlan
from journeylab.i18n import set_language
from journeylab.store.finding import FileError
from journeylab.store.lesson_material import read_lesson, read_plan
from journeylab.store.shipped import shipped
from journeylab.store.yaml_file import read_yaml
from journeylab.views.plan_page import plan_page

PLANS = sorted(shipped("notebooks").glob("**/plans/*.yaml"))


def test_phases_add_up_to_the_lesson() -> None:
    """A plan whose phases take longer than the lesson is refused, and the message says both times."""
    set_language("en")
    assert plan().minutes == 20
    with pytest.raises(ValidationError) as error:
        plan(minutes=25)
    (found,) = explain(error.value, LessonPlan)
    assert found.problem == "The phases take 20 minutes in all, the lesson takes 25."
    assert found.where == ("minutes",)


@pytest.mark.parametrize("place", ["A7", "7e", "C7e", "A 7e", "A7E"])
def test_a_place_in_the_framework_plan_is_written_one_way(place: str) -> None:
    """Section, number and letter, without blanks; anything else is a slip of the pen."""
    with pytest.raises(ValueError, match="pattern"):
        plan(goals=[{"text": "count", "curriculum": [place]}])


def test_a_plan_that_does_not_fit_is_named_by_line(tmp_path: Path) -> None:
    """Who writes a plan learns file, line and field of what is wrong with it."""
    lesson_file = saved(tmp_path / "07_test.ipynb")
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "07_test.yaml").write_text("format: journeylab/plan\nlesson: 07_test\nfrom: 1\n", "utf-8")
    with pytest.raises(FileError) as error:
        read_plan(read_lesson(lesson_file), lesson_file)
    assert ("07_test.yaml", 3, "from") in [(each.file, each.line, each.field) for each in error.value.findings]


def test_the_plan_beside_a_notebook_goes_first(tmp_path: Path) -> None:
    """A trainer's own plan counts; without it the shipped plan of a lesson with this name is taken, or none."""
    own = saved(tmp_path / "03_wege_sind_nicht_linear.ipynb")
    found = read_plan(read_lesson(own), own)
    assert found is not None
    assert found.lesson == "03_wege_sind_nicht_linear"
    (tmp_path / "plans").mkdir()
    text = plan(title="My own").model_dump_json()
    (tmp_path / "plans" / "03_wege_sind_nicht_linear.yaml").write_text(text, encoding="utf-8")
    found = read_plan(read_lesson(own), own)
    assert found is not None
    assert found.title == "My own"
    other = saved(tmp_path / "99_other.ipynb")
    assert read_plan(read_lesson(other), other) is None


def test_the_page_shows_the_short_form_of_an_answer() -> None:
    """On the one page of a plan stands the first paragraph of each answer, numbered as on the handout."""
    set_language("en")
    tasks = lesson(words("One?", "task", name="a"), words("Two?", "task", name="b"))
    page = plan_page(plan(answers={"b": "Short **two**.\n\nLong two."}), tasks)
    assert '<li value="2">Short <strong>two</strong>.</li>' in page
    assert "Long two" not in page


def test_the_page_names_the_places_as_the_regulation_does() -> None:
    """``A7e`` is read as A 7 e), with blanks that do not break."""
    set_language("en")
    page = plan_page(plan(), lesson())
    assert "A\u00a07\u00a0e), A\u00a08\u00a0c)" in page
    assert "<td>Count <em>all</em> steps</td><td>in pairs</td>" in page


@pytest.mark.parametrize("path", PLANS, ids=lambda path: f"{path.parent.parent.name}-{path.stem}")
def test_every_shipped_plan_is_sound(path: Path) -> None:
    """Each plan can be read, belongs to the lesson of its name, and walks through the complete action."""
    read = read_yaml(path).read_as(LessonPlan)
    assert read.lesson == path.stem
    assert {phase.step for phase in read.phases} >= {"inform", "plan", "decide", "do", "check", "reflect"}
    assert all(goal.curriculum for goal in read.goals)


def test_there_are_shipped_plans() -> None:
    """The test above looks at something, in both languages."""
    assert {path.parent.parent.name for path in PLANS} == {"notebooks", "en"}
