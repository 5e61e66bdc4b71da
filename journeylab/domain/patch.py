"""Laying a change over the data of a scenario."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from journeylab.domain.duration import minutes


def merged(data: Any, patch: Any) -> Any:
    """Return `data` with `patch` laid over it; neither is changed.

    Mappings merge key by key and ``None`` takes a key away; in a list of
    entries with ids, an entry of the same id is merged and a new one appended;
    everything else is replaced.
    """
    if isinstance(data, Mapping) and isinstance(patch, Mapping):
        result = {key: value for key, value in data.items() if not (key in patch and patch[key] is None)}
        for key, value in patch.items():
            if value is not None:
                result[key] = merged(result[key], value) if key in result else value
        return result
    if _has_ids(data) and _has_ids(patch):
        by_id = {item["id"]: item for item in data}
        for item in patch:
            by_id[item["id"]] = merged(by_id.get(item["id"], {}), item)
        return list(by_id.values())
    return patch


def partly(data: Any, patch: Any, share: float, absent: Any = None) -> Any:
    """Return `data` with `patch` laid over it at part of its strength; neither is changed.

    Parameters
    ----------
    data : mapping
        Lengths of time in minutes, as a model writes them.
    patch : mapping
        As in `merged`; lengths of time may be written out, ``3 min``.
    share : float
        0 returns `data` as it is, 1 returns ``merged(data, patch)``.
    absent : mapping, optional
        What it means that a number is not there, by the same keys (``"*"``: any
        key); a number counts for all that lies below it.

    Returns
    -------
    mapping
        Numbers lie at `share` of the way from old to new, whole numbers stay
        whole.  A new number begins at what `absent` says, and one that is
        taken away goes there.  All else cannot be halved (labels, new entries,
        lists): it applies in full as soon as `share` is above 0.

    Notes
    -----
    That half a measure moves every number half the way is our modelling
    assumption; no source says how a measure works that is carried out in part.
    """
    if share <= 0:
        return data
    return merged(data, patch) if share >= 1 else _between(data, patch, share, absent)


def _between(data: Any, patch: Any, share: float, absent: Any) -> Any:
    if isinstance(data, Mapping) and isinstance(patch, Mapping):
        result = dict(data)
        for key, value in patch.items():
            start = absent.get(key, absent.get("*")) if isinstance(absent, Mapping) else absent
            fades = _is_number(start)
            if value is None and not (fades and _is_number(data.get(key))):
                result.pop(key, None)
            elif key in data:
                result[key] = _between(data[key], start if value is None else value, share, start)
            else:
                result[key] = (
                    _between({} if isinstance(value, Mapping) else start, value, share, start) if fades else value
                )
        return result
    if _has_ids(data) and _has_ids(patch):
        by_id = {item["id"]: item for item in data}
        for item in patch:
            known = by_id.get(item["id"])
            by_id[item["id"]] = item if known is None else _between(known, item, share, absent)
        return list(by_id.values())
    return _number_between(data, patch, share) if _is_number(data) else patch


def _number_between(before: float, after: Any, share: float) -> Any:
    after = minutes(after)
    if not _is_number(after):
        return after
    value = before + share * (after - before)
    return round(value) if isinstance(before, int) and isinstance(after, int) else value


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _has_ids(value: Any) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(item, Mapping) and "id" in item for item in value)
