"""Fields in which something gets its place: matching by lists to choose from, ordering by buttons up and down."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import ipywidgets as w

from journeylab.domain.exercise.question import Question
from journeylab.i18n import _
from journeylab.views.svg import element, words
from journeylab.widgets.answer_fields import AnswerField, named, note
from journeylab.widgets.panel import pane
from journeylab.widgets.refocus import Refocus


class MatchingField(AnswerField):
    """A list to choose from beside each left side."""

    def __init__(self, question: Question) -> None:
        super().__init__(question)
        options = [(_("– please choose –"), 0), *((choice, place) for place, choice in enumerate(question.choices, 1))]
        self.lists = [named(w.Dropdown(options=options, value=0), left) for left in question.lefts]
        rows = []
        for left, chooser in zip(question.lefts, self.lists, strict=True):
            chooser.observe(self._changed, "value")
            label = w.HTML(element("span", words(left), aria_hidden="true"))
            made = w.Box([label, chooser])
            made.add_class("jl-match")
            rows.append(made)
        self.widget = w.VBox(rows)

    @property
    def controls(self) -> Sequence[w.Widget]:
        """The lists."""
        return self.lists

    @property
    def value(self) -> list[int] | None:
        """For each left side the place of the chosen right side, 0 for none."""
        chosen = [chooser.value for chooser in self.lists]
        return chosen if any(chosen) else None

    @value.setter
    def value(self, answer: Any) -> None:
        self._silent = True
        for i, chooser in enumerate(self.lists):
            chooser.value = answer[i] if answer else 0
        self._silent = False


class OrderingField(AnswerField):
    """Steps with buttons that move them up and down."""

    def __init__(self, question: Question) -> None:
        super().__init__(question)
        self._order = list(range(1, len(question.steps) + 1))
        self._touched = False
        self.said = pane()
        self.refocus = Refocus()
        self.rows = w.VBox()
        self.rows.add_class("jl-order")
        count = len(question.steps)
        self.texts = [w.HTML(layout=w.Layout(flex="1 1 auto")) for _row in range(count)]
        self.ups = [self._button(place, -1) for place in range(count)]
        self.downs = [self._button(place, 1) for place in range(count)]
        self.keep = w.Button(description=_("This order is right as it stands"))
        self.keep.on_click(lambda _button: self._move(0, 0))
        self.rows.children = [self._row(*parts) for parts in zip(self.texts, self.ups, self.downs, strict=True)]
        self.widget = w.VBox(
            [note(_("Bring the steps into order with the arrows.")), self.rows, self.keep, self.said, self.refocus]
        )
        self._show()

    @staticmethod
    def _row(*parts: w.Widget) -> w.Box:
        made = w.Box(list(parts))
        made.add_class("jl-order-row")
        return made

    def _button(self, place: int, way: int) -> w.Button:
        # Its description is what a screen reader says; the style sheet draws an arrow instead.
        made = w.Button()
        name = "up" if way < 0 else "down"
        made.add_class(f"jl-{name}")
        made.add_class(f"jl-move-{name}-{place}")
        made.on_click(lambda _button: self._move(place, way))
        return made

    def _move(self, place: int, way: int) -> None:
        target = place + way
        if not 0 <= target < len(self._order):
            return
        self._order[place], self._order[target] = self._order[target], self._order[place]
        self._touched = True
        self._show()
        if way:
            # The keyboard stays with the step that was moved.
            direction = "up" if way < 0 else "down"
            at_the_end = target in (0, len(self._order) - 1)
            direction = {"up": "down", "down": "up"}[direction] if at_the_end and len(self._order) > 1 else direction
            self.refocus.to(f"jl-move-{direction}-{target}")
            step = self.question.steps[self._order[target] - 1]
            moved = _("'{step}' now stands at place {place} of {count}.")
            self.said.value = element(
                "p", words(moved.format(step=step, place=target + 1, count=len(self._order))), role="status"
            )
        self._changed()

    def _show(self) -> None:
        last = len(self._order) - 1
        for place, number in enumerate(self._order):
            step = self.question.steps[number - 1]
            self.texts[place].value = element("span", words(f"{place + 1}. {step}"))
            self.ups[place].description = _("Move '{step}' up").format(step=step)
            self.downs[place].description = _("Move '{step}' down").format(step=step)
            self.ups[place].layout.visibility = "hidden" if place == 0 else None
            self.downs[place].layout.visibility = "hidden" if place == last else None
        # Who has moved something has answered; who has not may say so.
        self.keep.layout.display = "none" if self._touched else None

    @property
    def controls(self) -> Sequence[w.Widget]:
        """The buttons, row by row."""
        pairs = zip(self.ups, self.downs, strict=True)
        return [*(button for pair in pairs for button in pair), self.keep]

    @property
    def value(self) -> list[int] | None:
        """The shown numbers of the steps as placed; None as long as nothing was moved."""
        return list(self._order) if self._touched else None

    @value.setter
    def value(self, answer: Any) -> None:
        self._order = list(answer) if answer else list(range(1, len(self.question.steps) + 1))
        self._touched = bool(answer)
        self._show()
