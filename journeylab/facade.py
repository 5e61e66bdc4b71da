"""Names of a notebook that bring several layers together."""

from __future__ import annotations

from typing import Any

from journeylab.domain.journey_log import Journey, JourneyLog
from journeylab.domain.journey_map import JourneyMap
from journeylab.store.kpi_catalogue import kpis_catalogue
from journeylab.views.picture import Picture
from journeylab.views.touchpoint_map_svg import touchpoint_map as drawn_map


def kpi_names() -> dict[str, str]:
    """Return what people read for the key of a KPI."""
    return {key: str(kpi.label) for key, kpi in kpis_catalogue().items()}


def touchpoint_map(shop: JourneyMap, journey: Journey | JourneyLog | int | None = None, **options: Any) -> Picture:
    """Draw a map, with a path if there is one.

    Parameters
    ----------
    shop : JourneyMap
        A map or a scenario.
    journey : Journey, JourneyLog or int, optional
        A way to draw into it; of a log its first journey; a number means a
        path recorded in the map's file.
    **options
        ``to_be`` (a second map whose emotions are drawn dashed), ``persona``,
        ``phase``: see `journeylab.views.touchpoint_map_svg.touchpoint_map`.

    Returns
    -------
    Picture
        Shows itself in a notebook; ``.svg``, ``.save("karte.pdf")``, ``.table``.
    """
    return drawn_map(shop, journey, kpi_names=kpi_names(), **options)
