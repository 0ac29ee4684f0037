"""A look at an .ods before it is read: encrypted or not, and how far repeated cells blow its sheets up.

Source: OpenDocument 1.3 part 3, 9.1 (tables), part 2, 4.8 (manifest:encryption-data).
"""

from __future__ import annotations

from pyexpat import ExpatError

from kesu_xl.errors import KesuError
from kesu_xl.package.archive import Archive, write_zip
from kesu_xl.package.limits import CELL_LIMIT
from kesu_xl.package.xmlparts import elements, safe_parser

__all__ = ["is_opendocument", "repack"]

_SHEET = b"application/vnd.oasis.opendocument.spreadsheet"


def is_opendocument(archive: Archive) -> bool:
    """Tell whether the package is a spreadsheet of LibreOffice or OpenOffice.

    Raises:
        KesuError: It is a text or a presentation of theirs.
    """
    if not archive.find("content.xml"):
        return False
    kind = archive.find("mimetype")
    said = archive.read(kind).strip() if kind else _SHEET
    if said.startswith(b"application/vnd.oasis.opendocument") and not said.startswith(_SHEET):
        raise KesuError("other_office_file", file=archive.label)
    return said.startswith(_SHEET)


def repack(archive: Archive) -> bytes:
    """Return the .ods with nothing but its content in it.

    Raises:
        KesuError: Encrypted, damaged, or its sheets reach too far.
    """
    manifest = archive.find("META-INF/manifest.xml")
    if manifest and any(e.name == "encryption-data" for e in elements(archive.read(manifest), archive.label)):
        raise KesuError("encrypted", file=archive.label)
    content = archive.find("content.xml")
    assert content is not None
    _check_reach(archive, content)
    kept = {"mimetype": archive.find("mimetype"), "META-INF/manifest.xml": manifest, "content.xml": content}
    return write_zip([(name, archive.packed(entry)) for name, entry in kept.items() if entry])


def _check_reach(archive: Archive, content: str) -> None:
    """Add up the rectangles up to the last filled cell of every sheet."""
    total = rows = row = column = width = again = 0
    filled = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal rows, row, column, width, again, filled
        if name == "table:table-cell" or name == "table:covered-table-cell":
            column += _times(attributes.get("table:number-columns-repeated"))
            if any(key.startswith("office:") for key in attributes):
                filled, width = True, max(width, column)
        elif name == "text:p":
            filled, width = True, max(width, column)
        elif name == "table:table-row":
            again, column, filled = _times(attributes.get("table:number-rows-repeated")), 0, False
        elif name == "table:table":
            rows = row = width = 0

    def end(name: str) -> None:
        nonlocal rows, row, total
        if name == "table:table-row":
            row += again
            rows = row if filled else rows
        elif name == "table:table":
            total += rows * width
            rows = 0
        if total + rows * width > CELL_LIMIT:
            cells = f"{total + rows * width:,}"
            raise KesuError("sheets_too_large", file=archive.label, cells=cells)

    parser = safe_parser(archive.label)
    parser.StartElementHandler, parser.EndElementHandler = start, end
    try:
        for chunk in archive.chunks(content):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except (ExpatError, LookupError, ValueError) as error:
        raise KesuError("damaged_file", file=archive.label) from error


def _times(number: str | None) -> int:
    if not number:
        return 1
    return int(number) if number.isdecimal() and len(number) < 10 else 1
