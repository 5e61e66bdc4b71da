"""KPIs: published figures, identities, worked examples, and every way to get the input wrong."""

from __future__ import annotations

import ast
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from journeylab import i18n
from journeylab.domain import formula
from journeylab.domain.figure import Unit
from journeylab.domain.kpi import Direction, Kpi, Kpis, parcel_return_rate
from journeylab.errors import ModelError, UsageError
from journeylab.store.finding import FileError
from journeylab.store.kpi_catalogue import kpi, kpis_catalogue
from journeylab.store.yaml_file import parse_yaml

_KEYS = """cr ctr cpc cpm cpo cpa cac cpl roas kur roi break_even_roas break_even_kur max_cpo aov cart_abandonment
checkout_abandonment bounce_rate_ua bounce_rate_ga4 return_rate_alpha return_rate_beta return_rate_gamma
repurchase_rate retention churn customer_lifetime clv_revenue clv_contribution nps csat ces frt fcr open_rate
click_rate_mail ctor mail_bounce_rate unsubscribe_rate share_of_voice opt_in_rate"""
KEYS = _KEYS.split()

euros = st.decimals(min_value="0.01", max_value=1_000_000, places=2).map(float)
counts = st.integers(min_value=1, max_value=10**9)
shares = st.decimals(min_value="0.01", max_value=1, places=2).map(float)


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(i18n, "_chosen", "en")


def value(key: str, **inputs: float) -> float:
    return float(kpi(key).compute(**inputs))


# ---- The catalogue ----


def test_catalogue_is_complete() -> None:
    """The catalogue has exactly the forty KPIs of the subject."""
    assert sorted(kpis_catalogue()) == sorted(KEYS)


@pytest.mark.parametrize("key", KEYS)
def test_worked_example(key: str) -> None:
    """The worked example in the file computes to the result that stands beside it."""
    entry = kpi(key)
    assert round(value(key, **entry.example.inputs), 2) == entry.example.result


@pytest.mark.parametrize("key", KEYS)
def test_every_text_is_bilingual(key: str) -> None:
    """Label, inputs, variants and trap of a KPI are there in German and in English."""
    entry = kpi(key)
    texts = [entry.label, entry.trap, *entry.variants, *(one.label for one in entry.inputs)]
    assert all(text.de and text.en for text in texts)
    assert entry.variants


def test_same_name_means_the_same() -> None:
    """An input that several KPIs share has one label and one unit."""
    inputs = {one for entry in kpis_catalogue().values() for one in map(_identity, entry.inputs)}
    assert len(inputs) == len({name for name, *_rest in inputs})


def _identity(one: Any) -> tuple[str, str, str, Unit]:
    return one.name, one.label.de, one.label.en, one.unit


def test_names_lead_to_one_kpi_each() -> None:
    """No abbreviation or label stands for two KPIs."""
    names = [
        name.casefold()
        for entry in kpis_catalogue().values()
        for text in (entry.abbreviation, entry.label)
        if text
        for name in {text.de.casefold(), text.en.casefold()} - {entry.key}
    ]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("name", ["cpm", "TKP", "tkp", "CPM", " Tausend-Kontakt-Preis "])
def test_lookup_by_any_name(name: str) -> None:
    """A KPI is found by key, by either abbreviation and by name, in any case."""
    assert kpi(name).key == "cpm"


@pytest.mark.parametrize(
    ("name", "fix"),
    [
        ("clv", "Known are: clv_revenue, clv_contribution."),
        ("Conversion", "Known are: cr."),
        ("return_rate", "Did you mean 'return_rate_beta'?"),
        ("retentio", "Did you mean 'retention'?"),
    ],
)
def test_lookup_suggests(name: str, fix: str) -> None:
    """Part of a name, or a misspelt one, is answered with the keys that may be meant."""
    with pytest.raises(UsageError) as caught:
        kpi(name)
    assert caught.value.fix == fix


@pytest.mark.parametrize("name", ["", "xyzzy"])
def test_lookup_lists(name: str) -> None:
    """A name that resembles nothing is answered with all keys."""
    with pytest.raises(UsageError) as caught:
        kpi(name)
    assert caught.value.fix.startswith("Known are: cr, ctr, cpc")


def test_catalogue_is_not_shared() -> None:
    """What a notebook does to its catalogue does not change the next one."""
    kpis_catalogue().clear()
    assert kpis_catalogue()


# ---- Published and computed figures ----


@pytest.mark.parametrize(
    ("key", "inputs", "expected"),
    [
        ("kur", {"cost": 1000, "revenue": 5000}, 20),
        ("kur", {"cost": 2000, "revenue": 4000}, 50),
        ("kur", {"cost": 5000, "revenue": 2500}, 200),
        ("roas", {"revenue": 6000, "cost": 1500}, 4),
        ("cr", {"conversions": 500, "sessions": 20_000}, 2.5),
        ("cr", {"conversions": 300, "sessions": 10_000}, 3),
        ("aov", {"revenue": 150_000, "orders": 2_000}, 75),
        ("cart_abandonment", {"purchases": 1000, "carts": 4000}, 75),
        ("cart_abandonment", {"purchases": 100, "carts": 300}, 200 / 3),
        ("nps", {"promoters": 30, "passives": 20, "detractors": 50}, -20),
        ("clv_contribution", {"aov": 90, "orders_per_year": 7, "years": 1, "margin": 0.35, "cac": 0}, 220.5),
    ],
)
def test_published_figures(key: str, inputs: dict[str, float], expected: float) -> None:
    """Figures that teaching pages publish come out exactly."""
    assert value(key, **inputs) == expected


@pytest.mark.parametrize(
    ("key", "inputs", "expected"),
    [
        ("ctr", {"clicks": 10_000, "impressions": 500_000}, 2),
        ("cpc", {"cost": 5000, "clicks": 10_000}, 0.5),
        ("cpm", {"cost": 5000, "impressions": 500_000}, 10),
        ("cr", {"conversions": 200, "sessions": 10_000}, 2),
        ("cpo", {"cost": 5000, "orders": 200}, 25),
        ("aov", {"revenue": 16_000, "orders": 200}, 80),
        ("roas", {"revenue": 16_000, "cost": 5000}, 3.2),
        ("kur", {"cost": 5000, "revenue": 16_000}, 31.25),
        ("roi", {"revenue": 16_000, "margin": 0.4, "cost": 5000}, 28),
        ("break_even_roas", {"margin": 0.4}, 2.5),
        ("break_even_kur", {"margin": 0.4}, 40),
        ("max_cpo", {"aov": 80, "margin": 0.4}, 32),
    ],
)
def test_one_shop(key: str, inputs: dict[str, float], expected: float) -> None:
    """One shop in one month gives one coherent set of KPIs."""
    assert value(key, **inputs) == expected


def test_three_return_rates() -> None:
    """Three orders (2 of 3 back, 1 of 2 back, 0 of 1 back) have three return rates: Bamberg's example."""
    prices, ordered, back = (100, 75, 50), (3, 2, 1), (2, 1, 0)
    sent = sum(price * n for price, n in zip(prices, ordered, strict=True))
    returned = sum(price * n for price, n in zip(prices, back, strict=True))
    alpha = kpi("return_rate_alpha").compute(parcels_returned=sum(map(bool, back)), parcels_sent=len(back))
    beta = kpi("return_rate_beta").compute(articles_returned=sum(back), articles_sent=sum(ordered))
    gamma = kpi("return_rate_gamma").compute(value_returned=returned, value_sent=sent)
    assert [str(rate) for rate in (alpha, beta, gamma)] == ["66.67%", "50.0%", "55.0%"]


def test_alpha_from_beta() -> None:
    """With 3 articles in a parcel and 20 % returned, 48.8 % of the parcels come back."""
    assert parcel_return_rate(0.20, articles=3) == pytest.approx(0.488, abs=1e-15)


def test_revenue_roi_is_a_trap() -> None:
    """ROI on contribution is 28 %, where revenue less cost would feign 220 %."""
    inputs = kpi("roi").example.inputs
    assert value("roi", **inputs) == 28
    assert (inputs["revenue"] - inputs["cost"]) / inputs["cost"] * 100 == pytest.approx(220)
    assert "220" in kpi("roi").trap.de
    assert "220" in kpi("roi").trap.en


# ---- Identities ----


@given(cost=euros, orders=counts, extra=counts)
def test_cpo_is_cpc_by_cr(cost: float, orders: int, extra: int) -> None:
    """CPO = CPC ÷ CR."""
    clicks = orders + extra
    cpc = kpi("cpc").compute(cost=cost, clicks=clicks).exact
    cr = kpi("cr").compute(conversions=orders, sessions=clicks).exact / 100
    assert kpi("cpo").compute(cost=cost, orders=orders).exact == cpc / cr


@given(revenue=euros, cost=euros, orders=counts, extra=counts)
def test_roas_from_aov(revenue: float, cost: float, orders: int, extra: int) -> None:
    """ROAS = AOV × CR ÷ CPC."""
    clicks = orders + extra
    aov = kpi("aov").compute(revenue=revenue, orders=orders).exact
    cr = kpi("cr").compute(conversions=orders, sessions=clicks).exact / 100
    cpc = kpi("cpc").compute(cost=cost, clicks=clicks).exact
    assert kpi("roas").compute(revenue=revenue, cost=cost).exact == aov * cr / cpc


@given(revenue=euros, cost=euros)
def test_kur_is_reciprocal(revenue: float, cost: float) -> None:
    """KUR = 1 ÷ ROAS."""
    roas = kpi("roas").compute(revenue=revenue, cost=cost).exact
    assert kpi("kur").compute(cost=cost, revenue=revenue).exact / 100 == 1 / roas


@given(cost=euros, clicks=counts, extra=counts)
def test_cpm_from_ctr(cost: float, clicks: int, extra: int) -> None:
    """TKP = 1000 × CTR × CPC."""
    impressions = clicks + extra
    ctr = kpi("ctr").compute(clicks=clicks, impressions=impressions).exact / 100
    cpc = kpi("cpc").compute(cost=cost, clicks=clicks).exact
    assert kpi("cpm").compute(cost=cost, impressions=impressions).exact == 1000 * ctr * cpc


@given(revenue=euros, cost=euros, margin=shares)
def test_roi_from_roas(revenue: float, cost: float, margin: float) -> None:
    """ROI on contribution = ROAS × margin − 1, and it is 0 at the break-even ROAS."""
    roas = kpi("roas").compute(revenue=revenue, cost=cost).exact
    roi = kpi("roi").compute(revenue=revenue, margin=margin, cost=cost).exact / 100
    threshold = kpi("break_even_roas").compute(margin=margin).exact
    assert roi == roas / threshold - 1


@given(margin=shares, revenue=euros, orders=counts)
def test_thresholds_agree(margin: float, revenue: float, orders: int) -> None:
    """At the maximum CPO the KUR is the break-even KUR."""
    most = float(revenue) / orders * margin
    kur = value("kur", cost=most * orders, revenue=revenue)
    assert kur == pytest.approx(value("break_even_kur", margin=margin))


@given(kept=counts, lost=counts)
def test_retention_and_churn(kept: int, lost: int) -> None:
    """Retention and churn add up to 100 %."""
    start = kept + lost
    retention = kpi("retention").compute(retained=kept, customers_start=start).exact
    assert retention + kpi("churn").compute(lost=lost, customers_start=start).exact == 100


@given(promoters=counts, passives=counts, detractors=counts)
def test_nps_range(promoters: int, passives: int, detractors: int) -> None:
    """The NPS lies between −100 and +100 and changes sign when fans and critics swap."""
    score = kpi("nps").compute(promoters=promoters, passives=passives, detractors=detractors).exact
    swapped = kpi("nps").compute(promoters=detractors, passives=passives, detractors=promoters).exact
    assert -100 < score < 100
    assert swapped == -score


# ---- What learners read ----


def test_steps_in_english() -> None:
    """The steps are formula, numbers put in, and result with unit."""
    result = kpi("cr").compute(conversions=200, sessions=10_000)
    assert result.steps == (
        "conversion rate (CR) = conversions ÷ sessions × 100",
        "CR = 200 ÷ 10,000 × 100",
        "CR = 2.0%",
    )
    assert (str(result), repr(result), result.value) == ("2.0%", "\n".join(result.steps), 2.0)


def test_steps_in_german(monkeypatch: pytest.MonkeyPatch) -> None:
    """German steps have the decimal comma, the euro sign behind the amount, and state the rounding."""
    monkeypatch.setattr(i18n, "_chosen", "de")
    result = kpi("roi").compute(revenue=16_000, margin=0.4, cost=4499.5)
    steps = [line.replace("\u00a0", " ") for line in result.steps]
    assert steps == [
        "Return on Investment, auf Deckungsbeitragsbasis (ROI)"
        " = (Umsatz × Deckungsbeitragsmarge − Werbekosten) ÷ Werbekosten × 100",
        "ROI = (16.000 € × 0,4 − 4.499,50 €) ÷ 4.499,50 € × 100",
        "ROI ≈ 42,24 % (gerundet auf 2 Nachkommastellen)",
    ]
    assert str(kpi("cr").compute(conversions=200, sessions=10_000)) == "2,0\u00a0%"


def test_language_may_change_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    """A result speaks the language in use when it is shown, not when it was computed."""
    result = kpi("cpm").compute(cost=5000, impressions=500_000)
    assert result.steps[-1] == "CPM = €10.00"
    monkeypatch.setattr(i18n, "_chosen", "de")
    assert result.steps[-1] == "TKP = 10,00\u00a0€"


@pytest.mark.parametrize(
    ("key", "inputs", "written"),
    [
        ("cpc", {"cost": 1, "clicks": 3}, "€0.33"),
        ("roas", {"revenue": 6000, "cost": 1500}, "4.0"),
        ("nps", {"promoters": 1, "passives": 0, "detractors": 2}, "-33.3 points"),
        ("nps", {"promoters": 50, "passives": 1, "detractors": 49}, "1 point"),
        ("ces", {"score_sum": 1160, "answers": 200}, "5.8 (scale 1 to 7)"),
        ("frt", {"waiting_minutes": 140, "requests": 3}, "46.7 min"),
        ("customer_lifetime", {"churn": 0.15}, "6.67 periods"),
        ("customer_lifetime", {"churn": 1}, "1 period"),
        ("unsubscribe_rate", {"unsubscribed": 20, "delivered": 9960}, "0.20%"),
        # Half is rounded up, as taught at school: 2.125 % is 2.13 %.
        ("cr", {"conversions": 17, "sessions": 800}, "2.13%"),
    ],
)
def test_results_have_units(key: str, inputs: dict[str, float], written: str) -> None:
    """A result is written with its unit and sensible decimals; NPS has points, no per cent sign."""
    assert str(kpi(key).compute(**inputs)) == written


def test_notebook_shows_steps_escaped() -> None:
    """In a notebook the steps stand one below the other, and labels cannot smuggle in HTML."""
    entry = kpi("cr").model_copy(update={"label": "<b>"})
    html = entry.compute(conversions=200, sessions=10_000)._repr_html_()
    assert "&lt;b&gt; (CR) = conversions ÷ sessions × 100<br>" in html
    assert "<strong>CR = 2.0%</strong>" in html
    assert "<b>" not in html


@pytest.mark.parametrize("key", KEYS)
def test_notebook_explains_a_kpi(key: str) -> None:
    """Shown in a notebook, a KPI explains its formula, variants, trap and example."""
    entry = kpi(key)
    html = entry._repr_html_()
    for title in ("Formula", "Good is", "Definitions differ", "Typical trap", "Example", "Sources"):
        assert f"<strong>{title}</strong>" in html
    assert entry.formula in repr(entry)


def test_direction_depends_on_the_question() -> None:
    """The CES alone has no fixed direction: it depends on the wording of the question."""
    assert [key for key, entry in kpis_catalogue().items() if entry.direction is Direction.DEPENDS] == ["ces"]


# ---- Bad input ----


def problem(key: str, **inputs: Any) -> tuple[type, str, str]:
    with pytest.raises((UsageError, ModelError)) as caught:
        kpi(key).compute(**inputs)
    return caught.type, caught.value.problem, caught.value.fix


def test_missing_input() -> None:
    """A missing input is named, with a call that works."""
    assert problem("cr", sessions=10_000) == (
        UsageError,
        "conversion rate (CR) also needs: conversions.",
        "Write for example: compute(conversions=200, sessions=10000)",
    )


@pytest.mark.parametrize(
    ("name", "fix"),
    [
        ("session", "Did you mean 'sessions'?"),
        ("xyzzy", "Known are: conversions, sessions."),
    ],
)
def test_unknown_input(name: str, fix: str) -> None:
    """An unknown input is answered with the one that may be meant."""
    inputs = {"conversions": 200, name: 10_000}
    assert problem("cr", **inputs) == (UsageError, f"conversion rate (CR) has no input '{name}'.", fix)


def test_label_as_input(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever types the German label is led to the name."""
    monkeypatch.setattr(i18n, "_chosen", "de")
    assert "sessions" in problem("cr", conversions=200, Sitzungen=10_000)[2]


@pytest.mark.parametrize("bad", ["200", "10.000", None, True, float("nan"), float("inf"), 10**400, [1], 1j, -1, -0.5])
def test_not_a_number(bad: object) -> None:
    """Texts, truth values, NaN, infinity and what is below zero are no numbers to compute with."""
    kind, text, fix = problem("cr", conversions=bad, sessions=10_000)
    assert (kind, text) == (UsageError, f"conversions = {bad!r} is not a number to compute with.")
    assert "'conversions' as a number from 0 upwards" in fix
    assert "10000 or 0.4" in fix


@pytest.mark.parametrize("number", [np.int64(200), np.float64(200), Decimal(200), 200.0])
def test_numbers_of_other_kinds(number: Any) -> None:
    """Numbers from numpy, pandas or decimal are numbers."""
    assert value("cr", conversions=number, sessions=10_000) == 2


def test_per_cent_for_a_share() -> None:
    """A margin of 40 is meant as 0.4, and the message says how to write it."""
    text = "margin = 40 is meant as a share and must lie between 0 and 1."
    assert problem("break_even_roas", margin=40) == (UsageError, text, "For 40 % write margin=0.4.")


def test_zero_denominator() -> None:
    """Without sessions there is no conversion rate: neither 0 % nor infinity."""
    kind, text, fix = problem("cr", conversions=0, sessions=0)
    assert (kind, text) == (
        ModelError,
        "conversion rate (CR) cannot be computed: sessions = 0, and nothing can be divided by 0.",
    )
    assert "not available" in fix


def test_zero_sum_as_denominator() -> None:
    """Without answers there is no NPS, and all three groups are named."""
    assert "promoters = passives = detractors = 0" in problem("nps", promoters=0, passives=0, detractors=0)[1]


def _denominators(entry: Kpi) -> set[str]:
    divisions = (node for node in ast.walk(formula.parse(entry.expression)) if isinstance(node, ast.BinOp))
    return {name for node in divisions if isinstance(node.op, ast.Div) for name in formula.names(node.right)}


@pytest.mark.parametrize("key", KEYS)
def test_no_kpi_is_infinite(key: str) -> None:
    """With all inputs 0 a KPI either refuses, naming its denominator, or is a plain number."""
    entry = kpi(key)
    zeros = dict.fromkeys(entry.example.inputs, 0)
    if denominators := _denominators(entry):
        kind, text, _fix = problem(key, **zeros)
        assert kind is ModelError
        assert all(name in text for name in denominators)
    else:
        assert value(key, **zeros) == 0


@pytest.mark.parametrize("key", [key for key in KEYS if kpi(key).part_of])
def test_part_above_whole(key: str) -> None:
    """A share of a whole cannot exceed it, and equal is allowed."""
    entry = kpi(key)
    [(part, whole)] = entry.part_of.items()
    inputs = dict(entry.example.inputs)
    assert 0 <= value(key, **inputs | {part: inputs[whole]}) <= 100
    kind, text, fix = problem(key, **inputs | {part: inputs[whole] + 1})
    assert (kind, "of which it is a part" in text) == (ModelError, True)
    assert "10_000, never as 10.000" in fix


def test_where_more_than_the_whole_is_right() -> None:
    """KUR, ROI and ROAS are no shares of a whole: advertising may cost more than it brings in."""
    assert {key for key in KEYS if kpi(key).unit is Unit.PERCENT and not kpi(key).part_of} == {
        "kur",
        "roi",
        "break_even_kur",
    }


# ---- The file and its formulas ----


@pytest.mark.parametrize(
    "text",
    ["a ** 2", "a % 2", "-a", "f(a)", "a.b", "a[0]", "a if b else c", "'a'", "True", "a <", "", "a; b", "1j", "a @ b"],
)
def test_formula_is_no_code(text: str) -> None:
    """A formula has names, numbers, + - * / and brackets, and nothing else."""
    with pytest.raises(ValueError, match="is no formula"):
        formula.parse(text)


@given(st.data())
def test_written_formula_keeps_its_meaning(data: st.DataObject) -> None:
    """Written with × and ÷ a formula has the brackets it needs: read back, it gives the same value."""
    atoms = st.sampled_from(["a", "b", "c", "2"])
    text = data.draw(
        st.recursive(atoms, lambda part: st.builds("({} {} {})".format, part, st.sampled_from("+-*/"), part))
    )
    values = {"a": formula.Fraction(3), "b": formula.Fraction(7), "c": formula.Fraction(1, 11)}
    tree = formula.parse(text)
    try:
        expected = formula.compute(tree, values)
    except formula.DividedByZeroError:
        return
    written = formula.write(tree, {name: name for name in values})
    back = formula.parse(written.translate(str.maketrans("×÷−", "*/-")))
    assert formula.compute(back, values) == expected


ENTRY: dict[str, Any] = {
    "key": "ab",
    "label": "AB",
    "inputs": [{"name": "a", "label": "A", "unit": "count"}, {"name": "b", "label": "B", "unit": "count"}],
    "expression": "a / b",
    "unit": "factor",
    "direction": "up",
    "trap": "none",
    "example": {"inputs": {"a": 1, "b": 2}, "result": 0.5},
    "sources": ["own"],
    "confidence": "H",
}


def test_smallest_kpi() -> None:
    """An own KPI needs no more than its formula, inputs, example and source."""
    assert float(Kpi.model_validate(ENTRY).compute(a=3, b=4)) == 0.75


@pytest.mark.parametrize(
    "change",
    [
        {"expression": "a / c"},
        {"expression": "a"},
        {"expression": "__import__('os')"},
        {"example": {"inputs": {"a": 1}, "result": 1}},
        {"part_of": {"a": "c"}},
        {"unit": "scale"},
        {"scale": [1, 7]},
        {"sources": []},
        {"formula": "a / b"},
    ],
)
def test_contradictory_entry(change: dict[str, Any]) -> None:
    """A KPI whose fields contradict each other, or that has an unknown field, is refused."""
    with pytest.raises(ValidationError):
        Kpi.model_validate(ENTRY | change)


def test_error_names_the_place() -> None:
    """A mistake in the file is reported with file, line, KPI and field."""
    text = "format: journeylab/kpis\nversion: 1\nkpis:\n- {key: cr, label: CR}\n- {key: cpc, unit: euro}\n"
    with pytest.raises(FileError) as caught:
        parse_yaml(text, "kpis.yaml").read_as(Kpis)
    assert "kpis.yaml, line 4: kpis[cr]: 'inputs' is missing here." in str(caught.value)
    assert "kpis.yaml, line 5: kpis[cpc].unit" in [found.place for found in caught.value.findings]


def test_frozen() -> None:
    """Neither a KPI nor a result can be changed afterwards."""
    entry = kpi("cr")
    with pytest.raises(ValidationError):
        entry.unit = Unit.EUR
    with pytest.raises(AttributeError):
        entry.compute(conversions=1, sessions=2).exact = 3


def test_zero_sessions_are_named_before_anything_else() -> None:
    """200 conversions of 0 sessions: that nothing can be divided by 0 is the lesson, not that 200 is more than 0."""
    with pytest.raises(ModelError, match="sessions = 0, and nothing"):
        kpi("cr").compute(conversions=200, sessions=0)
