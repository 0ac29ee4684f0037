"""Applying changes to any workbook: what we do not own comes out byte for byte as it came in.

Only the fragments that change are written; the result is new bytes, so whatever is refused leaves nothing changed.
"""

from __future__ import annotations

from collections.abc import Sequence

from kesu_xl.change import (
    AddColumns,
    AddName,
    AppendRows,
    Change,
    DropOurs,
    GraftSheets,
    PutSheet,
    SetCells,
    SetLinks,
    SetLists,
    SetRules,
    SetWidths,
)
from kesu_xl.notation import quoted
from kesu_xl.package.book import slot_name
from kesu_xl.package.columns import widen
from kesu_xl.package.conditions import put_rules
from kesu_xl.package.deflated import compact
from kesu_xl.package.drop import drop_ours
from kesu_xl.package.edit import WorkbookEdit
from kesu_xl.package.links import set_links
from kesu_xl.package.lists import set_list
from kesu_xl.package.made import RULES_MARK, remember
from kesu_xl.package.ownsheet import own_sheet
from kesu_xl.package.setcells import set_cells
from kesu_xl.package.source import Label, label_of

__all__ = ["apply_changes"]


def apply_changes(source: bytes, changes: Sequence[Change], label: Label = "") -> bytes:
    """Return the workbook with the changes made, in their order; the same changes again give the same bytes.

    Args:
        source: An .xlsx or .xlsm file of anybody.
        changes: What to change.
        label: What the file is called in messages.

    Raises:
        KesuError: It must not be changed (signed, shared with revisions ...), it is damaged, or something is in the way
            of a change; then nothing was changed.
    """
    edit = WorkbookEdit(source, label or label_of(""))
    for change in changes:
        _apply(edit, change)
    return edit.saved()


def _apply(edit: WorkbookEdit, change: Change) -> None:
    match change:
        case SetCells():
            set_cells(edit, change)
        case PutSheet():
            _put_sheet(edit, change)
        case SetRules():
            formats = [edit.styles.dxf(rule.look) for rule in change.rules]
            put_rules(edit.text(change.sheet), change.rules, formats)
            edit.book.names.put(RULES_MARK, "1", hidden=True, scope=edit.place(change.sheet))
        case AddName():
            _add_name(edit, change)
        case SetWidths():
            _set_widths(edit, change)
        case DropOurs():
            drop_ours(edit, change)
        case GraftSheets():
            from kesu_xl.package.graft import graft_sheets

            graft_sheets(edit, change)
        case SetLinks():
            set_links(edit, change)
        case SetLists():
            set_list(edit, change)
        case AppendRows() | AddColumns():
            from kesu_xl.package.grow import grow

            grow(edit, change)


def _put_sheet(edit: WorkbookEdit, change: PutSheet) -> None:
    book = edit.book
    sheet = book.slot(change.slot)
    if sheet is None or sheet.part is None:
        sheet = book.add_sheet(change.slot, change.name, change.state)
    else:
        book.forget_order(sheet)
        for part in book.package.owned(sheet.part or "")[1:]:
            book.package.drop(part)
        for identity, _, _ in list(book.package.relations(sheet.part)):
            book.package.relations(sheet.part).drop(identity)
    content = own_sheet(change, edit.namespace, edit.styles, date1904=book.date1904)
    edit.replace(sheet, compact(content))
    if change.printed and change.frozen_rows:
        titles = f"{quoted(sheet.name)}!${change.frozen_rows}:${change.frozen_rows}"
        book.names.put("_xlnm.Print_Titles", titles, hidden=False, scope=edit.place(sheet.name))
    edit.calculates()
    if change.given:
        book.names.drop(lambda name: name.scope is None and name.name == slot_name(change.slot))


def _add_name(edit: WorkbookEdit, change: AddName) -> None:
    refers_to = change.refers_to
    if change.slot is not None:
        sheet = edit.book.slot(change.slot)
        if sheet is None:
            raise ValueError(f"{change.name}: there is no sheet {change.slot} of ours")
        refers_to = f"{quoted(sheet.name)}!{refers_to}"
    edit.define(change.name, refers_to, hidden=change.hidden)


def _set_widths(edit: WorkbookEdit, change: SetWidths) -> None:
    found = widen(edit.text(change.sheet), dict(change.at_least))
    if found is not None:
        remember(edit.book.names, edit.place(change.sheet), "cols", *found)
