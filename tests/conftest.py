"""A scenario small enough to work out by hand, for every test that needs one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from journeylab.domain.scenario import Scenario
from journeylab.i18n import set_language

TINY = """\
format: journeylab/scenario
version: 1
id: tiny
title: {de: Kleiner Laden, en: Tiny shop}
personas:
  - {id: neu, name: {de: Nina, en: Nina}, kind: new, share: 3, wants: {price: 4, service: 2}}
  - {id: treu, name: {de: Tom, en: Tom}, kind: existing, share: 1, wants: {service: 4}, mood: 6}
moments:
  - {id: suchen, label: {de: Suchen, en: Searching}, phase: before, aida: interest}
  - {id: kaufen, label: {de: Kaufen, en: Buying}, phase: purchase, aida: action}
  - {id: danach, label: {de: Danach, en: Afterwards}, phase: after}
channels:
  - {id: web, label: {de: Web-Shop, en: Web shop}, medium: digital}
  - {id: post, label: {de: Paketdienst, en: Parcel service}, medium: analog}
contacts:
  - {id: suche, touchpoint: search_ad, label: {de: Suchanzeige, en: Search ad}, moment: suchen, channel: web}
  - {id: korb, touchpoint: basket, label: {de: Warenkorb, en: Basket}, moment: kaufen, channel: web}
  - {id: kasse, touchpoint: checkout, label: {de: Kasse, en: Checkout}, moment: kaufen, channel: web, emotion: -1}
  - {id: kauf, touchpoint: order, label: {de: Bestellung, en: Order}, moment: kaufen, channel: web}
  - {id: retoure, touchpoint: return_request, label: {de: Retoure, en: Return}, moment: danach, channel: post}
behaviour:
  start: {suche: 1}
  next:
    suche: {korb: 4, suche: 2, abbruch: 3, wettbewerber: 1}
    korb: {kasse: 5, suche: 2, abbruch: 3}
    kasse: {kauf: 6, korb: 2, abbruch: 2}
    kauf: {ende: 7, retoure: 2, suche: 1}
    retoure: {ende: 1, suche: 1}
  mood_tilt:
    kasse: {abbruch: -1}
  existing_factor:
    suche: {korb: 1.5}
  contact:
    kasse: {delivers: {service: 1}, gap: {median: 3 min, p90: 10 min}}
    kauf: {delivers: {service: 4}, waiting: {median: 2 d, p90: 4 d, patience: 3 d}}
  events: {basket: [korb], checkout: [kasse], purchase: [kauf], return: [retoure]}
  word_of_mouth: {contact: suche, per_promoter: 0.2, per_detractor: 0.1}
economics:
  currency: EUR
  margin: 0.4
  order_value: {median: 50, p90: 120}
  cost_per_contact: {suche: 0.5, retoure: 1}
  advertising: [suche]
  cost_per_return: 4
levers:
  - id: gastkauf
    label: {de: Gastkauf, en: Guest checkout}
    moves: checkout_abandonment
    direction: down
    cost: {once: 1000}
    patch: {behaviour: {contact: {kasse: {delivers: {service: 4}}}, next: {kasse: {abbruch: 1}}}}
"""


@pytest.fixture(autouse=True)
def _german() -> Iterator[None]:
    """Every test begins and ends in German, whatever the machine or the test before has set."""
    set_language("de")
    yield
    set_language("de")


@pytest.fixture(scope="session")
def tiny_scenario_text() -> str:
    """Return five contacts with a loop back, a purchase and a return, as the text of a file."""
    return TINY


@pytest.fixture(scope="session")
def tiny_scenario(tiny_scenario_text: str) -> Scenario:
    """Return the same as an object; it is frozen, so that tests can share it."""
    from ruamel.yaml import YAML

    return Scenario.model_validate(YAML(typ="safe", pure=True).load(tiny_scenario_text))
