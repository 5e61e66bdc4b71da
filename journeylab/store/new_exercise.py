"""Commented templates for an exercise of one's own, of every kind, in German and English."""

from __future__ import annotations

import json
from pathlib import Path

from journeylab.domain.exercise.bank import ALL_KINDS
from journeylab.domain.names import expect_known
from journeylab.i18n import language
from journeylab.store.new_file import named, slug, write_new

_TEMPLATES = Path(__file__).parent / "templates"


def new_exercise(kind: str, name: str = "") -> Path:
    """Write a file with one exercise of a kind, in the language in use, and never over a file that is there.

    Parameters
    ----------
    kind : str
        ``"choice"``, ``"numeric"``, ... or ``"block"`` for a case with parts.
    name : str
        Name of the file, with or without its ending ``.yaml``; by default that of the kind.

    Raises
    ------
    UsageError
        If there is no such kind.
    DataError
        If the file exists, or cannot be written.
    """
    expect_known(kind, ALL_KINDS)
    path = named(name or kind, f"journeylab exercise new {kind} meine-aufgabe")
    return write_new(path, exercise_template(kind, path.stem))


def exercise_template(kind: str, title: str) -> str:
    """Return the text of a file with one exercise; its id comes from the title."""
    head, item = (
        (_TEMPLATES / f"{part}.{language()}.yaml").read_text(encoding="utf-8")
        for part in ("exercise", f"exercise_{kind}")
    )
    start = slug(title).lstrip("0123456789-") or kind.replace("_", "-")
    text = head.replace("title: TITLE", f"title: {json.dumps(_long(title), ensure_ascii=False)}")
    return text + item.replace("- id: ID", f"- id: {start}-01")


def _long(title: str) -> str:
    # A title has three letters at least.
    return title if len(title) >= 3 else f"{title} ..."
