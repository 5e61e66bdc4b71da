"""What learners handed in, lying in a folder; none of these files is ever moved or changed."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import chain, count
from pathlib import Path

from journeylab.errors import DataError
from journeylab.i18n import _, reason
from journeylab.store.files import write_bytes_atomically
from journeylab.store.release_folder import OURS
from journeylab.store.yaml_file import shown

ASIDE, WHY, RESULTS = "beiseite", "GRUND.txt", "ergebnisse.json"
# What no exam is: such a file is named and not copied.
_LARGEST = 20_000_000


def handed_in(folder: Path) -> dict[str, bytes]:
    """Return every file that may be a submission, by its path in the folder.

    Raises
    ------
    DataError
        If the folder or a file cannot be read.
    """
    if not folder.is_dir():
        raise DataError(
            _("'{folder}' is no folder.").format(folder=shown(folder)),
            _("Name the folder into which you have put the files abgabe-….json."),
        )
    found = {}
    try:
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder)
            if path.is_file() and not _passed_over(name):
                # The beginning is enough to see that a film is no exam.
                with path.open("rb") as file:
                    found[name.as_posix()] = file.read(_LARGEST + 1)
    except OSError as error:
        raise DataError(
            _("{file} cannot be read: {reason}.").format(file=shown(path), reason=reason(error)),
            _("Check that you may read it, then collect again."),
        ) from error
    return found


def _passed_over(name: Path) -> bool:
    hidden = any(part.startswith(".") for part in name.parts)
    made = name.parts[0] == ASIDE or name.name in OURS or name.name.endswith(".trainer.json")
    results = name.stem == "ergebnisse" or name.suffix.lower() in (".csv", ".xlsx", ".html", ".ipynb")
    return hidden or made or results


def set_aside(out: Path, files: Mapping[str, bytes], reasons: Sequence[tuple[str, str]], now: datetime) -> Path:
    """Copy files into a folder of their own and add to its list why they do not count.

    Parameters
    ----------
    out : Path
        Where the folder ``beiseite`` lies.
    files : mapping of str to bytes
        By name.
    reasons : sequence of (str, str)
        Name of a file, and why.
    now : datetime

    Returns
    -------
    Path
        The list.
    """
    folder = out / ASIDE
    place = folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lines = [now.strftime("%Y-%m-%d %H:%M"), ""]
        for name, why in reasons:
            place = folder / name.replace("/", "__")
            data = files[name]
            if len(data) > _LARGEST:
                copied = _("not copied, because it is large")
            else:
                place = _free(place, data)
                if not place.exists():
                    write_bytes_atomically(place, data)
                copied = f"{ASIDE}/{place.name}"
            lines += [name, f"    {why}", f"    -> {copied}", ""]
        place = folder / WHY
        with place.open("a", encoding="utf-8-sig" if not place.exists() else "utf-8") as file:
            file.write("\n".join(lines) + "\n")
    except OSError as error:
        raise DataError(
            _("{file} cannot be written: {reason}.").format(file=shown(place), reason=reason(error)),
            _("Name a folder in which you may write with --out. Nothing that was handed in has been changed."),
        ) from error
    return folder / WHY


def _free(place: Path, data: bytes) -> Path:
    """Return a name that is free or holds the same."""
    numbered = (place.with_name(f"{place.stem}-{number}{place.suffix}") for number in count(2))
    return next(each for each in chain([place], numbered) if not each.exists() or each.read_bytes() == data)


def read_codes(path: Path) -> list[tuple[str, str]]:
    """Return the lines of a table of receipt codes: pseudonym, then code.

    Raises
    ------
    DataError
        If it cannot be read, or a line has not two columns.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        said = reason(error) if isinstance(error, OSError) else _("it is no UTF-8 text")
        raise DataError(
            _("{file} cannot be read: {reason}.").format(file=shown(path), reason=said),
            _("Save it as CSV, UTF-8, with two columns: pseudonym;code."),
        ) from error
    first = next((line for line in text.splitlines() if line.strip()), "")
    sign = next((sign for sign in (";", "\t", ",") if sign in first), ";")
    found: list[tuple[str, str]] = []
    for number, row in enumerate(csv.reader(text.splitlines(), delimiter=sign), 1):
        cells = [cell.strip() for cell in row if cell.strip()]
        if not cells or (not found and cells[-1].casefold() in ("code", "quittungscode", "receipt code")):
            continue
        if len(cells) != 2:
            raise DataError(
                _("{file}, line {line}: two columns are expected, pseudonym and code.").format(
                    file=shown(path), line=number
                ),
                _("Write for example: kluger-fuchs-7;7K3M-Q9PX-2BVA-HC84"),
            )
        found.append((cells[0], cells[1]))
    return found
