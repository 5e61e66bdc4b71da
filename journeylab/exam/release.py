"""What leaves for an exam in class: questions without anything that tells what is right, and the code of a receipt."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from journeylab.domain.exercise.arranging import Matching, Ordering
from journeylab.domain.exercise.bank import Entry
from journeylab.domain.exercise.choice import Choice
from journeylab.domain.exercise.common import Exercise
from journeylab.domain.exercise.question import Question
from journeylab.domain.exercise.release import ExamKey, ExamPaper, Submission
from journeylab.errors import UsageError
from journeylab.exam.asking import ask
from journeylab.exam.variants import Variant, draw
from journeylab.i18n import _, speaking

# 32 signs, 5 bits each; 0 and O, 1 and I are left out, because they are mistaken for each other when read aloud.
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_GROUPS, _SIGNS = 4, 4
BITS = 5 * _GROUPS * _SIGNS


def make_exam(
    tasks: Sequence[Entry | Exercise],
    seed: int,
    secret: str,
    *,
    exam: str,
    title: str,
    minutes: float,
    now: datetime,
    language: str = "de",
    aids: str = "",
) -> ExamKey:
    """Return an exam: its paper for learners inside of what the trainer keeps.

    Parameters
    ----------
    tasks : sequence of Entry or Exercise
        In the order of the paper.
    seed : int
        Draws the numbers.
    secret : str
        Shuffles; whoever knows it can tell the right order of steps from the order shown, so it never leaves.
    exam : str
        Id of this exam.
    title : str
    minutes : float
    now : datetime
    language : {"de", "en"}
    aids : str

    Raises
    ------
    UsageError
        If there is no task, or one stands twice.
    """
    items = [task.item if isinstance(task, Entry) else task for task in tasks]
    if not items or len({item.id for item in items}) < len(items):
        raise UsageError(
            _("An exam needs at least one exercise, and each only once."), _("Name exercises by their ids.")
        )
    with speaking(language):
        variants = [draw(item, seed) for item in items]
    paper = ExamPaper(
        exam=exam,
        title=title,
        language="en" if language == "en" else "de",
        minutes=minutes,
        aids=aids,
        questions=questions(variants, secret),
    )
    orders = {
        leaf.id: order
        for variant, question in zip(variants, paper.questions, strict=True)
        for leaf, shown in zip(variant.leaves, question.parts or (question,), strict=True)
        if (order := _order(leaf, shown))
    }
    return ExamKey(paper=paper, created=now, seed=seed, secret=secret, items=tuple(items), orders=orders)


def drawn(key: ExamKey) -> list[Variant]:
    """Return the exercises of an exam with their numbers, as they were given out."""
    with speaking(key.paper.language):
        return [draw(item, key.seed) for item in key.items]


def questions(variants: Sequence[Variant], secret: str) -> tuple[Question, ...]:
    """Return what learners see, shuffled so that nothing depends on the order in the file.

    Notes
    -----
    In practice the order shown belongs to the seed, so that it can be computed from it.  Here things are sorted by a
    hash of their *text* under a secret: two files that differ only in which order is right give the same exam.
    """
    return tuple(_shuffled(ask(variant), secret) for variant in variants)


def _shuffled(question: Question, secret: str) -> Question:
    def mixed(texts: tuple[str, ...], name: str = "") -> tuple[str, ...]:
        return tuple(sorted(texts, key=lambda text: sha256(f"{secret}/{question.id}/{name}/{text}".encode()).digest()))

    blanks = tuple(blank.model_copy(update={"options": mixed(blank.options, blank.id)}) for blank in question.blanks)
    changed = {name: mixed(getattr(question, name)) for name in ("options", "choices", "steps")}
    # An author's own notes stay inside, also those beside a document that is handed out.
    materials = tuple(material.model_copy(update={"x_notes": {}}) for material in question.materials)
    parts = tuple(_shuffled(part, secret) for part in question.parts)
    return question.model_copy(update={**changed, "blanks": blanks, "materials": materials, "parts": parts})


def _order(leaf: Variant, question: Question) -> tuple[int, ...]:
    match leaf.item:
        case Choice(options=options):
            texts, shown = [option.text for option in options], question.options
        case Matching(choices=choices):
            texts, shown = list(choices), question.choices
        case Ordering(steps=steps):
            texts, shown = list(steps), question.steps
        case _:
            return ()
    # Numbers can make two texts alike: then the first free one is meant, and both are worth the same.
    free = dict(enumerate(texts, 1))
    return tuple(_free_number(free, text) for text in shown)


def _free_number(free: dict[int, str], text: str) -> int:
    """Return the first number that has this text, and take it out."""
    number = next(number for number, each in free.items() if each == text)
    del free[number]
    return number


def stored(key: ExamKey, leaf: Variant, shown: Any) -> Any:
    """Return an answer in the numbers of the exercise, from one in the places that were shown in the exam."""
    order = key.orders.get(leaf.id)
    if order is None or not isinstance(shown, list | tuple):
        return shown
    table = dict(enumerate(order, 1))
    changed = [table.get(each, each) if type(each) is int else each for each in shown]
    whole = all(type(each) is int for each in changed)
    return sorted(changed) if isinstance(leaf.item, Choice) and whole else changed


def canonical(data: Any) -> bytes:
    r"""Return data as JSON that is written in one way only: keys sorted, no spaces, ASCII.

    Raises
    ------
    ValueError
        If JSON cannot hold it.

    Examples
    --------
    >>> canonical({"b": "ä", "a": [1, None]})
    b'{"a":[1,null],"b":"\\u00e4"}'
    """
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False).encode("ascii")


def paper_digest(paper: ExamPaper) -> str:
    """Return the SHA-256 of the tasks."""
    return sha256(canonical(paper.model_dump(mode="json"))).hexdigest()


def submission_digest(data: Mapping[str, Any]) -> str:
    """Return the SHA-256 of a submission: of everything that is in it but the digest itself."""
    return sha256(canonical({name: value for name, value in data.items() if name != "sha256"})).hexdigest()


def sealed(submission: Submission) -> Submission:
    """Return a submission with its digest."""
    digest = submission_digest(submission.model_dump(mode="json"))
    return submission.model_copy(update={"sha256": digest})


def receipt(digest: str) -> str:
    """Return the code that a trainer notes when an exam is handed in.

    Parameters
    ----------
    digest : str
        SHA-256 of the submission, in hexadecimal.

    Notes
    -----
    It is the first 80 of the 256 bits: to find another submission with the same code one would have to try
    about 2 to the power of 80.  It shows that a file was changed afterwards, not who wrote it.

    Examples
    --------
    >>> receipt("00" * 32), receipt("ff" * 32)
    ('2222-2222-2222-2222', 'ZZZZ-ZZZZ-ZZZZ-ZZZZ')
    """
    bits = int(digest, 16) >> (256 - BITS)
    signs = [ALPHABET[bits >> shift & 31] for shift in range(BITS - 5, -1, -5)]
    return "-".join("".join(signs[start : start + _SIGNS]) for start in range(0, len(signs), _SIGNS))


def read_receipt(text: str) -> str:
    """Return a code as `receipt` writes it, from any way of typing it.

    Raises
    ------
    UsageError
        If it is none.

    Examples
    --------
    >>> read_receipt(" 2345 6789 abcd efgh ")
    '2345-6789-ABCD-EFGH'
    """
    signs = [sign for sign in text.upper() if sign.isalnum()]
    if len(signs) != _GROUPS * _SIGNS or not set(signs) <= set(ALPHABET):
        raise UsageError(
            _("'{code}' is no receipt code.").format(code=text.strip()[:40]),
            _("It has 16 signs, such as 7K3M-Q9PX-2BVA-HC84; 0, O, 1 and I never occur in it."),
        )
    return "-".join("".join(signs[start : start + _SIGNS]) for start in range(0, len(signs), _SIGNS))
