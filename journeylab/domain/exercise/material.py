"""What is handed out with a case: tables, texts, mails, and the map of a shop."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from journeylab.domain.exercise.common import Words
from journeylab.domain.exercise.rubric import ROW_ID
from journeylab.domain.text import Record
from journeylab.errors import ModelError
from journeylab.i18n import _

Cell = Annotated[str, Field(coerce_numbers_to_str=True)]


class Material(Record):
    """A document of a case.

    Attributes
    ----------
    id : str
        Short and stable, ``"m1"``.
    kind : str
        ``table``, ``text``, ``mail`` or ``map``.
    title : str
        Heading.
    text : str
        Of a text or a mail, in Markdown; of a table a note below it.
    columns : tuple of str
        Headings of a table.
    rows : tuple of tuple of str
        Cells of a table, numbers as ``{name}`` where they vary.
    sender, recipient, subject : str
        Of a mail.
    scenario : str or None
        Of a map: id of the shipped scenario.
    """

    id: str = Field(pattern=ROW_ID)
    kind: Literal["table", "text", "mail", "map"]
    title: Words
    text: str = ""
    columns: tuple[Cell, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    sender: str = ""
    recipient: str = ""
    subject: str = ""
    scenario: str | None = None

    @model_validator(mode="after")
    def _has_what_its_kind_needs(self) -> Material:
        needed = {"table": ("columns", "rows"), "text": ("text",), "mail": ("text", "subject"), "map": ("scenario",)}
        for name in needed[self.kind]:
            if not getattr(self, name):
                problem = _("A material of kind '{kind}' needs '{field}'.").format(kind=self.kind, field=name)
                raise ModelError(problem, _("Add '{key}: ...'.").format(key=name))
        for i, row in enumerate(self.rows):
            if len(row) != len(self.columns):
                raise ModelError(
                    _("This row has {count} cells, the table has {columns} columns.").format(
                        count=len(row), columns=len(self.columns)
                    ),
                    _("Give every row a cell for each column; an empty one is written ''."),
                    ("rows", i),
                )
        return self
