"""``journeylab check``: what is wrong in files, and what a sound map or exercise lacks."""

from __future__ import annotations

import glob
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from journeylab.domain.exercise.bank import Entry
from journeylab.domain.gaps import gaps
from journeylab.domain.problems import within
from journeylab.exam.lint import lint
from journeylab.exam.stress import SEEDS, stress
from journeylab.i18n import _, ngettext, speaking
from journeylab.store.checking import check_file
from journeylab.store.exercises import FORMAT, load_exercises, shop, used_twice
from journeylab.store.finding import FileError, Finding
from journeylab.store.maps import read_map
from journeylab.store.yaml_file import YamlFile, read_yaml


def check(arguments: Namespace) -> int:
    """Print everything that is wrong in files and folders; 1 if something is."""
    wrong, entries = 0, list[Entry]()
    for path in _files(arguments.files):
        findings, read = _check(path)
        entries += read
        for finding in findings:
            print(f"{finding}\n")
        wrong += len(findings)
    for finding in used_twice(entries):
        print(f"{finding}\n")
        wrong += 1
    if wrong:
        print(ngettext("{count} problem found.", "{count} problems found.", wrong).format(count=wrong))
    return 1 if wrong else 0


def _files(names: Sequence[str]) -> Iterator[Path]:
    """Yield what is meant: files by name or by wildcards, and every YAML file of a folder."""
    for name in names:
        # Windows leaves the wildcards to us, and Path.glob refuses absolute ones.
        for path in map(Path, sorted(glob.glob(name)) or [name]):  # noqa: PTH207
            yield from sorted(path.rglob("*.y*ml")) if path.is_dir() else [path]


def _check(path: Path) -> tuple[Sequence[Finding], list[Entry]]:
    """Print what could be better in a sound file; return what is wrong in it, and its exercises."""
    try:
        file = read_yaml(path)
        if file.data.get("format") == FORMAT:
            return _check_exercises(file)
    except FileError as error:
        return error.findings, []
    findings = check_file(path)
    if findings:
        return findings, []
    print(_("{file}: nothing is wrong.").format(file=path))
    # A sound file that is no map is a catalogue: nothing in it could have gaps.
    with suppress(FileError):
        for gap in gaps(read_map(path)):
            print(f"  - {gap}")
    return [], []


def _check_exercises(file: YamlFile) -> tuple[Sequence[Finding], list[Entry]]:
    """Put every exercise to the test under many seeds."""
    loaded = load_exercises(file)
    entries = [Entry(item, loaded.topic, loaded.title, loaded.language, file.name) for item in loaded.items]
    with speaking(loaded.language):
        problems = [
            within(("items", i), problem)
            for i, item in enumerate(loaded.items)
            for problem in (*lint(item), *stress(item, shop))
        ]
    if problems:
        return file.error(problems).findings, entries
    count = sum(len(entry.leaves) for entry in entries)
    said = ngettext(
        "{file}: {count} exercise, nothing is wrong (tried under {seeds} seeds).",
        "{file}: {count} exercises, nothing is wrong (tried under {seeds} seeds).",
        count,
    )
    print(said.format(file=file.name, count=count, seeds=SEEDS))
    return [], entries
