"""The simulator to be moved: levers, a live picture, and what the same customers do as is and to be."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter
from typing import Any

import ipywidgets as w

from journeylab.analysis.figure_table import bounds, level, signed
from journeylab.analysis.log_figures import FIGURES
from journeylab.analysis.log_kpis import Difference, currency
from journeylab.domain.scenario import Scenario
from journeylab.i18n import _, number
from journeylab.views.experiment_picture import judged
from journeylab.views.svg import element, words
from journeylab.widgets.panel import Panel, pane, row, shown, table
from journeylab.widgets.simulator_state import FEWEST, MOST, Scene, SimulatorState, moves
from journeylab.widgets.slider import Slider

_COUNTS = (FEWEST, 1_000, 5_000, 10_000, MOST)
# Seconds; whoever waits longer wants to know that something is going on.
_LONG = 0.3


class Simulator(Panel):
    """Move the levers of a scenario and watch what the same customers do.

    Parameters
    ----------
    scenario : Scenario
        With levers, for example ``scenario("fahrrad")``.
    customers : int
        200 to 20 000.
    seed : int
        Same seed, same customers.

    Raises
    ------
    UsageError
        If `scenario` is none or has no levers, or there are too many customers.
    """

    def __init__(self, scenario: Scenario, customers: int = 5_000, seed: int = 7) -> None:
        state = SimulatorState(scenario, customers, seed)
        self.levers = {
            lever.id: Slider(
                str(lever.label), high=100, step=5, unit="%", note=_("moves: {kpi}").format(kpi=moves(lever))
            )
            for lever in state.levers
        }
        counts = sorted({*_COUNTS, customers})
        self.customers = w.Dropdown(
            options=[(number(count), count) for count in counts], value=customers, description=_("Customers")
        )
        self.seed = w.BoundedIntText(value=seed, min=0, max=2**31 - 1, description=_("Seed"))
        self.back, self.undo, self.redo = (
            w.Button(description=text) for text in (_("Reset all"), _("Undo"), _("Redo"))
        )
        self.scenes = w.ToggleButtons(
            options=[(each.label, each) for each in Scene], value=state.scene, description=_("Show")
        )
        self.told, self.tiles, self.picture = pane(name="jl-told"), pane(name="jl-tiles"), pane(name="jl-board")
        levers = w.Box(list(self.levers.values()))
        levers.add_class("jl-levers")
        buttons, who = row(self.scenes, self.undo, self.redo, self.back), row(self.customers, self.seed)
        super().__init__(state, levers, below=(buttons, self.told, self.tiles, self.picture, who))
        self._seconds = 0.0
        for lever_id, slider in self.levers.items():
            slider.observe(self.guarded(self._pulled(lever_id)), "value")
        self.customers.observe(self.guarded(lambda change: self._set(state.invite, change.new)), "value")
        self.seed.observe(self.guarded(lambda change: self._set(state.draw_lots, change.new)), "value")
        self.scenes.observe(self.guarded(self._shown), "value")
        for button, act in ((self.back, state.reset), (self.undo, state.undo), (self.redo, state.redo)):
            button.on_click(self.guarded(self._clicked(act)))
        self._draw()

    def _pulled(self, lever_id: str) -> Callable[[Any], None]:
        return lambda change: self._set(lambda value: self.state.pull(lever_id, value / 100), change.new)

    def _set(self, tell: Callable[[Any], None], value: Any) -> None:
        before = self.state.setting
        tell(value)
        # A control that follows the state, after undo for example, has nothing new to say.
        if self.state.setting != before:
            self._draw()

    def _clicked(self, act: Callable[[], None]) -> Callable[[Any], None]:
        def run(_button: Any) -> None:
            act()
            setting = self.state.setting
            for lever_id, slider in self.levers.items():
                slider.value = 100 * self.state.strength(lever_id)
            self.customers.value, self.seed.value = setting.customers, setting.seed
            self._draw()

        return run

    def _shown(self, change: Any) -> None:
        self.state.scene = change.new
        self._draw_picture()

    def _draw(self) -> None:
        """Compute, and draw what is visible."""
        if self._seconds * self.state.setting.customers > _LONG:
            self.told.value = _told(_("computing ..."))
        begin = perf_counter()
        said = self.state.sentence()
        tiles = _tiles(self.state.figures, currency(self.state.experiment.as_is))
        self._draw_picture()
        self.told.value, self.tiles.value = _told(said), tiles
        self._seconds = (perf_counter() - begin) / self.state.setting.customers

    def _draw_picture(self) -> None:
        markup = shown(self.state.picture)
        if self.state.scene is Scene.FUNNEL:
            headings = (_("stage"), _("as is"), _("to be"))
            markup += table(headings, self.state.stages, _("Customers who reach the stage"))
        self.picture.value = markup


def _told(sentence: str) -> str:
    # A screen reader says what changes in here, when it has finished what it is saying.
    return element("p", words(sentence), role="status")


def _tiles(figures: tuple[Difference, ...], money: str) -> str:
    return element("ul", *(_tile(each, money) for each in figures))


def _tile(found: Difference, money: str) -> str:
    figure = FIGURES[found.key]
    before, after = (level(value, figure.unit, money) for value in (found.as_is, found.to_be))
    change = f"{signed(found.change, figure.unit, money)} ({bounds(found.interval, figure.unit, money)})"
    same = not found.change and not found.error
    sign = {True: "▲ ", False: "▼ ", None: ""}[found.better]
    return element(
        "li",
        element("b", words(figure.label())),
        element("span", words(before if same else f"{before} → {after}")),
        element("em", words(_("unchanged") if same else sign + judged(found)[0])),
        # Nothing has been moved yet: a change of 0 from 0 to 0 would only be noise for the eyes.
        "" if same else element("small", words(change)),
    )
