"""Strict workbooks: the same parts under other namespaces."""

from __future__ import annotations

from typing import Final

__all__ = ["STRICT", "in_strict", "in_transitional"]

#: What every namespace of strict workbooks begins with.
STRICT: Final = b"http://purl.oclc.org/ooxml/"
#: Namespaces of transitional and of strict workbooks (part 1, annex A; part 4).
_STRICT: Final = tuple(
    (f"http://schemas.openxmlformats.org/{old}".encode(), f"http://purl.oclc.org/ooxml/{new}".encode())
    for old, new in (
        ("spreadsheetml/2006/main", "spreadsheetml/main"),
        ("officeDocument/2006/relationships", "officeDocument/relationships"),
        ("drawingml/2006/main", "drawingml/main"),
        ("drawingml/2006/chart", "drawingml/chart"),
        ("drawingml/2006/spreadsheetDrawing", "drawingml/spreadsheetDrawing"),
        ("officeDocument/2006/custom-properties", "officeDocument/customProperties"),
        ("officeDocument/2006/docPropsVTypes", "officeDocument/docPropsVTypes"),
    )
)


def in_strict(xml: bytes) -> bytes:
    """Return a part in the namespaces of strict workbooks."""
    for old, new in _STRICT:
        xml = xml.replace(b'"' + old + b'"', b'"' + new + b'"')
    return xml


def in_transitional(xml: bytes) -> bytes:
    """Return a part of a strict workbook in the namespaces of ordinary ones; any other part as it is."""
    for old, new in _STRICT:
        xml = xml.replace(b'"' + new + b'"', b'"' + old + b'"')
    return xml
