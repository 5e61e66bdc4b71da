"""Paths, funnel, transitions and KPIs on logs small enough to count by hand."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest

from journeylab.analysis.funnel import back_jumps, funnel
from journeylab.analysis.log_kpis import difference, figure, kpis
from journeylab.analysis.paths import paths, steps_back
from journeylab.analysis.ratio import Ratio, paired_difference
from journeylab.analysis.transitions import transitions
from journeylab.analysis.visits import visit_starts
from journeylab.domain.journey_log import JourneyLog
from journeylab.domain.scenario import Scenario
from journeylab.domain.vocabulary import Event
from journeylab.errors import ModelError, UsageError
from journeylab.i18n import set_language
from journeylab.sim.simulate import simulate


def log_of(scenario: Scenario, *ways: str, gap: int = 1, **more: object) -> JourneyLog:
    """Build a log of ways over a scenario's contacts, written ``"suche korb kauf"``."""
    ids = scenario.contact_ids
    split = [way.split() for way in ways]
    codes = np.array([ids.index(name) for way in split for name in way], dtype=np.uint8)
    bought = codes == ids.index("kauf")
    back = codes == ids.index("retoure")
    return JourneyLog(
        touchpoints=ids,
        offsets=np.cumsum([0, *(len(way) for way in split)]),
        codes=codes,
        minutes=np.array([gap * i for way in split for i in range(len(way))], dtype=np.int32),
        conversion=bought,
        value=np.where(bought, 50.0, np.where(back, 20.0, 0.0)),
        items=(bought * 2 + back).astype(np.uint8),
        map=scenario,
        economics=scenario.economics,
        events={event: tuple(ids.index(c) for c in scenario.event_contacts(event)) for event in Event},
        **more,  # type: ignore[arg-type]
    )


def value(log: JourneyLog, key: str) -> float:
    """Return one figure of a log."""
    return figure(log, key).value


def test_half_an_hour_ends_a_visit(tiny_scenario: Scenario) -> None:
    """Contacts 29 minutes apart are one visit, contacts 30 minutes apart are two."""
    starts = [visit_starts(log_of(tiny_scenario, "suche korb", gap=gap)) for gap in (29, 30)]
    assert [s is not None and s.tolist() for s in starts] == [[True, False], [True, True]]


def test_conversion_rates_name_their_denominator(tiny_scenario: Scenario) -> None:
    """Three purchases by two of four customers: 3 of 4 visits, 2 of 4 customers, 3 of 5 journeys."""
    log = log_of(tiny_scenario, "suche korb kasse kauf suche korb kasse kauf", "suche kauf", "suche", "korb")
    assert value(log, "conversion_rate") == 75
    assert value(log, "conversion_rate_customers") == 50
    assert value(log, "conversion_rate_journeys") == 60


def test_basket_and_checkout_abandonment(tiny_scenario: Scenario) -> None:
    """Of four begun baskets one is bought: 75 %; of two begun checkouts one: 50 %."""
    log = log_of(tiny_scenario, "suche korb kasse kauf", "korb", "korb suche korb", "korb kasse", "suche")
    assert value(log, "cart_abandonment") == 75
    assert value(log, "checkout_abandonment") == 50


def test_three_return_rates(tiny_scenario: Scenario) -> None:
    """One of two parcels, one of four articles, 20 of 100 euros come back."""
    log = log_of(tiny_scenario, "kauf retoure", "suche kauf")
    rates = [value(log, f"return_rate_{name}") for name in ("alpha", "beta", "gamma")]
    assert rates == [50, 25, 20]


def test_repurchase_counts_buyers(tiny_scenario: Scenario) -> None:
    """One of two buyers buys twice; who never bought is not in the denominator."""
    assert value(log_of(tiny_scenario, "kauf suche kauf", "kauf", "suche"), "repurchase_rate") == 50


def test_money(tiny_scenario: Scenario) -> None:
    """Four search ads at 0.50 bring two orders at 50: CPO 1, ROAS 50, KUR 2 %, ROI on contribution by hand."""
    log = log_of(tiny_scenario, "suche suche kauf retoure", "suche kauf", "suche")
    assert value(log, "cost_per_order") == 1.0
    assert value(log, "roas") == 50.0
    assert value(log, "kur") == 2.0
    assert value(log, "aov") == 50.0
    # Contribution 0.4 * (100 - 20) - 1 for the return contact - 4 for the parcel = 27; advertising 2.
    assert value(log, "roi") == pytest.approx(100 * (27 - 2) / 2)
    assert value(log, "clv") == pytest.approx((27 - 2) / 2)


def test_nps_asks_buyers(tiny_scenario: Scenario) -> None:
    """Moods 255, 200 and 100 of buyers are a promoter, a passive and a detractor; the fourth did not buy."""
    log = log_of(tiny_scenario, "kauf", "kauf", "kauf", "suche", mood=np.array([255, 200, 100, 0], np.uint8))
    assert value(log, "nps") == 0
    assert value(log, "mood") == pytest.approx((10 + 8 + 4 + 0) / 4)


def test_contacts_to_the_first_purchase(tiny_scenario: Scenario) -> None:
    """Three contacts and one before the first purchase: two on average; what follows does not count."""
    log = log_of(tiny_scenario, "suche korb kasse kauf suche", "suche kauf suche suche kauf", "suche")
    assert value(log, "contacts_to_purchase") == 2


def test_time_to_purchase_is_a_median(tiny_scenario: Scenario) -> None:
    """10, 20 and 30 minutes: the median is 20."""
    log = log_of(tiny_scenario, "suche kauf", "suche korb kauf", "suche korb kasse kauf", gap=10)
    assert kpis(log).loc["time_to_purchase", "value"] == 20


def test_what_a_log_cannot_tell_is_named() -> None:
    """Without values there is no ROAS, and the table says so instead of showing 0."""
    log = JourneyLog(("a",), np.array([0, 1]), np.array([0], np.uint8), conversion=np.array([True]))
    told = kpis(log)
    assert "roas" not in told.index
    assert any("ROAS" in note for note in told.notes)
    with pytest.raises(ModelError, match="ROAS"):
        figure(log, "roas")


def test_a_slip_in_a_figure_is_answered(tiny_scenario: Scenario) -> None:
    """The nearest name is offered."""
    with pytest.raises(UsageError, match="conversion_rate"):
        figure(log_of(tiny_scenario, "suche"), "conversion_rat")


def test_wilson_interval_of_a_share() -> None:
    """10 of 100: Wilson's 95 % interval is 5.52 % to 17.44 %."""
    above = np.repeat([1.0, 0.0], [10, 90])
    low, high = Ratio(above, np.ones(100), 100).interval()
    assert (round(low, 2), round(high, 2)) == (5.52, 17.44)


def test_interval_of_a_mean_is_the_usual_one() -> None:
    """With ones below the line the delta method is the standard error of a mean."""
    x = np.array([1.0, 2.0, 3.0, 6.0])
    low, high = Ratio(x, np.ones(4)).interval()
    assert (high - low) / 2 == pytest.approx(1.959964 * x.std(ddof=1) / 2)


def test_no_denominator_no_figure() -> None:
    """Nothing above nothing is no number."""
    nothing = Ratio(np.zeros(3), np.zeros(3))
    assert np.isnan(nothing.value)
    assert np.isnan(nothing.interval()).all()


def test_same_customers_same_world_no_difference() -> None:
    """A figure compared with itself differs by 0 with standard error 0."""
    same = Ratio(np.array([1.0, 0, 1]), np.ones(3))
    assert paired_difference(same, same) == (0.0, 0.0)


def test_pairing_sharpens_a_difference(tiny_scenario: Scenario) -> None:
    """The same customers in both scenarios give a smaller standard error than different ones."""
    better = tiny_scenario.with_levers("gastkauf")
    as_is, to_be = simulate(tiny_scenario, 5_000, seed=1), simulate(better, 5_000, seed=1)
    found = difference(as_is, to_be, "checkout_abandonment")
    apart = np.hypot(
        *(figure(log, "checkout_abandonment").influence().std() * np.sqrt(5_000) for log in (as_is, to_be))
    )
    assert found.change < -3 * found.error
    assert found.error < 0.9 * apart


def test_a_difference_needs_the_same_customers(tiny_scenario: Scenario) -> None:
    """Two seeds are two crowds: the comparison is refused."""
    with pytest.raises(UsageError):
        difference(simulate(tiny_scenario, 10, seed=1), simulate(tiny_scenario, 10, seed=2), "nps")


def rows(log: JourneyLog, by: str | Sequence[str]) -> list[list[float]]:
    """Return reached, dropped_out, met and back_jumps of each stage."""
    return funnel(log, by)[["reached", "dropped_out", "met", "back_jumps"]].values.tolist()


def test_funnel_by_phase_counts_in_order(tiny_scenario: Scenario) -> None:
    """Who bought without a contact before counts as having met the purchase, not as having reached it in order."""
    log = log_of(tiny_scenario, "suche korb kauf retoure", "suche korb suche", "suche", "korb retoure suche")
    assert rows(log, "phase") == [[4, 2, 4, 0], [2, 1, 3, 1], [1, 0, 2, 1]]


def test_a_stage_without_contacts_is_passed_over(tiny_scenario: Scenario) -> None:
    """The tiny map has contacts at Interest and Action only, and so has its funnel."""
    assert funnel(log_of(tiny_scenario, "suche kauf"), "aida").index.tolist() == ["Interest", "Action"]


def test_funnel_over_touchpoints_takes_ids_and_labels(tiny_scenario: Scenario) -> None:
    """Ids and German labels name the same contacts."""
    log = log_of(tiny_scenario, "suche korb kauf", "korb suche")
    assert rows(log, ["suche", "kauf"]) == rows(log, ["Suchanzeige", "Bestellung"]) == [[2, 1, 2, 0], [1, 0, 1, 0]]


def test_back_jumps_name_from_and_to(tiny_scenario: Scenario) -> None:
    """Return, search: one step from after the purchase to before it."""
    jumps = back_jumps(log_of(tiny_scenario, "kauf retoure suche"), "phase")
    assert jumps.loc["nach dem Kauf", "vor dem Kauf"] == 1
    assert jumps.to_numpy().sum() == 1


@pytest.mark.parametrize("by", [[], ["suche", "suche"], ["gibt-es-nicht"]])
def test_a_funnel_of_nothing_is_refused(tiny_scenario: Scenario, by: list[str]) -> None:
    """No stage, a stage twice, an unknown stage: each is answered."""
    with pytest.raises(UsageError):
        funnel(log_of(tiny_scenario, "suche"), by)


def test_phases_need_a_map() -> None:
    """A log without a map offers the list of touchpoints instead."""
    with pytest.raises(UsageError, match="by="):
        funnel(JourneyLog(("a",), np.array([0, 1]), np.array([0], np.uint8)), "phase")


def test_transitions_count_every_step_once(tiny_scenario: Scenario) -> None:
    """Two ways: start to search twice, search to basket, basket back to search, two ends at search."""
    matrix = transitions(log_of(tiny_scenario, "suche korb suche", "suche"))
    assert matrix.loc["(Start)", "Suchanzeige"] == 2
    assert matrix.loc["Suchanzeige", "Warenkorb"] == matrix.loc["Warenkorb", "Suchanzeige"] == 1
    assert matrix.loc["Suchanzeige", "(Ende)"] == 2
    assert matrix.to_numpy().sum() == 6


def test_the_list_of_transitions_has_shares(tiny_scenario: Scenario) -> None:
    """Of three steps that leave the search ad one leads to the basket."""
    listed = transitions(log_of(tiny_scenario, "suche korb suche", "suche"), as_table=True).set_index(["from", "to"])
    assert listed.loc[("Suchanzeige", "Warenkorb"), "share"] == pytest.approx(1 / 3)


def test_steps_back_are_marked(tiny_scenario: Scenario) -> None:
    """Basket to search goes back; search to search and basket to checkout do not."""
    log = log_of(tiny_scenario, "suche suche korb kasse suche", "suche")
    assert steps_back(log).tolist() == [False, False, False, False, True, False]


def test_measures_of_paths(tiny_scenario: Scenario) -> None:
    """Counted by hand on two ways of four and two contacts."""
    found = paths(log_of(tiny_scenario, "suche korb suche kauf", "korb kauf", gap=10)).measures["value"]
    assert found["time_to_purchase"] == (30 + 10) / 2
    assert found["length"] == 3
    assert found["loops"] == 50
    assert found["backward"] == 25
    assert found["phase_skipped"] == 50
    assert found["channel_changes"] == 0


def test_frequent_paths_stop_at_the_purchase(tiny_scenario: Scenario) -> None:
    """The purchase is an event of its own: the way to it is what repeats."""
    listed = paths(log_of(tiny_scenario, "suche kauf", "suche kauf suche", "korb")).frequent
    assert listed["path"].tolist() == ["Suchanzeige", "Warenkorb"]
    assert listed["journeys"].tolist() == [3, 1]
    assert listed["success"].tolist() == [pytest.approx(2 / 3), 0]


def test_entry_and_exit(tiny_scenario: Scenario) -> None:
    """Both customers begin with the search ad; one ends at it, one in the basket."""
    ends = paths(log_of(tiny_scenario, "suche korb", "suche")).ends
    assert ends["entry"].tolist()[:2] == [2, 0]
    assert ends["exit"].tolist()[:2] == [1, 1]


def test_tables_by_touchpoint_and_team(tiny_scenario: Scenario) -> None:
    """One of two who met the search ad bought; nobody owns anything in the tiny shop."""
    log = log_of(tiny_scenario, "suche kauf", "suche korb")
    search = kpis(log, by="touchpoint").loc["Suchanzeige"]
    assert search["bought_later"] == 0.5
    # Wilson's interval of 1 of 2.
    assert (round(search["low"], 3), round(search["high"], 3)) == (0.095, 0.905)
    assert kpis(log, by="touchpoint").loc["Warenkorb", "last_contact"] == 1
    assert kpis(log, by="team").index.tolist() == ["niemand"]


def test_figures_are_written_in_the_language(tiny_scenario: Scenario) -> None:
    """German writes 75,0 % and 50,00 €, English 75.0% and €50.00."""
    log = log_of(tiny_scenario, "suche korb kasse kauf suche korb kasse kauf", "suche kauf", "suche", "korb")
    german = kpis(log).written()
    assert (german.loc["conversion_rate"].iloc[1], german.loc["aov"].iloc[1]) == ("75,0\u00a0%", "50,00\u00a0€")
    set_language("en")
    english = kpis(log).written()
    assert (english.loc["conversion_rate"].iloc[1], english.loc["aov"].iloc[1]) == ("75.0%", "€50.00")


@pytest.mark.parametrize("customers", [0, 1])
def test_nobody_and_one_customer_give_tables(tiny_scenario: Scenario, customers: int) -> None:
    """An empty log and a single journey are shown, not refused."""
    log = simulate(tiny_scenario, customers)
    for shown in (kpis(log), kpis(log, by="touchpoint"), paths(log), funnel(log), transitions(log)):
        assert repr(shown)
        assert isinstance(shown, pd.DataFrame) is not hasattr(shown, "measures")


def test_a_log_with_one_row_and_a_strange_channel() -> None:
    """Names are data: a formula and a script tag are written as they are, escaped in HTML."""
    log = JourneyLog(
        ("=1+1", "<script>"), np.array([0, 2]), np.array([0, 1], np.uint8), conversion=np.array([False, False])
    )
    assert "=1+1 -> <script>" in str(log.journey(0))
    assert "<script>" not in paths(log)._repr_html_()


def test_a_difference_reads_as_a_sentence(tiny_scenario: Scenario) -> None:
    """The change is written in percentage points with its interval; without one the sentence says so."""
    log = simulate(tiny_scenario, 400, seed=1)
    assert repr(difference(log, log, "conversion_rate_customers")).endswith(
        "Veränderung: 0,0 Prozentpunkte (95 %: 0,0 bis 0,0). Ein Effekt ist nicht nachgewiesen."
    )
