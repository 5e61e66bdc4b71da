"""Mock exams that are kept: written at every step, read again after a crash."""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import ValidationError

from journeylab.domain.exercise.saved_mock import SavedMock
from journeylab.errors import DataError
from journeylab.i18n import _, reason
from journeylab.store.files import write_text_atomically
from journeylab.store.new_file import slug
from journeylab.store.yaml_file import shown

FOLDER = "fortschritt"


class MockFile:
    """Where one mock exam is kept.

    Parameters
    ----------
    name : str
        Of the blueprint and the learner; it becomes the name of the file.
    folder : path-like, optional
        By default ``fortschritt`` in the working folder.
    """

    def __init__(self, name: str, folder: str | Path | None = None) -> None:
        self.path = Path(FOLDER if folder is None else folder) / f"probepruefung-{slug(name) or 'ohne-namen'}.json"

    def write(self, saved: SavedMock) -> None:
        """Keep an exam in the place of the one that was kept before.

        Raises
        ------
        DataError
            If it cannot be written; what was kept before is still there.
        """
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise DataError(
                _("{file} cannot be written: {reason}.").format(file=shown(self.path.parent), reason=reason(error)),
                _("Take another folder: MockExam(..., folder=...)."),
            ) from error
        write_text_atomically(self.path, saved.model_dump_json(indent=1) + "\n")

    def read(self) -> SavedMock | None:
        """Return the exam that was kept, None if there is none.

        Raises
        ------
        DataError
            If the file comes from a newer journeylab or is damaged; it is left as it is.
        """
        try:
            data = json.loads(self.path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            raise self._unreadable(reason(error)) from error
        version = data.get("version") if isinstance(data, dict) else None
        if isinstance(version, int) and version > 1:
            raise DataError(
                _("{file} was written by a newer journeylab.").format(file=shown(self.path)),
                _("Update journeylab, or begin a new exam: MockExam(..., fresh=True)."),
            )
        try:
            return SavedMock.model_validate(data)
        except ValidationError as error:
            raise self._unreadable(_("it holds no mock exam")) from error

    def set_aside(self) -> Path | None:
        """Rename a kept exam, so that a new one can begin and nothing is lost; return its new name."""
        if not self.path.exists():
            return None
        number = 1
        while (aside := self.path.with_name(f"{self.path.stem}-{number}.json")).exists():
            number += 1
        self.path.rename(aside)
        return aside

    def _unreadable(self, why: str) -> DataError:
        return DataError(
            _("{file} cannot be read: {reason}.").format(file=shown(self.path), reason=why),
            _("Begin a new exam: MockExam(..., fresh=True). The old file is kept under another name."),
        )
