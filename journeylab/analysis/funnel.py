"""How many customers get how far, in order, and who goes back."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from journeylab.analysis.stages import MODELS, moves, reached_in_order, stage_of_events, stages_of_map
from journeylab.analysis.table import Table, table
from journeylab.domain.expect import expect
from journeylab.domain.journey_log import JourneyLog
from journeylab.domain.names import expect_known
from journeylab.errors import UsageError
from journeylab.i18n import _, number, percent


def funnel(log: JourneyLog, by: str | Sequence[str] = "phase") -> Table:
    """Count customers stage by stage.

    A customer reaches a stage if she met one of its contacts after having
    reached the stage before.  Contacts without a stage are passed over.

    Parameters
    ----------
    log : JourneyLog
    by : {"phase", "aida"} or sequence of str
        Stages of the map, or touchpoints (ids or labels) in order.

    Returns
    -------
    Table
        Index: stages.  Columns: ``reached`` (customers, in order), ``share``
        (of all customers), ``of_previous`` (of those who reached the stage
        before), ``dropped_out`` (reached it, but not the next one), ``met``
        (in whatever order), ``back_jumps`` (steps from it to an earlier stage).

    Raises
    ------
    UsageError
        If `by` asks for stages of a map and there is none, or names an unknown touchpoint.
    """
    expect(log, JourneyLog)
    names, stage = _stages(log, by)
    n = len(log)
    reached, met = reached_in_order(log, stage, len(names))
    back = np.tril(moves(log, stage, len(names)), -1)
    before = np.concatenate([[n], reached[:-1]])
    after = np.concatenate([reached[1:], reached[-1:]])
    with np.errstate(invalid="ignore", divide="ignore"):
        frame = pd.DataFrame(
            {
                "reached": reached,
                "share": np.where(n > 0, reached / n, np.nan),
                "of_previous": np.where(before > 0, reached / before, np.nan),
                "dropped_out": reached - after,
                "met": met,
                "back_jumps": back.sum(axis=1),
            },
            index=pd.Index(names, name="stage"),
        )
    formats = dict.fromkeys(("share", "of_previous"), _share) | dict.fromkeys(
        ("reached", "dropped_out", "met", "back_jumps"), number
    )
    headings = {
        "reached": _("reached in order"),
        "share": _("share of all"),
        "of_previous": _("of the stage before"),
        "dropped_out": _("dropped out"),
        "met": _("met in any order"),
        "back_jumps": _("jumps back"),
    }
    notes = (
        _("Denominator: {count} customers.").format(count=number(n)),
        _("Jumps back count every round, also the next one after a purchase."),
    )
    return table(frame, formats, notes, headings)


def back_jumps(log: JourneyLog, by: str | Sequence[str] = "phase") -> pd.DataFrame:
    """Count the steps from each stage (rows) back to each earlier one (columns)."""
    names, stage = _stages(log, by)
    return pd.DataFrame(np.tril(moves(log, stage, len(names)), -1), index=list(names), columns=list(names))


def _share(value: float) -> str:
    return "" if np.isnan(value) else percent(value)


def _stages(log: JourneyLog, by: str | Sequence[str]) -> tuple[tuple[str, ...], NDArray[np.int64]]:
    """Return the names of the stages, and the stage of each event (-1: none)."""
    if isinstance(by, str) and by in MODELS:
        found = stages_of_map(log, by)
        # A stage without any contact would stop everybody in front of it: it is a gap of the map, not of the journeys.
        order = [stage for stage in MODELS[by] if stage in found]
        stage_of = np.array([order.index(s) if s else -1 for s in found], np.int64)
        return tuple(s.label for s in order), stage_of_events(log, stage_of)
    wanted = [by] if isinstance(by, str) else list(by)
    labels = log.labels()
    if not wanted or len(set(wanted)) != len(wanted):
        raise UsageError(
            _("A funnel needs at least one stage, and each only once."), _('Write for example by=["a", "b"].')
        )
    place = {**{label: i for i, label in enumerate(labels)}, **{name: i for i, name in enumerate(log.touchpoints)}}
    stage_of = np.full(max(len(labels), 1), -1, np.int64)
    for s, name in enumerate(wanted):
        expect_known(name, place)
        stage_of[place[name]] = s
    return tuple(labels[place[name]] for name in wanted), stage_of_events(log, stage_of)
