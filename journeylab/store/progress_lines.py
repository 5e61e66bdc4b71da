"""What stands in a learner's progress file, read line by line and only as far as it is new."""

from __future__ import annotations

import json
import os
from enum import Enum, auto
from hashlib import blake2b
from typing import Any

from pydantic import ValidationError

from journeylab.domain.exercise.attempt import Attempt
from journeylab.domain.vocabulary import N_
from journeylab.errors import ModelError
from journeylab.i18n import _
from journeylab.store.finding import Finding

FORMAT = "journeylab/progress"
VERSION = 1
HEADER = json.dumps({"format": FORMAT, "version": VERSION}).encode()
_CHUNK = 1 << 20
# Enough of what was read last to see that it is still the same file.
_REMEMBERED = 64


class Kind(Enum):
    """Whose file it is, by its first line."""

    EMPTY = auto()
    OWN = auto()
    NEWER = auto()
    FOREIGN = auto()


# What is to be said, and what to be done, about a file into which nothing is written.
_NOT_OURS = {
    Kind.NEWER: (
        N_("This file was written by a newer version of journeylab, so nothing is added to it and nothing is changed."),
        N_("Type in a notebook cell: %pip install -U journeylab – and restart the kernel."),
    ),
    Kind.FOREIGN: (
        N_("This file does not begin like a progress file, so nothing is added to it and nothing is changed."),
        N_("Move it to another folder, or choose another pseudonym; the next answer begins a new file."),
    ),
}


def line_of(attempt: Attempt) -> bytes:
    """Return an attempt as the line of a file, without its end.

    Notes
    -----
    All of it is ASCII: no sign in an answer (U+2028, half a surrogate pair)
    ends the line for any reader, and a cut never falls into a letter.
    """
    data = {"version": VERSION} | attempt.model_dump(mode="json", exclude_defaults=True)
    return json.dumps(data, separators=(",", ":")).encode("ascii")


class ProgressLines:
    """The lines of one file that have been read so far.

    Parameters
    ----------
    name : str
        The file, as findings name it.
    learner : str
        Lines of others are not counted.
    """

    def __init__(self, name: str, learner: str) -> None:
        self.name = name
        self.learner = learner
        self._forget()

    def _forget(self) -> None:
        self._kind = Kind.EMPTY
        self._attempts: dict[bytes, Attempt] = {}
        self._findings: list[Finding] = []
        self._tail = b""
        self._place = 0
        self._count = 0
        self._last = b""
        self._seen: tuple[int, ...] = ()

    @property
    def kind(self) -> Kind:
        """Whose file it is."""
        tail = self._tail.strip()
        return self._kind_with(tail, self._read(tail)) if tail else self._kind

    @property
    def attempts(self) -> tuple[Attempt, ...]:
        """All attempts in the order of the file; one that was written twice counts once."""
        tail = self._tail.strip()
        last = self._read(tail)
        if not isinstance(last, Attempt) or self.holds(tail):
            return tuple(self._attempts.values())
        return (*self._attempts.values(), last)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All that is wrong with the file, and every line that is not counted."""
        problem = self._read(self._tail) if self._tail.strip() else None
        last = [self._finding(self._count + 1, problem)] if isinstance(problem, str) else []
        return (*self._findings, *last)

    @property
    def ends_within_a_line(self) -> bool:
        """Whether the last line has no end: it is being written, or was cut off."""
        return bool(self._tail)

    def holds(self, line: bytes) -> bool:
        """Tell whether this line was read already."""
        return _digest(line) in self._attempts

    def catch_up(self, handle: int) -> None:
        """Read what an open file has got since the last time, or all of it if it is another file now."""
        facts = os.fstat(handle)
        seen = (facts.st_dev, facts.st_ino, facts.st_size, facts.st_mtime_ns)
        if seen == self._seen:
            return
        grown = seen[:2] == self._seen[:2] and facts.st_size > self._place + len(self._tail)
        if not (grown and _bytes_of(handle, self._place - len(self._last), len(self._last)) == self._last):
            self._forget()
        self._take(_bytes_of(handle, self._place))
        self._seen = seen

    def refusal(self) -> tuple[str, str] | None:
        """Return why nothing may be written into the file and what to do, or None if it may."""
        texts = _NOT_OURS.get(self.kind)
        return texts and (_(texts[0]), _(texts[1]))

    def nothing_there(self) -> None:
        """Take note that there is no file."""
        self._forget()

    def _take(self, data: bytes) -> None:
        whole, end, self._tail = data.rpartition(b"\n")
        self._place += len(whole + end)
        self._last = (self._last + whole + end)[-_REMEMBERED:]
        for line in whole.split(b"\n") if end else ():
            self._count += 1
            self._take_line(line.strip())

    def _take_line(self, line: bytes) -> None:
        if not line:
            return
        found = self._read(line)
        if isinstance(found, Attempt):
            self._attempts.setdefault(_digest(line), found)
        before, self._kind = self._kind, self._kind_with(line, found)
        if self._kind is not before and self._kind in _NOT_OURS:
            problem, fix = map(_, _NOT_OURS[self._kind])
            self._findings.append(Finding(self.name, self._count, "", problem, fix))
        if isinstance(found, str):
            self._findings.append(self._finding(self._count, found))

    def _kind_with(self, line: bytes, found: Attempt | int | str) -> Kind:
        """Return whose file it is when this line is added to it."""
        if isinstance(found, int) and found > VERSION:
            return Kind.NEWER
        if self._kind is not Kind.EMPTY or _cut_header(line):
            return self._kind
        return Kind.OWN if isinstance(found, int) else Kind.FOREIGN

    def _read(self, line: bytes) -> Attempt | int | str:
        """Return an attempt, the version that a header names, or what is wrong with the line."""
        try:
            # Bytes, since they may begin with the mark that an editor has put there.
            data: Any = json.loads(line)
        except (ValueError, RecursionError):
            return _("The line is damaged, or was cut off while it was being written.")
        if not isinstance(data, dict):
            return _("The line is no attempt.")
        version = data.get("version")
        if data.get("format") == FORMAT and isinstance(version, int) and version >= 1:
            return version
        try:
            attempt = Attempt.model_validate(data)
        except (ValidationError, ModelError):
            return _("The line is no attempt that this version of journeylab knows.")
        if attempt.learner != self.learner:
            return _("The line belongs to another learner.")
        return attempt

    def _finding(self, line: int, problem: str) -> Finding:
        fix = _("It stays in the file as it is and is not counted; all other lines are.")
        return Finding(self.name, line, "", problem, fix)


def _cut_header(line: bytes) -> bool:
    # A loss of power can leave zeros where a line should have been.
    rest = line.strip(b"\0")
    return rest != HEADER and HEADER.startswith(rest)


def _digest(line: bytes) -> bytes:
    return blake2b(line, digest_size=16).digest()


def _bytes_of(handle: int, place: int, count: int | None = None) -> bytes:
    os.lseek(handle, place, os.SEEK_SET)
    pieces = []
    while count is None or count > 0:
        piece = os.read(handle, _CHUNK if count is None else count)
        if not piece:
            break
        pieces.append(piece)
        count = None if count is None else count - len(piece)
    return b"".join(pieces)
