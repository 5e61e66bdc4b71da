"""A table whose rows are figures with units of their own."""

from __future__ import annotations

import numpy as np
import pandas as pd

from journeylab.analysis.table import Table
from journeylab.i18n import _, duration, money, number, percent


def written(value: float, unit: str, currency: str = "EUR") -> str:
    """Write a figure with its unit; a dash where there is none."""
    if np.isnan(value):
        return "-"
    if unit == "%":
        return percent(value / 100)
    if unit == "money":
        return money(value, currency)
    if unit == "min":
        return duration(value)
    return number(value, {"factor": 2, "points": 0, "count": 2}[unit])


def bare(value: float, unit: str, currency: str = "EUR") -> str:
    """Write a change without the name of its unit."""
    return money(value, currency) if unit == "money" else number(value, 1 if unit in ("%", "points") else 2)


def amount(value: float, unit: str, currency: str = "EUR") -> str:
    """Write a change with its unit: per cent change in percentage points."""
    name = {"%": _("percentage points"), "points": _("points")}.get(unit, "")
    return f"{bare(value, unit, currency)} {name}".strip()


def level(value: float, unit: str, currency: str = "EUR") -> str:
    """Write a figure; points with a decimal, because their changes have one."""
    return number(value, 1) if unit == "points" else written(value, unit, currency)


def signed(change: float, unit: str, currency: str = "EUR") -> str:
    """Write a change with its unit, and a rise with its sign as well."""
    return ("+" if change > 0 else "") + amount(change, unit, currency)


def bounds(interval: tuple[float, float], unit: str, currency: str = "EUR") -> str:
    """Write the 95 % interval of a change; a bound that rounds to 0 has no sign."""
    least = 0.05 if unit in ("%", "points") else 0.005
    low, high = (bare(0.0 if abs(bound) < least else bound, unit, currency) for bound in interval)
    return _("95%: {low} to {high}").format(low=low, high=high)


class FigureTable(Table):
    """Columns: the name of the figure, ``value``, ``low``, ``high``, ``unit``, ``basis``."""

    _metadata = [*Table._metadata, "currency"]  # noqa: RUF012 - the name and the type are pandas'

    currency: str

    def written(self) -> pd.DataFrame:
        """Return the table as text: each figure in its unit, with its interval and what it rests on."""
        name = self.columns[0]
        columns = {_("figure"): self[name]}
        for column, heading in (("value", _("value")), ("low", _("low")), ("high", _("high"))):
            pairs = zip(self[column], self["unit"], strict=True)
            columns[heading] = pd.Series([written(v, unit, self.currency) for v, unit in pairs], index=self.index)
        return pd.DataFrame({**columns, _("basis"): self["basis"]}, index=self.index)


def figure_table(frame: pd.DataFrame, notes: tuple[str, ...], currency: str = "EUR") -> FigureTable:
    """Give a DataFrame of figures their formats and notes."""
    made = FigureTable(frame)
    made.formats, made.headings, made.notes, made.currency = {}, {}, notes, currency
    return made
