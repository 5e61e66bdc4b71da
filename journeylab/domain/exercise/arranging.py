"""Matching, ordering and cloze: what is right is a place."""

from __future__ import annotations

import re
from typing import Literal

from pydantic import Field, model_validator

from journeylab.domain.exercise.common import Exercise, Words
from journeylab.domain.exercise.rubric import ROW_ID
from journeylab.domain.names import unknown
from journeylab.domain.text import Record
from journeylab.errors import ModelError
from journeylab.i18n import _

GAP = re.compile(r"\[\[([a-z][a-z0-9_]{0,19})\]\]")


class Pair(Record):
    """Two things that belong together.

    Attributes
    ----------
    left : str
        What is given.
    right : str
        What belongs to it; several pairs may share it.
    why : str
        Why they belong together.
    """

    left: Words
    right: Words
    why: str = ""


class Matching(Exercise):
    """Give every left side its right side.

    Attributes
    ----------
    pairs : tuple of Pair
        In the order in which the left sides are shown.
    extra : tuple of str
        Right sides that belong to none.
    """

    kind: Literal["matching"] = "matching"
    pairs: tuple[Pair, ...] = Field(min_length=2, max_length=12)
    extra: tuple[Words, ...] = ()

    @property
    def choices(self) -> tuple[str, ...]:
        """The right sides, each once; an answer names them by number, from 1 on."""
        return tuple(dict.fromkeys([*(pair.right for pair in self.pairs), *self.extra]))

    @property
    def solution(self) -> tuple[int, ...]:
        """For each pair the number of its right side."""
        numbers = {text: number for number, text in enumerate(self.choices, 1)}
        return tuple(numbers[pair.right] for pair in self.pairs)

    @model_validator(mode="after")
    def _sides_differ(self) -> Matching:
        if len({pair.left for pair in self.pairs}) < len(self.pairs):
            raise ModelError(_("A left side stands twice."), _("Give every pair a left side of its own."), ("pairs",))
        if len(self.choices) < 2:
            raise ModelError(_("All pairs have the same right side."), _("Add another one under 'extra'."), ("pairs",))
        for text in self.extra:
            if text in {pair.right for pair in self.pairs}:
                problem = _("'{text}' belongs to a pair and stands under 'extra' as well.").format(text=text)
                raise ModelError(problem, _("Take it out of 'extra'."), ("extra",))
        return self


class Ordering(Exercise):
    """Bring steps into their order.

    Attributes
    ----------
    steps : tuple of str
        In the right order.
    """

    kind: Literal["ordering"] = "ordering"
    steps: tuple[Words, ...] = Field(min_length=3, max_length=10)

    @model_validator(mode="after")
    def _steps_differ(self) -> Ordering:
        if len(set(self.steps)) < len(self.steps):
            raise ModelError(_("A step stands twice."), _("Give every step words of its own."), ("steps",))
        return self


class Gap(Record):
    """A gap in a text.

    Attributes
    ----------
    id : str
        As in the text, ``[[gap]]``.
    accept : tuple of str
        Right answers; the first is shown as the solution.
    options : tuple of str
        To choose from; where it is empty, the learner writes.
    why : str
        Why it is right.
    """

    id: str = Field(pattern=ROW_ID)
    accept: tuple[Words, ...] = Field(min_length=1)
    options: tuple[Words, ...] = ()
    why: str = ""

    @model_validator(mode="after")
    def _solution_can_be_chosen(self) -> Gap:
        if self.options and self.accept[0] not in self.options:
            raise ModelError(
                _("The solution '{text}' is not among the options.").format(text=self.accept[0]),
                _("Add it to 'options'."),
                ("options",),
            )
        return self


class Cloze(Exercise):
    """Fill the gaps of a text.

    Attributes
    ----------
    text : str
        With a mark ``[[id]]`` for each gap.
    gaps : tuple of Gap
        In any order.
    """

    kind: Literal["cloze"] = "cloze"
    text: str = Field(min_length=8)
    gaps: tuple[Gap, ...] = Field(min_length=1, max_length=12)

    @property
    def marks(self) -> tuple[str, ...]:
        """The ids of the gaps in the order of the text."""
        return tuple(GAP.findall(self.text))

    @property
    def in_order(self) -> tuple[Gap, ...]:
        """The gaps in the order of the text, as answers name them."""
        by_id = {gap.id: gap for gap in self.gaps}
        return tuple(by_id[mark] for mark in self.marks)

    @model_validator(mode="after")
    def _marks_and_gaps_agree(self) -> Cloze:
        ids = [gap.id for gap in self.gaps]
        problems = [problem for mark in self.marks for problem in unknown(mark, ids, ("text",))]
        if problems:
            raise problems[0]
        if sorted(self.marks) != sorted(ids):
            raise ModelError(
                _("Every gap has to stand exactly once in the text."),
                _("Write the marks into the text: {marks}.").format(marks=" ".join(f"[[{each}]]" for each in ids)),
                ("text",),
            )
        return self
