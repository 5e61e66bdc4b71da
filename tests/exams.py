"""A small exam with a few submissions, for every test that needs one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from exercises import exercise
from journeylab.domain.exercise.release import ExamKey, Submission
from journeylab.exam import release
from journeylab.exam.answers import right_answer
from journeylab.exam.marking import leaves
from journeylab.store.release_folder import as_json

NOON = datetime(2026, 11, 29, 12, 0, tzinfo=UTC)
ITEMS = ("choice", "ordering", "free_text", "block")


def exam(items: Sequence[str] = ITEMS, name: str = "probe0001") -> ExamKey:
    """Return an exam of a choice, an ordering, a free text and a case."""
    tasks = [exercise(item) for item in items]
    return release.make_exam(tasks, 3, "0123456789abcdef", exam=name, title="Probe", minutes=45, now=NOON)


def shown(key: ExamKey, question: str, answer: Any) -> Any:
    """Return an answer in the places of the screen, from one in the numbers of the file."""
    order = key.orders.get(question)
    return answer if order is None else [order.index(number) + 1 for number in answer]


def right(key: ExamKey, question: str) -> Any:
    """Return the right answer as somebody gives it on the screen."""
    return shown(key, question, right_answer(leaves(key)[question]))


def submission(key: ExamKey, learner: str, answers: Mapping[str, Any], minutes: float = 30) -> Submission:
    """Return what a learner hands in, with its digest."""
    made = Submission(
        exam=key.paper.exam,
        paper=release.paper_digest(key.paper),
        learner=learner,
        started=NOON,
        handed_in=NOON + timedelta(minutes=minutes),
        answers=dict(answers),
    )
    return release.sealed(made)


def file_of(sent: Submission) -> bytes:
    """Return it as the file that lies on the disk."""
    return as_json(sent)
