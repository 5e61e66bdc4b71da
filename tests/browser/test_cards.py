"""Learning cards as they are printed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from journeylab.exam.export.flashcards import flashcards
from journeylab.store.exercises import practice_bank
from journeylab.views.learning_cards import learning_cards

pytestmark = pytest.mark.browser

OVERFLOWING = """[...document.querySelectorAll('.face')]
    .filter(face => face.scrollHeight > face.clientHeight + 1 || face.scrollWidth > face.clientWidth + 1)
    .map(face => face.parentElement.querySelector('footer').innerText)"""
PLACES = """[...document.querySelectorAll('.sheet')].map(sheet => {
    const page = sheet.getBoundingClientRect();
    return [...sheet.querySelectorAll('article:not(.empty)')].map(card => {
        const box = card.getBoundingClientRect();
        const name = card.querySelector('footer').innerText;
        return [name, box.left - page.left, page.right - box.right, box.top - page.top];
    });
})"""


def test_no_card_of_the_practice_bank_runs_over(page: Any, tmp_path: Path) -> None:
    """Every side fits on its card, and every back lies where its front is seen from behind."""
    cards = [card for card, _told in flashcards(practice_bank()) if card]
    place = tmp_path / "karten.html"
    place.write_text(learning_cards(cards).page, encoding="utf-8")
    page.emulate_media(media="print")
    page.goto(place.as_uri())
    assert page.evaluate(OVERFLOWING) == []
    sides = page.evaluate(PLACES)
    for fronts, backs in zip(sides[::2], sides[1::2], strict=True):
        behind = {name: (left, top) for name, left, _right, top in backs}
        for name, _left, right, top in fronts:
            assert behind[name] == pytest.approx((right, top), abs=1)
    # Chromium lists the pages of a file uncompressed, with their number.
    assert f"/Count {len(sides)}".encode() in page.pdf(prefer_css_page_size=True)
