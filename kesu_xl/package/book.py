"""The workbook part of a package that is being changed: its sheets, its names, when it is calculated.

Source: ECMA-376 part 1, 18.2 (workbook), 12.3.11 (worksheet part).
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import Final, Literal

from kesu_xl.errors import KesuError
from kesu_xl.notation import quoted
from kesu_xl.package.limits import SHEET_LIMIT
from kesu_xl.package.listed import Item, Listed
from kesu_xl.package.made import MADE_NAME, Made
from kesu_xl.package.markup import Edit, Span, child_spans, decoded, edited, element, prefix_of, scan
from kesu_xl.package.names import Names, sheet_in
from kesu_xl.package.opc import RELATIONSHIPS, Package

__all__ = ["MAIN_NAMESPACES", "Book", "Sheet", "slot_name"]

#: Namespace of the elements, transitional and strict.
MAIN_NAMESPACES: Final = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
SHEET_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
#: Order of the elements (18.2.27).
_ORDER: Final = (
    "fileVersion", "fileSharing", "workbookPr", "AlternateContent", "revisionPtr", "workbookProtection", "bookViews",
    "sheets", "functionGroups", "externalReferences", "definedNames", "calcPr", "oleSize", "customWorkbookViews",
    "pivotCaches", "smartTagPr", "smartTagTypes", "webPublishing", "fileRecoveryPr", "webPublishObjects", "extLst",
)  # fmt: skip
#: Words for the element of the names: not there before, or there and empty.
_CONTAINERS: Final = ("definedNames", "definedNames/")
_FULL: Final = b' fullCalcOnLoad="1"'
_FULL_VALUE: Final = re.compile(rb"""\sfullCalcOnLoad\s*=\s*["'](\w+)["']""")
_LONGEST_SHEET_NAME: Final = 31


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of any kind: name, number, its entry (None where that is missing), what it is."""

    name: str
    number: str
    relation: str
    part: str | None
    kind: str
    item: Item


class Book:
    """The workbook part.

    Args:
        package: The package that holds it; `save` puts the part back into it.

    Raises:
        KesuError: There is no workbook in it, or an .xlsb.
    """

    def __init__(self, package: Package) -> None:
        self.package = package
        self.part = _main_part(package)
        self._xml, self._coding = decoded(package.read(self.part), package.label)
        spans = scan(self._xml, package.label)
        self._root = spans[0]
        if self._root.name != "workbook":
            raise KesuError("not_a_workbook", file=package.label)
        self.prefix = prefix_of(self._xml, self._root)
        spaces = {key: value for key, value in self._root.attributes.items() if key.startswith("xmlns")}
        own = spaces.get(f"xmlns:{self.prefix[:-1]}" if self.prefix else "xmlns", "")
        self.strict = own == MAIN_NAMESPACES[1]
        self._relation_prefix = next((key[6:] for key, value in spaces.items() if value in RELATIONSHIPS), "")
        self._children: dict[str, Span] = {}
        for span in child_spans(spans, self._root):
            self._children.setdefault(span.name, span)
        listed = {
            name: Listed(self._xml, self._children[name], list(child_spans(spans, self._children[name])))
            for name in ("sheets", "definedNames", "bookViews")
            if name in self._children
        }
        if "sheets" not in listed:
            raise KesuError("not_a_workbook", file=package.label)
        self._sheets = listed["sheets"]
        if len(self._sheets.items) > SHEET_LIMIT:
            raise KesuError("too_large", file=package.label)
        self._sheets_xml = self._names_xml = b""
        self._views = listed.get("bookViews")
        self._had_names = "definedNames" in listed
        self.names = Names(listed.get("definedNames") or self._new_container("definedNames"), self.prefix)
        self.made = Made(self.names)
        properties = self._children.get("workbookPr")
        self.date1904 = properties is not None and _is_true(properties.attributes.get("date1904", ""))
        calc = self._children.get("calcPr")
        self._calc = self._xml[calc.start : calc.end] if calc else b""

    @property
    def relationships(self) -> str:
        """The namespace of the types of relationships that this workbook uses."""
        return RELATIONSHIPS[self.strict]

    @property
    def structure_protected(self) -> bool:
        """Whether sheets must not be added, renamed or taken out."""
        found = self._children.get("workbookProtection")
        return found is not None and _is_true(found.attributes.get("lockStructure", ""))

    # --- sheets -------------------------------------------------------------------------------------------------------

    def sheets(self) -> list[Sheet]:
        """Return all sheets in the order of their tabs."""
        related = {identity: (kind, target) for identity, kind, target in self.package.relations(self.part).internal()}
        found = []
        for item in self._sheets:
            known = item.attributes
            relation = known.get("id", "")
            kind, target = related.get(relation, ("worksheet", ""))
            entry = self.package.find(target) if target else None
            found.append(Sheet(known.get("name", ""), known.get("sheetId", ""), relation, entry, kind, item))
        return found

    def sheet(self, name: str) -> Sheet:
        """Return a worksheet by its name; case does not matter.

        Raises:
            KesuError: There is none.
        """
        for sheet in self.sheets():
            if sheet.name.casefold() == name.casefold() and sheet.kind == "worksheet" and sheet.part:
                return sheet
        raise KesuError("sheet_gone", file=self.package.label, sheet=name)

    def place_of(self, sheet: Sheet) -> int:
        """Return the place of a sheet among all, from 0."""
        return [other.item for other in self.sheets()].index(sheet.item)

    def slot(self, slot: int) -> Sheet | None:
        """Return a sheet of ours by its number, whatever it is called by now."""
        known = self.names.get(slot_name(slot))
        if known is None or "#REF!" in known.text:
            return None
        name = sheet_in(known.text).casefold()
        return next((sheet for sheet in self.sheets() if sheet.name.casefold() == name), None)

    def slots(self) -> list[int]:
        """Return the numbers of our sheets."""
        found = (re.fullmatch(r"_kesu\.sheet\.(\d+)", name.name) for name in self.names)
        return [int(match[1]) for match in found if match]

    def free_sheet_name(self, wanted: str) -> str:
        """Return a sheet name that nobody has: ``name (2)`` where it is taken, at most 31 characters."""
        taken = {sheet.name.casefold() for sheet in self.sheets()}
        name, number = wanted[:_LONGEST_SHEET_NAME], 2
        while name.casefold() in taken:
            ending = f" ({number})"
            name, number = wanted[: _LONGEST_SHEET_NAME - len(ending)] + ending, number + 1
        return name

    def add_sheet(self, slot: int, wanted: str, state: Literal["visible", "hidden"]) -> Sheet:
        """Put a sheet of ours behind the last one; its part is still to be written.

        Raises:
            KesuError: The structure of the workbook is protected.
        """
        if self.structure_protected:
            raise KesuError("structure_protected", file=self.package.label)
        name = self.free_sheet_name(wanted)
        numbers = [int(sheet.number) for sheet in self.sheets() if sheet.number.isdecimal()]
        folder = posixpath.join(posixpath.dirname(self.part), "worksheets")
        part = self.package.free_name(folder, "sheet", ".xml")
        relation = self.package.relations(self.part).add(f"{self.relationships}/worksheet", part)
        attributes: dict[str, str] = {"name": name, "sheetId": str(max(numbers, default=0) + 1)}
        if state == "hidden":
            attributes["state"] = state
        if not self._relation_prefix:
            attributes["xmlns:r"] = self.relationships
        attributes[f"{self._relation_prefix or 'r'}:id"] = relation
        if self._sheets.expanded and not self._sheets.items:
            self.made.add("sheets/")
        item = self._sheets.add(element(f"{self.prefix}sheet", attributes), {**attributes, "id": relation})
        self.package.put(part, b"", SHEET_TYPE)
        self.names.put(slot_name(slot), f"{quoted(name)}!$A$1", hidden=True)
        return Sheet(name, attributes["sheetId"], relation, part, "worksheet", item)

    def drop_sheet(self, sheet: Sheet) -> None:
        """Take a sheet out with all parts that only it has."""
        place, count = self.place_of(sheet), len(self.sheets())
        self.forget_order(sheet)
        if sheet.part:
            for part in self.package.owned(sheet.part):
                self.package.drop(part)
        self.package.relations(self.part).drop(sheet.relation)
        sheet.item.gone = True
        self.names.forget_sheet(place)
        for view in self._views or ():
            for key in ("activeTab", "firstSheet"):
                old = view.attributes.get(key, "0")
                if old.isdecimal() and int(old) and place <= int(old) < count:
                    view.put(key, str(int(old) - 1))

    def forget_order(self, sheet: Sheet | None = None) -> None:
        """Take out the stored order of calculation, which every program makes anew.

        Single entries are never taken out: one without a sheet number means the sheet of the entry before.

        Args:
            sheet: Only where this sheet is in it.
        """
        for identity, kind, target in list(self.package.relations(self.part).internal()):
            entry = self.package.find(target)
            if kind != "calcChain" or entry is None:
                continue
            if sheet is None or re.search(
                rb"""\bi\s*=\s*["']%s["']""" % sheet.number.encode(), self.package.read(entry)
            ):
                self.package.relations(self.part).drop(identity)
                self.package.drop(entry)

    # --- calculation --------------------------------------------------------------------------------------------------

    def calculate_on_load(self) -> None:
        """Let programs calculate everything when they open the file."""
        if not self._calc:
            self._calc = f'<{self.prefix}calcPr fullCalcOnLoad="1"/>'.encode()
            self.made.add("calcPr")
        found = _FULL_VALUE.search(self._calc)
        if found is None:
            self._calc = re.sub(rb"^<[^\s/>]+", lambda name: name[0] + _FULL, self._calc)
            self.made.add("fullCalcOnLoad")
        elif found[1] not in (b"1", b"true"):
            self._calc = self._calc[: found.start(1)] + b"1" + self._calc[found.end(1) :]
            self.made.add(f"fullCalcOnLoad={found[1].decode()}")

    def calculate_as_before(self) -> None:
        """Take back what `calculate_on_load` did, in whatever run."""
        if self.made.take("calcPr") and self._calc == f'<{self.prefix}calcPr fullCalcOnLoad="1"/>'.encode():
            self._calc = b""
        if self.made.take("fullCalcOnLoad"):
            self._calc = self._calc.replace(_FULL, b"", 1)
        for word in [word for word in self.made.words if word.startswith("fullCalcOnLoad=")]:
            self.made.take(word)
            found = _FULL_VALUE.search(self._calc)
            if found is not None and found[1] == b"1":
                self._calc = self._calc[: found.start(1)] + word.partition("=")[2].encode() + self._calc[found.end(1) :]

    # --- writing ------------------------------------------------------------------------------------------------------

    def save(self) -> None:
        """Put the part into the package.

        Raises:
            KesuError: Sheets were taken out, and none that is left is visible: no program would open that.
        """
        shown = [item for item in self._sheets.items if item.attributes.get("state", "visible") == "visible"]
        if list(self._sheets) and shown and all(item.gone for item in shown):
            raise KesuError("nothing_visible", file=self.package.label)
        self._settle_made()
        edits: list[Edit] = []
        self._put(edits, "sheets", self._sheets_xml)
        if self._views is not None:
            self._put(edits, "bookViews", self._views.xml())
        self._put(edits, "definedNames", self._names_xml)
        self._put(edits, "calcPr", self._calc)
        self.package.put(self.part, self._coding.encoded(edited(self._xml, edits)))

    def _settle_made(self) -> None:
        """Let the list of what we made say what becomes of the elements that hold our things, and at last the list."""
        listed, words = self.names.listed, self.made.words
        if list(listed) and not words.keys() & set(_CONTAINERS) and (not self._had_names or listed.expanded):
            self.made.add("definedNames/" if self._had_names else "definedNames")
        self._sheets_xml = self._sheets.xml(close_again="sheets/" in words)
        if not list(self._sheets):
            self.made.take("sheets/")
        others = [name for name in self.names if name.name != MADE_NAME]
        if words.keys() <= set(_CONTAINERS) and not any(name.name.startswith("_kesu.") for name in others):
            # Nothing of ours is left but the list itself.
            dropped, closed = (self.made.take(word) for word in _CONTAINERS)
            self.made.write()
            gone = not others and (dropped or not self._had_names)
            self._names_xml = b"" if gone else listed.xml(close_again=closed)
            return
        self.made.write()
        self._names_xml = listed.xml()

    def _put(self, edits: list[Edit], name: str, xml: bytes) -> None:
        span = self._children.get(name)
        if span is not None:
            edits.append((span.start, span.end, xml))
        elif xml:
            edits.append((*self._place_for(name), xml))

    def _place_for(self, name: str) -> tuple[int, int]:
        before = set(_ORDER[: _ORDER.index(name)])
        last = [span for key, span in self._children.items() if key in before]
        at = max((span.end for span in last), default=self._root.inner)
        return at, at

    def _new_container(self, name: str) -> Listed:
        xml = f"<{self.prefix}{name}/>".encode()
        return Listed(xml, Span(name, 1, 0, 0, len(xml), {}, len(xml), len(xml)), [])


def slot_name(slot: int) -> str:
    """Return the hidden name of a sheet of ours."""
    return f"_kesu.sheet.{slot}"


def _is_true(text: str) -> bool:
    return text.strip().lower() in ("1", "true", "on")


def _main_part(package: Package) -> str:
    for _, kind, target in package.relations("").internal():
        entry = package.find(target)
        if kind == "officeDocument" and entry:
            break
    else:
        found = package.parts_of_type("sheet.main+xml", "sheet.macroEnabled.main+xml", "template.main+xml")
        if not found:
            raise KesuError("not_a_workbook", file=package.label)
        entry = found[0]
    content_type = package.type_of(entry)
    if entry.lower().endswith(".bin") or content_type.startswith("application/vnd.ms-excel.sheet.binary"):
        raise KesuError("xlsb", file=package.label)
    return entry
