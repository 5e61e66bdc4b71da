"""Where learners mark their own free text along the rubric, with the evidence that was found beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import ipywidgets as w

from journeylab.domain.exercise.rubric import RubricRow
from journeylab.errors import UsageError
from journeylab.i18n import _
from journeylab.views.question_markup import points_number
from journeylab.views.quiz_markup import evidence_markup, hints_on_text, marked_answer
from journeylab.views.report_parts import listing, tag, words
from journeylab.widgets.answer_fields import named
from journeylab.widgets.panel import pane
from journeylab.widgets.quiz_state import QuizState
from journeylab.widgets.quiz_text import own_points_text
from journeylab.widgets.quiz_work import Work
from journeylab.widgets.refocus import Refocus

# A list whose value is None shows nothing at all.
_UNRATED = Decimal(-1)
Guard = Callable[[Callable[..., None]], Callable[..., None]]


class RatingBox(w.VBox):
    """The rubric row by row: what was found, and a list for the points that learners give themselves.

    Parameters
    ----------
    work : Work
        A free text that was handed in.
    state : QuizState
    guarded : callable
        Shows errors of a callback.
    after : callable
        Called when the assessment is closed.
    """

    def __init__(self, work: Work, state: QuizState, guarded: Guard, after: Callable[[], None]) -> None:
        assert work.evidence is not None
        self.work, self.quiz, self._after = work, state, after
        self.refocus = Refocus()
        self.lists = {each.row.id: self._list(each.row) for each in work.evidence.rows}
        rows = []
        for each in work.evidence.rows:
            made = w.Box([pane(evidence_markup(each)), self.lists[each.row.id]])
            made.add_class("jl-rate")
            rows.append(made)
        self.apart = pane()
        self.reason = w.Textarea(description=_("Reason"), rows=2, value=work.reason, layout=w.Layout(width="100%"))
        self.reason.add_class("jl-reason")
        self.why = w.VBox([self.apart, self.reason])
        self.close_it = w.Button(description=_("Close the self-assessment"))
        self.close_it.add_class("jl-main")
        self.sum = pane(name="jl-told")
        intro = _("Compare your answer with what is expected, row by row, and give yourself points.")
        super().__init__(
            [
                pane(tag("h4", words(_("Your answer"))) + marked_answer(str(work.answer or ""), work.evidence)),
                pane(_legend() + hints_on_text(work.evidence)),
                pane(tag("h4", words(_("Self-assessment"))) + tag("p", words(intro))),
                *rows,
                self.why,
                self.close_it,
                self.sum,
                self.refocus,
            ]
        )
        self.add_class("jl-rating")
        for row_id, chooser in self.lists.items():
            chooser.observe(guarded(self._rated(row_id)), "value")
        self.close_it.on_click(guarded(self._closed))
        self._show()

    def _list(self, row: RubricRow) -> w.Dropdown:
        steps = [Decimal(i) / 2 for i in range(int(row.most * 2) + 1)]
        options = [
            (_("{points} of {most}").format(points=points_number(p), most=points_number(row.most)), p) for p in steps
        ]
        made = w.Dropdown(
            options=[(_("– please choose –"), _UNRATED), *options], value=self.work.ratings.get(row.id, _UNRATED)
        )
        named(made, _("Self-assessment: {expects}").format(expects=row.expects))
        made.add_class(f"jl-row-{row.id}")
        return made

    def _rated(self, row_id: str) -> Callable[[Any], None]:
        def rate(change: Any) -> None:
            if change.new == _UNRATED:
                self.work.ratings.pop(row_id, None)
            else:
                self.quiz.rate(row_id, change.new)
            self._show()

        return rate

    def _closed(self, _button: Any) -> None:
        missing = [row_id for row_id, chooser in self.lists.items() if chooser.value == _UNRATED]
        if missing:
            self.refocus.to(f"jl-row-{missing[0]}")
            raise UsageError(
                _("Rows that are not assessed yet: {count}.").format(count=len(missing)),
                _("Give points for every row; 0 is an answer as well."),
            )
        if self.work.differences() and not self.reason.value.strip():
            self._show()
            self.refocus.to("jl-reason")
            raise UsageError(
                _("Your points and the words that were found do not agree everywhere."),
                _("Write a sentence that says why, or change the points; the search knows words, not meanings."),
            )
        self.quiz.finish_rating(self.reason.value)
        self._show()
        self._after()

    def _show(self) -> None:
        work = self.work
        complete = all(chooser.value != _UNRATED for chooser in self.lists.values())
        apart = work.differences() if complete else {}
        self.apart.value = _differences(work, apart)
        self.why.layout.display = None if apart or work.reason else "none"
        for control in (*self.lists.values(), self.reason):
            control.disabled = work.rated
        self.close_it.layout.display = "none" if work.rated else None
        said = own_points_text(work.own_points, work.leaf.item.points)
        self.sum.value = tag("p", tag("strong", words(said)), role="status")


def _legend() -> str:
    sure, doubtful = _("words that speak for a row"), _("unsure")
    return tag(
        "p",
        tag("mark", words(sure), class_="sure"),
        " ",
        tag("mark", words(doubtful), class_="doubtful"),
        class_="jl-note",
    )


def _differences(work: Work, apart: Mapping[str, str]) -> str:
    if not apart or work.evidence is None:
        return ""
    said = {
        "more": _("You gave points, and no words of this row were found: {expects}"),
        "less": _("You gave no points, and words of this row were found: {expects}"),
    }
    lines = [
        said[apart[each.row.id]].format(expects=each.row.expects) for each in work.evidence.rows if each.row.id in apart
    ]
    intro = _("Here your points and what was found differ. Both can be right; say why you see it this way.")
    return tag("div", tag("p", words(intro)), listing(lines), role="status")
