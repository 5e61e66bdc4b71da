"""Lessons name the words that they use, as the glossary has them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from journeylab.i18n import speaking
from journeylab.store.glossary import glossary
from journeylab.store.lesson_material import read_lesson

LESSONS = sorted((Path(__file__).parents[1] / "notebooks").glob("**/*.ipynb"))


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: f"{path.parent.name}-{path.stem[:2]}")
def test_every_lesson_leads_to_the_glossary(path: Path) -> None:
    """The last cell lists words of the lesson, and the glossary finds each of them."""
    lesson = read_lesson(path)
    last = lesson.cells[-1].source
    listed = re.search(r"\*\*(?:Wörter dieser Lektion|Words of this lesson):\*\* (.+)\.\n", last)
    assert listed is not None
    looked_up = re.findall(r'glossary\(\)\.find\("(.+?)"\)', last)
    with speaking(lesson.language):
        for word in (*listed[1].split(" · "), *looked_up):
            assert glossary().find(word)
