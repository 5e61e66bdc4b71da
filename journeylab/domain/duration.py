"""Lengths of time as people write them: ``3 min``, ``2 h``, ``1 d``."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import BeforeValidator, Field

from journeylab.i18n import _

_MINUTES = {
    **dict.fromkeys(("s", "sec", "sek"), 1 / 60),
    **dict.fromkeys(("min", "minute", "minuten", "minutes"), 1.0),
    **dict.fromkeys(("h", "std", "hour", "hours", "stunde", "stunden"), 60.0),
    **dict.fromkeys(("d", "day", "days", "tag", "tage"), 1440.0),
}
_WRITTEN = re.compile(r"\s*(\d+(?:[.,]\d+)?)\s*([a-zA-Z]+)\.?\s*")


def minutes(written: object) -> object:
    """Return a written length of time in minutes; what is no text is left as it is.

    Examples
    --------
    >>> minutes("2 h"), minutes("1,5 Tage"), minutes(10)
    (120.0, 2160.0, 10)
    """
    if not isinstance(written, str):
        return written
    match = _WRITTEN.fullmatch(written)
    size = _MINUTES.get(match[2].lower()) if match else None
    if match is None or size is None:
        raise ValueError(
            _("'{written}' is no length of time; write for example 30 s, 3 min, 2 h or 1 d").format(written=written)
        )
    return float(match[1].replace(",", ".")) * size


Minutes = Annotated[float, BeforeValidator(minutes), Field(ge=0, le=5_000_000)]
