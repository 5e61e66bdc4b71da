"""``journeylab coverage``: what exercises train, and what they leave out."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import Any

from journeylab.cli.html_file import html_place, write_page
from journeylab.domain.exercise.bank import KINDS
from journeylab.domain.exercise.operators import Operator
from journeylab.domain.names import expect_known
from journeylab.exam.coverage import LEVELS, Coverage
from journeylab.exam.coverage import coverage as covered
from journeylab.i18n import LANGUAGES, _, language, number
from journeylab.store.exam_facts import exam_facts
from journeylab.store.exercises import practice_bank, read_bank
from journeylab.views.coverage_picture import coverage_page, coverage_picture, kind_names, sentences


def coverage(arguments: Namespace) -> int:
    """Print what exercises train and what is missing; with ``--out`` write it as a picture or a page."""
    if arguments.language is not None:
        expect_known(arguments.language, LANGUAGES)
    bank = read_bank(arguments.sources) if arguments.sources else practice_bank()
    # Without a word on the language: of our own bank that in use, of files everything that they hold.
    wanted = arguments.language or (None if arguments.sources else language())
    found = covered(bank.only(language=wanted), exam_facts().curriculum)
    print("\n".join(lines(found)))
    if arguments.out:
        _write(found, arguments.out)
    return 0


def lines(found: Coverage) -> list[str]:
    """Return the report in lines: letters against kinds, operators, areas, gaps."""
    names = kind_names()
    head = f"{'':<8}" + "".join(f"{_short(names[kind]):>9}" for kind in KINDS)
    head += "".join(f"{'I' * level:>5}" for level in LEVELS) + f"{_('in all'):>9}{_('points'):>9}"
    told = [*sentences(found), "", head]
    for entry in found.curriculum:
        whole = found.tally(entry.id)
        row = f"{entry.place:<8}" + "".join(f"{_count(found, entry.id, kind=kind):>9}" for kind in KINDS)
        row += "".join(f"{_count(found, entry.id, afb=level):>5}" for level in LEVELS)
        told.append(row + f"{number(whole.count):>9}{number(float(whole.points)):>9}")
    told += ["", _("Operators:")]
    told += [f"  {verb.verb:<18}{number(found.tally(operator=verb).count):>5}" for verb in Operator]
    told += ["", _("Parts of the exam:")]
    areas = [area for area in dict.fromkeys(each.area for each in found.counted) if area is not None]
    told += [f"  {area.value:<6}{number(found.tally(area=area).count):>5}  {area.label}" for area in areas]
    gaps = found.gaps()
    told += ["", _("Missing:") if gaps else _("Nothing is missing.")]
    return told + [f"  - {text}" for text in dict.fromkeys(map(str, gaps))]


def _short(name: str) -> str:
    return name if len(name) <= 8 else name[:7] + "."


def _count(found: Coverage, letter: str, **only: Any) -> str:
    count = found.tally(letter, **only).count
    return number(count) if count else "-"


def _write(found: Coverage, out: Path) -> None:
    if out.suffix.lower() in (".html", ".htm"):
        write_page(coverage_page(found), html_place(out, ""))
    else:
        place = coverage_picture(found).save(out)
        print(_("The file was written: {file}").format(file=place.absolute()))
