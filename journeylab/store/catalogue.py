"""The subject from its data files: kinds of touchpoints, and models to think with."""

from __future__ import annotations

from functools import cache
from html import escape

from journeylab.domain.models import Models
from journeylab.domain.names import unknown
from journeylab.domain.touchpoint import Touchpoint, Touchpoints
from journeylab.errors import UsageError
from journeylab.i18n import _
from journeylab.store.fast_yaml import read_shipped


class Catalogue(dict[str, Touchpoint]):
    """Every kind of touchpoint by its key, in the order of the file.

    Shows itself as a table, and a key that is not there gets a helpful answer.
    """

    def __missing__(self, key: str) -> Touchpoint:
        # Learners type what they see: part of a name leads to the keys as well.
        typed = str(key).casefold()
        meant = [k.key for k in self.values() if typed in f"{k.key} {k.label.de} {k.label.en}".casefold()]
        fix = next(unknown(str(key), meant or self, ())).fix
        raise UsageError(_("There is no touchpoint called '{key}'.").format(key=key), fix)

    def __repr__(self) -> str:
        return "\n".join(f"{kind.key:<24} {kind}" for kind in self.values())

    def _repr_html_(self) -> str:
        head = _("Key"), _("Touchpoint"), _("Phases"), _("Medium"), _("Engagement")
        rows = [
            (
                kind.key,
                str(kind),
                ", ".join(phase.label for phase in kind.phases),
                kind.medium.label,
                kind.engagement.label,
            )
            for kind in self.values()
        ]
        body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in [head, *rows])
        return f"<table>{body}</table>"


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


@cache
def models() -> Models:
    """Return the models of the subject: phases, value proposition, five steps, AIDA and others.

    Examples
    --------
    >>> [str(part.component) for part in models().value_proposition.components]
    ['price', 'service', 'personalisation', 'closeness']
    """
    return read_shipped("datasets/models.yaml", Models)


@cache
def _kinds() -> tuple[Touchpoint, ...]:
    return read_shipped("datasets/touchpoints.yaml", Touchpoints).touchpoints
