"""Fields on a shop: pick contacts of its live map, build a journey on it, run its simulation with one's own seed."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any

import ipywidgets as w

from journeylab.analysis.experiment import experiment
from journeylab.domain.exercise.question import Question
from journeylab.domain.map_parts import PathStep, RecordedPath
from journeylab.domain.scenario import Scenario
from journeylab.errors import JourneyLabError
from journeylab.exam.answers import VERDICTS
from journeylab.i18n import _, ngettext
from journeylab.sim.simulate import simulate
from journeylab.views.experiment_picture import experiment_picture
from journeylab.views.kpi_tiles import kpi_tiles
from journeylab.views.picture import Picture
from journeylab.views.svg import element, words
from journeylab.views.touchpoint_map_svg import grid_of, touchpoint_map
from journeylab.widgets.answer_fields import AnswerField, named
from journeylab.widgets.panel import pane, row, shown
from journeylab.widgets.refocus import Refocus

_RING = 21.0


class _OnTheMap(AnswerField, ABC):
    """A list of contacts that is drawn on the live map."""

    def __init__(self, question: Question, shop: Scenario) -> None:
        super().__init__(question)
        self.shop = shop
        self.labels = {contact.id: _named(shop, contact.id) for contact in shop.contacts}
        self._contacts: list[str] = []
        self.chooser = w.Dropdown(
            options=[(_("– please choose –"), ""), *((label, name) for name, label in self.labels.items())],
            value="",
            description=_("Contact"),
        )
        self.add = w.Button(description=_("Add"))
        self.add.add_class("jl-add")
        self.back = w.Button(description=_("Undo"))
        self.clear = w.Button(description=_("Remove all"))
        self.told, self.picture = pane(name="jl-told"), pane()
        self.refocus = Refocus()
        self.add.on_click(self._added)
        self.back.on_click(self._undone)
        self.clear.on_click(self._cleared)
        self._steps: list[list[str]] = []
        buttons = row(self.chooser, self.add, self.back, self.clear)
        self.widget = w.VBox([buttons, self.told, self.picture, self.refocus], layout=w.Layout(width="100%"))
        self._show()

    @property
    def controls(self) -> Sequence[w.Widget]:
        """List and buttons."""
        return [self.chooser, self.add, self.back, self.clear]

    @property
    def value(self) -> list[str] | None:
        """Ids of the contacts."""
        return list(self._contacts) or None

    @value.setter
    def value(self, answer: Any) -> None:
        self._contacts = [contact for contact in answer or [] if contact in self.labels]
        self._steps = []
        self._show()

    def _set(self, contacts: list[str]) -> None:
        self._steps.append(self._contacts)
        self._contacts = contacts
        self._show()
        self._changed()

    def _added(self, _button: object) -> None:
        chosen = self.chooser.value
        if chosen and self._may_add(chosen):
            self._set([*self._contacts, chosen])
        self.chooser.value = ""
        self.refocus.to("jl-add")

    def _may_add(self, _contact: str) -> bool:
        return True

    def _undone(self, _button: object) -> None:
        if self._steps:
            self._contacts = self._steps.pop()
            self._show()
            self._changed()

    def _cleared(self, _button: object) -> None:
        if self._contacts:
            self._set([])

    def _show(self) -> None:
        self.told.value = element("p", words(self._said()), role="status")
        drawn = self._drawn()
        self.picture.value = shown(drawn)

    @abstractmethod
    def _said(self) -> str:
        """Say what is chosen."""

    @abstractmethod
    def _drawn(self) -> Picture:
        """Draw it."""


class PickField(_OnTheMap):
    """Contacts that are picked on the map."""

    def _may_add(self, contact: str) -> bool:
        return contact not in self._contacts

    def _said(self) -> str:
        if not self._contacts:
            return _("Nothing is picked yet. Choose a contact of the map and press 'Add'.")
        picked = "; ".join(self.labels[contact] for contact in self._contacts)
        return _("Picked: {contacts}.").format(contacts=picked)

    def _drawn(self) -> Picture:
        drawn = touchpoint_map(self.shop, panels=False)
        centres = grid_of(self.shop).centres()
        rings = "".join(
            element("circle", cx=x, cy=y, r=_RING, fill="none", stroke="#111", stroke_width=3.5, stroke_dasharray="7 3")
            for contact in self._contacts
            if contact in centres
            for x, y in [centres[contact]]
        )
        return Picture(drawn.svg.replace("</svg>", f"{rings}</svg>"), drawn.title, self._said(), drawn.rows)


class JourneyField(_OnTheMap):
    """A journey, contact by contact, drawn as a path."""

    def _said(self) -> str:
        if not self._contacts:
            return _("The journey is still empty. Choose the first contact and press 'Add'.")
        way = " → ".join(self.labels[contact] for contact in self._contacts)
        count = ngettext("{count} contact", "{count} contacts", len(self._contacts)).format(count=len(self._contacts))
        return f"{count}: {way}"

    def _drawn(self) -> Picture:
        if not self._contacts:
            return touchpoint_map(self.shop, panels=False)
        path = RecordedPath(id="way", by="exercise", contacts=tuple(PathStep(id=contact) for contact in self._contacts))
        return touchpoint_map(self.shop.model_copy(update={"paths": (path,)}), 0, panels=False)


class RunField(AnswerField):
    """A simulation with a seed of one's own, and what it shows."""

    def __init__(self, question: Question, shop: Scenario) -> None:
        super().__init__(question)
        self.shop = shop
        self.seed = w.BoundedIntText(value=7, min=0, max=2**31 - 1, description=_("Seed"))
        self.run = w.Button(description=_("Run the simulation"))
        self.run.add_class("jl-main")
        self.told, self.picture = pane(name="jl-told"), pane()
        self.figures = {each.id: named(w.Text(), each.asks) for each in question.asked}
        options = [(_("– please choose –"), ""), *((said(), key) for key, said in VERDICTS.items())]
        self.verdict = named(w.Dropdown(options=options, value=""), question.judged.asks if question.judged else "")
        self.run.on_click(self._ran)
        self.seed.observe(self._reseeded, "value")
        for control in (*self.figures.values(), self.verdict):
            control.observe(self._changed, "value")
        rows = [_asked(each.asks, self.figures[each.id]) for each in question.asked]
        rows += [_asked(question.judged.asks, self.verdict)] if question.judged else []
        self.widget = w.VBox([row(self.seed, self.run), self.told, self.picture, *rows], layout=w.Layout(width="100%"))
        self._tell(_("Choose a seed of your own and run the simulation."))

    @property
    def controls(self) -> Sequence[w.Widget]:
        """Seed, button and entries."""
        return [self.seed, self.run, *self.figures.values(), *([self.verdict] if self.question.judged else [])]

    @property
    def value(self) -> dict[str, Any] | None:
        """Seed, figures and verdict; None where neither figure nor verdict is given."""
        figures = {key: entry.value for key, entry in self.figures.items()}
        if not any(text.strip() for text in figures.values()) and not self.verdict.value:
            return None
        return {"seed": self.seed.value, "figures": figures, "verdict": self.verdict.value}

    @value.setter
    def value(self, answer: Any) -> None:
        self._silent = True
        given: Mapping[str, Any] = answer or {}
        self.seed.value = given.get("seed", 7)
        for key, entry in self.figures.items():
            entry.value = given.get("figures", {}).get(key, "")
        self.verdict.value = given.get("verdict") or ""
        self._silent = False

    def _tell(self, said: str) -> None:
        self.told.value = element("p", words(said), role="status")

    def _reseeded(self, _change: object) -> None:
        # What was read off belongs to another seed: the picture must not contradict the entry.
        self.picture.value = ""
        self._tell(_("Run the simulation again: the seed has changed."))
        self._changed()

    def _ran(self, _button: object) -> None:
        self._tell(_("computing ..."))
        try:
            self.picture.value = shown(self._result())
        except JourneyLabError as error:
            self._tell(f"{error.problem} {error.fix}")
            return
        self._tell(
            _("Done: {customers} customers, seed {seed}.").format(
                customers=self.question.customers, seed=self.seed.value
            )
        )

    def _result(self) -> Picture:
        customers, seed = self.question.customers, self.seed.value
        if not self.question.levers:
            return kpi_tiles(simulate(self.shop, customers, seed))
        return experiment_picture(experiment(self.shop, self.shop.with_levers(*self.question.levers), customers, seed))


def _asked(asks: str, entry: w.Widget) -> w.Box:
    made = w.Box([w.HTML(element("span", words(asks), aria_hidden="true")), entry])
    made.add_class("jl-match")
    return made


def _named(shop: Scenario, contact_id: str) -> str:
    """Return a contact with its moment and channel: several contacts may have similar labels."""
    contact = shop.contact(contact_id)
    return f"{contact.label} ({shop.moment(contact.moment).label}, {shop.channel(contact.channel).label})"
