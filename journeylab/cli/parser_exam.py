"""What can be typed around exercises and exams."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from journeylab.cli.parser import Parser, add_command, whole
from journeylab.i18n import _


def add_exam_commands(commands: Any) -> None:
    """Add everything that makes, checks, prints and exports exercises."""
    _add_exercise(commands)
    _add_coverage(commands)
    _add_paper(commands)
    _add_marks(commands)
    _add_exam(commands)
    _add_export(commands)
    _add_cheat_sheet(commands)


def _add_exercise(commands: Any) -> None:
    summary = _("begin exercises of your own, read one, or get the schema for an editor")
    parser = add_command(
        commands,
        "exercise",
        summary,
        "exercise new numeric rabatt",
        "exercise show kz-cr-01",
        "exercise schema --out aufgaben.schema.json",
    )
    actions = _actions(parser)
    new = add_command(actions, "new", _("write a commented template"), "exercise new free_text meine-aufgabe")
    new.arguments.add_argument("kind", metavar=_("KIND"), help=_("kind of exercise, for example numeric or free_text"))
    name = _("name of the file in this folder; a file that exists is never overwritten")
    new.arguments.add_argument("name", metavar=_("NAME"), nargs="?", help=name)
    show = add_command(actions, "show", _("print an exercise with its solution"), "exercise show fall-kk-01 --seed 3")
    show.arguments.add_argument("id", metavar="ID", help=_("id of an exercise"))
    show.arguments.add_argument("sources", metavar=_("SOURCE"), nargs="*", help=_sources())
    show.choices.add_argument("--seed", type=whole, default=0, metavar="N", help=_("draws the numbers (default: 0)"))
    schema = add_command(actions, "schema", _("write the JSON schema of exercise files"), "exercise schema")
    _add_out(schema)


def _add_coverage(commands: Any) -> None:
    summary = _("show what exercises train: training plan, operators, levels, kinds, and what is missing")
    parser = add_command(commands, "coverage", summary, "coverage", "coverage aufgaben --out abdeckung.html")
    parser.arguments.add_argument("sources", metavar=_("SOURCE"), nargs="*", type=Path, help=_sources())
    _add_language(parser)
    _add_out(parser, _("picture (.svg, .png, .pdf) or page (.html)"))


def _add_paper(commands: Any) -> None:
    summary = _("write a paper and its marking sheet from a blueprint (HTML, to print, or PDF)")
    examples = ("paper klassenarbeit", "paper meine.yaml --variant all --pdf --out klausur", "paper kurztest --seed 4")
    parser = add_command(commands, "paper", summary, *examples)
    blueprint = _("name of a shipped blueprint, or a YAML file")
    parser.arguments.add_argument("blueprint", metavar=_("BLUEPRINT"), help=blueprint)
    add = parser.choices.add_argument
    add("--variant", default="A", metavar="A|B|C|all", help=_("same tasks, other numbers and order (default: A)"))
    add("--seed", type=whole, metavar="N", help=_("another seed, another paper (default: that of the blueprint)"))
    add("--pdf", action="store_true", help=_("write PDF instead of HTML"))
    add(
        "--solutions",
        choices=("both", "without", "only"),
        default="both",
        metavar="both|without|only",
        help=_("paper and marking sheet, only the paper, or only the marking sheet (default: both)"),
    )
    add("--exercises", action="append", default=[], type=Path, metavar=_("SOURCE"), help=_own_bank())
    add("--out", type=Path, metavar=_("FOLDER"), help=_("folder for the files (default: this folder)"))


def _add_marks(commands: Any) -> None:
    summary = _("say which mark points earn by the 100-point key")
    parser = add_command(commands, "marks", summary, "marks 66.5", "marks 31 --of 45")
    parser.arguments.add_argument("points", metavar=_("POINTS"), help=_("points that were reached"))
    parser.choices.add_argument("--of", default="100", metavar="N", help=_("points in all (default: 100)"))
    summary = _("say whether the exam is passed, and what an oral supplementary exam can change")
    examples = (
        "grade --part1 62 --gp 48 --kk 61 --wiso 50 --fg 70",
        "grade --part1 55 --gp 47 --kk 44 --wiso 62 --fg 58",
    )
    parser = add_command(commands, "grade", summary, *examples)
    parser.set_defaults(module="marks")
    for name, area in (
        ("part1", _("part 1 of the exam")),
        ("gp", _("business processes")),
        ("kk", _("customer communication")),
        ("wiso", _("economics and social studies")),
        ("fg", _("expert discussion")),
    ):
        parser.choices.add_argument(f"--{name}", required=True, metavar="N", help=area)


def _add_exam(commands: Any) -> None:
    summary = _("hand an exam out to a class, collect the answers, write the results")
    parser = add_command(
        commands,
        "exam",
        summary,
        "exam release klassenarbeit --bank meine_aufgaben --out klausur",
        "exam collect klausur --codes codes.csv",
        "exam results klausur",
    )
    actions = _actions(parser)
    release = add_command(
        actions,
        "release",
        _("write a folder without any solution, and the trainer's file beside it"),
        "exam release klassenarbeit --bank meine_aufgaben",
    )
    what = _("a blueprint (name or file), or the ids of exercises")
    release.arguments.add_argument("what", metavar=_("BLUEPRINT|ID"), nargs="+", help=what)
    add = release.choices.add_argument
    add("--bank", action="append", default=[], type=Path, metavar=_("SOURCE"), help=_own_bank())
    add("--out", type=Path, metavar=_("FOLDER"), help=_("folder for the learners; it must be new or empty"))
    add("--key", type=Path, metavar=_("FILE"), help=_("where the trainer's file goes (default: beside the folder)"))
    add("--variant", default="A", metavar="A|B|C", help=_("variant of the paper (default: A)"))
    add("--seed", type=whole, metavar="N", help=_("another seed, another paper (default: that of the blueprint)"))
    add("--title", metavar=_("TEXT"), help=_("title that learners read"))
    add("--minutes", type=float, metavar="N", help=_("time to work"))
    collect = add_command(
        actions,
        "collect",
        _("read what was handed in, mark what a rule can mark, set aside what does not count"),
        "exam collect klausur --code kluger-fuchs-7=7K3M-Q9PX-2BVA-HC84",
    )
    collect.arguments.add_argument("folder", metavar=_("FOLDER"), type=Path, help=_("folder with the submissions"))
    add = collect.choices.add_argument
    add("--key", type=Path, metavar=_("FILE"), help=_("the trainer's file of this exam"))
    add("--codes", type=Path, metavar=_("FILE"), help=_("CSV of pseudonym and receipt code, as noted"))
    code = _("a pseudonym with its receipt code; may be given several times")
    add("--code", action="append", default=[], metavar=_("NAME") + "=" + _("CODE"), help=code)
    add("--out", type=Path, metavar=_("FOLDER"), help=_("where the results go (default: a folder beside it)"))
    results = add_command(
        actions, "results", _("write points, marks and item analysis as CSV, Excel and HTML"), "exam results klausur"
    )
    where = _("folder with the collected results, or the file itself")
    results.arguments.add_argument("folder", metavar=_("FOLDER"), type=Path, help=where)
    results.choices.add_argument("--out", type=Path, metavar=_("FOLDER"), help=_("where it goes (default: beside it)"))
    results.choices.add_argument("--no-xlsx", action="store_true", help=_("write no Excel file"))


def _add_export(commands: Any) -> None:
    summary = _("write exercises for Moodle, Anki and other programs, or as cards to print")
    examples = ("export moodle --topic kennzahlen", "export anki meine.yaml --out karten.apkg", "export cards tp-c-01")
    parser = add_command(commands, "export", summary, *examples)
    formats = "moodle|gift|anki|csv|xlsx|cards"
    parser.arguments.add_argument("format", metavar=formats, help=_("for which program"))
    sources = _("files, folders or ids of exercises (default: the practice bank)")
    parser.arguments.add_argument("sources", metavar=_("SOURCE"), nargs="*", help=sources)
    add = parser.choices.add_argument
    add("--topic", metavar=_("TOPIC"), help=_("only this topic"))
    add("--kind", metavar=_("KIND"), help=_("only this kind of exercise"))
    _add_language(parser)
    add("--seed", type=whole, default=0, metavar="N", help=_("draws the numbers (default: 0)"))
    variants = _("so many variants of an exercise with numbers that vary (default: 5)")
    add("--variants", type=whole, default=5, metavar="N", help=variants)
    add("--without-solutions", action="store_true", help=_("leave the solutions out (csv, xlsx, cards)"))
    old = _("for a Moodle before 4.4, which cannot put things in order")
    add("--ordering-as-matching", action="store_true", help=old)
    _add_out(parser)


def _add_cheat_sheet(commands: Any) -> None:
    summary = _("write formulas, models, law and operators on a few pages (HTML, to print)")
    parser = add_command(commands, "cheat-sheet", summary, "cheat-sheet", "cheat-sheet --lang en --out sheet.html")
    _add_out(parser)


def _actions(parser: Parser) -> Any:
    """Return where the actions of a command are added; one of them has to be named."""
    return parser.add_subparsers(
        dest="action", title=_("Actions"), metavar=_("ACTION"), parser_class=Parser, required=True
    )


def _own_bank() -> str:
    return _("file or folder with exercises of your own (default: the practice bank)")


def _sources() -> str:
    return _("files or folders with exercises (default: the practice bank)")


def _add_language(parser: Parser) -> None:
    parser.choices.add_argument("--language", metavar="de|en", help=_("only exercises in this language"))


def _add_out(parser: Parser, what: str = "") -> None:
    where = what or _("where it goes (default: this folder)")
    parser.choices.add_argument("--out", type=Path, metavar=_("FILE"), help=where)
