"""Our own log files: what only they can tell, and texts that no spreadsheet runs as a formula."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from journeylab.domain.journey_log import KINDS, OUTCOMES
from journeylab.i18n import _
from journeylab.store.log_cells import misplaced, texts

if TYPE_CHECKING:
    import pandas as pd

# One constant column marks simulated data in every row, wherever a row is copied to.
SYNTHETIC = "synthetic"
TERMS: dict[str, Sequence[str]] = {"outcome": OUTCOMES, "customer_kind": KINDS}
_MOST = {"step": 2**31 - 1, "minute": 2**31 - 1, "conversion_is_contact": 1, "items": 255, "mood": 255}
EXTRA = (*TERMS, *_MOST)
_SHARED = ("customer_id", "timestamp", "touchpoint", "phase", "stage", "channel", "conversion", "value")
# A spreadsheet would run a cell that begins like this as a formula.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")


def is_own(names: Collection[str]) -> bool:
    """Tell whether a file with these columns was written by `write_log`."""
    return {"customer_id", "step", "touchpoint"} <= set(names) <= {*_SHARED, *EXTRA, SYNTHETIC}


def escaped(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return "'" + text if _FORMULA.match(text) else text


def unescaped(text: str) -> str:
    """Undo `escaped`."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def read_extra(cells: pd.Series[Any], first_row: int) -> NDArray[np.int64]:
    """Return a column that only our own files have, as whole numbers or places in its terms.

    Raises
    ------
    DataError
        If it was changed to something that cannot stand there.
    """
    import pandas as pd

    name = str(cells.name)
    terms = [str(term) for term in TERMS.get(name, ())]
    if terms:
        codes, names = texts(cells)
        values = np.array([*(terms.index(text) if text in terms else np.nan for text in names), np.nan])[codes]
    else:
        values = pd.to_numeric(cells, errors="coerce").to_numpy(dtype=np.float64, na_value=np.nan)
    good = (values >= 0) & (values <= _MOST.get(name, len(terms))) & (values == np.floor(values))
    if not good.all():
        raise misplaced(cells, ~good, first_row, _way_out())
    return values.astype(np.int64)


def read_seed(cells: pd.Series[Any], first_row: int) -> int | None:
    """Return the seed of a simulated log.

    Raises
    ------
    DataError
        If there are several: customers of two logs bear the same numbers.
    """
    codes, seeds = texts(cells)
    if not len(codes):
        return None
    bad = codes != 0
    bad[0] = not seeds or not re.fullmatch(r"-?[0-9]{1,40}", seeds[0])
    if bad.any():
        raise misplaced(cells, bad, first_row, _way_out())
    return int(seeds[0])


def _way_out() -> str:
    return _("Write each log with write_log into a file of its own, or name the columns: customer=, touchpoint=.")
