"""What can go wrong while a form is filled: the codes of room `form`."""

from __future__ import annotations

from typing import Final

from kesu_xl.problem import rule

__all__ = ["BROKEN_MARKER", "LIST_CONTINUED", "SPLIT_MARKER", "STRANGE_CHARACTERS", "TEXT_CUT", "TEXT_TOO_TALL"]

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
