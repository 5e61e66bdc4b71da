"""``journeylab analyse``: a report on a log."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from journeylab.domain.journey_log import JourneyLog
from journeylab.domain.journey_map import JourneyMap
from journeylab.errors import DataError, UsageError
from journeylab.facade import kpi_names
from journeylab.i18n import _
from journeylab.store.files import write_text_atomically
from journeylab.store.log_reading import read_log
from journeylab.store.maps import read_map, scenario
from journeylab.views.report import report


def analyse(arguments: Namespace) -> int:
    """Read a log, say what is in it, write a report."""
    path: Path = arguments.log
    out: Path = arguments.out or Path(f"{path.name.split('.')[0]}-report.html")
    if out.suffix.lower() not in (".html", ".htm"):
        raise UsageError(
            _("The report is an HTML page and cannot be written as '{file}'.").format(file=out),
            _("Let the name after --out end in .html."),
        )
    if out.exists() and not _is_report(out):
        raise DataError(
            _("'{file}' exists already and is not overwritten.").format(file=out),
            _("Name another file with --out."),
        )
    log = _read(path, arguments)
    print(log)
    print(_("The report is being made ..."), flush=True)
    write_text_atomically(out, report(log, source=path.name, kpi_names=kpi_names()))
    if log.conversion is None or not log.conversion.any():
        hint = _("Without conversions there is no attribution. Name their column or touchpoint: {command}")
        print(hint.format(command=f"journeylab analyse {path} --conversion ..."))
    print("\n" + _("The report is in {file}").format(file=out.absolute()))
    return 0


def _read(path: Path, arguments: Namespace) -> JourneyLog:
    columns = ("customer", "time", "touchpoint", "conversion", "value")
    options = {name: getattr(arguments, name) for name in (*columns, "sheet", "pseudonymise")}
    sep = "\t" if arguments.sep == "tab" else arguments.sep
    return read_log(path, sep=sep, map=None if arguments.map is None else _map(arguments.map), **options)


def _map(name: str) -> JourneyMap:
    return read_map(name) if Path(name).suffix.lower() in (".yaml", ".yml") else scenario(name)


def _is_report(path: Path) -> bool:
    """Tell whether a file is a report, which a new one may replace: its last lines say who made it."""
    end = path.read_bytes()[-2000:]
    return b"<footer" in end and b"journeylab" in end
