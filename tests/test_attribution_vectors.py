"""Credits against published and hand-worked examples, exact to the last digit given."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import product

import pytest
from path_logs import ORDER, Path, log_of, log_of_events

from journeylab.analysis.attribution import MODELS, attribution
from journeylab.analysis.journeys import journeys
from journeylab.analysis.markov import chain, removal_effect
from journeylab.domain.journey_log import JourneyLog
from journeylab.errors import ModelError, UsageError
from journeylab.i18n import set_language

# Bryl 2016, analyzecore.com, part 1.
V1: list[Path] = [(("C1", "C2", "C3"), 1, 0), (("C1",), 0, 1), (("C2", "C3"), 0, 1)]
# Puzyrov 2019, a simple explanation of the removal effect.
V2: list[Path] = [(("google ads",), 2, 1), (("mailing",), 1, 0), (("google ads", "mailing"), 1, 0)]
# Towards Data Science, Data-driven marketing attribution: 100 conversions by exact set of channels.
V3: list[Path] = [
    (("F",), 20, 0),
    (("O",), 10, 0),
    (("L",), 17, 0),
    (("F", "O"), 17, 0),
    (("F", "L"), 30, 0),
    (("F", "O", "L"), 6, 0),
]
# README of pychattr: paths with cycles and self loops.
V4: list[Path] = [(tuple("ABABBA"), 1, 0), (tuple("ABBAA"), 1, 0), (tuple("AA"), 1, 0)]
# An e-commerce example of our own.
V5: list[Path] = [
    (("Social", "Suche", "Newsletter"), 3, 0),
    (("Suche",), 2, 4),
    (("Social",), 0, 6),
    (("Display", "Suche", "Direkt"), 1, 2),
    (("Newsletter", "Direkt"), 2, 0),
]
# After A, contact B always converts; after C never; alone every second time.
V7: list[Path] = [(("A", "B"), 1, 0), (("C", "B"), 0, 1), (("B",), 1, 1)]

CREDITS: list[tuple[list[Path], str, dict[str, Fraction | int]]] = [
    (V1, "first", {"C1": 1, "C2": 0, "C3": 0}),
    (V1, "last", {"C1": 0, "C2": 0, "C3": 1}),
    (V1, "linear", {"C1": Fraction(1, 3), "C2": Fraction(1, 3), "C3": Fraction(1, 3)}),
    (V1, "position", {"C1": Fraction(2, 5), "C2": Fraction(1, 5), "C3": Fraction(2, 5)}),
    (V1, "markov", {"C1": Fraction(1, 5), "C2": Fraction(2, 5), "C3": Fraction(2, 5)}),
    (V2, "first", {"google ads": 3, "mailing": 1}),
    (V2, "last", {"google ads": 2, "mailing": 2}),
    (V2, "linear", {"google ads": Fraction(5, 2), "mailing": Fraction(3, 2)}),
    (V2, "shapley", {"google ads": Fraction(5, 2), "mailing": Fraction(3, 2)}),
    (V2, "markov", {"google ads": Fraction(12, 5), "mailing": Fraction(8, 5)}),
    (V3, "shapley", {"F": Fraction(455, 10), "O": Fraction(205, 10), "L": 34}),
    # All journeys of V3 convert: every set of channels has the rate 1, so what counts is who can
    # make the rate 1 out of nothing.  Each channel alone already does: a third each.
    (V3, "shapley_rate", {"F": Fraction(100, 3), "O": Fraction(100, 3), "L": Fraction(100, 3)}),
    (V4, "first", {"A": 3, "B": 0}),
    (V4, "last", {"A": 3, "B": 0}),
    (V4, "linear", {"A": Fraction(21, 10), "B": Fraction(9, 10)}),
    (V4, "shapley", {"A": 2, "B": 1}),
    (V4, "markov", {"A": 2, "B": 1}),
    (V5, "first", {"Social": 3, "Suche": 2, "Newsletter": 2, "Display": 1, "Direkt": 0}),
    (V5, "last", {"Social": 0, "Suche": 2, "Newsletter": 3, "Display": 0, "Direkt": 3}),
    (
        V5,
        "linear",
        {"Social": 1, "Suche": Fraction(10, 3), "Newsletter": 2, "Display": Fraction(1, 3), "Direkt": Fraction(4, 3)},
    ),
    (
        V5,
        "shapley",
        {"Social": 1, "Suche": Fraction(10, 3), "Newsletter": 2, "Display": Fraction(1, 3), "Direkt": Fraction(4, 3)},
    ),
    (
        V5,
        "position",
        {
            "Social": Fraction(6, 5),
            "Suche": Fraction(14, 5),
            "Newsletter": Fraction(11, 5),
            "Display": Fraction(2, 5),
            "Direkt": Fraction(7, 5),
        },
    ),
    (
        V5,
        "markov",
        {
            "Social": Fraction(316, 417),
            "Suche": Fraction(1264, 417),
            "Newsletter": Fraction(280, 139),
            "Display": Fraction(316, 417),
            "Direkt": Fraction(200, 139),
        },
    ),
    # Three journeys end in Direkt: one after Suche, two after Newsletter.
    (V5, "last_non_direct", {"Social": 0, "Suche": 3, "Newsletter": 5, "Display": 0, "Direkt": 0}),
    # Order 1: start A 1/4, C 1/4, B 1/2; A->B, C->B; B->conversion 1/2.  P = 1/2, without A or C 3/8,
    # without B 0.  RE 1/4, 1/4, 1; times 2 conversions / (3/2).
    (V7, "markov", {"A": Fraction(1, 3), "B": Fraction(4, 3), "C": Fraction(1, 3)}),
]


@pytest.mark.parametrize("contact", [False, True], ids=["order", "flag"])
@pytest.mark.parametrize(("paths", "model", "credits"), CREDITS)
def test_credits(paths: list[Path], model: str, credits: Mapping[str, Fraction | int], contact: bool) -> None:
    """The credits of an example are the same for both ways of writing down a conversion."""
    found = attribution(log_of(paths, contact=contact), model)
    assert found.to_dict() == pytest.approx({name: float(credit) for name, credit in credits.items()}, abs=1e-12)


CHAINS: list[tuple[list[Path], Fraction, dict[str, Fraction]]] = [
    (V1, Fraction(1, 3), {"C1": Fraction(1, 6), "C2": Fraction(0), "C3": Fraction(0)}),
    (V2, Fraction(4, 5), {"google ads": Fraction(1, 5), "mailing": Fraction(2, 5)}),
    (V4, Fraction(1), {"A": Fraction(0), "B": Fraction(1, 2)}),
    (
        V5,
        Fraction(2, 5),
        {
            "Direkt": Fraction(1, 4),
            "Display": Fraction(321, 1000),
            "Newsletter": Fraction(19, 100),
            "Social": Fraction(321, 1000),
            "Suche": Fraction(21, 250),
        },
    ),
]


@pytest.mark.parametrize(("paths", "p", "without"), CHAINS)
def test_conversion_probability_with_and_without_a_channel(
    paths: list[Path], p: Fraction, without: Mapping[str, Fraction]
) -> None:
    """Conversion probability and removal effects are those of the worked example."""
    log = log_of(paths)
    assert chain(journeys(log)).conversion_probability() == pytest.approx(float(p), abs=1e-12)
    effects = {name: float(1 - left / p) for name, left in without.items()}
    assert removal_effect(log).to_dict() == pytest.approx(effects, abs=1e-12)


def test_removal_effects_as_published() -> None:
    """The effects of the own example are the fractions that stand in its solution."""
    exact = {
        "Direkt": Fraction(3, 8),
        "Display": Fraction(79, 400),
        "Newsletter": Fraction(21, 40),
        "Social": Fraction(79, 400),
        "Suche": Fraction(79, 100),
    }
    effects = {name: float(effect) for name, effect in exact.items()}
    assert removal_effect(log_of(V5)).to_dict() == pytest.approx(effects, abs=1e-12)


def test_transitions_of_the_first_example() -> None:
    """Two of three journeys start at C1; C3 converts every second time."""
    found = chain(journeys(log_of(V1)))
    assert found.start.tolist() == pytest.approx([2 / 3, 1 / 3, 0])
    assert found.step.tolist() == [[0, 0.5, 0], [0, 0, 1], [0, 0, 0]]
    assert found.convert.tolist() == [0, 0, 0.5]


def test_memory_tells_apart_what_order_one_mixes() -> None:
    """Order 2 sees that C never leads to an order: states A, AB, C, CB, B; AB converts, CB never."""
    # P = 1/4 (A, AB) + 1/2 * 1/2 (B) = 1/2; without A 1/4, without C 1/2, without B 0.
    # RE 1/2, 0, 1; times 2 conversions / (3/2).
    log = log_of(V7)
    assert removal_effect(log, order=2).to_dict() == pytest.approx({"A": 0.5, "B": 1.0, "C": 0.0}, abs=1e-12)
    assert attribution(log, order=2).to_dict() == pytest.approx({"A": 2 / 3, "B": 4 / 3, "C": 0.0}, abs=1e-12)


@pytest.mark.parametrize("order", [6, 10**9])
def test_full_memory_loses_just_the_journeys_over_a_channel(order: int) -> None:
    """A chain that remembers everything loses exactly the conversions that met the channel."""
    # V5: 8 conversions, Direkt in 3, Display in 1, Newsletter in 5, Social in 3, Suche in 6.
    met = {"Direkt": 3, "Display": 1, "Newsletter": 5, "Social": 3, "Suche": 6}
    effects = {name: count / 8 for name, count in met.items()}
    assert removal_effect(log_of(V5), order=order).to_dict() == pytest.approx(effects, abs=1e-12)


def test_time_decay_with_a_half_life_of_a_week() -> None:
    """14, 7, 1 and 0 days before the order weigh 0.25, 0.5, 0.905724 and 1."""
    days = (14, 7, 1, 0)
    events = [*((f"{day} d", False) for day in days), (ORDER, True)]
    log = log_of_events([events], minutes=[(14 - day) * 1440 for day in (*days, 0)])
    shares = attribution(log, "time_decay", half_life=7.0)
    assert shares.round(6).tolist() == [0.094136, 0.188273, 0.341046, 0.376545]


def test_time_between_last_contact_and_order_cancels() -> None:
    """An order a year after the last contact changes no share, and no half-life is too short to divide by."""
    events = [("A", False), ("B", False), (ORDER, True)]
    log = log_of_events([events], minutes=[0, 1440, 400 * 1440])
    assert attribution(log, "time_decay", half_life=1.0).tolist() == pytest.approx([1 / 3, 2 / 3])
    assert attribution(log, "time_decay", half_life=0.0001).tolist() == pytest.approx([0, 1])


@pytest.mark.parametrize(
    ("path", "winner"),
    [
        ("Suche Direkt", "Suche"),
        ("Suche Direkt Newsletter", "Newsletter"),
        ("Newsletter Suche Direkt Direkt", "Suche"),
        ("Direkt Direkt", "Direkt"),
        ("Direkt Suche Direkt", "Suche"),
    ],
)
def test_last_non_direct_looks_back_over_direct_visits(path: str, winner: str) -> None:
    """The last channel before direct visits gets the credit; direct only if there is no other."""
    # The second journey must not lend its contacts to the first.
    log = log_of([(path.split(), 1, 0), (("Display",), 1, 0)])
    found = attribution(log, "last_non_direct")
    assert found[found > 0].to_dict() == {winner: 1, "Display": 1}


@pytest.mark.parametrize("name", ["Direkt", "direct", "(direct) / (none)", "Direct Traffic", "DIREKTAUFRUF"])
def test_usual_names_of_direct_are_known(name: str) -> None:
    """Direct is known by its usual names in both languages."""
    assert attribution(log_of([(("Suche", name), 1, 0)]), "last_non_direct")["Suche"] == 1


def test_direct_can_be_named() -> None:
    """Any channel can be the one to look back over, and then the usual names are not."""
    log = log_of([(("A", "Direkt", "Eingetippt"), 1, 0)])
    assert attribution(log, "last_non_direct")["Eingetippt"] == 1
    assert attribution(log, "last_non_direct", direct="Eingetippt")["Direkt"] == 1


def test_shapley_of_the_rate() -> None:
    """A converts every second time with or without B, so B earns nothing."""
    # v(A) = 1/2, v(B) = 0/1, v(AB) = 2/4.  A: (1/2 - 0)/2 + (1/2 - 0)/2 = 1/2; B: 0; times 4 journeys.
    log = log_of([(("A",), 1, 1), (("B",), 0, 1), (("A", "B"), 1, 0)])
    assert attribution(log, "shapley_rate").to_dict() == pytest.approx({"A": 2, "B": 0}, abs=1e-12)


def test_shapley_of_the_rate_can_be_negative() -> None:
    """Who lowers the rate of others gets a negative credit, and the sum still fits."""
    # v(A) = 1/1, v(B) = 0 (no journey), v(AB) = 1/2.  A: 1/2 + 1/4 = 3/4; B: 0 - 1/4; times 2 journeys.
    log = log_of([(("A",), 1, 0), (("A", "B"), 0, 1)])
    assert attribution(log, "shapley_rate").to_dict() == pytest.approx({"A": 1.5, "B": -0.5}, abs=1e-12)


def test_position_shares_by_length() -> None:
    """One contact gets all, two get half each, four get 40, 10, 10 and 40 per cent."""
    alone, pair, four = (log_of([(names, 1, 0)]) for names in ("A", "AB", "ABCD"))
    assert attribution(alone, "position").tolist() == [1]
    assert attribution(pair, "position").tolist() == [0.5, 0.5]
    assert attribution(four, "position").tolist() == pytest.approx([0.4, 0.1, 0.1, 0.4])


def bought(value: list[float]) -> JourneyLog:
    """Return two orders, after A > B and after B."""
    events = [("A", False), ("B", False), (ORDER, True), ("B", False), (ORDER, True)]
    return log_of_events([events], minutes=[0, 1440, 1440, 1500, 1500], value=value)


@pytest.mark.parametrize("model", MODELS)
def test_value_is_shared_instead_of_counts(model: str) -> None:
    """Weighted by value, the credits add up to the turnover."""
    assert attribution(bought([0, 0, 90, 0, 10]), model, weight="value").sum() == pytest.approx(100)


def test_value_follows_its_journey() -> None:
    """Linear halves the order of 90 and gives the order of 10 to its only contact."""
    assert attribution(bought([0, 0, 90, 0, 10]), "linear", weight="value").to_dict() == {"A": 45, "B": 55}


@pytest.mark.parametrize("model", MODELS)
def test_orders_without_contact_keep_a_row(model: str) -> None:
    """Orders that no contact precedes are shown apart, in every model, so that the sum fits."""
    set_language("en")
    log = log_of_events([[("A", False), (ORDER, True), (ORDER, True)], [("A", False)]], minutes=[0, 1, 2, 0])
    assert attribution(log, model).to_dict() == {"A": 1, "(no contact)": 1}


@pytest.mark.parametrize("model", MODELS)
def test_without_conversions_nobody_gets_credit(model: str) -> None:
    """Without a conversion all credits are 0 and nothing is divided by 0."""
    log = log_of_events([[("A", False), ("B", False)]], minutes=[0, 1])
    assert attribution(log, model).to_dict() == {"A": 0, "B": 0}


@pytest.mark.parametrize("model", MODELS)
def test_empty_log_gives_an_empty_answer(model: str) -> None:
    """A log without customers has no rows to credit."""
    assert attribution(log_of_events([], minutes=[]), model).empty


@pytest.mark.parametrize("model", MODELS)
def test_one_channel_gets_everything(model: str) -> None:
    """The only channel gets every conversion, whatever the model and however it is called."""
    events = [("=1+1", False), ("=1+1", True), ("=1+1", False)]
    log = log_of_events([events], contact=True, minutes=[0, 5, 9])
    assert attribution(log, model).to_dict() == {"=1+1": pytest.approx(1)}


def test_only_what_customers_met_has_a_row() -> None:
    """A touchpoint that no journey met, and the order itself, are no channels."""
    log = log_of_events([[("A", False), (ORDER, True)]], names=["TV", "A", ORDER])
    assert attribution(log, "first").index.tolist() == ["A"]


def test_twenty_channels_have_a_rate() -> None:
    """With 20 channels in one journey each gets a twentieth; with 21 the sets are too many."""
    names = [f"K{i}" for i in range(21)]
    credits = attribution(log_of([(names[:20], 1, 0)]), "shapley_rate")
    assert credits.tolist() == pytest.approx([1 / 20] * 20)
    with pytest.raises(UsageError, match="21"):
        attribution(log_of([(names, 1, 0)]), "shapley_rate")


def test_too_many_states_are_refused() -> None:
    """60 channels in every pair make more states of order 2 than can be solved."""
    pairs = [name for pair in product([f"K{i}" for i in range(60)], repeat=2) for name in pair]
    with pytest.raises(UsageError, match=r"3\.000"):
        attribution(log_of([(pairs, 1, 0)]), order=2)


@pytest.mark.parametrize(
    ("options", "hint"),
    [
        ({"model": "markow"}, "markov"),
        ({"order": 0}, "1"),
        ({"model": "time_decay", "half_life": 0.0}, "7"),
        ({"model": "time_decay", "half_life": float("nan")}, "7"),
        ({"model": "last_non_direct", "direct": "Suhe"}, "Suche"),
        ({"weight": "money"}, "value"),
    ],
)
def test_wrong_words_are_answered(options: dict[str, object], hint: str) -> None:
    """A wrong word or number names a right one."""
    log = log_of_events([[("Suche", False), (ORDER, True)]], minutes=[0, 0])
    with pytest.raises(UsageError) as caught:
        attribution(log, **options)  # type: ignore[arg-type]
    assert hint in caught.value.fix


@pytest.mark.parametrize("options", [{"model": "time_decay"}, {"weight": "value"}])
def test_missing_facts_are_named(options: dict[str, str]) -> None:
    """Without times there is no time decay, without values no shared value."""
    with pytest.raises(ModelError):
        attribution(log_of(V1), **options)  # type: ignore[arg-type]
