"""Answers to an exercise that show how it is marked: a right one, one in between, a wrong one, and none."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from journeylab.domain.exercise.arranging import Cloze, Matching, Ordering
from journeylab.domain.exercise.choice import Choice
from journeylab.domain.exercise.common import Exercise
from journeylab.domain.exercise.numeric import Numeric
from journeylab.domain.exercise.shop import Build, MapPick, Run
from journeylab.domain.exercise.writing import FreeText, Short
from journeylab.exam.answers import VERDICTS, is_empty, right_answer, sample_answer
from journeylab.exam.grading import grade
from journeylab.exam.variants import Variant
from journeylab.store.exercises import shop

# What somebody writes who has nothing to say; it is right nowhere.
_NOTHING = {"de": "Das weiß ich leider nicht.", "en": "I am afraid I do not know."}


def example_answers(variant: Variant, language: str) -> list[Any]:
    """Return answers to a single exercise, the right one first, the empty one last.

    Parameters
    ----------
    variant : Variant
        No case.
    language : {"de", "en"}
        Of the exercise.
    """
    found = [right_answer(variant, shop), *_partly(variant), wrong_answer(variant, language), empty_answer(variant)]
    if not isinstance(variant.item, FreeText):
        best, *_others, none = (grade(variant, answer, shop).points for answer in found)
        assert best == variant.item.points and none == 0, variant.id
    return found


def wrong_answer(variant: Variant, language: str) -> Any:
    """Return an answer that earns nothing though something was answered; where rules forbid that, the least."""
    if isinstance(variant.item, FreeText):
        return _NOTHING[language]
    known = [answer for answer, points in _samples(variant) if not points and not is_empty(variant.item, answer)]
    return min((*known, *_guesses(variant, language)), key=lambda answer: grade(variant, answer, shop).points or 0)


def empty_answer(variant: Variant) -> Any:
    """Return what stands for "not attempted"."""
    if isinstance(variant.item, Numeric | Short | FreeText):
        return ""
    return {} if isinstance(variant.item, Run) else []


def _partly(variant: Variant) -> Iterator[Any]:
    """Yield the first sample that earns something and not all."""
    yield from [answer for answer, points in _samples(variant) if 0 < points < variant.item.points][:1]


def _samples(variant: Variant) -> Iterator[tuple[Any, Decimal]]:
    for sample in variant.item.samples:
        yield _plain(sample_answer(variant, sample.answer)), Decimal(sample.points)


def _guesses(variant: Variant, language: str) -> Iterator[Any]:
    """Yield answers that are wrong, the most instructive first."""
    item: Exercise = variant.item
    match item:
        case Choice():
            wrong = [number for number, option in enumerate(item.options, 1) if not option.right]
            yield from ([number] for number in wrong)
        case Matching():
            count = len(item.choices)
            yield from ([(number + shift - 1) % count + 1 for number in item.solution] for shift in range(1, count))
        case Ordering():
            yield list(range(len(item.steps), 0, -1))
        case Cloze():
            yield [next((each for each in gap.options if each not in gap.accept), "?") for gap in item.in_order]
        case Numeric():
            yield from (sample_answer(variant, f"= {path.formula}") for path in item.wrong_paths)
            yield "1"
        case Short():
            yield from (answer for wrong in item.wrong_answers for answer in wrong.answers)
        case MapPick():
            yield list(item.wrong)[: len(item.right)]
        case Build():
            # A journey that avoids what it should avoid earns something, so that the way back is tried as well.
            yield from ([contact] for contact in reversed(item.example))
            yield list(reversed(item.example))
            yield [contact.id for contact in reversed(shop(item.scenario).contacts)]
        case Run():
            right = right_answer(variant, shop)
            for verdict in VERDICTS if item.judgement else (None,):
                if verdict != right["verdict"] or verdict is None:
                    figures = dict.fromkeys(right["figures"], "1.000" if language == "de" else "1,000")
                    yield {"seed": right["seed"], "figures": figures, "verdict": verdict}
    if isinstance(item, Short):
        yield _NOTHING[language]


def _plain(answer: Any) -> Any:
    """Return an answer of a YAML file as a notebook writes it: lists and dicts of Python."""
    if isinstance(answer, dict):
        return {str(key): _plain(each) for key, each in answer.items()}
    if isinstance(answer, list | tuple):
        return [_plain(each) for each in answer]
    return str(answer) if isinstance(answer, str) else answer
