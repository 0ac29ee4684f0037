"""What can go wrong while a form is filled: the codes of room `form`."""

from __future__ import annotations

from typing import Final

from kesu_xl.problem import rule

__all__ = [
    "BROKEN_MARKER",
    "LIST_CONTINUED",
    "NO_PICTURE",
    "PICTURE_IN_TEXT",
    "PICTURE_MISSING",
    "PICTURE_OUTSIDE",
    "PICTURE_TOO_LARGE",
    "PICTURE_UNREADABLE",
    "SPLIT_MARKER",
    "STRANGE_CHARACTERS",
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

#: No file where the record says that a picture is.
PICTURE_MISSING: Final = rule("F131", "warning", "form", "templates/README.md")
#: A folder, a device, or a file that may not be read.
PICTURE_UNREADABLE: Final = rule("F132", "warning", "form", "templates/README.md")
#: Over 50 MB.
PICTURE_TOO_LARGE: Final = rule("F133", "warning", "form", "templates/README.md")
#: None of the four kinds, or cut off.
NO_PICTURE: Final = rule("F134", "warning", "form", "templates/README.md")
#: A path that leads out of the register's folder: what lies there is nobody's business.
PICTURE_OUTSIDE: Final = rule("F135", "warning", "form", "templates/README.md")
#: A picture has no place inside a text; its marker is left blank.
PICTURE_IN_TEXT: Final = rule("F136", "error", "form", "templates/README.md")
