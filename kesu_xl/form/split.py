"""The way back from a cell to the values of its markers: the fixed text around them is taken away, filters are undone.

``"供应商 甲，3 件"`` with ``供应商 {{ a }}，{{ b }} 件`` gives ``甲`` and ``3``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any, Final

from kesu_xl.form.marker import TICKED, UNTICKED, Filter, Marker

__all__ = ["is_ticked", "split_text", "unfiltered"]

#: What people put into a box, and what an empty one looks like.
_TICKS: Final = frozenset(TICKED + "☒✓✔✗✘√×■●◉⊠VvXx")
_NO_TICKS: Final = frozenset(UNTICKED + "□○◯〇▢◻_")
_PERCENT: Final = re.compile(r"\s*(-?\d{1,15}(?:\.\d{1,15})?)\s*[%％]\s*")
_MOMENT: Final = re.compile(
    r"\s*(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?\s*"
)


def split_text(text: str, parts: Sequence[str | Marker]) -> list[str] | None:
    """Return what stands in the places of the markers.

    Args:
        text: What the cell holds.
        parts: The template's text, with its markers.

    Returns:
        One text per marker; None where the fixed text is not there any more, or stands there twice, so that nobody
        can tell where one value ends and the next begins.
    """
    literals = [""]
    for part in parts:
        if isinstance(part, str):
            literals[-1] += part
        else:
            literals.append("")
    exact = _between(text, literals, _find, _rfind)
    if exact is not None:
        return exact[0] if exact[0] == exact[1] else None
    found = _between(text.strip(), literals, _find_loosely, _rfind_loosely)
    if found is not None:
        return found[0] if found[0] == found[1] else None
    if len(literals) == 2 and not any(word in text for literal in literals for word in literal.split()):
        # somebody typed over the label in the cell: all that stands there is the value
        return [text.strip()]
    return None


#: Finds a fixed text between two places: where it begins and ends, None where it is not there.
_Finder = Callable[[str, str, int, int], tuple[int, int] | None]


def _between(text: str, literals: Sequence[str], first: _Finder, last: _Finder) -> tuple[list[str], list[str]] | None:
    """Return what stands between the fixed texts: once with each as far left, once as far right as it can be."""
    start = _at_start(text, literals[0], first)
    if start is None:
        return None
    end = _at_end(text, literals[-1], last, start)
    if end is None:
        return None
    left: list[str] = []
    at = start
    for literal in literals[1:-1]:
        found = first(text, literal, at, end)
        if found is None:
            return None
        left.append(text[at : found[0]])
        at = found[1]
    left.append(text[at:end])
    right: list[str] = []
    at = end
    for literal in reversed(literals[1:-1]):
        found = last(text, literal, start, at)
        if found is None:
            return None
        right.insert(0, text[found[1] : at])
        at = found[0]
    right.insert(0, text[start:at])
    if first is _find_loosely:
        left, right = [piece.strip() for piece in left], [piece.strip() for piece in right]
    return left, right


def _at_start(text: str, literal: str, first: _Finder) -> int | None:
    if not literal.strip() and first is _find_loosely:
        return 0
    found = first(text, literal, 0, len(text))
    return found[1] if found is not None and found[0] == 0 else None


def _at_end(text: str, literal: str, last: _Finder, start: int) -> int | None:
    if not literal.strip() and last is _rfind_loosely:
        return len(text)
    found = last(text, literal, start, len(text))
    return found[0] if found is not None and found[1] == len(text) else None


def _find(text: str, literal: str, start: int, end: int) -> tuple[int, int] | None:
    at = text.find(literal, start, end)
    return (at, at + len(literal)) if at >= 0 else None


def _rfind(text: str, literal: str, start: int, end: int) -> tuple[int, int] | None:
    at = text.rfind(literal, start, end)
    return (at, at + len(literal)) if at >= 0 else None


def _loose(literal: str) -> re.Pattern[str]:
    # blanks may have been added or lost: only words count, and some blank where there is no word
    return re.compile(r"\s+".join(map(re.escape, literal.split())) or r"\s+")


def _find_loosely(text: str, literal: str, start: int, end: int) -> tuple[int, int] | None:
    found = _loose(literal).search(text, start, end)
    return found.span() if found else None


def _rfind_loosely(text: str, literal: str, start: int, end: int) -> tuple[int, int] | None:
    spans = [match.span() for match in _loose(literal).finditer(text, start, end)]
    return spans[-1] if spans else None


def is_ticked(value: Any) -> bool | None:
    """Return whether a box is ticked; None where what stands there is neither a tick nor an empty box."""
    if isinstance(value, bool):
        return value
    text = "" if value is None else str(value).strip()
    if not text:
        return False
    if set(text) <= _NO_TICKS:
        return False
    return True if len(text) == 1 and text in _TICKS else None


def unfiltered(value: Any, filters: Sequence[Filter]) -> Any:
    """Return the value that the filters made this one of, as far as it can be told; None for the text of `default`."""
    for step in reversed(filters):
        if step.name == "default":
            value = None if value == step.text else value
        elif not isinstance(value, str):
            continue
        elif step.name == "join":
            value = _pieces(value, step.text or "")
        elif step.name == "percent":
            match = _PERCENT.fullmatch(value)
            value = round(float(match.group(1)) / 100, 12) if match else value
        elif step.name in ("date", "datetime"):
            value = _moment(value, with_time=step.name == "datetime")
    return value


def _pieces(text: str, joint: str) -> str | list[str]:
    pieces = [piece for piece in text.split(joint) if piece.strip()] if joint.strip() else [text]
    return pieces if len(pieces) > 1 else text


def _moment(text: str, *, with_time: bool) -> str | date:
    match = _MOMENT.fullmatch(text)
    if match is None:
        return text
    year, month, day, hour, minute, second = (int(group or 0) for group in match.groups())
    try:
        moment = datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 - cells know no zones
    except ValueError:
        return text
    return moment if with_time or match.group(4) else moment.date()
