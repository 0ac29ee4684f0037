"""Sheets of a workbook that we made, put into somebody's: with charts, drawings, pictures, tables, formats and names.

A sheet that is there is replaced in place: it keeps its tab, its name, its number, wherever the user moved it; its part
and what only that one reaches are exchanged.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from kesu_xl.change import GraftSheets
from kesu_xl.package.book import Book, Sheet
from kesu_xl.package.edit import WorkbookEdit
from kesu_xl.package.graftxml import Wording, chart_part, shared_strings, sheet_part, table_part
from kesu_xl.package.made import text_formula, text_in
from kesu_xl.package.markup import scan
from kesu_xl.package.opc import RELATIONSHIPS, Package
from kesu_xl.package.refused import open_for_change
from kesu_xl.package.source import label_of
from kesu_xl.package.strict import in_strict
from kesu_xl.package.styles import EMPTY_STYLES, Styles

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["graft_sheets"]

_TABLE: Final = "spreadsheetml.table+xml"
_CHART: Final = "drawingml.chart+xml"
_NUMBERED: Final = re.compile(r"(.*?)\d*(\.\w+)$")


@dataclass(slots=True)
class _Graft:
    """One source workbook on its way into the target."""

    edit: WorkbookEdit
    package: Package
    book: Book
    styles: Styles
    strings: list[_Element]
    wording: Wording = field(default_factory=Wording)
    tables: set[str] = field(default_factory=set)
    last_table: int = 0


def graft_sheets(edit: WorkbookEdit, change: GraftSheets) -> None:
    """Put the sheets in.

    Raises:
        KesuError: The structure of the target is protected and a sheet is new; or one of the files is damaged.
    """
    graft = _opened(edit, change.source)
    pairs = [(slot, graft.book.sheet(name)) for slot, name in change.sheets]
    targets = []
    for slot, theirs in pairs:
        state = "hidden" if theirs.item.attributes.get("state", "visible") != "visible" else "visible"
        there = edit.book.slot(slot)
        if there is None or there.part is None:
            targets.append(edit.book.add_sheet(slot, theirs.name, "hidden" if state == "hidden" else "visible"))
        else:
            _emptied(edit, there, slot)
            targets.append(there)
    graft.wording.sheets = {theirs.name.casefold(): ours.name for (_, theirs), ours in zip(pairs, targets, strict=True)}
    _note_tables(graft)
    for _, theirs in pairs:
        _name_tables(graft, theirs)
    _put_names(graft, pairs, targets)
    for (_, theirs), ours in zip(pairs, targets, strict=True):
        if theirs.part is None or ours.part is None:
            continue
        raw = graft.package.read(theirs.part)
        shift = edit.book.date1904 and not graft.book.date1904
        content = sheet_part(
            raw,
            graft.wording,
            edit.styles,
            graft.styles,
            graft.strings,
            date1904=shift,
        )
        edit.replace(ours, in_strict(content) if edit.book.strict else content)
        _copy_relations(graft, theirs.part, ours.part, {theirs.part: ours.part})
    edit.calculates()


def _opened(edit: WorkbookEdit, source: bytes) -> _Graft:
    package = open_for_change(source, label_of(""))
    book = Book(package)
    if book.strict:
        raise ValueError("sheets of a strict workbook cannot be taken over")
    related = {kind: package.find(target) for _, kind, target in package.relations(book.part).internal()}
    styles_part, strings_part = related.get("styles"), related.get("sharedStrings")
    raw = package.read(styles_part) if styles_part else (EMPTY_STYLES % "").encode()
    strings = shared_strings(package.read(strings_part)) if strings_part else []
    return _Graft(edit, package, book, Styles(raw, package.label), strings)


def _emptied(edit: WorkbookEdit, sheet: Sheet, slot: int) -> None:
    """Take out what belongs to a sheet of ours, but not the sheet."""
    book, package = edit.book, edit.package
    edit.forget(sheet)
    book.forget_order(sheet)
    if sheet.part:
        for part in package.owned(sheet.part)[1:]:
            package.drop(part)
        for identity, _, _ in list(package.relations(sheet.part)):
            package.relations(sheet.part).drop(identity)
    place = book.place_of(sheet)
    record = book.names.get(f"_kesu.graft.{slot}")
    ours = set(text_in(record.text).split()) if record else set()
    book.names.drop(lambda name: name.scope == place or (name.scope is None and name.name in ours))


# --- tables and names -------------------------------------------------------------------------------------------------


def _note_tables(graft: _Graft) -> None:
    for part in graft.edit.package.parts_of_type(_TABLE):
        root = scan(graft.edit.package.read(part), graft.edit.label, 0)[0].attributes
        graft.tables |= {root.get("displayName", "").casefold(), root.get("name", "").casefold()}
        number = root.get("id", "")
        graft.last_table = max(graft.last_table, int(number) if number.isdecimal() else 0)
    graft.tables |= {name.name.casefold() for name in graft.edit.book.names}


def _name_tables(graft: _Graft, sheet: Sheet) -> None:
    """Choose names for the tables of a sheet that nobody in the target has."""
    for _, kind, target in graft.package.relations(sheet.part or "").internal():
        part = graft.package.find(target)
        if kind == "table" and part:
            old = scan(graft.package.read(part), graft.package.label, 0)[0].attributes.get("displayName", "")
            graft.wording.tables[old.casefold()] = _free(old, graft.tables)
            graft.tables.add(graft.wording.tables[old.casefold()].casefold())


def _free(wanted: str, taken: set[str]) -> str:
    name, number = wanted, 2
    while name.casefold() in taken:
        name, number = f"{wanted}_{number}", number + 1
    return name


def _put_names(graft: _Graft, pairs: list[tuple[int, Sheet]], targets: list[Sheet]) -> None:
    book = graft.edit.book
    places = {graft.book.place_of(theirs): book.place_of(ours)
              for (_, theirs), ours in zip(pairs, targets, strict=True)}  # fmt: skip
    theirs = [name for name in graft.book.names if not name.name.startswith("_kesu.")]
    taken = {name.name.casefold() for name in book.names if name.scope is None} | graft.tables
    whole = {name.name: _free(name.name, taken) for name in theirs if name.scope is None}
    graft.wording.names = {old.casefold(): new for old, new in whole.items() if old != new}
    for name in theirs:
        text = graft.wording.formula(name.text)
        if name.scope is None:
            book.names.put(whole[name.name], text, hidden=name.hidden)
        elif name.scope in places:
            book.names.put(name.name, text, hidden=name.hidden, scope=places[name.scope])
    if whole:
        book.names.put(f"_kesu.graft.{pairs[0][0]}", text_formula(" ".join(sorted(whole.values()))), hidden=True)


# --- parts ------------------------------------------------------------------------------------------------------------


def _copy_relations(graft: _Graft, source: str, target: str, copied: dict[str, str]) -> None:
    """Copy what a part of the source points at, and let the target's part point there by the same ids."""
    there = graft.edit.package.relations(target)
    internal = {identity for identity, _, _ in graft.package.relations(source).internal()}
    for item in graft.package.relations(source).listed:
        identity, kind = item.attributes.get("Id", ""), item.attributes.get("Type", "")
        # VML keeps its old type in strict workbooks too.
        if graft.edit.book.strict and not kind.endswith("/vmlDrawing"):
            kind = kind.replace(*RELATIONSHIPS)
        if identity not in internal:
            address = item.attributes.get("Target", "")
            # Some writers put links inside the workbook here too.
            address = "#" + graft.wording.formula(address[1:]) if address.startswith("#") else address
            there.add(kind, address, wanted=identity, external=True)
            continue
        path = next(path for known, _, path in graft.package.relations(source).internal() if known == identity)
        part = graft.package.find(path)
        if part is None:
            continue
        new = part in copied
        if not new:
            copied[part] = _copied(graft, part)
        there.add(kind, copied[part], wanted=identity)
        if not new:
            _copy_relations(graft, part, copied[part], copied)


def _copied(graft: _Graft, part: str) -> str:
    """Put a copy of a part into the target under a free name, and return that."""
    folder, name = posixpath.split(part)
    found = _NUMBERED.fullmatch(name)
    stem, ending = (found[1], found[2]) if found else (name, "")
    root = posixpath.dirname(graft.edit.book.part)
    inside = posixpath.relpath(folder or ".", posixpath.dirname(graft.book.part) or ".")
    name = graft.edit.package.free_name(posixpath.normpath(posixpath.join(root, inside)), stem, ending)
    content, content_type = graft.package.read(part), graft.package.type_of(part)
    if content_type.endswith(_CHART):
        content = chart_part(content, graft.wording)
    elif content_type.endswith(_TABLE):
        graft.last_table += 1
        content = table_part(content, graft.wording, graft.last_table, graft.edit.styles, graft.styles)
    if graft.edit.book.strict and content_type.endswith("+xml"):
        content = in_strict(content)
    graft.edit.package.put(name, content, content_type)
    return name
