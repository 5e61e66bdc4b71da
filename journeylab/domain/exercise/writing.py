"""Short answer and free text: what learners write themselves."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import Field, model_validator

from journeylab.domain.exercise.common import Exercise, Words
from journeylab.domain.exercise.rubric import RubricRow
from journeylab.domain.names import repeated
from journeylab.domain.text import Record
from journeylab.errors import ModelError
from journeylab.i18n import _, number


class WrongAnswer(Record):
    """Answers that are often given and wrong.

    Attributes
    ----------
    answers : tuple of str
        As people write them.
    why : str
        What to say to them.
    """

    answers: tuple[Words, ...] = Field(min_length=1)
    why: Words


class Short(Exercise):
    """A word or a few, right or wrong by rule.

    Attributes
    ----------
    accept : tuple of str
        Right answers; the first is shown as the solution.  Capitals, spaces and hyphens do not matter.
    typos : bool
        Whether a slip of one letter in a long word still counts.
    wrong_answers : tuple of WrongAnswer
        Frequent mistakes with a feedback of their own.
    """

    kind: Literal["short"] = "short"
    accept: tuple[Words, ...] = Field(min_length=1)
    typos: bool = True
    wrong_answers: tuple[WrongAnswer, ...] = ()


class FreeText(Exercise):
    """An answer in sentences, marked by people along a rubric.

    Attributes
    ----------
    rubric : tuple of RubricRow
        The Erwartungshorizont; its points add up to those of the exercise.
    cap : bool
        Whether the rubric offers more than the points of the exercise, which then are the most that counts.
    model_answer : str
        A good answer, in Markdown.
    form : str
        ``answer``, or ``mail`` for a message with greeting and subject.
    lines : int or None
        Empty lines on paper; without it as many as the points suggest.
    """

    kind: Literal["free_text"] = "free_text"
    rubric: tuple[RubricRow, ...] = Field(min_length=1)
    cap: bool = False
    model_answer: str = Field(min_length=8)
    form: Literal["answer", "mail"] = "answer"
    lines: int | None = Field(default=None, ge=1, le=60)

    @model_validator(mode="after")
    def _rubric_adds_up(self) -> FreeText:
        for problem in repeated("rubric", [row.id for row in self.rubric]):
            raise problem
        total = sum((row.most for row in self.rubric), Decimal(0))
        if total < self.points or (total > self.points and not self.cap):
            raise ModelError(
                _("The rows of the rubric add up to {total} points, the exercise has {points}.").format(
                    total=number(float(total)), points=number(float(self.points))
                ),
                _("Make them equal, or write 'cap: true' if the rubric offers more than can be earned."),
                ("rubric",),
            )
        if self.samples:
            raise ModelError(
                _("Points for free text are given by people, so there are no samples."),
                _("Take 'samples' out; answers with marks belong into a gold set."),
                ("samples",),
            )
        return self
