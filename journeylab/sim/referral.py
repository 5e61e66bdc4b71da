"""Word of mouth: customers who were recommended arrive as the next wave, warned ones stay away."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from journeylab.domain.journey_log import JourneyLog
from journeylab.domain.scenario import Scenario
from journeylab.errors import ModelError
from journeylab.i18n import _, number
from journeylab.sim.chance import customer_keys, step_numbers
from journeylab.sim.simulate import MAX_CUSTOMERS, simulate

_STREAM = 1


@dataclass(frozen=True, eq=False)
class Waves:
    """A first wave of customers and those whom word of mouth brought.

    Attributes
    ----------
    logs : tuple of JourneyLog
        One a wave.
    referrals : float
        Customers whom one customer of the first wave brings, net of those
        kept away.  Above 1 each wave would be larger than the one before.
    died_out : bool
        Whether the last wave brought nobody; else the horizon was reached.
    """

    logs: tuple[JourneyLog, ...]
    referrals: float
    died_out: bool

    def __repr__(self) -> str:
        """Say in words how far the word spread."""
        sizes = ", ".join(number(len(log)) for log in self.logs)
        end = _("The waves died out.") if self.died_out else _("The horizon was reached.")
        lines = [
            _("Customers wave by wave: {sizes}").format(sizes=sizes),
            _("Each customer brings {count} more.").format(count=number(self.referrals, 2)) + " " + end,
        ]
        if self.referrals > 1:
            lines.append(_("Above 1 the waves grow without end: check the assumptions on word of mouth."))
        return "\n".join(lines)


def simulate_waves(scenario: Scenario, customers: int = 10_000, seed: int = 7, waves: int = 10) -> Waves:
    """Simulate customers, those whom they recommend the shop to, and so on.

    Parameters
    ----------
    customers : int
        Size of the first wave, at least 1.
    waves : int
        Horizon: at most so many waves.

    Returns
    -------
    Waves

    Raises
    ------
    ModelError
        If the scenario says nothing about word of mouth, or if waves outgrow memory.

    Notes
    -----
    Of each promoter a number between 0 and 1 decides whether one friend comes,
    of each detractor whether one stays away; the numbers are a stream of their
    own, so that journeys are the same with and without word of mouth.
    """
    talk = scenario.behaviour.word_of_mouth
    if talk is None:
        raise ModelError(
            _("This scenario says nothing about word of mouth."),
            _("Add behaviour.word_of_mouth with contact and per_promoter."),
        )
    logs: list[JourneyLog] = []
    first, size, referrals = 0, customers, 0.0
    while size and len(logs) < waves:
        if first + size > MAX_CUSTOMERS:
            raise ModelError(
                _("Word of mouth outgrows memory: wave {wave} would bring {count} customers.").format(
                    wave=len(logs) + 1, count=size
                ),
                _("Lower per_promoter, or simulate fewer waves."),
            )
        entrance = talk.contact if logs else None
        log = simulate(scenario, size, seed, first=first, entrance=entrance)
        logs.append(log)
        brought = _net_referrals(log, seed, first, talk.per_promoter, talk.per_detractor)
        if first == 0:
            referrals = brought / size
        first, size = first + size, max(brought, 0)
    return Waves(tuple(logs), referrals, size == 0)


def _net_referrals(log: JourneyLog, seed: int, first: int, per_promoter: float, per_detractor: float) -> int:
    chance = step_numbers(customer_keys(seed, first, len(log), _STREAM), 0) / np.float64(2**64)
    score = log.scores()
    assert score is not None, "a simulated log knows moods"
    recommend = (score >= 9) & (chance < per_promoter)
    warn = (score <= 6) & (chance < per_detractor)
    return int(recommend.sum()) - int(warn.sum())
