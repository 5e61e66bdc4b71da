"""A learner's progress file: nothing is lost, whatever happens to the machine, the disk or the file."""

from __future__ import annotations

import csv
import errno
import json
import os
import runpy
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journeylab.domain.exercise.attempt import Attempt
from journeylab.errors import DataError, UsageError
from journeylab.store import append_file, file_lock
from journeylab.store.progress import Progress
from journeylab.store.progress_lines import HEADER, line_of

NOON = datetime(2026, 11, 29, 12, tzinfo=UTC)
NAME = "kluger-fuchs-17"
Patch = pytest.MonkeyPatch

CHILD = """
import os, resource, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from journeylab.domain.exercise.attempt import Attempt
from journeylab.errors import DataError
from journeylab.store.progress import Progress

def attempt(item, answer="x"):
    return Attempt(time=datetime.now(UTC), learner="kluger-fuchs-17", item=item, kind="short", answer=answer,
                   points=1, max_points=1)

progress = Progress(sys.argv[1], learner="kluger-fuchs-17")
"""


def attempt(item: str = "aida-01", **changes: Any) -> Attempt:
    """Return an attempt at an item, changed where a test asks for it."""
    fields = {"time": NOON, "learner": NAME, "item": item, "kind": "choice", "answer": ["a"], "points": 1}
    return Attempt(**fields | {"max_points": 2} | changes)


def child(code: str, folder: Path, *more: str) -> subprocess.Popen[str]:
    """Start a program of its own that writes into the folder."""
    call = [sys.executable, "-c", CHILD + code, str(folder), *more]
    return subprocess.Popen(call, stdout=subprocess.PIPE, text=True, encoding="utf-8")


def progress_with(folder: Path, *items: str) -> Progress:
    """Return progress that already holds attempts at these items."""
    progress = Progress(folder, learner=NAME)
    for item in items:
        progress.append(attempt(item))
    return progress


def items(progress: Progress) -> list[str]:
    """Return the items of all attempts in their order."""
    return [each.item for each in progress.attempts()]


def refuse(monkeypatch: Patch, name: str, number: int) -> None:
    """Let the operating system say no from now on."""

    def refused(*_given: Any, **_named: Any) -> int:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, name, refused)


def test_an_attempt_is_one_line_under_a_header(tmp_path: Path) -> None:
    """The file says what it is, and then what was answered; its name is the pseudonym."""
    progress = Progress(tmp_path / "neu" / "fortschritt", learner="Kluger Fuchs 17")
    progress.append(attempt())
    assert progress.path.name == "kluger-fuchs-17.jsonl"
    first, second = progress.path.read_text(encoding="ascii").splitlines()
    assert json.loads(first) == {"format": "journeylab/progress", "version": 1}
    assert json.loads(second) == {
        "version": 1,
        "time": "2026-11-29T12:00:00Z",
        "learner": NAME,
        "item": "aida-01",
        "kind": "choice",
        "answer": ["a"],
        "points": "1",
        "max_points": "2",
    }


def test_nothing_is_made_before_the_first_answer(tmp_path: Path, monkeypatch: Patch) -> None:
    """Looking at progress makes no file; the folder is "fortschritt" in the working folder."""
    monkeypatch.chdir(tmp_path)
    progress = Progress(learner=NAME)
    assert progress.attempts() == ()
    assert progress.report() == ()
    assert list(tmp_path.iterdir()) == []
    progress.append(attempt())
    monkeypatch.chdir("/")
    assert items(progress) == ["aida-01"]
    assert (tmp_path / "fortschritt" / f"{NAME}.jsonl").is_file()


def test_an_attempt_of_somebody_else_is_refused(tmp_path: Path) -> None:
    """Two learners never share a file."""
    with pytest.raises(UsageError, match="anderer-fuchs"):
        Progress(tmp_path, learner=NAME).append(attempt(learner="anderer-fuchs"))
    assert list(tmp_path.iterdir()) == []


def test_two_notebooks_see_each_other(tmp_path: Path) -> None:
    """What one adds the other reads, and only the new bytes of it."""
    one, two = Progress(tmp_path, learner=NAME), Progress(tmp_path, learner=NAME)
    one.append(attempt("a"))
    assert items(two) == ["a"]
    two.append(attempt("b"))
    one.append(attempt("c"))
    assert items(one) == items(two) == ["a", "b", "c"]


def test_a_file_that_did_not_change_is_not_read_again(tmp_path: Path, monkeypatch: Patch) -> None:
    """Asking twice reads once."""
    progress = progress_with(tmp_path, "a")
    assert items(progress) == ["a"]
    refuse(monkeypatch, "read", errno.EIO)
    assert items(progress) == ["a"]


def test_a_file_that_was_replaced_is_read_anew(tmp_path: Path) -> None:
    """An older copy that somebody puts back counts from now on."""
    progress = progress_with(tmp_path, "a")
    copy = progress.path.read_bytes()
    progress.append(attempt("b"))
    assert items(progress) == ["a", "b"]
    progress.path.write_bytes(copy)
    assert items(progress) == ["a"]
    progress.path.write_bytes(copy.replace(b'"a"', b'"z"') + line_of(attempt("c")) + b"\n" + line_of(attempt("d")))
    assert items(progress) == ["z", "c", "d"]


def test_two_programs_at_once_lose_nothing(tmp_path: Path) -> None:
    """Two programs that write 200 answers each leave 400 whole lines."""
    code = "for number in range(200): progress.append(attempt(f'{sys.argv[2]}-{number}'))"
    both = [child(code, tmp_path, name) for name in ("eins", "zwei")]
    assert [program.wait() for program in both] == [0, 0]
    for program in both:
        program.communicate()
    progress = Progress(tmp_path, learner=NAME)
    expected = {f"{name}-{number}" for name in ("eins", "zwei") for number in range(200)}
    assert len(items(progress)) == 400
    assert set(items(progress)) == expected
    assert progress.report() == ()
    assert progress.path.read_bytes().count(b"\n") == 401


def test_kill_9_costs_at_most_the_answer_being_written(tmp_path: Path) -> None:
    """Whenever a program is killed, every answer that it had confirmed is there, and writing goes on."""
    code = """
for number in range(10_000):
    progress.append(attempt(f"{sys.argv[2]}-{number}", "x" * 100_000))
    print(number, flush=True)
"""
    for run, confirmed in enumerate((1, 4, 9)):
        program = child(code, tmp_path, str(run))
        assert program.stdout
        for _line in range(confirmed):
            program.stdout.readline()
        program.kill()
        program.communicate()
        progress = Progress(tmp_path, learner=NAME)
        found = items(progress)
        assert [f"{run}-{number}" for number in range(confirmed)] == [
            item for item in found if item.startswith(f"{run}-")
        ][:confirmed]
        progress.append(attempt(f"after-{run}"))
        assert items(progress)[-1] == f"after-{run}"
        assert len(progress.report()) <= run + 1


@pytest.mark.parametrize(("cut", "left"), [(0, []), (20, []), (len(HEADER) + 30, []), (-1, ["b"])])
def test_a_kill_in_the_middle_of_a_write_is_mended(tmp_path: Path, cut: int, left: list[str]) -> None:
    """A program that dies in the very first write leaves a piece; the next answer is whole all the same."""
    code = """
write = os.write
def half(handle, data):
    write(handle, data[:int(sys.argv[2])])
    os.kill(os.getpid(), signal.SIGKILL)
os.write = half
progress.append(attempt("b"))
"""
    program = child(code, tmp_path, str(cut))
    program.communicate()
    assert program.returncode == -signal.SIGKILL
    progress = Progress(tmp_path, learner=NAME)
    assert items(progress) == left
    piece = progress.path.read_bytes()
    progress.append(attempt("c"))
    assert items(progress) == [*left, "c"]
    assert progress.path.read_bytes().startswith(piece)
    assert items(Progress(tmp_path, learner=NAME)) == [*left, "c"]


def test_a_torn_last_line_is_reported_and_kept(tmp_path: Path) -> None:
    """A line without its end is skipped with its number, stays in the file, and the next one begins behind it."""
    progress = progress_with(tmp_path, "a")
    torn = progress.path.read_bytes() + line_of(attempt("b"))[:40]
    progress.path.write_bytes(torn)
    assert items(progress) == ["a"]
    (finding,) = progress.report()
    assert finding.line == 3
    assert "abgebrochen" in finding.problem
    progress.append(attempt("c"))
    assert items(progress) == ["a", "c"]
    assert progress.path.read_bytes() == torn + b"\n" + line_of(attempt("c")) + b"\n"
    assert progress.report() == (finding,)


@pytest.mark.parametrize("piece", [b"\0" * 300, HEADER[:10], HEADER])
def test_a_piece_of_a_header_is_no_foreign_file(tmp_path: Path, piece: bytes) -> None:
    """A loss of power in the first write leaves zeros or half a header; both are written on."""
    progress = Progress(tmp_path, learner=NAME)
    progress.path.write_bytes(piece)
    progress.append(attempt("a"))
    assert items(progress) == ["a"]
    assert progress.path.read_bytes().startswith(piece + b"\n")


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (b"\xff\xfe{", "beschädigt"),
        (b'{"version":1,"time":', "beschädigt"),
        (b"[" * 100_000, "beschädigt"),
        (b"[1,2]", "keine Antwort"),
        (line_of(attempt("x")).replace(b'"version":1', b'"version":7'), "diese Version"),
        (line_of(attempt("x")).replace(b'"points":"1"', b'"points":"99"'), "diese Version"),
        (line_of(attempt("x", learner="anderer-fuchs")), "anderen Person"),
    ],
)
def test_a_damaged_line_in_the_middle_costs_itself_alone(tmp_path: Path, line: bytes, problem: str) -> None:
    """It is left as it is, counted and reported with its number; the lines around it count."""
    progress = progress_with(tmp_path, "a")
    before = progress.path.read_bytes() + line + b"\n"
    progress.path.write_bytes(before)
    progress.append(attempt("b"))
    assert items(progress) == ["a", "b"]
    (finding,) = progress.report()
    assert finding.line == 3
    assert problem in finding.problem
    assert progress.path.read_bytes().startswith(before)


def test_an_editor_that_changes_line_ends_does_no_harm(tmp_path: Path) -> None:
    """A byte order mark, line ends of Windows and empty lines are no problem."""
    progress = progress_with(tmp_path, "a", "b")
    progress.path.write_bytes(b"\xef\xbb\xbf" + progress.path.read_bytes().replace(b"\n", b"\r\n\r\n"))
    progress.append(attempt("c"))
    assert items(progress) == ["a", "b", "c"]
    assert progress.report() == ()


@pytest.mark.parametrize("end", [b"", b"\n"])
def test_a_file_of_a_newer_version_is_never_changed(tmp_path: Path, end: bytes) -> None:
    """It is read as far as it is understood; adding and deleting are refused with the way out."""
    progress = Progress(tmp_path, learner=NAME)
    newer = HEADER.replace(b"1", b"2") + b"\n" + line_of(attempt("a")) + b'\n{"version":2,"neu":1}' + end
    progress.path.write_bytes(newer)
    assert items(progress) == ["a"]
    with pytest.raises(DataError, match="neuere Version") as caught:
        progress.append(attempt("b"))
    assert "pip install -U journeylab" in caught.value.fix
    with pytest.raises(DataError, match="neuere Version"):
        progress.delete(sure=True)
    assert progress.path.read_bytes() == newer
    assert items(progress) == ["a", "b"]
    assert [each.item for each in progress.pending] == ["b"]
    assert [finding.line for finding in progress.report()] == [1, 3, None]


def test_the_header_of_a_newer_version_counts_without_its_line_end(tmp_path: Path) -> None:
    """A newer program may just have begun its file."""
    progress = Progress(tmp_path, learner=NAME)
    progress.path.write_bytes(HEADER.replace(b"1", b"2"))
    with pytest.raises(DataError, match="neuere Version"):
        progress.append(attempt())
    assert progress.path.read_bytes() == HEADER.replace(b"1", b"2")


@pytest.mark.parametrize("content", [b"Einkaufsliste", b"Einkaufsliste\nMilch\n", b'{"format": "other"}\n'])
def test_a_foreign_file_is_never_changed(tmp_path: Path, content: bytes) -> None:
    """What does not begin like a progress file is somebody else's."""
    progress = Progress(tmp_path, learner=NAME)
    progress.path.write_bytes(content)
    with pytest.raises(DataError, match="beginnt nicht"):
        progress.append(attempt())
    assert progress.path.read_bytes() == content
    assert len(progress.pending) == 1
    assert progress.report()


@pytest.mark.parametrize("call", ["open", "write", "fsync"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EDQUOT, errno.EIO])
def test_what_cannot_be_written_waits_in_memory(tmp_path: Path, monkeypatch: Patch, call: str, number: int) -> None:
    """On a full disk or in a read-only folder practice goes on; later all is written, each answer once."""
    progress = progress_with(tmp_path, "a")
    assert items(progress) == ["a"]
    with monkeypatch.context() as patch:
        refuse(patch, call, number)
        for item in ("b", "c"):
            with pytest.raises(DataError, match="noch nicht gespeichert") as caught:
                progress.append(attempt(item))
        assert "im Arbeitsspeicher" in caught.value.fix
        assert [each.item for each in progress.pending] == ["b", "c"]
        if call != "open":
            assert sorted(items(progress)) == ["a", "b", "c"]
            assert "2 Antworten" in progress.report()[-1].problem
    progress.append(attempt("d"))
    assert progress.pending == ()
    assert items(Progress(tmp_path, learner=NAME)) == ["a", "b", "c", "d"]
    assert progress.path.read_bytes().count(b"\n") == 5


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    """A file where the folder should be: the answer waits."""
    (tmp_path / "fortschritt").write_text("", encoding="utf-8")
    progress = Progress(tmp_path / "fortschritt", learner=NAME)
    with pytest.raises(DataError, match="noch nicht gespeichert"):
        progress.append(attempt())
    assert len(progress.pending) == 1


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    """A folder of the file's name."""
    progress = Progress(tmp_path, learner=NAME)
    progress.path.mkdir()
    with pytest.raises(DataError, match="kann nicht gelesen werden"):
        progress.attempts()


def test_a_disk_that_is_really_full_takes_no_half_line(tmp_path: Path) -> None:
    """At a limit of 5 000 bytes nothing is torn, and with room again nothing is missing."""
    code = """
def limit(size):
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
limit(5000)
refused = 0
for number in range(8):
    try:
        progress.append(attempt(str(number), "x" * 1000))
    except DataError as error:
        refused += 1
        message = error.problem
assert len(progress.attempts()) == 8
assert "kein Platz" in message, message
print(refused, len(progress.pending), progress.path.read_bytes().endswith(b"}\\n"))
limit(resource.RLIM_INFINITY)
progress.flush()
print(len(progress.pending), len(progress.report()))
"""
    output, _errors = child(code, tmp_path).communicate()
    assert output.splitlines() == ["4 4 True", "0 0"]
    assert items(Progress(tmp_path, learner=NAME)) == [str(number) for number in range(8)]


def test_half_a_line_stays_where_no_lock_was_held(tmp_path: Path) -> None:
    """Without a lock another program may have written behind it, so nothing is cut off."""
    path = tmp_path / "x"
    written: list[bytes] = []

    def some(handle: int, data: bytes) -> int:
        if written:
            raise OSError(errno.ENOSPC, "full")
        written.append(data)
        return write(handle, data[:3])

    for held, left in ((True, b""), (False, b"abc")):
        written.clear()
        with pytest.MonkeyPatch.context() as patch, path.open("ab", buffering=0) as file:
            write = os.write
            patch.setattr(os, "write", some)
            with pytest.raises(OSError, match="full"):
                append_file.AppendFile(file.fileno(), held).add(b"abcdef")
        assert path.read_bytes() == left


def test_a_drive_without_locks_is_reported(tmp_path: Path, monkeypatch: Patch) -> None:
    """Answers are written all the same, and the learner is told."""

    def no_locks(_handle: int) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(file_lock, "_take", no_locks)
    progress = progress_with(tmp_path, "a")
    assert items(progress) == ["a"]
    assert "sperren" in progress.report()[0].problem


def test_a_lock_that_is_never_given_back_freezes_nothing(tmp_path: Path, monkeypatch: Patch) -> None:
    """After some patience the answer waits in memory."""
    progress = progress_with(tmp_path, "a")
    clock = iter(range(0, 10**6, 4))
    monkeypatch.setattr(time, "monotonic", lambda: next(clock))
    monkeypatch.setattr(time, "sleep", lambda _seconds: None)
    with progress.path.open("ab") as file, file_lock.locked(file.fileno()) as held:
        assert held
        with pytest.raises(DataError, match="ein anderes Programm"):
            progress.append(attempt("b"))
    progress.append(attempt("c"))
    assert items(progress) == ["a", "b", "c"]


def test_windows_locks_a_byte_that_no_answer_reaches(tmp_path: Path, monkeypatch: Patch) -> None:
    """There, a locked byte cannot be read either; one that is busy is waited for."""
    calls: list[tuple[int, int]] = []

    def locking(handle: int, mode: int, _count: int) -> None:
        calls.append((mode, os.lseek(handle, 0, os.SEEK_CUR)))
        if len(calls) == 1:
            raise PermissionError(errno.EACCES, "busy")

    windows = ModuleType("msvcrt")
    vars(windows).update(locking=locking, LK_NBLCK=2, LK_UNLCK=0)
    monkeypatch.setitem(sys.modules, "msvcrt", windows)
    monkeypatch.setattr(sys, "platform", "win32")
    module = runpy.run_path(file_lock.__file__)
    monkeypatch.undo()
    with (tmp_path / "x").open("ab") as file, module["locked"](file.fileno()) as held:
        assert held
    assert calls == [(2, 2**31 - 2), (2, 2**31 - 2), (0, 2**31 - 2)]


def test_a_file_that_is_deleted_while_waiting_is_made_anew(tmp_path: Path, monkeypatch: Patch) -> None:
    """An answer is never written into a file that has no name any more."""
    progress = progress_with(tmp_path, "a")
    take = file_lock._take

    def late(handle: int) -> None:
        take(handle)
        if late_once:
            late_once.pop()
            progress.path.unlink()

    late_once = [True]
    monkeypatch.setattr(file_lock, "_take", late)
    progress.append(attempt("b"))
    assert items(progress) == ["b"]
    assert progress.path.read_bytes().startswith(HEADER)


def test_export_gives_a_file_that_can_be_read_again(tmp_path: Path) -> None:
    """The exported lines are a progress file; what was damaged stays behind."""
    progress = progress_with(tmp_path, "a")
    progress.path.write_bytes(progress.path.read_bytes() + b"damaged\n")
    progress.append(attempt("b"))
    (tmp_path / "mit").mkdir()
    copy = Progress(tmp_path / "mit", learner=NAME)
    assert progress.export(copy.path) == copy.path
    assert copy.attempts() == progress.attempts()
    assert copy.report() == ()


def test_a_table_opens_in_a_german_spreadsheet(tmp_path: Path) -> None:
    """Semicolons, a mark for UTF-8, German headings and decimals; a formula is only a text."""
    progress = Progress(tmp_path, learner=NAME)
    changes: list[dict[str, Any]] = [
        {"answer": '=HYPERLINK("x");\n2', "points": "1.5", "points_by": "self", "comment": "@ü"},
        {"answer": {"a": "\ud800"}, "points": None, "seconds": 12.5, "seed": -3},
        {"answer": None, "points": 0},
    ]
    for number, each in enumerate(changes):
        progress.append(attempt(time=NOON + timedelta(hours=number), **each))
    path = progress.export(tmp_path / "Fortschritt.CSV")
    assert path.read_bytes().startswith(b"\xef\xbb\xbfZeit (UTC);Pseudonym;Aufgabe;")
    with path.open(encoding="utf-8-sig", newline="") as file:
        first, second, third = csv.DictReader(file, delimiter=";")
    assert first["Zeit (UTC)"] == "2026-11-29 12:00:00"
    assert first["Antwort"] == '\'=HYPERLINK("x");\n2'
    assert (first["Punkte"], first["Punkte höchstens"], first["Punkte durch"]) == ("1,5", "2", "selbst eingeschätzt")
    assert first["Kommentar"] == "'@ü"
    assert second["Antwort"] == '{"a": "\\ud800"}'
    assert (second["Punkte"], second["Stand"], second["Sekunden"]) == ("", "noch nicht bewertet", "12,5")
    assert second["Variante (Seed)"] == "-3"
    assert (third["Punkte"], third["Stand"], third["Antwort"]) == ("0", "nicht bearbeitet", "")


@pytest.mark.parametrize("name", ["x.xlsx", f"{NAME}.jsonl"])
def test_another_ending_or_the_file_itself_is_no_export(tmp_path: Path, name: str) -> None:
    """Progress is not written over itself."""
    progress = progress_with(tmp_path, "a")
    before = progress.path.read_bytes()
    with pytest.raises(UsageError, match=name):
        progress.export(tmp_path / name)
    assert progress.path.read_bytes() == before


def test_deleting_needs_to_be_sure(tmp_path: Path) -> None:
    """One call deletes all, says how many, and leaves no file; without "sure" nothing happens."""
    progress = progress_with(tmp_path, "a", "b")
    with pytest.raises(UsageError, match="2 Antworten"):
        progress.delete()
    assert items(progress) == ["a", "b"]
    assert progress.delete(sure=True) == 2
    assert list(tmp_path.iterdir()) == []
    assert progress.attempts() == ()
    assert progress.delete(sure=True) == 0
    progress.append(attempt("c"))
    assert items(progress) == ["c"]


def test_deleting_counts_what_is_only_in_memory(tmp_path: Path, monkeypatch: Patch) -> None:
    """An answer that was never written is gone as well."""
    progress = Progress(tmp_path, learner=NAME)
    with monkeypatch.context() as patch:
        refuse(patch, "write", errno.ENOSPC)
        with pytest.raises(DataError):
            progress.append(attempt())
    assert progress.delete(sure=True) == 1
    assert progress.pending == ()


def test_what_cannot_be_deleted_is_still_there(tmp_path: Path, monkeypatch: Patch) -> None:
    """A file that is not yours stays, with a message."""
    progress = progress_with(tmp_path, "a")
    assert items(progress) == ["a"]
    refuse(monkeypatch, "ftruncate", errno.EACCES)
    with pytest.raises(DataError, match="kann nicht gelöscht werden"):
        progress.delete(sure=True)
    assert items(progress) == ["a"]


def test_where_an_open_file_cannot_be_removed_an_empty_one_is_left(tmp_path: Path, monkeypatch: Patch) -> None:
    """So it is on Windows; the empty file is written on later."""
    progress = progress_with(tmp_path, "a")
    with monkeypatch.context() as patch:
        refuse(patch, "unlink", errno.EACCES)
        assert progress.delete(sure=True) == 1
    assert progress.path.read_bytes() == b""
    progress.append(attempt("b"))
    assert items(progress) == ["b"]


SMALL = st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text() | st.floats(allow_nan=False, width=32)
JSON = st.recursive(
    SMALL.filter(lambda value: value not in (float("inf"), float("-inf"))),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@settings(deadline=None, max_examples=40)
@given(st.lists(JSON, min_size=1, max_size=4), st.decimals(0, 2, places=2), st.text(max_size=20))
def test_every_answer_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, answers: list[Any], points: Any, comment: str
) -> None:
    """Whatever JSON can hold is read as it was written, in the same order."""
    progress = Progress(tmp_path_factory.mktemp("hin"), learner=NAME)
    made = [
        attempt(f"i{number}", answer=answer, points=points, comment=comment, hints=number, session="s", seed=number)
        for number, answer in enumerate(answers)
    ]
    for each in made:
        progress.append(each)
    assert list(Progress(progress.path.parent, learner=NAME).attempts()) == made


@pytest.mark.parametrize("text", ["a\u2028b\u2029c\x85d\x0b\x0c\x1c\r\n\0", "x" * 100_000, "ä🙂\ud83d", "</script>"])
def test_hard_texts_come_back(tmp_path: Path, text: str) -> None:
    """Signs that end lines elsewhere, 100 kB and half an emoji are one line each."""
    progress = Progress(tmp_path, learner=NAME)
    progress.append(attempt(answer=text))
    assert Progress(tmp_path, learner=NAME).attempts()[0].answer == text
    assert len(progress.path.read_text(encoding="ascii").splitlines()) == 2


@settings(deadline=None, max_examples=50)
@given(st.data())
def test_damage_anywhere_costs_only_the_lines_it_hits(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Bytes overwritten in one attempt's line leave all the others, raise nothing and stay in the file."""
    progress = Progress(tmp_path_factory.mktemp("schaden"), learner=NAME)
    lines = [HEADER, *(line_of(attempt(name)) for name in "abc"), b""]
    hit = data.draw(st.integers(1, 3))
    place = data.draw(st.integers(0, len(lines[hit])))
    junk = data.draw(st.binary(min_size=1, max_size=20)).replace(b"\n", b"\r")
    lines[hit] = lines[hit][:place] + junk + lines[hit][place + len(junk) :]
    damaged = b"\n".join(lines)
    progress.path.write_bytes(damaged)
    others = [name for number, name in enumerate("abc", 1) if number != hit]
    again = Progress(progress.path.parent, learner=NAME)
    again.append(attempt("d"))
    assert [item for item in items(again) if item in (*others, "d")][-len(others) - 1 :] == [*others, "d"]
    assert again.path.read_bytes().startswith(damaged)
