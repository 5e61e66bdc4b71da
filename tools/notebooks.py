"""Run every notebook and store it as it is committed: executed, counted, without widget state and times.

    python -m tools.notebooks                   # run and store all
    python -m tools.notebooks 09_ exercises/    # only those whose path holds one of these
    python -m tools.notebooks --check           # only say which ones would change, exit 1 if any

Lessons are written by hand; the notebooks of exercises are first written anew
from the bank (`tools.exercise_notebooks`), and those that no longer belong to
a topic are named.  Outputs that hold a path of this machine are refused.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import nbformat
from nbclient import NotebookClient

from tools.exercise_notebooks import books, notebook

ROOT = Path(__file__).resolve().parent.parent
LESSONS = ROOT / "notebooks"
EXERCISES = ROOT / "exercises" / "notebooks"


def execute(made: nbformat.NotebookNode, folder: Path) -> str:
    """Run a notebook in its folder and return its text for the repository."""
    NotebookClient(made, timeout=300, kernel_name="python3", resources={"metadata": {"path": folder}}).execute()
    return cleaned(made)


def unrun() -> Iterator[tuple[Path, str, Callable[[], nbformat.NotebookNode]]]:
    """Yield place and language of every notebook, and what makes its content before it is run."""
    for path in sorted(LESSONS.glob("**/*.ipynb")):
        if ".ipynb_checkpoints" not in path.parts:
            yield path, "en" if path.parent.name == "en" else "de", partial(nbformat.read, path, as_version=4)
    for book in books():
        yield EXERCISES / f"{book.name}.ipynb", book.language, partial(notebook, book)


def cleaned(notebook: nbformat.NotebookNode) -> str:
    """Return a notebook's text with everything taken out that differs from run to run or machine to machine."""
    notebook.metadata = nbformat.from_dict(
        {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        }
    )
    for number, cell in enumerate(notebook.cells):
        # A teaching plan names the answer to a task by the id of its cell.
        if "task" not in cell.metadata.get("tags", []):
            cell.id = f"cell-{number:02d}"
        cell.metadata = nbformat.from_dict({"tags": cell.metadata["tags"]} if "tags" in cell.metadata else {})
        if "outputs" in cell:
            cell.outputs = list(_one_stream(cell.outputs))
        for output in cell.get("outputs", []):
            output.pop("transient", None)
            output.get("data", {}).pop("application/vnd.jupyter.widget-view+json", None)
    text: str = nbformat.writes(notebook) + "\n"
    if str(ROOT) in text or str(Path.home()) in text:
        raise SystemExit(f"{notebook.cells[0].source[:40]!r}: an output holds a path of this machine")
    return text


def _one_stream(outputs: list[nbformat.NotebookNode]) -> Iterator[nbformat.NotebookNode]:
    """Yield outputs with printed text in one piece: the kernel cuts it by the clock."""
    before = None
    for output in outputs:
        if before is not None and output.output_type == "stream" == before.output_type and output.name == before.name:
            before.text += output.text
            continue
        if before is not None:
            yield before
        before = output
    if before is not None:
        yield before


def main() -> int:
    """Run the notebooks; return 1 if one differs from what is stored and only checking was asked for."""
    only = [each for each in sys.argv[1:] if not each.startswith("--")]
    checking = "--check" in sys.argv
    changed, known = False, set[Path]()
    for path, language, make in unrun():
        known.add(path)
        if only and not any(each in path.relative_to(ROOT).as_posix() for each in only):
            continue
        os.environ["JOURNEYLAB_LANG"] = language
        text = execute(make(), path.parent)
        same = path.is_file() and text == path.read_text(encoding="utf-8")
        if not same and not checking:
            path.write_text(text, encoding="utf-8", newline="\n")
        changed |= not same
        print(path.relative_to(ROOT), "as stored" if same else "changed")
    for path in sorted(set(EXERCISES.glob("*.ipynb")) - known):
        changed = True
        print(path.relative_to(ROOT), "belongs to no topic: delete it")
    return int(changed and checking)


if __name__ == "__main__":
    sys.exit(main())
