"""An exam leaves without its solutions, and its receipt shows what was changed afterwards."""

from __future__ import annotations

import base64
import codecs
import gzip
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from html import escape
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exercises import ITEMS, exercise
from journeylab.domain.exercise.bank import Exercises
from journeylab.domain.exercise.common import Exercise
from journeylab.domain.exercise.question import Question
from journeylab.domain.exercise.release import ExamKey, Submission
from journeylab.domain.text import Record
from journeylab.errors import UsageError
from journeylab.exam import leaks, release
from journeylab.exam.answers import answer_text, right_answer
from journeylab.exam.leaks import Disguise, depends, found_in, is_public, secret_texts, telling
from journeylab.exam.variants import Variant, draw

NOON = datetime(2026, 11, 29, 12, 0, tzinfo=UTC)
SECRET = "0123456789abcdef"
ALL = [exercise(name) for name in ITEMS]


def exam_of(items: Sequence[Exercise], seed: int = 3, secret: str = SECRET) -> ExamKey:
    return release.make_exam(items, seed, secret, exam="probe0001", title="Probe", minutes=45, now=NOON)


def files_of(variants: Sequence[Variant]) -> Mapping[str, bytes]:
    asked = release.questions(variants, SECRET)
    return {"aufgaben.json": release.canonical([each.model_dump(mode="json") for each in asked])}


@pytest.mark.parametrize("name", ITEMS)
def test_no_question_depends_on_a_secret_field(name: str) -> None:
    """Whatever stands in the secret fields, and whichever order is right: the same question leaves."""
    variant = draw(exercise(name), 3)
    disguise = Disguise()
    twin = disguise.variant(variant)
    assert len(disguise.canaries) > 10
    assert depends(files_of, [variant]) == []
    files = {**files_of([twin])}
    assert found_in(files, disguise.canaries) == []


@pytest.mark.parametrize("name", ITEMS)
def test_twins_have_another_solution(name: str) -> None:
    """The proof would be worth nothing if twins were right with the same answer."""
    variant = draw(exercise(name), 3)
    twin = Disguise().variant(variant)
    for leaf, other in zip(variant.leaves, twin.leaves, strict=True):
        if leaf.item.kind in ("choice", "matching", "ordering", "cloze", "short", "free_text", "map", "journey"):  # type: ignore[attr-defined]
            texts = [answer_text(each, right_answer(each)) for each in (leaf, other)]
            assert texts[0] != texts[1]


def records(kind: type[Record]) -> set[type[Record]]:
    return {kind}.union(*(records(each) for each in kind.__subclasses__()))


def test_every_kind_says_what_may_leave() -> None:
    """Each kind of exercise has its list, so that a new kind has to be thought about."""
    kinds = records(Exercise) - {Exercise}
    assert {kind.__name__ for kind in kinds} == {kind.__name__ for kind in kinds if kind in leaks.PUBLIC}


def test_a_new_field_stays_inside() -> None:
    """A field that the list does not name is secret without anybody having to say so."""

    class Later(Exercise):
        kind: str = "later"
        trick: str = ""

    assert not is_public(Later, "trick")
    later = Later(**exercise("short").model_dump(include={"id", "prompt", "points", "minutes", "operator", "afb"}))
    assert "Denken" not in "".join(secret_texts(later))
    assert "Trick 17" in set(secret_texts(later.model_copy(update={"trick": "Trick 17"})))


@pytest.mark.parametrize("field", ["explanation", "hints", "rubric", "model_answer", "source", "glossary", "samples"])
def test_a_leak_in_any_field_is_seen(field: str) -> None:
    """If a question took a secret field along, two twins would differ."""
    variant = draw(exercise("free_text"), 3)

    def leaky(variants: Sequence[Variant]) -> Mapping[str, bytes]:
        return {**files_of(variants), "mehr.txt": str(getattr(variants[0].item, field)).encode()}

    assert depends(leaky, [variant]) == ["mehr.txt"]


def test_the_order_in_the_file_is_a_secret() -> None:
    """Showing steps or right sides in the order of the file, or by a shuffle that can be computed, is a leak."""
    from journeylab.exam.asking import ask

    for name in ("ordering", "matching", "choice"):
        variant = draw(exercise(name), 3)
        assert depends(lambda variants: {"a": repr(ask(variants[0])).encode()}, [variant]) == ["a"]


def test_notes_beside_a_document_stay_inside() -> None:
    """An author's ``x_`` keys are kept in a bank and do not leave, not even with a table that is handed out."""
    case = exercise("block")
    noted = case.materials[0].model_copy(update={"x_notes": {"x_loesung": "Es sind dreißig Euro je Bestellung"}})  # type: ignore[attr-defined]
    item = case.model_copy(update={"materials": (noted,)})
    assert b"x_loesung" not in files_of([draw(item, 3)])["aufgaben.json"]


HIDDEN = "Eine Sendungsverfolgung entlastet den Service"
WAYS = {
    "plain": HIDDEN,
    "capitals": HIDDEN.upper(),
    "spaces": HIDDEN.replace(" ", " \n\t"),
    "json": json.dumps({"a": HIDDEN.replace("ä", "\u00e4")}),
    "html": escape(HIDDEN).replace("e", "&#101;"),
    "percent": "".join(f"%{byte:02x}" for byte in HIDDEN.encode()),
    "base64": "xy" + base64.b64encode(b"ab" + HIDDEN.encode()).decode(),
    "base64 in lines": base64.encodebytes(3 * HIDDEN.encode()).decode(),
    "base64 twice": base64.b64encode(base64.b64encode(HIDDEN.encode())).decode(),
    "hexadecimal": HIDDEN.encode().hex(),
    "rot13": codecs.encode(HIDDEN, "rot13"),
    "backwards": HIDDEN[::-1],
    "markdown": HIDDEN.replace("Sendungs", "**Sendungs**"),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_secret_is_found_however_it_is_written(way: str) -> None:
    """The search reads what a curious learner could read with the tools of any computer."""
    assert found_in({"a.txt": b"vorher " + WAYS[way].encode() + b" nachher"}, [HIDDEN])


def test_a_secret_is_found_wherever_it_lies() -> None:
    """Outputs, metadata and attachments of a notebook, names of files and packed files are searched as well."""
    code = base64.b64encode(HIDDEN.encode()).decode()
    notebook: dict[str, Any] = {"metadata": {"author": HIDDEN}, "cells": [{"outputs": [], "attachments": {}}]}
    assert found_in({"a.ipynb": json.dumps(notebook).encode()}, [HIDDEN])
    notebook = {"cells": [{"attachments": {"bild.png": {"image/png": code}}}]}
    assert found_in({"a.ipynb": json.dumps(notebook).encode()}, [HIDDEN])
    notebook = {"cells": [{"outputs": [{"data": {"text/html": f"<img src='data:text/plain;base64,{code}'>"}}]}]}
    assert found_in({"a.ipynb": json.dumps(notebook).encode()}, [HIDDEN])
    assert found_in({f"{HIDDEN}.txt": b""}, [HIDDEN])
    assert found_in({"a.gz": gzip.compress(HIDDEN.encode())}, [HIDDEN])
    assert found_in({"a.txt": HIDDEN.encode("utf-16")}, [HIDDEN])
    assert found_in({"a.txt": b"Nichts davon."}, [HIDDEN]) == []


def test_what_is_asked_is_no_secret() -> None:
    """A text that the question itself shows is not searched for; the model answer is."""
    found = telling(ALL)
    assert "eine sendungsverfolgung entlastet den service, weil sie rückfragen beantwortet." in found
    assert "bringen sie die schritte in ihre reihenfolge." not in found


def test_answers_come_back_in_the_numbers_of_the_file() -> None:
    """Who places the steps rightly on the screen has them in the order of the file."""
    key = exam_of(ALL)
    by_id = {variant.id: variant for variant in release.drawn(key)}
    for question in key.paper.leaves:
        leaf = by_id.get(question.id)
        if leaf is None or question.kind not in ("choice", "ordering", "matching"):
            continue
        right = right_answer(leaf)
        order = key.orders[question.id]
        shown = [order.index(number) + 1 for number in right]
        assert release.stored(key, leaf, shown) == right


def test_another_secret_gives_another_order() -> None:
    """The order on the screen follows from the secret, which only the trainer has."""
    one, other = exam_of(ALL), exam_of(ALL, secret="fedcba9876543210")
    assert one.orders != other.orders
    assert {question.prompt for question in one.paper.leaves} == {question.prompt for question in other.paper.leaves}


def test_a_key_comes_back_from_its_file() -> None:
    """The trainer's file holds all that is needed to mark, for every kind."""
    key = exam_of(ALL)
    again = ExamKey.model_validate_json(key.model_dump_json())
    assert again.items == key.items and again == key
    assert [variant.item for variant in release.drawn(again)] == [variant.item for variant in release.drawn(key)]
    assert Exercises.model_validate(
        {"format": "journeylab/exercises", "version": 1, "topic": "probe", "title": "Probe", "items": key.items}
    )


def test_tasks_cannot_stand_twice() -> None:
    """An exam of no tasks, or with one twice, is refused."""
    for items in ([], [ALL[0], ALL[0]]):
        with pytest.raises(UsageError, match="mindestens eine Aufgabe"):
            exam_of(items)


ANSWERS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(codec=None)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


def submission(answers: dict[str, Any]) -> Submission:
    return Submission(
        exam="probe0001", paper="0" * 64, learner="kluger-fuchs-7", started=NOON, handed_in=NOON, answers=answers
    )


@given(st.dictionaries(st.text(min_size=1, max_size=5), ANSWERS, max_size=4))
@settings(deadline=None, max_examples=60)
def test_the_digest_survives_a_file(answers: dict[str, Any]) -> None:
    """Whatever learners type, also half a surrogate pair: written and read again, the digest is the same."""
    sealed = release.sealed(submission(answers))
    data = json.loads(release.canonical(sealed.model_dump(mode="json")))
    assert release.submission_digest(data) == sealed.sha256 == data["sha256"]


def test_one_changed_letter_changes_the_code() -> None:
    """The receipt belongs to one set of answers."""
    codes = {release.receipt(release.sealed(submission({"text": text})).sha256) for text in ("Retoure", "retoure")}
    assert len(codes) == 2
    assert all(release.read_receipt(code.lower().replace("-", " ")) == code for code in codes)


@pytest.mark.parametrize("code", ["", "7K3M", "7K3M-Q9PX-2BVA-HC8O", "1111-1111-1111-1111"])
def test_what_is_no_code_is_refused(code: str) -> None:
    """0, O, 1 and I do not occur in a code."""
    with pytest.raises(UsageError, match="kein Quittungscode"):
        release.read_receipt(code)


def test_only_fields_of_questions_leave() -> None:
    """The file has the keys of a question and no others, however deep it is."""
    key = exam_of(ALL)

    def keys(data: Any) -> set[str]:
        if isinstance(data, dict):
            return set(data).union(*map(keys, data.values()))
        return set().union(*map(keys, data)) if isinstance(data, list) else set()

    known = set(Question.model_fields) | {"asks", "columns", "rows", "sender", "recipient", "subject"}
    assert keys([each.model_dump(mode="json") for each in key.paper.questions]) <= known
