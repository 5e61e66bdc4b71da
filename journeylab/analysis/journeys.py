"""Where one journey ends and the next begins."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from journeylab.domain.expect import expect
from journeylab.domain.journey_log import JourneyLog
from journeylab.errors import ModelError, UsageError
from journeylab.i18n import _

By = Literal["touchpoint", "channel"]


@dataclass(frozen=True, eq=False)
class Journeys:
    """A log cut into journeys, each with or without success.

    Journey ``j`` met the stations ``codes[offsets[j]:offsets[j + 1]]``.  A
    conversion without any contact before it is a journey of length 0.

    Parameters
    ----------
    names : tuple of str
        What people read for a code, no name twice; with touchpoints the codes
        are those of the log.
    codes : ndarray of uint8, shape (n_contacts,)
    offsets : ndarray of int64, shape (n_journeys + 1,)
    success : ndarray of bool, shape (n_journeys,)
        Whether the journey ended in a conversion.
    customer : ndarray of int64, shape (n_journeys,)
        Place of its customer in the log.
    minutes : ndarray of int32, shape (n_contacts,), or None
        Whole minutes since the start of the log.
    ended : ndarray of int32, shape (n_journeys,), or None
        Minute of the conversion; without success that of the last contact.
    value : ndarray of float64, shape (n_journeys,), or None
        Order value in the log's currency; 0 without success.
    """

    names: tuple[str, ...]
    codes: NDArray[np.uint8]
    offsets: NDArray[np.int64]
    success: NDArray[np.bool_]
    customer: NDArray[np.int64]
    minutes: NDArray[np.int32] | None = None
    ended: NDArray[np.int32] | None = None
    value: NDArray[np.float64] | None = None

    def __len__(self) -> int:
        """Return the number of journeys."""
        return len(self.success)

    def lengths(self) -> NDArray[np.int64]:
        """Return the number of contacts of each journey, shape (n_journeys,)."""
        return np.diff(self.offsets)

    def met(self) -> NDArray[np.int64]:
        """Return the codes that occur in some journey, in ascending order."""
        return np.flatnonzero(np.bincount(self.codes, minlength=1))

    @property
    def conversions(self) -> int:
        """Number of journeys with success."""
        return int(self.success.sum())

    @property
    def empty(self) -> int:
        """Number of conversions without any contact before them."""
        return int((self.lengths() == 0).sum())

    def select(self, chosen: NDArray[np.bool_]) -> Journeys:
        """Return some of the journeys.

        Parameters
        ----------
        chosen : ndarray of bool, shape (n_journeys,)
        """
        lengths = self.lengths()
        contacts = np.repeat(chosen, lengths)

        def some(array: NDArray[Any] | None, which: NDArray[np.bool_]) -> Any:
            return None if array is None else array[which]

        return replace(
            self,
            codes=self.codes[contacts],
            offsets=_offsets(lengths[chosen]),
            success=self.success[chosen],
            customer=self.customer[chosen],
            minutes=some(self.minutes, contacts),
            ended=some(self.ended, chosen),
            value=some(self.value, chosen),
        )


def journeys(log: JourneyLog, by: By | None = "touchpoint") -> Journeys:
    """Cut a log into journeys.

    A conversion closes a journey and what follows is the next one; a tail
    without conversion is a journey without success.  Where the conversion is a
    flag on a contact (`JourneyLog.conversion_is_contact`), this contact is the
    last one of its journey; where it is an event of its own, it only marks the
    end and the time.  A customer without any event makes no journey.

    Parameters
    ----------
    log : JourneyLog
    by : {"touchpoint", "channel"} or None
        What the stations are.  ``None`` takes channels where the log belongs to
        a map, touchpoints elsewhere.

    Raises
    ------
    ModelError
        If the log does not tell conversions.
    UsageError
        If `by` is another word, or asks for channels without a map.
    """
    expect(log, JourneyLog)
    if log.conversion is None:
        raise ModelError(
            _("This log does not tell which events are conversions."),
            _('Name them when you read the file, for example read_log(file, conversion="purchase").'),
        )
    names, place = _stations(log, by)
    last = log.conversion.copy()
    last[log.offsets[1:][log.lengths() > 0] - 1] = True
    ends = np.flatnonzero(last)
    success = log.conversion[ends]
    lengths = np.diff(ends, prepend=-1)
    codes, minutes = log.codes, log.minutes
    if not log.conversion_is_contact:
        lengths = lengths - success
        contacts = ~log.conversion
        codes = codes[contacts]
        minutes = None if minutes is None else minutes[contacts]
    return Journeys(
        names=names,
        codes=codes if place is None else place[codes],
        offsets=_offsets(lengths),
        success=success,
        customer=np.searchsorted(log.offsets, ends, side="right") - 1,
        minutes=minutes,
        ended=None if log.minutes is None else log.minutes[ends],
        value=None if log.value is None else np.where(success, log.value[ends], 0.0),
    )


def _offsets(lengths: NDArray[Any]) -> NDArray[np.int64]:
    return np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)


def _stations(log: JourneyLog, by: By | None) -> tuple[tuple[str, ...], NDArray[np.uint8] | None]:
    """Return the names of the stations, and the station of each code (None: the code itself)."""
    if by not in ("touchpoint", "channel", None):
        raise UsageError(
            _("Journeys cannot be told by '{by}'.").format(by=by), _('Use by="touchpoint" or by="channel".')
        )
    if by == "touchpoint" or (by is None and log.map is None):
        return _distinct(log.labels(), log.touchpoints), None
    if log.map is None:
        raise UsageError(
            _("This log belongs to no map, so its touchpoints have no channels."),
            _('Use by="touchpoint", or group the names before you read the log.'),
        )
    channel_of = {contact.id: contact.channel for contact in log.map.contacts}
    label_of = {channel.id: str(channel.label) for channel in log.map.channels}
    ids = [channel_of.get(name, name) for name in log.touchpoints]
    order = [*(i for i in label_of if i in ids), *(i for i in dict.fromkeys(ids) if i not in label_of)]
    place = np.array([order.index(i) for i in ids], dtype=np.uint8)
    return _distinct([label_of.get(i, i) for i in order], order), place


def _distinct(labels: Sequence[str], ids: Sequence[str]) -> tuple[str, ...]:
    """Return the labels, with the id behind those that stand more than once."""
    count = Counter(labels)
    return tuple(label if count[label] == 1 else f"{label} ({name})" for label, name in zip(labels, ids, strict=True))
