"""The trainer's marking on the screen: one answer, its rubric, and everything by keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ipywidgets as w

from journeylab.exam.answers import answer_text, right_answer
from journeylab.i18n import _
from journeylab.views.lesson_markup import text
from journeylab.views.marking_markup import answer_markup, keys_markup, rubric_markup
from journeylab.views.question_markup import points_text
from journeylab.views.report_parts import tag, words
from journeylab.widgets.keys import Keys
from journeylab.widgets.marking_state import MarkingState
from journeylab.widgets.panel import Panel, pane, row
from journeylab.widgets.refocus import Refocus

_TAKEN = (
    *"0123456789+-ukpc", "Enter", "ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Delete", "Backspace",
)  # fmt: skip
_COMMENT = "jl-comment"


class MarkingView(Panel):
    """Shows a `MarkingState` and passes keys on to it.  Decides nothing.

    Parameters
    ----------
    state : MarkingState
    """

    def __init__(self, state: MarkingState) -> None:
        self.keyboard = Keys(_("Mark by keys here"), _TAKEN)
        self.refocus = Refocus()
        tasks = [(_("Task {number}").format(number=state.places[name]), i) for i, name in enumerate(state.questions)]
        self.chooser = w.Dropdown(options=tasks, value=state.question, description=_("Task"))
        self.told = pane(name="jl-told")
        self.task, self.given, self.rubric = pane(name="jl-task"), pane(), pane()
        self.back, self.forward = w.Button(description=_("Back")), w.Button(description=_("Next"))
        self.undo, self.hide = w.Button(description=_("Undo")), w.Button(description=_("Hide pseudonyms"))
        self.comment = w.Textarea(
            description=_("Comment"), rows=2, continuous_update=False, layout=w.Layout(width="100%")
        )
        self.comment.add_class(_COMMENT)
        self.known = w.Dropdown(options=[("", -1)], description=_("Often used"))
        self.keep = w.Button(description=_("Keep the comment"))
        buttons = row(self.back, self.forward, self.undo, self.hide)
        below = (self.given, self.rubric, self.comment, row(self.known, self.keep), pane(keys_markup()), self.refocus)
        super().__init__(state, row(self.chooser, buttons), self.keyboard, self.told, self.task, below=below)
        self.add_class("jl-marking")
        self._silent = False
        self.keyboard.on_key(self.guarded(self._pressed))
        self.chooser.observe(self.guarded(self._chosen), "value")
        self.comment.observe(self.guarded(self._commented), "value")
        self.known.observe(self.guarded(self._picked), "value")
        acts: tuple[tuple[w.Button, Callable[[], None]], ...] = (
            (self.back, lambda: state.move(-1)),
            (self.forward, lambda: state.move(1)),
            (self.undo, state.undo),
            (self.hide, state.hide),
            (self.keep, state.keep_comment),
        )
        for button, act in acts:
            button.on_click(self.guarded(self._clicked(act)))
        self._show()

    def _pressed(self, key: str) -> None:
        if key == "c":
            self.refocus.to(_COMMENT)
            return
        self._after(lambda: self.state.press(key))

    def _clicked(self, act: Callable[[], None]) -> Callable[[Any], None]:
        return lambda _button: self._after(act)

    def _after(self, act: Callable[[], None]) -> None:
        # What could not be saved is in memory all the same: it is shown.
        try:
            act()
        finally:
            self._show()

    def _chosen(self, change: Any) -> None:
        if not self._silent and change.new != self.state.question:
            self._after(lambda: self.state.choose(change.new))
            self.keyboard.focus()

    def _commented(self, change: Any) -> None:
        if not self._silent:
            self._after(lambda: self.state.comment(change.new))

    def _picked(self, change: Any) -> None:
        if not self._silent and change.new >= 0:
            self._after(lambda: self.state.use_comment(change.new))
            self.keyboard.focus()

    def _show(self) -> None:
        state = self.state
        answer, rows = state.answer, state.rows
        self._silent = True
        self.chooser.value = state.question
        self.comment.value = answer.comment
        shortened = [(each if len(each) <= 60 else each[:59] + "…", i) for i, each in enumerate(state.results.comments)]
        self.known.options = [(_("– please choose –"), -1), *shortened]
        self.known.value = -1
        self._silent = False
        place = _("Answer {number} of {count}").format(number=state.at + 1, count=len(state.order))
        who = "" if state.hidden else f" ({state.learner})"
        at = _("row {number} of {count}").format(number=state.row + 1, count=len(rows))
        said = f"{place}{who}, {at}. {state.progress}."
        self.told.value = tag("p", words(said), role="status")
        self.task.value = self._task()
        evidence = state.evidence
        note = tag("p", words(answer.note), class_="jl-note") if answer.note else ""
        self.given.value = note + answer_markup(state.text(state.learner), evidence, rows[state.row].id)
        self.rubric.value = rubric_markup(rows, answer, evidence, state.row)
        self.back.disabled, self.forward.disabled = state.at == 0, state.at == len(state.order) - 1
        self.hide.description = _("Show pseudonyms") if state.hidden else _("Hide pseudonyms")

    def _task(self) -> str:
        variant = self.state.variant
        item = variant.item
        # Simulating for the solution of a run would take seconds for each answer.
        solution = "" if item.kind == "simulation" else answer_text(variant, right_answer(variant), self.state.shops)
        expected = tag("details", tag("summary", words(_("A good answer"))), text(solution)) if solution else ""
        return tag("div", text(item.prompt), tag("p", words(points_text(item.points)), class_="jl-note"), expected)
