"""Everything that is wrong with an object, in one error."""

from __future__ import annotations

from collections.abc import Iterable

from journeylab.errors import ModelError


def raise_all(problems: Iterable[ModelError]) -> None:
    """Raise the first problem with the others in `more`; do nothing if there is none.

    Raises
    ------
    ModelError
    """
    found = list(problems)
    if found:
        first, *more = found
        raise ModelError(first.problem, first.fix, first.where, tuple(more))


def within(where: tuple[str | int, ...], problem: ModelError) -> ModelError:
    """Return a problem of a part, with its place in the whole."""
    return ModelError(problem.problem, problem.fix, (*where, *problem.where), problem.more)
