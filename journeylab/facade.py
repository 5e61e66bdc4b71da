"""Names of a notebook that bring several layers together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeylab.analysis import experiment as experiments
from journeylab.domain.expect import expect
from journeylab.domain.journey_log import Journey, JourneyLog
from journeylab.domain.journey_map import JourneyMap
from journeylab.domain.scenario import Scenario
from journeylab.domain.vocabulary import Phase
from journeylab.store.catalogue import models
from journeylab.store.kpi_catalogue import kpis_catalogue
from journeylab.views.experiment_picture import experiment_picture
from journeylab.views.picture import Picture
from journeylab.views.touchpoint_map_svg import touchpoint_map as drawn_map

if TYPE_CHECKING:
    from journeylab.widgets.aida_walk import AidaWalkView


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
    panels: bool = True,
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
    panels : bool
        ``False`` leaves out what stands under the grid (emotion, value, KPIs): a wide picture, whose letters
        are larger on a slide or a projector.

    Returns
    -------
    Picture
        Shows itself in a notebook; ``.svg``, ``.save("karte.pdf")``, ``.table``.
    """
    expect(shop, JourneyMap)
    return drawn_map(shop, journey, to_be=to_be, persona=persona, phase=phase, panels=panels, kpi_names=kpi_names())


class Experiment(experiments.Experiment):
    """An experiment that shows itself: its sentence, its picture, its table folded up."""

    @property
    def picture(self) -> Picture:
        """The change of every figure with its interval."""
        return experiment_picture(self)

    def _repr_html_(self) -> str:
        return experiments.said(self) + self.picture._repr_html_() + experiments.folded(self)


def experiment(as_is: Scenario, to_be: Scenario, customers: int = 5_000, seed: int = 7) -> Experiment:
    """Let the same customers walk through two scenarios and compare every figure.

    Parameters
    ----------
    as_is, to_be : Scenario
        The same shop without and with the change: ``shop, shop.with_levers("gastkauf")``.
    customers : int
        How many, at least 2.
    seed : int
        Same seed, same customers.

    Returns
    -------
    Experiment
        Shows itself in words; ``.sentence()``, ``.table``, ``.picture``,
        ``.sample_size("cart_abandonment", effect=-2)``, ``.hypotheses``.

    Raises
    ------
    UsageError
        If the two are not scenarios of one shop, or there are too few customers.
    """
    compared = experiments.experiment(as_is, to_be, customers, seed)
    return Experiment(compared.as_is, compared.to_be)


def AidaWalk(  # noqa: N802 - a widget to a notebook, like the others
    scenario: Scenario, model: str = "aida", customers: int = 2_000, seed: int = 7
) -> AidaWalkView:
    """Walk through the stages of a model: place contacts, write messages, then send simulated customers through.

    Parameters
    ----------
    scenario : Scenario
    model : str
        Key of the model to begin with, ``"aida"``, ``"accra"``, ``"see_think_do_care"``;
        ``jl.models().frameworks`` has all of them.
    customers, seed : int
        Who is sent through; same seed, same customers.

    Returns
    -------
    AidaWalkView
        Shows itself; ``.state`` has plan, gaps and result: ``.state.export()``, ``.state.load(...)``.

    Raises
    ------
    UsageError
        If `scenario` is none, or customers or seed cannot be simulated.
    ModelError
        If there is no such model.
    """
    # Widgets cost a second to load: who only draws a map does not wait for them.
    from journeylab.widgets.aida_walk import AidaWalkView
    from journeylab.widgets.aida_walk_state import AidaWalkState

    return AidaWalkView(AidaWalkState(scenario, models().frameworks, model, customers, seed))
