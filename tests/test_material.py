"""What trainers print and project: slides, handout, solutions, pictures."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lessons import lesson, plan, saved, shown, words

from journeylab.cli import main
from journeylab.domain.lesson import Output
from journeylab.domain.scenario import Scenario
from journeylab.errors import DataError, UsageError
from journeylab.facade import touchpoint_map
from journeylab.i18n import set_language
from journeylab.store.lesson_material import lesson_path, read_lesson
from journeylab.store.lessons import find_lesson, fresh_lesson, lay_lessons
from journeylab.views.handout import handout
from journeylab.views.lesson_markup import harmless, output, text
from journeylab.views.lesson_pictures import lesson_pictures
from journeylab.views.plan_page import plan_page
from journeylab.views.slide_room import HEIGHT, Block, blocks, joined, spread
from journeylab.views.slides import slides

DOT = '<img alt="Dot" src="data:image/svg+xml;base64,PHN2Zy8+">'
Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _english() -> None:
    set_language("en")


def sections(page: str) -> list[str]:
    """Return the slides of a page as words with single blanks, without number and name."""
    found = re.findall(r'<div class="slide">(.*?)</div><footer>', page, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", each).split()) for each in found]


# Markup


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("<script>alert(1)</script><b>a</b>", "<b>a</b>"),
        ('<img src="https://example.org/x.png" onerror="x()">', "<img>"),
        ('<a href="javascript:x()">a</a>', "a"),
        ('<div style="background:url(x)">a', "<div>a</div>"),
        ("<svg><image href='x'/><g onclick='x()' fill='url(http://x)' id='1'/></svg>", '<svg><g id="1"></g></svg>'),
        ("<table><tr><td>1 &lt; 2", "<table><tr><td>1 &lt; 2</td></tr></table>"),
        ("<iframe><p>a</p></iframe>b", "b"),
    ],
)  # fmt: skip
def test_outputs_become_harmless(given: str, kept: str) -> None:
    """What runs or loads is taken out of an output, what shows something stays, and open elements are closed."""
    assert harmless(given) == kept


def test_markdown_keeps_its_words_and_loses_its_addresses() -> None:
    """On paper a link is its words; HTML that somebody typed is shown as typed."""
    assert text("[Lesson](03.ipynb) ![map](https://example.org) <u>x</u>") == "<p>Lesson map &lt;u&gt;x&lt;/u&gt;</p>\n"


def test_folded_text_is_for_those_who_may_see_it() -> None:
    """What a notebook folds away stands only where it is asked for."""
    folded = "Why?\n\n<details><summary>Answer</summary>\n\nBecause **so**.\n\n</details>\n\nGo on."
    assert text(folded) == "<p>Why?</p>\n<p>Go on.</p>\n"
    assert "<p>Because <strong>so</strong>.</p>" in text(folded, hidden=True)


def test_plain_outputs_keep_their_lines() -> None:
    """A table of blanks stays one, and its signs are no markup."""
    assert output(Output({"text/plain": "a   1\nb < 2\n"})) == '<pre class="output">a   1\nb &lt; 2</pre>'


# Slides


def test_tags_make_the_slides() -> None:
    """A text begins a slide, one without a heading goes on, a code cell shows its output, its source if asked to."""
    page = slides(
        lesson(
            words("## First\n\nHello", "slide"),
            words("goes on", "slide"),
            shown("<p>result</p>", "slide", source="1 + 1"),
            words("## Second", "slide"),
            shown("<p>42</p>", "slide", "show-code", source="6 * 7"),
            words("## Hidden", "slide", "solution"),
            words("## Elsewhere", "handout"),
        ),
        plan(),
    )
    opening = "07 · Test 20 minutes Afterwards you can: count steps"
    assert sections(page) == [opening, "First Hello goes on result", "Second 6 * 7 42"]


def test_a_full_slide_goes_on() -> None:
    """A list that is too long is continued under the same heading, and its numbers go on."""
    numbered = "\n".join(f"{number}. Step" for number in range(1, 41))
    made = sections(slides(lesson(words(f"## Steps\n\n{numbered}", "slide"))))[1:]
    assert len(made) == 3
    assert [each.startswith("Steps (continued)") for each in made] == [False, True, True]
    page = slides(lesson(words(f"## Steps\n\n{numbered}", "slide")))
    assert [int(number) for number in re.findall(r'<li value="(\d+)">', page)] == list(range(1, 41))


def test_the_head_of_a_table_goes_along() -> None:
    """Where a table goes on, its head stands again."""
    rows = "".join(f"<tr><th>{number}</th><td>x</td></tr>" for number in range(30))
    table = f"<div>\n<table><thead><tr><th></th><th>Figure</th></tr></thead><tbody>{rows}</tbody></table></div>"
    made = sections(slides(lesson(words("## All", "slide"), shown(table, "slide"))))[1:]
    assert len(made) > 1
    assert all("Figure" in each for each in made)
    assert " ".join(re.findall(r"\d+ x", " ".join(made))) == " ".join(f"{number} x" for number in range(30))


def test_two_pictures_take_two_slides() -> None:
    """A picture takes the room that is left; a second one has a slide of its own."""
    page = slides(lesson(words("## Look\n\nHere:", "slide"), shown(DOT, "slide"), shown(DOT, "slide")))
    assert sections(page)[1:] == ["Look Here:", "Look (continued)"]
    assert page.count("<figure>") == 2


@given(st.lists(st.floats(0.1, 40), max_size=40))
def test_nothing_is_lost_between_slides(heights: list[float]) -> None:
    """Every piece stands on one slide, in order, and only a piece that is too high by itself exceeds it."""
    pieces = [Block(str(number), height) for number, height in enumerate(heights)]
    made = list(spread(pieces))
    assert [piece for part in made for piece in part] == pieces
    assert all(len(part) == 1 or sum(piece.height for piece in part) <= HEIGHT for part in made)


def test_pieces_are_put_together_again() -> None:
    """Pieces of one list are one list, and a paragraph between two keeps them apart."""
    markup = "<ul><li>a</li><li>b</li></ul><p>c</p><ul><li>d</li></ul>"
    assert joined(blocks(markup)) == markup


# Handout and solutions


def test_tasks_are_numbered_and_have_lines() -> None:
    """Each task has its number and four lines, or as many as its tag says; solutions stay away."""
    tasks = lesson(
        words("Read this", "handout"),
        words("## Why\n\nWhy?", "task", name="why"),
        words("And now?", "task", "lines-7", name="now"),
        words("Because.", "solution", "handout"),
        words("Only here", "slide"),
    )
    sheet = handout(tasks, plan(answers={"why": "So.", "now": "Thus."}))
    shown_lines = [part.count("<i></i>") for part in sheet.split('class="task"')[1:]]
    assert shown_lines == [4, 7]
    assert re.findall(r"<h[23]>(.*?)</h[23]>", sheet) == ["Why", "Task 1", "Task 2"]
    assert [each in sheet for each in ("Read this", "A shop wonders.", "So.", "Thus.", "Because.", "Only here")] == [
        True, True, False, False, False, False,
    ]  # fmt: skip


def test_the_solution_sheet_answers_each_task() -> None:
    """Instead of lines stand the answers of the plan, solutions and folded text of tasks that the plan leaves open."""
    folded = "<details><summary>Hint</summary>\n\nFolded {}.\n\n</details>"
    tasks = lesson(
        words("Why?\n\n" + folded.format("one"), "task", name="why"),
        words("And now?\n\n" + folded.format("two"), "task", name="now"),
        words("Because.", "solution"),
    )
    sheet = handout(tasks, plan(answers={"why": "So."}), solutions=True)
    assert [each in sheet for each in ("So.", "Folded one", "Folded two", "Because.", "<i></i>")] == [
        True, False, True, True, False,
    ]  # fmt: skip
    assert ">Solutions</p>" in sheet


def test_pages_ask_for_nothing(tiny_scenario: Scenario) -> None:
    """No page names an address to load from, and each forbids scripts, whatever a notebook holds."""
    picture = touchpoint_map(tiny_scenario)._repr_html_()
    evil = '<script src="https://example.org/x.js"></script><link href="https://example.org">'
    whole = lesson(
        words("# [Link](https://example.org)", "slide", "handout"), shown(picture + evil, "slide", "handout")
    )
    for page in (slides(whole, plan()), handout(whole), handout(whole, solutions=True), plan_page(plan(), whole)):
        assert not re.search(r"https?:", page)
        assert "default-src 'none'" in unescape(page)
        assert "<script" not in page


# Reading


def test_a_lesson_is_named_as_people_name_it(tmp_path: Path) -> None:
    """Number, with or without its zero, beginning of the name, or the path of any notebook."""
    set_language("de")
    home = lesson_path("03")
    assert home.name == "03_wege_sind_nicht_linear.ipynb"
    assert lesson_path("3") == lesson_path("03_wege") == lesson_path("03_wege_sind_nicht_linear.ipynb") == home
    own = saved(tmp_path / "mine.ipynb")
    assert lesson_path(str(own)) == own
    for name in ("98", "", str(tmp_path / "no.ipynb")):
        with pytest.raises(UsageError):
            lesson_path(name)


def test_a_lesson_says_its_language(tmp_path: Path) -> None:
    """What the notebook sets counts, then its folder, then the language in use."""
    setting = shown("", source='import journeylab as jl\njl.set_language("de")')
    assert read_lesson(saved(tmp_path / "en" / "a.ipynb", setting)).language == "de"
    assert read_lesson(saved(tmp_path / "en" / "b.ipynb")).language == "en"
    set_language("de")
    assert read_lesson(saved(tmp_path / "c.ipynb")).language == "de"


@pytest.mark.parametrize("content", ["", "[]", '{"cells": 3}', '{"cells": [{"cell_type": "code"}]}', "\x00"])
def test_what_is_no_notebook_is_refused(tmp_path: Path, content: str) -> None:
    """A file that only bears the ending gets a sentence, no traceback."""
    path = tmp_path / "a.ipynb"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(DataError, match=r"a\.ipynb is no Jupyter notebook"):
        read_lesson(path)


def test_minutes_and_title_come_from_the_first_cell() -> None:
    """A lesson says its length and its name in its first cell."""
    assert (lesson().minutes, lesson().title) == (20, "07 · Test")


# Commands


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tiny_scenario: Scenario) -> str:
    """Return the name of a notebook in the current folder that shows one picture, twice."""
    monkeypatch.chdir(tmp_path)
    picture = touchpoint_map(tiny_scenario)._repr_html_()
    cells = (words("## Look", "slide"), shown(picture, "slide"), shown(picture), words("Why?", "task", name="why"))
    return saved(Path("en/07_test.ipynb"), *cells).as_posix()


@pytest.mark.parametrize(
    ("command", "file"),
    [
        (["slides"], "07_test.slides.html"),
        (["handout"], "07_test.handout.html"),
        (["handout", "--solutions"], "07_test.solutions.html"),
        (["slides", "--out", "x.html"], "x.html"),
    ],
)
def test_a_page_is_written_and_only_ours_is_replaced(own: str, capsys: Capture, command: list[str], file: str) -> None:
    """A command says where it wrote and how to print; its own page it renews, a foreign file it leaves alone."""
    assert main([*command, own]) == 0
    assert f"The file was written: {Path(file).absolute()}" in (told := capsys.readouterr().out)
    assert "Ctrl+P" in told
    assert main([*command, own]) == 0
    assert "renewed" in capsys.readouterr().out
    Path(file).write_text("<html>mine</html>", encoding="utf-8")
    assert main([*command, own]) == 1
    assert "exists already" in capsys.readouterr().err
    assert Path(file).read_text(encoding="utf-8") == "<html>mine</html>"


def test_a_plan_is_written_where_there_is_one(own: str, capsys: Capture) -> None:
    """Without a plan the command says where one belongs."""
    assert main(["plan", own]) == 1
    assert "plans/07_test.yaml" in capsys.readouterr().err
    Path("en/plans").mkdir()
    Path("en/plans/07_test.yaml").write_text(plan().model_dump_json(), encoding="utf-8")
    assert main(["plan", own]) == 0
    assert "Teaching plan" in Path("07_test.plan.html").read_text(encoding="utf-8")


def test_a_page_is_no_picture(own: str, capsys: Capture) -> None:
    """Another ending than .html is refused before anything is written."""
    assert main(["slides", own, "--out", "x.pdf"]) == 2
    assert not Path("x.pdf").exists()


@pytest.mark.parametrize(("ending", "begins"), [("svg", b"<svg"), ("png", b"\x89PNG"), ("pdf", b"%PDF")])
def test_pictures_of_a_lesson_become_files(own: str, ending: str, begins: bytes) -> None:
    """Each picture among the outputs is written once, under a name that says what it shows."""
    assert main(["pictures", own, "--format", ending]) == 0
    (only,) = Path("07_test-pictures").iterdir()
    assert only.name == f"07_test-01-touchpoint-map.{ending}"
    assert only.read_bytes().startswith(begins)


def test_pictures_of_a_scenario_are_drawn(own: str, tiny_scenario_text: str, capsys: Capture) -> None:
    """Of a scenario come nine different pictures, the map first; a second time says that it renews them."""
    Path("tiny.yaml").write_text(tiny_scenario_text, encoding="utf-8")
    for said in ("written", "renewed"):
        assert main(["pictures", "tiny.yaml", "--out", "p", "--lang", "en"]) == 0
        assert f"{said}: tiny-01-touchpoint-map.svg" in capsys.readouterr().out
    assert len({path.read_bytes() for path in Path("p").iterdir()}) == 9


def test_a_lesson_without_pictures_says_so(own: str, capsys: Capture) -> None:
    """A notebook that nobody has run has no pictures, and nothing is made for them."""
    saved(Path("empty.ipynb"))
    assert main(["pictures", "empty.ipynb", "--lang", "en"]) == 1
    assert "This lesson shows no picture." in capsys.readouterr().err
    assert not Path("empty-pictures").exists()


def test_an_unknown_source_names_both_kinds(own: str, capsys: Capture) -> None:
    """Who mistypes learns what lessons and what scenarios there are; a wrong format is named as such."""
    assert main(["pictures", "fahrad", "--lang", "en"]) == 2
    assert "b2b, fahrrad, kaffee, mode" in capsys.readouterr().err
    assert main(["pictures", own, "--format", "gif", "--lang", "en"]) == 2
    assert "'gif' is none of svg, png, pdf" in capsys.readouterr().err


def test_solutions_are_no_pictures_for_slides(tiny_scenario: Scenario) -> None:
    """A picture that gives a task away is not handed out."""
    picture = touchpoint_map(tiny_scenario)
    found = lesson_pictures(lesson(shown(picture._repr_html_()), shown(DOT, "solution")))
    assert [(each.svg, each.title, each.description) for each in found] == [
        (picture.svg, picture.title, picture.description)
    ]


# Lessons in two languages


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Return shipped lessons in both languages, with plans."""
    for name in ("00_start", "03_wege"):
        for folder in ("", "en/"):
            saved(tmp_path / f"shipped/{folder}{name}.ipynb")
            (tmp_path / f"shipped/{folder}plans").mkdir(exist_ok=True)
            (tmp_path / f"shipped/{folder}plans/{name}.yaml").write_text("answers", encoding="utf-8")
    return tmp_path / "shipped"


def test_learners_get_both_languages_and_no_answers(source: Path, tmp_path: Path) -> None:
    """English lessons are laid in a folder of their own; plans, which hold the answers, are not laid."""
    laid = lay_lessons(source, tmp_path / "course", "0.1.0").written
    assert laid == [f"notebooks/{each}.ipynb" for each in ("00_start", "03_wege", "en/00_start", "en/03_wege")]


def test_a_lesson_is_found_in_the_language_in_use(source: Path, tmp_path: Path) -> None:
    """A fresh copy is laid beside the lesson of the same language, and the other one is no second candidate."""
    assert fresh_lesson(source, tmp_path / "c", "03") == tmp_path / "c/notebooks/en/03_wege (fresh).ipynb"
    set_language("de")
    assert fresh_lesson(source, tmp_path / "c", "03") == tmp_path / "c/notebooks/03_wege (frisch).ipynb"
    assert find_lesson(source, "3").name == "03_wege.ipynb"


@pytest.mark.parametrize(("code", "page"), [("de", "00_start"), ("en", "en/00_start")])
def test_start_opens_the_lesson_of_the_language(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, page: str
) -> None:
    """``start --lang en`` opens the English start; whoever stands in its folder goes on in the same course."""
    from journeylab.cli import start as starting

    calls = []
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(starting, "shipped", lambda _name: source)
    monkeypatch.setattr(starting, "serve", lambda folder, _port, shown, _browser: calls.append((folder, shown)))
    assert main(["start", "course", "--no-browser", "--lang", code]) == 0
    monkeypatch.chdir(tmp_path / "course/notebooks" / Path(page).parent)
    assert main(["start", "--no-browser", "--lang", code]) == 0
    assert calls == 2 * [(tmp_path / "course", f"/lab/tree/notebooks/{page}.ipynb")]


def test_stored_lessons_keep_the_ids_of_tasks() -> None:
    """Running the lessons anew numbers every cell but tasks, whose answers are found by their ids."""
    import nbformat

    from tools.notebooks import cleaned

    cells = [
        nbformat.v4.new_markdown_cell("Why?", id="aufgabe-x", metadata={"tags": ["task"], "collapsed": True}),
        nbformat.v4.new_markdown_cell("So.", id="zufall"),
    ]
    stored = json.loads(cleaned(nbformat.v4.new_notebook(cells=cells)))["cells"]
    assert [(cell["id"], cell["metadata"]) for cell in stored] == [
        ("aufgabe-x", {"tags": ["task"]}),
        ("cell-01", {}),
    ]


def test_an_output_of_words_and_a_picture_is_parted_on_slides() -> None:
    """An experiment's sentence stands beside its picture, and its folded table stays away."""
    markup = "<p>Gastkauf wirkt.</p><div class='p'><img alt='Bild' src='data:x'></div><details><p>Tabelle</p></details>"
    parts = blocks(harmless(markup))
    assert [part.is_picture for part in parts] == [False, True]
    assert "Gastkauf wirkt." in parts[0].markup
    assert not any("Tabelle" in part.markup for part in parts)
