"""Laying a change over the data of a scenario."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


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


def _has_ids(value: Any) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(item, Mapping) and "id" in item for item in value)
