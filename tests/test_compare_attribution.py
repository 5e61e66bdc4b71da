"""The comparison of models: its numbers are those of the models, its words follow from the numbers."""

from __future__ import annotations

import pytest
from path_logs import ORDER, Path, log_of, log_of_events

from journeylab.analysis.attribution import MODELS, attribution
from journeylab.analysis.compare import compare_attribution, why_models_differ
from journeylab.domain.journey_log import JourneyLog
from journeylab.errors import UsageError
from journeylab.i18n import set_language

CAUSATION = "Credit is not causation"
# 3 of 4 orders begin with Video, 3 of 4 end with Suche, nobody comes directly.
OPENER: list[Path] = [(("Video", "Suche"), 3, 0), (("Suche", "Video"), 1, 0)]


@pytest.fixture(autouse=True)
def _english() -> None:
    set_language("en")


def timed(gap: int) -> JourneyLog:
    """Return A > B > order with so many days between the contacts."""
    return log_of_events([[("A", False), ("B", False), (ORDER, True)]], minutes=[0, gap * 1440, gap * 1440])


def test_a_column_is_what_the_model_says() -> None:
    """Each column holds the credits of its model, in the same rows."""
    compared = compare_attribution(timed(2), order=2, half_life=3)
    assert tuple(compared.columns) == MODELS
    for model in MODELS:
        assert compared[model].tolist() == attribution(timed(2), model, order=2, half_life=3).tolist()


def test_models_that_the_log_cannot_answer_are_left_out_by_name() -> None:
    """Without times there is no time decay, with 21 channels no Shapley value of the rate; both are said."""
    compared = compare_attribution(log_of([([f"K{i}" for i in range(21)], 1, 0)]))
    assert set(MODELS) - set(compared.columns) == {"time_decay", "shapley_rate"}
    assert compared.attrs["left_out"].keys() == {"time_decay", "shapley_rate"}
    assert "Left out: Time Decay (the log has no times)." in compared.attrs["why"]
    assert "Left out: Shapley value of the rate (21 channels are more than 20)." in compared.attrs["why"]


def test_who_opens_and_who_closes() -> None:
    """The words name who opens and who closes, with the shares of both models."""
    why = compare_attribution(log_of(OPENER)).attrs["why"]
    assert "Suche closes journeys more than it opens them: Last Click gives it 75.0%, First Click 25.0%." in why
    assert "Video opens journeys more than it closes them: First Click gives it 75.0%, Last Click 25.0%." in why
    assert why.startswith("Video gets between 25.0% (Last Click) and 75.0% (First Click) of all credit.")


def test_repeats_and_journeys_without_success_are_explained() -> None:
    """Linear pays A three times of four; Markov knows that A often leads nowhere."""
    # Shapley halves the one order.  Markov: P = 1/6 start A, A->A 2/8, A->B 1/8; without A or B nothing converts.
    why = compare_attribution(log_of([(tuple("AAAB"), 1, 0), (("A",), 0, 5)])).attrs["why"]
    assert "A comes up several times in the same journey: Linear pays every contact (75.0%)" in why
    assert "B gets 50.0% instead of 25.0% by Linear." in why


@pytest.mark.parametrize(("days", "model"), [(1, "Linear"), (60, "Last Click")])
def test_time_decay_is_placed_between_linear_and_last(days: int, model: str) -> None:
    """A day apart, contacts count nearly alike; two months apart only the last one counts."""
    assert f"Time Decay stays near {model}:" in compare_attribution(timed(days)).attrs["why"]


def test_direct_visits() -> None:
    """Where nothing is passed over, the words say so, and how to name direct visits under another name."""
    equal = "Last Non-Direct Click equals Last Click"
    assert "direct=" in compare_attribution(log_of(OPENER)).attrs["why"]
    opened = compare_attribution(log_of([(("Direkt", "Suche"), 1, 0)])).attrs["why"]
    assert equal in opened and "direct=" not in opened
    assert equal not in compare_attribution(log_of([(("Suche", "Direkt"), 1, 0)])).attrs["why"]


def test_negative_credit_is_explained() -> None:
    """Who lowers the rate of others is named, and nobody else."""
    why = compare_attribution(log_of([(("A",), 1, 0), (("A", "B"), 0, 1)])).attrs["why"]
    assert "The Shapley value of the rate is negative for B:" in why
    assert "negative for A" not in why


def test_agreement_is_said_too() -> None:
    """With one contact a journey there is nothing to argue about."""
    lines = compare_attribution(log_of([(("A",), 2, 0), (("B",), 1, 0)])).attrs["why"].splitlines()
    assert [line.split(":")[0] for line in lines] == [
        "All models give nearly the same credit here.",
        "Last Non-Direct Click equals Last Click",
        CAUSATION,
        "Left out",
    ]


@pytest.mark.parametrize("paths", [[], [(("A", "B"), 0, 2)]])
def test_without_conversions_there_is_nothing_to_share(paths: list[Path]) -> None:
    """Neither an empty log nor one without orders leads to an error."""
    assert compare_attribution(log_of(paths)).attrs["why"].startswith("No conversion, no credit to share.")


@pytest.mark.parametrize(
    ("orders", "words"), [(1, "1 conversion has no contact"), (2, "2 conversions have no contact")]
)
def test_orders_without_contact_are_counted(orders: int, words: str) -> None:
    """The words say how many conversions no channel can claim."""
    log = log_of_events([[("A", False), (ORDER, True)], *[[(ORDER, True)]] * orders])
    compared = compare_attribution(log)
    assert words in compared.attrs["why"]
    assert compared.loc["(no contact)"].eq(orders).all()


@pytest.mark.parametrize("paths", [[], OPENER, [(("A",), 1, 0)]])
def test_the_warning_is_always_there(paths: list[Path]) -> None:
    """Whatever the numbers, credit is not causation."""
    assert CAUSATION in compare_attribution(log_of(paths)).attrs["why"]


def test_words_for_some_columns() -> None:
    """Words can be had for a part of the table, and then speak of this part alone."""
    why = why_models_differ(compare_attribution(log_of(OPENER))[["first", "linear"]])
    assert why.startswith("Video gets between 50.0% (Linear) and 75.0% (First Click)")
    assert "Last Click" not in why


def test_a_notebook_shows_the_words_and_runs_nothing() -> None:
    """The words stand below the table, and a channel's name is text."""
    page = compare_attribution(log_of([(("<script>", "{B}"), 1, 0)]))._repr_html_()
    assert CAUSATION in page
    assert "&lt;script&gt;" in page and "<script>" not in page


def test_what_is_made_from_it_is_a_plain_table() -> None:
    """Sorting, choosing and joining need no special care."""
    compared = compare_attribution(log_of(OPENER))
    assert compared.sort_values("first").iloc[-1]["first"] == 3
    assert (compared / compared.sum()).loc["Suche", "last"] == 0.75


def test_options_are_checked_here_too() -> None:
    """A wrong option is refused as it is for one model."""
    with pytest.raises(UsageError):
        compare_attribution(log_of(OPENER), order=0)
