"""Practice: names of a notebook that bring bank, marking and widgets together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from journeylab.domain.exercise.bank import ALL_KINDS, Bank
from journeylab.domain.exercise.common import Exercise
from journeylab.domain.names import expect_known
from journeylab.errors import UsageError
from journeylab.exam.grade import Grade
from journeylab.exam.grading import grade
from journeylab.exam.variants import draw
from journeylab.i18n import _, language
from journeylab.store.exam_facts import exam_facts
from journeylab.store.exercises import practice_bank, read_bank, shop
from journeylab.store.glossary import glossary
from journeylab.store.kpi_catalogue import kpis_catalogue
from journeylab.store.progress import Progress
from journeylab.views.quiz_markup import Aids
from journeylab.widgets.quiz import QuizView
from journeylab.widgets.quiz_state import QuizState


def exercises(
    topic: str | None = None, kind: str | None = None, language: str | None = None, path: str | Path | None = None
) -> Bank:
    """Return exercises: of the practice bank in the language in use, or of a file or folder of your own.

    Parameters
    ----------
    topic : str, optional
        ``"kennzahlen"``; ``exercises().topics`` names all.
    kind : str, optional
        ``"numeric"``, ``"free_text"``, ...; cases are of kind ``"block"``.
    language : {"de", "en"}, optional
    path : path-like, optional

    Raises
    ------
    UsageError
        If there is no such topic or kind, or nothing fits.
    """
    found = practice_bank().only(language=language or _spoken()) if path is None else read_bank([path])
    if topic is not None:
        expect_known(topic, found.topics)
    if kind is not None:
        expect_known(kind, ALL_KINDS)
    chosen = found.only(topic, kind, language)
    if not len(chosen):
        raise UsageError(
            _("No exercise fits: topic {topic}, kind {kind}.").format(topic=topic or "–", kind=kind or "–"),
            _("Leave one of them out; exercises() shows what there is."),
        )
    return chosen


def exercise(id: str) -> Exercise:
    """Return an exercise of the practice bank by its id, or raise with the nearest known one."""
    return practice_bank()[id]


def check_answer(id: str | Exercise, answer: Any, seed: int = 0) -> Grade:
    """Mark an answer to an exercise, without a widget; what is shown reads as text.

    Parameters
    ----------
    id : str or Exercise
        Id in the practice bank, or an exercise of your own.
    answer : any
        In the numbers of the file: see `journeylab.exam.answers.checked`; None is an empty answer.
    seed : int
        The variant that was answered.

    Raises
    ------
    UsageError
        If there is no such exercise, or the answer has another form.
    """
    item = exercise(id) if isinstance(id, str) else id
    return grade(draw(item, seed), answer, shop)


def Quiz(  # noqa: N802 - it is called like the widgets beside it
    what: str | Path | Exercise | Bank | Iterable[str | Exercise] | None = None,
    *,
    topic: str | None = None,
    kind: str | None = None,
    count: int | None = None,
    seed: int = 0,
    learner: str | None = None,
    folder: str | Path | None = None,
) -> QuizView:
    """Practise exercises one after the other: hints in steps, feedback that explains, the solution.

    Parameters
    ----------
    what : str, path, Exercise, Bank or iterable, optional
        An id, several ids, exercises, or a YAML file or folder of your own.
    topic, kind : str, optional
        Choose from the practice bank, or from `what`.
    count : int, optional
        So many of them, drawn by the seed.
    seed : int
        Draws exercises, numbers and the order of options: same seed, same quiz.
    learner : str, optional
        Pseudonym under which progress is kept, see `suggest_pseudonym`; without it nothing is kept.
    folder : path, optional
        Where progress is kept; by default ``fortschritt`` in the working folder.

    Raises
    ------
    UsageError
        If there is no such exercise, topic or kind.
    """
    items = _chosen(what, topic, kind)
    if count is not None:
        if count < 1:
            raise UsageError(_("A quiz needs at least one exercise."), _("Give count=1 or more, or leave it out."))
        items = sorted(items, key=lambda item: sha256(f"{seed}/{item.id}".encode()).digest())[:count]
    progress = None if learner is None else Progress(folder, learner=learner)
    state = QuizState(items, shop, seed, learner=progress.learner if progress else None, recorder=progress)
    return QuizView(state, aids())


def aids() -> Aids:
    """Return what explains tasks: verbs, words of the subject, KPIs."""
    return Aids(
        meanings={each.operator.value: str(each.expectation) for each in exam_facts().operators},
        terms={term.key: term for term in glossary().terms},
        kpis=kpis_catalogue(),
    )


def _chosen(what: Any, topic: str | None, kind: str | None) -> Sequence[Exercise]:
    if what is None and topic is None and kind is None:
        topics = "\n".join(f"  {key}: {title}" for key, title in exercises().topics.items())
        raise UsageError(
            _("What do you want to practise? There are these topics:") + f"\n{topics}",
            _('Choose one: Quiz(topic="{topic}"), or ten of all: Quiz(exercises(), count=10)').format(
                topic=next(iter(exercises().topics))
            ),
        )
    if isinstance(what, Exercise):
        return [what]
    if isinstance(what, str | Path):
        path = Path(what)
        if path.suffix.lower() not in (".yaml", ".yml") and not path.is_dir():
            return [exercise(str(what))]
        what = read_bank([path])
    if what is None:
        what = exercises(topic, kind)
    if isinstance(what, Bank):
        return [entry.item for entry in what.only(topic, kind)]
    return [exercise(each) if isinstance(each, str) else each for each in what]


def _spoken() -> str:
    return language()
