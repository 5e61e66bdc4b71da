"""The mock exam on the screen: start, tasks against the clock, review."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import ipywidgets as w

from journeylab.i18n import _
from journeylab.widgets.mock_exam_state import MockExamState
from journeylab.widgets.mock_exam_words import ended, front_markup
from journeylab.widgets.panel import pane, row
from journeylab.widgets.quiz_state import QuizState, Recorder
from journeylab.widgets.timed_paper import TimedPaper


class MockExamView(TimedPaper):
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
        self.reviewing, self.learner, self.recorder = reviewing, learner, recorder
        begin = w.Button(description=_("Start"))
        self.result, self.room = pane(name="jl-told"), w.VBox()
        super().__init__(
            state,
            state.shops,
            front=w.VBox([pane(front_markup(state)), row(begin)]),
            begin=begin,
            end=w.VBox([self.result, self.room]),
            meanings=meanings,
        )

    @property
    def _before(self) -> bool:
        return self.state.started is None

    @property
    def _over_now(self) -> bool:
        return self.state.handed_in is not None

    def _start(self) -> None:
        self.state.start()

    def _show_end(self) -> None:
        if not self.room.children:
            review = self.state.review(self.learner, self.recorder)
            self.result.value = ended(self.state, review)
            self.room.children = [self.reviewing(review)]
