"""The KPIs of the subject, from `datasets/kpis.yaml`."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache
from pathlib import Path

from pydantic import ValidationError
from ruamel.yaml import YAML

from journeylab.domain.kpi import Kpi
from journeylab.errors import DataError, UsageError
from journeylab.i18n import _
from journeylab.store.shipped import shipped


def kpis_catalogue() -> dict[str, Kpi]:
    """Return every KPI by its key, in the order of the file.

    Examples
    --------
    >>> kpis_catalogue()["cpm"].formula
    'Werbekosten ÷ Impressionen × 1.000'
    """
    # A new dictionary each time: what one notebook cell does to its copy concerns no other.
    return {kpi.key: kpi for kpi in _read(shipped("datasets/kpis.yaml"))}


def kpi(name: str) -> Kpi:
    """Return one KPI by its key, abbreviation or name, in any case: ``"cr"``, ``"TKP"``.

    Raises
    ------
    UsageError
        If there is none; the message names those that come near.
    """
    catalogue = kpis_catalogue()
    known: dict[str, str] = {}
    for key, entry in catalogue.items():
        for text in filter(None, (entry.abbreviation, entry.label)):
            known |= {text.de.casefold(): key, text.en.casefold(): key}
        known[key] = key
    wanted = str(name).strip().casefold()
    if wanted in known:
        return catalogue[known[wanted]]
    # "clv" or "return_rate" is part of several keys, each with a definition of its own.
    near = [key for key in catalogue if wanted and wanted in key]
    near = near or [known[word] for word in get_close_matches(wanted, known, n=1)]
    if near:
        fix = _("Did you mean {keys}?").format(keys=", ".join(near))
    else:
        fix = _("Known are: {names}.").format(names=", ".join(catalogue))
    raise UsageError(_("There is no KPI '{name}'.").format(name=name), fix)


@cache
def _read(path: Path) -> tuple[Kpi, ...]:
    kpis = []
    for entry in YAML(typ="safe").load(path.read_text(encoding="utf-8"))["kpis"]:
        try:
            kpis.append(Kpi.model_validate(entry))
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(map(str, ("kpis", entry.get("key", len(kpis)), *first["loc"])))
            raise DataError(
                f"{path.name}: {where}: {first['msg']}",
                _("Correct this field; the other KPIs in the file show how it is written."),
            ) from error
    return tuple(kpis)
