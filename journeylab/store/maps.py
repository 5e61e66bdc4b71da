"""Maps and scenarios: from files, into files, and what is wrong with a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from journeylab.domain.exercise.bank import Exercises
from journeylab.domain.exercise.blueprint import Blueprint
from journeylab.domain.exercise.gold import GoldSet
from journeylab.domain.explain import explain
from journeylab.domain.journey_map import JourneyMap
from journeylab.domain.kpi import Kpis
from journeylab.domain.lesson_plan import LessonPlan
from journeylab.domain.models import Models
from journeylab.domain.names import repeated, unknown
from journeylab.domain.saved_plan import SavedPlan
from journeylab.domain.scenario import Scenario
from journeylab.domain.text import Record
from journeylab.domain.touchpoint import Touchpoints
from journeylab.errors import ModelError, UsageError
from journeylab.i18n import _
from journeylab.store.catalogue import touchpoints
from journeylab.store.exam_facts import ExamFile
from journeylab.store.fast_yaml import fast_data
from journeylab.store.files import write_text_atomically
from journeylab.store.glossary import GlossaryFile
from journeylab.store.kpi_catalogue import kpis_catalogue
from journeylab.store.map_text import map_text
from journeylab.store.shipped import shipped
from journeylab.store.yaml_file import YamlFile, read_yaml

_FORMATS: dict[str, type[Record]] = {
    "journeylab/map": JourneyMap,
    "journeylab/scenario": Scenario,
    "journeylab/touchpoints": Touchpoints,
    "journeylab/kpis": Kpis,
    "journeylab/models": Models,
    "journeylab/exam": ExamFile,
    "journeylab/glossary": GlossaryFile,
    "journeylab/plan": LessonPlan,
    "journeylab/exercises": Exercises,
    "journeylab/stage_plan": SavedPlan,
    "journeylab/gold": GoldSet,
    "journeylab/blueprint": Blueprint,
}
# Figures of a log; `analysis` computes them, and ranges, levers and hypotheses name them.
_LOG_KPIS = """conversion_rate cart_abandonment checkout_abandonment return_rate_alpha return_rate_beta
return_rate_gamma repurchase_rate time_to_purchase cost_per_order roas kur roi clv nps aov contacts_to_purchase mood"""
LOG_KPIS = tuple(_LOG_KPIS.split())

_Map = TypeVar("_Map", bound=JourneyMap)


def read_map(path: str | Path) -> JourneyMap:
    """Return the map in a YAML file; of a scenario, the `Scenario` that it is.

    Raises
    ------
    FileError
        If the file is no valid map; `findings` names everything that is wrong.
    """
    return _read(path, JourneyMap)


def scenario(name: str | Path) -> Scenario:
    """Return a scenario by the id of a shipped one, or by the path of a YAML file.

    Raises
    ------
    UsageError
        If no shipped scenario has this id.
    FileError
        If the file is no valid scenario.
    """
    path = Path(name)
    if path.suffix.lower() not in (".yaml", ".yml"):
        for problem in unknown(str(name), scenarios(), ()):
            fix = problem.fix + " " + _("A file of your own is named with its ending .yaml.")
            raise UsageError(_("There is no scenario '{name}'.").format(name=name), fix)
        return _shipped(str(name))
    return _read(path, Scenario)


def _shipped(name: str) -> Scenario:
    """Return a shipped scenario; one that somebody has changed so that it does not fit is read with its lines."""
    path = shipped(f"datasets/scenarios/{name}.yaml")
    try:
        made = Scenario.model_validate(fast_data(path.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return _read(path, Scenario)
    return _read(path, Scenario) if any(_foreign_names(made)) else made


def _read(path: str | Path, wanted: type[_Map]) -> _Map:
    file = read_yaml(path)
    loaded = load_file(file)
    if not isinstance(loaded, wanted):
        problem = _("This file holds '{format}', which cannot be used here.").format(format=file.data["format"])
        fix = _("Name a file whose first line is 'format: journeylab/scenario', or 'format: journeylab/map' for a map.")
        raise file.error([ModelError(problem, fix, ("format",))])
    return loaded


def write_map(journey_map: JourneyMap, path: str | Path) -> None:
    """Write a map or a scenario as YAML; `read_map` gives it back equal, own ``x_`` keys included.

    Raises
    ------
    DataError
        If the file cannot be written; what stood there before is still there.
    """
    write_text_atomically(path, map_text(journey_map))


class Scenarios(tuple[str, ...]):
    """The ids of the shipped scenarios; shows itself with titles."""

    __slots__ = ()

    def __repr__(self) -> str:
        width = max(map(len, self), default=0)
        return "\n".join(f"{name:<{width}}  {scenario(name).title}" for name in self)


def scenarios() -> Scenarios:
    """Return the ids of the shipped scenarios."""
    return Scenarios(sorted(path.stem for path in shipped("datasets/scenarios").glob("*.yaml")))


def load_file(file: YamlFile) -> Record:
    """Return what a file holds, or raise with everything that is wrong in it."""
    if "format" not in file.data:
        fix = _("Begin it with a line like 'format: journeylab/map'.")
        raise file.error([ModelError(_("'{key}' is missing here.").format(key="format"), fix)])
    kind = str(file.data["format"])[:40]
    problems = list(unknown(kind, _FORMATS, ("format",)))
    if problems:
        raise file.error(problems)
    loaded = file.read_as(_FORMATS[kind])
    if isinstance(loaded, JourneyMap):
        problems = list(_foreign_names(loaded))
    for field in ("touchpoints", "kpis"):
        problems += repeated(field, [entry.key for entry in getattr(loaded, field, ())])
    if problems:
        raise file.error(problems)
    return loaded


def _foreign_names(journey_map: JourneyMap) -> Iterator[ModelError]:
    """Yield what refers to a touchpoint or a KPI that does not exist, and levers that do not fit."""
    kinds, kpis = touchpoints(), (*LOG_KPIS, *kpis_catalogue())
    for i, contact in enumerate(journey_map.contacts):
        yield from unknown(contact.touchpoint, kinds, ("contacts", i, "touchpoint"))
        if contact.kpi is not None:
            yield from unknown(contact.kpi.id, kpis, ("contacts", i, "kpi", "id"))
    if isinstance(journey_map, Scenario):
        for name in journey_map.ranges:
            yield from unknown(name, kpis, ("ranges", name))
        for i, lever in enumerate(journey_map.levers):
            yield from unknown(lever.moves, kpis, ("levers", i, "moves"))
            yield from _misfit(journey_map, lever.id, ("levers", i, "patch"))
        for i, hypothesis in enumerate(journey_map.hypotheses):
            yield from unknown(hypothesis.expect.kpi, kpis, ("hypotheses", i, "expect", "kpi"))


def _misfit(scenario: Scenario, lever_id: str, where: tuple[str | int, ...]) -> Iterator[ModelError]:
    try:
        scenario.with_levers(lever_id)
        return
    except ValidationError as error:
        first = explain(error, Scenario)[0]
    except ModelError as error:
        first = error
    except (KeyError, TypeError):
        # The patch replaces or removes something that every scenario has.
        first = ModelError(
            _("The patch does not have the shape of a scenario."),
            _("Write the patch with the same keys as the scenario itself."),
        )
    reason = ": ".join(filter(None, (".".join(map(str, first.where)), first.problem)))
    problem = _("The scenario does not work with the lever '{id}': {reason}").format(id=lever_id, reason=reason)
    yield ModelError(problem, first.fix, where)
