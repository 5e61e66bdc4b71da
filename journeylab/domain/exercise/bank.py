"""A file of exercises, and the bank that all files together make."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Annotated, Literal

from pydantic import Discriminator, Field, Tag, model_validator

from journeylab.domain.exercise.block import PARTS, Block, kind_tag, unknown_placeholders
from journeylab.domain.exercise.common import Exercise
from journeylab.domain.exercise.numeric import Numeric
from journeylab.domain.names import find
from journeylab.domain.text import Record
from journeylab.domain.vocabulary import N_
from journeylab.errors import ModelError
from journeylab.i18n import _, number

Item = Annotated[PARTS | Annotated[Block, Tag("<block>")], Discriminator(kind_tag)]
# The names that people read, in the order in which kinds are listed.
KIND_NAMES = {
    "choice": N_("Choice"),
    "matching": N_("Matching"),
    "ordering": N_("Ordering"),
    "numeric": N_("Calculation"),
    "cloze": N_("Text with gaps"),
    "short": N_("Short answer"),
    "free_text": N_("Free text"),
    "map": N_("Touchpoint map"),
    "journey": N_("Build a journey"),
    "simulation": N_("Simulation"),
    "block": N_("Case with parts"),
}
ALL_KINDS = tuple(KIND_NAMES)
KINDS = tuple(kind for kind in ALL_KINDS if kind != "block")


class Exercises(Record):
    """A file of exercises on one topic.

    Attributes
    ----------
    format, version
        What kind of file this is.
    language : str
        In which its texts are written.
    topic : str
        Short name of the topic, the same in every file that belongs to it.
    title : str
        What learners read.
    items : tuple of Exercise
        The exercises.
    """

    format: Literal["journeylab/exercises"]
    version: Literal[1]
    language: Literal["de", "en"] = "de"
    topic: str = Field(pattern=r"^[a-z][a-z0-9_]{1,39}$")
    title: str = Field(min_length=3)
    items: tuple[Item, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _names_in_texts(self) -> Exercises:
        problems: list[ModelError] = []
        for i, item in enumerate(self.items):
            if isinstance(item, Block):
                continue
            known: tuple[str, ...] = ()
            if isinstance(item, Numeric):
                known = item.number_names()
                problems += [
                    ModelError(each.problem, each.fix, ("items", i, *each.where)) for each in item.check_names()
                ]
            problems += unknown_placeholders(item, known, ("items", i))
        if problems:
            first, *more = problems
            raise ModelError(first.problem, first.fix, first.where, tuple(more))
        return self


@dataclass(frozen=True, slots=True)
class Entry:
    """An exercise with what its file says of it.

    Attributes
    ----------
    item : Exercise
    topic, title : str
        Of the file.
    language : str
    file : str
        As people name it.
    """

    item: Exercise
    topic: str
    title: str
    language: str
    file: str

    @property
    def id(self) -> str:
        """Id of the exercise."""
        return self.item.id

    @property
    def leaves(self) -> tuple[Exercise, ...]:
        """The exercise itself, or the parts of a case: what is counted and marked one by one."""
        return self.item.parts if isinstance(self.item, Block) else (self.item,)


@dataclass(frozen=True, slots=True)
class Bank:
    """All exercises that were read together.

    Attributes
    ----------
    entries : tuple of Entry
        In the order of files and of each file.
    """

    entries: tuple[Entry, ...]

    def __len__(self) -> int:
        return len(self.entries)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)

    def __repr__(self) -> str:
        """Return a line for each exercise."""
        return "\n".join(f"{entry.id:<34} {entry.item.name}" for entry in self.entries)

    def _repr_html_(self) -> str:
        headings = ("Id", _("Title"), _("Topic"), _("Kind"), _("Points"), _("Minutes"))
        head = "".join(f'<th scope="col">{escape(each)}</th>' for each in headings)
        rows = "".join(map(_row, self.entries))
        return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"

    def __getitem__(self, wanted: str) -> Exercise:
        """Return the exercise with this id, or raise with the nearest known one."""
        return find(self.entries, wanted).item

    @property
    def topics(self) -> dict[str, str]:
        """What learners read for each topic, in the order of the files."""
        return {entry.topic: entry.title for entry in self.entries}

    def only(self, topic: str | None = None, kind: str | None = None, language: str | None = None) -> Bank:
        """Return the exercises of a topic, a kind, a language."""
        return Bank(
            tuple(
                entry
                for entry in self.entries
                if topic in (None, entry.topic)
                and kind in (None, entry.item.kind)  # type: ignore[attr-defined]
                and language in (None, entry.language)
            )
        )


def _row(entry: Entry) -> str:
    item = entry.item
    cells = (
        entry.id,
        item.name,
        entry.title,
        item.kind,  # type: ignore[attr-defined]
        number(float(item.points)),
        number(item.minutes),
    )
    return "<tr>" + "".join(f"<td>{escape(str(each))}</td>" for each in cells) + "</tr>"
