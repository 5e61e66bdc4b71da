"""Numbers are read as people type them, in German and in English, and whatever is typed nothing breaks."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journeylab.domain.figure import Unit
from journeylab.errors import UsageError
from journeylab.exam.numbers import read_number
from journeylab.exam.variants import written
from journeylab.i18n import money, number, percent, set_language


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("1.234,5 €", "1234.5", Unit.EUR),
        ("€ 1.234,50", "1234.5", Unit.EUR),
        ("-€5", "-5", Unit.EUR),
        ("3/4", "0.75", None),
        ("5\ud800\x00", "5", None),
        ("¾", "0.75", None),
        ("−20", "-20", None),
        ("12,5%", "12.5", Unit.PERCENT),
        ("= 12,5 Prozent", "12.5", Unit.PERCENT),
        ("１２", "12", None),
        ("1 234 567", "1234567", None),
        (",5", "0.5", None),
        ("0,8 Prozentpunkte", "0.8", Unit.PERCENTAGE_POINTS),
        ("0,8 %-Punkte", "0.8", Unit.PERCENTAGE_POINTS),
        ("0,8 PP", "0.8", Unit.PERCENTAGE_POINTS),
        ("12 Pkt.", "12", Unit.POINTS),
        ("3 Min.", "3", Unit.MINUTES),
        ("4,2 Monate", "4.2", None),
    ],
)
def test_what_people_type_is_read(text: str, value: str, unit: Unit | None) -> None:
    """Thousands, decimals, fractions, wide digits and units behind the number."""
    found = read_number(text)
    assert (found.values[0], found.unit) == (Fraction(value), unit)


def test_a_point_can_be_read_in_two_ways() -> None:
    """In German 1.234 is a thousand; as the second reading it is a bit more than one."""
    assert read_number("1.234").values == (1234, Fraction("1.234"))
    set_language("en")
    assert read_number("1,234").values == (1234, Fraction("1.234"))


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            " ",
            "zwölf",
            "NaN",
            "∞",
            "-∞",
            "inf",
            "1e400",
            "1e5",
            "0x10",
            "3/0",
            "1/2/3",
            "1,2,3,4",
            "1.23.4",
            "--5",
            "%",
        ),
        *("9" * 41, "1" * 100_000, "\ud800", "<b>5</b>", "\u202e5", "🙂", "5 m²", "12 34.5,6"),
    ],
)
def test_what_is_no_number_is_said_to_be_none(text: str) -> None:
    """The message shows what was typed, shortened and printable, and how to write a number."""
    with pytest.raises(UsageError) as told:
        read_number(text)
    assert len(told.value.problem) < 120
    assert all(character.isprintable() for character in told.value.problem)


@settings(deadline=None, max_examples=300)
@given(st.text(max_size=60) | st.text(alphabet="0123456789.,'/+-−–%€ eEpP½²٣\u202f\u2044=≈", max_size=14))
def test_no_text_breaks_the_reader(text: str) -> None:
    """It gives at least one number, or says that there is none."""
    try:
        found = read_number(text)
    except UsageError:
        return
    assert found.values


@settings(deadline=None, max_examples=100)
@given(st.sampled_from(["de", "en"]), st.integers(-(10**9), 10**9), st.integers(0, 4))
def test_a_written_number_is_read_as_itself(language: str, digits: int, places: int) -> None:
    """Numbers, per cent and money in the format of the language come back exactly."""
    set_language(language)
    exact = Fraction(digits, 10**places)
    value = float(exact)
    assert read_number(number(value, places)).values[0] == exact
    assert read_number(percent(float(exact / 100), places)).values[0] == exact
    assert read_number(money(value, digits=places)).values[0] == exact


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("unit", Unit)
def test_a_number_of_a_task_is_read_as_itself(language: str, unit: Unit) -> None:
    """What a task writes, somebody may type: the same number, with the same unit where one stands there."""
    set_language(language)
    value = Fraction("0.125") if unit is Unit.SHARE else Fraction("1234.5")
    found = read_number(written(value, unit))
    assert found.values[0] == (value * 100 if unit is Unit.SHARE else value)
    told = {Unit.SHARE: Unit.PERCENT}.get(unit, unit)
    assert found.unit in (told, None)


def test_percentage_points_are_no_per_cent() -> None:
    """The difference between 2 % and 3 % is written and read as one percentage point."""
    assert written(Fraction(1), Unit.PERCENTAGE_POINTS) == "1 Prozentpunkt"
    assert written(Fraction("0.8"), Unit.PERCENTAGE_POINTS, 2) == "0,80 Prozentpunkte"
    set_language("en")
    assert written(Fraction("-0.8"), Unit.PERCENTAGE_POINTS) == "-0.8 percentage points"
