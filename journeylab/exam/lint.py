"""What a sound exercise of the practice bank has beyond what the format asks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from journeylab.domain.exercise.block import Block
from journeylab.domain.exercise.choice import Choice
from journeylab.domain.exercise.common import Exercise
from journeylab.domain.exercise.writing import FreeText
from journeylab.domain.problems import within
from journeylab.errors import ModelError
from journeylab.i18n import _, number

# Own proposal: the exam leaves 0.6 to 1.2 minutes a point; practice may take longer.
_FASTEST, _SLOWEST = 0.4, 2.5
# Numbering within these changed in 2022 and 2026: whoever cites them says of which day.
_WITHDRAWAL = re.compile(r"§§?\s*(?:355|356a?|357a?)\b")
_CATCH_ALL = re.compile(
    r"\b(?:alle|keine)\s+(?:der|dieser)\s+(?:genannten|aussagen|antworten)|all of the above|none of the above", re.I
)
# A right option twice as long as the longest wrong one gives itself away.
_GIVEAWAY = 1.8
_SHORT = 25


def lint(item: Exercise) -> list[ModelError]:
    """Return what an exercise of the bank still lacks; an empty list means nothing.

    Notes
    -----
    These are rules for good exercises, not for readable files: a trainer's
    own file may break them and is used all the same.
    """
    found = list(_whole(item))
    if isinstance(item, Block):
        for i, part in enumerate(item.parts):
            found += (within(("parts", i), problem) for problem in _leaf(part))
        total = sum(part.minutes for part in item.parts)
        if abs(total - item.minutes) > 0.01:
            problem = _("The parts take {total} minutes, the case {minutes}.")
            shown = {"total": number(total), "minutes": number(item.minutes)}
            found.append(ModelError(problem.format(**shown), _("Make them equal."), ("minutes",)))
    else:
        found += _leaf(item)
    return found


def _whole(item: Exercise) -> Iterator[ModelError]:
    for field in ("curriculum", "source"):
        if not getattr(item, field):
            yield _lacks(field)
    if item.area is None:
        yield _lacks("area")


def _leaf(item: Exercise) -> Iterator[ModelError]:
    for field in ("hints", "explanation"):
        if not getattr(item, field):
            yield _lacks(field)
    per_point = item.minutes / float(item.points)
    if not _FASTEST <= per_point <= _SLOWEST:
        problem = _("{minutes} minutes for {points} points: {each} minutes a point.").format(
            minutes=number(item.minutes), points=number(float(item.points)), each=number(per_point, 1)
        )
        fix = _("Stay between {low} and {high} minutes a point.")
        yield ModelError(problem, fix.format(low=number(_FASTEST), high=number(_SLOWEST)), ("minutes",))
    if not isinstance(item, FreeText) and not item.samples:
        yield _lacks("samples")
    texts = " ".join(_texts(item))
    if _WITHDRAWAL.search(texts) and item.as_of is None:
        problem = _("It cites the law on withdrawal and does not say of which day.")
        yield ModelError(problem, _("Write 'as_of: 2026-06-19', and the day into the text."), ("as_of",))
    if isinstance(item, Choice):
        yield from _options(item)


def _options(item: Choice) -> Iterator[ModelError]:
    for option in item.options:
        if _CATCH_ALL.search(option.text):
            problem = _("'{text}' tests how options are read, not what is known.").format(text=option.text)
            yield ModelError(problem, _("Write an option of its own instead."), ("options",))
    right = max(len(option.text) for option in item.options if option.right)
    wrong = max((len(option.text) for option in item.options if not option.right), default=right)
    if item.choose == "one" and right > max(_SHORT, _GIVEAWAY * wrong):
        problem = _("The right option is much longer than all others and gives itself away.")
        yield ModelError(problem, _("Make them about equally long."), ("options",))


def _texts(item: Exercise) -> Iterator[str]:
    yield from (item.prompt, item.explanation, *item.hints, *item.source)
    if isinstance(item, FreeText):
        yield item.model_answer
    if isinstance(item, Choice):
        for option in item.options:
            yield from (option.text, option.why)


def _lacks(field: str) -> ModelError:
    return ModelError(_("'{key}' is missing here.").format(key=field), _("Add '{key}: ...'.").format(key=field))
