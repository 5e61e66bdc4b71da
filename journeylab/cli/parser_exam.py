"""What can be typed around exercises and exams."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from journeylab.cli.parser import Parser, add_command
from journeylab.i18n import _


def add_exam_commands(commands: Any) -> None:
    """Add everything that makes, checks, prints and exports exercises."""
    _add_cheat_sheet(commands)


def _add_cheat_sheet(commands: Any) -> None:
    summary = _("write formulas, models, law and operators on a few pages (HTML, to print)")
    parser = add_command(commands, "cheat-sheet", summary, "cheat-sheet", "cheat-sheet --lang en --out sheet.html")
    _add_out(parser)


def _add_out(parser: Parser, what: str = "") -> None:
    help = what or _("where it goes (default: this folder)")
    parser.choices.add_argument("--out", type=Path, metavar=_("FILE"), help=help)
