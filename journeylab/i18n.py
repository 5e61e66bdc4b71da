"""Which language learners read, and how it writes numbers, money and dates.

Messages in the code are English and pass through `_`; German comes from the
catalogue ``locale/de/LC_MESSAGES/journeylab.po``.  Babel is imported when the
first German text or number is needed, so that ``import journeylab`` stays light.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from journeylab.errors import UsageError

if TYPE_CHECKING:
    from babel.messages import Catalog

LANGUAGES = ("de", "en")
_LOCALES = {"de": "de_DE", "en": "en_GB"}
_chosen: str | None = None


def set_language(code: str) -> None:
    """Choose the language of every text and number from now on.

    Parameters
    ----------
    code : {"de", "en"}
        German is the default; the environment variable ``JOURNEYLAB_LANG``
        sets another one for a whole session.
    """
    global _chosen
    _chosen = _checked(code)


def language() -> str:
    """Return the code of the language in use, ``"de"`` or ``"en"``."""
    if _chosen is not None:
        return _chosen
    return _checked(os.environ.get("JOURNEYLAB_LANG") or "de")


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Use another language for a while, for a file that is written in it."""
    global _chosen
    before = _chosen
    set_language(code)
    try:
        yield
    finally:
        _chosen = before


def _checked(code: str) -> str:
    short = code.strip().lower().replace("-", "_").split("_")[0]
    if short not in LANGUAGES:
        # Not translated: which language to answer in is just what is unknown.
        raise UsageError(
            f"Unknown language / unbekannte Sprache: {code!r}",
            'Use "de" or "en" / Bitte "de" oder "en" angeben.',
        )
    return short


def _(message: str) -> str:
    """Return `message` in the language in use."""
    return message if language() == "en" else _german().get(message, message)


def ngettext(one: str, many: str, count: int) -> str:
    """Return the form of a counted message that fits `count`."""
    return _(one) if count == 1 else _(many)


def pick(texts: str | Mapping[str, str] | None) -> str:
    """Return the text of a bilingual field in the language in use.

    A plain string is in the language its author wrote; a mapping
    ``{"de": ..., "en": ...}`` falls back to the other language, never to nothing.
    """
    if texts is None:
        return ""
    if isinstance(texts, str):
        return texts
    return texts.get(language()) or next(iter(texts.values()), "")


def catalogue_path() -> Path:
    """Return where the German catalogue lies."""
    return Path(__file__).parent / "locale" / "de" / "LC_MESSAGES" / "journeylab.po"


def read_catalogue() -> Catalog:
    """Return the German catalogue with its flags, as Babel reads it."""
    from babel.messages.pofile import read_po

    with catalogue_path().open("rb") as file:
        return read_po(file, locale="de")


@cache
def _german() -> dict[str, str]:
    messages = read_catalogue()
    return {
        m.id: m.string for m in messages if isinstance(m.id, str) and m.id and isinstance(m.string, str) and m.string
    }


def number(value: float, digits: int | None = None) -> str:
    """Write a number as the language does: ``1.234,5`` or ``1,234.5``.

    Parameters
    ----------
    value : float
    digits : int, optional
        Fixed number of decimals; without it as many as the value needs, at most three.
    """
    from babel.numbers import format_decimal

    pattern = "#,##0.###" if digits is None else "#,##0" + ("." + "0" * digits if digits else "")
    return format_decimal(value, format=_parsed(pattern), locale=_locale())


def percent(share: float, digits: int = 1) -> str:
    """Write a share between 0 and 1 as per cent: ``2,0 %`` or ``2.0%``."""
    from babel.numbers import format_percent

    sign = "\u00a0%" if language() == "de" else "%"
    pattern = "#,##0" + ("." + "0" * digits if digits else "") + sign
    return format_percent(share, format=_parsed(pattern), locale=_locale())


def money(amount: float, currency: str = "EUR", digits: int = 2) -> str:
    """Write an amount of money: ``1.234,50 €`` or ``€1,234.50``."""
    from babel.numbers import format_currency, get_currency_symbol

    zeros = "." + "0" * digits if digits else ""
    if language() == "de":
        pattern = f"#,##0{zeros}\u00a0¤"
    else:
        # A sign stands close to its number, a code of letters does not.
        apart = "\u00a0" if get_currency_symbol(currency, _locale()).isalpha() else ""
        pattern = f"¤{apart}#,##0{zeros}"
    locale = _locale()
    return format_currency(amount, currency, format=_parsed(pattern), locale=locale, currency_digits=False)


def _locale() -> Any:
    return _babel(_LOCALES[language()])


# Babel looks a name up, and parses a pattern, anew for every number: five times the time that writing it takes.
@cache
def _babel(name: str) -> Any:
    from babel import Locale

    return Locale.parse(name)


@cache
def _parsed(pattern: str) -> Any:
    from babel.numbers import parse_pattern

    return parse_pattern(pattern)


def day(moment: date | datetime) -> str:
    """Write a date: ``21.11.2026`` or ``21 Nov 2026``."""
    from babel.dates import format_date

    return format_date(moment, format="dd.MM.yyyy" if language() == "de" else "d MMM yyyy", locale=_locale())


def duration(minutes: float) -> str:
    """Write a length of time in its largest fitting unit: ``3,5 Tage`` or ``12 min``."""
    for size, unit in ((1440.0, _("days")), (60.0, _("hours"))):
        if abs(minutes) >= 2 * size:
            return f"{number(round(minutes / size, 1))} {unit}"
    return f"{number(round(minutes))} min"


def reason(error: Exception) -> str:
    """Say why the operating system refused; what is none of the usual reasons keeps its own words."""
    if not isinstance(error, OSError):
        return str(error).rstrip(".")
    usual = {
        errno.ENOENT: _("there is no such file or folder"),
        errno.EEXIST: _("a file of this name is there already"),
        errno.ENOTDIR: _("a part of the path is a file, not a folder"),
        errno.EISDIR: _("it is a folder"),
        errno.EACCES: _("you may not write or read there"),
        errno.EPERM: _("you may not write or read there"),
        errno.EROFS: _("the place is read-only"),
        errno.ENOSPC: _("the disk is full"),
    }
    return usual.get(error.errno or 0) or error.strerror or str(error)
