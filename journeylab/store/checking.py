"""What is wrong with a file, whatever journeylab keeps in it."""

from __future__ import annotations

from pathlib import Path

from journeylab.store.exercises import FORMAT, load_exercises
from journeylab.store.finding import FileError, Finding
from journeylab.store.maps import load_file
from journeylab.store.yaml_file import read_yaml


def check_file(path: str | Path) -> list[Finding]:
    """Return everything that is wrong in a file of journeylab; an empty list means that it can be used.

    What contradicts itself is looked for when each field by itself is sound.
    """
    try:
        file = read_yaml(path)
        if file.data.get("format") == FORMAT:
            load_exercises(file)
        else:
            load_file(file)
    except FileError as error:
        return list(error.findings)
    return []
