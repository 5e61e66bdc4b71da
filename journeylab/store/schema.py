"""The JSON Schema of a file of exercises, with which an editor completes and checks while somebody types."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from inspect import cleandoc
from typing import Any, get_args

from pydantic import BaseModel

from journeylab.domain.exercise.bank import Exercises
from journeylab.domain.exercise.block import Block
from journeylab.domain.exercise.choice import Choice
from journeylab.domain.exercise.material import Material

Meaning = Callable[[type[BaseModel], str], str]
_OWN_NOTES = "^x_"


def exercise_schema(meaning: Meaning | None = None) -> dict[str, Any]:
    """Return the schema of a file of exercises.

    Parameters
    ----------
    meaning : callable, optional
        From a model and one of its keys to what an editor shows; by default the words of the docstrings.

    Notes
    -----
    It says what can be said of each key by itself.  What hangs together, such as
    points that add up or names in formulas, `journeylab check` finds.
    """
    schema = Exercises.model_json_schema()
    models = {model.__name__: model for model in _models(Exercises)}
    for name, model in models.items():
        _tidy(schema if model is Exercises else schema["$defs"][name], model, meaning or _documented)
    definitions = schema["$defs"]
    definitions[Choice.__name__]["properties"]["options"] = {
        **definitions[Choice.__name__]["properties"]["options"],
        "type": ["array", "string"],
    }
    # A case says itself that all parts are to be worked on.
    definitions[Block.__name__]["required"].remove("prompt")
    # Cells of a table may be numbers.
    cell = {"type": ["string", "number"]}
    definitions[Material.__name__]["properties"]["columns"]["items"] = cell
    definitions[Material.__name__]["properties"]["rows"]["items"]["items"] = cell
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _tidy(schema: dict[str, Any], model: type[BaseModel], meaning: Meaning) -> None:
    properties = schema["properties"]
    properties.pop("x_notes")
    for key, value in list(properties.items()):
        value.pop("title", None)
        if {"type": "string"} in value.get("anyOf", [])[1:] and value["anyOf"][0].get("type") == "number":
            # Points are exact, so pydantic would take them as a text as well; people write a number.
            properties[key] = value = {**value.pop("anyOf")[0], **value}
        said = meaning(model, key)
        if said:
            value["description"] = said
    if "const" in properties.get("kind", {}):
        # In Python a model knows its kind; in a file it has to stand.
        properties["kind"].pop("default", None)
        schema["required"] = [*schema.get("required", []), "kind"]
    schema["patternProperties"] = {_OWN_NOTES: {}}
    schema["description"] = meaning(model, "")


def _models(hint: Any) -> Iterator[type[BaseModel]]:
    """Yield a model and every model within it; one that is met twice comes twice."""
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        yield hint
        for field in hint.model_fields.values():
            yield from _models(field.annotation)
    else:
        for inner in get_args(hint):
            yield from _models(inner)


def _documented(model: type[BaseModel], key: str) -> str:
    """Return what a docstring says of a key; of an empty one its summary."""
    for owner in model.__mro__:
        text = cleandoc(owner.__doc__ or "")
        if not key:
            return " ".join(text.split("\n\n")[0].split())
        found = re.search(rf"^(?:\w+, )*{key}(?:, \w+)* : [^\n]*\n((?:[ ]+[^\n]*\n?)+)", text, re.MULTILINE)
        if found and issubclass(owner, BaseModel):
            return " ".join(found[1].split())
    return ""
