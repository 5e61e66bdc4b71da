"""The verbs that tasks of the exam begin with, and how much thinking each asks for."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from journeylab.domain.vocabulary import N_, Term


class Operator(Term):
    """What a task tells learners to do.  Values are the German verbs, as tasks have them."""

    NAME = "nennen", N_("to name")
    STATE = "angeben", N_("to state")
    DESCRIBE = "beschreiben", N_("to describe")
    PRESENT = "darstellen", N_("to present")
    DETERMINE = "ermitteln", N_("to determine")
    CALCULATE = "berechnen", N_("to calculate")
    EXPLAIN = "erläutern", N_("to explain")
    ANALYSE = "analysieren", N_("to analyse")
    COMPARE = "vergleichen", N_("to compare")
    JUSTIFY = "begründen", N_("to give reasons")
    ASSESS = "beurteilen", N_("to assess")
    TAKE_POSITION = "stellung_nehmen", N_("to take a position")
    DEVELOP = "entwickeln", N_("to develop")
    PROPOSE = "vorschlagen", N_("to propose")
    DESIGN = "gestalten", N_("to design")
    DRAFT = "formulieren", N_("to draft")
    MATCH = "zuordnen", N_("to match")
    ORDER = "ordnen", N_("to put in order")
    COMPLETE = "vervollständigen", N_("to complete")
    DECIDE = "entscheiden", N_("to decide")
    TRANSLATE = "übersetzen", N_("to translate")

    @property
    def verb(self) -> str:
        """The German verb as people write it: ``"Stellung nehmen"`` where files have ``stellung_nehmen``."""
        return "Stellung nehmen" if self is Operator.TAKE_POSITION else str(self.value)


# Anforderungsbereiche: 1 to reproduce, 2 to relate, 3 to judge and to create.
_AFB = {
    Operator.NAME: {1},
    Operator.STATE: {1},
    Operator.DESCRIBE: {1, 2},
    Operator.PRESENT: {1, 2},
    Operator.DETERMINE: {2},
    Operator.CALCULATE: {2},
    Operator.EXPLAIN: {2},
    Operator.ANALYSE: {2, 3},
    Operator.COMPARE: {2, 3},
    Operator.JUSTIFY: {2, 3},
    Operator.ASSESS: {3},
    Operator.TAKE_POSITION: {3},
    Operator.DEVELOP: {3},
    Operator.PROPOSE: {2, 3},
    Operator.DESIGN: {2, 3},
    Operator.DRAFT: {2, 3},
    Operator.MATCH: {1, 2},
    Operator.ORDER: {1, 2},
    Operator.COMPLETE: {1, 2},
    Operator.DECIDE: {1, 2},
    Operator.TRANSLATE: {1, 2},
}
AFB_OF: Mapping[Operator, frozenset[int]] = MappingProxyType({verb: frozenset(afb) for verb, afb in _AFB.items()})
