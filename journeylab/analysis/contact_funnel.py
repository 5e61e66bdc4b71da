"""How journeys go on from their first, second, third contact: a funnel that needs no map."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from journeylab.analysis.journeys import journeys
from journeylab.analysis.table import Table, table
from journeylab.domain.journey_log import JourneyLog
from journeylab.i18n import _, ngettext, number, percent


def contact_funnel(log: JourneyLog, most: int = 8) -> Table:
    """Count contact by contact how many journeys get so far, succeed there, or end there.

    A log without a map has no phases, and channels have no order that holds
    for everybody; the number of contacts has one.

    Parameters
    ----------
    log : JourneyLog
    most : int
        Number of contacts to look at.

    Returns
    -------
    Table
        Index: number of the contact.  Columns: ``reached`` (journeys with at
        least so many contacts), ``share`` (of the journeys with any contact),
        ``converted`` and ``ended`` (journeys whose last contact this is, with
        and without success), ``goes_on`` (the others) and ``rate``
        (``converted / reached``).  Without conversions a customer's whole way
        is one journey, and ``converted`` and ``rate`` are left out.
    """
    told = log.conversion is not None
    cut = journeys(log) if told else None
    lengths = cut.lengths() if cut else log.lengths()
    success = cut.success if cut else np.zeros(len(log), dtype=np.bool_)
    some = lengths > 0
    rows = np.arange(1, min(most, int(lengths.max(initial=0))) + 1)
    # Entry k: journeys of exactly k contacts.
    size = int(lengths.max(initial=0)) + 1
    of_length = np.bincount(lengths[some], minlength=size)
    won = np.bincount(lengths[some & success], minlength=size)
    reached = np.cumsum(of_length[::-1])[::-1][rows]
    columns: dict[str, Any] = {"reached": reached, "share": reached / max(int(some.sum()), 1)}
    if told:
        columns["converted"] = won[rows]
    columns["ended"] = (of_length - won)[rows]
    columns["goes_on"] = reached - of_length[rows]
    if told:
        columns["rate"] = won[rows] / reached
    formats: dict[str, Callable[[Any], str]] = {
        **dict.fromkeys(("reached", "converted", "ended", "goes_on"), number),
        **dict.fromkeys(("share", "rate"), percent),
    }
    return table(pd.DataFrame(columns, index=pd.Index(rows, name="contact")), formats, _notes(lengths, success))


def _notes(lengths: np.ndarray, success: np.ndarray) -> tuple[str, ...]:
    with_contact = int((lengths > 0).sum())
    notes = [_("Denominator: journeys with at least one contact ({count}).").format(count=number(with_contact))]
    without = int(((lengths == 0) & success).sum())
    if without:
        said = ngettext(
            "{count} conversion without any contact before it is left out.",
            "{count} conversions without any contact before them are left out.",
            without,
        )
        notes.append(said.format(count=number(without)))
    return tuple(notes)
