"""The parts around the sheets: which sheets, styles, charts and tables a template has, and what a form adds to them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kesu_xl.errors import KesuError
from kesu_xl.form.archive import Archive
from kesu_xl.package.a1 import Area
from kesu_xl.package.markup import attribute
from kesu_xl.package.opc import CONTENT_TYPES, RELATIONSHIPS
from kesu_xl.package.strict import in_transitional

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = [
    "CONTENT_TYPES",
    "Book",
    "SheetPart",
    "add_sheets",
    "calculated_on_load",
    "continued_part",
    "parsed",
    "read_book",
    "related_parts",
    "relationships_of",
    "sheet_names",
    "with_names",
    "without_names",
]

_TYPES: Final = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELS: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R_ID: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_XDR: Final = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_SHEET_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_CHART_TYPE: Final = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_BOOK_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_TEMPLATE_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml"
_LONGEST_NAME: Final = 31


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A worksheet of a template: its tab, its entry, its place in the book, what is drawn on it, its tables."""

    name: str
    part: str
    index: int
    drawn_to: tuple[Area, ...]
    tables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """Where everything in a template is.

    Attributes:
        workbook: Entry of the workbook part.
        relationships: Entry of its relationships.
        styles: Entry of the styles; empty where there is none.
        strings: Entry of the shared strings; empty where there is none.
        sheets: The worksheets in order.
        charts: Entries of all charts.
        printed: Numbers of the sheets that have a print area.
        office: Namespace of its relationships: that of ordinary workbooks or of strict ones.
        is_1904: Dates count from 1904.
    """

    workbook: str
    relationships: str
    styles: str
    strings: str
    sheets: tuple[SheetPart, ...]
    charts: tuple[str, ...]
    printed: frozenset[int]
    office: str
    is_1904: bool


def parsed(xml: bytes) -> _Element:
    """Return the root of a part, without resolving anything outside it; a strict one in the ordinary namespaces."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(in_transitional(xml), parser)


def read_book(archive: Archive, name: str) -> tuple[Book, Archive]:
    """Find the parts of a template.

    Returns:
        The book, and the archive with its workbook declared as an ordinary one (an .xltx says that it is a template).

    Raises:
        KesuError: It is no workbook, or one with macros.
        lxml.etree.XMLSyntaxError: A part is damaged.
    """
    if CONTENT_TYPES not in archive or "_rels/.rels" not in archive:
        raise KesuError("template_not_workbook", name=name)
    types = {
        str(item.get("PartName")).lstrip("/"): str(item.get("ContentType")) for item in _typed(archive, "Override")
    }
    defaults = {str(item.get("Extension")): str(item.get("ContentType")) for item in _typed(archive, "Default")}
    workbook = next((target for kind, target, _ in related_parts(archive, "") if kind == "officeDocument"), "")
    workbook_type = types.get(workbook) or defaults.get(workbook.rpartition(".")[2], "")
    is_sheets = "spreadsheetml" in workbook_type or "ms-excel" in workbook_type
    if workbook not in archive or not is_sheets or not workbook_type.endswith("main+xml"):
        raise KesuError("template_not_workbook", name=name)
    if workbook_type == _TEMPLATE_TYPE:
        changed = archive.read(CONTENT_TYPES).replace(_TEMPLATE_TYPE.encode(), _BOOK_TYPE.encode())
        archive = archive.replaced({CONTENT_TYPES: changed})
    elif workbook_type != _BOOK_TYPE:
        raise KesuError("template_macros", name=name)
    if relationships_of(workbook) not in archive:
        raise KesuError("template_not_workbook", name=name)
    root = parsed(archive.read(workbook))
    if root.tag != f"{_MAIN}workbook":
        raise KesuError("template_not_workbook", name=name)
    related = related_parts(archive, workbook)
    by_id = {key: (kind, target) for kind, target, key in related}
    sheets = []
    for index, item in enumerate(root.iterfind(f"{_MAIN}sheets/{_MAIN}sheet")):
        kind, part = by_id.get(str(item.get(_R_ID)), ("", ""))
        if kind == "worksheet" and part in archive:
            own = related_parts(archive, part)
            drawn = tuple(cells for kind, target, _ in own if kind == "drawing" for cells in _drawn(archive, target))
            tables = tuple(target for kind, target, _ in own if kind == "table" and target in archive)
            sheets.append(SheetPart(str(item.get("name")), part, index, drawn, tables))
    first = {kind: target for kind, target, _ in reversed(related) if target in archive}
    properties = root.find(f"{_MAIN}workbookPr")
    book = Book(
        workbook=workbook,
        relationships=relationships_of(workbook),
        styles=first.get("styles", ""),
        strings=first.get("sharedStrings", ""),
        sheets=tuple(sheets),
        charts=tuple(found for part, kind in types.items() if kind == _CHART_TYPE and (found := archive.find(part))),
        printed=frozenset(
            int(item.get("localSheetId") or -1)
            for item in root.iterfind(f"{_MAIN}definedNames/{_MAIN}definedName")
            if item.get("name") == "_xlnm.Print_Area"
        ),
        office=next(uri for uri in reversed(RELATIONSHIPS) if uri.encode() in archive.read("_rels/.rels")),
        is_1904=properties is not None and properties.get("date1904") in ("1", "true"),
    )
    return book, archive


def _typed(archive: Archive, tag: str) -> Iterable[_Element]:
    return parsed(archive.read(CONTENT_TYPES)).iterfind(f"{_TYPES}{tag}")


def relationships_of(part: str) -> str:
    """Return the entry that holds a part's relationships."""
    folder, file = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{file}.rels")


def related_parts(archive: Archive, part: str) -> list[tuple[str, str, str]]:
    """Return last word of the type, entry and id of every inner relationship of a part ("" is the package)."""
    entry = relationships_of(part) if part else "_rels/.rels"
    if entry not in archive:
        return []
    found = []
    for item in parsed(archive.read(entry)).iterfind(f"{_RELS}Relationship"):
        if item.get("TargetMode") == "External":
            continue
        target = str(item.get("Target") or "")
        full = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target.replace("\\", "/"))).lstrip("/")
        namespace, _, kind = str(item.get("Type") or "").rpartition("/")
        if namespace in RELATIONSHIPS:
            found.append((kind, archive.find(full) or full, str(item.get("Id"))))
    return found


def _drawn(archive: Archive, drawing: str) -> Iterable[Area]:
    if drawing not in archive:
        return
    for anchor in parsed(archive.read(drawing)):
        start = anchor.find(f"{_XDR}from")
        if start is None:
            continue
        end = anchor.find(f"{_XDR}to")
        (top, left), (bottom, right) = (
            (int(place.findtext(f"{_XDR}row") or 0) + 1, int(place.findtext(f"{_XDR}col") or 0) + 1)
            for place in (start, end if end is not None else start)
        )
        yield Area(top, left, bottom, right)


def calculated_on_load(workbook: bytes) -> bytes:
    """Return a workbook part that makes Excel calculate every formula when it opens the file."""
    match = re.search(rb"<calcPr\b([^>]*?)(/?)>", workbook)
    if match:
        rest = re.sub(rb'\sfullCalcOnLoad="[^"]*"', b"", match.group(1).rstrip())
        made = b'<calcPr%s fullCalcOnLoad="1"%s>' % (rest, match.group(2))
        return workbook[: match.start()] + made + workbook[match.end() :]
    for before in (b"</definedNames>", b"</externalReferences>", b"</functionGroups>", b"</sheets>"):
        at = workbook.find(before)
        if at >= 0:
            at += len(before)
            return workbook[:at] + b'<calcPr calcId="0" fullCalcOnLoad="1"/>' + workbook[at:]
    return workbook


def without_names(workbook: bytes, prefix: str) -> bytes:
    """Return a workbook part without the defined names that start with `prefix`."""
    pattern = rb'<definedName\b[^>]*?\sname="%s[^"]*"[^>]*>[^<]*</definedName>' % re.escape(prefix.encode())
    return re.sub(pattern, b"", workbook)


def with_names(workbook: bytes, names: bytes) -> bytes:
    """Return a workbook part with further defined names, given as XML."""
    if not names:
        return workbook
    at = workbook.find(b"</definedNames>")
    if at >= 0:
        return workbook[:at] + names + workbook[at:]
    made = b"<definedNames>%s</definedNames>" % names
    empty = re.search(rb"<definedNames\s*/>", workbook)
    if empty:
        return workbook[: empty.start()] + made + workbook[empty.end() :]
    for pattern in (rb"</externalReferences>|<externalReferences\s*/>", rb"</functionGroups>", rb"</sheets>"):
        match = re.search(pattern, workbook)
        if match:
            return workbook[: match.end()] + made + workbook[match.end() :]
    return workbook


def sheet_names(taken: Iterable[str], wanted: Sequence[str]) -> list[str]:
    """Return names for new sheets: as wanted, with a number where that is taken, at most 31 characters."""
    used = {name.casefold() for name in taken}
    names = []
    for name in wanted:
        number = 1
        made = name[:_LONGEST_NAME]
        while made.casefold() in used:
            number += 1
            suffix = f" ({number})"
            made = name[: _LONGEST_NAME - len(suffix)] + suffix
        used.add(made.casefold())
        names.append(made)
    return names


def continued_part(book: Book, number: int) -> str:
    """Return the entry of a sheet that `add_sheets` puts behind the others; they count from 1."""
    return posixpath.join(posixpath.dirname(book.workbook), f"worksheets/kesu_continued{number}.xml")


def add_sheets(book: Book, archive: Archive, workbook: bytes, sheets: Sequence[tuple[str, bytes]]) -> dict[str, bytes]:
    """Return the entries that change when sheets are put behind the others.

    Args:
        book: The template.
        archive: Its entries.
        workbook: Its workbook part, which may have been changed already.
        sheets: Name and part of each new sheet.
    """
    types = archive.read(CONTENT_TYPES)
    relationships = archive.read(book.relationships)
    next_id = max(map(int, re.findall(rb'\bsheetId="(\d+)"', workbook)), default=0) + 1
    folder = posixpath.dirname(book.workbook)
    entries: dict[str, bytes] = {}
    for number, (name, xml) in enumerate(sheets, 1):
        part = continued_part(book, number)
        target = part.removeprefix(folder).lstrip("/")
        key = f"rIdKesuContinued{number}"
        entries[part] = xml
        types = types.replace(
            b"</Types>", f'<Override PartName="/{part}" ContentType="{_SHEET_TYPE}"/></Types>'.encode()
        )
        relationships = relationships.replace(
            b"</Relationships>",
            f'<Relationship Id="{key}" Type="{book.office}/worksheet" Target="{target}"/></Relationships>'.encode(),
        )
        tag = (
            f'<sheet xmlns:r="{book.office}" name="{attribute(name)}" '
            f'sheetId="{next_id + number - 1}" r:id="{key}"/></sheets>'
        )
        workbook = workbook.replace(b"</sheets>", tag.encode())
    return {CONTENT_TYPES: types, book.workbook: workbook, book.relationships: relationships, **entries}
