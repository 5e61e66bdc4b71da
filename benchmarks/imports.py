"""How light ``import journeylab`` is, against importing pandas."""

from __future__ import annotations

import subprocess
import sys
from time import perf_counter

ROUNDS = 7


def measure() -> dict[str, float]:
    """Return the seconds that each import adds to a bare interpreter, and their ratio."""
    times = {statement: min(_run(statement) for _ in range(ROUNDS)) for statement in ("pass", "journeylab", "pandas")}
    ours, theirs = times["journeylab"] - times["pass"], times["pandas"] - times["pass"]
    return {"journeylab": ours, "pandas": theirs, "ratio": ours / theirs}


def _run(module: str) -> float:
    statement = "pass" if module == "pass" else f"import {module}"
    begin = perf_counter()
    subprocess.run([sys.executable, "-c", statement], check=True)
    return perf_counter() - begin
