"""Exercises of the bank, and answers marked without a screen."""

from __future__ import annotations

from dataclasses import fields
from difflib import get_close_matches
from typing import Any

from journeylab.domain.exercise.bank import ALL_KINDS, Bank
from journeylab.domain.exercise.common import Exercise
from journeylab.domain.names import expect_known
from journeylab.errors import UsageError
from journeylab.exam.grade import Grade
from journeylab.exam.grading import grade
from journeylab.exam.variants import Variant, draw
from journeylab.i18n import _
from journeylab.store.exercises import practice_bank, shop


class CheckedAnswer(Grade):
    """A grade that a notebook shows as text."""

    def __repr__(self) -> str:
        """Return points, state, and what there is to say."""
        return str(self)


def exercises(
    topic: str | None = None, kind: str | None = None, language: str | None = None, bank: Bank | None = None
) -> Bank:
    """Return the exercises of a topic, a kind, a language; shows itself as a table.

    Parameters
    ----------
    topic : str, optional
        ``"kennzahlen"``; ``exercises().topics`` has all of them.
    kind : str, optional
        ``"numeric"``, ``"free_text"``, ``"block"`` ...
    language : {"de", "en"}, optional
    bank : Bank, optional
        Without it the practice bank that comes with journeylab.

    Raises
    ------
    UsageError
        If nothing fits; the message says how to ask for more.
    """
    bank = practice_bank() if bank is None else bank
    for given, names in ((topic, bank.topics), (kind, ALL_KINDS)):
        if given is not None:
            expect_known(given, names)
    chosen = bank.only(topic, kind, language)
    if not chosen.entries:
        there = sorted({str(entry.item.kind) for entry in bank.only(topic)})  # type: ignore[attr-defined]
        raise UsageError(
            _("There is no exercise with all of this: {wishes}.").format(
                wishes=", ".join(str(each) for each in (topic, kind, language) if each is not None)
            ),
            _("Leave one wish out. Kinds of this topic: {kinds}.").format(kinds=", ".join(there)),
        )
    return chosen


def exercise(id: str, bank: Bank | None = None) -> Exercise:
    """Return one exercise by its id, ``"kz-cr-01"``.

    Raises
    ------
    UsageError
        If there is none; the message names the nearest.
    """
    return known_exercise(id, practice_bank() if bank is None else bank)


def known_exercise(id: str, bank: Bank) -> Exercise:
    """Return the exercise with this id, or raise with the nearest."""
    by_id = {entry.id: entry.item for entry in bank}
    if id in by_id:
        return by_id[id]
    near = get_close_matches(id, by_id, n=3)
    fix = _("Did you mean {names}?").format(names=", ".join(f"'{each}'" for each in near))
    # All ids would be a list that nobody reads.
    raise UsageError(
        _("There is no exercise '{id}'.").format(id=id), fix if near else _("exercises() shows all that there are.")
    )


def check_answer(id: str, answer: Any, seed: int = 0, bank: Bank | None = None) -> CheckedAnswer:
    """Mark an answer without a screen.

    Parameters
    ----------
    id : str
        Of an exercise, or of a part of a case: ``"fall-gp-01.a"``.
    answer : any
        In the numbers of the exercise's file; see `journeylab.exam.answers.checked`.  None is empty.
    seed : int
        Which numbers were drawn.

    Returns
    -------
    CheckedAnswer
        ``.points``, ``.state``, ``.feedback``; shows itself as text.  Free text has no points: people give them.

    Examples
    --------
    >>> check_answer("ai-c-01", None).points
    Decimal('0')
    """
    made = grade(_variant(id, seed, bank), answer, shop)
    return CheckedAnswer(**{each.name: getattr(made, each.name) for each in fields(Grade)})


def _variant(id: str, seed: int, bank: Bank | None) -> Variant:
    name, _dot, part = id.partition(".")
    variant = draw(exercise(name, bank), seed)
    if not part:
        return variant
    expect_known(part, [each.item.id for each in variant.parts])
    return next(each for each in variant.parts if each.item.id == part)
