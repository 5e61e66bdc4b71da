"""Whether an exercise keeps what it promises under every seed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from journeylab.domain.exercise.common import Exercise
from journeylab.domain.exercise.numeric import Numeric
from journeylab.domain.exercise.shop import Run
from journeylab.domain.exercise.writing import FreeText
from journeylab.domain.formula import DividedByZeroError
from journeylab.domain.problems import within
from journeylab.errors import JourneyLabError, ModelError
from journeylab.exam.answers import Shops, right_answer, sample_answer
from journeylab.exam.grade import State
from journeylab.exam.grading import grade
from journeylab.exam.grading_numbers import tolerance
from journeylab.exam.variants import Variant, draw, result
from journeylab.i18n import _, number

SEEDS = 100
# Fewer different results would soon be known by heart.
_DISTINCT = 20
_LARGEST = 10**12
# A simulation takes a hundred times longer than all else; what it is asked does not vary with the seed.
_SIMULATED = 3


def stress(item: Exercise, shops: Shops, seeds: int = SEEDS) -> list[ModelError]:
    """Return what goes wrong in variants of an exercise; an empty list means that it holds.

    Parameters
    ----------
    item : Exercise
    shops : callable
        From the id of a shop to the `Scenario`.
    seeds : int
        How many variants are tried; of an exercise without numbers that vary, one.

    Notes
    -----
    Checked is: numbers can be drawn; every solution is finite and of a size
    that people compute with; wrong paths differ from the solution and from
    each other; the solution earns full marks, nothing earns nothing, and the
    exercise's own samples earn what they say; results differ between variants.
    """
    found: dict[tuple[str, tuple[str | int, ...]], ModelError] = {}
    results: dict[str, set[Fraction]] = {}
    for seed in range(_how_many(item, seeds)):
        try:
            variant = draw(item, seed)
        except DividedByZeroError as error:
            problem = _("Seed {seed}: a denominator is 0: {names}.").format(seed=seed, names=", ".join(error.args))
            return [ModelError(problem, _("Require that it is larger: require: [...]."), ("derived",))]
        except ModelError as error:
            return [error]
        # Where no number is written into it, a part is the same under every seed and has been tried under the first.
        plain = getattr(item, "parts", ()) if seed else ()
        tried = {i for i, part in enumerate(plain) if variant.parts[i].item is part and not isinstance(part, Numeric)}
        for wrong in (*_parts(variant, shops, tried), *_whole(variant, shops)):
            found.setdefault((wrong.fix, wrong.where), wrong)
        for leaf in variant.leaves:
            if isinstance(leaf.item, Numeric) and not _problem_of_solution(leaf):
                results.setdefault(leaf.id, set()).add(round(result(leaf), leaf.item.digits))
    return [*found.values(), *_too_few(item, results, seeds)]


def varies(item: Exercise) -> bool:
    """Tell whether variants of an exercise differ."""
    parameters = [*getattr(item, "parameters", {}).values()]
    parameters += [each for part in getattr(item, "parts", ()) for each in getattr(part, "parameters", {}).values()]
    return any(parameter.count > 1 for parameter in parameters)


def _how_many(item: Exercise, seeds: int) -> int:
    if varies(item):
        return seeds
    simulated = any(isinstance(leaf, Run) for leaf in (item, *getattr(item, "parts", ())))
    return _SIMULATED if simulated else 1


def _parts(variant: Variant, shops: Shops, tried: Collection[int]) -> Iterator[ModelError]:
    """Check each part by itself, but those that have been tried."""
    single = not variant.parts
    for i, leaf in enumerate(variant.leaves):
        if i in tried:
            continue
        where: tuple[str | int, ...] = () if single else ("parts", i)
        if isinstance(leaf.item, Numeric):
            problem = _problem_of_solution(leaf)
            if problem:
                yield within(where, problem)
                continue
            yield from (within(where, wrong) for wrong in _wrong_paths(leaf))
        if not single:
            yield from (within(where, wrong) for wrong in _marks(leaf, shops))


def _whole(variant: Variant, shops: Shops) -> Iterator[ModelError]:
    """Check an exercise as a whole; the answers of a case are those of its parts, once they fit together."""
    computable = not any(isinstance(leaf.item, Numeric) and _problem_of_solution(leaf) for leaf in variant.leaves)
    if computable and (not variant.parts or variant.item.samples or variant.seed == 0):
        yield from _marks(variant, shops)


def _problem_of_solution(variant: Variant) -> ModelError | None:
    fix = _("Change the ranges, or forbid it: require: [...].")
    try:
        exact = result(variant)
    except DividedByZeroError as error:
        problem = _("Seed {seed}: a denominator is 0: {names}.")
        return ModelError(problem.format(seed=variant.seed, names=", ".join(error.args)), fix, ("solution",))
    if abs(exact) >= _LARGEST:
        return ModelError(_("Seed {seed}: the solution is too large.").format(seed=variant.seed), fix, ("solution",))
    return None


def _wrong_paths(variant: Variant) -> Iterator[ModelError]:
    item = variant.item
    assert isinstance(item, Numeric)
    known: list[Fraction] = [result(variant)]
    for i, path in enumerate(item.wrong_paths):
        try:
            value = result(variant, path.formula)
        except DividedByZeroError:
            continue
        if any(abs(value - other) <= tolerance(item) for other in known):
            problem = _("Seed {seed}: this wrong path gives {value}, as the solution or another path does.")
            shown = number(float(value), item.digits)
            yield ModelError(
                problem.format(seed=variant.seed, value=shown),
                _("Choose ranges in which the two differ."),
                ("wrong_paths", i),
            )
        known.append(value)


def _marks(variant: Variant, shops: Shops) -> Iterator[ModelError]:
    """Check that solution, nothing and samples earn what they should."""
    item = variant.item
    try:
        full = grade(variant, right_answer(variant, shops), shops)
        nothing = grade(variant, None, shops)
    except JourneyLabError as error:
        yield ModelError(_("Seed {seed}: {problem}").format(seed=variant.seed, problem=error.args[0]), error.args[1])
        return
    if full.points is not None and full.points != item.points:
        problem = _("Seed {seed}: the solution earns {points} of {most} points.")
        values = {"seed": variant.seed, "points": _shown(full.points), "most": _shown(item.points)}
        yield ModelError(problem.format(**values), _("Correct solution or tolerance."), ("points",))
    if nothing.points or (nothing.state is not State.NOT_ATTEMPTED and not variant.parts):
        yield ModelError(_("An empty answer earns points."), _("Correct the rule."), ("points",))
    for i, sample in enumerate(item.samples):
        try:
            earned = grade(variant, sample_answer(variant, sample.answer), shops).points
        except (JourneyLabError, ValueError) as error:
            yield ModelError(str(error.args[0]), _("Correct the sample."), ("samples", i))
            continue
        if earned != sample.points and not isinstance(item, FreeText):
            problem = _("Seed {seed}: this sample earns {earned} points, not {points}.")
            values = {"seed": variant.seed, "earned": _shown(earned), "points": _shown(sample.points)}
            yield ModelError(problem.format(**values), _("Correct the sample, or the exercise."), ("samples", i))


def _shown(points: Decimal | None) -> str:
    return _("none") if points is None else number(float(points))


def _too_few(item: Exercise, results: dict[str, set[Fraction]], seeds: int) -> Sequence[ModelError]:
    """Return a problem if a single exercise with numbers that vary has too few different results."""
    # Where there is no result at all, that has been told.
    if not isinstance(item, Numeric) or seeds < SEEDS or not varies(item) or item.id not in results:
        return []
    distinct = len(results[item.id])
    if distinct >= _DISTINCT:
        return []
    problem = _("{seeds} seeds give only {count} different results.").format(seeds=seeds, count=distinct)
    return [ModelError(problem, _("Widen the ranges of the parameters."), ("parameters",))]
