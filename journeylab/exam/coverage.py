"""What a bank of exercises asks for, letter by letter of the curriculum, and what it leaves out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from journeylab.domain.exam_facts import CurriculumEntry
from journeylab.domain.exercise.area import Area
from journeylab.domain.exercise.bank import KINDS, Entry
from journeylab.domain.exercise.common import Exercise
from journeylab.domain.exercise.operators import Operator
from journeylab.i18n import _

LEVELS = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class Counted:
    """One exercise, or one part of a case, by what it trains.

    Attributes
    ----------
    letters : tuple of str
        Places in the curriculum; an exercise on two of them counts at both.
    kind : str
    operator : Operator
    afb : int
    area : Area or None
    points : Decimal
    """

    letters: tuple[str, ...]
    kind: str
    operator: Operator
    afb: int
    area: Area | None
    points: Decimal


@dataclass(frozen=True, slots=True)
class Tally:
    """How many exercises there are, and what they are worth.

    Attributes
    ----------
    count : int
    points : Decimal
    """

    count: int
    points: Decimal


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that a bank does not ask for.

    Attributes
    ----------
    letter : str
        Place in the curriculum; empty where it concerns the whole bank.
    what : str
        ``"all"`` (no exercise at all), a kind, ``"afb1"`` to ``"afb3"``, or an operator.
    text : str
        What people read.
    """

    letter: str
    what: str
    text: str

    def __str__(self) -> str:
        """Return what people read."""
        return self.text


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a bank asks for.

    Attributes
    ----------
    counted : tuple of Counted
        Every exercise, of a case its parts.
    curriculum : tuple of CurriculumEntry
        The places that ought to be covered.
    """

    counted: tuple[Counted, ...]
    curriculum: tuple[CurriculumEntry, ...]

    def tally(
        self,
        letter: str | None = None,
        *,
        kind: str | None = None,
        afb: int | None = None,
        operator: Operator | None = None,
        area: Area | None = None,
    ) -> Tally:
        """Return how many exercises fulfil all that is given."""
        found = [
            each
            for each in self.counted
            if letter in (None, *each.letters)
            and kind in (None, each.kind)
            and afb in (None, each.afb)
            and operator in (None, each.operator)
            and area in (None, each.area)
        ]
        return Tally(len(found), sum((each.points for each in found), Decimal(0)))

    def gaps(self) -> list[Gap]:
        """Return what is missing, the worst first.

        Notes
        -----
        Our own yardstick: every letter is asked for, at least once in free text
        (that is how the exam asks), and on more than one level of thinking; every
        kind and every operator occurs somewhere.
        """
        return [*self._uncovered(), *self._without_free_text(), *self._one_level(), *self._unused()]

    def _uncovered(self) -> Iterator[Gap]:
        for entry in self.curriculum:
            if not self.tally(entry.id).count:
                yield Gap(
                    entry.id, "all", _("{place} has no exercise: {text}").format(place=entry.place, text=entry.text)
                )

    def _covered(self) -> Iterator[CurriculumEntry]:
        return (entry for entry in self.curriculum if self.tally(entry.id).count)

    def _without_free_text(self) -> Iterator[Gap]:
        for entry in self._covered():
            if not self.tally(entry.id, kind="free_text").count:
                yield Gap(entry.id, "free_text", _("{place} has no free text.").format(place=entry.place))

    def _one_level(self) -> Iterator[Gap]:
        for entry in self._covered():
            asked = [level for level in LEVELS if self.tally(entry.id, afb=level).count]
            if len(asked) == 1:
                said = _("{place} is asked for on level {level} only.").format(place=entry.place, level=asked[0])
                yield from (Gap(entry.id, f"afb{level}", said) for level in LEVELS if level not in asked)

    def _unused(self) -> Iterator[Gap]:
        for kind in KINDS:
            if not self.tally(kind=kind).count:
                yield Gap("", kind, _("No exercise of kind '{kind}'.").format(kind=kind))
        for operator in Operator:
            if not self.tally(operator=operator).count:
                said = _("No task begins with '{operator}' ({meaning}).")
                yield Gap("", operator, said.format(operator=operator.verb, meaning=operator.label))


def coverage(entries: Iterable[Entry], curriculum: Sequence[CurriculumEntry]) -> Coverage:
    """Return what exercises ask for.

    Parameters
    ----------
    entries : iterable of Entry
    curriculum : sequence of CurriculumEntry
        Of `journeylab.domain.exam_facts.ExamFacts`.
    """
    return Coverage(tuple(_counted(leaf) for entry in entries for leaf in entry.leaves), tuple(curriculum))


def _counted(item: Exercise) -> Counted:
    kind: str = item.kind  # type: ignore[attr-defined]
    return Counted(item.curriculum, kind, item.operator, item.afb, item.area, item.points)
