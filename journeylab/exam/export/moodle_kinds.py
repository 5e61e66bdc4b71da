"""Every kind of exercise as a question of Moodle, and what it loses on the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from html import escape
from xml.etree import ElementTree as ET

from journeylab.domain.exercise.arranging import Cloze, Matching, Ordering
from journeylab.domain.exercise.choice import Choice
from journeylab.domain.exercise.numeric import Numeric
from journeylab.domain.exercise.shop import Build, MapPick, Run
from journeylab.domain.exercise.writing import FreeText, Short
from journeylab.domain.figure import Unit, rounded
from journeylab.domain.formula import DividedByZeroError
from journeylab.domain.vocabulary import N_
from journeylab.exam.answers import Shops, shop_of
from journeylab.exam.asking import ask, order_shown
from journeylab.exam.export import essay, markup
from journeylab.exam.export import moodle_xml as xml
from journeylab.exam.export.cloze import chosen_gap, cloze_text, written_gap
from journeylab.exam.export.drawn import Drawn
from journeylab.exam.export.weights import equal_weights, is_exact, weight
from journeylab.exam.grading_numbers import tolerance
from journeylab.exam.variants import Variant, result, shown_result
from journeylab.i18n import _

NO_HINTS = N_("Moodle shows no hints beside a free answer.")
NO_TYPOS = N_("A slip of a letter counts as wrong: Moodle compares letter by letter.")
NO_CARRYING = N_("Who goes on with a wrong result of an earlier part gets no points for it.")
NEAREST_WEIGHT = N_("Part of the marks is rounded to a share that Moodle knows.")
NEWER_MOODLE = N_("The question type 'ordering' belongs to Moodle from 4.4 on; for an older one export with matching.")
AS_POSITIONS = N_("An order, as a matching of places and steps.")
GAP_POINTS = N_("Moodle counts one point for every gap: set the points in the quiz.")
AS_CHOICE = N_("Picking on a map, as a choice between its contacts; their table stands for the map.")
AS_ESSAY_JOURNEY = N_("Building a journey, as a free answer with the rules for the marker.")
AS_ESSAY_RUN = N_("A simulation, as a free answer: the right figures depend on the learner's seed.")
# Sizes that Moodle offers for the field of a free answer.
_FIELD_LINES = (5, 10, 15, 20, 25, 30, 35, 40)
# How people write the unit of a result; the first is the base of Moodle's conversion, the others mean the same.
_UNITS = {
    Unit.PERCENT: ("%", "Prozent", "percent"),
    Unit.EUR: ("€", "EUR", "Euro"),
    Unit.MINUTES: ("min", "Minuten", "minutes"),
    Unit.POINTS: ("Punkte", "points"),
    Unit.PERCENTAGE_POINTS: ("Prozentpunkte", "percentage points"),
}


@dataclass(frozen=True, slots=True)
class Made:
    """A question, and what it could not take along."""

    question: ET.Element
    limits: tuple[str, ...] = ()


def moodle_question(each: Drawn, head: xml.Head, shops: Shops | None, *, as_matching: bool = False) -> Made:
    """Return an exercise as a question.

    Parameters
    ----------
    each : Drawn
        Any kind but a case.
    head : Head
        What its question has in common with all others.
    shops : callable or None
        From the id of a shop to the shop; needed for exercises on one.
    as_matching : bool
        Write an order as a matching of places and steps.
    """
    match each.item:
        case Choice() as item:
            return _choice(item, each.variant, head)
        case Matching() as item:
            sides = [*((pair.left, pair.right) for pair in item.pairs), *(("", text) for text in item.extra)]
            return Made(_matching(sides, head))
        case Ordering() as item if as_matching:
            places = [(_("Place {number}").format(number=n), step) for n, step in enumerate(item.steps, 1)]
            return Made(_matching(places, head), (AS_POSITIONS,))
        case Ordering() as item:
            return Made(_ordering(item, head), (NEWER_MOODLE,))
        case Numeric() as item:
            return _numeric(item, each.variant, head)
        case Cloze() as item:
            return _cloze(item, each.variant, head)
        case Short() as item:
            return Made(_short(item, head), (NO_TYPOS,) if item.typos else ())
        case MapPick() as item:
            return _map(item, head, shops)
        case FreeText() as item:
            lines = item.lines or ask(each.variant).lines
            return _essay(head, essay.for_markers(item), lines, ())
        case Build() as item:
            return _shop_essay(head, item.scenario, essay.journey_rules(each.variant, shops), shops)
        case Run() as item:
            head = replace(head, text=head.text + essay.run_questions(item))
            return _essay(head, essay.run_answers(item), 10, (AS_ESSAY_RUN,))
    raise TypeError(each.kind)


def _choice(item: Choice, variant: Variant, head: xml.Head) -> Made:
    options = [item.options[number - 1] for number in order_shown(variant)]
    right = sum(option.right for option in options)
    wrong = len(options) - right
    loss = Fraction(0) if item.choose == "one" else Fraction(-1, max(wrong, 2))
    gains = iter(equal_weights(right))
    answers = []
    for option in options:
        share = next(gains) if option.right else weight(loss)
        answers.append((option.text, share, option.why or (_("Right.") if option.right else "")))
    exact = is_exact(Fraction(1, right)) and (is_exact(loss) or not wrong)
    return Made(_multichoice(answers, head, one=item.choose == "one"), () if exact else (NEAREST_WEIGHT,))


def _multichoice(answers: list[tuple[str, str, str]], head: xml.Head, *, one: bool) -> ET.Element:
    with xml.question("multichoice", head) as made:
        xml.value(made, "single", "true" if one else "false")
        xml.value(made, "shuffleanswers", "true")
        xml.value(made, "answernumbering", "abc")
        xml.value(made, "showstandardinstruction", "1")
        xml.combined_feedback(made)
        xml.shown_count(made)
        for content, share, why in answers:
            xml.answer(made, share, markup.block(content), markup.block(why), html=True)
    return made


def _matching(sides: list[tuple[str, str]], head: xml.Head) -> ET.Element:
    with xml.question("matching", head) as made:
        xml.value(made, "shuffleanswers", "true")
        xml.combined_feedback(made)
        xml.shown_count(made)
        for left, right in sides:
            asked = xml.text(made, "subquestion", markup.block(left))
            xml.text(asked, "answer", markup.plain(right), html=False)
    return made


def _ordering(item: Ordering, head: xml.Head) -> ET.Element:
    with xml.question("ordering", head) as made:
        # The rule that comes nearest to ours: what counts is the longest run of steps in their right order.
        for name, content in (
            ("layouttype", "VERTICAL"),
            ("selecttype", "ALL"),
            ("selectcount", str(len(item.steps))),
            ("gradingtype", "LONGEST_ORDERED_SUBSET"),
            ("showgrading", "SHOW"),
            ("numberingstyle", "none"),
        ):
            xml.value(made, name, content)
        xml.combined_feedback(made)
        xml.value(made, "shownumcorrect", "1")
        for place, step in enumerate(item.steps, 1):
            xml.answer(made, str(place), markup.block(step), html=True)
    return made


def _numeric(item: Numeric, variant: Variant, head: xml.Head) -> Made:
    limits = [NO_CARRYING] if item.follows else []
    off = decimal(tolerance(item))
    with xml.question("numerical", head) as made:
        xml.answer(made, "100", decimal(shown_result(variant), item.digits), _("Right."), tolerance=off)
        for value, share, why in wrong_results(item, variant):
            xml.answer(made, weight(share), decimal(value), markup.block(why), tolerance=off)
            if not is_exact(share):
                limits.append(NEAREST_WEIGHT)
        names = _UNITS.get(item.unit, ())
        if names:
            units = ET.SubElement(made, "units")
            for name in names:
                unit = ET.SubElement(units, "unit")
                xml.value(unit, "multiplier", "1")
                xml.value(unit, "unit_name", name)
        xml.value(made, "unitgradingtype", "0")
        xml.value(made, "unitpenalty", "0.1")
        xml.value(made, "showunits", "0" if names else "3")
        xml.value(made, "unitsleft", "0")
    return Made(made, tuple(dict.fromkeys(limits)))


def wrong_results(item: Numeric, variant: Variant) -> Iterator[tuple[Fraction, Fraction, str]]:
    """Yield what the typical wrong paths lead to, the share of the marks that each earns, and what to say."""
    for path in item.wrong_paths:
        try:
            value = result(variant, path.formula)
        except DividedByZeroError:
            continue
        yield value, Fraction(path.points) / Fraction(item.points), path.why


def decimal(value: Fraction, digits: int | None = None) -> str:
    """Write a number with a decimal point, as programs read it; without `digits` with as many as it needs, at most 8.

    Examples
    --------
    >>> decimal(Fraction(1, 8)), decimal(Fraction(2), 2), decimal(Fraction(1, 3))
    ('0.125', '2.00', '0.33333333')
    """
    shown, places = rounded(value, *((0, 8) if digits is None else (digits, digits)))
    text = f"{Decimal(shown.numerator) / Decimal(shown.denominator):.{places}f}"
    return text.rstrip("0").rstrip(".") if digits is None and "." in text else text


def _cloze(item: Cloze, variant: Variant, head: xml.Head) -> Made:
    each, rest = divmod(item.points, len(item.gaps))
    even = not rest and each == each.to_integral_value()
    worth = int(each) if even else 1
    shown = {blank.id: blank.options for blank in ask(variant).blanks}
    gaps = {
        gap.id: chosen_gap(gap, shown[gap.id], worth) if gap.options else written_gap(gap, worth)
        for gap in item.in_order
    }
    # A brace in the prompt must not look like a gap either.
    prompt = head.text.replace("{", "&#123;")
    with xml.question("cloze", replace(head, text=prompt + cloze_text(item.text, gaps))) as made:
        pass
    written = any(not gap.options for gap in item.gaps)
    limits = ((NO_TYPOS,) if written else ()) + (() if even else (GAP_POINTS,))
    return Made(made, limits)


def _short(item: Short, head: xml.Head) -> ET.Element:
    with xml.question("shortanswer", head) as made:
        xml.value(made, "usecase", "0")
        for accepted in item.accept:
            xml.answer(made, "100", _literal(accepted), _("Right."))
        for wrong in item.wrong_answers:
            for given in wrong.answers:
                xml.answer(made, "0", _literal(given), markup.block(wrong.why))
    return made


def _literal(text: str) -> str:
    """Return a short answer in which a star is a star and not any text."""
    return markup.plain(text).replace("*", "\\*")


def _map(item: MapPick, head: xml.Head, shops: Shops | None) -> Made:
    shop = shop_of(item.scenario, shops)
    channels = {channel.id: str(channel.label) for channel in shop.channels}
    # Each wrong pick takes back a hit, as with us.
    gains, loss = iter(equal_weights(len(item.right))), Fraction(-1, len(item.right))
    answers = []
    for contact in shop.contacts:
        name = escape(f"{contact.label} ({channels[contact.channel]})", quote=False)
        if contact.id in item.right:
            answers.append((name, next(gains), _("Right.")))
        elif contact.id in item.wrong:
            answers.append((name, weight(loss), item.wrong[contact.id]))
    head = replace(head, text=head.text + markup.contacts_table(shop))
    limits = (AS_CHOICE,) if is_exact(loss) else (AS_CHOICE, NEAREST_WEIGHT)
    return Made(_multichoice(answers, head, one=False), limits)


def _shop_essay(head: xml.Head, scenario: str, marking: str, shops: Shops | None) -> Made:
    table = markup.contacts_table(shop_of(scenario, shops))
    return _essay(replace(head, text=head.text + table), marking, 10, (AS_ESSAY_JOURNEY,))


def _essay(head: xml.Head, marking: str, lines: int, limits: tuple[str, ...]) -> Made:
    with xml.question("essay", head) as made:
        xml.value(made, "responseformat", "editor")
        xml.value(made, "responserequired", "1")
        xml.value(made, "responsefieldlines", str(next((n for n in _FIELD_LINES if n >= lines), _FIELD_LINES[-1])))
        xml.value(made, "attachments", "0")
        xml.value(made, "attachmentsrequired", "0")
        xml.text(made, "graderinfo", marking)
        xml.text(made, "responsetemplate", "")
    return Made(made, limits + ((NO_HINTS,) if head.hints else ()))
