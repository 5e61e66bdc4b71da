"""The words of the subject, from `datasets/glossary.yaml`."""

from __future__ import annotations

from functools import cache

from pydantic import model_validator

from journeylab.domain.glossary import Glossary
from journeylab.domain.names import unknown
from journeylab.domain.problems import raise_all
from journeylab.store.fast_yaml import read_shipped
from journeylab.store.kpi_catalogue import kpis_catalogue


class GlossaryFile(Glossary):
    """A glossary whose key figures are among those that can be computed."""

    @model_validator(mode="after")
    def _kpis_are_known(self) -> GlossaryFile:
        raise_all(
            problem
            for i, term in enumerate(self.terms)
            if term.kpi is not None
            for problem in unknown(term.kpi, kpis_catalogue(), ("terms", i, "kpi"))
        )
        return self


@cache
def glossary() -> Glossary:
    """Return the glossary; it shows itself as a table, and `find` looks a word up.

    Examples
    --------
    >>> glossary().find("call to action")
    Handlungsaufforderung (CTA) | call to action
    Der Satz oder die Schaltfläche, die zum nächsten Schritt auffordert, etwa „In den Warenkorb“.
    """
    return read_shipped("datasets/glossary.yaml", GlossaryFile)
