"""Blocks of cells of ours on sheets of somebody's: what stood there before is remembered and put back.

The memory is in hidden names of the sheet (`kesu_xl.package.made`): formats of empty cells, extent and columns.
"""

from __future__ import annotations

import re
from typing import Final

from kesu_xl.package.a1 import address, area
from kesu_xl.package.cellwrite import cleared
from kesu_xl.package.edit import WorkbookEdit
from kesu_xl.package.made import SEPARATOR, what_was
from kesu_xl.package.names import sheet_in
from kesu_xl.package.sheettext import SheetText

__all__ = ["WAS", "Described", "drop_block", "forget", "restore"]

#: Beginning of the names that remember.
WAS: Final = "_kesu.was."


class Described:
    """What stood in cells that had nothing but a format, runs of equal rows together: ``5-90 <c .../>``."""

    def __init__(self) -> None:
        self._runs: dict[tuple[int, str], list[list[int]]] = {}

    def add(self, row: int, column: int, xml: bytes) -> None:
        """Take a cell; row by row."""
        place = address(row, column).encode()
        pattern = xml.replace(b'"' + place + b'"', b'"' + address(1, column).encode()[:-1] + b'#"').decode()
        self._add(column, pattern, row, row)

    def _add(self, column: int, pattern: str, first: int, last: int) -> None:
        found = self._runs.setdefault((column, pattern), [])
        if found and found[-1][1] == first - 1:
            found[-1][1] = last
        else:
            found.append([first, last])

    def take(self, other: Described) -> None:
        """Take all that another one knows of cells further down or to the right."""
        for (column, pattern), ranges in other._runs.items():
            for first, last in ranges:
                self._add(column, pattern, first, last)

    def text(self) -> str:
        """Return it in one line."""
        return SEPARATOR.join(
            f"{first}-{last} {xml}" for (_, xml), ranges in self._runs.items() for first, last in ranges
        )


def drop_block(edit: WorkbookEdit, refers_to: str) -> None:
    """Empty a block of ours, unless its cells or its sheet were deleted."""
    names = [sheet.name.casefold() for sheet in edit.book.sheets() if sheet.kind == "worksheet" and sheet.part]
    title = sheet_in(refers_to)
    try:
        box = area(refers_to.rpartition("!")[2])
    except ValueError:
        return
    if title.casefold() not in names:
        return
    text = edit.text(title)
    place = edit.place(title)
    outline = f"{box.top},{box.left},{box.bottom},{box.right}".encode()
    before = what_was(edit.book.names, place, "cells", outline)
    text.rewrite(cleared(text.chunks(), box, _restored(before or b"")))
    forget(edit, place, f"{WAS}cells")
    restore(edit, text, place, "dimension")


def _restored(description: bytes) -> dict[int, bytes]:
    """Return row -> cells from what `described` said."""
    found: dict[int, list[tuple[str, str]]] = {}
    for line in description.decode().split(SEPARATOR):
        rows, _, xml = line.partition(" ")
        first, _, last = rows.partition("-")
        column = re.search(r'"([A-Z]+)#"', xml)
        if not last.isdecimal() or column is None:
            continue
        for row in range(int(first), int(last) + 1):
            letters = column[1]
            found.setdefault(row, []).append((letters.rjust(3), xml.replace(f'"{letters}#"', f'"{letters}{row}"')))
    return {row: "".join(xml for _, xml in sorted(cells)).encode() for row, cells in found.items()}


def restore(edit: WorkbookEdit, text: SheetText, place: int, what: str) -> None:
    """Put an element back as it was, where it is still as we left it."""
    span = text.find(what)
    before = what_was(edit.book.names, place, what, text.xml(span) if span else b"")
    if before is not None:
        text.put(what, before)
        forget(edit, place, f"{WAS}{what}")


def forget(edit: WorkbookEdit, place: int, name: str) -> None:
    """Take out what a hidden name of a sheet remembers."""
    edit.book.names.drop(lambda found: found.scope == place and found.name == name)
