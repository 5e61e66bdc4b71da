"""``journeylab cheat-sheet``: what has to be known for the exam, to print."""

from __future__ import annotations

from argparse import Namespace

from journeylab.cli.html_file import html_place, write_page
from journeylab.i18n import _
from journeylab.store.catalogue import models, touchpoints
from journeylab.store.exam_facts import exam_facts
from journeylab.store.glossary import glossary
from journeylab.store.kpi_catalogue import kpis_catalogue
from journeylab.views import cheat_sheet as view


def cheat_sheet(arguments: Namespace) -> int:
    """Write the cheat sheet, in the language in use."""
    page = view.cheat_sheet(kpis_catalogue().values(), models(), glossary(), exam_facts(), touchpoints())
    write_page(page, html_place(arguments.out, view.file_name()))
    print(_("To print, open it in a browser, press Ctrl+P and choose A4, portrait."))
    return 0
