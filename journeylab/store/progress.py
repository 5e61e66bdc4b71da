"""A learner's progress: every attempt is one line at the end of one file."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path

from journeylab.domain.exercise.attempt import Attempt
from journeylab.domain.exercise.pseudonym import pseudonym
from journeylab.errors import DataError, UsageError
from journeylab.i18n import _, ngettext, reason
from journeylab.store.append_file import BINARY, AppendFile, adding_to
from journeylab.store.files import write_bytes_atomically
from journeylab.store.finding import Finding
from journeylab.store.progress_export import as_csv, as_jsonl
from journeylab.store.progress_lines import HEADER, Kind, ProgressLines, line_of
from journeylab.store.yaml_file import shown

FOLDER = "fortschritt"
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class Progress:
    """What one learner has answered so far, on this machine and nowhere else.

    Parameters
    ----------
    folder : path-like, optional
        ``fortschritt`` in the working folder without it; it is made with the first answer.
    learner : str
        A pseudonym, in any way of typing it; see `suggest_pseudonym`.

    Raises
    ------
    UsageError
        If it cannot be a pseudonym.

    Notes
    -----
    An attempt is written by one call that adds to the end of the file and is
    then forced to the disk.  Programs take turns by a lock of the operating
    system, which a program that dies gives back.  A line that was cut off stays
    where it is; the next one begins behind it.  Where a network drive knows no
    locks, `report` says so: there, one notebook at a time is safe.
    """

    def __init__(self, folder: str | os.PathLike[str] | None = None, *, learner: str) -> None:
        self.learner = pseudonym(learner)
        path = Path(FOLDER if folder is None else folder) / f"{self.learner}.jsonl"
        self._name = shown(path)
        # A notebook that changes its working folder goes on in the same file.
        self.path = path.absolute()
        self._lines = ProgressLines(self._name, self.learner)
        self._pending: dict[bytes, Attempt] = {}
        self._without_lock = False

    def append(self, attempt: Attempt) -> None:
        """Add an attempt, and those that could not be written before.

        Raises
        ------
        UsageError
            If it is another learner's.
        DataError
            If it cannot be written now.  It is not lost: it counts in `attempts`,
            stands in `pending` and is written with the next one.
        """
        if attempt.learner != self.learner:
            raise UsageError(
                _("This attempt is of '{other}', and this is the progress of '{learner}'.").format(
                    other=attempt.learner, learner=self.learner
                ),
                _("Open the progress of that learner."),
            )
        self._pending[line_of(attempt)] = attempt
        self.flush()

    @property
    def pending(self) -> tuple[Attempt, ...]:
        """Attempts that are in memory only, because they could not be written yet."""
        return tuple(self._pending.values())

    def flush(self) -> None:
        """Write what is pending.

        Raises
        ------
        DataError
            If it cannot be written now either.
        """
        if not self._pending:
            return
        try:
            with adding_to(self.path, create=True) as file:
                self._add_pending(file)
            self._pending.clear()
        except OSError as error:
            raise self._unwritten(error) from error

    def attempts(self) -> tuple[Attempt, ...]:
        """Return all attempts, oldest first: also what another notebook has added, and what is pending.

        Raises
        ------
        DataError
            If the file is there and cannot be read.
        """
        self._reload()
        return self._known()

    def report(self) -> tuple[Finding, ...]:
        """Return what is wrong with the file: lines that do not count, a newer version, a drive without locks.

        Raises
        ------
        DataError
            If the file is there and cannot be read.
        """
        self._reload()
        found = list(self._lines.findings)
        if self._without_lock:
            problem = _("This drive cannot lock files, as some network drives cannot.")
            fix = _("Practise in one notebook at a time, or choose a folder on this computer.")
            found.append(Finding(self._name, None, "", problem, fix))
        if self._pending:
            count = len(self._pending)
            problem = ngettext("{count} answer is not saved yet.", "{count} answers are not saved yet.", count)
            fix = _("Leave the notebook open; it is tried again with every answer.")
            found.append(Finding(self._name, None, "", problem.format(count=count), fix))
        return tuple(found)

    def export(self, path: str | os.PathLike[str]) -> Path:
        """Write all attempts to a file to take along.

        Parameters
        ----------
        path : path-like
            ``.jsonl`` can be read by journeylab again, ``.csv`` opens in a spreadsheet.
            A file of this name is replaced.

        Returns
        -------
        Path
            Where it lies now.

        Raises
        ------
        UsageError
            If the ending is another one, or it is the progress file itself.
        DataError
            If it cannot be written.
        """
        target = Path(path)
        make = {".jsonl": as_jsonl, ".csv": as_csv}.get(target.suffix.lower())
        if make is None or target.resolve() == self.path.resolve():
            raise UsageError(
                _("Progress cannot be exported as '{name}'.").format(name=target.name),
                _("Choose another name that ends in .jsonl or .csv."),
            )
        write_bytes_atomically(target, make(self.attempts()))
        return target

    def delete(self, sure: bool = False) -> int:
        """Delete all attempts of this learner for good.

        Parameters
        ----------
        sure : bool
            Has to be True; there is no way back.

        Returns
        -------
        int
            How many attempts are gone.

        Raises
        ------
        UsageError
            If `sure` is not True.
        DataError
            If the file is not ours or of a newer version, or cannot be deleted.
        """
        gone = len(self.attempts())
        if sure is not True:
            raise UsageError(
                ngettext(
                    "{count} attempt would be deleted for good.", "{count} attempts would be deleted for good.", gone
                ).format(count=gone),
                _("If you are sure: delete(sure=True); export('…') keeps a copy."),
            )
        try:
            with adding_to(self.path, create=False) as file:
                self._lines.catch_up(file.handle)
                self._expect_ours()
                gone = len(self._known())
                file.empty()
                # Windows keeps a file that is open; an empty one tells no more than none.
                with suppress(OSError):
                    self.path.unlink()
        except FileNotFoundError:
            pass
        except OSError as error:
            problem = _("{file} cannot be deleted: {reason}.").format(file=self._name, reason=reason(error))
            raise DataError(problem, _("Close it in other programs, and check that you may write there.")) from error
        self._pending.clear()
        self._lines.nothing_there()
        return gone

    def __repr__(self) -> str:
        """Say whose progress it is and where it lies."""
        return f"Progress({str(self.path.parent)!r}, learner={self.learner!r})"

    def _reload(self) -> None:
        try:
            handle = os.open(self.path, os.O_RDONLY | BINARY)
        except FileNotFoundError:
            self._lines.nothing_there()
            return
        except OSError as error:
            raise self._unreadable(error) from error
        try:
            self._lines.catch_up(handle)
        except OSError as error:
            raise self._unreadable(error) from error
        finally:
            os.close(handle)

    def _known(self) -> tuple[Attempt, ...]:
        waiting = (each for line, each in self._pending.items() if not self._lines.holds(line))
        return (*self._lines.attempts, *waiting)

    def _add_pending(self, file: AppendFile) -> None:
        self._without_lock = not file.held
        self._lines.catch_up(file.handle)
        self._expect_ours()
        start = b"\n" if self._lines.ends_within_a_line else b""
        if self._lines.kind is Kind.EMPTY:
            start += HEADER + b"\n"
        for line in self._pending:
            # What was written before the disk refused to confirm it is there already.
            if not self._lines.holds(line):
                file.add(start + line + b"\n")
                start = b""

    def _expect_ours(self) -> None:
        if refusal := self._lines.refusal():
            raise DataError(f"{self._name}: {refusal[0]}", refusal[1])

    def _unwritten(self, error: OSError) -> DataError:
        why = _("there is no room left") if error.errno in _FULL else reason(error)
        return DataError(
            _("The answer is not saved yet: {file} cannot be written: {reason}.").format(file=self._name, reason=why),
            _(
                "Go on, but leave the notebook open: the answer is in memory, and is written with the next one as soon "
                "as there is room and you may write there. Or export your progress to another folder."
            ),
        )

    def _unreadable(self, error: OSError) -> DataError:
        return DataError(
            _("{file} cannot be read: {reason}.").format(file=self._name, reason=reason(error)),
            _("Check that it is a file and that you may read it."),
        )
