"""The workbook part of a package: its sheets with their parts, the epoch, the defined names.

Source: ECMA-376 part 1, 12.3 (parts), 18.2 (workbook), part 2, 9.3 (relationships).
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from urllib.parse import unquote

from kesu_xl.errors import KesuError
from kesu_xl.package.archive import Archive
from kesu_xl.package.limits import SHEET_LIMIT
from kesu_xl.package.xmlparts import Element, elements

__all__ = ["SheetPart", "WorkbookPart", "has_workbook", "main_entry", "open_workbook", "relationships"]

_BINARY = "application/vnd.ms-excel.sheet.binary"
_MAIN = ("spreadsheetml.sheet.main+xml", "ms-excel.sheet.macroenabled.main+xml", "ms-excel.addin.macroenabled.main+xml",
         "spreadsheetml.template.main+xml", "ms-excel.template.macroenabled.main+xml")  # fmt: skip
# Root elements of the main parts of Word and PowerPoint files.
_OTHER_OFFICE = ("document", "presentation")


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A worksheet: its name, the zip entry that holds it (None where it is missing), whether it is shown."""

    name: str
    entry: str | None
    visible: bool


@dataclass(frozen=True, slots=True)
class WorkbookPart:
    """What the workbook part says, with the entries of the parts that its sheets need."""

    sheets: list[SheetPart]
    date1904: bool
    styles: str | None
    strings: str | None
    listed: list[Element]

    def names(self) -> dict[str, str]:
        """Return the defined names of the whole workbook (not those of one sheet) with their formulas."""
        return {
            element.attributes["name"]: element.text
            for element in self.listed
            if element.name == "definedName"
            and "name" in element.attributes
            and "localSheetId" not in element.attributes
        }


def has_workbook(archive: Archive) -> bool:
    """Tell whether the package is an Office Open XML package at all."""
    return archive.find("[Content_Types].xml") is not None or archive.find("_rels/.rels") is not None


def open_workbook(archive: Archive) -> WorkbookPart:
    """Return the workbook part of a package, wherever it lies.

    Raises:
        KesuError: A Word or PowerPoint file, an .xlsb, damaged, or without any worksheet.
    """
    main = main_entry(archive)
    if main.lower().endswith(".bin"):
        raise KesuError("xlsb", file=archive.label)
    listed = elements(archive.read(main), archive.label)
    root = listed[0].name
    if root in _OTHER_OFFICE:
        raise KesuError("other_office_file", file=archive.label)
    if root != "workbook":
        raise KesuError("not_a_workbook", file=archive.label)
    related = relationships(archive, main)
    by_kind = dict(reversed(related.values()))
    sheets = []
    for element in listed:
        if element.name != "sheet" or element.parent != "sheets":
            continue
        kind, entry = related.get(element.attributes.get("id", ""), ("worksheet", None))
        if kind == "worksheet":
            visible = element.attributes.get("state", "visible") not in ("hidden", "veryHidden")
            sheets.append(SheetPart(element.attributes.get("name", ""), entry, visible))
    if len(sheets) > SHEET_LIMIT:
        raise KesuError("too_large", file=archive.label)
    if not sheets:
        raise KesuError("no_worksheets", file=archive.label)
    properties = next((element.attributes for element in listed if element.name == "workbookPr"), {})
    date1904 = properties.get("date1904", "").strip().lower() in ("1", "true", "on")
    return WorkbookPart(sheets, date1904, by_kind.get("styles"), by_kind.get("sharedStrings"), listed)


def main_entry(archive: Archive) -> str:
    """Return the entry of the workbook part.

    Raises:
        KesuError: There is none.
    """
    for kind, entry in relationships(archive, "").values():
        if kind == "officeDocument" and entry:
            return entry
    # Some writers leave the package's relationships out; the content types name the part as well.
    types = archive.find("[Content_Types].xml")
    if types:
        for element in elements(archive.read(types), archive.label):
            content_type = element.attributes.get("ContentType", "").lower()
            if content_type.endswith(_MAIN) or content_type.startswith(_BINARY):
                entry = archive.find(element.attributes.get("PartName", ""))
                if entry:
                    return entry
    for usual in ("xl/workbook.xml", "xl/workbook.bin"):
        entry = archive.find(usual)
        if entry:
            return entry
    raise KesuError("not_a_workbook", file=archive.label)


def relationships(archive: Archive, source: str) -> dict[str, tuple[str, str | None]]:
    """Return id -> (kind, entry) of what `source` (``""``: the package) points at inside the package."""
    folder, name = posixpath.split(source.replace("\\", "/"))
    rels = archive.find(posixpath.join(folder, "_rels", f"{name}.rels"))
    if rels is None:
        return {}
    found: dict[str, tuple[str, str | None]] = {}
    for element in elements(archive.read(rels), archive.label):
        wanted = element.name == "Relationship" and element.attributes.get("TargetMode", "").lower() != "external"
        if wanted and "Id" in element.attributes:
            kind = element.attributes.get("Type", "").rpartition("/")[2]
            target = element.attributes.get("Target", "")
            found[element.attributes["Id"]] = kind, _resolve(archive, folder, target)
    return found


def _resolve(archive: Archive, folder: str, target: str) -> str | None:
    path = target.replace("\\", "/")
    # Joining with an absolute target gives the target, which is what the standard says too.
    joined = posixpath.normpath(posixpath.join("/", folder.lstrip("/"), path)).lstrip("/")
    return archive.find(joined) or archive.find(unquote(joined)) or archive.find(path)
