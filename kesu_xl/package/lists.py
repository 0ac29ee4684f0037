"""Lists of ours for cells of somebody's sheet; a hidden name of the sheet remembers which are ours.

Source: ECMA-376 part 1, 18.3.1.33. Newer validations stand in the sheet's extension list and are left.
"""

from __future__ import annotations

from typing import Final

from kesu_xl.change import SetLists
from kesu_xl.package.edit import WorkbookEdit
from kesu_xl.package.made import SEPARATOR, text_formula, text_in
from kesu_xl.package.markup import Edit, element, escaped, with_attribute
from kesu_xl.package.sheettext import SheetText

__all__ = ["LISTS_MARK", "drop_lists", "set_list"]

#: Hidden name of a sheet: the cells of our lists.
LISTS_MARK: Final = "_kesu.lists"


def set_list(edit: WorkbookEdit, change: SetLists) -> None:
    """Put a list on cells, unless somebody else has said what exactly these cells take."""
    text, place = edit.text(change.sheet), edit.place(change.sheet)
    known = edit.book.names.get(LISTS_MARK, place)
    ours = text_in(known.text).split(SEPARATOR) if known else []
    prefix = text.prefix
    formula = f"<{prefix}formula1>{escaped(change.formula)}</{prefix}formula1>"
    attributes = {"type": "list", "allowBlank": 1, "showErrorMessage": 1, "sqref": change.cells}
    xml = element(f"{prefix}dataValidation", attributes, formula).encode()
    span = text.find("dataValidations")
    there = text.children(span) if span else []
    same = [found for found in there if found.attributes.get("sqref") == change.cells]
    if same:
        if change.cells in ours:
            text.edit([(same[0].start, same[0].end, xml)])
        return
    container = f"{prefix}dataValidations"
    if span is None:
        text.put("dataValidations", f'<{container} count="1">'.encode() + xml + f"</{container}>".encode())
    else:
        tag = with_attribute(text.around[span.start : span.inner], "count", len(there) + 1)
        if span.empty:
            text.edit([(span.start, span.end, tag[:-2].rstrip() + b">" + xml + f"</{container}>".encode())])
        else:
            text.edit([(span.start, span.inner, tag), (span.close, span.close, xml)])
    lines = dict.fromkeys([*ours, change.cells])
    edit.book.names.put(LISTS_MARK, text_formula(SEPARATOR.join(lines)), hidden=True, scope=place)


def drop_lists(edit: WorkbookEdit) -> None:
    """Take out all lists of ours."""
    for place, sheet in enumerate(edit.book.sheets()):
        known = edit.book.names.get(LISTS_MARK, place)
        if known is not None and sheet.kind == "worksheet" and sheet.part:
            _drop(edit.text(sheet.name), set(text_in(known.text).split(SEPARATOR)))
    edit.book.names.drop(lambda name: name.name == LISTS_MARK)


def _drop(text: SheetText, cells: set[str]) -> None:
    span = text.find("dataValidations")
    there = text.children(span) if span else []
    ours = [found for found in there if found.attributes.get("sqref") in cells]
    if span is None or not ours:
        return
    if len(ours) == len(there):
        text.edit([(span.start, span.end, b"")])
        return
    tag = with_attribute(text.around[span.start : span.inner], "count", len(there) - len(ours))
    edits: list[Edit] = [(span.start, span.inner, tag)]
    text.edit([*edits, *((found.start, found.end, b"") for found in ours)])
