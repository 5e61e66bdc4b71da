"""What a class's results say about the exercises, with figures worked out by hand."""

from __future__ import annotations

from decimal import Decimal
from math import sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journeylab.errors import UsageError
from journeylab.exam.item_advice import note
from journeylab.exam.item_analysis import (
    Concern,
    ItemKey,
    ItemReport,
    ItemResult,
    analyse_items,
    discrimination_range,
)
from journeylab.i18n import set_language


def results(*columns: str, most: int = 1) -> list[ItemResult]:
    """Return results of items A, B, ... given as digits, one a learner."""
    return [
        ItemResult(f"l{learner}", chr(65 + item), Decimal(points), Decimal(most))
        for item, column in enumerate(columns)
        for learner, points in enumerate(column)
    ]


def report(*columns: str, most: int = 1) -> ItemReport:
    """Return the report of the first item."""
    return analyse_items(results(*columns, most=most))[0]


def test_difficulty_and_discrimination_by_hand() -> None:
    """A: 1 1 1 0 0 with rest scores 2 1 1 1 0: deviations give 1 / sqrt(1.2 * 2)."""
    found = report("11100", "11010", "10100")
    assert found.difficulty == 0.6
    assert found.discrimination == pytest.approx(1 / sqrt(2.4))
    # The same by the formula of the point-biserial correlation: means 4/3 and 1/2, variance 2/5.
    assert found.discrimination == pytest.approx((4 / 3 - 1 / 2) / sqrt(2 / 5) * sqrt(0.6 * 0.4))


def test_part_points_count_as_shares() -> None:
    """0, 2 and 4 of 4 points beside 0, 4 and 2: difficulty one half, correlation one half."""
    found = report("024", "042", most=4)
    assert found.difficulty == 0.5
    assert found.discrimination == pytest.approx(0.5)


def test_an_exercise_does_not_correlate_with_itself() -> None:
    """Two exercises that have nothing to do with each other: 0, though each is half of the sum."""
    assert report("1100", "1010").discrimination == pytest.approx(0)


def test_intervals_are_those_of_wilson_and_fisher() -> None:
    """Five of ten: 0.237 to 0.763; a correlation of 0.5 in 28 pairs: 0.156 to 0.736 (z = 0.5493, se = 0.2)."""
    assert report("1111100000").difficulty_range == pytest.approx((0.2366, 0.7634), abs=1e-4)
    assert discrimination_range(0.5, 28) == pytest.approx((0.1560, 0.7359), abs=1e-4)
    assert discrimination_range(0.5, 3) is None
    assert discrimination_range(1.0, 28) is None


def test_where_all_are_alike_there_is_no_discrimination() -> None:
    """Everybody right, or only one exercise."""
    assert report("1111", "1010").discrimination is None
    assert report("1010").discrimination is None
    assert "gleichen sich zu sehr" in report("1" * 12, "10" * 6).note


def test_a_learner_without_the_exercise_does_not_count_for_it() -> None:
    """Variants: the rest is the share of what each learner was given."""
    rows = [row for row in results("1100", "1110", "0000") if (row.learner, row.item) not in {("l3", "A"), ("l0", "C")}]
    first, second, third = analyse_items(rows)
    assert [first.learners, second.learners, third.learners] == [3, 4, 3]
    # Shares of the others: 1 of 1 for l0, 1 of 2 for l1 and l2.
    assert first.discrimination == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("columns", "concerns", "advice"),
    [
        (("0000011111", "1111100000"), (Concern.NEGATIVE, Concern.FEW), "Prüfen Sie zuerst den Lösungsschlüssel"),
        (("1000000000", "1111100000"), (Concern.TOO_HARD, Concern.FEW), "Nur 10\u00a0% der Punkte"),
        (("1111111110", "1111100000"), (Concern.TOO_EASY, Concern.FEW), "90\u00a0% der Punkte wurden erreicht"),
        (("1010101010", "1111110000"), (Concern.LOW, Concern.FEW), "unterscheidet kaum"),
        (("1111000000", "1111100000"), (Concern.FEW,), "Lassen Sie die Aufgabe, wie sie ist."),
        (("1111" * 4 + "0000" * 4, "11110" * 4 + "0" * 12), (), "Lassen Sie die Aufgabe, wie sie ist."),
        (("000011111", "111100000"), (Concern.TOO_FEW,), "Ändern Sie noch nichts"),
    ],
)
def test_each_concern_has_its_advice(columns: tuple[str, ...], concerns: tuple[Concern, ...], advice: str) -> None:
    """Negative, too hard, too easy, low, few: each says what to change; below ten learners nothing is judged."""
    found = report(*columns)
    assert found.concerns == concerns
    assert advice in found.change


def test_small_classes_are_told_how_little_is_sure() -> None:
    """Ten learners: r = 0.816 lies between 0.38 and 0.96; nine learners: the figures tell nothing."""
    found = report("1111000000", "1111100000")
    assert found.note == (
        "Die Trennschärfe liegt zwischen 0,38 und 0,96 (95\u00a0%, 10 Teilnehmende). "
        "Bei einer so kleinen Klasse ist das ein Hinweis, kein Beweis."
    )
    assert "sagen die Zahlen nichts" in report("111100000", "111110000").note
    assert "Hinweis" not in report("1111" * 4 + "0000" * 4, "11110" * 4 + "0" * 12).note


def choices(chosen: str) -> list[ItemResult]:
    """Return ten learners who chose one option each at item A; "a" is right, and the first five are strong."""
    own = [
        ItemResult(f"l{number}", "A", Decimal(option == "a"), Decimal(1), () if option == "-" else (option,))
        for number, option in enumerate(chosen)
    ]
    return own + [ItemResult(f"l{number}", "B", Decimal(number < 5), Decimal(1)) for number in range(10)]


KEY = {"A": ItemKey(("a", "b", "c", "d"), frozenset("a"))}


def test_choices_are_counted_for_strong_and_weak() -> None:
    """The median of the rest is one half: five lie above it, five below; one learner left it out."""
    found = analyse_items(choices("aaabcaab-b"), KEY)[0]
    assert [(each.option, each.chosen, each.strong, each.weak) for each in found.options] == [
        ("a", 5, 3, 2),
        ("b", 3, 1, 2),
        ("c", 1, 1, 0),
        ("d", 0, 0, 0),
    ]
    assert (found.options[1].strong_share, found.options[1].weak_share) == (0.2, 0.4)
    assert found.concerns == (Concern.UNUSED, Concern.FEW)
    assert found.change == "Niemand hat 'd' gewählt: Setzen Sie dort einen Fehler ein, der wirklich vorkommt."


def test_those_on_the_median_are_neither_strong_nor_weak() -> None:
    """With three who stand on it, only those above and below are compared."""
    own = [ItemResult(f"l{number}", "A", Decimal(0), Decimal(1), ("b",)) for number in range(5)]
    rest = [ItemResult(f"l{number}", "B", Decimal(points), Decimal(2)) for number, points in enumerate([2, 1, 1, 1, 0])]
    option = analyse_items(own + rest)[0].options[0]
    assert (option.chosen, option.strong, option.weak, option.right) == (5, 1, 1, None)


def test_a_distractor_for_strong_learners_is_named() -> None:
    """Two strong ones and one weak one chose "b": it may be right as well; one strong one alone may err."""
    found = analyse_items(choices("aaabbacdbc"), KEY)[0]
    assert found.concerns == (Concern.ATTRACTIVE, Concern.FEW)
    assert found.change.startswith("Starke wählen 'b' häufiger als Schwache")
    assert analyse_items(choices("aaaabacdcc"), KEY)[0].concerns == (Concern.FEW,)


def test_more_than_one_concern_gives_more_than_one_sentence() -> None:
    """The key comes first, the unused distractor last; English says the same."""
    set_language("en")
    found = analyse_items(choices("bbbbcaaaaa"), KEY)[0]
    assert found.concerns == (Concern.NEGATIVE, Concern.ATTRACTIVE, Concern.UNUSED, Concern.FEW)
    assert found.change.startswith("Check the key first")
    assert found.change.endswith("Nobody chose 'd': put a mistake there that learners really make.")


@pytest.mark.parametrize(
    "bad", [results("1", "1") + results("0"), results("2"), [ItemResult("l", "A", Decimal(0), Decimal(0))]]
)
def test_impossible_results_are_refused(bad: list[ItemResult]) -> None:
    """Two results of a learner, more points than there are, and an exercise without points."""
    with pytest.raises(UsageError, match="'A'"):
        analyse_items(bad)


def test_no_results_give_no_reports() -> None:
    """Nothing in, nothing out."""
    assert analyse_items([]) == ()


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(*[st.integers(0, 4)] * 3), min_size=1, max_size=40))
def test_figures_stay_within_their_limits(rows: list[tuple[int, int, int]]) -> None:
    """Whatever a class earns: shares within their interval, correlations between -1 and 1, a sentence for each."""
    columns = ["".join(map(str, column)) for column in zip(*rows, strict=True)]
    for found in analyse_items(results(*columns, most=4)):
        low, high = found.difficulty_range
        assert -1e-9 <= low <= found.difficulty + 1e-9 <= high + 2e-9 <= 1 + 3e-9
        assert found.discrimination is None or abs(found.discrimination) <= 1 + 1e-9
        if found.discrimination is not None and found.discrimination_range:
            assert found.discrimination_range[0] < found.discrimination < found.discrimination_range[1]
        assert found.change
        assert found.note


def test_one_result_is_one() -> None:
    """A single result is spoken of in the singular."""
    assert note([Concern.TOO_FEW], 1, None) == "Bei einem Ergebnis sagen die Zahlen nichts über die Aufgabe aus."
    assert note([Concern.TOO_FEW], 4, None) == "Bei 4 Ergebnissen sagen die Zahlen nichts über die Aufgabe aus."
