"""On which stage of a model a contact stands, and how journeys lead over the stages."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from journeylab.domain.journey_log import JourneyLog
from journeylab.domain.vocabulary import AidaStage, Phase
from journeylab.errors import UsageError
from journeylab.i18n import _

MODELS: dict[str, type[Phase] | type[AidaStage]] = {"phase": Phase, "aida": AidaStage}


def stages_of_map(log: JourneyLog, model: str) -> list[Phase | AidaStage | None]:
    """Return the stage of each code of a log, as its map places the moments.

    Parameters
    ----------
    log : JourneyLog
    model : {"phase", "aida"}

    Raises
    ------
    UsageError
        If the log belongs to no map.
    """
    if log.map is None:
        raise UsageError(
            _("This log belongs to no map, so its touchpoints have no phases."),
            _("Read the log with map=, or name the touchpoints of the stages yourself in by=."),
        )
    known = {c.id: log.map.moment(c.moment) for c in log.map.contacts}
    moments = [known.get(name) for name in log.touchpoints]
    return [None if moment is None else moment.phase if model == "phase" else moment.aida for moment in moments]


def stage_of_events(log: JourneyLog, stage_of: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the stage of each event from that of each code, -1 where it has none, shape (n_events,)."""
    return stage_of[log.codes] if log.n_events else np.zeros(0, np.int64)


def reached_in_order(
    log: JourneyLog, stage: NDArray[np.int64], stages: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return how many customers reached each stage in order, and how many met it at all.

    Parameters
    ----------
    log : JourneyLog
    stage : ndarray of int64, shape (n_events,)
        Place of the stage of each event, -1 where it has none.
    stages : int
    """
    # Place of the event with which a customer reached the stage before; she may go on from there.
    place = log.offsets[:-1].copy()
    still = np.ones(len(log), dtype=np.bool_)
    reached, met = np.zeros(stages, np.int64), np.zeros(stages, np.int64)
    for s in range(stages):
        events = np.append(np.flatnonzero(stage == s), log.n_events)
        first = events[np.searchsorted(events, log.offsets[:-1])]
        met[s] = (first < log.offsets[1:]).sum()
        place = events[np.searchsorted(events, place)]
        still &= place < log.offsets[1:]
        place = np.where(still, place, log.n_events)
        reached[s] = still.sum()
    return reached, met


def moves(log: JourneyLog, stage: NDArray[np.int64], stages: int) -> NDArray[np.int64]:
    """Count the steps between neighbouring contacts that have a stage.

    Parameters
    ----------
    log : JourneyLog
    stage : ndarray of int64, shape (n_events,)
        Place of the stage of each event, -1 where it has none.
    stages : int

    Returns
    -------
    ndarray of int64, shape (stages, stages)
        From row to column; who stays counts on the diagonal.
    """
    known = np.flatnonzero(stage >= 0)
    owner = log.owner()[known]
    same = owner[1:] == owner[:-1]
    here, there = stage[known][:-1][same], stage[known][1:][same]
    return np.bincount(here * stages + there, minlength=stages * stages).reshape(stages, stages).astype(np.int64)
