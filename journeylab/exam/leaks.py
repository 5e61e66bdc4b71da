"""Does anything of a solution leave with an exam?  Two proofs: nothing depends on it, and nothing of it is found."""

from __future__ import annotations

import base64
import binascii
import codecs
import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from decimal import Decimal
from html import unescape
from itertools import count
from typing import Any
from urllib.parse import unquote

from journeylab.domain.exercise.arranging import Cloze, Gap, Matching, Ordering, Pair
from journeylab.domain.exercise.block import Block
from journeylab.domain.exercise.choice import Choice, Option
from journeylab.domain.exercise.common import Exercise
from journeylab.domain.exercise.material import Material
from journeylab.domain.exercise.numeric import Numeric
from journeylab.domain.exercise.shop import Build, Figure, Judgement, MapPick, Run
from journeylab.domain.exercise.writing import FreeText, Short
from journeylab.domain.text import Record
from journeylab.exam.variants import Variant

# The only fields that may leave.  What is not named here is secret, a field that somebody adds next year as well.
PUBLIC: dict[type[Record], frozenset[str]] = {
    Exercise: frozenset({"id", "kind", "title", "prompt", "points", "minutes", "operator", "area"}),
    Choice: frozenset({"options", "choose"}),
    Option: frozenset({"text"}),
    Matching: frozenset({"pairs", "extra"}),
    Pair: frozenset({"left", "right"}),
    Ordering: frozenset({"steps"}),
    Cloze: frozenset({"text", "gaps"}),
    Gap: frozenset({"id", "options"}),
    Numeric: frozenset({"unit", "digits"}),
    Short: frozenset(),
    FreeText: frozenset({"form", "lines"}),
    MapPick: frozenset({"scenario"}),
    Build: frozenset({"scenario"}),
    Run: frozenset({"scenario", "levers", "customers", "figures", "judgement"}),
    Figure: frozenset({"id", "asks", "points"}),
    Judgement: frozenset({"asks", "points"}),
    Block: frozenset({"case", "scenario", "materials", "parts"}),
    Material: frozenset(Material.model_fields) - {"x_notes"},
}
Files = Mapping[str, bytes]
# Shorter words can stand in any text by chance.
_TELLING = 16
_DEPTH = 2
_LARGEST = 20_000_000


def is_public(kind: type[Record], field: str) -> bool:
    """Tell whether a field of a record may leave."""
    return any(field in PUBLIC.get(each, ()) for each in kind.__mro__ if issubclass(each, Record))


def secret_texts(record: Record) -> Iterator[str]:
    """Yield every text in the fields of a record that stay inside, however deep it lies."""
    for name in type(record).model_fields:
        value = getattr(record, name)
        yield from _inner(value) if is_public(type(record), name) else texts(value)


def _inner(value: Any) -> Iterator[str]:
    for each in value if isinstance(value, tuple) else (value,):
        if isinstance(each, Record):
            yield from secret_texts(each)


def public_texts(record: Record) -> Iterator[str]:
    """Yield every text in the fields of a record that may leave."""
    for name in type(record).model_fields:
        value = getattr(record, name)
        if not is_public(type(record), name):
            continue
        for each in value if isinstance(value, tuple) else (value,):
            yield from public_texts(each) if isinstance(each, Record) else texts(each)


def texts(value: Any) -> Iterator[str]:
    """Yield every text in anything, however deep it lies."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Record):
        for name in type(value).model_fields:
            yield from texts(getattr(value, name))
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield from texts(key)
            yield from texts(each)
    elif isinstance(value, list | tuple | set | frozenset):
        for each in value:
            yield from texts(each)


class Disguise:
    """Makes twins of exercises that ask the same and have other solutions in every field.

    Attributes
    ----------
    canaries : list of str
        What was planted; each stands in one field only.
    """

    def __init__(self) -> None:
        self.canaries: list[str] = []
        self._numbers = count(1)

    def variant(self, variant: Variant) -> Variant:
        """Return the twin of a variant."""
        parts = tuple(self.variant(part) for part in variant.parts)
        item = self.record(variant.item)
        if parts:
            item = item.model_copy(update={"parts": tuple(part.item for part in parts)})
        return replace(variant, item=item, parts=parts)

    def record(self, record: Any) -> Any:
        """Return the twin of a record: what is public as it is, everything else replaced."""
        kind = type(record)
        changed = {
            name: self._kept(getattr(record, name)) if is_public(kind, name) else self._planted(getattr(record, name))
            for name in kind.model_fields
        }
        changed |= _rearranged(record, changed)
        return record.model_copy(update=changed)

    def _kept(self, value: Any) -> Any:
        if isinstance(value, Record):
            return self.record(value)
        return tuple(self._kept(each) for each in value) if isinstance(value, tuple) else value

    def _planted(self, value: Any) -> Any:
        match value:
            case bool():
                return not value
            case int() | float() | Decimal():
                return value + next(self._numbers)
            case date():
                return value.replace(year=value.year - 500)
            case Record():
                every = {name: self._planted(getattr(value, name)) for name in type(value).model_fields}
                return value.model_copy(update=every)
            case tuple():
                # An empty field can be filled one day: it carries a canary, too.
                return (*map(self._planted, value), self._canary())
            case dict():
                named = {f"{key}{self._canary()}": self._planted(each) for key, each in value.items()}
                return {**named, self._canary(): self._canary()}
        return self._canary()

    def _canary(self) -> str:
        self.canaries.append(f"kanarienvogel{next(self._numbers):05d}gelb")
        return self.canaries[-1]


def _rearranged(record: Any, changed: Mapping[str, Any]) -> dict[str, Any]:
    """Return where things stand in the twin: where a place is what is right, every place is another one."""
    match record:
        case Choice():
            return {"options": changed["options"][::-1]}
        case Ordering():
            return {"steps": changed["steps"][::-1]}
        case Cloze():
            turned = tuple(gap.model_copy(update={"options": gap.options[::-1]}) for gap in changed["gaps"])
            return {"gaps": turned[::-1]}
        case Matching():
            # What is on the right, belongs to something or not, goes one place on.
            pool = record.choices
            following = dict(zip(pool, (*pool[1:], pool[0]), strict=True))
            pairs = tuple(pair.model_copy(update={"right": following[pair.right]}) for pair in changed["pairs"])
            used = {pair.right for pair in pairs}
            return {"pairs": pairs, "extra": tuple(text for text in pool if text not in used)}
    return {}


def depends(make: Callable[[Sequence[Variant]], Files], variants: Sequence[Variant]) -> list[str]:
    """Return the files of a release that would be others if the solutions were.

    Parameters
    ----------
    make : callable
        From variants to the files of the release, by name.
    variants : sequence of Variant

    Notes
    -----
    The release is made twice, once of the exercises and once of twins whose secret fields all hold something else.
    If both are the same to the last byte, no solution can be read from it, whatever way it might be hidden.
    """
    disguise = Disguise()
    real, twin = make(variants), make([disguise.variant(each) for each in variants])
    return sorted(name for name in {*real, *twin} if real.get(name) != twin.get(name))


def telling(records: Iterable[Record], known: Iterable[str] = ()) -> set[str]:
    """Return secret texts that cannot stand in a file by chance: long ones that are part of no public text."""
    records = list(records)
    public = "\n".join(_plain(text) for text in (*known, *(text for each in records for text in public_texts(each))))
    secret = {_plain(text) for each in records for text in secret_texts(each)}
    return {text for text in secret if len(text) >= _TELLING and text not in public}


def found_in(files: Files, secrets: Iterable[str]) -> list[tuple[str, str]]:
    """Return what of some secrets is found in files, as pairs of file and secret.

    Parameters
    ----------
    files : mapping of str to bytes
        By their names, which are searched as well.
    secrets : iterable of str

    Notes
    -----
    Searched are the text itself, whatever its capitals and spaces, what JSON, HTML and addresses write for it, Base64,
    hexadecimal, ROT13, backwards, UTF-16, and what lies packed in gzip, zlib or zip.
    """
    wanted = {_plain(text) for text in secrets} - {""}
    hits = set()
    for name, data in files.items():
        for view in (*_views(name.encode(), _DEPTH), *_views(data, _DEPTH)):
            hits |= {(name, text) for text in wanted if text in view}
    return sorted(hits)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _views(data: bytes, depth: int) -> Iterator[str]:
    """Yield what a file can be read as."""
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        text = data.decode(encoding, "ignore")
        yield _plain(text)
        if encoding != "utf-8":
            continue
        for read in (_json, unescape, unquote, _rot13, lambda text: text[::-1], _bare):
            yield _plain(read(text))
        if depth:
            packed = list(_packed(data, text))
            # Thousands of short runs are searched as one; what is packed once more has to be read alone.
            for inner in (b"\n".join(packed), *(each for each in packed if each.startswith(tuple(_READERS)))):
                yield from _views(inner, depth - 1)


def _json(text: str) -> str:
    once = re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), text)
    return re.sub(r"\\([\"\\/])", r"\1", once.replace("\\n", " ").replace("\\t", " "))


def _rot13(text: str) -> str:
    return codecs.decode(text, "rot13")


def _bare(text: str) -> str:
    return re.sub(r"[*_`\\{}]", "", text)


def _packed(data: bytes, text: str) -> Iterator[bytes]:
    """Yield what is inside of a file or of long runs of signs in it."""
    # Base64 in a notebook can be broken into lines.
    joined = re.sub(r"\\n|\s", "", text)
    for source in (text, joined):
        for found in re.finditer(r"[A-Za-z0-9+/_-]{16,}", source):
            run = found[0].replace("-", "+").replace("_", "/")
            for start in range(4) if source is text else (0,):
                # A single sign at the end holds no whole byte.
                part = run[start:][: -1 if (len(run) - start) % 4 == 1 else None]
                yield base64.b64decode(part + "=" * (-len(part) % 4))
        for found in re.finditer(r"(?:[0-9a-fA-F]{2}){12,}", source):
            yield binascii.unhexlify(found[0])
    for sign, read in _READERS.items():
        if data.startswith(sign):
            with suppress(OSError, EOFError, zlib.error, zipfile.BadZipFile):
                yield from read(data)


def _zipped(data: bytes) -> list[bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [archive.read(each) for each in archive.infolist() if each.file_size <= _LARGEST]


_READERS: dict[bytes, Callable[[bytes], list[bytes]]] = {
    b"\x1f\x8b": lambda data: [gzip.decompress(data)],
    b"\x78": lambda data: [zlib.decompress(data)],
    b"PK": _zipped,
}
