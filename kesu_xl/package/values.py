"""Typed values of a sheet, read by python-calamine behind an interface of our own.

It is never given a user's .xlsx or .ods itself, but a package that we wrote around the same compressed parts, with a
list of sheets that we made. So it reads what was looked at before, and nothing else of a file that may be hostile.
"""

from __future__ import annotations

import datetime
import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from kesu_xl.errors import KesuError
from kesu_xl.package.archive import Archive, Packed, packed, write_zip
from kesu_xl.package.limits import PART_LIMIT
from kesu_xl.package.source import Label
from kesu_xl.package.workbook import WorkbookPart
from kesu_xl.package.xmlparts import encoding_of, to_utf8

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

__all__ = ["SheetName", "Value", "Values", "ValuesReader", "open_package", "open_whole"]

#: What a cell holds; a blank cell is ``""``.
Value = str | int | float | bool | datetime.datetime | datetime.date | datetime.time | datetime.timedelta

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


_COUNT = re.compile(rb"""uniqueCount\s*=\s*["']\s*\+?([0-9]{1,30})""")
_HARMLESS_COUNT = 1_000_000


@dataclass(slots=True)
class Values:
    """The rectangle of values of a sheet: `top` and `left` are the 1-based address of its first value."""

    top: int
    left: int
    rows: list[list[Value]]
    merged: list[tuple[int, int, int, int]]


@dataclass(frozen=True, slots=True)
class SheetName:
    """A worksheet as an .xls or .ods lists it."""

    name: str
    visible: bool


class ValuesReader:
    """Gives the values of the sheets of one workbook."""

    def __init__(self, workbook: CalamineWorkbook, label: Label) -> None:
        self._workbook = workbook
        self._label = label

    def sheets(self) -> list[SheetName]:
        """Return the worksheets in order, without charts, macro sheets and modules."""
        from python_calamine import SheetTypeEnum, SheetVisibleEnum

        return [
            SheetName(sheet.name, sheet.visible == SheetVisibleEnum.Visible)
            for sheet in self._workbook.sheets_metadata
            if sheet.typ == SheetTypeEnum.WorkSheet
        ]

    def read(self, name: str, shown: str) -> Values:
        """Return the values of a sheet; `shown` is what it is called in messages.

        Raises:
            KesuError: The sheet is damaged.
        """
        with _contained("damaged_sheet", file=self._label, sheet=shown):
            return _values(self._workbook.get_sheet_by_name(name))


def open_package(archive: Archive, workbook: WorkbookPart) -> ValuesReader:
    """Return a reader for the worksheets of an .xlsx; they are called ``1``, ``2``, ... in their order.

    Raises:
        KesuError: A part that all sheets need is damaged or too large.
    """
    parts = {"xl/styles.xml": workbook.styles, "xl/sharedStrings.xml": workbook.strings}
    for number, sheet in enumerate(workbook.sheets, 1):
        parts[f"xl/worksheets/sheet{number}.xml"] = sheet.entry
    listed = "".join(f'<sheet name="{n}" sheetId="{n}" r:id="s{n}"/>' for n in range(1, len(workbook.sheets) + 1))
    links = [("styles", "styles", "styles.xml"), ("strings", "sharedStrings", "sharedStrings.xml")]
    links += [(f"s{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(workbook.sheets) + 1)]
    made = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>',
        "_rels/.rels": _links([("w", "officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><workbookPr date1904='
        f'"{int(workbook.date1904)}"/><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _links(links),
    }
    entries = [(name, packed(text.encode("ascii"))) for name, text in made.items()]
    for name, entry in parts.items():
        if entry:
            if entry == workbook.strings:
                _check_strings(archive, entry)
            entries.append((name, _in_utf8(archive, entry)))
    return open_whole(write_zip(entries), archive.label)


def open_whole(data: bytes, label: Label) -> ValuesReader:
    """Return a reader for a workbook whose content was looked at before.

    Raises:
        KesuError: Damaged or encrypted.
    """
    from python_calamine import CalamineWorkbook

    with _contained("damaged_file", file=label):
        return ValuesReader(CalamineWorkbook.from_filelike(BytesIO(data)), label)


def _in_utf8(archive: Archive, entry: str) -> Packed:
    head = archive.head(entry)
    if b"<!DOCTYPE" in head:
        raise KesuError("unsafe_xml", file=archive.label)
    encoding = encoding_of(head)
    if encoding == "utf-8":
        return archive.packed(entry)
    with _contained("damaged_file", file=archive.label):
        return packed(to_utf8(archive.read(entry, PART_LIMIT // 4), encoding))


def _check_strings(archive: Archive, entry: str) -> None:
    """Refuse a table of texts that announces far more than it has: the reader takes memory for what is announced."""
    size = 0
    announced = 0
    tail = b""
    for piece in archive.chunks(entry):
        size += len(piece)
        if b"Count" in piece or b"Count" in tail + piece[:64] or b"C\0o\0u" in piece:
            window = (tail + piece).replace(b"\0", b"")
            announced = max([announced, *(int(number) for number in _COUNT.findall(window))])
        tail = piece[-64:]
    # The shortest text there is takes 5 bytes, `<si/>`; sloppy counts of small tables do no harm.
    if announced > max(size // 5, _HARMLESS_COUNT):
        raise KesuError("damaged_file", file=archive.label)


def _links(links: list[tuple[str, str, str]]) -> str:
    inner = "".join(f'<Relationship Id="{i}" Type="{_OFFICE}/{kind}" Target="{to}"/>' for i, kind, to in links)
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def _values(sheet: CalamineSheet) -> Values:
    start = sheet.start
    merged = [(a + 1, b + 1, c + 1, d + 1) for (a, b), (c, d) in sheet.merged_cell_ranges or ()]
    if start is None:
        return Values(1, 1, [], merged)
    # Millions of new lists of plain values: nothing for the garbage collector to find, a third of the time to look.
    collecting = gc.isenabled()
    gc.disable()
    try:
        rows = sheet.to_python()
    finally:
        if collecting:
            gc.enable()
    return Values(start[0] + 1, start[1] + 1, rows, merged)


@contextmanager
def _contained(code: str, **params: object) -> Iterator[None]:
    """Turn whatever the reader raises into the one line `code`, its panics included."""
    from python_calamine import CalamineError, PasswordError

    try:
        yield
    except PasswordError:
        raise KesuError("encrypted", file=params["file"]) from None
    except (CalamineError, OSError, ValueError, LookupError, ArithmeticError, RuntimeError) as error:
        raise KesuError(code, **params) from error
    except BaseException as error:
        # A panic of the reader is no Exception, and its type can only be known by name.
        if type(error).__name__ != "PanicException":
            raise
        raise KesuError(code, **params) from None
