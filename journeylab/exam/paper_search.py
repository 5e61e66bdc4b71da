"""Which exercises make a paper: a search that a seed decides and that ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from journeylab.exam.paper_fit import Candidate, Fit, Miss

# So many fresh starts, and so many changes to each: a paper of the practice bank is found within the first few.
_STARTS = 40
_CHANGES = 30
# After so many in a row that help nothing, there is most likely nothing to be found.
_PATIENCE = 3


@dataclass(frozen=True)
class _Lots:
    """Puts things into an order that a name decides; the same on every machine and in every version of Python."""

    seed: str

    def mixed(self, things: Sequence[Candidate], name: str) -> list[Candidate]:
        keys = {each.id: sha256(f"{self.seed}/{name}/{each.id}".encode()).digest() for each in things}
        return sorted(things, key=lambda each: keys[each.id])


def search(fit: Fit, fixed: Sequence[Candidate], seed: str) -> tuple[Candidate, ...]:
    """Return the best choice that was found, whether or not it meets the blueprint.

    Parameters
    ----------
    fit : Fit
        Measures a choice, and has what can be taken.
    fixed : sequence of Candidate
        What has to be taken.
    seed : str
        Decides between equals.

    Notes
    -----
    Each start draws the cases, fills the points that are left to the half by
    a table of sums, and then improves: it exchanges exercises of equal points,
    and takes some out and fills the room anew.  So the points are exact in
    every state, and only shares and minutes are searched for.
    """
    lots, best, least = _Lots(seed), tuple(fixed), fit.miss(fixed)
    free = [each for each in fit.offered if each not in fixed]
    unsuccessful = 0
    for start in range(_STARTS):
        chosen, missed = _climbed(fit, lots, free, fixed, str(start))
        unsuccessful = 0 if missed < least else unsuccessful + 1
        if missed < least:
            best, least = tuple(chosen), missed
        if not least.limits or unsuccessful > _PATIENCE:
            break
    # Cases stay as they were drawn: exchanging them too would lead every seed to the same few.
    single = [each for each in free if not each.is_case]
    polished, _missed = _exchanged(fit, single, fixed, list(best), least)
    return tuple(polished)


def _climbed(
    fit: Fit, lots: _Lots, free: Sequence[Candidate], fixed: Sequence[Candidate], start: str
) -> tuple[list[Candidate], Miss]:
    """Return what a fresh start comes to: improved until everything holds, or nothing has helped for a while."""
    chosen = _begin(fit, lots.mixed(free, f"start {start}"), list(fixed))
    missed, idle = fit.miss(chosen), 0
    for change in range(_CHANGES):
        if not missed.limits or idle > _PATIENCE:
            break
        before = missed.limits
        chosen, missed = _exchanged(fit, free, fixed, chosen, missed)
        for other in _rebuilt(fit, lots, free, fixed, chosen, f"{start} {change}"):
            worth = fit.miss(other)
            if worth < missed:
                chosen, missed = other, worth
                break
        idle = 0 if missed.limits < before else idle + 1
    return chosen, missed


def _begin(fit: Fit, mixed: Sequence[Candidate], chosen: list[Candidate]) -> list[Candidate]:
    cases = fit.blueprint.cases
    if cases is not None:
        missing = max(0, cases - sum(each.is_case for each in chosen))
        chosen = chosen + [each for each in mixed if each.is_case][:missing]
        mixed = [each for each in mixed if not each.is_case]
    return chosen + _filled(fit.target - sum(each.halves for each in chosen), mixed)


def _filled(room: int, mixed: Sequence[Candidate]) -> list[Candidate]:
    """Return candidates whose points come as near as possible to the room, early ones rather than late ones."""
    # For each sum that can be reached: the candidate that reached it first, and the sum before it.
    reached: dict[int, tuple[Candidate, int] | None] = {0: None}
    for each in mixed:
        if room in reached:
            break
        for total in sorted(reached, reverse=True):
            above = total + each.halves
            if above <= room and above not in reached:
                reached[above] = (each, total)
    taken, at = [], max(reached) if room > 0 else 0
    while (step := reached[at]) is not None:
        taken.append(step[0])
        at = step[1]
    return taken


def _exchanged(
    fit: Fit, free: Sequence[Candidate], fixed: Sequence[Candidate], chosen: list[Candidate], missed: Miss
) -> tuple[list[Candidate], Miss]:
    """Return the choice after each exercise was exchanged for the best one of equal points, in turn."""
    best, least = chosen, missed
    for place, old in enumerate(chosen):
        if old in fixed:
            continue
        before, inside = best, {each.id for each in best}
        for new in free:
            if new.id not in inside and new.halves == old.halves and new.is_case == old.is_case:
                other = [*before[:place], new, *before[place + 1 :]]
                worth = fit.miss(other)
                if worth < least:
                    best, least = other, worth
    return best, least


def _rebuilt(
    fit: Fit, lots: _Lots, free: Sequence[Candidate], fixed: Sequence[Candidate], chosen: list[Candidate], name: str
) -> Iterator[list[Candidate]]:
    """Yield choices with some exercises taken out and the room filled anew."""
    for attempt in range(6):
        loose = lots.mixed([each for each in chosen if each not in fixed], f"out {name} {attempt}")
        kept = list(fixed) + loose[2 + attempt % 3 :]
        inside = {each.id for each in kept}
        outside = [each for each in free if each.id not in inside]
        yield _begin(fit, lots.mixed(outside, f"in {name} {attempt}"), kept)
