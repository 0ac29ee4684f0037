"""The cells of a sheet by a real XML parser: whatever is not written as spreadsheet programs usually write it.

Prefixes, any quotes and order of attributes, lower-case addresses, cells and rows without an address (they are
counted), comments, CDATA. About ten times slower than the patterns of `plainrows`.
"""

from __future__ import annotations

from pyexpat import ExpatError
from typing import Final

from kesu_xl.errors import KesuError
from kesu_xl.package.a1 import Area, area, position
from kesu_xl.package.cells import Cell, Reading, Value
from kesu_xl.package.limits import COLUMN_LIMIT, MERGE_LIMIT, ROW_LIMIT
from kesu_xl.package.source import Label
from kesu_xl.package.xmlparts import safe_parser

__all__ = ["ExactScan"]

_COMPATIBILITY: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"
#: Letters of one cell; Excel allows 32,767, others a few more.
_TEXT_LIMIT: Final = 1 << 24


class ExactScan:
    """Takes the text of a sheet in pieces and gives its cells.

    Args:
        reading: How values are read.
        sheet: Name of the sheet, for messages.
        label: Name of the file, for messages.
    """

    def __init__(self, reading: Reading, sheet: str, label: Label) -> None:
        #: Merged ranges: (first row, first column, last row, last column).
        self.merged: list[Area] = []
        #: Number of the row that came last, and of the column of its last cell.
        self.row = self.column = 0
        self._reading, self._sheet, self._label = reading, sheet, label
        self._space: str | None = None
        self._foreign = 0
        self._in_data = self._in_row = self._reading_aid = False
        self._cell: dict[str, str] | None = None
        self._formula = self._filled = self._in_text = False
        self._value: list[str] = []
        self._inline: list[str] = []
        self._into = self._value
        self._length = 0
        self._cells: list[Cell] = []
        parser = safe_parser(label, namespaces=" ")
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._text
        self._parser = parser

    @property
    def between_rows(self) -> bool:
        """Whether the next thing to come is a row or the end of the rows."""
        return self._in_data and not self._in_row and not self._foreign

    def feed(self, text: str, *, last: bool = False) -> list[Cell]:
        """Take the next piece of the sheet and return the cells that are complete.

        Raises:
            KesuError: The XML is damaged, or it has a DOCTYPE.
        """
        try:
            self._parser.Parse(text, last)
        except (ExpatError, LookupError, ValueError) as error:
            raise KesuError("damaged_sheet", file=self._label, sheet=self._sheet) from error
        found, self._cells = self._cells, []
        return found

    def _start(self, qualified: str, attributes: dict[str, str]) -> None:
        if self._foreign:
            self._foreign += 1
            return
        space, _, name = qualified.rpartition(" ")
        if self._space is None:
            self._space = space
        elif space != self._space:
            # Of alternatives, the one for programs that know nothing newer.
            if space != _COMPATIBILITY or name not in ("AlternateContent", "Fallback"):
                self._foreign = 1
        elif self._cell is not None:
            self._start_inside(name)
        elif name == "c" and self._in_row:
            self._cell = attributes
            self._place(attributes.get("r", ""))
            self._formula = self._filled = False
            self._value.clear()
            self._inline.clear()
            self._length = 0
        elif name == "row" and self._in_data:
            self._in_row = True
            self._start_row(attributes.get("r", "").strip())
        elif name == "sheetData":
            self._in_data = True
        elif name == "mergeCell" and not self._in_data:
            self._merge(attributes.get("ref", ""))

    def _start_inside(self, name: str) -> None:
        if name == "v":
            self._filled = self._in_text = True
            self._into = self._value
        elif name == "t":
            self._in_text = not self._reading_aid
            self._into = self._inline
        elif name == "is":
            self._filled = True
        elif name == "f":
            self._formula = True
        elif name == "rPh":
            self._reading_aid = True

    def _end(self, qualified: str) -> None:
        if self._foreign:
            self._foreign -= 1
            return
        space, _, name = qualified.rpartition(" ")
        if space != self._space:
            return
        if self._cell is not None:
            if name in ("v", "t"):
                self._in_text = False
            elif name == "rPh":
                self._reading_aid = False
            elif name == "c":
                self._finish(self._cell)
                self._cell = None
        elif name == "row":
            self._in_row = False
        elif name == "sheetData":
            self._in_data = False

    def _text(self, data: str) -> None:
        if self._in_text and not self._foreign:
            self._length += len(data)
            if self._length > _TEXT_LIMIT:
                raise KesuError("too_large", file=self._label)
            self._into.append(data)

    def _start_row(self, number: str) -> None:
        if not number:
            self.row += 1
        elif number.isascii() and number.isdecimal() and len(number) <= len(str(ROW_LIMIT)):
            self.row = int(number)
        else:
            # Out of any sheet: refused by the first filled cell that has no address of its own.
            self.row = ROW_LIMIT + 1
        self.column = 0

    def _place(self, ref: str) -> None:
        self.column += 1
        if ref:
            try:
                self.row, self.column = position(ref.strip())
            except ValueError:
                self.row, self.column = ROW_LIMIT + 1, COLUMN_LIMIT + 1

    def _merge(self, ref: str) -> None:
        if len(self.merged) >= MERGE_LIMIT:
            raise KesuError("too_large", file=self._label)
        try:
            found = area(ref)
        except ValueError:
            # What is no range of cells is left out, as spreadsheet programs do.
            return
        if found[:2] != found[2:]:
            self.merged.append(found)

    def _finish(self, cell: dict[str, str]) -> None:
        kind = cell.get("t", "n").strip()
        style = cell.get("s", "").strip()
        number = int(style) if style.isascii() and style.isdecimal() and len(style) < 10 else 0
        value: Value | None = None
        if self._inline:
            value = self._reading.text("".join(self._inline))
        elif self._filled:
            value = self._reading.value(kind, number, "".join(self._value))
        self._cells.append(Cell(self.row, self.column, kind, number, value, self._formula, "vm" in cell))
