"""``journeylab new``: a commented map or scenario to begin with."""

from __future__ import annotations

from argparse import Namespace

from journeylab.i18n import _
from journeylab.store.new_file import new_file


def new(arguments: Namespace) -> int:
    """Write a template and say what to do with it."""
    path = new_file(arguments.kind, arguments.name)
    print(_("{file} is written. Open it in an editor: every line is explained in it.").format(file=path))
    print(_("Check: {command}").format(command=f'journeylab check "{path}"'))
    if arguments.kind == "scenario":
        print(_("Simulate: {command}").format(command=f'journeylab simulate "{path}"'))
    return 0
