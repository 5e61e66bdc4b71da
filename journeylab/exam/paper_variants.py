"""The variants A, B and C of a paper: the same exercises with other numbers and in another order."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from journeylab.domain.exercise.bank import Entry
from journeylab.domain.exercise.block import Block
from journeylab.domain.exercise.blueprint import LETTERS, Letter
from journeylab.domain.exercise.common import Exercise
from journeylab.exam.asking import ask
from journeylab.exam.variants import Variant, draw

# An exercise without numbers and without options looks the same however often it is drawn.
_PATIENCE = 12


def in_order(entries: Sequence[Entry], letter: Letter, seed: int) -> tuple[Entry, ...]:
    """Return exercises as a variant of the paper has them: single ones first, then the cases.

    Notes
    -----
    Within each group the seed decides for A; B and C begin at another place of
    the same round, so that neighbours do not read the same number.
    """
    ordered: list[Entry] = []
    for cases in (False, True):
        group = [entry for entry in entries if isinstance(entry.item, Block) == cases]
        group.sort(key=lambda entry: sha256(f"{seed}/{entry.id}".encode()).digest())
        turn = LETTERS.index(letter) * max(1, len(group) // len(LETTERS)) % (len(group) or 1)
        ordered += group[turn:] + group[:turn]
    return tuple(ordered)


def drawn(item: Exercise, letter: Letter, seed: int) -> Variant:
    """Return an exercise as a variant of the paper shows it, unlike in all letters before where it can differ.

    Parameters
    ----------
    item : Exercise
    letter : {"A", "B", "C"}
    seed : int
        Of the paper.
    """
    before: list[Variant] = []
    for each in LETTERS[: LETTERS.index(letter) + 1]:
        tries = (draw(item, _seed(f"{seed}/{each}/{item.id}/{attempt}")) for attempt in range(_PATIENCE))
        first = next(tries)
        before.append(next((one for one in (first, *tries) if _is_new(one, before)), first))
    return before[-1]


def _is_new(one: Variant, before: Sequence[Variant]) -> bool:
    question = ask(one)
    return all(question != ask(other) and (one.numbers != other.numbers or not one.numbers) for other in before)


def _seed(name: str) -> int:
    return int.from_bytes(sha256(name.encode()).digest()[:4], "big")
