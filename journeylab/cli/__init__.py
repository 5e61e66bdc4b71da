"""The command line: from the words of a person to an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec

from journeylab.cli.console import print_anywhere
from journeylab.cli.parser import parse, split_language
from journeylab.errors import JourneyLabError, UsageError
from journeylab.i18n import _, set_language

PROBLEM, WRONG_CALL, INTERRUPTED = 1, 2, 130


def main(words: Sequence[str] | None = None) -> int:
    """Run a command of journeylab.

    Parameters
    ----------
    words : sequence of str, optional
        What stands after ``journeylab``; by default that of this process.

    Returns
    -------
    int
        0 fine, 1 a problem in the input, 2 wrong call, 130 interrupted.
    """
    print_anywhere()
    try:
        language, rest = split_language(sys.argv[1:] if words is None else words)
        if language is not None:
            set_language(language)
        elif find_spec("babel") is None:
            # German texts are read through Babel; 'doctor' has to be able to say that it is missing.
            set_language("en")
        arguments = parse(rest)
        # Each command loads only what it needs: 'doctor' runs where packages are missing.
        name = arguments.command.replace("-", "_")
        module = import_module(f"journeylab.cli.{getattr(arguments, 'module', name)}")
        return int(getattr(module, name)(arguments))
    except JourneyLabError as error:
        print(error, file=sys.stderr)
        return WRONG_CALL if isinstance(error, UsageError) else PROBLEM
    except KeyboardInterrupt:
        print("\n" + _("Interrupted."), file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever reads ('| head') has enough; Python would complain once more when it closes the output.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except SystemExit as done:
        return int(done.code or 0)
