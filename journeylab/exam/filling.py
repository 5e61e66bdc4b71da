"""Numbers in the place of ``{names}`` in the texts of an exercise."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from typing import Any, TypeVar

from journeylab.domain.exercise.parameters import PLACEHOLDER
from journeylab.domain.text import Record

_Rec = TypeVar("_Rec", bound=Record)
# Where in a thing texts with names stand: True for such a text, else by key or place what is inside.
_Holes = dict[Any, Any] | bool
# An exercise is filled in for many seeds in a row; looking for its names takes longer than filling them in.
_KEPT = 256
_known: OrderedDict[int, tuple[Record, _Holes]] = OrderedDict()


def filled(thing: _Rec, words: Mapping[str, str], without: str = "") -> _Rec:
    """Return a record with words instead of ``{names}`` in all its texts; one without names is returned as it is.

    Parameters
    ----------
    thing : Record
    words : mapping of str to str
        By name; a name that has none stays as it is.
    without : str, optional
        A field that is left as it is.
    """
    holes = _holes_of(thing) if words else False
    if isinstance(holes, dict) and without in holes:
        holes = {name: inside for name, inside in holes.items() if name != without}
    changed: _Rec = _fill(thing, holes, words)
    return changed


def _holes_of(thing: Record) -> _Holes:
    if id(thing) not in _known:
        if len(_known) >= _KEPT:
            _known.popitem(last=False)
        # The record is kept as well, so that no other one gets its identity meanwhile.
        _known[id(thing)] = thing, _holes(thing)
    return _known[id(thing)][1]


def _holes(thing: Any) -> _Holes:
    if isinstance(thing, str):
        return PLACEHOLDER.search(thing) is not None
    if isinstance(thing, Record):
        inside: list[tuple[Any, Any]] = [(name, getattr(thing, name)) for name in type(thing).model_fields]
    elif isinstance(thing, Mapping):
        inside = list(thing.items())
    elif isinstance(thing, tuple):
        inside = list(enumerate(thing))
    else:
        return False
    return {key: holes for key, each in inside if (holes := _holes(each))}


def _fill(thing: Any, holes: _Holes, words: Mapping[str, str]) -> Any:
    if not holes:
        return thing
    if isinstance(thing, str):
        return PLACEHOLDER.sub(lambda found: words.get(found[1], found[0]), thing)
    assert isinstance(holes, dict)
    if isinstance(thing, Record):
        return thing.model_copy(
            update={name: _fill(getattr(thing, name), inside, words) for name, inside in holes.items()}
        )
    if isinstance(thing, Mapping):
        return {key: _fill(each, holes.get(key, False), words) for key, each in thing.items()}
    return tuple(_fill(each, holes.get(place, False), words) for place, each in enumerate(thing))
