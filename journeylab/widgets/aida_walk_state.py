"""A walk through the stages of a model, as somebody does it: plan, place in the walk, customers sent through."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import traitlets as t

from journeylab.analysis.stage_walk import StageWalk, stage_walk
from journeylab.domain.expect import expect
from journeylab.domain.journey_map import Contact
from journeylab.domain.models import Framework, Stage
from journeylab.domain.names import unknown
from journeylab.domain.saved_plan import restored, saved
from journeylab.domain.scenario import Scenario
from journeylab.domain.stage_plan import StagePlan, empty_plan, proposal
from journeylab.errors import UsageError
from journeylab.i18n import _
from journeylab.sim.simulate import simulate
from journeylab.views.picture import Picture
from journeylab.views.stage_funnel import stage_funnel
from journeylab.views.stage_plan import markdown, stage_plan_picture
from journeylab.widgets.aida_walk_words import said

_Steps = dict[str, list[tuple[StagePlan, int]]]


class AidaWalkState(t.HasTraits):
    """Plan, place and result of a walk.  Knows no widget.

    Parameters
    ----------
    scenario : Scenario
    models : iterable of Framework
        Among which one can choose.
    model : str
        Key of the one to begin with.
    customers, seed : int
        Who is sent through; always the same customers, whatever the plan.

    Attributes
    ----------
    plan : StagePlan
        The one that is worked at; every model keeps its own.
    place : int
        0 = the first stage; as many as there are stages = the end of the walk.
    hint : bool
        Whether the proposal for this stage is shown; it goes with every step, so that people think first.
    walk : StageWalk or None
        What the customers did, since the plan was changed last.

    Raises
    ------
    UsageError
        If `scenario` is none, or customers or seed cannot be simulated.
    ModelError
        If there is no such model.
    """

    plan = t.Instance(StagePlan)
    place = t.Int(0)
    hint = t.Bool(False)
    walk = t.Instance(StageWalk, allow_none=True)

    def __init__(
        self,
        scenario: Scenario,
        models: Iterable[Framework],
        model: str = "aida",
        customers: int = 2_000,
        seed: int = 7,
    ) -> None:
        expect(scenario, Scenario)
        self.scenario = scenario
        self.models: dict[str, Framework] = {each.key: each for each in models}
        for problem in unknown(model, self.models, ()):
            raise problem
        self.log = simulate(scenario, customers, seed)
        self._plans = {key: empty_plan(scenario, each) for key, each in self.models.items()}
        # For each model, what can be taken back and done again, with the place in the walk where it was done.
        self._past: _Steps = {key: [] for key in self.models}
        self._future: _Steps = {key: [] for key in self.models}
        # The stage at whose message somebody is typing.
        self._typing: str | None = None
        super().__init__(plan=self._plans[model])

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The stages of the model in use."""
        return self.plan.model.stages

    @property
    def stage(self) -> Stage | None:
        """The stage at which the walk is; None at its end."""
        return self.stages[self.place] if self.place < len(self.stages) else None

    @property
    def placement(self) -> dict[str, set[str]]:
        """Ids of the contacts on each stage."""
        return {stage.key: set(self.plan.placed.get(stage.key, ())) for stage in self.stages}

    @property
    def messages(self) -> dict[str, str]:
        """What is said on each stage."""
        return {stage.key: self.plan.message(stage.key) for stage in self.stages}

    def choose(self, model: str) -> None:
        """Take another model, with the plan that was made for it before, and begin at its first stage."""
        if model == self.plan.model.key:
            return
        for problem in unknown(model, self.models, ()):
            raise problem
        self._show(self._plans[model], 0)

    def put(self, contact: str, on: bool = True, stage: str | None = None) -> None:
        """Place a contact on a stage, or take it away; without a stage on the one where the walk is."""
        key = self._key(stage)
        ids = self.plan.placed.get(key, frozenset())
        if on != (contact in ids):
            self._change(self.plan.with_contacts(key, ids ^ {contact}))

    def write(self, text: str, stage: str | None = None) -> None:
        """Write the message of a stage; what is typed in one go is taken back in one go."""
        key = self._key(stage)
        if text != self.plan.message(key):
            self._change(self.plan.with_message(key, text), typing=key)

    def forward(self) -> None:
        """Go to the next stage, after the last one to the end."""
        self._go(self.place + 1)

    def back(self) -> None:
        """Go to the stage before."""
        self._go(self.place - 1)

    def gaps(self) -> tuple[str, ...]:
        """Return what the plan lacks, in sentences."""
        return tuple(gap.sentence for gap in self.plan.gaps())

    def proposal(self) -> dict[str, set[str]]:
        """Return where the map itself would place the contacts."""
        return {key: set(ids) for key, ids in proposal(self.scenario, self.plan.model).items()}

    def proposed(self) -> tuple[Contact, ...]:
        """Return the contacts that the map would place on the stage where the walk is."""
        ids = self.proposal()[self._key(None)]
        return tuple(contact for contact in self.scenario.contacts if contact.id in ids)

    def take_proposal(self) -> None:
        """Place exactly the contacts of the proposal on this stage."""
        self._change(self.plan.with_contacts(self._key(None), [contact.id for contact in self.proposed()]))

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to take back."""
        return bool(self._past[self.plan.model.key])

    @property
    def can_redo(self) -> bool:
        """Whether a change was taken back that can be done again."""
        return bool(self._future[self.plan.model.key])

    def undo(self) -> None:
        """Take back the last change to this model's plan, and go where it was made."""
        self._swap(self._past, self._future)

    def redo(self) -> None:
        """Do again what was taken back last."""
        self._swap(self._future, self._past)

    def run(self) -> StageWalk:
        """Send the customers through and count them at the stages.

        Raises
        ------
        UsageError
            If no contact stands on any stage.
        """
        if not any(self.plan.placed.values()):
            raise UsageError(
                _("No contact stands on a stage yet, so there is nothing to count."),
                _("Go back and tick at least one contact."),
            )
        labels = {stage.key: str(stage.label) for stage in self.stages}
        # In the order of the map: a set has none, and the same plan shall give the same answer.
        by = {stage.key: [contact.id for contact in self.plan.contacts(stage.key)] for stage in self.stages}
        self.walk = stage_walk(self.log, by, labels)
        return self.walk

    def export(self) -> dict[str, Any]:
        """Return the plan as plain data, for `load`."""
        return saved(self.plan)

    def load(self, data: str | Mapping[str, Any]) -> None:
        """Go on with a plan that was exported, as data or as JSON text; it can be taken back.

        Raises
        ------
        DataError
            If it is no plan for this shop.
        ModelError
            If it names something that there is not.
        """
        self._typing = None
        self._change(restored(data, self.scenario, self.models), place=0)

    def markdown(self) -> str:
        """Return plan, gaps and result as a page to keep."""
        return markdown(self.plan, self.said())

    def said(self) -> list[str]:
        """Return what the customers did, in sentences; nothing before they were sent."""
        return [] if self.walk is None else [*said(self.plan, self.walk)]

    @property
    def picture(self) -> Picture:
        """The funnel of the customers, before they were sent the plan."""
        return stage_plan_picture(self.plan) if self.walk is None else stage_funnel(self.walk)

    def __repr__(self) -> str:
        """Return the plan, and what the customers did."""
        return "\n".join([str(self.plan), *self.said()])

    def _key(self, stage: str | None) -> str:
        if stage is not None:
            return stage
        if self.stage is None:
            raise UsageError(_("The walk is at its end, not at a stage."), _("Go back to a stage, or name one."))
        return self.stage.key

    def _change(self, plan: StagePlan, *, typing: str | None = None, place: int | None = None) -> None:
        key, place = plan.model.key, self.place if place is None else place
        if typing is None or typing != self._typing:
            self._past[key].append((self._plans[key], place))
        self._future[key].clear()
        self._show(plan, place)
        self._typing = typing

    def _swap(self, source: _Steps, other: _Steps) -> None:
        key = self.plan.model.key
        if source[key]:
            plan, place = source[key].pop()
            other[key].append((self.plan, place))
            self._show(plan, place)

    def _show(self, plan: StagePlan, place: int) -> None:
        self._plans[plan.model.key] = plan
        self._typing = None
        with self.hold_trait_notifications():
            self.hint = self.hint and plan.model is self.plan.model and place == self.place
            self.plan, self.place, self.walk = plan, place, None

    def _go(self, place: int) -> None:
        self._typing = None
        with self.hold_trait_notifications():
            self.place, self.hint = min(max(place, 0), len(self.stages)), False
