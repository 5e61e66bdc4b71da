"""What the reference of keys says besides the meanings, in both languages."""

from __future__ import annotations

_HEAD_EN = """\
# Keys of files

Made by `python -m tools.reference` from the models that read the files; do not edit it by hand.

- `journeylab new map NAME`, `journeylab new scenario NAME` and `journeylab exercise new KIND` write a commented file to
  begin with, `journeylab check FILE` says what is wrong in one.
- Files are YAML 1.2 in UTF-8: `key: value`, what belongs to a key stands below it, indented by spaces.
- A key that is not listed here is an error; your own notes may stand under keys that begin with `x_`.
- – means: may be left out, and is then empty.
"""
_HEAD_DE = """\
# Schlüssel der Dateien

Erzeugt von `python -m tools.reference` aus den Modellen, die die Dateien lesen; nicht von Hand ändern.

- `journeylab new map NAME`, `journeylab new scenario NAME` und `journeylab exercise new ART` schreiben eine
  kommentierte Datei zum Anfangen, `journeylab check DATEI` sagt, was in einer Datei nicht stimmt.
- Dateien sind YAML 1.2 in UTF-8: `schluessel: wert`; was dazugehört, steht mit Leerzeichen eingerückt darunter.
- Ein Schlüssel, der hier nicht steht, ist ein Fehler; eigene Notizen dürfen unter Schlüsseln stehen, die mit `x_`
  beginnen.
- – heißt: darf fehlen und ist dann leer.
"""

WORDS: dict[str, dict[str, str]] = {
    "en": {
        "head": _HEAD_EN,
        "JourneyMap": "Maps",
        "Scenario": "Scenarios: what is added to a map",
        "Touchpoints": "The catalogue of touchpoints",
        "Kpis": "The catalogue of KPIs",
        "Models": "The models of the subject",
        "Exercises": "Exercises",
        "Blueprint": "Blueprints of papers",
        "ExamFacts": "Facts about the exam",
        "Glossary": "The glossary",
        "GoldSet": "Answers that people have marked",
        "key": "Key",
        "write": "What is written",
        "default": "If left out",
        "meaning": "Meaning",
        "required": "required",
        "example": "Example:",
        "one of": "one of",
        "list of": "list of",
        "two": "two entries, each {what}",
        "mapping": "mapping: {key} → {value}",
        "text2": "text, or `{de: ..., en: ...}`",
        "time": "length of time, such as `30 s`, `3 min`, `2 h`, `1 d`; a number alone counts minutes",
        "id": "id: `a` to `z`, `0` to `9`, `-` and `_`, at most 40 characters",
        "pattern": "text like `{pattern}`",
        "whole": "whole number",
        "number": "number",
        "least": "from {low} on",
        "most": "at most {high}",
        "above": "above {low}",
        "from to": "from {low} to {high}",
        "str": "text",
        "bool": "`true` or `false`",
        "date": "date such as `2026-06-19`",
        "Any": "anything",
    },
    "de": {
        "head": _HEAD_DE,
        "JourneyMap": "Karten",
        "Scenario": "Szenarien: was zu einer Karte hinzukommt",
        "Touchpoints": "Der Katalog der Touchpoints",
        "Kpis": "Der Katalog der Kennzahlen",
        "Models": "Die Modelle des Fachs",
        "Exercises": "Aufgaben",
        "Blueprint": "Vorlagen für Klausuren",
        "ExamFacts": "Fakten zur Prüfung",
        "Glossary": "Das Glossar",
        "GoldSet": "Von Menschen bewertete Antworten",
        "key": "Schlüssel",
        "write": "Was man schreibt",
        "default": "Wenn es fehlt",
        "meaning": "Bedeutung",
        "required": "nötig",
        "example": "Beispiel:",
        "one of": "eines von",
        "list of": "Liste:",
        "two": "zwei Einträge: {what}",
        "mapping": "Zuordnung: {key} → {value}",
        "text2": "Text oder `{de: ..., en: ...}`",
        "time": "Zeitspanne wie `30 s`, `3 min`, `2 h`, `1 d`; eine bloße Zahl zählt Minuten",
        "id": "id: `a` bis `z`, `0` bis `9`, `-` und `_`, höchstens 40 Zeichen",
        "pattern": "Text wie `{pattern}`",
        "whole": "ganze Zahl",
        "number": "Zahl",
        "least": "ab {low}",
        "most": "höchstens {high}",
        "above": "über {low}",
        "from to": "von {low} bis {high}",
        "str": "Text",
        "bool": "`true` oder `false`",
        "date": "Datum wie `2026-06-19`",
        "Any": "beliebig",
    },
}
