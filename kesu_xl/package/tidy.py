"""What openpyxl wrote, put in order: the schema's order of font elements, fixed dates; same content, same bytes."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

__all__ = ["tidied"]

#: Order of a font's children in the schema (ECMA-376 part 1, 18.8.22); openpyxl writes another one.
_FONT_ORDER: Final = (
    "b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz", "color", "name", "family",
    "charset", "scheme",
)  # fmt: skip
_FONT = re.compile(rb"<font>(.*?)</font>", re.DOTALL)
_CHILD = re.compile(rb"<(\w+)\b[^>]*?(?:/>|>.*?</\1>)", re.DOTALL)
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_PARTS_DATE: Final = (1980, 1, 1, 0, 0, 0)


def tidied(written: bytes) -> bytes:
    """Return a package that openpyxl wrote so that the Open XML SDK validator passes it and no date of today is in it.

    Args:
        written: The file as openpyxl saved it.
    """
    result = BytesIO()
    with ZipFile(BytesIO(written)) as source, ZipFile(result, "w", ZIP_DEFLATED) as target:
        for entry in source.infolist():
            part = source.read(entry)
            if entry.filename == "xl/styles.xml":
                part = _FONT.sub(_in_schema_order, part)
            elif entry.filename == "docProps/core.xml":
                # Whoever wants to know when a file was saved asks the file system.
                part = _MODIFIED.sub(rb"\g<1>2026-01-01T00:00:00Z", part)
            target.writestr(ZipInfo(entry.filename, _PARTS_DATE), part, ZIP_DEFLATED)
    return result.getvalue()


def _in_schema_order(font: re.Match[bytes]) -> bytes:
    children = list(_CHILD.finditer(font.group(1)))
    children.sort(key=lambda child: _FONT_ORDER.index(child.group(1).decode()))
    return b"<font>" + b"".join(child.group(0) for child in children) + b"</font>"
