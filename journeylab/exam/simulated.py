"""What a learner's own simulation shows: the expected answers are computed from the seed that was chosen."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from journeylab.analysis.experiment import Experiment, experiment
from journeylab.analysis.figure_table import amount, level
from journeylab.analysis.log_figures import FIGURES
from journeylab.analysis.log_kpis import Difference, currency
from journeylab.domain.exercise.shop import Run
from journeylab.domain.scenario import Scenario
from journeylab.errors import UsageError
from journeylab.i18n import _

Verdict = Literal["up", "down", "none"]
_KEPT = 16
_runs: dict[tuple[int, tuple[str, ...], int, int], tuple[Scenario, Experiment]] = {}


def run(scenario: Scenario, levers: tuple[str, ...], customers: int, seed: int) -> Experiment:
    """Return the experiment that a learner was asked to run; the last few are kept."""
    key = id(scenario), levers, customers, seed
    if key not in _runs:
        if len(_runs) >= _KEPT:
            _runs.pop(next(iter(_runs)))
        changed = scenario.with_levers(*levers) if levers else scenario
        # The scenario is kept as well, so that no other one gets its identity meanwhile.
        _runs[key] = scenario, experiment(scenario, changed, customers, seed)
    return _runs[key][1]


def expected_figures(item: Run, shop: Scenario, seed: int) -> dict[str, tuple[Fraction, str]]:
    """Return for each figure of an exercise its value, in its unit, and how it is written.

    Raises
    ------
    UsageError
        If this run cannot tell a figure.
    """
    found = run(shop, item.levers, item.customers, seed)
    money = currency(found.as_is)
    values = {}
    for figure in item.figures:
        difference = _difference(found, figure.figure)
        value = getattr(difference, figure.of)
        write = amount if figure.of == "change" else level
        values[figure.id] = Fraction(float(value)), write(value, FIGURES[figure.figure].unit, money)
    return values


def expected_verdict(item: Run, shop: Scenario, seed: int) -> Verdict | None:
    """Return what the experiment shows for the figure that is judged: by its 95 % interval, not by its sign."""
    if item.judgement is None:
        return None
    difference = _difference(run(shop, item.levers, item.customers, seed), item.judgement.figure)
    if not difference.shown:
        return "none"
    return "up" if difference.change > 0 else "down"


def _difference(found: Experiment, key: str) -> Difference:
    if key not in found.differences:
        raise UsageError(
            _("This run cannot tell '{kpi}'.").format(kpi=FIGURES[key].label() if key in FIGURES else key),
            _("Take another seed or more customers."),
        )
    return found.differences[key]
