"""``python -m benchmarks``: every ratio, in one run."""

from __future__ import annotations

from pathlib import Path

from benchmarks import engine, imports, lessons, read_log, simulator_latency
from tools.lab import chromium

# A real multi-channel log that may lie beside the checkout; without it one of the same shape is generated.
REAL_LOG = Path(__file__).resolve().parents[2] / "shared" / "data" / "attribution_log.csv"


def main() -> None:
    """Measure and print."""
    light = imports.measure()
    print(f"import journeylab : import pandas      {light['ratio']:6.3f}   (asked: below 0.1)")
    fast = engine.measure()
    print(f"readable loop : engine, per event      {fast['ratio']:6.1f}   ({fast['engine'] * 1e9:.0f} ns an event)")
    real = REAL_LOG if REAL_LOG.is_file() else None
    reading = read_log.measure(real)
    what = "the real log" if real else "a generated log"
    print(f"read_log : read_csv + sort             {reading['ratio']:6.2f}   ({what}; asked: below 3)")
    print(f"read_log : read_csv + sort by time     {reading['ratio_by_time']:6.2f}")
    lessons.main()
    if chromium():
        simulator_latency.main()
    else:
        print("Simulator : matplotlib                 not measured: needs Chromium")


if __name__ == "__main__":
    main()
