"""How much faster the block engine simulates an event than the readable loop."""

from __future__ import annotations

from time import perf_counter

from journeylab.sim.compile import compile_scenario
from journeylab.sim.loop import walk
from journeylab.sim.simulate import simulate
from journeylab.store.maps import scenario

CUSTOMERS = 100_000
BY_HAND = 500
ROUNDS = 5


def measure() -> dict[str, float]:
    """Return seconds per event of both engines and their ratio, on the bicycle dealer."""
    shop = scenario("fahrrad")
    tables = compile_scenario(shop)
    engine, loop = [], []
    for seed in range(ROUNDS):
        begin = perf_counter()
        events = simulate(shop, CUSTOMERS, seed).n_events
        engine.append((perf_counter() - begin) / events)
        begin = perf_counter()
        events = sum(len(walk(tables, seed, i).codes) for i in range(BY_HAND))
        loop.append((perf_counter() - begin) / events)
    return {"engine": min(engine), "loop": min(loop), "ratio": min(loop) / min(engine)}
