"""``journeylab experiment``: a scenario with and without its levers, under the same customers."""

from __future__ import annotations

from argparse import Namespace

from journeylab.facade import experiment as compare
from journeylab.store.maps import scenario


def experiment(arguments: Namespace) -> int:
    """Print what the levers change, how surely, and what a real test would need."""
    shop = scenario(arguments.scenario)
    print(compare(shop, shop.with_levers(*arguments.levers), arguments.customers, arguments.seed))
    return 0
