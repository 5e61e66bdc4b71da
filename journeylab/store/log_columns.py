"""Which column of a table says what: guessed from its name, and said aloud."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from journeylab.errors import DataError
from journeylab.i18n import _

# Each role has ranks: a name of an earlier rank wins, two names of one rank are ambiguous.
_SYNONYMS: dict[str, tuple[str, ...]] = {
    "customer": (
        "customer_id customer kunde kunden_id kundenid kunden_nr kundennr kundennummer user_pseudo_id "
        "case_id case_concept_name",
        "user_id user nutzer nutzer_id besucher besucher_id client_id visitor_id cookie",
    ),
    "time": (
        "timestamp event_timestamp time_timestamp time zeit zeitpunkt zeitstempel datetime",
        "date datum event_date",
    ),
    # Who sees both a channel and what happened there (impression, click) asks about channels.
    "touchpoint": (
        "touchpoint kontakt kontaktpunkt contact",
        "event_name activity aktivität aktivitaet concept_name",
        "channel kanal session_default_channel_group",
        "interaction interaktion",
    ),
    "conversion": ("conversion converted konversion kauf gekauft purchase",),
    "value": ("conversion_value value wert umsatz revenue bestellwert order_value purchase_revenue",),
}
_NEEDED = ("customer", "touchpoint")


def choose_columns(names: Sequence[str], given: Mapping[str, str], leave_out: str = "") -> dict[str, str]:
    """Return for each role the column that plays it; a role that nothing plays is left out.

    Parameters
    ----------
    names : sequence of str
        Columns of the file.
    given : mapping of str to str
        Columns that the caller named, by role.
    leave_out : str
        A role that no column plays.

    Raises
    ------
    DataError
        If a named column is not there, if nothing or more than one thing fits.
    """
    chosen: dict[str, str] = {}
    for role in _SYNONYMS:
        column = None if role == leave_out else given.get(role) or _guessed(role, names)
        if column is None:
            continue
        if column not in names:
            raise DataError(
                _("there is no column '{column}' for {role}=.").format(column=column, role=role),
                nearest(column, names),
            )
        chosen[role] = column
    return chosen


def listing(names: Sequence[str], most: int = 30) -> str:
    """Return names in one line, shortened where there are many or long ones."""
    short = [name if len(name) <= 40 else name[:39] + "…" for name in names[:most]]
    return ", ".join([*short, "…"] if len(names) > most else short) or _("none")


def nearest(name: str, known: Sequence[str]) -> str:
    """Return the way out for a name that is not known: the nearest known one, or all."""
    near = get_close_matches(name, known, n=1)
    if near:
        return _("Did you mean '{near}'?").format(near=near[0])
    return _("Known are: {names}.").format(names=listing(known))


def _guessed(role: str, names: Sequence[str]) -> str | None:
    for rank in _SYNONYMS[role]:
        found = [name for name in names if _plain(name) in rank.split()]
        if len(found) == 1:
            return found[0]
        if found:
            raise DataError(
                _("more than one column could be '{role}': {columns}.").format(role=role, columns=listing(found)),
                _('Name one of them: read_log(..., {role}="{column}").').format(role=role, column=found[0]),
            )
    if role in _NEEDED:
        raise DataError(
            _("no column is recognisable as '{role}' (columns: {columns}).").format(role=role, columns=listing(names)),
            _('Name it: read_log(..., {role}="name of the column").').format(role=role),
        )
    return None


def _plain(name: str) -> str:
    """Return ``kunden_nr`` for ``Kunden-Nr.``."""
    return re.sub(r"\W+", "_", name.casefold()).strip("_")
