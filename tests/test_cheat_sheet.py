"""The cheat sheet: everything on it comes from the data, in either language, and it loads nothing."""

from __future__ import annotations

import re
from argparse import Namespace
from datetime import date
from functools import cache
from html import unescape
from pathlib import Path

import pytest
from languages import foreign

from journeylab.cli.cheat_sheet import cheat_sheet as command
from journeylab.domain.exercise.operators import Operator
from journeylab.domain.glossary import Topic
from journeylab.domain.text import Text
from journeylab.domain.vocabulary import AidaStage
from journeylab.errors import DataError, UsageError
from journeylab.i18n import set_language
from journeylab.store.catalogue import models, touchpoints
from journeylab.store.exam_facts import exam_facts
from journeylab.store.glossary import glossary
from journeylab.store.kpi_catalogue import kpis_catalogue
from journeylab.views.cheat_sheet import cheat_sheet

KPIS = tuple(kpis_catalogue().values())
Capture = pytest.CaptureFixture[str]


@cache
def made(language: str) -> str:
    return cheat_sheet(KPIS, models(), glossary(), exam_facts(), touchpoints())


def page(language: str = "de") -> str:
    set_language(language)
    return made(language)


def words(markup: str) -> str:
    """Return what people read, with single blanks."""
    body = markup.split("<body", 1)[1]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split()).replace("\u00a0", " ")


def sections(markup: str) -> dict[str, str]:
    """Return what stands under each heading."""
    parts = re.findall(r"<section>\s*<h2>(.*?)</h2>(.*?)</section>", markup, re.DOTALL)
    return {unescape(title): words(f"<body{inside}") for title, inside in parts}


both = pytest.mark.parametrize("language", ["de", "en"])


@both
def test_every_formula_is_there_with_its_trap(language: str) -> None:
    """All forty KPIs: name, formula in words and the mistake that costs points."""
    said = words(page(language))
    for kpi in KPIS:
        assert f"= {kpi.formula}".replace("\u00a0", " ") in said
        assert " ".join(str(kpi.trap).split()).replace("\u00a0", " ") in said


@both
def test_models_and_law_and_verbs_are_there(language: str) -> None:
    """Phases, AIDA with its stages, five steps, every law line, every verb, all marks and rules."""
    said, facts = words(page(language)), exam_facts()
    texts = [each.label for each in models().phases]
    texts += [step.title for step in models().steps_of_five]
    texts += [stage.label for stage in models().frameworks[0].stages]
    texts += [text for line in facts.law for text in (line.paragraph, line.topic, line.asks)]
    texts += [each.expectation for each in facts.operators]
    texts += [rule.text for rule in facts.pass_rules] + [facts.supplement.text]
    assert len(models().frameworks[0].stages) == len(AidaStage)
    assert [str(text) for text in texts if str(text) not in said] == []
    assert all(verb.label in said for verb in Operator)


def test_a_formula_stands_with_its_direction() -> None:
    """The conversion rate should rise, the cost per order should fall."""
    assert "Conversion-Rate (CR) ↑ = Conversions ÷ Sitzungen × 100" in words(page())
    assert "cost per order (CPO) ↓ = advertising cost ÷ orders" in words(page("en"))


def test_the_law_is_dated_and_kept_together() -> None:
    """The heading states the day of the law, and no line ends between a sign and its number."""
    assert "Recht an den Touchpoints (Stand: 19.06.2026; keine Rechtsberatung)" in sections(page())
    assert "Law at the touchpoints (as of 19 Jun 2026; no legal advice)" in sections(page("en"))
    assert "§\u00a07 Abs.\u00a02 Nr.\u00a02 UWG" in page()


def test_the_oldest_day_of_the_law_counts() -> None:
    """If one line describes an earlier day than the others, the sheet claims no more than that."""
    facts = exam_facts()
    old = facts.law[0].model_copy(update={"as_of": date(2025, 1, 31)})
    mixed = facts.model_copy(update={"law": (old, *facts.law[1:])})
    assert "(Stand: 31.01.2025;" in cheat_sheet(KPIS, models(), glossary(), mixed, touchpoints())


def test_marks_are_shown_as_bands() -> None:
    """Bands are half open: "good" is below 92 down to 81."""
    marks = sections(page())["Noten nach 100 Punkten"]
    assert marks.startswith("sehr gut (1) 100–92 gut (2) unter 92–81 befriedigend (3) unter 81–67")
    assert "below 92 to 81" in sections(page("en"))["Marks of 100 points"]


def test_english_readers_see_the_german_verb() -> None:
    """The tasks are German: the verb stands before its translation, with its levels."""
    assert "erläutern – to explain (II)" in words(page("en"))
    assert "erläutern (II)" in words(page())
    assert "to explain" not in words(page())


def test_terms_are_given_in_both_languages() -> None:
    """Terms that differ stand as pairs, in either direction; those that are alike, or explained above, do not."""
    german, english = sections(page())["Fachbegriffe"], sections(page("en"))["Technical terms"]
    assert "Warenkorb = basket" in german
    assert "basket = Warenkorb" in english
    assert "Newsletter =" not in german
    assert "Content-Marketing =" not in german
    assert "Last Click" not in german


@both
def test_the_sheet_speaks_one_language(language: str) -> None:
    """But for the pairs of terms, nothing is left of the other language."""
    terms = {"Fachbegriffe", "Technical terms"}
    said = [text for title, text in sections(page(language)).items() if title not in terms]
    assert len(said) == 14
    assert [foreign(text, language) for text in said] == [[]] * 14
    assert f'<html lang="{language}">' in page(language)


@both
def test_the_page_loads_and_runs_nothing(language: str) -> None:
    """No script, no address, no picture from elsewhere; A4 and page numbers for the printer."""
    markup = page(language)
    assert not re.search(r"<script|<img|<link|https?://(?!www\.w3\.org)|@import|url\(", markup)
    assert "size: A4 portrait" in markup
    assert ("Seite" if language == "de" else "Page") in markup


def test_what_people_wrote_is_shown_and_does_nothing() -> None:
    """A term from a file of one's own cannot bring markup along."""
    term = glossary().of(Topic.SHOP)[0]
    evil = term.model_copy(update={"label": Text(de="<script>x</script>", en="y")})
    mine = glossary().model_copy(update={"terms": (*glossary().terms, evil)})
    markup = cheat_sheet(KPIS, models(), mine, exam_facts(), touchpoints())
    assert "<script>" not in markup
    assert "&lt;script&gt;x" in markup


# ---- The command ----


def test_the_command_writes_the_sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    """Without a name it is called as in the language in use, and a second call renews it."""
    monkeypatch.chdir(tmp_path)
    assert command(Namespace(out=None)) == 0
    assert (tmp_path / "spickzettel.html").read_text(encoding="utf-8") == page()
    set_language("en")
    assert command(Namespace(out=None)) == 0
    assert (tmp_path / "cheat_sheet.html").read_text(encoding="utf-8") == page("en")
    assert command(Namespace(out=tmp_path / "spickzettel.html")) == 0
    assert "renewed" in capsys.readouterr().out


def test_the_command_overwrites_nothing_else(tmp_path: Path) -> None:
    """What is no page of ours is left as it is, and a name for another kind of file is refused."""
    mine = tmp_path / "notes.html"
    mine.write_text("mine", encoding="utf-8")
    with pytest.raises(DataError):
        command(Namespace(out=mine))
    assert mine.read_text(encoding="utf-8") == "mine"
    with pytest.raises(UsageError):
        command(Namespace(out=tmp_path / "sheet.pdf"))
