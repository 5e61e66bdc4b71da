"""Fields to write in: a number, a word, gaps in a text, an answer in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import ipywidgets as w

from journeylab.domain.exercise.arranging import GAP
from journeylab.domain.exercise.question import Question
from journeylab.domain.figure import Unit
from journeylab.domain.vocabulary import N_
from journeylab.errors import UsageError
from journeylab.exam.numbers import read_number
from journeylab.i18n import _, language, ngettext, number
from journeylab.views.svg import element, words
from journeylab.widgets.answer_fields import AnswerField, named, note
from journeylab.widgets.panel import pane

_SHOWN_UNITS = {
    Unit.PERCENT: "%",
    Unit.SHARE: "%",
    Unit.EUR: "€",
    Unit.MINUTES: "min",
    Unit.PERCENTAGE_POINTS: N_("percentage points"),
}
_WIDE = w.Layout(width="100%")


class _Written(AnswerField):
    """A field whose answer is one text."""

    entry: w.Widget

    @property
    def controls(self) -> Sequence[w.Widget]:
        """The entry."""
        return [self.entry]

    @property
    def value(self) -> str | None:
        """The text; None where nothing but spaces stands there."""
        return self.entry.value if self.entry.value.strip() else None

    @value.setter
    def value(self, answer: Any) -> None:
        self._silent = True
        self.entry.value = answer or ""
        self._silent = False
        self._looked_at()

    def _typed(self, _change: object = None) -> None:
        self._looked_at()
        self._changed()

    def _looked_at(self) -> None:
        """Say at once what can be said about what was typed."""


class NumberField(_Written):
    """A number with its unit, as people write it; what cannot be read is said while it is typed."""

    def __init__(self, question: Question) -> None:
        super().__init__(question)
        example = "1.234,5" if language() == "de" else "1,234.5"
        unit = _(_SHOWN_UNITS.get(question.unit, "")) if question.unit else ""
        self.entry = w.Text(description=_("Result"), placeholder=f"{example} {unit}".strip())
        self.entry.observe(self._typed, "value")
        self.said = pane()
        self.widget = w.VBox([self.entry, self.said])
        self.widget.add_class("jl-number")

    def _looked_at(self) -> None:
        said = ""
        if self.entry.value.strip():
            try:
                read_number(self.entry.value)
            except UsageError as error:
                said = f"{error.problem} {error.fix}"
        self.said.value = element("p", words(said), class_="jl-note", role="status")


class ShortField(_Written):
    """A word or a few."""

    def __init__(self, question: Question) -> None:
        super().__init__(question)
        self.entry = w.Text(description=_("Answer"), layout=w.Layout(width="min(100%, 32em)"))
        self.entry.observe(self._typed, "value")
        self.widget = self.entry


class FreeTextField(_Written):
    """An answer in sentences; it counts the words."""

    def __init__(self, question: Question) -> None:
        super().__init__(question)
        mail = question.form == "mail"
        self.entry = w.Textarea(
            description=_("Your mail") if mail else _("Your answer"),
            placeholder=_("Subject: ...") if mail else "",
            rows=min(max(question.lines, 4), 18),
            layout=_WIDE,
        )
        self.entry.observe(self._typed, "value")
        self.count = pane()
        self.widget = w.VBox([self.entry, self.count], layout=_WIDE)
        self.widget.add_class("jl-free-text")
        self._looked_at()

    def _looked_at(self) -> None:
        count = len(self.entry.value.split())
        said = ngettext("{count} word", "{count} words", count).format(count=number(count))
        self.count.value = element("p", words(said), class_="jl-note")


class ClozeField(AnswerField):
    """A text with fields in its gaps."""

    def __init__(self, question: Question) -> None:
        super().__init__(question)
        self.entries: list[w.Widget] = []
        pieces: list[w.Widget] = []
        for i, piece in enumerate(GAP.split(question.text)):
            if i % 2:
                blank = question.blanks[len(self.entries)]
                name = _("Gap {number} of {count}").format(number=len(self.entries) + 1, count=len(question.blanks))
                if blank.options:
                    shown = [(_("– please choose –"), ""), *((option, option) for option in blank.options)]
                    entry = named(w.Dropdown(options=shown, value=""), name)
                else:
                    entry = named(w.Text(placeholder=f"({len(self.entries) + 1})"), name)
                entry.observe(self._changed, "value")
                self.entries.append(entry)
                pieces.append(entry)
            else:
                # Word by word, so that the text flows around the fields.
                pieces += (w.HTML(element("span", words(word))) for word in piece.split())
        self.text = w.Box(pieces)
        self.text.add_class("jl-cloze")
        self.widget = w.VBox([note(_("Fill every gap.")), self.text], layout=_WIDE)

    @property
    def controls(self) -> Sequence[w.Widget]:
        """The fields, in the order of the text."""
        return self.entries

    @property
    def value(self) -> list[str] | None:
        """The texts in the gaps."""
        given = [entry.value for entry in self.entries]
        return given if any(text.strip() for text in given) else None

    @value.setter
    def value(self, answer: Any) -> None:
        self._silent = True
        for i, entry in enumerate(self.entries):
            entry.value = answer[i] if answer else ""
        self._silent = False
