"""What a learner sees of an exercise before answering: no solution, no rubric words, no reasons."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from journeylab.domain.exercise.area import Area
from journeylab.domain.exercise.material import Material
from journeylab.domain.exercise.operators import Operator
from journeylab.domain.figure import Unit
from journeylab.domain.text import Record


class Blank(Record):
    """A gap to fill.

    Attributes
    ----------
    id : str
        As in the text, ``[[id]]``.
    options : tuple of str
        To choose from; where it is empty, the learner writes.
    """

    id: str
    options: tuple[str, ...] = ()


class Asked(Record):
    """A figure to read off a simulation.

    Attributes
    ----------
    id : str
    asks : str
    points : Decimal
    """

    id: str
    asks: str
    points: Decimal


class Question(Record):
    """The public face of one variant of an exercise.

    Only what stands here may leave for an exam: a new field of an exercise
    stays inside until somebody adds it on purpose.

    Attributes
    ----------
    id : str
        Of the exercise; of a part ``"case.part"``.
    kind : str
    title, prompt : str
        In Markdown.
    points : Decimal
    minutes : float
    operator : Operator
    area : Area or None
    options : tuple of str
        Of a choice, in the order shown.
    choose : str
        ``one`` or ``many``.
    lefts, choices : tuple of str
        Of a matching: what is given, and what can be chosen, each in the order shown.
    steps : tuple of str
        Of an ordering, in the order shown.
    text : str
        Of a cloze, with ``[[id]]`` for each gap.
    blanks : tuple of Blank
        In the order of the text.
    unit, digits : Unit, int
        Of a number.
    form : str
        Of a free text: ``answer`` or ``mail``.
    lines : int
        Empty lines on paper.
    scenario : str or None
        Shop of a map, a journey, a simulation or a case.
    levers, customers : tuple of str, int
        Of a simulation.
    asked : tuple of Asked
        Figures to read off.
    judged : Asked or None
        What is to be concluded.
    case : str
        Situation of a case, in Markdown.
    materials : tuple of Material
        Documents of a case.
    parts : tuple of Question
        Of a case.
    """

    id: str
    kind: Literal[
        "choice",
        "matching",
        "ordering",
        "numeric",
        "cloze",
        "short",
        "free_text",
        "map",
        "journey",
        "simulation",
        "block",
    ]
    title: str = ""
    prompt: str
    points: Decimal
    minutes: float
    operator: Operator
    area: Area | None = None
    options: tuple[str, ...] = ()
    choose: Literal["one", "many"] = "many"
    lefts: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    text: str = ""
    blanks: tuple[Blank, ...] = ()
    unit: Unit | None = None
    digits: int = 2
    form: Literal["answer", "mail"] = "answer"
    lines: int = 0
    scenario: str | None = None
    levers: tuple[str, ...] = ()
    customers: int = 0
    asked: tuple[Asked, ...] = ()
    judged: Asked | None = None
    case: str = ""
    materials: tuple[Material, ...] = ()
    parts: tuple[Question, ...] = ()

    @property
    def part_id(self) -> str:
        """The letter of a part; the whole id of a single exercise."""
        return self.id.rpartition(".")[2]
