"""A mock exam as it is kept between two sittings."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import AwareDatetime, Field

from journeylab.domain.text import Record


class SavedMock(Record):
    """A mock exam as it is kept.

    Attributes
    ----------
    format, version
        What kind of file this is.
    items : tuple of str
        Ids of the exercises, in order.
    seed : int
    minutes : float
    started : datetime
        In UTC.
    at : int
        Which task is shown.
    answers : dict
        By id of the task, in the places that were shown.
    later : tuple of str
        Ids of the tasks marked for later.
    handed_in : datetime or None
    """

    format: Literal["journeylab/mock_exam"] = "journeylab/mock_exam"
    version: Literal[1] = 1
    items: tuple[str, ...] = Field(min_length=1)
    seed: int
    minutes: float = Field(gt=0)
    started: AwareDatetime
    at: int = Field(default=0, ge=0)
    answers: dict[str, Any] = Field(default_factory=dict)
    later: tuple[str, ...] = ()
    handed_in: AwareDatetime | None = None
