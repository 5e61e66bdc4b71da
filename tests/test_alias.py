"""Weights as integer alias tables."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from journeylab.sim.alias import CAPACITY, alias_row, masses
from journeylab.sim.exact import _probabilities

weights = st.lists(st.floats(0, 1e6), min_size=1, max_size=256).filter(lambda w: max(w) > 0)


@given(weights)
def test_masses_share_out_everything(given_weights: list[float]) -> None:
    """The masses add up to 2**32, and a weight of zero gets none."""
    shared = masses(given_weights)
    assert sum(shared) == 2**32
    assert all(mass == 0 for mass, weight in zip(shared, given_weights, strict=True) if weight == 0)


@given(weights)
def test_a_row_draws_exactly_its_masses(given_weights: list[float]) -> None:
    """What the 256 columns keep and give away adds up to each state's mass, to the last unit."""
    shared = masses(given_weights)
    drawn = _probabilities(alias_row(given_weights)) * 2**32
    assert drawn[: len(shared)].tolist() == shared
    assert not drawn[len(shared) :].any()


def test_a_third_is_a_third_of_two_to_the_32() -> None:
    """Three equal weights get 1 431 655 766, ...765, ...765: the remainder goes to the first."""
    assert masses([1, 1, 1]) == [1431655766, 1431655765, 1431655765]


def test_one_state_fills_every_column() -> None:
    """With a single state every column gives it, whatever the threshold."""
    row = alias_row([0, 5])
    assert set((row & 0xFF).tolist()) == {1}
    assert (row >> 8).max() < CAPACITY


def test_all_256_states_fit() -> None:
    """256 equal weights: each column is its own state."""
    assert (alias_row([1.0] * 256) & 0xFF).tolist() == list(range(256))
    assert np.allclose(_probabilities(alias_row([1.0] * 256)), 1 / 256)
