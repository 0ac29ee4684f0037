"""A sheet's XML as raw rows and cells, without building a tree: bytes stay what they were.

Sheets as Excel, LibreOffice, WPS and openpyxl write them: no namespace prefix, rows and cells in order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from kesu_xl.form.escape import unescaped

__all__ = [
    "TEXT_OPENING",
    "Area",
    "RawCell",
    "RawRow",
    "RawSheet",
    "area",
    "column_letters",
    "rich_texts",
    "scan_sheet",
    "shared_strings",
    "xml_attribute",
]

_ROW: Final = re.compile(rb"<row(\s[^>]*?)?(?:/>|>(.*?)</row\s*>)", re.DOTALL)
_CELL: Final = re.compile(rb"<c(\s[^>]*?)?(?:/>|>(.*?)</c\s*>)", re.DOTALL)
#: A cell's attributes as programs write them: the address, then all others.
_USUAL: Final = re.compile(rb' r="([A-Z]{1,3})[0-9]{1,7}"((?: .*)?)', re.DOTALL)
_REF: Final = re.compile(rb"\s+r\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_SHEET_DATA: Final = re.compile(rb"<sheetData\s*(?:/>|>)")
_ITEM: Final = re.compile(rb"<si\s*(?:/>|>(.*?)</si\s*>)", re.DOTALL)
_PHONETIC: Final = re.compile(rb"<rPh\b.*?</rPh\s*>|<phoneticPr\b[^>]*?(?:/>|>\s*</phoneticPr\s*>)", re.DOTALL)
_TEXT: Final = re.compile(rb"(<t(?:\s[^>]*?)?>)(.*?)(</t\s*>)|<t\s*/>", re.DOTALL)
#: The start of a text whose blanks count.
TEXT_OPENING: Final = b'<t xml:space="preserve">'
_ADDRESS: Final = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_MERGE: Final = re.compile(rb'<mergeCell\s[^>]*?ref="([^"]+)"')
_COLUMN: Final = re.compile(rb"<col\s([^>]*?)/?>")


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells; rows and columns count from 1 and include the last."""

    top: int
    left: int
    bottom: int
    right: int


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
        return f"{column_letters(self.column)}{self.row}"

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
        return b"s" if self.attributes.endswith(b' t="s"') else xml_attribute(self.attributes, b"t") or b"n"

    @property
    def style(self) -> int:
        """Index of the style."""
        return int(xml_attribute(self.attributes, b"s") or 0)


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
            first, last, width = (xml_attribute(b" " + attributes, name) for name in (b"min", b"max", b"width"))
            hidden = xml_attribute(b" " + attributes, b"hidden") in (b"1", b"true")
            if first and last:
                found.append((int(first), int(last), float(width or 9.140625), hidden))
        return found


def xml_attribute(attributes: bytes, name: bytes) -> bytes | None:
    """Return the value of one attribute of a start tag, as written; each attribute has a blank before it."""
    match = _attribute(name).search(attributes)
    if match is None:
        return None
    return match.group(1) if match.group(1) is not None else match.group(2)


@cache
def _attribute(name: bytes) -> re.Pattern[bytes]:
    return re.compile(rb"\s" + name + rb"\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")


@lru_cache(maxsize=1024)
def column_letters(column: int) -> str:
    """Return the letters of a column number, e.g. 28 -> ``"AB"``."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def area(ref: str) -> Area:
    """Return the rectangle of ``"B2"``, ``"$B$2:$C$9"``.

    Raises:
        ValueError: It is not an address of cells (a whole row or column, a name).
    """
    first, _, last = ref.partition(":")
    corners = [_ADDRESS.fullmatch(part) for part in (first, last or first)]
    if corners[0] is None or corners[1] is None:
        raise ValueError(ref)
    (left, top), (right, bottom) = (
        (_column_number(match.group(1)), int(match.group(2))) for match in corners if match is not None
    )
    return Area(min(top, bottom), min(left, right), max(top, bottom), max(left, right))


@lru_cache(maxsize=1024)
def _column_number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def scan_sheet(xml: bytes) -> RawSheet:
    """Cut a worksheet part into rows and cells.

    Raises:
        ValueError: It has no ``<sheetData>`` in the plain namespace.
    """
    start = _SHEET_DATA.search(xml)
    if start is None:
        raise ValueError("no sheetData")
    head = xml[: start.start()] + b"<sheetData>"
    if start.group().endswith(b"/>"):
        return RawSheet(head, (), b"</sheetData>" + xml[start.end() :])
    end = xml.rindex(b"</sheetData")
    rows = []
    number = 0
    for match in _ROW.finditer(xml, start.end(), end):
        attributes = match.group(1) or b""
        number = int(xml_attribute(attributes, b"r") or number + 1)
        rows.append(RawRow(number, _without_ref(attributes), tuple(_cells(number, match.group(2) or b""))))
    return RawSheet(head, tuple(rows), xml[end:])


def _cells(row: int, xml: bytes) -> Iterable[RawCell]:
    column = 0
    for match in _CELL.finditer(xml):
        attributes, inner = match.group(1) or b"", match.group(2) or b""
        usual = _USUAL.fullmatch(attributes)
        if usual is not None:
            column = _column_number(usual.group(1).decode())
            yield RawCell(row, column, usual.group(2).rstrip(), inner)
            continue
        ref = xml_attribute(attributes, b"r")
        column = area(ref.decode()).left if ref else column + 1
        yield RawCell(row, column, _without_ref(attributes), inner)


def _without_ref(attributes: bytes) -> bytes:
    rest = _REF.sub(b"", attributes).rstrip()
    return rest if not rest or rest[:1] == b" " else b" " + rest.lstrip()


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
