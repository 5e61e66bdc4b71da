"""How often one touchpoint follows another, in the order of the map."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from journeylab.analysis.paths import steps_back
from journeylab.analysis.transitions import transitions
from journeylab.domain.journey_log import JourneyLog
from journeylab.i18n import ngettext, number


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
    """
    often = np.bincount(log.codes, minlength=len(log.touchpoints))
    order = [int(code) for code in np.argsort(-often, kind="stable") if often[code]]
    kept, rest = order[:most], order[most:]
    rank = {} if log.map is None else log.map.moment_rank()
    place = {code: rank.get(log.touchpoints[code], -1) for code in kept}
    if log.map is not None:
        kept.sort(key=lambda code: (place[code] < 0, place[code], code))
    labels = log.labels()
    names = [labels[code] for code in kept]
    if rest:
        names.append(ngettext("{count} other", "{count} others", len(rest)).format(count=number(len(rest))))
    group = np.full(len(log.touchpoints), len(kept), dtype=np.uint8)
    group[kept] = range(len(kept))
    # Without its map the log keeps the order that it is given here.
    grouped = replace(log, touchpoints=tuple(names), codes=group[log.codes], map=None, events={})
    steps = transitions(grouped).to_numpy(dtype=np.int64)
    there = log.lengths() > 0
    lasts = grouped.codes[log.offsets[1:][there] - 1]
    bought = np.zeros(len(log), dtype=bool)
    if log.conversion is not None:
        bought[log.owner()[log.conversion]] = True
    won = np.bincount(lasts[bought[there]], minlength=len(names))
    ends = np.array([[0, *won], steps[:, -1] - [0, *won]]).T
    titles = [""] if log.map is None else [*(str(moment.label) for moment in log.map.moments), ""]
    return StepMatrix(
        names=tuple(names),
        moments=tuple(titles[place[code]] for code in kept),
        rank=tuple(place[code] for code in kept),
        steps=steps[:, :-1],
        ends=ends,
        returned=0 if log.map is None else int(steps_back(log).sum()),
        tells_purchases=log.conversion is not None,
    )
