"""Progress of a learner, and what to practise today."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from journeylab.domain.exercise.bank import Bank
from journeylab.errors import UsageError
from journeylab.exam.schedule import PlannedItem, StudyPlan, plan
from journeylab.i18n import _
from journeylab.practice.quizzes import in_language, quiz_of
from journeylab.store import progress as kept
from journeylab.store.exercises import practice_bank

if TYPE_CHECKING:
    from journeylab.widgets.progress_panel import ProgressPanel
    from journeylab.widgets.quiz import QuizView
    from journeylab.widgets.today import TodayView


def Progress(  # noqa: N802 - a widget to a notebook, like the others
    learner: str | None = None, folder: str | Path | None = None
) -> ProgressPanel:
    """Show what was practised so far; without a pseudonym, choose one.

    Parameters
    ----------
    learner : str, optional
        A pseudonym, never a name.
    folder : path-like, optional
        ``fortschritt`` in the working folder without it.
    """
    from journeylab.store.progress_export import as_csv, as_jsonl
    from journeylab.widgets.progress_panel import ProgressPanel
    from journeylab.widgets.progress_state import ProgressState

    bank = practice_bank()
    state = ProgressState(
        lambda name: kept.Progress(folder, learner=name),
        {entry.id: entry for entry in bank},
        {"csv": as_csv, "jsonl": as_jsonl},
        date.today,
        learner,
    )
    return ProgressPanel(state)


def Today(  # noqa: N802 - a widget to a notebook, like the others
    exam: str | date,
    today: str | date | None = None,
    minutes: int = 30,
    *,
    learner: str | None = None,
    folder: str | Path | None = None,
    bank: Bank | None = None,
) -> TodayView:
    """Show what to practise today so that as much as possible is known on the day of the exam.

    Parameters
    ----------
    exam : str or date
        Day of the exam, ``"2027-05-12"``.
    today : str or date, optional
        Without it the day of the computer's clock.
    minutes : int
        That you have today.
    learner : str
        A pseudonym: the plan is made from what it has practised.
    folder : path-like, optional
        ``fortschritt`` in the working folder without it.
    bank : Bank, optional
        Without it the practice bank in the language in use.

    Raises
    ------
    UsageError
        If a day is none, or without a pseudonym.
    """
    from journeylab.widgets.today import TodayState, TodayView

    if learner is None:
        raise UsageError(
            _("The plan is made from what you have practised, and nobody is named."),
            _("Choose a pseudonym: {example}.").format(example=f'jl.Today("{exam}", learner="kluger-fuchs-7")'),
        )
    keeper = kept.Progress(folder, learner=learner)
    known = in_language(practice_bank()) if bank is None else bank
    planned = [PlannedItem(entry.id, entry.topic, entry.item.minutes, entry.item.points) for entry in known]
    day = _day(today) if today is not None else date.today()

    def planner(exam_day: date, time: int) -> StudyPlan:
        return plan(planned, keeper.attempts(), day, exam_day, time)

    def starter(ids: Sequence[str]) -> QuizView:
        # Another day, other numbers.
        return quiz_of([known[name] for name in ids], day.toordinal(), keeper)

    names = {entry.id: entry for entry in known}
    return TodayView(TodayState(planner, _day(exam), day, minutes, names), starter)


def _day(given: str | date) -> date:
    if isinstance(given, date):
        return given
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise UsageError(
            _("'{text}' is no day.").format(text=given),
            _("Write year, month and day: {example}.").format(example='"2027-05-12"'),
        ) from None
