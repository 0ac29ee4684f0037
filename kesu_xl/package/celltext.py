"""Values as cells are written: texts inline and always texts, formulas only where a `Formula` says so.

Source: ECMA-376 part 1, 18.3.1.4 (cell), 18.18.11 (types), 22.9.2.19 (``_xHHHH_``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from kesu_xl.change import Cells, Formula, Look, Value
from kesu_xl.package.a1 import column_letter
from kesu_xl.package.markup import escaped
from kesu_xl.package.styles import Styles
from kesu_xl.package.xstring import LONGEST_TEXT, text_length, unambiguous

__all__ = ["DAYS_TO_1904", "ROW", "Share", "StyleOf", "cell", "row_of_cells", "shifted"]

#: Stands for the row number where a row is written many times; no XML can hold it.
ROW: Final = "\x00"
#: Days between the first days of the two epochs.
DAYS_TO_1904: Final = 1462
_CONTROL: Final = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")

_NONE_SHARED: Final[Mapping[int, Share]] = MappingProxyType({})

#: Gives the style of a cell from the look that it gets and its column: a number of a cell format.
StyleOf = Callable[[Look | None, int], int]


@dataclass(frozen=True, slots=True)
class Share:
    """A formula that the cells of a column have in common.

    Attributes:
        number: Its number on the sheet.
        cells: All of them, said by the first one only, which has the text.
    """

    number: int
    cells: str = ""


def cell(prefix: str, place: str, style: int, value: Value, share: Share | None = None) -> str:
    """Return a cell.

    Args:
        prefix: Of the part's elements, with the colon.
        place: Its address.
        style: Number of its format, 0 for none.
        value: What is in it.
        share: Where other cells have the same formula.

    Raises:
        ValueError: A text that is longer than a cell can hold, or a number that is none.
    """
    tag = f'{prefix}c r="{place}"' + (f' s="{style}"' if style else "")
    end = f"</{prefix}c>"
    match value:
        case None:
            return f"<{tag}/>" if style else ""
        case bool():
            return f'<{tag} t="b"><{prefix}v>{int(value)}</{prefix}v>{end}'
        case Formula():
            if share is None:
                return f"<{tag}><{prefix}f>{escaped(value.text)}</{prefix}f>{end}"
            if not share.cells:
                return f'<{tag}><{prefix}f t="shared" si="{share.number}"/>{end}'
            first = f'{prefix}f t="shared" ref="{share.cells}" si="{share.number}"'
            return f"<{tag}><{first}>{escaped(value.text)}</{prefix}f>{end}"
        case str():
            text = _text(value)
            keep = ' xml:space="preserve"' if text != text.strip() or "\n" in text or "  " in text else ""
            return f'<{tag} t="inlineStr"><{prefix}is><{prefix}t{keep}>{text}</{prefix}t></{prefix}is>{end}'
    if value != value or value in (float("inf"), float("-inf")):
        raise ValueError(f"{place}: {value} is no number")
    return f"<{tag}><{prefix}v>{value!r}</{prefix}v>{end}"


def _text(text: str) -> str:
    if text_length(text) > LONGEST_TEXT:
        raise ValueError(f"a text of {len(text)} characters does not fit into a cell")
    text = _CONTROL.sub(lambda found: f"_x{ord(found[0]):04X}_", unambiguous(text))
    return escaped(text)


def row_of_cells(
    block: Cells,
    prefix: str,
    style_of: StyleOf,
    styles: Styles,
    *,
    date1904: bool,
    shares: Mapping[int, Share] = _NONE_SHARED,
) -> str:
    """Return the cells of one row of a block; `ROW` stands where the row number belongs.

    Args:
        block: The block.
        prefix: Of the part's elements, with the colon.
        style_of: Gives the formats.
        styles: The workbook's styles.
        date1904: Days are counted from 1904.
        shares: Column -> the formula that its cells have in common.
    """
    looks = block.looks or (None,) * len(block.values)
    made = []
    for column, (value, look) in enumerate(zip(block.values, looks, strict=True), start=block.column):
        style = style_of(look, column)
        if isinstance(value, Formula):
            value = Formula(value.text.replace("{row}", "\ue000"))
        elif date1904 and isinstance(value, int | float) and not isinstance(value, bool):
            value = shifted(value, style, styles)
        made.append(
            cell(prefix, f"{column_letter(column)}{ROW}", style, value, shares.get(column)).replace("\ue000", ROW)
        )
    return "".join(made)


def shifted(value: int | float, style: int, styles: Styles) -> int | float:
    """Return a serial number as a workbook counts it whose first day is in 1904, where its format shows a day."""
    return value - DAYS_TO_1904 if value >= DAYS_TO_1904 and styles.shows_day(style) else value
