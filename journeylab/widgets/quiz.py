"""A quiz on the screen: a task, a field for the answer, and what there is to say to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ipywidgets as w

from journeylab.exam.asking import ask
from journeylab.exam.grade import State
from journeylab.i18n import _
from journeylab.views.question_markup import case_markup, task_markup
from journeylab.views.quiz_markup import Aids, hints_markup, solution_markup, verdict_markup
from journeylab.views.report_parts import tag, words
from journeylab.widgets.answer_fields import AnswerField, answer_field
from journeylab.widgets.heading import Heading
from journeylab.widgets.panel import Panel, pane, row
from journeylab.widgets.quiz_rating import RatingBox
from journeylab.widgets.quiz_state import QuizState
from journeylab.widgets.quiz_text import solution_text, summary_markup, summed_up, title_of
from journeylab.widgets.quiz_work import Stage, Work
from journeylab.widgets.refocus import Refocus


class QuizView(Panel):
    """Shows a `QuizState` and passes clicks on to it.

    Parameters
    ----------
    state : QuizState
    aids : Aids, optional
        What explains tasks: verbs, words of the subject, KPIs.
    """

    def __init__(self, state: QuizState, aids: Aids | None = None) -> None:
        self.aids = Aids() if aids is None else aids
        self.tasks = w.Dropdown(description=_("Task"))
        self.heading, self.refocus = Heading(), Refocus()
        self.case, self.task, self.place = pane(name="jl-case"), pane(name="jl-task"), w.VBox()
        self.place.add_class("jl-place")
        self.hints = pane(name="jl-hints")
        names = (_("Check"), _("Hint"), _("Solution"), _("Other numbers"))
        self.check, self.hint, self.solution, self.other = (w.Button(description=name) for name in names)
        self.asked, self.sure, self.not_yet = pane(), w.Button(description=_("Yes")), w.Button(description=_("No"))
        self.sure.add_class("jl-sure")
        self.asking = w.VBox([self.asked, row(self.sure, self.not_yet)])
        self.told, self.room, self.solved = pane(name="jl-told"), w.VBox(), pane(name="jl-solved")
        self.back, self.forward, self.end = (w.Button(description=name) for name in (_("Back"), _("Next"), _("Sum up")))
        self.again = w.Button(description=_("Only the wrong ones once more"))
        for button in (self.check, self.sure, self.again):
            button.add_class("jl-main")
        self.buttons = row(self.check, self.hint, self.solution, self.other)
        self.summary = pane(name="jl-prose")
        self.page = w.VBox([self.task, self.place, self.hints, self.buttons, self.asking])
        self.after = w.VBox([self.told, self.room, self.solved])
        nav = row(self.back, self.forward, self.end, self.again)
        top = (row(self.tasks), self.case, self.heading)
        super().__init__(state, *top, self.page, below=[self.after, self.summary, nav, self.refocus])
        self.add_class("jl-quiz")
        self._fields: dict[Work, AnswerField] = {}
        self._boxes: dict[Work, RatingBox] = {}
        self._confirmed: Callable[[], None] | None = None
        self._filling = False
        self._connect()
        self._show()

    def _connect(self) -> None:
        state = self.state
        clicks: tuple[tuple[w.Button, Callable[[], None]], ...] = (
            (self.check, self._checked),
            (self.hint, state.hint),
            (self.solution, self._solution),
            (self.other, self._renewed),
            (self.back, lambda: self._go(state.at - (not state.summing_up))),
            (self.forward, lambda: self._go(state.at + 1)),
            (self.end, lambda: self._moved(state.sum_up)),
            (self.again, lambda: self._moved(state.repeat_weak)),
            (self.sure, self._confirm),
            (self.not_yet, self._cancel),
        )
        for button, act in clicks:
            button.on_click(self.guarded(self._then_shown(act)))
        self.tasks.observe(self.guarded(self._jumped), "value")

    def _then_shown(self, act: Callable[[], object]) -> Callable[[Any], None]:
        def run(_button: Any) -> None:
            before = self._confirmed
            act()
            self._show()
            if self._confirmed is not None and self._confirmed is not before:
                # Only what is visible can take the focus.
                self.refocus.to("jl-sure")

        return run

    def _go(self, place: int) -> None:
        self._moved(lambda: self.state.go(place))

    def _moved(self, act: Callable[[], None]) -> None:
        act()
        self._confirmed = None
        # Where one has come to is read out.
        self.heading.focus()

    def _jumped(self, change: Any) -> None:
        if not self._filling:
            self._go(change.new)
            self._show()

    def _checked(self) -> None:
        if self.state.work.free:
            if self.state.work.answer is None:
                self.state.check()  # says that nothing is written yet
            self._ask(
                _("After handing in, the answer can no longer be changed: it is compared with what is expected."),
                _("Hand in"),
                self.state.check,
            )
            return
        self.state.expect_readable()
        self.state.check()

    def _solution(self) -> None:
        work = self.state.work
        if work.free and not work.locked:
            self._ask(
                _("Whoever sees the model answer has nothing left to compare: your answer is locked as it stands."),
                _("Show it"),
                self.state.show_solution,
            )
        else:
            self.state.show_solution()

    def _renewed(self) -> None:
        if self.state.work.case is None:
            self.state.renew()
            return
        question = _("All parts of this case begin again, with empty answers.")
        self._ask(question, _("Begin the case again"), lambda: self._moved(self.state.renew))

    def _ask(self, question: str, yes: str, act: Callable[[], None]) -> None:
        self._confirmed = act
        self.asked.value = tag("p", words(question), role="status")
        self.sure.description, self.not_yet.description = yes, _("Not yet")

    def _confirm(self) -> None:
        act, self._confirmed = self._confirmed, None
        if act is not None:
            act()
            self.heading.focus()

    def _cancel(self) -> None:
        self._confirmed = None
        self.heading.focus()

    def _answered(self, work: Work, field: AnswerField) -> None:
        if work is self.state.work and not work.locked:
            spoken_to = work.grade is not None or work.solution_open
            self.state.answer(field.value)
            if spoken_to:
                # What was said belongs to the answer that stood there before.
                self._show_rest(work)

    def _show(self) -> None:
        state, work = self.state, self.state.work
        self._fill_tasks()
        for part, visible in (
            (self.case, not state.summing_up),
            (self.page, not state.summing_up),
            (self.after, not state.summing_up),
            (self.summary, state.summing_up),
            (self.asking, self._confirmed is not None),
            (self.again, state.summing_up and bool(state.weak())),
            (self.forward, not state.summing_up and state.at + 1 < len(state.works)),
            (self.end, not state.summing_up and state.at + 1 == len(state.works)),
        ):
            part.layout.display = None if visible else "none"
        self.back.disabled = state.at == 0 and not state.summing_up
        if state.summing_up:
            self.summary.value = summary_markup(summed_up(state.works))
            self.heading.text = _("Summary")
        else:
            self._show_task(work)
            self._show_rest(work)
        if state.trouble is not None:
            self.show(state.trouble)

    def _fill_tasks(self) -> None:
        marks = {Stage.OPEN: "", Stage.LOCKED: " …"}
        options = []
        for place, work in enumerate(self.state.works):
            sign = marks.get(work.stage, " ✓" if work.points == work.leaf.item.points else " ·")
            options.append((f"{place + 1}. {title_of(work)}{sign}", place))
        self._filling = True
        if list(self.tasks.options) != options:
            self.tasks.options = options
        self.tasks.value = self.state.at
        self._filling = False
        self.tasks.layout.display = None if len(options) > 1 else "none"

    def _show_task(self, work: Work) -> None:
        place = _("Task {number} of {count}").format(number=self.state.at + 1, count=len(self.state.works))
        self.heading.text = f"{place}: {title_of(work)}"
        self.case.value = "" if work.case is None else self._case(work.case)
        question = work.question
        self.task.value = task_markup(question, self.aids.meanings.get(question.operator, ""))
        field = self._field(work)
        field.disabled = work.locked
        shown = [] if work.locked and work.free else [field.widget]
        if list(self.place.children) != shown:
            self.place.children = shown

    def _case(self, case: Any) -> str:
        summary = tag("summary", words(_("Situation and documents: {title}").format(title=case.item.name)))
        return tag("details", summary, case_markup(ask(case), self.state.shops), open="open")

    def _field(self, work: Work) -> AnswerField:
        if work not in self._fields:
            field = answer_field(work.question, self.state.shops)
            field.value = work.shown
            field.on_change(self.guarded(lambda: self._answered(work, field)))
            self._fields[work] = field
        return self._fields[work]

    def _show_rest(self, work: Work) -> None:
        item = work.leaf.item
        self.hints.value = hints_markup(item.hints[: work.hints])
        count = len(item.hints)
        self.hint.description = _("Hint {number} of {count}").format(number=min(work.hints + 1, count), count=count)
        self.check.description = _("Hand in and compare") if work.free else _("Check")
        self.other.description = _("Other numbers") if work.leaf.numbers else _("Once more from the start")
        if work.case is not None:
            self.other.description = _("Begin the case again")
        for button, visible in (
            (self.check, not work.locked),
            (self.hint, work.hints < count and not work.locked),
            (self.solution, not work.solution_open and not work.rated),
            (self.other, bool(work.leaf.numbers or work.tries or work.solution_seen)),
        ):
            button.layout.display = None if visible else "none"
        self.told.value = "" if work.grade is None else tag("div", verdict_markup(work.grade), role="status")
        self.room.children = [self._box(work)] if work.locked and work.tries else []
        right = work.grade is not None and work.grade.state is State.RIGHT
        self.solved.value = self._solved(work) if work.solution_open or right or work.rated else ""

    def _box(self, work: Work) -> RatingBox:
        if work not in self._boxes:
            self._boxes[work] = RatingBox(work, self.state, self.guarded, self._show)
        return self._boxes[work]

    def _solved(self, work: Work) -> str:
        shown = solution_text(work, self.state.shops)
        return tag("div", solution_markup(work.leaf, shown, work.case, self.aids), class_="jl-prose jl-solution")
