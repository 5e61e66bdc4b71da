"""What a mock exam says before it begins and when it is over."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from journeylab.exam.marks import mark
from journeylab.i18n import _, ngettext, number
from journeylab.views.question_markup import points_text
from journeylab.views.svg import element, words
from journeylab.widgets.quiz_work import Work

if TYPE_CHECKING:
    from journeylab.widgets.mock_exam_state import MockExamState
    from journeylab.widgets.quiz_state import QuizState


def facts(works: Sequence[Work], minutes: float) -> str:
    """Say how much there is to do in how much time."""
    total = sum((work.leaf.item.points for work in works), Decimal(0))
    return _("{tasks} tasks, {points}, {minutes} minutes").format(
        tasks=number(len(works)), points=points_text(total), minutes=number(minutes)
    )


def rules() -> list[str]:
    """Return what has to be known before the start."""
    return [
        _("The clock runs from 'Start' on; it also runs while this page is closed."),
        _("Everything you write is saved as you go. After a crash run the cell again: you go on where you were."),
        _("Mark a task with 'Come back later' and go on; the numbers on top lead to every task."),
        _("Free text is not marked by the program: afterwards you assess it yourself against the rubric."),
    ]


def front_markup(state: MockExamState) -> str:
    """Return the first page."""
    return (
        element("h3", words(state.title))
        + element("p", words(facts(state.works, state.minutes)))
        + element("ul", *(element("li", words(rule)) for rule in rules()))
    )


def ended(state: MockExamState, review: QuizState) -> str:
    """Return what stands above a review: how long it took, what was marked by rule, and what waits for the learner."""
    assert state.started is not None and state.handed_in is not None
    minutes = (state.handed_in - state.started).total_seconds() / 60
    said = [
        _("Handed in after {minutes} minutes.").format(minutes=number(round(minutes))),
        result_sentence(review),
    ]
    return "".join(element("p", words(each), role="status") for each in said)


def result_sentence(review: QuizState) -> str:
    """Say the points of a review; points for free text are called self-assessment, and no mark stands without that.

    A mark of the 100-point key is named when everything has points, and says what it rests on.
    """
    by_rule = sum((work.points or Decimal(0) for work in review.works if not work.free), Decimal(0))
    most_by_rule = sum((work.leaf.item.points for work in review.works if not work.free), Decimal(0))
    said = []
    if most_by_rule:
        text = _("Marked by rule: {points} of {most} points.")
        said.append(text.format(points=number(float(by_rule)), most=number(float(most_by_rule))))
    free = [work for work in review.works if work.free]
    open_texts = sum(not work.rated and work.answer is not None for work in free)
    if free and open_texts:
        said.append(
            ngettext(
                "{count} free text waits for your self-assessment.",
                "{count} free texts wait for your self-assessment.",
                open_texts,
            ).format(count=open_texts)
        )
        return " ".join(said)
    if free:
        most = sum((work.leaf.item.points for work in free), Decimal(0))
        text = _("Self-assessment of the free texts: {points} of {most} points.")
        said.append(text.format(points=number(float(review.own_points)), most=number(float(most))))
    reached = mark(review.points, out_of=review.most)
    if free:
        text = _(
            "With your self-assessment that would be {points} of {most} points: {mark}. This is no mark of an examiner."
        )
    else:
        text = _("That is {points} of {most} points: {mark}.")
    values = {"points": number(float(review.points)), "most": number(float(review.most)), "mark": str(reached)}
    said.append(text.format(**values))
    return " ".join(said)
