"""The walk through the stages of a model: one stage after the other, then customers are sent through."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import ipywidgets as w

from journeylab.domain.models import Stage
from journeylab.i18n import _, ngettext, number
from journeylab.views.svg import element, words
from journeylab.widgets.aida_walk_state import AidaWalkState
from journeylab.widgets.aida_walk_words import compared, prompt, question, status, to_try
from journeylab.widgets.heading import Heading
from journeylab.widgets.panel import Panel, download, pane, row, scrolling, shown, table


class AidaWalkView(Panel):
    """Shows an `AidaWalkState` and passes clicks on to it.  Decides nothing."""

    def __init__(self, state: AidaWalkState) -> None:
        self.model = w.Dropdown(
            options=[(str(each.label), key) for key, each in state.models.items()],
            value=state.plan.model.key,
            description=_("Model"),
            style={"description_width": "initial"},
        )
        self.undo, self.redo = w.Button(description=_("Undo")), w.Button(description=_("Redo"))
        self.steps = pane(name="jl-walk-steps")
        self.heading = Heading()

        self.question = pane(name="jl-walk-question")
        self.boxes = {c.id: w.Checkbox(description=str(c), indent=False) for c in state.scenario.contacts}
        self.message = w.Textarea(
            description=_("Message"),
            rows=3,
            layout=w.Layout(width="100%"),
            style={"description_width": "initial"},
        )
        self.counter = pane(name="jl-walk-counter")
        self.hint = w.Button(description=_("Show the map's proposal"))
        self.take = w.Button(description=_("Take over for this stage"))
        self.proposal = pane(name="jl-walk-proposal")
        hints = row(self.hint, self.take)
        self.stage_page = w.VBox([self.question, self._groups(state), self.message, self.counter, hints, self.proposal])

        self.gaps = pane(name="jl-walk-gaps")
        self.send = w.Button(description=_("Send the customers"))
        self.send.add_class("jl-main")
        go_on = _("Go on with a saved plan")
        self.upload = w.FileUpload(accept=".json", description=go_on, tooltip=go_on)
        self.end_page = w.VBox([self.gaps, row(self.send, self.upload)])
        self.result = pane(name="jl-walk-result")

        self.back, self.forward = w.Button(description=_("Back")), w.Button(description=_("Next"))
        top, nav = row(self.model, self.undo, self.redo), row(self.back, self.forward)
        pages = (self.heading, self.stage_page, self.end_page)
        super().__init__(state, top, self.steps, *pages, nav, below=[self.result])
        self.add_class("jl-walk")
        self._connect()
        self._show()

    def _groups(self, state: AidaWalkState) -> w.Box:
        """Return the checkboxes of all contacts, grouped by channel."""
        groups = []
        for channel in state.scenario.channels:
            own = [self.boxes[contact.id] for contact in state.scenario.contacts if contact.channel == channel.id]
            if own:
                name = words(f"{channel.label} ({channel.medium.label})")
                groups.append(w.VBox([w.HTML(element("h4", name)), *own]))
        made = w.Box(groups)
        made.add_class("jl-walk-groups")
        return made

    def _connect(self) -> None:
        state = self.state
        self.model.observe(self.guarded(lambda change: state.choose(change.new)), "value")
        self.message.observe(self.guarded(self._typed), "value")
        for contact, box in self.boxes.items():
            box.observe(self.guarded(self._ticked(contact)), "value")
        for button, act in (
            (self.undo, state.undo),
            (self.redo, state.redo),
            (self.hint, self._toggle_hint),
            (self.take, state.take_proposal),
            (self.send, state.run),
            (self.back, self._moving(state.back)),
            (self.forward, self._moving(state.forward)),
        ):
            button.on_click(self.guarded(lambda _button, act=act: act()))
        self.upload.observe(self.guarded(self._uploaded), "value")
        # Not guarded: a click that leads here is, and in a cell of one's own an error belongs below the cell.
        state.observe(self._show, ["plan", "place", "hint", "walk"])

    def _ticked(self, contact: str) -> Callable[[Any], None]:
        def tick(change: Any) -> None:
            if self.state.stage is not None:
                self.state.put(contact, change.new)

        return tick

    def _typed(self, change: Any) -> None:
        if self.state.stage is not None:
            self.state.write(change.new)

    def _toggle_hint(self) -> None:
        self.state.hint = not self.state.hint

    def _moving(self, step: Callable[[], None]) -> Callable[[], None]:
        def move() -> None:
            step()
            # Where one has come to is read out.
            self.heading.focus()

        return move

    def _uploaded(self, change: Any) -> None:
        # Emptied at once, so that the same file can be chosen again.
        if change.new:
            content = bytes(change.new[0]["content"]).decode("utf-8", errors="replace")
            self.upload.value = ()
            self.state.load(content)

    def _show(self, _change: object = None) -> None:
        state = self.state
        self.model.value = state.plan.model.key
        self.undo.disabled, self.redo.disabled = not state.can_undo, not state.can_redo
        self.back.disabled, self.forward.disabled = state.place == 0, state.stage is None
        self.forward.description = _("To the result") if state.place == len(state.stages) - 1 else _("Next")
        self.steps.value = _steps(state)
        for page, visible in ((self.stage_page, state.stage is not None), (self.end_page, state.stage is None)):
            page.layout.display = None if visible else "none"
        if state.stage is None:
            self._show_end()
        else:
            self._show_stage(state.stage)

    def _show_stage(self, stage: Stage) -> None:
        state = self.state
        place = _("{place} of {all}").format(place=state.place + 1, all=len(state.stages))
        self.heading.text = f"{place} · {stage.label}"
        self.question.value = element("p", words(f"{stage.summary} {question(stage)}"))
        here = state.placement[stage.key]
        for contact, box in self.boxes.items():
            box.description = str(state.scenario.contact(contact)) + _also(state, contact)
            box.value = contact in here
        text = state.plan.message(stage.key)
        self.message.value = text
        letters = ngettext("{count} character", "{count} characters", len(text)).format(count=number(len(text)))
        self.counter.value = element("p", words(letters + " · " + _("A beginning: {text}").format(text=prompt(stage))))
        self.hint.description = _("Hide the proposal") if state.hint else _("Show the map's proposal")
        self.take.layout.display = None if state.hint else "none"
        self.proposal.value = element("p", words(compared(state.plan, stage, state.proposed()))) if state.hint else ""
        self.result.value = ""

    def _show_end(self) -> None:
        state = self.state
        shop, model = state.scenario.title, state.plan.model.label
        self.heading.text = _("Result: {model} for {shop}").format(model=model, shop=shop)
        gaps = [*(state.gaps() or [_("No gap found.")]), *state.plan.remarks()]
        self.gaps.value = element("h4", words(_("What is missing"))) + _list(gaps)
        picture = state.picture
        sheet = picture.table
        rows = [
            [each if isinstance(each, str) else number(each) for each in line] for line in sheet.to_numpy().tolist()
        ]
        twin = table([*sheet.columns], rows, picture.title)
        told = "" if state.walk is None else _told(state)
        name = f"{state.plan.model.key}-{state.scenario.id}"
        links = [
            download(_("Save the picture (SVG)"), f"{name}.svg", picture.svg, "image/svg+xml"),
            download(_("Save the plan as text (Markdown)"), f"{name}.md", state.markdown(), "text/markdown"),
            download(_("Save to go on later (JSON)"), f"{name}.json", _json(state), "application/json"),
        ]
        self.result.value = "".join(
            [
                told,
                shown(picture),
                element("details", element("summary", words(_("The same as a table"))), scrolling(twin, picture.title)),
                element("p", " · ".join(links)),
            ]
        )


def _steps(state: AidaWalkState) -> str:
    """Return the list of steps; the one where the walk is is marked for eyes and for screen readers."""
    entries = [(str(stage.label), status(state.plan, stage)) for stage in state.stages]
    entries.append((_("Result"), _("customers sent") if state.walk is not None else _("not sent yet")))
    items = [
        element(
            "li",
            element("b", words(name)),
            element("span", words(said)),
            aria_current="step" if i == state.place else None,
        )
        for i, (name, said) in enumerate(entries)
    ]
    return element("ol", *items, aria_label=_("Steps"))


def _also(state: AidaWalkState, contact: str) -> str:
    others = [str(place) for place in state.plan.stages_of(contact) if place != state.place + 1]
    if not others:
        return ""
    text = ngettext("also at stage {places}", "also at stages {places}", len(others))
    return " · " + text.format(places=", ".join(others))


def _told(state: AidaWalkState) -> str:
    said = element("h4", words(_("What the simulated customers did"))) + _list(state.said())
    return said + element("h4", words(_("What to try next"))) + _list(to_try(state.plan))


def _list(sentences: list[str]) -> str:
    return element("ul", *(element("li", words(each)) for each in sentences))


def _json(state: AidaWalkState) -> str:
    return json.dumps(state.export(), ensure_ascii=False, indent=2)
