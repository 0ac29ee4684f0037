"""Texts cut to the room that a list or a chart of the workbook has, after whoever masks them has seen them whole.

A number or name that is cut in half would not be known as personal any more.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

__all__ = ["fitted", "shortened"]

_NARROW: Final = "\u2e7f"
#: Half-width characters of a text, a company, a person or department in a list; a Chinese character takes two. What is
#: longer would make a row grow out of all proportion, and stands in the register.
_TEXT, _COMPANY, _WHO = 72, 44, 24
_CASE: Final = {"customer": _COMPANY, "defect": _TEXT, "department": _WHO, "owner": _WHO}
_LABEL: Final = {"label": 16}
#: List -> field -> room of its first line.
_ROOMS: Final[Mapping[str, Mapping[str, int]]] = {
    "urgent": {"customer": 22, "defect": 13, "department": 13, "owner": 13},
    "breaches": {**_CASE, "reason": _TEXT},
    "open_cases": _CASE,
    "agenda": _CASE,
    "repeats": {"customer": _COMPANY, "defect": _TEXT, "earlier_defect": _TEXT},
    "watched": {"name": _COMPANY},
    "owner_bars": {"name": 32},
    "department_bars": {"name": 32},
    **dict.fromkeys(("customer_bars", "defects", "causes", "top_defects", "costs"), _LABEL),
}


def shortened(text: str, room: int) -> str:
    """Return a text as it fits into so many half-width characters; what was cut off is an ellipsis."""
    for at, character in enumerate(text):
        room -= 2 if character > _NARROW else 1
        if room < 0:
            return text[: max(at - 1, 1)].rstrip() + "…"
    return text


def fitted(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return the record of a summary with the texts of its lists as they fit."""
    return {
        name: [_cut(row, _ROOMS[name]) for row in value] if name in _ROOMS else value for name, value in record.items()
    }


def _cut(row: Mapping[str, Any], rooms: Mapping[str, int]) -> dict[str, Any]:
    return {key: _first_line(value, rooms[key]) if value and key in rooms else value for key, value in row.items()}


def _first_line(text: str, room: int) -> str:
    first, end, rest = text.partition("\n")
    return shortened(first, room) + end + rest
