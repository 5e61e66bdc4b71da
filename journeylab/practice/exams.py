"""An exam of a class in a notebook: the room in which it is written, and the marking afterwards."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from journeylab.domain.exercise.exam_results import ExamResults
from journeylab.i18n import _
from journeylab.store.collect_folder import RESULTS
from journeylab.store.exam_desk import Desk
from journeylab.store.exercises import shop
from journeylab.store.release_folder import TASKS, read_paper, read_record, write_record

if TYPE_CHECKING:
    from journeylab.widgets.exam_room import ExamRoomView
    from journeylab.widgets.marking import MarkingView


def ExamRoom(path: str | Path = TASKS) -> ExamRoomView:  # noqa: N802 - a widget to a notebook, like the others
    """Write an exam of one's class: tasks against the clock, every answer saved, a receipt code at the end.

    Parameters
    ----------
    path : path-like
        The tasks, as ``journeylab exam release`` has written them; answers are kept beside them.

    Raises
    ------
    FileError
        If these are no tasks of an exam.
    """
    from journeylab.widgets.exam_room import ExamRoomView
    from journeylab.widgets.exam_room_state import ExamRoomState

    place = Path(path)
    paper, desk = read_paper(place), Desk(place if place.is_dir() else place.parent)
    state = ExamRoomState(paper, drafts=desk.drafts(paper.exam), keep=desk.keep, hand_over=desk.hand_in)
    return ExamRoomView(state, shop)


def Marking(path: str | Path = RESULTS, *, everything: bool = False) -> MarkingView:  # noqa: N802
    """Mark the answers of a class, row by row and by keys; every step is saved.

    Parameters
    ----------
    path : path-like
        The results, as ``journeylab exam collect`` has written them, or the folder that holds them.
    everything : bool
        Also show what was marked by rule, to decide otherwise.

    Raises
    ------
    FileError
        If these are no results of an exam.
    UsageError
        If there is nothing to mark.
    """
    from journeylab.widgets.marking import MarkingView
    from journeylab.widgets.marking_state import MarkingState

    # A notebook that changes its working folder goes on in the same file.
    place = Path(path).absolute()
    place = place / RESULTS if place.is_dir() else place
    results = read_record(place, ExamResults, _("results of an exam"))
    return MarkingView(MarkingState(results, partial(write_record, place), shop, everything=everything))
