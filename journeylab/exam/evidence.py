"""Look for the words of a rubric in a free answer.  No points are given: people give them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from journeylab.domain.exercise.rubric import RubricRow
from journeylab.exam.found import Doubt, Evidence, Quote, RowEvidence, State
from journeylab.exam.hints import hints
from journeylab.exam.lemmas import Words, words_for
from journeylab.exam.negation import negations
from journeylab.exam.reading import Hit, hits
from journeylab.exam.rubric_index import Match, rubric_index
from journeylab.exam.sentences import Sentence, sentences


def find_evidence(
    answer: str,
    rows: Sequence[RubricRow],
    operator: str | None = None,
    language: str = "de",
    words: Words | None = None,
) -> Evidence:
    """Look for the words of a rubric in an answer.

    Parameters
    ----------
    answer : str
        As the learner wrote it.
    rows : sequence of RubricRow
    operator : str or None
        What the question asks to be done, ``"erläutern"``; hints depend on it.
    language : {"de", "en"}
        Of the answer.
    words : Words, optional
        Knows the language; without it the dictionary, or the plain way where there is none.

    Returns
    -------
    Evidence

    Examples
    --------
    >>> row = RubricRow(id="m1", points=1, expects="nennt einen Kontakt", words=("Retoure", "Newsletter"), max=2)
    >>> found = find_evidence("Kunden bekommen Newsletter.", [row]).row("m1")
    >>> found.state, found.quotes[0].text, found.mentions
    ('found', 'Newsletter', 1)
    """
    words = words or words_for(language)
    index = rubric_index(rows, words)
    read = sentences(answer)
    by_row: dict[int, list[Quote]] = defaultdict(list)
    for sentence in read:
        for number, quote in _quotes(answer, sentence, hits(sentence, index, words)):
            by_row[number].append(quote)
    found = tuple(_row_evidence(row, by_row[number]) for number, row in enumerate(rows))
    return Evidence(found, tuple(hints(read, found, operator)), words.limits)


def _quotes(answer: str, sentence: Sentence, found: Sequence[Hit]) -> Iterator[tuple[int, Quote]]:
    """Yield the number of a row and what speaks for it in a sentence."""
    if not found:
        return
    tokens, taken_back = sentence.tokens, negations(sentence.tokens)
    against: dict[int, list[Hit]] = defaultdict(list)
    for hit in found:
        if hit.phrase.counter and hit.match is Match.WHOLE and not taken_back[hit.first]:
            against[hit.phrase.row].append(hit)
    for hit in found:
        if hit.phrase.counter:
            continue
        start, end = tokens[hit.first].start, tokens[hit.last].end
        doubt, because, word = None, "", hit.phrase.text
        own = range(hit.first, hit.last + 1) if hit.phrase.denies else ()
        denied = [place for place in taken_back[hit.first] if place not in own]
        counter = next((each for each in against[hit.phrase.row] if not each.within(hit)), None)
        if denied:
            doubt, because = Doubt.NEGATED, tokens[denied[0]].text
        elif hit.match is Match.OPPOSITE:
            doubt, because = Doubt.NEGATED, tokens[hit.first].text
        elif counter is not None:
            doubt, because = Doubt.COUNTER, answer[tokens[counter.first].start : tokens[counter.last].end]
        elif hit.match is Match.PART:
            doubt = Doubt.PART
        elif hit.match is Match.TYPO:
            doubt = Doubt.TYPO
        yield hit.phrase.row, Quote(start, end, answer[start:end], word, doubt, because)


def _row_evidence(row: RubricRow, quotes: list[Quote]) -> RowEvidence:
    sure = [quote for quote in quotes if quote.doubt is None]
    spans = {(quote.start, quote.end) for quote in sure}
    doubtful = [quote for quote in quotes if quote.doubt is not None and (quote.start, quote.end) not in spans]
    named = _different(sure)
    others = _different([quote for quote in doubtful if quote.word not in named], apart=named.values())
    state = State.FOUND if named else State.UNSURE if others else State.NOT_FOUND
    shown = dict.fromkeys(sorted((*sure, *doubtful), key=lambda quote: (quote.start, quote.end, quote.word)))
    return RowEvidence(row, state, tuple(shown), len(named), len(others))


def _different(quotes: Sequence[Quote], apart: Iterable[Quote] = ()) -> dict[str, Quote]:
    """Return one quote for each different thing that was said, by the word of the rubric.

    A word of the answer shows one thing: where it matches "Bewertung" and "Kundenbewertung", the longer one counts.
    """
    taken = list(apart)
    chosen: dict[str, Quote] = {}
    for quote in sorted(quotes, key=lambda quote: (-len(quote.word), quote.start)):
        # Never more than the rubric has words: what was chosen is a short list, however long the answer.
        if quote.word not in chosen and all(quote.end <= other.start or other.end <= quote.start for other in taken):
            taken.append(quote)
            chosen[quote.word] = quote
    return chosen
