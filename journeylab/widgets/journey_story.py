"""What happens at each step of the player, in plain words: of one customer, and of all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from journeylab.domain.names import find
from journeylab.domain.scenario import Scenario
from journeylab.i18n import _, duration, number, percent
from journeylab.sim.trace import Trace
from journeylab.views.chart import origin


@dataclass(frozen=True, slots=True)
class Step:
    """One contact of one customer.

    Attributes
    ----------
    code : int
        Place of the contact in the scenario.
    mood : float
        After the contact, 0 to 10.
    attention : float or None
        Share that is left, 0 to 1.
    back : bool
        Whether it lies earlier on the map than the contact before.
    told : str
        What happens, without its number.
    """

    code: int
    mood: float
    attention: float | None
    back: bool
    told: str


def story(scenario: Scenario, trace: Trace) -> tuple[Step, ...]:
    """Tell one customer's way, one entry a contact; the last one says how it ended."""
    rank = scenario.moment_rank()
    steps = []
    for i, name in enumerate(trace.contacts):
        contact = scenario.contact(name)
        channel = scenario.channel(contact.channel)
        before = scenario.contact(trace.contacts[i - 1]) if i else contact
        left = None if trace.attention is None else trace.attention[i]
        back = rank[name] < rank[before.id]
        mood = number(trace.mood_before[i], 1), number(trace.mood[i], 1)
        told = [
            f"{contact.label} ({channel.label})",
            _("{time} after the first contact").format(time=duration(trace.minutes[i])) if i else _("first contact"),
        ]
        if back:
            told.append(_("back-jump"))
        if contact.channel != before.channel:
            told.append(
                _("change of channel, before: {channel}").format(channel=scenario.channel(before.channel).label)
            )
        if trace.waited[i]:
            told.append(_("then waits {time}").format(time=duration(trace.waited[i])))
        told.append(_("mood {before} → {after}").format(before=mood[0], after=mood[1]))
        if left is not None:
            told.append(_("attention {share}").format(share=percent(left, 0)))
        if i == len(trace) - 1:
            told.append(_("end of the way: {outcome}").format(outcome=trace.outcome.label))
        steps.append(Step(trace.codes[i], trace.mood[i], left, back, " · ".join(told)))
    return tuple(steps)


def who(scenario: Scenario, trace: Trace) -> str:
    """Say whose way it is."""
    persona = find(scenario.personas, trace.persona)
    name = _("customer number {name}").format(name=trace.customer)
    return f"{name}: {persona.name} ({persona.kind.label}, {origin(trace.seed)})"


def numbered(step: int, last: int, told: str) -> str:
    """Put the number of the step before what happens."""
    return _("Step {step} of {count}").format(step=number(step), count=number(last)) + " · " + told


def tour(traces: Sequence[Trace]) -> tuple[str, ...]:
    """Count, after each step of all customers, who is where; one entry a step, at the last everybody has ended."""
    last = max(map(len, traces)) + 1
    return tuple(numbered(step, last, _counted(traces, step)) for step in range(1, last + 1))


def _counted(traces: Sequence[Trace], step: int) -> str:
    under_way = [trace for trace in traces if len(trace) >= step]
    ended = [trace for trace in traces if len(trace) < step]
    buyers = sum(any(trace.purchase) for trace in ended)
    return " · ".join(
        (
            _("{count} under way, {buyers} of them have bought").format(
                count=number(len(under_way)), buyers=number(sum(any(trace.purchase[:step]) for trace in under_way))
            ),
            _("{count} at the end with a purchase").format(count=number(buyers)),
            _("{count} at the end without a purchase").format(count=number(len(ended) - buyers)),
        )
    )
