"""The bank of exercises: read from files, with everything that is wrong in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from journeylab.domain.exercise.bank import Bank, Entry, Exercises
from journeylab.domain.exercise.block import Block
from journeylab.domain.exercise.common import Exercise
from journeylab.domain.exercise.numeric import Numeric
from journeylab.domain.exercise.shop import Build, MapPick, Run
from journeylab.domain.names import repeated, unknown
from journeylab.domain.scenario import Scenario
from journeylab.errors import DataError, ModelError
from journeylab.i18n import _
from journeylab.store.exam_facts import exam_facts
from journeylab.store.fast_yaml import fast_data
from journeylab.store.finding import FileError, Finding
from journeylab.store.glossary import glossary
from journeylab.store.kpi_catalogue import kpis_catalogue
from journeylab.store.maps import LOG_KPIS, scenario, scenarios
from journeylab.store.shipped import shipped
from journeylab.store.yaml_file import YamlFile, read_yaml, shown

FORMAT = "journeylab/exercises"


@cache
def shop(name: str) -> Scenario:
    """Return a shipped scenario by its id; it is frozen, so that all exercises share it."""
    return scenario(name)


@cache
def practice_bank() -> Bank:
    """Return the practice bank that comes with journeylab, German and English."""
    folder = shipped("exercises")
    entries: list[Entry] = []
    try:
        for path, _named in exercise_files([folder]):
            data = fast_data(path.read_text(encoding="utf-8"))
            if data["format"] == FORMAT:
                entries += _entries(Exercises.model_validate(data), path.name)
    except (OSError, ValueError, KeyError, TypeError):
        # Somebody has changed a file: the careful reader says what is wrong in which line.
        entries = []
    return Bank(tuple(entries)) if entries else read_bank([folder])


def _entries(read: Exercises, name: str) -> Iterator[Entry]:
    return (Entry(item, read.topic, read.title, read.language, name) for item in read.items)


def read_bank(paths: Sequence[str | Path]) -> Bank:
    """Read exercises from files and folders.

    Parameters
    ----------
    paths : sequence of path-like
        Of a folder all files ``*.yaml`` in it and below it that hold exercises; other formats are passed over.

    Raises
    ------
    FileError
        With everything that is wrong in all files; also if an id stands twice.
    DataError
        If there is no file of exercises at all.
    """
    entries: list[Entry] = []
    findings: list[Finding] = []
    for path, named in exercise_files(paths):
        try:
            file = read_yaml(path)
            if named or file.data.get("format") == FORMAT:
                read = load_exercises(file)
                entries += _entries(read, path.name)
        except FileError as error:
            findings += error.findings
    findings += used_twice(entries)
    if findings:
        raise FileError(findings)
    if not entries:
        raise DataError(
            _("There are no exercises in {places}.").format(places=", ".join(shown(Path(path)) for path in paths)),
            _("Name a file whose first line is 'format: journeylab/exercises', or a folder with such files."),
        )
    return Bank(tuple(entries))


def exercise_files(paths: Sequence[str | Path]) -> Iterator[tuple[Path, bool]]:
    """Yield the YAML files that are meant, and whether each was named itself."""
    for path in map(Path, paths):
        if path.is_dir():
            for found in sorted(path.rglob("*.y*ml")):
                if not any(part.startswith(".") for part in found.relative_to(path).parts):
                    yield found, False
        else:
            yield path, True


def load_exercises(file: YamlFile) -> Exercises:
    """Return what a file of exercises holds, or raise with everything that is wrong in it."""
    loaded = file.read_as(Exercises)
    problems = [*repeated("items", [item.id for item in loaded.items])]
    for i, item in enumerate(loaded.items):
        problems += _foreign_names(item, ("items", i))
        for k, part in enumerate(item.parts if isinstance(item, Block) else ()):
            problems += _foreign_names(part, ("items", i, "parts", k))
    if problems:
        raise file.error(problems)
    return loaded


def used_twice(entries: Sequence[Entry]) -> Iterator[Finding]:
    """Yield a finding for every exercise whose id another one has already."""
    seen: set[str] = set()
    for entry in entries:
        if entry.id in seen:
            problem = _("The id '{id}' stands in another file as well.").format(id=entry.id)
            yield Finding(entry.file, None, f"items[{entry.id}].id", problem, _("Give every entry an id of its own."))
        seen.add(entry.id)


def _foreign_names(item: Exercise, where: tuple[str | int, ...]) -> Iterator[ModelError]:
    """Yield what refers to a place in the curriculum, a KPI, a term or a contact that does not exist."""
    facts = exam_facts()
    for i, place in enumerate(item.curriculum):
        yield from unknown(place, (entry.id for entry in facts.curriculum), (*where, "curriculum", i))
    for i, word in enumerate(item.glossary):
        yield from unknown(word, (term.key for term in glossary().terms), (*where, "glossary", i))
    if isinstance(item, Numeric) and item.kpi is not None:
        yield from unknown(item.kpi, kpis_catalogue(), (*where, "kpi"))
    if isinstance(item, Block):
        for i, material in enumerate(item.materials):
            if material.scenario is not None:
                yield from unknown(material.scenario, scenarios(), (*where, "materials", i, "scenario"))
    named = getattr(item, "scenario", None)
    if named is not None:
        problems = list(unknown(named, scenarios(), (*where, "scenario")))
        yield from problems or _of_shop(item, shop(named), where)


def _of_shop(item: Exercise, of: Scenario, where: tuple[str | int, ...]) -> Iterator[ModelError]:
    contacts = [contact.id for contact in of.contacts]
    match item:
        case MapPick():
            for i, contact in enumerate(item.right):
                yield from unknown(contact, contacts, (*where, "right", i))
            for contact in item.wrong:
                yield from unknown(contact, contacts, (*where, "wrong", contact))
        case Build():
            for i, contact in enumerate(item.example):
                yield from unknown(contact, contacts, (*where, "example", i))
            for i, rule in enumerate(item.rules):
                for contact in rule.contacts:
                    yield from unknown(contact, contacts, (*where, "rules", i))
        case Run():
            for i, lever in enumerate(item.levers):
                yield from unknown(lever, (each.id for each in of.levers), (*where, "levers", i))
            for i, figure in enumerate(item.figures):
                yield from unknown(figure.figure, LOG_KPIS, (*where, "figures", i, "figure"))
            if item.judgement:
                yield from unknown(item.judgement.figure, LOG_KPIS, (*where, "judgement", "figure"))
