"""Which channel gets credit for a conversion: eight answers to one question."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from journeylab.analysis import markov, shapley
from journeylab.analysis.journeys import By, Journeys, journeys
from journeylab.domain.journey_log import JourneyLog
from journeylab.domain.names import unknown
from journeylab.errors import ModelError, UsageError
from journeylab.i18n import _

if TYPE_CHECKING:
    import pandas as pd

Model = Literal[
    "first", "last", "last_non_direct", "linear", "position", "time_decay", "markov", "shapley", "shapley_rate"
]
Weight = Literal["conversions", "value"]
MODELS: tuple[Model, ...] = get_args(Model)

_MINUTES_PER_DAY = 1440
_EDGE = 0.4
# Without case, blanks and brackets: "(direct) / (none)" is "directnone".
_DIRECT = frozenset(
    {"direct", "directnone", "directtraffic", "direkt", "direktaufruf", "direktzugriff", "direkteingabe"}
)


def attribution(
    log: JourneyLog,
    model: Model = "markov",
    *,
    by: By | None = None,
    order: int = 1,
    half_life: float = 7.0,
    direct: str | None = None,
    weight: Weight = "conversions",
) -> pd.Series[float]:
    """Share the conversions of a log among its channels.

    Parameters
    ----------
    log : JourneyLog
    model : str
        ``first``, ``last``, ``last_non_direct``, ``linear``, ``position`` (40 %
        first, 40 % last, 20 % between), ``time_decay``, ``markov`` (removal
        effects), ``shapley`` (equal split over distinct channels) or
        ``shapley_rate`` (Shapley value of the conversion rate).
    by : {"touchpoint", "channel"}, optional
        Channels where the log belongs to a map, touchpoints elsewhere.
    order : int
        Markov: how many channels a customer remembers.
    half_life : float
        Time decay: after so many days a contact counts half.
    direct : str, optional
        Last non-direct: the name of direct visits; usual names are known.
    weight : {"conversions", "value"}
        Share the number of conversions or their value.

    Returns
    -------
    Series of float
        Credit by channel, in the order of the log; one row for every channel
        that a journey met and one for conversions without any contact.  The sum
        is the number of conversions or their value.

    Raises
    ------
    ModelError
        If the log lacks conversions, or the times or values that are asked for.
    UsageError
        If a word or a number does not fit.

    Notes
    -----
    Journeys without success count for ``markov`` and ``shapley_rate`` alone.
    Under ``weight="value"`` Markov shares the value by the same removal
    effects.  Credit is not causation: whether a channel brings about purchases
    shows only in a test with a group that does not meet it.
    """
    import pandas as pd

    cut = journeys(log, by)
    names, credits = credit_rows(cut, (model,), order=order, half_life=half_life, direct=direct, weight=weight)
    return pd.Series(credits[:, 0], index=pd.Index(names), name=model)


def credit_rows(
    cut: Journeys, models: tuple[Model, ...], *, order: int, half_life: float, direct: str | None, weight: Weight
) -> tuple[list[str], NDArray[np.float64]]:
    """Return the credits of several models; the parameters are those of `attribution`.

    Returns
    -------
    list of str, length n_rows
        Channels that occur, then conversions without any contact if there are any.
    ndarray of float64, shape (n_rows, n_models)
    """
    worth = _worth(cut, weight)
    some = cut.lengths() > 0
    won, prize = cut.select(cut.success & some), worth[cut.success & some]
    met = cut.met()
    rows = [cut.names[code] for code in met]
    outside = [float(worth[~some].sum())] if cut.empty else []
    columns = []
    for model in models:
        match model:
            case "markov":
                effects = markov.chain(cut, order).removal_effects(len(cut.names))
                credits = effects * (prize.sum() / (effects.sum() or 1.0))
            case "shapley":
                credits = shapley.equal_split(won, prize)
            case "shapley_rate":
                credits = shapley.of_the_rate(cut, worth)
            case _:
                share = _shares(won, model, half_life, direct)
                credits = np.bincount(won.codes, share * np.repeat(prize, won.lengths()), len(cut.names))
        columns.append([*credits[met], *outside])
    return rows + [_("(no contact)")] * len(outside), np.array(columns, dtype=float).T


def _worth(cut: Journeys, weight: Weight) -> NDArray[np.float64]:
    """Return what each journey earned, shape (n_journeys,)."""
    if weight == "conversions":
        return cut.success.astype(float)
    if weight != "value":
        raise UsageError(
            _("Credit cannot be counted in '{weight}'.").format(weight=weight),
            _('Use weight="conversions" or weight="value".'),
        )
    if cut.value is None:
        raise ModelError(
            _("This log does not tell the value of its conversions."),
            _('Use weight="conversions", or name the column with the values when you read the file.'),
        )
    return cut.value


def _shares(won: Journeys, model: Model, half_life: float, direct: str | None) -> NDArray[np.float64]:
    """Return the share of each contact in its conversion, shape (n_contacts,); 1 in each journey."""
    lengths = won.lengths()
    first, last = won.offsets[:-1], won.offsets[1:] - 1
    share = np.zeros(len(won.codes))
    match model:
        case "first":
            share[first] = 1.0
        case "last":
            share[last] = 1.0
        case "last_non_direct":
            share[_last_other(won, _direct_codes(won.names, direct))] = 1.0
        case "linear":
            share = np.repeat(1 / lengths, lengths)
        case "position":
            share = np.repeat((1 - 2 * _EDGE) / np.maximum(lengths - 2, 1), lengths)
            share[first] = share[last] = np.array([1.0, 0.5, _EDGE])[np.minimum(lengths, 3) - 1]
        case "time_decay":
            share = _decay(won, half_life)
        case _:
            for problem in unknown(model, MODELS, ("model",)):
                raise UsageError(_("'{model}' is no attribution model.").format(model=model), problem.fix)
    return share


def _last_other(won: Journeys, direct: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return the last contact of each journey that is not direct, or the last one if all are."""
    if len(won) == 0:
        return np.zeros(0, dtype=np.int64)
    place = np.where(direct[won.codes], -1, np.arange(len(won.codes)))
    found = np.maximum.reduceat(place, won.offsets[:-1])
    return np.where(found < 0, won.offsets[1:] - 1, found)


def _direct_codes(names: tuple[str, ...], direct: str | None) -> NDArray[np.bool_]:
    """Return for each code whether it stands for direct visits, shape (n_names,)."""
    if direct is None:
        return np.array([is_direct(name) for name in names], dtype=bool)
    for problem in unknown(direct, names, ("direct",)):
        raise UsageError(_("There is no channel '{name}' in this log.").format(name=direct), problem.fix)
    return np.array([name == direct for name in names], dtype=bool)


def is_direct(name: str) -> bool:
    """Tell whether a channel's name usually means that somebody came without a referrer."""
    return "".join(letter for letter in name.casefold() if letter.isalpha()) in _DIRECT


def _decay(won: Journeys, half_life: float) -> NDArray[np.float64]:
    """Return shares that halve with every `half_life` days before the conversion."""
    if won.minutes is None:
        raise ModelError(
            _("This log has no times, and time decay needs them."),
            _("Use another model, or name the column with the times when you read the file."),
        )
    if not isinstance(half_life, int | float) or not 0 < half_life < np.inf:
        raise UsageError(
            _("A half-life of {days} days is not possible.").format(days=half_life),
            _("Use a number of days above 0; 7 is usual."),
        )
    if len(won) == 0:
        return np.zeros(0)
    lengths = won.lengths()
    # Counted from the last contact, not from the conversion: the factor between them is the
    # same for the whole journey and cancels, and old journeys do not underflow to 0 / 0.
    age = np.repeat(won.minutes[won.offsets[1:] - 1], lengths) - won.minutes
    strength: NDArray[np.float64] = np.exp2(-age / (half_life * _MINUTES_PER_DAY))
    shares: NDArray[np.float64] = strength / np.repeat(np.add.reduceat(strength, won.offsets[:-1]), lengths)
    return shares
