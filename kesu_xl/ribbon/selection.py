"""What the user has selected: rows of the active sheet, those that a filter hides left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from kesu_xl.errors import KesuError
from kesu_xl.flow.clicks import Selected
from kesu_xl.package.limits import ROW_LIMIT

if TYPE_CHECKING:
    from xlwings import App, Range, Sheet

__all__ = ["selected_rows"]

#: Excel cuts the address of many areas off after 255 characters; none of one area alone is this long.
_CUT: Final = 200
#: ``$A$5:$C$9``, ``$A$5``, ``$5:$9``, ``$A:$C``.
_AREA: Final = re.compile(r"\$?[A-Z]*\$?([0-9]*)(?::\$?[A-Z]*\$?([0-9]*))?")
#: So many pieces of a filtered selection are looked at.
_MOST: Final = 4_000


def selected_rows(app: App) -> Selected | None:
    """Return what is selected on the active sheet; None where it is no cells (a chart, a picture).

    Raises:
        KesuError: So many areas that nobody can tell all of them.
    """
    selection = app.selection
    if selection is None:
        return None
    address = str(selection.address).upper()
    areas = [_span(area) for area in (_all_areas(selection) if len(address) > _CUT else address.split(","))]
    sheet = selection.sheet
    used = sheet.used_range
    last = int(used.row) + int(used.shape[0]) - 1 if any(bottom - top for top, bottom in areas) else 0
    asked = iter(range(_MOST))
    shown: list[tuple[int, int]] = []
    for top, bottom in areas:
        shown += _shown(sheet, top, min(bottom, last), asked) if bottom > top else [(top, bottom)]
    return Selected(str(sheet.name), tuple(shown))


def _all_areas(selection: Range) -> list[str]:
    try:
        return [str(area.Address).upper() for area in selection.api.Areas]
    except Exception as error:  # a Mac: some would be missing without a word
        raise KesuError("selection_too_long") from error


def _span(area: str) -> tuple[int, int]:
    found = _AREA.fullmatch(area.rpartition("!")[2].strip())
    if found is None or not found[1]:
        return 1, ROW_LIMIT
    return int(found[1]), int(found[2] or found[1])


def _shown(sheet: Sheet, first: int, last: int, asked: Iterator[int]) -> Iterator[tuple[int, int]]:
    """Yield the parts of some rows that are not hidden: one question where none is, halves where some are."""
    waiting = [(first, last)] if first <= last else []
    while waiting:
        top, bottom = waiting.pop()
        if next(asked, None) is None:
            raise KesuError("selection_too_long")
        try:
            hidden: object = sheet.range(f"{top}:{bottom}").api.EntireRow.Hidden
        except Exception:  # a Mac does not say it: all count
            hidden = False
        if hidden is False:
            yield top, bottom
        elif hidden is None and top < bottom:
            middle = (top + bottom) // 2
            waiting += [(middle + 1, bottom), (top, middle)]
