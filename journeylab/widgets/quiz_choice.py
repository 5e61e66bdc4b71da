"""What to practise: topic, kind and how many, before a quiz begins."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

import ipywidgets as w

from journeylab.domain.exercise.bank import ALL_KINDS, KIND_NAMES, Bank
from journeylab.errors import UsageError
from journeylab.i18n import _, ngettext, number
from journeylab.views.quiz_markup import Still
from journeylab.views.report_parts import tag, words
from journeylab.widgets.panel import Panel, pane, row

_FEW = 5


@dataclass
class ChoiceState:
    """What is chosen so far.

    Attributes
    ----------
    bank : Bank
    topic, kind : str or None
        None for all.
    count : int
        How many exercises at most.
    seed : int
        Draws them.
    """

    bank: Bank
    topic: str | None = None
    kind: str | None = None
    count: int = _FEW
    seed: int = 0

    @property
    def fitting(self) -> Bank:
        """All that fit."""
        return self.bank.only(self.topic, self.kind)

    @property
    def chosen(self) -> Bank:
        """Those to practise.

        Raises
        ------
        UsageError
            If nothing fits.
        """
        entries = self.fitting.entries
        if not entries:
            raise UsageError(_("There is no exercise of this kind in this topic."), _("Choose another kind, or all."))
        return Bank(tuple(Random(self.seed).sample(entries, min(self.count, len(entries)))))

    @property
    def kinds(self) -> list[str]:
        """Kinds that the topic has."""
        there = {entry.item.kind for entry in self.bank.only(self.topic)}  # type: ignore[attr-defined]
        return [kind for kind in ALL_KINDS if kind in there]

    @property
    def picture(self) -> Still:
        """The topics, as a page shows them that has no kernel."""
        return Still(tag("p", "<br/>".join(map(words, repr(self).splitlines()))))

    def __repr__(self) -> str:
        """List the topics with how many exercises each has, and the line to type."""
        topics = [
            f"{topic:<28} {title} ({len(self.bank.only(topic).entries)})" for topic, title in self.bank.topics.items()
        ]
        first = next(iter(self.bank.topics))
        line = _("For example: {line}").format(line=f'Quiz(topic="{first}", count={_FEW})')
        return "\n".join([_("What would you like to practise?"), *topics, line])


class QuizChoice(Panel):
    """Lists to choose from, and a button that begins.

    Parameters
    ----------
    bank : Bank
    start : callable
        From the chosen exercises to the quiz.
    """

    def __init__(self, bank: Bank, start: Callable[[Bank], w.Widget]) -> None:
        self.start = start
        state = ChoiceState(bank)
        topics = [(_("all topics"), ""), *((title, topic) for topic, title in bank.topics.items())]
        self.topic = w.Dropdown(options=topics, value="", description=_("Topic"))
        self.kind = w.Dropdown(description=_("Kind"))
        self.count = w.BoundedIntText(value=state.count, min=1, max=100, description=_("How many"))
        self.seed = w.BoundedIntText(value=0, min=0, max=2**31 - 1, description=_("Seed"))
        self.begin = w.Button(description=_("Begin"))
        self.begin.add_class("jl-main")
        self.told, self.room = pane(name="jl-told"), w.VBox()
        super().__init__(
            state,
            pane(tag("p", words(_("What would you like to practise?")))),
            row(self.topic, self.kind),
            row(self.count, self.seed, self.begin),
            self.told,
            below=[self.room],
        )
        self.add_class("jl-quiz-choice")
        for control, name in ((self.topic, "topic"), (self.kind, "kind"), (self.count, "count"), (self.seed, "seed")):
            control.observe(self.guarded(lambda change, name=name: self._set(name, change.new)), "value")
        self.begin.on_click(self.guarded(self._begun))
        self._show()

    def _set(self, name: str, value: Any) -> None:
        # A list whose value is None shows nothing at all, so "all" is an empty text there.
        setattr(self.state, name, None if value == "" else value)
        self._show()

    def _show(self) -> None:
        state = self.state
        options = [(_("all kinds"), ""), *((_(KIND_NAMES[kind]), kind) for kind in state.kinds)]
        if list(self.kind.options) != options:
            # What the new topic does not have cannot stay chosen.
            kind = state.kind if state.kind in state.kinds else ""
            self.kind.options = options
            self.kind.value = kind
        count = len(state.fitting)
        said = ngettext("{count} exercise fits.", "{count} exercises fit.", count).format(count=number(count))
        self.told.value = tag("p", words(said), role="status")

    def _begun(self, _button: Any) -> None:
        self.room.children = [self.start(self.state.chosen)]
