"""One row a channel, one mark a model, and the words for what Last Click hides."""

from __future__ import annotations

import numpy as np
import pytest
from path_logs import log_of
from rooms import collisions

from journeylab.analysis.compare import compare_attribution
from journeylab.errors import ModelError
from journeylab.i18n import set_language
from journeylab.views.attribution_comparison import (
    MOST_CHANNELS,
    attribution_comparison,
    credits_of,
    drawn,
    sentences,
)
from journeylab.views.marks import MARKS
from journeylab.views.svg import WIDTH


@pytest.fixture(autouse=True)
def _english(_german: None) -> None:
    set_language("en")


OPENS = log_of([(("Ad", "Shop"), 3, 0), (("Shop",), 1, 0)])


def test_credits_are_those_of_the_models() -> None:
    """Ad opens three of four journeys and closes none; without times there is no time decay."""
    shown = credits_of(compare_attribution(OPENS))
    assert shown.names == ("Shop", "Ad")
    assert shown.models == tuple(model for model in MARKS if model != "time_decay")
    assert shown.total == 4
    by_model = dict(zip(shown.models, shown.credits.T.tolist(), strict=True))
    assert by_model["first"] == [1, 3]
    assert by_model["last"] == [4, 0]
    assert by_model["linear"] == by_model["shapley"] == [2.5, 1.5]


def test_who_gains_and_who_loses_is_named() -> None:
    """What Last Click takes from the ad it gives to the shop."""
    gains, loses = sentences(credits_of(compare_attribution(OPENS)))
    assert gains.startswith("Compared with Last Click, Ad gains most: 0.0% there, ")
    assert loses.startswith("Compared with Last Click, Shop loses most: 100.0% there, ")


def test_agreement_is_said() -> None:
    """With one channel every model says the same."""
    (sentence,) = sentences(credits_of(compare_attribution(log_of([(("A",), 2, 1)]))))
    assert sentence == "All other models give the channels nearly the same as Last Click."


def test_many_channels_are_summed_up() -> None:
    """Of 20 channels the last nine share a row, and no credit is lost."""
    compared = compare_attribution(log_of([((f"K{i}", f"K{i + 1}"), 1, 0) for i in range(19)]))
    shown = credits_of(compared)
    assert len(shown.names) == MOST_CHANNELS
    assert shown.names[-1] == "9 others"
    assert np.allclose(shown.credits.sum(axis=0), 19)


def test_a_missing_model_is_named() -> None:
    """Why time decay is not there stands below the chart."""
    assert "Left out: Time Decay (the log has no times)." in attribution_comparison(OPENS).svg


@pytest.mark.parametrize("count", [1, 2, 30])
def test_nothing_collides(count: int) -> None:
    """One row or twelve, long names too: everything has its room."""
    log = log_of([((f"Suchmaschinenwerbung Nummer {i}", "Ende"), 1, 0) for i in range(count)])
    sheet, height = drawn(credits_of(compare_attribution(log)), "Title", "Facts", ["Sentence"])
    assert collisions(sheet, WIDTH, height) == []


def test_no_conversion_no_chart() -> None:
    """Where nobody buys there is no credit, and the picture says so."""
    assert "No conversion, no credit to share." in attribution_comparison(log_of([(("A",), 0, 3)])).svg
    assert "No conversion, no credit to share." in attribution_comparison(log_of([])).svg


def test_a_log_without_conversions_is_refused() -> None:
    """Where nobody knows who bought, the message says how to name it."""
    from dataclasses import replace

    with pytest.raises(ModelError, match="conversions"):
        attribution_comparison(replace(OPENS, conversion=None))
