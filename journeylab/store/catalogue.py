"""The subject from its data files: kinds of touchpoints, and models to think with."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache
from html import escape
from typing import Any

from ruamel.yaml import YAML

from journeylab.domain.models import Models
from journeylab.domain.touchpoint import Touchpoint
from journeylab.errors import UsageError
from journeylab.i18n import _
from journeylab.store.shipped import shipped


class Catalogue(dict[str, Touchpoint]):
    """Every kind of touchpoint by its key, in the order of the file.

    Shows itself as a table, and a key that is not there gets a helpful answer.
    """

    def __missing__(self, key: str) -> Touchpoint:
        close = _close(key, self)
        if close:
            fix = _("Did you mean {keys}?").format(keys=", ".join(close))
        else:
            fix = _("jl.touchpoints() shows all {count} kinds with their keys.").format(count=len(self))
        raise UsageError(_("There is no touchpoint called '{key}'.").format(key=key), fix)

    def __repr__(self) -> str:
        rows = [_head(), *map(_row, self.values())]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)
        return "\n".join(line.rstrip() for line in lines)

    def _repr_html_(self) -> str:
        def cells(row: tuple[str, ...], tag: str) -> str:
            return "<tr>" + "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in row) + "</tr>"

        body = "".join(cells(_row(kind), "td") for kind in self.values())
        return f"<table><thead>{cells(_head(), 'th')}</thead><tbody>{body}</tbody></table>"


def touchpoints() -> Catalogue:
    """Return the catalogue of touchpoint kinds.

    Examples
    --------
    >>> len(touchpoints()) >= 60
    True
    >>> str(touchpoints()["product_review"])
    'Produktbewertung'
    """
    # A new dictionary each time: what one notebook cell does to its copy concerns no other.
    return Catalogue((kind.key, kind) for kind in _kinds())


def touchpoint(key: str) -> Touchpoint:
    """Return one kind of touchpoint by its key.

    Raises
    ------
    UsageError
        If there is none; the message names keys that are meant perhaps.

    Examples
    --------
    >>> touchpoint("sms").medium_004
    'analog'
    """
    return touchpoints()[key]


@cache
def models() -> Models:
    """Return the models of the subject: phases, value proposition, five steps, AIDA and others.

    Examples
    --------
    >>> [str(part.component) for part in models().value_proposition.components]
    ['price', 'service', 'personalisation', 'closeness']
    """
    return Models.model_validate(_content("datasets/models.yaml"))


@cache
def _kinds() -> tuple[Touchpoint, ...]:
    records = _content("datasets/touchpoints.yaml")["touchpoints"]
    return tuple(Touchpoint.model_validate(record) for record in records)


def _content(name: str) -> dict[str, Any]:
    data: dict[str, Any] = YAML(typ="safe").load(shipped(name).read_text(encoding="utf-8"))
    return {key: value for key, value in data.items() if key not in ("format", "version")}


def _close(key: str, catalogue: Catalogue) -> list[str]:
    # Learners type what they see, so that the names in both languages count as well as the keys.
    known = {key: key for key in catalogue}
    for kind in catalogue.values():
        known.setdefault(kind.label.de.casefold(), kind.key)
        known.setdefault(kind.label.en.casefold(), kind.key)
    typed = str(key).casefold()
    found = [name for name in known if typed in name] if len(typed) > 2 else []
    found += get_close_matches(typed, known, n=3)
    return list(dict.fromkeys(known[name] for name in found))[:3]


def _head() -> tuple[str, ...]:
    return _("Key"), _("Touchpoint"), _("Phases"), _("Medium"), _("Engagement")


def _row(kind: Touchpoint) -> tuple[str, ...]:
    phases = ", ".join(phase.label for phase in kind.phases)
    return kind.key, str(kind), phases, kind.medium.label, kind.engagement.label
