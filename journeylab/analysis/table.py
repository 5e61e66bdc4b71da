"""A DataFrame that shows its numbers as the language writes them, with what must be said about them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from typing import Any

import pandas as pd

from journeylab.i18n import number


class Table(pd.DataFrame):
    """A DataFrame with formats and notes; whatever is made from it is a plain DataFrame again.

    Attributes
    ----------
    formats : dict of column name to callable
        How each column is written; other floats get at most three decimals.
    headings : dict of column name to str
        What people read above a column; code goes by the column's name.
    notes : tuple of str
        Sentences that stand below the table: denominators, what is missing.
    """

    _metadata = ["formats", "headings", "notes"]  # noqa: RUF012 - the name and the type are pandas'

    formats: Mapping[str, Callable[[Any], str]]
    headings: Mapping[str, str]
    notes: tuple[str, ...]

    @property
    def _constructor(self) -> type[pd.DataFrame]:
        return pd.DataFrame

    def written(self) -> pd.DataFrame:
        """Return the table as text, every number in the format of the language."""
        columns = {
            self.headings.get(str(name), name): [self.formats.get(str(name), _plain)(value) for value in self[name]]
            for name in self.columns
        }
        return pd.DataFrame(columns, index=self.index)

    def _repr_html_(self) -> str:
        notes = "".join(f"<p>{escape(note)}</p>" for note in self.notes)
        return self.written().to_html(index_names=False) + notes

    def __repr__(self) -> str:
        """Return the written table and its notes."""
        text = self.written().to_string(index_names=False) if len(self) else ""
        return "\n".join([text, *self.notes])


def table(
    frame: pd.DataFrame,
    formats: Mapping[str, Callable[[Any], str]] | None = None,
    notes: tuple[str, ...] = (),
    headings: Mapping[str, str] | None = None,
) -> Table:
    """Give a DataFrame formats, notes and headings."""
    made = Table(frame)
    made.formats, made.notes, made.headings = formats or {}, notes, headings or {}
    return made


def _plain(value: Any) -> str:
    if isinstance(value, bool | str):
        return str(value)
    try:
        return "" if value is None or value != value else number(float(value))
    except (TypeError, ValueError):
        return str(value)
