"""Choice: tick what is right; every wrong option says why it is wrong."""

from __future__ import annotations

import re
from typing import Any, Literal

from pydantic import Field, field_validator, model_serializer, model_validator

from journeylab.domain.exercise.common import Exercise
from journeylab.domain.text import Record
from journeylab.errors import ModelError
from journeylab.i18n import _

_LINE = re.compile(r"^\s*(?:[-*]\s+)?\[(?P<tick>[ xX]?)\]\s+(?P<text>.+?)(?:\s+::\s*(?P<why>.*?))?\s*$")


class Option(Record):
    """One option.

    Attributes
    ----------
    text : str
        What learners read.
    right : bool
        Whether it is to be ticked.
    why : str
        Why it is wrong, or what makes it right; a wrong option has to say it.
    """

    text: str = Field(min_length=1)
    right: bool
    why: str = ""

    @model_serializer
    def _as_line(self) -> dict[str, Any]:
        return {"text": self.text, "right": self.right} | ({"why": self.why} if self.why else {})


def read_options(block: str) -> list[dict[str, Any]]:
    """Return the options in a block of lines ``[x] right`` and ``[ ] wrong :: why``.

    A line that begins otherwise goes on with the one above it.

    Raises
    ------
    ValueError
        If the first line is no option.
    """
    options: list[dict[str, Any]] = []
    for number, line in enumerate(filter(str.strip, block.splitlines()), 1):
        found = _LINE.match(line)
        if found:
            option = {"text": found["text"], "right": bool(found["tick"].strip()), "why": found["why"] or ""}
            options.append(option)
        elif options and not line.lstrip().startswith("["):
            last = "why" if options[-1]["why"] else "text"
            options[-1][last] += " " + line.strip()
        else:
            raise ValueError(
                _("Line {number} of the options is none: begin it with '[x] ' or '[ ] '").format(number=number)
            )
    return options


class Choice(Exercise):
    """Tick what is right.

    Attributes
    ----------
    options : tuple of Option
        A block of lines ``[x] right`` and ``[ ] wrong :: why it is wrong``.
    choose : str
        ``one``: exactly one option is right, and the learner can tick one only; ``many``: any number.
    """

    kind: Literal["choice"] = "choice"
    options: tuple[Option, ...] = Field(min_length=2, max_length=12)
    choose: Literal["one", "many"] = "many"

    @field_validator("options", mode="before")
    @classmethod
    def _from_block(cls, given: Any) -> Any:
        return read_options(given) if isinstance(given, str) else given

    @model_validator(mode="after")
    def _options_make_sense(self) -> Choice:
        right = sum(option.right for option in self.options)
        if not right or (self.choose == "one" and right != 1):
            raise ModelError(
                _("{count} options are ticked as right.").format(count=right),
                _("Tick exactly one with [x].") if self.choose == "one" else _("Tick at least one with [x]."),
                ("options",),
            )
        for option in self.options:
            if not option.right and not option.why:
                raise ModelError(
                    _("The wrong option '{text}' does not say why it is wrong.").format(text=option.text),
                    _("Write the reason behind it: [ ] {text} :: reason").format(text=option.text),
                    ("options",),
                )
        if len({option.text for option in self.options}) < len(self.options):
            raise ModelError(_("An option stands twice."), _("Give every option a text of its own."), ("options",))
        return self
