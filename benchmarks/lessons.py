"""How long a lesson runs, next to a notebook that only imports pandas and matplotlib (asked: at most four times).

Run it with ``python -m benchmarks.lessons``.
"""

from __future__ import annotations

from pathlib import Path
from time import perf_counter

import nbformat
from nbclient import NotebookClient

LESSONS = Path(__file__).resolve().parent.parent / "notebooks"
ONLY_IMPORTS = ["import pandas", "import matplotlib.pyplot"]


def seconds(notebook: nbformat.NotebookNode, folder: Path) -> float:
    """Run a notebook from the start of the kernel to its last cell."""
    begin = perf_counter()
    NotebookClient(notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": folder}}).execute()
    return perf_counter() - begin


def main() -> None:
    """Run every German lesson once, each beside a run of the notebook that only imports."""
    for path in sorted(LESSONS.glob("[0-9]*.ipynb")):
        plain = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(line) for line in ONLY_IMPORTS])
        # Both in one breath: whatever else the machine does meets both.
        least = min(seconds(plain, LESSONS) for _ in range(2))
        took = seconds(nbformat.read(path, as_version=4), LESSONS)
        label = f"lesson {path.stem[:2]} : imports"
        print(f"{label:38} {took / least:6.2f}   ({took:.1f} : {least:.1f} s; asked: at most 4)", flush=True)


if __name__ == "__main__":
    main()
