"""``journeylab check | simulate | analyse``: the work that needs no notebook."""

from __future__ import annotations

import glob
import webbrowser
from argparse import Namespace
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from journeylab.cli.console import columns, progress, say, wrapped
from journeylab.errors import DataError, JourneyLabError, ModelError
from journeylab.i18n import _, ngettext, number

if TYPE_CHECKING:
    from journeylab.domain.journey_log import JourneyLog
    from journeylab.domain.journey_map import JourneyMap
    from journeylab.domain.scenario import Scenario

_YAML = (".yaml", ".yml")
_LOGS = (".csv", ".gz", ".tsv", ".txt", ".xlsx", ".xls", ".parquet", ".xes")
_WRITABLE = (".csv", ".csv.gz", ".parquet", ".xlsx")


def check(arguments: Namespace) -> int:
    """Print everything that is wrong in files, and what a sound map lacks; 1 if something is wrong."""
    wrong = 0
    for path in _expanded(arguments.files):
        findings = _findings(path)
        wrong += len(findings)
        for finding in findings:
            say(f"{finding}\n")
    if wrong:
        say(ngettext("{count} problem found.", "{count} problems found.", wrong).format(count=number(wrong)))
    return 1 if wrong else 0


def _expanded(names: Sequence[str]) -> list[Path]:
    """Return the files that names stand for; Windows leaves the wildcards to us."""
    paths: list[Path] = []
    for name in names:
        # Path.glob refuses absolute patterns.
        matching = [] if Path(name).exists() else sorted(glob.glob(name, recursive=True))  # noqa: PTH207
        paths += map(Path, matching or [name])
    return list(dict.fromkeys(paths))


def _findings(path: Path) -> Sequence[object]:
    """Return what is wrong with a file; of a sound one print what it is."""
    from journeylab.store.finding import FileError, Finding
    from journeylab.store.maps import check_file, read_map

    ending = path.suffix.lower()
    if path.is_file() and ending in (*_LOGS, ".ipynb"):
        if ending == ".ipynb":
            problem, command = _("This is a notebook, not a map."), "journeylab start"
        else:
            problem, command = _("This is a log of journeys, not a map."), f"journeylab analyse {path.name}"
        return [Finding(str(path), None, "", problem, _("Use: {command}").format(command=command))]
    findings = check_file(path)
    if not findings:
        say(_("{file}: nothing is wrong.").format(file=path))
        # A sound file that is no map is a catalogue: nothing in it could have gaps.
        with suppress(FileError):
            _advise(read_map(path))
    return findings


def _advise(journey_map: JourneyMap) -> None:
    from journeylab.domain.gaps import gaps

    found = gaps(journey_map)
    if found:
        say(_("What you could still look at:"))
    for gap in found:
        say(wrapped(f"  - {gap}", "    "))


def simulate(arguments: Namespace) -> int:
    """Simulate a scenario, print KPIs and sample journeys, write the log."""
    out: Path | None = arguments.out
    if out is not None:
        # Before the work, not after it.
        _may_write(out, arguments.force, _WRITABLE)
    shop = _with_levers(_scenario(arguments.scenario), arguments.lever)

    from journeylab.analysis.log_kpis import kpis
    from journeylab.sim.simulate import simulate as run

    log = run(shop, customers=arguments.customers, seed=arguments.seed, progress=progress(_("Simulating")))
    say(f"{shop.title}" + "".join(f" + {shop.lever(lever).label}" for lever in arguments.lever))
    say(wrapped(repr(log).splitlines()[0]) + "\n")
    table = kpis(log)
    written = table.written()
    say(columns(list(written.columns[:4]), written.iloc[:, :4].to_numpy().tolist()) + "\n")
    for note in table.notes:
        say(wrapped(note))
    chosen = samples(log, 3)
    if chosen:
        say("\n" + _("Some journeys:"))
    for i in chosen:
        say(wrapped(_("  customer {i}: {journey}").format(i=i, journey=log.journey(i)), "    "))
    if out is not None:
        from journeylab.store.log_writing import write_log

        # A file has one row a contact.
        write_log(log[log.lengths() > 0], out)
        say("\n" + _("The log is in {file}").format(file=out))
    return 0


def samples(log: JourneyLog, count: int, least: int = 5) -> list[int]:
    """Return the places of the first customers with enough contacts to tell a story; else the first ones."""
    lengths = log.lengths().tolist()
    long = [i for i, length in enumerate(lengths) if least <= length <= 4 * least]
    return (long or list(range(len(lengths))))[:count]


def _scenario(name: str) -> Scenario:
    from journeylab.store.maps import scenario

    return scenario(name)


def _with_levers(shop: Scenario, levers: Sequence[str]) -> Scenario:
    from pydantic import ValidationError

    from journeylab.domain.explain import explain

    try:
        return shop.with_levers(*levers) if levers else shop
    except ValidationError as error:
        # Each lever fits alone (the file was checked); these do not fit together.
        first = explain(error, type(shop))[0]
        raise ModelError(
            _("These levers do not fit together: {reason}").format(reason=first.problem), first.fix
        ) from error


def analyse(arguments: Namespace) -> int:
    """Read a log, write a report, print the most important of it."""
    path: Path = arguments.log
    out: Path = arguments.out or Path(f"{path.name.split('.')[0]}-report.html")
    if out.exists() and path.exists() and out.samefile(path):
        raise DataError(_("The report would overwrite the log."), _("Name another file with --out."))
    _may_write(out, arguments.force or _is_report(out), (".html", ".htm"))
    log = _read(path, arguments)

    from journeylab.facade import kpi_names
    from journeylab.store.files import write_text_atomically
    from journeylab.views.report import report

    for line in repr(log).splitlines():
        say(wrapped(line, "  "))
    write_text_atomically(out, report(log, source=path.name, kpi_names=kpi_names()))
    _say_attribution(log)
    say("\n" + _("The report is in {file}").format(file=out.absolute()))
    if arguments.open and not webbrowser.open(out.absolute().as_uri()):
        say(_("No browser was found. Open the file in a browser of your choice."))
    return 0


def _read(path: Path, arguments: Namespace) -> JourneyLog:
    from journeylab.store.log_reading import read_log

    sep = {"tab": "\t", "\\t": "\t"}.get(arguments.sep, arguments.sep)
    return read_log(
        path,
        customer=arguments.customer,
        time=arguments.time,
        touchpoint=arguments.touchpoint,
        conversion=arguments.conversion,
        value=arguments.value,
        sep=sep,
        encoding=arguments.encoding,
        sheet=arguments.sheet,
        pseudonymise=arguments.pseudonymise,
        map=None if arguments.map is None else _map(arguments.map),
    )


def _map(name: str) -> JourneyMap:
    from journeylab.store.maps import read_map

    return read_map(name) if Path(name).suffix.lower() in _YAML else _scenario(name)


def _say_attribution(log: JourneyLog) -> None:
    from journeylab.analysis.compare import compare_attribution

    say("\n" + _("Conversions by channel and attribution model"))
    try:
        compared = compare_attribution(log)
    except JourneyLabError as error:
        # A log without conversions still has paths; the report shows them.
        say(wrapped(str(error)))
        return
    written = compared.written()
    rows = [[str(channel), *cells] for channel, cells in zip(written.index, written.to_numpy().tolist(), strict=True)]
    say(columns(["", *map(str, written.columns)], rows) + "\n")
    for note in compared.notes:
        say(wrapped(note))


def _may_write(out: Path, force: bool, endings: Sequence[str]) -> None:
    """Refuse a file that could not be written, or that would be lost."""
    if not out.name.lower().endswith(tuple(endings)):
        raise DataError(
            _("'{file}' has an ending that does not fit.").format(file=out.name),
            _("Choose one of these endings: {endings}.").format(endings=" ".join(endings)),
        )
    if not out.absolute().parent.is_dir():
        raise DataError(
            _("There is no folder '{folder}'.").format(folder=out.parent),
            _("Create it first, or choose another one."),
        )
    if out.exists() and not force:
        raise DataError(
            _("'{file}' exists already and is not overwritten.").format(file=out),
            _("Choose another name with --out, or add --force."),
        )


def _is_report(path: Path) -> bool:
    """Tell whether a file is a report, which a new one may replace: its last lines say who made it."""
    try:
        end = path.read_bytes()[-2000:]
    except OSError:
        return False
    return b"<footer" in end and b"journeylab" in end
