"""Where a learner's answers lie while an exam is written, and when it is handed in."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path

from journeylab.domain.exercise.release import Draft, Submission
from journeylab.errors import DataError
from journeylab.i18n import _
from journeylab.store.finding import FileError
from journeylab.store.release_folder import is_newer, newer_file, read_record, write_record


class Desk:
    """Where a learner's answers are kept while an exam is written, and handed in.

    Parameters
    ----------
    folder : Path
        Beside the tasks.
    """

    def __init__(self, folder: Path) -> None:
        # A notebook that changes its working folder goes on in the same place.
        self.folder = folder.absolute()
        self._seen: set[Path] = set()

    def drafts(self, exam: str) -> list[Draft]:
        """Return what was begun of this exam and not handed in, the latest first."""
        found = []
        for path in sorted(self.folder.glob("entwurf-*.json"), key=os.path.getmtime, reverse=True):
            with suppress(FileError):
                draft = read_record(path, Draft, _("draft"))
                if draft.exam == exam and not self._handed_in(draft).exists():
                    found.append(draft)
        return found

    def keep(self, draft: Draft) -> None:
        """Keep a draft.

        Raises
        ------
        DataError
            If it cannot be written, if this pseudonym has handed in already, or if a newer version of journeylab
            has written its draft.
        """
        path = self.folder / f"entwurf-{draft.learner}.json"
        if path not in self._seen:
            self._expect_not_handed_in(draft)
            _expect_no_newer(path)
        self._seen.add(path)
        write_record(path, draft)

    def hand_in(self, submission: Submission) -> str:
        """Write what is handed in, never over another one, and return the name of the file."""
        self._expect_not_handed_in(submission)
        path = self._handed_in(submission)
        write_record(path, submission)
        return path.name

    def _expect_not_handed_in(self, of: Draft | Submission) -> None:
        path = self._handed_in(of)
        if path.exists():
            raise DataError(
                _("'{file}' exists already and is not overwritten.").format(file=path.name),
                _("Somebody has handed in under this pseudonym. Take another one, or ask your trainer."),
            )

    def _handed_in(self, of: Draft | Submission) -> Path:
        return self.folder / f"abgabe-{of.learner}.json"


def _expect_no_newer(path: Path) -> None:
    # What cannot be read at all is a broken draft, which a new one may replace.
    with suppress(OSError, ValueError, RecursionError):
        if is_newer(json.loads(path.read_bytes())):
            raise newer_file(path.name)
