"""What an experiment says to a hypothesis."""

from __future__ import annotations

from dataclasses import dataclass

from journeylab.analysis.figure_table import amount
from journeylab.analysis.log_figures import FIGURES
from journeylab.analysis.log_kpis import Difference
from journeylab.domain.scenario import Hypothesis
from journeylab.domain.vocabulary import N_, Term
from journeylab.i18n import _


class Verdict(Term):
    """How a hypothesis came out."""

    CONFIRMED = "confirmed", N_("confirmed in the simulation")
    NOT_CONFIRMED = "not_confirmed", N_("not confirmed")
    OPEN = "open", N_("open")


@dataclass(frozen=True)
class Tested:
    """A hypothesis and the difference that it is held against; None where the logs cannot tell its figure."""

    hypothesis: Hypothesis
    difference: Difference | None

    @property
    def verdict(self) -> Verdict:
        """Confirmed if the whole interval moves as expected and by enough, not confirmed if none of it does."""
        if self.difference is None:
            return Verdict.OPEN
        expected = self.hypothesis.expect
        low, high = self.difference.interval
        least, most = (low, high) if expected.direction == "up" else (-high, -low)
        if least > 0 and least >= expected.min_effect:
            return Verdict.CONFIRMED
        return Verdict.NOT_CONFIRMED if most <= 0 or most < expected.min_effect else Verdict.OPEN

    def __str__(self) -> str:
        """Say what was expected, and how it came out."""
        expected = self.hypothesis.expect
        figure = FIGURES.get(expected.kpi)
        if expected.direction == "up":
            text = _("Hypothesis '{id}' ({kpi} rises by at least {effect}): {verdict}.")
        else:
            text = _("Hypothesis '{id}' ({kpi} falls by at least {effect}): {verdict}.")
        return text.format(
            id=self.hypothesis.id,
            kpi=figure.label() if figure else expected.kpi,
            effect=amount(expected.min_effect, figure.unit if figure else ""),
            verdict=self.verdict.label,
        )
