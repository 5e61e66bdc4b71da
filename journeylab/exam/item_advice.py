"""What to change in an exercise that a test has shown to be too hard, too easy or misleading."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from journeylab.domain.vocabulary import N_, Term
from journeylab.i18n import _, ngettext, number, percent


class Concern(Term):
    """What is remarkable about an exercise."""

    NEGATIVE = "negative", N_("negative discrimination")
    ATTRACTIVE = "attractive", N_("a distractor attracts strong learners")
    TOO_HARD = "too_hard", N_("too hard")
    TOO_EASY = "too_easy", N_("too easy")
    LOW = "low", N_("low discrimination")
    UNUSED = "unused", N_("a distractor is never chosen")
    FEW = "few", N_("few learners")
    TOO_FEW = "too_few", N_("too few learners")


def change(concerns: Collection[Concern], difficulty: float, unused: Sequence[str], attractive: Sequence[str]) -> str:
    """Return what to change in an exercise, the most important first.

    Parameters
    ----------
    concerns : collection of Concern
    difficulty : float
        Mean share of the points.
    unused, attractive : sequence of str
        Distractors that nobody chose, and those that strong learners chose more often than weak ones.
    """
    if Concern.TOO_FEW in concerns:
        return _("Change nothing yet: wait for more results.")
    share = percent(difficulty, 0)
    advice = {
        Concern.NEGATIVE: _(
            "Check the key first: learners who are good elsewhere do worse here. Then look for a wording that can be "
            "read in two ways."
        ),
        Concern.ATTRACTIVE: _(
            "Strong learners choose {options} more often than weak ones: check whether that is right as well, and word "
            "it more clearly."
        ),
        Concern.TOO_HARD: _(
            "Only {share} of the points were earned: check whether it was taught, and put an easier step in front."
        ),
        Concern.TOO_EASY: _("{share} of the points were earned: keep it as a way in, or ask for a reason as well."),
        Concern.LOW: _(
            "It hardly tells strong from weak learners: ask more precisely, and take out what can be guessed."
        ),
        Concern.UNUSED: _("Nobody chose {options}: put a mistake there that learners really make."),
    }
    named = {Concern.ATTRACTIVE: attractive, Concern.UNUSED: unused}
    sentences = [
        text.format(share=share, options=", ".join(f"'{name}'" for name in named.get(concern, ())))
        for concern, text in advice.items()
        if concern in concerns
    ]
    return " ".join(sentences) or _("Keep it as it is.")


def note(concerns: Collection[Concern], learners: int, spread: tuple[float, float] | None) -> str:
    """Return how sure the figures of an exercise are.

    Parameters
    ----------
    concerns : collection of Concern
    learners : int
    spread : tuple of float or None
        95 % interval of the discrimination.
    """
    if Concern.TOO_FEW in concerns:
        return ngettext(
            "With one result the figures tell nothing about the exercise.",
            "With {count} results the figures tell nothing about the exercise.",
            learners,
        ).format(count=learners)
    if spread is None:
        return _(
            "How sure the discrimination is cannot be told: results are too much alike, or it is the only exercise."
        )
    low, high = (number(bound, 2) for bound in spread)
    text = _("The discrimination lies between {low} and {high} (95%, {count} learners).").format(
        low=low, high=high, count=learners
    )
    if Concern.FEW in concerns:
        text += " " + _("With a class this small that is a hint, no proof.")
    return text
