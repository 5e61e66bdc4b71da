"""The room of an exam on the screen: pseudonym, tasks against the clock, receipt."""

from __future__ import annotations

import json

import ipywidgets as w

from journeylab.exam.answers import Shops
from journeylab.i18n import _
from journeylab.views.report_parts import tag, words
from journeylab.widgets.exam_room_state import ExamRoomState
from journeylab.widgets.panel import download, pane, row
from journeylab.widgets.timed_paper import TimedPaper


class ExamRoomView(TimedPaper):
    """Shows an `ExamRoomState`.  Decides nothing.

    Parameters
    ----------
    state : ExamRoomState
    shops : callable
        From the id of a shop to the `Scenario`.
    """

    def __init__(self, state: ExamRoomState, shops: Shops) -> None:
        self.name = w.Text(description=_("Pseudonym"), value=state.suggested, placeholder="kluger-fuchs-7")
        begin = w.Button(description=_("Start"))
        self.receipt = pane(name="jl-receipt")
        self.again = w.Button(description=_("Write the file once more"))
        self.again.on_click(lambda _button: self.guarded(self._handed_in)())
        front, end = w.VBox([pane(state.front), row(self.name, begin)]), w.VBox([self.receipt, self.again])
        super().__init__(state, shops, front=front, begin=begin, end=end)

    @property
    def _before(self) -> bool:
        return self.state.started is None

    @property
    def _over_now(self) -> bool:
        return self.state.submission is not None

    def _start(self) -> None:
        self.state.start(self.name.value)

    def _show_end(self) -> None:
        self.receipt.value = self._receipt()
        self.again.layout.display = "none" if self.state.file else None

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
