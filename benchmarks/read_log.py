"""How long `read_log` takes, against reading and sorting the same file with pandas."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import numpy as np
import pandas as pd

from journeylab.store.log_reading import read_log

ROUNDS = 25
# The shape of the real log: four weeks of advertising contacts.
CUSTOMERS, ROWS, WEEKS = 7_896, 62_483, 4
CHANNELS = ("Facebook", "Paid Search", "Online Video", "Instagram", "Online Display")


def measure(path: Path | None) -> dict[str, float]:
    """Return the seconds of both, least of several interleaved rounds, and their ratio.

    Parameters
    ----------
    path : Path or None
        A log with the columns customer_id and time; None generates one.

    Returns
    -------
    dict
        ``read_log``; ``pandas`` sorts by customer and time, as `read_log` does,
        ``pandas_by_time`` by the time alone; ``ratio`` and ``ratio_by_time``.
    """
    if path is not None:
        return _measured(path)
    with TemporaryDirectory() as folder:
        made = Path(folder) / "log.csv"
        generated(seed=7).to_csv(made, index=False)
        return _measured(made)


def generated(seed: int) -> pd.DataFrame:
    """Return an invented log of the shape of the real one, in the order of customers, not of time."""
    rng = np.random.default_rng(seed)
    customer = np.sort(np.concatenate([np.arange(CUSTOMERS), rng.integers(0, CUSTOMERS, ROWS - CUSTOMERS)]))
    seconds = rng.integers(0, WEEKS * 7 * 86_400, ROWS)
    bought = rng.random(ROWS) < 0.03
    return pd.DataFrame(
        {
            "customer_id": [f"A{i:06}" for i in customer],
            "time": [f"{stamp}Z" for stamp in np.datetime64("2018-07-01", "s") + seconds],
            "interaction": np.where(bought, "conversion", "impression"),
            "conversion": bought.astype(int),
            "conversion_value": np.where(bought, rng.integers(10, 18, ROWS) / 2, 0.0),
            "channel": rng.choice(CHANNELS, ROWS),
        }
    )


def _measured(path: Path) -> dict[str, float]:
    def by_customer() -> object:
        return pd.read_csv(path).sort_values(["customer_id", "time"])

    def by_time() -> object:
        return pd.read_csv(path).sort_values("time")

    def ours() -> object:
        return read_log(path)

    seconds: dict[str, list[float]] = {"read_log": [], "pandas": [], "pandas_by_time": []}
    for _round in range(ROUNDS):
        for name, work in zip(seconds, (ours, by_customer, by_time), strict=True):
            begin = perf_counter()
            work()
            seconds[name].append(perf_counter() - begin)
    least = {name: min(values) for name, values in seconds.items()}
    return {
        **least,
        "ratio": least["read_log"] / least["pandas"],
        "ratio_by_time": least["read_log"] / least["pandas_by_time"],
    }
