"""What can go wrong while a form is filled: the codes of room `form`."""

from __future__ import annotations

from typing import Final

from kesu_xl.problem import rule

__all__ = [
    "BROKEN_MARKER",
    "CELL_DELETED",
    "CELL_WITHOUT_VALUE",
    "CONTENT_OUTSIDE",
    "FEW_SLOTS",
    "FIELDS_NOT_ASKED",
    "FIELD_DIFFERS",
    "FIELD_TWICE",
    "FORMULA_BESIDE",
    "HINT_LEFT",
    "INTERNAL_FIELD",
    "IS_REGISTER",
    "IS_REPORT",
    "ITEMS_DIFFER",
    "LIST_CONTINUED",
    "MARKER_UNFILLED",
    "NAME_UNUSABLE",
    "NOT_PLACED",
    "NOT_TOP_LEFT",
    "NO_MARKERS",
    "NO_PICTURE",
    "NO_PRINT_AREA",
    "OLDER_REVISION",
    "OTHER_LANGUAGE",
    "OTHER_TEMPLATE",
    "PICTURE_IN_TEXT",
    "PICTURE_MISSING",
    "PICTURE_OUTSIDE",
    "PICTURE_TOO_LARGE",
    "PICTURE_UNREADABLE",
    "PLACED_BY_ADDRESS",
    "PLACED_BY_LABELS",
    "SLOTS_APART",
    "SLOT_MISSING",
    "SPLIT_MARKER",
    "STRANGE_CHARACTERS",
    "TEXT_AROUND_CHANGED",
    "TEXT_CUT",
    "TEXT_TOO_TALL",
    "UNKNOWN_FIELD",
]

#: A text in double braces that is no marker; it stays as it is.
BROKEN_MARKER: Final = rule("F101", "error", "form", "templates/README.md")
#: A marker whose characters have different formats, so that no place can be told; it stays as it is.
SPLIT_MARKER: Final = rule("F102", "error", "form", "templates/README.md")
#: More items than slot rows, with something beneath: the rest stands on a continuation sheet.
LIST_CONTINUED: Final = rule("F103", "warning", "form", "templates/README.md")
#: Characters that no workbook can hold; each became U+FFFD.
STRANGE_CHARACTERS: Final = rule("F104", "warning", "form", "ECMA-376 part 1, 22.9.2.19")
#: Over 32,767 characters in a cell; the rest was left out.
TEXT_CUT: Final = rule("F105", "warning", "form", "Excel specifications and limits")
#: A text that needs a row above 409 points; what is beyond is not printed.
TEXT_TOO_TALL: Final = rule("F106", "warning", "form", "Excel specifications and limits")

#: No file where the record says that a picture is.
PICTURE_MISSING: Final = rule("F161", "warning", "form", "templates/README.md")
#: A folder, a device, or a file that may not be read.
PICTURE_UNREADABLE: Final = rule("F162", "warning", "form", "templates/README.md")
#: Over 50 MB, or so many pixels that decoding it would fill the memory.
PICTURE_TOO_LARGE: Final = rule("F163", "warning", "form", "templates/README.md")
#: None of the four kinds, or cut off.
NO_PICTURE: Final = rule("F164", "warning", "form", "templates/README.md")
#: A path that leads out of the register's folder: what lies there is nobody's business.
PICTURE_OUTSIDE: Final = rule("F165", "warning", "form", "templates/README.md")
#: A picture has no place inside a text; its marker is left blank.
PICTURE_IN_TEXT: Final = rule("F166", "error", "form", "templates/README.md")

#: A marker whose path no record has: its cell would stay blank for ever.
UNKNOWN_FIELD: Final = rule("F141", "error", "form", "docs/fields.md")
#: A marker of a field that never leaves the house: its cell stays blank.
INTERNAL_FIELD: Final = rule("F155", "error", "form", "DOMAIN 3")
#: Two blocks of slots of one list on a sheet: each begins with the first item.
SLOTS_APART: Final = rule("F142", "warning", "form", "templates/README.md")
#: A list with one slot and something beneath: the second item already goes to a continuation sheet.
FEW_SLOTS: Final = rule("F143", "warning", "form", "templates/README.md")
#: A marker in a cell that a merged area hides.
NOT_TOP_LEFT: Final = rule("F144", "error", "form", "templates/README.md")
#: A formula in a row of a list, or right beside a marker.
FORMULA_BESIDE: Final = rule("F145", "warning", "form", "templates/README.md")
#: One field in several cells; reading back compares them.
FIELD_TWICE: Final = rule("F146", "info", "form", "templates/README.md")
#: Parts of an 8D that this form does not show.
FIELDS_NOT_ASKED: Final = rule("F147", "info", "form", "DOMAIN 3")
#: A sheet with markers that prints whatever Excel thinks.
NO_PRINT_AREA: Final = rule("F148", "warning", "form", "templates/README.md")
#: A marker where nothing is filled.
MARKER_UNFILLED: Final = rule("F149", "warning", "form", "templates/README.md")
#: A tag of another template language: no code runs from a template.
OTHER_LANGUAGE: Final = rule("F150", "error", "form", "templates/README.md")
#: A workbook without any marker.
NO_MARKERS: Final = rule("F151", "error", "form", "templates/README.md")
#: A form that was filled already.
IS_REPORT: Final = rule("F152", "error", "form", "templates/README.md")
#: A defined name ``kesu. ...`` that names no cell to be filled.
NAME_UNUSABLE: Final = rule("F154", "error", "form", "templates/README.md")
#: A register of complaints.
IS_REGISTER: Final = rule("F153", "error", "form", "templates/README.md")
# reading a filled form back

#: The cell of a field was deleted, with its row, column or sheet; nothing else in the form holds the field.
CELL_DELETED: Final = rule("F121", "warning", "form", "kesu_xl")
#: Rows of a list, or one of several cells of a field, are missing; what is left was read.
SLOT_MISSING: Final = rule("F122", "info", "form", "kesu_xl")
#: A field stands in several cells, and they do not say the same.
FIELD_DIFFERS: Final = rule("F123", "warning", "form", "kesu_xl")
#: No cell of the form could be found for a field.
NOT_PLACED: Final = rule("F124", "warning", "form", "kesu_xl")
#: The form was filled from another revision of the template.
OLDER_REVISION: Final = rule("F125", "info", "form", "kesu_xl")
#: The form says that it was filled from another template than the one it is read with.
OTHER_TEMPLATE: Final = rule("F126", "warning", "form", "kesu_xl")
#: There is no map in the form: its cells were found by the labels around them.
PLACED_BY_LABELS: Final = rule("F127", "info", "form", "kesu_xl")
#: Neither a map nor labels say where a cell is: its address in the template was taken.
PLACED_BY_ADDRESS: Final = rule("F128", "warning", "form", "kesu_xl")
#: The text around the values of a cell was changed or stands there twice, or a box holds no tick.
TEXT_AROUND_CHANGED: Final = rule("F129", "warning", "form", "kesu_xl")
#: A cell holds an error, or a formula whose result is not in the file.
CELL_WITHOUT_VALUE: Final = rule("F130", "warning", "form", "kesu_xl")
#: A cell still holds the hint of the blank form; it is no value.
HINT_LEFT: Final = rule("F131", "info", "form", "kesu_xl")
#: Cells of the form hold something that is neither a field nor a text of the template.
CONTENT_OUTSIDE: Final = rule("F132", "info", "form", "kesu_xl")
#: The columns of a list stand in one cell each, and have different numbers of items.
ITEMS_DIFFER: Final = rule("F133", "warning", "form", "templates/README.md")
