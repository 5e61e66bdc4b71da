"""A learner's attempts as a file to take along: lines of JSON, or a table for a spreadsheet."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable
from datetime import datetime
from decimal import Decimal
from io import StringIO

from journeylab.domain.exercise.attempt import Attempt
from journeylab.domain.vocabulary import N_
from journeylab.i18n import _, language
from journeylab.store.progress_lines import HEADER, line_of

Cell = str | int | float | Decimal | datetime | None

_COLUMNS: tuple[tuple[str, Callable[[Attempt], Cell]], ...] = (
    (N_("Time (UTC)"), lambda each: each.time),
    (N_("Pseudonym"), lambda each: each.learner),
    (N_("Exercise"), lambda each: each.item),
    (N_("Part"), lambda each: each.part),
    (N_("Kind"), lambda each: each.kind),
    (N_("Variant (seed)"), lambda each: each.seed),
    (N_("Answer"), lambda each: _answer(each)),
    (N_("State"), lambda each: each.state.label),
    (N_("Points"), lambda each: each.points),
    (N_("Points at most"), lambda each: each.max_points),
    (N_("Points by"), lambda each: each.points_by.label if each.points is not None else None),
    (N_("Seconds"), lambda each: each.seconds),
    (N_("Hints"), lambda each: each.hints),
    (N_("Solution seen before"), lambda each: _("yes") if each.solution_seen else _("no")),
    (N_("Session"), lambda each: each.session),
    (N_("Comment"), lambda each: each.comment),
    (N_("Fingerprint of the text"), lambda each: each.fingerprint),
)


def as_jsonl(attempts: Iterable[Attempt]) -> bytes:
    """Return attempts as a progress file holds them."""
    return b"".join(line + b"\n" for line in (HEADER, *map(line_of, attempts)))


def as_csv(attempts: Iterable[Attempt]) -> bytes:
    """Return attempts as a table that a German Excel opens by a double click.

    Notes
    -----
    Semicolons, UTF-8 with a mark, decimals as the language in use writes them;
    a text that a spreadsheet would run as a formula stands behind an apostrophe.
    """
    table = StringIO(newline="")
    writer = csv.writer(table, delimiter=";", lineterminator="\r\n")
    writer.writerow([_(heading) for heading, _get in _COLUMNS])
    for attempt in attempts:
        writer.writerow([_written(get(attempt)) for _heading, get in _COLUMNS])
    # Half a surrogate pair can stand in an answer, but not in UTF-8.
    return table.getvalue().encode("utf-8-sig", errors="backslashreplace")


def _answer(attempt: Attempt) -> str:
    answer = attempt.answer
    if answer is None:
        return ""
    return answer if isinstance(answer, str) else json.dumps(answer, ensure_ascii=False)


def _written(cell: Cell) -> str:
    # Imported here, since it needs numpy, which reading and writing progress does not.
    from journeylab.store.log_format import escaped

    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(cell, str):
        return escaped(cell)
    figure = format(cell, "f") if isinstance(cell, Decimal) else str(cell)
    return figure.replace(".", ",") if language() == "de" else figure
