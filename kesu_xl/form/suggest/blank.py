"""A blank form as boxes: every merged area and every other cell, with its text and whether it may be written.

Looks play no part: customers' forms agree in nothing there. What counts is where the boxes are, how large they are, and
which of them hold a text, a formula, or nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kesu_xl.errors import KesuError
from kesu_xl.form.archive import Archive, read_archive
from kesu_xl.form.book import Book, parsed, read_book
from kesu_xl.form.scan import RawCell, RawRow, RawSheet, rich_texts, scan_sheet, shared_strings
from kesu_xl.form.template import refused_in_one_line
from kesu_xl.package.a1 import address
from kesu_xl.package.markup import unescaped
from kesu_xl.package.rowscan import attribute_in
from kesu_xl.package.styles import Styles

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Box", "Rect", "Sheet", "read_blank"]

#: A form is a few pages; what lies beyond is no part of it.
_MOST_ROWS: Final = 1000
_MOST_COLUMNS: Final = 256
_MOST_SHEETS: Final = 40
#: Cells that merged areas may cover in all.
_MOST_COVERED: Final = 500_000
#: A frame reaches so far beyond the last text at the most.
_FRAME_RIGHT: Final = 12
_FRAME_BELOW: Final = 40
_WIDTH: Final = 8.43
#: Digits from which on a column was made wide for texts.
_ANSWER_WIDTH: Final = 20.0
_HEIGHT: Final = 15.0
_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_VALUE: Final = re.compile(rb"<v(?:\s[^>]*)?>(.*?)</v\s*>", re.DOTALL)
_FORMULA: Final = re.compile(rb"<f[\s/>]")
_PROTECTION: Final = re.compile(rb"<sheetProtection\s[^>]*?>")


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle of cells; rows and columns count from 1 and include the last."""

    top: int
    left: int
    bottom: int
    right: int

    def holds(self, other: Rect) -> bool:
        """Say whether another one lies inside."""
        return (
            self.top <= other.top
            and self.left <= other.left
            and other.bottom <= self.bottom
            and other.right <= self.right
        )


@dataclass(frozen=True, slots=True)
class Box(Rect):
    """A merged area or a single cell.

    Attributes:
        text: What it shows; empty for nothing but blanks.
        formula: A formula stands in it.
        locked: The sheet is protected, and it must not be written.
        rich: Its characters have different formats.
    """

    text: str = ""
    formula: bool = False
    locked: bool = False
    rich: bool = False

    @property
    def ref(self) -> str:
        """The address of its first cell, e.g. ``"B12"``."""
        return address(self.top, self.left)

    @property
    def merged(self) -> bool:
        """It is more than one cell."""
        return (self.top, self.left) != (self.bottom, self.right)

    @property
    def open(self) -> bool:
        """Nothing stands in it, and it may be written."""
        return not self.text and not self.formula and not self.locked


class Sheet:
    """A visible worksheet of a blank form.

    Attributes:
        name: Its name.
        protected: Only cells that are not locked may be written.
        bottom: Last row of the form.
        right: Last column of the form.
    """

    def __init__(self, name: str, raw: RawSheet, boxes: Iterable[Box], *, protected: bool) -> None:
        self.name = name
        self.protected = protected
        self._at: dict[tuple[int, int], Box] = {}
        self.boxes = sorted(boxes, key=lambda box: (box.top, box.left))
        for box in self.boxes:
            for row in range(box.top, box.bottom + 1):
                for column in range(box.left, box.right + 1):
                    self._at.setdefault((row, column), box)
        self.bottom = max((box.bottom for box in self.boxes), default=0)
        self.right = max((box.right for box in self.boxes), default=0)
        self._widths = {
            column: 0.0 if hidden else width
            for first, last, width, hidden in raw.columns()
            for column in range(first, min(last, _MOST_COLUMNS) + 1)
        }
        self._heights = {row.number: _height(row) for row in raw.rows}

    def at(self, row: int, column: int) -> Box:
        """Return the box that covers a cell; a cell of which the file says nothing is an empty one."""
        found = self._at.get((row, column))
        return found if found is not None else Box(row, column, row, column, locked=self.protected)

    def mentions(self, box: Box) -> bool:
        """Say whether the file has the box: a merged area, or a cell with a content or a format."""
        return (box.top, box.left) in self._at

    def texts(self) -> list[Box]:
        """Return the boxes with a text, in reading order."""
        return [box for box in self.boxes if box.text]

    def inside(self, area: Rect) -> Iterator[Box]:
        """Yield the boxes whose first cell lies in an area, row by row; cells without a mention in the file too."""
        for row in range(area.top, area.bottom + 1):
            column = area.left
            while column <= area.right:
                box = self.at(row, column)
                if box.top == row and box.left == column:
                    yield box
                column = max(box.right, column) + 1

    def width(self, area: Rect) -> float:
        """Return the width in digits."""
        return sum(self._widths.get(column, _WIDTH) for column in range(area.left, area.right + 1))

    def height(self, area: Rect) -> float:
        """Return the height in points."""
        return sum(self._heights.get(row, _HEIGHT) for row in range(area.top, area.bottom + 1))


def read_blank(data: bytes, name: str) -> list[Sheet]:
    """Read the visible worksheets of a form.

    Args:
        data: The .xlsx file.
        name: What messages call it.

    Raises:
        KesuError: It is no workbook that could be a template, or is too large for a form.
    """
    with refused_in_one_line(name):
        archive = read_archive(data, name)
        book, archive = read_book(archive, name)
        return [sheet for sheet in _sheets(archive, book, name) if sheet.boxes]


def _sheets(archive: Archive, book: Book, name: str) -> Iterator[Sheet]:
    shared = [_text(item) for item in shared_strings(archive.read(book.strings))] if book.strings else []
    styles = Styles(archive.read(book.styles), name) if book.styles else None
    edged = _edged(parsed(archive.read(book.styles))) if book.styles else frozenset()
    states = [
        str(item.get("state") or "visible")
        for item in parsed(archive.read(book.workbook)).iterfind(f"{_MAIN}sheets/{_MAIN}sheet")
    ]
    shown = [part for part in book.sheets if states[part.index] == "visible"]
    if len(shown) > _MOST_SHEETS:
        raise KesuError("form_too_large", name=name)
    for part in shown:
        raw = scan_sheet(archive.read(part.part))
        found = _PROTECTION.search(raw.tail)
        protected = found is not None and attribute_in(found[0], b"sheet") in (b"1", b"true")
        yield Sheet(
            part.name, raw, _boxes(raw, shared, styles if protected else None, edged, name), protected=protected
        )


def _text(xml: bytes) -> tuple[str, bool]:
    """Return the text of a string item, and whether its characters have different formats."""
    return "".join(text for _, text in rich_texts(xml)), xml.count(b"<r>") > 1


def _boxes(
    raw: RawSheet, shared: list[tuple[str, bool]], styles: Styles | None, edged: frozenset[int], name: str
) -> Iterator[Box]:
    cells: dict[tuple[int, int], tuple[str, bool, bool, bool]] = {}
    framed: set[tuple[int, int]] = set()
    hidden = {row.number for row in raw.rows if attribute_in(row.attributes, b"hidden") in (b"1", b"true")}
    hidden_columns = {
        column
        for first, last, _, is_hidden in raw.columns()
        if is_hidden
        for column in range(first, min(last, _MOST_COLUMNS) + 1)
    }
    for row in raw.rows:
        for cell in row.cells:
            if cell.inner and (cell.row > _MOST_ROWS or cell.column > _MOST_COLUMNS):
                raise KesuError("form_too_large", name=name)
            if cell.row > _MOST_ROWS or cell.column > _MOST_COLUMNS:
                continue
            locked = styles is not None and styles.locked(cell.style)
            cells[cell.row, cell.column] = (*_content(cell, shared), locked)
            if cell.style in edged:
                framed.add((cell.row, cell.column))
    taken: set[tuple[int, int]] = set()
    asked = 0
    for area in raw.merges():
        if area.top > _MOST_ROWS or area.left > _MOST_COLUMNS or area.top in hidden or area.left in hidden_columns:
            continue
        bottom, right = min(area.bottom, _MOST_ROWS), min(area.right, _MOST_COLUMNS)
        text, formula, rich, locked = cells.get((area.top, area.left), ("", False, False, styles is not None))
        asked += (bottom - area.top + 1) * (right - area.left + 1)
        if asked > _MOST_COVERED:
            raise KesuError("form_too_large", name=name)
        covered = {(row, column) for row in range(area.top, bottom + 1) for column in range(area.left, right + 1)}
        if covered & taken:
            continue
        taken |= covered
        yield Box(area.top, area.left, bottom, right, text, formula, locked, rich)
    used = _used(cells, taken, framed)
    if not taken and not framed:
        # a plain list of labels: the column that was made wide beside it is for the answers
        for column in _wide_beside(raw, used.right):
            used = Rect(1, 1, used.bottom, column)
            cells.setdefault((1, column), ("", False, False, styles is not None))
    for (row_number, column), (text, formula, rich, locked) in cells.items():
        inside = row_number <= used.bottom and column <= used.right
        if (row_number, column) in taken or row_number in hidden or column in hidden_columns or not inside:
            continue
        yield Box(row_number, column, row_number, column, text, formula, locked, rich)


def _used(
    cells: dict[tuple[int, int], tuple[str, bool, bool, bool]],
    merged: set[tuple[int, int]],
    framed: set[tuple[int, int]],
) -> Rect:
    """Return how far the form reaches: up to the last text, merged area, or framed cell beside or beneath those."""
    marked = [at for at, (text, formula, _, _) in cells.items() if text or formula]
    bottom = max((row for row, _ in [*marked, *merged]), default=0)
    right = max((column for _, column in [*marked, *merged]), default=0)
    if not bottom:
        return Rect(1, 1, 0, 0)
    wide = [column for row, column in framed if row <= bottom and column <= right + _FRAME_RIGHT]
    deep = [row for row, column in framed if column <= right and row <= bottom + _FRAME_BELOW]
    return Rect(1, 1, max([bottom, *deep]), max([right, *wide]))


def _wide_beside(raw: RawSheet, right: int) -> Iterator[int]:
    """Yield the columns right of the last text that were made wide by hand; of a range for the whole sheet, none."""
    wide = {
        first
        for first, last, width, hidden in raw.columns()
        if first == last and width >= _ANSWER_WIDTH and not hidden and first <= _MOST_COLUMNS
    }
    while (right := right + 1) in wide:
        yield right


def _edged(styles: _Element) -> frozenset[int]:
    """Return the cell formats that draw a line around."""
    borders = [
        any(side.get("style") not in (None, "none") for side in border)
        for border in styles.iterfind(f"{_MAIN}borders/{_MAIN}border")
    ]
    formats = styles.iterfind(f"{_MAIN}cellXfs/{_MAIN}xf")
    numbers = (int(xf.get("borderId") or 0) for xf in formats)
    return frozenset(at for at, border in enumerate(numbers) if border < len(borders) and borders[border])


def _content(cell: RawCell, shared: list[tuple[str, bool]]) -> tuple[str, bool, bool]:
    """Return the text, whether it is a formula, whether it has formats inside."""
    if _FORMULA.search(cell.inner):
        return "", True, False
    text, rich = "", False
    if cell.kind == b"inlineStr":
        text, rich = _text(cell.inner)
    elif (found := _VALUE.search(cell.inner)) is not None:
        text = unescaped(found[1].decode())
        if cell.kind == b"s":
            text, rich = shared[int(text)]
    return ("" if not text.strip() else text), False, rich


def _height(row: RawRow) -> float:
    if attribute_in(row.attributes, b"hidden") in (b"1", b"true"):
        return 0.0
    try:
        return float(attribute_in(row.attributes, b"ht") or _HEIGHT)
    except ValueError:
        return _HEIGHT
