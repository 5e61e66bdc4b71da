"""What the final exam of the Kaufleute im E-Commerce asks for: areas, verbs, curriculum, marks, rules, law."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field, model_validator

from journeylab.domain.exercise.area import Area
from journeylab.domain.exercise.operators import AFB_OF, Operator
from journeylab.domain.models import Claim, Sourced
from journeylab.domain.names import expect_known, repeated
from journeylab.domain.problems import raise_all
from journeylab.domain.text import Bilingual, Record
from journeylab.domain.vocabulary import N_, Term
from journeylab.errors import ModelError
from journeylab.i18n import _

CURRICULUM_ID = r"^[AB][1-9][0-9]?[a-z]$"


class ExamArea(Sourced):
    """One Prüfungsbereich: how long it takes, what it weighs, what its tasks are like.

    Attributes
    ----------
    area : Area
        Which one.
    part : int
        1 or 2 of the exam.
    minutes : int
        Time; of the oral area, at most.
    weight : int
        Per cent of the whole exam.
    tasks : Text
        How much of it is open (ungebunden) and how much is bound (gebunden).
    """

    area: Area
    part: Literal[1, 2]
    minutes: int = Field(gt=0)
    weight: int = Field(gt=0, lt=100)
    tasks: Bilingual


class ExamOperator(Sourced):
    """What an answer must do for the points, by the verb of its task.

    Attributes
    ----------
    operator : Operator
        The verb.
    expectation : Text
        What is expected.
    """

    operator: Operator
    expectation: Bilingual

    @property
    def afb(self) -> tuple[int, ...]:
        """Anforderungsbereiche that the verb fits, in order."""
        return tuple(sorted(AFB_OF[self.operator]))


class CurriculumEntry(Sourced):
    """One letter of the Ausbildungsrahmenplan.

    Attributes
    ----------
    id : str
        Section, number and letter, ``"A7e"``.
    text : Text
        What is learned, in our own words.
    weeks : int or None
        Weeks that the plan gives to the whole number that the letter belongs to.
    """

    id: str = Field(pattern=CURRICULUM_ID)
    text: Bilingual
    weeks: int | None = Field(default=None, gt=0)

    @property
    def place(self) -> str:
        """Where it stands, written as in the plan: ``A 7 e)``."""
        return f"{self.id[0]}\u00a0{self.id[1:-1]}\u00a0{self.id[-1]})"


class LearningField(Sourced):
    """One Lernfeld of the vocational school.

    Attributes
    ----------
    number : int
        1 to 12.
    title : Text
        What it is called.
    verified : bool
        Whether the title was compared with a publication.
    """

    number: int = Field(ge=1, le=12)
    title: Bilingual
    verified: bool


class Grade(Sourced):
    """One line of the 100-point key.

    Attributes
    ----------
    start : int
        Fewest points of 100 for this mark; the next better mark begins where this one ends.
    mark : int
        1 (best) to 6.
    label : Text
        The mark in words.
    """

    start: Annotated[int, Field(ge=0, le=100)]
    mark: Annotated[int, Field(ge=1, le=6)]
    label: Bilingual


class Rule(Term):
    """The four conditions of § 15, all of which must hold."""

    WHOLE = "whole", N_("whole exam at least sufficient")
    PART_TWO = "part_two", N_("part 2 at least sufficient")
    THREE_AREAS = "three_areas", N_("at least three of the four areas of part 2 at least sufficient")
    NO_FAIL = "no_fail", N_("no area of part 2 unsatisfactory")


class PassRule(Sourced):
    """One condition for passing.

    Attributes
    ----------
    rule : Rule
        Which one.
    text : Text
        What it asks, in our own words.
    """

    rule: Rule
    text: Bilingual


class LawLine(Sourced):
    """What one paragraph asks at which contacts.

    Attributes
    ----------
    paragraph : Text
        Where it stands, ``§ 312j Abs. 3 und 4 BGB``.
    touchpoints : tuple of str
        Keys of the kinds of contact that it concerns.
    topic : Text
        A short heading.
    asks : Text
        What it asks.  Teaching matter, no legal advice.
    as_of : date
        The day whose law is described.
    """

    paragraph: Bilingual
    touchpoints: tuple[str, ...]
    topic: Bilingual
    asks: Bilingual
    as_of: date


class ExamFacts(Record):
    """Everything in ``datasets/exam.yaml``.

    Attributes
    ----------
    format : str
        What the file is.
    version : int
        Version of the format.
    ordinance : Text
        The legal basis.
    areas : tuple of ExamArea
        The five Prüfungsbereiche.
    operators : tuple of ExamOperator
        The verbs of the tasks.
    curriculum : tuple of CurriculumEntry
        What is learned in the firm, as far as this kit touches it.
    learning_fields : tuple of LearningField
        What is learned at school.
    grades : tuple of Grade
        The 100-point key, best mark first.
    pass_rules : tuple of PassRule
        When the exam is passed.
    supplement : Claim
        What an oral supplementary exam can change.
    law : tuple of LawLine
        The law at the touchpoints.
    """

    format: Literal["journeylab/exam"]
    version: Literal[1]
    ordinance: Bilingual
    areas: tuple[ExamArea, ...]
    operators: tuple[ExamOperator, ...]
    curriculum: tuple[CurriculumEntry, ...]
    learning_fields: tuple[LearningField, ...]
    grades: tuple[Grade, ...]
    pass_rules: tuple[PassRule, ...]
    supplement: Claim
    law: tuple[LawLine, ...]

    @model_validator(mode="after")
    def _adds_up(self) -> ExamFacts:
        problems = [
            *repeated("areas", [each.area for each in self.areas]),
            *repeated("operators", [each.operator for each in self.operators]),
            *repeated("curriculum", [each.id for each in self.curriculum]),
            *repeated("learning_fields", [str(each.number) for each in self.learning_fields]),
            *repeated("pass_rules", [each.rule for each in self.pass_rules]),
            *_not_falling([each.start for each in self.grades], [each.mark for each in self.grades]),
        ]
        for field, known, given in (
            ("areas", set(Area), {each.area for each in self.areas}),
            ("operators", set(Operator), {each.operator for each in self.operators}),
            ("pass_rules", set(Rule), {each.rule for each in self.pass_rules}),
        ):
            if missing := sorted(known - given):
                text = _("'{field}' does not have all entries.").format(field=field)
                fix = _("Still missing: {names}.").format(names=", ".join(missing))
                problems.append(ModelError(text, fix, (field,)))
        total = sum(each.weight for each in self.areas)
        if total != 100:
            text = _("The weights of the areas add up to {total}, not to 100.").format(total=total)
            problems.append(ModelError(text, _("Check 'weight' of each area."), ("areas",)))
        raise_all(problems)
        return self

    def curriculum_entry(self, id: str) -> CurriculumEntry:
        """Return the letter of the Ausbildungsrahmenplan with this id, ``"A7e"``.

        Raises
        ------
        UsageError
            If it is not in the data; the message names the nearest.
        """
        expect_known(id, [each.id for each in self.curriculum])
        return next(each for each in self.curriculum if each.id == id)

    def area(self, area: Area | str) -> ExamArea:
        """Return the facts about an area; its value will do.

        Raises
        ------
        UsageError
            If there is no such area; the message names the nearest.
        """
        expect_known(area, Area)
        return next(each for each in self.areas if each.area == area)

    def operator(self, operator: Operator | str) -> ExamOperator:
        """Return the facts about a verb; its value will do.

        Raises
        ------
        UsageError
            If there is no such verb; the message names the nearest.
        """
        expect_known(operator, Operator)
        return next(each for each in self.operators if each.operator == operator)


def _not_falling(starts: Sequence[int], marks: Sequence[int]) -> list[ModelError]:
    """Return a problem if the key does not run from the best mark down to 0 points."""
    falling = all(better > worse for better, worse in pairwise(starts))
    if falling and tuple(marks) == tuple(range(1, 7)) and starts[-1:] == [0]:
        return []
    problem = _(
        "The key of marks must have the marks 1 to 6, each from fewer points than the one before, the last from 0."
    )
    return [ModelError(problem, _("Check 'start' and 'mark' of each line."), ("grades",))]
