"""Widths and formats of the columns of a sheet of somebody's.

Source: ECMA-376 part 1, 18.3.1.13: one element may stand for several columns; it is taken apart before one changes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from kesu_xl.package.markup import element
from kesu_xl.package.ownsheet import pixels_to_width
from kesu_xl.package.sheettext import SheetText

__all__ = ["column_format", "widen"]

_RANGE: Final = re.compile(r"""\s(min|max)\s*=\s*["']\s*\d+\s*["']""")
_WIDTH: Final = re.compile(r"""\s(?:width|customWidth|bestFit)\s*=\s*["'][^"']*["']""")
#: Width of a column of which nothing is said, in characters.
_DEFAULT: Final = 8.43


def widen(text: SheetText, at_least: Mapping[int, int]) -> tuple[bytes, bytes] | None:
    """Make columns at least so many pixels wide.

    Args:
        text: The sheet.
        at_least: Column -> pixels.

    Returns:
        The element with the columns as it was and as it is; None where all were wide enough.
    """
    span = text.find("cols")
    before = text.xml(span) if span else b""
    wanted = {column: pixels_to_width(pixels) for column, pixels in at_least.items()}
    default = _default_width(text)
    pieces: list[tuple[int, str]] = []
    changed = False
    for column in text.children(span) if span else []:
        first, last = (_number(column.attributes.get(key, "")) for key in ("min", "max"))
        xml = text.xml(column).decode()
        width = _width(column.attributes, default)
        narrow = [number for number in sorted(wanted) if first <= number <= last and width < wanted[number]]
        for number in [number for number in wanted if first <= number <= last]:
            if number not in narrow:
                del wanted[number]
        if not narrow:
            pieces.append((first, xml))
            continue
        changed = True
        for number in narrow:
            if first < number:
                pieces.append((first, _ranged(xml, first, number - 1)))
            pieces.append((number, _wider(_ranged(xml, number, number), wanted.pop(number))))
            first = number + 1
        if first <= last:
            pieces.append((first, _ranged(xml, first, last)))
    for number, width in wanted.items():
        if width > default:
            changed = True
            attributes = {"min": number, "max": number, "width": width, "customWidth": 1}
            pieces.append((number, element(f"{text.prefix}col", attributes)))
    if not changed:
        return None
    inner = "".join(xml for _, xml in sorted(pieces, key=lambda piece: piece[0]))
    after = element(f"{text.prefix}cols", {}, inner).encode()
    text.put("cols", after)
    return before, after


def column_format(text: SheetText, number: int) -> int:
    """Return the format that a column gives to its empty cells."""
    span = text.find("cols")
    for column in text.children(span) if span else []:
        first, last = (_number(column.attributes.get(key, "")) for key in ("min", "max"))
        if first <= number <= last:
            return _number(column.attributes.get("style", ""))
    return 0


def _default_width(text: SheetText) -> float:
    span = text.find("sheetFormatPr")
    stated = span.attributes.get("defaultColWidth", "") if span else ""
    try:
        return float(stated)
    except ValueError:
        return _DEFAULT


def _width(attributes: Mapping[str, str], default: float) -> float:
    if attributes.get("hidden") in ("1", "true"):
        # Somebody does not want to see it, whatever its width.
        return float("inf")
    try:
        return float(attributes.get("width", ""))
    except ValueError:
        return default


def _ranged(xml: str, first: int, last: int) -> str:
    ends = {"min": first, "max": last}
    return _RANGE.sub(lambda found: f' {found[1]}="{ends[found[1]]}"', xml)


def _wider(xml: str, width: float) -> str:
    found = re.match(r"<[^\s/>]+", xml)
    name = found[0] if found else ""
    return f'{name} width="{width:g}" customWidth="1"{_WIDTH.sub("", xml[len(name) :])}'


def _number(text: str) -> int:
    return int(text) if text.strip().isdecimal() else 0
