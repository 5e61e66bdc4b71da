"""Commented templates for a map or a scenario of one's own."""

from __future__ import annotations

import json
import re
import unicodedata
from itertools import count
from pathlib import Path

from journeylab.domain.names import expect_known
from journeylab.errors import DataError, UsageError
from journeylab.i18n import _, language, reason
from journeylab.store.yaml_file import shown

# A scenario is a map and what is added to it.
KINDS = {"map": ("map",), "scenario": ("map", "behaviour")}
_TEMPLATES = Path(__file__).parent / "templates"
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def new_file(kind: str, name: str) -> Path:
    """Write a template, in the language in use, and never over a file that is there.

    Parameters
    ----------
    kind : {"map", "scenario"}
    name : str
        Name of the file, with or without its ending ``.yaml``; also the title.

    Raises
    ------
    UsageError
        If there is no such kind, or the name is empty.
    DataError
        If the file exists, or cannot be written.
    """
    expect_known(kind, KINDS)
    path = named(name, "journeylab new map laden")
    return write_new(path, template(kind, path.stem))


def named(name: str, example: str) -> Path:
    """Return the path of a new file, with its ending ``.yaml``.

    Raises
    ------
    UsageError
        If the name is empty; `example` shows a command with one.
    """
    path = Path(name.strip())
    if path.suffix.lower() not in (".yaml", ".yml"):
        path = path.with_name(path.name + ".yaml") if path.name else path
    if not path.stem.strip(". "):
        raise UsageError(_("A new file needs a name."), _("Write for example: {command}").format(command=example))
    return path


def write_new(path: Path, text: str) -> Path:
    """Write a file where none is, and return its path.

    Raises
    ------
    DataError
        If the file exists, or cannot be written.
    """
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError as error:
        free = next(p for n in count(2) if not (p := path.with_name(f"{path.stem}-{n}.yaml")).exists())
        raise DataError(
            _("'{file}' exists already and is not overwritten.").format(file=shown(path)),
            _("Take another name, for example: {name}").format(name=free.stem),
        ) from error
    except (OSError, ValueError) as error:
        raise DataError(
            _("{file} cannot be written: {reason}.").format(file=shown(path), reason=reason(error)),
            _("Take another name, and a folder that exists and in which you may write."),
        ) from error
    return path


def template(kind: str, title: str) -> str:
    """Return the text of a template with its id and title, in the language in use."""
    text = "".join((_TEMPLATES / f"{part}.{language()}.yaml").read_text(encoding="utf-8") for part in KINDS[kind])
    filled = {"format": f"journeylab/{kind}", "id": slug(title) or kind, "title": json.dumps(title, ensure_ascii=False)}
    for key, value in filled.items():
        # The value alone changes: what explains it stays behind it, in its column where it fits.
        text = re.sub(
            rf"^({key}: )((?:\S+|\"[^\"]*\") *)(?=#|$)",
            lambda found, value=value: found[1] + value.ljust(max(len(found[2]), len(value) + 1)),  # type: ignore[misc]
            text,
            count=1,
            flags=re.MULTILINE,
        )
    return text


def slug(title: str) -> str:
    """Return a title as an id or a part of a file's name: ``Café Müller`` as ``cafe-mueller``; it may be empty."""
    plain = unicodedata.normalize("NFKD", title.lower().translate(_GERMAN)).encode("ascii", "ignore").decode()
    return re.sub("[^a-z0-9]+", "-", plain).strip("-")[:40].rstrip("-")
