"""What stands in the notebook and in the letter that come with an exam, in the language of the exam."""

from __future__ import annotations

from journeylab.domain.exercise.release import ExamPaper
from journeylab.i18n import _, number, speaking


def notebook_cells(paper: ExamPaper, tasks: str) -> list[tuple[str, str]]:
    """Return the cells of the notebook in which the exam is written, as kind and source.

    Parameters
    ----------
    paper : ExamPaper
    tasks : str
        Name of the file of the tasks beside the notebook.
    """
    with speaking(paper.language):
        how = _(
            "Press Shift+Enter in the next cell. Choose a pseudonym, not your name, and press 'Start'. Every answer is "
            "saved while you write; after a crash, run the cell again. At the end press 'Hand in' and read the receipt "
            "code to your trainer."
        )
        language = "" if paper.language == "de" else f'journeylab.set_language("{paper.language}")\n'
        code = f'import journeylab\n\n{language}journeylab.ExamRoom("{tasks}")'
        return [("markdown", f"# {paper.title}\n\n{how}"), ("code", code)]


def letter(paper: ExamPaper, notebook: str, sheet: str) -> str:
    """Return the text for learners that explains the files of the folder."""
    with speaking(paper.language):
        lines = [
            paper.title,
            "=" * len(paper.title),
            "",
            _("Time: {minutes} minutes. Points: {points}.").format(
                minutes=number(paper.minutes), points=number(float(paper.points))
            ),
            "",
            _("{file}: the exam for JupyterLab. Open it and press Shift+Enter.").format(file=notebook),
            _("{file}: the same tasks to print, for those who work without a computer.").format(file=sheet),
            "",
            _(
                "When you hand in, a file abgabe-<pseudonym>.json is written. Give this file to your trainer, and read "
                "out the receipt code that is shown. Do not change the file afterwards: the code would no longer fit."
            ),
            _("The files of this folder hold no solutions. Nothing is sent anywhere."),
        ]
        return "\n".join(lines) + "\n"
