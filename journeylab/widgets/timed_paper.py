"""Tasks against the clock on the screen: what a mock exam and an exam in class share."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

import ipywidgets as w

from journeylab.domain.exercise.question import Question
from journeylab.exam.answers import Shops
from journeylab.i18n import _, ngettext
from journeylab.views.question_markup import case_markup, points_text, task_markup
from journeylab.views.report_parts import tag, words
from journeylab.widgets.answer_fields import answer_field
from journeylab.widgets.clock import Clock
from journeylab.widgets.heading import Heading
from journeylab.widgets.panel import Panel, pane, row


class Sitting(Protocol):
    """What is known of an exam while somebody sits it.

    Attributes
    ----------
    at : int
        Which task is shown.
    later : set of str
        Ids of the tasks to come back to.
    """

    at: int
    later: set[str]

    @property
    def questions(self) -> Sequence[Question]:
        """One for each task; a part of a case is one."""

    @property
    def cases(self) -> Mapping[str, Question]:
        """The case around a task, by the id of the task."""

    @property
    def answers(self) -> Mapping[str, Any]:
        """What is answered, in the places shown, by the id of the task."""

    @property
    def running(self) -> bool:
        """Whether answers can be given."""

    @property
    def seconds_left(self) -> float:
        """Seconds until the time is over."""

    def go(self, place: int) -> None:
        """Show another task."""

    def answer(self, shown: Any) -> None:
        """Take over what stands in the field."""

    def mark_later(self, on: bool) -> None:
        """Mark the task to come back to, or take the mark away."""

    def hand_in(self) -> object:
        """End the exam."""

    def tick(self) -> bool:
        """Hand in if the time is over; return whether it did."""


class TimedPaper(Panel):
    """Shows a `Sitting`: a page before, the tasks with a clock, a page after.  Decides nothing.

    Parameters
    ----------
    state : Sitting
    shops : callable
        From the id of a shop to the `Scenario`.
    front, end : Widget
        The pages before and after.
    begin : Button
        Starts the clock.
    meanings : mapping of str to str, optional
        What each verb of a task expects; without it verbs are not explained.
    """

    def __init__(
        self,
        state: Sitting,
        shops: Shops,
        *,
        front: w.Widget,
        begin: w.Button,
        end: w.Widget,
        meanings: Mapping[str, str] | None = None,
    ) -> None:
        self.shops, self.meanings = shops, meanings or {}
        self.front, self.begin, self.end = front, begin, end
        self.begin.add_class("jl-main")
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
        super().__init__(state, front, self.paper, end)
        self.add_class("jl-mock")
        self._filled = -1
        clicks: tuple[tuple[w.Button, Callable[[], None]], ...] = (
            (self.begin, self._started),
            (self.back, lambda: self._go(self.state.at - 1)),
            (self.forward, lambda: self._go(self.state.at + 1)),
            (self.hand_in, lambda: self._ask(True)),
            (self.not_yet, lambda: self._ask(False)),
            (self.sure, self._handed_in),
        )
        for button, act in clicks:
            button.on_click(self.guarded(lambda _button, act=act: act()))
        self.later.observe(self.guarded(self._marked), "value")
        self.clock.on_over(self.guarded(self._over))
        self._show()

    @abstractmethod
    def _start(self) -> None:
        """Start the clock."""

    @abstractmethod
    def _show_end(self) -> None:
        """Fill the page after; it is called whenever the exam is over and something has changed."""

    @property
    @abstractmethod
    def _over_now(self) -> bool:
        """Whether the page after is shown."""

    @property
    @abstractmethod
    def _before(self) -> bool:
        """Whether the page before is shown."""

    def _jump(self, place: int) -> w.Button:
        made = w.Button(description=str(place + 1))
        made.on_click(lambda _button: self.guarded(self._go)(place))
        return made

    # Whatever goes wrong while something is kept, what is shown has to follow the state.

    def _started(self) -> None:
        try:
            self._start()
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
        if self.state.running and change.new != (self._question.id in self.state.later):
            self.state.mark_later(change.new)
            self._show_tasks()

    def _answered(self) -> None:
        try:
            self.state.answer(self.field.value)
        finally:
            self._show()

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
            # The browser's clock was faster than the kernel's.
            self.clock.seconds = self.state.seconds_left

    @property
    def _question(self) -> Question:
        question: Question = self.state.questions[self.state.at]
        return question

    def _ask(self, on: bool) -> None:
        self.asking.layout.display = None if on else "none"
        missing = len(self.state.questions) - len(self.state.answers)
        later = len(self.state.later)
        said = [_("Every task has an answer.")]
        if missing:
            text = ngettext("{count} task has no answer.", "{count} tasks have no answer.", missing)
            said = [text.format(count=missing)]
        if later:
            text = ngettext("{count} task is marked for later.", "{count} tasks are marked for later.", later)
            said.append(text.format(count=later))
        said.append(_("Hand in now? Answers can no longer be changed then."))
        self.asked.value = tag("p", words(" ".join(said)), role="status") if on else ""

    def _show(self) -> None:
        state = self.state
        for page, visible in ((self.front, self._before), (self.paper, state.running), (self.end, self._over_now)):
            page.layout.display = None if visible else "none"
        if state.running:
            self._show_task()
        if self.clock.running != state.running:
            self.clock.seconds, self.clock.running = state.seconds_left, state.running
        if self._over_now:
            self._show_end()

    def _show_task(self) -> None:
        state, question = self.state, self._question
        self._show_tasks()
        if self._filled == state.at:
            return
        self._filled = state.at
        self._ask(False)
        place = _("Task {number} of {count}").format(number=state.at + 1, count=len(state.questions))
        self.heading.text = f"{place}: {question.title}" if question.title else place
        case = state.cases.get(question.id)
        self.case.value = "" if case is None else case_markup(case, self.shops)
        self.task.value = task_markup(question, self.meanings.get(question.operator, ""))
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
