"""What a choice of exercises comes to, and how far it is from what a blueprint asks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from journeylab.domain.exercise.bank import Entry
from journeylab.domain.exercise.block import Block
from journeylab.domain.exercise.blueprint import Blueprint, Share
from journeylab.domain.exercise.common import Exercise
from journeylab.domain.exercise.writing import FreeText
from journeylab.exam.stems import same, stem
from journeylab.i18n import _, number, percent

_SCALED = 5.0


@dataclass(frozen=True, eq=False)
class Candidate:
    """An exercise that may be taken, with what counts of it.

    Attributes
    ----------
    entry : Entry
    id : str
        Of the entry.
    halves : int
        Its points in halves.
    minutes : float
    """

    entry: Entry
    id: str
    halves: int
    minutes: float

    @cached_property
    def is_case(self) -> bool:
        """Whether it is a case, which is never taken apart."""
        return isinstance(self.entry.item, Block)

    @cached_property
    def groups(self) -> tuple[str, str]:
        """Its topic and its kind."""
        return f"topic {self.entry.topic}", f"kind {self.entry.item.kind}"  # type: ignore[attr-defined]

    @cached_property
    def stems(self) -> tuple[frozenset[str], ...]:
        """The words of each of its questions."""
        return tuple(stem(leaf.prompt) for leaf in self.entry.leaves)


def candidate(entry: Entry) -> Candidate:
    """Return an exercise with what counts of it."""
    return Candidate(entry, entry.id, int(entry.item.points * 2), entry.item.minutes)


@dataclass(frozen=True)
class Aim:
    """A share that the paper shall have of something.

    Attributes
    ----------
    name : str
        What it is a share of, in words.
    least, most : float
        Per cent.
    wanted : float or None
        What would be best; None where everything within the limits is equally good.
    counts : callable
        Points in halves that a candidate adds to it.
    """

    name: str
    least: float
    most: float
    wanted: float | None
    counts: Callable[[Candidate], int]

    def miss(self, share: float) -> float:
        """Return by how many percentage points a share lies outside the limits."""
        return max(self.least - share, share - self.most, 0.0)


@dataclass(frozen=True)
class Gap:
    """Something that a blueprint asks for and that was not found.

    Attributes
    ----------
    what : str
        What it is about, in words.
    wanted, found : str
        As people read them.
    advice : str
        What would help; may be empty.
    """

    what: str
    wanted: str
    found: str
    advice: str = ""

    def __str__(self) -> str:
        """Return the gap in a line."""
        line = _("{what}: {found} instead of {wanted}").format(what=self.what, found=self.found, wanted=self.wanted)
        return f"{line}. {self.advice}" if self.advice else line


def aims_of(blueprint: Blueprint) -> tuple[Aim, ...]:
    """Return all shares that a blueprint asks for."""
    aims = []

    def add(name: str, share: Share, counts: Callable[[Exercise, Entry], bool]) -> None:
        least, most = share.limits(blueprint.tolerance)
        if (least, most) != (0, 100):
            aims.append(Aim(name, least, most, share.about, _points_of(counts)))

    add(_("free text"), blueprint.free_text, lambda leaf, _entry: isinstance(leaf, FreeText))
    for topic, share in blueprint.topics.items():
        add(topic, share, lambda _leaf, entry, topic=topic: entry.topic == topic)  # type: ignore[misc]
    for place, share in blueprint.curriculum.items():
        add(place, share, lambda leaf, _entry, place=place: any(each.startswith(place) for each in leaf.curriculum))  # type: ignore[misc]
    for afb, share in sorted(blueprint.afb.items()):
        add(f"AFB {afb}", share, lambda leaf, _entry, afb=afb: leaf.afb == afb)  # type: ignore[misc]
    return tuple(aims)


def _points_of(counts: Callable[[Exercise, Entry], bool]) -> Callable[[Candidate], int]:
    return lambda of: sum(int(leaf.points * 2) for leaf in of.entry.leaves if counts(leaf, of.entry))


@dataclass(frozen=True, order=True)
class Miss:
    """How far a choice is from what is asked; the smaller, the better.

    Attributes
    ----------
    limits : float
        0 where everything holds.  Each percentage point outside a limit counts 1, a question asked twice 50.
    niceties : float
        What nobody asked for: nearness to the targets, and many topics and kinds.  It decides between equals.
    """

    limits: float
    niceties: float


@dataclass(frozen=True)
class Fit:
    """Measures choices of exercises by a blueprint; made by `fit_for`.

    Attributes
    ----------
    blueprint : Blueprint
    aims : tuple of Aim
    offered : tuple of Candidate
        What can be chosen.
    counts : mapping of str to tuple of float
        Of each candidate: halves, minutes, whether it is a case, and its halves for each aim.
    alike : mapping of str to frozenset of str
        The candidates that ask nearly the same as another one; only those that have such a twin.
    """

    blueprint: Blueprint
    aims: tuple[Aim, ...]
    offered: tuple[Candidate, ...]
    counts: Mapping[str, tuple[float, ...]]
    alike: Mapping[str, frozenset[str]]

    @property
    def target(self) -> int:
        """Full marks in halves."""
        return int(self.blueprint.points * 2)

    def miss(self, chosen: Sequence[Candidate]) -> Miss:
        """Return how far a choice is from what is asked."""
        nothing = (0.0,) * (3 + len(self.aims))
        halves, minutes, cases, *reached = map(
            sum, zip(nothing, *(self.counts[each.id] for each in chosen), strict=True)
        )
        limits = 2 * self._points_off(halves) + self._minutes_off(minutes) + 50.0 * len(self.twins(chosen))
        niceties = abs(self._minutes_share(minutes)) + _crowding(chosen)
        for aim, part in zip(self.aims, reached, strict=True):
            share = 100 * part / (halves or 1)
            limits += aim.miss(share)
            niceties += 0.0 if aim.wanted is None else abs(share - aim.wanted)
        if self.blueprint.cases is not None:
            limits += 20.0 * abs(cases - self.blueprint.cases)
        return Miss(round(limits, 6), round(niceties, 6))

    def twins(self, chosen: Sequence[Candidate]) -> list[tuple[str, str]]:
        """Return the pairs of exercises that ask nearly the same question, in order of their ids."""
        ids = sorted(each.id for each in chosen if each.id in self.alike)
        return [(one, other) for one, other in combinations(ids, 2) if other in self.alike[one]]

    def gaps(self, chosen: Sequence[Candidate]) -> tuple[Gap, ...]:
        """Return what a choice lacks, with what the exercises on offer could give at most."""
        found: list[Gap] = []
        total = sum(each.halves for each in chosen)
        minutes = sum(each.minutes for each in chosen)
        if self._points_off(total) > 0:
            all_halves = sum(each.halves for each in self.offered)
            advice = "" if all_halves >= self.target else _few(all_halves)
            found.append(Gap(_("points"), number(float(self.blueprint.points)), number(total / 2), advice))
        if self._minutes_off(minutes) > 0:
            wanted = _("{minutes} ± {percent} %").format(
                minutes=number(self.blueprint.minutes), percent=number(self.blueprint.minutes_tolerance)
            )
            found.append(Gap(_("minutes"), wanted, number(minutes, 1)))
        cases = sum(each.is_case for each in chosen)
        if self.blueprint.cases not in (None, cases):
            there = sum(each.is_case for each in self.offered)
            advice = _("There are {count} to choose from.").format(count=there)
            found.append(Gap(_("cases"), str(self.blueprint.cases), str(cases), advice))
        for aim in self.aims:
            share = 100 * sum(map(aim.counts, chosen)) / (total or 1)
            if aim.miss(share) > 0:
                there = sum(map(aim.counts, self.offered))
                short = there < aim.least / 100 * self.target
                found.append(Gap(aim.name, _between(aim), percent(share / 100, 0), _few(there) if short else ""))
        for one, other in self.twins(chosen):
            line = _("{one} and {other} ask nearly the same").format(one=one, other=other)
            found.append(Gap(line, _("different questions"), _("the same words")))
        return tuple(found)

    def _points_off(self, halves: float) -> float:
        off = 100 * abs(halves - self.target) / self.target
        return max(0.0, off - _SCALED) if self.blueprint.scale else off

    def _minutes_share(self, minutes: float) -> float:
        return 100 * (minutes / self.blueprint.minutes - 1)

    def _minutes_off(self, minutes: float) -> float:
        return max(0.0, abs(self._minutes_share(minutes)) - self.blueprint.minutes_tolerance - 1e-9)


def fit_for(blueprint: Blueprint, offered: Sequence[Candidate]) -> Fit:
    """Return what measures choices among these exercises; everything that does not change is computed here once."""
    aims = aims_of(blueprint)
    counts = {
        each.id: (each.halves, each.minutes, each.is_case, *(aim.counts(each) for aim in aims)) for each in offered
    }
    alike: dict[str, set[str]] = {}
    for one, other in combinations(offered, 2):
        if near(one, other):
            alike.setdefault(one.id, set()).add(other.id)
            alike.setdefault(other.id, set()).add(one.id)
    return Fit(blueprint, aims, tuple(offered), counts, {name: frozenset(ids) for name, ids in alike.items()})


def near(one: Candidate, other: Candidate) -> bool:
    """Tell whether two exercises share a question but for numbers and a few words."""
    return any(same(a, b) for a in one.stems for b in other.stems)


def _crowding(chosen: Sequence[Candidate]) -> float:
    """Return how much one topic or kind outweighs the others, 0 to 200: a paper that asks for everything is fairer."""
    total = sum(each.halves for each in chosen) or 1
    weights: dict[str, int] = {}
    for each in chosen:
        for group in each.groups:
            weights[group] = weights.get(group, 0) + each.halves
    return 100 * sum((weight / total) ** 2 for weight in weights.values())


def _between(aim: Aim) -> str:
    least, most = percent(aim.least / 100, 0), percent(aim.most / 100, 0)
    if aim.most == 100:
        return _("at least {share}").format(share=least)
    if aim.least == 0:
        return _("at most {share}").format(share=most)
    return _("{low} to {high}").format(low=least, high=most)


def _few(halves: int) -> str:
    text = _("The exercises to choose from have {points} points of it: add exercises, or ask for less.")
    return text.format(points=number(halves / 2))
