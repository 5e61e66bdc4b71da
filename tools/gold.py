"""Measure the search for evidence in free text against answers that people marked, and write down how it did.

    python -m tools.gold            # print the agreement, write docs/free_text.md and docs/free_text.de.md
    python -m tools.gold --rows     # print it for every row of the questions that may be looked at, too

Questions that are held out appear in sums alone: whoever improves the search must not see how it fails on them.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

from journeylab.domain.exercise.gold import GoldSet
from journeylab.exam.gold import Agreement, Comparison, agreement, compare
from journeylab.exam.lemmas import words_for
from journeylab.i18n import language, number, percent, set_language
from journeylab.store.gold import gold_set
from tools.gold_words import PAGE, WORDS

ROOT = Path(__file__).parents[1]
PAGES = {"en": ROOT / "docs" / "free_text.md", "de": ROOT / "docs" / "free_text.de.md"}

# A row that takes several mentions is a list of names; a row that takes one is mostly a thought.
_KINDS: dict[str, Callable[[Comparison], bool]] = {
    "all": lambda each: True,
    "one": lambda each: each.row.max == 1,
    "several": lambda each: each.row.max > 1,
}


@cache
def marked() -> GoldSet:
    """Return the set, read once: it is long."""
    return gold_set()


@cache
def compared(*, held_out: bool, plain: bool) -> tuple[Comparison, ...]:
    """Return every row of every answer of a part of the set, with what was found."""
    return tuple(compare(marked().part(held_out=held_out), plain=plain))


def page(lang: str) -> str:
    """Return the page on free text in a language, with the figures of today."""
    before = language()
    set_language(lang)
    try:
        return _page()
    finally:
        set_language(before)


def _page() -> str:
    words, gold = WORDS[language()], marked()
    known, hidden = gold.part(held_out=False), gold.part(held_out=True)
    looked_at, held_out = (agreement(compared(held_out=part, plain=False)) for part in (False, True))
    values = {
        "questions": number(len(gold.questions)),
        "answers": number(sum(len(each.answers) for each in gold.questions)),
        "known": number(len(known)),
        "held_out": number(len(hidden)),
        "marked_by": str(gold.marked_by),
        "missed_of": _of(held_out.missed, held_out.earned),
        "wrong_of": _of(held_out.found_unearned, held_out.found_earned + held_out.found_unearned),
        "limits": words_for(language()).limits,
        "plain_limits": words_for(language(), plain=True).limits,
        "table_known": _table(held_out=False),
        "table_held_out": _table(held_out=True),
        "table_questions": _by_question(),
        "precision_known": _share(looked_at.precision),
        "precision_held_out": _share(held_out.precision),
        "recall_known": _share(looked_at.recall),
        "recall_held_out": _share(held_out.recall),
        "recall_plain": _share(agreement(compared(held_out=True, plain=True)).recall),
    }
    return PAGE[language()].format(**values, **words)


def _table(*, held_out: bool) -> str:
    words = WORDS[language()]
    names = ("rows", "found", "unsure", "missed", "absent", "precision", "recall", "recall_with_unsure", "same_count")
    lines = [
        _line([words["search"], words["kind"], *(words[name] for name in names)]),
        "|---|---|" + "---:|" * len(names),
    ]
    for plain in (False, True):
        part = compared(held_out=held_out, plain=plain)
        for kind, belongs in _KINDS.items():
            figures = _figures(agreement(filter(belongs, part)))
            lines.append(_line([words["plain" if plain else "dictionary"], words[kind], *figures]))
    return "\n".join(lines)


def _figures(found: Agreement) -> list[str]:
    return [
        number(found.rows),
        f"{number(found.found_earned)} + {number(found.found_unearned)}",
        f"{number(found.unsure_earned)} + {number(found.unsure_unearned)}",
        number(found.missed),
        number(found.absent),
        _share(found.precision),
        _share(found.recall),
        _share(found.recall_with_unsure),
        _share(found.same_count / found.rows),
    ]


def _by_question() -> str:
    words, part = WORDS[language()], compared(held_out=False, plain=False)
    names = ("rows", "found", "unsure", "missed", "absent", "precision", "recall")
    lines = [_line([words["question"], words["operator"], *(words[name] for name in names)]), "|---|---|" + "---:|" * 7]
    for question in marked().part(held_out=False):
        figures = _figures(agreement(each for each in part if each.question.id == question.id))
        lines.append(_line([f"`{question.id}`", question.operator.value, *figures[:7]]))
    return "\n".join(lines)


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _share(share: float | None) -> str:
    return "–" if share is None else percent(share)


def _of(part: int, whole: int) -> str:
    return WORDS[language()]["of"].format(part=number(part), whole=number(whole), share=_share(part / whole))


def _by_row() -> str:
    words, part = WORDS[language()], compared(held_out=False, plain=False)
    names = ("rows", "found", "unsure", "missed", "absent", "precision", "recall")
    lines = [_line([words["row"], *(words[name] for name in names)])]
    for question in marked().part(held_out=False):
        for row in question.rubric:
            own = (each for each in part if (each.question.id, each.row.id) == (question.id, row.id))
            lines.append(_line([f"{question.id}.{row.id}", *_figures(agreement(own))[:7]]))
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> int:
    """Print the agreement and write both pages."""
    parser = argparse.ArgumentParser(prog="python -m tools.gold", description=__doc__)
    parser.add_argument("--rows", action="store_true", help="print every row of the questions that may be looked at")
    chosen = parser.parse_args(arguments)
    set_language("en")
    for held_out in (False, True):
        print(
            WORDS["en"]["part_held_out" if held_out else "part_known"],
            _table(held_out=held_out),
            sep="\n\n",
            end="\n\n",
        )
    if chosen.rows:
        print(_by_row(), end="\n\n")
    for lang, path in PAGES.items():
        path.write_text(page(lang), encoding="utf-8", newline="\n")
        print(path.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
