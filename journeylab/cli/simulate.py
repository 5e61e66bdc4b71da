"""``journeylab simulate``: customers walk through a scenario."""

from __future__ import annotations

from argparse import Namespace

from journeylab.analysis.log_kpis import kpis
from journeylab.cli.console import progress
from journeylab.errors import DataError
from journeylab.i18n import _
from journeylab.sim.simulate import simulate as run
from journeylab.store.log_writing import write_log
from journeylab.store.maps import scenario


def simulate(arguments: Namespace) -> int:
    """Simulate a scenario, write the log if asked to, and print the KPIs."""
    out = arguments.out
    if out is not None and out.exists():
        # It may be somebody's own log.
        raise DataError(
            _("'{file}' exists already and is not overwritten.").format(file=out),
            _("Name another file with --out."),
        )
    shop = scenario(arguments.scenario)
    if arguments.lever:
        shop = shop.with_levers(*arguments.lever)
    log = run(shop, customers=arguments.customers, seed=arguments.seed, progress=progress(_("Simulating")))
    if out is not None:
        # A file has one row a contact.
        write_log(log[log.lengths() > 0], out)
    print(" + ".join(map(str, [shop.title, *(shop.lever(lever).label for lever in arguments.lever)])))
    print(log, end="\n\n")
    table = kpis(log)
    name, *figures = table.written().columns[:4]
    written = table.written().set_index(name)[figures].rename_axis(None)
    print(written.to_string(), *table.notes, sep="\n")
    if out is not None:
        print("\n" + _("The log is in {file}").format(file=out))
    return 0
