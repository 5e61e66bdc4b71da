"""Where an answer is given: one field for each kind of exercise, the same in practice, mock exam and exam."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import Any

import ipywidgets as w

from journeylab.domain.exercise.question import Question
from journeylab.domain.scenario import Scenario
from journeylab.i18n import _
from journeylab.views.lesson_markup import text
from journeylab.views.svg import element, words

Shops = Callable[[str], Scenario]


class AnswerField(ABC):
    """A place for an answer; it knows the question and nothing of its solution.

    Parameters
    ----------
    question : Question

    Attributes
    ----------
    widget : Widget
        What is shown.
    """

    widget: w.Widget

    def __init__(self, question: Question) -> None:
        self.question = question
        self._callbacks: list[Callable[[], None]] = []
        self._silent = False

    @property
    @abstractmethod
    def value(self) -> Any:
        """The answer in the places that are shown, None where it is empty; setting it shows it."""

    @value.setter
    @abstractmethod
    def value(self, answer: Any) -> None: ...

    @property
    def controls(self) -> Sequence[w.Widget]:
        """What takes input, in the order of the keyboard."""
        return ()

    @property
    def disabled(self) -> bool:
        """Whether the answer can no longer be changed."""
        return bool(self.controls) and all(control.disabled for control in self.controls)

    @disabled.setter
    def disabled(self, off: bool) -> None:
        for control in self.controls:
            control.disabled = off

    def on_change(self, callback: Callable[[], None]) -> None:
        """Call back whenever the learner changes the answer."""
        self._callbacks.append(callback)

    def _changed(self, _change: object = None) -> None:
        if not self._silent:
            for callback in self._callbacks:
                callback()


def answer_field(question: Question, shops: Shops | None = None) -> AnswerField:
    """Return the field for a question.

    Parameters
    ----------
    question : Question
        Any kind but a case: its parts have fields of their own.
    shops : callable, optional
        From the id of a shop to the `Scenario`; needed for a map, a journey or a simulation.
    """
    from journeylab.widgets.answer_order import MatchingField, OrderingField
    from journeylab.widgets.answer_texts import ClozeField, FreeTextField, NumberField, ShortField

    if question.kind in ("map", "journey", "simulation"):
        # Simulating needs pandas, which takes longer to load than all the rest of a quiz.
        from journeylab.widgets.answer_shop import JourneyField, PickField, RunField

        assert shops is not None and question.scenario is not None
        of_shops: dict[str, Callable[[Question, Scenario], AnswerField]] = {
            "map": PickField,
            "journey": JourneyField,
            "simulation": RunField,
        }
        return of_shops[question.kind](question, shops(question.scenario))
    fields: dict[str, Callable[[Question], AnswerField]] = {
        "choice": ChoiceField,
        "matching": MatchingField,
        "ordering": OrderingField,
        "cloze": ClozeField,
        "numeric": NumberField,
        "short": ShortField,
        "free_text": FreeTextField,
    }
    return fields[question.kind](question)


class ChoiceField(AnswerField):
    """Options to tick: one or many."""

    def __init__(self, question: Question) -> None:
        super().__init__(question)
        self._one = question.choose == "one"
        self.boxes: list[w.Checkbox] = []
        if self._one:
            # "No answer" can be chosen again: who is unsure may leave a question out.
            options = [(option, place) for place, option in enumerate(question.options, 1)]
            self.radio = w.RadioButtons(options=[*options, (_("no answer"), 0)], value=0)
            self.radio.observe(self._changed, "value")
            self.widget = self.radio
            self.radio.add_class("jl-choice")
        else:
            self.boxes = [w.Checkbox(description=option, indent=False) for option in question.options]
            for box in self.boxes:
                box.observe(self._changed, "value")
            self.widget = w.VBox([note(_("Several options can be right.")), *self.boxes])
            self.widget.add_class("jl-choice")

    @property
    def controls(self) -> Sequence[w.Widget]:
        """The buttons or boxes."""
        return [self.radio] if self._one else self.boxes

    @property
    def value(self) -> list[int] | None:
        """Places of the ticked options, from 1 on."""
        if self._one:
            return [self.radio.value] if self.radio.value else None
        return [place for place, box in enumerate(self.boxes, 1) if box.value] or None

    @value.setter
    def value(self, answer: Any) -> None:
        self._silent = True
        ticked = list(answer or [])
        if self._one:
            self.radio.value = ticked[0] if ticked else 0
        for place, box in enumerate(self.boxes, 1):
            box.value = place in ticked
        self._silent = False


def named(control: w.Widget, name: str) -> w.Widget:
    """Return a control with a name for screen readers that is not drawn: what stands beside it says it to eyes.

    A tooltip would give no name: ipywidgets puts it on the box around the control.
    """
    control.description = name
    control.add_class("jl-named")
    return control


def note(message: str) -> w.HTML:
    """Return a remark above or below a field."""
    return w.HTML(element("p", words(message), class_="jl-note"))


def markdown(source: str) -> w.HTML:
    """Return Markdown as a widget; HTML in it is shown as it was typed."""
    made = w.HTML(text(source), layout=w.Layout(width="100%"))
    made.add_class("jl-prose")
    return made
