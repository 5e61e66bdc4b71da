"""Ids and keys that are asked for: found, not known, or used twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

from journeylab.errors import ModelError, UsageError
from journeylab.i18n import _


class _Named(Protocol):
    @property
    def id(self) -> str: ...


_Item = TypeVar("_Item", bound=_Named)

# Hundreds of ids would hide the message; a few show what they look like.
_LISTED, _SHOWN = 60, 5


def find(items: Iterable[_Item], wanted: str) -> _Item:
    """Return the entry with this id, or raise with the nearest known one."""
    by_id = {item.id: item for item in items}
    for problem in unknown(wanted, by_id, ()):
        raise problem
    return by_id[wanted]


def unknown(name: str, known: Iterable[str], where: tuple[str | int, ...]) -> Iterator[ModelError]:
    """Yield a problem if `name` is not among `known`, with the nearest known name."""
    from difflib import get_close_matches

    names = list(dict.fromkeys(known))
    if name in names:
        return
    near = get_close_matches(name, names, n=1)
    if near:
        fix = _("Did you mean '{near}'?").format(near=near[0])
    elif len(names) > _LISTED:
        said = _("Known are: {names}, and {count} more.")
        fix = said.format(names=", ".join(names[:_SHOWN]), count=len(names) - _SHOWN)
    else:
        fix = _("Known are: {names}.").format(names=", ".join(names) or _("none"))
    yield ModelError(_("'{name}' is not known here.").format(name=name), fix, where)


def expect_known(name: str, known: Iterable[str]) -> None:
    """Raise with the nearest known name if a caller asks for one that is not among `known`.

    Raises
    ------
    UsageError
    """
    for problem in unknown(name, known, ()):
        raise UsageError(problem.problem, problem.fix)


def repeated(field: str, ids: list[str]) -> Iterator[ModelError]:
    """Yield a problem for each id that stands more than once."""
    for name, count in Counter(ids).items():
        if count > 1:
            last = len(ids) - 1 - ids[::-1].index(name)
            yield ModelError(
                _("The id '{id}' is used {count} times in '{field}'.").format(id=name, count=count, field=field),
                _("Give every entry an id of its own."),
                (field, last, "id"),
            )
