"""Shipped files, read by libyaml: many times faster, and without the lines of a file."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel

from journeylab.errors import DataError
from journeylab.store.shipped import shipped
from journeylab.store.yaml_file import parse_yaml, read_yaml

_Model = TypeVar("_Model", bound=BaseModel)


def fast_data(text: str) -> Any:
    """Return the data of a YAML text as `parse_yaml` does, which reads it where libyaml is missing.

    Raises
    ------
    ValueError
        If it is no YAML.

    Notes
    -----
    Files of people are read by `parse_yaml`, which knows where everything
    stands.  This is for files that came with journeylab and were checked
    before: a test holds the two readers together on all of them.  YAML 1.1,
    which libyaml's reader would follow, takes ``no`` for a boolean and
    ``1:30`` for 90; the rules for plain words are therefore those of YAML 1.2.
    """
    loader = _loader()
    if loader is None:
        return _carefully(text)
    import yaml

    try:
        # The loader builds on the safe one: it makes plain data and nothing else.
        return yaml.load(text, Loader=loader)
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from error


def _carefully(text: str) -> Any:
    try:
        return parse_yaml(text, "").data
    except DataError as error:
        raise ValueError(str(error)) from error


def read_shipped(name: str, model: type[_Model]) -> _Model:
    """Return a shipped file as a model; one that somebody has changed is read carefully.

    Parameters
    ----------
    name : str
        As `shipped` takes it: ``"datasets/glossary.yaml"``.
    model : type

    Raises
    ------
    FileError
        If the file is no such model any more.
    """
    path = shipped(name)
    try:
        return model.model_validate(fast_data(path.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return read_yaml(path).read_as(model)


@cache
def _loader() -> Any:
    try:
        from yaml import CSafeLoader
    except ImportError:
        return None

    class Loader(CSafeLoader):  # type: ignore[misc]
        """Takes for numbers, dates, yes and no only what YAML 1.2 does."""

        yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - the name and the type are PyYAML's

    for name, pattern, first in (
        ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
        ("null", r"~|null|Null|NULL|", "~nN\0"),
        ("int", r"[-+]?[0-9]+", "-+0123456789"),
        ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", "-+0123456789."),
        ("timestamp", r"[0-9]{4}-[0-9]{2}-[0-9]{2}", "0123456789"),
        ("merge", r"<<", "<"),
    ):
        heads = [*first.replace("\0", ""), *([""] if "\0" in first else [])]
        Loader.add_implicit_resolver(f"tag:yaml.org,2002:{name}", re.compile(f"^(?:{pattern})$"), heads)
    return Loader
