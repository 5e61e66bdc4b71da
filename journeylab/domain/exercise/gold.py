"""What people gave free answers by hand: the set that the search for evidence is measured against."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from journeylab.domain.exercise.operators import Operator
from journeylab.domain.exercise.rubric import RubricRow, half_points
from journeylab.domain.names import repeated, unknown
from journeylab.domain.text import Bilingual, Record
from journeylab.errors import ModelError
from journeylab.i18n import _

# Unlike the points of a row, a mark may be nothing.
Mark = Annotated[Decimal, Field(ge=0, le=200), AfterValidator(half_points)]


class GoldAnswer(Record):
    """One answer, and what people gave it row by row.

    Attributes
    ----------
    text : str
        The answer as a learner would write it, with its slips.
    marks : dict of str to Decimal
        Points by the id of a rubric row; a row that is not named got none.
    note : str
        Why it was marked like this; for whoever checks the set.
    """

    text: str
    marks: dict[str, Mark] = Field(default_factory=dict)
    note: str = ""

    @property
    def points(self) -> Decimal:
        """Sum of the marks."""
        return sum(self.marks.values(), Decimal(0))


class GoldQuestion(Record):
    """A free question with its rubric and answers that people have marked.

    Attributes
    ----------
    id : str
        Short and stable.
    prompt : str
        The question.
    operator : Operator
        What it asks to be done: ``"erläutern"``.
    points : Decimal
        What it is worth; the rows may offer more than that, never less.
    language : str
        Of question and answers.
    held_out : bool
        Whether the matcher was built without looking at this question.
    rubric : tuple of RubricRow
        What an answer is expected to say.
    answers : tuple of GoldAnswer
        At least one.
    """

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")
    prompt: str = Field(min_length=3)
    operator: Operator
    points: Mark
    language: Literal["de", "en"] = "de"
    held_out: bool
    rubric: tuple[RubricRow, ...] = Field(min_length=1)
    answers: tuple[GoldAnswer, ...] = Field(min_length=1)

    def contradictions(self, where: tuple[str | int, ...] = ()) -> Iterator[ModelError]:
        """Yield every mark that the rubric cannot give; `where` is the path of keys to the question."""
        for twice in repeated("rubric", [row.id for row in self.rubric]):
            yield ModelError(twice.problem, twice.fix, (*where, *twice.where))
        rows = {row.id: row for row in self.rubric}
        offered = sum((row.most for row in self.rubric), Decimal(0))
        if offered < self.points:
            problem = _("The rows offer {offered} points, the question is worth {points}.")
            fix = _("Give the rows at least as many points as the question is worth.")
            yield ModelError(problem.format(offered=offered, points=self.points), fix, (*where, "points"))
        for i, answer in enumerate(self.answers):
            place = (*where, "answers", i, "marks")
            for name, mark in answer.marks.items():
                yield from unknown(name, rows, (*place, name))
                if name in rows and mark > rows[name].most:
                    problem = _("{mark} points are more than the row '{row}' can earn: {most}.")
                    problem = problem.format(mark=mark, row=name, most=rows[name].most)
                    yield ModelError(problem, _("Correct the mark, or the points of the row."), (*place, name))
            if answer.points > self.points:
                problem = _("The marks add up to {sum} points, the question is worth {points}.")
                problem = problem.format(sum=answer.points, points=self.points)
                yield ModelError(problem, _("Correct the marks, or the points of the question."), place)


class GoldSet(Record):
    """Questions with answers that were marked by hand, in ``datasets/gold``.

    Attributes
    ----------
    format, version : str, int
        ``journeylab/gold`` and the version of this form.
    marked_by : Text
        Who gave the marks: whoever reads figures must know whose judgement they repeat.
    questions : tuple of GoldQuestion
        Each with an id of its own.
    """

    format: Literal["journeylab/gold"] = "journeylab/gold"
    version: Literal[1] = 1
    marked_by: Bilingual
    questions: tuple[GoldQuestion, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _marks_can_be_given(self) -> Self:
        problems = list(repeated("questions", [question.id for question in self.questions]))
        for i, question in enumerate(self.questions):
            problems += question.contradictions(("questions", i))
        if problems:
            first, *more = problems
            raise ModelError(first.problem, first.fix, first.where, tuple(more))
        return self

    def part(self, *, held_out: bool) -> tuple[GoldQuestion, ...]:
        """Return the questions that were looked at while the matcher was built, or those that were not."""
        return tuple(question for question in self.questions if question.held_out is held_out)
