"""A bank for Moodle: read as Moodle's importer reads it, and nothing lost on the way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from html import escape, unescape
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest
from golden_exports import kept, made, small_bank, tiny_shops
from hypothesis import given, settings
from hypothesis import strategies as st

from exercises import exercise
from journeylab.domain.exercise.arranging import Cloze, Gap, Matching, Ordering
from journeylab.domain.exercise.bank import Bank, Entry
from journeylab.domain.exercise.choice import Choice
from journeylab.domain.exercise.common import Exercise
from journeylab.domain.exercise.numeric import Numeric
from journeylab.domain.exercise.writing import FreeText, Short
from journeylab.exam.export import moodle_kinds
from journeylab.exam.export.cloze import chosen_gap, written_gap
from journeylab.exam.export.drawn import drawn
from journeylab.exam.export.markup import block, inline, plain
from journeylab.exam.export.moodle import CASE_AS_CATEGORY, moodle
from journeylab.exam.export.report import Exported, Way
from journeylab.exam.export.weights import WEIGHTS, equal_weights, is_exact, weight
from journeylab.exam.rules import hits_minus_errors
from journeylab.i18n import speaking
from journeylab.store.exercises import practice_bank, shop

HEAD = ["name", "questiontext", "generalfeedback", "defaultgrade", "penalty", "hidden", "idnumber"]
COMBINED = ["correctfeedback", "partiallycorrectfeedback", "incorrectfeedback", "shownumcorrect"]
# What Moodle's importer asks for, kind by kind, in the order in which Moodle writes it itself.
OWN = {
    "multichoice": ["single", "shuffleanswers", "answernumbering", "showstandardinstruction", *COMBINED, "answer"],
    "matching": ["shuffleanswers", *COMBINED, "subquestion"],
    "ordering": [
        "layouttype",
        "selecttype",
        "selectcount",
        "gradingtype",
        "showgrading",
        "numberingstyle",
        *COMBINED,
        "answer",
    ],
    "numerical": ["answer", "units", "unitgradingtype", "unitpenalty", "showunits", "unitsleft"],
    "cloze": [],
    "shortanswer": ["usecase", "answer"],
    "essay": [
        "responseformat",
        "responserequired",
        "responsefieldlines",
        "attachments",
        "attachmentsrequired",
        "graderinfo",
        "responsetemplate",
    ],
    "description": [],
}
MAY_BE_MISSING = {"units", "hint", "tags"}
# Moodle's notation of gaps, as its documentation describes it.
GAP = re.compile(r"\{(\d+):(SHORTANSWER|MULTICHOICE):((?:[^}\\]|\\.)*)\}")


@cache
def whole() -> Exported:
    """Return the practice bank for Moodle."""
    with speaking("de"):
        return moodle(practice_bank(), variants=2, shops=shop)


def questions(export: Exported) -> list[ET.Element]:
    return list(ET.fromstring(export.content).iter("question"))


def small(*names: str, **options: object) -> dict[str, ET.Element]:
    """Return the questions of some exercises of the small bank by their ids."""
    entries = tuple(entry for entry in small_bank() if entry.id in names)
    export = moodle(Bank(entries), shops=tiny_shops(), **options)  # type: ignore[arg-type]
    return {each.findtext("idnumber", ""): each for each in questions(export) if each.get("type") != "category"}


def bank_of(item: Exercise) -> Bank:
    return Bank((Entry(item, "probe", "Probe", "de", "probe.yaml"),))


def gaps(question: ET.Element) -> Iterator[tuple[int, str, list[tuple[bool, str, str]]]]:
    """Yield weight, kind and answers (right, text, feedback) of each gap, as Moodle reads them."""
    for found in GAP.finditer(question.findtext("questiontext/text", "")):
        answers = []
        for part in re.split(r"(?<!\\)~", found[3]):
            text, why = _split(part.removeprefix("="))
            answers.append((part.startswith("="), unescape(text), unescape(why)))
        yield int(found[1]), found[2], answers


def _split(text: str) -> tuple[str, str]:
    """Divide answer and feedback at the first ``#`` that belongs to no character reference."""
    found = re.search(r"(?<!&)#", text)
    return (text[: found.start()], text[found.end() :]) if found else (text, "")


def test_the_small_bank_is_written_as_before() -> None:
    """What every kind looks like is kept in a file; ``python -m tools.golden`` writes it anew."""
    assert made("bank.moodle.xml") == kept("bank.moodle.xml")


@pytest.mark.parametrize("of", ["small", "practice"])
def test_every_question_has_what_the_importer_reads(of: str) -> None:
    """Each kind has its children in Moodle's order, none is unknown, none is missing."""
    export = whole() if of == "practice" else moodle(small_bank(), shops=tiny_shops())
    kinds = set()
    for question in questions(export):
        kind = question.get("type", "")
        names = list(dict.fromkeys(child.tag for child in question))
        if kind == "category":
            assert names == ["category", "info", "idnumber"]
            assert question.findtext("category/text", "").startswith("$course$/top/journeylab/")
            continue
        kinds.add(kind)
        hints = [] if kind in ("essay", "description") else ["hint"]
        wanted = [*HEAD, *OWN[kind], *hints, "tags"]
        if kind == "cloze":
            wanted.remove("defaultgrade")
        assert names == [name for name in wanted if name in names]
        assert {name for name in wanted if name not in names} <= MAY_BE_MISSING, question.findtext("idnumber")
        assert question.findtext("name/text")
        assert question.findtext("questiontext/text")
    assert kinds == set(OWN)


def test_shares_come_from_moodles_list() -> None:
    """Of every answer in the practice bank; right ones add up to 100, a single right one has 100."""
    count = 0
    for question in questions(whole()):
        kind, shares = question.get("type"), [each.get("fraction", "") for each in question.iter("answer")]
        if kind not in ("multichoice", "numerical", "shortanswer"):
            continue
        assert all(share.removeprefix("-") in WEIGHTS for share in shares), shares
        positive = [Fraction(share) for share in shares if not share.startswith("-")]
        if kind == "multichoice" and question.findtext("single") == "false":
            assert abs(sum(positive) - 100) < Fraction(1, 100)
        else:
            assert max(positive) == 100
        count += len(shares)
    assert count > 700


def test_ids_are_unique() -> None:
    """No idnumber stands twice, and every exercise and every part has one."""
    ids = [question.findtext("idnumber", "") for question in questions(whole()) if question.get("type") != "category"]
    assert len(set(ids)) == len(ids)
    wanted = {entry.id for entry in practice_bank()}
    wanted |= {f"{e.id}.{leaf.id}" for e in practice_bank() for leaf in e.leaves if leaf is not e.item}
    assert wanted <= set(ids)


def test_every_prompt_and_answer_is_found_again() -> None:
    """In the whole practice bank: prompt, explanation, options, pairs, steps, gaps, rubric and model answer."""
    by_id = {question.findtext("idnumber", ""): question for question in questions(whole())}
    seen = 0
    for each in drawn(practice_bank()):
        for one in each.parts or (each,):
            question = by_id[one.id]
            texts = [text.text or "" for text in question.iter("text")]
            everything = "\n".join(texts)
            # In a gap text a brace could begin a gap.
            prompt = block(one.item.prompt)
            assert (prompt.replace("{", "&#123;") if isinstance(one.item, Cloze) else prompt) in everything
            assert block(one.item.explanation) in everything
            for text in said(one.item):
                assert text in texts or text in everything, (one.id, text)
                seen += 1
            if isinstance(one.item, Cloze):
                answers = [[text for right, text, _why in of if right] for _weight, _kind, of in gaps(question)]
                for gap, found in zip(one.item.in_order, answers, strict=True):
                    fitting = [plain(text) for text in gap.accept if not gap.options or text in gap.options]
                    assert sorted(unescape(text) for text in found) == sorted(fitting)
    assert seen > 1_000


def said(item: Exercise) -> Iterator[str]:
    """Yield what the question of an exercise has to contain, as HTML or text."""
    match item:
        case Choice():
            for option in item.options:
                yield block(option.text)
                yield block(option.why)
        case Matching():
            for pair in item.pairs:
                yield block(pair.left)
                yield plain(pair.right)
            yield from map(plain, item.extra)
        case Ordering():
            yield from map(block, item.steps)
        case Short():
            yield from map(plain, item.accept)
        case FreeText():
            for row in item.rubric:
                yield inline(row.expects)
            yield block(item.model_answer)


def test_signs_with_a_meaning_pass_unharmed() -> None:
    """Umlauts, <, &, ]]> and quotes are read back as they were written."""
    question = small("zeichen")["zeichen"]
    assert question.findtext("name/text") == "=1+1 <b>& ]]> :: {A} ~ #"
    text = unescape(re.sub("<.*?>", "", question.findtext("questiontext/text", "")))
    assert text == "Käufe & Größen: 3 < 5 > 2, ]]>, {x = 1} ~ # \\ fett <script>"
    assert "<script" not in question.findtext("questiontext/text", "")
    assert {unescape(each.findtext("text", "")) for each in question.iter("answer")} == {
        "<p>a < b & c > d</p>",
        "<p>{=falsch} ~ #</p>",
        "<p>]]> -></p>",
    }


def test_a_character_that_xml_forbids_is_left_out() -> None:
    """A vertical tab would make the whole file unreadable."""
    export = moodle(bank_of(exercise("short", prompt="Wie heißt\x0b der\x00 Begriff?")))
    assert "Wie heißt der Begriff?" in export.content.decode()
    assert questions(export)


def test_gaps_keep_their_signs() -> None:
    """In Moodle's notation tildes, braces and shares within an answer end nothing."""
    question = small("zeichen-luecken")["zeichen-luecken"]
    written, chosen = gaps(question)
    why = "weil } und ~ und #"
    assert written == (1, "SHORTANSWER", [(True, "A&B ~ }X{ #1 = \\*", why), (True, "50 %", why)])
    options = [(True, "&lt;Kasse&gt;", ""), (False, "Korb &amp; Co", ""), (False, "a::b }} c", "")]
    assert chosen[:2] == (1, "MULTICHOICE")
    assert sorted(chosen[2]) == sorted(options)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=("C",)), min_size=1), min_size=1, max_size=4))
def test_any_text_fits_into_a_gap(texts: list[str]) -> None:
    """Whatever is accepted is read back from the notation as the text that a learner types."""
    texts = [text for text in texts if plain(text)] or ["x"]
    gap = Gap(id="a", accept=tuple(texts), why="weil")
    question = ET.Element("question")
    ET.SubElement(ET.SubElement(question, "questiontext"), "text").text = written_gap(gap, 2)
    ((worth, _kind, answers),) = gaps(question)
    assert worth == 2
    assert [text for _right, text, _why in answers] == [plain(text).replace("*", "\\*") for text in texts]


def test_a_chosen_gap_marks_only_what_is_right() -> None:
    """Options stand in the order given."""
    gap = Gap(id="a", accept=("Action",), options=("Desire", "Action"))
    assert chosen_gap(gap, ("Desire", "Action"), 1) == "{1:MULTICHOICE:Desire~=Action}"


@pytest.mark.parametrize("right", range(1, 7))
@pytest.mark.parametrize("wrong", range(1, 7))
def test_moodle_gives_what_our_rule_gives(right: int, wrong: int) -> None:
    """Sums of Moodle's shares are those of "hits minus errors", for every way to tick."""
    shares = [Fraction(each) for each in equal_weights(right)] + [Fraction(weight(Fraction(-1, max(wrong, 2))))] * wrong
    solution = set(range(right))
    for count in range(right + wrong + 1):
        for ticked in combinations(range(right + wrong), count):
            given_by_moodle = max(Fraction(0), sum((shares[i] for i in ticked), Fraction(0)))
            ours = 100 * hits_minus_errors(ticked, solution, right + wrong)
            assert abs(given_by_moodle - ours) < Fraction(1, 1000)


@pytest.mark.parametrize("count", range(1, 21))
def test_equal_shares_add_up_to_100(count: int) -> None:
    """Where Moodle has no equal ones, two that it knows are mixed."""
    shares = equal_weights(count)
    assert len(shares) == count
    assert set(shares) <= set(WEIGHTS)
    assert abs(sum(map(Fraction, shares)) - 100) < Fraction(1, 100)


@given(st.fractions(min_value=-1, max_value=1))
def test_any_share_has_a_weight(share: Fraction) -> None:
    """It is one of the list and off by no more than half of the widest step."""
    found = weight(share)
    assert found.removeprefix("-") in WEIGHTS
    assert abs(Fraction(found) - 100 * share) <= 5
    assert is_exact(Fraction(found) / 100)


def test_a_share_that_moodle_lacks_is_named() -> None:
    """One and a half of four points are 37.5 %: Moodle gets 40, and the report says so."""
    item = exercise("numeric", points=4, samples=[])
    assert isinstance(item, Numeric)
    item = item.model_copy(
        update={"wrong_paths": (item.wrong_paths[1].model_copy(update={"points": item.points * 3 / 8}),)}
    )
    export = moodle(bank_of(item), variants=1)
    assert export.report.lines[0].reasons == (moodle_kinds.NEAREST_WEIGHT,)
    assert [each.get("fraction") for each in ET.fromstring(export.content).iter("answer")] == ["100", "40"]


def test_a_number_has_its_tolerance_units_and_wrong_paths() -> None:
    """480 of 14,500 are 3.31 %; a forgotten "times 100" earns a third and is told why."""
    question = small("zahl", variants=1)["zahl"]
    right, swapped, forgotten = question.findall("answer")
    assert (right.get("fraction"), right.findtext("text"), right.findtext("tolerance")) == ("100", "3.31", "0.005")
    assert (swapped.get("fraction"), swapped.findtext("text")) == ("0", "30.20833333")
    assert (forgotten.get("fraction"), forgotten.findtext("text")) == ("33.33333", "0.03310345")
    assert "Es fehlt noch mal 100." in forgotten.findtext("feedback/text", "")
    assert [each.findtext("unit_name") for each in question.iter("unit")] == ["%", "Prozent", "percent"]
    assert "480 ÷ 14.500 × 100 ≈ 3,31\u00a0%" in question.findtext("generalfeedback/text", "")


def test_variants_are_questions_of_their_own() -> None:
    """Five by default, with different numbers; the first has the id of the exercise."""
    found = small("zahl")
    assert list(found) == ["zahl", "zahl-v2", "zahl-v3", "zahl-v4", "zahl-v5"]
    assert len({each.findtext("questiontext/text") for each in found.values()}) == 5
    assert list(small("zahl", variants=1)) == ["zahl"]


def test_no_variant_is_written_twice() -> None:
    """Of an exercise with two different numbers there are two questions, however many are wanted."""
    item = exercise(
        "numeric", parameters={"sessions": {"label": "S", "values": [100, 200]}, "orders": {"label": "O", "value": 2}}
    )
    assert len(moodle(bank_of(item), variants=9).report.lines) == 2


def test_a_case_is_a_category_with_its_parts() -> None:
    """The description has situation and documents with the numbers of the parts."""
    found = small("fall")
    assert list(found) == ["fall", "fall.a", "fall.b", "fall.c"]
    assert found["fall"].get("type") == "description"
    assert found["fall"].findtext("defaultgrade") == "0"
    told = found["fall"].findtext("questiontext/text", "")
    assert "<td>Werbekosten</td><td>6.000\u00a0€</td>" in told
    assert found["fall.a"].findtext("answer/text") == "40.00"
    export = moodle(Bank(tuple(e for e in small_bank() if e.id == "fall")))
    (category,) = (q for q in questions(export) if q.get("type") == "category")
    assert (
        category.findtext("category/text") == "$course$/top/journeylab/Probe // Übung/Bearbeiten Sie alle Teilaufgaben."
    )
    assert export.report.lines[0].reasons == (CASE_AS_CATEGORY,)


def test_a_free_answer_has_its_rubric_for_the_marker() -> None:
    """Rubric with points and words, model answer, room to write; explanation and tags for all."""
    question = small("text")["text"]
    grader = question.findtext("graderinfo/text", "")
    assert "<td>nennt eine Maßnahme</td><td>1</td><td>2</td><td>Sendungsverfolgung, Statusmeldung</td>" in grader
    assert "Eine Sendungsverfolgung entlastet den Service" in grader
    assert "Sendungsverfolgung" not in question.findtext("questiontext/text", "")
    assert question.findtext("responsefieldlines") == "15"
    assert question.findtext("generalfeedback/text") == "<p>Gefragt sind Maßnahme und Wirkung.</p>"
    assert [each.findtext("text") for each in question.iter("tag")] == ["probe", "AFB-2", "erläutern"]


def test_an_order_is_marked_like_ours() -> None:
    """Moodle's rule is the longest run in the right order; all steps are shown."""
    question = small("folge")["folge"]
    assert question.findtext("gradingtype") == "LONGEST_ORDERED_SUBSET"
    assert question.findtext("selectcount") == "5"
    assert [each.findtext("text") for each in question.iter("answer")][:2] == ["<p>suchen</p>", "<p>vergleichen</p>"]


def test_an_older_moodle_gets_a_matching_instead_of_an_order() -> None:
    """Places on the left, steps on the right."""
    question = small("folge", ordering_as_matching=True)["folge"]
    assert question.get("type") == "matching"
    pairs = [(each.findtext("text"), each.findtext("answer/text")) for each in question.iter("subquestion")]
    assert pairs[0] == ("<p>Platz 1</p>", "suchen")


def test_a_matching_keeps_what_belongs_to_none() -> None:
    """A further right side has no left side."""
    question = small("paare")["paare"]
    sides = [(each.findtext("text"), each.findtext("answer/text")) for each in question.iter("subquestion")]
    assert sides[-1] == ("", "in keiner Phase")


def test_picking_on_a_map_becomes_a_choice() -> None:
    """Right contacts share the marks, each wrong one takes back a hit; the map is a table."""
    question = small("karte")["karte"]
    shares = {each.findtext("text"): each.get("fraction") for each in question.iter("answer")}
    assert shares == {
        "<p>Suchanzeige (Web-Shop)</p>": "-50",
        "<p>Warenkorb (Web-Shop)</p>": "50",
        "<p>Kasse (Web-Shop)</p>": "50",
        "<p>Retoure (Paketdienst)</p>": "-50",
    }
    assert "<th>Kontakte</th>" in question.findtext("questiontext/text", "")


def test_a_journey_and_a_simulation_become_free_answers() -> None:
    """The marker sees rules and questions; the learner sees the questions alone."""
    found = small("weg", "lauf")
    assert "<td>Er beginnt mit der Suche.</td><td>1</td>" in found["weg"].findtext("graderinfo/text", "")
    assert "Er beginnt mit der Suche." not in found["weg"].findtext("questiontext/text", "")
    assert "Wie hoch ist die Conversion-Rate? (1 Punkt)" in found["lauf"].findtext("questiontext/text", "")
    assert escape("Er sinkt: Das Intervall liegt unter 0.") in found["lauf"].findtext("graderinfo/text", "")


def test_wrong_short_answers_are_told_why() -> None:
    """They earn nothing; a star is a star."""
    question = small("wort")["wort"]
    shares = {each.findtext("text"): each.get("fraction") for each in question.iter("answer")}
    assert shares == {"Touchpoint": "100", "Kontaktpunkt": "100", "Channel": "0", "Kanal": "0"}
    export = moodle(bank_of(exercise("short", accept=["5 * 3"])))
    assert ET.fromstring(export.content).findtext("question/answer/text") == "5 \\* 3"


def test_points_of_gaps_that_do_not_divide_are_named() -> None:
    """Three points for two gaps: Moodle would count two."""
    assert moodle(bank_of(exercise("cloze", points=3))).report.lines[0].reasons == (
        moodle_kinds.NO_TYPOS,
        moodle_kinds.GAP_POINTS,
    )
    assert [worth for worth, _kind, _answers in gaps(small("luecken")["luecken"])] == [1, 1]


def test_the_report_tells_of_every_question() -> None:
    """A line for each; nothing is left out for Moodle, and every limit has its reason."""
    report = whole().report
    ids = [q.findtext("idnumber") for q in questions(whole()) if q.get("type") != "category"]
    assert [line.id for line in report.lines] == ids
    assert report.count(Way.LEFT_OUT) == 0
    assert all(bool(line.reasons) == (line.way is Way.LIMITED) for line in report.lines)
    assert str(report).startswith(f"Moodle XML: {len(ids)} Aufgaben – ")
    assert list(report.table().columns) == ["id", "kind", "way", "reasons"]
    assert len(report.table()) == len(ids)


def test_english_exercises_are_written_in_english() -> None:
    """What surrounds a text follows its language, whatever language the session speaks."""
    item = exercise("free_text")
    export = moodle(Bank((Entry(item, "probe", "Probe", "en", "probe.yaml"),)))
    assert "Model answer" in export.content.decode()
