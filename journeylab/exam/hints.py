"""Tips on a free answer as a whole, above all whether it does what the task asks for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from journeylab.domain.exercise.operators import Operator
from journeylab.exam.found import Hint, HintKind, RowEvidence
from journeylab.exam.lemmas import fold
from journeylab.exam.sentences import Sentence
from journeylab.exam.word_lists import FUNCTION_WORDS, REASON_PHRASES, REASONS

_ASK_FOR_REASONS = frozenset([Operator.EXPLAIN, Operator.JUSTIFY, Operator.ASSESS, Operator.TAKE_POSITION])
_ASK_FOR_NAMES = frozenset([Operator.NAME, Operator.STATE])
# A calculation or an assignment is no text either.
_NO_SENTENCES = _ASK_FOR_NAMES | {
    Operator.CALCULATE,
    Operator.DETERMINE,
    Operator.MATCH,
    Operator.ORDER,
    Operator.COMPLETE,
}
# Sentences are to about one half of function words; a list of catchwords has hardly any.
_FEWEST_FUNCTION_WORDS = 0.15
_FEWEST_CATCHWORDS = 4
_WORDS_PER_NAME = 15
_WORDS_TO_SPARE = 15


def hints(read: Sequence[Sentence], rows: Sequence[RowEvidence], operator: str | None) -> Iterator[Hint]:
    """Yield what a learner may want to look at again.

    Parameters
    ----------
    read : sequence of Sentence
        The answer.
    rows : sequence of RowEvidence
        What was found in it.
    operator : str or None
        What the question asks to be done.
    """
    spoken = [[fold(token.text) for token in sentence.tokens] for sentence in read]
    count = sum(map(len, spoken))
    if not count:
        return
    asked = sum(each.row.max for each in rows)
    if operator in _ASK_FOR_REASONS and not any(map(_gives_reason, spoken)):
        yield _hint(HintKind.REASON)
    if operator in _ASK_FOR_NAMES and count > _WORDS_TO_SPARE + _WORDS_PER_NAME * asked:
        yield _hint(HintKind.PROSE)
    if operator not in _NO_SENTENCES and sum(each.named for each in rows) >= _FEWEST_CATCHWORDS:
        small = sum(word in FUNCTION_WORDS for sentence in spoken for word in sentence)
        if small < _FEWEST_FUNCTION_WORDS * count:
            yield _hint(HintKind.CATCHWORDS)
    for each in rows:
        values = {"expects": each.row.expects, "named": each.named, "asked": each.row.max}
        if 0 < each.named < each.row.max:
            yield _hint(HintKind.FEWER, **values)
        elif each.named > each.row.max > 1:
            yield _hint(HintKind.MORE, **values)


def _hint(kind: HintKind, **values: object) -> Hint:
    return Hint(kind, kind.label.format(**values))


def _gives_reason(words: Sequence[str]) -> bool:
    if any(word in REASONS for word in words):
        return True
    places = {word: place for place, word in reversed(list(enumerate(words)))}
    last = {word: place for place, word in enumerate(words)}
    return any(first in places and places[first] < last.get(second, -1) for first, second in REASON_PHRASES)
