"""What can go wrong while a form is filled: the codes of room `form`."""

from __future__ import annotations

from typing import Final

from kesu_xl.problem import rule

__all__ = [
    "BROKEN_MARKER",
    "CELL_DELETED",
    "CELL_WITHOUT_VALUE",
    "CONTENT_OUTSIDE",
    "FIELD_DIFFERS",
    "HINT_LEFT",
    "LIST_CONTINUED",
    "NOT_PLACED",
    "OLDER_REVISION",
    "OTHER_TEMPLATE",
    "PLACED_BY_ADDRESS",
    "PLACED_BY_LABELS",
    "SLOT_MISSING",
    "SPLIT_MARKER",
    "STRANGE_CHARACTERS",
    "TEXT_AROUND_CHANGED",
    "TEXT_CUT",
    "TEXT_TOO_TALL",
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
