"""How a report came about: what was read, what the words mean, where its limits lie."""

from __future__ import annotations

from journeylab import __version__
from journeylab.analysis.visits import SESSION_GAP
from journeylab.domain.journey_log import JourneyLog
from journeylab.i18n import _
from journeylab.views.report_parts import listing, paragraph, tag, words


def method(log: JourneyLog) -> list[str]:
    """Return the last part of the report."""
    return [
        _heading(_("How the file was read")),
        listing(log.report) or paragraph(_nothing_guessed(log)),
        _heading(_("What the words mean")),
        tag("dl", *(tag("dt", words(term)) + tag("dd", words(said)) for term, said in _words(log)), class_="terms"),
        _heading(_("What the numbers cannot show")),
        listing(_limits(log)),
        _heading(_("The same report again")),
        paragraph(_again(log)),
    ]


def _heading(text: str) -> str:
    return tag("h3", words(text))


def _nothing_guessed(log: JourneyLog) -> str:
    if log.simulated:
        return _("No file was read: the customers were simulated.")
    return _("Nothing had to be guessed, repaired or dropped.")


def _words(log: JourneyLog) -> list[tuple[str, str]]:
    said = [
        (
            _("Journey"),
            _(
                "All contacts of a customer up to a conversion; what follows is the next journey. "
                "A tail without a conversion is a journey without success."
            ),
        )
    ]
    if log.conversion is not None:
        meant = _("Here the conversion is an event of its own: credit goes to the contacts before it.")
        if log.conversion_is_contact:
            meant = _(
                "Here the conversion is a mark on a contact: that contact belongs to the journey and can be credited."
            )
        said.append((_("Conversion"), meant))
    if log.minutes is not None:
        visit = _("A gap of {minutes} minutes without a contact ends a visit; this is a convention of web analysis.")
        said.append((_("Visit"), visit.format(minutes=SESSION_GAP)))
    said.append(
        (
            _("95% interval"),
            _(
                "If the data were collected many times, 95 of 100 such intervals would hold the true figure. "
                "Shares of customers: Wilson; other figures: delta method with customers as units, because the "
                "contacts of one customer depend on each other."
            ),
        )
    )
    if log.conversion is not None:
        said.append(
            (
                _("Credit"),
                _(
                    "The part of the conversions that a model assigns to a channel. Position-based: 40 % first, 40 % "
                    "last, 20 % between. Time Decay: a contact counts half after 7 days. Markov chain: what would be "
                    "lost without the channel. Shapley value: a fair share for every set of channels."
                ),
            )
        )
    return said


def _limits(log: JourneyLog) -> list[str]:
    limits = [
        _(
            "Correlation is not causation: who was going to buy anyway also meets more contacts. Only a test with a "
            "group chosen at random shows an effect."
        )
    ]
    if log.simulated:
        limits.append(
            _("The customers are invented: the numbers describe the model and its assumptions, not a real shop.")
        )
        return limits
    if log.value is not None and log.economics is None:
        limits.append(_("The log does not say which currency its values are in; they are written as euros."))
    return [
        *limits,
        _("A log holds recorded contacts only: a talk among friends or a poster is not in it."),
        _("Whoever uses two devices may be counted as two customers."),
        _("The period cuts journeys off: some began earlier, some go on after the last day."),
    ]


def _again(log: JourneyLog) -> str:
    if log.simulated:
        return _(
            "The same scenario with seed {seed} and journeylab {version} gives the same customers and the same report."
        ).format(seed=log.seed, version=__version__)
    return _("The same file and journeylab {version} give the same report: nothing in it is drawn at random.").format(
        version=__version__
    )
