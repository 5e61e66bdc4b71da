"""Blueprints of papers: those that come with journeylab, and a trainer's own."""

from __future__ import annotations

from pathlib import Path

from journeylab.domain.exercise.blueprint import Blueprint
from journeylab.domain.names import unknown
from journeylab.errors import ModelError, UsageError
from journeylab.i18n import _
from journeylab.store.shipped import shipped
from journeylab.store.yaml_file import read_yaml

FORMAT = "journeylab/blueprint"


def blueprints() -> tuple[str, ...]:
    """Return the names of the shipped blueprints."""
    return tuple(sorted(path.stem for path in shipped("exercises/blueprints").glob("*.yaml")))


def blueprint(name: str | Path) -> Blueprint:
    """Return a blueprint by the name of a shipped one, or by the path of a YAML file.

    Raises
    ------
    UsageError
        If no shipped blueprint has this name.
    FileError
        If the file is no valid blueprint.
    """
    path = Path(name)
    if path.suffix.lower() not in (".yaml", ".yml"):
        for problem in unknown(str(name), blueprints(), ()):
            fix = problem.fix + " " + _("A file of your own is named with its ending .yaml.")
            raise UsageError(_("There is no blueprint '{name}'.").format(name=name), fix)
        path = shipped(f"exercises/blueprints/{name}.yaml")
    file = read_yaml(path)
    kind = str(file.data.get("format", ""))[:40]
    if kind != FORMAT:
        problem_text = _("This file holds '{format}', which cannot be used here.").format(format=kind)
        fix = _("Name a file whose first line is 'format: journeylab/blueprint'.")
        raise file.error([ModelError(problem_text, fix, ("format",) if kind else ())])
    return file.read_as(Blueprint)
