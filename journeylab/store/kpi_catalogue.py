"""The KPIs of the subject, from `datasets/kpis.yaml`."""

from __future__ import annotations

from functools import cache

from journeylab.domain.kpi import Kpi, Kpis
from journeylab.domain.names import unknown
from journeylab.errors import UsageError
from journeylab.i18n import _
from journeylab.store.fast_yaml import read_shipped


def kpis_catalogue() -> dict[str, Kpi]:
    """Return every KPI by its key, in the order of the file.

    Examples
    --------
    >>> kpis_catalogue()["cpm"].formula
    'Werbekosten ÷ Impressionen × 1.000'
    """
    # A new dictionary each time: what one notebook cell does to its copy concerns no other.
    return {kpi.key: kpi for kpi in _kpis()}


def kpi(name: str) -> Kpi:
    """Return one KPI by its key, abbreviation or name, in any case: ``"cr"``, ``"TKP"``.

    Raises
    ------
    UsageError
        If there is none; the message names the nearest, or all.
    """
    wanted = str(name).strip().casefold()
    # "clv" or "return_rate" is part of several names, each with a definition of its own.
    meant = []
    for entry in _kpis():
        labels = [each for each in (entry.abbreviation, entry.label) if each]
        names = {entry.key, *(text.casefold() for label in labels for text in (label.de, label.en))}
        if wanted in names:
            return entry
        if any(wanted in each for each in names):
            meant.append(entry.key)
    fix = next(unknown(wanted, meant or [entry.key for entry in _kpis()], ())).fix
    raise UsageError(_("There is no KPI '{name}'.").format(name=name), fix)


@cache
def _kpis() -> tuple[Kpi, ...]:
    return read_shipped("datasets/kpis.yaml", Kpis).kpis
