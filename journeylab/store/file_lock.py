"""Programs that write the same file take turns."""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from journeylab.i18n import _

_BUSY = {errno.EAGAIN, errno.EACCES, errno.EDEADLK}
_LONGEST_PAUSE = 0.05

if sys.platform == "win32":
    import msvcrt

    # Windows keeps readers from a locked byte as well, so it is one that no file of ours reaches: the last of 31 bits.
    _LOCKED_BYTE = 2**31 - 2

    def _take(handle: int) -> None:
        os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

    def _give_back(handle: int) -> None:
        os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    # flock, not lockf: it belongs to one opening of the file, so that two objects in one process take turns as well.
    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _give_back(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)


@contextmanager
def locked(handle: int, patience: float = 10.0) -> Iterator[bool]:
    """Hold the lock of an open file; a program that dies gives its lock back.

    Parameters
    ----------
    handle : int
        Number of the open file.
    patience : float
        Seconds to wait for another program; waiting for ever would freeze a notebook.

    Yields
    ------
    bool
        False where the drive knows no locks, as some network drives do.

    Raises
    ------
    TimeoutError
        If another program does not give the file free.
    """
    held = _taken(handle, time.monotonic() + patience)
    try:
        yield held
    finally:
        if held:
            # Closing the file gives it back at the latest.
            with suppress(OSError):
                _give_back(handle)


def _taken(handle: int, until: float) -> bool:
    pause = 0.001
    while True:
        try:
            _take(handle)
            return True
        except OSError as error:
            if error.errno not in _BUSY:
                return False
        if time.monotonic() > until:
            raise TimeoutError(_("another program holds it"))
        time.sleep(pause)
        pause = min(2 * pause, _LONGEST_PAUSE)
