"""A pseudonym: what a learner is called in files that hold no name."""

from __future__ import annotations

import random
import re
import unicodedata

from journeylab.errors import UsageError
from journeylab.i18n import _

PSEUDONYM = r"^[a-z0-9]+(-[a-z0-9]+)*$"
_LONGEST = 40
_SPELT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
# Windows takes these for devices, whatever ending a file has.
_DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{digit}" for port in ("com", "lpt") for digit in range(1, 10))}
# All animals are masculine, so that every adjective fits.
_QUALITIES = """
bunter eifriger fixer flinker flotter freier frischer froher guter heiterer heller kecker kluger kühner leiser
lieber listiger munterer mutiger netter neuer ruhiger sanfter schlauer schneller starker stiller tapferer treuer
wacher weiser zarter"""
_ANIMALS = """
Adler Biber Bussard Dachs Delfin Elch Falke Fink Fuchs Gepard Habicht Hase Hecht Igel Iltis Kauz Kranich Lachs
Löwe Luchs Marder Maulwurf Milan Otter Panda Pinguin Rabe Specht Star Storch Wal Zander"""


def pseudonym(text: str) -> str:
    """Return a pseudonym as files write it: small letters, digits and hyphens.

    Parameters
    ----------
    text : str
        As a learner types it, ``"Kluger Fuchs 7"``.

    Returns
    -------
    str
        The same pseudonym for every way of typing it.

    Raises
    ------
    UsageError
        If nothing is left of it, if it is too long, or if it is an e-mail address.

    Examples
    --------
    >>> pseudonym("  Kühner Löwe 7 ")
    'kuehner-loewe-7'
    """
    composed = unicodedata.normalize("NFC", text).lower().translate(_SPELT)
    plain = unicodedata.normalize("NFKD", composed).encode("ascii", "ignore").decode("ascii")
    slug = "-".join(re.findall(r"[a-z0-9]+", plain))
    fix = _("Choose one without personal data, such as '{example}'.").format(example=suggest_pseudonym(7))
    if "@" in text:
        raise UsageError(_("A pseudonym is no e-mail address."), fix)
    if not slug or len(slug) > _LONGEST or slug in _DEVICES:
        raise UsageError(_("'{text}' cannot be a pseudonym.").format(text=text[:_LONGEST]), fix)
    return slug


def suggest_pseudonym(seed: int) -> str:
    """Return a pseudonym of two German words and a number.

    Parameters
    ----------
    seed : int
        Each gives one of some 90 000 pseudonyms; the same seed always the same one.

    Examples
    --------
    >>> suggest_pseudonym(7) == suggest_pseudonym(7)
    True
    """
    chance = random.Random(seed)
    words = f"{chance.choice(_QUALITIES.split())}-{chance.choice(_ANIMALS.split())}-{chance.randrange(10, 100)}"
    return words.lower().translate(_SPELT)
