"""A paper: exercises that together meet a blueprint, as one of its variants shows them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from journeylab.domain.exercise.bank import Bank, Entry
from journeylab.domain.exercise.block import Block
from journeylab.domain.exercise.blueprint import LETTERS, Blueprint, Letter
from journeylab.domain.exercise.question import Question
from journeylab.domain.exercise.shop import Run
from journeylab.domain.names import expect_known, unknown
from journeylab.errors import UsageError
from journeylab.exam.asking import ask
from journeylab.exam.marks import Number, exact
from journeylab.exam.paper_fit import Candidate, Gap, candidate, fit_for
from journeylab.exam.paper_report import Counted, counted, report, warnings
from journeylab.exam.paper_search import search
from journeylab.exam.paper_variants import drawn, in_order
from journeylab.exam.variants import Variant
from journeylab.i18n import _, speaking

Blueprints = Callable[[str], Blueprint]


@dataclass(frozen=True)
class Task:
    """An exercise of a paper.

    Attributes
    ----------
    number : int
        As printed, from 1 on.
    entry : Entry
        From the bank.
    variant : Variant
        With the numbers of this paper.
    question : Question
        What learners see: nothing in it tells the solution.
    """

    number: int
    entry: Entry
    variant: Variant
    question: Question


@dataclass(frozen=True)
class Paper:
    """Exercises that together meet a blueprint.

    Attributes
    ----------
    blueprint : Blueprint
    letter : str
        Variant of the paper: A, B or C.
    seed : int
        With which it was made.
    tasks : tuple of Task
        In the order of the paper.
    gaps : tuple of Gap
        What the blueprint asks for and the exercises could not give; empty in a paper that `assemble` returns.
    """

    blueprint: Blueprint
    letter: Letter
    seed: int
    tasks: tuple[Task, ...]
    gaps: tuple[Gap, ...] = field(default=())

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the exercises in the order of the paper."""
        return tuple(task.entry.id for task in self.tasks)

    @property
    def points(self) -> Decimal:
        """Full marks: the points of all exercises."""
        return sum((task.entry.item.points for task in self.tasks), Decimal(0))

    @property
    def minutes(self) -> float:
        """How long the exercises take."""
        return sum(task.entry.item.minutes for task in self.tasks)

    @property
    def counted(self) -> Counted:
        """Points by topic, kind, verb, Anforderungsbereich and place in the curriculum."""
        return counted(tuple(task.entry for task in self.tasks))

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a trainer should look at before printing it."""
        return warnings(self.blueprint, self.counted)

    def scaled(self, reached: Number) -> Decimal | Number:
        """Return points that were reached as points of the blueprint, where these are not the same."""
        if not self.blueprint.scale or self.points == self.blueprint.points:
            return reached
        return exact(reached) * exact(self.blueprint.points) / exact(self.points)

    def __repr__(self) -> str:
        """Return the report: exercises, points by what they ask, time."""
        lines = [f"{task.number:>2}  {task.entry.id:<14} {task.entry.item.name}" for task in self.tasks]
        return "\n".join([report(self.blueprint, self.letter, self.counted), "", *lines])


class UnmetBlueprintError(UsageError):
    """The exercises cannot give what a blueprint asks.

    Parameters
    ----------
    problem, fix : str
    nearest : Paper
        What comes nearest; its `gaps` say what it lacks.
    """

    def __init__(self, problem: str, fix: str, nearest: Paper) -> None:
        super().__init__(problem, fix)
        self.nearest = nearest


def assemble(
    bank: Bank,
    blueprint: Blueprint,
    variant: str = "A",
    *,
    seed: int | None = None,
    without: Iterable[str | Paper] = (),
    blueprints: Blueprints | None = None,
) -> Paper:
    """Return a paper that meets a blueprint: the same one for the same exercises, blueprint and seed.

    Parameters
    ----------
    bank : Bank
    blueprint : Blueprint
    variant : {"A", "B", "C"}
        All have the same exercises.  Another letter has other numbers where an exercise has parameters, another
        order of options, steps and right sides, and another order of exercises.
    seed : int, optional
        Instead of that of the blueprint.
    without : iterable of str or Paper
        Ids of exercises, or papers, that shall not be repeated: for those who write a retake.
    blueprints : callable, optional
        From the name of a blueprint to the blueprint; needed where it has `retake_of`.

    Raises
    ------
    UnmetBlueprintError
        If no choice of exercises meets the blueprint; the message says what is missing by how much.
    UsageError
        If the blueprint has no such variant, or names exercises that do not exist.
    """
    expect_known(variant, blueprint.variants)
    letter: Letter = next(each for each in LETTERS if each == variant)
    seed = blueprint.seed if seed is None else seed
    barred = {each for source in without for each in (source.ids if isinstance(source, Paper) else (source,))}
    barred |= _of_earlier(bank, blueprint, blueprints, seed)
    offered = _offered(bank, blueprint, barred)
    # What is missing is said in the language of the trainer; the tasks are drawn in that of the paper.
    fit = fit_for(blueprint, offered)
    chosen = search(fit, _fixed(offered, blueprint), f"{blueprint.title}/{seed}")
    gaps = fit.gaps(chosen)
    with speaking(blueprint.language):
        paper = _paper(blueprint, letter, seed, chosen, gaps)
    if paper.gaps:
        raise _unmet(paper)
    return paper


def paper_of(entries: Sequence[Entry], blueprint: Blueprint, variant: str = "A", seed: int | None = None) -> Paper:
    """Return a paper of exercises that somebody has chosen, in their order; nothing about it is checked.

    Parameters
    ----------
    entries : sequence of Entry
    blueprint : Blueprint
        Its title, language, head and notes are used.
    variant : {"A", "B", "C"}
    seed : int, optional
    """
    expect_known(variant, LETTERS)
    letter: Letter = next(each for each in LETTERS if each == variant)
    seed = blueprint.seed if seed is None else seed
    with speaking(blueprint.language):
        return Paper(blueprint, letter, seed, _tasks(entries, letter, seed))


def _paper(
    blueprint: Blueprint, letter: Letter, seed: int, chosen: Sequence[Candidate], gaps: tuple[Gap, ...]
) -> Paper:
    entries = in_order([each.entry for each in chosen], letter, seed)
    return Paper(blueprint, letter, seed, _tasks(entries, letter, seed), gaps)


def _tasks(entries: Sequence[Entry], letter: Letter, seed: int) -> tuple[Task, ...]:
    tasks = []
    for number, entry in enumerate(entries, 1):
        variant = drawn(entry.item, letter, seed)
        tasks.append(Task(number, entry, variant, ask(variant)))
    return tuple(tasks)


def _of_earlier(bank: Bank, blueprint: Blueprint, blueprints: Blueprints | None, seed: int) -> set[str]:
    """Return the ids of the paper that this one is the retake of."""
    if blueprint.retake_of is None:
        return set()
    if blueprints is None:
        raise UsageError(
            _("This paper is the retake of '{name}', which was not given.").format(name=blueprint.retake_of),
            _("Give the function that finds blueprints: blueprints=..."),
        )
    return set(assemble(bank, blueprints(blueprint.retake_of), seed=seed, blueprints=blueprints).ids)


def _offered(bank: Bank, blueprint: Blueprint, barred: set[str]) -> list[Candidate]:
    for name in (*blueprint.include, *blueprint.exclude):
        expect_known(name, [entry.id for entry in bank])
    for name in (*blueprint.only_topics, *blueprint.topics):
        for problem in unknown(name, bank.only(language=blueprint.language).topics, ()):
            said = _("The blueprint asks for the topic '{topic}', which none of the exercises has.").format(topic=name)
            raise UsageError(said, problem.fix)
    return [candidate(entry) for entry in bank.only(language=blueprint.language) if _may(entry, blueprint, barred)]


def _may(entry: Entry, blueprint: Blueprint, barred: set[str]) -> bool:
    if entry.id in blueprint.include:
        return True
    kind = str(entry.item.kind)  # type: ignore[attr-defined]
    return (
        entry.id not in barred
        and entry.id not in blueprint.exclude
        and not any(isinstance(leaf, Run) for leaf in entry.leaves)  # Nobody simulates on paper.
        and (not blueprint.kinds or kind in blueprint.kinds)
        and kind not in blueprint.without_kinds
        and (not blueprint.only_topics or entry.topic in blueprint.only_topics)
        and blueprint.area in (None, entry.item.area)
        and not (blueprint.cases == 0 and isinstance(entry.item, Block))
    )


def _fixed(offered: Sequence[Candidate], blueprint: Blueprint) -> list[Candidate]:
    by_id = {each.id: each for each in offered}
    for name in blueprint.include:
        if name not in by_id:
            raise UsageError(
                _("'{id}' must be in the paper and is not written in its language.").format(id=name),
                _("Take it out of 'include' or of 'exclude'."),
            )
    return [by_id[name] for name in blueprint.include]


def _unmet(paper: Paper) -> UnmetBlueprintError:
    lines = "\n".join(f"  - {gap}" for gap in paper.gaps)
    problem = _("The exercises to choose from do not make this paper. The nearest one lacks:")
    fix = _("Change the blueprint at these places: wider limits ('tolerance'), other points, fewer topics or kinds.")
    return UnmetBlueprintError(f"{problem}\n{lines}", fix, paper)
