"""Exports of a small bank with every kind of exercise, kept as files in ``tests/golden``.

``python -m tools.golden`` writes them anew; what changed is then looked at.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from conftest import TINY

from exercises import Shops, file_of
from journeylab.domain.exercise.bank import Bank, Entry, Exercises
from journeylab.domain.scenario import Scenario
from journeylab.exam.export.flashcards import flashcards
from journeylab.exam.export.gift import gift
from journeylab.exam.export.moodle import moodle
from journeylab.exam.export.tables import bank_table
from journeylab.i18n import speaking
from journeylab.store.exports import table_as_csv
from journeylab.store.yaml_file import parse_yaml
from journeylab.views.learning_cards import learning_cards

FOLDER = Path(__file__).parent / "golden"

# Whatever has a meaning in XML, HTML, Markdown, GIFT, Moodle's gaps, Anki's gaps or a spreadsheet.
NASTY = r"""
  - id: zeichen
    kind: choice
    title: "=1+1 <b>&amp; ]]> :: {A} ~ #"
    prompt: "Käufe & Größen: 3 < 5 > 2, ]]>, {x = 1} ~ # \\ **fett** <script>"
    points: 2
    minutes: 2
    operator: nennen
    afb: 1
    hints: ["Tipp <1> & {2}"]
    explanation: "]]> bleibt ]]> und & bleibt &."
    options: |
      [x] a < b & c > d
      [ ] {=falsch} ~ # :: weil 1 < 2 & "so" = {X}
      [x] ]]> -> ::
  - id: zeichen-luecken
    kind: cloze
    prompt: "Ergänzen Sie {1:SHORTANSWER:=nichts}."
    points: 3
    minutes: 2
    operator: vervollständigen
    afb: 1
    text: "Erst [[a]], dann & <b> {2} [[b]]."
    gaps:
      - {id: a, accept: ["A&B ~ }X{ #1 = *", "50 %"], why: "weil } und ~ und #"}
      - {id: b, accept: ["<Kasse>"], options: ["<Kasse>", "Korb & Co", "a::b }} c"]}
  - id: zeichen-paare
    kind: matching
    prompt: "Ordnen Sie zu."
    points: 2
    minutes: 2
    operator: zuordnen
    afb: 1
    pairs:
      - {left: "a -> b = {C}", right: "x & y"}
      - {left: "**d** < e", right: "~z #1"}
    extra: ["]]>"]
"""


def small_bank() -> Bank:
    """Return one exercise of every kind, and some with signs that mean something elsewhere."""
    read = Exercises.model_validate(parse_yaml(file_of() + NASTY.lstrip("\n"), "probe.yaml").data)
    return Bank(tuple(Entry(item, read.topic, "Probe / Übung", read.language, "probe.yaml") for item in read.items))


def tiny_shops() -> Shops:
    """Return what finds the tiny shop under every id."""
    return Shops(Scenario.model_validate(parse_yaml(TINY, "tiny.yaml").data))


def _csv() -> bytes:
    table = bank_table(small_bank(), shops=tiny_shops())
    return table_as_csv(table.headings, table.rows)


def _cards() -> bytes:
    page = learning_cards([card for card, _told in flashcards(small_bank()) if card]).page
    # The stylesheet has pages of its own to be tested on.
    return re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL).encode()


MADE: dict[str, Callable[[], bytes]] = {
    "bank.moodle.xml": lambda: moodle(small_bank(), variants=2, shops=tiny_shops()).content,
    "bank.gift.txt": lambda: gift(small_bank(), variants=2, shops=tiny_shops()).content,
    "bank.csv": _csv,
    "cards.html": _cards,
}


def made(name: str) -> bytes:
    """Return what one of the files holds if it is made now."""
    with speaking("de"):
        return MADE[name]()


def kept(name: str) -> bytes:
    """Return what one of the files holds."""
    return (FOLDER / name).read_bytes()
