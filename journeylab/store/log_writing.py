"""Writing logs to files that `read_log` gives back as they were."""

from __future__ import annotations

import gzip
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from journeylab.domain.journey_log import JourneyLog
from journeylab.errors import DataError, UsageError
from journeylab.i18n import _, ngettext, number
from journeylab.store.files import write_bytes_atomically
from journeylab.store.log_format import escaped, own_frame
from journeylab.store.log_table import need

if TYPE_CHECKING:
    import pandas as pd

_EXCEL_ROWS = 1_048_575


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
    Columns: customer_id, step, timestamp, minute, touchpoint, phase, stage,
    channel, conversion, conversion_is_contact, value, items, outcome,
    customer_kind, mood, synthetic; those that the log can tell.  ``synthetic``
    holds the seed of a simulated log in every row, so that nobody takes it for
    observed data.  In CSV and Excel a name that a spreadsheet would run as a
    formula is written behind an apostrophe.
    """
    path = Path(path)
    name = path.name.lower()
    without = int(np.count_nonzero(log.lengths() == 0))
    if without:
        raise UsageError(
            ngettext(
                "{count} customer has no contact; a file has one row a contact.",
                "{count} customers have no contact; a file has one row a contact.",
                without,
            ).format(count=number(without)),
            _("Leave them out: {code}").format(code="write_log(log[log.lengths() > 0], ...)"),
        )
    if name.endswith((".csv", ".csv.gz")):
        text = _for_spreadsheets(own_frame(log)).to_csv(index=False, lineterminator="\n").encode("utf-8")
        # No time of writing in it: the same log gives the same file.
        data = gzip.compress(text, mtime=0) if name.endswith(".gz") else text
    elif name.endswith(".parquet"):
        need("pyarrow")
        buffer = BytesIO()
        own_frame(log).to_parquet(buffer, engine="pyarrow", index=False, compression="zstd")
        data = buffer.getvalue()
    elif name.endswith(".xlsx"):
        data = _excel(log)
    else:
        raise UsageError(
            _("A log cannot be written as '{name}'.").format(name=path.name),
            _("Choose one of these endings: {endings}.").format(endings=".csv .csv.gz .parquet .xlsx"),
        )
    write_bytes_atomically(path, data)
    return path


def _for_spreadsheets(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a table whose texts are no formulas and whose times are ISO texts."""
    import pandas as pd

    columns: dict[str, Any] = {str(name): frame[name] for name in frame.columns}
    for name in ("customer_id", "touchpoint"):
        if not pd.api.types.is_numeric_dtype(frame[name]):
            # Category by category: a log has few different names and many rows.
            names = frame[name].astype("category")
            columns[name] = names.cat.rename_categories([escaped(str(text)) for text in names.cat.categories])
    if "timestamp" in columns:
        stamps = columns["timestamp"].to_numpy().astype("datetime64[s]")
        columns["timestamp"] = np.datetime_as_string(stamps).astype(object)
    return pd.DataFrame(columns)


def _excel(log: JourneyLog) -> bytes:
    need("openpyxl")
    from openpyxl.utils.exceptions import IllegalCharacterError

    if log.n_events > _EXCEL_ROWS:
        raise DataError(
            _("Excel holds {most} rows; this log has {count}.").format(
                most=number(_EXCEL_ROWS), count=number(log.n_events)
            ),
            _("Write it as .csv or .parquet."),
        )
    buffer = BytesIO()
    try:
        _for_spreadsheets(own_frame(log)).to_excel(buffer, index=False, engine="openpyxl")
    except IllegalCharacterError as error:
        raise DataError(
            _("A name has a control character, which Excel cannot hold."), _("Write it as .csv or .parquet.")
        ) from error
    return buffer.getvalue()
