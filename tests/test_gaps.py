"""What a map lacks, and the sentence that teaches it."""

from __future__ import annotations

from typing import Any

import pytest

from journeylab.domain.gaps import Gap, gaps
from journeylab.domain.journey_map import JourneyMap
from journeylab.i18n import set_language


def contact(id: str, touchpoint: str, moment: str, channel: str = "web", **more: Any) -> dict[str, Any]:
    """Return a contact that has all it needs."""
    return {
        "id": id,
        "touchpoint": touchpoint,
        "label": id.title(),
        "moment": moment,
        "channel": channel,
        "evidence": "data",
        "kpi": {"id": "nps"},
    } | more


MOMENTS = [
    {"id": "sehen", "label": "Sehen", "phase": "before", "aida": "attention"},
    {"id": "suchen", "label": "Suchen", "phase": "before", "aida": "interest"},
    {"id": "wollen", "label": "Wollen", "phase": "before", "aida": "desire"},
    {"id": "kaufen", "label": "Kaufen", "phase": "purchase", "aida": "action"},
    {"id": "danach", "label": "Danach", "phase": "after"},
]
CHANNELS = [
    {"id": "web", "label": "Web", "medium": "digital"},
    {"id": "post", "label": "Post", "medium": "analog"},
    {"id": "laden", "label": "Laden", "medium": "stationary"},
]
CONTACTS = [
    contact("plakat", "poster", "sehen", "post"),
    contact("suche", "organic_search", "suchen"),
    contact("freundin", "word_of_mouth", "wollen", "laden"),
    contact("kasse", "checkout", "kaufen"),
    contact("bezahlen", "payment", "kaufen"),
    contact("mail", "order_confirmation", "danach"),
    contact("widerruf", "withdrawal_function", "danach"),
]


def shop(contacts: list[dict[str, Any]] = CONTACTS, **more: Any) -> JourneyMap:
    """Return the good map with other contacts."""
    data = {
        "id": "laden",
        "title": "Laden",
        "personas": [{"id": "lena", "name": "Lena"}],
        "moments": MOMENTS,
        "channels": CHANNELS,
        "contacts": contacts,
    }
    return JourneyMap.model_validate(data | more)


def changed(id: str, **more: Any) -> list[dict[str, Any]]:
    """Return the contacts of the good map, one of them changed."""
    return [entry | more if entry["id"] == id else entry for entry in CONTACTS]


def only(journey_map: JourneyMap) -> Gap:
    """Return the one gap of a map."""
    (gap,) = gaps(journey_map)
    return gap


def test_a_good_map_has_no_gaps() -> None:
    """A map with contacts in every phase, stage and medium, with evidence and figures, lacks nothing."""
    assert gaps(shop()) == ()
    assert "No rule finds a gap" in repr(gaps(shop())) or "Keine Regel" in repr(gaps(shop()))


def test_an_empty_map_gets_one_sentence() -> None:
    """Who has not begun is not scolded for everything at once."""
    assert only(shop([])).rule == "no_contact"


def test_persona() -> None:
    """A map without a persona, or with one that has no name, asks whose journey it is."""
    assert only(shop(personas=[])).rule == "no_persona"
    assert only(shop(personas=[{"id": "lena", "name": " "}])).rule == "no_persona"


def test_thin_phase() -> None:
    """A phase with one contact asks for what lies before and after it."""
    gap = only(shop([c for c in CONTACTS if c["id"] != "bezahlen"]))
    assert gap.rule == "thin_phase"
    assert gap.sentence.startswith("Weniger als 2 Kontakte liegen in der Phase: Kauf.")


def test_nothing_after_the_purchase() -> None:
    """A map that ends at the checkout is told what decides about the next purchase."""
    found = gaps(shop([c for c in CONTACTS if c["moment"] != "danach"]))
    assert [gap.rule for gap in found] == ["nothing_after_purchase", "no_order_confirmation", "no_withdrawal_function"]


def test_stage_without_contact() -> None:
    """A stage of AIDA that no contact serves is named."""
    set_language("en")
    gap = only(shop(changed("freundin", moment="suchen")))
    assert gap.rule == "stage_without_contact"
    assert "no contact serves Desire." in gap.sentence


def test_nothing_physical() -> None:
    """Neither screens nor paper are a meeting: stores, talks and fairs are asked for."""
    assert only(shop([c | {"channel": "web"} for c in CONTACTS])).rule == "nothing_physical"
    assert only(shop(changed("freundin", channel="post"))).rule == "nothing_physical"


def test_no_word_of_mouth() -> None:
    """A map on which no customer talks to another one asks where they do."""
    assert only(shop(changed("freundin", touchpoint="sales_talk"))).rule == "no_word_of_mouth"


@pytest.mark.parametrize(("count", "rules"), [(20, []), (21, ["too_many_contacts"])])
def test_too_many_contacts(count: int, rules: list[str]) -> None:
    """Twenty contacts can be read on one picture, twenty-one cannot."""
    more = [contact(f"c{i}", "email", "danach") for i in range(count - len(CONTACTS))]
    assert [gap.rule for gap in gaps(shop(CONTACTS + more))] == rules


def test_pain_without_owner() -> None:
    """A pain point that nobody owns is named; one with an owner is not."""
    gap = only(shop(changed("kasse", pain="Kontozwang")))
    assert (gap.rule, gap.contacts) == ("pain_without_owner", ("kasse",))
    assert "Für eine Schwachstelle ist niemand zuständig: Kasse." in gap.sentence
    assert gaps(shop(changed("kasse", pain="Kontozwang", owner="it"))) == ()


def test_assumptions() -> None:
    """Up to half of a map may be assumed; more is counted."""
    three, four = ([c | ({"evidence": "assumption"} if i < n else {}) for i, c in enumerate(CONTACTS)] for n in (3, 4))
    assert gaps(shop(three)) == ()
    gap = only(shop(four))
    assert gap.sentence.startswith("4 von 7 Kontakten (57\u00a0%) beruhen auf Annahmen.")
    assert gap.contacts == ("plakat", "suche", "freundin", "kasse")


@pytest.mark.parametrize(("minutes", "rules"), [(None, []), (2, []), (2.5, ["long_survey"])])
def test_long_survey(minutes: float | None, rules: list[str]) -> None:
    """A review request may cost two minutes, not more (source 003)."""
    survey = contact("umfrage", "satisfaction_survey", "danach", minutes_needed=minutes)
    found = gaps(shop([*CONTACTS, survey]))
    assert [gap.rule for gap in found] == rules
    assert all("2,5 Minuten: Umfrage" in gap.sentence for gap in found)


def test_a_long_form_is_no_survey() -> None:
    """The two minutes are for favours; a checkout may take longer."""
    assert gaps(shop(changed("kasse", minutes_needed=4))) == ()


def test_no_kpi() -> None:
    """A map without any figure is asked for one, once."""
    assert only(shop([c | {"kpi": None} for c in CONTACTS])).rule == "no_kpi"


def test_order_confirmation_is_a_duty() -> None:
    """Who takes orders online confirms them: § 312i BGB."""
    gap = only(shop(changed("mail", touchpoint="shipping_notice")))
    assert (gap.rule, gap.contacts) == ("no_order_confirmation", ("kasse",))
    assert "§ 312i Abs. 1 Satz 1 Nr. 3 BGB" in gap.sentence


def test_withdrawal_function_is_asked_for() -> None:
    """A map does not know whether consumers order, so the duty is put as a question, with its date."""
    gap = only(shop(changed("widerruf", touchpoint="return_request")))
    assert gap.rule == "no_withdrawal_function"
    assert gap.sentence.startswith("Bestellen hier Verbraucher")
    assert "§ 356a BGB (Stand: 19.06.2026)" in gap.sentence


def test_duties_of_online_shops_do_not_concern_a_store() -> None:
    """Where nobody orders online, neither duty is mentioned."""
    in_store = changed("kasse", channel="laden", touchpoint="store_checkout")
    assert (
        gaps(
            shop(
                [c for c in in_store if c["id"] not in ("mail", "widerruf")]
                + [contact("service", "support", "danach"), contact("frage", "phone", "danach")]
            )
        )
        == ()
    )


def test_every_rule_speaks_both_languages() -> None:
    """Each sentence differs between German and English, so none was left untranslated."""
    poor = [
        contact("a", "checkout", "kaufen", evidence="assumption", kpi=None, pain="x"),
        contact("b", "review_request", "kaufen", minutes_needed=9, evidence="assumption"),
    ]
    other = [c | {"channel": "post", "kpi": None, "evidence": "assumption"} for c in poor]
    many = [contact(f"c{i}", "email", "danach", evidence="assumption" if i else "data") for i in range(21)]
    maps = [shop(poor, personas=[]), shop(other), shop(many), shop([])]
    german = [gap for each in maps for gap in gaps(each)]
    set_language("en")
    english = [gap for each in maps for gap in gaps(each)]
    assert len({gap.rule for gap in german}) == 14, "every rule, and the empty map"
    for one, other_one in zip(german, english, strict=True):
        assert (one.rule, one.contacts) == (other_one.rule, other_one.contacts)
        assert one.sentence != other_one.sentence
        assert "{" not in one.sentence + other_one.sentence
