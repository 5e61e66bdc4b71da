"""Notebooks are stored as they ran, widgets lose no output, and every exercise is practised somewhere."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Set
from pathlib import Path
from typing import Any

import nbformat
import pytest

from journeylab.domain.exercise.bank import Bank
from journeylab.domain.exercise.blueprint import Blueprint
from journeylab.domain.exercise.shop import Run
from journeylab.exam.paper import _may
from journeylab.store.blueprints import blueprint, blueprints
from journeylab.store.exercises import practice_bank
from tools.exercise_notebooks import Book, books, notebook

ROOT = Path(__file__).resolve().parent.parent
PRACTICE = sorted((ROOT / "exercises" / "notebooks").glob("*.ipynb"))
NOTEBOOKS = [*sorted((ROOT / "notebooks").glob("**/*.ipynb")), *PRACTICE]
# They swallow what is printed, or what goes wrong; strict comparison of outputs fails on them.
FORBIDDEN = {"Output", "interact", "interactive", "interactive_output", "interact_manual"}
BOOKS = {book.name: book for book in books()}

every_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: f"{path.parent.name}-{path.stem}")
every_book = pytest.mark.parametrize("name", BOOKS)


def code_cells(made: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    return [cell for cell in made.cells if cell.cell_type == "code" and cell.source.strip()]


def unfinished(made: nbformat.NotebookNode) -> list[str]:
    """Return what a stored notebook lacks: a count, an output, or success."""
    found = []
    for place, cell in enumerate(code_cells(made), 1):
        if cell.execution_count != place:
            found.append(f"cell {place}: counted {cell.execution_count}")
        if any(output.output_type == "error" for output in cell.outputs):
            found.append(f"cell {place}: an error")
        if shows(cell.source) and not cell.outputs:
            found.append(f"cell {place}: no output")
    return found


def shows(source: str) -> bool:
    """Tell whether a cell shows something: it prints, or ends with a value that is not None by its name."""
    tree = ast.parse(source)
    called = {call_name(node) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    last = tree.body[-1] if tree.body else None
    ends_with = call_name(last.value) if isinstance(last, ast.Expr) else "set_language"
    silent = {"set_language", "write_log", "write_map"}
    return bool(called & {"print", "display"}) or ends_with not in silent


def call_name(node: ast.AST) -> str:
    func = node.func if isinstance(node, ast.Call) else node
    return func.attr if isinstance(func, ast.Attribute) else func.id if isinstance(func, ast.Name) else ""


def swallowing(source: str, *, imported: bool) -> list[str]:
    """Return the calls and imports that swallow outputs; a class of our own may have one of the names.

    Parameters
    ----------
    source : str
        Python.
    imported : bool
        Whether a bare name counts only where it comes from ipywidgets, as in a module.
    """
    found, bare = [], set() if imported else set(FORBIDDEN)
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("ipywidgets"):
            bare |= FORBIDDEN & {alias.name for alias in node.names}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = call_name(node)
            if name in FORBIDDEN and (isinstance(node.func, ast.Attribute) or name in bare):
                found.append(f"{node.lineno}: {name}(")
    return found


def ids_in(made: nbformat.NotebookNode) -> set[str]:
    """Return every text in quotation marks that stands in the code of a notebook."""
    trees = [ast.parse(cell.source) for cell in code_cells(made)]
    return {
        node.value
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and type(node.value) is str
    }


def uncovered(bank: Bank, practised: Set[str], plans: Iterable[Blueprint]) -> list[str]:
    """Return the ids that stand in no notebook and that no blueprint may take."""
    plans = list(plans)
    return [
        entry.id
        for entry in bank
        if entry.id not in practised
        and not any(plan.language == entry.language and _may(entry, plan, set()) for plan in plans)
    ]


@every_notebook
def test_a_notebook_is_stored_as_it_ran(path: Path) -> None:
    """Every code cell has its count, in order, and its output, and none an error."""
    assert unfinished(nbformat.read(path, as_version=4)) == []


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, []),
        ({"execution_count": None}, ["cell 1: counted None"]),
        ({"execution_count": 2}, ["cell 1: counted 2"]),
        ({"outputs": []}, ["cell 1: no output"]),
        ({"outputs": [{"output_type": "error", "ename": "E", "evalue": "", "traceback": []}]}, ["cell 1: an error"]),
    ],
)
def test_a_planted_gap_is_found(change: dict[str, Any], found: list[str]) -> None:
    """A missing count, a wrong one, a missing output and an error are found, each by itself."""
    cell = nbformat.v4.new_code_cell(
        "1 + 1",
        execution_count=1,
        outputs=[nbformat.v4.new_output("execute_result", {"text/plain": "2"}, execution_count=1)],
    )
    cell.update(nbformat.from_dict(change))
    assert unfinished(nbformat.v4.new_notebook(cells=[cell])) == found


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a = 1", False),
        ("import journeylab as jl\njl.set_language('de')", False),
        ("for n in range(2):\n    print(n)", True),
        ("a = 1\na", True),
        ("jl.Quiz('kz-cr-01')", True),
    ],
)
def test_what_shows_something_is_known(source: str, expected: bool) -> None:
    """A cell shows something if it prints or ends with a value; setting the language shows nothing."""
    assert shows(source) is expected


@every_notebook
def test_no_notebook_swallows_outputs(path: Path) -> None:
    """No notebook uses `Output` or `interact`, whose outputs are lost or differ from run to run."""
    cells = code_cells(nbformat.read(path, as_version=4))
    assert [found for cell in cells for found in swallowing(cell.source, imported=False)] == []


def test_no_widget_swallows_outputs() -> None:
    """Nor does the code of the package."""
    files = sorted((ROOT / "journeylab").rglob("*.py"))
    found = {
        file.name: calls for file in files if (calls := swallowing(file.read_text(encoding="utf-8"), imported=True))
    }
    assert found == {}


@pytest.mark.parametrize(
    ("source", "imported", "found"),
    [
        ("import ipywidgets as w\nbox = w.Output()", True, ["2: Output("]),
        ("from ipywidgets import interact\ninteract(f, x=3)", True, ["2: interact("]),
        ("import ipywidgets\nipywidgets.interact(f)", True, ["2: interact("]),
        ("interact(f, x=3)", False, ["1: interact("]),
        ("from journeylab.domain.lesson import Output\nOutput({})", True, []),
    ],
)
def test_a_planted_widget_is_found(source: str, imported: bool, found: list[str]) -> None:
    """A call through the module, after an import, or bare in a notebook is found; a class of our own is not."""
    assert swallowing(source, imported=imported) == found


def test_every_exercise_is_practised() -> None:
    """Every exercise of the bank stands in exactly one notebook of exercises."""
    bank = practice_bank()
    quizzes = [entry.id for book in BOOKS.values() for entry in book.entries]
    assert sorted(quizzes) == sorted(entry.id for entry in bank)
    practised = {name for path in PRACTICE for name in ids_in(nbformat.read(path, as_version=4))}
    assert uncovered(bank, practised, map(blueprint, blueprints())) == []
    assert [entry.id for entry in bank if entry.id not in practised] == []


def test_an_exercise_that_is_nowhere_is_found() -> None:
    """An exercise that stands in no notebook is found unless a blueprint may take it; a simulation is on no paper."""
    bank = practice_bank()
    plans = [blueprint("geschaeftsprozesse")]
    run = next(entry.id for entry in bank if isinstance(entry.item, Run) and entry.language == "de")
    few = Bank(tuple(entry for entry in bank if entry.id in ("kz-cr-01", "kk-c-01", "en-tp-c-01", run)))
    # One of business processes in German; one of another area, one in English, and one that needs a computer.
    assert set(uncovered(few, set(), plans)) == {"kk-c-01", "en-tp-c-01", run}
    assert uncovered(few, {"kk-c-01", "en-tp-c-01", run}, plans) == []


@every_book
def test_a_notebook_is_made_from_the_bank_as_it_is(name: str) -> None:
    """What is stored is what the tool writes today: nobody changed the one and forgot the other."""
    stored = nbformat.read(ROOT / "exercises" / "notebooks" / f"{name}.ipynb", as_version=4)
    made = notebook(BOOKS[name])
    assert [(cell.cell_type, cell.source) for cell in stored.cells] == [
        (cell.cell_type, cell.source) for cell in made.cells
    ]


def test_no_notebook_is_left_over() -> None:
    """Every notebook of exercises belongs to a topic of today's bank."""
    assert {path.stem for path in PRACTICE} == set(BOOKS)


@every_book
def test_each_kind_shows_how_it_is_marked(name: str) -> None:
    """For each kind of a topic stand a right, a wrong and an empty answer with what they earned."""
    stored = nbformat.read(ROOT / "exercises" / "notebooks" / f"{name}.ipynb", as_version=4)
    checks = [cell for cell in code_cells(stored) if "check_answer" in cell.source]
    assert len(checks) == len(set(kinds_of(BOOKS[name])))
    for cell in checks:
        told = "".join(output.text for output in cell.outputs)
        assert cell.source.count("print(") >= 3
        # The empty answer comes last, and is neither right nor wrong.
        empty = "nicht bearbeitet" if BOOKS[name].language == "de" else "not attempted"
        assert told.splitlines()[-1].startswith(empty)


def kinds_of(book: Book) -> Iterator[str]:
    yield from (leaf.kind for entry in book.entries for leaf in entry.leaves)  # type: ignore[attr-defined]
