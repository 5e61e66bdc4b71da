"""A case with parts, in the manner of the AP2: situation, documents, tasks."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag, model_validator

from journeylab.domain.exercise.arranging import Cloze, Matching, Ordering
from journeylab.domain.exercise.choice import Choice
from journeylab.domain.exercise.common import Exercise, Words
from journeylab.domain.exercise.material import Material
from journeylab.domain.exercise.numeric import Numeric
from journeylab.domain.exercise.parameters import Numbers, check_numbers, placeholders
from journeylab.domain.exercise.shop import Build, MapPick, Run
from journeylab.domain.exercise.writing import FreeText, Short
from journeylab.domain.names import repeated, unknown
from journeylab.domain.problems import raise_all, within
from journeylab.errors import ModelError
from journeylab.i18n import _

# What a part takes over from its case where it says nothing itself.
INHERITED = ("area", "curriculum", "learning_field", "source", "as_of", "author", "status", "tags")


def kind_tag(data: Any) -> str:
    """Return the mark by which pydantic finds the model of a kind; it cannot be mistaken for a key of a file."""
    kind = data.get("kind", "") if isinstance(data, Mapping) else getattr(data, "kind", "")
    return f"<{kind}>"


PARTS = (
    Annotated[Choice, Tag("<choice>")]
    | Annotated[Matching, Tag("<matching>")]
    | Annotated[Ordering, Tag("<ordering>")]
    | Annotated[Numeric, Tag("<numeric>")]
    | Annotated[Cloze, Tag("<cloze>")]
    | Annotated[Short, Tag("<short>")]
    | Annotated[FreeText, Tag("<free_text>")]
    | Annotated[MapPick, Tag("<map>")]
    | Annotated[Build, Tag("<journey>")]
    | Annotated[Run, Tag("<simulation>")]
)
Part = Annotated[PARTS, Discriminator(kind_tag)]


class Block(Exercise, Numbers):
    """A case: a situation at a shop, documents, and parts that belong to it.

    Attributes
    ----------
    case : str
        The Ausgangssituation, in Markdown.
    scenario : str or None
        Id of the shipped scenario that the case plays at.
    materials : tuple of Material
        Documents that the parts refer to.
    parts : tuple of Exercise
        Any kind but another case; their points add up to those of the case.
    """

    kind: Literal["block"] = "block"
    case: Annotated[Words, Field(min_length=40)]
    scenario: str | None = None
    materials: tuple[Material, ...] = ()
    parts: tuple[Part, ...] = Field(min_length=2, max_length=10)

    @model_validator(mode="before")
    @classmethod
    def _hand_down(cls, data: Any) -> Any:
        """Give the parts what they share with their case, and the case what its parts add up to."""
        if not isinstance(data, Mapping) or not isinstance(data.get("parts"), list | tuple):
            return data
        shared = {key: data[key] for key in INHERITED if key in data}
        parts = [{**shared, **part} if isinstance(part, Mapping) else part for part in data["parts"]]
        return {"prompt": _("Work on all parts."), **data, "parts": parts}

    @model_validator(mode="after")
    def _parts_fit(self) -> Block:
        problems = [
            *repeated("parts", [part.id for part in self.parts]),
            *repeated("materials", [material.id for material in self.materials]),
            *check_numbers(self),
        ]
        given, earlier = self.number_names(), list[str]()
        for i, part in enumerate(self.parts):
            if isinstance(part, Numeric):
                found = part.check_names(given)
                for name, source in part.follows.items():
                    found += unknown(source, earlier, ("follows", name))
                problems += (within(("parts", i), each) for each in found)
                earlier.append(part.id)
            own = part.number_names() if isinstance(part, Numeric) else ()
            problems += unknown_placeholders(part, (*given, *own), ("parts", i))
        for field in ("case", "materials", "prompt", "hints", "explanation"):
            problems += unknown_placeholders(getattr(self, field), given, (field,))
        total = sum((part.points for part in self.parts), Decimal(0))
        if total != self.points:
            problem = _("The parts add up to {total} points, the case has {points}.")
            problems.append(
                ModelError(problem.format(total=total, points=self.points), _("Make them equal."), ("points",))
            )
        raise_all(problems)
        return self


def unknown_placeholders(data: Any, known: tuple[str, ...], where: tuple[str | int, ...] = ()) -> list[ModelError]:
    """Return a problem for every ``{name}`` in texts that no number has."""
    return [
        problem
        for name, place in placeholders(data, where)
        if not {"formula", "solution", "pattern"} & {str(step) for step in place}
        for problem in unknown(name, known, place)
    ]
