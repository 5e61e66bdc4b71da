"""Papers and marking sheets as pages and PDF: what stands on them, what must not, and that they are the same twice."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journeylab.domain.exercise.bank import Entry
from journeylab.domain.exercise.blueprint import Blueprint
from journeylab.domain.scenario import Scenario
from journeylab.domain.text import Record
from journeylab.errors import MissingExtraError
from journeylab.exam.paper import Paper, assemble, paper_of
from journeylab.store.blueprints import blueprint
from journeylab.store.exam_facts import exam_facts
from journeylab.store.exercises import practice_bank, shop
from journeylab.views import exam_sheet_html, exam_sheet_typst
from journeylab.views.exam_sheet import Node, Prose, Sheet
from journeylab.views.exam_sheet_typst import sheet_source
from journeylab.views.markdown_typst import literal
from journeylab.views.marking_sheet import marking_page, marking_sheet
from journeylab.views.paper_page import paper_page, paper_sheet
from journeylab.views.paper_pdf import is_our_pdf, sheet_pdf
from tests.exercises import ITEMS, Shops, exercise

CANARY = "Kanarienvogel"
# Fields of exercises that say or explain what is right.
SOLVED = {"why", "explanation", "hints", "accept", "answers", "expects", "words", "counter", "model_answer", "source"}
SOLVED |= {"samples", "wrong", "right", "extra", "example", "up", "down", "none", "label"}
# Without a part of the paper nothing can be said about it: these stand on it.
PUBLIC = {"right": ("Pair",), "extra": ("Matching",), "label": ("Parameter", "Step")}


def planted(thing: Any, inside: bool = False) -> Any:
    """Return a record with a canary in every text of every field that tells a solution."""
    if isinstance(thing, str):
        return f"{thing} {CANARY}" if inside and type(thing) is str else thing
    if isinstance(thing, Record):
        changed = {}
        for name in type(thing).model_fields:
            hidden = inside or (name in SOLVED and type(thing).__name__ not in PUBLIC.get(name, ()))
            # Ids of contacts have to stay ids.
            hidden = hidden and (type(thing).__name__, name) not in {("MapPick", "right"), ("Build", "example")}
            changed[name] = planted(getattr(thing, name), hidden)
        return thing.model_copy(update=changed)
    if isinstance(thing, tuple):
        return tuple(planted(each, inside) for each in thing)
    if isinstance(thing, dict):
        return {key: planted(each, inside) for key, each in thing.items()}
    return thing


def plan(**keys: Any) -> Blueprint:
    given = {"format": "journeylab/blueprint", "version": 1, "title": "Probearbeit: Käufe & Größen", "minutes": 45}
    return Blueprint.model_validate(given | {"points": 32, "school": "BBS Würzburg", "aids": ["Taschenrechner"]} | keys)


@pytest.fixture(scope="module")
def shops(tiny_scenario: Scenario) -> Shops:
    return Shops(tiny_scenario)


@pytest.fixture(scope="module")
def every_kind() -> Paper:
    """Return a paper with one exercise of every kind that can stand on paper."""
    entries = [
        Entry(planted(exercise(name)), "probe", "Probe", "de", "probe.yaml") for name in ITEMS if name != "simulation"
    ]
    return paper_of(entries, plan())


def plain(page: str) -> str:
    """Return the words of a page."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.partition("</head>")[2]))


def test_no_solution_stands_on_the_paper(every_kind: Paper, shops: Shops) -> None:
    """Planted words of solutions are on the marking sheet, and neither in the page nor in the PDF of the paper."""
    assert CANARY not in paper_page(every_kind, exam_facts(), shops)
    assert CANARY not in sheet_source(paper_sheet(every_kind, exam_facts(), shops), shops)
    assert marking_page(every_kind, exam_facts(), shops).count(CANARY) > 30


def test_the_paper_has_all_that_is_asked(every_kind: Paper, shops: Shops) -> None:
    """Name line, aids, verbs, points, documents, room for each answer, page numbers."""
    page = paper_page(every_kind, exam_facts(), shops)
    words = plain(page)
    for said in (
        "Name: Klasse: Datum:",
        "Variante A · 45 Minuten · 34 Punkte",
        "Hilfsmittel: Taschenrechner",
        "Was die Operatoren verlangen nennen: Aufzählen genügt",
        "Aufgabe 1 Welche Touchpoints liegen nach dem Kauf? Mehrere Antworten können richtig sein.",
        "Kreuzen Sie eine Antwort an.",
        "Nummerieren Sie die Schritte von 1 bis 5.",
        "Die (1) __________________ setzt Bestellungen ins Verhältnis zu (2)",
        "Ergebnis in %:",
        "Werbekosten",
        "/ 3",
    ):
        assert said in words.replace("&amp;", "&"), said
    assert "counter(pages)" in page and "<svg" in page
    assert "http" not in re.sub(r"http-equiv|http://www.w3.org/\S+", "", page)


def test_the_marking_sheet_has_key_and_rules(shops: Shops) -> None:
    """Calculation with numbers, rubric with boxes, sums, the key in points of this paper, § 15 and the oral exam."""
    made = paper_of(
        [Entry(exercise("numeric"), "p", "P", "de", "p"), Entry(exercise("free_text"), "p", "P", "de", "p")],
        plan(area="GP", points=9),
    )
    words = plain(marking_page(made, exam_facts(), shops))
    sessions, orders = (made.tasks[0].variant.numbers[name] for name in ("sessions", "orders"))
    shown = f"{int(sessions):,}".replace(",", ".")
    assert f"Bestellungen ÷ Sitzungen × 100 = {int(orders)} ÷ {shown} × 100" in words
    for said in (
        "nennt eine Maßnahme 2 × 1 ☐ ☐",
        "Musterlösung Eine Sendungsverfolgung entlastet",
        "Zähler und Nenner sind vertauscht. 0",
        "Summe 9",
        "sehr gut (1) ab 92 8,5",
        "gut (2) 81 bis unter 92 7,5",
        "In Punkten von 100: erreichte Punkte ÷ 9 × 100",
        "Bestanden (EComKflAusbV § 15), wenn alle vier Bedingungen erfüllt sind",
        "Mündliche Punkte für 50 25 100 28 94",
    ):
        assert said in words, said


def test_a_key_that_is_switched_off_is_not_there(shops: Shops) -> None:
    """Without key and area the marking sheet ends with the sums."""
    made = paper_of([Entry(exercise("short"), "p", "P", "de", "p")], plan(key=False))
    words = plain(marking_page(made, exam_facts(), shops))
    assert "100-Punkte-Schlüssel" not in words and "§ 15" not in words


def read_pdf(data: bytes, folder: Path) -> list[str]:
    """Return the text of each page."""
    (folder / "sheet.pdf").write_bytes(data)
    done = subprocess.run(
        ["pdftotext", "-layout", str(folder / "sheet.pdf"), "-"], capture_output=True, text=True, check=True
    )
    return done.stdout.split("\f")[:-1]


def test_the_pdf_says_the_same(every_kind: Paper, shops: Shops, tmp_path: Path) -> None:
    """Umlauts, page numbers, running head and every prompt are read back from the PDF; bytes are the same twice."""
    data = sheet_pdf(paper_sheet(every_kind, exam_facts(), shops), shops)
    assert data == sheet_pdf(paper_sheet(every_kind, exam_facts(), shops), shops)
    assert is_our_pdf(data) and b"/MarkInfo" in data
    pages = read_pdf(data, tmp_path)
    assert all(f"Seite {place} von {len(pages)}" in page for place, page in enumerate(pages, 1))
    assert all("BBS Würzburg · Probearbeit: Käufe & Größen · Variante A" in page for page in pages)
    # Words that are parted at the end of a line are joined again.
    text = re.sub(r"\s+", " ", re.sub(r"[-\u2010]\n\s*", "", "\n".join(pages)))
    squeezed = re.sub(r"[\s\u00ad]", "", text)
    for task in every_kind.tasks:
        for leaf in task.question.parts or (task.question,):
            assert re.sub(r"\s", "", leaf.prompt.replace("-", "")) in squeezed.replace("-", ""), leaf.id
    assert CANARY not in text


@pytest.mark.parametrize("name", ["kundenkommunikation", "klassenarbeit"])
def test_a_shipped_paper_becomes_a_pdf(name: str) -> None:
    """A paper and its marking sheet compile from the practice bank."""
    made = assemble(practice_bank(), blueprint(name))
    for sheet in (paper_sheet(made, exam_facts(), shop), marking_sheet(made, exam_facts(), shop)):
        assert sheet_pdf(sheet, shop).count(b"/Type/Page") > 3


def test_an_english_paper_is_english(every_kind: Paper, shops: Shops) -> None:
    """The language of the blueprint is that of the paper, whatever language its maker uses."""
    made = paper_of([task.entry for task in every_kind.tasks], plan(language="en"))
    words = plain(paper_page(made, exam_facts(), shops))
    assert "What the verbs ask for" in words and "Name: Class: Date:" in words and "Was die" not in words


def test_without_typst_the_message_has_the_line_to_type(monkeypatch: pytest.MonkeyPatch, shops: Shops) -> None:
    """The message names the extra, and the page that prints as well."""
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(MissingExtraError, match=re.escape('pip install "journeylab[pdf]"')):
        sheet_pdf(Sheet("paper", "Probe", "de", "Probe", ()), shops)


@settings(deadline=None, max_examples=30)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40))
def test_a_text_is_text(text: str) -> None:
    """Whatever an author writes, typst shows it and does nothing else: no markup, no code, no error."""
    import typst

    hostile = f'{text} #panic("x") $x$ @y "\\" `z` \\u{{41}}'
    typst.compile(f"#{literal(hostile)};\n#{literal(text)};".encode())


def test_markdown_becomes_typst(shops: Shops) -> None:
    """Strong, lists, tables, code and quotes are kept; a tag or a command of typst is shown as it was typed."""
    source = "**fett** *kursiv* `#x`\n\n1. eins\n2. zwei\n\n| a | b |\n|---|---|\n| 1 | #pagebreak() |\n\n> Zitat <b>\n"
    made = sheet_source(Sheet("paper", "Probe", "de", "Probe", (Prose(source),)), shops)
    assert made.endswith(
        '#par[#strong[#"fett";]#" ";#emph[#"kursiv";]#" ";#raw("#x");]'
        '#enum(start: 1, [#"eins";],[#"zwei";],)'
        '#md-table(2, table.header([#strong[#"a";]],[#strong[#"b";]],),[#"1";],[#"#pagebreak()";],)'
        '#quote(block: true)[#par[#"Zitat <b>";]]\n'
    )
    assert sheet_pdf(Sheet("paper", "Probe", "de", "Probe", (Prose(source),)), shops).startswith(b"%PDF")


@pytest.mark.parametrize("writer", [exam_sheet_html, exam_sheet_typst], ids=["html", "typst"])
def test_a_writer_of_sheets_knows_every_part(writer: Any) -> None:
    """A new part of a sheet is written in both forms, before somebody prints a paper that has one."""
    assert set(get_args(Node)) <= set(writer._node.registry)
