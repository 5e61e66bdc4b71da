"""The picture of channels copes with any log: few channels, many, strange names, nothing at all."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rooms import collisions, contrast

from journeylab.domain.journey_log import JourneyLog
from journeylab.i18n import set_language
from journeylab.views.flow_chart import MOST_CHANNELS, channel_picture, drawn, flow, shade
from journeylab.views.svg import WIDTH

SVG = "{http://www.w3.org/2000/svg}"


def make_log(names: tuple[str, ...], ways: list[list[int]], bought: list[list[int]] | None = None) -> JourneyLog:
    """Return a log of these ways; `bought` marks the contacts that carry a conversion."""
    codes = [code for way in ways for code in way]
    flags = None if bought is None else np.array([flag for way in bought for flag in way], dtype=bool)
    return JourneyLog(
        names,
        np.cumsum([0, *map(len, ways)]),
        np.array(codes, dtype=np.uint8),
        conversion=flags,
        conversion_is_contact=True,
    )


# Ad, shop (bought); shop, ad, shop; mail.
SMALL = make_log(("Anzeige", "Shop", "Mail"), [[0, 1], [1, 0, 1], [2]], [[0, 1], [0, 0, 0], [0]])


def collided(log: JourneyLog) -> list[str]:
    sheet, height = drawn(flow(log), "Kanäle", "3 Personen")
    return collisions(sheet, WIDTH, height)


def test_contacts_and_steps_are_counted() -> None:
    """Channels come most frequent first; the last row is the start, the last column the end."""
    counted = flow(SMALL)
    assert counted.names == ("Shop", "Anzeige", "Mail")
    assert counted.contacts.tolist() == [3, 2, 1]
    assert counted.steps.tolist() == [
        [0, 1, 0, 2],
        [2, 0, 0, 0],
        [0, 0, 0, 1],
        [1, 1, 1, 0],
    ]


def test_conversions_are_counted_by_journey() -> None:
    """Of two journeys that meet the shop one ends in a conversion; the mail never does."""
    counted = flow(SMALL)
    assert counted.success is not None
    assert counted.success.tolist() == [[2, 2, 1], [1, 1, 0]]


def test_unknown_conversions_are_not_shown_as_none() -> None:
    """A log that does not tell conversions gets a picture without that column, not with zeros."""
    set_language("en")
    silent = channel_picture(make_log(("Anzeige",), [[0, 0]]))
    assert "conversion" not in silent.svg
    assert "with conversion" not in silent.table.columns
    assert "1 of 2 (50.0%)" in channel_picture(SMALL).svg


def test_rare_channels_are_counted_together() -> None:
    """Of 40 channels twelve are named, 28 are counted together, and no contact is lost."""
    set_language("en")
    log = make_log(tuple(f"Kanal {i}" for i in range(40)), [[i] * (41 - i) for i in range(40)])
    counted = flow(log)
    assert len(counted.names) == MOST_CHANNELS + 1
    assert counted.names[-1] == "28 others"
    assert counted.contacts.sum() == log.n_events
    assert counted.steps.sum() == log.n_events + len(log)
    assert len(channel_picture(log).table) == 40
    assert collided(log) == []


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from(["Direktzugriff", "Instagram-Anzeige", "=1+1", "W" * 40, "Ä", "a b c d e f g h i j k"]),
             min_size=1, max_size=40),
    st.lists(st.lists(st.integers(0, 39), max_size=8), max_size=30),
)  # fmt: skip
def test_nothing_collides_on_any_log(names: list[str], ways: list[list[int]]) -> None:
    """Whatever the channels are called, no text lies on another one, on a bar or beyond the edge."""
    codes = [[code % len(names) for code in way] for way in ways]
    log = make_log(tuple(names), codes, [[code % 5 == 0 for code in way] for way in codes])
    assert collided(log) == []


@given(st.text(max_size=30))
def test_names_of_channels_are_data(name: str) -> None:
    """Any name gives well-formed XML without scripts, and the table keeps it as it is."""
    picture = channel_picture(make_log((name,), [[0]]))
    tags = {element.tag.removeprefix(SVG) for element in ET.fromstring(picture.svg).iter()}
    assert tags <= {"svg", "title", "desc", "rect", "text"}
    assert picture.table.iloc[0, 0] == name


def test_markup_and_formulas_are_shown_as_typed() -> None:
    """A channel called like a script or a formula is a text like any other."""
    picture = channel_picture(make_log(("<script>", "=1+1"), [[0, 1]]))
    assert "<script" not in picture.svg
    assert "&lt;script&gt;" in picture.svg
    assert ">=1+1<" in picture.svg


def test_one_channel_is_enough() -> None:
    """One channel that is met once has one bar, one start and one end."""
    log = make_log(("Mail",), [[0]])
    assert flow(log).steps.tolist() == [[0, 1], [1, 0]]
    assert channel_picture(log).svg.count('fill="#2166AC"') == 1


@pytest.mark.parametrize("names", [(), ("Mail",)])
def test_an_empty_log_says_so(names: tuple[str, ...]) -> None:
    """A log without contacts gives a sentence, not an error."""
    set_language("en")
    picture = channel_picture(make_log(names, []))
    assert "no contacts yet" in picture.svg
    assert picture.table.empty


@pytest.mark.parametrize(("code", "text"), [("de", "1.200 (100,0\u00a0%)"), ("en", "1,200 (100.0%)")])
def test_numbers_follow_the_language(code: str, text: str) -> None:
    """German groups thousands by points and writes decimals with a comma."""
    set_language(code)
    assert f">{text}<" in channel_picture(make_log(("Mail",), [[0] * 1200])).svg


def test_numbers_can_be_read_on_every_shade() -> None:
    """Nothing is white, more is darker, and dark text keeps a contrast of at least 4.5 on the deepest."""
    assert shade(0) == "#FFFFFF"
    contrasts = [contrast("#222222", shade(share / 10)) for share in range(11)]
    assert contrasts == sorted(contrasts, reverse=True)
    assert contrasts[-1] >= 4.5


def test_the_same_log_gives_the_same_picture() -> None:
    """Nothing in the picture depends on chance or time."""
    assert channel_picture(SMALL).svg == channel_picture(SMALL).svg


def test_the_table_says_the_same() -> None:
    """One row a channel: contacts, share, journeys, conversions, and what follows."""
    set_language("en")
    table = channel_picture(SMALL).table
    assert table.iloc[0].tolist() == ["Shop", 3, 0.5, 2, 1, 0, 1, 0, 2]
    assert list(table.columns)[:6] == ["channel", "contacts", "share", "journeys", "with conversion", "then Shop"]


def test_a_picture_says_what_is_simulated() -> None:
    """Observed journeys are called observed, and the description names the most frequent step."""
    set_language("en")
    text = channel_picture(SMALL).description
    assert "3 customers · 6 contacts · 1 conversion · observed." in text
    assert "Most frequent step: from Anzeige to Shop, 2 times." in text
