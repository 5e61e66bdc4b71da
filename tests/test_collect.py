"""Answers come back: what counts, what is set aside, and that nothing is ever lost."""

from __future__ import annotations

import json
import os
from argparse import Namespace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from exams import NOON, exam, file_of, right, shown, submission
from hypothesis import given, settings
from hypothesis import strategies as st

from exercises import Shops
from journeylab.cli import exam as command
from journeylab.domain.exercise.attempt import Marker
from journeylab.domain.exercise.exam_results import ExamResults
from journeylab.domain.exercise.release import Draft, ExamKey
from journeylab.domain.scenario import Scenario
from journeylab.errors import DataError, UsageError
from journeylab.exam.answers import right_answer
from journeylab.exam.collecting import Reason, collect, noted_codes
from journeylab.exam.marking import leaves, with_row
from journeylab.exam.release import receipt
from journeylab.store.collect_folder import handed_in, read_codes, set_aside
from journeylab.store.release_folder import as_json, expect_a_place, read_record, write_record

KEY = exam()
ALL_RIGHT = {question.id: right(KEY, question.id) for question in KEY.paper.leaves}


def points(results: ExamResults, learner: str) -> list[Decimal | None]:
    return [each.points for each in next(each for each in results.learners if each.learner == learner).answers]


def test_right_answers_earn_full_marks_and_free_text_stays_open() -> None:
    """What a rule can mark is marked, in whatever order it was shown; sentences wait for the trainer."""
    found = collect({"a.json": file_of(submission(KEY, "kluger-fuchs-7", ALL_RIGHT))}, KEY, {})
    assert points(found.results, "kluger-fuchs-7") == [3, 4, None, 2, 2, None]


def test_what_was_left_out_earns_nothing() -> None:
    """An empty exam is marked completely: there is nothing to judge."""
    found = collect({"a.json": file_of(submission(KEY, "leer", {}))}, KEY, {})
    assert points(found.results, "leer") == [0, 0, 0, 0, 0, 0]


def test_a_consequential_error_counts_once() -> None:
    """Who goes on with an own wrong result loses the points of one part only."""
    answers = ALL_RIGHT | {"fall.a": "40", "fall.b": "10"}
    found = collect({"a.json": file_of(submission(KEY, "folge", answers))}, KEY, {})
    assert points(found.results, "folge")[3:5] == [0, 2]


def reasons(files: dict[str, bytes], codes: dict[str, str] | None = None, key: ExamKey = KEY) -> dict[str, Reason]:
    return {each.file: each.reason for each in collect(files, key, codes or {}).aside}


def draft_of(learner: str) -> bytes:
    return as_json(Draft(exam=KEY.paper.exam, learner=learner, started=NOON))


FUCHS = submission(KEY, "kluger-fuchs-7", {"text": "Eine Statusmeldung."})
OTHER = submission(KEY, "kluger-fuchs-7", {"text": "Eine andere Antwort."})


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", Reason.STRANGE),
        (b"PK\x03\x04 a word processor", Reason.STRANGE),
        (b"[1, 2]", Reason.STRANGE),
        (b"[" * 100_000, Reason.STRANGE),
        (b'{"format": ["journeylab/submission"]}', Reason.STRANGE),
        (b'{"format": "journeylab/exam_draft", "version": 1}', Reason.DAMAGED),
        (draft_of("a"), Reason.DRAFT),
        (file_of(FUCHS)[:-40], Reason.DAMAGED),
        (file_of(FUCHS).replace(b"Statusmeldung", b"Statusmeldungen"), Reason.DAMAGED),
        (file_of(FUCHS).replace(b'"answers"', b'"antworten"'), Reason.DAMAGED),
        (file_of(FUCHS).replace(b'"Eine Statusmeldung."', b"NaN"), Reason.DAMAGED),
        (file_of(FUCHS).replace(b'"version": 1', b'"version": 2'), Reason.NEWER),
        (file_of(submission(exam(name="andere001"), "kluger-fuchs-7", {})), Reason.FOREIGN),
        (file_of(submission(exam(("choice",)), "kluger-fuchs-7", {})), Reason.FOREIGN),
    ],
)  # fmt: skip
def test_what_is_no_answer_to_this_exam_is_set_aside(data: bytes, reason: Reason) -> None:
    """Strange, cut off, changed, newer and foreign files are told apart, and none of them stops the others."""
    files = {"abgabe-a.json": data, "abgabe-b.json": file_of(submission(KEY, "b", {}))}
    found = collect(files, KEY, {})
    assert [(each.file, each.reason) for each in found.aside] == [("abgabe-a.json", reason)]
    assert [each.learner for each in found.results.learners] == ["b"]


def test_a_draft_of_somebody_who_has_handed_in_is_no_news() -> None:
    """Only who has not handed in is named."""
    assert reasons({"a.json": file_of(FUCHS), "entwurf.json": draft_of("kluger-fuchs-7")}) == {}


def test_the_noted_code_tells_what_was_changed_afterwards() -> None:
    """A file with a sound checksum but another code than the noted one does not count."""
    code = {"kluger-fuchs-7": receipt(FUCHS.sha256)}
    assert reasons({"a.json": file_of(FUCHS)}, code) == {}
    found = collect({"a.json": file_of(OTHER)}, KEY, code)
    assert [(each.reason, each.code) for each in found.aside] == [(Reason.CHANGED, receipt(OTHER.sha256))]
    assert found.missing == ("kluger-fuchs-7",)


def test_a_code_noted_later_takes_unmarked_answers_back() -> None:
    """Answers collected before their code was noted no longer count when it turns out to be another one."""
    files, code = {"a.json": file_of(OTHER)}, {"kluger-fuchs-7": receipt(FUCHS.sha256)}
    before = collect(files, KEY, {}).results
    assert [each.learner for each in before.learners] == ["kluger-fuchs-7"]
    again = collect(files, KEY, code, before=before)
    assert (again.results.learners, again.missing, again.unconfirmed) == ((), ("kluger-fuchs-7",), ())


def test_of_two_submissions_the_noted_one_counts() -> None:
    """With a code the right one is found; without one nobody can tell, so that neither counts."""
    files = {"a.json": file_of(OTHER), "b.json": file_of(FUCHS), "c.json": file_of(FUCHS)}
    assert reasons(files, {"kluger-fuchs-7": receipt(FUCHS.sha256)}) == {
        "a.json": Reason.CHANGED,
        "c.json": Reason.TWICE,
    }
    assert reasons(files) == dict.fromkeys(files, Reason.UNCLEAR)
    assert reasons({"b.json": file_of(FUCHS), "c.json": file_of(FUCHS)}) == {"c.json": Reason.TWICE}


def test_marks_survive_collecting_again() -> None:
    """What a trainer has marked stays, and other answers of the same learner are set aside."""
    first = collect({"a.json": file_of(FUCHS)}, KEY, {}).results
    item = leaves(KEY)["text"].item
    done = with_row(item, with_row(item, first.answer("kluger-fuchs-7", "text"), "m1", Decimal(1)), "w1", Decimal(2))
    before = first.with_answer("kluger-fuchs-7", done)
    again = collect({"a.json": file_of(FUCHS), "b.json": file_of(submission(KEY, "b", {}))}, KEY, {}, before=before)
    assert again.results.answer("kluger-fuchs-7", "text").points == 3
    assert [each.learner for each in again.results.learners] == ["b", "kluger-fuchs-7"]
    later = collect({"a.json": file_of(OTHER)}, KEY, {}, before=before)
    assert later.results.answer("kluger-fuchs-7", "text").points == 3
    assert [each.reason for each in later.aside] == [Reason.MARKED]


def test_who_took_too_long_is_named() -> None:
    """The trainer decides what to make of it: the clock is the learner's own."""
    found = collect({"a.json": file_of(submission(KEY, "spaet", {}, minutes=47))}, KEY, {})
    assert found.late == ("spaet",)


STRANGE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.just("9" * 400),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["seed", "figures", "a"]), inner),
    max_leaves=6,
)
EVERY = exam(
    ("choice", "one", "matching", "ordering", "cloze", "short", "numeric", "free_text", "map", "journey", "block")
)


@given(st.fixed_dictionaries({question.id: STRANGE for question in EVERY.paper.leaves}))
@settings(deadline=None, max_examples=40)
def test_no_answer_stops_the_marking(tiny_scenario: Scenario, answers: dict[str, Any]) -> None:
    """Whatever stands in a file with a sound checksum: every question has an answer, and points within its own."""
    sent = submission(EVERY, "seltsam", answers)
    found = collect({"a.json": file_of(sent)}, EVERY, {}, Shops(tiny_scenario))
    marks = found.results.learners[0].answers
    assert [each.id for each in marks] == [question.id for question in EVERY.paper.leaves]
    assert all(each.points is None or 0 <= each.points <= each.most for each in marks)


@pytest.mark.parametrize(
    "text",
    ["ä" * 100_000, "<script>alert(1)</script><b>fett</b>", "\x00\x07\x1b[31m", "\u202eאבג\u202c", "😀🏳️‍🌈", "\ud83d"],
)
def test_any_text_comes_back_as_it_was_written(text: str) -> None:
    """100 kB, HTML, control characters, right-to-left, emoji and half of one survive the way to the trainer."""
    sent = submission(KEY, "text", {"text": text})
    found = collect({"a.json": file_of(sent)}, KEY, {})
    assert found.results.answer("text", "text").answer == text


def test_a_strange_form_is_left_to_the_trainer() -> None:
    """An answer that cannot be one to its question is shown as it is, without points."""
    found = collect({"a.json": file_of(submission(KEY, "x", {"wahl": [99], "folge": "abc"}))}, KEY, {})
    answers = found.results.learners[0].answers
    assert [(each.answer, each.points) for each in answers[:2]] == [("[99]", None), ("abc", None)]
    assert all("nicht die Form" in each.note for each in answers[:2])


def test_a_simulation_is_marked_by_the_learners_own_seed(tiny_scenario: Scenario) -> None:
    """The expected figures are those of the seed in the answer; a seed that is none is left to the trainer."""
    key = exam(("simulation",))
    given = []
    for seed in (5, "5"):
        answer = {"seed": seed, "figures": {"cr": expected(key, tiny_scenario, 5)}, "verdict": None}
        found = collect({"a.json": file_of(submission(key, "sim", {"lauf": answer}))}, key, {}, Shops(tiny_scenario))
        given.append(found.results.learners[0].answers[0].points)
    assert given == [1, None]


def expected(key: ExamKey, shop: Scenario, seed: int) -> str:
    right: str = right_answer(leaves(key)["lauf"], Shops(shop), seed)["figures"]["cr"]
    return right


def test_codes_are_read_from_a_table(tmp_path: Path) -> None:
    """With or without a heading, with semicolons, commas or tabs."""
    for sign in ";,\t":
        table = tmp_path / "codes.csv"
        table.write_text(f"Pseudonym{sign}Code\n\nKluger Fuchs 7{sign}2345 6789 abcd efgh\n", encoding="utf-8-sig")
        assert noted_codes(read_codes(table)) == {"kluger-fuchs-7": "2345-6789-ABCD-EFGH"}


def test_a_bad_table_of_codes_is_explained(tmp_path: Path) -> None:
    """A line without a code is named by its number; two codes for one pseudonym are refused."""
    table = tmp_path / "codes.csv"
    table.write_text("kluger-fuchs-7\n", encoding="utf-8")
    with pytest.raises(DataError, match="Zeile 1"):
        read_codes(table)
    with pytest.raises(UsageError, match="Zwei verschiedene"):
        noted_codes([("a", "2222222222222222"), ("a", "3333333333333333")])


def results_of(room: Path) -> Path:
    return room.with_name("abgaben-ergebnisse")


def arguments(folder: Path, **changed: Any) -> Namespace:
    return Namespace(
        **{"action": "collect", "folder": folder, "out": None, "key": None, "codes": None, "code": None} | changed
    )


@pytest.fixture
def room(tmp_path: Path) -> Path:
    """Return a folder with one good and one broken submission, and the trainer's file beside it."""
    folder = tmp_path / "abgaben"
    folder.mkdir()
    (folder / "abgabe-kluger-fuchs-7.json").write_bytes(file_of(FUCHS))
    (folder / "unterordner").mkdir()
    (folder / "unterordner" / "abgabe-kaputt.json").write_bytes(file_of(OTHER)[:-30])
    write_record(tmp_path / "abgaben.trainer.json", KEY)
    return folder


def test_collecting_moves_nothing(room: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What was handed in lies where it lay, byte by byte; a copy and the reason lie in their own folder."""
    before = {path: path.read_bytes() for path in room.rglob("*.json")}
    assert command.exam(arguments(room, code=[f"kluger-fuchs-7={receipt(FUCHS.sha256)}"])) == 0
    assert all(path.read_bytes() == data for path, data in before.items())
    results = read_record(results_of(room) / "ergebnisse.json", ExamResults, "")
    assert [(each.learner, each.confirmed) for each in results.learners] == [("kluger-fuchs-7", True)]
    copy = results_of(room) / "beiseite" / "unterordner__abgabe-kaputt.json"
    assert copy.read_bytes() == before[room / "unterordner" / "abgabe-kaputt.json"]
    assert "beschädigt" in (results_of(room) / "beiseite" / "GRUND.txt").read_text(encoding="utf-8-sig")
    assert "1 Antwort wartet" in capsys.readouterr().out
    # Solutions and answers of others do not lie where learners hand in.
    assert sorted(path.name for path in room.iterdir()) == ["abgabe-kluger-fuchs-7.json", "unterordner"]
    # A second time nothing is added but the reason.
    assert command.exam(arguments(room)) == 0
    assert len(list((results_of(room) / "beiseite").iterdir())) == 2


def test_results_of_another_exam_are_not_mixed(room: Path) -> None:
    """A folder that holds the results of another exam keeps them."""
    results_of(room).mkdir()
    write_record(results_of(room) / "ergebnisse.json", ExamResults(key=exam(name="andere001")))
    with pytest.raises(DataError, match="einer anderen Klausur"):
        command.exam(arguments(room))
    assert read_record(results_of(room) / "ergebnisse.json", ExamResults, "").key.paper.exam == "andere001"


def test_results_never_lie_in_the_folder_of_the_tasks(room: Path) -> None:
    """They hold the solutions: a folder that learners have is refused, and one inside of it as well."""
    (room / "aufgaben.json").write_bytes(as_json(KEY.paper))
    for out in (room, room / "unterordner"):
        with pytest.raises(UsageError, match="Ordner der Lernenden"):
            command.exam(arguments(room, out=out))


def test_without_the_trainers_file_nothing_is_collected(room: Path) -> None:
    """The message says how to name it."""
    (room.parent / "abgaben.trainer.json").unlink()
    with pytest.raises(UsageError, match="--key"):
        command.exam(arguments(room))


def test_a_read_only_place_is_explained(room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing can be written, the way out is named and the submissions are as they were."""

    def refuse(*_args: Any, **_kwargs: Any) -> None:
        raise PermissionError(13, os.strerror(13))

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(DataError, match="--out"):
        set_aside(room, {"a.json": b"{}"}, [("a.json", "Grund")], datetime(2026, 11, 29))
    monkeypatch.undo()
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(DataError, match="lesen"):
        handed_in(room)


def test_a_newer_results_file_is_not_touched(room: Path) -> None:
    """Marks of a newer version are neither read wrongly nor overwritten."""
    results_of(room).mkdir()
    data = json.dumps({"format": "journeylab/exam_results", "version": 2})
    (results_of(room) / "ergebnisse.json").write_text(data, encoding="utf-8")
    with pytest.raises(DataError, match="neueren Version"):
        command.exam(arguments(room))
    assert (results_of(room) / "ergebnisse.json").read_text(encoding="utf-8") == data


def test_an_exam_is_not_laid_where_its_solutions_are(tmp_path: Path) -> None:
    """Not beside or inside the bank, not in its repository, not over other files, not with the trainer's file."""
    bank = tmp_path / "bank" / "aufgaben.yaml"
    bank.parent.mkdir()
    bank.touch()
    key = tmp_path / "k.trainer.json"
    for folder in (bank.parent, bank.parent / "klausur"):
        with pytest.raises(UsageError, match="am selben Ort"):
            expect_a_place(folder, key, [bank])
    (tmp_path / ".git").mkdir()
    with pytest.raises(UsageError, match="Git-Repository"):
        expect_a_place(tmp_path / "klausur", key, [bank])
    (tmp_path / ".git").rmdir()
    with pytest.raises(UsageError, match="Ordner der Lernenden"):
        expect_a_place(tmp_path / "klausur", tmp_path / "klausur" / "k.json", [bank])
    expect_a_place(tmp_path / "klausur", key, [bank])
    (tmp_path / "klausur").mkdir()
    (tmp_path / "klausur" / "brief.txt").touch()
    with pytest.raises(DataError, match=r"nicht leer: brief\.txt"):
        expect_a_place(tmp_path / "klausur", key, [bank])
    key.touch()
    with pytest.raises(DataError, match="nicht überschrieben"):
        expect_a_place(tmp_path / "neu", key, [bank])


def test_marker_of_the_machine_is_kept() -> None:
    """Points that a rule gave are labelled as the program's."""
    found = collect({"a.json": file_of(submission(KEY, "a", {"wahl": shown(KEY, "wahl", [1])}))}, KEY, {})
    answer = found.results.answer("a", "wahl")
    assert (answer.points, answer.by, answer.machine, answer.answer) == (1, Marker.MACHINE, 1, [1])
