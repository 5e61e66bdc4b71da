"""Run every lesson and store it as it is committed: executed, counted, without widget state and times.

    python -m tools.notebooks            # run and store all
    python -m tools.notebooks --check    # only say which ones would change, exit 1 if any

Outputs that hold a path of this machine are refused.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import nbformat
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parent.parent
LESSONS = ROOT / "notebooks"


def execute(path: Path) -> str:
    """Run one notebook in its own folder and return its text for the repository."""
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(
        notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": path.parent}}
    ).execute()
    return cleaned(notebook)


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
    """Run all lessons; return 1 if one differs from what is stored and only checking was asked for."""
    changed = []
    for path in sorted(LESSONS.glob("**/*.ipynb")):
        if ".ipynb_checkpoints" in path.parts:
            continue
        os.environ["JOURNEYLAB_LANG"] = "en" if path.parent.name == "en" else "de"
        text = execute(path)
        if text != path.read_text(encoding="utf-8"):
            changed.append(path.relative_to(ROOT))
            if "--check" not in sys.argv:
                path.write_text(text, encoding="utf-8", newline="\n")
        print(path.relative_to(ROOT), "changed" if changed and changed[-1] == path.relative_to(ROOT) else "as stored")
    return int(bool(changed) and "--check" in sys.argv)


if __name__ == "__main__":
    sys.exit(main())
