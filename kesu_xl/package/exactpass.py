"""The closer look at a sheet that is not written as spreadsheet programs usually do: with a real XML parser.

Prefixes, any quotes and order of attributes, lower-case addresses, cells without an address (they are counted), UTF-16.
About ten times slower than the search in `sheetpass`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pyexpat import ExpatError

from kesu_xl.errors import KesuError
from kesu_xl.package.a1 import position
from kesu_xl.package.limits import COLUMN_LIMIT, ROW_LIMIT
from kesu_xl.package.sheetpass import Reach, SheetFacts
from kesu_xl.package.source import Label
from kesu_xl.package.xmlparts import local, safe_parser

__all__ = ["parse_sheet"]


def parse_sheet(chunks: Iterator[bytes], sheet: str, label: Label) -> SheetFacts:
    """Return what the values of a sheet do not show, after making sure that its range can be read.

    Raises:
        KesuError: The range is too large, the XML is damaged, or it has a DOCTYPE.
    """
    first = next(chunks, b"")
    # Without its byte order mark UTF-16 is known by the zeros only, which the parser takes for a fault.
    encoding = {b"<\x00": "UTF-16LE", b"\x00<": "UTF-16BE"}.get(first[:2])
    parser = safe_parser(label, encoding)
    cells = _Cells(Reach(sheet, label), label)
    parser.StartElementHandler = cells.start
    parser.EndElementHandler = cells.end
    parser.CharacterDataHandler = cells.text
    try:
        for chunk in chain((first,), chunks):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except (ExpatError, LookupError, ValueError) as error:
        raise KesuError("damaged_sheet", file=label, sheet=sheet) from error
    return cells.facts


class _Cells:
    """Handlers of the parser: where the current cell is, and what it has shown so far."""

    def __init__(self, reach: Reach, label: Label) -> None:
        self.facts = SheetFacts()
        self._reach, self._label = reach, label
        self._row = self._column = 0
        self._cell: dict[str, str] | None = None
        self._formula = self._filled = self._in_value = self._has_value = False
        self._value: list[str] = []

    def start(self, qualified: str, attributes: dict[str, str]) -> None:
        name = local(qualified)
        if name == "c":
            self._cell = attributes
            self._place(attributes.get("r", ""))
            self._formula = self._filled = self._has_value = False
            self._value.clear()
        elif name == "row":
            self._start_row(attributes.get("r", ""))
        elif name == "mergeCell":
            self.facts.add_merge(attributes.get("ref", ""), self._label)
        elif self._cell is not None:
            if name == "v":
                self._in_value = self._has_value = self._filled = True
            elif name == "f":
                self._formula = True
            elif name == "is":
                self._filled = True

    def end(self, qualified: str) -> None:
        name = local(qualified)
        if name == "v":
            self._in_value = False
        elif name == "c" and self._cell is not None:
            self._finish(self._cell)
            self._cell = None

    def text(self, data: str) -> None:
        if self._in_value:
            self._value.append(data)

    def _start_row(self, number: str) -> None:
        if not number:
            self._row += 1
        elif number.isascii() and number.isdecimal() and len(number) <= len(str(ROW_LIMIT)):
            self._row = int(number)
        else:
            # Out of any sheet: refused by the first filled cell that has no address of its own.
            self._row = ROW_LIMIT + 1
        self._column = 0

    def _place(self, ref: str) -> None:
        self._column += 1
        if ref:
            try:
                self._row, self._column = position(ref)
            except ValueError:
                self._row, self._column = ROW_LIMIT + 1, COLUMN_LIMIT + 1

    def _finish(self, cell: dict[str, str]) -> None:
        if self._filled:
            self._reach.add(self._row, self._column, self._row, self._column)
        value = "".join(self._value)
        here = self._row, self._column
        if cell.get("t") == "e" and value:
            kind = self.facts.rich if "vm" in cell else self.facts.errors
            kind[here] = value
        elif self._formula and not value and not (self._has_value and cell.get("t") == "str"):
            self.facts.uncalculated.add(here)
