"""What is wrong in a file, where, and how to mend it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from journeylab.errors import DataError
from journeylab.i18n import _


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong in a file.

    Attributes
    ----------
    file : str
        As the user named it, but never with the folders of an absolute path.
    line : int or None
        1 is the first; None where it concerns the file as a whole.
    field : str
        ``"contacts[kasse].emotion"``; empty where no field can be named.
    problem, fix : str
    """

    file: str
    line: int | None
    field: str
    problem: str
    fix: str

    @property
    def place(self) -> str:
        """Where to look: file, line, field."""
        file = self.file if self.line is None else _("{file}, line {line}").format(file=self.file, line=self.line)
        return f"{file}: {self.field}" if self.field else file

    def __str__(self) -> str:
        """Return place, problem and way out."""
        return f"{self.place}: {self.problem}\n-> {self.fix}"


class FileError(DataError):
    """A file cannot be used.

    Parameters
    ----------
    findings : sequence of Finding
        Everything that is wrong with it, at least one; the message shows the first.
    """

    def __init__(self, findings: Sequence[Finding]) -> None:
        first, more = findings[0], len(findings) - 1
        problem = f"{first.place}: {first.problem}"
        if more:
            problem += " " + _("(Further problems: {count}; 'journeylab check' lists all.)").format(count=more)
        super().__init__(problem, first.fix)
        self.findings = tuple(findings)
