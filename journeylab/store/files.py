"""Writing a file whole or not at all."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from contextlib import suppress
from pathlib import Path

from journeylab.errors import DataError
from journeylab.i18n import _, reason
from journeylab.store.yaml_file import shown


def write_text_atomically(path: str | Path, text: str) -> None:
    """Write a text as UTF-8 so that a file of this name holds either the old or the new text, never half of it."""
    write_bytes_atomically(path, text.encode("utf-8"))


def write_bytes_atomically(path: str | Path, data: bytes) -> None:
    """Write bytes under a temporary name in the same folder and rename the file when it is complete.

    Raises
    ------
    DataError
        If the folder is missing, the place is not writable or the disk is full;
        what stood there before is still there.
    """
    path = Path(path)
    # A link keeps pointing to its file, which is what gets the new content.
    target = path.resolve()
    draft = target.with_name(f".{target.name}.{secrets.token_hex(4)}.tmp")
    try:
        if target.exists() and not os.access(target, os.W_OK):
            # Renaming would replace a write-protected file without asking.
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        with draft.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            shutil.copymode(target, draft)
        draft.replace(target)
    except OSError as error:
        problem = _("{file} cannot be written: {reason}.").format(file=shown(path), reason=reason(error))
        fix = _(
            "Close the file in other programs, or choose a folder that exists, has space, and in which you may write."
        )
        raise DataError(problem, fix) from error
    finally:
        with suppress(OSError):
            draft.unlink()
