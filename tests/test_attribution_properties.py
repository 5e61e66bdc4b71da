"""Credits against a slow reference that follows the definitions word by word, in exact fractions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from path_logs import ORDER, Event, log_of, log_of_events

from journeylab.analysis import shapley
from journeylab.analysis.attribution import MODELS, attribution
from journeylab.analysis.journeys import journeys
from journeylab.analysis.markov import chain, removal_effect
from journeylab.domain.journey_log import JourneyLog
from journeylab.i18n import set_language

CHANNELS = ("Suche", "Direkt", "Social")
HALF_LIFE = 2.0
NO_CONTACT = "(no contact)"
Credits = dict[str, Fraction | float]


@dataclass(frozen=True)
class Walk:
    """One journey as people tell it: channels, their minutes, and the minute of an order."""

    channels: tuple[str, ...]
    minutes: tuple[int, ...]
    ordered: int | None


@dataclass(frozen=True)
class Case:
    """A log and the journeys that it was made from."""

    log: JourneyLog
    walks: tuple[Walk, ...]

    @property
    def won(self) -> list[Walk]:
        """Return the journeys with an order and at least one contact."""
        return [walk for walk in self.walks if walk.ordered is not None and walk.channels]

    @property
    def conversions(self) -> int:
        """Return the number of orders."""
        return sum(walk.ordered is not None for walk in self.walks)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Draw customers with some won journeys and perhaps a tail without success."""
    contact = draw(st.booleans())
    stations = st.lists(st.sampled_from(CHANNELS), max_size=4)
    gaps = st.integers(0, 4000)
    customers: list[list[Event]] = []
    minutes: list[int] = []
    walks: list[Walk] = []
    for _customer in range(draw(st.integers(1, 6))):
        events: list[Event] = []
        clock = 0
        for won in [*[True] * draw(st.integers(0, 2)), False]:
            channels = draw(stations)
            times = []
            for _channel in channels:
                clock += draw(gaps)
                times.append(clock)
            if won and not contact:
                clock += draw(gaps)
            if not channels and (contact or not won):
                continue
            walks.append(Walk(tuple(channels), tuple(times), clock if won else None))
            events += [(channel, False) for channel in channels]
            minutes += times
            if won and contact:
                events[-1] = (channels[-1], True)
            elif won:
                events.append((ORDER, True))
                minutes.append(clock)
        customers.append(events)
    log = log_of_events(customers, contact=contact, minutes=minutes, names=[*CHANNELS, ORDER])
    return Case(log, tuple(walks))


def shared(share: Callable[[Walk], Iterator[tuple[str, Fraction | float]]], case: Case) -> Credits:
    """Add up the shares that a rule gives to the channels of each won journey."""
    credits: Credits = defaultdict(Fraction)
    for walk in case.won:
        for channel, part in share(walk):
            credits[channel] += part
    return credits


def first(walk: Walk) -> Iterator[tuple[str, Fraction]]:
    """All to the first channel."""
    yield walk.channels[0], Fraction(1)


def last(walk: Walk) -> Iterator[tuple[str, Fraction]]:
    """All to the last channel."""
    yield walk.channels[-1], Fraction(1)


def last_non_direct(walk: Walk) -> Iterator[tuple[str, Fraction]]:
    """All to the last channel that is not direct, if there is one."""
    others = [channel for channel in walk.channels if channel != "Direkt"]
    yield (others or ["Direkt"])[-1], Fraction(1)


def linear(walk: Walk) -> Iterator[tuple[str, Fraction]]:
    """Give the same to every contact."""
    for channel in walk.channels:
        yield channel, Fraction(1, len(walk.channels))


def position(walk: Walk) -> Iterator[tuple[str, Fraction]]:
    """40 % to the first, 40 % to the last, 20 % between."""
    n = len(walk.channels)
    parts = {1: [Fraction(1)], 2: [Fraction(1, 2)] * 2}.get(
        n, [Fraction(2, 5), *[Fraction(1, 5) / max(n - 2, 1)] * (n - 2), Fraction(2, 5)]
    )
    yield from zip(walk.channels, parts, strict=True)


def time_decay(walk: Walk) -> Iterator[tuple[str, float]]:
    """Half for every half-life before the order."""
    assert walk.ordered is not None
    weights = [2 ** (-(walk.ordered - minute) / 1440 / HALF_LIFE) for minute in walk.minutes]
    for channel, weight in zip(walk.channels, weights, strict=True):
        yield channel, weight / sum(weights)


def share_within(case: Case, members: frozenset[str]) -> tuple[int, int]:
    """Return orders and journeys whose channels all lie among the members."""
    inside = [walk for walk in case.walks if walk.channels and set(walk.channels) <= members]
    return sum(walk.ordered is not None for walk in inside), len(inside)


def mean_contribution(value: Callable[[frozenset[str]], Fraction], players: tuple[str, ...]) -> Credits:
    """Return the Shapley value as the mean over all orders of joining."""
    orders = list(permutations(players))
    credits: Credits = dict.fromkeys(players, Fraction(0))
    for order in orders:
        for i, player in enumerate(order):
            gain = value(frozenset(order[: i + 1])) - value(frozenset(order[:i]))
            credits[player] += gain / len(orders)
    return credits


def shapley_of_counts(case: Case) -> Credits:
    """Return the Shapley value where a set is worth the orders within it."""
    return mean_contribution(lambda members: Fraction(share_within(case, members)[0]), CHANNELS)


def shapley_of_rate(case: Case) -> Credits:
    """Return the Shapley value where a set is worth its conversion rate, times all journeys."""

    def rate(members: frozenset[str]) -> Fraction:
        won, count = share_within(case, members)
        return Fraction(won, count) if count else Fraction(0)

    players = tuple(sorted({channel for walk in case.walks for channel in walk.channels}))
    count = share_within(case, frozenset(players))[1]
    return {player: value * count for player, value in mean_contribution(rate, players).items()}


State = tuple[str, ...]


def probability(case: Case, order: int, without: str | None = None) -> Fraction:
    """Return P(order) of the chain; who meets `without` anywhere in the memory is lost."""
    moves: dict[State, Counter[State]] = defaultdict(Counter)
    walks = [walk for walk in case.walks if walk.channels]
    for walk in walks:
        way = [walk.channels[max(0, i - order) : i] for i in range(len(walk.channels) + 1)]
        end = ("order!",) if walk.ordered is not None else ("null!",)
        for here, there in zip(way, [*way[1:], end], strict=True):
            moves[here][there] += 1
    states = [state for state in moves if without not in state]
    place = {state: i for i, state in enumerate(states)}
    rows = []
    for state in states:
        row = [Fraction(int(other == state)) for other in states] + [Fraction(0)]
        for there, count in moves[state].items():
            part = Fraction(count, moves[state].total())
            if there in place:
                row[place[there]] -= part
            elif there == ("order!",):
                row[-1] += part
        rows.append(row)
    return solved(rows)[place[()]] if walks else Fraction(0)


def solved(rows: list[list[Fraction]]) -> list[Fraction]:
    """Return the solution of a linear system, given as rows with the right side last."""
    for i in range(len(rows)):
        pivot = next(j for j in range(i, len(rows)) if rows[j][i])
        rows[i], rows[pivot] = rows[pivot], rows[i]
        rows[i] = [x / rows[i][i] for x in rows[i]]
        for j, row in enumerate(rows):
            if j != i and row[i]:
                rows[j] = [x - row[i] * y for x, y in zip(row, rows[i], strict=True)]
    return [row[-1] for row in rows]


def markov(case: Case, order: int) -> Credits:
    """Return the credits by removal effects."""
    whole = probability(case, order)
    if not whole:
        return {}
    effects = {channel: 1 - probability(case, order, channel) / whole for channel in CHANNELS}
    return {channel: effect / sum(effects.values()) * len(case.won) for channel, effect in effects.items()}


REFERENCE: dict[str, Callable[[Case], Credits]] = {
    **{
        rule.__name__: (lambda case, rule=rule: shared(rule, case))
        for rule in (first, last, last_non_direct, linear, position, time_decay)
    },
    "markov": lambda case: markov(case, 1),
    "shapley": shapley_of_counts,
    "shapley_rate": shapley_of_rate,
}


def credits_of(case: Case, model: str, order: int = 1) -> dict[str, float]:
    """Return what the package says."""
    found: Mapping[str, float] = attribution(case.log, model, order=order, half_life=HALF_LIFE).to_dict()
    return dict(found)


def expected(case: Case, credits: Credits) -> object:
    """Return what it should say: a row for every channel met, and one for orders without contact."""
    met = [channel for channel in CHANNELS if any(channel in walk.channels for walk in case.walks)]
    rows = {channel: float(credits.get(channel, 0)) for channel in met}
    if case.conversions > len(case.won):
        rows[NO_CONTACT] = case.conversions - len(case.won)
    return pytest.approx(rows, abs=1e-9)


@pytest.fixture(autouse=True)
def _english() -> None:
    set_language("en")


def test_every_model_has_a_reference() -> None:
    """No model goes without its definition in this file."""
    assert set(REFERENCE) == set(MODELS)


@pytest.mark.parametrize("model", MODELS)
@given(case=cases())
@settings(deadline=None, max_examples=60)
def test_credits_follow_the_definition(model: str, case: Case) -> None:
    """On any log the credits are those of the definition."""
    assert credits_of(case, model) == expected(case, REFERENCE[model](case))


@pytest.mark.parametrize("order", [2, 3])
@given(case=cases())
@settings(deadline=None, max_examples=60)
def test_markov_with_memory_follows_the_definition(order: int, case: Case) -> None:
    """To remove a channel as the current one is to lose every walk that remembers it."""
    assert credits_of(case, "markov", order) == expected(case, markov(case, order))


@pytest.mark.parametrize("model", MODELS)
@given(case=cases())
@settings(deadline=None, max_examples=40)
def test_credits_add_up_to_the_conversions(model: str, case: Case) -> None:
    """No conversion is lost and none is counted twice."""
    assert sum(credits_of(case, model).values()) == pytest.approx(case.conversions, abs=1e-9)


@pytest.mark.parametrize("order", [1, 2])
@given(case=cases())
@settings(deadline=None, max_examples=60)
def test_chain_converts_as_often_as_the_journeys(order: int, case: Case) -> None:
    """The conversion probability of the chain is the share of journeys that converted."""
    contacted = sum(bool(walk.channels) for walk in case.walks)
    p = chain(journeys(case.log), order).conversion_probability()
    assert p == pytest.approx(len(case.won) / max(contacted, 1), abs=1e-12)


@given(case=cases())
@settings(deadline=None, max_examples=60)
def test_removal_effects_are_shares(case: Case) -> None:
    """Nobody can lose less than nothing or more than everything."""
    assert removal_effect(case.log).between(0, 1).all()


@given(won=st.integers(1, 5), lost=st.integers(0, 5), length=st.integers(1, 4))
@settings(deadline=None, max_examples=40)
def test_without_the_only_channel_everything_is_lost(won: int, lost: int, length: int) -> None:
    """The only channel has the removal effect 1."""
    log = log_of([(("Suche",) * length, won, lost)])
    assert removal_effect(log).to_dict() == {"Suche": pytest.approx(1)}


PATHS_WITHOUT_REPEATS = [path for n in (1, 2, 3) for path in permutations(CHANNELS, n)]


@given(counts=st.lists(st.integers(0, 3), min_size=len(PATHS_WITHOUT_REPEATS), max_size=len(PATHS_WITHOUT_REPEATS)))
@settings(deadline=None, max_examples=40)
def test_linear_is_shapley_where_nothing_repeats(counts: list[int]) -> None:
    """If no channel comes twice in a journey, linear and Shapley agree."""
    log = log_of([(path, count, 1) for path, count in zip(PATHS_WITHOUT_REPEATS, counts, strict=True)])
    assert attribution(log, "linear").tolist() == pytest.approx(attribution(log, "shapley").tolist(), abs=1e-9)


def test_blocks_do_not_change_the_split(monkeypatch: pytest.MonkeyPatch) -> None:
    """The split over distinct channels is the same in blocks of two journeys as in one block."""
    log = log_of([(path, 1, 0) for path in product("ABC", repeat=3)])
    whole = attribution(log, "shapley").to_numpy()
    monkeypatch.setattr(shapley, "_BLOCK", 2)
    np.testing.assert_allclose(attribution(log, "shapley").to_numpy(), whole, rtol=1e-12)
