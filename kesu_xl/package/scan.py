"""The sheet scanner: streams the rows of a sheet out of its XML, with values, addresses, types and styles.

The text before the rows and behind them goes through an XML parser. The rows themselves are read by patterns: rows
that look alike many at a time (`rowshape`), other usual ones cell by cell (`plainrows`). A row that does not fit to the
last letter goes through the parser too (`scanexact`), and if it cannot be cut out safely, all that follows it.

Of two cells with one address the later one counts, unless it is blank.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Generator, Iterator
from typing import Final, NamedTuple

from kesu_xl.errors import KesuError
from kesu_xl.package.a1 import Area
from kesu_xl.package.cells import Cell, Reading, Value
from kesu_xl.package.plainrows import Form, PlainRows
from kesu_xl.package.rowshape import Band, RowShape
from kesu_xl.package.scanexact import ExactScan
from kesu_xl.package.source import Label
from kesu_xl.package.textstream import text_pieces

__all__ = ["Row", "SheetScan", "rows_of"]

# The tag that opens the rows, and the root's before it.
_DATA = re.compile(r"<([A-Za-z][\w.-]*:)?sheetData(?: [^<>/]*)?>")
_DECLARED = re.compile(r"\sxmlns:([A-Za-z][\w.-]*)=[\"']")
_BLANKS = re.compile(r"[ \t\n]*")
#: Letters in front of the rows, and of one row, beyond which a sheet is left to the parser altogether.
_HEAD_LIMIT: Final = 1 << 20
_ROW_LENGTH: Final = 1 << 22
#: A pattern for whole rows takes as long to make as some thousand cells to read: so many cells were read before, and so
#: many letters follow, where one is made.
_CELLS_BEFORE_SHAPE: Final = 2_000
_WORTH_A_SHAPE: Final = 1 << 16
#: Rows that a pattern is made from.
_SAMPLE: Final = 32
#: Rows that are read in one go at the most.
_BAND: Final = 1000
#: Once so many rows did not fit, and they were a fifth of all, another pattern is made, a few times in a sheet.
_MISSES: Final = 256
_SHAPES: Final = 8


class Row(NamedTuple):
    """One row of values.

    Attributes:
        number: Row number, from 1.
        left: Column number of the first value.
        values: Values without a gap; a blank cell is ``""``, and so are errors and formulas without a result.
    """

    number: int
    left: int
    values: list[Value]


class SheetScan:
    """One pass over a sheet.

    Args:
        chunks: The inflated sheet.
        reading: How values are read.
        sheet: Name of the sheet, for messages.
        label: Name of the file, for messages.
    """

    def __init__(self, chunks: Iterator[bytes], reading: Reading, sheet: str, label: Label) -> None:
        self._pieces = text_pieces(chunks)
        self._reading, self._sheet, self._label = reading, sheet, label
        self._exact = ExactScan(reading, sheet, label)
        self._plain = PlainRows("", frozenset(), reading)
        self._prefix = ""
        self._last = 0
        self._shape: RowShape | None = None
        self._shapes_left = _SHAPES
        self._forms: Counter[Form] = Counter()
        self._rest = ""
        self._cells_read = self._hits = self._misses = 0

    @property
    def merged(self) -> list[Area]:
        """Merged ranges (first row, first column, last row, last column); complete once everything was read."""
        return self._exact.merged

    def parts(self) -> Iterator[Band | list[Cell]]:
        """Yield the rows as they come: bands of rows that look alike, and lists of cells. Can be called once.

        Raises:
            KesuError: The sheet is damaged, or it has a DOCTYPE.
        """
        try:
            yield from self._parts()
        except (ValueError, LookupError) as error:
            raise KesuError("damaged_sheet", file=self._label, sheet=self._sheet) from error

    def cells(self) -> Iterator[Cell]:
        """Yield the cells one by one as they stand in the sheet, blank ones too. Can be called once.

        Raises:
            KesuError: The sheet is damaged, or it has a DOCTYPE.
        """
        self._shapes_left = 0
        for part in self.parts():
            assert isinstance(part, list)  # without shapes there are no bands
            yield from part

    def rows(self) -> Iterator[Row]:
        """Yield the rows that have a cell with a value, in the order in which they stand. Can be called once.

        Raises:
            KesuError: The sheet is damaged, or it has a DOCTYPE.
        """
        for part in self.parts():
            if isinstance(part, Band):
                for number, values in zip(part.numbers, part.rows, strict=True):
                    yield Row(number, part.left, values)
            else:
                yield from rows_of(part)

    def _parts(self) -> Iterator[Band | list[Cell]]:
        text, in_rows = self._begin()
        if in_rows:
            for piece in self._more(text):
                text, in_rows = yield from self._rows(piece)
                if not in_rows:
                    break
            self._exact.row = self._last
        yield self._exact.feed(text)
        for piece in self._pieces:
            yield self._exact.feed(piece)
        yield self._exact.feed("", last=True)

    def _begin(self) -> tuple[str, bool]:
        """Read what stands in front of the rows; return the text from there on, and whether rows are next."""
        text = ""
        for piece in self._pieces:
            text += piece
            found = _DATA.search(text)
            if found:
                break
            if len(text) > _HEAD_LIMIT:
                return text, False
        else:
            return text, False
        head, rest = text[: found.end()], text[found.end() :]
        self._exact.feed(head)
        if not self._exact.between_rows:
            return rest, False
        self._prefix = found[1] or ""
        self._plain = PlainRows(self._prefix, frozenset(_DECLARED.findall(head)), self._reading)
        return rest, True

    def _more(self, text: str) -> Iterator[str]:
        """Yield the text, then longer and longer ones that begin where `_rest` says."""
        self._rest = text
        yield text
        for piece in self._pieces:
            yield self._rest + piece

    def _rows(self, text: str) -> Generator[Band | list[Cell], None, tuple[str, bool]]:
        """Read the rows that are complete; return the text behind them, and whether it may begin with a row."""
        at = 0
        row, row_end, data_end = f"<{self._prefix}row", f"</{self._prefix}row>", f"</{self._prefix}sheetData"
        while True:
            if self._shape is not None:
                found, at = self._alike(self._shape, text, at)
                if found:
                    band = self._shape.band(found)
                    self._last = band.numbers[-1]
                    yield band
                    continue
            end, self._last = self._plain.row(text, at, self._last)
            if end >= 0:
                at = end
                if self._plain.cells:
                    self._learn(len(self._plain.cells), len(text) - at)
                    yield self._plain.cells
                continue
            blanks = _BLANKS.match(text, at)
            if blanks and blanks.end() > at:
                at = blanks.end()
                continue
            close = -1 if text.startswith(data_end, at) else text.find(row_end, at)
            if close < 0 or not text.startswith(row, at):
                self._rest = text[at:]
                waiting = close < 0 and not self._rest.startswith(data_end) and len(self._rest) < _ROW_LENGTH
                return self._rest, waiting
            close += len(row_end)
            self._exact.row = self._last
            yield self._exact.feed(text[at:close])
            self._last, at = self._exact.row, close
            if not self._exact.between_rows:
                # What looked like the end of the row stands in a comment or the like.
                return text[at:], False

    def _alike(self, shape: RowShape, text: str, at: int) -> tuple[list[tuple[str | None, ...]], int]:
        """Return the groups of the rows from `at` on that have the shape, and where they end."""
        found: list[tuple[str | None, ...]] = []
        match, knows = shape.match, self._plain.knows_row
        while len(found) < _BAND and (row := match(text, at)) and knows(row[2]):
            # A row without any value ends with the second group.
            if row.lastindex == 2:
                self._last = int(row[1])
            else:
                found.append(row.groups())
            at = row.end()
        self._hits += len(found)
        return found, at

    def _learn(self, cells: int, ahead: int) -> None:
        """Note that a row of so many cells was read one by one, and make a shape when it is worth while.

        Args:
            cells: Cells of the row.
            ahead: Letters that are known to follow.
        """
        if not self._shapes_left:
            return
        self._cells_read += cells
        self._misses += 1
        if self._plain.forms is not None:
            if self._misses >= _SAMPLE and ahead >= _WORTH_A_SHAPE:
                self._make_shape(self._plain.forms)
        elif self._shape is None:
            if self._cells_read >= _CELLS_BEFORE_SHAPE and ahead >= _WORTH_A_SHAPE:
                self._plain.forms, self._misses = Counter(), 0
        elif self._misses >= _MISSES:
            if self._misses * 4 > self._hits:
                self._plain.forms = Counter()
            self._misses = self._hits = 0

    def _make_shape(self, forms: Counter[Form]) -> None:
        self._forms += forms
        self._plain.forms, self._misses, self._hits = None, 0, 0
        self._shapes_left -= 1
        try:
            self._shape = RowShape(self._prefix, self._forms, self._reading)
        except ValueError:
            self._shapes_left = 0


def rows_of(cells: list[Cell]) -> Iterator[Row]:
    """Yield cells as rows of values, in the order of their rows; the later one of two with one address counts."""
    by_row: dict[int, dict[int, Value]] = {}
    values: dict[int, Value] = {}
    last = 0
    for number, column, kind, _, value, _, _ in cells:
        if value is not None:
            if number != last:
                values = by_row.setdefault(number, {})
                last = number
            values[column] = "" if kind == "e" else value
    for number, values in by_row.items():
        left, right = min(values), max(values)
        if len(values) == right - left + 1:
            yield Row(number, left, [values[column] for column in range(left, right + 1)])
        else:
            yield Row(number, left, [values.get(column, "") for column in range(left, right + 1)])
