"""How often one touchpoint follows another, in the order of the map."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from journeylab.analysis.paths import steps_back
from journeylab.analysis.rare import most_frequent, with_others
from journeylab.analysis.transitions import transitions
from journeylab.domain.journey_log import JourneyLog


@dataclass(frozen=True, eq=False)
class StepMatrix:
    """Steps from touchpoint to touchpoint, counted.

    Attributes
    ----------
    names : tuple of str
        In the order of the map, without a map the most frequent first; the last
        may stand for several rare ones.
    moments : tuple of str
        Label of the moment of each touchpoint under its own name; "" where a
        map does not have it.
    rank : tuple of int
        Place of this moment; -1 where nobody knows it.
    steps : ndarray of int, shape (n + 1, n)
        Row = from, the first row the start; column = to.
    ends : ndarray of int, shape (n + 1, 2)
        Customers whose last contact this is: those who have bought, the others.
    returned : int
        Steps to an earlier moment, between rare touchpoints as well.
    tells_purchases : bool
        False where the log knows no conversions.
    """

    names: tuple[str, ...]
    moments: tuple[str, ...]
    rank: tuple[int, ...]
    steps: NDArray[np.int64]
    ends: NDArray[np.int64]
    returned: int
    tells_purchases: bool

    def back(self) -> NDArray[np.bool_]:
        """Tell which steps between touchpoints with a name lead to an earlier moment, shape (n, n)."""
        rank = np.array(self.rank, dtype=np.int64)
        return (rank[None, :] < rank[:, None]) & (rank[None, :] >= 0)


def step_matrix(log: JourneyLog, most: int = 20) -> StepMatrix:
    """Count steps between touchpoints in the order of the map, the rarest ones together.

    A step between two of the rare touchpoints has no direction here, even if
    it leads to an earlier moment.

    Parameters
    ----------
    log : JourneyLog
    most : int
        How many touchpoints stand under their own name.
    """
    often = np.bincount(log.codes, minlength=len(log.touchpoints))
    kept, rest = most_frequent(often, most)
    rank = {} if log.map is None else log.map.moment_rank()
    place = {code: rank.get(log.touchpoints[code], -1) for code in kept}
    if log.map is not None:
        kept.sort(key=lambda code: (place[code] < 0, place[code], code))
    grouped = with_others(log, kept, rest)
    steps = transitions(grouped).to_numpy(dtype=np.int64)
    there = log.lengths() > 0
    lasts = grouped.codes[log.offsets[1:][there] - 1]
    won = np.bincount(lasts[log.buyers()[there]], minlength=len(grouped.touchpoints))
    ends = np.array([[0, *won], steps[:, -1] - [0, *won]]).T
    titles = [""] if log.map is None else [*(str(moment.label) for moment in log.map.moments), ""]
    return StepMatrix(
        names=grouped.touchpoints,
        moments=tuple(titles[place[code]] for code in kept),
        rank=tuple(place[code] for code in kept),
        steps=steps[:, :-1],
        ends=ends,
        returned=0 if log.map is None else int(steps_back(log).sum()),
        tells_purchases=log.conversion is not None,
    )
