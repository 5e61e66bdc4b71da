"""The room of an exam on the screen: pseudonym, tasks against the clock, receipt."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import ipywidgets as w

from journeylab.exam.answers import Shops
from journeylab.i18n import _, ngettext
from journeylab.views.question_markup import case_markup, points_text, task_markup
from journeylab.views.report_parts import tag, words
from journeylab.widgets.answer_fields import answer_field
from journeylab.widgets.clock import Clock
from journeylab.widgets.exam_room_state import ExamRoomState
from journeylab.widgets.heading import Heading
from journeylab.widgets.panel import Panel, download, pane, row


class ExamRoomView(Panel):
    """Shows an `ExamRoomState`.  Decides nothing.

    Parameters
    ----------
    state : ExamRoomState
    shops : callable
        From the id of a shop to the `Scenario`.
    """

    def __init__(self, state: ExamRoomState, shops: Shops) -> None:
        self.shops = shops
        self.name = w.Text(description=_("Pseudonym"), value=state.suggested, placeholder="kluger-fuchs-7")
        self.begin = w.Button(description=_("Start"))
        self.begin.add_class("jl-main")
        self.front = w.VBox([pane(state.front), row(self.name, self.begin)])
        self.clock, self.heading = Clock(state.seconds_left), Heading()
        self.tasks = w.Box([self._jump(place) for place in range(len(state.questions))])
        self.tasks.add_class("jl-tasks")
        self.later = w.Checkbox(description=_("Come back later"), indent=False)
        self.back, self.forward = w.Button(description=_("Back")), w.Button(description=_("Next"))
        self.case, self.task, self.place = pane(name="jl-case"), pane(name="jl-task"), w.VBox()
        self.hand_in = w.Button(description=_("Hand in"))
        self.sure, self.not_yet = w.Button(description=_("Yes, hand in")), w.Button(description=_("Not yet"))
        self.sure.add_class("jl-main")
        self.asked = pane()
        self.asking = w.VBox([self.asked, row(self.sure, self.not_yet)])
        buttons = row(self.back, self.forward, self.later, self.hand_in)
        self.paper = w.VBox(
            [row(self.clock, self.tasks), self.heading, self.case, self.task, self.place, buttons, self.asking]
        )
        self.receipt = pane(name="jl-receipt")
        self.again = w.Button(description=_("Write the file once more"))
        self.end = w.VBox([self.receipt, self.again])
        super().__init__(state, self.front, self.paper, self.end)
        self.add_class("jl-mock")
        self._filled = -1
        self._connect()
        self._show()

    def _jump(self, place: int) -> w.Button:
        made = w.Button(description=str(place + 1))
        made.on_click(lambda _button: self.guarded(self._go)(place))
        return made

    def _connect(self) -> None:
        clicks: tuple[tuple[w.Button, Callable[[], None]], ...] = (
            (self.begin, self._started),
            (self.back, lambda: self._go(self.state.at - 1)),
            (self.forward, lambda: self._go(self.state.at + 1)),
            (self.hand_in, lambda: self._ask(True)),
            (self.not_yet, lambda: self._ask(False)),
            (self.sure, self._handed_in),
            (self.again, self._handed_in),
        )
        for button, act in clicks:
            button.on_click(self.guarded(lambda _button, act=act: act()))
        self.later.observe(self.guarded(self._marked), "value")
        self.clock.on_over(self.guarded(self._over))

    def _started(self) -> None:
        try:
            self.state.start(self.name.value)
        finally:
            self._show()
        self.heading.focus()

    def _go(self, place: int) -> None:
        if self.state.running:
            try:
                self.state.go(place)
            finally:
                self._show()
            self.heading.focus()

    def _marked(self, change: Any) -> None:
        if self.state.running and change.new != (self.state.question.id in self.state.later):
            self.state.mark_later(change.new)
            self._show_tasks()

    def _answered(self) -> None:
        try:
            self.state.answer(self.field.value)
        finally:
            self._show()

    def _ask(self, on: bool) -> None:
        self.asking.layout.display = None if on else "none"
        missing = len(self.state.questions) - len(self.state.answers)
        said = _("Every task has an answer.")
        if missing:
            said = ngettext("{count} task has no answer.", "{count} tasks have no answer.", missing).format(
                count=missing
            )
        last = _("Hand in now? Answers can no longer be changed then.")
        self.asked.value = tag("p", words(f"{said} {last}"), role="status") if on else ""

    def _handed_in(self) -> None:
        try:
            self.state.hand_in()
        finally:
            self._show()

    def _over(self) -> None:
        try:
            ended = self.state.tick()
        finally:
            self._show()
        if not ended:
            self.clock.seconds = self.state.seconds_left

    def _show(self) -> None:
        state = self.state
        for page, visible in (
            (self.front, state.started is None),
            (self.paper, state.running),
            (self.end, state.submission is not None),
        ):
            page.layout.display = None if visible else "none"
        if state.running:
            self._show_task()
        if self.clock.running != state.running:
            self.clock.seconds, self.clock.running = state.seconds_left, state.running
        if state.submission is not None:
            self.receipt.value = self._receipt()
            self.again.layout.display = "none" if state.file else None

    def _receipt(self) -> str:
        sent, name = self.state.submission, f"abgabe-{self.state.learner}.json"
        content = json.dumps(sent.model_dump(mode="json"), indent=1) + "\n"
        written = _("Your answers are in the file {file}. Give it to your trainer, unchanged.").format(file=name)
        failed = _("The file could not be written here. Save it with the link, or write it once more.")
        return tag(
            "div",
            tag("p", words(_("Handed in. Your receipt code:"))),
            tag("p", words(self.state.code), class_="jl-code"),
            tag("p", words(_("Read it out to your trainer now, who notes it."))),
            tag("p", words(written if self.state.file else failed)),
            tag("p", download(_("Save a copy"), name, content, "application/json")),
            role="status",
        )

    def _show_task(self) -> None:
        state, question = self.state, self.state.question
        self._show_tasks()
        if self._filled == state.at:
            return
        self._filled = state.at
        self._ask(False)
        place = _("Task {number} of {count}").format(number=state.at + 1, count=len(state.questions))
        self.heading.text = f"{place}: {question.title}" if question.title else place
        case = state.cases.get(question.id)
        self.case.value = "" if case is None else case_markup(case, self.shops)
        self.task.value = task_markup(question)
        self.field = answer_field(question, self.shops)
        self.field.value = state.answers.get(question.id)
        self.field.on_change(self.guarded(self._answered))
        self.place.children = [self.field.widget]
        self.later.value = question.id in state.later
        self.back.disabled, self.forward.disabled = state.at == 0, state.at == len(state.questions) - 1

    def _show_tasks(self) -> None:
        state = self.state
        for place, (button, question) in enumerate(zip(self.tasks.children, state.questions, strict=True)):
            answered, later = question.id in state.answers, question.id in state.later
            for name, on in {"jl-here": place == state.at, "jl-answered": answered, "jl-later": later}.items():
                (button.add_class if on else button.remove_class)(name)
            said = [_("Task {number}").format(number=place + 1), points_text(question.points)]
            said += [_("answered") if answered else _("no answer yet")]
            said += [_("marked for later")] if later else []
            button.tooltip = ", ".join(said)
            button.description = f"{place + 1}{' ⚑' if later else ''}{' ✓' if answered else ''}"
