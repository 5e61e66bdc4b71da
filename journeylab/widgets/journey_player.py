"""The journey player: follow one simulated customer step by step, or watch all of them on the map."""

from __future__ import annotations

from typing import Any

import traitlets as t

from journeylab.domain.expect import expect
from journeylab.domain.scenario import Scenario
from journeylab.errors import UsageError
from journeylab.i18n import _, number
from journeylab.sim.simulate import simulate
from journeylab.sim.trace import Trace, traces
from journeylab.views.chart import origin
from journeylab.views.picture import Picture
from journeylab.views.touchpoint_map_svg import touchpoint_map
from journeylab.widgets.journey_story import Step, numbered, story, tour, who
from journeylab.widgets.panel import Panel, download, pane
from journeylab.widgets.stage import Stage, people

MOST_CUSTOMERS = 500
MOST_SEED = 999_999_999


class JourneyPlayerState(t.HasTraits):
    """Who walks, and how far she is.  Knows no widget.

    Parameters
    ----------
    scenario : Scenario
    customers : int
        How many walk in the mode "all", 1 to 500.
    seed, customer : int
        Customer `customer` is the one of this number in ``simulate(scenario, customers, seed)``.

    Attributes
    ----------
    step : int
        From 1 to `last`; what lies outside becomes the nearest of these.
    mode : {"one", "all"}
    speed : {"slow", "normal", "fast"}
    playing : bool
        Whether the browser goes on by itself.

    Raises
    ------
    UsageError
        If `scenario` is none, or a number is not whole or out of range; also on assignment.
    """

    # Not Int: what was typed comes here as text, and the answer to a slip is ours.
    seed: t.TraitType[Any, Any] = t.TraitType(-1)
    customer: t.TraitType[Any, Any] = t.TraitType(0)
    step = t.Int(1)
    playing = t.Bool(False)
    speed = t.Enum(("slow", "normal", "fast"), "normal")
    mode = t.Enum(("one", "all"), "one")

    def __init__(self, scenario: Scenario, customers: int = 200, seed: int = 7, customer: int = 0) -> None:
        expect(scenario, Scenario)
        self.scenario = scenario
        self.customers = _whole(_("The number of customers"), customers, 1, MOST_CUSTOMERS)
        super().__init__()
        self.seed = seed
        self.customer = customer

    @property
    def trace(self) -> Trace:
        """The way of the one customer."""
        mine: Trace = self.crowd[self.customer]
        return mine

    @property
    def story(self) -> tuple[Step, ...]:
        """The same, told."""
        return story(self.scenario, self.trace)

    @property
    def last(self) -> int:
        """Number of the last step; of all customers the one at which everybody has ended."""
        return len(self.trace) if self.mode == "one" else len(self.tour)

    @property
    def picture(self) -> Picture:
        """The map with the whole way of the one customer, without the KPIs of the contacts."""
        bare = tuple(contact.model_copy(update={"kpi": None}) for contact in self.scenario.contacts)
        shop = self.scenario.model_copy(update={"contacts": bare})
        return touchpoint_map(shop, simulate(self.scenario, self.customers, self.seed).journey(self.customer))

    def sentence(self) -> str:
        """Say what happens at this step."""
        if self.mode == "all":
            return self.tour[self.step - 1]
        return numbered(self.step, self.last, self.story[self.step - 1].told)

    def forward(self) -> None:
        """Go one step on."""
        self.step += 1

    def back(self) -> None:
        """Go one step back."""
        self.step -= 1

    def to_start(self) -> None:
        """Go to the first step."""
        self.step = 1

    def to_end(self) -> None:
        """Go to the last step."""
        self.step = self.last

    def play(self) -> None:
        """Let the browser go on by itself; from the end it begins again."""
        if self.step == self.last:
            self.to_start()
        self.playing = True

    def pause(self) -> None:
        """Stop at this step."""
        self.playing = False

    def next_customer(self) -> None:
        """Go on to the next customer; after the last comes the first."""
        self.customer = (self.customer + 1) % self.customers

    def previous_customer(self) -> None:
        """Go back to the customer before; before the first comes the last."""
        self.customer = (self.customer - 1) % self.customers

    def __repr__(self) -> str:
        """Return the way as a numbered list, with the present step marked; of all customers the present count."""
        if self.mode == "all":
            return f"{self.scenario.title} ({origin(self.seed)})\n{self.sentence()}"
        lines = [
            f"{'>' if i == self.step else ' '} {i:>{len(str(self.last))}}. {step.told}"
            for i, step in enumerate(self.story, 1)
        ]
        return "\n".join([f"{self.scenario.title}, {who(self.scenario, self.trace)}", *lines])

    @t.validate("seed")
    def _checked_seed(self, proposal: dict[str, Any]) -> int:
        return _whole(_("The seed"), proposal["value"], 0, MOST_SEED)

    @t.validate("customer")
    def _checked_customer(self, proposal: dict[str, Any]) -> int:
        return _whole(_("The customer's number"), proposal["value"], 0, self.customers - 1)

    @t.validate("step")
    def _checked_step(self, proposal: dict[str, Any]) -> int:
        return min(max(int(proposal["value"]), 1), self.last)

    @t.observe("seed")
    def _meet(self, _change: object) -> None:
        self.crowd = traces(self.scenario, range(self.customers), self.seed)
        self.tour = tour(self.crowd)
        self._rewind()

    @t.observe("customer", "mode")
    def _rewind(self, _change: object = None) -> None:
        self.pause()
        self.to_start()


class JourneyPlayer(Panel):
    """Play simulated journeys on the touchpoint map: one customer step by step, or all at once.

    Parameters
    ----------
    scenario : Scenario
    customers : int
        How many walk when all are shown, 1 to 500.
    seed : int
        Same seed, same customers as in ``simulate(scenario, seed=seed)``.
    customer : int
        Number of the customer to begin with, counted from 0.

    Raises
    ------
    UsageError
        If `scenario` is none, or a number is not whole or out of range.
    """

    def __init__(self, scenario: Scenario, customers: int = 200, seed: int = 7, customer: int = 0) -> None:
        state = JourneyPlayerState(scenario, customers, seed, customer)
        self.stage = Stage(scenario, state.customers)
        self.export = pane(name="jl-player-export")
        super().__init__(state, below=(self.stage, self.export))
        self._show_crowd()
        for name in ("seed", "customer", "mode", "step", "playing", "speed"):
            self.stage.observe(self.guarded(self._hear), name)
        state.observe(self.guarded(self._show_crowd), "seed")
        state.observe(self.guarded(self._show_customer), "customer")
        state.observe(self.guarded(self._show_controls), ["mode", "step", "playing", "speed"])

    def _hear(self, change: dict[str, Any]) -> None:
        setattr(self.state, change["name"], change["new"])

    def _show_crowd(self, _change: object = None) -> None:
        self.stage.set_trait("people", people(self.state.crowd))
        self.stage.set_trait("tour", list(self.state.tour))
        self._show_customer()

    def _show_customer(self, _change: object = None) -> None:
        state = self.state
        contacts, lines = state.trace.contacts, self.stage.lines(state.scenario, state.trace)
        steps = []
        for i, step in enumerate(state.story):
            line = lines.get((contacts[i - 1], contacts[i])) if i else None
            steps.append(
                {
                    "code": step.code,
                    "mood": round(step.mood, 1),
                    "attention": None if step.attention is None else round(step.attention * 100),
                    "back": step.back,
                    "told": numbered(i + 1, len(state.story), step.told),
                    "line": None if line is None else [line.start, line.bend, line.end, *line.head(6)],
                }
            )
        self.stage.story = {
            "customer": state.customer,
            "who": who(state.scenario, state.trace),
            "start": round(state.trace.mood_before[0], 1),
            "steps": steps,
        }
        name = f"{state.scenario.id}-{state.seed}-{state.customer}.svg"
        label = _("Save this way as SVG (customer {number})").format(number=number(state.customer))
        self.export.value = download(label, name, state.picture.svg, "image/svg+xml")
        self._show_controls()

    def _show_controls(self, _change: object = None) -> None:
        state = self.state
        with self.stage.hold_sync():
            self.stage.seed, self.stage.customer = str(state.seed), str(state.customer)
            self.stage.mode, self.stage.speed = state.mode, state.speed
            self.stage.step, self.stage.playing = state.step, state.playing


def _whole(name: str, given: object, low: int, high: int) -> int:
    """Return a number that was given or typed, if it is whole and lies in the range."""
    written = str(given).strip()
    if isinstance(given, bool) or not (written.isascii() and written.isdecimal() and low <= int(written) <= high):
        raise UsageError(
            _("{name} cannot be “{given}”.").format(name=name, given=given),
            _("Write a whole number from {low} to {high}, without a unit.").format(low=low, high=high),
        )
    return int(written)
