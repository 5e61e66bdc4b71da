"""A task that was copied with other nouns and numbers is noticed; tasks that only begin alike are not."""

from __future__ import annotations

import pytest

from exercises import exercise
from journeylab.domain.exercise.bank import Entry
from journeylab.exam.copies import LIMIT, alike, stem, stems

ORIGINAL = (
    "Ein Shop zählt in einer Woche {sessions} Sitzungen und {orders} Bestellungen. Im Monat davor lag die Quote um "
    "0,4 Prozentpunkte höher. Berechnen Sie die Conversion-Rate und runden Sie auf zwei Stellen nach dem Komma."
)
COPY = (
    "Eine Rösterei zählt in einer Nacht {klicks} Besuche und {kaeufe} Abos. Im Jahr davor lag die Rate um "
    "1,9 Punkte höher. Berechnen Sie die Abo-Quote und runden Sie auf drei Stellen hinter dem Punkt."
)
OTHER = (
    "Ein Shop zählt in einer Woche {sessions} Sitzungen. Erläutern Sie, warum diese Zahl allein nichts über den "
    "Erfolg der Werbung sagt, und nennen Sie eine zweite, die Sie dafür brauchen."
)
ENGLISH = (
    "A bicycle shop counted {sessions} sessions and {orders} orders in one week, although it had stopped all of its "
    "advertising. Calculate the conversion rate and give it with two decimals."
)
ENGLISH_COPY = (
    "A coffee roaster counted {clicks} visitors and {sales} subscriptions in one month, although it had stopped all of "
    "its campaigns. Calculate the retention and give it with three positions."
)


def test_numbers_names_and_nouns_are_taken_out() -> None:
    """Capitals at the beginning of a sentence and the polite Sie stay: they are no nouns."""
    assert stem("Lena kauft 3 Räder bei Rückenwind. Nennen Sie *zwei* Gründe für {x}!") == (
        "lena", "kauft", "bei", "nennen", "sie", "für",
    )  # fmt: skip


@pytest.mark.parametrize(("one", "other", "language"), [(ORIGINAL, COPY, "de"), (ENGLISH, ENGLISH_COPY, "en")])
def test_a_copy_with_other_nouns_and_numbers_is_caught(one: str, other: str, language: str) -> None:
    """Names of parameters and KPIs were changed, the task was not."""
    (found,) = alike({"one": stem(one, language), "other": stem(other, language)})
    assert (found.one, found.other) == ("one", "other")
    assert found.share > 0.85


def test_another_question_about_the_same_shop_is_none() -> None:
    """A common first half is not a common task."""
    assert alike({"one": stem(ORIGINAL), "other": stem(OTHER)}, limit=LIMIT - 0.2) == []


def test_the_way_in_which_exams_ask_is_none() -> None:
    """Short stems have to be equal: there are few ways to ask for a sum."""
    short = {
        "a": stem("Berechnen Sie die Klickrate in Prozent."),
        "b": stem("Berechnen Sie je Kauf die Kosten in Euro."),
    }
    assert alike(short) == []
    assert [str(pair) for pair in alike({**short, "c": stem("Berechnen Sie die Marge in Euro.")})] == ["a / c: 1.00"]


def test_a_case_is_read_part_by_part() -> None:
    """Only what is asked counts, with the name of case and part."""
    entry = Entry(exercise("block"), "probe", "Probe", "de", "probe.yaml")
    assert list(stems([entry])) == ["fall.a", "fall.b", "fall.c"]
