"""What a free answer is marked by: the rows of an Erwartungshorizont."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import AfterValidator, Field

from journeylab.domain.text import Record
from journeylab.i18n import _

ROW_ID = r"^[a-z][a-z0-9_]{0,19}$"


def half_points(points: Decimal) -> Decimal:
    """Return points if they are a multiple of one half.

    Raises
    ------
    ValueError
        If they are not: nobody marks a paper to a third of a point.
    """
    if points * 2 % 1:
        raise ValueError(_("Points come in halves, such as 2 or 2.5"))
    return points.normalize() + 0


# Decimal, not float: a sum of halves is compared for equality everywhere.
Points = Annotated[Decimal, Field(gt=0, le=200), AfterValidator(half_points)]
EarnedPoints = Annotated[Decimal, Field(ge=0, le=200), AfterValidator(half_points)]


class RubricRow(Record):
    """One thing that an answer is expected to say.

    Attributes
    ----------
    id : str
        Short and stable, ``"m1"``: marks that were given keep referring to it.
    points : Decimal
        For each mention.
    expects : str
        What a marker looks for, in a sentence.
    words : tuple of str
        Words or short phrases that show it, in their base form; each alone is enough for "found".
    counter : tuple of str
        Words that show the opposite or the wrong phase; beside them a hit is only "unsure".
    max : int
        How many mentions count.
    """

    id: str = Field(pattern=ROW_ID)
    points: Points
    expects: str = Field(min_length=3)
    words: tuple[Annotated[str, Field(min_length=2)], ...] = Field(min_length=1)
    counter: tuple[Annotated[str, Field(min_length=2)], ...] = ()
    max: int = Field(default=1, ge=1, le=10)

    @property
    def most(self) -> Decimal:
        """Points of the row at most."""
        return self.points * self.max
