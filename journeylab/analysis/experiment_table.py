"""A table of differences, each row in the unit of its figure."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pandas as pd

from journeylab.analysis.figure_table import amount, bare, level
from journeylab.analysis.log_figures import FIGURES
from journeylab.analysis.log_kpis import Difference
from journeylab.analysis.table import Table
from journeylab.i18n import _, number


class DifferenceTable(Table):
    """Columns: ``KPI``, ``as_is``, ``to_be``, ``change``, ``low``, ``high``, ``shown``, ``people``, ``unit``."""

    _metadata = [*Table._metadata, "currency"]  # noqa: RUF012 - the name and the type are pandas'

    currency: str

    def written(self) -> pd.DataFrame:
        """Return the table as text, one figure a row."""
        units = list(self["unit"])

        def column(name: str, write: Callable[[float, str, str], str]) -> list[str]:
            return [write(value, unit, self.currency) for value, unit in zip(self[name], units, strict=True)]

        columns = {
            _("as is"): column("as_is", level),
            _("to be"): column("to_be", level),
            _("change"): column("change", amount),
            _("low"): column("low", bare),
            _("high"): column("high", bare),
            _("effect"): [_("shown") if shown else _("not shown") for shown in self["shown"]],
            _("people per group"): ["-" if n != n else number(n) for n in self["people"]],
        }
        return pd.DataFrame(columns, index=list(self["KPI"]))


def difference_table(
    differences: Iterable[Difference], people: Iterable[float], notes: tuple[str, ...], currency: str
) -> DifferenceTable:
    """Put differences into a table; `people` is what a real test of each needs, NaN where no effect is shown."""
    rows = {
        each.key: (
            FIGURES[each.key].label(), each.as_is, each.to_be, each.change, *each.interval, each.shown, needed,
            FIGURES[each.key].unit,
        )
        for each, needed in zip(differences, people, strict=True)
    }  # fmt: skip
    columns = ["KPI", "as_is", "to_be", "change", "low", "high", "shown", "people", "unit"]
    made = DifferenceTable(pd.DataFrame.from_dict(rows, orient="index", columns=columns))
    made.formats, made.headings, made.notes, made.currency = {}, {}, notes, currency
    return made
