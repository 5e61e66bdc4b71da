"""Reading real logs: any table of customers, contacts and times."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from journeylab.domain.journey_log import JourneyLog
from journeylab.domain.journey_map import JourneyMap
from journeylab.domain.scenario import Scenario
from journeylab.domain.vocabulary import Event
from journeylab.errors import DataError
from journeylab.i18n import _, ngettext, number
from journeylab.store.log_columns import nearest
from journeylab.store.log_names import arranged, events_of, ids_of
from journeylab.store.log_repair import in_order, repeats
from journeylab.store.log_rows import Rows, read_rows
from journeylab.store.log_table import open_table
from journeylab.store.yaml_file import shown

_MINUTE = 60_000_000


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
        rows = read_rows(table, {role: column for role, column in given.items() if column is not None})
        log = _log_of(rows, map, drop_duplicates, _key(salt) if pseudonymise or salt is not None else None)
    except DataError as error:
        raise DataError(f"{shown(path)}: {error.problem}", error.fix) from error
    return log


def _log_of(rows: Rows, chart: JourneyMap | None, drop_duplicates: bool, key: bytes | None) -> JourneyLog:
    use, sorting = _sorted(rows, drop_duplicates)
    customer, first = _renumbered(rows.customer[use])
    offsets = np.concatenate([[0], np.cumsum(np.bincount(customer, minlength=len(first)))]).astype(np.int64)
    heads = use[offsets[:-1]]
    codes, touchpoints, happens, naming = _touchpoints(rows, use, chart)
    conversion, is_contact, deciding = _conversion(rows, use, codes, touchpoints, happens)
    minutes, start = _minutes(rows, use)
    ids, hiding = _customers(rows, first, key)
    extras = rows.extras
    return JourneyLog(
        touchpoints=touchpoints,
        offsets=offsets,
        codes=codes,
        minutes=minutes,
        start=start,
        customers=ids,
        conversion=conversion,
        value=None if rows.value is None else rows.value[use],
        items=extras.rows("items", use, np.uint8),
        outcome=extras.rows("outcome", heads, np.uint8),
        kind=extras.rows("customer_kind", heads, np.uint8),
        mood=extras.rows("mood", heads, np.uint8),
        map=chart,
        economics=chart.economics if isinstance(chart, Scenario) else None,
        events={event: tuple(touchpoints.index(name) for name in names) for event, names in happens.items()},
        conversion_is_contact=is_contact,
        seed=extras.seed,
        report=(*rows.notes, *sorting, *naming, *deciding, *hiding),
    )


def _sorted(rows: Rows, drop_duplicates: bool) -> tuple[NDArray[np.int64], list[str]]:
    """Return the usable rows by customer and time, repeated ones left out if so wished."""
    customer = _renumbered(rows.customer[rows.use])[0]
    step = rows.extras.rows("step", rows.use, np.int64)
    if step is not None:
        order, notes = in_order(customer, step)
        return rows.use[order], notes
    if rows.times is None:
        order, notes = in_order(customer, None)
        return rows.use[order], notes
    order, notes = in_order(customer, rows.times.ticks[rows.use])
    use = rows.use[order]
    others = [column[use] for column in (rows.contact, rows.flag, rows.value) if column is not None]
    again = repeats(customer[order], rows.times.ticks[use], others)
    count = int(np.count_nonzero(again))
    if not count:
        return use, notes
    if drop_duplicates:
        said = ngettext("{count} repeated row dropped.", "{count} repeated rows dropped.", count)
        use = use[~again]
    else:
        said = ngettext(
            "{count} row repeats an earlier one and was kept; drop_duplicates=True drops it.",
            "{count} rows repeat an earlier one and were kept; drop_duplicates=True drops them.",
            count,
        )
    return use, [*notes, said.format(count=number(count))]


def _renumbered(codes: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return codes counted in order of first appearance, and which old one each new one was."""
    import pandas as pd

    new, old = pd.factorize(codes)
    return new.astype(np.int64), old


def _touchpoints(
    rows: Rows, use: NDArray[np.int64], chart: JourneyMap | None
) -> tuple[NDArray[np.uint8], tuple[str, ...], dict[Event, tuple[str, ...]], list[str]]:
    """Return codes, touchpoints, and at which of them something happens."""
    contact, met = _renumbered(rows.contact[use])
    given = [rows.names[i] for i in met]
    names, strange = ids_of(given, chart)
    happens = events_of(names, chart)
    if rows.word is not None:
        if rows.word in given:
            found = names[given.index(rows.word)]
        elif chart is not None and rows.word in names:
            found = rows.word
        else:
            raise DataError(
                _("'{name}' for conversion= is neither a column nor a touchpoint.").format(name=rows.word),
                nearest(rows.word, given),
            )
        happens[Event.PURCHASE] = (found,)
    elif rows.flag is not None and not isinstance(chart, Scenario):
        # The flag says where a purchase is; a name must not contradict it.
        happens.pop(Event.PURCHASE, None)
        if not rows.extras.conversion_is_contact:
            bought = {names[i] for i in np.unique(contact[rows.flag[use]])}
            happens |= {Event.PURCHASE: tuple(sorted(bought))} if bought else {}
    needed = {name for group in happens.values() for name in group}
    codes, touchpoints, grouped = arranged(contact, names, chart, needed)
    return codes, touchpoints, happens, [*strange, *grouped]


def _conversion(
    rows: Rows,
    use: NDArray[np.int64],
    codes: NDArray[np.uint8],
    touchpoints: tuple[str, ...],
    happens: dict[Event, tuple[str, ...]],
) -> tuple[NDArray[np.bool_] | None, bool, list[str]]:
    """Return which events are or carry a conversion, which of both, and what to say."""
    if rows.flag is not None:
        return rows.flag[use], rows.extras.conversion_is_contact, []
    if Event.PURCHASE not in happens:
        return None, False, [_("No conversions found: name a column or a touchpoint with conversion=.")]
    names = happens[Event.PURCHASE]
    note = _("Conversion: the touchpoint '{name}', an event of its own.").format(name=", ".join(names))
    return np.isin(codes, [touchpoints.index(name) for name in names]), False, [note]


def _minutes(rows: Rows, use: NDArray[np.int64]) -> tuple[NDArray[np.int32] | None, datetime | None]:
    """Return whole minutes and the clock time of minute 0."""
    ticks = rows.times.ticks[use] if rows.times is not None and rows.times.clock else None
    minutes = rows.extras.rows("minute", use, np.int32)
    if ticks is None or not len(ticks):
        return minutes, None
    if minutes is None:
        origin = int(ticks.min()) // _MINUTE * _MINUTE
        minutes = ((ticks - origin) // _MINUTE).astype(np.int32)
    else:
        origin = int(ticks[0]) - int(minutes[0]) * _MINUTE
    return minutes, datetime(1970, 1, 1) + timedelta(microseconds=origin)


def _customers(rows: Rows, first: NDArray[np.int64], key: bytes | None) -> tuple[NDArray[np.str_] | None, list[str]]:
    """Return the ids of the source, hashed if there is a key."""
    ids = [rows.ids[i] for i in first]
    if key is not None:
        ids = [
            hashlib.blake2b(text.encode("utf-8", "surrogatepass"), key=key, digest_size=8).hexdigest() for text in ids
        ]
        return np.array(ids, dtype=np.str_), [_("Customer ids were replaced by pseudonyms.")]
    # A log without ids counts its customers; that is how it was written.
    if rows.own and ids == [str(i) for i in range(len(ids))]:
        return None, []
    return np.array(ids, dtype=np.str_), []


def _key(salt: str | bytes | None) -> bytes:
    """Return a key of fixed length, whatever the length of the salt."""
    secret = secrets.token_bytes(32) if salt is None else salt.encode("utf-8") if isinstance(salt, str) else salt
    return hashlib.blake2b(secret, digest_size=32).digest()
