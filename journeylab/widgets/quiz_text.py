"""A task of a quiz without a screen: as readable text, and as a page that nothing runs behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from journeylab.exam.answers import Shops, answer_text, right_answer
from journeylab.exam.asking import ask
from journeylab.exam.grade import State
from journeylab.i18n import _
from journeylab.views.question_markup import case_markup, points_number, task_markup
from journeylab.views.question_text import case_text, choices_text, question_text
from journeylab.views.quiz_markup import verdict_markup
from journeylab.views.report_parts import listing, tag, words
from journeylab.widgets.quiz_work import Stage, Work


def title_of(work: Work) -> str:
    """Return the name of a task, for headings and lists."""
    if work.case is None:
        return work.leaf.item.name
    return _("{case}, part {part}").format(case=work.case.item.name, part=work.leaf.item.id)


def solution_text(work: Work, shops: Shops) -> str:
    """Return the solution as people read it; of a simulation that for the learner's own seed."""
    answer = work.answer if isinstance(work.answer, dict) else {}
    return answer_text(work.leaf, right_answer(work.leaf, shops, answer.get("seed")), shops)


def work_text(work: Work, shops: Shops) -> str:
    """Return a task with answer, hints and marks as lines of text."""
    lines = [f"{title_of(work)} ({work.leaf.id})" if (work.case or work.leaf).item.title else work.leaf.id]
    if work.case is not None:
        lines += [case_text(ask(work.case)), ""]
    lines.append(question_text(work.question))
    lines.append(_said(work, shops))
    lines += [
        _("Hint {number}: {text}").format(number=number, text=hint)
        for number, hint in enumerate(work.leaf.item.hints[: work.hints], 1)
    ]
    if work.grade is not None:
        lines.append(str(work.grade))
    lines += _assessment(work)
    if work.solution_open or (work.grade is not None and work.grade.state is State.RIGHT):
        lines.append(_("Solution: {text}").format(text=solution_text(work, shops)))
    return "\n".join(lines)


def _said(work: Work, shops: Shops) -> str:
    lines = answer_text(work.leaf, work.answer, shops).splitlines() or ["–"]
    # Several lines begin below, so that they stand below each other.
    return _("Answer: {text}").format(text="\n".join(lines if len(lines) == 1 else ["", *lines]))


def _assessment(work: Work) -> list[str]:
    if work.evidence is None:
        return []
    lines = [_("Handed in; evidence in the words, no points:")]
    for each in work.evidence.rows:
        given = work.ratings.get(each.row.id)
        own = "" if given is None else " · " + own_points_text(given, each.row.most)
        lines.append(f"  {each.row.expects}: {each.state.label}{own}")
    lines += [f"  {hint.text}" for hint in work.evidence.hints]
    if work.rated:
        lines.append(own_points_text(work.own_points, work.leaf.item.points))
    return lines


def own_points_text(points: Decimal, most: Decimal) -> str:
    """Return points that a learner gave, with the label that they always carry."""
    return _("Self-assessment: {points} of {most} points").format(
        points=points_number(points), most=points_number(most)
    )


def still_markup(work: Work, shops: Shops) -> str:
    """Return a task as a page shows it that has no kernel."""
    parts = [case_markup(ask(work.case), shops)] if work.case is not None else []
    parts += [tag("h3", words(title_of(work))), task_markup(work.question)]
    lines = [*choices_text(work.question), *_said(work, shops).splitlines()]
    parts.append(tag("p", "<br/>".join(map(words, lines))))
    if work.grade is not None:
        parts.append(verdict_markup(work.grade))
    if work.rated:
        parts.append(tag("p", words(own_points_text(work.own_points, work.leaf.item.points))))
    return "".join(parts)


@dataclass(frozen=True, slots=True)
class Line:
    """One task at the end of a quiz.

    Attributes
    ----------
    name : str
    state : str
        How it came out, in words.
    points : Decimal or None
    most : Decimal
    own : bool
        Whether the points are the learner's own.
    """

    name: str
    state: str
    points: Decimal | None
    most: Decimal
    own: bool

    @property
    def weak(self) -> bool:
        """Whether it is worth repeating."""
        return self.points is None or self.points < self.most

    @property
    def told(self) -> str:
        """The points, with their label where they are the learner's own."""
        if self.points is None:
            return _("none yet, of {most}").format(most=points_number(self.most))
        said = _("{points} of {most}").format(points=points_number(self.points), most=points_number(self.most))
        return _("{points} (self-assessment)").format(points=said) if self.own else said


def summed_up(works: Sequence[Work]) -> tuple[Line, ...]:
    """Return a line for each task."""
    return tuple(Line(title_of(work), _state(work), work.points, work.leaf.item.points, work.free) for work in works)


def _state(work: Work) -> str:
    # A free text that was assessed is neither right nor wrong: it is assessed.
    return work.grade.state.label if work.stage is Stage.CHECKED and work.grade is not None else work.stage.label


def total_text(lines: Sequence[Line]) -> str:
    """Return all points in a sentence; those that are the learner's own are told apart."""
    points = sum((line.points or Decimal(0) for line in lines), Decimal(0))
    own = sum((line.points or Decimal(0) for line in lines if line.own), Decimal(0))
    most = sum((line.most for line in lines), Decimal(0))
    said = _("{points} of {most} points").format(points=points_number(points), most=points_number(most))
    if any(line.own and line.points is not None for line in lines):
        said += " " + _("({own} of them by self-assessment)").format(own=points_number(own))
    return said


def summary_text(lines: Sequence[Line]) -> str:
    """Return the end of a quiz as text."""
    rows = [f"{'-' if line.weak else '+'} {line.name}: {line.state}, {line.told}" for line in lines]
    return "\n".join([_("Result: {points}").format(points=total_text(lines)), *rows])


def summary_markup(lines: Sequence[Line]) -> str:
    """Return the end of a quiz as a table, with what to repeat."""
    head = tag("tr", *(tag("th", words(each), scope="col") for each in (_("Task"), _("State"), _("Points"))))
    rows = [
        tag(
            "tr",
            tag("th", words(line.name), scope="row"),
            tag("td", words(line.state)),
            tag("td", words(line.told), class_="number"),
        )
        for line in lines
    ]
    weak = [line.name for line in lines if line.weak]
    advice = tag("p", words(_("To repeat:"))) + listing(weak)
    if not weak:
        advice = tag("p", words(_("Nothing to repeat: everything is right.")))
    total = tag("p", tag("strong", words(total_text(lines))))
    return total + tag("table", tag("thead", head), tag("tbody", *rows), class_="jl-summary") + advice
