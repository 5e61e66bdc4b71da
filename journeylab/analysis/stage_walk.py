"""How customers move between the stages of a model, forwards and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from journeylab.analysis.stages import MODELS, moves, reached_in_order, stage_of_events, stages_of_map
from journeylab.domain.expect import expect
from journeylab.domain.journey_log import JourneyLog
from journeylab.domain.names import expect_known
from journeylab.errors import UsageError
from journeylab.i18n import _

Counts = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class StageWalk:
    """Moves of customers between the n stages of a model, counted.

    Every customer is a buyer, or leaves at one stage, or is a stranger who
    neither bought nor met any stage: the three add up to `customers`.

    Parameters
    ----------
    keys, labels : tuple of str, length n
        Ids of the stages in order, and what people read.
    customers : int
        All customers of the log.
    reached : ndarray of int64, shape (n,)
        Customers who ever meet the stage, in whatever order.
    in_order : ndarray of int64, shape (n,)
        Customers who met the stage after having met all stages before it, in
        order; a stage without any contact is passed over and itself has 0.
    steps : ndarray of int64, shape (n, n)
        Steps between neighbouring contacts of a customer that have a stage,
        from row to column, of every round: also of the next one after a
        purchase.  Who stays counts on the diagonal, back-jumps stand below it.
    exits : ndarray of int64, shape (n,)
        Customers who never buy in the whole log, at the stage of their last
        contact that has one.
    entries : ndarray of int64, shape (n,)
        Customers at the stage of their first contact that has one.
    buyers : int or None
        Customers who buy at least once; ``None`` where the log does not tell
        conversions: then `exits` has everybody who met a stage.
    seed : int or None
        The seed of a simulated log; ``None`` means observed.
    """

    keys: tuple[str, ...]
    labels: tuple[str, ...]
    customers: int
    reached: Counts
    in_order: Counts
    steps: Counts
    exits: Counts
    entries: Counts
    buyers: int | None
    seed: int | None = None


def stage_walk(
    log: JourneyLog, by: str | Mapping[str, Sequence[str]] = "aida", labels: Mapping[str, str] | None = None
) -> StageWalk:
    """Count how customers move between stages.

    Parameters
    ----------
    log : JourneyLog
    by : {"aida", "phase"} or mapping of str to sequence of str
        A model that the map of the log knows, or the key of each stage, in
        order, with the ids (or labels) of its contacts.  Contacts without a
        stage are passed over.
    labels : mapping of str to str, optional
        What people read for the key of a stage; without an entry the stage
        keeps its usual name, or its key.

    Raises
    ------
    UsageError
        If there is no such model, the log has no map, or a contact or the key
        of a label is not known.

    Notes
    -----
    A contact may stand on several stages.  Then a customer is on the one
    nearest to where she is, and of two equally near ones on the later; who
    is on no stage yet stands before the first.  This is our assumption.
    """
    expect(log, JourneyLog)
    names, places = _placed(log, by)
    for key in labels or ():
        expect_known(key, names)
    n = len(names)
    stage = _stage_of_events(log, places, n)
    with_contact = sorted({place for stages in places for place in stages})
    # A stage without any contact would stop everybody in front of it: it is a gap of the model, not of the journeys.
    rank = np.full(n + 1, -1)
    rank[with_contact] = range(len(with_contact))
    in_order, reached = np.zeros(n, np.int64), np.zeros(n, np.int64)
    in_order[with_contact], reached[with_contact] = reached_in_order(log, rank[stage], len(with_contact))

    known = np.flatnonzero(stage >= 0)
    owner = log.owner()
    walkers, first = np.unique(owner[known], return_index=True)
    last = np.append(first[1:], len(known)) - 1
    bought = log.buyers()
    lost = ~bought[walkers]
    return StageWalk(
        keys=tuple(names),
        labels=tuple((labels or {}).get(key, label) for key, label in names.items()),
        customers=len(log),
        reached=reached,
        in_order=in_order,
        steps=moves(log, stage, n),
        exits=np.bincount(stage[known[last[lost]]], minlength=n),
        entries=np.bincount(stage[known[first]], minlength=n),
        buyers=None if log.conversion is None else int(bought.sum()),
        seed=log.seed,
    )


def _placed(log: JourneyLog, by: str | Mapping[str, Sequence[str]]) -> tuple[dict[str, str], list[tuple[int, ...]]]:
    """Return the labels of the stages by key, and the stages of each code, in ascending order."""
    fix = _('Write by="aida", by="phase", or each stage with its contacts: by={"see": ["tv_spot"], "do": ["order"]}.')
    if isinstance(by, str):
        if by not in MODELS:
            raise UsageError(_("There is no stage model '{name}'.").format(name=by), fix)
        model = list(MODELS[by])
        found = stages_of_map(log, by)
        return {s.value: s.label for s in model}, [() if s is None else (model.index(s),) for s in found]
    if not isinstance(by, Mapping) or not by:
        raise UsageError(_("Every stage needs a name, and there must be at least one."), fix)
    code = {**{label: i for i, label in enumerate(log.labels())}, **{name: i for i, name in enumerate(log.touchpoints)}}
    on_map = () if log.map is None else log.map.contact_ids
    places: list[list[int]] = [[] for _name in log.touchpoints]
    for place, ids in enumerate(by.values()):
        for name in dict.fromkeys([ids] if isinstance(ids, str) else ids):
            expect_known(name, (*code, *on_map))
            # A contact of the map that nobody met has no code.
            if name in code:
                places[code[name]].append(place)
    return {key: key for key in by}, [tuple(stages) for stages in places]


def _stage_of_events(log: JourneyLog, places: Sequence[Sequence[int]], n: int) -> NDArray[np.int64]:
    """Return the stage of each event, -1 where it has none, shape (n_events,)."""
    if all(len(stages) <= 1 for stages in places):
        return stage_of_events(log, np.array([stages[0] if stages else -1 for stages in places], np.int64))
    # Row = where she is (0: on no stage yet), column = code that she meets; without a stage she stays.
    goes_to = np.array(
        [[min(stages, key=lambda s: (abs(s - here), -s), default=here) for stages in places] for here in range(-1, n)]
    )
    at = np.full(len(log), -1)
    stage = np.empty(log.n_events, np.int64)
    lengths = log.lengths()
    longest_first = np.argsort(-lengths, kind="stable")
    ends = np.searchsorted(-lengths[longest_first], -np.arange(lengths.max(initial=0)))
    for step, walking in enumerate(ends.tolist()):
        who = longest_first[:walking]
        events = log.offsets[who] + step
        at[who] = stage[events] = goes_to[at[who] + 1, log.codes[events]]
    has_stage = np.array([bool(stages) for stages in places])
    stage[~has_stage[log.codes]] = -1
    return stage
