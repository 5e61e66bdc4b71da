"""An exam is written against the clock, survives a crash, and ends with a receipt."""

from __future__ import annotations

import json
from argparse import Namespace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from exams import NOON, exam, right

from exercises import ITEMS, Shops, file_of
from journeylab.cli import exam as command
from journeylab.domain.exercise.exam_results import ExamResults
from journeylab.domain.exercise.release import Draft, ExamKey, ExamPaper, Submission
from journeylab.domain.scenario import Scenario
from journeylab.errors import DataError, UsageError
from journeylab.exam.release import receipt, submission_digest
from journeylab.practice import ExamRoom, Marking
from journeylab.store import release_folder as folders
from journeylab.store.exam_desk import Desk
from journeylab.store.release_folder import read_paper, read_record
from journeylab.widgets.exam_room import ExamRoomView
from journeylab.widgets.exam_room_state import ExamRoomState

KEY = exam(("one", "ordering", "block", "free_text"))
PAPER = KEY.paper


class Clock:
    """A time that moves only when it is told to."""

    def __init__(self) -> None:
        self.time = NOON

    def __call__(self) -> datetime:
        """Return the time."""
        return self.time

    def wait(self, seconds: float) -> None:
        """Let time go by."""
        self.time += timedelta(seconds=seconds)


def room(clock: Clock, folder: Path | None = None, paper: ExamPaper = PAPER) -> ExamRoomState:
    if folder is None:
        return ExamRoomState(paper, now=clock)
    desk = Desk(folder)
    return ExamRoomState(paper, drafts=desk.drafts(paper.exam), keep=desk.keep, hand_over=desk.hand_in, now=clock)


def test_nothing_can_be_answered_before_the_start() -> None:
    """The clock has to run first; an e-mail address is no pseudonym."""
    state = room(Clock())
    with pytest.raises(UsageError, match="noch nicht begonnen"):
        state.answer([1])
    with pytest.raises(UsageError, match="E-Mail"):
        state.start("fuchs@example.org")
    assert not state.running


def test_an_exam_goes_on_after_a_crash(tmp_path: Path) -> None:
    """Answers, place and clock are as they were, and time went on meanwhile."""
    clock = Clock()
    state = room(clock, tmp_path)
    state.start("Kluger Fuchs 7")
    clock.wait(3)
    state.answer([1])
    state.go(5)
    state.mark_later(True)
    clock.wait(60)
    again = room(clock, tmp_path)
    assert again.suggested == "kluger-fuchs-7"
    again.start(again.suggested)
    assert (again.answers, again.at, again.later) == ({"eine": [1]}, 5, {"text"})
    assert again.seconds_left == 45 * 60 - 63


def test_a_draft_of_another_exam_is_not_continued(tmp_path: Path) -> None:
    """Two exams in one folder do not mix; a broken draft is passed over."""
    clock = Clock()
    room(clock, tmp_path).start("fuchs")
    (tmp_path / "entwurf-kaputt.json").write_text("{", encoding="utf-8")
    other = exam(("one",), name="andere001").paper
    assert room(clock, tmp_path, other).suggested == ""


def test_the_end_of_the_time_hands_in(tmp_path: Path) -> None:
    """After 45 minutes the exam is handed in as of the deadline; the code is that of the file."""
    clock = Clock()
    state = room(clock, tmp_path)
    state.start("fuchs")
    clock.wait(45 * 60 + 5)
    with pytest.raises(UsageError, match="abgegeben"):
        state.answer([1])
    sent = read_record(tmp_path / "abgabe-fuchs.json", Submission, "")
    assert sent.handed_in == NOON + timedelta(minutes=45)
    data = json.loads((tmp_path / "abgabe-fuchs.json").read_bytes())
    assert state.code == receipt(submission_digest(data))


def test_an_empty_field_is_no_answer() -> None:
    """What is deleted again counts as left out."""
    state = room(Clock())
    state.start("fuchs")
    state.answer([1])
    state.answer(None)
    assert state.answers == {}


def test_nobody_hands_in_twice(tmp_path: Path) -> None:
    """A pseudonym that has handed in cannot begin again; of two open rooms the first one's file stays."""
    clock = Clock()
    rooms = [room(clock, tmp_path), room(clock, tmp_path)]
    for state, answer in zip(rooms, ([1], [2]), strict=True):
        state.start("fuchs")
        state.answer(answer)
    rooms[0].hand_in()
    with pytest.raises(DataError, match="nicht überschrieben"):
        rooms[1].hand_in()
    assert read_record(tmp_path / "abgabe-fuchs.json", Submission, "").answers == {"eine": [1]}
    assert rooms[1].submission is not None and rooms[1].submission.answers == {"eine": [2]}
    late = room(clock, tmp_path)
    with pytest.raises(DataError, match="unter diesem Pseudonym"):
        late.start("fuchs")
    assert not late.running


def test_time_on_each_question_is_counted() -> None:
    """Seconds on the screen add up over several visits."""
    clock = Clock()
    state = room(clock)
    state.start("fuchs")
    for place, seconds in ((1, 10), (0, 5), (1, 20)):
        clock.wait(seconds)
        state.go(place)
    state.hand_in()
    assert state.submission is not None
    assert state.submission.seconds == {"eine": 30, "folge": 5}


def test_the_view_leads_from_start_to_receipt(tmp_path: Path, tiny_scenario: Scenario) -> None:
    """Every kind has its field; what is handed in holds the answers, and the code is shown."""
    key = exam(list(ITEMS))
    state = room(Clock(), tmp_path, key.paper)
    view = ExamRoomView(state, Shops(tiny_scenario))
    view.name.value = "fuchs"
    view.begin.click()
    for _question in state.questions:
        view.forward.click()
    assert state.at == len(state.questions) - 1
    view.tasks.children[1].click()
    view.field.radio.value = 2
    assert state.answers == {"eine": [2]}
    view.hand_in.click()
    assert "13 Aufgaben sind ohne Antwort" in view.asked.value
    view.sure.click()
    assert state.code in view.receipt.value
    assert view.problem.value.count("<p>") == 0


def test_a_full_disk_is_survived(tiny_scenario: Scenario) -> None:
    """What cannot be written is said, can be saved by a link with the same code, and is tried again."""
    full = [True]

    def write(sent: Submission) -> str:
        if full[0]:
            raise DataError("Der Datenträger ist voll.", "Schaffen Sie Platz.")
        return f"abgabe-{sent.learner}.json"

    view = ExamRoomView(ExamRoomState(PAPER, hand_over=write, now=Clock()), Shops(tiny_scenario))
    view.name.value = "fuchs"
    view.begin.click()
    view.sure.click()
    assert "Der Datenträger ist voll." in view.problem.value
    code = view.state.code
    assert code in view.receipt.value and 'download="abgabe-fuchs.json"' in view.receipt.value
    full[0] = False
    view.again.click()
    assert (view.state.file, view.state.code) == ("abgabe-fuchs.json", code)


def test_text_form_and_still_picture_show_no_answers() -> None:
    """What a saved notebook keeps of an exam are its questions."""
    state = room(Clock())
    state.start("fuchs")
    state.go(5)
    state.answer("Streng geheim.")
    assert "geheim" not in repr(state) + state.picture._repr_html_()
    assert repr(state).splitlines()[0] == "Probe: 6 Aufgaben, 17 Punkte, 45 Minuten"


def arguments(**changed: Any) -> Namespace:
    given: dict[str, Any] = {"action": "release", "variant": "A", "seed": None, "title": None, "minutes": None}
    return Namespace(**given | {"key": None, "out": None, "bank": None, "codes": None, "code": None} | changed)


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    """Return a bank of a trainer's own with exercises of most kinds."""
    path = tmp_path / "bank" / "eigene.yaml"
    path.parent.mkdir()
    path.write_text(file_of("one", "ordering", "matching", "numeric", "free_text", "block"), encoding="utf-8")
    return path


def test_from_release_to_results(bank: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One exam all the way: given out, written, collected with its code, counted."""
    folder = tmp_path / "klausur"
    ids = ["eine", "folge", "paare", "zahl", "text", "fall"]
    command.exam(arguments(what=ids, bank=[bank], out=folder, title="Probe"))
    assert sorted(path.name for path in folder.iterdir()) == sorted(folders.OURS)
    key = read_record(tmp_path / "klausur.trainer.json", ExamKey, "")
    state = room(Clock(), folder, read_paper(folder))
    state.start("fuchs")
    for place, question in enumerate(state.questions):
        state.go(place)
        state.answer(right(key, question.id))
    state.hand_in()
    command.exam(arguments(action="collect", folder=folder, code=[f"fuchs={state.code}"]))
    kept = tmp_path / "klausur-ergebnisse"
    results = read_record(kept / "ergebnisse.json", ExamResults, "")
    given = {each.id: each.points == each.most for each in results.learners[0].answers}
    assert given == {question.id: question.kind != "free_text" for question in state.questions}
    assert repr(Marking(kept)) == "Bewertung: Probe\nAufgabe 5: 0 von 1 bewertet\nAufgabe 6 c: 0 von 1 bewertet"
    assert repr(ExamRoom(folder)).splitlines()[0] == "Probe: 8 Aufgaben, 23 Punkte, 21 Minuten"
    command.exam(arguments(action="results", folder=folder, no_xlsx=False))
    assert "2 Antworten sind noch nicht bewertet: keine Note, wo etwas offen ist." in capsys.readouterr().out
    assert {"ergebnisse.csv", "antworten.csv", "ergebnisse.html", "ergebnisse.xlsx"} <= {
        path.name for path in kept.iterdir()
    }


def test_a_leak_is_found_on_the_disk_and_taken_back(
    bank: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If a solution should get into a file all the same, nothing is left of the release."""
    folder, real = tmp_path / "klausur", folders.write_release

    def leaky(place: Path, files: dict[str, bytes]) -> None:
        answer = b"Eine Sendungsverfolgung entlastet den Service, weil sie R\xc3\xbcckfragen beantwortet."
        real(place, files | {folders.NOTEBOOK: files[folders.NOTEBOOK] + answer})

    monkeypatch.setattr(folders, "write_release", leaky)
    with pytest.raises(DataError, match="gingen Lösungen hinaus"):
        command.exam(arguments(what=["text"], bank=[bank], out=folder))
    assert not folder.exists() and not (tmp_path / "klausur.trainer.json").exists()


def test_a_page_that_depends_on_a_solution_is_never_written(
    bank: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two twins with other solutions must give the same files, else nothing is written."""
    from journeylab.domain.exercise.question import Question
    from journeylab.exam import release
    from journeylab.exam.variants import Variant

    real = release.ask

    def leaky(variant: Variant) -> Question:
        return real(variant).model_copy(update={"title": variant.item.explanation})

    monkeypatch.setattr(release, "ask", leaky)
    with pytest.raises(DataError, match="gingen Lösungen hinaus"):
        command.exam(arguments(what=["text"], bank=[bank], out=tmp_path / "klausur"))
    assert not (tmp_path / "klausur").exists()


def test_a_released_notebook_was_never_run(bank: Path, tmp_path: Path) -> None:
    """It has no outputs, no counts, no attachments, and no names but those of the exam."""
    command.exam(arguments(what=["eine"], bank=[bank], out=tmp_path / "klausur"))
    notebook = json.loads((tmp_path / "klausur" / folders.NOTEBOOK).read_bytes())
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert [(cell["outputs"], cell["execution_count"]) for cell in code] == [([], None)]
    assert 'journeylab.ExamRoom("aufgaben.json")' in code[0]["source"]
    assert str(tmp_path) not in json.dumps(notebook)


def test_a_read_only_place_is_explained(bank: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the folder cannot be made, the message names the way out."""

    def refuse(*_args: Any, **_kwargs: Any) -> None:
        raise PermissionError(13, "nein")

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(DataError, match="schreiben dürfen"):
        command.exam(arguments(what=["eine"], bank=[bank], out=tmp_path / "klausur"))


def test_a_draft_of_a_newer_version_stays_as_it_is(tmp_path: Path) -> None:
    """It is not continued, and starting under its pseudonym says so instead of overwriting it."""
    draft = Draft(exam=PAPER.exam, learner="fuchs", started=NOON, answers={"eine": [1]})
    data = json.dumps(draft.model_dump(mode="json") | {"version": 2})
    (tmp_path / "entwurf-fuchs.json").write_text(data, encoding="utf-8")
    state = room(Clock(), tmp_path)
    with pytest.raises(DataError, match="neueren Version"):
        state.start("fuchs")
    assert (tmp_path / "entwurf-fuchs.json").read_text(encoding="utf-8") == data
