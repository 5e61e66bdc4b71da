"""The cheat sheet: what has to be known for the exam, on a few printed pages, made from the data files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from journeylab.domain.exam_facts import ExamFacts, ExamOperator, Grade
from journeylab.domain.glossary import Glossary, GlossaryTerm, Topic
from journeylab.domain.kpi import Direction, Kpi
from journeylab.domain.models import Definition, Framework, Models
from journeylab.domain.touchpoint import Touchpoint
from journeylab.i18n import _, day, language, number
from journeylab.views.lesson_page import lesson_page
from journeylab.views.report_parts import paragraph, tag, words

_STYLES = ("lesson.css", "cheat_sheet.css")
_ARROWS = {Direction.UP: "↑", Direction.DOWN: "↓", Direction.DEPENDS: "↕"}
_ROMAN = {1: "I", 2: "II", 3: "III"}
# What the exam asks of these two topics, in the order in which it is learned.
_ATTRIBUTION = """attribution last_click first_click linear time_decay position_based last_non_direct data_driven
markov_model removal_effect shapley_value incrementality"""
_TESTS = "hypothesis ab_test control_group random_assignment sample_size significance confidence_interval cohort"
# Words that stand elsewhere on the sheet need no line of their own in the list of terms.
_SAID_ELSEWHERE = {Topic.KPI, Topic.ATTRIBUTION, Topic.MODEL, Topic.EXAM}


def cheat_sheet(
    kpis: Iterable[Kpi],
    models: Models,
    glossary: Glossary,
    facts: ExamFacts,
    touchpoints: Mapping[str, Touchpoint],
) -> str:
    """Return the cheat sheet as HTML that prints on four pages of A4 at most.

    Parameters
    ----------
    kpis : iterable of Kpi
        Their formulas and traps.
    models : Models
        Phases, kinds of contact, AIDA and its relatives, the five steps.
    glossary : Glossary
        Attribution, tests, and the technical terms in both languages.
    facts : ExamFacts
        Law at the touchpoints, verbs, areas, marks, rules.
    touchpoints : mapping of str to Touchpoint
        Names of the contacts that the law is about.

    Returns
    -------
    str
        HTML in the language in use; it loads nothing and runs nothing.
    """
    aida, *relatives = models.frameworks
    main = tag(
        "main",
        tag("h1", words(_("Cheat sheet: touchpoints and customer journey"))),
        paragraph(
            _("For part 2 of the final exam in e-commerce. Teaching matter, made from the data of this kit."), "facts"
        ),
        tag(
            "div",
            _box(_("Phases"), _definitions(models.phases)),
            _box(_("Kinds of contact"), _definitions([*models.engagement, *models.media])),
            _box(_("Channels"), _definitions(models.channel_concepts)),
            _box(_("Five steps to the map (Think with Google)"), _steps(models)),
            _box(str(aida.label), _framework(aida)),
            _box(_("Relatives of AIDA"), _relatives(relatives)),
            class_="columns",
        ),
        _box(_("Formulas and their traps"), paragraph(_legend(), "label"), _formulas(kpis)),
        tag(
            "div",
            _box(Topic.ATTRIBUTION.label, _terms(glossary, _ATTRIBUTION)),
            _box(Topic.TEST.label, _terms(glossary, _TESTS)),
            class_="columns",
        ),
        _box(_law_heading(facts), _law(facts, touchpoints)),
        _box(_("Verbs of the tasks"), _operators(facts)),
        tag(
            "div",
            _box(_("Exam areas"), _areas(facts)),
            _box(
                _("Marks of 100 points"),
                _grades(facts.grades),
                paragraph(_("Points are not rounded: 91.5 is below 92."), "label"),
            ),
            _box(_("Passed if all four hold"), _rules(facts)),
            class_="columns",
        ),
        _box(_("Technical terms"), *(_pairs(topic, glossary) for topic in Topic if topic not in _SAID_ELSEWHERE)),
    )
    page = _("Page {page} of {pages}").format(page='" counter(page) "', pages='" counter(pages) "')
    paper = f'size: A4 portrait; margin: 10mm 11mm 13mm; @bottom-right {{ content: "{page}"; font: 7.5pt sans-serif; }}'
    return lesson_page("cheat-sheet", _("Cheat sheet"), main, paper=paper, styles=_STYLES)


def file_name() -> str:
    """Return what a file with the cheat sheet is called, in the language in use."""
    return "spickzettel.html" if language() == "de" else "cheat_sheet.html"


def _box(heading: str, *markup: str) -> str:
    return tag("section", tag("h2", words(heading)), *markup)


def _entry(term: str, *says: str) -> str:
    """Return a term with what is said of it, kept on one page."""
    return tag("p", tag("b", words(term)), " ", *says)


def _definitions(definitions: Sequence[Definition]) -> str:
    return "".join(_entry(str(each.label), words(str(each.summary))) for each in definitions)


def _steps(models: Models) -> str:
    return tag("ol", *(tag("li", words(str(step.title))) for step in models.steps_of_five))


def _framework(framework: Framework) -> str:
    stages = tag(
        "ol", *(tag("li", tag("b", words(str(s.label))), " ", words(str(s.summary))) for s in framework.stages)
    )
    against = tag("ul", *(tag("li", words(str(claim.text))) for claim in framework.criticism))
    criticism = tag("p", tag("b", words(_("Criticism"))))
    return stages + paragraph(str(framework.origin)) + criticism + against


def _relatives(frameworks: Sequence[Framework]) -> str:
    return "".join(
        _entry(str(f.label), words("\u00a0· ".join(str(stage.label) for stage in f.stages))) for f in frameworks
    )


def _legend() -> str:
    return "; ".join(f"{arrow} {direction.label}" for direction, arrow in _ARROWS.items())


def _formulas(kpis: Iterable[Kpi]) -> str:
    entries = (
        tag(
            "div",
            tag(
                "p",
                tag("b", words(f"{kpi} {_ARROWS[kpi.direction]}")),
                " ",
                tag("span", words(f"= {kpi.formula}"), class_="formula"),
            ),
            paragraph(str(kpi.trap), "trap"),
        )
        for kpi in kpis
    )
    return tag("div", *entries, class_="formulas columns")


def _terms(glossary: Glossary, keys: str) -> str:
    terms = map(glossary.find, keys.split())
    return "".join(_entry(str(term.label), words(str(term.explanation))) for term in terms)


def _law_heading(facts: ExamFacts) -> str:
    # The earliest day is the one up to which every line is vouched for.
    return _("Law at the touchpoints (as of {day}; no legal advice)").format(
        day=day(min(line.as_of for line in facts.law))
    )


def _law(facts: ExamFacts, touchpoints: Mapping[str, Touchpoint]) -> str:
    rows = (
        tag(
            "tr",
            tag("th", words(_unbroken(str(line.paragraph))), scope="row"),
            tag("td", words(", ".join(str(touchpoints[key]) for key in line.touchpoints))),
            tag("td", tag("b", words(f"{line.topic}:")), " ", words(str(line.asks))),
        )
        for line in facts.law
    )
    return _table((_("Paragraph"), _("Contact"), _("What it asks")), rows)


def _unbroken(citation: str) -> str:
    """Keep signs and their numbers on one line: § 7, Nr. 2."""
    return re.sub(r"(§|Abs\.|Nr\.|no\.|Satz|Art\.) (?=\d)", "\\1\u00a0", citation)


def _table(headings: Sequence[str], rows: Iterable[str]) -> str:
    head = tag("tr", *(tag("th", words(heading), scope="col") for heading in headings))
    return tag("table", tag("thead", head), tag("tbody", *rows))


def _operators(facts: ExamFacts) -> str:
    entries = (_entry(_verb(each), words(str(each.expectation))) for each in facts.operators)
    return tag("div", *entries, class_="columns")


def _verb(verb: ExamOperator) -> str:
    """Return a verb with its levels; the tasks are German, so English readers see that word, too."""
    name = verb.operator.label
    if language() != "de":
        name = f"{verb.operator.verb} – {name}"
    return f"{name} ({', '.join(_ROMAN[level] for level in verb.afb)})"


def _areas(facts: ExamFacts) -> str:
    rows = (
        tag(
            "tr",
            tag("th", words(each.area.label), tag("small", words(str(each.tasks))), scope="row"),
            tag("td", words(str(each.minutes)), class_="number"),
            tag("td", words(str(each.weight)), class_="number"),
        )
        for each in facts.areas
    )
    return _table((_("Area"), _("min"), "%"), rows)


def _grades(grades: Sequence[Grade]) -> str:
    best, *_others = grades
    bands = [_("{high} to {low}").format(high=number(100), low=best.start)]
    bands += [_("below {high} to {low}").format(high=a.start, low=b.start) for a, b in pairwise(grades)]
    rows = (
        tag("tr", tag("th", words(f"{grade.label} ({grade.mark})"), scope="row"), tag("td", words(band)))
        for grade, band in zip(grades, bands, strict=True)
    )
    return tag("table", tag("tbody", *rows))


def _rules(facts: ExamFacts) -> str:
    rules = tag("ol", *(tag("li", words(str(rule.text))) for rule in facts.pass_rules))
    return rules + paragraph(str(facts.supplement.text))


def _pairs(topic: Topic, glossary: Glossary) -> str:
    """Return the words of a topic with those of the other language, in running text."""
    pairs = "\u00a0· ".join(f"{term} = {term.other}" for term in glossary.of(topic) if not _alike(term))
    return tag("p", tag("b", words(topic.label)), " ", words(pairs), class_="terms")


def _alike(term: GlossaryTerm) -> bool:
    """Tell whether a word is written the same in both languages but for hyphens and capitals."""
    german, english = (re.sub(r"[\W_]", "", text).casefold() for text in (term.label.de, term.label.en))
    return german == english
