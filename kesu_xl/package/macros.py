"""A VBA project and a ribbon put into a workbook that we made: parts, what points at them, and code names.

Source: MS-OFFMACRO 2.2.1 (project part), MS-CUSTOMUI 2.1 (ribbon part), ECMA-376 part 1, 18.2.28 and 18.3.1.82 (code
names).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final, Literal

from kesu_xl.package.book import Book
from kesu_xl.package.markup import Edit, Span, attribute, child_spans, decoded, edited, element, prefix_of, scan
from kesu_xl.package.opc import Package

__all__ = ["with_macros"]

_MAIN: Final = {
    "workbook": "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    "addin": "application/vnd.ms-excel.addin.macroEnabled.main+xml",
}
_PROJECT_PART: Final = "xl/vbaProject.bin"
_PROJECT_TYPE: Final = "application/vnd.ms-office.vbaProject"
_PROJECT_RELATION: Final = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
_RIBBON_PART: Final = "customUI/customUI14.xml"
_RIBBON_RELATION: Final = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"


def with_macros(
    workbook: bytes,
    book_module: str,
    project: Callable[[Sequence[str]], bytes],
    ribbon: bytes,
    kind: Literal["workbook", "addin"] = "workbook",
) -> bytes:
    """Return a workbook with macros and a ribbon; all that it had before is in it as it was.

    Args:
        workbook: An .xlsx that we made.
        book_module: Code name of the workbook: its module in the project.
        project: Gives vbaProject.bin for the code names of the sheets, in the order of their tabs.
        ribbon: The customUI part.
        kind: An .xlsm or an .xlam.
    """
    package = Package.open(workbook, "")
    book = Book(package)
    main = book.part
    names = []
    for number, sheet in enumerate(book.sheets(), start=1):
        assert sheet.part is not None  # of our own making
        names.append(f"Sheet{number}")
        package.put(sheet.part, _named(package.read(sheet.part), "sheetPr", names[-1]))
    package.put(main, _named(package.read(main), "workbookPr", book_module), _MAIN[kind])
    package.put(_PROJECT_PART, project(names), _PROJECT_TYPE)
    package.relations(main).add(_PROJECT_RELATION, _PROJECT_PART)
    package.put(_RIBBON_PART, ribbon)
    package.relations("").add(_RIBBON_RELATION, _RIBBON_PART)
    return package.save()


def _named(raw: bytes, properties: str, name: str) -> bytes:
    """Return a part whose element of properties, the first child of its root, holds a code name."""
    xml, coding = decoded(raw, "")
    spans = scan(xml, "", 1)
    found: Span | None = next((span for span in child_spans(spans, spans[0]) if span.name == properties), None)
    edit: Edit
    if found is None:
        new = element(f"{prefix_of(xml, spans[0])}{properties}", {"codeName": name})
        edit = (spans[0].inner, spans[0].inner, new.encode())
    else:
        tag = re.sub(rb"""\scodeName\s*=\s*(["']).*?\1""", b"", xml[found.start : found.inner])
        code_name = f' codeName="{attribute(name)}"'.encode()
        edit = (found.start, found.inner, re.sub(rb"^<[^\s/>]+", lambda start: start[0] + code_name, tag))
    return coding.encoded(edited(xml, [edit]))
