"""A file to whose end several programs add lines, none of which gets lost."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from journeylab.store.file_lock import locked

# Windows would otherwise turn every "\n" into two signs.
BINARY = getattr(os, "O_BINARY", 0)
_CANNOT_SYNC = {errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP}
# Some network drives number a file anew each time they are asked.
_TRIES = 20


@dataclass(frozen=True, slots=True)
class AppendFile:
    """A file that is open for adding, while other programs wait.

    Attributes
    ----------
    handle : int
        Number of the open file.
    held : bool
        False where the drive knows no locks.
    """

    handle: int
    held: bool

    def add(self, data: bytes) -> None:
        """Add all of it in one call, or nothing.

        Raises
        ------
        OSError
            If it cannot be written.  Without a lock a part of it may be left.
        """
        before = os.fstat(self.handle).st_size
        done = os.write(self.handle, data)
        try:
            while done < len(data):
                # A disk that is nearly full takes a part first, and says why with the next one.
                done += os.write(self.handle, data[done:])
        except OSError:
            # Half a line is taken back, but only if nobody can have written behind it.
            if self.held:
                with suppress(OSError):
                    os.ftruncate(self.handle, before)
            raise

    def empty(self) -> None:
        """Take everything out."""
        os.ftruncate(self.handle, 0)


@contextmanager
def adding_to(path: Path, *, create: bool) -> Iterator[AppendFile]:
    """Open a file for adding, keep other programs waiting, and force it to the disk afterwards.

    Parameters
    ----------
    path : Path
    create : bool
        Whether folder and file are made where they are missing.

    Raises
    ------
    OSError
        Whatever the operating system has to say against it; a `TimeoutError` if another program does not give way.
    """
    flags = os.O_RDWR | os.O_APPEND | BINARY
    if create:
        path.parent.mkdir(parents=True, exist_ok=True)
        flags |= os.O_CREAT
    for tried in range(1, _TRIES + 1):
        # Nobody but its owner needs to read it.
        handle = os.open(path, flags, 0o600)
        try:
            with locked(handle) as held:
                if tried < _TRIES and not _is_still(handle, path):
                    continue
                yield AppendFile(handle, held)
            # After the lock is given back: others need not wait for the disk.
            _sync(handle)
            return
        finally:
            os.close(handle)


def _is_still(handle: int, path: Path) -> bool:
    # Another program may have deleted the file while this one waited for the lock.
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False


def _sync(handle: int) -> None:
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _CANNOT_SYNC:
            raise
