"""Like answers stand side by side, so that they can be marked alike."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from journeylab.exam import similarity
from journeylab.exam.lemmas import words_for
from journeylab.exam.similarity import similar, sorted_by_similarity

SHORT = st.lists(st.sampled_from(["Retoure", "Newsletter", "schickt", "zurück", "Mail"]), max_size=4).map(" ".join)


def test_order_and_endings_do_not_count() -> None:
    """The same words in another order and other forms are the same answer."""
    assert similar("Kunden schicken Retouren", "Retoure schickt Kunde") == 1.0


def test_other_words_are_unlike() -> None:
    """An answer about something else is less alike than one that says the same in part."""
    near = similar("Newsletter nach dem Kauf", "Newsletter mit Gutschein")
    assert 0 <= similar("Newsletter nach dem Kauf", "Plakat") < near < 1


@given(SHORT, SHORT)
@settings(deadline=None, max_examples=40)
def test_alike_is_mutual_and_between_0_and_1(a: str, b: str) -> None:
    """With and without the library: a is as like b as b is like a, and wholly like itself."""
    words = words_for("de", plain=True)
    for measure in (similarity._measure(), similarity._shared):
        forms = [similarity._base_forms(text, words) for text in (a, b)]
        assert measure(*forms) == measure(*reversed(forms))
        assert 0 <= measure(*forms) <= 1
        assert measure(forms[0], forms[0]) == 1


def test_like_answers_follow_each_other() -> None:
    """Two on returns and two on newsletters are read pair by pair."""
    texts = ["Retoure per Post", "Newsletter lesen", "Retouren per Post schicken", "ein Newsletter"]
    assert sorted_by_similarity(texts) == [0, 2, 3, 1]


@given(st.lists(SHORT, max_size=6))
@settings(deadline=None, max_examples=40)
def test_every_answer_is_read_once(texts: list[str]) -> None:
    """Sorting neither loses nor doubles an answer, and does the same when it is done again."""
    order = sorted_by_similarity(texts)
    assert sorted(order) == list(range(len(texts)))
    assert sorted_by_similarity(texts) == order
