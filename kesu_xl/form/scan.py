"""A sheet's XML as raw rows and cells, without building a tree: bytes stay what they were.

Sheets as Excel, LibreOffice, WPS and openpyxl write them: no namespace prefix, rows and cells in order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from kesu_xl.package.a1 import Area, address, area, position
from kesu_xl.package.markup import unescaped
from kesu_xl.package.rowscan import RowPlace, attribute_in, cells_in, rows_in

__all__ = [
    "TEXT_OPENING",
    "RawCell",
    "RawRow",
    "RawSheet",
    "rich_texts",
    "scan_sheet",
    "shared_strings",
]

#: The start tag of a cell or a row as programs write it: its address, then all else.
_USUAL: Final = re.compile(rb'<(?:c r="[A-Z]{1,3}[1-9][0-9]{0,6}"|row r="[0-9]{1,9}")([^/>]*)/?>')
_ATTRIBUTES: Final = re.compile(rb"<\w+(.*?)/?>", re.DOTALL)
_REF: Final = re.compile(rb"\s+r\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_SHEET_DATA: Final = re.compile(rb"<sheetData\s*(?:/>|>)")
_ITEM: Final = re.compile(rb"<si\s*(?:/>|>(.*?)</si\s*>)", re.DOTALL)
_PHONETIC: Final = re.compile(rb"<rPh\b.*?</rPh\s*>|<phoneticPr\b[^>]*?(?:/>|>\s*</phoneticPr\s*>)", re.DOTALL)
_TEXT: Final = re.compile(rb"(<t(?:\s[^>]*?)?>)(.*?)(</t\s*>)|<t\s*/>", re.DOTALL)
#: The start of a text whose blanks count.
TEXT_OPENING: Final = b'<t xml:space="preserve">'
_MERGE: Final = re.compile(rb'<mergeCell\s[^>]*?ref="([^"]+)"')
_COLUMN: Final = re.compile(rb"<col\s([^>]*?)/?>")


@dataclass(frozen=True, slots=True)
class RawCell:
    """One cell as it stands in the file.

    Attributes:
        attributes: Everything in the start tag but ``r``, with a leading blank, e.g. ``b' s="5" t="s"'``.
        inner: The content, empty for an empty cell.
    """

    row: int
    column: int
    attributes: bytes
    inner: bytes

    @property
    def ref(self) -> str:
        """The address, e.g. ``"B12"``."""
        return address(self.row, self.column)

    @property
    def xml(self) -> bytes:
        """The cell as XML at its own place."""
        return b'<c r="%s"%s' % (self.ref.encode(), self.after_ref)

    @property
    def after_ref(self) -> bytes:
        """The cell as XML from behind its address on."""
        return b"%s>%s</c>" % (self.attributes, self.inner) if self.inner else self.attributes + b"/>"

    @property
    def kind(self) -> bytes:
        """The ``t`` attribute, ``b"n"`` where there is none."""
        return b"s" if self.attributes.endswith(b' t="s"') else attribute_in(self.attributes, b"t") or b"n"

    @property
    def style(self) -> int:
        """Index of the style."""
        return int(attribute_in(self.attributes, b"s") or 0)


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row: its number, the start tag's attributes but ``r``, its cells."""

    number: int
    attributes: bytes
    cells: tuple[RawCell, ...]

    @property
    def head(self) -> bytes:
        """The start tag at the row's own place, without the closing angle."""
        return b'<row r="%d"%s' % (self.number, self.attributes)

    @property
    def is_blank(self) -> bool:
        """Whether no cell has a content."""
        return not any(cell.inner for cell in self.cells)


@dataclass(frozen=True, slots=True)
class RawSheet:
    """A worksheet part, cut into what stands before the rows, the rows, and what stands after."""

    head: bytes
    rows: tuple[RawRow, ...]
    tail: bytes

    def merges(self) -> list[Area]:
        """Return the merged areas."""
        return [area(ref.decode()) for ref in _MERGE.findall(self.tail)]

    def columns(self) -> list[tuple[int, int, float, bool]]:
        """Return first and last column, width in digits and hidden of every ``<col>``."""
        found = []
        for attributes in _COLUMN.findall(self.head):
            first, last, width = (attribute_in(b" " + attributes, name) for name in (b"min", b"max", b"width"))
            hidden = attribute_in(b" " + attributes, b"hidden") in (b"1", b"true")
            if first and last:
                found.append((int(first), int(last), float(width or 9.140625), hidden))
        return found


def scan_sheet(xml: bytes) -> RawSheet:
    """Cut a worksheet part into rows and cells.

    Raises:
        ValueError: It has no ``<sheetData>`` in the plain namespace, or an address that is none.
    """
    start = _SHEET_DATA.search(xml)
    if start is None:
        raise ValueError("no sheetData")
    head = xml[: start.start()] + b"<sheetData>"
    if start.group().endswith(b"/>"):
        return RawSheet(head, (), b"</sheetData>" + xml[start.end() :])
    end = xml.rindex(b"</sheetData")
    data = xml[start.end() : end]
    rows = [
        RawRow(row.number, _attributes(data[row.start : row.inner], int, row.number), tuple(_cells(data, row)))
        for row in rows_in(data)
    ]
    return RawSheet(head, tuple(rows), xml[end:])


def _cells(data: bytes, row: RowPlace) -> Iterator[RawCell]:
    for cell in cells_in(data, row):
        attributes = _attributes(data[cell.start : cell.inner], _column_in, cell.column)
        yield RawCell(row.number, cell.column, attributes, data[cell.inner : cell.end].removesuffix(b"</c>"))


def _column_in(ref: bytes) -> int:
    return position(ref.decode())[1]


def _attributes(tag: bytes, read: Callable[[bytes], int], number: int) -> bytes:
    """Return the attributes of a start tag but ``r``, with a blank before them.

    Args:
        tag: Of a row or a cell.
        read: Reads the row or the column in ``r``.
        number: What it must be.
    """
    usual = _USUAL.fullmatch(tag)
    if usual is not None:
        return usual[1].rstrip()
    said = attribute_in(tag, b"r")
    if said is not None and read(said) != number:
        raise ValueError(said)
    found = _ATTRIBUTES.fullmatch(tag)
    return _REF.sub(b"", found[1]).rstrip() if found else b""


def shared_strings(xml: bytes) -> tuple[bytes, ...]:
    """Return the items of a shared strings part as XML, phonetic hints left out."""
    return tuple(_PHONETIC.sub(b"", item) for item in _ITEM.findall(xml))


def rich_texts(xml: bytes) -> list[tuple[bytes, str]]:
    """Cut the content of a ``<si>`` or ``<is>`` into runs.

    Returns:
        Pairs: the XML that stands before a run's text (markup only), and the text. What follows the last text is a
        pair with an empty text, so that joining all pairs gives the content again.
    """
    runs = []
    end = 0
    for match in _TEXT.finditer(xml):
        if match.group(1) is None:
            continue
        opening = xml[end : match.start()] + TEXT_OPENING
        runs.append((opening, unescaped(match.group(2).decode())))
        end = match.start(3)
    runs.append((xml[end:], ""))
    return runs
