"""``journeylab exercise``: begin one of one's own, help the editor, read one with its solution."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import fill

from journeylab.domain.exercise.question import Question
from journeylab.domain.exercise.writing import FreeText
from journeylab.errors import DataError
from journeylab.exam.answers import answer_text, right_answer
from journeylab.exam.asking import ask
from journeylab.exam.variants import Variant, draw
from journeylab.i18n import _, number
from journeylab.store.exercises import practice_bank, read_bank, shop
from journeylab.store.files import write_text_atomically
from journeylab.store.new_exercise import new_exercise
from journeylab.store.shipped import shipped

# Texts of exercises are written in lines of at most so many letters.
_WIDTH = 120
SCHEMA = "exercises.schema.json"


def exercise(arguments: Namespace) -> int:
    """Do what was asked: ``new KIND [NAME]``, ``schema`` or ``show ID``."""
    actions: dict[str, Callable[[Namespace], None]] = {"new": _new, "schema": _schema, "show": _show}
    actions[arguments.action](arguments)
    return 0


def _new(arguments: Namespace) -> None:
    path = new_exercise(arguments.kind, arguments.name or "")
    print(_("{file} is written. Open it in an editor: every line is explained in it.").format(file=path))
    print(_("Check: {command}").format(command=f'journeylab check "{path}"'))


def _schema(arguments: Namespace) -> None:
    place = Path(arguments.out or SCHEMA)
    text = shipped(f"datasets/schema/{SCHEMA}").read_text(encoding="utf-8")
    if place.exists() and '"$schema": "https://json-schema.org/' not in place.read_text("utf-8", "replace")[:200]:
        raise DataError(
            _("'{file}' exists already and is not overwritten.").format(file=place), _("Name another file with --out.")
        )
    write_text_atomically(place, text)
    print(_("The file was written: {file}").format(file=place.absolute()))
    print(
        _("An editor finds it by the first line of a file: # yaml-language-server: $schema={name}").format(
            name=place.name
        )
    )


def _show(arguments: Namespace) -> None:
    bank = read_bank(arguments.sources) if arguments.sources else practice_bank()
    for line in readable(draw(bank[arguments.id], arguments.seed)):
        print(_wrapped(line))


def _wrapped(line: str) -> str:
    """Return a line as a terminal shows it: not wider than a page, without the stars of bold words."""
    plain = line.replace("**", "")
    begin = plain[: len(plain) - len(plain.lstrip())]
    folded = (fill(each, _WIDTH, subsequent_indent=begin, break_long_words=False) for each in plain.splitlines())
    return "\n".join(folded)


def readable(variant: Variant) -> Iterator[str]:
    """Yield the lines of an exercise with its solution; of a case with all its parts."""
    question = ask(variant)
    yield _("{id}: {title} ({points} points, {minutes} minutes)").format(
        id=variant.id,
        title=variant.item.name,
        points=number(float(variant.item.points)),
        minutes=number(variant.item.minutes),
    )
    yield from _asked(question)
    for part in variant.parts:
        yield ""
        yield from readable(part)
    if not variant.parts:
        yield _("Solution:")
        yield from _indented(answer_text(variant, right_answer(variant, shop), shop))
    if isinstance(variant.item, FreeText):
        yield _("Rubric:")
        for row in variant.item.rubric:
            points = f"{row.max} × {number(float(row.points))}" if row.max > 1 else number(float(row.points))
            yield f"  [{points}] {row.expects}"
    if variant.item.explanation:
        yield _("Explanation: {text}").format(text=variant.item.explanation.strip())


def _asked(question: Question) -> Iterator[str]:
    if question.case:
        yield from (question.case.strip(), "")
    for material in question.materials:
        yield material.title
        yield from _indented("\n".join(filter(None, [material.subject, material.text])))
        yield from ("  " + " | ".join(row) for row in (material.columns, *material.rows) if row)
        yield ""
    yield question.prompt.strip()
    yield from (f"  [ ] {text}" for text in question.options)
    yield from (f"  - {text}" for text in (*question.steps, *question.lefts))
    if question.choices:
        yield from (f"  {place}. {text}" for place, text in enumerate(question.choices, 1))
    if question.text:
        yield from _indented(question.text)
    yield from (f"  - {each.asks}" for each in question.asked)
    if question.judged:
        yield f"  - {question.judged.asks}"


def _indented(text: str) -> Iterator[str]:
    return (f"  {line}".rstrip() for line in text.strip().splitlines())
