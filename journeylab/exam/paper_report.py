"""What a paper asks for: its points counted by everything that a trainer looks at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from journeylab.domain.exercise.area import Area
from journeylab.domain.exercise.bank import KIND_NAMES, Entry
from journeylab.domain.exercise.blueprint import Blueprint
from journeylab.domain.exercise.common import Exercise
from journeylab.domain.exercise.writing import FreeText
from journeylab.i18n import _, number, percent

# Minutes a point of the real papers: 60 minutes for 100 points and 120 for 100 (EComKflAusbV §§ 11 and 12).
PACE: Mapping[Area, float] = {Area.KK: 0.6, Area.GP: 1.2}
# How far a paper may be off that pace before we say so.
_HURRY = 0.2


@dataclass(frozen=True)
class Counted:
    """The points of a paper, counted.

    Attributes
    ----------
    points, free_text : Decimal
        All points, and those for answers in sentences.
    minutes : float
        How long the exercises take.
    topics, kinds, verbs, afb, curriculum : mapping of str to Decimal
        Points by name, most first; an exercise counts for each of its places in the curriculum.
    """

    points: Decimal
    free_text: Decimal
    minutes: float
    topics: Mapping[str, Decimal]
    kinds: Mapping[str, Decimal]
    verbs: Mapping[str, Decimal]
    afb: Mapping[str, Decimal]
    curriculum: Mapping[str, Decimal]

    @property
    def tables(self) -> tuple[tuple[str, Mapping[str, Decimal]], ...]:
        """Heading and points of each table of the report."""
        return (
            (_("Topic"), self.topics),
            (_("Level (Anforderungsbereich)"), self.afb),
            (_("Kind"), self.kinds),
            (_("Operator"), self.verbs),
            (_("Curriculum (an exercise can count for several places)"), self.curriculum),
        )

    def share(self, points: Decimal) -> str:
        """Return a part of the points in per cent, as people read it."""
        return percent(float(points / self.points) if self.points else 0.0, 0)


def counted(entries: Sequence[Entry]) -> Counted:
    """Count the points of exercises by everything that a blueprint can ask for."""
    leaves = [(leaf, entry) for entry in entries for leaf in entry.leaves]

    def by(names: Callable[[Exercise, Entry], Iterable[str]]) -> Mapping[str, Decimal]:
        found: Counter[str] = Counter()
        for leaf, entry in leaves:
            for name in names(leaf, entry):
                found[name] += leaf.points  # type: ignore[assignment]
        return {name: Decimal(points) for name, points in sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))}

    return Counted(
        points=sum((leaf.points for leaf, _entry in leaves), Decimal(0)),
        free_text=sum((leaf.points for leaf, _entry in leaves if isinstance(leaf, FreeText)), Decimal(0)),
        minutes=sum(entry.item.minutes for entry in entries),
        topics=by(lambda _leaf, entry: [entry.title]),
        kinds=by(lambda leaf, _entry: [_(KIND_NAMES[leaf.kind])]),  # type: ignore[attr-defined]
        verbs=by(lambda leaf, _entry: [leaf.operator.label]),
        afb=dict(sorted(by(lambda leaf, _entry: [f"AFB {leaf.afb}"]).items())),
        curriculum=dict(sorted(by(lambda leaf, _entry: leaf.curriculum).items())),
    )


def warnings(blueprint: Blueprint, found: Counted) -> tuple[str, ...]:
    """Return what a trainer should look at before printing the paper."""
    pace = blueprint.minutes / float(blueprint.points)
    real = [each for area, each in PACE.items() if blueprint.area == area] or list(PACE.values())
    shown = {"minutes": number(blueprint.minutes), "points": number(float(blueprint.points)), "pace": number(pace, 1)}
    lines = []
    exam = " – ".join(number(each, 1) for each in real)
    if pace < min(real) * (1 - _HURRY):
        text = _("{minutes} minutes for {points} points are little time: {pace} minutes a point, in the exam {exam}.")
        lines.append(text.format(**shown, exam=exam))
    elif pace > max(real) * (1 + _HURRY):
        text = _("{minutes} minutes for {points} points are much time: {pace} minutes a point, in the exam {exam}.")
        lines.append(text.format(**shown, exam=exam))
    if found.points != blueprint.points:
        text = _("The exercises have {found} points; results are scaled to {points}.")
        lines.append(text.format(found=number(float(found.points)), points=number(float(blueprint.points))))
    return tuple(lines)


def report(blueprint: Blueprint, letter: str, found: Counted) -> str:
    """Return the report as text."""
    head = _("{title}, variant {letter}: {points} points, {minutes} minutes of work in {time} minutes")
    lines = [
        head.format(
            title=blueprint.title,
            letter=letter,
            points=number(float(found.points)),
            minutes=number(round(found.minutes, 1)),
            time=number(blueprint.minutes),
        ),
        _("Free text: {share}").format(share=found.share(found.free_text)),
    ]
    for heading, points in found.tables:
        lines += ["", heading]
        width = max(map(len, points), default=0)
        lines += [f"  {name:<{width}} {number(float(each)):>6} {found.share(each):>6}" for name, each in points.items()]
    return "\n".join([*lines, *(f"! {each}" for each in warnings(blueprint, found))])
