"""What was read from a form, put together into a record: nested keys, lists of rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

__all__ = ["Key", "Keys", "ListPlace", "nested", "path_text"]

Key = str | int
Keys = tuple[Key, ...]
#: A row of a list: keys of the list, then number of the slot and of the row put in after it.
ListPlace = tuple[Keys, tuple[int, int]]

#: A list is not longer than what one index of a marker can name.
_LONGEST: Final = 10_000


def path_text(keys: Keys) -> str:
    """Return keys as a marker has them: ``("photos", 0, "caption")`` -> ``"photos[0].caption"``."""
    text = ""
    for key in keys:
        text += f"[{key}]" if isinstance(key, int) else f".{key}" if text else key
    return text


def nested(
    plain: Mapping[Keys, Any], rows: Mapping[ListPlace, Mapping[Keys, Any]]
) -> tuple[dict[str, Any], dict[Keys, Any], dict[ListPlace, Keys]]:
    """Return a record of values.

    Args:
        plain: The values of fields that stand alone.
        rows: The values of the rows of lists, each by its keys in the row; rows without any are left out.

    Returns:
        The record; the values that have no place in it, because a list has the same name; the keys of each row.
    """
    record: dict[str, Any] = {}
    where: dict[ListPlace, Keys] = {}
    lengths: dict[Keys, int] = {}
    for place in sorted(rows, key=lambda place: (str(place[0]), place[1])):
        values, keys = rows[place], place[0]
        if values:
            row = where[place] = (*keys, lengths.get(keys, 0))
            lengths[keys] = lengths.get(keys, 0) + 1
            for key, value in values.items():
                _put(record, (*row, *key), value)
    overlaid = {keys: value for keys, value in plain.items() if not _put(record, keys, value)}
    # what stands alone comes first, as in a form
    record = {name: record[name] for name in sorted(record, key=lambda name: isinstance(record[name], list))}
    return record, overlaid, where


def _put(container: Any, keys: Keys, value: Any) -> bool:
    """Put a value in; say no where something else stands in its way."""
    for key, after in zip(keys, (*keys[1:], None), strict=True):
        if isinstance(key, int):
            if not isinstance(container, list) or key >= _LONGEST:
                return False
            container += [None] * (key + 1 - len(container))
            known = container[key]
        else:
            if not isinstance(container, dict):
                return False
            known = container.get(key)
        if after is None:
            if known is not None:
                return False
            container[key] = value
            return True
        if known is None:
            known = container[key] = [] if isinstance(after, int) else {}
        container = known
    return False
