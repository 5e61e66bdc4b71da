"""A question as plain text: for notebooks without a kernel, for terminals, for screen readers."""

from __future__ import annotations

from journeylab.domain.exercise.arranging import GAP
from journeylab.domain.exercise.material import Material
from journeylab.domain.exercise.question import Question
from journeylab.i18n import _
from journeylab.views.question_markup import points_text


def question_text(question: Question) -> str:
    """Return prompt, verb, points, and what there is to choose from, in lines."""
    head = f"{question.operator.label} · {points_text(question.points)}"
    return "\n".join([question.prompt.strip(), f"[{head}]", *choices_text(question)])


def case_text(question: Question) -> str:
    """Return the situation of a case and its documents."""
    return "\n\n".join([question.case.strip(), *map(material_text, question.materials)])


def material_text(material: Material) -> str:
    """Return one document of a case."""
    lines = [material.title]
    for name, value in ((_("From"), material.sender), (_("To"), material.recipient), (_("Subject"), material.subject)):
        lines += [f"{name}: {value}"] if value else []
    lines += [" | ".join(row) for row in (material.columns, *material.rows) if row]
    if material.scenario is not None:
        lines.append(_("Map of the shop '{shop}'").format(shop=material.scenario))
    return "\n".join([*lines, material.text.strip()]).rstrip()


def choices_text(question: Question) -> list[str]:
    """Return what there is to choose from or to fill in, in lines."""
    match question.kind:
        case "choice":
            box = "( )" if question.choose == "one" else "[ ]"
            return [f"{box} {place}. {option}" for place, option in enumerate(question.options, 1)]
        case "matching":
            rights = [f"  {place}. {right}" for place, right in enumerate(question.choices, 1)]
            return [*(f"{left} → ?" for left in question.lefts), _("To choose from:"), *rights]
        case "ordering":
            return [f"{place}. {step}" for place, step in enumerate(question.steps, 1)]
        case "cloze":
            return _cloze(question)
        case "simulation":
            asked = [*question.asked, *([question.judged] if question.judged else [])]
            return [f"- {each.asks} ({points_text(each.points)})" for each in asked]
    return []


def _cloze(question: Question) -> list[str]:
    numbers = {blank.id: place for place, blank in enumerate(question.blanks, 1)}
    text = GAP.sub(lambda found: f"__({numbers[found[1]]})__", question.text)
    given = [
        f"({place}) {' / '.join(blank.options)}" for place, blank in enumerate(question.blanks, 1) if blank.options
    ]
    return [text, *given]
