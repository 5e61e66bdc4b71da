"""A map as the text of a YAML file that people like to edit."""

from __future__ import annotations

from enum import Enum
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from journeylab.domain.journey_map import JourneyMap

_WIDTH = 110
# What an author wrote freely is kept exactly: these keys hold no typed fields.
_VERBATIM = ("patch", "review")


def map_text(journey_map: JourneyMap) -> str:
    """Return a map or a scenario as YAML.

    Keys stand in the order of the model, what has its default value is left
    out, and short entries stand on one line.
    """
    data = journey_map.model_dump(exclude_defaults=True)
    head = {"format": journey_map.format, "version": journey_map.version}
    yaml = YAML(typ="rt", pure=True)
    yaml.width = _WIDTH
    yaml.indent(mapping=2, sequence=4, offset=2)
    # An anchor (&id001) for a repeated date would puzzle people.
    yaml.representer.ignore_aliases = lambda *_: True
    text = StringIO()
    yaml.dump(_plain(head | data), text)
    return text.getvalue()


def _plain(value: Any, verbatim: bool = False) -> Any:
    """Return data for the YAML writer: no enums, no tuples, 3.0 as 3, the same text in both languages once."""
    if isinstance(value, dict):
        if not verbatim and set(value) == {"de", "en"} and isinstance(value["de"], str) and value["de"] == value["en"]:
            return value["de"]
        entries = CommentedMap()
        for key, entry in value.items():
            entries[_plain(key)] = _plain(entry, verbatim or key in _VERBATIM or str(key).startswith("x_"))
        return _on_one_line(entries, list(entries.values()))
    if isinstance(value, list | tuple):
        items = CommentedSeq(_plain(item, verbatim) for item in value)
        return _on_one_line(items, list(items))
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str) and not (value[:1].isalnum() and value.replace("\n", "").isprintable()):
        # The writer leaves ":0" bare within brackets and unusual line breaks bare: no reader gives them back.
        return DoubleQuotedScalarString(value)
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value


def _on_one_line(group: Any, values: list[Any]) -> Any:
    # Entries of a list begin a line each, so that people can move them.
    listed = isinstance(group, CommentedSeq) and any(isinstance(value, CommentedMap) for value in values)
    nested = any(isinstance(value, CommentedSeq | CommentedMap) and not value.fa.flow_style() for value in values)
    if not listed and not nested and len(str(group)) < _WIDTH and "\n" not in "".join(map(str, values)):
        group.fa.set_flow_style()
    return group
