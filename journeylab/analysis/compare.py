"""How much the answer depends on the attribution model, in numbers and in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from journeylab.analysis.attribution import MODELS, Model, Weight, credit_rows, is_direct
from journeylab.analysis.journeys import By, Journeys, journeys
from journeylab.analysis.shapley import MAX_CHANNELS
from journeylab.analysis.table import Table, table
from journeylab.domain.journey_log import JourneyLog
from journeylab.i18n import _, ngettext, number, percent

if TYPE_CHECKING:
    import pandas as pd

# Differences below half a point are not worth a sentence.
_NOTICEABLE = 0.005


def compare_attribution(
    log: JourneyLog,
    *,
    by: By | None = None,
    order: int = 1,
    half_life: float = 7.0,
    direct: str | None = None,
    weight: Weight = "conversions",
) -> Table:
    """Share the conversions of a log among its channels by every model that the log allows.

    Parameters
    ----------
    log : JourneyLog
    by, order, half_life, direct, weight
        As in `journeylab.analysis.attribution.attribution`.

    Returns
    -------
    Table
        A DataFrame: one row a channel, one column a model.  ``time_decay`` is
        left out without times, ``shapley_rate`` with too many channels:
        ``attrs["left_out"]`` maps them to the reason.  ``attrs["why"]`` says
        why the models differ, as do the notes that a notebook shows.

    Raises
    ------
    ModelError
        If the log lacks conversions, or the values that are asked for.
    UsageError
        If a word or a number does not fit.
    """
    import pandas as pd

    cut = journeys(log, by)
    left_out = _left_out(cut)
    models = tuple(model for model in MODELS if model not in left_out)
    rows, credits = credit_rows(cut, models, order=order, half_life=half_life, direct=direct, weight=weight)
    frame = pd.DataFrame(credits, index=pd.Index(rows), columns=pd.Index(models))
    why = "\n".join([why_models_differ(frame), *_notes(cut, left_out)])
    formats = {str(model): lambda credit: number(credit, 1) for model in models}
    compared = table(frame, formats, tuple(why.splitlines()), model_labels())
    compared.attrs.update(why=why, left_out=left_out)
    return compared


def why_models_differ(credits: pd.DataFrame) -> str:
    """Say in words why the models give different credit, one sentence a line.

    Parameters
    ----------
    credits : DataFrame
        What `compare_attribution` returns, or some of its columns.
    """
    channels = [str(channel) for channel in credits.index]
    share = {model: (credits[model] / (credits[model].sum() or 1.0)).to_numpy(dtype=float) for model in credits.columns}
    sentences = [_spread(channels, share)]
    for model, other, sentence in _rules():
        if model in share and other in share and channels:
            gain = share[model] - share[other]
            i = int(gain.argmax())
            if gain[i] >= _NOTICEABLE:
                shares = {"share": percent(share[model][i]), "other": percent(share[other][i])}
                sentences.append(sentence.format(channel=channels[i], **shares))
    sentences += [*_time(share), *_passed_over(channels, share), *_negative(channels, share)]
    sentences.append(
        _("Credit is not causation: whether a channel brings about purchases shows only in an incrementality test.")
    )
    return "\n".join(sentences)


def model_labels() -> dict[str, str]:
    """Return the names that people read, by model."""
    return {
        "first": _("First Click"),
        "last": _("Last Click"),
        "last_non_direct": _("Last Non-Direct Click"),
        "linear": _("Linear"),
        "position": _("Position-based"),
        "time_decay": _("Time Decay"),
        "markov": _("Markov chain"),
        "shapley": _("Shapley value"),
        "shapley_rate": _("Shapley value of the rate"),
    }


def _left_out(cut: Journeys) -> dict[Model, str]:
    channels = len(cut.met())
    reasons: dict[Model, str] = {}
    if cut.minutes is None:
        reasons["time_decay"] = _("the log has no times")
    if channels > MAX_CHANNELS:
        reasons["shapley_rate"] = _("{count} channels are more than {most}").format(count=channels, most=MAX_CHANNELS)
    return reasons


def _notes(cut: Journeys, left_out: dict[Model, str]) -> list[str]:
    labels = model_labels()
    notes = [
        _("Left out: {model} ({reason}).").format(model=labels[model], reason=reason)
        for model, reason in left_out.items()
    ]
    if cut.empty:
        notes.append(
            ngettext(
                "{count} conversion has no contact before it, so no channel can get credit for it.",
                "{count} conversions have no contact before them, so no channel can get credit for them.",
                cut.empty,
            ).format(count=number(cut.empty))
        )
    return notes


def _rules() -> list[tuple[str, str, str]]:
    """Return what it means if a channel gets more by the first model than by the second."""
    return [
        (
            "last",
            "first",
            _("{channel} closes journeys more than it opens them: Last Click gives it {share}, First Click {other}."),
        ),
        (
            "first",
            "last",
            _("{channel} opens journeys more than it closes them: First Click gives it {share}, Last Click {other}."),
        ),
        (
            "linear",
            "shapley",
            _(
                "{channel} comes up several times in the same journey: Linear pays every contact ({share}), "
                "the Shapley value pays each channel once ({other})."
            ),
        ),
        (
            "markov",
            "linear",
            _(
                "Markov also counts journeys without success and asks what would be lost without a channel: "
                "{channel} gets {share} instead of {other} by Linear."
            ),
        ),
    ]


def _spread(channels: list[str], share: dict[str, NDArray[np.float64]]) -> str:
    # The rate answers another question and may be negative: it has a sentence of its own.
    models = [model for model in share if model != "shapley_rate"]
    shares = np.array([share[model] for model in models])
    if not shares.any():
        return _("No conversion, no credit to share.")
    i = int(np.ptp(shares, axis=0).argmax())
    low, high = int(shares[:, i].argmin()), int(shares[:, i].argmax())
    if shares[high, i] - shares[low, i] < _NOTICEABLE:
        return _("All models give nearly the same credit here.")
    labels = model_labels()
    return _("{channel} gets between {low} ({low_model}) and {high} ({high_model}) of all credit.").format(
        channel=channels[i],
        low=percent(shares[low, i]),
        low_model=labels[models[low]],
        high=percent(shares[high, i]),
        high_model=labels[models[high]],
    )


def _time(share: dict[str, NDArray[np.float64]]) -> list[str]:
    if not {"time_decay", "linear", "last"} <= share.keys():
        return []
    apart = {model: float(np.abs(share["time_decay"] - share[model]).sum() / 2) for model in ("linear", "last")}
    if abs(apart["linear"] - apart["last"]) < _NOTICEABLE:
        return []
    if apart["linear"] < apart["last"]:
        return [_("Time Decay stays near Linear: compared with the half-life, contacts lie close together in time.")]
    return [_("Time Decay stays near Last Click: compared with the half-life, contacts lie far apart in time.")]


def _passed_over(channels: list[str], share: dict[str, NDArray[np.float64]]) -> list[str]:
    if not {"last", "last_non_direct"} <= share.keys() or (share["last"] != share["last_non_direct"]).any():
        return []
    sentence = _("Last Non-Direct Click equals Last Click: no direct visit follows another contact at the end.")
    if any(is_direct(channel) for channel in channels):
        return [sentence]
    return [sentence + " " + _('If a channel with another name means direct visits, say direct="its name".')]


def _negative(channels: list[str], share: dict[str, NDArray[np.float64]]) -> list[str]:
    if "shapley_rate" not in share:
        return []
    below = [channel for channel, part in zip(channels, share["shapley_rate"], strict=True) if part < -_NOTICEABLE]
    if not below:
        return []
    sentence = _(
        "The Shapley value of the rate is negative for {channels}: "
        "added to other channels, they go with a lower conversion rate."
    )
    return [sentence.format(channels=", ".join(below))]
