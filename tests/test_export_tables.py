"""A bank as a table, read back by csv and openpyxl."""

from __future__ import annotations

import csv
from decimal import Decimal
from functools import cache
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from golden_exports import kept, made, small_bank, tiny_shops
from hypothesis import given, settings
from hypothesis import strategies as st

from journeylab.domain.exercise.bank import Bank
from journeylab.errors import DataError
from journeylab.exam.export.tables import ExportTable, bank_table
from journeylab.i18n import speaking
from journeylab.store.exercises import practice_bank, shop
from journeylab.store.exports import table_as_csv, table_as_xlsx, write_export
from journeylab.store.log_format import unescaped


@cache
def small(*, solutions: bool = True) -> ExportTable:
    """Return the small bank."""
    with speaking("de"):
        return bank_table(small_bank(), shops=tiny_shops(), solutions=solutions)


def read(content: bytes) -> list[dict[str, str]]:
    text = content.decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text, newline=""), delimiter=";"))


def sheet(content: bytes) -> list[list[Any]]:
    from openpyxl import load_workbook

    return [[cell.value for cell in row] for row in load_workbook(BytesIO(content)).active.iter_rows()]


def test_the_small_bank_is_written_as_before() -> None:
    """What every kind looks like is kept in a file; ``python -m tools.golden`` writes it anew."""
    assert made("bank.csv") == kept("bank.csv")


def test_a_german_excel_opens_it_by_a_double_click() -> None:
    """A mark for UTF-8, semicolons, a comma in decimals."""
    content = table_as_csv(("Übung", "Punkte"), [("käufe", Decimal("2.5")), ("leer", None)])
    assert content == "\ufeffÜbung;Punkte\r\nkäufe;2,5\r\nleer;\r\n".encode()
    with speaking("en"):
        assert b"2.5" in table_as_csv(("a",), [(Decimal("2.5"),)])


def test_every_exercise_and_every_part_has_a_row() -> None:
    """In the practice bank; the points of a case stand with its parts alone."""
    table = bank_table(practice_bank(), shops=shop)
    found = read(table_as_csv(table.headings, table.rows))
    wanted = sum(1 if len(entry.leaves) == 1 else 1 + len(entry.leaves) for entry in practice_bank())
    assert len(found) == len(table.report.lines) == wanted
    total = sum(Decimal(row["Punkte"].replace(",", ".")) for row in found if row["Punkte"])
    assert total == sum(entry.item.points for entry in practice_bank())


def test_a_row_says_what_is_asked_and_what_is_right() -> None:
    """Options as shown, the solution with the way to it, rubric and hints."""
    rows = {(row["Aufgabe"], row["Teil"]): row for row in read(table_as_csv(small().headings, small().rows))}
    assert rows["wahl", ""]["Zur Auswahl"].splitlines()[:2] == ["Retoure", "Dankeskarte"]
    assert rows["wahl", ""]["Lösung"] == "Bestellbestätigung\nRetoure\nDankeskarte"
    assert rows["zahl", ""]["Lösung"].startswith("3,31\u00a0%\nErgebnis = Bestellungen ÷ Sitzungen")
    assert rows["text", ""]["Erwartungshorizont"].splitlines()[0] == "m1: nennt eine Maßnahme (1 × 2)"
    assert rows["weg", ""]["Lösung"] == "Suchanzeige → Warenkorb → Suchanzeige → Warenkorb → Bestellung"
    assert "Werbekosten | 6.000\u00a0€" in rows["fall", ""]["Text"]
    assert rows["fall", ""]["Punkte"] == ""
    assert rows["fall", "b"]["Punkte"] == "2"


def test_without_solutions_nothing_tells_them() -> None:
    """Neither columns nor cells: no reason, no model answer, no accepted word."""
    table = small(solutions=False)
    content = table_as_csv(table.headings, table.rows).decode()
    assert {"Lösung", "Erwartungshorizont", "Erklärung", "Tipps"}.isdisjoint(table.headings)
    for secret in ("Anzeigen wirken", "entlastet den Service", "Kontaktpunkt", "Conversion-Rate setzt", "Ergebnis ="):
        assert secret not in content
    assert "Wie heißt der Fachbegriff" in content


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_no_text_runs_as_a_formula(start: str) -> None:
    """A spreadsheet shows it behind an apostrophe, and taking that away gives the text back."""
    text = f"{start}HYPERLINK(1)"
    ((cell,),) = list(csv.reader(StringIO(table_as_csv(("a",), [(text,)]).decode("utf-8-sig")), delimiter=";"))[1:]
    assert cell == f"'{text}"
    assert unescaped(cell) == text
    from openpyxl import load_workbook

    written = load_workbook(BytesIO(table_as_xlsx("t", ("a",), [(text,)]))).active["A2"]
    assert (written.value, written.data_type) == (f"'{text}", "s")


def test_a_workbook_keeps_numbers_as_numbers() -> None:
    """The rows of the small bank are read back as they are; the first line is bold and stays in sight."""
    content = table_as_xlsx("Aufgaben", small().headings, small().rows)
    head, *rows = sheet(content)
    assert tuple(head) == small().headings
    assert len(rows) == len(small().rows)
    points = small().headings.index("Punkte")
    for found, wanted in zip(rows, small().rows, strict=True):
        assert found[points] == (None if wanted[points] is None else float(str(wanted[points])))
        for cell, expected in zip(found, wanted, strict=True):
            if isinstance(expected, str):
                assert unescaped(cell or "") == expected


@settings(deadline=None, max_examples=50)
@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\r\0")), min_size=1, max_size=4))
def test_any_text_is_read_back_from_a_csv(texts: list[str]) -> None:
    """Separators, quotes and line breaks within a cell end nothing."""
    content = table_as_csv(("x",) * len(texts), [texts]).decode("utf-8-sig")
    _head, row = csv.reader(StringIO(content, newline=""), delimiter=";")
    assert [unescaped(cell) for cell in row] == texts


def test_a_workbook_takes_what_excel_forbids() -> None:
    """Control characters are left out, a text longer than a cell is cut."""
    rows = sheet(table_as_xlsx("Ein sehr langer Name für ein einziges Blatt", ("a",), [("x\x0by",), ("z" * 40_000,)]))
    assert rows[1] == ["xy"]
    assert len(rows[2][0]) == 32_767


def test_each_variant_has_a_row() -> None:
    """Three of the number, one of everything else."""
    only = Bank(tuple(entry for entry in small_bank() if entry.id in ("zahl", "wort")))
    assert [row[:3] for row in bank_table(only, variants=3).rows] == [
        ("wort", "", 1),
        ("zahl", "", 1),
        ("zahl", "", 2),
        ("zahl", "", 3),
    ]


def test_a_file_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    """The same content is no reason to complain, another one is."""
    place = tmp_path / "bank.csv"
    assert write_export(b"neu", place)
    assert not write_export(b"neu", place)
    with pytest.raises(DataError, match="gibt es schon"):
        write_export(b"anders", place)
    assert place.read_bytes() == b"neu"
