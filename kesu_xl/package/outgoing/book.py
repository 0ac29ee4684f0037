"""The copy of a workbook that leaves the house: which parts stay, and the workbook part around them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kesu_xl.errors import KesuError
from kesu_xl.package.a1 import area
from kesu_xl.package.book import Book
from kesu_xl.package.deflated import Deflated
from kesu_xl.package.markup import attribute, decoded
from kesu_xl.package.opc import CONTENT_TYPES, Package
from kesu_xl.package.outgoing.drawn import clean_chart, clean_drawing, clean_vml
from kesu_xl.package.outgoing.gone import Gone, is_public
from kesu_xl.package.outgoing.sheet import clean_sheet, text_of, unlinked
from kesu_xl.package.outgoing.tags import without_tags
from kesu_xl.package.outgoing.words import Masks
from kesu_xl.package.rawzip import RawZip
from kesu_xl.package.refused import open_for_change
from kesu_xl.package.repack import end_record, entry_records
from kesu_xl.package.source import Label
from kesu_xl.package.stylepool import local_name, parsed

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Kept", "outgoing"]

#: Kinds of relationships that lead to what people see on a sheet.
_STAYS: Final = frozenset(
    ("officeDocument", "worksheet", "chartsheet", "styles", "theme", "themeOverride", "sharedStrings", "table",
     "drawing", "image", "chart", "chartEx", "chartStyle", "chartColorStyle", "chartUserShapes", "vmlDrawing",
     "ctrlProp", "diagramData", "diagramLayout", "diagramQuickStyle", "diagramColors", "diagramDrawing", "hyperlink",
     "sheetMetadata", "rdRichValue", "rdRichValueStructure", "rdRichValueTypes", "richValueRel", "richStyles",
     "rdArray", "rdSupportingPropertyBag", "rdSupportingPropertyBagStructure", "FeaturePropertyBag", "cellImage",
     "core-properties")
)  # fmt: skip
#: Kind of relationship -> what people call what is left out; all others are "other".
_CALLED: Final[Mapping[str, str]] = {
    "comments": "comments", "threadedComment": "comments", "person": "comments", "externalLink": "links",
    "externalLinkPath": "links", "vbaProject": "macros", "customXml": "custom_xml", "oleObject": "objects",
    "package": "objects", "control": "objects", "connections": "data", "queryTable": "data", "pivotTable": "data",
    "pivotCacheDefinition": "data", "slicer": "data", "slicerCache": "data", "timeline": "data",
    "extended-properties": "properties", "custom-properties": "properties", "customProperties": "properties",
    "thumbnail": "properties", "customProperty": "properties", "calcChain": "", "printerSettings": "printer",
}  # fmt: skip
#: Elements of the workbook part that name people, places, or what is gone.
_BOOK: Final = frozenset(
    ("AlternateContent", "fileSharing", "revisionPtr", "externalReferences", "customWorkbookViews", "pivotCaches",
     "smartTagPr", "smartTagTypes", "webPublishing", "fileRecoveryPr", "webPublishObjects", "extLst", "functionGroups")
)  # fmt: skip
_MAIN: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_CORE: Final = "docProps/core.xml"
_CORE_TYPE: Final = "application/vnd.openxmlformats-package.core-properties+xml"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
#: Attributes of shapes and controls that start a macro, or that show or fill a cell.
_MACROS: Final = ("macro", "fmlaMacro")
_LINKS: Final = ("textlink", "linkedCell", "listFillRange", "fmlaLink", "fmlaRange", "fmlaGroup", "fmlaTxbx")
_RELATION: Final = re.compile(r"^\{[^}]*/relationships\}")
#: What our names begin with: those of forms, and those that a template has in the place of markers.
_OURS: Final = ("_kesu", "kesu.", "kesu_")


@dataclass(frozen=True, slots=True)
class Kept:
    """A copy that may leave, and what is not in it: kind -> what it was called."""

    data: bytes
    left: Mapping[str, list[str]]


def outgoing(source: bytes, label: Label, title: str, masks: Masks) -> Kept:
    """Return the copy of a workbook that may leave the house.

    Args:
        source: The .xlsx file.
        label: What messages call it.
        title: The one document property of the copy.
        masks: What personal data to mask.

    Raises:
        KesuError: It is encrypted, signed or damaged, or carries a sensitivity label.
    """
    package = open_for_change(source, label)
    _refuse_labelled(package, label)
    copy = _Copy(package, masks)
    try:
        copy.make(title)
    except ValueError as error:
        # an address that is none, a number that is none
        raise KesuError("damaged_file", file=label) from error
    return Kept(copy.packed(), {kind: what for kind, what in copy.gone.found.items() if kind})


def _refuse_labelled(package: Package, label: Label) -> None:
    """Refuse a workbook that its company has labelled: a copy would not carry the label."""
    for _, kind, target in package.relations("").internal():
        entry = package.find(target)
        if kind == "classificationlabels" or (entry is not None and "labelinfo" in entry.casefold()):
            raise KesuError("carries_label", file=label)
        if kind in ("custom-properties", "customProperties") and entry and b"MSIP_Label_" in package.read(entry):
            raise KesuError("carries_label", file=label)


class _Copy:
    """A package while it becomes the copy."""

    def __init__(self, package: Package, masks: Masks) -> None:
        self.package = package
        self.gone = Gone()
        self._masks = masks
        self._book = Book(package)

    def make(self, title: str) -> None:
        package, book = self.package, self._book
        self._drop_sheets()
        self._drop_names()
        book.save()
        _title(package, title)
        reached = self._follow()
        for name in [name for name in package if not name.endswith(".rels") and name not in (CONTENT_TYPES, *reached)]:
            package.drop(name)
        self._clean_book()
        strings, heads = self._strings(), self._heads()
        for sheet in book.sheets():
            if sheet.part and sheet.part in reached:
                root = self._parsed(sheet.part)
                if sheet.kind == "worksheet":
                    clean_sheet(root, sheet.name, strings, heads.get(sheet.part, set()), self.gone, self._masks)
                self._put(sheet.part, root, reached[sheet.part])
        for name, lost in reached.items():
            if name not in (book.part, *(sheet.part for sheet in book.sheets())):
                self._clean_part(name, lost)
        self._blank_strings()

    def packed(self) -> bytes:
        """Return the file, written anew: what stands between the entries of the old one does not go along."""
        source = RawZip(self.package.save(), self.package.label)
        body: list[bytes | memoryview] = []
        records = []
        offset = 0
        for name in sorted(source, key=lambda one: one != CONTENT_TYPES):
            content = Deflated.whole(source.read(name))
            local, record = entry_records(name.encode(), content.data, content.crc, content.size, offset)
            body += local
            records.append(record)
            offset += sum(map(len, local))
        listing = b"".join(records)
        return b"".join((*body, listing, end_record(len(records), len(listing), offset, b"")))

    # --- sheets and names ---------------------------------------------------------------------------------------------

    def _drop_sheets(self) -> None:
        for sheet in self._book.sheets():
            shown = sheet.item.attributes.get("state", "visible") == "visible"
            if shown and sheet.kind in ("worksheet", "chartsheet"):
                continue
            self.gone.sheets.add(sheet.name)
            self.gone.note("hidden_sheets" if not shown else "macros", sheet.name)
            for _, kind, target in self.package.relations(sheet.part).internal() if sheet.part else ():
                entry = self.package.find(target)
                if kind == "table" and entry:
                    self.gone.tables.add(str(self._parsed(entry).get("displayName") or "").casefold())
            self._book.drop_sheet(sheet)

    def _drop_names(self) -> None:
        """Take out our names, those of what is gone, and hidden ones that are no places on a sheet."""
        names = self._book.names
        while True:
            dropped = names.drop(lambda one: one.name.casefold().startswith(_OURS) or self._is_unseen(one.text, one))
            if not dropped:
                return
            for one in dropped:
                self.gone.names.add(one.name.casefold())
                if not one.name.casefold().startswith(_OURS):
                    self.gone.note("names", one.name)

    def _is_unseen(self, text: str, name: object) -> bool:
        hidden = getattr(name, "hidden", False) and not str(getattr(name, "name", "")).startswith("_xlnm.")
        return self.gone.breaks(text) or (hidden and re.fullmatch(r"[^\"(]*![$A-Z0-9:,]+[^\"(]*", text) is None)

    # --- relationships ------------------------------------------------------------------------------------------------

    def _follow(self) -> dict[str, set[str]]:
        """Cut every relationship that does not stay; return each part that is left, with the ids that it has lost."""
        package = self.package
        reached: dict[str, set[str]] = {}
        waiting = [""]
        for source in waiting:
            relations = package.relations(source)
            inside = {identity for identity, _, _ in relations.internal()}
            lost = reached.setdefault(source, set())
            for identity, kind, target in list(relations):
                entry = package.find(target) if identity in inside else None
                if kind in _STAYS and entry is not None:
                    if entry not in reached and entry not in waiting:
                        waiting.append(entry)
                elif kind != "hyperlink" or not self._may_lead(target):
                    self._note_relation(kind, target)
                    relations.drop(identity)
                    lost.add(identity)
        del reached[""]
        return reached

    def _may_lead(self, target: str) -> bool:
        """Say whether a link may stay: into the public net, or a mail address that is nobody's whose data is masked."""
        return self._masks.text(target) == target and is_public(target)

    def _note_relation(self, kind: str, target: str) -> None:
        called = _CALLED.get(kind, "links" if kind in ("hyperlink", "image") else "other")
        shown = "" if called in ("properties", "printer", "comments", "macros", "custom_xml") else target
        self.gone.note(called, shown.rpartition("/")[2] or kind)

    # --- parts --------------------------------------------------------------------------------------------------------

    def _parsed(self, name: str) -> _Element:
        if self.package.large(name) is not None:
            raise KesuError("too_large", file=self.package.label)
        xml = decoded(self.package.read(name), self.package.label)[0]
        if b"<!DOCTYPE" in xml:
            raise KesuError("unsafe_xml", file=self.package.label)
        try:
            return parsed(xml)
        except ValueError as error:
            raise KesuError("damaged_part", file=self.package.label, part=name) from error

    def _put(self, name: str, root: _Element, lost: set[str]) -> None:
        from lxml import etree

        for one in list(root.iter()):
            for key, value in list(one.attrib.items()):
                if key in _MACROS or (key in _LINKS and self.gone.breaks(str(value))):
                    del one.attrib[key]
                elif str(value) in lost and _RELATION.match(str(key)):
                    # a page is printed without the settings of a printer; all else is nothing without its part
                    if local_name(one) in ("pageSetup", "blip"):
                        del one.attrib[key]
                    else:
                        unlinked(one)
        self._masks.element(root)
        self.package.put(name, etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))

    def _clean_part(self, name: str, lost: set[str]) -> None:
        package = self.package
        kind = package.type_of(name)
        if kind.startswith("image/") or "/media/" in name:
            package.put(name, without_tags(package.read(name)))
        elif kind.endswith("vmlDrawing") or name.endswith(".vml"):
            cleaned = clean_vml(package.read(name))
            if cleaned:
                package.put(name, cleaned)
            else:
                self._forget(name)
        elif kind.endswith(("xml", "+xml")):
            root = self._parsed(name)
            if kind.endswith("drawingml.chart+xml"):
                clean_chart(root, self.gone)
            elif kind.endswith("drawing+xml"):
                clean_drawing(root)
            elif kind.endswith("spreadsheetml.table+xml"):
                _clean_table(root)
            self._put(name, root, lost)

    def _forget(self, part: str) -> None:
        """Take out a part that only held notes, with what points at it."""
        for sheet in self._book.sheets():
            if not sheet.part or sheet.part not in self.package:
                continue
            relations = self.package.relations(sheet.part)
            lost = {key for key, _, target in relations.internal() if self.package.find(target) == part}
            if lost:
                self._put(sheet.part, self._parsed(sheet.part), lost)
                for key in lost:
                    relations.drop(key)
        self.package.drop(part)

    def _clean_book(self) -> None:
        root = self._parsed(self._book.part)
        for child in list(root):
            if local_name(child) in _BOOK:
                root.remove(child)
        for names in [one for one in root if local_name(one) == "definedNames"]:
            for one in [one for one in names if str(one.get("name") or "").casefold().startswith(_OURS)]:
                names.remove(one)
            if not len(names):
                root.remove(names)
        for one in root.iter():
            if local_name(one) == "definedName":
                for key in ("comment", "description", "help", "statusBar", "customMenu"):
                    one.attrib.pop(key, "")
        self._put(self._book.part, root, set())
        self.package.put(self._book.part, self.package.read(self._book.part), _MAIN)

    def _heads(self) -> dict[str, set[tuple[int, int]]]:
        """Return the cells of each sheet that name columns of its tables."""
        found: dict[str, set[tuple[int, int]]] = {}
        for sheet in self._book.sheets():
            for _, kind, target in self.package.relations(sheet.part).internal() if sheet.part else ():
                entry = self.package.find(target)
                if kind == "table" and entry:
                    top, left, _, right = area(str(self._parsed(entry).get("ref")))
                    found.setdefault(str(sheet.part), set()).update((top, column) for column in range(left, right + 1))
        return found

    # --- shared texts -------------------------------------------------------------------------------------------------

    def _strings_part(self) -> str | None:
        found = (self.package.find(target) for _, kind, target in self.package.relations(self._book.part).internal()
                 if kind == "sharedStrings")  # fmt: skip
        return next(found, None)

    def _strings(self) -> list[str]:
        part = self._strings_part()
        return [text_of(item, []) for item in self._parsed(part)] if part else []

    def _blank_strings(self) -> None:
        """Blank the texts that no cell shows any more: those of hidden sheets and cells."""
        part = self._strings_part()
        if part is None:
            return
        used: set[str] = set()
        for sheet in self._book.sheets():
            for cell in self._parsed(sheet.part).iter() if sheet.part else ():
                if local_name(cell) == "c" and cell.get("t") == "s":
                    used |= {(one.text or "").strip() for one in cell if local_name(one) == "v"}
        root = self._parsed(part)
        for number, item in enumerate(one for one in root if local_name(one) == "si"):
            if str(number) not in used:
                for child in list(item):
                    item.remove(child)
        self._put(part, root, set())


def _clean_table(root: _Element) -> None:
    """Let a table be one of cells, whatever filled it."""
    for one in root.iter():
        for key in ("comment", "tableType", "queryTableFieldId", "connectionId"):
            one.attrib.pop(key, "")
    for one in [one for one in root.iter() if local_name(one) == "xmlColumnPr"]:
        unlinked(one)


def _title(package: Package, title: str) -> None:
    """Let the copy have one document property."""
    shown = f'<dc:title xmlns:dc="http://purl.org/dc/elements/1.1/">{attribute(title)}</dc:title>' if title else ""
    xml = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties">{shown}</cp:coreProperties>'
    )
    relations = package.relations("")
    for identity, kind, _ in list(relations):
        if kind == "core-properties":
            relations.drop(identity)
    package.put(_CORE, xml.encode(), _CORE_TYPE)
    relations.add(f"{_PACKAGE}/relationships/metadata/core-properties", _CORE)
