"""What a learner has practised so far, counted by topic, and what is still weak."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from journeylab.domain.exercise.attempt import Attempt
from journeylab.domain.exercise.bank import Entry
from journeylab.domain.exercise.pseudonym import suggest_pseudonym
from journeylab.exam.repetition import Rating, Review, rated, reviews
from journeylab.i18n import _, day, number, percent
from journeylab.views.quiz_markup import Still
from journeylab.views.report_parts import tag, words


class Keeper(Protocol):
    """What keeps one learner's attempts; a `Progress` of the store is one."""

    @property
    def learner(self) -> str:
        """The pseudonym."""

    def attempts(self) -> Sequence[Attempt]:
        """Return all attempts, oldest first."""

    def delete(self, sure: bool = False) -> int:
        """Delete them all for good."""


@dataclass(frozen=True, slots=True)
class TopicFigures:
    """One topic.

    Attributes
    ----------
    title : str
    seen, total : int
        Exercises that were practised, and all.
    share : float
        Of the points in the last sitting of each exercise.
    own : bool
        Whether some of these points are the learner's own.
    """

    title: str
    seen: int
    total: int
    share: float
    own: bool

    @property
    def told(self) -> str:
        """The share, with its label where some of the points are the learner's own."""
        said = percent(self.share, 0)
        return _("{share} (partly self-assessment)").format(share=said) if self.own else said


class ProgressState:
    """A learner, the attempts, and what they show.

    Parameters
    ----------
    opened : callable
        From a pseudonym to what keeps its attempts.
    entries : mapping of str to Entry
        The bank, by id.
    exports : mapping of str to callable
        By ending of the file: from attempts to its content.
    today : callable
        Tells the day.
    learner : str, optional
        Without it, one is to be chosen.
    """

    def __init__(
        self,
        opened: Callable[[str], Keeper],
        entries: Mapping[str, Entry],
        exports: Mapping[str, Callable[[Sequence[Attempt]], bytes]],
        today: Callable[[], date],
        learner: str | None = None,
    ) -> None:
        self.opened, self.entries, self.exports, self._today = opened, entries, exports, today
        self.suggestions = 0
        self.keeper: Keeper | None = None if learner is None else opened(learner)

    @property
    def suggestion(self) -> str:
        """A pseudonym that nobody has to think up."""
        return suggest_pseudonym(self._today().toordinal() + self.suggestions)

    def choose(self, learner: str) -> None:
        """Take a pseudonym."""
        self.keeper = self.opened(learner)

    @property
    def attempts(self) -> Sequence[Attempt]:
        """All attempts, oldest first."""
        return () if self.keeper is None else self.keeper.attempts()

    def delete(self) -> int:
        """Delete all attempts for good and return how many there were."""
        return 0 if self.keeper is None else self.keeper.delete(sure=True)

    def _last(self) -> dict[str, Review]:
        found = reviews(self.attempts, self._today())
        return {name: sittings[-1] for name, sittings in found.items() if name in self.entries}

    def topics(self) -> list[TopicFigures]:
        """Return the topics of which something was practised, in the order of the bank."""
        last, figures = self._last(), []
        by_topic: dict[str, list[Entry]] = {}
        for entry in self.entries.values():
            by_topic.setdefault(entry.topic, []).append(entry)
        for entries in by_topic.values():
            sittings = [last[entry.id] for entry in entries if entry.id in last]
            if sittings:
                share = sum(each.share for each in sittings) / len(sittings)
                own = any(each.self_assessed for each in sittings)
                figures.append(TopicFigures(entries[0].title, len(sittings), len(entries), share, own))
        return figures

    def weak(self) -> list[tuple[Entry, Review]]:
        """Return exercises whose last sitting did not go well, the weakest first."""
        found = [
            (self.entries[name], review)
            for name, review in self._last().items()
            if rated(review, self.entries[name].item.minutes) <= Rating.HARD
        ]
        return sorted(found, key=lambda pair: (pair[1].share, pair[0].id))

    @property
    def picture(self) -> Still:
        """The same as a page that has no kernel."""
        return Still(tag("p", "<br/>".join(map(words, repr(self).splitlines()))))

    def __repr__(self) -> str:
        """Say what was practised, by topic, and what is weak."""
        if self.keeper is None:
            return _("Choose a pseudonym, for example: {example}").format(example=f'Progress("{self.suggestion}")')
        attempts = self.attempts
        lines = [_("{learner}: {count} attempts").format(learner=self.keeper.learner, count=number(len(attempts)))]
        if attempts:
            lines[0] += _(", the last on {day}").format(day=day(attempts[-1].time.date()))
        lines += [
            _("{title}: {seen} of {total} exercises, {share} of the points").format(
                title=each.title, seen=each.seen, total=each.total, share=each.told
            )
            for each in self.topics()
        ]
        weak = [entry.item.name for entry, _review in self.weak()]
        return "\n".join([*lines, *([_("Weak: {names}").format(names="; ".join(weak))] if weak else [])])
