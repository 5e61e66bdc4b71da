"""Names of a notebook that bring several layers together."""

from __future__ import annotations

from journeylab.domain.expect import expect
from journeylab.domain.journey_log import Journey, JourneyLog
from journeylab.domain.journey_map import JourneyMap
from journeylab.domain.vocabulary import Phase
from journeylab.store.kpi_catalogue import kpis_catalogue
from journeylab.views.picture import Picture
from journeylab.views.touchpoint_map_svg import touchpoint_map as drawn_map


def kpi_names() -> dict[str, str]:
    """Return what people read for the key of a KPI."""
    return {key: str(kpi.label) for key, kpi in kpis_catalogue().items()}


def touchpoint_map(
    shop: JourneyMap,
    journey: Journey | JourneyLog | int | None = None,
    *,
    to_be: JourneyMap | None = None,
    persona: str | None = None,
    phase: Phase | str | None = None,
) -> Picture:
    """Draw a map, with a path if there is one.

    Parameters
    ----------
    shop : JourneyMap
        A map or a scenario.
    journey : Journey, JourneyLog or int, optional
        A way to draw into it; of a log its first journey; a number means a
        path recorded in the map's file.
    to_be : JourneyMap, optional
        A second map whose emotions are drawn dashed beside the first.
    persona, phase : str, optional
        Show only what this persona met on a recorded path, or this phase.

    Returns
    -------
    Picture
        Shows itself in a notebook; ``.svg``, ``.save("karte.pdf")``, ``.table``.
    """
    expect(shop, JourneyMap)
    return drawn_map(shop, journey, to_be=to_be, persona=persona, phase=phase, kpi_names=kpi_names())
