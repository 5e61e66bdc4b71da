"""What can be typed after ``journeylab``, and what it means."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NoReturn

from journeylab import __version__
from journeylab.errors import UsageError
from journeylab.i18n import _

COMMANDS = (
    "start",
    "doctor",
    "new",
    "check",
    "simulate",
    "experiment",
    "analyse",
    "slides",
    "handout",
    "plan",
    "pictures",
    "exercise",
    "coverage",
    "paper",
    "marks",
    "grade",
    "exam",
    "export",
    "cheat-sheet",
)
_ABOUT_THE_PROGRAM = ("-h", "--help", "--version")


def split_language(words: Sequence[str]) -> tuple[str | None, list[str]]:
    """Return the language asked for, wherever ``--lang`` stands, and the other words.

    Help and errors need it before the other words are read.
    """
    first = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    first.add_argument("--lang", nargs="?", const="")
    found, rest = first.parse_known_args(words)
    return found.lang, rest


def parse(words: Sequence[str]) -> argparse.Namespace:
    """Return the command and its options; without a command it is ``start``.

    Raises
    ------
    UsageError
        If the words do not fit.
    SystemExit
        After ``--help`` and ``--version``.
    """
    if not words or (words[0].startswith("-") and words[0] not in _ABOUT_THE_PROGRAM):
        words = ["start", *words]
    return build().parse_args(words)


class _Help(argparse.RawDescriptionHelpFormatter):
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, _("Usage: ") if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """A parser that speaks the learner's language."""

    def __init__(self, **options: Any) -> None:
        super().__init__(add_help=False, allow_abbrev=False, formatter_class=_Help, **options)
        self.arguments = self.add_argument_group(_("Arguments"))
        self.choices = self.add_argument_group(_("Options"))
        self.choices.add_argument("-h", "--help", action="help", help=_("show this help"))
        language = _("language of texts and numbers (default: de)")
        self.choices.add_argument("--lang", metavar="de|en", help=language)

    def error(self, message: str) -> NoReturn:
        """Raise what argparse says in English in words that help."""
        sayings = (
            (r"argument .+?: invalid choice: '(?P<word>.*?)' \(choose from (?P<known>.*)\)", _unknown_command),
            (r"argument (?P<name>.+?): expected .*argument", _("{name} needs a value.").format),
            (r"argument (?P<name>.+?): ignored explicit argument", _("{name} takes no value.").format),
            (r"the following arguments are required: (?P<name>.+)", _("Missing: {name}.").format),
            (r"unrecognized arguments: (?P<words>.+)", _("Not known here: {words}.").format),
            (r"argument (?P<rest>.+)", "{rest}".format),
        )
        for pattern, said in sayings:
            found = re.match(pattern, message, re.DOTALL)
            if found:
                message = said(**found.groupdict())
                break
        raise UsageError(message, _("Help: {command}").format(command=f"{self.prog} --help"))


def _unknown_command(word: str, known: str) -> str:
    names = re.findall(r"[\w-]+", known)
    near = get_close_matches(word, names, n=1)
    hint = _("Did you mean '{near}'?").format(near=near[0]) if near else ""
    hint = hint or _("There are: {names}.").format(names=", ".join(names))
    return _("There is no command '{word}'.").format(word=word) + " " + hint


def whole(text: str) -> int:
    """Return a whole number that somebody typed."""
    if text.isdecimal():
        return int(text)
    raise argparse.ArgumentTypeError(_("'{text}' is no whole number; write for example 10000").format(text=text))


def _picture_format(text: str) -> str:
    if (ending := text.lower().lstrip(".")) in ("svg", "png", "pdf"):
        return ending
    raise argparse.ArgumentTypeError(_("'{text}' is none of svg, png, pdf").format(text=text))


def build() -> Parser:
    """Return the parser, with its texts in the language in use."""
    parser = Parser(
        prog="journeylab",
        usage=_("journeylab [COMMAND] [OPTIONS]"),
        description=_("Try out customer touchpoints and customer journeys: map, simulate, measure."),
        epilog=_examples("", 'start "Kurs 2026"', "simulate fahrrad", "analyse export.csv")
        + "\n\n"
        + _("Help for a command: journeylab COMMAND --help. Without a command: start."),
    )
    version = f"journeylab {__version__}"
    parser.choices.add_argument("--version", action="version", version=version, help=_("show the version"))
    commands = parser.add_subparsers(dest="command", title=_("Commands"), metavar=_("COMMAND"), parser_class=Parser)
    _add_start(commands)
    _add_doctor(commands)
    _add_new(commands)
    _add_check(commands)
    _add_simulate(commands)
    _add_experiment(commands)
    _add_analyse(commands)
    _add_material(commands)
    # Here, because that file builds on this one.
    from journeylab.cli.parser_exam import add_exam_commands

    add_exam_commands(commands)
    return parser


def _examples(*lines: str) -> str:
    return _("Examples:") + "".join(f"\n  journeylab {line}".rstrip() for line in lines)


def add_command(commands: Any, name: str, summary: str, *examples: str) -> Parser:
    """Add a command with its help; the examples stand below it."""
    description = summary[0].upper() + summary[1:] + "."
    parser: Parser = commands.add_parser(
        name,
        prog=f"journeylab {examples[0].partition(name)[0]}{name}",
        help=summary,
        description=description,
        epilog=_examples(*examples),
    )
    return parser


def _add_start(commands: Any) -> None:
    summary = _("lay the lessons into a folder and open them in JupyterLab")
    examples = ("start", 'start "Kurs Müller 2026"', "start --port 9000 --no-browser", "start --fresh 03")
    parser = add_command(commands, "start", summary, *examples)
    folder = _("where to work (default: the folder journeylab); what you changed there is never overwritten")
    parser.arguments.add_argument("folder", metavar=_("FOLDER"), nargs="?", type=Path, help=folder)
    add = parser.choices.add_argument
    add("--no-browser", action="store_true", help=_("open no browser, only print the address"))
    add("--port", type=whole, metavar="N", help=_("port of JupyterLab (default: the first free one from 8888 on)"))
    add("--fresh", metavar=_("LESSON"), help=_("lay a clean copy of a lesson beside yours; its number is enough"))


def _add_doctor(commands: Any) -> None:
    summary = _("check whether everything is there, and say what to do if not")
    parser = add_command(commands, "doctor", summary, "doctor", 'doctor "Kurs 2026" --port 9000')
    folder = _("the folder to work in, as with start")
    parser.arguments.add_argument("folder", metavar=_("FOLDER"), nargs="?", type=Path, help=folder)
    parser.choices.add_argument("--port", type=whole, metavar="N", help=_("the port that JupyterLab shall use"))


def _add_new(commands: Any) -> None:
    summary = _("write a commented map or scenario to begin with")
    parser = add_command(commands, "new", summary, "new map laden", 'new scenario "Café Müller" --lang en')
    parser.arguments.add_argument("kind", metavar="map|scenario", help=_("a map, or a map on which customers walk"))
    name = _("name of the file in this folder; a file that exists is never overwritten")
    parser.arguments.add_argument("name", metavar=_("NAME"), help=name)


def _add_check(commands: Any) -> None:
    summary = _("look for mistakes in maps and scenarios (YAML)")
    parser = add_command(commands, "check", summary, "check karte.yaml", 'check "*.yaml"')
    files = _("one or several files; * stands for any text")
    parser.arguments.add_argument("files", metavar=_("FILE"), nargs="+", help=files)


def _add_simulate(commands: Any) -> None:
    summary = _("let customers walk through a scenario and show the KPIs")
    examples = (
        "simulate fahrrad",
        "simulate fahrrad --lever gastkauf --lever tracking_mail",
        "simulate laden.yaml --customers 50000 --seed 11 --out log.csv",
    )
    parser = add_command(commands, "simulate", summary, *examples)
    _add_customers(parser, 10_000, _("how many customers (default: 10000)"))
    add = parser.choices.add_argument
    lever = _("pull a lever of the scenario; may be given several times")
    add("--lever", action="append", default=[], metavar="ID", help=lever)
    add("--out", type=Path, metavar=_("FILE"), help=_("write the log: .csv, .csv.gz, .parquet or .xlsx"))


def _add_experiment(commands: Any) -> None:
    summary = _("compare a scenario with and without its levers, under the same customers")
    examples = ("experiment fahrrad gastkauf", "experiment laden.yaml gastkauf tracking_mail --customers 20000")
    parser = add_command(commands, "experiment", summary, *examples)
    _add_customers(parser, 5_000, _("how many customers (default: 5000)"))
    parser.arguments.add_argument("levers", metavar=_("LEVER"), nargs="+", help=_("id of a lever of the scenario"))


def _add_customers(parser: Parser, default: int, customers: str) -> None:
    """Add the scenario and who walks through it."""
    scenario = _("id of a shipped scenario, or a YAML file of your own")
    parser.arguments.add_argument("scenario", metavar=_("SCENARIO"), help=scenario)
    add = parser.choices.add_argument
    add("--customers", type=whole, default=default, metavar="N", help=customers)
    add("--seed", type=whole, default=7, metavar="N", help=_("same seed, same customers (default: 7)"))


def _add_analyse(commands: Any) -> None:
    summary = _("read a log of journeys and write a report")
    examples = (
        "analyse export.csv",
        "analyse export.csv --customer Kunde --time Zeit --touchpoint Kanal --conversion Kauf",
        "analyse log.csv --map fahrrad --out bericht.html --lang de",
    )
    parser = add_command(commands, "analyse", summary, *examples)
    log = _("CSV, Excel, Parquet or XES; a row a contact")
    parser.arguments.add_argument("log", metavar="LOG", type=Path, help=log)
    add = parser.choices.add_argument
    out = _("where the report goes (default: name of the log + -report.html)")
    add("--out", type=Path, metavar=_("FILE"), help=out)
    add("--map", metavar=_("MAP"), help=_("map or scenario that the log belongs to: a YAML file or an id"))
    column = _("COLUMN")
    add("--customer", metavar=column, help=_("column of the customer id"))
    add("--time", metavar=column, help=_("column of the time"))
    add("--touchpoint", metavar=column, help=_("column of the touchpoint or channel"))
    add("--conversion", metavar=column, help=_("column that says yes or no, or the touchpoint of the purchase"))
    add("--value", metavar=column, help=_("column of the order value"))
    add("--sep", metavar=_("CHARACTER"), help=_("separator of a text file, for example ; or tab"))
    add("--sheet", metavar=_("NAME"), help=_("sheet of a workbook"))
    add("--pseudonymise", action="store_true", help=_("replace customer ids by pseudonyms"))


def _add_material(commands: Any) -> None:
    """Add what trainers take from a lesson."""
    lesson = _("number or name of a lesson, or the path of any notebook")
    summaries = {
        "slides": _("write the slides of a lesson (HTML, to project and to print)"),
        "handout": _("write the handout of a lesson, or its solution sheet (HTML, to print)"),
        "plan": _("write the teaching plan of a lesson (HTML, one page)"),
    }
    for name, summary in summaries.items():
        parser = add_command(commands, name, summary, f"{name} 03", f"{name} 03 --lang en --out {name}.html")
        # One module has them all: they differ in the page they make.
        parser.set_defaults(module="material")
        parser.arguments.add_argument("lesson", metavar=_("LESSON"), help=lesson)
        parser.choices.add_argument(
            "--out", type=Path, metavar=_("FILE"), help=_("where it goes (default: this folder)")
        )
        if name == "handout":
            parser.choices.add_argument("--solutions", action="store_true", help=_("with the expected answers"))
    summary = _("write the pictures of a scenario or a lesson as files, for slides of your own")
    parser = add_command(commands, "pictures", summary, "pictures fahrrad", "pictures 03 --format png --out bilder")
    source = _("id of a shipped scenario, a YAML file, or a lesson as with slides")
    parser.arguments.add_argument("source", metavar=_("SCENARIO|LESSON"), help=source)
    add = parser.choices.add_argument
    add("--out", type=Path, metavar=_("FOLDER"), help=_("folder for the pictures (default: one in this folder)"))
    add("--format", type=_picture_format, default="svg", metavar="svg|png|pdf", help=_("kind of file (default: svg)"))
