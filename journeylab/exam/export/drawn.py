"""What is exported: exercises of a bank with their numbers drawn, one or several variants of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from journeylab.domain.exercise.bank import Bank, Entry
from journeylab.domain.exercise.block import Block
from journeylab.domain.exercise.common import Exercise
from journeylab.domain.exercise.numeric import Numeric
from journeylab.exam.calculation import calculation
from journeylab.exam.variants import Variant, draw
from journeylab.i18n import _, day, speaking

# Seeds tried for a further variant: with few different numbers there may be none.
_PATIENCE = 20


@dataclass(frozen=True, slots=True)
class Drawn:
    """One variant of an exercise, or of a part of a case.

    Attributes
    ----------
    entry : Entry
    variant : Variant
    number : int
        1 for the first variant.
    case : Variant or None
        The case that it is a part of.
    """

    entry: Entry
    variant: Variant
    number: int = 1
    case: Variant | None = None

    @property
    def item(self) -> Exercise:
        """The exercise with its numbers."""
        return self.variant.item

    @property
    def kind(self) -> str:
        """Name of its kind."""
        return str(self.item.kind)  # type: ignore[attr-defined]

    @property
    def id(self) -> str:
        """Id of the exercise, the same in every export; further variants are numbered."""
        return self.variant.id if self.number == 1 else f"{self.variant.id}-v{self.number}"

    @property
    def name(self) -> str:
        """What people read in a list of questions."""
        if self.case is not None:
            return f"{self.case.item.name} {self.item.id}) {self.item.name}"
        if self.number == 1:
            return self.item.name
        return _("{name} (variant {number})").format(name=self.item.name, number=self.number)

    @property
    def parts(self) -> tuple[Drawn, ...]:
        """The parts of a case."""
        return tuple(Drawn(self.entry, part, self.number, self.variant) for part in self.variant.parts)


def drawn(bank: Bank, seed: int = 0, variants: int = 1) -> Iterator[Drawn]:
    """Yield the exercises of a bank in its order, each in the language that it is written in.

    Parameters
    ----------
    bank : Bank
    seed : int
        Of the first variant.
    variants : int
        How many variants of a single number to compute, as far as they differ; a case has one.
    """
    for entry in bank:
        with speaking(entry.language):
            found = list(_variants(entry, seed, variants))
        for number, variant in enumerate(found, 1):
            yield Drawn(entry, variant, number)


def _variants(entry: Entry, seed: int, wanted: int) -> Iterator[Variant]:
    first = draw(entry.item, seed)
    yield first
    seen, found = [first.numbers], 1
    if not isinstance(entry.item, Numeric):
        return
    for other in range(seed + 1, seed + _PATIENCE * wanted):
        if found >= wanted:
            return
        variant = draw(entry.item, other)
        if variant.numbers not in seen:
            seen.append(variant.numbers)
            found += 1
            yield variant


def tags(each: Drawn) -> tuple[str, ...]:
    """Return keywords without spaces: topic, area, AFB, operator, places in the curriculum, the author's own."""
    item = each.item
    words = [each.entry.topic, *([item.area.value] if item.area else []), f"AFB-{item.afb}", item.operator.value]
    words += item.curriculum
    words += [f"LF-{item.learning_field}"] if item.learning_field else []
    return tuple(dict.fromkeys("-".join(word.split()) for word in [*words, *item.tags]))


def way_to_the_number(each: Drawn) -> tuple[str, ...]:
    """Return the steps of a calculation, each in a line; nothing for other kinds."""
    if not isinstance(each.item, Numeric):
        return ()
    return tuple(str(step) for step in calculation(each.variant, each.case))


def sources(item: Exercise) -> str:
    """Return where the facts stand, and the day up to which the law is vouched for."""
    told = [_("Source: {source}").format(source="; ".join(item.source))] if item.source else []
    told += [_("As of: {day}").format(day=day(item.as_of))] if item.as_of else []
    return ". ".join(told)


def is_case(item: Exercise) -> bool:
    """Tell whether an exercise has parts."""
    return isinstance(item, Block)
