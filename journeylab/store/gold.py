"""The answers that people marked by hand, from `datasets/gold/free_text.yaml`."""

from __future__ import annotations

from pathlib import Path

from journeylab.domain.exercise.gold import GoldSet
from journeylab.store.shipped import shipped
from journeylab.store.yaml_file import read_yaml


def gold_set(path: str | Path | None = None) -> GoldSet:
    """Return a set of marked answers; without a path the one that comes with journeylab.

    Raises
    ------
    FileError
        If the file is no valid set.
    """
    return read_yaml(shipped("datasets/gold/free_text.yaml") if path is None else path).read_as(GoldSet)
