"""The drawing parts of a form: where the pictures of its markers are put, beside what the template has drawn.

When a template is compiled, each sheet with such a marker gets a drawing part, if it has none, and the parts are cut
where the pictures will go; a form then only joins the pieces.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from kesu_xl.form.archive import Archive
from kesu_xl.form.book import CONTENT_TYPES, Book, related_parts, relationships_of
from kesu_xl.form.picture import MIME_TYPES, Picture
from kesu_xl.form.place import Placed, anchor
from kesu_xl.package.markup import scan
from kesu_xl.package.sheettext import SheetText
from kesu_xl.package.strict import in_strict
from kesu_xl.package.xmlparts import encoding_of, to_utf8

__all__ = ["Canvas", "Drawings", "with_drawings"]

_XDR: Final = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_A: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_DRAWING_TYPE: Final = "application/vnd.openxmlformats-officedocument.drawing+xml"
_RELS_TYPE: Final = "application/vnd.openxmlformats-package.relationships+xml"
_DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NO_RELATIONS: Final = f'{_DECLARATION}<Relationships xmlns="{_PACKAGE}"/>'.encode()


@dataclass(frozen=True, slots=True)
class Canvas:
    """The drawing part of a sheet.

    Attributes:
        part: Its entry.
        drawing: Its content before and behind the place for pictures.
        relations: That of its relationships.
        first: Number of the first shape of ours.
    """

    part: str
    drawing: tuple[bytes, bytes]
    relations: tuple[bytes, bytes]
    first: int


def with_drawings(
    archive: Archive, book: Book, sheets: Iterable[str], name: str
) -> tuple[Archive, Drawings, dict[str, bytes]]:
    """Give sheets a drawing part where they have none.

    Args:
        archive: The template.
        book: Where everything in it is.
        sheets: Entries of the sheets with markers for pictures.
        name: What messages call the template.

    Returns:
        The archive, what puts pictures into it, and what stands behind the rows of the sheets that changed.
    """
    changed: dict[str, bytes] = {}
    types = archive.read(CONTENT_TYPES)
    parts = {}
    tails = {}
    for sheet in sheets:
        drawing = next((part for kind, part, _ in related_parts(archive, sheet) if kind == "drawing"), "")
        if drawing not in archive:
            folder = posixpath.join(posixpath.dirname(sheet), "../drawings")
            drawing = f"{_free(archive, changed, posixpath.join(folder, 'kesu_pictures'))}.xml"
            changed[drawing] = _empty_drawing(book.office)
            types = _typed(types, drawing, _DRAWING_TYPE)
            key = "rIdKesuDrawing"
            relations = relationships_of(sheet)
            before = archive.read(relations) if relations in archive else _NO_RELATIONS
            changed[relations] = b"".join(_with(before, _relation(key, book.office, "drawing", f"/{drawing}")))
            types = _typed_relations(types, relations)
            xml = archive.read(sheet)
            tails[sheet] = _tail_with(xml, f'<drawing xmlns:r="{book.office}" r:id="{key}"/>'.encode(), name)
            changed[sheet] = xml[: xml.rindex(b"</sheetData")] + tails[sheet]
        parts[sheet] = drawing
        if relationships_of(drawing) not in archive:
            changed[relationships_of(drawing)] = _NO_RELATIONS
            types = _typed_relations(types, relationships_of(drawing))
    archive = archive.replaced({**changed, CONTENT_TYPES: types})
    canvases = {sheet: _canvas(archive, part) for sheet, part in parts.items()}
    return archive, Drawings(book, archive, canvases), tails


def _tail_with(xml: bytes, tag: bytes, name: str) -> bytes:
    """Return what stands behind the rows of a sheet, with the reference to its drawing where that belongs."""
    text = SheetText(xml, name)
    text.put("drawing", tag)
    # Around the rows, an empty element stands for them.
    place = text.around.index(b">", text.around.index(b"<sheetData")) + 1
    return b"</sheetData>" + text.around[place:]


def _canvas(archive: Archive, part: str) -> Canvas:
    xml = archive.read(part)
    encoding = encoding_of(xml[:512])
    if encoding != "utf-8":
        xml = _DECLARATION.encode() + to_utf8(xml, encoding)
    numbers = map(int, re.findall(rb'<(?:[\w.\-]+:)?cNvPr\s[^>]*?\bid="(\d{1,9})"', xml))
    relations = archive.read(relationships_of(part))
    return Canvas(part, _cut(xml), _cut(relations), max(numbers, default=1) + 1)


class Drawings:
    """Puts pictures into forms of one template."""

    def __init__(self, book: Book, archive: Archive, canvases: Mapping[str, Canvas]) -> None:
        self._office = book.office
        self._canvases = canvases
        self._media = _free(archive, {}, posixpath.join(posixpath.dirname(book.workbook), "media/kesu_picture"))
        self._types = archive.read(CONTENT_TYPES)

    def drawn(self, pictures: Mapping[str, Sequence[Placed]], changed: Mapping[str, bytes]) -> dict[str, bytes]:
        """Return the entries that change when pictures are put in.

        Args:
            pictures: Those of each sheet, by its entry: sheets of the template, and those that continue one.
            changed: What the form has changed already.
        """
        types = changed.get(CONTENT_TYPES, self._types)
        entries: dict[str, bytes] = {}
        for sheet, placed in pictures.items():
            canvas = self._canvases.get(sheet)
            if canvas is None:
                folder, file = posixpath.split(sheet)
                part = posixpath.normpath(posixpath.join(folder, "../drawings", file))
                canvas = Canvas(part, _cut(_empty_drawing(self._office)), _cut(_NO_RELATIONS), 2)
                entries[sheet] = self._with_drawing(changed[sheet])
                entries[relationships_of(sheet)] = b"".join(
                    _with(_NO_RELATIONS, _relation("rId1", self._office, "drawing", f"/{part}"))
                )
                types = _typed(types, part, _DRAWING_TYPE)
                types = _typed_relations(_typed_relations(types, relationships_of(sheet)), relationships_of(part))
            anchors, links = [], []
            for number, one in enumerate(placed, canvas.first):
                media = self._entry(one.picture)
                if media not in entries:
                    entries[media] = one.picture.data
                    types = _typed(types, media, MIME_TYPES[one.picture.ending])
                key = f"rIdKesuPicture{number}"
                links.append(_relation(key, self._office, "image", f"/{media}"))
                anchors.append(self._strict(anchor(one, number, key, _XDR, _A, self._office).encode()))
            entries[canvas.part] = b"".join((canvas.drawing[0], *anchors, canvas.drawing[1]))
            entries[relationships_of(canvas.part)] = b"".join((canvas.relations[0], *links, canvas.relations[1]))
        return {**entries, CONTENT_TYPES: types} if entries else {}

    def _with_drawing(self, xml: bytes) -> bytes:
        tag = f'<drawing xmlns:r="{self._office}" r:id="rId1"/></worksheet>'
        return xml.removesuffix(b"</worksheet>") + tag.encode()

    def _entry(self, picture: Picture) -> str:
        # The same picture twice is one file.
        return f"{self._media}_{sha256(picture.data).hexdigest()[:16]}.{picture.ending}"

    def _strict(self, xml: bytes) -> bytes:
        return in_strict(xml) if self._office.startswith("http://purl.") else xml


def _empty_drawing(office: str) -> bytes:
    xml = f'{_DECLARATION}<xdr:wsDr xmlns:xdr="{_XDR}" xmlns:a="{_A}"/>'.encode()
    return in_strict(xml) if office.startswith("http://purl.") else xml


def _relation(key: str, office: str, kind: str, target: str) -> bytes:
    return f'<Relationship Id="{key}" Type="{office}/{kind}" Target="{target}"/>'.encode()


def _cut(xml: bytes) -> tuple[bytes, bytes]:
    """Cut a part before the end of its root element, which may be written as ``<x/>``."""
    root = scan(xml, "", 0)[0]
    if not root.empty:
        return xml[: root.close], xml[root.close :]
    tag = re.match(rb"<([^\s/>]+)", xml[root.start :])
    return xml[: root.inner - 2] + b">", b"</%s>%s" % (tag.group(1) if tag else b"", xml[root.end :])


def _with(xml: bytes, piece: bytes) -> tuple[bytes, bytes, bytes]:
    before, after = _cut(xml)
    return before, piece, after


def _typed(types: bytes, part: str, content_type: str) -> bytes:
    tag = f'<Override PartName="/{part}" ContentType="{content_type}"/></Types>'
    return types.replace(b"</Types>", tag.encode())


def _typed_relations(types: bytes, part: str) -> bytes:
    """Say what a part of relationships is, where no rule for its ending does: LibreOffice names each one."""
    if re.search(rb'Extension="rels"', types, re.IGNORECASE) or f'"/{part}"'.encode() in types:
        return types
    return _typed(types, part, _RELS_TYPE)


def _free(archive: Archive, changed: Mapping[str, bytes], stem: str) -> str:
    """Return a name that begins like `stem` and is the beginning of no entry: for one part, or for many."""
    stem = posixpath.normpath(stem)
    taken = [name.casefold() for name in (*archive.names(), *changed)]
    number = 1
    while any(name.startswith(f"{stem}{number}".casefold()) for name in taken):
        number += 1
    return f"{stem}{number}"
