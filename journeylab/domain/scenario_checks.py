"""What keeps a scenario from being simulated: dangling references, impossible weights, journeys without end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from journeylab.domain.behaviour import EVERYWHERE, EXITS, Weights
from journeylab.domain.names import repeated, unknown
from journeylab.errors import ModelError
from journeylab.i18n import _

if TYPE_CHECKING:
    from journeylab.domain.scenario import Scenario

# One byte holds the number of a state, and the three outcomes are states too.
MAX_CONTACTS = 253


def contradictions(scenario: Scenario) -> Iterator[ModelError]:
    """Yield what keeps a scenario from being simulated, each with the path of its field."""
    contacts = [contact.id for contact in scenario.contacts]
    if not contacts or len(contacts) > MAX_CONTACTS:
        yield ModelError(
            _("A scenario needs 1 to {most} contacts; this one has {count}.").format(
                most=MAX_CONTACTS, count=len(contacts)
            ),
            _("Add contacts, or split the scenario."),
            ("contacts",),
        )
        return
    problems = [*_references(scenario, contacts), *_weights(scenario, contacts)]
    yield from problems
    if not problems:
        yield from _endless(scenario, contacts)


def _references(scenario: Scenario, contacts: list[str]) -> Iterator[ModelError]:
    walk = scenario.behaviour
    targets = [*contacts, *EXITS]
    for kind, weights in walk.start.items():
        for target in weights:
            yield from unknown(target, contacts, ("behaviour", "start", kind, target))
    for field, tables in (
        ("next", walk.next),
        ("mood_tilt", walk.mood_tilt),
        ("existing_factor", walk.existing_factor),
    ):
        for source, table in tables.items():
            if source != EVERYWHERE or field == "next":
                yield from unknown(source, contacts, ("behaviour", field, source))
            for target in table:
                yield from unknown(target, targets, ("behaviour", field, source, target))
    for contact in walk.contact:
        yield from unknown(contact, contacts, ("behaviour", "contact", contact))
    for target in walk.visit.comes_back:
        yield from unknown(target, targets, ("behaviour", "visit", "comes_back", target))
    for event, names in walk.events.items():
        for i, name in enumerate(names):
            yield from unknown(name, contacts, ("behaviour", "events", event, i))
    if walk.word_of_mouth is not None:
        yield from unknown(walk.word_of_mouth.contact, contacts, ("behaviour", "word_of_mouth", "contact"))
    for contact in scenario.economics.cost_per_contact:
        yield from unknown(contact, contacts, ("economics", "cost_per_contact", contact))
    for i, contact in enumerate(scenario.economics.advertising):
        yield from unknown(contact, contacts, ("economics", "advertising", i))
    yield from repeated("levers", [lever.id for lever in scenario.levers])
    for i, hypothesis in enumerate(scenario.hypotheses):
        for j, name in enumerate(hypothesis.change):
            yield from unknown(name, [lever.id for lever in scenario.levers], ("hypotheses", i, "change", j))


def _weights(scenario: Scenario, contacts: Iterable[str]) -> Iterator[ModelError]:
    walk = scenario.behaviour
    for contact in contacts:
        if contact not in walk.next:
            yield ModelError(
                _("The contact '{id}' has no 'next': customers would be stuck there.").format(id=contact),
                _("List where customers go from it, at least one outcome: {exits}.").format(exits=", ".join(EXITS)),
                ("behaviour", "next"),
            )
    tables: list[tuple[tuple[str, ...], Weights]] = [
        *((("behaviour", "next", source), weights) for source, weights in walk.next.items()),
        *((("behaviour", "start", kind), weights) for kind, weights in walk.start.items()),
    ]
    if walk.visit.comes_back:
        tables.append((("behaviour", "visit", "comes_back"), walk.visit.comes_back))
    for where, weights in tables:
        if not any(weights.values()):
            yield ModelError(
                _("All weights of '{where}' are zero.").format(where=".".join(where)),
                _("Give at least one of them a weight above zero."),
                where,
            )
    if not any(p.share for p in scenario.personas):
        yield ModelError(
            _("A scenario needs at least one persona with a share above zero."),
            _("Add a persona: what she wants decides how contacts move her mood."),
            ("personas",),
        )
    for kind in {persona.kind for persona in scenario.personas} - set(walk.start):
        yield ModelError(
            _("There are personas of the kind '{kind}', but no 'start' for them.").format(kind=kind),
            _("Add behaviour.start.{kind}.").format(kind=kind),
            ("behaviour", "start"),
        )


def _endless(scenario: Scenario, contacts: list[str]) -> Iterator[ModelError]:
    """Yield a problem if customers can enter a loop that no exit leaves.

    Mood and customer kind only scale weights, so that what is possible does not depend on them.
    """
    walk = scenario.behaviour
    leads = {source: {target for target, w in walk.next[source].items() if w} for source in contacts}
    back = {target for target, w in walk.visit.comes_back.items() if w}
    leaves = {source for source in contacts if leads[source] & set(EXITS)}
    while grown := {s for s in contacts if s not in leaves and leads[s] & leaves}:
        leaves |= grown
    reached = {target for weights in walk.start.values() for target, w in weights.items() if w} | back - set(EXITS)
    while grown := {t for s in reached for t in leads[s]} - reached - set(EXITS):
        reached |= grown
    fix = _("Give at least one of these contacts a weight for an outcome: {exits}.").format(exits=", ".join(EXITS))
    loop = [contact for contact in contacts if contact in reached - leaves]
    if loop:
        yield ModelError(
            _("Journeys never end: no exit leads out of {loop}.").format(loop=" -> ".join(loop)),
            fix,
            ("behaviour", "next", loop[0]),
        )
    if back and not back & set(EXITS):
        yield ModelError(
            _("Journeys may never end: whoever runs out of attention always comes back."),
            _("Give 'comes_back' a weight for an outcome as well, for example {exit}.").format(exit=EXITS[1]),
            ("behaviour", "visit", "comes_back"),
        )
