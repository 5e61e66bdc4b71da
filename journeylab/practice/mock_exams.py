"""The mock exam of a notebook: a paper from a blueprint, a clock, and what was kept of it."""

from __future__ import annotations

from pathlib import Path

from journeylab.exam.paper import assemble
from journeylab.i18n import _
from journeylab.practice.quizzes import aids
from journeylab.store.blueprints import blueprint as read_blueprint
from journeylab.store.exercises import practice_bank, read_bank, shop
from journeylab.store.mock_exams import MockFile
from journeylab.store.progress import Progress
from journeylab.widgets.mock_exam import MockExamView
from journeylab.widgets.mock_exam_state import MockExamState
from journeylab.widgets.quiz import QuizView


def MockExam(  # noqa: N802 - it is called like the widgets beside it
    blueprint: str | Path = "klassenarbeit",
    *,
    minutes: float | None = None,
    seed: int = 0,
    learner: str | None = None,
    exercises: str | Path | None = None,
    folder: str | Path | None = None,
    fresh: bool = False,
) -> MockExamView:
    """Sit a mock exam against the clock, then review it.

    Parameters
    ----------
    blueprint : str or path
        Name of a shipped blueprint, ``"kundenkommunikation"``, or a YAML file.
    minutes : float, optional
        By default those of the blueprint.
    seed : int
        Another seed, another paper.
    learner : str, optional
        Pseudonym under which answers and the review are kept; without it only the exam itself is kept.
    exercises : path, optional
        File or folder with exercises of your own; by default the practice bank in the language of the blueprint.
    folder : path, optional
        Where the exam is kept; by default ``fortschritt`` in the working folder.
    fresh : bool
        Begin anew; an exam that was begun is kept under another name.

    Returns
    -------
    MockExamView
        Goes on where it stopped if this exam was begun before.
    """
    plan = read_blueprint(blueprint)
    bank = practice_bank() if exercises is None else read_bank([exercises])
    bank = bank.only(language=plan.language)
    paper = assemble(bank, plan, seed=seed, blueprints=read_blueprint)
    progress = None if learner is None else Progress(folder, learner=learner)
    name = "-".join(filter(None, (Path(blueprint).stem, str(seed), progress.learner if progress else "")))
    kept = MockFile(name, folder)
    if fresh:
        kept.set_aside()
    state = MockExamState(
        [task.entry.item for task in paper.tasks],
        shop,
        minutes or plan.minutes,
        seed,
        title=_("Mock exam: {title}").format(title=plan.title),
        saved=kept.read(),
        save=kept.write,
    )
    explained = aids()
    return MockExamView(
        state,
        explained.meanings,
        lambda review: QuizView(review, explained),
        learner=progress.learner if progress else None,
        recorder=progress,
    )
