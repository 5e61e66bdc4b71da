"""What a scenario leads to on average, without chance: the absorbing Markov chain in closed form."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from journeylab.domain.behaviour import Visit
from journeylab.domain.scenario import Scenario
from journeylab.domain.vocabulary import CustomerKind, Outcome
from journeylab.sim.alias import CAPACITY, COLUMNS
from journeylab.sim.compile import MOOD_LEVELS, compile_scenario


@dataclass(frozen=True, eq=False)
class Expected:
    """Means over all customers, free of chance.

    Attributes
    ----------
    contacts : tuple of str
    visits : ndarray of float, shape (n_contacts,)
        Expected number of times that a customer meets each contact.
    outcomes : dict of Outcome to float
        Share of customers who end so; the three shares add up to 1.
    """

    contacts: tuple[str, ...]
    visits: NDArray[np.float64]
    outcomes: dict[Outcome, float]


def without_state(scenario: Scenario) -> Scenario:
    """Return the scenario with everything switched off by which the past of a journey changes its future."""
    walk = scenario.behaviour.model_copy(
        update={"mood_tilt": {}, "existing_factor": {}, "visit": Visit(), "horizon": None}
    )
    return scenario.model_copy(update={"behaviour": walk})


def expected(scenario: Scenario, kind: CustomerKind = CustomerKind.NEW, mood: float = 5.0) -> Expected:
    """Solve a scenario as an absorbing Markov chain.

    The chain holds customer kind and mood fixed and knows no attention and no
    horizon.  For ``without_state(scenario)`` that is exact; else it answers
    what would happen if nobody's mood moved.

    Parameters
    ----------
    kind : CustomerKind
    mood : float
        0 to 10.

    Notes
    -----
    With ``Q`` the transitions between contacts, ``R`` those to outcomes and
    ``s`` the start, visits are ``v = s (I - Q)^-1`` and outcomes ``v R``
    (Kemeny and Snell 1960, *Finite Markov Chains*, chapter 3).
    """
    tables = compile_scenario(scenario)
    n = tables.n_contacts
    level = min(int(mood / 10 * MOOD_LEVELS), MOOD_LEVELS - 1)
    rows = tables.alias[list(CustomerKind).index(kind), level]
    chain = np.array([_probabilities(row) for row in rows])
    visits = np.linalg.solve((np.eye(n) - chain[:n, :n]).T, chain[n + 1, :n])
    ends = visits @ chain[:n, n : n + 3]
    outcomes = dict(zip(Outcome, (float(share) for share in ends), strict=False))
    return Expected(scenario.contact_ids, visits, outcomes)


def _probabilities(row: NDArray[np.uint32]) -> NDArray[np.float64]:
    """Return the distribution that an alias row draws from, shape (256,)."""
    kept = (row >> 8).astype(np.float64)
    mass = kept + np.bincount((row & 0xFF).astype(np.intp), weights=CAPACITY - kept, minlength=COLUMNS)
    return mass / (COLUMNS * CAPACITY)
