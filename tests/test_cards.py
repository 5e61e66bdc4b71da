"""Learning cards on paper: eight on a sheet, each back behind its front."""

from __future__ import annotations

import re
from dataclasses import replace

from golden_exports import kept, made, small_bank

from journeylab.exam.export.flashcards import Card, flashcards
from journeylab.i18n import speaking
from journeylab.store.exercises import practice_bank
from journeylab.views.learning_cards import learning_cards
from journeylab.views.lesson_page import is_lesson_page


def card(number: int, **changed: object) -> Card:
    made_up = Card(
        f"k-{number}", "probe", "Probe", "de", f"Karte {number}", f"<p>Frage {number}</p>", ("<p>Antwort</p>",)
    )
    return replace(made_up, **changed)  # type: ignore[arg-type]


def sheets(page: str) -> list[tuple[str, list[str]]]:
    """Return for each printed side whether it is of fronts or backs, and the ids in their places, "" for none."""
    found = []
    for kind, inside in re.findall(r'<section class="sheet (\w+)">(.*?)</section>', page, re.DOTALL):
        ids = re.findall(r'<article class="empty">()|<span>([\w-]+) · \d+</span>', inside)
        found.append((kind, [name for _empty, name in ids]))
    return found


def test_the_small_bank_is_drawn_as_before() -> None:
    """The page is kept in a file; ``python -m tools.golden`` writes it anew."""
    assert made("cards.html") == kept("cards.html")


def test_each_back_lies_behind_its_front() -> None:
    """Turned over the long edge, left and right change places, also on a sheet that is not full."""
    found = sheets(learning_cards([card(n) for n in range(1, 12)]).page)
    assert found == [
        ("fronts", [f"k-{n}" for n in (1, 2, 3, 4, 5, 6, 7, 8)]),
        ("backs", [f"k-{n}" for n in (2, 1, 4, 3, 6, 5, 8, 7)]),
        ("fronts", ["k-9", "k-10", "k-11"]),
        ("backs", ["k-10", "k-9", "", "k-11", "", "", "", ""]),
    ]


def test_without_solutions_there_are_only_fronts() -> None:
    """Whoever hands them out keeps the answers."""
    page = learning_cards([card(1), card(2)], backs=False).page
    assert sheets(page) == [("fronts", ["k-1", "k-2"])]
    assert "Antwort" not in page


def test_a_long_text_has_smaller_letters() -> None:
    """Three sizes; what fits in none of them is named and left out."""
    short, longer, long = (f"<p>{'Wort ' * count}</p>" for count in (20, 120, 180))
    made_of = learning_cards([card(n, front=text) for n, text in enumerate((short, longer, long))])
    assert re.findall(r'class="face (\w+)"><p>Wort', made_of.page) == ["large", "medium", "small"]
    too_long = learning_cards([card(1, front=f"<p>{'Wort ' * 400}</p>"), card(2)])
    assert too_long.too_long == ("k-1",)
    assert "k-1" not in too_long.page


def test_the_fullest_back_that_fits_is_taken() -> None:
    """A back with all reasons, or else one with the bare answer."""
    backs = (f"<p>alles {'Wort ' * 400}</p>", "<p>nur die Antwort</p>")
    made_of = learning_cards([card(1, backs=backs), card(2, backs=("<p>alles</p>", "<p>x</p>"))])
    assert made_of.shortened == ("k-1",)
    assert "nur die Antwort" in made_of.page
    assert "<p>alles</p>" in made_of.page
    assert made_of.too_long == ()


def test_most_of_the_practice_bank_fits_on_cards() -> None:
    """All but a few that the report names."""
    cards = [found for found, _told in flashcards(practice_bank()) if found]
    made_of = learning_cards(cards)
    assert len(made_of.too_long) < len(cards) / 20
    shown = {name for kind, ids in sheets(made_of.page) if kind == "fronts" for name in ids}
    assert shown | set(made_of.too_long) == {found.id for found in cards}


def test_a_page_with_cards_loads_nothing_and_may_be_renewed() -> None:
    """No script, no address; a command recognises it as ours."""
    page = made("cards.html").decode()
    assert is_lesson_page(page)
    assert "<script" not in page
    assert "http" not in page.replace('http-equiv="Content-Security-Policy"', "")


def test_cards_speak_their_own_language() -> None:
    """The page is in the language of the session, each card in that of its exercise."""
    with speaking("en"):
        page = learning_cards([card(1)]).page
    assert "Learning cards" in page
    assert '<article lang="de">' in page


def test_no_kind_is_missing_without_a_reason() -> None:
    """Every exercise has a card or a line that says why not."""
    for found, told in flashcards(small_bank()):
        assert found or told.reasons
