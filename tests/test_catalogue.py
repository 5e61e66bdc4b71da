"""What the catalogue of touchpoint kinds says, and how it answers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from journeylab.domain.touchpoint import Touchpoint
from journeylab.domain.vocabulary import AidaStage, Engagement, Medium, Ownership, Phase, Team
from journeylab.errors import DataError, UsageError
from journeylab.i18n import set_language
from journeylab.store import shipped as shipped_file
from journeylab.store.catalogue import touchpoints
from journeylab.store.kpi_catalogue import kpis_catalogue
from journeylab.store.shipped import shipped

# Words that German has borrowed: the two names are rightly the same.
BORROWED = {"website", "download", "chatbot", "community", "app", "newsletter", "showroom", "fax", "video"}
# Every provision that a legal note may cite; each was checked against its wording or a good secondary source.
CHECKED_LAW = {
    "BGB": {"312f", "312g", "312i", "312j", "312k", "355", "356", "356a", "357"},
    "UWG": {"5b", "7", "7a"},
    "DDG": {"5"},
    "DSGVO": {"7"},
}
WITHDRAWAL = re.compile(r"§ (312g|355|356a?|357)\b")

KINDS = list(touchpoints().values())
every_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)


def keys(*, only: set[str] | None = None, **fields: object) -> set[str]:
    """Return the keys of the kinds whose fields have these values."""
    found = {k.key for k in KINDS if all(getattr(k, name) == value for name, value in fields.items())}
    return found if only is None else found & only


def mentions() -> set[tuple[str, str]]:
    """Return (source, key) for every row of the table in the README of the data files."""
    text = shipped("datasets/README.md").read_text(encoding="utf-8")
    return {(source, key) for source, key in re.findall(r"^\| (\d{3}) \| [^|]+ \| (\w+) \|$", text, re.MULTILINE)}


def test_at_least_sixty_kinds_each_key_once() -> None:
    """The catalogue has at least 60 kinds, and no key stands for two of them."""
    records = YAML(typ="safe").load(shipped("datasets/touchpoints.yaml").read_text(encoding="utf-8"))["touchpoints"]
    assert len(records) >= 60
    assert len({record["key"] for record in records}) == len(records)
    assert [record["key"] for record in records] == list(touchpoints())


def test_table_of_mentions_and_catalogue_agree() -> None:
    """A source stands in a touchpoint exactly when the table shows a wording of that source for it."""
    assert mentions() == {(source, kind.key) for kind in KINDS for source in kind.sources}


def test_each_mention_is_one_to_three_words_and_listed_once() -> None:
    """The table quotes at most three words and repeats no row."""
    text = shipped("datasets/README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d{3}) \| ([^|]+) \| (\w+) \|$", text, re.MULTILINE)
    assert len(rows) == len(set(rows)) > 100
    assert {source for source, *_ in rows} == {"000", "001", "002", "003", "004"}
    assert all(1 <= len(words.split()) <= 3 for _, words, _ in rows)


@every_kind
def test_both_languages_are_filled_and_differ(kind: Touchpoint) -> None:
    """Each kind has a name and one sentence in German and in English."""
    assert kind.label.de and kind.label.en
    assert (kind.label.de == kind.label.en) <= (kind.key in BORROWED)
    assert kind.summary.de != kind.summary.en
    for sentence in (kind.summary.de, kind.summary.en):
        assert len(sentence.split()) >= 8
        assert re.fullmatch(r"[A-ZÄÖÜ][^.]*\.", sentence)
    assert not re.search("[äöüßÄÖÜ]", kind.summary.en + kind.label.en)


@every_kind
def test_kpis_are_known_and_none_is_named_twice(kind: Touchpoint) -> None:
    """A touchpoint is measured by KPIs of the catalogue of KPIs, each once."""
    assert set(kind.kpis) <= set(kpis_catalogue())
    assert len(set(kind.kpis)) == len(kind.kpis) >= 1


@every_kind
def test_aida_ends_with_the_purchase(kind: Touchpoint) -> None:
    """What happens only after the purchase has no AIDA stage; everything else has one."""
    assert bool(kind.aida) == (kind.phases != (Phase.AFTER,))


@pytest.mark.parametrize("term", [*Phase, *AidaStage, *Medium, *Engagement, *Ownership])
def test_every_term_has_touchpoints(term: object) -> None:
    """Each phase, stage, medium, engagement and ownership has at least three kinds to show it."""
    shown = [k for k in KINDS if term in (*k.phases, *k.aida, k.medium, k.engagement, k.ownership)]
    assert len(shown) >= 3


def test_almost_every_team_answers_for_a_touchpoint() -> None:
    """Only the management answers for no single kind of contact."""
    assert set(Team) - {kind.team for kind in KINDS} == {Team.MANAGEMENT}


def test_legal_notes_cite_checked_provisions_only() -> None:
    """Each legal note cites a provision, in both languages, and no provision that was not checked."""
    notes = [kind.legal for kind in KINDS if kind.legal]
    assert len(notes) >= 20
    for note in notes:
        cited = re.findall(r"(?:§|Art\.) (\d+[a-z]?)", note.de)
        assert cited == re.findall(r"(?:§|Art\.) (\d+[a-z]?)", note.en) != []
        laws = [law for law in CHECKED_LAW if re.search(rf"\b{law}\b", note.de)]
        assert laws
        assert set(cited) <= set().union(*(CHECKED_LAW[law] for law in laws))


def test_notes_on_withdrawal_state_their_date() -> None:
    """The paragraphs on withdrawal were renumbered, so that a note says which law it describes."""
    dated = {kind.key for kind in KINDS if kind.legal and WITHDRAWAL.search(kind.legal.de)}
    assert dated == {"delivery", "return_request", "withdrawal_function", "return_parcel", "refund"}
    for key in dated:
        legal = touchpoints()[key].legal
        assert legal and "Stand: 19.06.2026" in legal.de and "as of 19 June 2026" in legal.en


@pytest.mark.parametrize(
    ("key", "provision"),
    [
        ("order", "§ 312j Abs. 3 BGB"),
        ("checkout", "§ 312j Abs. 2 BGB"),
        ("payment", "§ 312j Abs. 1 BGB"),
        ("order_confirmation", "§ 312i Abs. 1 Satz 1 Nr. 3 BGB"),
        ("withdrawal_function", "§ 356a BGB"),
        ("newsletter", "§ 7 Abs. 2 Nr. 2 UWG"),
        ("cross_selling_mail", "§ 7 Abs. 3 UWG"),
        ("review_request", "VI ZR 225/17"),
        ("product_review", "§ 5b Abs. 3 UWG"),
        ("phone", "§ 7 Abs. 2 Nr. 1 UWG"),
    ],
)
def test_duties_stand_at_their_touchpoint(key: str, provision: str) -> None:
    """A duty of the shop is told at the contact at which it arises."""
    legal = touchpoints()[key].legal
    assert legal and provision in legal.de


def test_reviews_span_the_purchase() -> None:
    """Reviews are read before and during the purchase and written after it."""
    assert touchpoints()["product_review"].phases == (Phase.BEFORE, Phase.PURCHASE, Phase.AFTER)


def test_sms_is_digital_although_a_source_calls_it_analog() -> None:
    """Source 004 calls SMS analog; it is the only contact where we differ from that source."""
    assert touchpoints()["sms"].medium is Medium.DIGITAL
    assert touchpoints()["sms"].medium_004 == "analog"
    assert {kind.key for kind in KINDS if kind.medium_004} == {"sms"}


def test_active_and_passive_as_in_source_003() -> None:
    """Chatbots, downloads, checklists, PDFs and sales talks ask for an action; gifts, comparisons and offers hint."""
    active = {"chatbot", "download", "checklist", "white_paper", "sales_talk"}
    passive = {"promotional_gift", "product_comparison", "price_promotion"}
    assert keys(engagement=Engagement.ACTIVE, only=active | passive) == active


def test_physical_contacts_are_there() -> None:
    """Stores and people in B2B, which lessons like to forget, are in the catalogue (source 002)."""
    assert keys(medium=Medium.STATIONARY) >= {"store", "point_of_sale", "showroom", "store_checkout"}
    assert keys(medium=Medium.IN_PERSON) == {"word_of_mouth", "sales_talk", "trade_fair", "field_sales"}


def test_what_others_say_is_earned() -> None:
    """A firm can earn word of mouth, reviews and good search results, but neither buy nor own them."""
    assert keys(ownership=Ownership.EARNED) == {"word_of_mouth", "product_review", "organic_search"}


@every_kind
def test_a_kind_survives_the_way_through_a_file(kind: Touchpoint) -> None:
    """Written out and read again, a kind of touchpoint is the same."""
    assert Touchpoint.model_validate(kind.model_dump(mode="json")) == kind


def test_slip_of_the_pen_is_answered_with_the_key() -> None:
    """A misspelt key, a name or a part of a name leads to the key."""
    for typed, fix in [
        ("chekout", "Meinten Sie „checkout“?"),
        ("Produktbewertung", "Bekannt sind: product_review."),
        ("Click &", "Bekannt sind: click_collect."),
        ("Packaging", "Meinten Sie „packaging“?"),
    ]:
        with pytest.raises(UsageError) as caught:
            touchpoints()[typed]
        assert typed in caught.value.problem
        assert caught.value.fix == fix


@given(st.text())
def test_any_other_text_gets_a_way_out(typed: str) -> None:
    """Whatever is typed is a key or ends in an error that says what to do."""
    try:
        assert touchpoints()[typed].key == typed
    except UsageError as error:
        assert error.fix


def test_a_key_that_is_not_there_is_not_in_the_catalogue() -> None:
    """Asking whether a key exists is no error."""
    assert "chekout" not in touchpoints()
    assert touchpoints().get("chekout") is None


def test_a_changed_copy_changes_no_other() -> None:
    """What is deleted from one copy of the catalogue is still in the next."""
    touchpoints().clear()
    assert "tv_ad" in touchpoints()


def test_the_catalogue_shows_itself_in_the_learners_language() -> None:
    """There is one line for each kind, in German first and in English when asked."""
    german = repr(touchpoints()).splitlines()
    assert len(german) == len(KINDS)
    assert german[0].split() == ["tv_ad", "TV-Werbung"]
    set_language("en")
    assert repr(touchpoints()).splitlines()[0].split() == ["tv_ad", "TV", "advert"]


def test_the_table_in_a_notebook_is_escaped() -> None:
    """The table has a head and one row for each kind; a name with an ampersand cannot break it."""
    shown = touchpoints()._repr_html_()
    assert "Click &amp; Collect" in shown
    assert shown.count("<tr>") == len(KINDS) + 1


def test_shipped_files_lie_beside_the_package_or_inside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a checkout the data lie beside the package; an installed package has them inside and looks nowhere else."""
    package = tmp_path / "journeylab"
    (package / "_shipped" / "datasets").mkdir(parents=True)
    (tmp_path / "datasets").mkdir()
    (tmp_path / "datasets" / "a.yaml").touch()
    monkeypatch.setattr(shipped_file, "_PACKAGE", package)
    with pytest.raises(DataError, match=re.escape("datasets/a.yaml")):
        shipped("datasets/a.yaml")
    (package / "_shipped" / "datasets" / "a.yaml").touch()
    assert shipped("datasets/a.yaml") == package / "_shipped" / "datasets" / "a.yaml"
    (package / "_shipped" / "datasets" / "a.yaml").unlink()
    (package / "_shipped" / "datasets").rmdir()
    (package / "_shipped").rmdir()
    assert shipped("datasets/a.yaml") == tmp_path / "datasets" / "a.yaml"
