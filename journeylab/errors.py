"""What can be wrong with an input, and how to put it right."""

from __future__ import annotations


class JourneyLabError(Exception):
    """Something in the input is wrong, and here is how to mend it.

    Parameters
    ----------
    problem : str
        What is wrong and where, in the learner's language.
    fix : str
        How to mend it.  It has no default: nobody can raise an error without
        thinking about the way out.
    """

    def __init__(self, problem: str, fix: str) -> None:
        super().__init__(problem, fix)
        self.problem = problem
        self.fix = fix

    def __str__(self) -> str:
        """Show the problem, and the way out in the next line."""
        return f"{self.problem}\n-> {self.fix}"

    def _render_traceback_(self) -> list[str]:
        """Show a notebook's reader the message alone: where in the package it was raised mends nothing."""
        return str(self).splitlines()


class DataError(JourneyLabError):
    """A file, a row or a field does not hold what it should."""


class ModelError(JourneyLabError, ValueError):
    """A map, a scenario, an exercise or a log contradicts itself.

    It is a `ValueError`, so that pydantic adds the place of a record within its
    file to the place within the record.

    Parameters
    ----------
    problem, fix : str
    where : tuple of (str or int)
        Path of keys to the field, ``("behaviour", "next", "kasse")``; what
        reads a file turns it into a line number.
    more : tuple of ModelError
        Further problems of the same object, so that one check names them all.
    """

    def __init__(
        self, problem: str, fix: str, where: tuple[str | int, ...] = (), more: tuple[ModelError, ...] = ()
    ) -> None:
        super().__init__(problem, fix)
        self.where = where
        self.more = more


class UsageError(JourneyLabError):
    """A function or a command was called with words that do not fit."""


class MissingExtraError(JourneyLabError):
    """An optional package is needed and is not installed."""
