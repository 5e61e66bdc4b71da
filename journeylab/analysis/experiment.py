"""Two scenarios under the same customers: what changes, how surely, and what a real test would need."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from html import escape
from typing import Self

import numpy as np

from journeylab.analysis.experiment_table import DifferenceTable, difference_table
from journeylab.analysis.figure_table import amount, bare, level
from journeylab.analysis.log_facts import Facts
from journeylab.analysis.log_figures import FIGURES, told_by_all
from journeylab.analysis.log_kpis import Difference, currency
from journeylab.analysis.ratio import Ratio
from journeylab.analysis.sample_size import people_per_group
from journeylab.analysis.verdict import Tested
from journeylab.domain.expect import expect
from journeylab.domain.journey_log import JourneyLog
from journeylab.domain.names import expect_known
from journeylab.domain.scenario import Lever, Scenario
from journeylab.errors import UsageError
from journeylab.i18n import _, number, percent
from journeylab.sim.simulate import simulate


def experiment(as_is: Scenario, to_be: Scenario, customers: int = 5_000, seed: int = 7) -> Experiment:
    """Let the same customers walk through two scenarios and compare every figure.

    Parameters
    ----------
    as_is, to_be : Scenario
        The same shop without and with the change; `to_be` may have contacts more.
    customers : int
        How many, at least 2.
    seed : int
        Same seed, same customers.

    Raises
    ------
    UsageError
        If the two are not scenarios of one shop, or there are too few customers.
    """
    expect(as_is, Scenario)
    expect(to_be, Scenario)
    before, after = as_is.contact_ids, to_be.contact_ids
    both = min(len(before), len(after))
    if before[:both] != after[:both]:
        raise UsageError(
            _("'{first}' and '{second}' are not the same shop: their contacts differ.").format(
                first=as_is.title, second=to_be.title
            ),
            _('Compare a scenario with what its levers make of it: shop.with_levers("...").'),
        )
    if isinstance(customers, int) and customers < 2:
        raise UsageError(
            _("{count} customers are too few to compare anything.").format(count=customers),
            _("Simulate at least 2, better 5000."),
        )
    return Experiment(simulate(as_is, customers, seed), simulate(to_be, customers, seed))


@dataclass(frozen=True, eq=False)
class Experiment:
    """What a change does to the same customers.

    Parameters
    ----------
    as_is, to_be : JourneyLog
        Two scenarios simulated with the same number of customers and seed.
    """

    as_is: JourneyLog
    to_be: JourneyLog

    @cached_property
    def _before(self) -> Facts:
        return Facts(self.as_is)

    def against(self, to_be: JourneyLog) -> Self:
        """Return the experiment with another to-be log; what was counted in the as-is log is kept."""
        other = replace(self, to_be=to_be)
        other.__dict__["_before"] = self._before
        return other

    @cached_property
    def _ratios(self) -> dict[str, tuple[Ratio, Ratio]]:
        """The figures that both logs can tell, without and with the change."""
        told = told_by_all(FIGURES, self._before, Facts(self.to_be))
        # Where nobody ordered, nothing can be divided by orders.
        return {key: (a, b) for key, (a, b) in told if a.denominator and b.denominator}

    @cached_property
    def differences(self) -> dict[str, Difference]:
        """The difference of each figure that both logs can tell, by its key."""
        return {key: Difference.between(key, *ratios) for key, ratios in self._ratios.items()}

    @property
    def levers(self) -> tuple[Lever, ...]:
        """The levers that were pulled, as far as the change consists of levers."""
        shop, changed = self.as_is.map, self.to_be.map
        if not isinstance(shop, Scenario) or not isinstance(changed, Scenario):
            return ()
        return tuple(changed.lever(name) for name in changed.applied if name not in shop.applied)

    @property
    def hypotheses(self) -> tuple[Tested, ...]:
        """The shop's hypotheses on exactly these levers, and what the experiment says to them."""
        changed, pulled = self.to_be.map, {lever.id for lever in self.levers}
        # A hypothesis speaks of the whole measure: a lever that is pulled half the way does not test it.
        if not isinstance(changed, Scenario) or not pulled.isdisjoint(changed.strengths):
            return ()
        return tuple(
            Tested(each, self.differences.get(each.expect.kpi))
            for each in changed.hypotheses
            if set(each.change) == pulled
        )

    @property
    def main(self) -> Difference | None:
        """The figure that counts: that of the hypothesis, else the one a lever is meant to move, else the first."""
        wanted = [*(each.hypothesis.expect.kpi for each in self.hypotheses), *(lever.moves for lever in self.levers)]
        keys = [key for key in (*wanted, *self.differences) if key in self.differences]
        return self.differences[keys[0]] if keys else None

    def sample_size(self, key: str, effect: float | None = None, power: float = 0.8) -> int:
        """Return how many people each group of a real A/B test needs, at 5 % two-sided.

        Parameters
        ----------
        key : str
            Name of a figure, for example ``"cart_abandonment"``.
        effect : float, optional
            The change to be shown, with its sign, in the unit of the table of
            KPIs; figures in per cent in percentage points.  By default the
            simulated one; where none is shown, the one that the hypothesis wants.
        power : float
            Chance that the test shows the effect if it is there.

        Raises
        ------
        UsageError
            If the figure is not among the differences, or there is no effect to be shown.
        """
        expect_known(key, self._ratios)
        if effect is None:
            effect = self.differences[key].change if self.differences[key].shown else self._wanted(key)
        if effect is None:
            raise UsageError(
                _("No effect is shown for '{kpi}', so that no sample can be sized for it.").format(
                    kpi=FIGURES[key].label()
                ),
                _('Name the smallest effect that would be worth having: sample_size("{key}", effect=1).').format(
                    key=key
                ),
            )
        return people_per_group(*self._ratios[key], effect, power)

    def _wanted(self, key: str) -> float | None:
        """Return the smallest effect that a hypothesis asks of a figure, with its sign."""
        for each in self.hypotheses:
            expected = each.hypothesis.expect
            if expected.kpi == key and expected.min_effect:
                return expected.min_effect if expected.direction == "up" else -expected.min_effect
        return None

    @property
    def change(self) -> str:
        """What was changed, in words."""
        if self.as_is.map == self.to_be.map:
            return _("nothing changed")
        part = self.to_be.map.strengths if isinstance(self.to_be.map, Scenario) else {}
        names = [
            f"{each.label} ({percent(part[each.id], 0)})" if each.id in part else str(each.label)
            for each in self.levers
        ]
        return " + ".join(names) or _("other assumptions")

    def sentence(self) -> str:
        """Say in one sentence what was changed, what it moved, how surely, and what a real test would need."""
        main = self.main
        if main is None:
            return _("Simulated with '{change}': no figure can be told of both scenarios.").format(change=self.change)
        fig, money_of = FIGURES[main.key], currency(self.as_is)
        falls = main.change < 0
        low, high = sorted(abs(bound) for bound in main.interval) if main.shown else main.interval
        if not main.shown:
            text = _(
                "Simulated: with '{change}' no effect on '{kpi}' is shown, {before} before and {after} after "
                "({difference}; 95%: {low} to {high}, which includes 0){test}."
            )
        elif falls:
            text = _(
                "Simulated: with '{change}' the figure '{kpi}' falls from {before} to {after}, by {difference} "
                "(95%: {low} to {high}), {judgement}{test}."
            )
        else:
            text = _(
                "Simulated: with '{change}' the figure '{kpi}' rises from {before} to {after}, by {difference} "
                "(95%: {low} to {high}), {judgement}{test}."
            )
        return text.format(
            change=self.change,
            kpi=fig.label(),
            before=level(main.as_is, fig.unit, money_of),
            after=level(main.to_be, fig.unit, money_of),
            difference=amount(abs(main.change) if main.shown else main.change, fig.unit, money_of),
            low=bare(low, fig.unit, money_of),
            high=bare(high, fig.unit, money_of),
            judgement=judgement(main),
            test=self._test(main),
        )

    def _test(self, main: Difference) -> str:
        """Return the end of the sentence: how many people a real test takes."""
        wanted = None if main.shown else self._wanted(main.key)
        if main.shown:
            text = _("; a real A/B test needs about {people} people in each group to show this")
        elif wanted is not None:
            text = _("; a real A/B test needs about {people} people in each group to show {effect}")
        else:
            return ""
        effect = amount(abs(wanted or 0), FIGURES[main.key].unit, currency(self.as_is))
        return text.format(people=number(self.sample_size(main.key)), effect=effect)

    @property
    def table(self) -> DifferenceTable:
        """Every figure: as is, to be, change with its 95 % interval, and the people a real test needs."""
        people = [self.sample_size(key) if each.shown else np.nan for key, each in self.differences.items()]
        return difference_table(self.differences.values(), people, self._notes(), currency(self.as_is))

    def _notes(self) -> tuple[str, ...]:
        notes = [
            _("Simulated, synthetic data: the same {customers} customers in both scenarios, seed {seed}.").format(
                customers=number(len(self.as_is)), seed=self.as_is.seed
            ),
            _("low and high: 95% interval of the change. Is 0 within it, no effect is shown."),
            _("People per group: for a real A/B test of an effect of this size, at 5 % two-sided, power 80 %."),
            _(
                "Of 20 figures on which nothing acts, one is expected to look like an effect by chance. "
                "What counts is the figure that was chosen before."
            ),
        ]
        untold = [figure.label() for key, figure in FIGURES.items() if key not in self.differences]
        if untold:
            notes.append(_("Not compared, because it cannot be told: {kpis}.").format(kpis="; ".join(untold)))
        return tuple(notes)

    def __repr__(self) -> str:
        """Return the sentence, the hypotheses and the table as text."""
        return "\n".join([self.sentence(), *map(str, self.hypotheses), "", repr(self.table)])

    def _repr_html_(self) -> str:
        return said(self) + folded(self)


def said(shown: Experiment) -> str:
    """Return the sentence and the hypotheses of an experiment as HTML."""
    return "".join(f"<p>{escape(line)}</p>" for line in (shown.sentence(), *map(str, shown.hypotheses)))


def folded(shown: Experiment) -> str:
    """Return the table of an experiment as HTML that opens with a click."""
    heading = escape(_("All figures"))
    return f"<details><summary>{heading}</summary>{shown.table._repr_html_()}</details>"


def judgement(difference: Difference) -> str:
    """Say whether a change is for the better."""
    if difference.better is None:
        return _("no effect shown")
    return _("an improvement") if difference.better else _("a deterioration")
