"""Writing logs to files that `read_log` gives back as they were."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from journeylab.domain.journey_log import JourneyLog
from journeylab.errors import DataError, UsageError
from journeylab.i18n import _
from journeylab.store.files import write_bytes_atomically
from journeylab.store.log_files import need
from journeylab.store.log_format import SYNTHETIC, TERMS, escaped

if TYPE_CHECKING:
    import pandas as pd


def write_log(log: JourneyLog, path: str | Path) -> Path:
    """Write a log as a table, one row an event.

    Parameters
    ----------
    log : JourneyLog
    path : str or Path
        The ending chooses the format: ``.csv`` (UTF-8, comma), ``.csv.gz``,
        ``.parquet`` or ``.xlsx`` (both need ``pip install "journeylab[files]"``).

    Returns
    -------
    Path
        Where the file lies.

    Raises
    ------
    UsageError
        If the ending is another one, or a customer has no contact.
    DataError
        If the file cannot be written or cannot hold the log.
    MissingExtraError
        If a package for this format is not installed.

    Notes
    -----
    Columns: those of `JourneyLog.to_frame`, then minute, conversion_is_contact,
    outcome, customer_kind, mood, synthetic; those that the log can tell.
    ``synthetic`` holds the seed of a simulated log in every row, so that nobody
    takes it for observed data.  In CSV and Excel a name that a spreadsheet
    would run as a formula is written behind an apostrophe.
    """
    path = Path(path)
    name = path.name.lower()
    if (log.lengths() == 0).any():
        raise UsageError(
            _("A customer has no contact, but a file has one row a contact."),
            _("Leave such customers out: {code}").format(code="write_log(log[log.lengths() > 0], ...)"),
        )
    buffer = BytesIO()
    if name.endswith((".csv", ".csv.gz")):
        # No time of writing in it: the same log gives the same file.
        packing = {"method": "gzip", "mtime": 0} if name.endswith(".gz") else None
        _for_spreadsheets(log).to_csv(buffer, index=False, lineterminator="\n", compression=packing)
    elif name.endswith(".parquet"):
        need("pyarrow")
        _table(log).to_parquet(buffer, engine="pyarrow", index=False, compression="zstd")
    elif name.endswith(".xlsx"):
        need("openpyxl")
        try:
            _for_spreadsheets(log).to_excel(buffer, index=False, engine="openpyxl")
        except Exception as error:
            # Too many rows, or a control character in a name.
            raise DataError(
                _("Excel cannot hold this log: {reason}.").format(reason=error), _("Write it as .csv or .parquet.")
            ) from error
    else:
        raise UsageError(
            _("A log cannot be written as '{name}'.").format(name=path.name),
            _("Choose one of these endings: {endings}.").format(endings=".csv .csv.gz .parquet .xlsx"),
        )
    write_bytes_atomically(path, buffer.getvalue())
    return path


def _table(log: JourneyLog) -> pd.DataFrame:
    import pandas as pd

    frame = log.to_frame()
    owner = log.owner()
    if log.minutes is not None:
        frame["minute"] = log.minutes
    if log.start is None:
        frame = frame.drop(columns="timestamp", errors="ignore")
    if log.conversion is not None:
        frame["conversion"] = log.conversion.astype(np.uint8)
        frame["conversion_is_contact"] = np.uint8(log.conversion_is_contact)
    for name, places in (("outcome", log.outcome), ("customer_kind", log.kind)):
        if places is not None:
            terms = pd.Index([str(term) for term in TERMS[name]])
            frame[name] = pd.Categorical.from_codes(places[owner], terms)
    if log.mood is not None:
        frame["mood"] = log.mood[owner]
    if log.seed is not None:
        frame[SYNTHETIC] = str(log.seed)
    return frame


def _for_spreadsheets(log: JourneyLog) -> pd.DataFrame:
    """Return a table whose texts are no formulas and whose times are ISO texts."""
    import pandas as pd

    frame = _table(log)
    for name in ("customer_id", "touchpoint"):
        if not pd.api.types.is_numeric_dtype(frame[name]):
            # Category by category: a log has few different names and many rows.
            names = frame[name].astype("category")
            frame[name] = names.cat.rename_categories([escaped(str(text)) for text in names.cat.categories])
    if "timestamp" in frame:
        frame["timestamp"] = np.datetime_as_string(frame["timestamp"].to_numpy(dtype="datetime64[s]")).astype(object)
    return frame
