"""The notebooks in `exercises/notebooks`, written from the practice bank: one for each German topic, one in English.

    python -m tools.notebooks exercises/         # writes them anew, runs them and stores them
    python -m tools.notebooks notebooks/recht    # only those whose path holds this

The words around the exercises stand in `exercise_words.yaml`; the answers at the end come from
`tools.exercise_answers`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import Any

import nbformat

from journeylab.domain.exercise.arranging import GAP, Cloze, Matching, Ordering
from journeylab.domain.exercise.bank import KINDS, Bank, Entry
from journeylab.domain.exercise.choice import Choice
from journeylab.domain.exercise.common import Exercise
from journeylab.domain.exercise.numeric import Numeric
from journeylab.domain.exercise.writing import FreeText
from journeylab.exam.variants import Variant, draw
from journeylab.i18n import number, speaking
from journeylab.store.exam_facts import exam_facts
from journeylab.store.exercises import practice_bank
from journeylab.store.kpi_catalogue import kpis_catalogue
from journeylab.store.yaml_file import read_yaml
from tools.exercise_answers import example_answers

# What stands there besides the exercises themselves.
_WORDS = read_yaml(Path(__file__).with_name("exercise_words.yaml")).data
# Kinds that are practised together, under the name of their heading.
_FAMILIES: Mapping[str, tuple[str, ...]] = {
    "tick": ("choice",),
    "arrange": ("matching", "ordering", "cloze", "short"),
    "calculate": ("numeric",),
    "write": ("free_text",),
    "find": ("map",),
    "build": ("journey",),
    "simulate": ("simulation",),
}
# More would be a sitting without a break.
_MOST = 10
_PLACES = 6
# With it a quiz draws its numbers; the answers at the end belong to the variant 0.
_SEED = 1


@dataclass(frozen=True)
class Book:
    """What one notebook is made of.

    Attributes
    ----------
    name : str
        Of the file, without its ending.
    language, title : str
    entries : tuple of Entry
    """

    name: str
    language: str
    title: str
    entries: tuple[Entry, ...]


def books(bank: Bank | None = None) -> list[Book]:
    """Return what notebooks there are: each German topic, and all that is in English."""
    bank = bank or practice_bank()
    german = bank.only(language="de")
    found = [Book(topic, "de", title, tuple(german.only(topic=topic))) for topic, title in german.topics.items()]
    english = tuple(bank.only(language="en"))
    return found + ([Book("en_exam_practice", "en", "Exam practice in English", english)] if english else [])


def notebook(book: Book) -> nbformat.NotebookNode:
    """Return a notebook that has not been run yet."""
    with speaking(book.language):
        cells = [nbformat.v4.new_markdown_cell(text) if words else nbformat.v4.new_code_cell(text)
                 for words, text in (*_head(book), *_practice(book), *_marking(book))]  # fmt: skip
    made: nbformat.NotebookNode = nbformat.v4.new_notebook(cells=cells)
    for place, cell in enumerate(made.cells):
        cell.id = f"cell-{place:02d}"
    return made


# Each part yields (True, Markdown) or (False, code).
_Cells = Iterator[tuple[bool, str]]


def _head(book: Book) -> _Cells:
    say = _WORDS[book.language]
    leaves = [leaf for entry in book.entries for leaf in entry.leaves]
    size = say["size"].format(
        items=len(book.entries),
        parts=say["parts"].format(parts=len(leaves)) if len(leaves) > len(book.entries) else "",
        points=number(float(sum(entry.item.points for entry in book.entries))),
        minutes=number(ceil(sum(entry.item.minutes for entry in book.entries) / 5) * 5),
    )
    places = Counter(place for leaf in leaves for place in leaf.curriculum)
    facts = exam_facts()
    # Some letters of the plan ask for the same at two places.
    trained: dict[str, list[str]] = {}
    for id in sorted(place for place, _count in places.most_common(_PLACES)):
        entry = facts.curriculum_entry(id)
        trained.setdefault(str(entry.text), []).append(entry.place)
    lines = [f"- **{', '.join(where)}** {text}" for text, where in trained.items()]
    yield True, "\n".join([f"# {book.title}", "", size, "", say["trains"], "", *lines])
    yield True, say["how"]
    yield False, f'import journeylab as jl\njl.set_language("{book.language}")'


def _practice(book: Book) -> _Cells:
    say = _WORDS[book.language]
    topics = dict.fromkeys(entry.topic for entry in book.entries)
    place = 0
    for topic in topics:
        entries = [entry for entry in book.entries if entry.topic == topic]
        if len(topics) > 1:
            yield True, f"## {entries[0].title}"
        for heading, group in _groups(entries, book.language, by_family=len(topics) == 1):
            place += 1
            minutes = ceil(sum(entry.item.minutes for entry in group))
            points = number(float(sum(entry.item.points for entry in group)))
            told = say["group"].format(place=place, heading=heading or group[0].title, points=points, minutes=minutes)
            yield True, f"{'##' if len(topics) == 1 else '###'} {told}"
            yield False, _quiz([entry.id for entry in group])


def _groups(entries: Sequence[Entry], language: str, *, by_family: bool) -> Iterator[tuple[str, list[Entry]]]:
    """Yield heading and exercises of each quiz: cases alone, others with their like, at most ten at once."""
    cases = [entry for entry in entries if entry.item.kind == "block"]  # type: ignore[attr-defined]
    single = [entry for entry in entries if entry not in cases]
    families = list(_FAMILIES.items()) if by_family else [("", KINDS)]
    for family, kinds in families:
        found = [entry for entry in single if entry.item.kind in kinds]  # type: ignore[attr-defined]
        pieces = ceil(len(found) / _MOST)
        for piece in range(pieces):
            part = found[piece * len(found) // pieces : (piece + 1) * len(found) // pieces]
            yield _WORDS[language].get(family, "") + _figures(part), part
    for entry in cases:
        yield entry.item.name, [entry]


def _figures(entries: Sequence[Entry]) -> str:
    """Name the KPIs that are asked for, each once."""
    catalogue = kpis_catalogue()
    asked = dict.fromkeys(entry.item.kpi for entry in entries if isinstance(entry.item, Numeric) and entry.item.kpi)
    names = [str(catalogue[key].abbreviation or catalogue[key].label) for key in asked]
    return f": {', '.join(names)}" if names else ""


def _quiz(ids: Sequence[str]) -> str:
    if len(ids) == 1:
        return f'jl.Quiz("{ids[0]}", seed={_SEED})'
    lines, line = [], "   "
    for name in ids:
        if len(line) > 48:
            lines.append(line)
            line = "   "
        line += f' "{name}",'
    return "\n".join(["jl.Quiz([", *lines, line, f"], seed={_SEED})"])


def _marking(book: Book) -> _Cells:
    say = _WORDS[book.language]
    yield True, say["marking"]
    for kind, name in _WORDS[book.language]["kinds"].items():
        found = next(_of_kind(book.entries, kind), None)
        if found is None:
            continue
        entry, leaf, part = found
        told = [f"### {name}: {entry.item.name}", "", *_quoted(leaf.item, say)]
        if part:
            told += ["", say["part"].format(part=part, id=entry.id)]
        if isinstance(leaf.item, FreeText):
            told += ["", say["free_text"]]
        yield True, "\n".join(told)
        answers = example_answers(leaf, book.language)
        yield False, "\n".join(f"print({_check(entry.id, part, answer)})" for answer in answers)
        if isinstance(leaf.item, FreeText):
            yield True, say["evidence"]
            yield False, _handed_in(entry, leaf.item, answers[0])


def _of_kind(entries: Sequence[Entry], kind: str) -> Iterator[tuple[Entry, Variant, str]]:
    """Yield the exercises of a kind with numbers drawn, and the name of the part where it belongs to a case."""
    for entry in entries:
        drawn = draw(entry.item)
        for leaf in drawn.leaves:
            if leaf.item.kind == kind:  # type: ignore[attr-defined]
                yield entry, leaf, leaf.item.id if drawn.parts else ""


def _handed_in(entry: Entry, item: FreeText, answer: str) -> str:
    """Return the code that hands an answer in, as a learner does on the screen, and prints what is to be seen then."""
    place = [leaf.id for leaf in entry.leaves].index(item.id)
    lines = [f'quiz = jl.Quiz("{entry.id}")', *([f"quiz.state.go({place})"] if place else [])]
    return "\n".join([*lines, f"quiz.state.answer({_text(answer)})", "quiz.state.check()", "print(quiz)"])


def _check(id: str, part: str, answer: object) -> str:
    text = _text(answer) if isinstance(answer, str) else _literal(answer)
    return f'jl.check_answer("{id}{"." if part else ""}{part}", {text})'


def _text(answer: str) -> str:
    """Write a text as a literal; one of several lines goes on below itself."""
    return f'"""\n{answer.strip()}\n"""' if "\n" in answer.strip() else _literal(answer)


def _literal(answer: object) -> str:
    """Write a text or a list of texts with the quotes that people type."""
    match answer:
        case str():
            return '"' + answer.replace("\\", "\\\\").replace('"', '\\"') + '"'
        case list():
            return "[" + ", ".join(map(_literal, answer)) + "]"
        case dict():
            return "{" + ", ".join(f"{_literal(key)}: {_literal(each)}" for key, each in answer.items()) + "}"
        case _:
            return repr(answer)


def _quoted(item: Exercise, say: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines of the question, and what its answers count, in the order of the file."""
    yield from (f"> {line}".rstrip() for line in item.prompt.strip().splitlines())
    match item:
        case Choice():
            lists = [("", [option.text for option in item.options])]
        case Matching():
            lists = [(say["lefts"], [pair.left for pair in item.pairs]), (say["rights"], list(item.choices))]
        case Ordering():
            lists = [(say["steps"], list(item.steps))]
        case Cloze():
            lists = []
            yield from (">", "> " + GAP.sub("\\_\\_\\_", item.text.strip()))
        case _:
            return
    for heading, texts in lists:
        yield from ("", *((heading, "") if heading else ()))
        yield from (f"{place}. {text}" for place, text in enumerate(texts, 1))
