"""Cards for Anki: the package is opened and read as Anki does."""

from __future__ import annotations

import json
import sqlite3
import sys
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from golden_exports import small_bank

from journeylab.errors import MissingExtraError
from journeylab.exam.export.anki import anki
from journeylab.exam.export.flashcards import CASE_TOO_LONG, NEEDS_A_SHOP, ONE_VARIANT, flashcards
from journeylab.exam.export.report import Exported, Way
from journeylab.i18n import speaking
from journeylab.store.exercises import practice_bank


@cache
def whole() -> Exported:
    """Return the practice bank as cards."""
    with speaking("de"):
        return anki(practice_bank())


def rows(export: Exported, folder: Path, query: str) -> list[Any]:
    """Return what a query finds in the collection of a package."""
    with ZipFile(BytesIO(export.content)) as package:
        assert package.namelist() == ["collection.anki2", "media"]
        package.extract("collection.anki2", folder)
    base = sqlite3.connect(folder / "collection.anki2")
    try:
        return base.execute(query).fetchall()
    finally:
        base.close()


def small_notes(folder: Path) -> dict[str, list[str]]:
    """Return the fields of the notes of the small bank by their ids."""
    found = rows(anki(small_bank()), folder, "select guid, flds from notes")
    return {guid: fields.split("\x1f") for guid, fields in found}


def test_the_same_bank_gives_the_same_bytes() -> None:
    """Nothing in the file tells when or where it was made."""
    assert anki(small_bank()).content == anki(small_bank()).content


def test_a_note_has_the_id_of_its_exercise(tmp_path: Path) -> None:
    """So that importing again changes a card and keeps the learner's progress; no id stands twice."""
    ids = [row[0] for row in rows(whole(), tmp_path, "select guid from notes order by id")]
    assert sorted(ids) == sorted(line.id for line in whole().report.lines if line.way is not Way.LEFT_OUT)
    assert len(set(ids)) == len(ids)


def test_every_topic_is_a_deck(tmp_path: Path) -> None:
    """Their numbers never change: Anki knows a deck by them."""
    ((decks, models),) = rows(anki(small_bank()), tmp_path, "select decks, models from col")
    named = {number: deck["name"] for number, deck in json.loads(decks).items() if number != "1"}
    assert named == {"1126217890": "journeylab::Probe / Übung"}
    assert set(json.loads(models)) == {"1732000101", "1732000102"}
    ((decks,),) = rows(whole(), tmp_path, "select decks from col")
    topics = {card.title for card, _told in flashcards(practice_bank()) if card}
    assert {deck["name"] for deck in json.loads(decks).values()} == {"Default", *(f"journeylab::{t}" for t in topics)}


def test_front_and_back_of_each_kind(tmp_path: Path) -> None:
    """The front asks, the back answers with its reasons."""
    notes = small_notes(tmp_path)
    nasty = ["zeichen", "zeichen-luecken", "zeichen-paare"]
    assert list(notes) == ["wahl", "eine", "paare", "folge", "luecken", "wort", "zahl", "text", *nasty]
    for name, (front, back) in {
        "wahl": ("<li>Retoure</li>", "✗ Plakat – Ein Plakat wirkt vor dem Kauf."),
        "paare": ("in keiner Phase", "Suchanzeige → <b>vor dem Kauf</b> – Sie führt in den Shop."),
        "folge": ("<ul>", "<ol><li>suchen</li><li>vergleichen</li>"),
        "wort": ("Berührungspunkt", "<b>Touchpoint</b></p><p>Ebenfalls richtig: Kontaktpunkt"),
        "zahl": ("14.500 Sitzungen", "<b>3,31\u00a0%</b>"),
        "text": ("6 Punkte", "nennt eine Maßnahme (1 × 2)"),
    }.items():
        assert notes[name][:2] == [name, "Probe / Übung"]
        assert front in notes[name][2], name
        assert back in notes[name][3], name
        assert back not in notes[name][2]


def test_a_gap_is_a_gap_of_anki(tmp_path: Path) -> None:
    """Each gap is a card of its own; options stand as its hint, and no sign ends it too early."""
    notes = small_notes(tmp_path)
    assert "Die {{c1::Conversion-Rate}} setzt" in notes["luecken"][2]
    assert "zu {{c2::Sitzungen::Sitzungen / Klicks / Retouren}}." in notes["luecken"][2]
    assert "{{c1::A&amp;B ~ &#125;X{ #1 = *}}" in notes["zeichen-luecken"][2]
    assert "{{c2::&lt;Kasse&gt;::&lt;Kasse&gt; / Korb &amp; Co / a: :b &#125;&#125; c}}" in notes["zeichen-luecken"][2]
    cards = rows(
        anki(small_bank()), tmp_path, "select n.guid, count(*) from notes n join cards c on c.nid = n.id group by 1"
    )
    assert {name: count for name, count in cards if count != 1} == {"luecken": 2, "zeichen-luecken": 2}


def test_html_is_escaped(tmp_path: Path) -> None:
    """What an author typed shows, and does nothing."""
    front = small_notes(tmp_path)["zeichen"][2]
    assert "&lt;script&gt;" in front
    assert "<script" not in front


def test_tags_can_be_searched(tmp_path: Path) -> None:
    """Topic, area, level, verb and places in the curriculum, none with a space in it."""
    ((tags,),) = rows(whole(), tmp_path, "select tags from notes where guid = 'kz-cr-01'")
    assert {"kennzahlen", "AFB-2", "berechnen"} <= set(tags.split())


def test_what_is_no_card_is_named() -> None:
    """A case is too long, a shop cannot be worked on; a number is always the same."""
    reasons = {line.id: (line.way, line.reasons) for line in anki(small_bank()).report.lines}
    assert reasons["fall"] == (Way.LEFT_OUT, (CASE_TOO_LONG,))
    assert reasons["karte"] == (Way.LEFT_OUT, (NEEDS_A_SHOP,))
    assert reasons["zahl"] == (Way.LIMITED, (ONE_VARIANT,))
    assert reasons["wahl"] == (Way.CARRIED, ())


def test_without_the_package_the_line_to_type_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Anki is an extra."""
    monkeypatch.setitem(sys.modules, "genanki", None)
    with pytest.raises(MissingExtraError) as raised:
        anki(small_bank())
    assert 'pip install "journeylab[anki]"' in raised.value.fix
