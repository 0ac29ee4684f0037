"""How the columns of a table stand on a sheet: width, alignment, number format."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil
from typing import Final

from kesu_xl.complaint import Column, Group, Kind
from kesu_xl.newbook.layout import Computed
from kesu_xl.wording import in_language

__all__ = ["LONG", "REQUIRED_MARK", "Shape", "lines_of", "shaped"]

_FORMATS: Final = {
    Kind.TEXT: "@",
    Kind.CASE: "@",
    Kind.PICTURE: "@",
    Kind.DATETIME: "yyyy-mm-dd hh:mm",
    Kind.DATE: "yyyy-mm-dd",
    Kind.COUNT: "#,##0",
    Kind.POSITIVE: "#,##0",
    Kind.MONEY: "#,##0.00",
    Kind.SCORE: "0",
}
#: Done and due times are read beside each other; the year is in the formula bar.
_CLOCK_FORMAT: Final = "mm-dd hh:mm"
_CLOCK_WIDTH: Final = 96
_RIGHT: Final = (Kind.COUNT, Kind.POSITIVE, Kind.MONEY)
#: Lists of values so short that they are read best in the middle.
_CENTRED: Final = ("customer_grade", "severity", "priority", "crisis_level", "yes_no", "step")
#: From this width a text is longer than its cell and ends where the next one begins.
LONG: Final = 120
#: Pixels of one character of a head (bold, 10 pt Chinese, 11 pt English), padding and indent, and the filter button.
_WIDE_CHARACTER, _NARROW_CHARACTER, _PADDING, _BUTTON = 13.4, 7.5, 20, 18
#: Values are not bold.
_NARROW_VALUE: Final = 6.7
#: English values are set one size up.
_ENGLISH: Final = 1.14
_NEARLY: Final = 1.35
#: Stands after the head of a required column, by number format; the blank before it does not break the line.
REQUIRED_MARK: Final = "\u00a0*"
_TOKEN = re.compile(r"[\u2e80-\uffef]|[^ \u2e80-\uffef]+ *")


@dataclass(frozen=True, slots=True)
class Shape:
    """How one column stands.

    Attributes:
        column: The column.
        width: Pixels.
        horizontal: left, center or right; the head stands as its values do.
        indent: 1 where the value would otherwise touch what is left of it.
        number_format: Format of its values.
    """

    column: Column
    width: int
    horizontal: str
    indent: int
    number_format: str


def shaped(columns: Iterable[Column], lang: str, *, banded: bool = False) -> list[Shape]:
    """Return how each of the columns stands.

    Args:
        columns: Columns side by side, in order.
        lang: Language of heads and values.
        banded: They stand under the group bands of the register.
    """
    shapes: list[Shape] = []
    before: Shape | None = None
    for column in columns:
        in_clocks = banded and column.group is Group.CLOCKS and column.kind is Kind.DATETIME
        horizontal = _horizontal(column)
        apart = before is None or before.horizontal == "right" or before.width >= LONG
        apart = apart or isinstance(column, Computed) or (before is not None and isinstance(before.column, Computed))
        new_group = banded and before is not None and before.column.group is not column.group
        before = Shape(
            column,
            _width(column, lang, _CLOCK_WIDTH if in_clocks else column.width),
            horizontal,
            int(horizontal == "left" and (apart or new_group)),
            _CLOCK_FORMAT if in_clocks else _format(column),
        )
        shapes.append(before)
    return shapes


def _horizontal(column: Column) -> str:
    if isinstance(column, Computed):
        return column.horizontal
    if column.kind in _RIGHT:
        return "right"
    short = column.choices is not None and column.choices.name in _CENTRED
    return "center" if short or column.kind is Kind.SCORE else "left"


def _format(column: Column) -> str:
    if isinstance(column, Computed):
        return column.number_format
    if column.name == "share":  # a part in percent: users write 60 as well as 60 %
        return "General"
    return _FORMATS.get(column.kind, "General")


def _width(column: Column, lang: str, pixels: int) -> int:
    if lang == "en" and pixels < LONG:
        pixels = round(pixels * _ENGLISH)
    values = [_pixels(choice.say(lang)) for choice in column.choices.choices] if column.choices else [0]
    head = column.say(lang) + (REQUIRED_MARK if column.required_from else "")
    return max(pixels, round(max(values)) + _PADDING, _head_width(head, pixels))


def lines_of(value: object, shape: Shape, lang: str) -> int:
    """Return on how many lines a text stands in its column when it is wrapped."""
    text = str(in_language(value, lang)) if isinstance(value, str) else ""
    return ceil(_pixels(text) / (shape.width - _PADDING)) if shape.width >= LONG and text else 1


def _pixels(text: str) -> float:
    return sum(_WIDE_CHARACTER if character > "\u2e7f" else _NARROW_VALUE for character in text)


def _head_width(head: str, pixels: int) -> int:
    """Return the width in which a head fits on two lines, the second one beside the filter button.

    A head that nearly fits on one line gets the few pixels that it lacks.
    """
    sizes = [
        sum(_WIDE_CHARACTER if character > "\u2e7f" else _NARROW_CHARACTER for character in token)
        for token in _TOKEN.findall(head)
    ]
    one_line = sum(sizes)
    if one_line + _PADDING <= pixels * _NEARLY:
        return round(one_line) + _PADDING
    two_lines = (max(sum(sizes[:cut]), sum(sizes[cut:]) + _BUTTON) for cut in range(1, len(sizes)))
    return round(min([one_line, *two_lines])) + _PADDING
