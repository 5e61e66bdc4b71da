"""The command line: from the words of a person to an exit code."""

from __future__ import annotations

import os
import sys
import traceback
from argparse import Namespace
from collections.abc import Sequence
from importlib.util import find_spec

from journeylab.cli.console import say
from journeylab.cli.parser import chosen_language, parse
from journeylab.errors import JourneyLabError, UsageError
from journeylab.i18n import _, set_language

PROBLEM, WRONG_CALL, INTERRUPTED = 1, 2, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command of journeylab.

    Parameters
    ----------
    argv : sequence of str, optional
        The words after ``journeylab``; by default those of this process.

    Returns
    -------
    int
        0 fine, 1 a problem in the input, 2 wrong call, 130 interrupted.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        _choose_language(words)
        return _run(parse(words))
    except JourneyLabError as error:
        if "--debug" in words:
            traceback.print_exc()
        say(str(error), err=True)
        return WRONG_CALL if isinstance(error, UsageError) else PROBLEM
    except KeyboardInterrupt:
        say("\n" + _("Interrupted."), err=True)
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output (head, more) has seen enough; Python would complain once more at exit.
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - stays open until the end
        return PROBLEM
    except SystemExit as done:
        return int(done.code or 0)


def _choose_language(words: list[str]) -> None:
    code = chosen_language(words)
    if code is not None:
        set_language(code)
    elif find_spec("babel") is None:
        # German texts are read through Babel; 'doctor' has to be able to say that it is missing.
        set_language("en")


def _run(arguments: Namespace) -> int:
    # Each command loads only what it needs: 'doctor' runs where packages are missing.
    match arguments.command:
        case "start":
            from journeylab.cli.start import start

            return start(arguments)
        case "doctor":
            from journeylab.cli.doctor import doctor

            return doctor(arguments)
        case "check":
            from journeylab.cli.work import check

            return check(arguments)
        case "simulate":
            from journeylab.cli.work import simulate

            return simulate(arguments)
        case _:
            from journeylab.cli.work import analyse

            return analyse(arguments)
