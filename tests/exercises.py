"""One small exercise of every kind, for every test that needs one."""

from __future__ import annotations

from typing import Any

from journeylab.domain.exercise.bank import Exercises
from journeylab.domain.exercise.common import Exercise
from journeylab.domain.scenario import Scenario
from journeylab.store.yaml_file import parse_yaml

HEAD = """\
format: journeylab/exercises
version: 1
topic: probe
title: Probe
items:
"""

ITEMS = {
    "choice": """\
  - id: wahl
    kind: choice
    prompt: Welche Touchpoints liegen nach dem Kauf?
    points: 3
    minutes: 2
    operator: nennen
    afb: 1
    hints: [Ordnen Sie jeden Kontakt auf dem Zeitstrahl ein., Zwei liegen vor dem Kauf.]
    explanation: Nach der Bestellung beginnt die Phase nach dem Kauf.
    options: |
      [x] Bestellbestätigung :: Sie folgt auf die Bestellung.
      [ ] Suchanzeige :: Anzeigen wirken vor dem Kauf.
      [x] Retoure
      [ ] Plakat :: Ein Plakat wirkt vor dem Kauf.
      [x] Dankeskarte
      [ ] Warenkorb :: Er gehört zum Kauf selbst.
""",
    "one": """\
  - id: eine
    kind: choice
    choose: one
    prompt: Wofür steht das erste A in AIDA?
    points: 1
    minutes: 1
    operator: angeben
    afb: 1
    options: |
      [x] Attention
      [ ] Action :: Das ist das letzte A.
      [ ] Arbeit :: Das Wort kommt im Modell nicht vor.
""",
    "matching": """\
  - id: paare
    kind: matching
    prompt: Ordnen Sie jedem Kontakt seine Phase zu.
    points: 3
    minutes: 2
    operator: zuordnen
    afb: 1
    pairs:
      - {left: Suchanzeige, right: vor dem Kauf, why: Sie führt in den Shop.}
      - {left: Kasse, right: Kauf}
      - {left: Retoure, right: nach dem Kauf}
    extra: [in keiner Phase]
""",
    "ordering": """\
  - id: folge
    kind: ordering
    prompt: Bringen Sie die Schritte in ihre Reihenfolge.
    points: 4
    minutes: 2
    operator: ordnen
    afb: 1
    steps: [suchen, vergleichen, bestellen, erhalten, empfehlen]
""",
    "cloze": """\
  - id: luecken
    kind: cloze
    prompt: Vervollständigen Sie den Satz.
    points: 2
    minutes: 2
    operator: vervollständigen
    afb: 1
    text: "Die [[a]] setzt Bestellungen ins Verhältnis zu [[b]]."
    gaps:
      - {id: a, accept: [Conversion-Rate, CR], why: Sie ist die Kaufrate.}
      - {id: b, accept: [Sitzungen], options: [Sitzungen, Klicks, Retouren]}
""",
    "short": """\
  - id: wort
    kind: short
    prompt: Wie heißt der Fachbegriff für den Berührungspunkt mit einer Marke?
    points: 1
    minutes: 1
    operator: angeben
    afb: 1
    accept: [Touchpoint, Kontaktpunkt]
    wrong_answers: [{answers: [Channel, Kanal], why: "Der Kanal ist der Weg, nicht der Moment."}]
""",
    "numeric": """\
  - id: zahl
    kind: numeric
    prompt: Ein Shop zählt {sessions} Sitzungen und {orders} Bestellungen. Berechnen Sie die Conversion-Rate.
    points: 3
    minutes: 3
    operator: berechnen
    afb: 2
    parameters:
      sessions: {label: Sitzungen, low: 8000, high: 40000, step: 500}
      orders: {label: Bestellungen, low: 100, high: 900, step: 10}
    require: ["orders * 20 < sessions"]
    solution: orders / sessions * 100
    unit: percent
    kpi: cr
    wrong_paths:
      - {formula: sessions / orders, why: Zähler und Nenner sind vertauscht.}
      - {formula: orders / sessions, why: Es fehlt noch mal 100., points: 1}
    samples: [{answer: "= orders / sessions * 100", points: 3}, {answer: "= sessions / orders", points: 0}]
""",
    "free_text": """\
  - id: text
    kind: free_text
    prompt: Erläutern Sie zwei Maßnahmen gegen Rückfragen nach einer Bestellung.
    points: 6
    minutes: 5
    operator: erläutern
    afb: 2
    hints: [Denken Sie an die Zeit bis zur Lieferung.]
    explanation: Gefragt sind Maßnahme und Wirkung.
    rubric:
      - {id: m1, points: 1, max: 2, expects: nennt eine Maßnahme, words: [Sendungsverfolgung, Statusmeldung]}
      - {id: w1, points: 2, max: 2, expects: erläutert ihre Wirkung, words: [Rückfragen, entlasten]}
    model_answer: Eine Sendungsverfolgung entlastet den Service, weil sie Rückfragen beantwortet.
""",
    "map": """\
  - id: karte
    kind: map
    prompt: Nennen Sie die Kontakte des kleinen Ladens, die zum Kauf gehören.
    points: 2
    minutes: 2
    operator: nennen
    afb: 1
    scenario: tiny
    right: [korb, kasse]
    wrong: {suche: Gesucht wird vor dem Kauf., retoure: Zurückgeschickt wird danach.}
""",
    "journey": """\
  - id: weg
    kind: journey
    prompt: Gestalten Sie einen Weg mit einem Schritt zurück.
    points: 3
    minutes: 3
    operator: gestalten
    afb: 3
    scenario: tiny
    rules:
      - {id: r1, points: 1, expects: Er beginnt mit der Suche., why: Wo erfährt jemand vom Laden?, starts: [suche]}
      - {id: r2, points: 1.5, expects: Er springt einmal zurück., why: Gehen Sie zurück., back_jumps: 1}
      - {id: r3, points: 0.5, expects: Er endet mit dem Kauf., why: Es fehlt der Abschluss., ends: [kauf]}
    example: [suche, korb, suche, korb, kauf]
""",
    "simulation": """\
  - id: lauf
    kind: simulation
    prompt: Starten Sie die Simulation und lesen Sie ab.
    points: 3
    minutes: 4
    operator: ermitteln
    afb: 2
    scenario: tiny
    levers: [gastkauf]
    customers: 400
    figures:
      - {id: cr, figure: conversion_rate, asks: "Wie hoch ist die Conversion-Rate?", points: 1}
    judgement:
      figure: checkout_abandonment
      asks: Was geschieht mit dem Checkout-Abbruch?
      points: 2
      up: Er steigt.
      down: "Er sinkt: Das Intervall liegt unter 0."
      none: Es ist kein Effekt nachgewiesen.
""",
    "block": """\
  - id: fall
    kind: block
    prompt: Bearbeiten Sie alle Teilaufgaben.
    points: 6
    minutes: 8
    operator: berechnen
    afb: 2
    case: Sie arbeiten im kleinen Laden. Der Shop hat {cost} für Werbung ausgegeben und {orders} Bestellungen erhalten.
    materials:
      - id: m1
        kind: table
        title: Zahlen
        columns: [Größe, Wert]
        rows: [[Werbekosten, "{cost}"], [Bestellungen, "{orders}"]]
    parameters:
      cost: {label: Werbekosten, unit: EUR, values: [4500, 6000]}
      orders: {label: Bestellungen, values: [150, 200]}
      margin: {label: Deckungsbeitrag je Bestellung, unit: EUR, value: 50}
    derived: {cpo: {formula: cost / orders, unit: EUR, digits: 2}}
    parts:
      - id: a
        kind: numeric
        prompt: Berechnen Sie den CPO.
        points: 2
        minutes: 2
        operator: berechnen
        afb: 2
        solution: cost / orders
        unit: EUR
      - id: b
        kind: numeric
        prompt: Was bleibt je Bestellung vom Deckungsbeitrag?
        points: 2
        minutes: 2
        operator: berechnen
        afb: 2
        follows: {own: a}
        solution: margin - own
        unit: EUR
      - id: c
        kind: free_text
        prompt: Beurteilen Sie das Ergebnis.
        points: 2
        minutes: 4
        operator: beurteilen
        afb: 3
        rubric: [{id: u1, points: 2, expects: urteilt mit Bezug zum Ergebnis, words: [lohnt]}]
        model_answer: Bei einem CPO von {cpo} lohnt sich die Werbung.
""",
}


def file_of(*names: str) -> str:
    """Return the text of a file with these exercises; without names, with all of them."""
    return HEAD + "".join(ITEMS[name] for name in names or ITEMS)


def exercise(name: str, **changed: Any) -> Exercise:
    """Return one of them, with some keys changed."""
    data = parse_yaml(file_of(name), "probe.yaml").data
    data["items"][0] |= changed
    return Exercises.model_validate(data).items[0]


class Shops:
    """Finds the tiny shop under every id."""

    def __init__(self, shop: Scenario) -> None:
        self.shop = shop

    def __call__(self, _name: str) -> Scenario:
        """Return it, whatever it is called."""
        return self.shop
