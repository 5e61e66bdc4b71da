"""What became of each exercise in an export: carried, carried with limits, or left out, and why."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from journeylab.domain.vocabulary import N_, Term
from journeylab.i18n import _, ngettext

if TYPE_CHECKING:
    from journeylab.analysis.table import Table

# So many ids stand in a line of text; the table has all of them.
_NAMED = 6


class Way(Term):
    """How an exercise came into a file."""

    CARRIED = "carried", N_("carried")
    LIMITED = "limited", N_("carried with limits")
    LEFT_OUT = "left_out", N_("left out")


@dataclass(frozen=True, slots=True)
class Line:
    """What became of one exercise, case or part.

    Attributes
    ----------
    id : str
        As in the file that was written.
    kind : str
    way : Way
    reasons : tuple of str
        English messages (marked with ``N_``): which other form it has, what is missing, why it was left out.
    """

    id: str
    kind: str
    way: Way
    reasons: tuple[str, ...] = ()


def line(name: str, kind: str, reasons: tuple[str, ...] = ()) -> Line:
    """Return the line of an exercise that was carried, with limits where there are reasons to name."""
    return Line(name, kind, Way.LIMITED if reasons else Way.CARRIED, reasons)


@dataclass(frozen=True, slots=True)
class Report:
    """What became of all exercises of an export.

    Attributes
    ----------
    target : str
        Name of the format.
    lines : tuple of Line
        In the order of the file.
    notes : tuple of str
        English messages on what holds for every exercise.
    """

    target: str
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()

    def count(self, way: Way) -> int:
        """Return how many came into the file this way."""
        return sum(each.way is way for each in self.lines)

    def __str__(self) -> str:
        """Return the numbers in a line, and every limit with the exercises that it concerns."""
        head = ngettext("{target}: {count} exercise", "{target}: {count} exercises", len(self.lines))
        numbers = ", ".join(f"{self.count(way)} {way.label}" for way in Way if self.count(way))
        told = [f"{head.format(target=self.target, count=len(self.lines))} – {numbers}" if numbers else head]
        told += [f"  - {_(note)}" for note in self.notes]
        by_reason: dict[tuple[Way, str], list[str]] = defaultdict(list)
        for each in self.lines:
            for reason in each.reasons:
                by_reason[each.way, reason].append(each.id)
        for way in (Way.LIMITED, Way.LEFT_OUT):
            told += [
                f"  - {way.label}: {_(reason)} ({_named(ids)})" for (of, reason), ids in by_reason.items() if of is way
            ]
        return "\n".join(told)

    def table(self) -> Table:
        """Return a row for each exercise: id, kind, how it came into the file, and why so."""
        import pandas as pd

        from journeylab.analysis.table import table

        rows = [(each.id, each.kind, each.way.label, " ".join(map(_, each.reasons))) for each in self.lines]
        headings = {"id": _("Exercise"), "kind": _("Kind"), "way": _("In the file"), "reasons": _("Why")}
        notes = tuple(_(note) for note in self.notes)
        return table(pd.DataFrame(rows, columns=list(headings)), headings=headings, notes=notes)


@dataclass(frozen=True, slots=True)
class Exported:
    """A file for another program, and what it could not carry.

    Attributes
    ----------
    content : bytes
        To be written as it is.
    report : Report
    """

    content: bytes
    report: Report


def _named(ids: list[str]) -> str:
    shown = ", ".join(ids[:_NAMED])
    rest = len(ids) - _NAMED
    return _("{ids} and {count} more").format(ids=shown, count=rest) if rest > 0 else shown
