"""Quizzes of a notebook: from ids, topics, files or banks to the widget."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from journeylab.domain.exercise.bank import Bank, Entry
from journeylab.domain.exercise.common import Exercise
from journeylab.errors import UsageError
from journeylab.i18n import _, language
from journeylab.practice.checking import exercises, known_exercise
from journeylab.store.exam_facts import exam_facts
from journeylab.store.exercises import practice_bank, read_bank, shop
from journeylab.store.glossary import glossary
from journeylab.store.kpi_catalogue import kpis_catalogue
from journeylab.store.progress import Progress as Kept

if TYPE_CHECKING:
    from journeylab.views.quiz_markup import Aids
    from journeylab.widgets.quiz import QuizView
    from journeylab.widgets.quiz_choice import QuizChoice

What = str | Path | Exercise | Entry | Bank | Sequence["str | Exercise"]


def aids() -> Aids:
    """Return what explains tasks: verbs of the exam, words of the subject, KPIs."""
    from journeylab.views.quiz_markup import Aids

    meanings = {str(each.operator): str(each.expectation) for each in exam_facts().operators}
    return Aids(meanings, {term.key: term for term in glossary().terms}, kpis_catalogue())


def Quiz(  # noqa: N802 - a widget to a notebook, like the others
    what: What | None = None,
    *,
    topic: str | None = None,
    kind: str | None = None,
    count: int | None = None,
    seed: int = 0,
    learner: str | None = None,
    bank: Bank | None = None,
) -> QuizView | QuizChoice:
    """Practise exercises; without any argument, choose what to practise on the screen.

    Parameters
    ----------
    what : str, path, Exercise, Bank or list, optional
        An id, several ids, exercises, a bank, or a YAML file with exercises of your own.
    topic, kind : str, optional
        Only these.
    count : int, optional
        So many, drawn by `seed`.
    seed : int
        Another seed, other numbers and another choice.
    learner : str, optional
        A pseudonym: with it every attempt is kept in the folder ``fortschritt`` on this computer.
    bank : Bank, optional
        Without it the practice bank that comes with journeylab.

    Raises
    ------
    UsageError
        If nothing fits, or an id is not known; the message names the nearest.
    """
    from journeylab.widgets.quiz_choice import QuizChoice

    # An unusable pseudonym is said at once, not at the first answer.
    keeper = None if learner is None else Kept(learner=learner)
    if what is None and topic is None and kind is None and count is None:
        bank = practice_bank() if bank is None else bank
        return QuizChoice(in_language(bank), lambda chosen: quiz_of(_drawn(chosen, None, seed), seed, keeper))
    return quiz_of(_chosen(what, topic, kind, count, seed, bank), seed, keeper)


def quiz_of(items: Sequence[Exercise], seed: int, keeper: Kept | None) -> QuizView:
    """Return the widget for exercises; `keeper` keeps the attempts."""
    # Widgets cost a second to load: who only checks an answer does not wait for them.
    from journeylab.widgets.quiz import QuizView
    from journeylab.widgets.quiz_state import QuizState

    learner = None if keeper is None else keeper.learner
    return QuizView(QuizState(items, shop, seed, learner=learner, recorder=keeper), aids())


def _chosen(
    what: What | None, topic: str | None, kind: str | None, count: int | None, seed: int, bank: Bank | None
) -> list[Exercise]:
    match what:
        case Path():
            bank, what = read_bank([what]), None
        case str() if what.endswith((".yaml", ".yml")):
            bank, what = read_bank([what]), None
        case Bank():
            bank, what = what, None
    if what is None:
        given = bank is not None
        bank = practice_bank() if bank is None else bank
        return _drawn(exercises(topic, kind, bank=bank if given else in_language(bank)), count, seed)
    several: Sequence[Any] = [what] if isinstance(what, str | Exercise | Entry) else what
    known = practice_bank() if bank is None and any(isinstance(each, str) for each in several) else bank
    return [_item(each, known) for each in several]


def _item(what: Any, bank: Bank | None) -> Exercise:
    if isinstance(what, Entry):
        return what.item
    if isinstance(what, str):
        assert bank is not None
        return known_exercise(what, bank)
    if isinstance(what, Exercise):
        return what
    raise UsageError(
        _("This is nothing to practise: {what}").format(what=f"{what!r:.60}"),
        _("Give an id, a list of ids, a topic or a file: {example}.").format(example='Quiz(topic="kennzahlen")'),
    )


def in_language(bank: Bank) -> Bank:
    """Return the exercises in the language in use; all where there are none in it."""
    own = bank.only(language=language())
    return own if own.entries else bank


def _drawn(bank: Bank, count: int | None, seed: int) -> list[Exercise]:
    items = [entry.item for entry in bank]
    if count is None:
        return items
    if count < 1:
        raise UsageError(_("{count} exercises are none.").format(count=count), _("Give a number from 1 on."))
    return Random(seed).sample(items, min(count, len(items)))
