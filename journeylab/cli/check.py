"""``journeylab check``: what is wrong in files, and what a sound map lacks."""

from __future__ import annotations

import glob
from argparse import Namespace
from contextlib import suppress
from pathlib import Path

from journeylab.domain.gaps import gaps
from journeylab.i18n import _, ngettext
from journeylab.store.finding import FileError
from journeylab.store.checking import check_file
from journeylab.store.maps import read_map


def check(arguments: Namespace) -> int:
    """Print everything that is wrong in files; 1 if something is."""
    wrong = 0
    for name in arguments.files:
        # Windows leaves the wildcards to us, and Path.glob refuses absolute ones.
        for path in map(Path, sorted(glob.glob(name)) or [name]):  # noqa: PTH207
            wrong += _check(path)
    if wrong:
        print(ngettext("{count} problem found.", "{count} problems found.", wrong).format(count=wrong))
    return 1 if wrong else 0


def _check(path: Path) -> int:
    """Print what is wrong in a file, or else what could be better; return how much is wrong."""
    findings = check_file(path)
    for finding in findings:
        print(f"{finding}\n")
    if not findings:
        print(_("{file}: nothing is wrong.").format(file=path))
        # A sound file that is no map is a catalogue: nothing in it could have gaps.
        with suppress(FileError):
            for gap in gaps(read_map(path)):
                print(f"  - {gap}")
    return len(findings)
