"""Every lesson in two languages: the same code, the same tasks, and no word left in the other language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
import pytest
from languages import drawn_words, foreign, german_spellings

from journeylab.domain.lesson import Cell, Lesson, Tag
from journeylab.domain.lesson_plan import LessonPlan
from journeylab.store.fast_yaml import fast_data
from journeylab.store.lesson_material import read_lesson, read_plan
from journeylab.store.shipped import shipped

HOME = shipped("notebooks")
NAMES = (
    "00_start",
    "01_touchpoints_und_phasen",
    "02_touchpoint_karte",
    "03_wege_sind_nicht_linear",
    "04_nach_dem_kauf",
    "05_kennzahlen_und_attribution",
    "06_eigene_daten",
    "09_pruefungstraining",
    "10_probepruefung",
    "11_aufgaben_selbst_schreiben",
)
GERMAN = sorted(path.stem for path in HOME.glob("*.ipynb"))
FILES = sorted(HOME.glob("*.ipynb")) + sorted((HOME / "en").glob("*.ipynb"))
_LANGUAGE = re.compile(r"""(set_language\(|language=)["'](?:de|en)["']""")
# What belongs to a language in code as well: exercises and blueprints by name, answers to them, and files as texts.
_EXERCISE = re.compile(r"""(?<=["'])[a-z]+(?:-[a-z0-9]+)+(?=["'])""")
_BLUEPRINT = re.compile(r"""(?<=MockExam\()["']\w+["']""")
_ANSWERS = re.compile(r"""(?<=for answer in \()[^\n]*(?=\):\n    print\(jl\.check_answer)|\[[\d, ]+\]""")
_FILE = re.compile(r'"""\nformat: .*?"""', re.DOTALL)
_WORDS = re.compile(r'"[^"\n{]* [^"\n{]*"')
_KEY = re.compile(r"^\s*(?:- )?\{?(\w+):", re.MULTILINE)

every_pair = pytest.mark.parametrize("name", GERMAN)
every_lesson = pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")


def pair(name: str) -> tuple[Lesson, Lesson]:
    return read_lesson(HOME / f"{name}.ipynb"), read_lesson(HOME / "en" / f"{name}.ipynb")


def without_language(code: str) -> str:
    """Return code with a mark for everything that belongs to the language of its lesson."""
    code = _FILE.sub(lambda found: " ".join(_KEY.findall(found[0])), code)
    for part, mark in (
        (_LANGUAGE, r"\1..."),
        (_BLUEPRINT, "<blueprint>"),
        (_ANSWERS, "<answers>"),
        (_EXERCISE, "<id>"),
        (_WORDS, "<words>"),
    ):
        code = part.sub(mark, code)
    return code


def planned(path: Path) -> tuple[Lesson, LessonPlan]:
    lesson = read_lesson(path)
    plan = read_plan(lesson, path)
    assert plan is not None, f"there is no teaching plan beside {path.name}"
    return lesson, plan


def language_of(path: Path) -> str:
    return "en" if path.parent.name == "en" else "de"


@cache
def names() -> set[str]:
    """Return every word of the English texts in our data: people and shops keep their German names.

    The gold sets hold German answers, and no texts to be read.
    """

    def texts(data: Any) -> Iterator[str]:
        if isinstance(data, dict):
            for key, value in data.items():
                yield from texts(value) if key != "de" else ()
        elif isinstance(data, list):
            for value in data:
                yield from texts(value)
        else:
            yield str(data)

    files = [file for file in shipped("datasets").glob("**/*.yaml") if file.parent.name != "gold"]
    data = [fast_data(file.read_text(encoding="utf-8")) for file in files]
    return {word for each in data for text in texts(each) for word in re.findall(r"[^\W\d_]+", text)}


def prose(lesson: Lesson, language: str) -> list[str]:
    """Return what was left in the other language, in texts and in what cells showed."""
    left = []

    def look(text: str) -> None:
        left.extend(foreign(text, language))
        left.extend(german_spellings(text, names()) if language == "en" else [])

    for cell in lesson.cells:
        if cell.kind == "markdown":
            look(cell.source)
        for output in cell.outputs:
            html = drawn_words(output.data.get("text/html", "") + output.data.get("image/svg+xml", ""))
            plain = "" if html.strip() else output.data.get("text/plain", "")
            look(html + "\n\n" + plain)
    return left


def test_all_lessons_are_there() -> None:
    """The seven lessons of the first course and the three around the exam lie in both languages, with a plan each."""
    for folder in (HOME, HOME / "en"):
        assert {path.stem for path in folder.glob("*.ipynb")} >= set(NAMES)
        assert {path.stem for path in (folder / "plans").glob("*.yaml")} >= set(NAMES)


@every_pair
def test_the_languages_go_together_cell_by_cell(name: str) -> None:
    """Both lessons have the same cells in the same order: kind, tags, ids of tasks, and code but for its language.

    Exercises, answers and texts of files differ where the English bank has exercises of its own.
    """

    def shape(cell: Cell) -> tuple[str, list[str], str, str]:
        code = without_language(cell.source) if cell.kind == "code" else ""
        return cell.kind, sorted(cell.tags), cell.id if Tag.TASK in cell.tags else "", code

    german, english = pair(name)
    assert [shape(cell) for cell in english.cells] == [shape(cell) for cell in german.cells]
    assert (german.language, english.language) == ("de", "en")
    assert english.minutes == german.minutes


@every_lesson
def test_nothing_is_left_in_the_other_language(path: Path) -> None:
    """Texts, tables and pictures of a lesson speak its language; names and quotations may be foreign."""
    assert prose(read_lesson(path), language_of(path)) == []


@every_lesson
def test_each_task_has_its_answer(path: Path) -> None:
    """The plan answers each task and nothing else; the ids of tasks are words, each used once."""
    lesson, plan = planned(path)
    tasks = [cell.id for cell in lesson.tagged(Tag.TASK)]
    assert sorted(plan.answers) == sorted(tasks)
    assert all(re.fullmatch(r"aufgabe-[a-z0-9-]+", task) for task in tasks)
    assert len(set(tasks)) == len(tasks)


@every_lesson
def test_plan_and_lesson_take_the_same_time(path: Path) -> None:
    """The minutes of the plan are those of the lesson's first cell, and both bear the same title."""
    lesson, plan = planned(path)
    assert (plan.minutes, plan.title, plan.lesson) == (lesson.minutes, lesson.title, lesson.name)
    words = plan.model_dump_json(exclude={"lesson": True, "phases": {"__all__": {"step", "form"}}})
    words = words.replace("\\n", "\n\n")
    assert foreign(words.replace('"', "\n\n"), language_of(path)) == []


@every_lesson
def test_every_cell_was_run_in_order(path: Path) -> None:
    """A lesson is shipped as it looks after it ran once from top to bottom, without an error."""
    cells = [
        cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code" and cell.source.strip()
    ]
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    assert not [output for cell in cells for output in cell.outputs if output.output_type == "error"]


@pytest.mark.parametrize(
    ("german", "english", "same"),
    [
        ('jl.Quiz(["kz-cr-01", "re-m-01"], seed=1)', 'jl.Quiz(["en-kz-cr-01", "en-re-m-01"], seed=1)', True),
        ('jl.Quiz(["kz-cr-01", "re-m-01"], seed=1)', 'jl.Quiz(["en-kz-cr-01"], seed=1)', False),
        ('jl.Quiz("kz-cr-01", seed=1)', 'jl.Quiz("en-kz-cr-01", seed=2)', False),
        ('jl.MockExam("kurztest", seed=1)', 'jl.MockExam("en_short_test", seed=1)', True),
        ('text = """\nformat: a\ntitle: Eins\n"""', 'text = """\nformat: a\ntitle: One\n"""', True),
        ('text = """\nformat: a\ntitle: Eins\n"""', 'text = """\nformat: a\nname: One\n"""', False),
    ],
)
def test_only_what_belongs_to_a_language_may_differ(german: str, english: str, same: bool) -> None:
    """Names of exercises, and values in the text of a file, may differ; calls, counts, seeds and keys may not."""
    assert (without_language(german) == without_language(english)) is same


def cells(*sources: str) -> Lesson:
    return Lesson("a", "en", tuple(Cell(str(place), "markdown", source) for place, source in enumerate(sources)))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Look.\n\nSehen Sie auf die Karte und schätzen Sie.", "en"),
        ("- one\n- zwei oder drei von ihnen", "en"),
        ("Where do they jump back?\nRücksprünge", "en"),
        ("Sehen Sie hin.\n\nLook at the map and guess.", "de"),
    ],
)
def test_a_planted_foreign_cell_is_found(text: str, language: str) -> None:
    """A paragraph or a point that was left in the other language is found in either direction."""
    assert prose(cells("", text), language)
    assert not prose(cells("", text.partition("\n")[0]), language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The owner says: “Die Leute sehen nicht auf die Anzeige.” Is she right?", "en"),
        ("Run `für der die das und` in a cell.", "en"),
        ("Fahrradhaus Rückenwind and Dritte Tasse – Kaffee im Abo", "en"),
        ("*Weil … ändern wir …*, „you and the map“; Attention – Interest – Desire – Action", "de"),
        ("Der Click auf die Landing Page, das Follow-up und der Look and Feel", "de"),
    ],
)
def test_names_and_quotations_are_left_alone(text: str, language: str) -> None:
    """What is quoted or named may be in any language, and a single word is no finding."""
    assert prose(cells(text), language) == []


def test_words_of_a_picture_are_read() -> None:
    """A picture inside an output is decoded and read like a text."""
    from base64 import b64encode

    svg = b64encode("<svg><text>nicht für die Karte</text></svg>".encode()).decode()
    assert "nicht für die Karte" in drawn_words(f'<img src="data:image/svg+xml;base64,{svg}" alt="x"/>')
    assert len(foreign(drawn_words(f'<img src="data:image/svg+xml;base64,{svg}"/>'), "en")) == 1
