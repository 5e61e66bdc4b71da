"""What can be typed after ``journeylab``, and what it means."""

from __future__ import annotations

import argparse
import re
from argparse import ArgumentTypeError, Namespace
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NoReturn

from journeylab import __version__
from journeylab.cli.console import say
from journeylab.errors import UsageError
from journeylab.i18n import _

COMMANDS = ("start", "doctor", "check", "simulate", "analyse")
_ABOUT_THE_PROGRAM = ("-h", "--help", "--version")


def chosen_language(words: Sequence[str]) -> str | None:
    """Return the language asked for, wherever ``--lang`` stands: help and errors need it before parsing."""
    chosen = None
    for place, word in enumerate(words):
        if word == "--":
            break
        if word.startswith("--lang="):
            chosen = word.removeprefix("--lang=")
        elif word == "--lang" and place + 1 < len(words):
            chosen = words[place + 1]
    return chosen


def parse(words: Sequence[str]) -> Namespace:
    """Return the command and its options.

    Raises
    ------
    UsageError
        If the words do not fit.
    SystemExit
        After ``--help`` and ``--version``.
    """
    arguments, strange = build().parse_known_args(_with_command(words))
    if strange:
        problem = _("Not known here: {words}.").format(words=" ".join(strange))
        raise UsageError(problem, _see_help(f"journeylab {arguments.command}"))
    return arguments


def _with_command(words: Sequence[str]) -> list[str]:
    """Put ``start`` where no command is named."""
    place = 0
    while place < len(words) and words[place].startswith(("--lang", "--debug")):
        place += 2 if words[place] == "--lang" else 1
    rest = words[place:]
    if rest and (not rest[0].startswith("-") or rest[0] in _ABOUT_THE_PROGRAM):
        return list(words)
    return [*words[:place], "start", *rest]


class _Help(argparse.RawDescriptionHelpFormatter):
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, _("Usage: ") if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """A parser that speaks the learner's language and prints on any console."""

    def __init__(self, **options: Any) -> None:
        super().__init__(add_help=False, allow_abbrev=False, formatter_class=_Help, **options)
        self.arguments = self.add_argument_group(_("Arguments"))
        self.choices = self.add_argument_group(_("Options"))
        self.choices.add_argument("-h", "--help", action="help", help=_("show this help"))
        # Without a default of its own a command keeps what stands before it.
        unset = argparse.SUPPRESS
        self.choices.add_argument(
            "--lang", metavar="de|en", default=unset, help=_("language of texts and numbers (default: de)")
        )
        self.choices.add_argument(
            "--debug", action="store_true", default=unset, help=_("show where in the program an error arose")
        )

    def print_help(self, file: Any = None) -> None:
        """Print the help, whatever the console can show."""
        say(self.format_help().rstrip())

    def error(self, message: str) -> NoReturn:
        """Raise what argparse says, in words that help."""
        raise UsageError(_in_words(message), _see_help(self.prog))


def _see_help(program: str) -> str:
    return _("Help: {command}").format(command=f"{program} --help")


def _in_words(message: str) -> str:
    """Say in the learner's language what argparse says in English."""
    sayings = (
        (r"argument [^:]+: invalid choice: '(?P<word>.*?)' ", _unknown_command),
        (r"argument (?P<name>.+?): expected .*argument", lambda name: _("{name} needs a value.").format(name=name)),
        (
            r"argument (?P<name>.+?): ignored explicit argument",
            lambda name: _("{name} takes no value.").format(name=name),
        ),
        (r"the following arguments are required: (?P<name>.+)", lambda name: _("Missing: {name}.").format(name=name)),
        (r"argument (?P<name>.+?): (?P<what>.+)", lambda name, what: f"{name}: {what}"),
    )
    for pattern, words in sayings:
        found = re.match(pattern, message, re.DOTALL)
        if found:
            return words(**found.groupdict())
    return message


def _unknown_command(word: str) -> str:
    problem = _("There is no command '{word}'.").format(word=word)
    near = get_close_matches(word, COMMANDS, n=1)
    if near:
        return problem + " " + _("Did you mean '{near}'?").format(near=near[0])
    return problem + " " + _("There are: {names}.").format(names=", ".join(COMMANDS))


def _count(text: str) -> int:
    """Read a whole number, with or without marks between thousands."""
    if re.fullmatch(r"\d+|\d{1,3}([._' ]\d{3})+", text.strip()):
        return int(re.sub(r"\D", "", text))
    raise ArgumentTypeError(_("'{text}' is no whole number; write for example 10000").format(text=text))


def _seed(text: str) -> int:
    if re.fullmatch(r"\d{1,18}", text.strip()):
        return int(text)
    raise ArgumentTypeError(_("'{text}' is no whole number; write for example 7").format(text=text))


def _port(text: str) -> int:
    if text.isdecimal() and 1 <= int(text) <= 65535:
        return int(text)
    raise ArgumentTypeError(_("'{text}' is no port; write a number from 1 to 65535").format(text=text))


def _examples(*lines: str) -> str:
    return _("Examples:") + "\n" + "\n".join(f"  {line}" for line in lines)


def build() -> Parser:
    """Return the parser, with its texts in the language in use."""
    parser = Parser(
        prog="journeylab",
        usage=_("journeylab [COMMAND] [OPTIONS]"),
        description=_("Try out customer touchpoints and customer journeys: map, simulate, measure."),
        epilog=_examples(
            "journeylab",
            'journeylab start "Kurs 2026"',
            "journeylab simulate fahrrad",
            "journeylab analyse export.csv --open",
        )
        + "\n\n"
        + _("Help for a command: journeylab COMMAND --help. Without a command: start."),
    )
    version = f"journeylab {__version__}"
    parser.choices.add_argument("--version", action="version", version=version, help=_("show the version"))
    commands = parser.add_subparsers(dest="command", title=_("Commands"), metavar=_("COMMAND"), parser_class=Parser)
    _add_start(commands)
    _add_doctor(commands)
    _add_check(commands)
    _add_simulate(commands)
    _add_analyse(commands)
    return parser


def _add(commands: Any, name: str, summary: str, examples: Iterable[str]) -> Parser:
    description = summary[0].upper() + summary[1:] + "."
    parser: Parser = commands.add_parser(
        name, prog=f"journeylab {name}", help=summary, description=description, epilog=_examples(*examples)
    )
    return parser


def _add_start(commands: Any) -> None:
    examples = (
        "journeylab start",
        'journeylab start "Kurs Müller 2026"',
        "journeylab start --port 9000 --no-browser",
        "journeylab start --fresh 03",
    )
    parser = _add(commands, "start", _("lay the lessons into a folder and open them in JupyterLab"), examples)
    folder = _("where to work (default: the folder journeylab); what you changed there is never overwritten")
    parser.arguments.add_argument("folder", metavar=_("FOLDER"), nargs="?", type=Path, help=folder)
    add = parser.choices.add_argument
    add("--no-browser", action="store_true", help=_("open no browser, only print the address"))
    add("--port", type=_port, metavar="N", help=_("port of JupyterLab (default: the first free one from 8888 on)"))
    add("--fresh", metavar=_("LESSON"), help=_("lay a clean copy of a lesson beside yours; its number is enough"))


def _add_doctor(commands: Any) -> None:
    summary = _("check whether everything is there, and say what to do if not")
    parser = _add(commands, "doctor", summary, ("journeylab doctor", 'journeylab doctor "Kurs 2026" --port 9000'))
    parser.arguments.add_argument(
        "folder", metavar=_("FOLDER"), nargs="?", type=Path, help=_("the folder to work in, as with start")
    )
    parser.choices.add_argument("--port", type=_port, metavar="N", help=_("the port that JupyterLab shall use"))


def _add_check(commands: Any) -> None:
    summary = _("look for mistakes in maps and scenarios (YAML)")
    parser = _add(commands, "check", summary, ("journeylab check karte.yaml", 'journeylab check "*.yaml"'))
    parser.arguments.add_argument(
        "files", metavar=_("FILE"), nargs="+", help=_("one or several files; * stands for any text")
    )


def _add_simulate(commands: Any) -> None:
    examples = (
        "journeylab simulate fahrrad",
        "journeylab simulate fahrrad --lever gastkauf --customers 50000 --out log.csv",
        "journeylab simulate laden.yaml --seed 11",
    )
    parser = _add(commands, "simulate", _("let customers walk through a scenario and show the KPIs"), examples)
    parser.arguments.add_argument(
        "scenario", metavar=_("SCENARIO"), help=_("id of a shipped scenario, or a YAML file of your own")
    )
    add = parser.choices.add_argument
    add("--customers", type=_count, default=10_000, metavar="N", help=_("how many customers (default: 10000)"))
    add("--seed", type=_seed, default=7, metavar="N", help=_("same seed, same customers (default: 7)"))
    add("--lever", nargs="+", action="extend", default=[], metavar="ID", help=_("levers to pull first"))
    add("--out", type=Path, metavar=_("FILE"), help=_("write the log: .csv, .csv.gz, .parquet or .xlsx"))
    add("--force", action="store_true", help=_("overwrite an existing file"))


def _add_analyse(commands: Any) -> None:
    examples = (
        "journeylab analyse export.csv --open",
        "journeylab analyse export.csv --customer Kunde --time Zeit --touchpoint Kanal --conversion Kauf",
        "journeylab analyse log.csv --map fahrrad --out bericht.html --lang de",
    )
    parser = _add(commands, "analyse", _("read a log of journeys and write a report"), examples)
    parser.arguments.add_argument(
        "log", metavar="LOG", type=Path, help=_("CSV, Excel, Parquet or XES; a row a contact")
    )
    add = parser.choices.add_argument
    add(
        "--out", type=Path, metavar=_("FILE"), help=_("where the report goes (default: name of the log + -report.html)")
    )
    add("--force", action="store_true", help=_("overwrite a file that is no report of journeylab"))
    add("--open", action="store_true", help=_("show the report in the browser"))
    add("--map", metavar=_("MAP"), help=_("map or scenario that the log belongs to: a YAML file or an id"))
    column = _("column of the customer id"), _("column of the time"), _("column of the touchpoint or channel")
    for name, text in zip(("--customer", "--time", "--touchpoint"), column, strict=True):
        add(name, metavar=_("COLUMN"), help=text)
    add("--conversion", metavar=_("COLUMN"), help=_("column that says yes or no, or the touchpoint of the purchase"))
    add("--value", metavar=_("COLUMN"), help=_("column of the order value"))
    add("--sep", metavar=_("CHARACTER"), help=_("separator of a text file, for example ; or tab"))
    add("--encoding", metavar=_("NAME"), help=_("encoding of a text file, for example cp1252"))
    add("--sheet", metavar=_("NAME"), help=_("sheet of a workbook"))
    add("--pseudonymise", action="store_true", help=_("replace customer ids by pseudonyms"))
