"""Two languages, complete."""

from __future__ import annotations

import errno
import string
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir

import journeylab
from journeylab import i18n
from journeylab.errors import UsageError
from journeylab.i18n import _, read_catalogue, set_language

PACKAGE = Path(journeylab.__file__).parent


def messages() -> Iterator[tuple[str, str]]:
    """Yield every message of the code, with the file that holds it."""
    found = extract_from_dir(
        str(PACKAGE), method_map=[("**.py", "python")], keywords={"_": None, "N_": None, "ngettext": (1, 2)}
    )
    for file, _line, message, _comments, _context in found:
        for one in [message] if isinstance(message, str) else message:
            yield one, file


def fields(text: str) -> list[str]:
    """Return the names between braces."""
    return sorted(name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name is not None)


def test_every_message_has_its_german() -> None:
    """No message of the code is missing in the catalogue, and none is empty or fuzzy."""
    german = {m.id: m for m in read_catalogue()}
    missing = {message for message, _file in messages() if message not in german or not german[message].string}
    assert not missing
    assert not [m.id for m in german.values() if m.id and m.fuzzy]


def test_no_translation_is_left_over() -> None:
    """The catalogue holds no message that the code no longer has."""
    used = {message for message, _file in messages()}
    assert not {m.id for m in read_catalogue() if m.id} - used


def test_translations_keep_their_fields() -> None:
    """The German sentence names the same fields as the English one."""
    wrong = [m.id for m in read_catalogue() if m.id and fields(str(m.id)) != fields(str(m.string))]
    assert not wrong


def test_german_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without any setting learners read German; the environment can say otherwise."""
    monkeypatch.setattr(i18n, "_chosen", None)
    monkeypatch.delenv("JOURNEYLAB_LANG", raising=False)
    assert _("purchase") == "Kauf"
    monkeypatch.setenv("JOURNEYLAB_LANG", "en_GB.UTF-8")
    assert _("purchase") == "purchase"


def test_an_unknown_language_is_refused_and_changes_nothing() -> None:
    """French is not there; the language stays what it was."""
    with pytest.raises(UsageError, match="fr"):
        set_language("fr")
    assert i18n.language() == "de"


@pytest.mark.parametrize(
    ("written", "german", "english"),
    [
        (lambda: i18n.number(1234567.5), "1.234.567,5", "1,234,567.5"),
        (lambda: i18n.number(2, 2), "2,00", "2.00"),
        (lambda: i18n.percent(0.0201, 2), "2,01\u00a0%", "2.01%"),
        (lambda: i18n.money(1234.5), "1.234,50\u00a0€", "€1,234.50"),
        (lambda: i18n.money(5, "CHF", 0), "5\u00a0CHF", "CHF\u00a05"),
        (lambda: i18n.day(date(2026, 11, 21)), "21.11.2026", "21 Nov 2026"),
        (lambda: i18n.duration(90), "90 min", "90 min"),
        (lambda: i18n.duration(5040), "3,5 Tage", "3.5 days"),
    ],
)
def test_numbers_are_written_as_the_language_does(written: object, german: str, english: str) -> None:
    """Numbers, per cent, money, dates and lengths of time follow the language."""
    assert callable(written)
    assert written() == german
    set_language("en")
    assert written() == english


def test_a_text_in_one_language_serves_both() -> None:
    """Where an author wrote only German, English readers get German, not nothing."""
    from journeylab.domain.text import Text

    set_language("en")
    assert str(Text(de="Suche")) == "Suche"


def test_the_operating_system_speaks_the_language_too() -> None:
    """The usual reasons of a refusal are translated; a rare one keeps the system's words."""
    assert i18n.reason(OSError(errno.ENOSPC, "No space left on device")) == "der Datenträger ist voll"
    assert i18n.reason(OSError(errno.EMLINK, "Too many links")) == "Too many links"
    set_language("en")
    assert i18n.reason(PermissionError(errno.EACCES, "Permission denied")) == "you may not write or read there"
