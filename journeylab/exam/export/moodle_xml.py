"""The parts that a question in Moodle's XML is made of, in the order in which Moodle writes them itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from xml.etree import ElementTree as ET

from journeylab.exam.export.markup import clean
from journeylab.exam.grade import State

# What a wrong try costs where a quiz allows several.
_PENALTY = "0.3333333"
# Moodle cuts a longer name in the middle of a letter.
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Head:
    """What every question has.

    Attributes
    ----------
    id : str
        Its idnumber: an import finds the question again by it.
    name : str
    text : str
        The question, in HTML.
    points : Decimal
    feedback : str
        Shown to everybody afterwards, in HTML.
    hints : tuple of str
        In HTML.
    tags : tuple of str
    """

    id: str
    name: str
    text: str
    points: Decimal
    feedback: str = ""
    hints: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


@contextmanager
def question(kind: str, head: Head) -> Iterator[ET.Element]:
    """Begin a question and, when what belongs to its kind was added, end it with hints and tags.

    Notes
    -----
    Moodle itself writes no default grade for a gap text: its gaps have the
    points.  Descriptions and essays show no hints.
    """
    made = ET.Element("question", type=kind)
    text(made, "name", head.name[:_LONGEST_NAME], html=False)
    text(made, "questiontext", head.text)
    text(made, "generalfeedback", head.feedback)
    if kind != "cloze":
        value(made, "defaultgrade", format(head.points, "f"))
    value(made, "penalty", "0" if kind in ("essay", "description") else _PENALTY)
    value(made, "hidden", "0")
    value(made, "idnumber", head.id)
    yield made
    if kind not in ("essay", "description"):
        for hint in head.hints:
            text(made, "hint", hint)
    if head.tags:
        tags = ET.SubElement(made, "tags")
        for tag in head.tags:
            text(tags, "tag", tag, html=False)


def text(parent: ET.Element, name: str, content: str, *, html: bool = True) -> ET.Element:
    """Add a text; `ElementTree` escapes what XML needs escaped."""
    made = ET.SubElement(parent, name, {"format": "html"} if html else {})
    ET.SubElement(made, "text").text = clean(content)
    return made


def value(parent: ET.Element, name: str, content: str) -> None:
    """Add a setting."""
    ET.SubElement(parent, name).text = content


def answer(
    parent: ET.Element, weight: str, content: str, feedback: str = "", *, html: bool = False, tolerance: str = ""
) -> None:
    """Add an answer with its share of the marks and what is said to it."""
    attributes = {"fraction": weight} | ({"format": "html"} if html else {})
    made = ET.SubElement(parent, "answer", attributes)
    ET.SubElement(made, "text").text = clean(content)
    if tolerance:
        value(made, "tolerance", tolerance)
    text(made, "feedback", feedback)


def combined_feedback(parent: ET.Element) -> None:
    """Add what is said to right, partly right and wrong answers as a whole."""
    said = {"correctfeedback": State.RIGHT, "partiallycorrectfeedback": State.PARTLY, "incorrectfeedback": State.WRONG}
    for name, state in said.items():
        label = state.label
        text(parent, name, f"<p>{label[0].upper()}{label[1:]}.</p>")


def shown_count(parent: ET.Element) -> None:
    """Let Moodle say how many parts of an answer are right."""
    ET.SubElement(parent, "shownumcorrect")


def category(path: tuple[str, ...], info: str = "") -> ET.Element:
    """Return the mark that the following questions lie in a category; a slash in a name is doubled."""
    made = ET.Element("question", type="category")
    names = (name.strip().replace("/", "//") for name in path)
    text(made, "category", "/".join(("$course$", "top", *names)), html=False)
    text(made, "info", info)
    value(made, "idnumber", "")
    return made


def document(questions: list[ET.Element]) -> bytes:
    """Return a whole file."""
    quiz = ET.Element("quiz")
    quiz.append(ET.Comment(" journeylab, CC BY 4.0 "))
    quiz.extend(questions)
    ET.indent(quiz)
    written = '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(quiz, encoding="unicode") + "\n"
    return written.encode("utf-8")
