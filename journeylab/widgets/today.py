"""What to practise today, and the way to the exam."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import ipywidgets as w

from journeylab.domain.exercise.bank import Entry
from journeylab.errors import MissingExtraError
from journeylab.exam.study_plan import StudyPlan
from journeylab.i18n import _, day, number
from journeylab.views.quiz_markup import Still
from journeylab.views.report_parts import tag, words
from journeylab.widgets.panel import Panel, pane, row, scrolling, table

_DAYS_SHOWN = 14


class TodayState:
    """A plan that changes when the date of the exam or the time for today does.

    Parameters
    ----------
    planner : callable
        From the day of the exam and minutes to a `StudyPlan`.
    exam, today : date
    minutes : int
    entries : mapping of str to Entry
        The bank, by id.
    """

    def __init__(
        self,
        planner: Callable[[date, int], StudyPlan],
        exam: date,
        today: date,
        minutes: int,
        entries: Mapping[str, Entry],
    ) -> None:
        self.planner, self.exam, self.today, self.minutes, self.entries = planner, exam, today, minutes, entries

    @property
    def plan(self) -> StudyPlan:
        """The plan as things stand: what was practised a minute ago counts.

        Raises
        ------
        MissingExtraError
            If FSRS is not installed.
        """
        return self.planner(self.exam, self.minutes)

    @property
    def picture(self) -> Still:
        """The plan, as a page shows it that has no kernel."""
        return Still(tag("p", "<br/>".join(map(words, repr(self).splitlines()))))

    def __repr__(self) -> str:
        """Return message and exercises; or what is missing, and the line to type."""
        try:
            return repr(self.plan)
        except MissingExtraError as error:
            return f"{error.problem}\n{error.fix}"


class TodayView(Panel):
    """Shows a `TodayState`; a button begins a quiz with today's exercises.

    Parameters
    ----------
    state : TodayState
    start : callable
        From ids to a quiz.
    """

    def __init__(self, state: TodayState, start: Callable[[Sequence[str]], w.Widget]) -> None:
        self.start = start
        self.exam = w.DatePicker(description=_("Exam on"), value=state.exam)
        self.minutes = w.BoundedIntText(description=_("Minutes today"), value=state.minutes, min=5, max=600)
        self.begin, self.fresh = w.Button(description=_("Practise today's set")), w.Button(description=_("Update"))
        self.begin.add_class("jl-main")
        self.told, self.room = pane(name="jl-told"), w.VBox()
        super().__init__(state, row(self.exam, self.minutes, self.fresh), self.told, row(self.begin), below=[self.room])
        self.add_class("jl-today")
        self.exam.observe(self.guarded(self._redated), "value")
        self.minutes.observe(self.guarded(self._retimed), "value")
        self.begin.on_click(self.guarded(self._begun))
        self.fresh.on_click(self.guarded(lambda _button: self._show()))
        self.guarded(self._show)()

    def _redated(self, change: Any) -> None:
        # An empty field is a date in the making.
        if change.new is not None:
            self.state.exam = change.new
            self._show()

    def _retimed(self, change: Any) -> None:
        self.state.minutes = change.new
        self._show()

    def _begun(self, _button: Any) -> None:
        self.room.children = [self.start([step.item.id for step in self.state.plan.steps])]

    def _show(self) -> None:
        self.told.value, self.begin.disabled = "", True
        plan = self.state.plan
        self.begin.disabled = not plan.steps
        self.told.value = tag("p", words(plan.message), role="status") + self._steps(plan) + _outlook(plan)

    def _steps(self, plan: StudyPlan) -> str:
        if not plan.steps:
            return ""
        rows = []
        for place, step in enumerate(plan.steps, 1):
            entry = self.state.entries[step.item.id]
            rows.append((f"{place}. {entry.item.name}", entry.title, number(step.item.minutes), step.why))
        headings = (_("Exercise"), _("Topic"), _("Minutes"), _("Why today"))
        made = table(headings, rows, _("Today"), text_columns=(0, 1, 3))
        return scrolling(made, _("Today"))


def _outlook(plan: StudyPlan) -> str:
    days = [each for each in plan.outlook if each.due or each.weak][:_DAYS_SHOWN]
    if not days:
        return ""
    rows = [(day(each.day), str(each.due), str(each.weak), number(each.minutes, 0)) for each in days]
    title = _("What comes back until the exam if nothing is practised before")
    made = table((_("Day"), _("due"), _("weak"), _("Minutes")), rows, title)
    return tag("details", tag("summary", words(title)), scrolling(made, title))
