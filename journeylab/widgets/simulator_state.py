"""What the simulator knows without a screen: a scenario, how far its levers are pulled, and what that does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from journeylab.analysis.experiment import Experiment, experiment
from journeylab.analysis.log_figures import FIGURES
from journeylab.analysis.log_kpis import Difference
from journeylab.analysis.stage_walk import stage_walk
from journeylab.domain.expect import expect
from journeylab.domain.names import expect_known
from journeylab.domain.scenario import Lever, Scenario
from journeylab.domain.vocabulary import N_, Term
from journeylab.errors import UsageError
from journeylab.i18n import _, number, percent
from journeylab.sim.simulate import simulate
from journeylab.views.chart import customers, origin
from journeylab.views.experiment_picture import experiment_picture
from journeylab.views.kpi_tiles import kpi_tiles
from journeylab.views.picture import Picture
from journeylab.views.stage_funnel import stage_funnel
from journeylab.views.traffic_map import traffic_map

FEWEST, MOST = 200, 20_000
# What stands over the picture whatever it shows.
_ALWAYS = ("conversion_rate", "cart_abandonment", "return_rate_alpha", "nps")


class Scene(Term):
    """What is drawn large."""

    MAP = "map", N_("Map")
    FUNNEL = "funnel", N_("Funnel")
    FIGURES = "figures", N_("KPIs")
    EXPERIMENT = "experiment", N_("Experiment")


@dataclass(frozen=True)
class Setting:
    """All that can be set: how far each lever is pulled (0 to 1, those at 0 left out), how many customers, which."""

    strengths: Mapping[str, float]
    customers: int
    seed: int


class SimulatorState:
    """A scenario under the same customers, as is and with its levers pulled part of the way.

    Parameters
    ----------
    scenario : Scenario
    customers : int
        200 to 20 000.
    seed : int
        Same seed, same customers.

    Raises
    ------
    UsageError
        If `scenario` is none or has no levers, or a number is out of range.
    """

    def __init__(self, scenario: Scenario, customers: int = 5_000, seed: int = 7) -> None:
        expect(scenario, Scenario)
        if not scenario.levers:
            raise UsageError(
                _("'{title}' has no levers, so there is nothing to move.").format(title=scenario.title),
                _("Write levers into its file, or take a shipped scenario: scenario('fahrrad')."),
            )
        self.scenario = scenario
        self.scene = Scene.MAP
        self._steps = [Setting({}, _customers(customers), seed)]
        self._at = 0
        self._moved = ""
        self._base = experiment(scenario, scenario, customers, seed)
        self._known = self._steps[0], self._base

    @property
    def setting(self) -> Setting:
        """What is set now."""
        return self._steps[self._at]

    @property
    def levers(self) -> tuple[Lever, ...]:
        """Levers that can be moved: those that the scenario has not pulled already."""
        return tuple(lever for lever in self.scenario.levers if lever.id not in self.scenario.applied)

    def strength(self, lever_id: str) -> float:
        """Return how far a lever is pulled, 0 to 1."""
        return self.setting.strengths.get(lever_id, 0.0)

    def pull(self, lever_id: str, strength: float) -> None:
        """Pull a lever part of the way; moves of one slider that follow each other are one step for `undo`."""
        expect_known(lever_id, [lever.id for lever in self.levers])
        # In the order of the file: the order in which sliders were moved must not change the result.
        strengths = {
            lever.id: share
            for lever in self.levers
            if (share := strength if lever.id == lever_id else self.strength(lever.id))
        }
        self._go(replace(self.setting, strengths=strengths), lever_id)

    def invite(self, customers: int) -> None:
        """Choose how many customers walk."""
        self._go(replace(self.setting, customers=_customers(customers)), "customers")

    def draw_lots(self, seed: int) -> None:
        """Choose which customers walk."""
        self._go(replace(self.setting, seed=seed), "seed")

    def reset(self) -> None:
        """Push all levers back; `undo` brings them again."""
        self._go(replace(self.setting, strengths={}), "")

    def undo(self) -> None:
        """Take the last step back, if there is one."""
        self._at, self._moved = max(self._at - 1, 0), ""

    def redo(self) -> None:
        """Take the step again that `undo` took back, if there is one."""
        self._at, self._moved = min(self._at + 1, len(self._steps) - 1), ""

    def _go(self, setting: Setting, moved: str) -> None:
        if setting == self.setting:
            return
        same = moved and moved == self._moved
        self._steps[self._at + (not same) :] = [setting]
        self._at, self._moved = len(self._steps) - 1, moved

    @property
    def experiment(self) -> Experiment:
        """As is and to be under the same customers; what is known already is not simulated again.

        Raises
        ------
        ModelError
            If the levers contradict each other.
        """
        now = self.setting
        if self._known[0] != now:
            base = self._base
            if (len(base.as_is), base.as_is.seed) != (now.customers, now.seed):
                base = self._base = experiment(self.scenario, self.scenario, now.customers, now.seed)
            changed = self.scenario.with_lever_strengths(now.strengths)
            to_be = simulate(changed, now.customers, now.seed) if now.strengths else base.as_is
            self._known = now, base.against(to_be)
        return self._known[1]

    @property
    def figures(self) -> tuple[Difference, ...]:
        """A few figures as is and to be, as far as the logs can tell them."""
        found = self.experiment.differences
        return tuple(found[key] for key in _ALWAYS if key in found)

    @property
    def stages(self) -> list[tuple[str, str, str]]:
        """Stage, and the customers who reach it, as is and to be."""
        before, after = stage_walk(self.experiment.as_is), stage_walk(self.experiment.to_be)
        columns = (map(number, walk.reached.tolist()) for walk in (before, after))
        return list(zip(before.labels, *columns, strict=True))

    @property
    def picture(self) -> Picture:
        """What is drawn large."""
        as_is, to_be = self.experiment.as_is, self.experiment.to_be
        if self.scene is Scene.FUNNEL:
            return stage_funnel(to_be)
        if self.scene is Scene.FIGURES:
            return kpi_tiles(as_is, to_be=to_be)
        if self.scene is Scene.EXPERIMENT:
            return experiment_picture(self.experiment)
        return traffic_map(as_is, to_be)

    def sentence(self) -> str:
        """Say in one sentence what the levers change, or that none is pulled."""
        if not self.setting.strengths:
            return _("No lever is pulled yet: as is and to be are the same. Move a slider.")
        return self.experiment.sentence()

    def __repr__(self) -> str:
        """Return the readable form: the shop, the levers, the figures, the sentence."""
        now = self.setting
        pulled = "; ".join(
            f"{lever.label} {percent(self.strength(lever.id), 0)}" for lever in self.levers if self.strength(lever.id)
        )
        return "\n".join(
            [
                _("Simulator: {title}").format(title=self.scenario.title),
                f"{customers(now.customers)}, {origin(now.seed)}",
                _("Levers: {levers}").format(levers=pulled or _("none pulled")),
                *map(repr, self.figures),
                self.sentence(),
            ]
        )


def moves(lever: Lever) -> str:
    """Return the name of the figure that a lever is meant to move."""
    return FIGURES[lever.moves].label() if lever.moves in FIGURES else lever.moves


def _customers(count: int) -> int:
    if not isinstance(count, int) or isinstance(count, bool) or not FEWEST <= count <= MOST:
        raise UsageError(
            _("The simulator walks {least} to {most} customers, not {count!r}.").format(
                least=number(FEWEST), most=number(MOST), count=count
            ),
            _("Write for example Simulator(shop, customers=5_000); simulate(...) takes more."),
        )
    return count
