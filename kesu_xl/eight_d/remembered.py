"""What a form was filled with, as check sums: a later reader sees which values of a register changed since.

A check sum stands for a path and its value, so nothing can be read from it. It does not hang on the language.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from binascii import Error, crc32
from collections.abc import Collection, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, Final

from kesu_xl.eight_d.record import LETTERHEAD, is_worked_out
from kesu_xl.eight_d.shown import inner
from kesu_xl.wording import Ref

__all__ = ["Remembered", "plain", "remembered"]

_BYTES: Final = 4
#: Parts a row's values in its check sum.
_PART: Final = "\x1f"


def plain(value: Any) -> str:
    """Return a value as text that is the same in every language; blank for what is only shown."""
    if value is None:
        return ""
    if isinstance(value, str):
        # a list value is its zh-Hans word
        return str.__str__(value).strip()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value:.15g}"
    if isinstance(value, Ref):
        return plain(inner(value))
    return _PART.join(map(plain, value)) if isinstance(value, list | tuple) else str(value)


@lru_cache(maxsize=64)
def _asked(fields: tuple[str, ...]) -> tuple[list[tuple[str, str, int]], list[tuple[str, tuple[str, ...], int]]]:
    """Return the single fields of a template as two keys each, and its lists with their columns; begun check sums."""
    single: list[tuple[str, str, int]] = []
    lists: dict[str, list[str]] = {}
    for field in fields:
        if is_worked_out(field) or field in LETTERHEAD:
            continue
        name, is_list, column = field.partition("[].")
        if is_list:
            lists.setdefault(name, []).append(column)
        elif "[" not in field:
            first, _, second = field.partition(".")
            single.append((first, second, _begun(field)))
    return single, [(name, tuple(columns), _begun(f"{name}[]")) for name, columns in lists.items()]


def remembered(record: Mapping[str, Any], fields: tuple[str, ...]) -> str:
    """Return the check sums of everything that a form with these fields shows of a record, as base64.

    Args:
        record: Nested mappings and lists under the paths of markers.
        fields: What the template asks for.
    """
    single, lists = _asked(fields)
    sums = set()
    for first, second, begun in single:
        value = record.get(first)
        if second:
            value = value.get(second) if isinstance(value, Mapping) else None
        if shown := value.strip() if type(value) is str else plain(value):
            sums.add(crc32(shown.encode(), begun))
    for name, columns, begun in lists:
        rows = record.get(name)
        for number, row in enumerate(rows if isinstance(rows, list) else ()):
            values = [value.strip() if type(value := row.get(c)) is str else plain(value) for c in columns]
            for column, shown in zip(columns, values, strict=True):
                if shown:
                    sums.add(crc32(shown.encode(), _begun(f"{name}[{number}].{column}")))
            sums.add(crc32(_PART.join(values).encode(), begun))
    return b64encode(b"".join(one.to_bytes(_BYTES, "big") for one in sorted(sums))).decode()


@lru_cache(maxsize=4096)
def _begun(path: str) -> int:
    """Return the check sum of a path, with which that of its value goes on."""
    return crc32(f"{path}\0".encode())


class Remembered:
    """What a form says that it was filled with.

    Args:
        text: What `remembered` gave; anything else is nothing.
        fields: What its template asks for.

    Attributes:
        is_known: The form says it at all.
    """

    def __init__(self, text: str, fields: tuple[str, ...]) -> None:
        try:
            data = b64decode(text, validate=True)
        except (Error, ValueError):
            data = b""
        self._sums: Collection[int] = {
            int.from_bytes(data[at : at + _BYTES], "big") for at in range(0, len(data) - len(data) % _BYTES, _BYTES)
        }
        self._columns = {name: columns for name, columns, _ in _asked(fields)[1]}
        self.is_known = bool(self._sums)

    def had(self, path: str, value: Any) -> bool:
        """Say whether the form was filled with this value under this path."""
        return crc32(plain(value).encode(), _begun(path)) in self._sums

    def had_row(self, name: str, row: Mapping[str, Any]) -> bool:
        """Say whether a row of a list was in the form, wherever it stood."""
        values = _PART.join(plain(row.get(column)) for column in self._columns.get(name, ()))
        return crc32(values.encode(), _begun(f"{name}[]")) in self._sums
