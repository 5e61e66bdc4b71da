"""Progress on the screen: attempts by topic, weak exercises, a copy to take along, and deleting everything."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

import ipywidgets as w

from journeylab.i18n import _, ngettext, number, percent
from journeylab.views.report_parts import tag, words
from journeylab.widgets.panel import Panel, pane, row, scrolling, table
from journeylab.widgets.progress_state import ProgressState
from journeylab.widgets.refocus import Refocus

_KINDS = {"csv": "text/csv;charset=utf-8", "jsonl": "application/x-ndjson"}


class ProgressPanel(Panel):
    """Shows a `ProgressState` and passes clicks on to it.

    Parameters
    ----------
    state : ProgressState
    """

    def __init__(self, state: ProgressState) -> None:
        self.name = w.Text(description=_("Pseudonym"), value=state.suggestion)
        self.another, self.take = w.Button(description=_("Another suggestion")), w.Button(description=_("Take it"))
        self.take.add_class("jl-main")
        advice = _("Choose a pseudonym, never your name. What you practise stays on this computer under it.")
        self.door = w.VBox([pane(tag("p", words(advice))), row(self.name, self.another, self.take)])
        self.told, self.links = pane(name="jl-told"), pane()
        self.fresh, self.delete = w.Button(description=_("Update")), w.Button(description=_("Delete everything"))
        self.asked, self.sure, self.not_yet = (
            pane(),
            w.Button(description=_("Yes, delete")),
            w.Button(description=_("No")),
        )
        self.sure.add_class("jl-sure")
        self.asking = w.VBox([self.asked, row(self.sure, self.not_yet)])
        self.refocus = Refocus()
        self.inside = w.VBox([self.told, self.links, row(self.fresh, self.delete), self.asking, self.refocus])
        super().__init__(state, self.door, self.inside)
        self.add_class("jl-progress")
        self._asks = False
        for button, act in (
            (self.another, self._another),
            (self.take, lambda: state.choose(self.name.value)),
            (self.fresh, lambda: None),
            (self.delete, self._ask),
            (self.sure, self._deleted),
            (self.not_yet, self._cancel),
        ):
            button.on_click(self.guarded(lambda _button, act=act: self._then_shown(act)))
        self.guarded(self._show)()

    def _then_shown(self, act: Any) -> None:
        act()
        self._show()

    def _another(self) -> None:
        self.state.suggestions += 1
        self.name.value = self.state.suggestion

    def _ask(self) -> None:
        self._asks = True
        count = len(self.state.attempts)
        said = ngettext(
            "{count} attempt would be deleted for good. Save a copy first if you want to keep it.",
            "{count} attempts would be deleted for good. Save a copy first if you want to keep them.",
            count,
        )
        self.asked.value = tag("p", words(said.format(count=number(count))), role="status")
        self.refocus.to("jl-sure")

    def _deleted(self) -> None:
        self.state.delete()
        self._asks = False

    def _cancel(self) -> None:
        self._asks = False

    def _show(self) -> None:
        state = self.state
        known = state.keeper is not None
        attempts = state.attempts
        for part, visible in (
            (self.door, not known),
            (self.inside, known),
            (self.asking, self._asks),
            (self.delete, bool(attempts) and not self._asks),
        ):
            part.layout.display = None if visible else "none"
        if not known:
            return
        self.told.value = _figures(state)
        self.links.value = tag("p", *_links(state)) if attempts else ""


def _figures(state: ProgressState) -> str:
    head, *rest = repr(state).splitlines()
    said = tag("p", tag("strong", words(head)), role="status")
    if not rest:
        learner = state.keeper.learner if state.keeper is not None else ""
        line = f'jl.Quiz(topic="kennzahlen", learner="{learner}")'
        return said + tag("p", words(_("Nothing was practised yet. Begin with: {line}").format(line=line)))
    headings = (_("Topic"), _("practised"), _("points in the last sitting"))
    rows = [(each.title, f"{each.seen} / {each.total}", each.told) for each in state.topics()]
    drawn = scrolling(table(headings, rows, _("By topic")), _("By topic"))
    weak = state.weak()
    if weak:
        told = [(entry.item.name, entry.id, percent(review.share, 0)) for entry, review in weak]
        weakest = table((_("Exercise"), "Id", _("points")), told, _("Weak exercises"), text_columns=(0, 1))
        drawn += scrolling(weakest, _("Weak exercises"))
    return said + drawn


def _links(state: ProgressState) -> list[str]:
    names = {"csv": _("Save as a table (CSV)"), "jsonl": _("Save to read in again (JSONL)")}
    learner = state.keeper.learner if state.keeper is not None else ""
    made = []
    for ending, write in state.exports.items():
        content = b64encode(write(state.attempts)).decode("ascii")
        href = f"data:{_KINDS[ending]};base64,{content}"
        made.append(tag("a", words(names[ending]), href=href, download=f"{learner}.{ending}", class_="jl-download"))
    return [made[0], *(f" · {each}" for each in made[1:])]
