"""What openpyxl would lose: a list of what it keeps; a workbook with anything else in it is refused."""

from __future__ import annotations

import re
from typing import Final

from kesu_xl.errors import KesuError
from kesu_xl.package.archive import Archive
from kesu_xl.package.limits import PART_LIMIT
from kesu_xl.package.ours import BLOCK_NAME, REGISTER_NAME, SHEET_NAME, Block, sheet_in
from kesu_xl.package.source import Label
from kesu_xl.package.workbook import WorkbookPart, open_workbook
from kesu_xl.package.xmlparts import elements

__all__ = ["refuse_losses"]

_KEPT_PARTS = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(?:core|app|custom)\.xml"
    r"|xl/(?:workbook|styles|sharedStrings|calcChain)\.xml|xl/_rels/workbook\.xml\.rels|xl/theme/theme\d+\.xml"
    r"|xl/worksheets/sheet\d+\.xml|xl/worksheets/_rels/sheet\d+\.xml\.rels|xl/tables/table\d+\.xml"
    r"|xl/printerSettings/printerSettings\d+\.bin",
    re.IGNORECASE,
)
_KEPT_IN_SHEET: Final = {
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetProtection", "autoFilter",
    "mergeCells", "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins",
    "pageSetup", "headerFooter", "rowBreaks", "colBreaks", "tableParts",
}  # fmt: skip
_KEPT_IN_WORKBOOK: Final = {
    "fileVersion", "workbookPr", "AlternateContent", "revisionPtr", "bookViews", "sheets", "definedNames", "calcPr",
    "workbookProtection", "extLst",
}  # fmt: skip
#: Extensions that Excel puts into every file and that say nothing: default slicer and timeline styles, features of
#: the calculation, a switch for charts.
_EMPTY_EXTENSIONS: Final = (
    "{EB79DEF2-80B8-43E5-95BD-54CBDDF9020C}",
    "{9260A510-F301-46A8-8635-F512D64BE5F5}",
    "{B58B0392-4F1F-4190-BB64-5DF3571DCE5F}",
    "{140A7094-0E35-4892-8432-C4D2E57EDEB5}",
)
_URI = re.compile(rb'<(?:\w+:)?ext\b[^>]*?\buri="([^"]*)"')
_SHEET_DATA = re.compile(rb"<(?:\w+:)?sheetData\b.*</(?:\w+:)?sheetData>|<(?:\w+:)?sheetData\s*/>", re.DOTALL)
#: A formula with its result beside it.
_RESULT = re.compile(rb"<c\b[^>]*?\br=\"([A-Z]+\d+)\"[^>]*>\s*<f\b(?:[^>]*/>|[^>]*>[^<]*</f>)\s*<v>[^<]", re.DOTALL)
#: Formulas that span cells, and values that only newer programs understand.
_SPECIAL = re.compile(rb'<c\b[^>]*?\s(?:cm|vm)="|<f\b[^>]*?\bt="(?:array|dataTable)"')
_LABEL: Final[Label] = ""


def refuse_losses(source: bytes) -> None:
    """Say no to a workbook that openpyxl could not save as it is.

    Args:
        source: The file.

    Raises:
        KesuError: Not a workbook, not one of ours, or with something in it that would be lost.
    """
    archive = Archive(source, _LABEL)
    book = open_workbook(archive)
    names = book.names()
    if REGISTER_NAME not in names:
        raise KesuError("not_our_workbook")
    for entry in archive:
        if not _KEPT_PARTS.fullmatch(entry.replace("\\", "/")):
            raise KesuError("would_be_lost", part=entry)
    _check_workbook(book)
    computed = {sheet_in(refers_to) for name, refers_to in names.items() if SHEET_NAME.fullmatch(name)}
    block = names.get(BLOCK_NAME, "")
    for sheet in book.sheets:
        if sheet.entry:
            own = Block.of(block) if block and sheet_in(block) == sheet.name else None
            _check_sheet(archive.read(sheet.entry, PART_LIMIT), sheet.name, own, computed=sheet.name in computed)
    for entry in archive:
        folded = entry.lower()
        if folded.endswith("sharedstrings.xml") and re.search(rb"<(?:\w+:)?rPh\b", archive.read(entry, PART_LIMIT)):
            raise KesuError("would_be_lost", part="rPh")
        if folded.endswith("styles.xml") or folded.startswith("xl/tables/"):
            _check_extensions(archive.read(entry), entry)


def _check_workbook(book: WorkbookPart) -> None:
    for element in book.listed:
        if element.parent == "workbook" and element.name not in _KEPT_IN_WORKBOOK:
            raise KesuError("would_be_lost", part=element.name)
        if element.name == "ext" and element.attributes.get("uri", "").upper() not in _EMPTY_EXTENSIONS:
            raise KesuError("would_be_lost", part=element.attributes.get("uri", "ext"))


def _check_extensions(xml: bytes, entry: str) -> None:
    for uri in _URI.findall(xml):
        if uri.decode("ascii", "replace").upper() not in _EMPTY_EXTENSIONS:
            raise KesuError("would_be_lost", part=entry)


def _check_sheet(xml: bytes, name: str, block: Block | None, *, computed: bool) -> None:
    if _SPECIAL.search(xml):
        raise KesuError("would_be_lost", part=name)
    if not computed:
        for found in _RESULT.finditer(xml):
            if block is None or not block.holds(found[1].decode("ascii")):
                raise KesuError("would_be_lost", part=f"{name}!{found[1].decode('ascii')}")
    around = _SHEET_DATA.sub(b"<sheetData/>", xml)
    depth_one = _children(around)
    lost = sorted(depth_one - _KEPT_IN_SHEET)
    if lost:
        raise KesuError("would_be_lost", part=f"{name}: {', '.join(lost)}")
    if b"<x14:" in around or b"extLst" in around:
        raise KesuError("would_be_lost", part=f"{name}: extLst")


def _children(xml: bytes) -> set[str]:
    """Return the names of the elements right under the root of a sheet."""
    return {element.name for element in elements(xml, _LABEL) if element.parent == "worksheet"}
