"""Texts are measured before they are drawn, and nothing that people write can break a picture."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rooms import collisions

from journeylab.views import svg
from journeylab.views.font_widths import CHARACTERS
from journeylab.views.lettering import Box, Label, clean, shorten, text_height, text_width, wrap

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module", params=[False, True], ids=["regular", "bold"])
def font(request: pytest.FixtureRequest) -> tuple[bool, dict[int, str], dict[str, tuple[int, int]]]:
    import matplotlib
    from fontTools.ttLib import TTFont

    name = "DejaVuSans-Bold.ttf" if request.param else "DejaVuSans.ttf"
    with TTFont(Path(matplotlib.get_data_path()) / "fonts" / "ttf" / name) as file:
        return request.param, file.getBestCmap(), dict(file["hmtx"].metrics)


def test_widths_are_those_of_the_font(font: tuple[bool, dict[int, str], dict[str, tuple[int, int]]]) -> None:
    """Letters, also those with accents of our neighbours' languages, are as wide as in DejaVu Sans."""
    bold, glyphs, metrics = font
    for character in CHARACTERS + "äöüÄÖÜéèêçñåãőčšžęąśğşİ":
        assert text_width(character, 2048, bold) == metrics[glyphs[ord(character)]][0], character


def test_a_line_is_as_wide_as_its_letters() -> None:
    """Ten letters in half the size are as wide as five in full size; a soft hyphen has no width."""
    assert text_width("n" * 10, 10) == pytest.approx(text_width("n" * 5, 20))
    assert text_width("Waren\u00adkorb", 13) == text_width("Warenkorb", 13)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Warenkorb", ("Warenkorb",)),
        ("Bestellbestätigung", ("Bestell-", "bestätigung")),
        ("Sendungsverfolgung", ("Sendungs-", "verfolgung")),
        ("Instagram-Anzeige", ("Instagram-", "Anzeige")),
        ("Mund\u00adpropa\u00adganda\u00adkette", ("Mundpropa-", "gandakette")),
        ("Kasse: Kontozwang", ("Kasse:", "Kontozwang")),
        ("  Tipp \n einer\tFreundin ", ("Tipp einer", "Freundin")),
        ("Rücksprünge", ("Rück-", "sprünge")),
        ("Absprungrate", ("Absprung-", "rate")),
        ("Größenberater", ("Größen-", "berater")),
        ("Redaktionsplan", ("Redaktions-", "plan")),
        ("Zahlungspflichtig", ("Zahlungs-", "pflichtig")),
        ("", ()),
    ],
)
def test_german_words_break_where_people_would(text: str, lines: tuple[str, ...]) -> None:
    """A long word breaks where its author says, at its hyphen, or between the parts of a compound."""
    assert wrap(text, 80, 13) == lines


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Einspruch", ("Ein-", "spruch")),
        ("Verpflegung", ("Verpfle-", "gung")),
        ("Empfang", ("Emp-", "fang")),
        ("mindestens", ("mindes-", "tens")),
        ("Anbestellung", ("Anbe-", "stellung")),
        ("Unmöglich", ("Unmög-", "lich")),
    ],
)
def test_a_syllable_begins_with_the_consonants_spoken_together(text: str, lines: tuple[str, ...]) -> None:
    """Where no compound helps, spr and pfl stay together; g and lich are parted, and so are s and t after no prefix."""
    assert wrap(text, 56, 13) == lines


@given(
    st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyzäöüßSCHT "), max_size=80),
    st.floats(45, 300),
    st.booleans(),
)
def test_wrapping_fits_and_loses_nothing(text: str, width: float, bold: bool) -> None:
    """Every line fits its room, and the lines hold all letters in order."""
    lines = wrap(text, width, 13, bold=bold)
    assert all(text_width(line, 13, bold) <= width for line in lines)
    assert "".join(lines).replace("-", "").replace(" ", "") == text.replace(" ", "")


@given(st.text(max_size=60), st.integers(1, 3))
def test_what_is_left_out_is_marked(text: str, most: int) -> None:
    """A text that needs more lines than there are ends in an ellipsis; others are whole."""
    whole = wrap(text, 90, 13)
    cut = wrap(text, 90, 13, lines=most)
    assert len(cut) <= most
    assert (cut == whole) if len(whole) <= most else cut[-1].endswith("…")


def test_shortening_keeps_what_fits() -> None:
    """A name that fits stays; a longer one ends in an ellipsis and still fits."""
    assert shorten("Laden", 80, 13) == "Laden"
    short = shorten("Werkstattterminvereinbarung", 80, 13)
    assert short.endswith("…")
    assert text_width(short, 13) <= 80


def test_boxes_that_share_an_edge_do_not_overlap() -> None:
    """Touching is not overlapping, and what fills the picture does not leave it."""
    sheet = svg.Sheet()
    for name, box in (("a", Box(0, 0, 10, 10)), ("b", Box(10, 0, 5, 5)), ("c", Box(9, 9, 5, 5))):
        sheet.take(name, box)
    assert collisions(sheet, 15, 14) == ["a / c"]
    assert collisions(sheet, 15, 13) == ["c leaves the picture", "a / c"]


@pytest.mark.parametrize(("anchor", "x"), [("start", 100.0), ("middle", 90.0), ("end", 80.0)])
def test_a_label_knows_its_room(anchor: str, x: float) -> None:
    """The box of a label follows its anchor and its lines."""
    size = 20 / text_width("n", 1)
    label = Label(("n", "n"), 100, 50, size, anchor=anchor)  # type: ignore[arg-type]
    assert label.box == Box(pytest.approx(x), 50, pytest.approx(20), text_height(2, size))  # type: ignore[arg-type]


@given(st.text(max_size=40))
def test_any_text_gives_a_picture_that_reads_back(text: str) -> None:
    """Whatever people write becomes well-formed XML that says the same, without what nobody can see."""
    picture = svg.document(10, 10, text, text, [svg.text(Label((text,), 0, 0))])
    root = ET.fromstring(picture)
    assert root.findtext(f"{SVG}title", "") == clean(text)
    assert [element.text or "" for element in root.iter(f"{SVG}text")] == [clean(text)]


def test_markup_stays_text() -> None:
    """Angle brackets, ampersands and quotes of people never become markup."""
    assert svg.words('<script>"&"</script>') == '&lt;script&gt;"&amp;"&lt;/script&gt;'
    assert svg.element("rect", fill='"><script>') == '<rect fill="&quot;&gt;&lt;script&gt;"/>'


def test_invisible_characters_are_dropped() -> None:
    """Control characters, half surrogates and marks that turn the reading direction disappear."""
    assert clean("a\x00b\x1b\u202ec\ud800d\ufffe\n e") == "abcd e"


@pytest.mark.parametrize(("value", "text"), [(3, "3"), (3.0, "3"), (0.126, "0.13"), (-2.5, "-2.5"), (1e-9, "0")])
def test_numbers_are_short(value: float, text: str) -> None:
    """A number takes at most two decimals."""
    assert svg.short(value) == text
