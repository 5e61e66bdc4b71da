"""The pictures that an executed lesson holds, as pictures that can be saved."""

from __future__ import annotations

import re
from base64 import b64decode
from html import unescape
from typing import TYPE_CHECKING

from journeylab.domain.lesson import Lesson, Tag
from journeylab.i18n import _
from journeylab.views.picture import Picture

if TYPE_CHECKING:
    import pandas as pd

_IN_HTML = re.compile(r'src="data:image/svg\+xml;base64,([A-Za-z0-9+/=]+)"')
_WORDS = {
    "title": re.compile(r"<title\b[^>]*>(.*?)</title>", re.DOTALL),
    "desc": re.compile(r"<desc\b[^>]*>(.*?)</desc>", re.DOTALL),
}


def lesson_pictures(lesson: Lesson) -> list[Picture]:
    """Return every SVG picture among the outputs of a lesson, in order, each once; solutions are left out."""
    drawn: dict[str, None] = {}
    for cell in lesson.cells:
        if Tag.SOLUTION in cell.tags:
            continue
        for output in cell.outputs:
            inside = _IN_HTML.findall(output.data.get("text/html", ""))
            drawn |= dict.fromkeys(b64decode(each).decode("utf-8") for each in inside)
            if not inside and "image/svg+xml" in output.data:
                drawn[output.data["image/svg+xml"]] = None
    return [_picture(svg) for svg in drawn]


def _picture(svg: str) -> Picture:
    found = {name: sought.search(svg) for name, sought in _WORDS.items()}
    title, description = (unescape(match[1]) if match else "" for match in found.values())
    return Picture(svg, title or _("Picture"), description, _no_table)


def _no_table() -> pd.DataFrame:
    """Return nothing: what a notebook has saved of a picture is the picture alone."""
    import pandas as pd

    return pd.DataFrame()
