"""Maps and scenarios: from files, into files, and what is wrong with a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from difflib import get_close_matches
from html import escape
from pathlib import Path
from typing import Any, TypeVar, overload

from pydantic import BaseModel, ValidationError

from journeylab.domain.explain import explain
from journeylab.domain.journey_map import JourneyMap, repeated
from journeylab.domain.kpi import Kpi
from journeylab.domain.models import Models
from journeylab.domain.scenario import Scenario
from journeylab.domain.touchpoint import Touchpoint
from journeylab.errors import ModelError, UsageError
from journeylab.i18n import _, pick
from journeylab.store.catalogue import touchpoints
from journeylab.store.files import write_text_atomically
from journeylab.store.finding import FileError, Finding
from journeylab.store.kpi_catalogue import kpis_catalogue
from journeylab.store.map_text import map_text
from journeylab.store.shipped import shipped
from journeylab.store.yaml_file import YamlFile, read_yaml

VERSION = 1
_SUFFIXES = (".yaml", ".yml")

# Figures of a log; `analysis` computes them, and ranges, levers and hypotheses name them.
LOG_KPIS = (
    "conversion_rate",
    "cart_abandonment",
    "checkout_abandonment",
    "return_rate_alpha",
    "return_rate_beta",
    "return_rate_gamma",
    "repurchase_rate",
    "time_to_purchase",
    "cost_per_order",
    "roas",
    "kur",
    "roi",
    "clv",
    "nps",
    "aov",
    "contacts_to_purchase",
    "mood",
)

_Model = TypeVar("_Model", bound=BaseModel)
_Map = TypeVar("_Map", bound=JourneyMap)


def read_map(path: str | Path) -> JourneyMap:
    """Return the map in a YAML file; of a scenario, the `Scenario` that it is.

    Raises
    ------
    FileError
        If the file is no valid map; `findings` names everything that is wrong.
    """
    file = read_yaml(path)
    loaded = _load(file)
    if not isinstance(loaded, JourneyMap):
        raise _no_scenario(file, _("This file holds no map."))
    return loaded


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
    if path.suffix.lower() not in _SUFFIXES:
        path = scenarios().path(str(name))
    file = read_yaml(path)
    loaded = _load(file)
    if not isinstance(loaded, Scenario):
        raise _no_scenario(file, _("This file does not say how customers behave."))
    return loaded


def _no_scenario(file: YamlFile, problem: str) -> FileError:
    fix = _("Its first line has to be 'format: journeylab/scenario' (with behaviour) or 'format: journeylab/map'.")
    return FileError([file.finding(("format",), problem, fix)])


def write_map(journey_map: JourneyMap, path: str | Path) -> None:
    """Write a map or a scenario as YAML; `read_map` gives it back equal, own ``x_`` keys included.

    Raises
    ------
    DataError
        If the file cannot be written; what stood there before is still there.
    """
    write_text_atomically(path, map_text(journey_map))


def check_file(path: str | Path) -> list[Finding]:
    """Return everything that is wrong in a file of journeylab; an empty list means that it can be used.

    What contradicts itself is looked for when each field by itself is sound.
    """
    try:
        _load(read_yaml(path))
    except FileError as error:
        return list(error.findings)
    return []


class Scenarios(Sequence[str]):
    """The ids of the shipped scenarios; shows itself as a table with titles."""

    def __init__(self, folder: Path) -> None:
        self._paths = {path.stem: path for path in sorted(folder.glob("*.yaml"))}

    def path(self, scenario_id: str) -> Path:
        """Return where the file of a scenario lies."""
        if scenario_id not in self._paths:
            near = get_close_matches(scenario_id, self, n=1)
            names = ", ".join(self)
            fix = _("Did you mean '{near}'?").format(near=near[0]) + " " if near else ""
            fix += _("There are: {names}. A file of your own is named with its ending .yaml.").format(names=names)
            raise UsageError(_("There is no scenario '{name}'.").format(name=scenario_id), fix)
        return self._paths[scenario_id]

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> list[str]: ...
    def __getitem__(self, place: int | slice) -> str | list[str]:
        return list(self._paths)[place]

    def __len__(self) -> int:
        return len(self._paths)

    def __repr__(self) -> str:
        return "\n".join(f"{name:<{max(map(len, self))}}  {title} ({size})" for name, title, size in self._rows())

    def _repr_html_(self) -> str:
        rows = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in self._rows())
        return f"<table>{rows}</table>"

    def _rows(self) -> Iterator[tuple[str, str, str]]:
        for name, path in self._paths.items():
            data = read_yaml(path).data
            size = _("contacts: {contacts}, levers: {levers}").format(
                contacts=len(data.get("contacts", ())), levers=len(data.get("levers", ()))
            )
            yield name, pick(data.get("title")), size


def scenarios() -> Scenarios:
    """Return the ids of the shipped scenarios."""
    return Scenarios(shipped("datasets/scenarios"))


def _load(file: YamlFile) -> object:
    """Return what a file holds, or raise with everything that is wrong in it."""
    loaded, problems = _readers()[_format(file)](file)
    # A figure that serves twice (median and p90) is wrong once.
    findings = list(dict.fromkeys(file.finding(each.where, each.problem, each.fix) for each in problems))
    if findings:
        raise FileError(sorted(findings, key=lambda finding: finding.line or 0))
    return loaded


_Read = tuple[object, list[ModelError]]


def _readers() -> dict[str, Callable[[YamlFile], _Read]]:
    return {
        "journeylab/map": lambda file: _read_map(file, JourneyMap),
        "journeylab/scenario": lambda file: _read_map(file, Scenario),
        "journeylab/touchpoints": lambda file: _read_entries(file, "touchpoints", Touchpoint),
        "journeylab/kpis": lambda file: _read_entries(file, "kpis", Kpi),
        "journeylab/models": lambda file: _validated(Models, _content(file)),
    }


def _format(file: YamlFile) -> str:
    """Return what kind of file it is, checked."""
    kinds = list(_readers())
    written, version = file.data.get("format"), file.data.get("version", VERSION)
    if written not in kinds:
        near = get_close_matches(str(written), kinds, n=1)
        if written is None:
            problem = _("The file does not say what it holds.")
        else:
            problem = _("'{format}' is no format of journeylab.").format(format=str(written)[:40])
        if near:
            fix = _("Did you mean '{near}'?").format(near=near[0])
        else:
            fix = _("Write one of these lines at the top: {lines}.").format(
                lines=", ".join(f"format: {kind}" for kind in kinds)
            )
        raise FileError([file.finding(("format",), problem, fix)])
    if isinstance(version, int) and version > VERSION:
        problem = _("This file has version {version}; this journeylab reads version {known}.").format(
            version=version, known=VERSION
        )
        raise FileError([file.finding(("version",), problem, _("Install a newer journeylab."))])
    return str(written)


def _content(file: YamlFile) -> dict[str, Any]:
    return {key: value for key, value in file.data.items() if key not in ("format", "version")}


def _validated(model: type[_Model], data: object) -> tuple[_Model | None, list[ModelError]]:
    try:
        return model.model_validate(data), []
    except ValidationError as error:
        return None, explain(error, model)
    except ModelError as error:
        return None, [error, *error.more]


def _read_entries(file: YamlFile, key: str, model: type[Touchpoint] | type[Kpi]) -> _Read:
    entries = file.data.get(key)
    if not isinstance(entries, list):
        fix = _("Write it as [a, b] or as lines that begin with '- '.")
        return None, [ModelError(_("A list named '{key}' is missing.").format(key=key), fix, (key,))]
    problems = list(repeated(key, [str(e.get("key")) for e in entries if isinstance(e, dict)]))
    for i, entry in enumerate(entries):
        for each in _validated(model, entry)[1]:
            problems.append(ModelError(each.problem, each.fix, (key, i, *each.where)))
    return entries, problems


def _read_map(file: YamlFile, model: type[_Map]) -> tuple[_Map | None, list[ModelError]]:
    if model is JourneyMap and "behaviour" in file.data:
        fix = _("Write 'format: journeylab/scenario'.")
        return None, [ModelError(_("A file with 'behaviour' is a scenario, not a map."), fix, ("format",))]
    loaded, problems = _validated(model, file.data)
    return loaded, problems or ([] if loaded is None else list(_foreign_names(loaded)))


def _foreign_names(journey_map: JourneyMap) -> Iterator[ModelError]:
    """Yield what refers to a touchpoint or a KPI that does not exist, and levers that do not fit."""
    kinds = touchpoints()
    for i, contact in enumerate(journey_map.contacts):
        try:
            kinds[contact.touchpoint]
        except UsageError as error:
            yield ModelError(error.problem, error.fix, ("contacts", i, "touchpoint"))
        if contact.kpi is not None:
            yield from _unknown_kpi(contact.kpi.id, ("contacts", i, "kpi", "id"))
    if isinstance(journey_map, Scenario):
        for name in journey_map.ranges:
            yield from _unknown_kpi(name, ("ranges", name))
        for i, lever in enumerate(journey_map.levers):
            yield from _unknown_kpi(lever.moves, ("levers", i, "moves"))
            yield from _misfit(journey_map, lever.id, ("levers", i, "patch"))
        for i, hypothesis in enumerate(journey_map.hypotheses):
            yield from _unknown_kpi(hypothesis.expect.kpi, ("hypotheses", i, "expect", "kpi"))


def _unknown_kpi(name: str, where: tuple[str | int, ...]) -> Iterator[ModelError]:
    known = [*LOG_KPIS, *kpis_catalogue()]
    if name not in known:
        near = get_close_matches(name, known, n=1)
        fix = _("Did you mean '{near}'?").format(near=near[0]) if near else ""
        fix = fix or _("Known are: {names}.").format(names=", ".join(dict.fromkeys(known)))
        yield ModelError(_("There is no KPI '{name}'.").format(name=name), fix, where)


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
    problem = _("The scenario does not work with the lever '{id}': {reason}").format(
        id=lever_id, reason=".".join(map(str, first.where)) + f": {first.problem}" if first.where else first.problem
    )
    yield ModelError(problem, first.fix, where)
