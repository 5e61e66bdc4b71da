"""The mock exam on the screen: start, tasks against the clock, review."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import ipywidgets as w

from journeylab.exam.asking import ask
from journeylab.i18n import _, ngettext
from journeylab.views.question_markup import case_markup, points_text, task_markup
from journeylab.views.svg import element, words
from journeylab.widgets.answer_fields import answer_field
from journeylab.widgets.clock import Clock
from journeylab.widgets.heading import Heading
from journeylab.widgets.mock_exam_state import MockExamState
from journeylab.widgets.mock_exam_words import ended, front_markup
from journeylab.widgets.panel import Panel, pane, row
from journeylab.widgets.quiz_state import QuizState, Recorder


class MockExamView(Panel):
    """Shows a `MockExamState`.  Decides nothing.

    Parameters
    ----------
    state : MockExamState
    meanings : mapping of str to str
        What each verb of a task expects, by its value in files.
    reviewing : callable
        Makes the view of a review from its `QuizState`.
    learner : str, optional
        Pseudonym under which the review is kept.
    recorder : Recorder, optional
    """

    def __init__(
        self,
        state: MockExamState,
        meanings: Mapping[str, str],
        reviewing: Callable[[QuizState], w.Widget],
        *,
        learner: str | None = None,
        recorder: Recorder | None = None,
    ) -> None:
        self.meanings, self.reviewing = meanings, reviewing
        self.learner, self.recorder = learner, recorder
        self.begin = w.Button(description=_("Start"))
        self.begin.add_class("jl-main")
        self.front = w.VBox([pane(front_markup(state)), row(self.begin)])

        self.clock = Clock(state.seconds_left)
        self.heading = Heading()
        self.tasks = w.Box([self._jump(place) for place in range(len(state.works))])
        self.tasks.add_class("jl-tasks")
        self.later = w.Checkbox(description=_("Come back later"), indent=False)
        self.back, self.forward = w.Button(description=_("Back")), w.Button(description=_("Next"))
        self.case, self.task, self.place = pane(name="jl-case"), pane(name="jl-task"), w.VBox()
        self.hand_in = w.Button(description=_("Hand in"))
        self.sure, self.not_yet = w.Button(description=_("Yes, hand in")), w.Button(description=_("Not yet"))
        self.sure.add_class("jl-main")
        self.asked = pane()
        self.asking = w.VBox([self.asked, row(self.sure, self.not_yet)])
        self.paper = w.VBox(
            [
                row(self.clock, self.tasks),
                self.heading,
                self.case,
                self.task,
                self.place,
                row(self.back, self.forward, self.later, self.hand_in),
                self.asking,
            ]
        )
        self.result, self.room = pane(name="jl-told"), w.VBox()
        self.end = w.VBox([self.result, self.room])
        super().__init__(state, self.front, self.paper, self.end)
        self.add_class("jl-mock")
        self._filled: int | None = None
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
        )
        for button, act in clicks:
            button.on_click(self.guarded(lambda _button, act=act: act()))
        self.later.observe(self.guarded(self._marked), "value")
        self.clock.on_over(self.guarded(self._over))

    def _started(self) -> None:
        self.state.start()
        self._show()
        self.heading.focus()

    def _go(self, place: int) -> None:
        if self.state.running:
            self.state.go(place)
            self._show()
            self.heading.focus()

    def _marked(self, change: Any) -> None:
        if change.new != (self.state.work.leaf.id in self.state.later):
            self.state.mark_later(change.new)
            self._show_tasks()

    def _answered(self) -> None:
        try:
            self.state.answer(self.field.value)
        finally:
            if not self.state.running:
                self._show()
        self._show_tasks()

    def _ask(self, on: bool) -> None:
        self.asking.layout.display = None if on else "none"
        missing = sum(not each.answered for each in self.state.overview)
        later = len(self.state.later)
        said = [
            ngettext("{count} task has no answer.", "{count} tasks have no answer.", missing).format(count=missing)
            if missing
            else _("Every task has an answer."),
            ngettext("{count} task is marked for later.", "{count} tasks are marked for later.", later).format(
                count=later
            )
            if later
            else "",
            _("Hand in now? Answers can no longer be changed then."),
        ]
        self.asked.value = element("p", words(" ".join(filter(None, said))), role="status") if on else ""

    def _handed_in(self) -> None:
        self.state.hand_in()
        self._show()

    def _over(self) -> None:
        if self.state.tick():
            self._show()

    def _show(self) -> None:
        state = self.state
        state.tick()
        for page, visible in (
            (self.front, state.started is None),
            (self.paper, state.running),
            (self.end, state.handed_in is not None),
        ):
            page.layout.display = None if visible else "none"
        if state.running:
            self._show_task()
        self.clock.seconds = state.seconds_left
        self.clock.running = state.running
        if state.handed_in is not None and not self.room.children:
            review = state.review(self.learner, self.recorder)
            self.result.value = ended(state, review)
            self.room.children = [self.reviewing(review)]

    def _show_task(self) -> None:
        state, work = self.state, self.state.work
        self._ask(False)
        self._show_tasks()
        if self._filled == state.at:
            return
        self._filled = state.at
        question = work.question
        place = _("Task {number} of {count}").format(number=state.at + 1, count=len(state.works))
        self.heading.text = f"{place}: {question.title}" if question.title else place
        self.case.value = "" if work.case is None else case_markup(ask(work.case), state.shops)
        self.task.value = task_markup(question, self.meanings.get(question.operator, ""))
        self.field = answer_field(question, state.shops)
        self.field.value = work.shown
        self.field.on_change(self.guarded(self._answered))
        self.place.children = [self.field.widget]
        self.later.value = work.leaf.id in state.later
        self.back.disabled, self.forward.disabled = state.at == 0, state.at == len(state.works) - 1

    def _show_tasks(self) -> None:
        for place, (button, each) in enumerate(zip(self.tasks.children, self.state.overview, strict=True)):
            marks = {"jl-here": place == self.state.at, "jl-answered": each.answered, "jl-later": each.later}
            for name, on in marks.items():
                (button.add_class if on else button.remove_class)(name)
            said = [_("Task {number}").format(number=place + 1), points_text(each.points)]
            said += [_("answered") if each.answered else _("no answer yet")]
            said += [_("marked for later")] if each.later else []
            button.tooltip = ", ".join(said)
            button.description = f"{place + 1}{' ⚑' if each.later else ''}{' ✓' if each.answered else ''}"
