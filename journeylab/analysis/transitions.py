"""What follows what."""

from __future__ import annotations

import numpy as np
import pandas as pd

from journeylab.domain.expect import expect
from journeylab.domain.journey_log import JourneyLog
from journeylab.i18n import _


def transitions(log: JourneyLog, as_table: bool = False) -> pd.DataFrame:
    """Count which contact follows which.

    Parameters
    ----------
    log : JourneyLog
    as_table : bool
        Return a list instead of a matrix: ``from``, ``to``, ``count`` and
        ``share`` of all steps that leave ``from``, the most frequent first.

    Returns
    -------
    DataFrame of int
        Row = from, column = to, sorted by moment where the log has a map, so
        that numbers below the diagonal are steps back.  The first row is the
        start, the last column the end of a customer's contacts; row sums are
        how often a contact was met.
    """
    expect(log, JourneyLog)
    matrix = _matrix(log)
    return _table(matrix) if as_table else matrix


def _matrix(log: JourneyLog) -> pd.DataFrame:
    n = len(log.touchpoints)
    start = end = n
    # Everybody's way with a start before and an end behind it: each pair of neighbours is a step.
    came = np.full(log.n_events, start, dtype=np.int64)
    came[1:] = log.codes[:-1]
    begins = log.offsets[:-1][log.lengths() > 0]
    came[begins] = start
    counts = np.bincount(came * (n + 1) + log.codes, minlength=(n + 1) ** 2).reshape(n + 1, n + 1)
    lasts = log.codes[log.offsets[1:][log.lengths() > 0] - 1]
    counts[:, end] += np.bincount(lasts, minlength=n + 1)
    order = _by_moment(log)
    labels = log.labels()
    named = [labels[i] for i in order]
    return pd.DataFrame(
        counts[np.ix_([start, *order], [*order, end])], index=[_("(start)"), *named], columns=[*named, _("(end)")]
    ).rename_axis(index=_("from"), columns=_("to"))


def _table(matrix: pd.DataFrame) -> pd.DataFrame:
    long = matrix.stack().reset_index()
    long.columns = pd.Index(["from", "to", "count"])
    long["share"] = long["count"] / long.groupby("from")["count"].transform("sum")
    return long[long["count"] > 0].sort_values("count", ascending=False, kind="stable").reset_index(drop=True)


def _by_moment(log: JourneyLog) -> list[int]:
    if log.map is None:
        return list(range(len(log.touchpoints)))
    rank = log.map.moment_rank()
    return sorted(range(len(log.touchpoints)), key=lambda i: (rank.get(log.touchpoints[i], len(rank)), i))
