"""An experiment: the same customers in two scenarios, how sure the difference is, and what a real test needs."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import pytest
from rooms import collisions, contrast

from journeylab.analysis.log_kpis import Difference, difference
from journeylab.analysis.ratio import Ratio
from journeylab.analysis.sample_size import people_for_shares, people_per_group
from journeylab.analysis.verdict import Verdict
from journeylab.domain.scenario import Scenario
from journeylab.errors import UsageError
from journeylab.facade import Experiment, experiment
from journeylab.i18n import set_language
from journeylab.sim.simulate import simulate
from journeylab.store.maps import scenario, scenarios
from journeylab.views.experiment_picture import BETTER, WORSE, drawn
from journeylab.views.svg import GREY, SHADE, WHITE, WIDTH

LEVER = "gastkauf"


def expecting(
    shop: Scenario, kpi: str, direction: str, min_effect: float, change: tuple[str, ...] = (LEVER,)
) -> Scenario:
    """Return the shop with one hypothesis."""
    stated = {
        "id": "h1",
        "because": "Kontozwang",
        "change": change,
        "expect": {"kpi": kpi, "direction": direction, "min_effect": min_effect},
    }
    return Scenario.model_validate(shop.model_dump() | {"hypotheses": [stated]})


def pulled(shop: Scenario, customers: int = 500) -> Experiment:
    """Return the experiment with the shop's lever."""
    return experiment(shop, shop.with_levers(LEVER), customers)


# How many people


@pytest.mark.parametrize(
    ("first", "second", "power", "people"),
    [
        # The last two are examples of R's power.prop.test: 2318.165 and 76.7 people, rounded up.
        (0.05, 0.06, 0.8, 8158),
        (0.01, 0.02, 0.8, 2319),
        (0.50, 0.75, 0.9, 77),
    ],
)
def test_two_shares_need_as_many_people_as_published(first: float, second: float, power: float, people: int) -> None:
    """Sample sizes for two shares are those of the literature."""
    assert people_for_shares(first, second, power) == people


def test_the_promised_power_is_reached() -> None:
    """Of 2000 tests with the people that were asked for, about 80 % find the effect."""
    n = people_for_shares(0.05, 0.06)
    hits = np.random.default_rng(1).binomial(n, [0.05, 0.06], size=(2000, 2)) / n
    error = np.sqrt(2 * hits.mean(axis=1) * (1 - hits.mean(axis=1)) / n)
    assert (np.abs(hits[:, 1] - hits[:, 0]) / error > 1.96).mean() == pytest.approx(0.8, abs=0.03)


def test_a_mean_needs_sixteen_times_its_variance() -> None:
    """Lehr's rule: an effect as large as the standard deviation takes 16 people a group."""
    figure = Ratio(np.array([0.0, 1.0, 2.0]), np.ones(3))
    assert people_per_group(figure, figure, 1.0) == 16
    assert people_per_group(figure, figure, -0.5) == 63


def test_a_share_of_half_the_people_takes_twice_as_many() -> None:
    """A rate among buyers needs people who do not buy as well: with every second one a buyer, about twice as many."""
    buyers = np.tile([1.0, 1.0, 0.0, 0.0], 500)
    rare, frequent = (np.tile(pattern, 500) for pattern in ([1.0, 0.0, 0.0, 0.0], [1.0, 0.0, 0.0, 0.0]))
    among_buyers = Ratio(rare, buyers, 100), Ratio(frequent, buyers, 100)
    assert people_per_group(*among_buyers, 10) == pytest.approx(2 * people_for_shares(0.5, 0.6), rel=0.03)


def test_a_share_is_changed_by_percentage_points() -> None:
    """Of a share in per cent, the effect counts in percentage points and has a sign."""
    share = Ratio(np.repeat([1.0, 0.0], [5, 95]), np.ones(100), 100)
    assert people_per_group(share, share, 1) == 8158
    with pytest.raises(UsageError, match="-0"):
        people_per_group(share, share, -6)


@pytest.mark.parametrize("wrong", [{"effect": 0}, {"effect": float("nan")}, {"effect": 1, "power": 1}])
def test_no_effect_and_no_power_are_refused(wrong: dict[str, float]) -> None:
    """An effect of 0 and certainty take infinitely many people."""
    share = Ratio(np.array([1.0, 0.0]), np.ones(2))
    with pytest.raises(UsageError):
        people_per_group(share, share, **wrong)


# What changes


def test_an_unchanged_shop_shows_no_effect(tiny_scenario: Scenario) -> None:
    """The same customers in the same shop: every difference is exactly 0, and none is shown."""
    same = experiment(tiny_scenario, tiny_scenario, 300)
    assert len(same.differences) == 18
    assert {each.change for each in same.differences.values()} == {0.0}
    assert not any(each.shown for each in same.differences.values())
    assert "nichts geändert" in same.sentence()
    assert same.table["people"].isna().all()


def test_differences_are_those_of_two_logs(tiny_scenario: Scenario) -> None:
    """An experiment says of each figure what `difference` says of the two logs."""
    run = pulled(tiny_scenario)
    for key, each in run.differences.items():
        assert each == difference(run.as_is, run.to_be, key)


@pytest.mark.parametrize(
    ("key", "change", "error", "better"),
    [
        ("aov", 5.0, 1.0, True),
        ("aov", -5.0, 1.0, False),
        ("cart_abandonment", -5.0, 1.0, True),
        ("cart_abandonment", 5.0, 1.0, False),
        ("aov", 5.0, 4.0, None),
    ],
)
def test_better_is_what_the_figure_counts_as_better(key: str, change: float, error: float, better: bool | None) -> None:
    """A rise improves an order value and worsens an abandonment; an effect that is not shown does neither."""
    assert Difference(key, 50.0, 50.0 + change, change, error).better is better


def test_the_interval_holds_the_truth_as_often_as_it_says(tiny_scenario: Scenario) -> None:
    """Over 300 samples the 95 % interval of the change covers what 200 000 other customers show."""
    better, key = tiny_scenario.with_levers(LEVER), "checkout_abandonment"
    truth = difference(simulate(tiny_scenario, 200_000, 999), simulate(better, 200_000, 999), key).change
    samples = [difference(simulate(tiny_scenario, 400, seed), simulate(better, 400, seed), key) for seed in range(300)]
    covered = [low <= truth <= high for low, high in (sample.interval for sample in samples)]
    assert 0.92 <= np.mean(covered) <= 0.98


def test_what_nobody_did_is_not_compared(tiny_scenario: Scenario) -> None:
    """Where nobody ordered there is no value of an order; the note names it instead of a 0."""
    run = experiment(tiny_scenario, tiny_scenario, 2, seed=1)
    assert run.as_is.conversion is not None
    assert not run.as_is.conversion.any()
    assert "aov" not in run.differences
    assert "Durchschnittlicher Bestellwert" in run.table.notes[-1]


# What the hypothesis gets


@pytest.mark.parametrize(
    ("direction", "min_effect", "verdict"),
    [
        ("down", 1.0, Verdict.CONFIRMED),
        ("down", 90.0, Verdict.NOT_CONFIRMED),
        ("up", 0.0, Verdict.NOT_CONFIRMED),
        ("down", None, Verdict.OPEN),
    ],
)
def test_a_hypothesis_is_confirmed_by_the_whole_interval(
    tiny_scenario: Scenario, direction: str, min_effect: float | None, verdict: Verdict
) -> None:
    """Beyond the least effect: confirmed; all short of it or the other way: not; the least effect within it: open."""
    change = abs(pulled(tiny_scenario).differences["checkout_abandonment"].change)
    least = change if min_effect is None else min_effect
    shop = expecting(tiny_scenario, "checkout_abandonment", direction, least)
    (tested,) = pulled(shop).hypotheses
    assert tested.verdict is verdict
    assert str(tested).endswith(f"{verdict.label}.")


def test_a_figure_that_no_log_tells_leaves_a_hypothesis_open(tiny_scenario: Scenario) -> None:
    """An opening rate of mails is not simulated: nothing is said for or against it."""
    (tested,) = pulled(expecting(tiny_scenario, "open_rate", "up", 1)).hypotheses
    assert tested.verdict is Verdict.OPEN
    assert "open_rate" in str(tested)


def test_only_exactly_these_levers_test_a_hypothesis(tiny_scenario: Scenario) -> None:
    """What was expected of two levers together is not tested by one, and nothing is by no lever."""
    other = tiny_scenario.lever(LEVER).model_copy(update={"id": "zweiter"})
    shop = tiny_scenario.model_copy(update={"levers": (*tiny_scenario.levers, other)})
    shop = expecting(shop, "checkout_abandonment", "down", 1, (LEVER, "zweiter"))
    assert pulled(shop).hypotheses == ()
    assert experiment(shop, shop, 10).hypotheses == ()


def test_half_a_lever_tests_no_hypothesis(tiny_scenario: Scenario) -> None:
    """What was expected of a lever is not tested by half of it, and the sentence says how far it was pulled."""
    shop = expecting(tiny_scenario, "checkout_abandonment", "down", 1)
    half = experiment(shop, shop.with_lever_strengths({LEVER: 0.5}), 50)
    assert half.hypotheses == ()
    assert half.change == "Gastkauf (50\u00a0%)"


def test_the_figure_that_counts_was_chosen_before(tiny_scenario: Scenario) -> None:
    """It is the hypothesis' figure, else the one the lever is meant to move, never the one that moved most."""
    plain, stated = pulled(tiny_scenario), pulled(expecting(tiny_scenario, "mood", "up", 1))
    assert plain.main is plain.differences["checkout_abandonment"]
    assert stated.main is stated.differences["mood"]


# What is said


def test_the_sentence_says_what_how_much_how_surely_and_what_a_test_needs(tiny_scenario: Scenario) -> None:
    """Lever, figure, both values, interval, judgement and sample size stand in one sentence."""
    set_language("en")
    run = pulled(tiny_scenario)
    main = run.differences["checkout_abandonment"]
    assert run.sentence() == (
        "Simulated: with 'Guest checkout' the figure 'Checkout abandonment' falls from "
        f"{main.as_is:.1f}% to {main.to_be:.1f}%, by {-main.change:.1f} percentage points "
        f"(95%: {-main.interval[1]:.1f} to {-main.interval[0]:.1f}), an improvement; a real A/B test needs about "
        f"{run.sample_size('checkout_abandonment'):,} people in each group to show this."
    )


def test_without_an_effect_the_hypothesis_sizes_the_test(tiny_scenario: Scenario) -> None:
    """No effect shown is an end too; a test is then sized for the effect that was wanted."""
    set_language("en")
    shop = expecting(tiny_scenario, "aov", "up", 10)
    run = pulled(shop, customers=60)
    assert not run.differences["aov"].shown
    assert "no effect on 'Average order value' is shown" in run.sentence()
    assert run.sentence().endswith(f"{run.sample_size('aov', effect=10):,} people in each group to show €10.00.")
    with pytest.raises(UsageError, match='sample_size\\("clv", effect=1\\)'):
        pulled(tiny_scenario, 60).sample_size("clv")


def test_an_experiment_shows_the_same_text_again(tiny_scenario: Scenario) -> None:
    """The readable form depends on nothing but scenario, customers and seed, and warns of chance findings."""
    text = repr(pulled(tiny_scenario))
    assert text == repr(pulled(tiny_scenario))
    assert text.splitlines()[0] == pulled(tiny_scenario).sentence()
    assert "Von 20 Kennzahlen" in text
    assert "Startwert 7" in text


def test_a_notebook_shows_sentence_picture_and_folded_table(tiny_scenario: Scenario) -> None:
    """The sentence comes first, then the picture; the table opens with a click."""
    page = pulled(tiny_scenario)._repr_html_()
    places = [page.index(part) for part in ("<p>Simuliert", "<img", "<details>", "<table")]
    assert places == sorted(places)


# What is refused


@pytest.mark.parametrize(
    ("call", "hint"),
    [
        (lambda shop: experiment(shop, scenario("fahrrad")), "with_levers"),
        (lambda shop: experiment(shop, shop, customers=1), "5000"),
        (lambda shop: experiment(shop, LEVER), "jl.scenario"),
        (lambda shop: experiment("fahrrad", shop), "jl.scenario"),
        (lambda shop: pulled(shop, 20).sample_size("checkout_abandonmnt"), "checkout_abandonment"),
        (lambda shop: pulled(shop, 20).sample_size("aov", effect=0), "effect=1"),
    ],
)
def test_a_wrong_call_is_answered_with_the_way_out(
    tiny_scenario: Scenario, call: Callable[[Any], object], hint: str
) -> None:
    """Another shop, a single customer, a lever's id, an unknown figure, no effect: each message helps."""
    with pytest.raises(UsageError, match=hint):
        call(tiny_scenario)


# What is drawn


@cache
def _experiments() -> tuple[Experiment, ...]:
    shops = [scenario(name) for name in scenarios()]
    pairs = [(shop, shop.with_levers(*hypothesis.change)) for shop in shops for hypothesis in shop.hypotheses]
    everything = shops[0].with_levers(*(lever.id for lever in shops[0].levers))
    return tuple(experiment(*pair, 300) for pair in [*pairs, (shops[0], shops[0]), (shops[0], everything)])


@pytest.mark.parametrize("language", ["de", "en"])
def test_nothing_in_the_picture_collides(language: str) -> None:
    """With one lever, all levers and none, in every shop, no text lies on another or leaves the picture."""
    set_language(language)
    for run in _experiments():
        sheet, height = drawn(run, run.picture.title)
        assert collisions(sheet, WIDTH, height) == []


def test_figures_without_an_effect_are_hollow(tiny_scenario: Scenario) -> None:
    """Nothing changed: eighteen hollow circles, no coloured mark, and words for it."""
    picture = experiment(tiny_scenario, tiny_scenario, 300).picture
    assert picture.svg.count("<circle") == 18
    assert picture.svg.count(f'fill="{WHITE}" stroke="{GREY}"') == 18
    assert BETTER not in picture.svg
    assert "Kein Effekt nachgewiesen: 18." in picture.description


def test_better_is_on_the_right(tiny_scenario: Scenario) -> None:
    """A lower abandonment is better: its mark stands right of the line and is a circle, not a square."""
    picture = pulled(tiny_scenario).picture
    dots = [float(part.split('"')[0]) for part in picture.svg.split('cx="')[1:]]
    assert picture.table["change"]["checkout_abandonment"] < 0
    assert max(dots) > 700
    assert BETTER in picture.svg


@pytest.mark.parametrize("colour", [BETTER, WORSE, GREY])
def test_words_can_be_read(colour: str) -> None:
    """Every colour of letters keeps a contrast of 4.5 on the page and on the shaded row."""
    assert min(contrast(colour, WHITE), contrast(colour, SHADE)) >= 4.5


def test_an_experiment_without_figures_says_so(tiny_scenario: Scenario) -> None:
    """Where no figure can be told the picture holds a sentence."""
    logs = simulate(tiny_scenario, 2)
    empty = Experiment(logs[np.zeros(2, dtype=bool)], logs[np.zeros(2, dtype=bool)])
    assert empty.differences == {}
    assert "Keine Kennzahl" in empty.picture.svg
