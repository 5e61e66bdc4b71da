"""What the bank calls a full answer shows every row of its own rubric."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from journeylab.domain.exercise.writing import FreeText
from journeylab.exam.evidence import find_evidence
from journeylab.exam.found import State
from journeylab.exam.variants import draw
from journeylab.i18n import speaking
from journeylab.store.exercises import practice_bank

# "exercise part row" that a person has to look at in the model answer too, each with the reason why.
DOUBTFUL: dict[str, str] = {}


def rows_not_found(language: str) -> Iterator[tuple[str, State]]:
    """Yield each row that the search does not find for certain in the model answer, and what it says of it."""
    with speaking(language):
        for entry in practice_bank().entries:
            if entry.language != language:
                continue
            for leaf in draw(entry.item, 0).leaves:
                if isinstance(leaf.item, FreeText):
                    item = leaf.item
                    found = find_evidence(item.model_answer, item.rubric, item.operator, language)
                    for row in found.rows:
                        if row.state is not State.FOUND:
                            yield f"{entry.id} {item.id} {row.row.id}", row.state


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_model_answer_shows_every_row_of_its_rubric(language: str) -> None:
    """A rubric whose words miss the answer of those who wrote it would miss every good answer of learners as well."""
    missed = {place: state for place, state in rows_not_found(language) if place not in DOUBTFUL}
    assert missed == {}
