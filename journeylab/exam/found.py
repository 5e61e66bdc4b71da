"""What was found in a free answer: evidence for the rows of its rubric, and hints.  Never points."""

from __future__ import annotations

from dataclasses import dataclass

from journeylab.domain.exercise.rubric import RubricRow
from journeylab.domain.vocabulary import N_, Term


class State(Term):
    """Whether the words of a rubric row are in an answer."""

    FOUND = "found", N_("found")
    UNSURE = "unsure", N_("unsure")
    NOT_FOUND = "not_found", N_("not found")


class Doubt(Term):
    """Why words that were found may not be what the rubric asks for."""

    NEGATED = "negated", N_("'{because}' stands beside it: does the answer say the opposite?")
    COUNTER = "counter", N_("'{because}' stands beside it: does this belong here?")
    PART = "part", N_("Only a part of a longer word: is '{word}' meant?")
    TYPO = "typo", N_("Did you mean '{word}'?")


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the answer that speak for a row.

    Attributes
    ----------
    start, end : int
        ``answer[start:end]`` is `text`.
    text : str
    word : str
        The word of the rubric that was found.
    doubt : Doubt or None
        Why it is not sure; None if it is.
    because : str
        What stands beside it and raises the doubt.
    """

    start: int
    end: int
    text: str
    word: str
    doubt: Doubt | None = None
    because: str = ""

    @property
    def reason(self) -> str:
        """The doubt as a question to the learner; empty if there is none."""
        return "" if self.doubt is None else self.doubt.label.format(because=self.because, word=self.word)


@dataclass(frozen=True, slots=True)
class RowEvidence:
    """What speaks for one row.

    Attributes
    ----------
    row : RubricRow
    state : State
    quotes : tuple of Quote
        In the order of the answer; sure ones and doubtful ones.
    named : int
        How many different things of the row were surely found, also beyond those that count.
    doubtful : int
        How many others were found with a doubt.
    """

    row: RubricRow
    state: State
    quotes: tuple[Quote, ...]
    named: int
    doubtful: int

    @property
    def mentions(self) -> int:
        """How many different things were surely found, at most as many as count."""
        return min(self.named, self.row.max)

    @property
    def possible(self) -> int:
        """How many there are with the doubtful ones, at most as many as count."""
        return min(self.named + self.doubtful, self.row.max)

    @property
    def reason(self) -> str:
        """Why the row is unsure; empty if it is found or not found."""
        return next((quote.reason for quote in self.quotes), "") if self.state is State.UNSURE else ""


class HintKind(Term):
    """What a hint is about."""

    REASON = (
        "reason",
        N_("This task asks for reasons. No word was found that introduces one, such as 'because' or 'so that'."),
    )
    PROSE = "prose", N_("To name things, catchwords are enough: long texts cost time and earn nothing here.")
    FEWER = "fewer", N_("{expects}: {named} of {asked} found.")
    MORE = "more", N_("{expects}: {named} found. Where {asked} are asked for, often only the first {asked} are marked.")
    CATCHWORDS = (
        "catchwords",
        N_("This reads like a list of catchwords: write sentences that say what they have to do with the task."),
    )


@dataclass(frozen=True, slots=True)
class Hint:
    """A tip on the answer as a whole; text is in the language in use when it was given.

    Attributes
    ----------
    kind : HintKind
    text : str
    """

    kind: HintKind
    text: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was found in an answer, and what to think about; never points.

    Attributes
    ----------
    rows : tuple of RowEvidence
        In the order of the rubric.
    hints : tuple of Hint
        Tips on the answer as a whole.
    limits : str
        What the search cannot do, for learners.
    """

    rows: tuple[RowEvidence, ...]
    hints: tuple[Hint, ...]
    limits: str

    def row(self, row_id: str) -> RowEvidence:
        """Return what speaks for the row with this id."""
        return next(each for each in self.rows if each.row.id == row_id)
