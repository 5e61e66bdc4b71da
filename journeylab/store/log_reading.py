"""Reading real logs: any table of customers, contacts and times."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from journeylab.domain.journey_log import JourneyLog
from journeylab.domain.journey_map import JourneyMap
from journeylab.domain.scenario import Scenario
from journeylab.domain.vocabulary import Event
from journeylab.errors import DataError, ModelError
from journeylab.i18n import _, ngettext, number
from journeylab.store.log_columns import listing, nearest
from journeylab.store.log_files import open_table
from journeylab.store.log_rows import Rows, read_rows
from journeylab.store.yaml_file import shown

if TYPE_CHECKING:
    import pandas as pd

_MINUTE = 60_000_000
# Recommended event names of Google Analytics 4, and the German word.
_EVENTS = {
    "add_to_cart": Event.BASKET,
    "begin_checkout": Event.CHECKOUT,
    "purchase": Event.PURCHASE,
    "kauf": Event.PURCHASE,
    "refund": Event.RETURN,
}


def read_log(
    path: str | Path,
    *,
    customer: str | None = None,
    time: str | None = None,
    touchpoint: str | None = None,
    conversion: str | None = None,
    value: str | None = None,
    sep: str | None = None,
    encoding: str | None = None,
    sheet: str | int | None = None,
    pseudonymise: bool = False,
    salt: str | bytes | None = None,
    drop_duplicates: bool = False,
    map: JourneyMap | None = None,
) -> JourneyLog:
    """Read journeys from a file; what was guessed, repaired or dropped stands in `JourneyLog.report`.

    Parameters
    ----------
    path : str or Path
        CSV (any usual separator and encoding, also ``.gz``), Excel, Parquet,
        XES, or a file of `write_log`.  One row a contact, in any order.
    customer, time, touchpoint, value : str, optional
        Names of columns; without them they are guessed from usual German and
        English names.  Without a time the order of the rows counts.
    conversion : str, optional
        A column that says yes or no: the conversion belongs to the contact of
        its row.  Or the name of a touchpoint, such as ``"Kauf"``: then the
        conversion is an event of its own.
    sep, encoding, sheet : optional
        Separator and encoding of a text file, sheet of a workbook.
    pseudonymise : bool
        Replace customer ids by keyed hashes; the originals are not kept.
    salt : str or bytes, optional
        Key of these hashes, which are then made in any case: the same key gives
        the same pseudonyms.  Without it a random one is used once and forgotten.
    drop_duplicates : bool
        Drop rows that repeat an earlier row in every column in use.  Otherwise
        they are only counted: with times in minutes or days many of them are real.
    map : JourneyMap, optional
        Names that are ids or labels of its contacts become ids, its contacts
        come first in `JourneyLog.touchpoints`; a scenario adds economics and events.

    Returns
    -------
    JourneyLog
        Customers in order of first appearance, their ids as texts; touchpoints
        that are on no map in alphabetical order.

    Raises
    ------
    DataError
        If the file cannot be used; the message names row, column and way out.
    MissingExtraError
        If a package for this kind of file is not installed.

    Notes
    -----
    Of Google Analytics 4 (event_name, event_timestamp, user_pseudo_id) the event
    is the touchpoint.  With ``touchpoint="session_default_channel_group"`` or
    another column the channel is, and purchases stay events of their own.
    """
    path = Path(path)
    given = {"customer": customer, "time": time, "touchpoint": touchpoint, "conversion": conversion, "value": value}
    try:
        table = open_table(path, sep=sep, encoding=encoding, sheet=sheet)
        rows = read_rows(table, {role: name for role, name in given.items() if name is not None}, drop_duplicates)
        return _log_of(rows, map, pseudonymise or salt is not None, salt)
    except (DataError, ModelError) as error:
        raise DataError(f"{shown(path)}: {error.problem}", error.fix) from error


def _log_of(rows: Rows, chart: JourneyMap | None, hide: bool, salt: str | bytes | None) -> JourneyLog:
    import pandas as pd

    frame = rows.frame
    customer = frame["customer"].to_numpy()
    heads = np.flatnonzero(np.diff(customer, prepend=-1))
    contact, met = pd.factorize(frame["contact"])
    given = [rows.names[i] for i in met]
    names, notes = _ids_of(given, chart)
    fixed = chart.contact_ids if chart else ()
    # In alphabetical order, so that the order of the rows does not matter.
    touchpoints = (*fixed, *sorted(set(names) - set(fixed)))
    place = {name: code for code, name in enumerate(touchpoints)}
    codes = np.array([place[name] for name in names], dtype=np.int64)[contact]

    happens = _events_of(names, chart)
    conversion = frame["conversion"].to_numpy() if "conversion" in frame else None
    is_contact = conversion is not None and bool(frame.get("conversion_is_contact", np.ones(1)).all())
    if rows.word is not None:
        happens[Event.PURCHASE] = (_named(rows.word, given, names, chart),)
    elif conversion is not None and not isinstance(chart, Scenario):
        # The flag says where a purchase is; a name must not contradict it.
        bought = () if is_contact else sorted({touchpoints[code] for code in np.unique(codes[conversion])})
        happens = {**happens, Event.PURCHASE: tuple(bought)}
    events = {event: tuple(place[name] for name in group) for event, group in happens.items() if group}
    if conversion is None and Event.PURCHASE in events:
        conversion = np.isin(codes, events[Event.PURCHASE])
        called = ", ".join(happens[Event.PURCHASE])
        notes.append(_("Conversion: the touchpoint '{name}', an event of its own.").format(name=called))
    elif conversion is None:
        notes.append(_("No conversions found: name a column or a touchpoint with conversion=."))
    if "value" in frame:
        empty = frame["value"].isna().to_numpy()
        count = 0 if conversion is None else int((empty & conversion).sum())
        if count:
            note = ngettext(
                "{count} conversion without a value, counted as 0.",
                "{count} conversions without a value, counted as 0.",
                count,
            )
            notes.append(note.format(count=number(count)))
        frame = frame.assign(value=np.where(empty, 0.0, frame["value"]))
    minutes, start = _minutes(frame)
    ids = [rows.ids[i] for i in customer[heads]]
    if hide:
        ids = _pseudonyms(ids, salt)
        notes.append(_("Customer ids were replaced by pseudonyms."))

    def column(name: str, dtype: type[np.generic], places: NDArray[np.int64] | slice = slice(None)) -> Any:
        return frame[name].to_numpy()[places].astype(dtype) if name in frame else None

    return JourneyLog(
        touchpoints=touchpoints,
        offsets=np.append(heads, len(frame)),
        codes=codes.astype(np.uint8),
        minutes=minutes,
        start=start,
        # A log without ids counts its customers; that is how it was written.
        customers=None if rows.own and ids == [str(i) for i in range(len(ids))] else np.array(ids, dtype=np.str_),
        conversion=conversion,
        value=column("value", np.float64),
        items=column("items", np.uint8),
        outcome=column("outcome", np.uint8, heads),
        kind=column("customer_kind", np.uint8, heads),
        mood=column("mood", np.uint8, heads),
        map=chart,
        economics=chart.economics if isinstance(chart, Scenario) else None,
        events=events,
        conversion_is_contact=is_contact,
        seed=rows.seed,
        report=(*rows.notes, *notes),
    )


def _ids_of(names: Sequence[str], chart: JourneyMap | None) -> tuple[list[str], list[str]]:
    """Return names with labels of the map's contacts replaced by ids, and what to say about the rest."""
    if chart is None:
        return list(names), []
    known = {text.casefold(): c.id for c in chart.contacts for text in (c.label.de, c.label.en) if text}
    known |= {contact.id: contact.id for contact in chart.contacts}
    found = [known.get(name.casefold(), name) for name in names]
    strange = sorted(set(found) - set(chart.contact_ids))
    return found, [_("Not on the map: {names}.").format(names=listing(strange))] if strange else []


def _events_of(names: Sequence[str], chart: JourneyMap | None) -> dict[Event, tuple[str, ...]]:
    """Return at which touchpoints something happens: as the scenario says, else by their usual names."""
    if isinstance(chart, Scenario):
        return {event: chart.event_contacts(event) for event in Event if chart.event_contacts(event)}
    found: dict[Event, tuple[str, ...]] = {}
    for name in sorted(set(names)):
        event = _EVENTS.get(name.casefold())
        if event is not None:
            found[event] = (*found.get(event, ()), name)
    return found


def _named(word: str, given: list[str], names: list[str], chart: JourneyMap | None) -> str:
    """Return the touchpoint that is called so, in the file or on the map."""
    if word in given:
        return names[given.index(word)]
    if chart is not None and word in names:
        return word
    raise DataError(
        _("'{name}' for conversion= is neither a column nor a touchpoint.").format(name=word), nearest(word, given)
    )


def _minutes(frame: pd.DataFrame) -> tuple[NDArray[np.int32] | None, datetime | None]:
    """Return whole minutes and the clock time of minute 0."""
    minutes = frame["minute"].to_numpy(dtype=np.int32) if "minute" in frame else None
    if "time" not in frame or frame.empty:
        return minutes, None
    ticks = frame["time"].to_numpy()
    if minutes is None:
        origin = int(ticks.min()) // _MINUTE * _MINUTE
        minutes = ((ticks - origin) // _MINUTE).astype(np.int32)
    else:
        origin = int(ticks[0]) - int(minutes[0]) * _MINUTE
    return minutes, datetime(1970, 1, 1) + timedelta(microseconds=origin)


def _pseudonyms(ids: list[str], salt: str | bytes | None) -> list[str]:
    key = salt.encode("utf-8") if isinstance(salt, str) else salt or secrets.token_bytes(32)
    return [hmac.digest(key, text.encode("utf-8", "surrogatepass"), "sha256").hex()[:16] for text in ids]
