"""Event logs in XES (IEEE 1849), the exchange format of process mining."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from journeylab.errors import DataError
from journeylab.i18n import _
from journeylab.store.raw_table import open_unzipped

if TYPE_CHECKING:
    import pandas as pd

FIRST_ROW = 1
_CASE = "case:concept:name"
_PERSON = "org:"


def read_xes(path: Path) -> pd.DataFrame:
    """Return one row an event, every attribute as text.

    The name of the trace becomes the column ``case:concept:name``.  Attributes
    of the organisation (``org:resource``: who did it) are personal data that no
    question here needs; they are not read.

    Raises
    ------
    DataError
        If the file is no XML or holds no trace.
    """
    import pandas as pd

    rows: list[dict[str, str]] = []
    events: list[dict[str, str]] = []
    traces = 0
    try:
        with open_unzipped(path) as file:
            for _when, element in ElementTree.iterparse(file, events=("end",)):
                tag = _local(element)
                if tag == "event":
                    events.append(_attributes(element))
                    element.clear()
                elif tag == "trace":
                    case = _attributes(element).get("concept:name", "")
                    rows += [{**event, _CASE: case} for event in events]
                    events, traces = [], traces + 1
                    element.clear()
    except ElementTree.ParseError as error:
        line, column = error.position
        raise DataError(
            _("row {row}, column {column}: this is no XML ({reason}).").format(row=line, column=column, reason=error),
            _("Export the log again as XES."),
        ) from error
    except (LookupError, ValueError) as error:
        raise DataError(
            _("the file is no text in the encoding expected."), _("Export the log again as XES.")
        ) from error
    if not traces:
        raise DataError(_("there is no trace in this file."), _("Export the log again as XES."))
    names = list(dict.fromkeys([_CASE, "concept:name", "time:timestamp", *(name for row in rows for name in row)]))
    return pd.DataFrame({name: [row.get(name, "") for row in rows] for name in names}, dtype=object)


def _local(element: ElementTree.Element) -> str:
    """Return the name of an element without its namespace."""
    return element.tag.rsplit("}", 1)[-1]


def _attributes(element: ElementTree.Element) -> dict[str, str]:
    """Return the element's own attributes: nested ones say something of these, not of it."""
    found = {child.get("key", ""): child.get("value", "") for child in element}
    return {key: value for key, value in found.items() if key and not key.startswith(_PERSON)}
